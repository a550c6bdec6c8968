"""What a command works with: the office's configuration, its casebook, the clock, the key, the channels."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tocsin.casebook import open_casebook
from tocsin.casebook.settings import file_of, shown
from tocsin.cli.moments import moment
from tocsin.cli.output import SHORT, say
from tocsin.cli.visible import visible
from tocsin.desk.configured import load_office
from tocsin.desk.counted import many
from tocsin.desk.office import Office
from tocsin.desk.reach import concerns
from tocsin.desk.reader import Together
from tocsin.desk.restoring import GRACE
from tocsin.desk.restoring import again as twice
from tocsin.dispatch import Channel, Folder, Screen, Services, Smtp, Webhook
from tocsin.dispatch.channel import UNNAMED, way
from tocsin.dispatch.link import Links, secret_of
from tocsin.model import (
    Attempt,
    BadInput,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Unavailable,
)
from tocsin.release import signer_of

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

CONFIGURATION = "tocsin.toml"
PASSPHRASE = "TOCSIN_PASSPHRASE"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The office, the folder in which its configuration stands, from which paths in it are taken, and its files."""

    office: Office
    folder: Path
    files: tuple[Path, ...] = ()


Options = Callable[[Callable[..., Any]], Callable[..., Any]]

config: Options = click.option(
    "--config", "-c", "configuration", type=click.Path(dir_okay=False, path_type=Path), envvar="TOCSIN_CONFIG",
    help=f"The office's configuration.  [default: ./{CONFIGURATION} where there is one]",
)  # fmt: skip
clock: Options = click.option(
    "--at", "at", envvar="TOCSIN_AT", callback=lambda _c, _p, value: moment(value),
    help="The moment that it is, in ISO 8601 with its zone.  [default: now]",
)  # fmt: skip
by: Options = click.option(
    "--by", required=True, callback=lambda _c, _p, value: person(value), help="Your name, as it is to stand on record."
)
sign: Options = click.option(
    "--sign", "key", type=click.Path(dir_okay=False, exists=True, path_type=Path), envvar="TOCSIN_SIGN",
    help="The file of your own key, by which this is proved to be yours.",
)  # fmt: skip
as_json: Options = click.option(
    "--json", "as_json", is_flag=True, help="JSON Lines on stdout, one typed object a line."
)


def setting(configuration: Path | None) -> Setting:
    """The office that a configuration file describes; without any, an office that has nobody in its care.

    What of its register is not sound is left out of that, and told: neither an approved warning nor the record waits
    until it is mended.

    Raises:
        BadInput: the file, or a policy that it names, cannot be read or is not sound.
    """
    path = configuration or Path(CONFIGURATION)
    if configuration is None and not path.exists():
        return Setting(office=with_database(Office()), folder=Path(), files=(path,))
    folder, files = path.parent, [path]

    def opened(name: str) -> str:
        files.append(folder / name)
        return text_of(folder / name)

    office = _with_weights(load_office(text_of(path), name=str(path), opened=opened), folder)
    for each in office.left_out[:_NAMED]:
        say(str(each))
    if len(office.left_out) > _NAMED:
        say(f"and {len(office.left_out) - _NAMED} more of the register are left out; see: tocsin register check")
    return Setting(office=with_database(office), folder=folder, files=tuple(files))


def tell_whom_nothing_reaches(office: Office) -> None:
    """Whoever could not be warned is named where a duty is looked for, ruled on or answered, and not afterwards."""
    lost = list(dict.fromkeys(c.entry for c in concerns(office) if c.grave))
    if lost:
        named = ", ".join(lost[:_NAMED]) + (f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else "")
        say(f"by the register as it is written nothing reaches {named}; see: tocsin register check")


_NAMED = 5


def _with_weights(office: Office, folder: Path) -> Office:
    """The office whose own weights lie where its configuration says, from the folder in which that lies."""
    if not office.weights:
        return office
    found = replace(office, weights=str((folder / office.weights).resolve()))
    return replace(found, reader=found.together) if isinstance(office.reader, Together) else found


def with_database(office: Office) -> Office:
    """DATABASE_URL, where it is set, says where the casebook is."""
    url = os.environ.get("DATABASE_URL")
    return replace(office, casebook=url) if url else office


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        BadInput: it is not there, cannot be read, or is not UTF-8. The mark that some editors begin with is no text.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput(where=str(path), what=f"it cannot be read: {error.strerror}", now="give another path") from error
    except UnicodeDecodeError as error:
        now = "save it anew, as UTF-8"
        raise BadInput(where=str(path), what=f"it is no UTF-8 (byte {error.start + 1})", now=now) from error


def casebook(found: Setting, *, make: bool = False) -> "Casebook":
    """The office's casebook, opened; a relative SQLite path is taken from the configuration's folder.

    Only taking makes one: a casebook that is gone must not come back empty and verify.

    Raises:
        Unavailable: there is none, or it cannot be reached.
    """
    url = found.office.casebook
    prefix = "sqlite:///"
    if url.startswith(prefix) and not url.startswith(f"{prefix}/"):
        url = f"{prefix}{(found.folder / url.removeprefix(prefix)).resolve()}"
    path = file_of(url)
    if path is not None and not make and not path.exists():
        now = "tocsin take makes one; if there was one, put it back before anything is taken"
        raise Unavailable(where=shown(url), what="there is no casebook", now=now)
    book = open_casebook(url)
    _tell_copied(book)
    return book


def _tell_copied(book: "Casebook") -> None:
    """Say it loudly where the casebook is a copy that took the place of another, and what it does not know."""
    copy = book.copy_of()
    if copy is None:
        return
    moment_ = f"{copy.at:%d %B %Y, %H:%M (%Z)}"
    say(f"THIS CASEBOOK IS A COPY, of {moment_}: what was ruled, sent, answered or cancelled later is not in it")
    waiting = len({slot.notice for slot in twice(book)})
    if waiting:
        say(f"  {many(waiting, 'notice')} that it holds as not sent may have gone out since, or been cancelled; "
            f"dispatch asks first, and where nobody sits there waits {GRACE.seconds // 60} minutes once")  # fmt: skip
    say("  see “A disk is lost” in docs/runbook.md; tocsin ledger verify --held says how much is missing; "
        "tocsin ledger restored ends this")  # fmt: skip


def key(found: Setting) -> Ed25519PrivateKey:
    """The office's key, with which it seals checkpoints.

    Raises:
        NotFound: the configuration names none.
        BadInput: what it names is no Ed25519 private key in PEM.
    """
    if not found.office.key:
        raise NotFound(where="key", what="the configuration names none", now='set key = "FILE" under [office]')
    return _private(found.folder / found.office.key, password=None)


def person_key(path: Path | None) -> Ed25519PrivateKey | None:
    """A person's own key, if a file is given; a locked one is opened with the passphrase, which is asked for.

    Raises:
        BadInput: it is no Ed25519 private key in PEM, or the passphrase is not the one.
    """
    if path is None:
        return None
    locked = "ENCRYPTED" in text_of(path)
    phrase = os.environ.get(PASSPHRASE)
    if locked and phrase is None and os.isatty(0):
        phrase = click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True)
    if locked and not phrase:
        raise BadInput(where=str(path), what="it is locked", now=f"give its passphrase in {PASSPHRASE}")
    return _private(path, password=phrase.encode() if locked and phrase else None)


def _private(path: Path, *, password: bytes | None) -> Ed25519PrivateKey:
    try:
        loaded = load_pem_private_key(text_of(path).encode(), password=password)
    except (ValueError, TypeError) as error:
        raise BadInput(where=str(path), what=f"it is no usable private key: {error}") from error
    if not isinstance(loaded, Ed25519PrivateKey):
        raise BadInput(where=str(path), what="it is no Ed25519 key", now="openssl genpkey -algorithm ed25519 makes one")
    return loaded


def links(found: Setting) -> Links | None:
    """How acknowledgement links are made; None where the office sends none.

    Raises:
        NotFound, BadInput: the office has no key to sign them with.
    """
    if not found.office.links:
        return None
    return Links(base=found.office.links, secret=secret_of(key(found).private_bytes_raw()))


def signing(found: Setting) -> Callable[[Notice], str] | None:
    """How alerts are signed as they leave; None where the office signs none. One that must go unsigned is said, once.

    Raises:
        NotFound, BadInput: the configuration names a file that cannot be read, or does not hold a key and its
            certificate.
    """
    if not found.office.alert_key:
        return None
    path = found.folder / found.office.alert_key
    signer, bare = signer_of(text_of(path), where=str(path)), set[str]()

    def text(notice: Notice) -> str:
        leaving = signer.leaving(notice)
        if notice.kind is NoticeKind.ALERT and leaving == notice.body and notice.id not in bare:
            bare.add(notice.id)
            say(f"alert {notice.id[:SHORT]} goes unsigned: the certificate in {path} does not hold at its moment")
        return leaving

    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What of the ways out is not set up soundly, and what follows from that while it is not mended."""

    error: BadInput | NotFound
    follows: str

    def __str__(self) -> str:
        """Both, the second on a line of its own."""
        return f"{self.error}\n  {self.follows}"


def channels(found: Setting, *, linked: bool = True) -> Mapping[str, Channel]:
    """The channels that the configuration sets up, as `set_up` has them; what is not sound is told, loudly."""
    made, unsound = set_up(found, linked=linked)
    for fault in unsound:
        say(str(fault))
    return made


def set_up(found: Setting, *, linked: bool = True) -> tuple[Mapping[str, Channel], tuple[Fault, ...]]:
    """The channels that can be set up, with the screen, which is always there; and all that is not sound.

    What they send bears acknowledgement links where the office sends such, unless not `linked`; alerts bear the
    office's signature where it has a key for them. Nothing that is not sound keeps a warning from going: a channel
    leaves it to the others, and without its key a link or a signature is left out.
    """
    screen, unsound = Screen(sys.stderr), list[Fault]()
    made: dict[str, Channel] = {"screen": screen, f"{UNNAMED}screen": screen}
    link: Callable[[Notice, Attempt], str] | None = None
    text: Callable[[Notice], str] | None = None
    try:
        link = made_of.to if linked and (made_of := links(found)) else None
    except (NotFound, BadInput) as error:
        follows = "NOTHING BEARS A LINK TO ACKNOWLEDGE BY until that is mended; warnings go out all the same"
        unsound.append(Fault(error=error, follows=follows))
    try:
        text = signing(found)
    except (NotFound, BadInput) as error:
        text = _unsigned
        unsound.append(Fault(error=error, follows="ALERTS GO UNSIGNED until that is mended"))
    for name, row in found.office.channels.items():
        try:
            if name not in made:
                made[name] = _channel(name, row, folder=found.folder, link=link, text=text)
        except BadInput as error:
            follows = "NOTHING GOES THIS WAY until that is mended; the other channels are open"
            unsound.append(Fault(error=error, follows=follows))
    return made, tuple(unsound)


def _unsigned(notice: Notice) -> str:
    return notice.body


def _channel(
    name: str, row: Any, *, folder: Path, link: Callable[[Notice, Attempt], str] | None,
    text: Callable[[Notice], str] | None,
) -> Channel:  # fmt: skip
    """The channel that a table of the configuration describes.

    Raises:
        BadInput: there is none of that name, or the table lacks what it needs.
    """
    where = f"[channels.{name}]"
    if not isinstance(row, Mapping):
        raise BadInput(where=where, what=f"{row!r} stands where a table must", now=f"write it as {where}")
    try:
        if name.startswith(UNNAMED):
            return _unnamed(name.removeprefix(UNNAMED), row, folder=folder)
        if name == "folder" or (name == "mail" and "root" in row):
            return Folder(folder / str(row["root"]), link=link, text=text)
        if name == "mail":
            return Smtp(**row, link=link, text=text)
        if name == "webhook":
            return Webhook(**row, link=link, text=text)
        if name == "apprise":
            return Services(**row, link=link)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(where=where, what=f"it cannot be set up: {error}", now=_NEEDS) from error
    raise BadInput(where=where, what=f"no channel is called {name}", now="use mail, folder, webhook or apprise")


_NEEDS = "folder needs root; mail needs host and sender, or root; webhook needs secret; apprise needs urls"


def _unnamed(name: str, row: Mapping[str, Any], *, folder: Path) -> Channel:
    """A way for what does not name us: no link of ours, no signature, and only the sender that is written here.

    Raises:
        BadInput: there is no such way. A webhook is signed with our secret, and a service bears the office's account.
        KeyError, TypeError: the row lacks what it needs.
    """
    if name == "folder" or (name == "mail" and "root" in row):
        return Folder(folder / str(row["root"]), sender=str(row["sender"]))
    if name == "mail":
        return Smtp(**{"helo": str(row["sender"]).rpartition("@")[2], **row})
    now = f"set up {UNNAMED}mail or {UNNAMED}folder; {UNNAMED}screen is always there"
    raise BadInput(where=f"[channels.{UNNAMED}{name}]", what="this way cannot be gone without our name", now=now)


def ways_without_name(found: Setting, notices: Iterable[Notice]) -> tuple[str, ...]:
    """The channels by which these notices cannot go, since they do not name us and no such way is set up."""
    there = {f"{UNNAMED}screen", *found.office.channels}
    wanted = dict.fromkeys(way(n, c) for n in notices if n.unnamed for c in n.contacts)
    return tuple(name for name in wanted if name not in there)


def person(value: str) -> Person:
    """Whoever acts.

    Raises:
        BadInput: the name is empty, or holds what cannot be seen.
    """
    return Person(name=legible(value, where="--by"))


def legible(value: str, *, where: str) -> str:
    """A name given on the command line, without blanks about it.

    Raises:
        BadInput: it is empty, or holds controls, bidirectional marks or bytes that are no UTF-8.
    """
    if not value.strip():
        raise BadInput(where=where, what="this is empty", now="write a name")
    if visible(value) != value:
        raise BadInput(where=where, what=f"{value!r} holds characters that cannot be seen", now="write it without them")
    return value.strip()

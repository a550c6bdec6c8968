"""The office at the desk: its register, policies, issuer, sources and channels, as one frozen value."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin import duty, release
from tocsin.desk.holding import Holder
from tocsin.desk.reader import Together
from tocsin.dispatch import Retry, Terms
from tocsin.model import BadInput, Contact, Policy, Register, Reliability, Source, Tlp

if TYPE_CHECKING:
    from tocsin.reading import Reader

NOBODY = Register(name="no register", digest="", entries=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose desk it is.

    `left_out` is what of the register is unsound (see `current.in_care`). Checkpoints are stamped by `authority`.
    Personal items are looked at again after `review`. `reliability` holds the office's Admiralty letter for each source
    id; a source without one is F. `roles` holds the contacts of each role that a policy may ring. Where `all_sign`,
    nobody rules or approves without a key. `links` is what stands before the token of an acknowledgement link; without
    it none are sent. `alert_key` is the file of the key and certificate with which alerts are signed; it, `casebook`,
    `key`, `weights` (the folder of an encoder that was taught here) and `channels` are left to the face that opens
    databases, files and servers. `sends_to` is the host to which the reader sends what it reads; empty where it stays
    on this machine. Without a `reader` the rules read; whoever does not read need not wait until their lexicons are
    loaded.
    """

    name: str = "an office without a configuration"
    register: Register = NOBODY
    left_out: tuple[duty.LeftOut, ...] = ()
    policies: tuple[Policy, ...] = ()
    issuer: release.Issuer = field(default_factory=release.Issuer)
    reader: "Reader | None" = None
    sends_to: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    casebook: str = "sqlite:///tocsin.db"
    key: str = ""
    alert_key: str = ""
    weights: str = ""
    channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    links: str = ""
    roles: Mapping[str, tuple[Contact, ...]] = field(default_factory=dict)
    all_sign: bool = False
    review: timedelta | None = None
    holders: tuple[Holder, ...] = ()
    authority: str = ""
    certificate: str = ""

    @property
    def together(self) -> Together:
        """The reader out of rules and encoder, with the office's own weights where it has some."""
        return Together(Path(self.weights) if self.weights else None)


_TABLES = {"office", "issuer", "source", "channels", "delivery", "role", "people", "personal", "holders", "timestamps"}
_OFFICE = {"name", "casebook", "register", "policies", "key", "alert_key", "reader", "weights"}
_DELIVERY = {"escalate_minutes", "lease_seconds", "batch", "retry", "links"}
_RETRY = {"first_seconds", "longest_seconds", "limit", "jitter"}
_LONGEST_HOURS = 24 * 366
_LINK = re.compile(r"https?://[!-?A-\[\]-~]+/")
_SOURCE = {"id", "name", "kind", "owner", "reliability", "invented"}


def load_office(toml: str, *, name: str, opened: Callable[[str], str]) -> Office:
    """The office that a `tocsin.toml` describes; `opened` gives the text of a file it names.

    Raises:
        BadInput: it is no TOML, has an unknown table or key, or names a policy that is not sound. What is unsound in
            the register is left out of it.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(where=name, what=f"this is not TOML: {error}", now="nothing was read from it") from error
    _known(data, _TABLES, where=name)
    office = _table(data, "office", where=name)
    _known(office, _OFFICE, where=f"{name}, [office]")
    _texts(office, _OFFICE - {"policies"}, where=f"{name}, [office]")
    rows = _listed(data, "source", kind=dict, where=name)
    sources = [_source(row, where=f"{name}, source {n}") for n, row in enumerate(rows, 1)]
    policies = _listed(office, "policies", kind=str, where=f"{name}, [office]")
    register = office.get("register", "")
    sound, left_out = _register(register, opened=opened)
    links = _links(_table(data, "delivery", where=name), where=f"{name}, [delivery]")
    authority, certificate = _authority(_table(data, "timestamps", where=name), where=f"{name}, [timestamps]")
    return Office(
        name=office.get("name", name),
        register=sound,
        left_out=left_out,
        policies=_policies(policies, opened=opened, where=f"{name}, [office]"),
        issuer=_issuer(_table(data, "issuer", where=name), links=bool(links), where=f"{name}, [issuer]"),
        sources={source.id: source for source, _ in sources},
        reliability={source.id: mark for source, mark in sources if mark is not None},
        casebook=office.get("casebook", "sqlite:///tocsin.db"),
        key=office.get("key", ""),
        alert_key=office.get("alert_key", ""),
        reader=_reader(office.get("reader", "rules"), where=f"{name}, [office]"),
        weights=office.get("weights", ""),
        channels=_table(data, "channels", where=name),
        terms=_terms(_table(data, "delivery", where=name), where=f"{name}, [delivery]"),
        links=links,
        all_sign=_all_sign(_table(data, "people", where=name), where=f"{name}, [people]"),
        authority=authority,
        certificate=certificate,
        holders=_holders(_listed(data, "holders", kind=dict, where=name), where=name),
        review=_review(_table(data, "personal", where=name), where=f"{name}, [personal]"),
        roles=_roles(_listed(data, "role", kind=dict, where=name), where=name),
    )


def _register(name: str, *, opened: Callable[[str], str]) -> tuple[Register, tuple[duty.LeftOut, ...]]:
    """What is sound of the register of that name; one that cannot be opened is left out as a whole."""
    if not name:
        return NOBODY, ()
    try:
        return duty.sound_register(opened(name), name=name)
    except BadInput as error:
        return NOBODY, (duty.LeftOut(fault=error, everything=True),)


def marking(word: str, *, where: str) -> Tlp:
    """The TLP 2.0 label that a word spells, in either case."""
    try:
        return Tlp(word.upper())
    except ValueError as error:
        raise BadInput(
            where=where, what=f"{word!r} is no TLP 2.0 label", now=f"use one of {[t.value for t in Tlp]}"
        ) from error


def _policies(names: Iterable[str], *, opened: Callable[[str], str], where: str) -> tuple[Policy, ...]:
    """The policies of these names and files; two that are called alike would be taken for one by whoever rules."""
    found = tuple(_policy(each, opened=opened) for each in names)
    twice = sorted({p.id for p in found if sum(p.id == other.id for other in found) > 1})
    if twice:
        what = f"two policies are called {', '.join(twice)}"
        raise BadInput(where=where, what=what, now="give the changed one another id, or name one of them alone")
    return found


def _policy(word: str, *, opened: Callable[[str], str]) -> Policy:
    return duty.load_policy(opened(word), name=word) if word.endswith(".toml") else duty.shipped_policy(word)


def _reader(word: str, *, where: str) -> "Reader | None":
    """The reader that is named; None for the rules, which are loaded by whoever reads."""
    if word not in {"rules", "both"}:
        raise BadInput(where=where, what=f"no reader is called {word!r}", now='write reader = "rules" or "both"')
    return Together() if word == "both" else None


def _issuer(row: Mapping[str, Any], *, links: bool, where: str) -> release.Issuer:
    allowed = {"sender", "name", "authorised", "web", "contact", "languages", "oid"}
    _known(row, allowed, where=where)
    languages = _listed(row, "languages", kind=str, where=where)
    return release.Issuer(**{**row, "languages": tuple(languages) or ("en",), "links": links})


def _terms(row: Mapping[str, Any], *, where: str) -> Terms:
    """How the office sends: `retry` holds a table for each channel, and "usual" for the others."""
    _known(row, _DELIVERY, where=where)
    retries = _table(row, "retry", where=where)
    made = {name: _retry(_table(retries, name, where=where), where=f"{where}, retry {name}") for name in retries}
    try:
        return Terms(
            usual=made.pop("usual", Retry()), retry=made, batch=_number(row, "batch", 1),
            escalate=timedelta(minutes=_number(row, "escalate_minutes", 0)) or None,
            lease=timedelta(seconds=_number(row, "lease_seconds", 300)),
        )  # fmt: skip
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="see docs/delivery.md") from error


def _links(row: Mapping[str, Any], *, where: str) -> str:
    """What stands before the token of an acknowledgement link."""
    found = row.get("links", "")
    if not isinstance(found, str) or (found and not _LINK.fullmatch(found)):
        raise BadInput(where=where, what="links is no address that a token can follow", now="write https://host/path/")
    return found


def _retry(row: Mapping[str, Any], *, where: str) -> Retry:
    _known(row, _RETRY, where=where)
    try:
        return Retry(
            first=timedelta(seconds=_number(row, "first_seconds", 60)),
            longest=timedelta(seconds=_number(row, "longest_seconds", 3600)),
            limit=_number(row, "limit", 12), jitter=float(row.get("jitter", 0.25)),
        )  # fmt: skip
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="see docs/delivery.md") from error


def _number(row: Mapping[str, Any], key: str, usual: int) -> int:
    found = row.get(key, usual)
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError(f"{key} must be a whole number")
    return found


def _all_sign(row: Mapping[str, Any], *, where: str) -> bool:
    """Whether everybody must sign what they rule and approve, or only those who have a key."""
    _known(row, {"keys"}, where=where)
    found = row.get("keys", "optional")
    if found not in ("optional", "required"):
        raise BadInput(where=where, what=f"keys is {found!r}", now='write keys = "required" or keys = "optional"')
    return bool(found == "required")


def _authority(row: Mapping[str, Any], *, where: str) -> tuple[str, str]:
    """Whom checkpoints are shown to for a time stamp, and the file of the certificates that its answers end in."""
    _known(row, {"url", "certificate"}, where=where)
    _texts(row, {"url", "certificate"}, where=where)
    if bool(row.get("url")) != bool(row.get("certificate")):
        raise BadInput(where=where, what="one is missing", now='write url = "https://..." and certificate = "FILE"')
    return row.get("url", ""), row.get("certificate", "")


def _holders(rows: Iterable[Mapping[str, Any]], *, where: str) -> tuple[Holder, ...]:
    """Who else keeps our checkpoints, each by a folder or by a channel and an address."""
    found: list[Holder] = []
    for n, row in enumerate(rows, 1):
        here = f"{where}, holders {n}"
        _known(row, {"name", "folder", "channel", "address", "every_hours"}, where=here)
        _texts(row, {"name", "folder", "channel", "address"}, where=here)
        hours, name = row.get("every_hours", 24), row.get("name", "")
        sound = isinstance(hours, int) and not isinstance(hours, bool) and 0 < hours <= _LONGEST_HOURS
        ways = set(row) - {"name", "every_hours"}
        if not sound or not name or ways not in ({"folder"}, {"channel", "address"}) or name in {h.name for h in found}:
            now = 'write name = "..." (once), every_hours = 24, and folder = "..." or channel and address'
            raise BadInput(where=here, what="it cannot be used", now=now)
        contact = Contact(channel=row["channel"], address=row["address"]) if "channel" in row else None
        every = timedelta(hours=hours)
        found.append(Holder(name=name, every=every, contact=contact, folder=row.get("folder", "")))
    return tuple(found)


def _review(row: Mapping[str, Any], *, where: str) -> timedelta | None:
    """After how long a personal item is to be looked at again."""
    _known(row, {"review_days"}, where=where)
    try:
        days = _number(row, "review_days", 0)
        return timedelta(days=days) if days > 0 else None
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="write review_days = 365") from error


def _roles(rows: Iterable[Mapping[str, Any]], *, where: str) -> Mapping[str, tuple[Contact, ...]]:
    """The contacts of each role, in the order in which they are rung."""
    found: dict[str, tuple[Contact, ...]] = {}
    for n, row in enumerate(rows, 1):
        here = f"{where}, role {n}"
        _known(row, {"id", "contacts"}, where=here)
        _texts(row, {"id"}, where=here)
        contacts = _listed(row, "contacts", kind=dict, where=here)
        sound = all(
            set(c) == {"channel", "address"} and all(isinstance(v, str) and v for v in c.values()) for c in contacts
        )
        if not contacts or not sound or not row.get("id") or row["id"] in found:
            now = 'write id = "duty-officer" (once) and contacts = [{ channel = "...", address = "..." }]'
            raise BadInput(where=here, what="it cannot be used", now=now)
        found[row["id"]] = tuple(Contact(**contact) for contact in contacts)
    return found


def _source(row: Mapping[str, Any], *, where: str) -> tuple[Source, Reliability | None]:
    _known(row, _SOURCE, where=where)
    _texts(row, _SOURCE - {"invented"}, where=where)
    try:
        source = Source(id=row["id"], name=row["name"], kind=row["kind"], family=row.get("owner", ""))
        return source, Reliability(row["reliability"]) if "reliability" in row else None
    except (KeyError, ValueError) as error:
        raise BadInput(
            where=where, what=f"this row cannot be used: {error}", now="it needs id, name and kind"
        ) from error


def _table(data: Mapping[str, Any], key: str, *, where: str) -> Mapping[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, Mapping):
        raise BadInput(where=where, what=f"{key} must be a table", now=f"write it as [{key}]")
    return table


def _listed(data: Mapping[str, Any], key: str, *, kind: type, where: str) -> list[Any]:
    """The list under a key, all of one kind; empty where there is none."""
    listed = data.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(item, kind) for item in listed):
        now = f"write each as [[{key}]]" if kind is dict else f'write it as {key} = ["..."]'
        raise BadInput(where=where, what=f"{key} must be a list of {'tables' if kind is dict else 'texts'}", now=now)
    return listed


def _texts(data: Mapping[str, Any], keys: set[str], *, where: str) -> None:
    wrong = sorted(key for key in keys if not isinstance(data.get(key, ""), str))
    if wrong:
        raise BadInput(where=where, what=f"{', '.join(wrong)} must be a text", now="write it between quotation marks")


def _known(data: Mapping[str, Any], allowed: set[str], *, where: str) -> None:
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise BadInput(
            where=where,
            what=f"unknown: {', '.join(unknown)}",
            now=f"it may hold {', '.join(sorted(allowed))}",
        )

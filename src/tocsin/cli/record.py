"""The record: `tocsin ledger verify | prove | checkpoint | backup | restored | rebuild | entries | export`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.moments import moment
from tocsin.cli.output import SHORT, emit, say, tell, write, write_pieces
from tocsin.cli.setting import (
    Setting,
    as_json,
    by,
    casebook,
    channels,
    clock,
    config,
    person_key,
    setting,
    sign,
    text_of,
)
from tocsin.cli.setting import key as office_key
from tocsin.codec import canonical, loads
from tocsin.desk.holding import TAKEN, hand_on, standing
from tocsin.desk.restoring import restore, unsaid
from tocsin.desk.stamping import checked, stamp
from tocsin.ledger import Verdict, note, public_hex, read_note
from tocsin.model import BadInput, Checkpoint, HandedOn, NotFound, Person, TocsinError

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

ORIGIN = "tocsin"


@click.group()
def ledger() -> None:
    """Verify, prove and seal the record."""


@ledger.command(name="verify")
@click.option("--held", "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True,
              help="A checkpoint that a second holder kept: as printed, a signed note, or its mail.")  # fmt: skip
@click.option("--key", "keys", multiple=True, help="A trusted public key, hexadecimal.  [default: the office's own]")
@click.option("--view/--no-view", default=True,
              help="Fold the view anew, too, and compare. Whoever would write waits meanwhile.")  # fmt: skip
@clock
@config
def verify_command(
    *, held: tuple[Path, ...], keys: tuple[str, ...], view: bool, at: datetime, configuration: Path | None
) -> int:
    """Verify the whole record, and say what cannot be proved from it."""
    found = setting(configuration)
    trusted = keys or ((public_hex(office_key(found)),) if found.office.key else ())
    book = casebook(found)
    witnessed = tuple(checkpoint_in(path, keys=trusted) for path in held)
    verdict = verdict_on(book, keys=trusted, held=witnessed, view=view)
    if found.office.certificate:
        holds, failed = checked(book, certificates=certificates(found))
        verdict = replace(verdict, holds=(*verdict.holds, *holds), failed=(*verdict.failed, *failed))
    for line in (*spoken(verdict), *late_holders(found, book=book, at=at)):
        say(line)
    return 0 if verdict.sound else 1


@ledger.command()
@click.argument("sequence", type=click.IntRange(0))
@config
def prove(*, sequence: int, configuration: Path | None) -> None:
    """Print one entry and the proof that it is under the last checkpoint."""
    for word in casebook(setting(configuration)).prove(sequence):
        emit(word)


@ledger.command()
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="Hand it to a second holder: write it there."
)
@click.option(
    "--note", "note_to", type=click.Path(dir_okay=False, path_type=Path), help="The same as a signed note (C2SP)."
)
@click.option("--due", is_flag=True, help="Seal only if a holder is due one, and hand it on: for a timer.")
@clock
@config
def checkpoint(*, to: Path | None, note_to: Path | None, due: bool, at: datetime, configuration: Path | None) -> int:
    """Seal what has been recorded so far, and print the signed checkpoint.

    With --due the [[holders]] of the configuration get it, each as often as it says; leaves with 1 where one did not.
    """
    found = setting(configuration)
    if due:
        if to or note_to:
            raise BadInput(where="--due", what="it hands on to the holders of the configuration, and nowhere else")
        return _hand_on(found, at=at)
    book = casebook(found)
    made = book.seal(key=office_key(found), origin=ORIGIN, at=at)
    written = {to: canonical(made) + "\n", note_to: note(made)}
    for path, text in written.items():
        if path is not None:
            write(path, text)
            say(f"{made.size} entries sealed, {made.root[:SHORT]}; written: {path}")
    if to is None and note_to is None:
        emit(made)
    return 0 if stamping(found, book=book, at=at) else 1


def _hand_on(found: Setting, *, at: datetime) -> int:
    if not found.office.holders:
        now = 'add [[holders]] with name = "..." and folder = "...", or channel and address'
        raise NotFound(where="holders", what="the configuration names nobody who keeps checkpoints", now=now)
    book = casebook(found)
    handed = tuple(handing(found, book=book, at=at))
    stamped = stamping(found, book=book, at=at)
    for each in handed:
        say(told_of(each))
    if not handed:
        say("no holder is due a checkpoint")
    return 0 if stamped and all(each.outcome in TAKEN for each in handed) else 1


def stamping(found: Setting, *, book: "Casebook", at: datetime) -> bool:
    """Have the last checkpoint stamped where the office names an authority; False, and loud, where that fails."""
    if not found.office.authority:
        return True
    try:
        word = stamp(book, url=found.office.authority, certificates=certificates(found), at=at)
    except TocsinError as error:
        say(f"NOT STAMPED: {error}")
        return False
    if word is not None:
        say(f"the checkpoint of {word.size} entries bears a time stamp of {word.at.isoformat()}")
    return True


def certificates(found: Setting) -> bytes:
    """The certificates that the answers of the authority must end in."""
    return text_of(found.folder / found.office.certificate).encode()


def handing(found: Setting, *, book: "Casebook", at: datetime, pause: timedelta = timedelta(0)) -> Iterator[HandedOn]:
    """Hand a checkpoint to each holder that is due one."""
    yield from hand_on(
        found.office.holders, book=book, key=office_key(found), origin=ORIGIN, folder=found.folder,
        channels=channels(found, linked=False), status=found.office.issuer.status, at=at, pause=pause,
    )  # fmt: skip


def told_of(each: HandedOn) -> str:
    """A handing-on, in words; one that failed is not to be overlooked."""
    head = "" if each.outcome in TAKEN else "NOT HANDED ON: "
    return f"{head}checkpoint of {each.size} entries to {each.holder}: {each.outcome}, {each.because}"


def late_holders(found: Setting, *, book: "Casebook", at: datetime) -> Iterator[str]:
    """Each holder who lacks a checkpoint that is due, or whose last one did not arrive, in words."""
    for held in standing(found.office.holders, book=book):
        last = f"the last was taken {held.taken.at:%d %b %Y %H:%M %Z}" if held.taken else "none was ever taken"
        if held.failed and held.tried:
            yield f"NOT HANDED ON: {held.holder.name} did not get a checkpoint: {held.tried.because}; {last}"
        elif held.late(at):
            yield f"{held.holder.name} is due a checkpoint; {last}"


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--bodies/--no-bodies", default=True, help="With all that the entries hold, or with its digests alone.")
@config
def export(*, file: Path, bodies: bool, configuration: Path | None) -> None:
    """Write the whole record to a file that others can check with none of our code (verifier/tocsin_verify.py)."""
    book = casebook(setting(configuration))
    write_pieces(file, book.export(bodies=bodies))
    say(f"written: {file}; a checkpoint that somebody else holds says whether it is whole")


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config
def backup(*, file: Path, configuration: Path | None) -> None:
    """Copy the casebook into FILE while others go on writing; a checkpoint held elsewhere says whether it is whole."""
    count = casebook(setting(configuration)).backup(file)
    say(f"{count} entries copied: {file}; to restore, put it where the casebook was, then tocsin ledger verify")


@ledger.command()
@click.option("--as-of", "copied", callback=lambda _c, _p, value: moment(value, where="--as-of") if value else None,
              help="Of which moment the copy is, where it does not say so itself.")  # fmt: skip
@by
@sign
@clock
@config
def restored(
    *, copied: datetime | None, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:  # fmt: skip
    """Say that this copy took the place of the casebook, and that you know what it lacks: it is no copy any more.

    It goes on record: who says so, when, and of which moment the copy is. What it holds as not sent goes from then on.
    """
    found = setting(configuration)
    book = casebook(found)
    doubt = unsaid(book, copied=copied)
    word = restore(book, copied=copied, by=by, at=at, key=person_key(key), required=found.office.all_sign)
    say(f"it is the casebook from now on, by {by.name}; on record: {word}")
    if doubt:
        say(doubt)


@ledger.command()
@config
def rebuild(*, configuration: Path | None) -> int:
    """Drop the current view, fold the record again, and say whether it came out the same."""
    book = casebook(setting(configuration))
    before = book.view_digest()
    book.rebuild()
    same = book.view_digest() == before
    say(
        f"view {before[:SHORT]}: {'the same, byte for byte' if same else 'it differed from the record, and was mended'}"
    )
    return 0 if same else 1


@ledger.command()
@config
@as_json
def entries(*, configuration: Path | None, as_json: bool) -> None:
    """List the entries: what was done, when, by whom."""
    book = casebook(setting(configuration))
    for entry in book.entries():
        if as_json:
            emit(entry)
        else:
            who = str(book.told(entry.by.name))
            tell(f"{entry.sequence:6}  {entry.at.isoformat()}  {entry.kind:12}  {entry.subject[:SHORT]:12}  {who}")


def verdict_on(
    book: "Casebook", *, keys: tuple[str, ...], held: tuple[Checkpoint, ...] = (), view: bool = True
) -> Verdict:
    """What can be said of a casebook's record."""
    return book.verify(keys=keys, witnessed=held, view=view)


def spoken(verdict: Verdict) -> tuple[str, ...]:
    """A verdict in words: what holds, what failed and where, what cannot be proved."""
    return (
        f"{verdict.size} entries, root {verdict.root[:SHORT]}",
        *(f"holds: {line}" for line in verdict.holds),
        *(f"FAILED: {failure.where}: {failure.what}" for failure in verdict.failed),
        *(f"not proved: {line}" for line in verdict.unproved),
        "the record verifies" if verdict.sound else "THE RECORD DOES NOT VERIFY",
    )


def checkpoint_in(path: Path, *, keys: tuple[str, ...]) -> Checkpoint:
    """The checkpoint in a file that a holder brings back: canonical JSON, a signed note, or the mail it came in.

    Raises:
        BadInput: it holds none, or one that none of the keys signed.
    """
    text = text_of(path)
    try:
        word = loads(text)
    except BadInput:
        word = _noted(text, keys=keys, where=str(path))
    if not isinstance(word, Checkpoint):
        raise BadInput(where=str(path), what="it holds no checkpoint", now="give a file that `checkpoint` wrote")
    return word


def _noted(text: str, *, keys: tuple[str, ...], where: str) -> Checkpoint:
    mail = message_from_string(text, policy=default)
    body = mail.get_body(("plain",)) if mail["X-Tocsin-Notice"] else None
    told = body.get_content().replace("\r\n", "\n") if body is not None else text
    faults = ["no key is trusted: give one with --key"]
    for each in keys:
        try:
            return read_note(told, key=each)
        except BadInput as error:
            faults.append(error.what)
    raise BadInput(where=where, what=f"it holds no checkpoint: {faults[-1]}", now="give a file that `checkpoint` wrote")

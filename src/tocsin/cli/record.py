"""The record: `tocsin ledger verify | prove | checkpoint | backup | rebuild | entries | export`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.output import SHORT, emit, say, tell, write, write_pieces
from tocsin.cli.setting import as_json, casebook, clock, config, key, setting, text_of
from tocsin.codec import canonical, loads
from tocsin.ledger import Verdict, note, public_hex
from tocsin.model import BadInput, Checkpoint

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

ORIGIN = "tocsin"


@click.group()
def ledger() -> None:
    """Verify, prove and seal the record."""


@ledger.command(name="verify")
@click.option("--held", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True,
              help="A checkpoint that a second holder kept, as `checkpoint` printed it.")  # fmt: skip
@click.option("--key", "keys", multiple=True, help="A trusted public key, hexadecimal.  [default: the office's own]")
@click.option("--view/--no-view", default=True,
              help="Fold the view anew, too, and compare. Whoever would write waits meanwhile.")  # fmt: skip
@config
def verify_command(*, held: tuple[Path, ...], keys: tuple[str, ...], view: bool, configuration: Path | None) -> int:
    """Verify the whole record, and say what cannot be proved from it."""
    found = setting(configuration)
    trusted = keys or ((public_hex(key(found)),) if found.office.key else ())
    verdict = verdict_on(casebook(found), keys=trusted, held=tuple(_checkpoint(path) for path in held), view=view)
    for line in spoken(verdict):
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
@clock
@config
def checkpoint(*, to: Path | None, note_to: Path | None, at: datetime, configuration: Path | None) -> None:
    """Seal what has been recorded so far, and print the signed checkpoint."""
    found = setting(configuration)
    made = casebook(found).seal(key=key(found), origin=ORIGIN, at=at)
    written = {to: canonical(made) + "\n", note_to: note(made)}
    for path, text in written.items():
        if path is not None:
            write(path, text)
            say(f"{made.size} entries sealed, {made.root[:SHORT]}; written: {path}")
    if to is None and note_to is None:
        emit(made)


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
    for entry in casebook(setting(configuration)).entries():
        if as_json:
            emit(entry)
        else:
            who = getattr(entry.by, "name", "")
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


def _checkpoint(path: Path) -> Checkpoint:
    try:
        word = loads(text_of(path))
    except BadInput as error:
        raise BadInput(where=str(path), what=error.what, now="give a file that `checkpoint` wrote") from error
    if not isinstance(word, Checkpoint):
        raise BadInput(where=str(path), what="it holds no checkpoint", now="give a file that `checkpoint` wrote")
    return word

"""Who was told what: `disclosures`, and what others say of it: `account`."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from tocsin.cli import screen
from tocsin.cli.output import SHORT, emit_told, say, tell
from tocsin.cli.setting import as_json, by, casebook, clock, config, legible, person_key, setting, sign
from tocsin.cli.tables import terminal
from tocsin.desk import disclosing
from tocsin.desk.disclosing import Disclosures
from tocsin.desk.dossier import Cell, Lines, disclosed, saying
from tocsin.model import BadInput, Contradiction, Delivery, Incident, Matter, Notice, Person, Telling

_COLUMNS = (
    "statement", "words", "recipient", "name", "heard", "because", "notice", "version", "status", "parts", "as_told",
    "channel", "address", "first_sent", "outcome", "outcome_at", "by", "public", "public_since", "later",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.argument("incident")
@as_json
@click.option("--csv", "as_csv", is_flag=True, help="As comma-separated values, a row for each way of each notice.")
@clock
@config
def disclosures(*, incident: str, as_json: bool, as_csv: bool, at: datetime, configuration: Path | None) -> None:
    """Show who was told what of an incident, when, how sure we are that they got it, and what others say of that.

    TOLD is said only where somebody answered for the notice. What was taken by a server or a disk, or came back
    unanswered for, is PERHAPS TOLD; what was queued, refused or failed is NOT TOLD; what a notice keeps back is
    WITHHELD. What nobody was told has a row of its own.
    """
    found = setting(configuration)
    book = casebook(found)
    words = book.find(incident)
    about = next((w.id for w in words if isinstance(w, Incident)), words[0].id)
    made = disclosing.disclosures(about, book=book, register=found.office.register, at=at)
    if as_json:
        for word in (*made.rows, *made.accounts, *made.contradictions):
            emit_told(word, book=book)
    elif as_csv:
        click.echo(_csv(made), nl=False)
    else:
        _print(made, at=at)


@click.command()
@click.argument("incident")
@click.option("--who", required=True, help="Who gives the account.")
@click.option("--recipient", required=True, help="Who was told, or was not: an entry, public, or a name.")
@click.option("--told", "told", default="", help="What they say was told: of warning, place, time, target, actor.")
@click.option("--not-told", "untold", default="", help="What they say was not told, of the same five.")
@click.option("--words", required=True, help="Their words.")
@click.option("--source", required=True, help="Where these words stand: a report, a page, a letter.")
@click.option("--notice", default="", help="The notice of ours that the account is about, if it names one.")
@by
@sign
@clock
@config
def account(
    *, incident: str, who: str, recipient: str, told: str, untold: str, words: str, source: str, notice: str,
    by: Person, key: Path | None, at: datetime, configuration: Path | None,
) -> None:  # fmt: skip
    """Enter what somebody else says was told of an incident. It stands beside our record and changes nothing in it."""
    found = setting(configuration)
    book = casebook(found)
    entered = disclosing.enter(
        str(book.find(incident)[0].id), who=legible(who, where="--who"),
        recipient=legible(recipient, where="--recipient"), told=_matters(told, where="--told"),
        untold=_matters(untold, where="--not-told"), words=words, source=source,
        notice=book.find(notice, Notice)[0].id if notice else "", book=book, register=found.office.register, by=by,
        at=at, key=person_key(key), required=found.office.all_sign,
    )  # fmt: skip
    say(f"account {entered.id[:SHORT]}: entered by {by.name}; our own record is as it was")
    made = disclosing.disclosures(entered.incident, book=book, register=found.office.register, at=at)
    for found_ in made.contradictions:
        if entered.id in {found_.account, found_.against}:
            say(_contradiction(found_))


def _matters(value: str, *, where: str) -> tuple[Matter, ...]:
    try:
        return tuple(Matter(part.strip().lower()) for part in value.split(",") if part.strip())
    except ValueError as error:
        now = f"write some of {', '.join(Matter)}, with commas between"
        raise BadInput(where=where, what=f"{value!r} names no such matter", now=now) from error


def _print(made: Disclosures, *, at: datetime) -> None:
    tell(f"What was told of “{made.incident.title}” ({made.incident.id[:SHORT]})")

    def naming(ids: Sequence[str]) -> Lines:
        return tuple(Cell(words=f"{_words(i, made)} {i[:SHORT]}") for i in ids)

    tables = (disclosed.told((made,), naming=naming, at=at), disclosed.accounts((made,), at=at))
    screen.tables(tables, terminal())


def _contradiction(word: Contradiction) -> str:
    other = f"account {word.against[:SHORT]}" if word.against else "our record"
    return f"{'CONTRADICTION' if word.sure else 'OPEN'}: {word.says}; {other}: {word.against_says}"


def _words(statement: str, made: Disclosures) -> str:
    found = made.statements.get(statement)
    return saying.quoted(found) if found else "is no longer read in its report"


def _name(row_: Telling, made: Disclosures) -> str:
    return made.names.get(row_.recipient, row_.recipient) if row_.recipient else "NOBODY"


def _csv(made: Disclosures) -> str:
    """One row for each way of each notice; what a spreadsheet would take for a formula has a quotation mark before."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in made.rows:
        writer.writerow(_safe(_fields(each, made)))
    return out.getvalue()


def _fields(each: Telling, made: Disclosures) -> Iterator[str]:
    yield from (each.statement, _words(each.statement, made), each.recipient or "nobody", _name(each, made))
    yield from (each.heard, each.because, each.notice, str(each.version or ""))
    yield from (each.status or "", " | ".join(each.parts), " | ".join(each.words))
    yield from (each.contact.channel, each.contact.address) if each.contact else (_otherwise(each), "")
    yield from (_iso(each.sent), each.outcome or "", _iso(each.known), each.by.name if each.by else "")
    yield from (each.public, _iso(each.public_since), " | ".join(each.later))


def _otherwise(each: Telling) -> str:
    """In place of a channel, where somebody answered whom nothing of ours is known to have reached."""
    return "none of ours" if each.outcome is Delivery.ACKNOWLEDGED else ""


def _iso(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _safe(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_FORMULA) else str(cell) for cell in cells]

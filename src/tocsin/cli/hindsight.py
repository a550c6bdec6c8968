"""Afterwards: `outcome`, how a danger turned out; `hindsight`, whether those who were warned had it in time."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.casebook.port import Book
from tocsin.cli import screen
from tocsin.cli.moments import day_or_moment
from tocsin.cli.output import SHORT, emit, emit_told, say, tell
from tocsin.cli.setting import as_json, by, casebook, clock, config, person_key, setting, sign
from tocsin.cli.tables import terminal
from tocsin.desk import disclosing
from tocsin.desk import hindsight as afterwards
from tocsin.desk.dossier import afterwards as shown
from tocsin.model import Came, Incident, Person, Register


@click.command()
@click.argument("incident")
@click.argument("came", type=click.Choice([each.value for each in Came]))
@click.option("--because", required=True, help="Why, in words. Kept apart from the record.")
@click.option("--event", default="", help="The incident that came of it, where it is another.")
@click.option("--began", help="When it began: a day, or a moment with its zone.  [default: as the reports have it]")
@by
@sign
@clock
@config
def outcome(
    *, incident: str, came: str, because: str, event: str, began: str | None, by: Person, key: Path | None,
    at: datetime, configuration: Path | None,
) -> None:  # fmt: skip
    """Put on record how a danger turned out that was warned of, or should have been. A later word counts.

    It came in-the-window that was warned of; late, when that had run out; elsewhere; or it was missed, and nobody was
    warned before. What was averted is no false-alarm, and neither is what merely did not come: say unknown. Nothing
    else changes: no duty opens or closes, and whoever ruled is not judged by a program.
    """
    opened = setting(configuration)
    book = casebook(opened)
    made = afterwards.judge(
        str(book.find(incident)[0].id), came=Came(came), because=because,
        event=str(book.find(event, Incident)[0].id) if event else "",
        began=day_or_moment(began, where="--began") if began is not None else None, book=book, by=by, at=at,
        key=person_key(key), required=opened.office.all_sign,
    )  # fmt: skip
    say(f"{made.incident[:SHORT]}: turned out {made.came}; put down by {made.by.name}")
    found = afterwards.of_incident(made.incident, book=book, at=at)
    if made.came.happened and not made.event:
        say(f"{shown.UNREPORTED}: once there is one, say it anew with --event")
    for words in found.against:
        say(f"OUR RECORD SAYS OTHERWISE: {words}; if it is so, say it anew")
    _leads(found, register=opened.office.register, book=book, at=at)


@click.command()
@click.argument("incident", required=False)
@as_json
@clock
@config
def hindsight(*, incident: str | None, as_json: bool, at: datetime, configuration: Path | None) -> None:
    """Show how dangers turned out, who had our warning before they began, and how long before.

    Without INCIDENT all of which anybody was warned, on which anybody ruled, or which was judged; and what they come
    to: probability of detection, false alarm ratio, critical success index, lead time. Only what a person judged is
    counted (tocsin outcome).
    """
    opened = setting(configuration)
    book = casebook(opened)
    found = (
        (afterwards.of_incident(str(book.find(incident)[0].id), book=book, at=at),)
        if incident is not None
        else afterwards.of_all(book=book, at=at)
    )
    if as_json:
        for each in found:
            if each.outcome is not None:
                emit_told(each.outcome, book=book)
            for lead in each.leads:
                emit(lead)
        for tally in afterwards.tallies(found):
            emit(tally)
        return
    screen.tables((shown.dangers(found, at=at),), terminal())
    if incident is not None:
        _leads(found[0], register=opened.office.register, book=book, at=at)
        return
    for line in shown.counted(afterwards.tallies(found), found):
        tell(line)


def _leads(found: afterwards.Hindsight, *, register: Register, book: Book, at: datetime) -> None:
    screen.tables((shown.leads((found,), names=disclosing.names(book, register), at=at),), terminal())

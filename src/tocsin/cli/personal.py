"""Personal data: `tocsin personal list | erase`."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, say
from tocsin.cli.setting import by, casebook, clock, config, person_key, setting, sign
from tocsin.cli.tables import print_table, row, table
from tocsin.desk import personal as apart
from tocsin.model import Erasure, Person


@click.group()
def personal() -> None:
    """Names and addresses that are kept apart from the record, and can be erased."""


@personal.command(name="list")
@click.option("--due", "due_only", is_flag=True, help="Only those whose review has come.")
@clock
@config
def list_personal(*, due_only: bool, at: datetime, configuration: Path | None) -> None:
    """List the items, what each is, since when it is kept, and when it is to be reviewed; and what was erased."""
    found = setting(configuration)
    book, after = casebook(found), found.office.review
    kept = book.personal()
    late = {item.id for item in apart.due(kept, after=after, at=at)}
    made = table("item", "what", "of", "is", "kept since", "review")
    for item in kept:
        if item.id in late or not due_only:
            when = apart.review(item, after=after)
            shown = f"{when:%d %b %Y}" if when else "no time is set"
            day = f"{item.since:%d %b %Y}"
            row(
                made,
                item.id[:SHORT],
                item.kind,
                item.about,
                item.value,
                day,
                f"DUE, {shown}" if item.id in late else shown,
            )
    gone = () if due_only else book.all(Erasure)
    for each in gone:
        row(made, each.item[:SHORT], "", "", str(each), "", "")
    print_table(made)
    say(f"{len(kept)} kept, {len(late)} due for review, {len(book.all(Erasure))} erased")


@personal.command()
@click.argument("item")
@click.option("--because", default="", help="Why, in writing. It stays on record, so name nobody in it.")
@by
@sign
@clock
@config
def erase(*, item: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None) -> None:
    """Erase ITEM, as `list` names it; or a report or an entry's body, by its whole digest. Backups are yours to erase.

    The record verifies as before, and says that something was erased, when, by whom and why.
    """
    found = setting(configuration)
    what = apart.erase(
        item, because=because, by=by, key=person_key(key), required=found.office.all_sign, book=casebook(found), at=at
    )
    say(f"{item[:SHORT]}: {what} is erased; backups and copies elsewhere still hold it")

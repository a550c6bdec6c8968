"""Personal data: `tocsin personal list | erase`."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, emit, say
from tocsin.cli.setting import as_json, by, casebook, clock, config, person_key, setting, sign
from tocsin.cli.tables import print_table, row, table
from tocsin.desk import personal as apart
from tocsin.desk.counted import many
from tocsin.model import Erasure, Person, PersonalItem


@click.group()
def personal() -> None:
    """Names, addresses and words of people that are kept apart from the record, and can be erased."""


@personal.command(name="list")
@click.option("--due", "due_only", is_flag=True, help="Only those whose review has come.")
@as_json
@clock
@config
def list_personal(*, due_only: bool, as_json: bool, at: datetime, configuration: Path | None) -> None:
    """List the items, what each is, since when it is kept, and when it is to be reviewed; and what was erased."""
    found = setting(configuration)
    book = casebook(found)
    kept, gone = apart.listed(book.personal(), after=found.office.review, at=at), book.all(Erasure)
    late = tuple(item for item in kept if item.due)
    shown: tuple[PersonalItem | Erasure, ...] = late if due_only else (*kept, *gone)
    if as_json:
        for word in shown:
            emit(word)
    else:
        _print(shown)
    say(f"{len(kept)} kept, {len(late)} due for review, {len(gone)} erased")


def _print(words: Iterable[PersonalItem | Erasure]) -> None:
    made = table("item", "what", "of", "is", "kept since", "review")
    for each in words:
        if isinstance(each, Erasure):
            row(made, each.item[:SHORT], "", "", str(each), "", "")
        else:
            when = f"{each.review:%d %b %Y}" if each.review else "no time is set"
            since, review = f"{each.since:%d %b %Y}", f"DUE, {when}" if each.due else when
            row(made, each.item[:SHORT], each.kind, each.about, each.value, since, review)
    print_table(made)


@personal.command()
@click.argument("item")
@click.option("--because", default="", help="Why, in writing. It stays on record, so name nobody in it.")
@by
@sign
@clock
@config
def erase(*, item: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None) -> None:
    """Erase ITEM, as `list` names it; or a report or an entry's body, by its whole digest. Backups are yours to erase.

    The record verifies as before, and says that something was erased, when, by whom and why. A text that was approved
    or sent, as "Briefing for NAME", cannot be changed: each that still bears what was erased is named, with the digest
    by which its whole body is erased, and with it the proof of what was told.
    """
    found = setting(configuration)
    gone = apart.erase(
        item, because=because, by=by, key=person_key(key), required=found.office.all_sign, book=casebook(found), at=at
    )
    say(f"{item[:SHORT]}: {gone.what} is erased; backups and copies elsewhere still hold it")
    if gone.remnants:
        say(f"IT STILL STANDS in {many(len(gone.remnants), 'text')} on record. None can be changed; each can be erased")
        say("whole, as below, with --because and --by: with a notice goes the proof of what was told.")
    for each in gone.remnants:
        say(f"  {each.what}: {'it stays for good' if each.stays else f'tocsin personal erase {each.body}'}")

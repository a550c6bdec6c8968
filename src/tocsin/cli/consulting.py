"""`tocsin consult`: with whom a duty was spoken of, and what is still to be said to others."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, say, tell
from tocsin.cli.setting import by, casebook, clock, config, legible, person_key, setting, sign
from tocsin.desk import consulting
from tocsin.model import Consulted, DutyProposal, Person


@click.command()
@click.argument("proposal")
@click.argument("outcome", type=click.Choice([each.value for each in Consulted]))
@click.option("--whom", required=True, help="With whom it was spoken of: a name, an office, a level.")
@click.option("--because", required=True, help="What they said, in words.")
@by
@sign
@clock
@config
def consult(
    *, proposal: str, outcome: str, whom: str, because: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Put on record with whom a duty was spoken of. It rules on nothing, and no clock waits for it.

    Whoever told us consents, objects, is unreached, or was told-after; the ruling is disputed, or the dispute is
    settled; the public is told too, or not-public. What is still to be said to others is listed.
    """
    opened = setting(configuration)
    book = casebook(opened)
    about = str(book.find(proposal, DutyProposal)[0].id)
    found = consulting.consult(
        about, outcome=Consulted(outcome), whom=legible(whom, where="--whom"), because=because, book=book, by=by, at=at,
        key=person_key(key), required=opened.office.all_sign,
    )  # fmt: skip
    say(f"{found.id[:SHORT]}: {found.outcome}, {whom}; put down by {by.name}")
    for each in consulting.owed(about, book=book):
        tell(each)

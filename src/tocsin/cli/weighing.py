"""`tocsin weigh`: what a warning itself may do, and what a person makes of it."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, say, tell
from tocsin.cli.setting import by, casebook, clock, config, person_key, setting, sign
from tocsin.desk import weighing
from tocsin.model import DutyProposal, Person, Weighed


@click.command()
@click.argument("proposal")
@click.argument("harm")
@click.argument("weighed", type=click.Choice([each.value for each in Weighed]))
@click.option("--because", required=True, help="Why, in words; with another-way, by which. Kept apart from the record.")
@by
@sign
@clock
@config
def weigh(
    *, proposal: str, harm: str, weighed: str, because: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Put on record what you make of a harm that the warning itself may do: you warn all-the-same, or another-way.

    HARM is one of the questions that the policy asks of the duty. It rules on nothing, and no warning waits for it;
    whoever would rather say nothing must rule so, on a ground of the policy. What is left to weigh is listed.
    """
    opened = setting(configuration)
    book = casebook(opened)
    about = str(book.find(proposal, DutyProposal)[0].id)
    found = weighing.weigh(
        about, harm=harm, weighed=Weighed(weighed), because=because, book=book, by=by, at=at, key=person_key(key),
        required=opened.office.all_sign,
    )  # fmt: skip
    say(f"{found.id[:SHORT]}: {harm} weighed, {weighed}; put down by {by.name}")
    for line in weighing.in_words(about, book=book):
        tell(line)

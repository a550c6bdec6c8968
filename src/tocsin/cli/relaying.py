"""`tocsin relay`: somebody was asked to pass a warning on, and what became of it."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, say
from tocsin.cli.setting import by, casebook, clock, config, legible, person_key, setting, sign
from tocsin.desk import passing, relaying
from tocsin.model import Notice, Person, Relayed


@click.command()
@click.argument("notice")
@click.option("--to", required=True, help="Who was asked: an office, a role, a name. It is kept apart from the record.")
@click.option("--step", required=True, type=click.Choice([each.value for each in Relayed]), help="What became of it.")
@click.option("--because", required=True, help="What was said, in words. They are kept apart from the record.")
@click.option(
    "--confirmed-by", "confirms", default="", help="With passed-on: who says that it was. Best: who was told."
)
@by
@sign
@clock
@config
def relay(
    *, notice: str, to: str, step: str, because: str, confirms: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Put on record that somebody was asked to pass a notice on, and what became of it, one step at a time.

    To have asked, or that they took it on, tells nobody: no escalation and no clock stops for it. Only passed-on does,
    where somebody else than who passed it on confirms it.
    """
    opened = setting(configuration)
    book = casebook(opened)
    found = book.find(notice, Notice)[0]
    made = relaying.relay(
        found, to=legible(to, where="--to"), step=Relayed(step), because=because,
        confirms=legible(confirms, where="--confirmed-by") if confirms else "", book=book, by=by, at=at,
        key=person_key(key), required=opened.office.all_sign,
    )  # fmt: skip
    say(f"{made.id[:SHORT]}: {step}, put down by {by.name}; notice {found.id[:SHORT]} to {found.recipient}")
    for line in passing.lines_of_notice(found.id, book=book):
        say(line)
    if not passing.passed_on(found.id, book=book):
        say(f"{found.recipient} does not count as told by this: go on trying")
    if made.step is Relayed.ASKED:
        say("what stands below the tear line may be passed on, and nothing above it")

"""The public feed: `feed`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from tocsin.casebook.port import Book
from tocsin.cli.output import say
from tocsin.cli.setting import casebook, clock, config, setting, signing
from tocsin.cli.staying import again, now, stopped
from tocsin.desk.feeding import write
from tocsin.desk.office import Office
from tocsin.model import Notice
from tocsin.release.feed import NAME


@click.command()
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder that your web server hands out.")  # fmt: skip
@click.option("--url", required=True, help="Where that folder is on the web, with a slash at the end.")
@click.option("--stay", is_flag=True, help="Keep it up to date until stopped (SIGTERM or Ctrl-C).")
@click.option("--every", type=click.FloatRange(min=0.05), default=15.0, show_default=True,
              help="With --stay: seconds between two looks at the record.")  # fmt: skip
@clock
@config
def feed(*, folder: Path, url: str, stay: bool, every: float, at: datetime, configuration: Path | None) -> None:
    """Write the public alerts that were approved and sent as an Atom feed, with their CAP files beside it.

    What was updated, cancelled or has expired is marked as that, and dropped a day after its end. That an alert lies
    there, and whether it bears our signature, goes on record: `tocsin notices` tells it.
    """
    found = setting(configuration)
    leaving = signing(found)
    if not stay:
        say(_written(casebook(found), office=found.office, folder=folder, url=url, at=at, leaving=leaving))
        return
    with stopped() as stop:
        say("keeping the feed until stopped")
        for told in again(
            lambda: (
                _written(casebook(found), office=found.office, folder=folder, url=url, at=now(), leaving=leaving),
            ),
            every=every, stop=stop,
        ):  # fmt: skip
            if not told.endswith("as it was"):
                say(told)


def _written(
    book: Book, *, office: Office, folder: Path, url: str, at: datetime, leaving: Callable[[Notice], str] | None
) -> str:
    """Write it, and what became of it, in words."""
    fed = write(book, office=office, folder=folder, url=url, at=at, leaving=leaving)
    bare = sum(not lies.signed for lies in fed.alerts)
    unsigned = f", {bare} unsigned" if bare else ""
    return f"{folder / NAME}: {len(fed.alerts)} alerts{unsigned}, {'written' if fed.changed else 'as it was'}"

"""Sending: `dispatch` and `ack`."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, emit, say
from tocsin.cli.setting import as_json, by, casebook, channels, clock, config, setting
from tocsin.desk import sending
from tocsin.model import Delivery, Notice, Person


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@clock
@config
@as_json
def dispatch(*, dry_run: bool, at: datetime, configuration: Path | None, as_json: bool) -> int:
    """Send what is approved and outstanding; the attempt is on record before, the receipt after."""
    found = setting(configuration)
    book = casebook(found)
    if dry_run:
        waiting = sending.outstanding(book, at=at)
        for item in waiting:
            say(f"{item.notice.id[:SHORT]} to {item.notice.recipient} by {item.contact.channel}, attempt {item.number}")
        say(f"{len(waiting)} would be sent")
        return 0
    outcomes: Counter[Delivery] = Counter()
    for receipt in sending.dispatch(book, channels=channels(found), at=at):
        outcomes[receipt.outcome] += 1
        if as_json:
            emit(receipt)
        say(f"{receipt.notice[:SHORT]} by {receipt.channel}: {receipt.outcome}, {receipt.because}")
    say(", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "nothing was outstanding")
    return 1 if set(outcomes) - {Delivery.ACCEPTED, Delivery.DELIVERED} else 0


@click.command()
@click.argument("notice")
@click.option("--because", default="by word of mouth", show_default=True, help="How the acknowledgement came.")
@by
@clock
@config
def ack(*, notice: str, because: str, by: Person, at: datetime, configuration: Path | None) -> None:
    """Record that a recipient has acknowledged a notice."""
    book = casebook(setting(configuration))
    word = book.find(notice, Notice)[0]
    sending.acknowledge(word, book=book, by=by, because=because, at=at)
    say(f"{word.id[:SHORT]}: acknowledged by {by.name}")

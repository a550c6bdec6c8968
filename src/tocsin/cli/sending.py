"""Sending: `dispatch` and `ack`."""

import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.casebook.port import BY_MOUTH, Book
from tocsin.cli.following import Followed, channels_at_work
from tocsin.cli.output import SHORT, emit, say
from tocsin.cli.setting import (
    Setting,
    as_json,
    by,
    casebook,
    clock,
    config,
    set_up,
    setting,
    tell_whom_nothing_reaches,
)
from tocsin.cli.staying import again, now, stopped
from tocsin.desk import restoring, sending
from tocsin.desk.counted import many
from tocsin.desk.current import cared_for
from tocsin.desk.disclosing import desk_of
from tocsin.desk.office import Office
from tocsin.desk.returning import take_back
from tocsin.desk.unreached import INSTEAD, in_words, unreached
from tocsin.dispatch import Channel
from tocsin.dispatch.bounces import returned
from tocsin.model import Delivery, Notice, NoticeKind, Person, Protected, Receipt, Task, Unavailable

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

_NAMED = 10
_FINE = {Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.ACKNOWLEDGED}


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option(
    "--stay", is_flag=True, help="Keep working until stopped (SIGTERM or Ctrl-C), which ends no sending midway."
)
@click.option("--every", type=click.FloatRange(min=0.05), default=5.0, show_default=True,
              help="With --stay: seconds between two looks at an empty outbox.")  # fmt: skip
@click.option("--again", "twice", is_flag=True,
              help="Send, too, what a copy of the casebook holds as not sent and may have sent before.")  # fmt: skip
@clock
@config
@as_json
def dispatch(
    *, dry_run: bool, stay: bool, every: float, twice: bool, at: datetime, configuration: Path | None, as_json: bool
) -> int:
    """Send what is approved and due; the attempt is on record before, the receipt after.

    A copy that took the casebook's place may have sent what it holds as not sent: whoever sits there is asked before
    any of that goes. Where nobody does, it waits a quarter of an hour once, and goes.
    """
    found = setting(configuration)
    tell_whom_nothing_reaches(found.office)
    ways, unsound = set_up(found)
    for fault in unsound:
        say(str(fault))
    if dry_run:
        return _would_be_sent(found, at=at)
    if not _may_go(found, twice=twice, stay=stay):
        return 1
    outcomes: Counter[Delivery] = Counter()
    if stay:
        with stopped() as stop:
            say("dispatching until stopped")
            for receipt in _staying(Followed(configuration, found), ways, every=every, stop=stop):
                outcomes[receipt.outcome] += 1
                _tell(receipt, as_json=as_json)
    else:
        book = casebook(found)
        care, kept = cared_for(book, found.office), _tell_held(book, office=found.office, at=at)
        for receipt in sending.dispatch(book, channels=ways, at=at, terms=found.office.terms, care=care):
            outcomes[receipt.outcome] += 1
            _tell(receipt, as_json=as_json)
    waiting = {} if stay else sending.put_off(book, at=at)
    nothing = "nothing is due at this moment" if waiting else "nothing was outstanding"
    drafts = 0 if stay else sum(c.task is Task.APPROVE for c in book.docket.clocks())
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or nothing
    say(f"{said}; {many(drafts, 'notice')} to approve first: tocsin duty" if drafts else said)
    if stay:
        return 0
    _tell_waiting(waiting, at=at)
    lost = tuple(
        each
        for each in unreached(book, book.docket.clocks(), office=found.office)
        if each.again is None or each.held(at) or each.barred
    )
    for each in lost:
        say(in_words(each, at=at))
    held = _tell_kept(book, {each.notice.id for each in lost}, care=care, at=at)
    return 1 if set(outcomes) - _FINE or waiting or lost or held or kept or unsound else 0


def _may_go(found: Setting, *, twice: bool, stay: bool) -> bool:
    """Whether what a copy may send once more is to go, or to wait: asked where a person sits there, and told to them.

    Whoever says yes, or --again, is not asked again. A dispatcher that stays waits for a casebook that is away.
    """
    try:
        book = casebook(found)
        waiting = restoring.again(book)
    except Unavailable:
        if stay:
            return True
        raise
    if not waiting:
        return True
    said = f"{many(len(waiting), 'message')} MAY GO A SECOND TIME, or though it was cancelled since"
    say(f"{said}; whoever knows of one that was taken back rules on it again first:")
    for slot in waiting[:_NAMED]:
        notice = book.get(Notice, slot.notice)
        say(f"  {slot.notice[:SHORT]} to {notice.recipient if notice else 'somebody'} by {slot.channel}")
    if len(waiting) > _NAMED:
        say(f"  and {len(waiting) - _NAMED} more: tocsin notices")
    if not twice and os.isatty(0) and not click.confirm("Send them all the same?", err=True):
        say("nothing was sent; tocsin notices lists what is known; dispatch --again sends it")
        return False
    if twice or os.isatty(0):
        book.answer()
    return True


def _tell_held(
    book: "Casebook", *, office: Office, at: datetime, told: datetime | None = None
) -> datetime | None:  # fmt: skip
    """Put off what a copy may send once more and nobody was asked about; until when, which is said if not `told`."""
    until = restoring.held_until(book, at=at, longest=office.terms.longest)
    if until is not None and until != told:
        waits = f"what may go a second time WAITS UNTIL {until.astimezone(at.tzinfo):%d %b %H:%M}"
        say(f"{waits}: tocsin dispatch --again sends it at once, and so does whoever ends the copy: ledger restored")
    return until


def _would_be_sent(found: Setting, *, at: datetime) -> int:
    book = casebook(found)
    care = cared_for(book, found.office)
    waiting = sending.outstanding(book, at=at, terms=found.office.terms, care=care)
    for item in waiting:
        say(f"{item.notice.id[:SHORT]} to {item.notice.recipient} by {item.contact.channel}, attempt {item.number}")
    say(f"{len(waiting)} would be sent")
    _tell_waiting(sending.put_off(book, at=at), at=at)
    return 0


def _tell_waiting(waiting: Mapping[str, datetime], *, at: datetime) -> None:
    """How many failed notices wait for their turn, and until when: they reached nobody meanwhile."""
    if waiting:
        until = f"{min(waiting.values()).astimezone(at.tzinfo):%d %b %H:%M:%S}"
        waits = "waits" if len(waiting) == 1 else "wait, the first"
        named = ", ".join(notice[:SHORT] for notice in waiting)
        say(f"{many(len(waiting), 'notice')} failed before and {waits} until {until} to be tried again: {named}")


def _tell_kept(book: Book, told: set[str], *, care: Mapping[str, Protected], at: datetime) -> bool:
    """Say once what the register keeps from one of its readers by now, and whether that was anything."""
    found = [(notice, why) for notice, why in sending.kept_back(book, care=care, at=at) if notice.id not in told]
    for notice, why in found:
        say(f"{notice.id[:SHORT]} to {notice.recipient}: IT IS HELD BACK: {why}: {INSTEAD}")
        told.add(notice.id)
    return bool(found)


def _tell(receipt: Receipt, *, as_json: bool) -> None:
    if as_json:
        emit(receipt)
    say(f"{receipt.notice[:SHORT]} by {receipt.channel}: {receipt.outcome}, {receipt.because}")


def _staying(
    followed: Followed, ways: Mapping[str, Channel], *, every: float, stop: threading.Event
) -> Iterator[Receipt]:  # fmt: skip
    """Work the outbox off again and again, by the channels and terms that the office has at the time."""
    by_now, told = ways, set[str]()
    kept: datetime | None = None

    def look() -> Iterator[Receipt]:
        nonlocal by_now, kept
        by_now = followed.renewed(lambda found: channels_at_work(found, linked=True)) or by_now
        book, office = casebook(followed.found), followed.found.office
        care = cared_for(book, office)
        kept = _tell_held(book, office=office, at=now(), told=kept)  # a copy may have come since
        yield from sending.dispatch(
            book, channels=by_now, at=now(), terms=office.terms, clock=now, stop=stop.is_set, care=care
        )
        _tell_kept(book, told, care=care, at=now())

    return again(look, every=every, stop=stop)


@click.command()
@click.argument("notice")
@click.option("--because", default=BY_MOUTH, show_default=True, help="How the acknowledgement came.")
@click.option("--contact", "address", default="", help="The address that they had it by.  [default: the last tried]")
@by
@clock
@config
def ack(
    *, notice: str, because: str, address: str, by: Person, at: datetime, configuration: Path | None
) -> None:  # fmt: skip
    """Record that a recipient has acknowledged a notice, given by its id or by the name that stands in its text.

    Whoever answered stands under --by: with the name of one of our own the table of who was told what says no more
    than perhaps.
    """
    book = casebook(setting(configuration))
    named = (n for n in book.all(Notice) if n.identifier == notice)
    word = next(named, None) or book.find(notice, Notice)[0]
    sending.acknowledge(word, book=book, by=by, because=because, at=at, address=address)
    say(f"{word.id[:SHORT]}: acknowledged by {by.name}")
    if word.kind is NoticeKind.ALERT:
        say(f"it is a notice to the public, and {by.name} answers for themselves alone: the public counts as PERHAPS "
            "told; if a briefing is meant, tocsin notices lists it")  # fmt: skip
    if by.name in desk_of(book):
        say(f"{by.name} is one of ours, so that {word.recipient} counts as PERHAPS told: put it down again, with the "
            "name of whoever answered under --by")  # fmt: skip


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@clock
@config
@as_json
def bounces(*, path: Path, at: datetime, configuration: Path | None, as_json: bool) -> int:
    """Read back what mail servers returned: PATH is a message, an mbox, a Maildir or a folder of messages.

    Leaves with 1 where something came back that was not delivered.
    """
    book = casebook(setting(configuration))
    seen, receipts = 0, []
    for each, receipt in take_back(returned(path), book=book, at=at):
        seen += 1
        if receipt is not None:
            receipts.append(receipt)
            _tell(receipt, as_json=as_json)
        elif not each.attempt and not each.key:
            say(f"message {seen}: not of ours, or it does not say of which")
        else:
            say(f"message {seen}: nothing new, {each.because}")
    say(f"{seen} read, {len(receipts)} put on record")
    return 1 if any(r.outcome not in _FINE for r in receipts) else 0

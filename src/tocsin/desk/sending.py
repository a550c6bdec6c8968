"""Getting a notice out: approve, attempt, send, receipt, acknowledgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.duties import standing_decisions
from tocsin.desk.take import TOCSIN
from tocsin.dispatch import Channel
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Delivery,
    NotAllowed,
    Notice,
    Person,
    Receipt,
    Reopening,
    digest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """One contact of an approved notice that nothing was sent to yet, or whose last attempt failed."""

    notice: Notice
    contact: Contact
    number: int


def approve(notice: Notice, *, read: str, book: Book, by: Person, at: datetime) -> Approval:
    """A person approves exactly the text that was read; `read` is its digest.

    Raises:
        NotAllowed: the digest is not that of the notice's text, the notice has expired, or its ruling
            was reopened.
    """
    where = f"notice {notice.id[:12]}"
    if read != digest(notice.body):
        raise NotAllowed(where=where, what="this is not the text that was read", now="show it again, then approve")
    _still_stands(notice, book=book, at=at)
    approval = Approval(notice=notice.id, body=digest(notice.body), by=by, at=at)
    book.record(Act(kind="approval", subject=notice.id, words=(approval,), by=by, at=at))
    return approval


def outstanding(book: Book, *, at: datetime) -> tuple[Outstanding, ...]:
    """What is approved, stands, has not expired and has not been taken by any channel: oldest first."""
    approvals = {a.notice: a.body for a in book.all(Approval)}
    receipts = {r.attempt: r.outcome for r in book.all(Receipt)}
    attempts: dict[tuple[str, Contact], list[Attempt]] = {}
    for attempt in book.all(Attempt):
        attempts.setdefault((attempt.notice, attempt.contact), []).append(attempt)
    stands = {d.id for d in standing_decisions(book)}
    found: list[Outstanding] = []
    for notice in book.all(Notice):
        approved = approvals.get(notice.id) == digest(notice.body)
        if not approved or at >= notice.expires or notice.decision not in stands:
            continue
        for contact in notice.contacts:
            made = attempts.get((notice.id, contact), [])
            if all(receipts.get(attempt.id) is Delivery.FAILED for attempt in made):
                found.append(Outstanding(notice=notice, contact=contact, number=len(made) + 1))
    return tuple(found)


def dispatch(book: Book, *, channels: Mapping[str, Channel], at: datetime) -> Iterator[Receipt]:
    """Send what is outstanding: each attempt is on record before it is made, each receipt after.

    An attempt is chosen and recorded in one transaction, so that two senders never take the same contact.
    """
    while (taken := _claim(book, at=at)) is not None:
        item, attempt = taken
        receipt = _send(item, attempt, channels=channels, at=at)
        book.record(Act(kind="receipt", subject=attempt.id, words=(receipt,), by=TOCSIN, at=at))
        yield receipt


def _claim(book: Book, *, at: datetime) -> tuple[Outstanding, Attempt] | None:
    """The first outstanding contact that nobody has tried at this moment, its attempt recorded; or None."""
    with book.transaction():
        tried = {(a.notice, a.contact) for a in book.all(Attempt) if a.at == at}
        waiting = (item for item in outstanding(book, at=at) if (item.notice.id, item.contact) not in tried)
        item = next(waiting, None)
        if item is None:
            return None
        attempt = Attempt(notice=item.notice.id, contact=item.contact, number=item.number, by=TOCSIN, at=at)
        book.record(Act(kind="attempt", subject=attempt.id, words=(attempt,), by=TOCSIN, at=at))
        return item, attempt


def acknowledge(notice: Notice, *, book: Book, by: Person, because: str, at: datetime) -> Receipt:
    """A recipient, or who protects them, says that this notice was received.

    Raises:
        NotAllowed: nothing was sent for it, so that nothing can be acknowledged.
    """
    made = book.all(Attempt, parent=notice.id)
    if not made:
        raise NotAllowed(where=f"notice {notice.id[:12]}", what="it was never sent", now="tocsin dispatch sends it")
    last = made[-1]
    receipt = Receipt(
        attempt=last.id, notice=notice.id, channel=last.contact.channel, outcome=Delivery.ACKNOWLEDGED,
        because=because, by=by, at=at,
    )  # fmt: skip
    book.record(Act(kind="receipt", subject=last.id, words=(receipt,), by=by, at=at))
    return receipt


def reopened(notice: Notice, *, book: Book) -> Reopening | None:
    """The reopening of the ruling that a notice was drawn up for, if there is one."""
    return next((r for r in book.all(Reopening) if r.decision == notice.decision), None)


def delivery(book: Book, notice: Notice) -> tuple[tuple[Attempt, Delivery, Receipt | None], ...]:
    """Each attempt for a notice and what is known of it; without a receipt that is unknown."""
    receipts: dict[str, Receipt] = {r.attempt: r for r in book.all(Receipt) if r.notice == notice.id}
    return tuple(
        (
            attempt,
            receipts[attempt.id].outcome if attempt.id in receipts else Delivery.UNKNOWN,
            receipts.get(attempt.id),
        )
        for attempt in book.all(Attempt, parent=notice.id)
    )


def _send(item: Outstanding, attempt: Attempt, *, channels: Mapping[str, Channel], at: datetime) -> Receipt:
    channel = channels.get(item.contact.channel)
    if channel is None:
        outcome, because = Delivery.FAILED, f"this desk has no channel called {item.contact.channel}"
    else:
        sent = channel.send(item.notice, contact=item.contact, attempt=attempt)
        outcome, because = sent.outcome, sent.because
    return Receipt(
        attempt=attempt.id, notice=item.notice.id, channel=item.contact.channel, outcome=outcome, because=because,
        by=TOCSIN, at=at,
    )  # fmt: skip


def _still_stands(notice: Notice, *, book: Book, at: datetime) -> None:
    where = f"notice {notice.id[:12]}"
    if at >= notice.expires:
        raise NotAllowed(
            where=where,
            what=f"it expired at {notice.expires.isoformat()}",
            now="rule again to draw up another",
        )
    again = reopened(notice, book=book)
    if again is not None:
        raise NotAllowed(where=where, what=f"its ruling was reopened: {again.because}", now="rule again")
    if notice.decision not in {d.id for d in standing_decisions(book)}:
        raise NotAllowed(where=where, what="the ruling it was drawn up for was superseded", now="approve the newer one")

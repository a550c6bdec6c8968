"""Getting a notice out: attempt, send, receipt, acknowledgement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from secrets import token_hex
from time import sleep
from typing import TypeVar

from tocsin.casebook.act import Act
from tocsin.casebook.port import BY_LINK, Book
from tocsin.desk import versions
from tocsin.desk.addressed import kept_from
from tocsin.desk.claiming import Held, claim, keep, look, settle, stand
from tocsin.dispatch import Channel, Sent, Terms
from tocsin.dispatch.channel import kept, way
from tocsin.dispatch.life import TAKEN, Send, contact_of, known
from tocsin.model import (
    Attempt,
    Contact,
    Delivery,
    Erasure,
    NotAllowed,
    NotFound,
    Notice,
    NoticeState,
    Person,
    Protected,
    Receipt,
    Reopening,
    Unavailable,
)

_USUAL = Terms()
_NOBODY: Mapping[str, Protected] = {}
_WAITS = frozenset({NoticeState.DRAFT, NoticeState.SUBMITTED})
_PAUSES = (0.2, 1.0, 3.0, 6.0)
"""Seconds to wait for a casebook that is away, while receipts are in hand."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """One contact of an approved notice, and the number of the attempt that is due."""

    notice: Notice
    contact: Contact
    number: int


def outstanding(
    book: Book, *, at: datetime, terms: Terms = _USUAL, care: Mapping[str, Protected] = _NOBODY
) -> tuple[Outstanding, ...]:
    """What would be sent at this moment: due, approved, standing, its turn come. Nothing is written."""
    found: list[Outstanding] = []
    for slot in book.outbox.live():
        there = None if at < slot.due <= at + terms.longest else stand(slot.notice, book=book)
        if there is not None:
            lease = book.outbox.leases((slot.key,)).get(slot.key)
            contact = contact_of(slot, there[0])
            standing = replace(there[1], barred=kept_from(there[0], contact, book=book, care=care))
            step = look(slot, standing, lease=lease, book=book, terms=terms, at=at)
            if isinstance(step, Send):
                found.append(Outstanding(notice=there[0], contact=contact, number=step.number))
    return tuple(found)


def kept_back(book: Book, *, care: Mapping[str, Protected], at: datetime) -> Iterator[tuple[Notice, str]]:
    """The approved notices that hold and go to one of their contacts no more, as those in our care stand, and why."""
    for slot in book.outbox.live():
        there = stand(slot.notice, book=book)
        if there is not None and not there[1].overtaken and at < there[1].expires:
            why = kept_from(there[0], contact_of(slot, there[0]), book=book, care=care)
            if why:
                yield there[0], why


def put_off(book: Book, *, at: datetime) -> Mapping[str, datetime]:
    """The notices that were tried and wait to be tried again, by id, and when the first of their contacts is.

    Those that hold no longer are none of these.
    """
    found: dict[str, datetime] = {}
    for slot in book.outbox.live():
        tried = slot.number and slot.outcome is not Delivery.LEASED and slot.outcome not in TAKEN
        if tried and slot.due > at:
            there = stand(slot.notice, book=book)
            if there is not None and not there[1].overtaken and at < there[1].expires:
                found[slot.notice] = min(slot.due, found.get(slot.notice, slot.due))
    return found


def dispatch(
    book: Book, *, channels: Mapping[str, Channel], at: datetime, terms: Terms = _USUAL,
    clock: Callable[[], datetime] | None = None, stop: Callable[[], bool] = lambda: False, holder: str = "",
    care: Mapping[str, Protected] = _NOBODY,
) -> Iterator[Receipt]:  # fmt: skip
    """Work the outbox off: each attempt is on record and leased to us before it is made, each receipt follows.

    Of attempts at most a batch is on record without its receipt. `clock` tells the time where it goes on meanwhile;
    `stop` is asked before each batch; `holder` is what this sender is called on its leases, a name by chance if empty;
    `care` is who is in our care as this is sent, and what may not go to them by now is not sent.
    """
    holder, now = holder or token_hex(8), clock or (lambda: at)
    with kept(channels) as ways:
        while not stop():
            held = claim(book, holder=holder, terms=terms, at=now(), care=care)
            if not held:
                return
            sent = _send_all(held, book=book, channels=ways, terms=terms, now=now)
            yield from _patiently(partial(_settle, sent, book=book, now=now))


def _settle(sent: Sequence[tuple[Held, Sent]], *, book: Book, now: Callable[[], datetime]) -> tuple[Receipt, ...]:
    return settle(sent, book=book, at=now())


def _patiently(act: Callable[[], Done]) -> Done:
    """Do this; a casebook that is away for a moment is asked again, since what was sent is in hand and not on record.

    Raises:
        Unavailable: it stayed away.
    """
    for pause in _PAUSES:
        try:
            return act()
        except Unavailable:
            sleep(pause)
    return act()


def _send_all(
    held: Sequence[Held], *, book: Book, channels: Mapping[str, Channel], terms: Terms, now: Callable[[], datetime]
) -> list[tuple[Held, Sent]]:
    """Make these attempts one after the other, as long as they are leased to us."""
    done: list[tuple[Held, Sent]] = []
    waiting = list(held)
    while waiting:
        item = waiting.pop(0)
        if not item.lease.until - terms.lease <= now() <= item.lease.until - terms.lease / 2:  # late, or put back
            ours = _patiently(partial(keep, (item, *waiting), book=book, terms=terms, at=now()))
            lost = {h.lease.key for h in (item, *waiting)} - {h.lease.key for h in ours}
            done.extend((h, _NOT_TRIED) for h in (item, *waiting) if h.lease.key in lost)
            waiting = list(ours)
            continue
        done.append((item, _send(item, channels, book=book)))
    return done


_NOT_TRIED = Sent(
    outcome=Delivery.FAILED, because="it was not tried, since it was no longer ours; it may be tried again"
)


def _send(item: Held, channels: Mapping[str, Channel], *, book: Book) -> Sent:
    contact = item.attempt.contact
    address = _patiently(partial(book.told, contact.address))
    if isinstance(address, Erasure):
        because = f"the address was {address}"
        return Sent(outcome=Delivery.REFUSED, because=because)
    contact = replace(contact, address=address)
    name = way(item.notice, contact)
    channel = channels.get(name)
    if channel is None:
        return Sent(outcome=Delivery.FAILED, because=f"this desk has no channel called {name}")
    try:
        return channel.send(item.notice, contact=contact, attempt=item.attempt)
    except Exception as error:  # noqa: BLE001 - one channel's fault must not keep the others from sending
        because = f"the channel broke ({type(error).__name__}), so it may have gone out"
        return Sent(outcome=Delivery.UNKNOWN, because=because)


def acknowledge(
    notice: Notice, *, book: Book, by: Person, because: str, at: datetime, address: str = ""
) -> Receipt:  # fmt: skip
    """A recipient, or who protects them, says that this notice was received.

    It is put down to the contact of that `address`, where one is given; else to the last that was tried.

    Raises:
        NotAllowed: nothing was sent for it, or nothing to that address, so that nothing can be acknowledged.
    """
    made = book.all(Attempt, parent=notice.id)
    to = [a for a in made if address in {"", str(book.told(a.contact.address))}]
    if not to:
        what = f"it was never sent{f' to {address}' if address else ''}"
        raise NotAllowed(
            where=f"notice {notice.id[:12]}", what=what, now=_before_an_answer(notice, made, book=book, at=at)
        )
    last = to[-1]
    receipt = Receipt(
        attempt=last.id, notice=notice.id, channel=last.contact.channel, outcome=Delivery.ACKNOWLEDGED,
        because=because, by=by, at=at,
    )  # fmt: skip
    book.record(Act(kind="receipt", subject=last.id, words=(receipt,), by=by, at=at))
    return receipt


def _before_an_answer(notice: Notice, made: Sequence[Attempt], *, book: Book, at: datetime) -> str:
    """What is to be done before anybody can have answered: no dispatching sends what is not approved, or is over."""
    tried = dict.fromkeys(str(book.told(a.contact.address)) for a in made)
    if not notice.contacts:
        return f"it has no way out; whoever told them by another is put down with: tocsin relay {notice.id[:12]}"
    if tried:
        return f"leave --contact out, or name one that was tried: {', '.join(tried)}"
    life = versions.state(notice, book=book, at=at)
    if life in _WAITS:
        return f"it is not approved, and nothing goes out before: tocsin approve {notice.id[:12]}"
    return "tocsin dispatch sends it" if life is NoticeState.APPROVED else f"it is {life}, and is not sent any more"


def answer_to(key: str, *, book: Book) -> Receipt | None:
    """The acknowledgement of a notice by the contact of an idempotency key, if there is one.

    Raises:
        NotFound: nothing was ever sent under this key.
    """
    slot = book.outbox.at_key(key)
    if slot is None or not slot.number:
        raise NotFound(where="the link", what="nothing was sent with it", now="call the office instead")
    made = (a for a in book.all(Attempt, parent=slot.notice) if a.key == key)
    answers = (r for a in made for r in book.all(Receipt, parent=a.id) if r.outcome is Delivery.ACKNOWLEDGED)
    return next(answers, None)


def acknowledge_by_link(key: str, *, book: Book, by: Person, at: datetime) -> tuple[Receipt, bool]:
    """Whoever holds a link says that a notice came; the receipt, and whether it is the first. The link is used up then.

    The name is as it was typed: what is proved is that somebody had the link.

    Raises:
        NotFound: nothing was ever sent under this key.
    """
    with book.transaction():
        before = answer_to(key, book=book)
        slot = book.outbox.at_key(key)
        if before is not None:
            return before, False
        if slot is None:
            raise NotFound(where="the link", what="nothing was sent with it", now="call the office instead")
        receipt = Receipt(
            attempt=slot.attempt, notice=slot.notice, channel=slot.channel, outcome=Delivery.ACKNOWLEDGED,
            because=BY_LINK, by=by, at=at,
        )  # fmt: skip
        book.record(Act(kind="receipt", subject=slot.attempt, words=(receipt,), by=by, at=at))
    return receipt, True


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One contact of an approved notice: what is known, after how many attempts, and what comes next, if anything."""

    contact: Contact
    outcome: Delivery
    number: int
    again: datetime | None = None


def ways(book: Book, notice: Notice, *, at: datetime) -> tuple[Way, ...]:
    """How a notice stands with each of its contacts. What was being sent by a lease that ran out is unknown."""
    slots = book.outbox.slots(notice.id)
    leases = book.outbox.leases(slot.key for slot in slots)
    found = []
    for slot in slots:
        outcome, lease = slot.outcome, leases.get(slot.key)
        if outcome is Delivery.LEASED and (lease is None or lease.number != slot.number or at >= lease.until):
            outcome = Delivery.UNKNOWN
        again = slot.due if slot.live and slot.number and outcome is not Delivery.LEASED and slot.due > at else None
        found.append(Way(contact=contact_of(slot, notice), outcome=outcome, number=slot.number, again=again))
    return tuple(found)


def reopened(notice: Notice, *, book: Book) -> Reopening | None:
    """The reopening of the ruling that a notice was drawn up for, if there is one."""
    return next((r for r in book.all(Reopening) if r.decision == notice.decision), None)


def delivery(book: Book, notice: Notice) -> tuple[tuple[Attempt, Delivery, Receipt | None], ...]:
    """Each attempt for a notice and what is known of it; without a receipt that is unknown."""
    found = []
    for attempt in book.all(Attempt, parent=notice.id):
        last = known(book.all(Receipt, parent=attempt.id))
        found.append((attempt, last.outcome if last else Delivery.UNKNOWN, last))
    return tuple(found)

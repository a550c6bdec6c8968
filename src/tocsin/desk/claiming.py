"""Working off the outbox: what is due is claimed under a lease, and what became of it is answered for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.addressed import kept_from
from tocsin.desk.ahead import Ahead, ahead
from tocsin.desk.duties import stands
from tocsin.desk.passing import passed_on
from tocsin.desk.program import TOCSIN
from tocsin.desk.versions import holders, newer, released, replaced, taken_back
from tocsin.dispatch import Sent, Terms
from tocsin.dispatch.life import Lease, Send, Slot, Standing, Step, Stop, Wait, contact_of, next_step
from tocsin.model import (
    Attempt,
    Contact,
    Delivery,
    DutyDecision,
    Escalation,
    GivenUp,
    Notice,
    Protected,
    Receipt,
    Reopening,
    delivery_key,
)

_LOOK = 200
"""Slots that are looked at together, once the first so many were not all to be sent."""
_LOOKS = 50
"""How often in one transaction, so that other writers have their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An attempt that is on record and leased to us: now it may be made."""

    notice: Notice
    attempt: Attempt
    lease: Lease


@dataclass(slots=True, kw_only=True)
class _Found:
    """What one look at the outbox brings, before it is written down."""

    lapsed: list[Receipt] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)
    given_up: list[GivenUp] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    shorter: list[Lease] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    later: dict[str, datetime] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)


_NOBODY: Mapping[str, Protected] = {}


def claim(
    book: Book, *, holder: str, terms: Terms, at: datetime, care: Mapping[str, Protected] = _NOBODY
) -> tuple[Held, ...]:
    """The next attempts to make, at most a batch: recorded and leased in one transaction with all that precedes them.

    Whatever else is due is settled on the way: leases that ran out become receipts of unknown fate, contacts whose
    turn it is not are put off, and what is overtaken, expired or tried often enough is given up. What may not go to its
    reader by now, as the entries in our care stand, is left as it is.
    """
    with book.transaction():
        held: list[Held] = []
        notices: dict[str, tuple[Notice, Standing] | None] = {}
        for number in range(_LOOKS):
            room = terms.batch - len(held)
            due = book.outbox.due(at, within=terms.longest, most=max(room, _LOOK) if number else room)
            found = _Found()
            _look(due, found, room=room, book=book, notices=notices, holder=holder, terms=terms, at=at, care=care)
            _write(found, book=book, at=at)
            held.extend(found.held)
            if not due or len(held) >= terms.batch:
                break
        return tuple(held)


def _look(
    due: Sequence[Slot], found: _Found, *, room: int, book: Book, notices: dict[str, tuple[Notice, Standing] | None],
    holder: str, terms: Terms, at: datetime, care: Mapping[str, Protected],
) -> None:  # fmt: skip
    leases = book.outbox.leases(slot.key for slot in due if slot.outcome is Delivery.LEASED)
    seen = ahead(book, {slot.notice for slot in due} - notices.keys())
    for slot in due:
        if len(found.held) >= room:
            return
        if slot.notice not in notices:
            notices[slot.notice] = stand(slot.notice, book=seen)
        known = notices[slot.notice]
        if known is None:
            found.over.append(slot.key)
            continue
        notice, standing = known
        barred = kept_from(notice, contact_of(slot, notice), book=book, care=care)
        standing = replace(standing, barred=barred) if barred else standing
        lease = leases.get(slot.key)
        if lease is not None and lease.until > at + terms.lease:  # the clock was put back
            found.shorter.append(replace(lease, until=at + terms.lease))
        step = look(slot, standing, lease=lease, book=book, terms=terms, at=at)
        _note(step, slot, found, notice=notice, holder=holder, terms=terms, at=at)


def look(slot: Slot, standing: Standing, *, lease: Lease | None = None, book: Book, terms: Terms, at: datetime) -> Step:
    """What is to be done for a slot; the other contacts are asked about only where its turn depends on them.

    Where somebody confirms that the notice was passed on, the next contact waits as long as that stands.
    """
    before = None
    if slot.rung and terms.escalate is not None and slot.opened is None:
        before = book.outbox.slot(slot.notice, slot.rung - 1)
        heard = any(s.outcome is Delivery.ACKNOWLEDGED for s in book.outbox.slots(slot.notice))
        standing = replace(standing, heard=heard)
    step = next_step(slot, standing=standing, before=before, lease=lease, terms=terms, at=at)
    if isinstance(step, Send) and step.escalates and terms.escalate and passed_on(slot.notice, book=book):
        return Wait(
            until=min(standing.expires, at + terms.escalate), lapsed=step.lapsed
        )  # asked anew: it may be undone
    return step


def _note(step: Step, slot: Slot, found: _Found, *, notice: Notice, holder: str, terms: Terms, at: datetime) -> None:
    contact = contact_of(slot, notice)
    if step.lapsed:
        because = f"nothing came back before the lease ran out (token {slot.number}), so it may have gone out"
        found.lapsed.append(
            _receipt(slot.attempt, notice.id, contact, Sent(outcome=Delivery.UNKNOWN, because=because), at)
        )
        found.ended.append(slot.key)
    match step:
        case Wait(until=until):
            found.later[slot.key] = until
            if at < notice.expires:  # who looks after its end did not see it pass
                found.seen.append(slot.key)
        case Stop(outcome=None):
            found.over.append(slot.key)
        case Stop(outcome=Delivery() as outcome, because=because):
            found.given_up.append(
                GivenUp(notice=notice.id, contact=contact, outcome=outcome, because=because, by=TOCSIN, at=at)
            )
        case Send(number=number, escalates=escalates):
            if escalates:
                found.escalations.append(
                    Escalation(notice=notice.id, contact=contact, because=escalates, by=TOCSIN, at=at)
                )
            attempt = Attempt(notice=notice.id, contact=contact, number=number, by=TOCSIN, at=at)
            lease = Lease(key=slot.key, number=number, holder=holder, until=at + terms.lease)
            found.held.append(Held(notice=notice, attempt=attempt, lease=lease))


def _write(found: _Found, *, book: Book, at: datetime) -> None:
    book.outbox.put_off(found.later)  # first, since what is recorded may wake what was put off
    if found.seen:
        book.outbox.see(found.seen, at=at)
    attempts = tuple(each.attempt for each in found.held)
    for kind, words in (
        ("receipt", found.lapsed), ("escalation", found.escalations), ("giving-up", found.given_up),
        ("attempt", attempts),
    ):  # fmt: skip
        if words:
            book.record(_act(kind, words, at=at))
    book.outbox.rest(found.over)  # last, since the receipt of what ran out would have it looked at again
    if found.ended:
        book.outbox.release(found.ended)  # who held them is late from now on, whatever his clock says
    book.outbox.lease((*found.shorter, *(each.lease for each in found.held)))


def _act(kind: str, words: Iterable[Any], *, at: datetime) -> Act:
    """One act of the dispatcher: about its one attempt or notice, or, where it holds several, about the outbox."""
    words = tuple(words)
    about = {getattr(w, "attempt", None) or getattr(w, "id", None) or w.notice for w in words}
    return Act(kind=kind, subject=about.pop() if len(about) == 1 else "outbox", words=words, by=TOCSIN, at=at)


def keep(held: Sequence[Held], *, book: Book, terms: Terms, at: datetime) -> tuple[Held, ...]:
    """Those of these that are still leased to us; their leases are made longer."""
    with book.transaction():
        ours = _ours(held, book=book, at=at)
        kept = tuple(replace(h, lease=replace(h.lease, until=at + terms.lease)) for h in held if h.lease.key in ours)
        book.outbox.lease(each.lease for each in kept)
    return kept


def settle(sent: Sequence[tuple[Held, Sent]], *, book: Book, at: datetime) -> tuple[Receipt, ...]:
    """Write down what became of attempts.

    Whoever's lease ran out meanwhile held it no longer: what he has to say is recorded as late, with his token, and
    the attempt is on record as unknown besides. What stands there already is not written again: only the word that it
    was written got lost.
    """
    with book.transaction():
        ours = _ours([held for held, _ in sent], book=book, at=at)
        timely: list[Receipt] = []
        late: list[Receipt] = []
        there: list[Receipt] = []
        for held, what in sent:
            if held.lease.key in ours:
                timely.append(_receipt(held.attempt.id, held.notice.id, held.attempt.contact, what, at))
            elif stood := [r for r in book.all(Receipt, parent=held.attempt.id) if _says(r, what)]:
                there.extend(stood)
            else:
                late.extend(_late(held, what, book=book, at=at))
        for kind, receipts in (("receipt", timely), ("late-receipt", late)):
            if receipts:
                book.record(_act(kind, receipts, at=at))
        book.outbox.release(ours)
    return (*there, *timely, *late)


def _says(receipt: Receipt, what: Sent) -> bool:
    return (receipt.outcome, receipt.because) == (what.outcome, what.because)


def _ours(held: Iterable[Held], *, book: Book, at: datetime) -> set[str]:
    """The keys of the leases that are still ours."""
    mine = {each.lease.key: each.lease for each in held}
    standing = book.outbox.leases(mine)
    return {
        key for key, lease in standing.items()
        if (lease.number, lease.holder) == (mine[key].number, mine[key].holder) and at < lease.until
    }  # fmt: skip


def _late(held: Held, what: Sent, *, book: Book, at: datetime) -> Iterator[Receipt]:
    attempt = held.attempt
    if not any(r.outcome is Delivery.UNKNOWN for r in book.all(Receipt, parent=attempt.id)):
        because = f"its lease ran out before anything came back (token {attempt.number})"
        unknown = Sent(outcome=Delivery.UNKNOWN, because=because)
        yield _receipt(attempt.id, held.notice.id, attempt.contact, unknown, at)
    told = replace(what, because=f"late, with token {attempt.number}, which no longer held: {what.because}")
    yield _receipt(attempt.id, held.notice.id, attempt.contact, told, at)


def _receipt(attempt: str, notice: str, contact: Contact, sent: Sent, at: datetime) -> Receipt:
    return Receipt(
        attempt=attempt, notice=notice, channel=contact.channel, outcome=sent.outcome, because=sent.because,
        by=TOCSIN, at=at,
    )  # fmt: skip


def stand(notice: str, *, book: Book | Ahead) -> tuple[Notice, Standing] | None:
    """A notice and how it stands; None where there is no such notice any more."""
    word = book.get(Notice, notice)
    if word is None:
        return None
    return word, Standing(
        expires=word.expires, overtaken=_overtaken(word, book=book), released=released(word, book=book),
        holders=frozenset(delivery_key(word.id, contact) for contact in holders(word, book=book)),
    )  # fmt: skip


def _overtaken(notice: Notice, *, book: Book | Ahead) -> str:
    """What overtook a notice: a person cancelled it, its ruling fell, or a newer notice says it anew."""
    for back in taken_back(notice, book=book):
        return f"{back.by.name} cancelled it"
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        return "the ruling it was drawn up for is not on record"
    if not notice.cancels:
        again = book.all(Reopening, parent=notice.decision)
        if again:
            return f"its ruling was reopened: {again[-1].because}"
        if not stands(decision, book=book):
            return "the ruling it was drawn up for was replaced by a newer one"
    added = replaced(notice, book=book)
    if added is not None:
        return f"a language was added to it, as notice {added.id[:12]}"
    other = newer(notice, book=book)
    return f"notice {other.id[:12]} says it anew" if other is not None else ""

"""The life of one notice on its way to one contact: what the record says of it, and what is to be done next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.dispatch.terms import Terms
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Delivery,
    Escalation,
    GivenUp,
    Notice,
    Receipt,
    delivery_key,
    digest,
)

TAKEN = frozenset({Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.ACKNOWLEDGED})
"""What ends the trying, for the good."""
_AGAIN = frozenset({Delivery.FAILED, Delivery.UNKNOWN})
_A_MOMENT = timedelta(microseconds=1)
"""What only a person can mend is looked at again as soon as anybody looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One contact of an approved notice, as the record has it: all here but `due` and `seen` is told by recorded words.

    `key` is the idempotency key, `rung` the contact's place in the notice. `number` attempts were made, the last under
    the id `attempt`; `outcome` is what is known since `since`. `opened` is when this contact's turn came: with the
    approval for the first, with an escalation for the others. Nothing is to be done when not `live`, nor before `due`.
    `seen` is when a dispatcher last looked at it, before its end, and let it wait.
    """

    key: str
    notice: str
    rung: int
    channel: str
    since: datetime
    due: datetime
    opened: datetime | None = None
    number: int = 0
    attempt: str = ""
    outcome: Delivery = Delivery.QUEUED
    live: bool = True
    seen: datetime | None = None

    @property
    def watched(self) -> datetime:
        """When it was last known that somebody looked at it: the last word on record, or a dispatcher's look since."""
        return max(self.since, self.seen or self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who sends for a slot, until when. `number`, its fencing token, is that of the attempt and only ever grows."""

    key: str
    number: int
    holder: str
    until: datetime


def slots_of(approval: Approval, notice: Notice) -> Iterator[Slot]:
    """The slots that an approval brings: one for each contact, if it is of exactly this text."""
    if approval.body != digest(notice.body):
        return
    for rung, contact in enumerate(dict.fromkeys(notice.contacts)):
        yield Slot(
            key=delivery_key(notice.id, contact), notice=notice.id, rung=rung, channel=contact.channel,
            since=approval.at, due=approval.at, opened=None if rung else approval.at,
        )  # fmt: skip


def contact_of(slot: Slot, notice: Notice) -> Contact:
    """The contact that a slot stands for."""
    return tuple(dict.fromkeys(notice.contacts))[slot.rung]


def after(slot: Slot, word: Attempt | Receipt | Escalation | GivenUp) -> Slot:
    """The slot once this word, which is about it, is on the record."""
    match word:
        case Attempt():
            if word.number < slot.number:
                return slot
            return replace(
                slot, number=word.number, attempt=word.id, outcome=Delivery.LEASED, since=word.at, due=word.at
            )
        case Receipt():
            return _answered(slot, word)
        case Escalation():
            return slot if slot.opened else replace(slot, opened=word.at, due=word.at)
        case GivenUp():
            if slot.outcome in TAKEN:
                return replace(slot, live=False)
            return replace(slot, outcome=word.outcome, since=word.at, live=False)


def _answered(slot: Slot, receipt: Receipt) -> Slot:
    """An answer by a person stands over all; that it was taken stands over the rest, unless it came back."""
    taken, was_taken = receipt.outcome in TAKEN, slot.outcome in TAKEN
    if slot.outcome is Delivery.ACKNOWLEDGED or (receipt.attempt != slot.attempt and not taken):
        return slot
    if not taken and (receipt.outcome is Delivery.UNKNOWN if was_taken else not slot.live):
        return slot
    live = receipt.outcome in _AGAIN
    return replace(slot, outcome=receipt.outcome, since=receipt.at, due=receipt.at, live=live)


def known(receipts: Iterable[Receipt]) -> Receipt | None:
    """Of the receipts of one attempt the one that tells most: a person's answer, else the last."""
    found = None
    for receipt in receipts:
        if found is None or found.outcome is not Delivery.ACKNOWLEDGED:
            found = receipt
    return found


# ---- what is to be done next


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """It is to be sent now, as attempt `number`; `lapsed` where the attempt before was never answered for."""

    number: int
    escalates: str = ""
    lapsed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """There is nothing to do before `until`; `lapsed` as above."""

    until: datetime
    lapsed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Nothing more is to be done: quietly, or, with an outcome, as something to be put on record."""

    outcome: Delivery | None = None
    because: str = ""
    lapsed: bool = False


Step = Send | Wait | Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a notice stands: until when it holds, what overtook it ("" for nothing), whether it may go out yet.

    `heard` is whether any of its contacts answered; `holders` are the contacts to which an earlier version was sent,
    who must have this one whatever others answered. `barred` is why it may not go to the contact that is looked at, as
    long as that is so.
    """

    expires: datetime
    overtaken: str = ""
    released: bool = True
    heard: bool = False
    holders: frozenset[str] = frozenset()
    barred: str = ""


def next_step(
    slot: Slot, *, standing: Standing, before: Slot | None, lease: Lease | None, terms: Terms, at: datetime
) -> Step:
    """What is to be done for a slot at a moment; `before` is the slot of the contact before it, if it has one."""
    lapsed = False
    if not slot.live:
        return Stop()
    if slot.outcome is Delivery.LEASED:
        if lease is not None and lease.number == slot.number and at < lease.until:
            return Wait(until=min(lease.until, at + terms.lease))
        lapsed = True
    ended = _end(slot, standing=standing, terms=terms, at=at)
    if ended is not None:
        return replace(ended, lapsed=lapsed and isinstance(ended, Stop))
    if not standing.released:
        return Wait(until=min(standing.expires, at + terms.longest), lapsed=lapsed)
    escalates = ""
    if _waits_its_turn(slot, standing, terms):
        turn = _turn(slot, before=before, terms=terms, at=at)
        if not isinstance(turn, str):
            return turn
        escalates = turn
    if slot.number:
        retry = terms.retry_of(slot.channel)
        since = at if lapsed else slot.since
        pause = retry.pause(slot.number, attempt=slot.attempt)
        if at < since + pause and since <= at + retry.longest:  # else the clock was put back: nobody waits for that
            return Wait(until=min(since + pause, at + pause), lapsed=lapsed)
    return Send(number=slot.number + 1, escalates=escalates, lapsed=lapsed)


def unwatched(slot: Slot, standing: Standing, *, terms: Terms, at: datetime) -> bool:
    """Whether an end passed while nobody looked, as when the clock jumped: a person must say that it is over.

    Whoever dispatches looks at a slot again within `terms.longest`, and sees the end of one that is not approved yet.
    """
    seen = slot.watched if standing.released else max(standing.expires, slot.since)
    return at >= standing.expires and at - seen > 2 * terms.longest


def _end(slot: Slot, *, standing: Standing, terms: Terms, at: datetime) -> Stop | Wait | None:
    if standing.overtaken:
        return Stop(outcome=Delivery.CANCELLED, because=standing.overtaken)
    if standing.heard and _waits_its_turn(slot, standing, terms):
        return Stop()
    if unwatched(slot, standing, terms=terms, at=at):
        return Wait(until=at + terms.longest)
    if at >= standing.expires:
        back = f", and it is held back: {standing.barred}" if standing.barred else ""
        return Stop(outcome=Delivery.EXPIRED, because=f"the notice held no longer when its turn came{back}")
    if slot.number >= terms.retry_of(slot.channel).limit:
        outcome = Delivery.FAILED if slot.outcome is Delivery.FAILED else Delivery.UNKNOWN
        return Stop(outcome=outcome, because=f"it was tried {slot.number} times, which is the limit")
    return Wait(until=at + _A_MOMENT) if standing.barred else None


def _waits_its_turn(slot: Slot, standing: Standing, terms: Terms) -> bool:
    """Whether it is told only if the contacts before it do not answer."""
    return bool(slot.rung) and terms.escalate is not None and slot.opened is None and slot.key not in standing.holders


def _turn(slot: Slot, *, before: Slot | None, terms: Terms, at: datetime) -> Wait | str:
    """Why this contact's turn has come, or when to look again."""
    if terms.escalate is None or before is None:
        return f"it is contact {slot.rung + 1}"
    if not before.live and before.outcome not in TAKEN:
        return f"contact {slot.rung} was not reached: {before.outcome}"
    if before.opened is None:
        return Wait(until=at + terms.escalate)
    turn = before.opened + terms.escalate
    if at < turn and before.opened <= at + terms.escalate:  # else the clock was put back
        return Wait(until=min(turn, at + terms.escalate))
    minutes = int(terms.escalate.total_seconds() // 60)
    return f"contact {slot.rung} did not answer within {minutes} minutes"

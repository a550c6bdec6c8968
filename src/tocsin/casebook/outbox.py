"""The outbox: the slots that approvals bring, kept beside the view in the same transaction, and the leases on them.

Slots are a fold of the record. When one was looked at, when to look again, and who sends for it meanwhile, are no part
of the record: they may be lost, and are then worked out anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from tocsin.dispatch.life import Lease, Slot, after, slots_of
from tocsin.model import Approval, Attempt, Delivery, Escalation, GivenUp, Notice, Receipt, delivery_key

About = Attempt | Receipt | Escalation | GivenUp
"""The words that are about one slot."""


class Outbox(Protocol):
    """What the desk asks of an outbox.

    Only inside the book's `transaction()` do its answers hold until something is done about them.
    """

    def due(self, at: datetime, *, within: timedelta, most: int) -> tuple[Slot, ...]:
        """The live slots to look at by this moment, those due first at the head; at most so many.

        One that is due later than `within` from now was put off by a clock that was put back since: it is due now.
        """
        ...

    def live(self) -> tuple[Slot, ...]:
        """Every live slot, those due first at the head."""
        ...

    def slots(self, notice: str) -> tuple[Slot, ...]:
        """The slots of a notice, in the order of its contacts."""
        ...

    def of(self, notices: Sequence[str]) -> Mapping[str, tuple[Slot, ...]]:
        """The slots of each of these notices that has any, in the order of its contacts."""
        ...

    def slot(self, notice: str, rung: int) -> Slot | None:
        """One slot of a notice."""
        ...

    def at_key(self, key: str) -> Slot | None:
        """The slot of an idempotency key."""
        ...

    def put_off(self, until: Mapping[str, datetime]) -> None:
        """Look at these slots, by key, no sooner than then."""
        ...

    def see(self, keys: Iterable[str], *, at: datetime) -> None:
        """A dispatcher looked at these slots now, and lets them wait."""
        ...

    def rest(self, keys: Iterable[str]) -> None:
        """Look at these slots no more, until the record says something new about them."""
        ...

    def leases(self, keys: Iterable[str]) -> dict[str, Lease]:
        """The leases on these slots, by key, those that ran out among them."""
        ...

    def lease(self, leases: Iterable[Lease]) -> None:
        """Lend these slots, or lend them for longer."""
        ...

    def release(self, keys: Iterable[str]) -> None:
        """Take these leases back."""
        ...


@dataclass(slots=True)
class Folded:
    """What the words of one entry do to the outbox.

    `queued` are new slots, where they are not there yet; `changed` are slots as they now stand; `woken` are to be
    looked at again from a moment on: a whole notice, or its contact of that rung.
    """

    queued: list[Slot] = field(default_factory=list)
    changed: dict[str, Slot] = field(default_factory=dict)
    woken: dict[tuple[str, int | None], datetime] = field(default_factory=dict)


def folded(
    words: Iterable[Any], *, word_at: Callable[[type, str], Any], slot_at: Callable[[str], Slot | None]
) -> Folded:
    """What these words do, given the words and the slots that are there: `word_at` knows these words already."""
    found = Folded()
    for word in words:
        if isinstance(word, Approval):
            notice = word_at(Notice, word.notice)
            new = tuple(slots_of(word, notice)) if isinstance(notice, Notice) else ()
            if new:
                found.queued.extend(new)
                found.woken[word.notice, None] = word.at  # another has approved: it may be free to go now
        elif isinstance(word, About):
            key = _key(word, word_at)
            slot = found.changed.get(key) or slot_at(key)
            if slot is None:
                continue
            found.changed[key] = slot = after(slot, word)
            if not slot.live and slot.outcome is not Delivery.ACCEPTED:
                found.woken[slot.notice, slot.rung + 1] = word.at  # the next contact may have its turn at once
    return found


def _key(word: About, word_at: Callable[[type, str], Any]) -> str:
    """The key of the slot that a word is about."""
    if isinstance(word, Attempt):
        return word.key
    if isinstance(word, Receipt):
        attempt = word_at(Attempt, word.attempt)
        return attempt.key if isinstance(attempt, Attempt) else ""
    return delivery_key(word.notice, word.contact)


@dataclass(slots=True)
class Tray:
    """An outbox in memory."""

    held: dict[str, Slot] = field(default_factory=dict)
    lent: dict[str, Lease] = field(default_factory=dict)

    def due(self, at: datetime, *, within: timedelta, most: int) -> tuple[Slot, ...]:
        """The live slots to look at by this moment."""
        return tuple(slot for slot in self.live() if not at < slot.due <= at + within)[:most]

    def live(self) -> tuple[Slot, ...]:
        """Every live slot."""
        return tuple(sorted((s for s in self.held.values() if s.live), key=lambda s: (s.due, s.notice, s.rung)))

    def slots(self, notice: str) -> tuple[Slot, ...]:
        """The slots of a notice."""
        return tuple(sorted((s for s in self.held.values() if s.notice == notice), key=lambda s: s.rung))

    def of(self, notices: Sequence[str]) -> Mapping[str, tuple[Slot, ...]]:
        """The slots of each of these notices that has any."""
        return {notice: slots for notice in notices if (slots := self.slots(notice))}

    def slot(self, notice: str, rung: int) -> Slot | None:
        """One slot of a notice."""
        return next((s for s in self.slots(notice) if s.rung == rung), None)

    def at_key(self, key: str) -> Slot | None:
        """The slot of an idempotency key."""
        return self.held.get(key)

    def put_off(self, until: Mapping[str, datetime]) -> None:
        """Look at these slots no sooner than then."""
        for key, moment in until.items():
            self.held[key] = replace(self.held[key], due=moment)

    def see(self, keys: Iterable[str], *, at: datetime) -> None:
        """A dispatcher looked at these slots now."""
        for key in keys:
            self.held[key] = replace(self.held[key], seen=at)

    def rest(self, keys: Iterable[str]) -> None:
        """Look at these slots no more."""
        for key in keys:
            self.held[key] = replace(self.held[key], live=False)

    def leases(self, keys: Iterable[str]) -> dict[str, Lease]:
        """The leases on these slots."""
        return {key: self.lent[key] for key in keys if key in self.lent}

    def lease(self, leases: Iterable[Lease]) -> None:
        """Lend these slots, or lend them for longer."""
        self.lent.update({each.key: each for each in leases})

    def release(self, keys: Iterable[str]) -> None:
        """Take these leases back."""
        for key in keys:
            self.lent.pop(key, None)

    def fold(self, words: Iterable[Any], *, word_at: Callable[[type, str], Any]) -> None:
        """Take in what the words of one act do."""
        found = folded(words, word_at=word_at, slot_at=self.held.get)
        for slot in found.queued:
            self.held.setdefault(slot.key, slot)
        self.held.update(found.changed)
        for (notice, rung), moment in found.woken.items():
            self.put_off({s.key: moment for s in self.slots(notice) if s.live and rung in {None, s.rung}})

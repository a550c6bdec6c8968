"""The outbox in the database: slots as rows beside the view, and who sends for them until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from tocsin.casebook.models import Leased, Outbound
from tocsin.casebook.outbox import About, folded
from tocsin.casebook.view import some, within, word_at
from tocsin.dispatch.life import Lease, Slot
from tocsin.model import Approval, Attempt, Delivery, Notice, Receipt

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_BATCH = 500
_CHANGES = ["since", "due", "opened", "number", "attempt", "outcome", "live"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The outbox of the casebook that Django knows under this alias."""

    alias: str

    def due(self, at: datetime, *, within: timedelta, most: int) -> tuple[Slot, ...]:
        """The live slots to look at by this moment."""
        later = Q(due__gt=ticks(at), due__lte=ticks(at + within))
        rows = Outbound.objects.using(self.alias).filter(~later, live=True)
        return tuple(map(_slot, rows.order_by("due", "notice", "rung")[:most]))

    def live(self) -> tuple[Slot, ...]:
        """Every live slot."""
        rows = Outbound.objects.using(self.alias).filter(live=True)
        return tuple(map(_slot, rows.order_by("due", "notice", "rung")))

    def brought(self, size: int) -> tuple[Slot, ...]:
        """The live slots whose last attempt, or where none was made whose approval, is in the first `size` entries."""
        live = self.live()
        tried = within(self.alias, size, Attempt, keys={s.attempt for s in live if s.number})
        approved = within(self.alias, size, Approval, parents={s.notice for s in live if not s.number})
        return tuple(s for s in live if (s.attempt in tried if s.number else s.notice in approved))

    def slots(self, notice: str) -> tuple[Slot, ...]:
        """The slots of a notice."""
        return tuple(map(_slot, Outbound.objects.using(self.alias).filter(notice=notice).order_by("rung")))

    def of(self, notices: Sequence[str]) -> Mapping[str, tuple[Slot, ...]]:
        """The slots of each of these notices that has any, fetched together."""
        found: dict[str, tuple[Slot, ...]] = {}
        for start in range(0, len(notices), _BATCH):
            rows = Outbound.objects.using(self.alias).filter(notice__in=notices[start : start + _BATCH])
            for row in rows.order_by("notice", "rung"):
                found[row.notice] = (*found.get(row.notice, ()), _slot(row))
        return found

    def slot(self, notice: str, rung: int) -> Slot | None:
        """One slot of a notice."""
        row = Outbound.objects.using(self.alias).filter(notice=notice, rung=rung).first()
        return _slot(row) if row is not None else None

    def at_key(self, key: str) -> Slot | None:
        """The slot of an idempotency key."""
        row = Outbound.objects.using(self.alias).filter(pk=key).first()
        return _slot(row) if row is not None else None

    def put_off(self, until: Mapping[str, datetime]) -> None:
        """Look at these slots no sooner than then."""
        for key, moment in until.items():
            Outbound.objects.using(self.alias).filter(pk=key).update(due=ticks(moment))

    def see(self, keys: Iterable[str], *, at: datetime) -> None:
        """A dispatcher looked at these slots now."""
        Outbound.objects.using(self.alias).filter(pk__in=list(keys)).update(seen=ticks(at))

    def rest(self, keys: Iterable[str]) -> None:
        """Look at these slots no more."""
        Outbound.objects.using(self.alias).filter(pk__in=list(keys)).update(live=False)

    def leases(self, keys: Iterable[str]) -> dict[str, Lease]:
        """The leases on these slots."""
        rows = Leased.objects.using(self.alias).filter(pk__in=list(keys))
        return {r.key: Lease(key=r.key, number=r.number, holder=r.holder, until=moment(r.until)) for r in rows}

    def lease(self, leases: Iterable[Lease]) -> None:
        """Lend these slots, or lend them for longer."""
        Leased.objects.using(self.alias).bulk_create(
            [Leased(key=each.key, number=each.number, holder=each.holder, until=ticks(each.until)) for each in leases],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["number", "holder", "until"],
            batch_size=_BATCH,
        )

    def release(self, keys: Iterable[str]) -> None:
        """Take these leases back."""
        Leased.objects.using(self.alias).filter(pk__in=list(keys)).delete()

    def fold(self, words: Iterable[Any]) -> None:
        """Fold the words of one entry into the outbox; the view holds them already."""
        mine = tuple(word for word in words if isinstance(word, Approval | About))
        if not mine:
            return
        named = self._named(mine)
        slots = self._at_keys(mine, named)
        found = folded(
            mine,
            word_at=lambda word, key: named[word, key] if (word, key) in named else word_at(self.alias, word, key),
            slot_at=lambda key: slots[key] if key in slots else self.at_key(key),
        )
        if not found.queued and not found.changed and not found.woken:
            return
        rows = Outbound.objects.using(self.alias)
        rows.bulk_create(map(_row, found.queued), ignore_conflicts=True, batch_size=_BATCH)
        rows.bulk_create(
            map(_row, found.changed.values()),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=_CHANGES,
            batch_size=_BATCH,
        )
        for (notice, rung), moment in found.woken.items():
            woken = rows.filter(notice=notice, live=True)
            (woken if rung is None else woken.filter(rung=rung)).update(due=ticks(moment))

    def _named(self, words: Iterable[Any]) -> dict[tuple[type, str], Any]:
        """What these words name, fetched together: notices that are approved, attempts that are answered for."""
        notices = {w.notice for w in words if isinstance(w, Approval)}
        attempts = {w.attempt for w in words if isinstance(w, Receipt)}
        found: dict[tuple[type, str], Any] = {}
        for kind, keys in ((Notice, notices), (Attempt, attempts)):
            found.update({(kind, word.id): word for word in (some(self.alias, kind, keys=keys) if keys else ())})
        return found

    def _at_keys(self, words: Iterable[Any], named: Mapping[tuple[type, str], Any]) -> dict[str, Slot]:
        """The slots that attempts and receipts are about, fetched together."""
        keys = {w.key for w in words if isinstance(w, Attempt)}
        keys |= {
            named[Attempt, w.attempt].key for w in words if isinstance(w, Receipt) if (Attempt, w.attempt) in named
        }
        found: dict[str, Slot] = {}
        among = sorted(keys)
        for start in range(0, len(among), _BATCH):
            rows = Outbound.objects.using(self.alias).filter(pk__in=among[start : start + _BATCH])
            found.update({row.key: _slot(row) for row in rows})
        return found

    def empty(self) -> None:
        """Drop every slot, before all is folded anew; leases stay."""
        Outbound.objects.using(self.alias).all().delete()


def _row(slot: Slot) -> Outbound:
    return Outbound(
        key=slot.key, notice=slot.notice, rung=slot.rung, channel=slot.channel, since=ticks(slot.since),
        due=ticks(slot.due), opened=None if slot.opened is None else ticks(slot.opened), number=slot.number,
        attempt=slot.attempt, outcome=slot.outcome.value, live=slot.live,
        seen=None if slot.seen is None else ticks(slot.seen),
    )  # fmt: skip


def _slot(row: Outbound) -> Slot:
    return Slot(
        key=row.key, notice=row.notice, rung=row.rung, channel=row.channel, since=moment(row.since),
        due=moment(row.due), opened=None if row.opened is None else moment(row.opened), number=row.number,
        attempt=row.attempt, outcome=Delivery(row.outcome), live=row.live,
        seen=None if row.seen is None else moment(row.seen),
    )  # fmt: skip


def ticks(moment: datetime) -> int:
    """A moment as the tables keep it: microseconds since 1970, UTC."""
    return (moment - _EPOCH) // _TICK


def moment(ticks: int) -> datetime:
    """The moment that the tables keep so."""
    return _EPOCH + ticks * _TICK

"""What was approved and reached nobody, as far as is known: on no clock, so that it is told beside those that run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.casebook.port import Book
from tocsin.desk.passing import passed_on
from tocsin.dispatch.life import TAKEN, Slot
from tocsin.model import Clock, Delivery, Notice, NoticeKind, Publication, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """An approved notice whose ruling stands, and how it fared with each of its contacts: none of them took it."""

    notice: Notice
    slots: tuple[Slot, ...]

    @property
    def tried(self) -> bool:
        """Whether anybody tried to send it."""
        return any(slot.number for slot in self.slots)

    @property
    def again(self) -> datetime | None:
        """When it is tried again; None where nothing more is tried."""
        return min((slot.due for slot in self.slots if slot.live), default=None)


def unreached(book: Book, clocks: Iterable[Clock]) -> tuple[Unreached, ...]:
    """Those of the notices on these clocks that went to nobody; each went out or is to, since it waits to be renewed.

    Neither a notice that somebody passed on is among them, nor one that is being sent at this moment, nor an alert that
    lies in the feed.
    """
    about = [c.about for c in clocks if c.task is Task.RENEW]
    slots = book.outbox.of(about)
    found = []
    for each in about:
        mine = slots.get(each, ())
        if any(slot.outcome in TAKEN or slot.outcome is Delivery.LEASED for slot in mine):
            continue
        notice = book.get(Notice, each)
        if notice is None or passed_on(each, book=book):
            continue
        if notice.kind is NoticeKind.ALERT and book.all(Publication, parent=each):
            continue
        found.append(Unreached(notice=notice, slots=mine))
    return tuple(found)


def in_words(lost: Unreached, *, at: datetime) -> str:
    """How a notice fared that nobody has, and what is to be done: trying goes on, was given up, or never began."""
    head = f"{lost.notice.recipient}, notice {lost.notice.id[:12]}"
    if lost.again is not None and not lost.tried:
        return f"NOT SENT: {head}: approved, and nobody has tried to send it; tocsin dispatch sends it"
    fared = ", ".join(f"{slot.channel} {slot.outcome.upper()}" for slot in lost.slots) or "it has no way out"
    if lost.again is not None:
        return f"NOT REACHED: {head}: {fared}; it is tried again after {lost.again.astimezone(at.tzinfo):%d %b %H:%M}"
    now = "rule again" if lost.notice.kind is NoticeKind.ALERT else "ring them, then tocsin ack"
    return f"NOT REACHED: {head}: {fared}; NOTHING MORE IS TRIED: {now}"

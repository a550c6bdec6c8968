"""What was approved and reached nobody, as far as is known: on no clock, so that it is told beside those that run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.casebook.port import Book
from tocsin.desk.addressed import kept_from
from tocsin.desk.current import cared_for
from tocsin.desk.office import Office
from tocsin.desk.passing import passed_on
from tocsin.desk.versions import released, replaced
from tocsin.dispatch.life import TAKEN, Slot, Standing, contact_of, unwatched
from tocsin.dispatch.terms import Terms
from tocsin.model import Cancellation, Clock, Delivery, GivenUp, Heard, Notice, NoticeKind, Publication, Relay, Task
from tocsin.release.relaying import passings

_LONG = timedelta(minutes=5)
_USUAL = Terms()
INSTEAD = "rule again: that draws up what they may be told, to where they are; or put the register right"
"""What is done about a notice that the register keeps from its reader since it was approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """An approved notice whose ruling stands, and how it fared with each of its contacts: none of them took it.

    `terms` are those by which the office dispatches; `barred` is why it goes to none of its contacts by the register,
    `ended` why it was given up when it held no longer.
    """

    notice: Notice
    slots: tuple[Slot, ...]
    terms: Terms = _USUAL
    barred: str = ""
    ended: str = ""

    @property
    def tried(self) -> bool:
        """Whether anybody tried to send it."""
        return any(slot.number for slot in self.slots)

    @property
    def again(self) -> datetime | None:
        """When it is tried again; None where nothing more is tried."""
        return min((slot.due for slot in self.slots if slot.live), default=None)

    def forgotten(self, at: datetime) -> bool:
        """Whether nobody tried to send it for so long that nobody seems to dispatch."""
        return not self.tried and any(at - slot.since > _LONG for slot in self.slots if slot.live)

    def held(self, at: datetime) -> bool:
        """Whether by this clock it holds no longer, and no dispatcher gave it up yet: it is not sent."""
        return self.again is not None and at >= self.notice.expires

    def unwatched(self, at: datetime) -> bool:
        """Whether by this clock it ended while nobody looked: it is sent once the clock is right, and not before."""
        ends = Standing(expires=self.notice.expires)
        return any(slot.live and unwatched(slot, ends, terms=self.terms, at=at) for slot in self.slots)

    def over(self, at: datetime) -> bool:
        """Whether nothing more is tried: it was given up, or will be as soon as a dispatcher looks at it."""
        return self.again is None or (self.held(at) and not self.unwatched(at))


def unreached(book: Book, clocks: Iterable[Clock], *, office: Office) -> tuple[Unreached, ...]:
    """Those of the notices on these clocks that went to nobody; each went out or is to, since it waits to be renewed.

    With them the words that a notice is cancelled which somebody who holds it does not have: no clock asks for these.
    Neither a notice that somebody passed on is among them, nor one that is being sent at this moment, nor an alert that
    lies in the feed.
    """
    about = [c.about for c in clocks if c.task is Task.RENEW]
    ends = {notice.id: notice for notice in _ends(book)}
    slots, care = book.outbox.of([*about, *ends]), cared_for(book, office)
    found = []
    for each in (*about, *ends):
        mine = slots.get(each, ())
        if _had(mine, by_all=each in ends):
            continue
        notice = ends.get(each) or book.get(Notice, each)
        if notice is None or passed_on(each, book=book):
            continue
        if replaced(notice, book=book) is not None:  # its next version, with one language more, waits for approval
            continue
        if notice.kind is NoticeKind.ALERT and book.all(Publication, parent=each):
            continue
        live = [s for s in mine if s.live]
        bars = [kept_from(notice, contact_of(s, notice), book=book, care=care) for s in live]
        barred = "; ".join(dict.fromkeys(bars)) if all(bars) else ""
        over = [] if live else [g.because for g in book.all(GivenUp, parent=each) if g.outcome is Delivery.EXPIRED]
        ended = "; ".join(dict.fromkeys(over))
        found.append(Unreached(notice=notice, slots=mine, terms=office.terms, barred=barred, ended=ended))
    return tuple(found)


def unheard(book: Book, clocks: Iterable[Clock], *, at: datetime) -> tuple[Unreached, ...]:
    """The briefings on these clocks that a channel took, that still hold, and that nobody answered: ring them.

    One that does not name us asks for no answer.
    """
    slots = book.outbox.of([c.about for c in clocks if c.task is Task.RENEW and c.due > at])
    taken = {
        about: mine for about, mine in slots.items()
        if any(s.outcome in TAKEN for s in mine) and all(s.outcome is not Delivery.ACKNOWLEDGED for s in mine)
    }  # fmt: skip
    relays = passings(book.some(Relay, parents=set(taken))) if taken else ()
    told = {each.last.notice for each in relays if each.heard is Heard.TOLD}
    return tuple(
        Unreached(notice=n, slots=taken[n.id])
        for n in (book.some(Notice, keys=set(taken) - told) if taken else ())
        if n.kind is NoticeKind.BRIEFING and not n.unnamed
    )


def fared(lost: Unreached, *, at: datetime) -> str:
    """That nobody answered, and by which ways it was taken when."""
    ways = (f"{s.channel} {s.outcome} {s.since.astimezone(at.tzinfo):%d %b %H:%M}" for s in lost.slots if s.number)
    head = f"{lost.notice.recipient}, notice {lost.notice.id[:12]}"
    return f"NOT ANSWERED: {head}: {', '.join(ways)}; whether it reached them is not known: ring them, then tocsin ack"


def _had(slots: Iterable[Slot], *, by_all: bool) -> bool:
    """Whether a contact has it, or may be getting it now; of the end of a notice, whether every one does.

    One that answered speaks for all.
    """
    outcomes = [slot.outcome for slot in slots]
    has = [outcome in TAKEN or outcome is Delivery.LEASED for outcome in outcomes]
    return Delivery.ACKNOWLEDGED in outcomes or (bool(has) and all(has) if by_all else any(has))


def _ends(book: Book) -> tuple[Notice, ...]:
    """The words that a notice is cancelled, where enough people approved them; of several about one, the last."""
    taken_back = {c.notice for c in book.all(Cancellation)}
    rulings = {n.decision for n in book.some(Notice, keys=taken_back)} if taken_back else set()
    drawn = book.some(Notice, parents=rulings) if rulings else ()
    last = {n.revises: n for n in drawn if n.cancels}
    return tuple(n for n in last.values() if released(n, book=book))


def in_words(lost: Unreached, *, at: datetime) -> str:
    """How a notice fared that nobody has, and what is to be done: trying goes on, was given up, or never began."""
    what = "the word that it is cancelled, " if lost.notice.cancels else ""
    head = f"{lost.notice.recipient}, {what}notice {lost.notice.id[:12]}"
    how = ", ".join(f"{slot.channel} {slot.outcome.upper()}" for slot in lost.slots) or "it has no way out"
    how += f": {lost.ended}" if lost.ended else ""
    if lost.again is not None and not lost.tried:
        head, how = f"NOT SENT: {head}", "approved, and nobody has tried to send it"
    else:
        head = f"NOT REACHED: {head}"
    if lost.barred:
        how = f"IT IS HELD BACK: {lost.barred}"
    if lost.barred and not lost.held(at):
        return f"{head}: {how}: {INSTEAD}"
    if lost.unwatched(at):
        return f"{head}: {how}; {_asks(lost, at=at)}"
    if lost.held(at):
        ended = f"it holds no longer since {_day(lost.notice.expires, at)}"
        return f"{head}: {how}; {ended}; NOTHING MORE IS TRIED: {_instead(lost)}"
    if lost.again is not None:
        again = "tocsin dispatch sends it"
        if lost.tried:
            again = f"it is tried again after {lost.again.astimezone(at.tzinfo):%d %b %H:%M}"
        return f"{head}: {how}; {again}"
    now = "ring them, then tocsin ack" if lost.slots else "have somebody tell them, and put that down: tocsin relay"
    if lost.notice.kind is NoticeKind.ALERT or (lost.slots and not lost.tried):  # nobody answers what was never sent
        now = _instead(lost)
    return f"{head}: {how}; NOTHING MORE IS TRIED: {now}"


def _asks(lost: Unreached, *, at: datetime) -> str:
    """What is asked of one that nobody saw end: either the clock is wrong, or nobody dispatched."""
    ended, last = (_day(m, at) for m in (lost.notice.expires, _last(lost)))
    clock = f"IS IT {at:%d %b %Y %H:%M}? It would hold no longer since {ended}, and nobody looked at it after {last}"
    return f"{clock}. If the clock is wrong, put it right, and dispatch; else {_instead(lost)}"


def _instead(lost: Unreached) -> str:
    """What a person does for a notice that is over and that nobody has."""
    return _anew(lost.notice) if lost.notice.kind is NoticeKind.ALERT else f"ring them, and {_anew(lost.notice)}"


def _day(moment: datetime, at: datetime) -> str:
    return f"{moment.astimezone(at.tzinfo):%d %b %Y %H:%M}"


def _last(lost: Unreached) -> datetime:
    return max(slot.watched for slot in lost.slots)


def _anew(notice: Notice) -> str:
    """What draws up another."""
    return f"tocsin cancel {notice.revises[:12]} again" if notice.cancels else "rule again"

"""What was said since somebody ruled to warn: the words that were drawn up do not tell it, and a person must know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.casebook.docket import pair_of_words
from tocsin.casebook.port import Book
from tocsin.desk.counted import many
from tocsin.desk.regrouped import of_notice
from tocsin.duty.docket import Pair, unreckoned
from tocsin.model import (
    Cancellation,
    Clock,
    Closing,
    DutyDecision,
    DutyProposal,
    Extension,
    Incident,
    Notice,
    Policy,
    Reopening,
    Statement,
    Task,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A clock that asks for an update, what was said since the ruling, in order, and when the last of it came."""

    clock: Clock
    said: tuple[Statement, ...]
    last: datetime

    def __str__(self) -> str:
        """How much it is, and what to do."""
        return f"{many(len(self.said), 'statement')} since the ruling: update it"

    @property
    def quoted(self) -> str:
        """The sentences in which it is said, each once."""
        return "; ".join(dict.fromkeys(f"“{s.passage.quote}”" for s in self.said))

    @property
    def named(self) -> str:
        """The statements by id, since what a command says on its way may end in a log."""
        return ", ".join(s.id[:_SHORT] for s in self.said)

    @property
    def how(self) -> str:
        """What draws the words up anew."""
        return f"tocsin why quotes it; tocsin rule {self.clock.about[:_SHORT]} warn draws up words that tell it"


_SHORT = 12


def updates(clocks: Iterable[Clock], *, book: Book) -> tuple[Update, ...]:
    """What these clocks ask to be updated."""
    return tuple(_update(c, book=book) for c in clocks if c.task is Task.UPDATE)


def update_of(notice: Notice, *, book: Book) -> Update | None:
    """The update that is asked for of what a notice tells; None where it tells all, or tells that it is taken back."""
    decision = book.get(DutyDecision, notice.decision)
    if decision is None or notice.cancels:
        return None
    held = book.get(Incident, decision.incident)
    incident = held.id if held is not None else decision.incident
    asked = (c for c in book.docket.clocks() if (c.incident, c.protected) == (incident, decision.protected))
    return next(iter(updates(asked, book=book)), None)


def told_of(notice: Notice, *, book: Book) -> tuple[str, ...]:
    """That more was said than a notice tells, or that it tells of two things, for whoever looks at it or approves it.

    It stops nothing.
    """
    mixed = tuple(of_notice(notice, book=book))
    found = update_of(notice, book=book)
    if found is None:
        return mixed
    what = f"OUT OF DATE: {many(len(found.said), 'statement')} since the ruling, which it does not tell"
    return (*mixed, f"{what}: {found.named}", f"  {found.how}; this one can go out meanwhile")


def standing_beside(notice: Notice, *, book: Book, at: datetime) -> tuple[Notice, ...]:
    """The notices that went out about the same incident, to whomever, and hold."""
    held = book.get(Incident, notice.incident)
    names = {notice.incident, *((held.id, *held.aliases) if held is not None else ())}
    about = {c.about for c in book.docket.clocks() if c.incident in names and c.task in _OUT and c.about != notice.id}
    return tuple(n for n in (book.some(Notice, keys=about) if about else ()) if n.expires > at)


_OUT = frozenset({Task.RENEW, Task.RECALL})


def came_since(at: datetime, *, book: Book) -> tuple[str, ...]:
    """What was said from a moment on after somebody ruled to warn, a line for each whom it is about."""
    found = (u for u in updates(book.docket.clocks(renew_by=at), book=book) if u.last >= at)
    return tuple(f"{u.clock.recipient}: {u}: {u.named}\n  {u.how}" for u in found)


def _update(clock: Clock, *, book: Book) -> Update:
    """The pair is asked for anew: a clock says that there is something, and not what."""
    proposal = next(p for p in book.some(DutyProposal, keys={clock.about}))
    new = unreckoned(_pair(clock, book=book), proposal)
    held = {s.id: s for s in book.some(Statement, keys={f.statement for f in new})}
    return Update(
        clock=clock, said=tuple(held[f.statement] for f in new if f.statement in held),
        last=max((f.at for f in new), default=clock.since),
    )  # fmt: skip


def _pair(clock: Clock, *, book: Book) -> Pair:
    incident = book.get(Incident, clock.incident)
    names = {clock.incident, *(incident.aliases if incident is not None else ())}
    proposals = [p for p in book.some(DutyProposal, parents=names) if p.protected == clock.protected]
    decisions = book.some(DutyDecision, parents={p.id for p in proposals})
    ruled = {d.id for d in decisions}
    notices = book.some(Notice, parents=ruled)
    drawn = {n.id for n in notices}
    acts = (*book.some(Cancellation, parents=drawn), *book.some(Extension, parents=drawn))
    words = (*proposals, *decisions, *book.some(Reopening, parents=ruled), *notices, *acts)
    closings = book.some(Closing, parents=names)
    return pair_of_words(words, closings=closings, overtaken=(), policies=book.all(Policy))

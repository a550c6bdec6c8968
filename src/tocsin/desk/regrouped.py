"""A warning that stands, and whose incident was taken apart or joined since: its readers hold words of the one before.

It is on no clock, so that it is told beside those that run, and to whoever does what makes it so.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tocsin.casebook.port import Book
from tocsin.desk.current import live
from tocsin.desk.duties import stands
from tocsin.desk.versions import released, taken_back, went_out
from tocsin.model import Clock, DutyDecision, DutyProposal, Incident, Notice, Task

_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """A notice that stands, how it fared, what of it stands elsewhere (in words, a line each), and what is done.

    `title` is what its incident is about; `beside` is the later notice to the same reader, where its incident was
    joined with the one of that, which does not tell what it tells.
    """

    notice: Notice
    title: str
    fared: str
    elsewhere: tuple[str, ...]
    proposal: str
    beside: Notice | None = None

    @property
    def lines(self) -> Iterator[str]:
        """What is said of it, loudly."""
        name, rule = self.notice.id[:_SHORT], f"tocsin rule {self.proposal[:_SHORT]} warn"
        if self.beside is not None:
            both = f"notices {name} and {self.beside.id[:_SHORT]} stand"
            yield (f"{self.notice.recipient} was warned twice of what is one incident now, {self.title}: {both}, and "
                   "the later does not tell what the earlier tells")  # fmt: skip
            yield f"  {rule} draws up one that tells both"
            return
        yield (f"notice {name} to {self.notice.recipient} ({self.fared}) STANDS, AND TELLS OF WHAT IS NOT IN ITS "
               f"INCIDENT ANY MORE ({self.title}):")  # fmt: skip
        yield from (f"  {line}" for line in self.elsewhere)
        yield f"  {rule} draws up what is left, to take its place; tocsin cancel {name} takes it back"


def regrouped(book: Book, clocks: Iterable[Clock], *, at: datetime) -> tuple[Regrouped, ...]:
    """The notices on these clocks that hold and tell of what is not in their incident; and who was warned twice."""
    mine = [c for c in clocks if c.task is Task.RENEW]
    holders = {i.id: i for i in book.some(Incident, keys={c.incident for c in mine})} if mine else {}
    about = {c.about: holders.get(c.incident) for c in mine}
    held = [n for n in (book.some(Notice, keys=set(about)) if about else ()) if n.expires > at]
    found, there = [], _there(book)
    for notice in held:
        incident = about[notice.id]
        lines = _elsewhere(notice, within=incident.statements if incident is not None else (), there=there)
        decision = book.get(DutyDecision, notice.decision)
        if lines and decision is not None:
            found.append(_made(notice, incident, proposal=decision.proposal, lines=lines, book=book))
    pairs = dict.fromkeys((c.incident, c.protected) for c in mine)
    for holder, protected in pairs:
        if holder in holders and holders[holder].aliases:
            found += _twice(holders[holder], protected, book=book, at=at)
    return tuple(found)


def news(before: Iterable[Regrouped], *, book: Book, at: datetime) -> tuple[str, ...]:
    """The lines of what was not so before, when these were told."""
    known = {each.notice.id for each in before}
    found = (each for each in regrouped(book, book.docket.clocks(), at=at) if each.notice.id not in known)
    return tuple(line for each in found for line in each.lines)


def _elsewhere(
    notice: Notice, *, within: Collection[str], there: Callable[[], Mapping[str, Incident]]
) -> tuple[str, ...]:
    """Where what a notice tells stands now, where it is not among these statements, a line for each such place."""
    gone = [name for name in notice.draws_on if name not in within]
    if notice.cancels:
        return ()
    found: dict[str, list[str]] = defaultdict(list)
    for name in gone:
        i = there().get(name)
        told = f"is now of {i.id[:_SHORT]}, {i.title}" if i is not None else "stands in no report any more"
        found[told].append(name[:_SHORT])
    return tuple(f"{', '.join(names)} {told}" for told, names in found.items())


def _there(book: Book) -> Callable[[], Mapping[str, Incident]]:
    """The incident of each statement, once somebody asks: as a rule nobody does."""
    return cache(lambda: {name: i for i in live(book) for name in i.statements})


def told_elsewhere(notices: Iterable[Notice], *, book: Book) -> dict[str, tuple[str, ...]]:
    """By the notices that tell of what is not in their incident any more: where that stands now."""
    found, there = {}, _there(book)
    for notice in notices:
        decision = book.get(DutyDecision, notice.decision)
        if decision is None or not stands(decision, book=book):  # else it is to be recalled, which is told
            continue
        incident = book.get(Incident, decision.incident)
        within = incident.statements if incident is not None else ()
        if lines := _elsewhere(notice, within=within, there=there):
            found[notice.id] = lines
    return found


def of_notice(notice: Notice, *, book: Book) -> Iterator[str]:
    """That a notice tells of more than its incident, for whoever looks at it or approves it. It stops nothing."""
    found, decision = told_elsewhere((notice,), book=book), book.get(DutyDecision, notice.decision)
    if found and decision is not None:
        yield "IT TELLS OF MORE THAN ITS INCIDENT, which was taken apart since the ruling:"
        yield from (f"  {line}" for line in found[notice.id])
        yield f"  tocsin rule {decision.proposal[:_SHORT]} warn draws up words that tell of this one alone"


def _made(
    notice: Notice, incident: Incident | None, *, proposal: str, lines: tuple[str, ...] = (),
    beside: Notice | None = None, book: Book,
) -> Regrouped:  # fmt: skip
    slots = [slot for slot in book.outbox.slots(notice.id) if slot.number]
    fared = ", ".join(f"{slot.channel} {slot.outcome}" for slot in slots)
    title = incident.title if incident is not None and incident.statements else "of which nothing stands"
    return Regrouped(
        notice=notice, title=title, fared=fared or "not sent", elsewhere=lines, proposal=proposal, beside=beside
    )


def _twice(incident: Incident, protected: str, *, book: Book, at: datetime) -> Iterator[Regrouped]:
    """What somebody holds beside a later warning that says nothing of it, each drawn up before the two were joined."""
    names = {incident.id, *incident.aliases}
    proposals = [p for p in book.some(DutyProposal, parents=names) if p.protected == protected]
    rulings = book.some(DutyDecision, parents={p.id for p in proposals}) if len(proposals) > 1 else ()
    standing = {d.id: d.proposal for d in rulings if stands(d, book=book)}
    drawn = book.some(Notice, parents=set(standing)) if len(standing) > 1 else ()
    to: dict[tuple[str, str, str], list[Notice]] = defaultdict(list)
    for n in drawn:
        if n.expires > at and released(n, book=book) and not n.cancels and not taken_back(n, book=book):
            to[n.kind, n.recipient, n.language].append(n)
    of = {p.id for p in proposals if p.incident == incident.id}
    for group in to.values():
        last = max(group, key=lambda n: n.sent)
        told = {*last.draws_on, *(d.statement for d in last.disclosures)}
        for n in group:
            apart = standing[n.decision] != standing[last.decision] and not told.issuperset(n.draws_on)
            if apart and went_out(n, book=book):
                rule = next(iter(of), standing[last.decision])
                yield _made(n, incident, proposal=rule, beside=last, book=book)

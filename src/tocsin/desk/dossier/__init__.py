"""The dossier: a casebook and an office go in; everything a face shows comes out, in order and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from tocsin.casebook.port import Book
from tocsin.desk import disclosing, hindsight
from tocsin.desk.apart import read
from tocsin.desk.counted import many
from tocsin.desk.current import opinions
from tocsin.desk.dossier import afterwards, cases, deciding, disclosed, marked, relayed, saying, told, tolls, warned
from tocsin.desk.dossier.cards import cards
from tocsin.desk.dossier.glance import glance
from tocsin.desk.dossier.shelf import Shelf, draw, title
from tocsin.desk.dossier.times import time_line
from tocsin.desk.dossier.values import (
    Card,
    Case,
    Cell,
    Dossier,
    Duty,
    Fact,
    Glance,
    Lines,
    Marked,
    Opinion,
    Ref,
    Row,
    Run,
    Table,
    Tests,
    Told,
    Tone,
    What,
)
from tocsin.desk.duties import open_duties, standing_decisions
from tocsin.desk.handover import WATCH
from tocsin.desk.office import Office
from tocsin.desk.passing import passings_of
from tocsin.desk.regrouped import told_elsewhere
from tocsin.model import (
    Approval,
    Attempt,
    Checkpoint,
    Clock,
    Closing,
    DutyDecision,
    Imported,
    LedgerEntry,
    Notice,
    Receipt,
    Relay,
    Reopening,
    Task,
    Tlp,
    Unread,
    UnreadBecause,
)

__all__ = [
    "Card",
    "Case",
    "Cell",
    "Dossier",
    "Duty",
    "Fact",
    "Glance",
    "Lines",
    "Marked",
    "Opinion",
    "Ref",
    "Row",
    "Run",
    "Table",
    "Tests",
    "Told",
    "Tone",
    "What",
    "dossier",
]

_LOST = {UnreadBecause.LANGUAGE, UnreadBecause.DAMAGED, UnreadBecause.REFUSED}


@runtime_checkable
class OnRecord(Protocol):
    """A book that keeps a record, and not only words in memory."""

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The whole record, in order."""
        ...

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The checkpoints, in the order of sealing."""
        ...


def dossier(book: Book, *, office: Office, at: datetime, incident: str | None = None) -> Dossier:
    """Everything on record of one incident, or of all of them, as it stands at a moment.

    Raises:
        NotFound: there is no such incident.
    """
    proposals = open_duties(book)
    shelf = draw(book, office=office, at=at, incident=incident, first=(p.incident for p in proposals))
    duties = deciding.to_decide(proposals, shelf=shelf)
    due, closings = deciding.duties_of(duties), book.all(Closing)
    decisions, unread = book.all(DutyDecision), book.some(Unread, parents={r.id for r in shelf.reports})
    post = _post(book, decisions, shelf=shelf)
    assessments = tuple(read(each, book=book) for each in opinions(book, among=shelf.cases))
    shown, also = glance(assessments, closings=closings, duties=duties, shelf=shelf)
    within = tuple(d for d in decisions if shelf.shows(d.incident))
    tables = disclosing.disclosed(shelf.cases, book=book, register=office.register, at=at)
    turned = tuple(h for h in hindsight.of_all(book=book, at=at, among=shelf.cases) if h.stands)
    return Dossier(
        office=office.name,
        scope=title(shelf.cases[0]) if incident is not None else "everything in the casebook",
        at=saying.moment(at),
        exercise=told.exercise(post.notices),
        marking=_marking(shelf),
        summary=_summary(shelf, unread=unread, duties=len(duties), clocks=book.docket.clocks(renew_by=at + WATCH)),
        glance=shown,
        also=also,
        to_decide=duties,
        decided=deciding.decided(decisions, reopenings=book.all(Reopening), shelf=shelf),
        cases=cases.cases(assessments, closings=closings, duties=due, imported=book.all(Imported), shelf=shelf),
        single=cases.single(duties=due, closings=closings, shelf=shelf),
        warnings=warned.warnings(shelf),
        accounts=warned.accounts(shelf),
        questions=warned.questions(shelf),
        time_line=time_line(decisions=within, notices=post.notices, attempts=post.attempts, shelf=shelf),
        tolls=tolls.tolls(shelf),
        notices=told.notices(post, shelf=shelf),
        disclosed=disclosed.told(tables, naming=disclosed.by_reference(shelf, tables), at=at),
        others=disclosed.accounts(tables, at=at),
        outcomes=afterwards.dangers(turned, at=at),
        leads=afterwards.leads(turned, names=disclosing.names(book, office.register), at=at),
        reports=marked.reports(unread, shelf=shelf),
        cards=cards(shelf),
        record=_record(book, shelf=shelf),
    )


def _post(book: Book, decisions: tuple[DutyDecision, ...], *, shelf: Shelf) -> told.Post:
    within = told.within(book.all(Notice), decisions, shelf=shelf)
    return told.Post(
        notices=within, elsewhere=told_elsewhere(within, book=book),
        approvals=book.all(Approval), attempts=book.all(Attempt), receipts=book.all(Receipt),
        reopened={r.decision: r for r in book.all(Reopening)},
        standing=frozenset(d.id for d in standing_decisions(book)), told=lambda value: str(book.told(value)),
        relays=tuple(_asked(book)),
    )  # fmt: skip


def _asked(book: Book) -> Iterator[relayed.Asked]:
    """Who was asked to pass any notice on; what one of our own confirms rests on that."""
    ours = disclosing.desk_of(book)
    for notice in dict.fromkeys(r.notice for r in book.all(Relay)):
        for each in passings_of(notice, book=book):
            said = read(each.last, book=book).because
            yield relayed.Asked(passing=each, said=said, ours=each.confirms in ours)


def _marking(shelf: Shelf) -> str:
    """The most restricted marking of anything shown: that of the dossier itself."""
    markings = [a.marking for group in shelf.arrivals.values() for a in group]
    return f"TLP:{max(markings, key=list(Tlp).index, default=Tlp.CLEAR)}"


def _summary(shelf: Shelf, *, unread: tuple[Unread, ...], duties: int, clocks: Iterable[Clock]) -> Lines:
    """What is to be done, as `tocsin duty` lists it, and how much was read."""
    shown = {r.id for r in shelf.reports}
    lost = sum(1 for u in unread if u.because in _LOST and u.report in shown)
    return (
        Cell(words=f"{duties} to decide", tone=Tone.LOUD if duties else Tone.PLAIN),
        *(
            Cell(words=f"{count} to {task}", tone=Tone.LOUD)
            for task, count in Counter(c.task for c in clocks if c.incident in shelf.case_of).items()
            if task is not Task.DECIDE
        ),
        Cell(words=many(len(shelf.cases), "incident")),
        Cell(words=many(len(shelf.reports), "report")),
        Cell(words=many(len(shelf.cards), "statement")),
        Cell(words=f"{many(lost, 'passage')} not understood", tone=Tone.LOUD if lost else Tone.PLAIN),
    )


def _record(book: Book, *, shelf: Shelf) -> tuple[Fact, ...]:
    if not isinstance(book, OnRecord):
        return (Fact(label="record", lines=(Cell(words="none: this was read without a casebook", tone=Tone.MISSING),)),)
    size, sealed = len(book.entries()), book.checkpoints()
    if not sealed:
        seal: Lines = (Cell(words="never sealed", tone=Tone.MISSING),)
    else:
        last = sealed[-1]
        after = size - last.size
        seal = (
            Cell(words=f"the first {last.size} entries were sealed {saying.moment(last.at, shelf.at)}"),
            Cell(words=f"root {last.root}", tone=Tone.QUIET),
            Cell(words=f"key {last.key}", tone=Tone.QUIET),
            *((Cell(words=f"{after} entries since then are not sealed", tone=Tone.MISSING),) if after else ()),
        )
    return (
        saying.fact("entries", str(size)),
        Fact(label="last checkpoint", lines=seal),
        saying.fact("verify it", "tocsin ledger verify"),
    )

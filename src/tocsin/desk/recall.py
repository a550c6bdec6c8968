"""What is remembered of a casebook from one report to the next, so that a step looks only at what may have changed.

Every step leaves what it looked at at rest: looked at again, it would give nothing new. So it need look again only at
what hangs together with what was recorded since. Nothing of this is a record: forgotten, it is worked out anew, and
then everything is looked at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from tocsin import linking
from tocsin.casebook.port import Book
from tocsin.desk.bodies import BODIES
from tocsin.desk.current import first_published
from tocsin.desk.ties import Ties
from tocsin.duty import LookingBack
from tocsin.grading import Weaknesses, held_to
from tocsin.linking import Alike, Ground, Groups, Pool, Whence
from tocsin.model import (
    Arrival,
    Assessment,
    Closing,
    Correction,
    DutyProposal,
    Grade,
    Incident,
    Link,
    Person,
    Program,
    Reading,
    Report,
    Statement,
    When,
    identity,
)

_KEPT = (Report, Arrival, Correction, Statement, Link, Incident, Grade, Assessment, Closing, DutyProposal)
"""What is remembered, in an order in which each finds what it is about."""


@dataclass(slots=True)
class Touched:
    """What a step must look at again: reports, statements, incidents by name; of links the statements at their ends."""

    reports: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """It was looked at."""
        for held in (self.reports, self.statements, self.incidents, self.linked):
            held.clear()


@dataclass(slots=True)
class Recall:
    """The words of a casebook that its steps look at, each found by what it is about, and what to look at again.

    `mark` says how far it was followed. `standing` holds each statement that stands, with its place in the record; in
    `of_report` are those of a report. `settling`, `grading` and `proposing` are what these steps have still to look at.
    """

    mark: Any = None
    standing: dict[str, tuple[int, Statement]] = field(default_factory=dict)
    of_report: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    arrivals: dict[str, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    ties: Ties = field(default_factory=Ties)
    grades: dict[tuple[str, bool], Grade] = field(default_factory=dict)
    assessed: dict[str, Assessment] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)
    proposals: dict[str, tuple[int, DutyProposal]] = field(default_factory=dict)
    rests: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    of_incident: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    whence: Whence = field(default_factory=lambda: Whence(institutions=BODIES))
    weak: Weaknesses = field(default_factory=Weaknesses)
    back: LookingBack = field(default_factory=LookingBack)
    groups: Groups = field(default_factory=Groups)
    settling: set[str] = field(default_factory=set)
    grading: Touched = field(default_factory=Touched)
    proposing: Touched = field(default_factory=Touched)
    lost: set[str] = field(default_factory=set)
    under: dict[str, Any] = field(default_factory=dict)
    _copies: dict[str, dict[str, tuple[int, Statement]]] = field(default_factory=lambda: defaultdict(dict))
    _told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _of_text: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _out: set[str] = field(default_factory=set)
    _came: set[str] = field(default_factory=set)
    _blamed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _pool: Pool | None = None
    _unpooled: set[str] = field(default_factory=set)
    _own: dict[tuple[type, str], Any] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def follow(self, book: Book) -> bool:
        """Take in what was recorded since; whether that could be told."""
        self.mark, words = book.later(self.mark)
        return words is not None and self._hear(words)

    def made(self, words: Iterable[Any]) -> None:
        """A step made these words and they are recorded now: what they are of is at rest, as far as that step goes."""
        self._own = {_named(word): word for word in words}

    def consider(self, step: str, rests_on: Any) -> bool:
        """Whether a step rests on the same of the office as it did before; if not, it looks at everything again."""
        same = step in self.under and self.under[step] == rests_on
        self.under[step] = rests_on
        return same

    def links(self, *, alike: Alike, by: Program, at: datetime) -> tuple[Link, ...]:
        """The links of what no link and no incident has looked at so far."""
        if self._pool is None or self._pool.alike is not alike:
            self._pool = Pool(alike)
            self._unpooled = set(self.standing)
        published: dict[str, When | None] = {}
        for name in self._unpooled:
            if name not in self.standing:
                self._pool.drop(name)
                continue
            rank, statement = self.standing[name]
            if statement.report not in published:
                published[statement.report] = first_published(self.arrivals.get(statement.report, ()))
            fresh = not self.ties.looked_at(name)
            self._pool.put(statement, published=published[statement.report], rank=rank, fresh=fresh)
        self._unpooled.clear()
        return self._pool.link(by=by, at=at)

    def stand(self, names: Iterable[str]) -> dict[str, Statement]:
        """Those of these statements that stand, in order of recording."""
        found = sorted((self.standing[name] for name in set(names) if name in self.standing), key=lambda each: each[0])
        return {statement.id: statement for _, statement in found}

    def beside(self, statements: Iterable[Statement]) -> dict[str, Statement]:
        """All that stands of the reports of these statements, in order of recording."""
        return self.stand(name for report in {s.report for s in statements} for name in self.of_report[report])

    def told_with(self, name: str) -> set[str]:
        """All that stands of the text of a statement; nothing, where it does not stand."""
        return self._of_text[self.standing[name][1].passage.text] if name in self.standing else set()

    def incidents(self, found: Sequence[Link]) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """The incidents that may be otherwise, as they are on record, and as they are with these new links."""
        changed = self.settling.union(*((x.left, x.right) for x in found if linking.bears(x) or self.ties.linked(x)))

        anew = self.groups.rejoin(changed, self._ground(found))
        names, before = self.ties.around(anew, lambda name: self.groups.of.get(name, ()))
        groups = dict.fromkeys(self.groups.of[name] for name in self.stand(names))
        stands = self.stand(names)
        self.settling.clear()
        return before, linking.described([[stands[name] for name in group] for group in groups], before)

    def _ground(self, found: Sequence[Link]) -> Ground:
        """What groups are made of, with these new links."""
        new = {end for x in found if linking.joins_by_wording(x) for end in (x.left, x.right)}

        def links(names: Iterable[str]) -> Sequence[Link]:
            wanted = set(names)
            return (*self.ties.among(wanted), *(x for x in found if x.left in wanted or x.right in wanted))

        def between(pairs: Iterable[tuple[str, str]]) -> Sequence[Link]:
            wanted = set(pairs)
            return (*self.ties.between(wanted), *(x for x in found if linking.pair_of(x) in wanted))

        def leans(name: str) -> bool:
            return (name in new or self.ties.worded(name)) and linking.is_bare(self.standing[name][1])

        return Ground(links=links, between=between, stand=self.stand, told_with=self.told_with, leans=leans)

    def grade(self, statement: str) -> Grade | None:
        """The mark of a statement: a person's before the program's."""
        return self.grades.get((statement, True)) or self.grades.get((statement, False))

    def marks(self, statements: Iterable[str]) -> dict[str, Grade]:
        """The marks of those of these statements that are marked."""
        return {name: mark for name in statements if (mark := self.grade(name)) is not None}

    def meant(self, touched: Touched) -> tuple[tuple[Incident, ...], frozenset[str]]:
        """The incidents that hold a statement and are touched; the statements that are, theirs among them."""
        names = touched.statements | self.ties.joined(touched.linked)
        names |= {name for report in touched.reports for name in self.of_report.get(report, ())}
        incidents = self.ties.live(names, touched.incidents)
        return incidents, frozenset(names.union(*(i.statements for i in incidents)))

    def part(self, incidents: Iterable[Incident]) -> Mapping[str, str]:
        """What more than wording joins in these incidents (`linking.parts`)."""
        names = self.ties.joined(name for incident in incidents for name in incident.statements)
        return linking.parts(tuple(self.stand(names).values()), self.ties.among(names))

    def unfounded(self) -> tuple[DutyProposal, ...]:
        """The proposals that rest on what no longer stands, of all that are touched, in order of recording."""
        incidents, _ = self.meant(self.proposing)
        names = self.proposing.incidents.union(*((i.id, *i.aliases) for i in incidents))
        touched = {p for name in names for p in self.of_incident.get(name, ())}
        touched |= {p for name in self.lost for p in self.rests.get(name, ())}
        ranked = sorted((self.proposals[p] for p in touched), key=lambda each: each[0])
        return tuple(p for _, p in ranked if not all(name in self.standing for name in _rested_on(p)))

    def astray(self, incident: Incident) -> tuple[DutyProposal, ...]:
        """The proposals about an incident that rest on what another one holds by now, in order of recording."""
        mine, names = set(incident.statements), (incident.id, *incident.aliases)
        ranked = sorted(
            (self.proposals[p] for n in names for p in self.of_incident.get(n, ())), key=lambda each: each[0]
        )
        gone = ((p, [s for s in _rested_on(p) if s not in mine]) for _, p in ranked)
        return tuple(p for p, rest in gone if rest and self.ties.live(rest, ()))

    def everything(self, touched: Touched) -> None:
        """Whatever stands, and every incident, is to be looked at again."""
        touched.statements |= self.standing.keys()
        touched.incidents |= self.ties.incidents.keys()

    # ---- what is recorded

    def _hear(self, words: Iterable[Any]) -> bool:
        """Take these words in; False where one is otherwise than it can be, if nothing but acts were recorded."""
        ears: dict[type, Callable[[Any], bool | None]] = {
            Report: self._comes, Arrival: self._arrives, Reading: self._reads, Statement: self._puts,
            Correction: self._corrects, Link: self._links, Incident: self._holds, Grade: self._marks,
            Assessment: self._blames, Closing: self._closes, DutyProposal: self._proposes,
        }  # fmt: skip
        for word in words:
            if type(word) in ears and ears[type(word)](word) is False:
                return False
        self._rest()
        self._own.clear()
        return True

    def _comes(self, word: Report) -> bool:
        known = self.whence.copies.texts.get(word.id)
        if known is None:
            self.whence.report(word.id, word.text)
        return known in (None, word.text)

    def _corrects(self, word: Correction) -> None:
        self._out.add(word.report)
        self._restand(self._told[word.report])

    def _arrives(self, word: Arrival) -> bool:
        key = identity(word.report, word.source.id, repr(word.published), word.marking, word.received.isoformat())
        if key in self._came:
            return False
        self._came.add(key)
        self.arrivals[word.report].append(word)
        self.whence.arrive(word)
        self._unpooled |= self.of_report.get(word.report, set())
        for touched in (self.grading, self.proposing):
            touched.reports.add(word.report)
        return True

    def _reads(self, word: Reading) -> None:
        gone = self._told[word.report] - {s.id for s in word.statements}
        for statement in word.statements:
            self._puts(statement)
        for name in gone:
            del self._copies[name][word.report]
        self._told[word.report] -= gone
        self._restand(gone)

    def _puts(self, statement: Statement) -> None:
        name, report = statement.id, statement.report
        rank, held = self._copies[name].get(report, (None, None))
        if held != statement:
            self._copies[name][report] = (next(self._numbers) if rank is None else rank), statement
            self._told[report].add(name)
            self._restand((name,))

    def _restand(self, names: Iterable[str]) -> None:
        """Which telling of each statement stands: the first whose report was not taken back."""
        for name in tuple(names):
            told = (each for report, each in self._copies[name].items() if report not in self._out)
            new, old = min(told, key=lambda each: each[0], default=None), self.standing.get(name)
            if new == old:
                continue
            for _, statement in (each for each in (old, new) if each is not None):
                self.settling |= self._of_text[statement.passage.text]
                for touched in (self.grading, self.proposing):
                    touched.reports.add(statement.report)
            if old is not None:
                self.of_report[old[1].report].discard(name)
                self._of_text[old[1].passage.text].discard(name)
            if new is None:
                del self.standing[name]
                self.lost.add(name)
                self.whence.drop(name)
                self.weak.drop(name)
                self.back.drop(name)
            else:
                self.standing[name] = new
                self.of_report[new[1].report].add(name)
                self._of_text[new[1].passage.text].add(name)
                self.whence.put(new[1], new[0])
                self.weak.put(new[1], new[0])
                self.back.put(new[1])
            for held in (self.settling, self.grading.statements, self.proposing.statements, self._unpooled):
                held.add(name)

    def _links(self, word: Link) -> None:
        ends = {word.left, word.right}
        self._unpooled |= ends
        if self.ties.link(word):
            if not self._is_own(word):
                self.settling |= ends
            for touched in (self.grading, self.proposing):
                touched.linked |= ends

    def _holds(self, word: Incident) -> None:
        changed = self.ties.hold(word)
        if not self._is_own(word):
            self.settling |= changed
        self._unpooled |= changed
        for touched in (self.grading, self.proposing):
            touched.incidents.add(word.id)
            touched.statements |= changed

    def _marks(self, word: Grade) -> None:
        self.grades[word.statement, isinstance(word.by, Person)] = word
        if not self._is_own(word):
            self.grading.statements.add(word.statement)
        self.proposing.statements.add(word.statement)

    def _blames(self, word: Assessment) -> None:
        if isinstance(word.by, Person):
            return
        held = self.assessed.get(word.incident)
        for actor in held_to(held.attributions) if held else ():
            self._blamed[actor.id].discard(word.incident)
            self._blamed[f"part of {actor.part_of}"].discard(word.incident)
        for actor in held_to(word.attributions):
            self._blamed[actor.id].add(word.incident)
            self._blamed[f"part of {actor.part_of}"].add(word.incident)
        self.assessed[word.incident] = word
        if not self._is_own(word):
            self.grading.incidents.add(word.incident)

    def _closes(self, word: Closing) -> None:
        self.closings[word.incident] = word

    def _proposes(self, word: DutyProposal) -> None:
        rank, held = self.proposals.get(word.id, (None, None))
        for name in _rested_on(held) if held else ():
            self.rests[name].discard(word.id)
        for name in _rested_on(word):
            self.rests[name].add(word.id)
        self.proposals[word.id] = (next(self._numbers) if rank is None else rank), word
        self.of_incident[word.incident].add(word.id)
        if not self._is_own(word):
            self.proposing.incidents.add(word.incident)

    def _is_own(self, word: Any) -> bool:
        """Whether the step that looks at this made it, and so left what it is of at rest."""
        return bool(self._own.pop(_named(word), None) == word)

    def _rest(self) -> None:
        """What goes back to others than before, and whoever is called weak or no longer, touch what rests on them."""
        reports, statements = self.whence.settle()
        self.grading.reports |= reports
        self.grading.statements |= statements
        self.proposing.reports |= self.back.settle()
        for actor in self.weak.settle():
            for key in (actor.id, actor.part_of or "", f"part of {actor.id}"):
                self.grading.incidents |= self._blamed.get(key, set())


def _named(word: Any) -> tuple[type, str]:
    """What tells a word that a step made from all others of one act."""
    match word:
        case Link():
            return Link, f"{word.left} {word.right}"
        case Grade():
            return Grade, word.statement
        case Assessment():
            return Assessment, word.incident
        case _:
            return type(word), word.id


def _rested_on(proposal: DutyProposal) -> Iterator[str]:
    return (name for finding in proposal.findings for name in finding.statements)


_LAST: list[tuple[Book, Recall]] = []
"""The casebook that was looked at last, and what is remembered of it."""


@contextmanager
def recalled(book: Book) -> Iterator[Recall]:
    """What is remembered of a casebook, as it stands; what fails halfway is not remembered."""
    held = next((known for whose, known in _LAST if whose is book), None)
    _LAST.clear()
    if held is None or not held.follow(book):
        held = _anew(book)
    yield held
    _LAST[:] = [(book, held)]


def _anew(book: Book) -> Recall:
    found = Recall()
    found.follow(book)
    found._hear(word for kind in _KEPT for word in book.all(kind))  # noqa: SLF001 - its own module
    return found

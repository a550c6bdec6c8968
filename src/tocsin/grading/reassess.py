"""Standing assessments that a new attack speaks against: a group called weak that struck, or struck far from home."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.grading.who import actors, are_kin
from tocsin.model import (
    Actor,
    ActorKind,
    Attribution,
    Bears,
    Incident,
    Kind,
    Reassessment,
    Stage,
    Statement,
    Status,
)

_STRUCK = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED})
_HELD_TO = frozenset({Status.CLAIMED, Status.CONFIRMED, Status.REPORTED_AS_FACT, Status.ACCUSED_BY_AUTHORITIES})
_WEAK = re.compile(
    r"\b(?:diminish|weaken|weaker|declin|degrad|reduced|limited|unable|incapable|no longer able|lost (?:its|the|much)|"
    r"lack(?:s|ed|ing)? the (?:means|ability|capab)|on the run|defeated|less able|contained|shrunk|shrinking|"
    r"cannot strike|could not strike|no threat|little threat)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """An assessment that calls somebody weak: whom, and the ids of those statements that contradict it."""

    statement: str
    of: tuple[Actor, ...]
    answers: tuple[str, ...]


def weaknesses(every: Mapping[str, Statement]) -> tuple[Weakness, ...]:
    """The standing assessments of weakness, in order of recording."""
    held = Weaknesses()
    for rank, statement in enumerate(every.values()):
        held.put(statement, rank)
    held.settle()
    return held.all()


@dataclass(slots=True)
class Weaknesses:
    """The standing assessments of weakness, while statements come and go.

    Each heeds its report and what it rests on; `settle` works out anew those whose may have changed.
    """

    _said: dict[str, tuple[int, Statement]] = field(default_factory=dict)
    _reports: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _answers: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _heeded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _found: dict[str, tuple[int, Weakness]] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)

    def put(self, statement: Statement, rank: int) -> None:
        """A statement stands; `rank` is its place in the order of recording."""
        self.drop(statement.id)
        self._said[statement.id] = rank, statement
        insort(self._reports[statement.report], (rank, statement.id))
        for target in _contradicted(statement):
            insort(self._answers[target], (rank, statement.id))
        if _calls_weak(statement):
            for heeded in (statement.report, *_rests_on(statement)):
                self._heeded[heeded].add(statement.id)
        self._stir(statement)

    def drop(self, name: str) -> None:
        """A statement stands no longer."""
        if name not in self._said:
            return
        rank, statement = self._said.pop(name)
        self._reports[statement.report].remove((rank, name))
        for target in _contradicted(statement):
            self._answers[target].remove((rank, name))
        if _calls_weak(statement):
            for heeded in (statement.report, *_rests_on(statement)):
                self._heeded[heeded].discard(name)
        self._stir(statement)

    def settle(self) -> tuple[Actor, ...]:
        """Work out anew what may have changed; the actors of what did."""
        moved: list[Actor] = []
        for name in sorted(self._stale):
            old, new = self._found.pop(name, None), self._weakness(name)
            if new is not None:
                self._found[name] = new
            if old != new:
                moved += (actor for each in (old, new) if each is not None for actor in each[1].of)
        self._stale.clear()
        return tuple(dict.fromkeys(moved))

    def all(self) -> tuple[Weakness, ...]:
        """All of them, in order of recording."""
        return tuple(one for _, one in sorted(self._found.values(), key=lambda found: found[0]))

    def _stir(self, statement: Statement) -> None:
        self._stale |= self._heeded.get(statement.report, set()) | self._heeded.get(statement.id, set())
        self._stale |= {statement.id, *_contradicted(statement)}

    def _weakness(self, name: str) -> tuple[int, Weakness] | None:
        rank, statement = self._said.get(name, (0, None))
        if statement is None or not _calls_weak(statement):
            return None
        rests = [self._said[target][1] for target in _rests_on(statement) if target in self._said]
        report = [self._said[one][1] for _, one in self._reports[statement.report]]
        answers = tuple(one for _, one in self._answers.get(name, ()))
        return rank, Weakness(statement=name, of=tuple(_subjects(statement, rests, report)), answers=answers)


def held_to(made: Sequence[Attribution]) -> tuple[Actor, ...]:
    """The actors to whom an incident is put, by a claim, a confirmation, a report or an authority."""
    return tuple(a.actor for a in made if a.actor and _HELD_TO & {s.status for s in a.standings})


def due(
    incident: Incident, held: Sequence[Statement], made: Sequence[Attribution], weak: Sequence[Weakness]
) -> tuple[Reassessment, ...]:
    """The assessments of weakness that this incident speaks against, with the statements on the other side."""
    if incident.stage not in _STRUCK:
        return ()
    doers = held_to(made)
    struck = [s.id for s in held if s.kind is Kind.ATTACK and s.stage in _STRUCK and s.positive]
    out = []
    for one in weak:
        doer = next((d for d in doers for a in one.of if are_kin(a, d)), None)
        if doer is None:
            continue
        claims = [s for a in made if a.actor == doer for s in a.supporting]
        against = tuple(dict.fromkeys((*(struck or claims), *one.answers)))
        out.append(Reassessment(statement=one.statement, against=against, because=_because(incident, doer)))
    return tuple(out)


def _because(incident: Incident, doer: Actor) -> str:
    country = incident.place.country if incident.place else None
    what = f"it speaks of weakness, and {incident.title or 'an attack'} is put to {doer.name}"
    if country and doer.home and country not in doer.home:
        what += f", outside its home territory ({', '.join(doer.home)})"
    return what


def _subjects(statement: Statement, rests: Sequence[Statement], report: Sequence[Statement]) -> list[Actor]:
    """The groups an assessment is of: those it names, else those of what it rests on, else its report's only one."""
    for source in ((statement,), rests):
        found = _groups(source)
        if found:
            return found
    known = _groups(report)
    tops = [a for a in known if a.part_of not in {b.id for b in known}]
    return tops if len(tops) == 1 else []


def _rests_on(statement: Statement) -> tuple[str, ...]:
    return tuple(b.statement for b in statement.bears_on if b.how is Bears.RESTS_ON)


def _contradicted(statement: Statement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.statement for b in statement.bears_on if b.how is Bears.CONTRADICTS))


def _calls_weak(statement: Statement) -> bool:
    return statement.kind is Kind.ASSESSMENT and statement.positive and _is_of_weakness(statement)


def _groups(statements: Sequence[Statement]) -> list[Actor]:
    return [a for a in actors(statements).values() if a.kind is ActorKind.GROUP]


def _is_of_weakness(statement: Statement) -> bool:
    return any(_WEAK.search(span.quote) for span in statement.content)

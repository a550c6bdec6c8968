"""Standing assessments that a new attack speaks against: a group called weak that struck, or struck far from home."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.grading.who import actors, are_kin
from tocsin.model import (
    Actor,
    ActorKind,
    Attribution,
    Bears,
    Incident,
    Kind,
    Polarity,
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


def weaknesses(every: Mapping[str, Statement], reports: Mapping[str, Sequence[Statement]]) -> tuple[Weakness, ...]:
    """The standing assessments of weakness, in order of recording; `reports` holds the statements of each report."""
    answers: dict[str, list[str]] = defaultdict(list)
    for statement in every.values():
        for bearing in statement.bears_on:
            if bearing.how is Bears.CONTRADICTS:
                answers[bearing.statement].append(statement.id)
    return tuple(
        Weakness(
            statement=s.id, of=tuple(_subjects(s, every, reports[s.report])),
            answers=tuple(dict.fromkeys(answers.get(s.id, ()))),
        )
        for s in every.values()
        if s.kind is Kind.ASSESSMENT and _is_affirmed(s) and _is_of_weakness(s)
    )  # fmt: skip


def due(
    incident: Incident, held: Sequence[Statement], made: Sequence[Attribution], weak: Sequence[Weakness]
) -> tuple[Reassessment, ...]:
    """The assessments of weakness that this incident speaks against, with the statements on the other side."""
    if incident.stage not in _STRUCK:
        return ()
    doers = [a.actor for a in made if a.actor and _HELD_TO & {s.status for s in a.standings}]
    struck = [s.id for s in held if s.kind is Kind.ATTACK and s.stage in _STRUCK and _is_affirmed(s)]
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


def _subjects(statement: Statement, every: Mapping[str, Statement], report: Sequence[Statement]) -> list[Actor]:
    """The groups an assessment is of: those it names, else those of what it rests on, else its report's only one."""
    rests = [every[b.statement] for b in statement.bears_on if b.how is Bears.RESTS_ON and b.statement in every]
    for source in ((statement,), rests):
        found = _groups(source)
        if found:
            return found
    known = _groups(report)
    tops = [a for a in known if a.part_of not in {b.id for b in known}]
    return tops if len(tops) == 1 else []


def _groups(statements: Sequence[Statement]) -> list[Actor]:
    return [a for a in actors(statements).values() if a.kind is ActorKind.GROUP]


def _is_of_weakness(statement: Statement) -> bool:
    return any(_WEAK.search(span.quote) for span in statement.content)


def _is_affirmed(statement: Statement) -> bool:
    return statement.factuality.polarity is Polarity.POSITIVE

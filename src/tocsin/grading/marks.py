"""The Admiralty marks of statements: the source's letter, and the item's number, each with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.grading.evidence import Evidence
from tocsin.grading.independence import Sources
from tocsin.grading.standings import inquiry_into, standings
from tocsin.grading.tables import credibility
from tocsin.model import (
    Agent,
    Arrival,
    Certainty,
    Credibility,
    Grade,
    Incident,
    Kind,
    Reliability,
    Stage,
    Statement,
)

Fact = tuple[str, ...]
"""Something about one incident that can be so or not: "happened", "done by X", "feared"."""
Side = tuple[Fact, bool]
"""A fact, and whether it is affirmed."""


def grade(
    statements: Sequence[Statement], *, evidence: Evidence, reliability: Mapping[str, Reliability],
    arrivals: Sequence[Arrival], incidents: Sequence[Incident], by: Agent, at: datetime,
) -> tuple[Grade, ...]:  # fmt: skip
    """The marks of every statement; a source with no letter is F, an item with nothing to hold it against is 6."""
    first = _first_arrivals(arrivals)
    by_id, whence = evidence.statements, evidence.sources
    home = {s: incident for incident in incidents for s in incident.statements}
    sides = {i.id: _sides([by_id[s] for s in i.statements if s in by_id], evidence) for i in incidents}
    out = []
    for statement in statements:
        letter, why = _reliability(first.get(statement.report), reliability)
        incident = home.get(statement.id)
        number, because = _credibility(statement, sides[incident.id] if incident else None, whence)
        both = f"{why}; {because}"
        out.append(Grade(statement=statement.id, reliability=letter, credibility=number, because=both, by=by, at=at))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Sides:
    """For one incident: what each statement says of which fact, who stands on either side, and all that tell it.

    Many statements of an incident ask the same; `_counted` holds what was answered.
    """

    takes: Mapping[str, Side]
    says: Mapping[Side, tuple[str, ...]]
    telling: Mapping[str, None]
    whence: Sources
    _counted: dict[tuple[Side | None, str | None, bool], tuple[str, ...]] = field(default_factory=dict)

    def saying(self, side: Side, *, beside: str | None = None) -> tuple[str, ...]:
        """The independent origins on one side, of those alone that more than wording joins to a statement, if given."""
        return self._independent(side, self.says.get(side, ()), beside)

    def tellers(self, statement: str) -> tuple[str, ...]:
        """The independent origins that tell of the incident, of what more than wording joins to a statement and it."""
        if statement in self.telling:
            return self._independent(None, self.telling, statement)
        return self.whence.independent((statement, *self.whence.beside(statement, self.telling)))

    def _independent(self, side: Side | None, among: Iterable[str], beside: str | None) -> tuple[str, ...]:
        key = side, None if beside is None else self.whence.part.get(beside), beside is None
        if key not in self._counted:
            held = among if beside is None else self.whence.beside(beside, among)
            self._counted[key] = self.whence.independent(held)
        return self._counted[key]


def _first_arrivals(arrivals: Sequence[Arrival]) -> dict[str, Arrival]:
    out: dict[str, Arrival] = {}
    for arrival in sorted(arrivals, key=lambda a: (a.received, a.source.id)):
        out.setdefault(arrival.report, arrival)
    return out


def _reliability(arrival: Arrival | None, letters: Mapping[str, Reliability]) -> tuple[Reliability, str]:
    if arrival is None:
        return Reliability.F, "F: where it came from is not on record"
    letter = letters.get(arrival.source.id, Reliability.F)
    if letter is Reliability.F:
        return letter, f"F: the reliability of {arrival.source.name} cannot be judged"
    return letter, f"{letter.value}: the desk's letter for {arrival.source.name}"


def _credibility(statement: Statement, sides: _Sides | None, whence: Sources) -> tuple[Credibility, str]:
    """The first row of the published table that fits, with who stands on either side."""
    if sides is None:
        return Credibility.UNKNOWN, "6: it is about no incident on record, so nothing can be held against it"
    if statement.id not in sides.takes:
        return Credibility.UNKNOWN, "6: nothing in the record affirms or gainsays what it says"
    fact, affirms = sides.takes[statement.id]
    own = whence.origin.get(statement.id)
    agree = sides.saying((fact, affirms), beside=statement.id)
    against = sides.saying((fact, not affirms))
    others = [o for o in sides.tellers(statement.id) if o != own]
    hedged = statement.factuality.certainty in {Certainty.POSSIBLE, Certainty.UNKNOWN}
    row = credibility(says=len(agree), gainsay=len(against), hedged=hedged, others=len(others))
    voices = dict.fromkeys((own or "", *agree))
    parts = [f"{row.mark.value}: {row.when}", f"said by {whence.listed(voices)}"]
    if against:
        itself = ", which says both" if own in against else ""
        parts.append(f"gainsaid by {whence.listed(against)}{itself}")
    worded = [o for o in sides.saying((fact, affirms)) if o not in voices]
    if worded:
        parts.append(f"not counted: {whence.listed(worded)}, joined to it by wording alone")
    return row.mark, "; ".join(parts)


def _sides(held: Sequence[Statement], evidence: Evidence) -> _Sides:
    takes: dict[str, Side] = {}
    for said in standings(inquiry_into(held, evidence)):
        takes.setdefault(said.statement.id, (("done by", said.actor.id), not said.against))
    for statement in held:
        fact = _event_fact(statement)
        if fact is not None and not statement.suggestion:
            takes[statement.id] = fact, not statement.negative
    says: dict[Side, list[str]] = defaultdict(list)
    for id_, side in takes.items():
        says[side].append(id_)
    affirmed = (s for s in held if s.kind in _TELLING and s.positive)
    telling = dict.fromkeys(s.id for s in affirmed)
    return _Sides(takes, {side: tuple(ids) for side, ids in says.items()}, telling, evidence.sources)


_TELLING = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING, Kind.CLAIM, Kind.CONFIRMATION,
                      Kind.ACCUSATION, Kind.TOLL, Kind.RESPONSE})  # fmt: skip
"""Kinds that, affirmed, tell of the incident as such."""


def _event_fact(statement: Statement) -> Fact | None:
    """What a statement says of the event itself: that it happened, was foiled, was feared, or took its toll."""
    match statement.kind:
        case Kind.ATTACK:
            return ("happened",)
        case Kind.PLOT if statement.stage is Stage.FOILED:
            return ("foiled",)
        case Kind.PLOT | Kind.THREAT | Kind.WARNING:
            return ("feared",)
        case Kind.TOLL if statement.tolls:
            toll = statement.tolls[0]
            return ("toll", toll.effect.value, toll.who.value, str(toll.low), str(toll.high))
        case _:
            return None

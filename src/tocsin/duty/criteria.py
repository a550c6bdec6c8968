"""The tests that a policy's rules may name: each answers yes, no or unknown, on named statements.

Doubt is `unknown`, never `no`: only what a text plainly says the other way gives a `no`, and even
then a person decides. Each test's docstring is its public explanation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.duty.exposure import Exposure
from tocsin.model import (
    Certainty,
    Credibility,
    Finding,
    Grade,
    Incident,
    Met,
    Protected,
    Reliability,
    Rule,
    Statement,
    TollEffect,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the tests look at: the incident, what is said of things to come, its marks, and who is exposed."""

    incident: Incident
    ahead: tuple[Statement, ...]
    every: tuple[Statement, ...]
    grades: Mapping[str, Grade]
    entry: Protected
    exposure: Exposure
    at: datetime


Answer = tuple[Met, tuple[str, ...], str]

_GOOD = {Credibility.CONFIRMED, Credibility.PROBABLY_TRUE, Credibility.POSSIBLY_TRUE}
_POOR = {Credibility.DOUBTFUL, Credibility.IMPROBABLE}
_SOUND = {Reliability.A, Reliability.B, Reliability.C}
_NEAR_WORDS = (
    "imminent",
    "impending",
    "near future",
    "within",
    "next",
    "coming",
    "soon",
    "tonight",
    "tomorrow",
    "hours",
)
_PROPERTY = ("property", "damage to buildings", "vandal", "website", "computer")


def credible(facts: Facts) -> Answer:
    """A source that could know says so, and nothing sound contradicts it (Admiralty C3 or better)."""
    marks = {s.id: facts.grades[s.id] for s in facts.ahead if s.id in facts.grades}
    good = tuple(i for i, g in marks.items() if g.reliability in _SOUND and g.credibility in _GOOD)
    if good:
        best = marks[good[0]]
        return Met.YES, good, f"marked {best.reliability}{best.credibility}"
    if marks and all(g.credibility in _POOR for g in marks.values()):
        return Met.NO, tuple(marks), "every statement of it is marked doubtful or improbable"
    return Met.UNKNOWN, _ids(facts.ahead), "its source or the item cannot be judged yet"


def specific(facts: Facts) -> Answer:
    """The threat tells whom and where, beyond a general danger."""
    placed = tuple(s.id for s in facts.ahead if s.roles.place)
    aimed = tuple(s.id for s in facts.ahead if s.roles.target)
    if placed and aimed:
        return Met.YES, _merge(placed, aimed), "it names a place and a target"
    if placed or aimed:
        what = "a place but no target" if placed else "a target but no place"
        return Met.UNKNOWN, _merge(placed, aimed), f"it names {what}"
    return Met.UNKNOWN, _ids(facts.ahead), "it names neither place nor target"


def impending(facts: Facts) -> Answer:
    """It has not happened yet and is said to be near. No number of hours makes it so, and none unmakes it."""
    near = tuple(s.id for s in facts.ahead if _says(s, _NEAR_WORDS))
    if near:
        return Met.YES, near, "it is said to be near"
    return Met.UNKNOWN, _ids(facts.ahead), "when it would happen is not said"


def intentional(facts: Facts) -> Answer:
    """Somebody means to do it."""
    return Met.YES, _ids(facts.ahead), "a plan, a threat or a warning of an attack is somebody's intent"


def harm(facts: Facts) -> Answer:
    """Killing, serious bodily injury or kidnapping; never property alone."""
    property_only = tuple(s.id for s in facts.ahead if _says(s, _PROPERTY))
    if property_only and len(property_only) == len(facts.ahead):
        return Met.NO, property_only, "only damage to property is spoken of"
    bodily = {TollEffect.KILLED, TollEffect.INJURED, TollEffect.KIDNAPPED}
    counted = tuple(s.id for s in facts.every if any(t.effect in bodily for t in s.tolls))
    violent = tuple(s.id for s in facts.ahead if s.id not in property_only)
    return Met.YES, _merge(counted, violent), "an attack on people is spoken of"


def victim_exposed(facts: Facts) -> Answer:
    """The entry is, or is among, those whom the threat is aimed at."""
    named = tuple(s.id for s in facts.ahead if facts.entry.name.casefold() in _content(s))
    if named:
        return Met.YES, named, f"it names {facts.entry.name}"
    return (
        Met.UNKNOWN,
        facts.exposure.statements,
        f"it does not name {facts.entry.name}, which stands in its way: {facts.exposure.because}",
    )


def location_exposed(facts: Facts) -> Answer:
    """The entry stands where the threat is said to fall."""
    return Met.YES, facts.exposure.statements, facts.exposure.because


CRITERIA: Mapping[str, Callable[[Facts], Answer]] = {
    "credible": credible,
    "specific": specific,
    "impending": impending,
    "intentional": intentional,
    "harm": harm,
    "victim-exposed": victim_exposed,
    "location-exposed": location_exposed,
}


def answer(rule: Rule, facts: Facts) -> Finding:
    """The finding of one rule."""
    met, statements, because = CRITERIA[rule.test](facts)
    return Finding(rule=rule.id, met=met, statements=statements, because=because)


def _content(statement: Statement) -> str:
    return statement.passage.quote.casefold()


def _says(statement: Statement, words: tuple[str, ...]) -> bool:
    certain_enough = statement.factuality.certainty is not Certainty.UNKNOWN
    return certain_enough and any(word in _content(statement) for word in words)


def _ids(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(s.id for s in statements)


def _merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for group in groups for i in group))

"""The tests that a policy's rules may name: each answers yes, no or unknown, on named statements.

Doubt is `unknown`, never `no`: only what a text plainly says the other way gives a `no`, and even
then a person decides. Each test's docstring is its public explanation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tocsin.duty import wording
from tocsin.duty.exposure import Exposure
from tocsin.model import (
    Credibility,
    Finding,
    Grade,
    Kind,
    Mention,
    Met,
    PlacePrecision,
    Protected,
    Reliability,
    Rule,
    Statement,
    TollEffect,
    Where,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the tests look at: what is said of things to come and of all else, its marks, and who is exposed."""

    ahead: tuple[Statement, ...]
    every: tuple[Statement, ...]
    grades: Mapping[str, Grade]
    entry: Protected
    exposure: Exposure


Answer = tuple[Met, tuple[str, ...], str]

_GOOD = {Credibility.CONFIRMED, Credibility.PROBABLY_TRUE, Credibility.POSSIBLY_TRUE}
_SOUND = {Reliability.A, Reliability.B, Reliability.C}
_VAGUE = {PlacePrecision.COUNTRY, PlacePrecision.WIDER}
_BODILY = {TollEffect.KILLED, TollEffect.INJURED, TollEffect.KIDNAPPED}


def credible(facts: Facts) -> Answer:
    """A source that could know says so, and nothing sound contradicts it (Admiralty C3 or better)."""
    marks = {s.id: facts.grades[s.id] for s in facts.ahead if s.id in facts.grades}
    good = tuple(i for i, g in marks.items() if g.reliability in _SOUND and g.credibility in _GOOD)
    if good:
        best = marks[good[0]]
        return Met.YES, good, f"marked {best.reliability}{best.credibility}"
    if len(marks) == len(facts.ahead) and all(g.credibility is Credibility.IMPROBABLE for g in marks.values()):
        return Met.NO, tuple(marks), "every statement of it is marked improbable"
    return Met.UNKNOWN, _ids(facts.ahead), "its source or the item cannot be judged yet"


def specific(facts: Facts) -> Answer:
    """The threat tells whom and where, beyond a general danger."""
    placed = tuple(s.id for s in facts.ahead if any(_is_fine(m) for m in s.roles.place))
    aimed = tuple(s.id for s in facts.ahead if s.roles.target or s.roles.victim)
    if placed and aimed:
        return Met.YES, _merge(placed, aimed), "it names a place and a target"
    if placed or aimed:
        what = "a place but no target" if placed else "a target but no place finer than a country"
        return Met.UNKNOWN, _merge(placed, aimed), f"it names {what}"
    return Met.UNKNOWN, _ids(facts.ahead), "it names neither a target nor a place finer than a country"


def impending(facts: Facts) -> Answer:
    """It has not happened yet and is said to be near. No number of hours makes it so, and none unmakes it."""
    near = tuple(s.id for s in facts.ahead if wording.near(s.passage.quote))
    if near:
        return Met.YES, near, "it is said to be near"
    timed = [m.span.quote for s in facts.ahead for m in s.roles.time]
    if timed:
        named = ", ".join(f"“{quote}”" for quote in dict.fromkeys(timed))
        return Met.UNKNOWN, _ids(facts.ahead), f"times are named ({named}); whether that is near, a person judges"
    return Met.UNKNOWN, _ids(facts.ahead), "when it would happen is not said"


def intentional(facts: Facts) -> Answer:
    """Somebody means to do it."""
    meant = tuple(s.id for s in facts.ahead if s.kind is not Kind.WARNING or s.stage or s.roles.actor)
    if meant:
        return Met.YES, meant, "a plan, a threat, or somebody who would do it is spoken of"
    return Met.UNKNOWN, _ids(facts.ahead), "a danger is pointed out; who means it is not said"


def harm(facts: Facts) -> Answer:
    """Killing, serious bodily injury or kidnapping; never property alone."""
    said = [s for s in facts.every if not s.negative]
    counted = tuple(s.id for s in said if s.roles.victim or any(t.effect in _BODILY and t.high != 0 for t in s.tolls))
    violent = tuple(s.id for s in said if wording.harms_people(s.passage.quote))
    if counted or violent:
        return Met.YES, _merge(counted, violent), "harm to people is spoken of"
    quotes = [s.passage.quote for s in facts.ahead]
    if all(wording.harms_things(quote) and not wording.speaks_of_people(quote) for quote in quotes):
        return Met.NO, _ids(facts.ahead), "only harm to things is spoken of"
    return Met.UNKNOWN, _ids(facts.ahead), "what harm is meant is not said"


def victim_exposed(facts: Facts) -> Answer:
    """The entry is, or is among, those whom the threat is aimed at."""
    named = tuple(s.id for s in facts.ahead if wording.names(s.passage.quote, facts.entry.name))
    if named:
        return Met.YES, named, f"it names {facts.entry.name}"
    for circle in facts.entry.groups:
        aimed = tuple(s.id for s in facts.ahead if any(wording.names(span.quote, circle) for span in s.content))
        if aimed:
            return Met.YES, aimed, f"it names {circle}, to which {facts.entry.name} belongs"
    return (
        Met.UNKNOWN,
        facts.exposure.statements,
        f"it does not name {facts.entry.name}, which stands in its way: {facts.exposure.because}",
    )


def location_exposed(facts: Facts) -> Answer:
    """The entry stands where the threat is said to fall."""
    met = Met.YES if facts.exposure.sure else Met.UNKNOWN
    return met, facts.exposure.statements, facts.exposure.because


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


def _is_fine(mention: Mention) -> bool:
    """Whether a place is told more exactly than by its country; a proper name nobody could settle is taken as exact."""
    could_be = (mention.resolved,) if mention.resolved is not None else mention.candidates
    places = [place for place in could_be if isinstance(place, Where)]
    if places:
        return all(place.precision not in _VAGUE for place in places)
    return wording.is_proper(mention.span.quote)


def _ids(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(s.id for s in statements)


def _merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for group in groups for i in group))

"""What an incident is called, how far it got, when and where: read off its statements, never invented."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from tocsin.linking import words
from tocsin.linking.ground import Lie, fineness, lie
from tocsin.linking.sketch import is_fine
from tocsin.model import (
    Certainty,
    Incident,
    Kind,
    PlacePrecision,
    Stage,
    Statement,
    TimePrecision,
    When,
    Where,
)

_FURTHEST = (Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED, Stage.THREATENED, Stage.PLANNED)
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED})
_RANK = {Kind.ATTACK: 0, Kind.TOLL: 1, Kind.PLOT: 2, Kind.THREAT: 3, Kind.CLAIM: 4, Kind.WARNING: 5}
_EVENT = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.TOLL})
_HAPPENED = frozenset({Kind.ATTACK, Kind.TOLL, Kind.CLAIM})
_OUGHT = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})


def describe(group: Sequence[Statement], *, id: str, aliases: tuple[str, ...]) -> Incident:  # noqa: A002 (the word's own field)
    """The incident of a group of statements, which stand in order of recording."""
    ranked = sorted(group, key=_foundation)
    stage = _stage(group)
    time, place = _time(ranked), _place(ranked)
    return Incident(
        id=id, statements=tuple(s.id for s in group), aliases=aliases, stage=stage, time=time, place=place,
        title=_title(ranked, stage=stage, time=time, place=place),
    )  # fmt: skip


def _foundation(statement: Statement) -> tuple[bool, int, bool, int]:
    """The best founded first: affirmed, an event, sure, with the most told."""
    told = sum(1 for role in (statement.roles.time, statement.roles.place, statement.roles.target) if role)
    return (
        statement.negative, _RANK.get(statement.kind, 6),
        statement.factuality.certainty not in _OUGHT, -told,
    )  # fmt: skip


def _stage(group: Iterable[Statement]) -> Stage | None:
    """The furthest stage that is affirmed; what only may have been done, or may be planned, is no deed."""
    found = set()
    for s in group:
        if s.stage is None or not s.positive or s.suggestion:
            continue
        if s.factuality.certainty in _OUGHT or s.stage not in _DONE:
            found.add(s.stage)
    return next((stage for stage in _FURTHEST if stage in found), None)


def _time(ranked: Sequence[Statement]) -> When | None:
    """The time of the best-founded event; another's that is finer and lies within it is taken instead.

    What happened has no time but those of its own statements: when a plan was known is not when it took place.
    """
    happened = any(s.kind is Kind.ATTACK and s.positive for s in ranked)
    kinds = frozenset({Kind.ATTACK, Kind.TOLL}) if happened else _EVENT
    times = [
        m.resolved
        for s in ranked
        if s.kind in kinds and not s.negative
        for m in s.roles.time
        if isinstance(m.resolved, When)
    ]
    if not times:
        return None
    first = times[0]
    inside = [t for t in times if first.first_day <= t.first_day and t.last_day <= first.last_day]
    return min(inside, key=lambda t: list(TimePrecision).index(t.precision))


def _place(ranked: Sequence[Statement]) -> Where | None:
    """The place of the best-founded event; a finer one that lies in it or near it is taken instead."""
    places = [
        m.resolved
        for s in ranked
        if s.kind in _RANK and not s.negative
        for m in (*s.roles.place, *s.roles.target)
        if isinstance(m.resolved, Where)
    ]
    if not places:
        return None
    agreeing = [p for p in places if lie(p, places[0]) not in {Lie.APART, Lie.UNKNOWN}] or places[:1]
    return min(agreeing, key=fineness)


def _title(ranked: Sequence[Statement], *, stage: Stage | None, time: When | None, place: Where | None) -> str:
    what = _NAMES.get(stage, "attack") if stage else _unstaged(ranked)
    if stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}:
        what = _deed(ranked, attempted=stage is Stage.ATTEMPTED)
    target = _target(ranked, kinds=_HAPPENED if stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED} else frozenset(_RANK))
    head = f"{what} {'on' if what.endswith('attack') else 'at'} {target}" if target else what
    parts = [head]
    if place is not None and place.name.casefold() not in head.casefold():
        parts.append(place.name)
    if time is not None:
        parts.append(say_when(time))
    return ", ".join(parts)


_NAMES = {Stage.PLANNED: "planned attack", Stage.FOILED: "foiled attack", Stage.THREATENED: "threatened attack"}
_DEEDS = {"bombing": "bombing", "shooting": "shooting", "stabbing": "stabbing", "abduction": "abduction",
          "shelling": "shelling", "air": "air or drone strike", "arson": "arson", "ramming": "vehicle attack",
          "poisoning": "poisoning"}  # fmt: skip


def _deed(ranked: Sequence[Statement], *, attempted: bool) -> str:
    """The way of attack where the best-founded attacks name one and only one."""
    for s in ranked:
        if s.kind is Kind.ATTACK and s.positive:
            said = words.ways(" ".join(span.quote for span in s.content))
            if len(said) == 1:
                deed = _DEEDS[next(iter(said))]
                return f"attempted {deed}" if attempted else deed
    return "attempted attack" if attempted else "attack"


def _unstaged(ranked: Sequence[Statement]) -> str:
    kinds = {s.kind for s in ranked if not s.negative}
    if Kind.WARNING in kinds or Kind.PLOT in kinds or Kind.THREAT in kinds:
        return "attack feared"
    return "attack" if Kind.ATTACK in kinds or Kind.TOLL in kinds or Kind.CLAIM in kinds else _speech(ranked[0])


def _speech(said: Statement) -> str:
    """What is said, and by whom, where nothing but speech is known: "denial by the embassy"."""
    speaker = " ".join(said.speakers[0].name.split()) if said.speakers else ""
    return f"{said.kind} by {speaker}" if speaker and len(speaker) <= _LONGEST else f"{said.kind}"


_LONGEST = 60


def _target(ranked: Sequence[Statement], *, kinds: Container[Kind]) -> str:
    """The target as the best-founded statement that names one writes it; nothing if that is a place or long.

    What happened has no target but those of its own statements: where one was planned is not where it took place.
    """
    for s in ranked:
        if s.kind not in kinds or s.negative:
            continue
        for mention in s.roles.target:
            place = mention.resolved if isinstance(mention.resolved, Where) else None
            quote = " ".join(mention.span.quote.split())
            if len(quote) <= _LONGEST and (place is None or place.precision is not PlacePrecision.COUNTRY):
                return quote
    return ""


def say_when(when: When) -> str:
    """A time in words, no finer than it is known: "22 March 2024", "March 2024", "2023"."""
    first, last = when.first_day, when.last_day
    if is_fine(when) or when.precision is TimePrecision.WEEK:
        return _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    if when.precision is TimePrecision.MONTH:
        one = (first.year, first.month) == (last.year, last.month)
        return _month(first) if one else _span(first, last)
    if when.precision is TimePrecision.YEAR and first.year == last.year:
        return str(first.year)
    return _span(first, last)


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _span(first: date, last: date) -> str:
    return f"{_month(first)} to {_month(last)}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"

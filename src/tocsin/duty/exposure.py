"""Who stands where a threat is said to fall."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum

from tocsin.duty import wording
from tocsin.duty.outlook import ahead
from tocsin.model import Incident, Kind, PlacePrecision, Protected, Statement, When, Where
from tocsin.model.spans import kilometres

NEAR_KM = 30.0
"""How far beyond both extents still counts as near: the office's own choice. Krasnogorsk is near Moscow."""

_EXTENT_KM = {
    PlacePrecision.POINT: 2.0,
    PlacePrecision.VENUE: 2.0,
    PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0,
    PlacePrecision.REGION: 150.0,
}
_VAGUE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.WIDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """That an entry stands where a threat is said to fall: the statements that place it, and why.

    `sure` is false where it may stand there and nobody can tell. `asks` is the question to put to a
    person where no place is said that a warning could tell to avoid: a country, wider still, or none.
    """

    statements: tuple[str, ...]
    because: str
    sure: bool = True
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Why a threat to one place falls on another, and whether that is sure."""

    because: str
    sure: bool = True


class _Said(IntEnum):
    """Of what a place is said, the nearest to the threat first."""

    OF_THE_THREAT = 0
    OF_THE_INCIDENT = 1
    IN_THE_REPORT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A place at which something may fall; not `settled` where its name could mean several."""

    where: Where
    statements: tuple[str, ...]
    said: _Said
    settled: bool


def exposed(entry: Protected, incident: Incident, statements: Mapping[str, Statement]) -> Exposure | None:
    """Where an entry stands in the way of an incident; None where it does not, or nothing is to come.

    An entry that the threat names stands in its way wherever it is. A threat that nothing places is a
    question about everybody in our care: silence would be a guess, and so would a warning. Where nothing
    else is told of it either, it is talk of a warning, and stands in nobody's way.
    """
    coming = ahead(incident, statements)
    if not coming:
        return None
    named = tuple(s.id for s in coming if wording.names(s.passage.quote, entry.name))
    places = _places(incident, coming, statements)
    found = [_in_time(e, entry, coming) for e in (_exposure(entry, place) for place in places) if e is not None]
    found.sort(key=lambda e: (bool(e.asks), not e.sure))
    if found and (found[0].sure or not named):
        return found[0]
    if named:
        return Exposure(statements=named, because=f"it names {entry.name}", sure=False)
    if places or not any(map(tells, coming)):
        return None
    return Exposure(
        statements=tuple(s.id for s in coming),
        because="where it is to fall is not said",
        sure=False,
        asks=f"Where is it to fall, and is {entry.name} in its way?",
    )


def reaches(threat: Where, place: Where) -> Reach | None:
    """Why a threat to one place falls on another; None where it does not.

    What is known too vaguely to tell (an entry somewhere in the threatened town's country, a place
    whose point or country is not known) reaches, unsurely: doubt is no ground for silence.
    """
    same_country = threat.country is not None and threat.country == place.country
    if threat.precision is PlacePrecision.COUNTRY and threat.country is not None:
        why = f"the threat is to {threat.name}, where {place.name} lies"
        return Reach(because=why, sure=False) if same_country else None
    if place.precision is PlacePrecision.COUNTRY:
        why = f"the threat is to {threat.name}, and where in {place.name} the entry stands is not known"
        return Reach(because=why, sure=False) if same_country or threat.country is None else None
    found = _by_name(threat, place) or _by_distance(threat, place)
    if found is None and kilometres(threat, place) is None and (same_country or threat.country is None):
        return Reach(because=f"how far {place.name} is from {threat.name} is not known", sure=False)
    return found


def _by_name(threat: Where, place: Where) -> Reach | None:
    """Regions contain by name; two places of one name are one where no point tells them apart."""
    if threat.country and place.country and threat.country != place.country:
        return None
    sure = threat.country is not None and place.country is not None
    here, there = threat.name.casefold(), place.name.casefold()
    if here in {name.casefold() for name in place.within}:
        return Reach(because=f"{place.name} lies in {threat.name}", sure=sure and threat.precision not in _VAGUE)
    if there in {name.casefold() for name in threat.within}:
        return Reach(because=f"{threat.name} lies in {place.name}", sure=False)
    if here == there and kilometres(threat, place) is None:
        return Reach(because=f"both are in {place.name}", sure=sure)
    return None


def _by_distance(threat: Where, place: Where) -> Reach | None:
    distance = kilometres(threat, place)
    if distance is None or distance > _extent(threat) + _extent(place) + NEAR_KM:
        return None
    wide = {PlacePrecision.REGION, *_VAGUE}
    sure = not wide & {threat.precision, place.precision}
    if distance < 1:
        return Reach(because=f"the threat is to {threat.name}, where it stands", sure=sure)
    return Reach(because=f"{place.name} is {distance:.0f} km from {threat.name}", sure=sure)


def _exposure(entry: Protected, place: _Place) -> Exposure | None:
    reach = reaches(place.where, entry.place)
    if reach is None:
        return None
    because, asks, name = reach.because, "", place.where.name
    if place.said is _Said.IN_THE_REPORT:
        because = f"where it is to fall is not said; the same report speaks of {name}, and {because}"
        asks = f"Is it to fall in {name}, and is {entry.name} in its way?"
    elif place.where.precision in _VAGUE:
        asks = f"Where in {name} is it to fall, and is {entry.name} there?"
    sure = reach.sure and place.settled and place.said is _Said.OF_THE_THREAT
    return Exposure(statements=place.statements, because=because, sure=sure, asks=asks)


def _in_time(exposure: Exposure, entry: Protected, coming: Sequence[Statement]) -> Exposure:
    """The exposure of somebody who is there on some days only: a threat dated on others is doubt, and never silence.

    A day beside counts as the same: neither zones nor threats keep to midnight. What names no day threatens every day.
    """
    days = [m.resolved for s in coming for m in s.roles.time if isinstance(m.resolved, When)]
    if not entry.stays or not days or any(_meet(day, stay) for day in days for stay in entry.stays):
        return exposure
    said, there = _spelled(days), _spelled(entry.stays)
    because = f"{exposure.because}; it is dated {said}, and {entry.name} is there {there}"
    return replace(exposure, because=because, sure=False)


def _meet(day: When, stay: When) -> bool:
    beside = timedelta(days=1)
    return day.first_day <= stay.last_day + beside and stay.first_day <= day.last_day + beside


def _spelled(days: Sequence[When]) -> str:
    ends = dict.fromkeys((d.first_day.isoformat(), d.last_day.isoformat()) for d in days)
    return " and ".join(first if first == last else f"{first} to {last}" for first, last in ends)


def _places(incident: Incident, coming: Sequence[Statement], statements: Mapping[str, Statement]) -> tuple[_Place, ...]:
    """The places of what is to come; failing those, of the incident; failing those, of the same reports.

    A country, or anything wider, gives way to a settled, finer place inside it: "in Russia" beside
    "in Moscow" is the same threat, told less exactly.
    """
    found = tuple(_gather(coming, said=_Said.OF_THE_THREAT))
    if not found:
        held = [statements[s] for s in incident.statements if s in statements]
        found = tuple(_gather(held, said=_Said.OF_THE_INCIDENT))
        if incident.place is not None and incident.place not in {p.where for p in found}:
            ids = tuple(s.id for s in coming)
            found += (_Place(where=incident.place, statements=ids, said=_Said.OF_THE_INCIDENT, settled=True),)
    if not found and any(map(tells, coming)):
        reports = {s.report for s in coming}
        beside = [s for s in statements.values() if s.report in reports]
        found = tuple(_gather(beside, said=_Said.IN_THE_REPORT))
    return _finest(found)


def tells(statement: Statement) -> bool:
    """Whether something is told of a danger: a plan, a threat, who, whom, by what, which harm, or that it is near."""
    roles = statement.roles
    if statement.kind is not Kind.WARNING or statement.stage:
        return True
    told = " ".join(span.quote for span in statement.content)
    named = roles.actor or roles.target or roles.victim or roles.instrument
    return bool(named) or wording.harms_people(told) or wording.harms_things(told) or wording.near(told)


def _gather(held: Iterable[Statement], *, said: _Said) -> Iterator[_Place]:
    """A name that could not be settled counts for all that it could be."""
    ids: dict[Where, list[str]] = {}
    settled: set[Where] = set()
    for statement in held:
        for mention in (*statement.roles.place, *statement.roles.target):
            could_be = (mention.resolved,) if mention.resolved is not None else mention.candidates
            for place in could_be:
                if isinstance(place, Where):
                    ids.setdefault(place, []).append(statement.id)
                    settled |= {place} if mention.resolved is not None else set()
    for place, on in ids.items():
        yield _Place(where=place, statements=tuple(dict.fromkeys(on)), said=said, settled=place in settled)


def _finest(found: Sequence[_Place]) -> tuple[_Place, ...]:
    fine = [p.where for p in found if p.settled]
    return tuple(p for p in found if p.where.precision not in _VAGUE or not any(_holds(p.where, q) for q in fine))


def _holds(wide: Where, fine: Where) -> bool:
    if fine.precision is PlacePrecision.WIDER or fine.precision is wide.precision:
        return False
    if wide.precision is PlacePrecision.COUNTRY and wide.country is not None:
        return fine.country == wide.country
    if wide.name in fine.within:
        return True
    distance = kilometres(wide, fine)
    return distance is not None and distance <= (wide.radius_km or 0)


def _extent(place: Where) -> float:
    return place.radius_km or _EXTENT_KM.get(place.precision, 0.0)

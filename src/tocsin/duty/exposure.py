"""Who stands where a threat is said to fall."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from tocsin.duty import wording
from tocsin.duty.outlook import ahead
from tocsin.model import Incident, PlacePrecision, Protected, Statement, Where

NEAR_KM = 30.0
"""How far beyond both extents still counts as near: the office's own choice. Krasnogorsk is near Moscow."""

_EARTH_KM = 6371.0
_EXTENT_KM = {
    PlacePrecision.POINT: 2.0,
    PlacePrecision.VENUE: 2.0,
    PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0,
    PlacePrecision.REGION: 150.0,
}
_VAGUE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.WIDER})

Placed = list[tuple[Where, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """That an entry stands where a threat is said to fall: the statements that place it, and why.

    `sure` is false where it may stand there and nobody can tell. `asks` is the question to put to a
    person where the threat is to so wide a place that a warning could not say what to avoid.
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


def exposed(entry: Protected, incident: Incident, statements: Mapping[str, Statement]) -> Exposure | None:
    """Where an entry stands in the way of an incident; None where it does not.

    An entry that the threat names stands in its way wherever it is. A threat that nobody has placed
    exposes no other here: nothing is proposed for it, and `unplaced` tells that somebody must ask.
    """
    coming = ahead(incident, statements)
    named = tuple(s.id for s in coming if wording.names(s.passage.quote, entry.name))
    found = [e for e in _exposures(entry, incident, statements) if e is not None]
    found.sort(key=lambda e: (bool(e.asks), not e.sure))
    if found and (found[0].sure or not named):
        return found[0]
    if named:
        return Exposure(statements=named, because=f"it names {entry.name}", sure=False)
    return None


def unplaced(incident: Incident, statements: Mapping[str, Statement]) -> bool:
    """Whether nothing that is said of the incident places it within a country, so that exposure cannot be told."""
    return all(_wide(place) for place, _ in _places(incident, statements)[0])


def reaches(threat: Where, place: Where) -> Reach | None:
    """Why a threat to one place falls on another; None where it does not.

    What is known too vaguely to tell (an entry somewhere in the threatened town's country, a threat to a
    place of that name in a country not stated) reaches, unsurely: doubt is no ground for silence.
    """
    same_country = threat.country is not None and threat.country == place.country
    if threat.precision is PlacePrecision.COUNTRY and threat.country is not None:
        return Reach(because=f"the threat is to {threat.name}, where {place.name} lies") if same_country else None
    if place.precision is PlacePrecision.COUNTRY:
        why = f"{threat.name} lies in {place.name}, and where in {place.name} the entry stands is not known"
        return Reach(because=why, sure=False) if same_country else None
    return _by_name(threat, place) or _by_distance(threat, place)


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


def _exposures(entry: Protected, incident: Incident, statements: Mapping[str, Statement]) -> Iterable[Exposure | None]:
    found, said_of_the_threat = _places(incident, statements)
    for place, ids in found:
        reach = reaches(place, entry.place)
        if reach is None:
            yield None
            continue
        yield Exposure(
            statements=ids,
            because=reach.because,
            sure=reach.sure and said_of_the_threat,
            asks=f"Where in {place.name} is it to fall, and is {entry.name} there?" if _wide(place) else "",
        )


def _places(incident: Incident, statements: Mapping[str, Statement]) -> tuple[Placed, bool]:
    """The places of what is to come; failing those, the places of whatever else is said of the incident.

    The second value says which. A country, or anything wider, gives way to a finer place inside it:
    "in Russia" beside "in Moscow" is the same threat, told less exactly.
    """
    coming = ahead(incident, statements)
    found = _gather(coming)
    if found:
        return _finest(found), True
    held = [statements[s] for s in incident.statements if s in statements]
    found = _gather(held)
    if incident.place is not None and incident.place not in dict(found):
        found.append((incident.place, tuple(s.id for s in coming)))
    return _finest(found), False


def _gather(held: Sequence[Statement]) -> Placed:
    found: dict[Where, list[str]] = {}
    for statement in held:
        for mention in (*statement.roles.place, *statement.roles.target):
            # A name that could not be settled counts for all that it could be.
            could_be = (mention.resolved,) if mention.resolved is not None else mention.candidates
            for place in could_be:
                if isinstance(place, Where):
                    found.setdefault(place, []).append(statement.id)
    return [(place, tuple(dict.fromkeys(ids))) for place, ids in found.items()]


def _finest(found: Placed) -> Placed:
    places = [place for place, _ in found]
    return [(p, ids) for p, ids in found if p.precision not in _VAGUE or not any(_holds(p, q) for q in places)]


def _holds(wide: Where, fine: Where) -> bool:
    if fine.precision is PlacePrecision.WIDER or fine.precision is wide.precision:
        return False
    if wide.precision is PlacePrecision.COUNTRY and wide.country is not None:
        return fine.country == wide.country
    if wide.name in fine.within:
        return True
    distance = kilometres(wide, fine)
    return distance is not None and distance <= (wide.radius_km or 0)


def _wide(place: Where) -> bool:
    return place.precision is PlacePrecision.WIDER or (place.precision in _VAGUE and place.country is None)


def _extent(place: Where) -> float:
    return place.radius_km or _EXTENT_KM.get(place.precision, 0.0)


def kilometres(left: Where, right: Where) -> float | None:
    """The great-circle distance between two places' points (haversine); None where a point is not known."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b, c, d = map(radians, (left.latitude, left.longitude, right.latitude, right.longitude))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, h)))

"""Who stands where a threat is said to fall, and which incidents are still to come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from tocsin.model import (
    Closing,
    Incident,
    Kind,
    PlacePrecision,
    Polarity,
    Protected,
    Stage,
    Statement,
    Where,
)

AHEAD = frozenset({Kind.PLOT, Kind.THREAT, Kind.WARNING})
"""Kinds of statement that speak of something still to come."""

NEAR_KM = 30.0
"""How far beyond the two extents a city or a venue still counts as near; Krasnogorsk is near Moscow."""

_EARTH_KM = 6371.0
_EXTENT_KM = {
    PlacePrecision.POINT: 2.0,
    PlacePrecision.VENUE: 2.0,
    PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """That an entry stands where a threat is said to fall: the statements that place it, and why."""

    statements: tuple[str, ...]
    because: str


def is_open(incident: Incident, statements: Mapping[str, Statement], closings: Iterable[Closing]) -> bool:
    """Whether an incident may still happen: something ahead is said of it, and nothing has ended it.

    It ends when it has happened, was foiled, or a person closes it. A window that lapsed ends nothing.
    What is said to be only possible, or is denied, neither happened nor was foiled.
    """
    if any(closing.incident in {incident.id, *incident.aliases} for closing in closings):
        return False
    held = [statements[s] for s in incident.statements if s in statements]
    ahead = any(s.kind in AHEAD and s.factuality.polarity is not Polarity.NEGATIVE for s in held)
    return ahead and incident.stage not in {Stage.ACCOMPLISHED, Stage.FOILED}


def ahead(incident: Incident, statements: Mapping[str, Statement]) -> tuple[Statement, ...]:
    """The statements of an incident that speak of something still to come."""
    held = (statements[s] for s in incident.statements if s in statements)
    return tuple(s for s in held if s.kind in AHEAD and s.factuality.polarity is not Polarity.NEGATIVE)


def exposed(entry: Protected, incident: Incident, statements: Mapping[str, Statement]) -> Exposure | None:
    """Where an entry stands in the way of an incident; None where it does not.

    A threat with no place that could be resolved exposes nobody here: `unplaced` tells of it.
    """
    held = [statements[s] for s in incident.statements if s in statements]
    for place, ids in _places(held):
        why = reaches(place, entry.place)
        if why is not None:
            return Exposure(statements=ids, because=why)
    return None


def unplaced(incident: Incident, statements: Mapping[str, Statement]) -> bool:
    """Whether nothing said of the incident has a place, so that exposure cannot be told."""
    return not _places([statements[s] for s in incident.statements if s in statements])


def reaches(threat: Where, place: Where) -> str | None:
    """Why a threat to one place falls on another; None where it does not."""
    if threat.precision is PlacePrecision.WIDER:
        return None
    if threat.precision is PlacePrecision.COUNTRY:
        return f"the threat is to {threat.name}, where {place.name} lies" if threat.country == place.country else None
    if threat.country and place.country and threat.country != place.country:
        return None
    if threat.precision is PlacePrecision.REGION and threat.name in (place.name, *place.within):
        return f"{place.name} lies in {threat.name}"
    if place.precision is PlacePrecision.REGION and place.name in threat.within:
        return f"{threat.name} lies in {place.name}"
    return _near(threat, place)


def _near(threat: Where, place: Where) -> str | None:
    distance = _kilometres(threat, place)
    if distance is None:
        same = threat.name.casefold() == place.name.casefold() and threat.country == place.country
        return f"both are in {place.name}" if same else None
    extent = threat.radius_km or _EXTENT_KM.get(threat.precision, NEAR_KM)
    if distance > extent + NEAR_KM:
        return None
    if distance < 1:
        return f"the threat is to {threat.name}, where it stands"
    return f"{place.name} is {distance:.0f} km from {threat.name}"


def _places(held: Iterable[Statement]) -> list[tuple[Where, tuple[str, ...]]]:
    found: dict[Where, list[str]] = {}
    for statement in held:
        if statement.kind not in AHEAD:
            continue
        for mention in (*statement.roles.place, *statement.roles.target):
            if isinstance(mention.resolved, Where):
                found.setdefault(mention.resolved, []).append(statement.id)
    return [(place, tuple(dict.fromkeys(ids))) for place, ids in found.items()]


def _kilometres(left: Where, right: Where) -> float | None:
    """The great-circle distance between two places' points (haversine)."""
    if None in (left.latitude, left.longitude, right.latitude, right.longitude):
        return None
    a, b, c, d = (radians(x or 0.0) for x in (left.latitude, left.longitude, right.latitude, right.longitude))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(h))

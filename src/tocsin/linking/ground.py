"""Places compared: equal, one within the other, near, or apart."""

from enum import Enum

from tocsin.model import PlacePrecision, Where
from tocsin.model.spans import kilometres

NEAR_KM = 40.0
"""Two points this close are taken for one urban area (Krasnogorsk lies some 20 km from the centre of Moscow)."""

FINE = frozenset({PlacePrecision.POINT, PlacePrecision.VENUE, PlacePrecision.CITY, PlacePrecision.DISTRICT})


class Lie(Enum):
    """How one place lies to another, nearest first."""

    EQUAL = "equal"
    WITHIN = "within"
    NEAR = "near"
    COUNTRY = "same country"
    APART = "apart"
    UNKNOWN = "unknown"


def lie(left: Where, right: Where) -> Lie:
    """How two places lie to each other; COUNTRY where one is the country of the other."""
    if PlacePrecision.WIDER in (left.precision, right.precision):
        return Lie.UNKNOWN
    if left.country and right.country and left.country != right.country:
        return Lie.NEAR if _close(left, right) else Lie.APART
    if left.name.casefold() == right.name.casefold() and left.precision == right.precision:
        return Lie.EQUAL
    if PlacePrecision.COUNTRY in (left.precision, right.precision):
        return Lie.COUNTRY if left.country == right.country else Lie.UNKNOWN
    return _in_one_country(left, right)


def _in_one_country(left: Where, right: Where) -> Lie:
    if left.name in right.within or right.name in left.within:
        return Lie.WITHIN
    distance = kilometres(left, right)
    if distance is None:
        return Lie.UNKNOWN
    if left.precision in FINE and right.precision in FINE:
        return Lie.NEAR if distance <= NEAR_KM else Lie.APART
    reach = max(left.radius_km or 0.0, right.radius_km or 0.0, NEAR_KM)
    return Lie.WITHIN if distance <= reach else Lie.APART


def fineness(place: Where) -> int:
    """How precise a place is: 0 for a point, growing with its extent."""
    return list(PlacePrecision).index(place.precision)


def _close(left: Where, right: Where) -> bool:
    """Whether two points face each other across a border."""
    distance = kilometres(left, right)
    return left.precision in FINE and right.precision in FINE and distance is not None and distance <= NEAR_KM / 4

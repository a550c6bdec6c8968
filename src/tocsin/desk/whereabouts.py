"""Whether those in the office's care can stand where the register says: a slip in a point is found by no warning.

It asks the reader's table of places, so that only commands which load a reader anyway, or look at the register, ask.
"""

from collections.abc import Iterator
from math import ceil, cos, floor, radians

from tocsin.model import Concern, PlacePrecision, Protected, Register, Where
from tocsin.reading.gazetteer import Place, kilometres, named, peopled
from tocsin.reading.lexicon import countries

_FAR_KM = 100.0
"""Who stands so far from all places of that name, or of that country, and beyond its own extent, is not there."""
_NAMED = frozenset({PlacePrecision.CITY, PlacePrecision.DISTRICT})
"""What is near its name: a venue may be called after a village far away, and a region reaches further than a table."""
_DEGREE_KM = 111.0
_WIDE_KM = 2000.0
"""Whose extent is so great may be anywhere."""
_POLE = 90.0
_COMMON = 3
"""Of so many towns of one name in a country there are more that no table has."""
_HELD = {
    "AU": "CC CX HM NF", "CN": "HK MO TW", "DK": "FO GL", "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT", "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "IL": "PS", "MA": "EH", "NL": "AW BQ CW SX", "NO": "BV SJ", "NZ": "CK NU TK", "RS": "XK",
    "US": "AS GU MP PR UM VI",
}  # fmt: skip
"""Territories with a code of their own in ISO 3166-1: whoever is there may be registered under the state's, too.

It says nothing of whose they are; of those that are disputed either code is let be.
"""
_STATE = {code: state for state, codes in _HELD.items() for code in codes.split()}

Point = tuple[float, float]


def misplaced(register: Register) -> tuple[Concern, ...]:
    """Those whose point cannot be where their place is said to be: a slip of the hand, most often.

    Where it may be right nothing is said: an alarm that is false teaches people to hear none.
    """
    return tuple(concern for entry in register.entries for concern in _misplaced(entry))


def _misplaced(entry: Protected) -> Iterator[Concern]:
    place = entry.place
    if place.latitude is None or place.longitude is None:
        return
    what = _unlike(place, (place.latitude, place.longitude))
    if what:
        now = "no threat to where it really is would be found: put its latitude and longitude right"
        yield Concern(entry=entry.id, what=what, now=now, grave=False)


def _unlike(place: Where, point: Point) -> str:
    """Why a place cannot be at a point; "" where nothing speaks against it, or nothing is known of it."""
    if point == (0.0, 0.0):
        return "latitude 0 and longitude 0 lie in the open sea"
    reach = _FAR_KM + (place.radius_km or 0.0)
    if place.country not in countries() or reach > _WIDE_KM:
        return ""
    here = f"{point[0]:g}, {point[1]:g}"
    known = [p for p in named(place.name) if _one(p.country, place.country)] if place.precision in _NAMED else []
    if any(_near(p, point, reach=reach) for p in known):
        return ""
    turned = (point[1], point[0])
    swapped = abs(turned[0]) <= _POLE and any(_near(p, turned, reach=reach) for p in known)
    if swapped or (0 < len(known) <= _COMMON and not any(_near(p, point, reach=reach) for p in named(place.name))):
        away, there = min((round(kilometres(point, _at(p))), _at(p)) for p in known)
        said = f"{place.name} ({place.country}) is at {there[0]:.2f}, {there[1]:.2f}, {away:,} km from {here}"
        return f"latitude and longitude seem to be swapped: {said}" if swapped else said
    others = _countries(point, reach=reach)
    if others and not any(_one(country, place.country) for country in others):
        return f"{here} lies among places of {', '.join(sorted(others))}, and none of {place.country} is known near it"
    return ""


def _one(country: str, other: str) -> bool:
    """Whether two codes may be of one state."""
    return _STATE.get(country, country) == _STATE.get(other, other)


def _at(place: Place) -> Point:
    return place.latitude, place.longitude


def _near(place: Place, point: Point, *, reach: float) -> bool:
    return kilometres(point, _at(place)) <= reach + place.reach_km


def _countries(point: Point, *, reach: float) -> frozenset[str]:
    """Whose places lie about a point, by the squares of a degree: all within reach, and some beyond."""
    up = ceil(reach / _DEGREE_KM)
    beside = min(180, ceil(up / max(cos(radians(min(abs(point[0]) + up, _POLE))), 0.01)))
    north, east = floor(point[0]), floor(point[1])
    squares = (
        (north + y, (east + x + 180) % 360 - 180) for y in range(-up, up + 1) for x in range(-beside, beside + 1)
    )
    table = peopled()
    return frozenset(country for square in squares for country in table.get(square, ()))

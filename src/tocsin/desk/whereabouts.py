"""Whether those in the office's care can stand where the register says: a slip in a point is found by no warning.

It asks the reader's table of places, so that only commands which load a reader anyway, or look at the register, ask.
"""

from collections.abc import Iterator
from functools import cache
from math import floor

from tocsin.model import Concern, PlacePrecision, Protected, Register, Where
from tocsin.reading.gazetteer import kilometres, named, points_of

_FAR_KM = 100.0
"""Who stands so far from all places of that name, or of that country, and beyond its own extent, is not there."""
_NAMED = frozenset({PlacePrecision.CITY, PlacePrecision.DISTRICT, PlacePrecision.REGION})
"""What bears a name that a table has; a venue may be called after a village on the other side of its country."""

Point = tuple[float, float]


def misplaced(register: Register) -> tuple[Concern, ...]:
    """Those whose point cannot be where their place is said to be: a slip of the hand, most often."""
    return tuple(concern for entry in register.entries for concern in _misplaced(entry))


def _misplaced(entry: Protected) -> Iterator[Concern]:
    place = entry.place
    if place.latitude is None or place.longitude is None:
        return
    point, swapped = (place.latitude, place.longitude), (place.longitude, place.latitude)
    what = "latitude 0 and longitude 0 lie in the open sea" if point == (0.0, 0.0) else _unlike(place, point)
    if what and abs(swapped[0]) <= _POLE and not _unlike(place, swapped) and swapped != point:
        what = f"latitude and longitude seem to be swapped: {what}"
    if what:
        now = "no threat to where it really is would be found: put its latitude and longitude right"
        yield Concern(entry=entry.id, what=what, now=now, grave=False)


_POLE = 90.0


def _unlike(place: Where, point: Point) -> str:
    """Why a place cannot be at a point; "" where nothing speaks against it, or nothing is known of it."""
    reach = _FAR_KM + (place.radius_km or 0.0)
    here = f"{point[0]:g}, {point[1]:g}"
    if place.country and place.precision in _NAMED:
        known = [p for p in named(place.name) if p.country == place.country]
        if known:
            away = {round(kilometres(point, (p.latitude, p.longitude))): p for p in reversed(known)}
            nearest = away[min(away)]
            if min(away) <= reach + nearest.reach_km:
                return ""
            there = f"{nearest.latitude:.2f}, {nearest.longitude:.2f}"
            return f"{place.name} ({place.country}) is at {there}, {min(away):,} km from {here}"
    if place.country and not _within(place.country, point, reach):
        return f"no place of {place.country} is known within {reach:g} km of {here}"
    return ""


def _within(country: str, point: Point, reach: float) -> bool:
    """Whether a place of a country lies so near to a point; true of a country of which no place is known."""
    points = points_of(country)
    if not points or _cell(point) in _cells(country):
        return True
    return any(kilometres(point, each) <= reach for each in points)


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0]), floor(point[1])


@cache
def _cells(country: str) -> frozenset[tuple[int, int]]:
    """The squares of a degree in which places of a country lie: whoever stands in one is near enough."""
    return frozenset(map(_cell, points_of(country)))

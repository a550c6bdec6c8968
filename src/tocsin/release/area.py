"""Where people are to be alerted: from a place and how finely it is known to CAP's polygons, circles and codes."""

import math
from dataclasses import dataclass

from tocsin.model import BadInput, PlacePrecision, Where
from tocsin.release.checks.areas import MOST_POINTS, Point, crosses, points, turned
from tocsin.release.plain import plain

EXTENT_KM = {
    PlacePrecision.POINT: 2.0, PlacePrecision.VENUE: 2.0, PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0, PlacePrecision.REGION: 150.0,
}  # fmt: skip
"""How far a circle reaches about a place whose extent is not known; what is wider is drawn only where it is known."""
WIDEST_KM = 500.0
"""What reaches farther is named, and not drawn: a circle of that size says nothing about anybody in it."""
CORNERS = 24
_EARTH_KM = 6371.0088
_LEAST_KM = 0.1
_POLE = 85.0
_WIDE = (PlacePrecision.REGION, PlacePrecision.COUNTRY)
_NEEDED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area of an alert, as CAP spells it: what it is called, and its shapes and codes."""

    described: str
    polygons: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


def area_of(place: Where) -> Area:
    """The area about a place: a circle and the polygon round it, or the code of its country, or only its name.

    The polygon is for readers that know no circles; it leaves nobody out who is in the circle, and reaches
    less than one percent farther.
    """
    name = plain(place.name) or "a place without a name"
    described = f"{name}, {plain(place.country)}" if place.country else name
    extent = place.radius_km or EXTENT_KM.get(place.precision)
    drawable = place.precision is not PlacePrecision.COUNTRY and extent and math.isfinite(extent)
    if drawable and extent and 0 < extent <= WIDEST_KM and _on_earth(place):
        latitude, longitude = float(place.latitude or 0), float(place.longitude or 0)
        reach = max(extent, _LEAST_KM)
        circle = f"{latitude:.4f},{longitude:.4f} {reach:.1f}"
        around = ring((round(latitude, 4), round(longitude, 4)), reach=float(f"{reach:.1f}"))
        return Area(described=described, polygons=(around,) if around else (), circles=(circle,))
    if place.precision in _WIDE and place.country:
        return Area(described=described, geocodes=(("ISO 3166-1", place.country),))
    return Area(described=described)


def ring(middle: Point, *, reach: float) -> str:
    """The polygon round a circle of so many kilometres, against the clock; empty near a pole or across 180 degrees."""
    angle = reach / math.cos(math.pi / CORNERS) / _EARTH_KM
    if abs(middle[0]) + math.degrees(angle) > _POLE:
        return ""
    found = [_beyond(middle, angle=angle, bearing=-2 * math.pi * n / CORNERS) for n in range(CORNERS)]
    if any(abs(longitude) > 180 for _, longitude in found):  # noqa: PLR2004 - degrees
        return ""
    return " ".join(f"{latitude:.5f},{longitude:.5f}" for latitude, longitude in (*found, found[0]))


def drawn(name: str, corners: str) -> Area:
    """An area that a person drew: corners as "latitude,longitude latitude,longitude …", closed and turned as CAP wants.

    Raises:
        BadInput: it is no polygon on Earth, its sides cross, or it has too many corners.
    """
    where = f"area {name!r}"
    found = points(corners)
    if found is None:
        now = "write 55.75,37.61 55.80,37.61 55.80,37.70, with blanks between the corners"
        raise BadInput(where=where, what="its corners are not pairs of latitude,longitude", now=now)
    closed = found if found[0] == found[-1] else (*found, found[0])
    if not all(-90 <= a <= 90 and -180 <= b <= 180 for a, b in closed):  # noqa: PLR2004 - degrees
        raise BadInput(where=where, what="a corner is not on Earth", now="write latitude first, in degrees")
    if len(closed) < _NEEDED or turned(closed) == 0:
        raise BadInput(where=where, what="it has no area", now="give at least three corners that are not in a line")
    if crosses(closed):
        raise BadInput(where=where, what="its sides cross", now="give the corners in the order round it")
    if len(closed) > MOST_POINTS:
        raise BadInput(where=where, what=f"it has {len(closed)} corners", now=f"draw it with {MOST_POINTS} at most")
    turning = closed if turned(closed) > 0 else closed[::-1]
    return Area(described=plain(name), polygons=(" ".join(f"{a:.5f},{b:.5f}" for a, b in turning),))


def _beyond(middle: Point, *, angle: float, bearing: float) -> Point:
    """The point at an angle (radians) from a middle, in a direction (radians from north, with the clock)."""
    latitude, longitude = math.radians(middle[0]), math.radians(middle[1])
    there = math.asin(math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(bearing))
    east = math.sin(bearing) * math.sin(angle) * math.cos(latitude)
    across = math.atan2(east, math.cos(angle) - math.sin(latitude) * math.sin(there))
    return math.degrees(there), math.degrees(longitude + across)


def _on_earth(place: Where) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    return -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180  # noqa: PLR2004 - degrees

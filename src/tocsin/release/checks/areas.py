"""Where people are alerted: polygons, circles, codes and heights."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from tocsin.release.checks.lint import Found, Lint, Seen, areas, infos, lint, numbered, text, texts

Point = tuple[float, float]
"""Latitude and longitude, in degrees (WGS 84)."""

MOST_POINTS = 100
"""How many points a polygon has at most, so that a telephone can draw it (wmo-raf/cap-composer issue 121)."""
HALF_ROUND = 20_038.0
"""Half of the Earth's circumference, in kilometres: no circle reaches farther."""
_DECIMALS = re.compile(r"\.\d{7,}")
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PAIR = re.compile(rf"({_NUMBER}),({_NUMBER})")
_CIRCLE = re.compile(rf"({_NUMBER}),({_NUMBER}) +({_NUMBER})")
_LEAST = 4
_TIGHT = 1e-12
_CODES = {"ISO 3166-1": re.compile(r"[A-Z]{2}"), "ISO 3166-2": re.compile(r"[A-Z]{2}-[A-Z\d]{1,3}"),
          "SAME": re.compile(r"\d{6}"), "UGC": re.compile(r"[A-Z]{2}[CZ]\d{3}"), "FIPS6": re.compile(r"\d{6}"),
          "UN/LOCODE": re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")}  # fmt: skip


@lint("Google public alerts (at least one area)")
def area_given(seen: Seen) -> Found:
    """Every info says where people are alerted."""
    for where, info in infos(seen):
        if info.find("{*}area") is None:
            yield f"{where}, area", "none is given: readers drop it, or alert everybody"


@lint("Google public alerts (polygon, circle or geocode); koala73/worldmonitor issue 5359")
def area_placed(seen: Seen) -> Found:
    """At least one area of each info can be found on a map: a name alone finds nobody's telephone."""
    for where, info in infos(seen):
        found = list(info.iterfind("{*}area"))
        if found and not any(area.find(f"{{*}}{name}") is not None for area in found
                             for name in ("polygon", "circle", "geocode")):  # fmt: skip
            yield f"{where}, area", "it is named only: no polygon, no circle, no code"


@lint("CAP 1.2, 3.2.4 polygon (pairs of latitude,longitude)", must=True)
def polygon_form(seen: Seen) -> Found:
    """A polygon is written as pairs latitude,longitude with blanks between them."""
    for where, written in _shapes(seen, "polygon"):
        if points(written) is None:
            yield where, f"{written[:40]!r} is not written as latitude,longitude latitude,longitude …"


@lint("CAP 1.2, 3.2.4 polygon (at least four pairs)", must=True)
def polygon_points(seen: Seen) -> Found:
    """A polygon has at least four points, the last of which is the first again."""
    for where, found in _polygons(seen):
        if len(found) < _LEAST:
            yield where, f"it has {len(found)} points"


@lint("CAP 1.2, 3.2.4 polygon (first and last the same); wmo-raf/cap-composer issue 67", must=True)
def polygon_closed(seen: Seen) -> Found:
    """A polygon ends where it begins."""
    for where, found in _polygons(seen):
        if len(found) >= _LEAST and found[0] != found[-1]:
            yield where, "it does not end where it begins"


@lint("CAP 1.2, 3.3 (WGS 84)", must=True)
def polygon_on_earth(seen: Seen) -> Found:
    """Every corner is on Earth: latitude to 90 degrees, longitude to 180, latitude first."""
    for where, found in _polygons(seen):
        for latitude, longitude in found:
            if not _on_earth(latitude, longitude):
                swapped = "; longitude stands first" if _on_earth(longitude, latitude) else ""
                yield where, f"{latitude:g},{longitude:g} is not on Earth{swapped}"
                break


@lint("CAP 1.2, 3.2.4 polygon; wmo-raf/cap-composer issue 67", must=True)
def polygon_crosses(seen: Seen) -> Found:
    """No side of a polygon crosses or touches another."""
    for where, found in _polygons(seen):
        if len(found) >= _LEAST and found[0] == found[-1] and crosses(found):
            yield where, "its sides cross"


@lint("CAP 1.2, 3.2.4 polygon (an area)")
def polygon_flat(seen: Seen) -> Found:
    """A polygon holds something: no side is nothing, and it is not a mere line."""
    for where, found in _polygons(seen):
        if len(found) < _LEAST:
            continue
        if any(a == b for a, b in pairwise(found)):
            yield where, "a point stands twice in a row"
        elif abs(turned(found)) <= _TIGHT:
            yield where, "it has no area"


@lint("RFC 7946, 3.1.6 and GML (readers that draw it the other way alert the rest of the world)")
def polygon_winding(seen: Seen) -> Found:
    """The corners go round against the clock."""
    for where, found in _polygons(seen):
        if len(found) >= _LEAST and turned(found) < -_TIGHT:
            yield where, "its corners go round with the clock"


@lint("RFC 7946, 3.1.9 (the antimeridian)")
def polygon_seam(seen: Seen) -> Found:
    """No side spans more than half of the Earth: a map draws it round the other way."""
    for where, found in _polygons(seen):
        if any(abs(a[1] - b[1]) > 180 for a, b in pairwise(found)):  # noqa: PLR2004 - degrees
            yield where, "a side spans the line of 180 degrees: cut the polygon there"


@lint("wmo-raf/cap-composer issue 121 and pull request 65")
def polygon_size(seen: Seen) -> Found:
    """A polygon has a hundred points at most."""
    for where, found in _polygons(seen):
        if len(found) > MOST_POINTS:
            yield where, f"it has {len(found)} points"


@lint("Google public alerts (at most six decimals)")
def decimals(seen: Seen) -> Found:
    """Degrees have six decimals at most: a seventh is finer than a hand's breadth."""
    for name in ("polygon", "circle"):
        for where, written in _shapes(seen, name):
            if _DECIMALS.search(written):
                yield where, "a number has more than six decimals"


@lint("CAP 1.2, 3.2.4 circle (latitude,longitude radius)", must=True)
def circle_form(seen: Seen) -> Found:
    """A circle is written as latitude,longitude and, after a blank, its reach in kilometres."""
    for where, written in _shapes(seen, "circle"):
        if not _CIRCLE.fullmatch(written.strip()):
            yield where, f"{written!r} is not written as latitude,longitude radius"


@lint("CAP 1.2, 3.2.4 circle (radius in kilometres)")
def circle_reach(seen: Seen) -> Found:
    """A circle reaches somewhere, and not round the whole Earth."""
    for where, (_, _, reach) in _circles(seen):
        if reach <= 0:
            yield where, f"it reaches {reach:g} km"
        elif reach > HALF_ROUND:
            yield where, f"it reaches {reach:g} km, which is farther than there is"


@lint("CAP 1.2, 3.3 (WGS 84)", must=True)
def circle_on_earth(seen: Seen) -> Found:
    """A circle's middle is on Earth, latitude first."""
    for where, (latitude, longitude, _) in _circles(seen):
        if not _on_earth(latitude, longitude):
            swapped = "; longitude stands first" if _on_earth(longitude, latitude) else ""
            yield where, f"{latitude:g},{longitude:g} is not on Earth{swapped}"


@lint("CAP 1.2, 3.2.4 ceiling", must=True)
def ceiling_with_altitude(seen: Seen) -> Found:
    """A ceiling stands above an altitude, and never without one."""
    for where, area in areas(seen):
        low, high = (_number(text(area, name)) for name in ("altitude", "ceiling"))
        if area.find("{*}ceiling") is None:
            continue
        if area.find("{*}altitude") is None:
            yield f"{where}, ceiling", "there is no altitude below it"
        elif low is not None and high is not None and high < low:
            yield f"{where}, ceiling", "it lies below the altitude"


@lint("the code systems themselves: ISO 3166, UN/LOCODE, SAME, UGC")
def geocode_form(seen: Seen) -> Found:
    """A code of a known system is spelled as that system spells it."""
    for where, area in areas(seen):
        for inner, code in numbered(area, "geocode", under=where):
            name, value = text(code, "valueName").strip(), text(code, "value").strip()
            if name in _CODES and not _CODES[name].fullmatch(value):
                yield inner, f"{value!r} is no code of {name}"


@lint("CAP 1.2, 3.2.4 areaDesc; readers list areas by it")
def areas_differ(seen: Seen) -> Found:
    """No two areas of one info bear the same description and shapes."""
    for where, info in infos(seen):
        found = [(text(a, "areaDesc"), *texts(a, "polygon"), *texts(a, "circle")) for a in info.iterfind("{*}area")]
        if len(set(found)) < len(found):
            yield f"{where}, area", "one of them stands twice"


def points(written: str) -> tuple[Point, ...] | None:
    """The points that a polygon's text spells, or None."""
    pairs = [_PAIR.fullmatch(pair) for pair in written.split()]
    return tuple((float(pair[1]), float(pair[2])) for pair in pairs if pair) if pairs and all(pairs) else None


def turned(ring: tuple[Point, ...]) -> float:
    """Twice the area of a ring in square degrees: above zero where it goes round against the clock."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(ring))


def crosses(ring: tuple[Point, ...]) -> bool:
    """Whether two sides of a closed ring that are no neighbours meet."""
    sides = [(a, b) for a, b in pairwise(ring) if a != b]
    last = len(sides) - 1
    return any(
        _meet(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == last)
    )


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    one, two, three, four = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if one * two < 0 and three * four < 0:
        return True
    flat = ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    return any(side == 0 and _between(p, q, r) for side, p, q, r in flat)


def _side(a: Point, b: Point, c: Point) -> int:
    found = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0 if abs(found) <= _TIGHT else int(math.copysign(1, found))


def _between(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _shapes(seen: Seen, name: str) -> Iterator[tuple[str, str]]:
    for where, area in areas(seen):
        for inner, shape in numbered(area, name, under=where):
            yield inner, shape.text or ""


def _polygons(seen: Seen) -> Iterator[tuple[str, tuple[Point, ...]]]:
    for where, written in _shapes(seen, "polygon"):
        found = points(written)
        if found is not None:
            yield where, found


def _circles(seen: Seen) -> Iterator[tuple[str, tuple[float, float, float]]]:
    for where, written in _shapes(seen, "circle"):
        found = _CIRCLE.fullmatch(written.strip())
        if found:
            yield where, (float(found[1]), float(found[2]), float(found[3]))


def _on_earth(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004 - degrees


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


LINTS: tuple[Lint, ...] = (
    area_given, area_placed, polygon_form, polygon_points, polygon_closed, polygon_on_earth, polygon_crosses,
    polygon_flat, polygon_winding, polygon_seam, polygon_size, decimals, circle_form, circle_reach, circle_on_earth,
    ceiling_with_altitude, geocode_form, areas_differ,
)  # fmt: skip

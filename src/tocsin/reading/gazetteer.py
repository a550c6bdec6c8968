"""The places of the world by name: populated places of 500 people and more, and divisions of countries.

They are those of GeoNames (geonames.org, CC BY 4.0). `tables/places.py` makes the table, and says how it is laid out;
a name is looked up through the index, so that no place is made before it is asked for.
"""

import math
import re
import sys
import unicodedata
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from tocsin.model import PlacePrecision, Where
from tocsin.reading import lexicon
from tocsin.reading.lexicon import Area, Hit, Token, countries, regions_of

CITY_KM = 15.0
EARTH_KM = 6371.0


class Sort(Enum):
    """What a place is: a populated place, a division of a country (ADM1), or one of such a division (ADM2)."""

    CITY = ""
    REGION = "R"
    DISTRICT = "D"


_PRECISION = {
    Sort.CITY: PlacePrecision.CITY,
    Sort.REGION: PlacePrecision.REGION,
    Sort.DISTRICT: PlacePrecision.DISTRICT,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `people` ranks places of one name.

    `division` and `district` are the GeoNames ADM1 and ADM2 codes of what it is or lies in, where they are known;
    `other` says that it was found by another name than its own ("Athens" is one of Oshkosh's).
    """

    name: str
    country: str
    division: str
    district: str
    latitude: float
    longitude: float
    people: int
    sort: Sort
    reach_km: float
    other: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is the capital of its country, by our table."""
        country = countries().get(self.country)
        return country is not None and self.sort is Sort.CITY and country.capital == self.name

    @property
    def where(self) -> Where:
        """The place within its division and its country."""
        region = "" if self.sort is Sort.REGION else called(self.country, self.division)
        country = countries()[self.country].name if self.country in countries() else ""
        return Where(
            name=self.name, country=self.country, latitude=self.latitude, longitude=self.longitude,
            precision=_PRECISION[self.sort], radius_km=self.reach_km,
            within=tuple(dict.fromkeys(w for w in (region, country) if w and w != self.name)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What the table says of a name: the places that bear it, most people first, and what else the name is.

    `word` says that it is a plain word ("mobile"), `people` that people are called so ("Jackson"); neither where a
    place of half a million bears it.
    """

    places: tuple[Place, ...]
    word: bool
    people: bool


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """Where a text names a place, and what the table says of the name."""

    start: int
    end: int
    key: str
    entry: Entry

    @property
    def places(self) -> tuple[Place, ...]:
        """Whatever bears the name, most people first."""
        return self.entry.places

    @property
    def cities(self) -> tuple[Place, ...]:
        """The populated places of the name, most people first."""
        return tuple(place for place in self.entry.places if place.sort is Sort.CITY)


# ---- names as they are compared

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word in lower case without accents, as names are compared."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def key(name: str) -> str:
    """A name as the table holds it: its words folded."""
    return " ".join(_WORD.findall(fold(name)))


# ---- the table


@cache
def _table() -> tuple[bytes, "array[int]"]:
    """The table, and the slots that say where in it a key's line begins: one more than the offset, 0 for none."""
    data = files("tocsin.reading") / "data"
    slots = array("I", (data / "places.idx").read_bytes())
    if sys.byteorder == "big":
        slots.byteswap()
    return (data / "places.tsv").read_bytes(), slots


def _line(name: str) -> str | None:
    """What the table says of a key: its cells after the key."""
    table, slots = _table()
    wanted = name.encode()
    at = zlib.crc32(wanted) % len(slots)
    while offset := slots[at]:
        end = offset - 1 + len(wanted)
        if table[end : end + 1] == b"\t" and table.startswith(wanted, offset - 1):
            return table[end + 1 : table.index(b"\n", end)].decode()
        at = (at + 1) % len(slots)
    return None


@lru_cache(maxsize=16384)
def _longest(first: str) -> int:
    """The most words that a name has which begins with this word; 0 where none does."""
    line = _line(first)
    return int(line.partition("\t")[0]) if line else 0


@lru_cache(maxsize=4096)
def _entry_of(name: str) -> Entry:
    line = _line(name)
    _, marks, cells = line.split("\t") if line else ("", "", "")
    return Entry(tuple(map(_place, cells.split(";"))) if cells else (), "w" in marks, "p" in marks)


_TRANSLITERATED = re.compile(r"[\u0304‘ʼ]|[hHtTdDzZ]\u0327|I\u0307")


def _plainly(name: str) -> str:
    """A name as English papers print it: no marks of a transliteration ("Kandahār"), those of its own writing kept."""
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFD", name)
    if not _TRANSLITERATED.search(apart):
        return name
    return "".join(c for c in apart if not unicodedata.combining(c) and c not in "‘’ʼ")


def _place(cell: str) -> Place:
    name, country, code, latitude, longitude, people, *division = cell.split("|")
    sort, reach = division or ("", CITY_KM)
    region, _, district = code.partition("/")
    return Place(
        _plainly(name.removeprefix("~")), country, region, district, float(latitude), float(longitude), int(people),
        Sort(sort), float(reach), name.startswith("~"),
    )  # fmt: skip


def entry(name: str) -> Entry:
    """What the table says of a name."""
    return _entry_of(key(name))


def named(name: str) -> tuple[Place, ...]:
    """The places of a name, most people first."""
    return _entry_of(key(name)).places


_SQUARE = re.compile(rb"\|([A-Z]{2})\|[^|]*\|(-?)(\d+)[\d.]*\|(-?)(\d+)")


@cache
def peopled() -> Mapping[tuple[int, int], frozenset[str]]:
    """Whose places lie in each square of a degree, by its southern and western edge: it reads the whole table."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for country, south, latitude, west, longitude in set(_SQUARE.findall(_table()[0])):
        square = _edge(south, latitude), _edge(west, longitude)
        found[square].add(country.decode())
    return {square: frozenset(countries) for square, countries in found.items()}


def _edge(sign: bytes, degrees: bytes) -> int:
    return -int(degrees) - 1 if sign else int(degrees)


@lru_cache(maxsize=4096)
def division(country: str, code: str) -> str:
    """What a division of a country is called, or nothing."""
    line = _line(f"{country}.{code}")
    return _plainly(line.rpartition("\t")[2]) if line else ""


_SORT = re.compile(
    r"(?i)\s(?:province|state|region|governorate|oblast|krai|department|prefecture|division|territory)$|"
    r"\s\(.*\)$|^(?:county|republic\sof|state\sof)\s"
)


@cache
def division_of(area: Area) -> str:
    """The code of the division that a region of our table is, where one of that name is known; else nothing."""
    where = area.where
    if where.precision is not PlacePrecision.REGION or where.country is None:
        return ""
    for name in (where.name, _SORT.sub("", where.name)):
        codes = {p.division for p in named(name) if p.sort is Sort.REGION and p.country == where.country}
        if len(codes) == 1:
            return codes.pop()
    return ""


@cache
def _ours(country: str) -> dict[str, str]:
    """What our table calls the divisions of a country, by code."""
    return {code: area.where.name for area in regions_of(country) if (code := division_of(area))}


@lru_cache(maxsize=4096)
def called(country: str, code: str) -> str:
    """What a division of a country is called, in our table or else in GeoNames; nothing where it has no name."""
    return _ours(country).get(code) or division(country, code)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (degrees north and east), on a sphere (haversine)."""
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


# ---- names in a text

_APART = re.compile(r"[\s’'ʼ.\-‐‑–]{1,2}")


def find(text: str, words: list[Token]) -> Iterator[PlaceHit]:
    """The names of places in a text, longest first, none overlapping; each begins with a capital."""
    hits = list(_named(text, words))
    listed = {(hit.start, hit.end): hit for hit in _counties(text, words, hits)}
    taken = {at for start, end in listed for at in range(start, end)}
    yield from (hit for hit in hits if taken.isdisjoint(range(hit.start, hit.end)))
    yield from listed.values()


def _named(text: str, words: list[Token]) -> Iterator[PlaceHit]:
    after = 0
    for at in [at for at, word in enumerate(words) if text[word.start].isupper()]:
        most = _longest(fold(words[at].key)) if at >= after else 0
        for count in range(min(most, len(words) - at), 0, -1):
            group = words[at : at + count]
            if any(not _APART.fullmatch(text, a.end, b.start) for a, b in pairwise(group)):
                continue
            name = " ".join([fold(word.key) for word in group])
            told = _entry_of(name)
            if told.places:
                yield PlaceHit(group[0].start, group[-1].end, name, told)
                after = at + count
                break


_ONE = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?"
_AND = r",\s(?:and\s|or\s)?|\s(?:and|or)\s"
_COUNTIES = re.compile(rf"(?:{_ONE}(?:{_AND}))+{_ONE}(?=\s[Cc]ounties\b)")
_COUNTY = " county"


def _counties(text: str, words: list[Token], hits: list[PlaceHit]) -> Iterator[PlaceHit]:
    """Counties without the word: in a list ("Knox and Laurel counties"), and those named with it elsewhere."""
    whole = {h.key: h.entry for h in hits if h.key.endswith(_COUNTY) and h.places[0].sort is Sort.DISTRICT}
    if "ounties" in text and words:
        for match in _COUNTIES.finditer(text, words[0].start, words[-1].end):
            for one in re.finditer(_ONE, match[0]):
                county = f"{key(one[0])}{_COUNTY}"
                if (told := _entry_of(county)).places:
                    yield PlaceHit(match.start() + one.start(), match.start() + one.end(), county, told)
    if whole:
        taken = {hit.start for hit in hits}
        for word in words:
            county = f"{fold(word.key)}{_COUNTY}"
            if county in whole and word.start not in taken and text[word.start].isupper():
                yield PlaceHit(word.start, word.end, county, whole[county])


# ---- countries and regions in a text


def find_areas(text: str, words: list[Token]) -> Iterator[Hit[Area]]:
    """Countries and regions by their names and, behind a place, by abbreviations ("Mobile, Ala."); in order."""
    start, end = (words[0].start, words[-1].end + 1) if words else (0, 0)
    hits = [*lexicon.area_matcher().find(text, words), *_abbreviated(text, start, end)]
    last = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= last:
            last = hit.end
            yield hit


_WORDY = frozenset("Ark. Cal. Del. Ill. Ind. La. Mass. Miss. Mo. Mont. Ore. Pa. Que. Tas. Vic. Wash.".split())
"""Abbreviations that stand at the end of a sentence, or of another name, as often."""


@cache
def _shorts() -> tuple[re.Pattern[str], dict[str, lexicon.Name[Area]]]:
    """The abbreviations of regions in one pattern, and the region of each."""
    by_id = {area.id: area for area, _ in lexicon.areas()}
    found = {
        written: lexicon.name(written, by_id[row["id"]], exact=True)
        for row in lexicon.table("regions")["region"]
        for written in row.get("short", ())
    }
    each = sorted(found, key=len, reverse=True)
    alone = "|".join(re.escape(w) for w in each if w.count(".") > 1 or (w.endswith(".") and w not in _WORDY))
    behind = "|".join(re.escape(w) for w in each if w.count(".") <= 1)
    return re.compile(rf"\b(?<!\d\s)(?:{alone})|(?<=[^\W\d_],\s)(?:{behind})(?!\w)"), found


def _abbreviated(text: str, start: int, end: int) -> Iterator[Hit[Area]]:
    if lexicon.is_shouted(text):
        return
    pattern, found = _shorts()
    for match in pattern.finditer(text, start, end):
        yield Hit(match.start(), match.end(), (found[match[0]],))

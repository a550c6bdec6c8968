"""Where an incident was, as the task writes it: the country, then the places in it, the wider first.

The names and kinds of places come from the task's own set list (task/set-list-location), the countries from Tocsin's
tables; which of the names is a place, and which place, is told by the words about it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tocsin.reading import lexicon, story

NINE = {
    "SV": "EL SALVADOR", "GT": "GUATEMALA", "HN": "HONDURAS", "AR": "ARGENTINA", "BO": "BOLIVIA", "CL": "CHILE",
    "CO": "COLOMBIA", "EC": "ECUADOR", "PE": "PERU",
}  # fmt: skip
"""The countries that the task is about (template-doc-part1, 1.0, 4)."""

_WIDE = ("STATE", "DEPARTMENT", "PROVINCE", "REGION", "OFFICIAL REGION", "COUNTY", "VALLEY")
_TOWNS = ("CITY", "TOWN", "MUNICIPALITY", "VILLAGE", "PORT", "JURISDICTION", "DISTRICT", "CANTON", "CORREGIMIENTO",
          "HAMLET", "SUBURB")  # fmt: skip
_ROW = re.compile(r"^(?P<name>[A-Z0-9Ñ][^()]*?)\s\((?P<kind>[A-Z ?]+)\)\s*$")


@dataclass(frozen=True)
class Gazetteer:
    """The places of the set list: the kinds of each name."""

    kinds: Mapping[str, tuple[str, ...]]

    @cached_property
    def starts(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The names by their first word, the longest first."""
        out: dict[str, list[tuple[str, ...]]] = {}
        for name in self.kinds:
            words = tuple(name.split())
            out.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in out.items()}


def gazetteer(data: Path) -> Gazetteer:
    """The set list of places in a folder's task/, whatever its version; nothing where it is not there."""
    folder = data if data.is_dir() else data.parent
    kinds: dict[str, list[str]] = {}
    countries = {c.name.upper() for c in lexicon.countries().values()} - {"GUATEMALA CITY"}
    for path in sorted((folder / "task").glob("set-list-location*")):
        for line in path.read_text("utf-8").splitlines():
            if (row := _ROW.match(line)) and "?" not in row["kind"] and row["name"] not in countries:
                kinds.setdefault(" ".join(row["name"].split()), []).append(row["kind"])
    return Gazetteer({name: tuple(dict.fromkeys(found)) for name, found in kinds.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name of the set list that stands in a text, and its kind."""

    name: str
    kind: str
    start: int
    end: int

    @property
    def rank(self) -> int:
        """Wider places first: regions, towns, what lies in them."""
        return 0 if self.kind in _WIDE else 1 if self.kind in _TOWNS else 2


_WORD = re.compile(r"[A-Z0-9Ñ]+(?:[.'’-][A-Z0-9Ñ]+)*\.?")
_BEFORE = re.compile(
    r"(?:\b(?:IN|AT|NEAR|FROM|TO|OF|THROUGHOUT|OUTSIDE|WITHIN|BETWEEN|AND|ON|AROUND|TOWARDS?|LEAVING|THE|ENTERING|"
    r"NORTHERN|SOUTHERN|EASTERN|WESTERN|CENTRAL|NORTH|SOUTH|EAST|WEST|DOWNTOWN|NORTHEAST(?:ERN)?|NORTHWEST(?:ERN)?|"
    r"SOUTHEAST(?:ERN)?|SOUTHWEST(?:ERN)?|CITY|TOWN|VILLAGE|NEIGHBORHOOD|MUNICIPALITY|PROVINCE|DEPARTMENT)|,|\()\s+[\"']?$"
)
_OF_SOMEBODY = re.compile(
    r"\b(?:ARCHBISHOP|BISHOP|GOVERNOR|MAYOR|UNIVERSITY|PRESIDENT|GENERAL|COLONEL|CARTEL|MINISTER|POLICE|ARMY|EMBASSY)"
    r"\s+OF\s+$"
)


def named(text: str, start: int, end: int, known: Gazetteer) -> list[Place]:
    """The places named in a stretch of text, in order."""
    words = list(_WORD.finditer(text, start, end))
    out: list[Place] = []
    at = 0
    while at < len(words):
        found = _at(text, words, at, known)
        if found is not None:
            place, count = found
            if _is_place(text, place):
                out.append(place)
            at += count
        else:
            at += 1
    return out


def _at(text: str, words: Sequence[re.Match[str]], at: int, known: Gazetteer) -> tuple[Place, int] | None:
    for name in known.starts.get(words[at][0].rstrip("."), ()):
        line = [w[0].rstrip(".") for w in words[at : at + len(name)]]
        if tuple(line) != name:
            continue
        first, last = words[at].start(), words[at + len(name) - 1].end()
        if re.search(r"[,;()]", text[first:last]):
            continue
        written = " ".join(name)
        return Place(name=written, kind=_kind(text, last, known.kinds[written]), start=first, end=last), len(name)
    return None


def _kind(text: str, end: int, kinds: Sequence[str]) -> str:
    """The kind that the next word names ("DEPARTMENT"), else a town, else the first of the list."""
    following = re.match(r"\W*(?:\([A-Z]+\)\s*)?([A-Z]+)", text[end : end + 30])
    said = [k for k in kinds if following and k.split()[-1] == following[1]]
    usual = [k for k in (*_TOWNS, "DEPARTMENT", "PROVINCE") if k in kinds]
    return next(iter((*said, *usual, *kinds)))


_NO_SITE = ("VOLCANO", "RIVER", "GULF", "OCEAN", "SEA", "LAKE", "MOUNTAIN", "HILL")


def _is_place(text: str, place: Place) -> bool:
    before = text[max(0, place.start - 40) : place.start]
    if _OF_SOMEBODY.search(before) or place.kind in _NO_SITE:
        return False
    behind = re.match(r"\W+([A-Z]+)", text[place.end : place.end + 20])
    return bool(_BEFORE.search(before)) or (behind is not None and behind[1] == place.kind.split()[-1])


# ---- the chain


def country_of(text: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that a message is about: one of the nine if its dateline or its words name one.

    A dateline from a capital of the nine says most; then the country most in view.
    """
    counted = story.tell(text).countries
    ranked = [code for code, _ in counted.most_common()]
    ours = [code for code in ranked if code in NINE]
    return next(iter((*_from(text), *ours, *ranked)), None)


def _from(text: str) -> list[str]:
    """The country of the capital that a message is from, where it is one of the nine."""
    head = text[:_DATELINE].partition(",")[0].upper().strip()
    return [code for code in NINE if head in {_capital(code).name, _SEATS.get(code)}]


_DATELINE = 60
_SEATS = {"BO": "LA PAZ"}
"""Where the government sits, and its radio, where that is not the capital."""


def located(text: str, sentences: Sequence[tuple[int, int]], *, country: str | None, known: Gazetteer) -> str:
    """The chain of the country and the places that an incident's sentences name: one of a rank, the first.

    Where they name no town, "the capital" is the country's, and a neighborhood is taken to be one of the capital's.
    """
    if country is None:
        return ""
    chosen: dict[int, Place] = {}
    for place in (p for start, end in sentences for p in named(text, start, end, known)):
        chosen.setdefault(place.rank, place)
    here = any(_HERE.search(text, start, end) for start, end in sentences)
    quarter = 2 in chosen and chosen[2].kind == "NEIGHBORHOOD" and 0 not in chosen
    if 1 not in chosen and (here or quarter):
        chosen[1] = _capital(country)
    return _written(lexicon.countries()[country].name.upper(), chosen.values())


_HERE = re.compile(r"\b(?:CAPITAL(?: CITY)?|THIS CITY)\b")


def _capital(country: str) -> Place:
    name = unicodedata.normalize("NFD", lexicon.countries()[country].capital.upper())
    return Place(name="".join(c for c in name if not unicodedata.combining(c)), kind="CITY", start=0, end=1)


def _written(country: str, found: Iterable[Place]) -> str:
    """The chain of a country and places, as the task writes it."""
    chain = sorted(found, key=lambda p: (p.rank, p.start))
    return ": ".join((country, *(f"{p.name} ({p.kind})" for p in chain)))

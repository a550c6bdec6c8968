"""The nation of a target, where the text says it and it is another than that of the incident (slots 15 and 22)."""

import re
from collections.abc import Iterable

from tocsin.reading import lexicon

_NAMES = {
    "China": "PEOPLES REP OF CHINA", "Taiwan": "REPUBLIC OF CHINA", "South Korea": "REPUBLIC OF KOREA",
    "North Korea": "DEMOCRATIC PEOPLES REP OF KOREA", "Germany": "WEST GERMANY", "Russia": "USSR",
    "South Africa": "REPUBLIC OF SOUTH AFRICA", "Soviet Union": "USSR", "Viet Nam": "VIETNAM",
    "Vatican": "VATICAN CITY", "Holy See": "VATICAN CITY",
}  # fmt: skip
"""Our names of countries that the task writes otherwise (set-list-foreign-nation, version 5)."""
_SOVIET = re.compile(r"\b(?:SOVIETS?|USSR|RUSSIANS?)\b")
_US = re.compile(r"\bU\.\s?S\.(?=\W|[A-Z])|\bUS\b")
_BEFORE = 14


def nation(text: str, mentions: Iterable[tuple[int, int]], *, but: str | None) -> str:
    """The nation named in a mention or right before it, unless it is the country `but` (ISO 3166-1 alpha-2)."""
    for start, end in mentions:
        begin = max(0, start - _BEFORE)
        said = text[begin:end].upper()
        if _SOVIET.search(said):
            return "USSR"
        if _US.search(said):
            return "UNITED STATES" if but != "US" else ""
        words = lexicon.tokens(text, begin, end)
        for hit in lexicon.demonym_matcher().find(text, words):
            if len(hit.items) == 1 and hit.items[0] != but:
                return written(hit.items[0])
    return ""


def written(country: str) -> str:
    """The name of a country as the task writes it."""
    name = lexicon.countries()[country].name
    return _NAMES.get(name, name.upper())

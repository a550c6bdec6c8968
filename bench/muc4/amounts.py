"""How many: the numbers of slots 14, 17, 21 and 24, as the task writes them."""

import re

from bench.muc4 import tables

_ONES = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN TWENTY".split()
_VALUES = {word: n + 1 for n, word in enumerate(_ONES)} | {
    "THIRTY": 30, "FORTY": 40, "FIFTY": 50, "SIXTY": 60, "SEVENTY": 70, "EIGHTY": 80, "NINETY": 90, "DOZEN": 12,
    "HUNDRED": 100, "THOUSAND": 1000,
}  # fmt: skip
_FIGURE = rf"(?P<figure>\d[\d,]*|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_HEDGE = (
    r"(?:(?P<least>AT LEAST|MORE THAN|OVER|NO FEWER THAN|NO LESS THAN)|(?P<most>UP TO|AS MANY AS)|"
    r"(?P<about>ABOUT|SOME|APPROXIMATELY|AROUND|NEARLY|ALMOST|ROUGHLY|AN ESTIMATED)) "
)
_COUNT = re.compile(rf"\b(?:{_HEDGE})?{_FIGURE}(?:-MEMBER)? (?:OTHER |MORE |OF (?:THE|HIS|ITS|THEIR) )?(?P<rest>.*)$")
_BEFORE = 48
_BETWEEN = 3
"""At most so many words stand between a figure and the noun that it counts."""
_NO_COUNT = re.compile(r"\b(?:KM|HOURS?|MINUTES?|DAYS?|YEARS?|MONTHS?|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|"
                       r"SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|OF|IN|AT|BY|AND|WAS|WERE|,|;)\b|[,;.]")  # fmt: skip


def amount(text: str, start: int, end: int) -> str:
    """The number of a noun phrase: the figure in it or right before it, else PLURAL or 1 by its noun."""
    phrase = " ".join(text[start:end].upper().split())
    before = " ".join(text[max(0, start - _BEFORE) : start].upper().split())
    return figure(phrase, before) or plain(phrase)


def figure(phrase: str, before: str = "") -> str:
    """The figure that counts a noun phrase, with its hedge; "" where none does."""
    inside = _COUNT.match(f"{phrase} ") if phrase else None
    if inside:
        return _said(inside)
    for found in reversed(list(re.finditer(rf"\b(?:{_HEDGE})?{_FIGURE}\b", before))):
        rest = before[found.end() :].strip()
        if len(rest.split()) <= _BETWEEN and not _NO_COUNT.search(rest):
            return _said(found)
        break
    return ""


def _said(found: re.Match[str]) -> str:
    written = found["figure"].replace(",", "")
    value = int(written) if written.isdigit() else _VALUES[written]
    if found["least"]:
        return f"{value}-"
    if found["most"]:
        return f"-{value}"
    return f"~{value}" if found["about"] else str(value)


def plain(phrase: str) -> str:
    """PLURAL where the noun of a phrase is in the plural, else 1."""
    words = tables.bases(phrase)
    said = re.findall(r"[A-Z0-9Ñ&.]+(?:['’-][A-Z0-9Ñ]+)*|[,;]", re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", phrase.upper()))
    if not said:
        return "1"
    noun = said[max(0, tables.noun_stop(words) - 1)].lower()
    return "PLURAL" if noun in _MANY or (tables.base(noun) != noun and not noun.endswith("'s")) else "1"


_MANY = frozenset("people personnel population troops police others clergy cattle wounded dead injured".split())

"""How long and how often: "three days", "a year and a half", "for weeks", "daily"; none of them says when."""

import re
from dataclasses import dataclass

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: n for n, word in enumerate((*_ONES, *_TEENS), 1)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_NUMBERS |= {"a": 1, "an": 1, "another": 1, "a couple of": 2, "a dozen": 12, "a hundred": 100}
"""What a count says; "several", "a few", "some", "many" and "hundreds of" say none."""

ONES, TEENS, TENS = (f"(?:{'|'.join(words)})" for words in (_ONES, _TEENS, _TENS))
BELOW_100 = rf"(?:{TENS}(?:[-\s]{ONES})?|{TEENS}|{ONES})"
"""A number below a hundred in words."""
COUNT = (
    r"(?:\d{1,3}(?:,\d{3})*(?:\s1/2)?|(?:a\s)?few|a\scouple\sof|a\sdozen|a\shundred|(?:dozens|hundreds|thousands)\sof|"
    rf"an?|{BELOW_100}|several|some|many)"
)
UNIT = r"(?:minute|hour|day|night|weekend|week|fortnight|month|year|decade)"
_UNITS = rf"(?:{UNIT}s?|centur(?:y|ies))"

_ROUGHLY = (
    r"(?:(?:no\s)?(?:more|less|fewer)\sthan|at\s(?:least|most)|up\sto|about|around|nearly|almost|roughly|approximately|"
    r"over|under)\s"
)
_WHICH = r"(?:(?:the\s)?(?:first|last)|the|another|an\s(?:additional|extra))\s"
LENGTH = (
    rf"(?i:(?:{_ROUGHLY})?(?:{_WHICH})?{COUNT}(?:\s(?:to|or)\s{COUNT})?[-\s]"
    rf"(?:(?:more|full|consecutive|straight|long)\s)?{_UNITS}(?:\sand\sa\shalf)?(?:[-\s]long)?|"
    r"(?:the\s)?(?:recent|coming)\s(?:hours|days)|"
    r"(?:the\s)?(?:(?:recent|coming|first|last|early)\s)?(?:weeks|months|years|decades|centuries)(?:\sahead)?|"
    rf"another\s{UNIT}|(?:day|week|month|year)[-\s]?long|the\s(?:(?:fiscal|full)\s)?year(?=\send(?:ed|ing)))"
    r"(?![\w-]|\sold\b)"
)
OFTEN = rf"(?i:(?:every|each)\s(?:other\s|{COUNT}\s)?{_UNITS}|hourly|daily|nightly|weekly|monthly)(?!\w)"

_COUNTED = re.compile(rf"(?i)\b(?P<n>{COUNT}|another)[-\s](?:\w+\s)??(?P<unit>{UNIT}|centur)")
_NAMED = re.compile(rf"(?i)\b(?P<unit>{UNIT}|centur(?=y|ies))(?P<many>s|ies)?(?![a-z])")
_HALF = re.compile(r"(?i)\b1/2|\band a half\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """So many of a unit ("minute" to "decade", and "century"), and half of one more where that is said.

    `count` is None where the words do not say how many ("several days", "for weeks").
    """

    count: int | None
    unit: str
    half: bool = False


def length(quote: str) -> Length | None:
    """The length that the words give, or None where they name no unit."""
    half = _HALF.search(quote) is not None
    counted = _COUNTED.search(quote)
    if counted:
        return Length(count=how_many(counted["n"]), unit=_unit(counted["unit"]), half=half)
    named = _NAMED.search(quote)
    return Length(count=None if named["many"] else 1, unit=_unit(named["unit"]), half=half) if named else None


def _unit(word: str) -> str:
    return "century" if word.lower() == "centur" else word.lower()


def how_many(words: str) -> int | None:
    """The number that the words say, or None where they say none ("several")."""
    lowered = words.lower().removesuffix(" 1/2").replace(",", "")
    if lowered.isdigit():
        return int(lowered)
    parts = [lowered] if lowered in _NUMBERS else re.split(r"[-\s]", lowered)
    return sum(_NUMBERS[part] for part in parts) if all(part in _NUMBERS for part in parts) else None

"""Times that are counted: "two days ago", "the next 48 hours", and "four years earlier" from another event."""

import re
from datetime import timedelta

from tocsin.model import When
from tocsin.reading import days
from tocsin.reading.times.forms import COUNT, UNIT
from tocsin.reading.times.ground import NONE, Ground, Readings, one

_COUNTED = re.compile(rf"(?i)\b(?P<n>{COUNT})\s(?:and\sa\shalf\s)?(?P<unit>{UNIT})s?\b")
_UNIT_WORD = re.compile(rf"(?i)\b({UNIT})(s?)\b")
_ONE_TO_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: n for n, word in enumerate(_ONE_TO_TWENTY, 1)}
_NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS |= {"a": 1, "an": 1}
_HOURS = {
    "minute": 0, "hour": 1, "night": 24, "day": 24, "week": 168, "weekend": 168, "fortnight": 336, "month": 720,
    "year": 8760, "decade": 87_600,
}  # fmt: skip


def _amount(words: str) -> int | None:
    """How many, or None where the words do not say ("several")."""
    lowered = words.lower()
    if lowered.isdigit():
        return int(lowered)
    return 2 if lowered.startswith("a couple") else _NUMBERS.get(lowered)


def _moved(anchor: When, count: int, unit: str, name: str) -> When | None:
    """The time so many units on, or None where the calendar ends before."""
    try:
        return days.stepped(anchor, count, unit, name=name)
    except (OverflowError, ValueError):
        return None


def ago(quote: str, ground: Ground) -> Readings:
    """So many units back from the day at hand."""
    found = _COUNTED.search(quote)
    amount = _amount(found["n"]) if found else None
    if not found or amount is None or ground.day is None:
        return NONE
    unit = found["unit"].lower()
    unit = "day" if unit == "night" else "week" if unit == "weekend" else unit
    return one(_moved(days.on(ground.day, ground.name), -amount, unit, ground.name))


def window(quote: str, ground: Ground) -> Readings:
    """So many days on from now ("the next 48 hours"), or back; "within an hour of" counts from an event."""
    if ground.day is None or quote.lower().rstrip().endswith(" of"):
        return NONE
    amount, unit = _measure(quote, _UNIT_WORD)
    if amount is None:
        return NONE
    reach = timedelta(days=-(-amount * _HOURS[unit] // 24))
    try:
        if re.search(r"(?i)past|last|previous", quote):
            return (days.on(ground.day - reach, ground.name, until=ground.day),)
        return (days.on(ground.day, ground.name, until=ground.day + reach),)
    except OverflowError:
        return NONE


def _measure(quote: str, units: re.Pattern[str]) -> tuple[int | None, str]:
    """How many of which unit; several without a count ("the past years") are None."""
    counted, unit = _COUNTED.search(quote), units.search(quote)
    if not unit or (not counted and unit[2]):
        return None, ""
    return (_amount(counted["n"]) if counted else 1), unit[1].lower()


_BACK = re.compile(r"(?i)earlier|before|previous|preceding|prior")
_SAME = re.compile(r"(?i)\b(?:same|that)\b")
_STEP_WORD = re.compile(rf"(?i)\b({UNIT}|morning|afternoon|evening)(s?)\b")
_STEP_WEEKDAY = re.compile(r"(?i)\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)")


def stepped(quote: str, anchor: When) -> When | None:
    """The time that "two days later" names, counted from an event's time; "the evening before" is a day back."""
    name = f"counted from {anchor.first_day}"
    weekday = _STEP_WEEKDAY.search(quote)
    if weekday:
        return _to_weekday(weekday[1], quote, anchor, name)
    amount, word = _measure(quote, _STEP_WORD)
    if amount is None:
        return None
    word = "day" if word in {"night", "morning", "afternoon", "evening"} else "week" if word == "weekend" else word
    sign = 0 if _SAME.search(quote) else -1 if _BACK.search(quote) else 1
    return _moved(anchor, sign * amount, word, name)


def _to_weekday(word: str, quote: str, anchor: When, name: str) -> When:
    wanted, today = days.WEEKDAYS[word.lower()], anchor.first_day
    if _SAME.search(quote):
        return days.on(today + timedelta(days=(wanted - today.weekday()) % 7), name)
    if _BACK.search(quote):
        return days.on(today - timedelta(days=(today.weekday() - wanted) % 7 or 7), name)
    return days.on(anchor.last_day + timedelta(days=(wanted - anchor.last_day.weekday()) % 7 or 7), name)

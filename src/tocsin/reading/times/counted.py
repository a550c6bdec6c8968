"""Times that are counted: "two days ago", "the next 48 hours", and "four years earlier" from another event."""

import re
from datetime import timedelta

from tocsin.model import TimePrecision, When
from tocsin.reading import days
from tocsin.reading.times.ground import NONE, Ground, Looking, Readings, one
from tocsin.reading.times.lengths import Length, length

_HOURS = {
    "minute": 0, "hour": 1, "night": 24, "day": 24, "week": 168, "weekend": 168, "fortnight": 336, "month": 720,
    "year": 8760, "decade": 87_600, "century": 876_000,
}  # fmt: skip
_AS_DAYS = {"night": "day", "morning": "day", "afternoon": "day", "evening": "day", "weekend": "week"}
_WHOLE = frozenset({"year", "decade"})


def _moved(anchor: When, count: int, unit: str, name: str) -> When | None:
    """The time so many units on, or None where the calendar ends before."""
    try:
        return days.stepped(anchor, count, unit, name=name)
    except (OverflowError, ValueError):
        return None


def ago(quote: str, ground: Ground) -> Readings:
    """So many units back from the day at hand; years back name a year, not the month of it."""
    found = length(quote)
    if not found or found.count is None or ground.day is None or found.unit == "century":
        return NONE
    from_year = found.unit in _WHOLE
    today = days.year_of(ground.day.year, ground.name) if from_year else days.on(ground.day, ground.name)
    return one(_moved(today, -found.count, _AS_DAYS.get(found.unit, found.unit), ground.name) if today else None)


def window(quote: str, ground: Ground) -> Readings:
    """So many days on from now ("the next 48 hours"), or back; "within an hour of" counts from an event."""
    found = length(quote)
    if ground.day is None or quote.lower().rstrip().endswith(" of") or not found or found.count is None:
        return NONE
    if ground.looking is Looking.BACK and quote.lower().startswith("within"):
        return NONE  # "killed two within a week" says how long it took
    reach = timedelta(days=-(-found.count * _HOURS[found.unit] // 24))
    try:
        if re.search(r"(?i)past|last|previous", quote):
            return (days.on(ground.day - reach, ground.name, until=ground.day),)
        return (days.on(ground.day, ground.name, until=ground.day + reach),)
    except OverflowError:
        return NONE


_BACK = re.compile(r"(?i)earlier|ago|before|previous|preceding|prior")
_SAME = re.compile(r"(?i)\b(?:same|that|in\sthe|end)\b")
_NAMED = re.compile(r"(?i)\b(?:that|in\sthe|end|the\s(?:same|next|following|previous|preceding))\b")
_CALENDAR = frozenset({"week", "month", "year"})
_PART_OF_DAY = re.compile(r"(?i)\b(?:morning|afternoon|evening)\b")
_STEP_WEEKDAY = re.compile(r"(?i)\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)")


_ORDER = list(TimePrecision)
_COARSEST = {
    "week": TimePrecision.WEEK, "fortnight": TimePrecision.WEEK, "month": TimePrecision.MONTH,
    "year": TimePrecision.DECADE, "decade": TimePrecision.DECADE,
}  # fmt: skip
"""The coarsest time from which a unit can be counted; it is a day for all others: nothing is two days after a year."""


def stepped(quote: str, anchor: When) -> When | None:
    """The time that "two days later" names, counted from an event's time; "the evening before" is a day back."""
    name = f"counted from {anchor.first_day}"
    weekday, part = _STEP_WEEKDAY.search(quote), _PART_OF_DAY.search(quote)
    found = Length(count=1, unit="day") if weekday or part else length(quote)
    if not found or found.count is None:
        return None
    unit = _AS_DAYS.get(found.unit, found.unit)
    if _ORDER.index(anchor.precision) > _ORDER.index(_COARSEST.get(unit, TimePrecision.DAY)):
        return None
    if weekday:
        return _to_weekday(weekday[1], quote, anchor, name)
    sign = 0 if _SAME.search(quote) else -1 if _BACK.search(quote) else 1
    if _NAMED.search(quote) and unit in _CALENDAR:
        return _calendar(unit, anchor, sign, name)
    return _moved(anchor, sign * found.count, unit, name)


def _calendar(unit: str, anchor: When, step: int, name: str) -> When | None:
    """The week, month or year of the calendar in which an event lies, or the one before or after it."""
    day = anchor.first_day
    if unit == "year":
        return days.year_of(day.year + step, name)
    if unit == "month":
        moved = days.months_on(day.replace(day=1), step)
        return days.month_of(moved.year, moved.month, name) if moved else None
    try:
        return days.week_of(day + timedelta(days=7 * step), name)
    except OverflowError:
        return None


def _to_weekday(word: str, quote: str, anchor: When, name: str) -> When:
    wanted, today = days.WEEKDAYS[word.lower()], anchor.first_day
    if _SAME.search(quote):
        return days.on(today + timedelta(days=(wanted - today.weekday()) % 7), name)
    if _BACK.search(quote):
        return days.on(today - timedelta(days=(today.weekday() - wanted) % 7 or 7), name)
    return days.on(anchor.last_day + timedelta(days=(wanted - anchor.last_day.weekday()) % 7 or 7), name)

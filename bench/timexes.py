"""From a time as the product tells it to a TIMEX3: its extent, type and value (TimeML 1.2.1, Pustejovsky et al. 2003).

A TIMEX3 begins behind its preposition, and a stretch with two named ends is two of them. A length is a DURATION, also
where the product makes an interval of it ("the past two days"); a step whose event is not known gives its length. A
part of the day is told from the words, since the product keeps no hours without a zone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tocsin.model import TimePrecision, When
from tocsin.reading import days
from tocsin.reading.times import Told
from tocsin.reading.times.lengths import Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A TIMEX3: where it stands, its type (DATE, TIME, DURATION, SET) and value ("" where none is given)."""

    start: int
    end: int
    type: str
    value: str


_LEADING = re.compile(
    r"(?i)(?:in|on|at(?!\s(?:least|most))|by|over|for|during|within|through|throughout|between|from)\s|the\s(?=\w+-\w+$)"
)
_TOWARDS = re.compile(r"(?i)\s(?:before|after|earlier|later|previously|afterwards?|prior|on)(?:\sto)?$|\sof$")
_MIDDLE = re.compile(r"(?i)\s?(?:-|–|—|/|\b(?:to|and|or|until|till|through)\b)\s?")
_NOT_COUNTED = re.compile(r"(?i)that\b|the\b|year-|\w+\s(?:that|in\sthe)\b")
_LASTING = frozenset({"length", "window"})
_SPANNING = frozenset({"span", "date", "month", "weekday", "year"})
_ABOUT_NOW = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}


def as_timexes(told: Told) -> Iterator[Timex]:
    """A time as TIMEX3s: two where it names both ends of a stretch."""
    leading = _LEADING.match(told.span.quote)
    start, end = told.span.start + (leading.end() if leading else 0), told.span.end
    quote = told.span.quote[start - told.span.start :]
    uncounted = told.form == "step" and told.when is None and not _NOT_COUNTED.match(quote)
    two = _two_ends(quote, told.when) if told.form in _SPANNING and told.when else None
    if told.form in _LASTING or uncounted:
        tail = _TOWARDS.search(quote)
        yield Timex(start=start, end=start + tail.start() if tail else end, type="DURATION", value=_lasts(told.length))
    elif told.form in {"often", "repeat"}:
        yield Timex(start=start, end=end, type="SET", value=_repeats(quote) or _lasts(told.length))
    elif told.form in _ABOUT_NOW:
        yield Timex(start=start, end=end, type="DATE", value=_ABOUT_NOW[told.form])
    elif two:
        (left, first), (right, last) = two
        yield Timex(start=start, end=start + left, type="DATE", value=first)
        yield Timex(start=start + right, end=end, type="DATE", value=last)
    else:
        value = _value(told.when, quote) if told.when else ""
        yield Timex(start=start, end=end, type="TIME" if "T" in value else "DATE", value=value)


# ---- how long and how often

_UNITS = {
    "minute": ("PT{}M", 1), "hour": ("PT{}H", 1), "night": ("P{}D", 1), "day": ("P{}D", 1), "week": ("P{}W", 1),
    "weekend": ("P{}W", 1), "fortnight": ("P{}W", 2), "month": ("P{}M", 1), "year": ("P{}Y", 1),
    "decade": ("P{}Y", 10), "century": ("P{}Y", 100),
}  # fmt: skip
_UNCOUNTED = {"decade": "PXE", "century": "PXC"}
_HALVES = {"year": "6M", "hour": "30M", "minute": "30S"}
_OFTEN = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M"}
_PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def _lasts(length: Length | None) -> str:
    if length is None:
        return ""
    if length.count is None:
        return _UNCOUNTED.get(length.unit) or _UNITS[length.unit][0].format("X")
    pattern, times = _UNITS[length.unit]
    return pattern.format(length.count * times) + (_HALVES.get(length.unit, "") if length.half else "")


def _repeats(quote: str) -> str:
    """The days or months that come round ("every Friday night" is XXXX-WXX-5TNI), or "" where it is a mere length."""
    words = re.findall(r"[a-z]+?(?=s?\b)", quote.lower())
    part = next((_PARTS_OF_DAY[word] for word in words if word in _PARTS_OF_DAY), "")
    for word in words:
        if word in days.WEEKDAYS:
            return f"XXXX-WXX-{days.WEEKDAYS[word] + 1}{part}"
        if word in days.MONTHS:
            return f"XXXX-{days.MONTHS[word]:02}"
    return f"XXXX-XX-XX{part}" if part else _OFTEN.get(quote.lower(), "")


# ---- when


_LONG = {TimePrecision.YEAR: len("2024"), TimePrecision.MONTH: len("2024-03")}


def _two_ends(quote: str, when: When) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """Where the first of two ends stops and the second begins, each with its value."""
    middle = _MIDDLE.search(quote, 1)
    if middle is None or when.precision is TimePrecision.MINUTE:
        return None
    first, last = _unit(when.first_day, when.precision), _unit(when.last_day, when.precision)
    return None if first == last else ((middle.start(), first), (middle.end(), last))


def _unit(day: date, precision: TimePrecision) -> str:
    return (
        f"{day:%Y}"
        if precision is TimePrecision.YEAR
        else f"{day:%Y-%m}"
        if precision is TimePrecision.MONTH
        else f"{day}"
    )


_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_CLOCK = re.compile(
    r"(?i)\b(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?\s?(?P<half>[ap])\.?m|\b(?P<h24>\d{1,2}):(?P<m24>\d\d)|"
    r"\b(?P<word>noon|midday|midnight)\b"
)


def _value(when: When, quote: str) -> str:
    """The value of an interval; one that is none of the calendar's own is told by its first unit."""
    start, end = when.first_day, when.last_day
    match when.precision:
        case TimePrecision.MINUTE | TimePrecision.HOUR:
            return f"{when.start:%Y-%m-%dT%H:%M}"
        case TimePrecision.DAY if start == end:
            return f"{start}{_hour(quote)}"
        case TimePrecision.DAY if start.weekday() == days.WEEKDAYS["saturday"]:
            return f"{_week(start, end)}-WE"
        case TimePrecision.DAY:
            return f"{start}TNI"
        case TimePrecision.WEEK:
            return _week(start, end)
        case TimePrecision.MONTH:
            return _months(start, end)
        case TimePrecision.SEASON:
            return f"{start:%Y}-{_SEASONS[start.month]}"
        case _:
            return f"{start:%Y}" if start.year == end.year else f"{start.year // 10}"


def _hour(quote: str) -> str:
    """The time of the day or its part that the words give: "T18:30", "TMO", or ""."""
    clock = _CLOCK.search(quote)
    if clock is None:
        return next((part for word, part in _PARTS_OF_DAY.items() if word in quote.lower()), "")
    if clock["word"]:
        return "T24:00" if clock["word"].lower() == "midnight" else "T12:00"
    if clock["h24"]:
        return f"T{int(clock['h24']):02}:{clock['m24']}"
    return f"T{int(clock['h']) % 12 + (12 if clock['half'].lower() == 'p' else 0):02}:{clock['m'] or '00'}"


def _week(start: date, end: date) -> str:
    year, week, _ = (start + (end - start) / 2).isocalendar()
    return f"{year}-W{week:02}"


def _months(start: date, end: date) -> str:
    """A month, a quarter or a half of a year."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    sort = {3: "Q", 6: "H"}.get(count)
    return f"{start:%Y}-{sort}{(start.month - 1) // count + 1}" if sort else f"{start:%Y-%m}"

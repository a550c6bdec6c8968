"""The period that a report of figures is about: "the quarter", and "a year earlier" beside the figures of one.

"Attacks rose to 12 in the third quarter from 8 a year earlier" compares two quarters, and so does "up from 8 a year
ago" in a later sentence. The period is the quarter told last that is over; a longer stretch told since then ("for the
nine months") leaves just its year.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from tocsin.model import When
from tocsin.reading import days
from tocsin.reading.times import dates, forms
from tocsin.reading.times.ground import Ground
from tocsin.reading.times.ground import one as of_one


@dataclass(frozen=True, slots=True)
class Period:
    """A period, and where in the text it is told."""

    when: When
    start: int
    end: int


_TOLD = re.compile(
    rf"(?<![\w-])(?:(?P<quarter>{forms.QUARTER})|{forms.QUARTER_ENDED}|"
    r"(?i:(?:the|first|latest|past|last)\s(?P<longer>six|nine)\smonths))(?!\w)"
)
_LAST_YEARS = re.compile(r"(?i)\b(?:last\syear['’]s|year-(?:earlier|ago))\s")
_A_QUARTER = re.compile(r"(?i)quarter")
_GROUNDS = 16
"""For so many of the ways in which the times of a report look, its periods are kept."""
_BEFORE = 20
_YEAR_BEFORE = re.compile(r"(?i)year-|same|\s(?:ago|earlier)$")
_ENDED = re.compile(r"(?i)\send(?:ed|ing)\s")
_COMPARED = re.compile(r"(?i)\b(?:from|than|against|compared|versus|vs|up|down)\b|\d[^.;]{0,60},\s$|\bquarter\s$")


def at_hand(text: str, start: int, known: Ground) -> Period | None:
    """The period that is told last before a place in a text and is over, or None where no quarter is."""
    at = _all(text, known)
    number = bisect_right(at, start, key=lambda one: one[0])
    return at[number - 1][1] if number else None


@lru_cache(maxsize=_GROUNDS)
def _all(text: str, known: Ground) -> tuple[tuple[int, Period | None], ...]:
    """The period at hand behind each place that tells one: looked for once, and not anew for every "a year ago"."""
    found: Period | None = None
    if known.day is None or not _A_QUARTER.search(text):
        return ()
    at: list[tuple[int, Period | None]] = []
    for match in _TOLD.finditer(text):
        if _LAST_YEARS.search(text, max(0, match.start() - _BEFORE), match.end()):
            continue
        if match["longer"]:
            whole = found and days.year_of(found.when.last_day.year, found.when.anchor)
            found = Period(whole, *match.span()) if whole else None
            at.append((match.end(), found))
            continue
        read = dates.quarter(match[0], known) if match["quarter"] else of_one(_ended(match[0], known))
        when = next(iter(read), None)
        found = Period(when, *match.span()) if when and when.last_day <= known.day else found
        at.append((match.end(), found))
    return tuple(at)


def _ended(quote: str, known: Ground) -> When | None:
    """The three months up to the day on which a quarter ended."""
    last = next(iter(dates.day(_ENDED.split(quote)[-1], known)), None)
    first = days.months_on(last.last_day.replace(day=1), -2) if last else None
    if last is None or first is None or first.year != last.last_day.year:
        return None
    return days.month_of(first.year, first.month, last.anchor, until=last.last_day.month)


def told(quote: str, text: str, start: int, known: Ground) -> Period | None:
    """What "the quarter", "the year-ago quarter" and "the 1988 quarter" mean, and what says so."""
    if _ENDED.search(quote):
        when = _ended(quote, known)
        return Period(when, start, start + len(quote)) if when else None
    period = at_hand(text, start, known)
    year = dates.stated_year(quote)
    if period is None:
        return None
    return years_on(period, year - period.when.first_day.year if year else -1 if _YEAR_BEFORE.search(quote) else 0)


def years_on(period: Period, count: int) -> Period | None:
    """The same months so many years on, or back."""
    when = days.stepped(period.when, count, "year", name=f"counted from {period.when.first_day}")
    return Period(when, period.start, period.end) if when else None


def is_compared(text: str, begin: int, start: int) -> bool:
    """Whether what stands at a place says when another figure was so ("up from 3 a year ago")."""
    return _COMPARED.search(text, begin, start) is not None

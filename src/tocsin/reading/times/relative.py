"""Times told from the day at hand: weekdays, "yesterday", "last week", "this summer"."""

import re
from datetime import date, timedelta

from tocsin.model import When
from tocsin.reading import days
from tocsin.reading.times.dates import stated_year, zoned
from tocsin.reading.times.forms import WEEKDAY
from tocsin.reading.times.ground import NONE, Ground, Readings, one


def weekday(quote: str, ground: Ground) -> Readings:
    """A weekday, or the days from one to another."""
    if ground.day is None:
        return NONE
    names = [days.WEEKDAYS[w.lower().rstrip(".")] for w in re.findall(WEEKDAY, quote)]
    end = _nearest(names[-1], quote.lower(), ground.day, ahead=ground.ahead)
    start = end - timedelta(days=(names[-1] - names[0]) % 7)
    if start == end and (moment := zoned(quote, start)):
        return (days.at(moment, ground.name),)
    return (days.on(start, ground.name, until=end),)


def _nearest(number: int, quote: str, today: date, *, ahead: bool) -> date:
    """The weekday meant: the last one, the day itself included; the next where the words look ahead."""
    back = (today.weekday() - number) % 7
    if "last week" in quote:
        return today - timedelta(days=today.weekday() + 7 - number)
    if "next week" in quote:
        return today + timedelta(days=7 - today.weekday() + number)
    following = re.match(r"(?:this\s)?(?:next|coming)\b|the following", quote)
    if following or (ahead and not re.match(r"last|earlier|this past", quote)):
        return today + timedelta(days=(-back) % 7 or (7 if quote.startswith("next") else 0))
    return today - timedelta(days=back or (7 if quote.startswith("last ") else 0))


_DAYS = (
    ("day before yesterday", -2), ("day after tomorrow", 2), ("yesterday", -1), ("last night", -1),
    ("last evening", -1), ("tomorrow", 1), ("today", 0), ("tonight", 0), ("this morning", 0),
    ("this afternoon", 0), ("this evening", 0),
)  # fmt: skip


_SIDES = ((re.compile(r"\b(?:last|past|latest)\s"), -1), (re.compile(r"\b(?:next|coming)\s"), 1))


def deictic(quote: str, ground: Ground) -> Readings:
    """A day, week, month, year or decade that only the day of writing tells."""
    if ground.day is None:
        return NONE
    lowered = quote.lower()
    for words, offset in _DAYS:
        if words in lowered:
            return (days.on(ground.day + timedelta(days=offset), ground.name),)
    if "overnight" in lowered:
        return (days.on(ground.day - timedelta(days=1), ground.name, until=ground.day),)
    step = next((step for words, step in _SIDES if words.search(lowered)), 0)
    return one(_stretch(lowered, step, ground.day, ground))


def within(quote: str, ground: Ground) -> Readings:
    """The week, month or year at hand, where nothing else was told that it may lie in ("later in the year")."""
    return one(_stretch(quote.lower(), 0, ground.day, ground)) if ground.day else NONE


def _stretch(quote: str, step: int, today: date, ground: Ground) -> When | None:
    """The weekend, week, month, year or decade at hand, the one before it or the one after."""
    if "weekend" in quote:
        return _weekend(quote, step, today, ground)
    if "week" in quote:
        return days.week_of(today + timedelta(days=7 * step), ground.name)
    if "month" in quote:
        moved = days.months_on(today.replace(day=1), step)
        return days.month_of(moved.year, moved.month, ground.name) if moved else None
    if "quarter" in quote:
        moved = days.months_on(today.replace(day=1, month=today.month - (today.month - 1) % 3), 3 * step)
        return days.month_of(moved.year, moved.month, ground.name, until=moved.month + 2) if moved else None
    if "year" in quote:
        return days.year_of(today.year + step, ground.name)
    return days.decade_of(today.year // 10 * 10 + 10 * step, ground.name) if "decade" in quote else None


_FRIDAY, _SATURDAY = 4, 5


def _weekend(quote: str, step: int, today: date, ground: Ground) -> When:
    """The weekend meant: the last one before Friday, else the one at hand."""
    if step == 0 and not quote.startswith(("this", "before", "by")) and not ground.ahead and today.weekday() < _FRIDAY:
        step = -1
    inside = today + timedelta(days=7 * (step if step < 0 or today.weekday() >= _SATURDAY else 0))
    return days.weekend_of(inside, ground.name)


def season(quote: str, ground: Ground) -> Readings:
    """A season of the north: of a stated year, else the last one, the one at hand or the next."""
    first_month = next(month for word, month in days.SEASONS.items() if word in quote.lower())
    stated = stated_year(quote)
    if stated:
        return one(days.season_of(stated, first_month, "stated"))
    if ground.day is None:
        return NONE
    year = _year_of_season(first_month, quote.lower(), ground.day, ahead=ground.ahead)
    return one(days.season_of(year, first_month, ground.name))


def _year_of_season(first_month: int, quote: str, today: date, *, ahead: bool) -> int:
    begins = date(today.year, first_month, 1)
    if quote.startswith("next") or (ahead and begins > today and not quote.startswith("last")):
        return today.year + (begins <= today)
    if quote.startswith("this") and first_month != days.SEASONS["winter"]:
        return today.year
    year = today.year - (begins > today)
    last = quote.startswith("last") and days.season_of(year, first_month, "")
    return year - 1 if last and last.last_day >= today else year

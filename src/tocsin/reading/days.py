"""Days, weeks, months, seasons and years as intervals, and steps between them."""

import calendar
from datetime import date, datetime, timedelta

from tocsin.model import TimePrecision, When

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
MONTHS |= {name[:3]: number for name, number in tuple(MONTHS.items())} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name[:3]: number for name, number in tuple(WEEKDAYS.items())} | {"tues": 1, "thur": 3, "thurs": 3}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_FIRST, _LAST = 1000, 2999
_DECEMBER = 12


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= _DECEMBER):
        return None
    return date(year, month, number) if 1 <= number <= calendar.monthrange(year, month)[1] else None


def on(start: date, anchor: str, *, until: date | None = None) -> When:
    """A day, or the days from one to another."""
    return When(start=start, end=until or start, precision=TimePrecision.DAY, anchor=anchor)


def week_of(inside: date, anchor: str) -> When:
    """The week, Monday to Sunday, that a day lies in."""
    monday = inside - timedelta(days=inside.weekday())
    return When(start=monday, end=monday + timedelta(days=6), precision=TimePrecision.WEEK, anchor=anchor)


def weekend_of(inside: date, anchor: str) -> When:
    """The Saturday and Sunday of the week that a day lies in."""
    saturday = inside + timedelta(days=5 - inside.weekday())
    return on(saturday, anchor, until=saturday + timedelta(days=1))


def month_of(year: int, month: int, anchor: str, *, until: int | None = None) -> When | None:
    """A month, or the months from one to another of the same year."""
    last = until or month
    if not (_FIRST <= year <= _LAST and 1 <= month <= last <= _DECEMBER):
        return None
    end = date(year, last, calendar.monthrange(year, last)[1])
    return When(start=date(year, month, 1), end=end, precision=TimePrecision.MONTH, anchor=anchor)


def season_of(year: int, first_month: int, anchor: str) -> When | None:
    """The three months of a season of the north; winter begins in the December of its year."""
    if not _FIRST <= year < _LAST:
        return None
    end_year, end_month = (year + 1, 2) if first_month == _DECEMBER else (year, first_month + 2)
    end = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return When(start=date(year, first_month, 1), end=end, precision=TimePrecision.SEASON, anchor=anchor)


def year_of(year: int, anchor: str, *, until: int | None = None) -> When | None:
    """A year, or the years from one to another."""
    last = until or year
    if not _FIRST <= year <= last <= _LAST:
        return None
    return When(start=date(year, 1, 1), end=date(last, 12, 31), precision=TimePrecision.YEAR, anchor=anchor)


def decade_of(year: int, anchor: str) -> When:
    """The ten years from a year that ends in 0."""
    return When(start=date(year, 1, 1), end=date(year + 9, 12, 31), precision=TimePrecision.DECADE, anchor=anchor)


def months_on(start: date, count: int) -> date | None:
    """The same day of the month some months on (or back), or the month's last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    if not _FIRST <= year <= _LAST:
        return None
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def stepped(anchor: When, count: int, unit: str, *, name: str) -> When | None:
    """The time some units after (or before) another: as sharp as the unit and the other allow."""
    if unit in {"minute", "hour"}:
        fine = anchor.precision in {TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE}
        return on(anchor.first_day, name, until=anchor.last_day) if fine else _renamed(anchor, name)
    if unit in {"day", "week", "fortnight"}:
        days = timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        start, end = anchor.first_day + days, anchor.last_day + days
        if unit == "day" or anchor.precision not in {TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE}:
            return When(start=start, end=end, precision=_coarse(anchor.precision), anchor=name)
        return When(
            start=start - timedelta(days=3), end=end + timedelta(days=3), precision=TimePrecision.WEEK, anchor=name
        )
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    return _months_stepped(anchor, months, name)


def _months_stepped(anchor: When, months: int, name: str) -> When | None:
    start, end = months_on(anchor.first_day, months), months_on(anchor.last_day, months)
    if start is None or end is None:
        return None
    if anchor.precision in {TimePrecision.SEASON, TimePrecision.YEAR, TimePrecision.DECADE}:
        return When(start=start, end=end, precision=anchor.precision, anchor=name)
    end = date(end.year, end.month, calendar.monthrange(end.year, end.month)[1])
    return When(start=start.replace(day=1), end=end, precision=TimePrecision.MONTH, anchor=name)


def _coarse(precision: TimePrecision) -> TimePrecision:
    return TimePrecision.DAY if precision in {TimePrecision.MINUTE, TimePrecision.HOUR} else precision


def _renamed(when: When, name: str) -> When:
    return When(start=when.first_day, end=when.last_day, precision=_coarse(when.precision), anchor=name)


def at(moment: datetime, anchor: str) -> When:
    """A moment to the minute; it has a zone."""
    return When(start=moment, end=moment, precision=TimePrecision.MINUTE, anchor=anchor)

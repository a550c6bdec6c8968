"""How days, moments and intervals are said, in words that no reader takes for another."""

from datetime import date, datetime, timedelta

from tocsin.model import TimePrecision, When

_COARSE = {
    TimePrecision.WEEK: "to the week",
    TimePrecision.MONTH: "to the month",
    TimePrecision.SEASON: "to the season",
    TimePrecision.YEAR: "to the year",
    TimePrecision.DECADE: "to the decade",
}


def day(value: date) -> str:
    """A day: "7 March 2024"."""
    return f"{value.day} {value:%B} {value.year}"


def moment(value: datetime, like: datetime | None = None) -> str:
    """A moment to the minute with its zone, in the zone of `like` where that is given."""
    shown = value.astimezone(like.tzinfo) if like is not None else value
    return f"{day(shown)}, {shown:%H:%M} {_zone(shown)}"


def interval(when: When) -> str:
    """An interval: one moment or day, or both ends; a coarse one says how coarse."""
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        first, last = moment(when.start), moment(when.end)
        words = first if first == last else f"{first} to {last}"
        return f"{words} (to the hour)" if when.precision is TimePrecision.HOUR else words
    words = _whole(when.first_day, when.last_day)
    return f"{words} ({_COARSE[when.precision]})" if when.precision in _COARSE else words


def _whole(first: date, last: date) -> str:
    """Days from first to last, a whole year or month by its name."""
    after = last + timedelta(days=1)
    if (first.day, first.month, after.day, after.month) == (1, 1, 1, 1) and after.year == first.year + 1:
        return str(first.year)
    if first.day == after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _zone(value: datetime) -> str:
    offset = f"{value:%z}"
    return f"{offset[:3]}:{offset[3:5]}" if offset else "zone not known"

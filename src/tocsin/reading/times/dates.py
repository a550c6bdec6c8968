"""Dates that name their place in the calendar: days, months, quarters, years, decades and feasts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from tocsin.model import TimePrecision, When
from tocsin.reading import days
from tocsin.reading.times.forms import MONTH, NUMBER, SPOKEN_YEAR, TO, WEEKDAY, YEAR
from tocsin.reading.times.ground import NONE, Ground, Looking, Readings, one
from tocsin.reading.times.lengths import how_many

_DATE_PARTS = re.compile(
    rf"(?P<wd>{WEEKDAY})?\D*?(?:(?P<d1>{NUMBER}){TO})?(?i:the\s)?(?P<d>{NUMBER})(?:\s(?i:of\s)?|-)"
    rf"(?P<m>{MONTH})(?:(?:,\s?|\s|-)(?P<y>{YEAR}|\d\d(?![\d:])))?"
    rf"|(?P<wd2>{WEEKDAY})?\D*?(?P<m2>{MONTH})\s(?P<e>{NUMBER})(?:{TO}(?P<e2>{NUMBER})(?!\w))?(?:,?\s(?P<y2>{YEAR}))?"
)
_TWO_ENDS = re.compile(r"(?i)(?:between|from)\s(?P<left>.+?)\s(?:and|to|until|till|through)\s(?P<right>.+)")


def _month_number(word: str) -> int:
    return days.MONTHS[word.lower().rstrip(".")[:3]]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def iso(quote: str, _ground: Ground) -> Readings:
    """A date in figures, with or without a time; "3/4/2024" may be of March or of April."""
    if "-" in quote[:5]:
        return _iso_moment(quote)
    first, second, year = (int(part) for part in re.split(r"[/.]", quote))
    readings = {days.day(year, second, first)}
    if "." not in quote:
        readings.add(days.day(year, first, second))
    return tuple(days.on(each, "stated") for each in sorted(day for day in readings if day))


def _iso_moment(quote: str) -> Readings:
    try:
        moment = datetime.fromisoformat(quote.replace(" ", "T"))
    except ValueError:
        return NONE
    if len(quote) > len("2024-03-22") and moment.tzinfo:
        return (days.at(moment, "stated"),)
    return (days.on(moment.date(), "stated"),)


def day(quote: str, ground: Ground) -> Readings:
    """A day of a month, or the days from one to another of the same month."""
    parts = _DATE_PARTS.search(quote)
    if not parts:
        return NONE
    month = _month_number(parts["m"] or parts["m2"])
    first = _number(parts["d1"] or parts["d"] or parts["e"])
    last = _number(parts["d"] or parts["e2"] or parts["e"])
    stated = parts["y"] or parts["y2"]
    if re.match(r"(?i)last\s", quote):
        ground = replace(ground, looking=Looking.BACK)
    other = next((step for words, step in _OTHER_YEARS.items() if quote.lower().endswith(words)), None)
    if stated or other is None or ground.day is None:
        year = _full_year(stated, ground) if stated else _year_for(month, last, ground, parts["wd"] or parts["wd2"])
    else:
        year = ground.day.year + other
    if year is None:
        return NONE
    start, end = days.day(year, month, first), days.day(year, month, last)
    if start is None or end is None or start > end:
        return NONE
    name = "stated" if stated else ground.name
    if start == end and (moment := zoned(quote, start)):
        return (days.at(moment, name),)
    if re.match(r"(?i)the\sweek\sof", quote):
        return (days.week_of(start, name),)
    if start == end and re.match(r"(?i)the\seve\sof", quote):
        start = end = start - timedelta(days=1)
    return (days.on(start, name, until=end),)


_CENTURIES = (1900, 2000)
_SHORT_YEAR = 2
_YEARS_AHEAD = 10
_PIVOT = 2030


def _full_year(digits: str, ground: Ground) -> int:
    """A year of four digits, or of two in the century that lies nearest."""
    number = int(digits)
    if len(digits) > _SHORT_YEAR:
        return number
    latest = (ground.day.year if ground.day else _PIVOT) + _YEARS_AHEAD
    early, late = (century + number for century in _CENTURIES)
    return late if late <= latest else early


_SOON, _FAR, _YEAR = 60, 270, 365
_SAME_WEEKDAY_WITHIN = 300


def _year_for(month: int, number: int, ground: Ground, weekday: str | None) -> int | None:
    """The year of a day that is given without one.

    The last such day, but the next where the text looks ahead, or where that is near and nothing looks back.
    """
    if ground.day is None:
        return None
    this = ground.day.year
    if weekday and (fitting := _year_with(days.WEEKDAYS[weekday.lower().rstrip(".")], month, number, ground.day)):
        return fitting
    here = days.day(this, month, number)
    if here is None:
        return this
    upcoming = here if here > ground.day else days.day(this + 1, month, number)
    away = (upcoming - ground.day).days if upcoming else _YEAR
    next_one = this + (here <= ground.day)
    if ground.looking is Looking.BACK:
        return next_one if away <= 1 else next_one - 1
    return next_one if away <= (_FAR if ground.ahead else _SOON) else next_one - 1


def _year_with(weekday: int, month: int, number: int, today: date) -> int | None:
    """The year near at hand in which a day of a month falls on a weekday."""
    for year in (today.year, today.year - 1, today.year + 1):
        fitting = days.day(year, month, number)
        if fitting and fitting.weekday() == weekday and abs((fitting - today).days) < _SAME_WEEKDAY_WITHIN:
            return year
    return None


_ZONES = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "WAT": 1, "CEST": 2, "MSK": 3, "MOSCOW TIME": 3, "EAT": 3, "IST": 5.5,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONE = re.compile(r"\b(?i:GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|PST|PDT|IST|EAT|WAT|MSK|Moscow\stime)\b")
_BEFORE_ZONE = re.compile(
    r"(?i)(?P<h>[0-2]?\d)(?:[:.]?(?P<m>[0-5]\d))?\s?(?P<half>a\.?m\.?|p\.?m\.?)?(?:\s?(?:hours|hrs))?$"
)
_LAST_HOUR = 23


def zoned(quote: str, on: date) -> datetime | None:
    """The moment that a time of day with a stated zone names on a day; without a zone there is none."""
    zone = _ZONE.search(quote)
    found = _BEFORE_ZONE.search(quote[: zone.start()].rstrip()) if zone else None
    if not zone or not found:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    if hour > _LAST_HOUR:
        return None
    offset = _ZONES[re.sub(r"\s+", " ", zone[0].upper())]
    tz = timezone(timedelta(hours=offset)) if offset else UTC
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=tz)


def between(quote: str, ground: Ground) -> Readings:
    """Two dates or months with all that lies between them."""
    ends = _TWO_ENDS.match(quote)
    end = _ending(ends["right"], ground) if ends else None
    if ends is None or end is None:
        return NONE
    if re.fullmatch(NUMBER, ends["left"]):
        start = days.day(end.first_day.year, end.first_day.month, _number(ends["left"]))
        return (days.on(start, end.anchor, until=end.last_day),) if start and start <= end.last_day else NONE
    begin = _ending(ends["left"], Ground(day=end.last_day, name=end.anchor))
    if begin is None or begin.first_day > end.last_day:
        return NONE
    coarse = max(begin.precision, end.precision, key=list(TimePrecision).index)
    return (When(start=begin.first_day, end=end.last_day, precision=coarse, anchor=end.anchor),)


def _ending(quote: str, ground: Ground) -> When | None:
    return next(iter(day(quote, ground) or month(quote, ground)), None)


_MONTHS_AHEAD = {Looking.AHEAD: 9, Looking.NEITHER: 1, Looking.BACK: 0}
_OTHER_YEARS = {"last year": -1, "year-earlier": -1, "year-ago": -1, "this year": 0, "next year": 1}


def month(quote: str, ground: Ground) -> Readings:
    """A month, or the months from one to another."""
    found = re.findall(MONTH, quote)
    if not found:
        return NONE
    first, last = _month_number(found[0]), _month_number(found[-1])
    stated = stated_year(quote)
    if stated:
        return one(days.month_of(stated, first, "stated", until=last))
    if ground.day is None:
        return NONE
    lowered = quote.lower()
    other = next((step for words, step in _OTHER_YEARS.items() if words in lowered), None)
    year = _year_of_month(first, lowered, ground.day, ground.looking) if other is None else ground.day.year + other
    return one(days.month_of(year, first, ground.name, until=last if last >= first else None))


def _year_of_month(number: int, quote: str, today: date, looking: Looking) -> int:
    """The year of a month given without one: the last such month, or the next where the text looks ahead."""
    if quote.startswith("last "):
        return today.year - (number >= today.month)
    if quote.startswith("next "):
        return today.year + (number <= today.month)
    if quote.startswith("this "):
        return today.year
    if 0 < (number - today.month) % 12 <= _MONTHS_AHEAD[looking]:
        return today.year + (number < today.month)
    return today.year - (number > today.month)


_ORDINALS = ("first", "second", "third", "fourth", "last")


def quarter(quote: str, ground: Ground) -> Readings:
    """A quarter or a half of a year; without a year, the quarter at hand or the last such."""
    order = re.search(r"(?i)(first|second|third|fourth|last)[\s-](?:quarter|half)|[QH]([1-4])", quote)
    if not order:
        return NONE
    which = int(order[2]) if order[2] else _ORDINALS.index(order[1].lower()) + 1
    size, most = (6, 2) if re.search(r"(?i)half|\bH[12]", quote) else (3, 4)
    begins = size * (min(which, most) - 1) + 1
    stated = re.search(rf"\b{YEAR}", quote)
    if stated:
        return one(days.month_of(int(stated[0]), begins, "stated", until=begins + size - 1))
    if ground.day is None:
        return NONE
    other = next((step for words, step in _OTHER_YEARS.items() if words in quote.lower()), None)
    if other is None and order[1] and order[1].lower() == "last":
        return _quarter_before(ground)
    back = begins > ground.day.month and not ground.ahead
    in_year = ground.day.year + (other if other is not None else -back)
    return one(days.month_of(in_year, begins, ground.name, until=begins + size - 1))


def _quarter_before(ground: Ground) -> Readings:
    """The three months before those of the day at hand."""
    if ground.day is None:
        return NONE
    begins = ground.day.replace(month=ground.day.month - (ground.day.month - 1) % 3, day=1)
    first = days.months_on(begins, -3)
    return one(days.month_of(first.year, first.month, ground.name, until=first.month + 2)) if first else NONE


_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_CENTURY = 100


def decade(quote: str, _ground: Ground) -> Readings:
    """A decade, or its early, middle or late years."""
    word = next((year for word, year in _DECADES.items() if word in quote.lower()), None)
    digits = re.search(r"\d+", quote)
    begins = word or (int(digits[0]) if digits else 0)
    begins += _CENTURIES[0] if begins < _CENTURY else 0
    part = re.search(r"(?i)\b(early|mid|late)", quote)
    if part:
        first, last = _DECADE_PARTS[part[1].lower()]
        return one(days.year_of(begins + first, "stated", until=begins + last))
    return (days.decade_of(begins, "stated"),)


_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "halloween": (10, 31), "thanksgiving": (11, 28),
}  # fmt: skip


_FROM_EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "holy thursday": -3,
    "good friday": -2, "holy saturday": -1, "easter monday": 1, "whit sunday": 49, "whit monday": 50, "easter": 0,
}  # fmt: skip
"""Days after the Easter of the Western churches; the Eastern ones mostly keep another."""


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the rule of 1876, as Meeus gives it)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, before = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, before + 1)


def _movable(name: str, quote: str, ground: Ground) -> Readings:
    """A feast that is counted from Easter: the last such day, or the next where the text looks ahead to it."""
    stated = re.search(YEAR, quote)
    year = int(stated[0]) if stated else ground.day.year if ground.day else None
    if year is None or not date.min.year < year < date.max.year:
        return NONE
    near = [easter(y) + timedelta(days=_FROM_EASTER[name]) for y in ((year,) if stated else (year - 1, year, year + 1))]
    if stated or ground.day is None:
        return (days.on(near[0], "stated"),)
    over = [day for day in near if day <= ground.day]
    coming = [day for day in near if day > ground.day]
    return (days.on(coming[0] if ground.ahead else over[-1], ground.name),)


def feast(quote: str, ground: Ground) -> Readings:
    """A feast that has its day in the calendar."""
    lowered = quote.lower().replace("’", "'")
    movable = next((name for name in _FROM_EASTER if name in lowered), None)
    if movable:
        return _movable(movable, quote, ground)
    month_of, number = next(on for name, on in _FEASTS.items() if name in lowered)
    stated = re.search(YEAR, quote)
    in_year = int(stated[0]) if stated else _year_for(month_of, number, ground, None)
    found = days.day(in_year, month_of, number) if in_year else None
    if found and "thanksgiving" in lowered:
        found = found.replace(day=28 - (date(found.year, 11, 28).weekday() - days.WEEKDAYS["thursday"]) % 7)
    return (days.on(found, "stated" if stated else ground.name),) if found else NONE


def year(quote: str, _ground: Ground) -> Readings:
    """A year, or the years from one to another ("2014-16")."""
    numbers = re.findall(r"\d+", quote)
    first = int(numbers[0]) if numbers else stated_year(quote)
    if first is None:
        return NONE
    last = numbers[-1] if numbers else str(first)
    until = int(last) if len(last) > _SHORT_YEAR else first // _CENTURY * _CENTURY + int(last)
    return one(days.year_of(first, "stated", until=until if until >= first else None))


def stated_year(quote: str) -> int | None:
    """The year that stands in the words: "1996", "nineteen ninety-six", "two thousand and one"."""
    figures = re.search(rf"\b{YEAR}(?!\d)", quote)
    spoken = re.search(rf"(?i){SPOKEN_YEAR}", quote)
    if figures or not spoken:
        return int(figures[0]) if figures else None
    century, _, rest = spoken[0].lower().partition(" ")
    if century == "nineteen":
        return 1900 + (how_many(rest) or 0)
    return 2000 + (how_many(rest.removeprefix("thousand").strip().removeprefix("and ")) or 0)


_COUNTED_DAYS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
        "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth "
        "thirty-first".split(),
        1,
    )
}
_NTH = re.compile(
    rf"(?i)the\s(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(sorted(_COUNTED_DAYS, key=len, reverse=True))}))"
    r"(?:\s(?P<month>of\s.+|inst\.|ult\.))?$"
)


def _numbered(quote: str) -> tuple[int, str]:
    """The day of the month that the words number, 0 where they do not, and the words for the month."""
    found = _NTH.search(quote)
    if found is None:
        return 0, ""
    number = int(found["n"]) if found["n"] else _COUNTED_DAYS[found["word"].lower()]
    return number, (found["month"] or "").lower()


def nth(quote: str, ground: Ground) -> Readings:
    """A day of the month without the month: the last of that number up to the day at hand, or the next one ahead."""
    number, month = _numbered(quote)
    today = ground.day
    if today is None or not number or "same" in month:
        return NONE
    step = 0 if "this" in month or "present" in month or "current" in month or "inst" in month else None
    step = -1 if "last" in month or "ult" in month else step
    if step is None:
        step = int(number <= today.day) if ground.ahead else -int(number > today.day)
    moved = days.months_on(today.replace(day=1), step)
    found = days.day(moved.year, moved.month, number) if moved else None
    return (days.on(found, ground.name),) if found else NONE


def nth_beside(quote: str, other: When | None) -> When | None:
    """A day of the month without the month, in that of a day or month told before it."""
    number, month = _numbered(quote)
    if (
        other is None
        or not number
        or other.precision not in {TimePrecision.DAY, TimePrecision.MONTH}
        or "last" in month
    ):
        return None
    found = days.day(other.last_day.year, other.last_day.month, number)
    return days.on(found, f"counted from {other.first_day}") if found else None

"""Days and hours in a text, in the formats that people and programs write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.release.leaks.spelling import Word
from tocsin.release.leaks.words import figures, named

_NUMERIC = re.compile(r"(?<![\d.,])(\d{1,4})([./_-])(\d{1,2})(?:\2(\d{2,4}))?(?![\d])")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_MILITARY = re.compile(r"(?i)(?<!\d)(\d\d)([0-2]\d)([0-5]\d) ?[a-z] ?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_CLOCK = re.compile(r"(?i)(?<![\d.:])(\d{1,2})[:.h]([0-5]\d)(?![\d]|[.:]\d)(?:\s*([ap])\.?\s?m\b)?")
_TWELVE = re.compile(r"(?i)(?<![\d.:])(\d{1,2})\s*([ap])\.?\s?m\b")
_BARE = re.compile(r"(?i)(?:\bat\s+([0-2]\d)([0-5]\d)(?!\d)|(?<!\d)([0-2]\d)([0-5]\d)\s?(?:h|hrs|hours|z|utc)\b)")
_LAST_DAY, _LAST_MONTH, _LAST_HOUR = 31, 12, 23
_EARLY, _MIDDLE, _LATE = (1, 10), (10, 20), (20, 31)
_PARTS = {"early": _EARLY, "beginning": _EARLY, "mid": _MIDDLE, "middle": _MIDDLE, "late": _LATE, "end": _LATE}
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as it is written: between two days of a month where only a part is named; the year where it stands."""

    month: int
    first: int
    last: int
    year: int | None
    start: int
    end: int

    def holds(self, day: date) -> bool:
        """Whether it says that day."""
        return self.month in {day.month, 0} and self.first <= day.day <= self.last and self.year in {None, day.year}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """A time of day; where it is not said which half of the day is meant, either."""

    hours: frozenset[int]
    minute: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """The name of a day of the week, Monday being 0."""

    day: int
    start: int
    end: int


Time = Day | Hour | Weekday


def times(text: str, words: Sequence[Word]) -> tuple[Time, ...]:
    """Every day, time of day and day of the week in a text; what could be two things is both."""
    return (*_written(words), *_numeric(text), *_alone(words), *_hours(text), *_told(words), *_weekdays(words))


def _written(words: Sequence[Word]) -> Iterator[Day]:
    """Days with the month's name beside them: "30 March 2024", "March 30th", "the thirtieth of March", "late March"."""
    for at, word in enumerate(words):
        month = next((named("months")[s] for s in word.spellings if s in named("months")), 0)
        if not month:
            continue
        back = at - 1 - (at > 1 and words[at - 1].plain in {"of", "de", "di"})
        for end, (first, last), start in (
            *((at, (d, d), s) for d, s in _day_before(words, back)),
            *((e, (d, d), at) for d, e in _day_after(words, at + 1)),
            *((at, _PARTS[words[n].plain], n) for n in (back,) if n >= 0 and words[n].plain in _PARTS),
        ):
            year = _year(words, end + 1)
            yield Day(
                month=month, first=first, last=last, year=year, start=words[start].start,
                end=words[end + (year is not None)].end,
            )  # fmt: skip


def _day_before(words: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
    if at < 0:
        return
    day, start = _day(words, at - (words[at].plain in _SUFFIXES)), at
    if not day and at > 0 and words[at - 1].plain == "twenty":
        day = 20 + named("ordinals").get(words[at].plain, 99)
    if words[at].plain in named("ordinals") and at > 0 and words[at - 1].plain in {"twenty", "thirty"}:
        day, start = figures("numbers")[words[at - 1].plain] + named("ordinals")[words[at].plain], at - 1
    if 0 < day <= _LAST_DAY:
        yield day, max(0, start - (words[at].plain in _SUFFIXES))


def _day_after(words: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
    at += at < len(words) and words[at].plain == "the"
    if at >= len(words):
        return
    day, end = _day(words, at), at
    if words[at].plain in {"twenty", "thirty"} and at + 1 < len(words):
        day, end = figures("numbers")[words[at].plain] + named("ordinals").get(words[at + 1].plain, 99), at + 1
    if 0 < day <= _LAST_DAY:
        yield day, end + (end + 1 < len(words) and words[end + 1].plain in _SUFFIXES)


def _day(words: Sequence[Word], at: int) -> int:
    word = words[at].plain if at >= 0 else ""
    return int(word) if word.isdecimal() and len(word) <= len("31") else named("ordinals").get(word, 0)


def _year(words: Sequence[Word], at: int) -> int | None:
    word = words[at].plain if at < len(words) else ""
    return int(word) if re.fullmatch(r"(?:19|20)\d\d", word) else None


def _numeric(text: str) -> Iterator[Day]:
    """Days in figures: 2024-03-30, 30.03.2024, 3/30/24, 30/3, 20240330, 301840Z MAR 24."""
    for m in _NUMERIC.finditer(text):
        one, other, last = int(m[1]), int(m[3]), m[4]
        pairs: list[tuple[int, int, int | None]] = []
        if len(m[1]) == len("2024"):
            pairs = [(other, int(last), one)] if last else []
        elif last or m[2] in "./":
            year = None if last is None else int(last) + (2000 if len(last) == len("24") else 0)
            pairs = [(other, one, year), (one, other, year)]
        for month, day, year in pairs:
            if 0 < month <= _LAST_MONTH and 0 < day <= _LAST_DAY:
                yield Day(month=month, first=day, last=day, year=year, start=m.start(), end=m.end())
    for m in _COMPACT.finditer(text):
        for parts in ((m[1], m[2], m[3]), (m[2] + m[3], m[1][2:], m[1][:2])):
            y, mon, d = map(int, parts)
            if y // 100 in {19, 20} and 0 < mon <= _LAST_MONTH and 0 < d <= _LAST_DAY:
                yield Day(month=mon, first=d, last=d, year=y, start=m.start(), end=m.end())
    for m in _MILITARY.finditer(text):
        d = int(m[1])
        yield Day(month=named("months")[m[4].lower()], first=d, last=d, year=None, start=m.start(), end=m.end())


def _alone(words: Sequence[Word]) -> Iterator[Day]:
    """A day of a month that is not named: "on the 30th", "on the thirtieth"."""
    for at in range(2, len(words)):
        if words[at - 1].plain != "the" or words[at - 2].plain not in {"on", "until", "by", "for", "before", "after"}:
            continue
        figure = at + 1 < len(words) and words[at].raw.isdigit() and words[at + 1].plain in _SUFFIXES
        day = _day(words, at) if figure or words[at].plain in named("ordinals") else 0
        following = words[at + 1 + figure].plain if at + 1 + figure < len(words) else ""
        if 3 < day <= _LAST_DAY and following not in {"floor", "of", "time", "anniversary"}:  # noqa: PLR2004
            yield Day(month=0, first=day, last=day, year=None, start=words[at].start, end=words[at + figure].end)


def _hours(text: str) -> Iterator[Hour]:
    """Times of day in figures: 18:40, 18.40, 18h40, 6:40 pm, 6 pm, at 1840, 1840 hrs, 301840Z MAR."""
    found = [(m, m[1], m[2], m[3] or "") for m in _CLOCK.finditer(text)]
    found += [(m, m[1], "0", m[2]) for m in _TWELVE.finditer(text)]
    found += [(m, m[1] or m[3], m[2] or m[4], "") for m in _BARE.finditer(text)]
    found += [(m, m[2], m[3], "") for m in _MILITARY.finditer(text)]
    for m, hour, minute, half in found:
        hours = _halves(int(hour), half.lower())
        if hours:
            yield Hour(hours=hours, minute=int(minute), start=m.start(), end=m.end())


def _halves(hour: int, half: str) -> frozenset[int]:
    if half:
        return frozenset({hour % 12 + (12 if half == "p" else 0)}) if 0 < hour <= 12 else frozenset()  # noqa: PLR2004
    return frozenset({hour}) if hour <= _LAST_HOUR else frozenset()


def _told(words: Sequence[Word]) -> Iterator[Hour]:
    """Times of day in words: "twenty to seven", "half past six", "quarter to seven", "six forty"."""
    count = figures("numbers") | {"quarter": 15, "half": 30}
    for at in range(len(words) - 1):
        one, two = words[at].plain, words[at + 1].plain
        three = words[at + 2].plain if at + 2 < len(words) else ""
        hour, minute, end = -1, -1, at + 1
        if one in count and two in {"to", "past"} and 0 < figures("numbers").get(three, 0) <= 12:  # noqa: PLR2004
            hour, end = figures("numbers")[three] - (two == "to"), at + 2
            minute = 60 - count[one] if two == "to" else count[one]
        elif figures("numbers").get(one, 99) in range(1, 24) and figures("numbers").get(two, 0) in range(10, 60, 10):
            hour, minute = figures("numbers")[one], figures("numbers")[two]
        if hour >= 0 and 0 <= minute < 60:  # noqa: PLR2004 - minutes
            both = frozenset({hour % 24, (hour + 12) % 24})
            yield Hour(hours=both, minute=minute, start=words[at].start, end=words[end].end)


def _weekdays(words: Sequence[Word]) -> Iterator[Weekday]:
    for word in words:
        if word.plain in named("weekdays") and word.capital:
            yield Weekday(day=named("weekdays")[word.plain], start=word.start, end=word.end)

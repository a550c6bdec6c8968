"""When an incident was, as the task writes it: a day, or "on or before" the day of the message (slot 2)."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bench.muc4.keys import days, written
from tocsin.model import Statement, TimePrecision, When

_FINE = {TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.DAY}
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_TODAY = re.compile(r"\b(?:TODAY|THIS (?:MORNING|AFTERNOON|EVENING|NOON)|TONIGHT)\b")
_YESTERDAY = re.compile(r"\b(?:YESTERDAY|LAST NIGHT|LAST EVENING)\b")
_DAY_OF_MONTH = re.compile(r"\b(\d{1,2} [A-Z]{3,9})\b(?! \d{2})")


def when(statement: Statement) -> list[When]:
    """The times of a statement that are known to the day, those that only a weekday names left out (7.3, note 1)."""
    return [
        m.resolved for m in statement.roles.time
        if isinstance(m.resolved, When) and m.resolved.precision in _FINE and not _WEEKDAY.search(m.span.quote)
    ]  # fmt: skip


def dated(told: Iterable[Statement], sentences: Iterable[str], *, published: date | None) -> str:
    """The day that the statements give, else the one that their sentences name, else up to that of the message."""
    for time in (t for statement in told for t in when(statement)):
        return written(_past(time.first_day, published))
    if published is None:
        return ""
    named = next((d for words in sentences if (d := _named(words.upper(), published))), None)
    return written(named) if named else f"- {written(published)}"


def _past(day: date, published: date | None) -> date:
    """A day in the year before where it would lie behind the day of the message: what is told has been."""
    return day.replace(year=day.year - 1) if published and day > published else day


def _named(words: str, published: date) -> date | None:
    """The day that the words of a sentence name: today, yesterday, or a day of a month."""
    if _TODAY.search(words):
        return published
    if _YESTERDAY.search(words):
        return published - timedelta(days=1)
    found = (days(f"{m[1]} {published.year - 1900}") for m in _DAY_OF_MONTH.finditer(words))
    return next((_past(d[0], published) for d in found if d), None)

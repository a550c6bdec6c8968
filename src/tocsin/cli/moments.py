"""Moments and days as they are given on the command line."""

import re
from datetime import date, datetime, timedelta

from tocsin.cli import staying
from tocsin.model import BadInput, TimePrecision, When


def moment(value: str | None, *, where: str = "--at", now: str = "write 2024-03-07T21:10:00+03:00") -> datetime:
    """A moment given on the command line, or now.

    Raises:
        BadInput: it is no ISO 8601 moment with a zone.
    """
    if value is None:
        return staying.now().replace(microsecond=0)
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadInput(where=where, what=f"{value!r} is no moment", now=now) from error
    if found.tzinfo is None:
        raise BadInput(where=where, what=f"{value!r} has no zone", now="write 2024-03-07T21:10:00+03:00")
    if found.year not in _YEARS:
        what = f"{value!r} is in no year of {_YEARS.start} to {_YEARS[-1]}"
        raise BadInput(where=where, what=what, now="see whether the year was mistyped")
    return found


_YEARS = range(1900, 2200)
"""What a moment or a day may lie in; whatever lies beyond was mistyped, and days could not be counted from it."""


def past(value: str, *, at: datetime) -> datetime:
    """A moment that was: written out, or as hours or minutes ago ("8h", "90m").

    Raises:
        BadInput: it is neither, or still to come.
    """
    ago = _AGO.fullmatch(value)
    found = (
        at - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        if ago
        else moment(value, where="TIME", now="write 2024-03-07T21:10:00+03:00, or 8h, or 90m")
    )
    if found > at:
        raise BadInput(where="TIME", what=f"{value!r} is still to come", now="give a moment that was, or 8h")
    return found


_AGO = re.compile(r"(\d{1,5})([hm])")
_UNITS = {"h": "hours", "m": "minutes"}


def publication(value: str | None) -> When | None:
    """A publication date, or moment with its zone, as given.

    Raises:
        BadInput: it is neither.
    """
    return None if value is None else day_or_moment(value, where="--published")


def day_or_moment(value: str, *, where: str) -> When:
    """A day, or a moment with its zone, as given.

    Raises:
        BadInput: it is neither.
    """
    try:
        found = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError as error:
        raise BadInput(where=where, what=f"{value!r} is no date", now="write 2024-03-23") from error
    if isinstance(found, datetime):
        found = moment(value, where=where)
        return When(start=found, end=found, precision=TimePrecision.MINUTE, anchor="given")
    if found.year not in _YEARS:
        what = f"{value!r} is in no year of {_YEARS.start} to {_YEARS[-1]}"
        raise BadInput(where=where, what=what, now="see whether the year was mistyped")
    return When(start=found, end=found, precision=TimePrecision.DAY, anchor="given")

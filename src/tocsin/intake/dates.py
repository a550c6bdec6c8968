"""What a document says of its own publication, as a `When`."""

import calendar
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from tocsin.model import TimePrecision, When

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T ])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


def stated(value: str) -> When | None:
    """An ISO 8601 date or moment; None where it is none.

    A moment with its zone is known to the minute. One without is known to the day only, since nobody
    can say which minute it was.
    """
    value = value.strip()
    try:
        if match := _DAY.match(value):
            moment = datetime.fromisoformat(value) if len(value) > len("2024-03-23") else None
            if moment is not None and moment.tzinfo is not None:
                return _minute(moment)
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return When(start=day, end=day, precision=TimePrecision.DAY, anchor="stated")
        if match := _MONTH.fullmatch(value):
            year, month = int(match[1]), int(match[2])
            last = date(year, month, calendar.monthrange(year, month)[1])
            return When(start=date(year, month, 1), end=last, precision=TimePrecision.MONTH, anchor="stated")
        if _YEAR.fullmatch(value):
            year = int(value)
            return When(start=date(year, 1, 1), end=date(year, 12, 31), precision=TimePrecision.YEAR, anchor="stated")
    except (ValueError, OverflowError):
        return None
    return None


def posted(value: str) -> When | None:
    """The Date of a mail (RFC 5322); "-0000" is UTC said by a host that hides its zone."""
    try:
        moment = parsedate_to_datetime(value)
        return _minute(moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _minute(moment: datetime) -> When:
    moment = moment.replace(second=0, microsecond=0)
    return When(start=moment, end=moment, precision=TimePrecision.MINUTE, anchor="stated")

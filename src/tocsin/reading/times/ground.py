"""What a time is told from: the day of the dateline, else of publication, and whether the words look ahead."""

import re
from dataclasses import dataclass
from datetime import date

from tocsin.model import Span, When

Readings = tuple[When | None, ...]
"""What a time may mean: nothing that can be said, one interval, or the several that are possible."""

NONE: Readings = ()


def one(when: When | None) -> Readings:
    """The one reading, or none."""
    return (when,) if when else NONE


@dataclass(frozen=True, slots=True)
class Ground:
    """A day and the name of it (None, "" where nothing is known), and whether the time told is still to come."""

    day: date | None
    name: str
    ahead: bool = False


def ground(published: When | None, dateline: When | None) -> Ground:
    """The day that the times of a report are told from."""
    if dateline:
        return Ground(dateline.last_day, f"dateline {dateline.last_day}")
    if published:
        return Ground(published.last_day, f"published {published.last_day}")
    return Ground(None, "")


_NEAR = 90
_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|due|scheduled|expected|planned\s(?:for|on)|plan(?:s|ned|ning)?\sto|set\s(?:for|to)|upcoming|"
    r"coming|ahead\sof|until|till|by|next|may|might|could|avoid|imminent|possible|before\sthe\send\sof|"
    r"intend(?:s|ed)?\sto|going\sto|vowed|threaten(?:s|ed)?\sto|take\splace|begins?|opens?|expires?)\b[^.;]*$"
)


def looks_ahead(text: str, start: int, span: Span) -> bool:
    """Whether the words before a time speak of what is still to come."""
    return _AHEAD.search(text, max(span.start, start - _NEAR), start) is not None

"""When: the dates and times in a sentence, as intervals; what rests on nothing known stays unresolved.

Days without a year, weekdays and words such as "yesterday" are told from the day of the dateline, else of
publication. "Four years earlier" rests on another event: it stays unresolved until `against` is given that event's
time. Durations ("for two years") are no dates. Seasons are those of the north.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tocsin.model import Mention, MentionKind, Span, When
from tocsin.reading.times import counted, dates, forms, relative
from tocsin.reading.times.ground import NONE, Ground, Readings, ground, looks_ahead
from tocsin.reading.times.lookalikes import is_time


def find(
    text: str, span: Span, *, published: When | None, dateline: When | None = None, anchor: When | None = None
) -> tuple[Mention, ...]:
    """The times in a stretch of a text, in order.

    `dateline` is the day that the report's dateline states; `anchor` is the time of the event that
    "two days later" and the like are counted from, where the caller knows it.
    """
    return tuple(_mentions(text, span, ground(published, dateline), anchor))


def of_dateline(text: str, dateline: Span, *, published: When | None) -> When | None:
    """The day that a dateline states, or None."""
    found = find(text, dateline, published=published)
    return next((m.resolved for m in found if isinstance(m.resolved, When)), None)


def is_relative(mention: Mention) -> bool:
    """Whether a mention counts from another event ("two days later"), so that `against` can resolve it."""
    return forms.STEP.fullmatch(mention.span.quote) is not None


def against(mention: Mention, anchor: When, *, basis: Span | None = None) -> Mention:
    """The mention resolved from the time of the event it counts from; `basis` says where that stands."""
    resolved = counted.stepped(mention.span.quote, anchor)
    if resolved is None:
        return mention
    return Mention(span=mention.span, kind=MentionKind.TIME, resolved=resolved, basis=basis)


def _mentions(text: str, span: Span, known: Ground, anchor: When | None) -> Iterator[Mention]:
    if not forms.HINT.search(text, span.start, span.end):
        return
    for match in forms.TIME.finditer(text, span.start, span.end):
        if not is_time(match, span):
            continue
        form, start, end = str(match.lastgroup), match.start(), _without_tail(match)
        quote = text[start:end]
        found = counted.stepped(quote, anchor) if form == "step" and anchor else None
        readings = (found,) if found else _READERS[form](quote, replace(known, ahead=looks_ahead(text, start, span)))
        resolved = readings[0] if len(readings) == 1 else None
        yield Mention(
            span=Span(start=start, end=end, quote=quote, text=span.text),
            kind=MentionKind.TIME,
            resolved=resolved,
            candidates=() if resolved else tuple(r for r in readings if r),
        )


def _without_tail(match: re.Match[str]) -> int:
    """The end of a time without the possessive ("Friday's")."""
    return match.end() - 2 if match[0].endswith(("'s", "’s")) and match.lastgroup == "weekday" else match.end()


def _unresolved(_quote: str, _ground: Ground) -> Readings:
    """A time of day alone, and a step without the event that it counts from, say no day."""
    return NONE


_READERS: dict[str, Callable[[str, Ground], Readings]] = {
    "iso": dates.iso,
    "span": dates.between,
    "date": dates.day,
    "step": _unresolved,
    "ago": counted.ago,
    "window": counted.window,
    "month": dates.month,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "season": relative.season,
    "quarter": dates.quarter,
    "decade": dates.decade,
    "feast": dates.feast,
    "clock": _unresolved,
    "year": dates.year,
}

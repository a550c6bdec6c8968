"""When: the dates and times in a sentence, as intervals; what rests on nothing known stays unresolved.

`find` gives what says when something is. Days without a year, weekdays and words such as "yesterday" are told from
the day of the dateline, else of publication. "Four years earlier" counts from a time told before it in the sentence;
where there is none, it stays unresolved until `against` is given another event's time. "Every Friday" is no date.
Seasons are those of the north.

`told` gives the same with the form of its words, and beside it what says no day: how long and how often ("for two
years", "daily"), and about now ("recently").
"""

import re

from tocsin.model import Mention, MentionKind, Span, When
from tocsin.reading.times import counted, forms
from tocsin.reading.times.ground import ground
from tocsin.reading.times.telling import Told, on_one_line, that_say_no_day, that_say_when

__all__ = ["Told", "against", "before", "find", "is_relative", "of_dateline", "told"]


def find(
    text: str, span: Span, *, published: When | None, dateline: When | None = None, anchor: When | None = None
) -> tuple[Mention, ...]:
    """The times in a stretch of a text, in order.

    `dateline` is the day that the report's dateline states; `anchor` is the time of the event that
    "two days later" and the like are counted from, where the caller knows it.
    """
    return tuple(_mention(one) for one in that_say_when(text, span, ground(published, dateline), anchor))


def told(text: str, span: Span, *, published: When | None, dateline: When | None = None) -> tuple[Told, ...]:
    """All that is said of time in a stretch of a text, in order: what `find` finds, and what says no day."""
    found = list(that_say_when(text, span, ground(published, dateline), None))
    edges = [span.start, *(edge for one in found for edge in (one.span.start, one.span.end)), span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += that_say_no_day(text, span, start, end)
    return tuple(sorted(found, key=lambda one: one.span.start))


def of_dateline(text: str, dateline: Span, *, published: When | None) -> When | None:
    """The day that a dateline states, or None."""
    found = find(text, dateline, published=published)
    return next((m.resolved for m in found if isinstance(m.resolved, When)), None)


def is_relative(mention: Mention) -> bool:
    """Whether a mention counts from another event ("two days later"), so that `against` can resolve it.

    "Two days after the attack" counts from what its `basis` names, and from nothing else.
    """
    return mention.basis is None and forms.STEP.fullmatch(mention.span.quote) is not None


def against(mention: Mention, anchor: When, *, basis: Span | None = None) -> Mention:
    """The mention resolved from the time of the event it counts from; `basis` says where that stands."""
    resolved = counted.stepped(on_one_line(mention.span.quote), anchor)
    if resolved is None:
        return mention
    return Mention(span=mention.span, kind=MentionKind.TIME, resolved=resolved, basis=basis)


def before(words: str, when: When) -> When | None:
    """The time that lies before another by as much as the words count ("four days after"): what it is after."""
    return counted.stepped(re.sub(r"(?i)\bafter$", "before", words), when)


def _mention(one: Told) -> Mention:
    return Mention(
        span=one.span,
        kind=MentionKind.TIME,
        resolved=one.when,
        candidates=() if one.when else tuple(reading for reading in one.readings if reading),
        basis=one.basis,
    )

"""From words to times: each form is read by its reader, and steps are counted from the time told before them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.model import Span, TimePrecision, When
from tocsin.reading.times import counted, dates, forms, periods, relative
from tocsin.reading.times.ground import NONE, Ground, Readings, looking
from tocsin.reading.times.lengths import Length, length
from tocsin.reading.times.lookalikes import is_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time as it is told: its characters, the form of its words (a name of `forms`), and what they may mean.

    `length` is how long it lasts or how far it counts, where the words give that; `basis` is what it counts from,
    where that stands in the text.
    """

    span: Span
    form: str
    readings: Readings = NONE
    length: Length | None = None
    basis: Span | None = None

    @property
    def when(self) -> When | None:
        """The interval, where there is just one that the words can mean."""
        return self.readings[0] if len(self.readings) == 1 else None


def that_say_when(text: str, span: Span, known: Ground, anchor: When | None) -> Iterator[Told]:
    """The times that say when, in order; "two days later" counts from `anchor`, else from a time told before it."""
    hint = forms.HINT.search(text, span.start, span.end)
    if hint is None:
        return
    before: list[Told] = []
    for match in forms.TIME.finditer(text, max(span.start, hint.start() - forms.LEAD), span.end):
        if is_time(match, span):
            alone = _alone(text, span, match, known)
            one = _of_the_period(alone, text, span, before, known) or _from_another(alone, text, span, before, anchor)
            if one.when and one.form != "window":
                before.append(one)
            yield one


def that_say_no_day(text: str, span: Span, start: int, end: int) -> Iterator[Told]:
    """How long, how often, and about now, in the characters from start to end."""
    for match in forms.OTHER.finditer(text, start, end):
        at = Span(start=match.start(), end=match.end(), quote=match[0], text=span.text)
        yield Told(span=at, form=str(match.lastgroup), length=length(on_one_line(match[0])))


_COUNTED = frozenset({"step", "ago", "window"})


def _alone(text: str, span: Span, match: re.Match[str], known: Ground) -> Told:
    """A time as its own words tell it, from the day at hand."""
    form, start, end = str(match.lastgroup), match.start(), _without_tail(match)
    quote = text[start:end]
    ground = replace(known, looking=looking(text, start, end, span, known.day)) if known.day else known
    return Told(
        span=Span(start=start, end=end, quote=quote, text=span.text),
        form=form,
        readings=_READERS[form](on_one_line(quote), ground),
        length=length(on_one_line(quote)) if form in _COUNTED else None,
    )


def on_one_line(quote: str) -> str:
    """The words of a time, wherever the lines of its text end: "Good Friday" in two of them."""
    return " ".join(quote.split())


def _without_tail(match: re.Match[str]) -> int:
    """The end of a time without the possessive ("Friday's")."""
    return match.end() - 2 if match[0].endswith(("'s", "’s")) and match.lastgroup == "weekday" else match.end()


# ---- what counts from another time

_YEARS_BACK = re.compile(r"(?i)year-(?:ago|earlier)$|\byears?\s(?:ago|earlier)$")


def _of_the_period(one: Told, text: str, span: Span, before: Sequence[Told], known: Ground) -> Told | None:
    """A time that is told from the quarter that a report of figures is about, or None."""
    start, words = one.span.start, on_one_line(one.span.quote)
    if one.form == "period":
        return _resting(one, text, periods.told(words, text, start, known))
    if not _YEARS_BACK.search(words) or one.length is None or one.length.count is None:
        return None
    compared = words.lower().startswith("year-") or periods.is_compared(text, span.start, start)
    if not compared or (before and before[-1].when and before[-1].when.precision is TimePrecision.MONTH):
        return None
    period = periods.at_hand(text, start, known)
    found = periods.years_on(period, -one.length.count) if period else None
    return _resting(one, text, found) if found else None


def _resting(one: Told, text: str, on: periods.Period | None) -> Told:
    """A time that is known from a period told before it, on which it rests."""
    if on is None:
        return one
    basis = Span(start=on.start, end=on.end, quote=text[on.start : on.end], text=one.span.text)
    return replace(one, readings=(on.when,), basis=basis if on.end <= one.span.start else None)


_FROM_ANOTHER = frozenset({"step", "within"})
_TOWARDS = re.compile(r"(?i)(?:before|after|prior|\bon|\bto)$")
_WHAT_FOLLOWS = re.compile(r"\s+((?:(?:the|an?|his|her|its|their|this|that|these|those)\s)?[^\W_]+)(?!\w)")
_COMPARED = re.compile(r"(?i)\b(?:from|than|against|compared|versus|up|down)\b")


def _from_another(one: Told, text: str, span: Span, before: Sequence[Told], anchor: When | None) -> Told:
    """A step counted from the event's time, or from the last time before it that is fine enough to bear it."""
    if one.form == "step" and anchor:
        return _counted(one, anchor, None)
    if one.form == "ago" and before and _is_compared(one, text, before[-1]):
        return _counted(one, before[-1].when, before[-1].span)
    if one.form == "nth" and before and (found := dates.nth_beside(on_one_line(one.span.quote), before[-1].when)):
        return replace(one, readings=(found,), basis=before[-1].span)
    if one.form not in _FROM_ANOTHER:
        return one
    follows = _WHAT_FOLLOWS.match(text, one.span.end, span.end) if _TOWARDS.search(one.span.quote) else None
    if follows:  # "two days after the attack"
        start, end = follows.span(1)
        return replace(one, basis=Span(start=start, end=end, quote=follows[1], text=span.text))
    tries = (_counted(one, other.when, other.span) for other in reversed(before))
    return next((found for found in tries if found.basis), one)


def _is_compared(ago: Told, text: str, other: Told) -> bool:
    """Whether "a year ago" means the month or quarter just told, of that year ("12 in May, up from 3 a year ago")."""
    if other.when is None or other.when.precision is not TimePrecision.MONTH:
        return False
    whole = ago.length is not None and ago.length.unit == "year"
    return whole and _COMPARED.search(text, other.span.end, ago.span.start) is not None


def _counted(step: Told, basis: When | None, at: Span | None) -> Told:
    found = counted.stepped(on_one_line(step.span.quote), basis) if basis else None
    return replace(step, readings=(found,), basis=at) if found else step


def _unresolved(_quote: str, _ground: Ground) -> Readings:
    """A time of day alone, a step without the event that it counts from, and every Friday say no day."""
    return NONE


_READERS: dict[str, Callable[[str, Ground], Readings]] = {
    "repeat": _unresolved,
    "iso": dates.iso,
    "span": dates.between,
    "date": dates.day,
    "quarter": dates.quarter,
    "period": _unresolved,
    "step": _unresolved,
    "within": relative.within,
    "ago": counted.ago,
    "window": counted.window,
    "month": dates.month,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "season": relative.season,
    "decade": dates.decade,
    "feast": dates.feast,
    "nth": dates.nth,
    "clock": _unresolved,
    "year": dates.year,
}

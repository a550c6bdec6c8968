"""Strategies for every word of the model, built from its type hints."""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tocsin.codec import WORDS
from tocsin.model import (
    Account,
    Came,
    Delivery,
    GivenUp,
    Matter,
    Outcome,
    Person,
    Relay,
    Relayed,
    Span,
    Statement,
    TimePrecision,
    Toll,
    Unread,
    Waive,
    WarnUnnamed,
    When,
    digest,
)

FINE = (TimePrecision.MINUTE, TimePrecision.HOUR)

texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=12).filter(lambda name: bool(name.strip()))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 - the zone is drawn
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
digests = st.integers(0, 3).map(lambda n: digest(str(n)))


@cache
def word(kind: type) -> st.SearchStrategy[Any]:
    """Any value of a word; spans in a statement or an unread passage all count in its one text."""
    if kind in (Statement, Unread):
        return digests.flatmap(lambda text: _build(kind, text=text))
    return _build(kind, text="")


def any_word() -> st.SearchStrategy[Any]:
    """Any value of any word."""
    return st.sampled_from(WORDS).flatmap(word)


@cache
def spans(text: str) -> st.SearchStrategy[Span]:
    """Any span that counts in the text of that digest."""
    return st.builds(
        lambda start, length, quote: Span(start=start, end=start + length, quote=quote, text=text),
        st.integers(0, 500), st.integers(1, 80), texts,
    )  # fmt: skip


def whens() -> st.SearchStrategy[When]:
    """Any interval: moments where it is finer than a day, else days."""

    def made(ends: tuple[date, date], precision: TimePrecision, anchor: str) -> When:
        start, end = sorted(ends)
        return When(start=start, end=end, precision=precision, anchor=anchor)

    coarse = [precision for precision in TimePrecision if precision not in FINE]
    return st.one_of(
        st.builds(made, st.tuples(moments, moments), st.sampled_from(FINE), texts),
        st.builds(made, st.tuples(days, days), st.sampled_from(coarse), texts),
    )


def _tolls(text: str) -> st.SearchStrategy[Toll]:
    counts = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(sorted)
    hints = get_type_hints(Toll)
    return st.builds(
        lambda counts, no_best, no_high, who, effect, mention: Toll(
            low=counts[0], best=None if no_best else counts[1], high=None if no_high else counts[2],
            who=who, effect=effect, mention=mention,
        ),
        counts, st.booleans(), st.booleans(), _of(hints["who"], text=text), _of(hints["effect"], text=text),
        _of(hints["mention"], text=text),
    )  # fmt: skip


_MADE: dict[type, Callable[[str], st.SearchStrategy[Any]]] = {
    Span: spans,
    When: lambda _text: whens(),
    Toll: _tolls,
    Person: lambda _text: st.builds(Person, name=names),
    WarnUnnamed: lambda _text: st.builds(WarnUnnamed, because=names),
    Waive: lambda _text: st.builds(Waive, ground=names, justification=names, by=st.builds(Person, name=names)),
}


@cache
def _build(kind: type, *, text: str) -> st.SearchStrategy[Any]:
    if kind in _MADE:
        return _MADE[kind](text)
    return _whole(kind, text)


@st.composite
def _whole(draw: st.DrawFn, kind: type, text: str) -> Any:
    """A word with a value drawn for each field."""
    hints = get_type_hints(kind)
    narrower = {name: strategy for (of, name), strategy in _NARROWER.items() if of is kind}
    fields = {f.name: _of(hints[f.name], text=text) for f in dataclasses.fields(kind)} | narrower
    drawn = {name: draw(strategy) for name, strategy in fields.items()}
    return kind(**drawn)


_ENDS = (Delivery.CANCELLED, Delivery.EXPIRED, Delivery.FAILED, Delivery.UNKNOWN)
_FIRST = st.sampled_from(((Matter.WARNING,), (Matter.WARNING, Matter.PLACE)))
_REST = st.sampled_from(((), (Matter.TIME,), (Matter.TARGET, Matter.ACTOR)))
_NARROWER: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (GivenUp, "outcome"): st.sampled_from(_ENDS),
    (Account, "told"): _FIRST,
    (Account, "untold"): _REST,
    (Outcome, "came"): st.sampled_from([came for came in Came if came.happened]),
    (Outcome, "began"): whens(),
    (Relay, "to"): names,
    (Relay, "because"): names,
    (Relay, "confirms"): st.just(""),
    (Relay, "step"): st.sampled_from([step for step in Relayed if step is not Relayed.PASSED_ON]),
    **{(Account, name): names for name in ("who", "recipient", "words", "source")},
}
"""Fields that hold less than their type allows."""


@cache
def _of(hint: Any, *, text: str) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        item = _of(get_args(hint)[0], text=text)
        return st.one_of(st.just(()), st.tuples(item), st.tuples(item, item))
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(_of(arg, text=text) for arg in get_args(hint)))
    if hint in (Statement, Unread):
        return word(hint)
    if dataclasses.is_dataclass(hint):
        return _build(hint, text=text)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _SCALARS[hint]


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    int: st.integers(-(10**9), 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False, width=32),
    datetime: moments,
    type(None): st.none(),
}

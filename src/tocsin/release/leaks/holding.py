"""What a reader may not learn: the names, numbers, times, places and phrases of statements that are kept back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tocsin.model import Actor, Mention, Statement, When, Where
from tocsin.release.leaks.counting import Number, numbers
from tocsin.release.leaks.dating import Day, Hour, times
from tocsin.release.leaks.spelling import Word, words
from tocsin.release.leaks.words import figures, is_small, listed, named, stem

Point = tuple[float, float]
Names = Callable[[Actor | Where], Sequence[str]]

_CODE = re.compile(
    r"[\w.+-]+@[\w.-]+\w|https?://\S+|\b[A-Za-z]{1,8}[-/]?\d[\dA-Za-z-]*|\b\d+[A-Za-z-]+\d\w*|\+?\d[\d ()-]{6,}\d"
)
_JOINTS = " -–'’&.\u00ad\u200b"
_SHORTEST = 4
_LONGEST_SPAN = 7
RUN, SHORT_RUN = 4, 3
"""So many content words in a row are a phrase; so many where none of them is told openly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that is kept back: its words, plain, and those of them that give it away by themselves.

    `common` says that these may be plain words as well ("crane" of the Crane Palace), so that they count as capitals.
    """

    written: str
    what: str
    words: tuple[str, ...]
    telling: tuple[str, ...]
    common: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A statement that is kept back, why, and all by which a text would tell of it."""

    statement: str
    because: str
    names: tuple[Name, ...] = ()
    codes: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    days: tuple[date | Day, ...] = ()
    hours: tuple[Hour, ...] = ()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    things: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What the same reader may know anyhow: from statements that are told, and from the notice's own form."""

    words: frozenset[str]
    stems: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    squashed: str
    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    hours: tuple[Hour, ...]
    weekdays: frozenset[int]
    entities: frozenset[str]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is searched with: the secrets, less what is open."""

    secrets: tuple[Secret, ...]
    known: Open = field(repr=False)


def hold(
    kept: Mapping[str, str], *, statements: Iterable[Statement], form: Iterable[str] = (),
    names: Names = lambda _: (), sources: Mapping[str, Sequence[str]] | None = None,
) -> Held:  # fmt: skip
    """What must not be learned of the statements `kept` (id to reason), given that the others may be told.

    `form` are texts that stand in every notice; `names` gives the other names of an actor or place, and `sources`
    who is behind each report (by id).
    """
    listed_ = tuple(statements)
    told = tuple(s for s in listed_ if s.id not in kept)
    known = _known(told, form=tuple(form), names=names)
    return Held(
        secrets=tuple(
            _secret(s, because=kept[s.id], known=known, names=names, sources=(sources or {}).get(s.report, ()))
            for s in listed_ if s.id in kept
        ),
        known=known,
    )  # fmt: skip


def content(found: Sequence[Word]) -> tuple[str, ...]:
    """The stems of the words of a text that say something."""
    return tuple(stem(w.plain) for w in found if not is_small(w.plain) and not w.raw.isdigit())


def runs(stems: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every so many in a row."""
    return (tuple(stems[n : n + length]) for n in range(len(stems) - length + 1))


def squash(text: str) -> str:
    """The letters and figures of a text alone, plain."""
    return "".join(w.plain for w in words(text))


# ---- what is open


def _known(told: Sequence[Statement], *, form: Sequence[str], names: Names) -> Open:
    resolved = [m.resolved for s in told for m in _mentions(s) if isinstance(m.resolved, Actor | Where)]
    also = [name for each in resolved for name in (each.name, *names(each))]
    texts = [*form, *(s.passage.quote for s in told), *also]
    each = [(text, words(text)) for text in texts]
    found = [t for text, split in each for t in times(text, split)]
    days = [t for t in found if isinstance(t, Day)]
    days += [_as_day(d) for s in told for m in s.roles.time for d in _days_of(m)]
    stems = [content(split) for _, split in each]
    return Open(
        words=frozenset(s for _, split in each for w in split for s in w.spellings),
        stems=frozenset(s for row in stems for s in row),
        runs=frozenset(run for row in stems for n in (2, SHORT_RUN, RUN) for run in runs(row, n)),
        squashed=" ".join(squash(text) for text in texts),
        numbers=tuple(n for text, split in each for n in numbers(text, split)),
        days=tuple(days), hours=tuple(t for t in found if isinstance(t, Hour)),
        weekdays=frozenset(_weekday(d) for d in days if d.year and d.first == d.last and d.month)
        | frozenset(t.day for t in found if not isinstance(t, Day | Hour)),
        entities=frozenset(_entity(r) for r in resolved),
        points=tuple(p for r in resolved if isinstance(r, Where) for p in _point(r)),
    )  # fmt: skip


def _weekday(day: Day) -> int:
    try:
        return date(day.year or 1, day.month, day.first).weekday()
    except ValueError:  # a day that no calendar has
        return -1


def _as_day(day: date) -> Day:
    return Day(month=day.month, first=day.day, last=day.day, year=day.year, start=0, end=0)


# ---- what is kept back


def _secret(statement: Statement, *, because: str, known: Open, names: Names, sources: Sequence[str]) -> Secret:
    text = statement.passage.quote
    split = words(text)
    told = times(text, split)
    stems, quiet = content(split), listed("general") | listed("talk")
    mentions = _mentions(statement)
    things = {
        s for m in (*statement.roles.target, *statement.roles.instrument, *statement.roles.victim)
        for w in words(m.span.quote) if not w.capital and not w.raw.isdigit()
        and not is_small(w.plain) and w.plain not in quiet and w.plain not in figures("numbers")
        for s in (stem(w.plain),)
    }  # fmt: skip
    days: list[date | Day] = [d for m in mentions for d in _days_of(m)]
    days += [d for d in (_exact(t) for t in told if isinstance(t, Day)) if d is not None]
    return Secret(
        statement=statement.id, because=because,
        names=tuple(dict.fromkeys(_names(statement, names=names, sources=sources, known=known))),
        codes=tuple(c for c in _codes(text) if c not in known.squashed),
        numbers=tuple(n for n in numbers(text, split) if not _within(n, told) and not _open_number(n, known)),
        days=tuple(d for d in dict.fromkeys(days) if not any(_says(o, d) for o in known.days)),
        hours=tuple(t for t in told if isinstance(t, Hour) and not _open_hour(t, known)),
        phrases=frozenset(_phrases(stems, known=known, quotes=[m.span.quote for m in _aimed(statement)])),
        things=frozenset(things - known.stems),
        points=tuple(
            p for m in mentions if isinstance(m.resolved, Where) and _entity(m.resolved) not in known.entities
            for p in _point(m.resolved) if p not in known.points
        ),
    )  # fmt: skip


def _mentions(statement: Statement) -> tuple[Mention, ...]:
    return (*statement.roles.all(), *(s.mention for s in statement.speakers if s.mention is not None))


def _aimed(statement: Statement) -> tuple[Mention, ...]:
    roles = statement.roles
    return (*roles.target, *roles.instrument, *roles.victim, *roles.place)


def _entity(resolved: Any) -> str:
    if isinstance(resolved, Actor):
        return f"actor {resolved.id}"
    return f"place {resolved.name} {resolved.country}"


def _point(place: Where) -> Iterator[Point]:
    if place.latitude is not None and place.longitude is not None:
        yield place.latitude, place.longitude


def _days_of(mention: Mention) -> Iterator[date]:
    """The days that a time names: each of a few, both ends of many."""
    when = mention.resolved
    if not isinstance(when, When):
        return
    first, last = when.first_day, when.last_day
    if (last - first).days < _LONGEST_SPAN:
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))
    else:
        yield from (first, last)


def _exact(day: Day) -> Day | date | None:
    if day.first != day.last:
        return None
    try:
        return date(day.year, day.month, day.first) if day.year and day.month else day
    except ValueError:
        return None


def _says(told: Day, day: date | Day) -> bool:
    if isinstance(day, date):
        return told.holds(day) and told.first == told.last
    same = told.month == day.month and told.first == day.first == told.last
    return same and (told.year == day.year or None in {told.year, day.year})


def _within(number: Number, told: Iterable[Any]) -> bool:
    return any(t.start <= number.start < t.end or number.start <= t.start < number.end for t in told)


def _open_number(number: Number, known: Open) -> bool:
    return any((n.low, n.high) == (number.low, number.high) and _same_things(n, number) for n in known.numbers)


def _same_things(one: Number, other: Number) -> bool:
    return not one.nouns or not other.nouns or bool(set(one.nouns) & set(other.nouns))


def _open_hour(hour: Hour, known: Open) -> bool:
    return any(o.minute == hour.minute and o.hours & hour.hours for o in known.hours)


def _codes(text: str) -> Iterator[str]:
    for match in _CODE.finditer(text):
        code = squash(match[0])
        if len(code) >= _SHORTEST:
            yield code


def _phrases(stems: Sequence[str], *, known: Open, quotes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for run in runs(stems, RUN):
        if run not in known.runs and sum(s not in known.stems for s in run) >= RUN // 2:
            yield run
    for run in runs(stems, SHORT_RUN):
        if run not in known.runs and not set(run) & known.stems:
            yield run
    for quote in quotes:
        run = content(words(quote))
        if len(run) > 1 and run not in known.runs and not set(run) <= known.stems:
            yield run


# ---- names


def _names(statement: Statement, *, names: Names, sources: Sequence[str], known: Open) -> Iterator[Name]:
    for mention in _mentions(statement):
        resolved = mention.resolved
        if isinstance(resolved, Actor | Where):
            if _entity(resolved) not in known.entities:
                what = "place" if isinstance(resolved, Where) else "name"
                for written in (resolved.name, *names(resolved)):
                    yield from _name(written, what=what, known=known)
        elif not isinstance(resolved, When) and any(w.capital for w in words(mention.span.quote)):
            yield from _capitals(mention.span.quote, known=known, first=True)
    for speaker in statement.speakers:
        for written in (speaker.name, speaker.role):
            yield from _capitals(written or "", known=known, first=True)
    for written in sources:
        yield from _name(written, what="source", known=known)
    yield from _capitals(statement.passage.quote, known=known, first=False)


def _capitals(text: str, *, known: Open, first: bool) -> Iterator[Name]:
    """The runs of words with capitals; a sentence's `first` word may be only that."""
    split = words(text)
    for run in _runs_of_capitals(text, split):
        behind = split.index(run[-1]) + 1
        general = behind < len(split) and split[behind].plain in listed("general")
        doubtful = not first and run[0] is split[0] and len(run) == 1 and not run[0].raw.isupper()
        yield from _name(text[run[0].start : run[-1].end], what="name", known=known, common=doubtful or general,
                         doubtful=doubtful)  # fmt: skip
        if len(run) > 1 and (is_small(run[0].plain) or (run[0] is split[0] and not first)):
            yield from _name(text[run[1].start : run[-1].end], what="name", known=known, common=general)


def _runs_of_capitals(text: str, split: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in split:
        named_ = word.capital and not word.raw.isdigit()
        if named_ and run and text[run[-1].end : word.start].strip(_JOINTS) == "":
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if named_ else []
    if run:
        yield run


def _name(written: str, *, what: str, known: Open, doubtful: bool = False, common: bool = False) -> Iterator[Name]:
    split = tuple(w for w in words(written) if not w.raw.isdigit())
    plain = tuple(w.plain for w in split)
    if not plain or "".join(plain) in known.squashed.split():
        return
    no_names = listed("general") | listed("small") | figures("numbers").keys() | named("months").keys()
    no_names |= named("weekdays").keys() | figures("scales").keys()
    own = tuple(w for w in plain if w not in no_names)
    telling = tuple(
        w.plain for w in split
        if w.plain in own and not set(w.spellings) & known.words and len(w.plain) >= _SHORTEST
    )  # fmt: skip
    if not own or (len(own) == 1 and not telling and len(own[0]) >= _SHORTEST and len(plain) == 1):
        return
    if not telling and set(own) <= known.words and "".join(plain) in known.squashed:
        return
    if doubtful and (not telling or _is_talk(telling[0])):
        return
    yield Name(written=written, what=what, words=plain, telling=telling, common=common or len(own) < len(plain))


def _is_talk(word: str) -> bool:
    return word in listed("talk") or is_small(word)


def moment_form(*moments: datetime) -> tuple[str, ...]:
    """Moments of a notice as its form may show them, so that they are no news."""
    return tuple(f"{m:%d %B %Y} {m:%H:%M} {m:%A} {m.isoformat()} {m.utctimetuple().tm_hour}:{m:%M}" for m in moments)

"""When and where, from what the report says elsewhere of the same event; the words that bear it are named.

"The massacre in a Moscow concert hall" is dated by "Friday's attack in Moscow" further on, and "nine people were
killed" happened where and when the attack told just before it did. A mention that is borrowed keeps its place at the
statement's cue, and its `basis` names where the time or place stands.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.model import Actor, Kind, Mention, MentionKind, Roles, Span, Stage, Statement, When, Where
from tocsin.reading import naming

_DATED = frozenset({Kind.ATTACK, Kind.TOLL})
_PLACED = frozenset({Kind.ATTACK, Kind.TOLL, Kind.CLAIM, Kind.ACCUSATION, Kind.RESPONSE})
_MONTH, _BACKGROUND = 31, 45
_DIFFER = 2
"""So many different ones are enough to know that they are not one."""


def located(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one report, in its order, with the times and places that it gives them elsewhere."""
    attacks = [s for s in found if s.kind is Kind.ATTACK]
    twice = _twice(attacks)
    twins = {s.id: _from_twin(s, twice) for s in attacks}
    known = tuple(_with_roles(s, twins[s.id]) if s.kind is Kind.ATTACK else s for s in found)
    view = _view(known)
    return tuple(_with_roles(s, _from_event(s, view)) for s in known)


def _with_roles(one: Statement, roles: Roles) -> Statement:
    return one if roles is one.roles else replace(one, roles=roles)


@dataclass(frozen=True, slots=True)
class Dangers:
    """The dangers that are told up to one of them: the last one, and the names of their places, three at most."""

    start: int
    number: int
    last: Statement
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a report tells: its attacks, those in the foreground, its dangers, and where its statements stand.

    `dangers` are those told up to each, `unfoiled` without the foiled ones. `acts` are the attacks of a sentence that
    name a place, told or denied. `several` says that the foreground holds attacks of different days or places.
    """

    beside: Mapping[int, tuple[Statement, ...]]
    acts: Mapping[int, tuple[Statement, ...]]
    events: tuple[Statement, ...]
    dangers: tuple[Dangers, ...]
    unfoiled: tuple[Dangers, ...]
    passages: tuple[int, ...]
    several: bool


def _view(found: Sequence[Statement]) -> View:
    told = [s for s in found if _is_event(s)]
    days = [w.last_day for s in found if s.kind is Kind.ATTACK and (w := _when(s))]
    beside = _by_sentence(told)
    latest = max(days, default=None)
    events = tuple(e for e in told if not (_is_background(e, latest) or _is_aside(e, beside[e.passage.start])))
    acts = [s for s in found if s.kind is Kind.ATTACK and _own(s.roles.place)]
    dangers = [s for s in found if s.kind in _COMING and _own(s.roles.place)]
    return View(
        beside=beside, acts=_by_sentence(acts), events=events, several=_are_several(events),
        dangers=_dangers(dangers), unfoiled=_dangers([s for s in dangers if s.stage is not Stage.FOILED]),
        passages=tuple(sorted({s.passage.start for s in found})),
    )  # fmt: skip


def _by_sentence(found: Sequence[Statement]) -> Mapping[int, tuple[Statement, ...]]:
    out: dict[int, tuple[Statement, ...]] = {}
    for one in found:
        out[one.passage.start] = (*out.get(one.passage.start, ()), one)
    return out


# ---- an attack told twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """What attacks tell of one another: by the name of a place the first that is dated, and the days of all.

    By the first and last moment of a time the first that is placed there, and whether all are placed as it is.
    """

    dated: Mapping[str, tuple[int, Statement, frozenset[When | None]]]
    placed: Mapping[tuple[object, object], tuple[Statement, bool]]


def _twice(attacks: Sequence[Statement]) -> Twice:
    first: dict[str, tuple[int, Statement]] = {}
    days: dict[str, set[When | None]] = {}
    placed: dict[tuple[object, object], tuple[Statement, bool]] = {}
    for number, one in enumerate(attacks):
        for name in _names(one) if one.roles.time else ():
            first.setdefault(name, (number, one))
            if len(seen := days.setdefault(name, set())) < _DIFFER:
                seen.add(_when(one))
        if one.roles.place and (when := _when(one)):
            known, alike = placed.get((when.start, when.end), (one, True))
            placed[when.start, when.end] = known, alike and (known is one or _same_place(known, one))
    dated = {name: (*first[name], frozenset(days[name])) for name in first}
    return Twice(dated=dated, placed=placed)


def _from_twin(one: Statement, twice: Twice) -> Roles:
    """The roles of an attack, with the time of one that names its place, or the place of one that names its time."""
    roles = one.roles
    if not roles.time and roles.place:
        dated = [twice.dated[name] for name in _names(one) if name in twice.dated]
        if len({when for _, _, days in dated for when in days}) == 1:
            _, first, _ = min(dated, key=lambda d: d[0])
            return replace(roles, time=(_borrowed(one, first.roles.time[0], MentionKind.TIME),))
    elif not roles.place and roles.time:
        when = _when(one)
        known, alike = twice.placed.get((when.start, when.end), (None, False)) if when else (None, False)
        if when and known and alike and (when.last_day - when.first_day).days <= _MONTH:
            return replace(roles, place=(_borrowed(one, known.roles.place[0], MentionKind.PLACE),))
    return roles


def _same_place(one: Statement, other: Statement) -> bool:
    return not _names(one).isdisjoint(_names(other))


def _names(one: Statement) -> set[str]:
    return {m.resolved.name for m in one.roles.place if isinstance(m.resolved, Where)}


# ---- what is told of the event in view


def _from_event(one: Statement, view: View) -> Roles:
    """The roles of a statement, with the time and place of the attack in view where it names none of its own."""
    roles = one.roles
    if one.kind in _COMING:
        return _with_danger(one, view) if not roles.place and not _is_heard_by_a_state(one) else roles
    if one.kind in _ANSWERS:
        return _with_act(one, view) if not roles.place else roles
    wants_time = one.kind in _DATED and not roles.time
    wants_place = one.kind in _PLACED and not roles.place and not _is_of_a_town_unknown(one)
    event = _in_view(one, view) if wants_time or wants_place else None
    if event is None or (one.kind is Kind.ATTACK and _told_apart(one, event)):
        return roles
    elsewhere = event.passage.start != one.passage.start and _YEAR.search(one.passage.quote)
    if wants_time and event.roles.time and not elsewhere:
        roles = replace(roles, time=(_borrowed(one, event.roles.time[0], MentionKind.TIME),))
    if wants_place and event.roles.place:
        roles = replace(roles, place=tuple(_borrowed(one, m, MentionKind.PLACE) for m in event.roles.place))
    return roles


def _is_of_a_town_unknown(one: Statement) -> bool:
    """Whether what is struck is a bare name that no table has: "shelled Uri" was not where the attack before was."""
    return any(m.resolved is None and naming.is_bare(m.span.quote) for m in one.roles.target)


_YEAR = re.compile(r"\b(?:In|in|of|since|during)\s(?:[A-Z][a-z]{2,8}\s)?(?:19|20)\d\d\b")
"""A sentence that names a year tells of that, and not of the day told before it."""
_ANSWERS = frozenset({Kind.DENIAL, Kind.CONFIRMATION, Kind.UNKNOWN})


def _with_act(one: Statement, view: View) -> Roles:
    """The roles of a denial, a confirmation or an open question, with the place of the acts of its sentence, if one."""
    acts = view.acts.get(one.passage.start, ())
    if not acts or not all(_same_place(acts[0], act) for act in acts[1:]):
        return one.roles
    return replace(one.roles, place=tuple(_borrowed(one, m, MentionKind.PLACE) for m in acts[0].roles.place))


_COMING = frozenset({Kind.WARNING, Kind.PLOT, Kind.THREAT})


def _is_heard_by_a_state(one: Statement) -> bool:
    return any(isinstance(m.resolved, Actor) and m.resolved.home and m.basis is None for m in one.roles.recipient)


def _with_danger(one: Statement, view: View) -> Roles:
    """The roles of a warning or plot that names no place, with that of the last one told before it in the report."""
    start = one.content[0].start
    dangers = view.dangers if one.kind is Kind.PLOT else view.unfoiled
    at = bisect_left(dangers, start, key=lambda d: d.start) - 1
    if at < 0 or len(dangers[at].places) != 1:
        return one.roles
    if one.kind is Kind.WARNING and dangers[at].last.kind is not Kind.WARNING:
        return one.roles
    last = dangers[at].last.roles.place
    return replace(one.roles, place=tuple(_borrowed(one, m, MentionKind.PLACE) for m in last))


def _dangers(found: Sequence[Statement]) -> tuple[Dangers, ...]:
    out: list[Dangers] = []
    for number, one in sorted(enumerate(found), key=lambda pair: pair[1].content[0].start):
        names = frozenset(m.resolved.name for m in one.roles.place[:1] if isinstance(m.resolved, Where))
        before = out[-1] if out else Dangers(0, -1, one, frozenset())
        places = before.places | names if len(before.places) < _DIFFER else before.places
        latest, last = max((number, one), (before.number, before.last), key=lambda pair: pair[0])
        out.append(Dangers(one.content[0].start, latest, last, places))
    return tuple(out)


def _in_view(one: Statement, view: View) -> Statement | None:
    """The attack that a statement is told of: in its own sentence, else the last one told before it.

    Where a report tells of several attacks, of different days or places, only its own sentence and the one before
    count: further back, nobody can say which is meant.
    """
    beside = [e for e in view.beside.get(one.passage.start, ()) if e is not one]
    if beside:
        start = one.content[0].start
        return min(
            beside, key=lambda e: (not _holds(e, one), e.content[0].start > start, abs(e.content[0].start - start))
        )
    at = bisect_right(view.events, one.passage.start, key=lambda e: e.passage.end)
    if at == 0:
        return None
    last = view.events[at - 1]
    if view.several:
        between = bisect_left(view.passages, one.passage.start) - bisect_left(view.passages, last.passage.end)
        return _of_its_words(one, view.events[:at]) if between == 0 else None
    return last


_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "attack attacks attacked that this with from have been were they their said claimed claims responsibility killed "
    "wounded people dead injured hurt carried behind group state islamic after against which about near".split()
)


def _of_its_words(one: Statement, told: Sequence[Statement]) -> Statement | None:
    """The last attack told, unless the words are those of another: "the knife attack" is not the bomb told after it."""
    words = [_words(event) for event in told]
    own = _words(one) & frozenset().union(*words)
    if not own or own & words[-1]:
        return told[-1]
    meant = [event for event, its in zip(told, words, strict=True) if own & its]
    return meant[0] if len(meant) == 1 else None


def _words(one: Statement) -> frozenset[str]:
    return frozenset(w.lower() for c in one.content for w in _WORD.findall(c.quote)) - _COMMON


def _holds(event: Statement, one: Statement) -> bool:
    """Whether the words of a statement, or its cue, lie within those of an event."""
    span = one.cue or one.content[0]
    return any(content.start <= span.start and span.end <= content.end for content in event.content)


def _is_event(one: Statement) -> bool:
    told = one.kind is Kind.ATTACK and one.positive
    return told and _own(one.roles.time + one.roles.place)


def _own(mentions: Sequence[Mention]) -> bool:
    return any(m.resolved is not None for m in mentions)


def _is_background(one: Statement, latest: date | None) -> bool:
    """Whether an attack lies long before the latest one that the report tells of."""
    when = _when(one)
    return when is not None and latest is not None and (latest - when.last_day).days > _BACKGROUND


_BEFORE_THAT = re.compile(
    r"(?i)\b(?:since|after|following|similar\sto|like|as\sin)\b[^.;]*$|"
    r"\b(?:last|previous|earlier|first|second|third|latest|deadliest|worst)\b[^.;]*,\s(?:when|where|which|in\swhich)\b[^.;]*$"
)


def _is_aside(one: Statement, beside: Sequence[Statement]) -> bool:
    """Whether an attack is only one of before, told behind that of its sentence: "the first since October, when"."""
    before = [e for e in beside if e.content[0].end <= one.content[0].start]
    if not before:
        return False
    start = one.passage.start
    between = one.passage.quote[before[0].content[0].end - start : one.content[0].start - start]
    return _BEFORE_THAT.search(between) is not None


def _are_several(events: Sequence[Statement]) -> bool:
    days = {(w.first_day, w.last_day) for e in events if (w := _when(e))}
    places = {m.resolved.name for e in events for m in e.roles.place[:1] if isinstance(m.resolved, Where)}
    return len(days) > 1 or len(places) > 1


def _told_apart(one: Statement, event: Statement) -> bool:
    """Whether two attacks name different times or different places."""
    a, b = _when(one), _when(event)
    if a is not None and b is not None:
        return a.last_day < b.first_day or b.last_day < a.first_day
    return bool(one.roles.place and event.roles.place) and not _same_place(one, event)


def _borrowed(one: Statement, mention: Mention, kind: MentionKind) -> Mention:
    anchor: Span = one.cue or one.content[0]
    basis = mention.basis or mention.span
    return Mention(span=anchor, kind=kind, resolved=mention.resolved, candidates=mention.candidates, basis=basis)


def _when(statement: Statement) -> When | None:
    return next((m.resolved for m in statement.roles.time if isinstance(m.resolved, When)), None)

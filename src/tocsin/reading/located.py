"""When and where, from what the report says elsewhere of the same event; the words that bear it are named.

"The massacre in a Moscow concert hall" is dated by "Friday's attack in Moscow" further on, and "nine people were
killed" happened where and when the attack told just before it did. A mention that is borrowed keeps its place at the
statement's cue, and its `basis` names where the time or place stands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.model import Actor, Kind, Mention, MentionKind, Polarity, Roles, Span, Stage, Statement, When, Where

_DATED = frozenset({Kind.ATTACK, Kind.TOLL})
_PLACED = frozenset({Kind.ATTACK, Kind.TOLL, Kind.CLAIM, Kind.ACCUSATION, Kind.RESPONSE})
_MONTH, _BACKGROUND = 31, 45


def located(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one report, in its order, with the times and places that it gives them elsewhere."""
    attacks = [s for s in found if s.kind is Kind.ATTACK]
    twins = {s.id: _from_twin(s, attacks) for s in attacks}
    known = tuple(replace(s, roles=twins[s.id]) if s.kind is Kind.ATTACK else s for s in found)
    view = _view(known)
    return tuple(replace(s, roles=_from_event(s, view)) for s in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a report tells: its attacks, those in the foreground, its dangers, and where its statements stand.

    `acts` are the attacks of a sentence that name a place, told or denied. `several` says that the foreground holds
    attacks of different days or places.
    """

    beside: Mapping[int, tuple[Statement, ...]]
    acts: Mapping[int, tuple[Statement, ...]]
    events: tuple[Statement, ...]
    dangers: tuple[Statement, ...]
    passages: tuple[int, ...]
    several: bool


def _view(found: Sequence[Statement]) -> View:
    told = [s for s in found if _is_event(s)]
    days = [w.last_day for s in found if s.kind is Kind.ATTACK and (w := _when(s))]
    events = tuple(e for e in told if not _is_background(e, max(days, default=None)))
    acts = [s for s in found if s.kind is Kind.ATTACK and _own(s.roles.place)]
    return View(
        beside=_by_sentence(told), acts=_by_sentence(acts), events=events, several=_are_several(events),
        dangers=tuple(s for s in found if s.kind in _COMING and _own(s.roles.place)),
        passages=tuple(sorted({s.passage.start for s in found})),
    )  # fmt: skip


def _by_sentence(found: Sequence[Statement]) -> Mapping[int, tuple[Statement, ...]]:
    out: dict[int, tuple[Statement, ...]] = {}
    for one in found:
        out[one.passage.start] = (*out.get(one.passage.start, ()), one)
    return out


# ---- an attack told twice


def _from_twin(one: Statement, attacks: Sequence[Statement]) -> Roles:
    """The roles of an attack, with the time of one that names its place, or the place of one that names its time."""
    roles = one.roles
    if not roles.time and roles.place:
        dated = [o for o in attacks if o is not one and o.roles.time and _same_place(one, o)]
        if dated and len({_when(o) for o in dated}) == 1:
            return replace(roles, time=(_borrowed(one, dated[0].roles.time[0], MentionKind.TIME),))
    elif not roles.place and roles.time:
        placed = [o for o in attacks if o is not one and o.roles.place and _same_time(one, o)]
        if placed and all(_same_place(placed[0], o) for o in placed[1:]):
            return replace(roles, place=(_borrowed(one, placed[0].roles.place[0], MentionKind.PLACE),))
    return roles


def _same_place(one: Statement, other: Statement) -> bool:
    here = {m.resolved.name for m in one.roles.place if isinstance(m.resolved, Where)}
    there = {m.resolved.name for m in other.roles.place if isinstance(m.resolved, Where)}
    return bool(here & there)


def _same_time(one: Statement, other: Statement) -> bool:
    """Whether both fall in the same day, week or month, and both tell a time that fine."""
    a, b = _when(one), _when(other)
    if a is None or b is None or (a.start, a.end) != (b.start, b.end):
        return False
    return (a.last_day - a.first_day).days <= _MONTH


# ---- what is told of the event in view


def _from_event(one: Statement, view: View) -> Roles:
    """The roles of a statement, with the time and place of the attack in view where it names none of its own."""
    roles = one.roles
    if one.kind in _COMING:
        return _with_danger(one, view) if not roles.place and not _is_heard_by_a_state(one) else roles
    if one.kind in _ANSWERS:
        return _with_act(one, view) if not roles.place else roles
    wants_time = one.kind in _DATED and not roles.time
    wants_place = one.kind in _PLACED and not roles.place
    event = _in_view(one, view) if wants_time or wants_place else None
    if event is None or (one.kind is Kind.ATTACK and _told_apart(one, event)):
        return roles
    if wants_time and event.roles.time:
        roles = replace(roles, time=(_borrowed(one, event.roles.time[0], MentionKind.TIME),))
    if wants_place and event.roles.place:
        roles = replace(roles, place=tuple(_borrowed(one, m, MentionKind.PLACE) for m in event.roles.place))
    return roles


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
    before = [
        s for s in view.dangers
        if s.content[0].start < start and (s.stage is not Stage.FOILED or one.kind is Kind.PLOT)
    ]  # fmt: skip
    places = {m.resolved.name for s in before for m in s.roles.place[:1] if isinstance(m.resolved, Where)}
    if len(places) != 1:
        return one.roles
    return replace(one.roles, place=tuple(_borrowed(one, m, MentionKind.PLACE) for m in before[-1].roles.place))


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
        return last if between == 0 else None
    return last


def _holds(event: Statement, one: Statement) -> bool:
    """Whether the words of a statement, or its cue, lie within those of an event."""
    span = one.cue or one.content[0]
    return any(content.start <= span.start and span.end <= content.end for content in event.content)


def _is_event(one: Statement) -> bool:
    told = one.kind is Kind.ATTACK and one.factuality.polarity is Polarity.POSITIVE
    return told and _own(one.roles.time + one.roles.place)


def _own(mentions: Sequence[Mention]) -> bool:
    return any(m.resolved is not None for m in mentions)


def _is_background(one: Statement, latest: date | None) -> bool:
    """Whether an attack lies long before the latest one that the report tells of."""
    when = _when(one)
    return when is not None and latest is not None and (latest - when.last_day).days > _BACKGROUND


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

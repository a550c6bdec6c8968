"""When: the times of what a sentence tells, from its own words and those around them."""

import re
from dataclasses import replace

from tocsin.model import Kind, Mention, MentionKind, Stage, Statement, When
from tocsin.reading import asof, hanging, sameday, times
from tocsin.reading.passages import cut
from tocsin.reading.scene import Draft, Scene, held_by, touched_by

_SPOKEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.WARNING, Kind.ACCUSATION})
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED})
_BEHIND = re.compile(r"(?i)\b(?:before|after|ahead of|prior to)\b")
_AHEAD = re.compile(r"(?i)(?:(?:within|in|over|for|during)\s)?(?:the\s)?(?:next|coming)\b(?!\s\w+day\b)|within\b")


def find(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The times of what a draft tells: those of its words, or of its hour in a log, or the day that tells it.

    A time since which something lasts goes on to the day of the report.
    """
    counted = asof.after_it(scene, draft)
    found = (counted,) if counted else _told(scene, draft, start, end)
    if not any(m.resolved for m in found):
        found = (*found, *asof.of_the_report(scene, draft))
    if draft.kind is Kind.TOLL and not found and not scene.times and scene.day_above:
        found = (_told_above(scene, draft, scene.day_above),)
    return tuple(asof.lasting(scene, draft, m) for m in found)


def not_ahead(one: Statement, *, published: When | None) -> Statement:
    """A statement, its times unsettled where they lie after the report that tells it as done: one of both is wrong.

    A day more is let pass, since the report may have come out where the day began later.
    """
    if published is None or not (one.stage in _DONE or one.kind is Kind.TOLL):
        return one
    last = published.last_day
    late = [m for m in one.roles.time if isinstance(m.resolved, When) and (m.resolved.first_day - last).days > 1]
    if not late:
        return one
    unsettled = tuple(replace(m, resolved=None) if m in late else m for m in one.roles.time)
    return replace(one, roles=replace(one.roles, time=unsettled))


def _told(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The times of the event, or of the speaking: in its content, else in its clause and in no other event's words."""
    if given := touched_by(scene.times, draft.roles.get("time", ())):
        return tuple(_anchored(scene, m) for m in given)
    if told := sameday.of_the_saying(scene, draft):
        return (told,)
    inside = hanging.own(scene, draft, held_by(scene.times, *draft.content) or held_by(scene.times, start, end))
    inside = [m for m in inside if not sameday.is_of_another_thing(scene, draft, m)] or sameday.beside(scene, draft)
    if draft.kind is Kind.TOLL:
        inside = [m for m in inside if "," not in scene.text[draft.content[1] : m.span.start]]
    if draft.kind in _SPOKEN and draft.about:
        outside = [m for m in inside if not (draft.about[0] <= m.span.start < draft.about[1])]
        cue = draft.cue or draft.content
        inside = [m for m in outside if m.span.start < cue[1] + 60] if outside else []
    elif draft.kind is Kind.WARNING and draft.cue:
        inside = [m for m in inside if not _BEHIND.search(scene.text, draft.cue[1], m.span.start)]
    return tuple(_anchored(scene, m) for m in inside if not _is_planned_window(m, draft))


def _told_above(scene: Scene, draft: Draft, time: Mention) -> Mention:
    """A day of the sentence before; its words are those of what is told, and it rests on where it stands."""
    span = cut(scene.text, *(draft.cue or draft.content), of=scene.passage.span.text)
    return Mention(span=span, kind=MentionKind.TIME, resolved=time.resolved, basis=time.span)


def _is_planned_window(mention: Mention, draft: Draft) -> bool:
    """Whether a time is when the danger falls, and not when it was told ("in the next 48 hours")."""
    return draft.kind is Kind.WARNING and _AHEAD.match(mention.span.quote) is not None


def _anchored(scene: Scene, mention: Mention) -> Mention:
    """A time that counts from another event of the sentence ("four years earlier"), resolved from it."""
    if mention.resolved is not None or not times.is_relative(mention):
        return mention
    other = next((m for m in scene.times if m.span.end <= mention.span.start and isinstance(m.resolved, When)), None)
    if other is None or not isinstance(other.resolved, When):
        return mention
    return times.against(mention, other.resolved, basis=other.span)

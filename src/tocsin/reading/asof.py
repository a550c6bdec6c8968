"""Times that count from the day of the report: since when, so long after, the hour of a log, as of now."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from tocsin.model import Kind, Mention, MentionKind, TimePrecision, When
from tocsin.reading import days, lists, times
from tocsin.reading.passages import cut
from tocsin.reading.sameday import FINE, is_fine
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.times.lengths import COUNT, UNIT

_SINCE = re.compile(r"(?i)\b(?P<since>(?:ever\s)?since\s)(?:the\s|early\s|late\s)?$")
_HELD = lists.pattern("days", "held")
_WIDE = {TimePrecision.MONTH: 1, TimePrecision.SEASON: 1, TimePrecision.YEAR: 12}


def lasting(scene: Scene, draft: Draft, mention: Mention) -> Mention:
    """A time since which things happened, to the day of the report; to the end of its month or year, if told so."""
    when, today = mention.resolved, scene.ground.day
    since = _SINCE.search(scene.text, scene.passage.span.start, mention.span.start)
    named = draft.kind is Kind.ATTACK and 0 <= mention.span.start - draft.content[0] <= len("the ")
    if since and (named or _HELD.search(scene.text, draft.content[0], mention.span.start)):
        return mention
    if since is None or today is None or not isinstance(when, When) or when.last_day > today or mention.basis:
        return mention
    last = today
    if when.precision in _WIDE:
        month = 12 if when.precision is TimePrecision.YEAR else today.month
        last = date(today.year, month, monthrange(today.year, month)[1])
    start = since.start("since")
    span = cut(scene.text, start, mention.span.end, of=mention.span.text)
    until = When(start=when.first_day, end=last, precision=_whole(when.precision), anchor=when.anchor)
    return replace(mention, span=span, resolved=until)


def _whole(precision: TimePrecision) -> TimePrecision:
    return TimePrecision.DAY if precision in {TimePrecision.HOUR, TimePrecision.MINUTE} else precision


_AFTER = re.compile(rf"(?i)(?:^|[\s,(“\"])(?P<step>(?:{COUNT}\s{UNIT}s?|the\s(?:day|night|morning|evening))\safter)\s$")
_AFTER_FIRST = re.compile(rf"(?i)(?P<step>(?:{COUNT}\s{UNIT}s?|the\s(?:day|night|morning|evening))\safter)\s")
_AND_THEN = re.compile(r"(?:\s[^,;]{0,60})?(?:,\s[^,;]{1,60})?(?:,\s|\s)")


def after_it(scene: Scene, draft: Draft) -> Mention | None:
    """The time of an act after which the rest of its sentence came: "on Tuesday, four days after two bombs failed".

    The rest came on the day that is told before it, and on that of the report where the sentence tells none.
    """
    if draft.kind not in {Kind.ATTACK, Kind.TOLL} or draft.roles.get("time"):
        return None
    start = draft.content[0]
    start += len("after ") if scene.text[start:].lower().startswith("after ") else 0
    step = _AFTER.search(scene.text, scene.passage.span.start, start) or _AFTER_FIRST.match(scene.text, *draft.content)
    if step is None:
        return None
    told = [m for m in scene.times if isinstance(m.resolved, When) and m.span.end <= step.start("step")]
    others = [m for m in scene.times if m.span.start >= start and is_fine(m)]
    base = told[-1] if told else None
    if others or (base and not _AND_THEN.fullmatch(scene.text, base.span.end, step.start("step"))):
        return None
    when = base.resolved if base else days.on(scene.ground.day, scene.ground.name) if scene.ground.day else None
    if not isinstance(when, When) or when.precision not in FINE:
        return None
    back = times.before(step["step"], when)
    if back is None:
        return None
    span = cut(scene.text, *step.span("step"), of=scene.passage.span.text)
    return Mention(span=span, kind=MentionKind.TIME, resolved=back, basis=base.span if base else None)


_STAMP = re.compile(
    r"(?m)^[^\S\n]*(?:[-–•*]\s)?\[?(?P<at>(?:1[0-2]|0?[1-9])[.:][0-5]\d\s?[ap]\.?m\b\.?|(?:[01]\d|2[0-3])\.[0-5]\d|(?:[01]?\d|2[0-3])[:h][0-5]\d|"
    r"(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:GMT|UTC|hrs?|hours|local|Z)\b))\]?(?:\s?(?:GMT|UTC|hrs?|hours|local|Z))?"
    r"[\s:–-]+(?=\S)"
)
"""The hour with which an entry begins; a figure and a stop ("2.10") may number a paragraph."""
_ENTRIES = 4
"""So many paragraphs that begin with an hour make a log."""


def is_log(text: str) -> bool:
    """Whether a report is a log of one day: its paragraphs begin with the hour."""
    return sum(1 for _ in _STAMP.finditer(text)) >= _ENTRIES


_NOW = frozenset("is are am has have does do".split())
_TOLD_NOW = frozenset({Kind.WARNING, Kind.RESPONSE})


def of_the_report(scene: Scene, draft: Draft) -> tuple[Mention, ...]:
    """The day of the report: of an entry in a log, and of a warning or a response that is told as of now."""
    if scene.ground.day is None or any(isinstance(m.resolved, When) for m in scene.times):
        return ()
    today = days.on(scene.ground.day, scene.ground.name)
    of = scene.passage.span.text
    if scene.log and (stamp := _STAMP.match(scene.text, scene.passage.span.start, scene.passage.span.end)):
        return (Mention(span=cut(scene.text, *stamp.span("at"), of=of), kind=MentionKind.TIME, resolved=today),)
    at = scene.sentence.at((draft.cue or draft.content)[0])
    clause = scene.sentence.clause_of(at)
    group = scene.sentence.group_of(at) or scene.sentence.finite_in(clause.first, clause.stop)
    if draft.kind not in _TOLD_NOW or group is None or scene.times:
        return ()
    first = scene.sentence.words[group.first]
    if first.low not in _NOW:
        return ()
    chars = scene.sentence.chars(group.first, group.last + 1)
    span = cut(scene.text, *(chars or draft.content), of=of)
    return (Mention(span=span, kind=MentionKind.TIME, resolved=today),)

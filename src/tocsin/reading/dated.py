"""When: the times of what a sentence tells, from its own words and those around them."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from tocsin.model import Kind, Mention, MentionKind, Stage, Statement, TimePrecision, When
from tocsin.reading import cues, days, grammar, hanging, lists, times
from tocsin.reading.passages import cut
from tocsin.reading.scene import Draft, Scene, held_by, touched_by
from tocsin.reading.times.lengths import COUNT, UNIT

_SPOKEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.WARNING, Kind.ACCUSATION})


def find(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The times of what a draft tells: those of its words, or of its hour in a log, or the day that tells it.

    A time since which something lasts goes on to the day of the report.
    """
    counted = _after_it(scene, draft)
    found = (counted,) if counted else _told(scene, draft, start, end)
    if not any(m.resolved for m in found):
        found = (*found, *_of_the_report(scene, draft))
    if draft.kind is Kind.TOLL and not found and not scene.times and scene.day_above:
        found = (_told_above(scene, draft, scene.day_above),)
    return tuple(_lasting(scene, draft, m) for m in found)


_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED})


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
    if told := _of_the_saying(scene, draft):
        return (told,)
    inside = hanging.own(scene, draft, held_by(scene.times, *draft.content) or held_by(scene.times, start, end))
    if draft.kind in _BY_WHEN:
        inside = [m for m in inside if not _is_by_then(scene, m) and not _is_of_the_answer(scene, draft, m)]
    inside = inside or _at_the_end(scene, draft) or _beside(scene, draft) or _of_its_sentence(scene, draft)
    if draft.kind is Kind.TOLL:
        inside = [m for m in inside if "," not in scene.text[draft.content[1] : m.span.start]]
    if draft.kind in _SPOKEN and draft.about:
        outside = [m for m in inside if not (draft.about[0] <= m.span.start < draft.about[1])]
        cue = draft.cue or draft.content
        inside = [m for m in outside if m.span.start < cue[1] + 60] if outside else []
    elif draft.kind is Kind.WARNING and draft.cue:
        behind = re.compile(r"(?i)\b(?:before|after|ahead of|prior to)\b")
        inside = [m for m in inside if not behind.search(scene.text, draft.cue[1], m.span.start)]
    return tuple(_anchored(scene, m) for m in inside if not _is_planned_window(scene, m, draft))


def _at_the_end(scene: Scene, draft: Draft) -> list[Mention]:
    """The only time of a sentence, set off at its end: it is that of what the main clause tells, with what goes beside.

    "Soldiers detained two men while they looked for a third in Kunduz, Kunduz province, yesterday."
    """
    sentence = scene.sentence
    clause = sentence.clause_of(sentence.at((draft.cue or draft.content)[0]))
    if draft.kind not in _TOLD_OF or clause.kind not in {"main", "coord"} or len(scene.times) != 1:
        return []
    (time,) = scene.times
    before = scene.text[draft.content[1] : time.span.start]
    after = scene.text[time.span.end : sentence.span.end]
    said = any(g.lemmas & cues.lemmas("saying") and g.finite for g in sentence.groups)
    return [time] if not said and before.rstrip().endswith(",") and not after.strip('.”" ') else []


_TOLD_OF = frozenset({Kind.ATTACK, Kind.RESPONSE})
_SAID = f"(?:{lists.either('days', 'said')})"
_SAID_THEN = re.compile(rf"\b{_SAID}\b(?:\s[\w’'-]+){{0,4}}\s$")
_APART = re.compile(rf"\b{_SAID}\b|;|,\sand\s(?!that)|\b(?:while|whereas|but|after|before|since)\b")
_WHEN_IT_WAS = re.compile(
    r",?(?:\s(?:in|at|near|outside|of|from|across|inside)\s[^,;]{1,40}?)?(?:,\s(?:in|near|outside|south|north|east|west)\s"
    r"[^,;]{1,40},)?\s(?:on\s|late\s(?:on\s)?|early\s(?:on\s)?)?"
)
_AS_IT_WAS = re.compile(r",?\s(?:(?:when|as)\s(?:[\w’'-]+\s){0,2}|(?:after|because\sof)\s)|(?:,[^,;]{1,60})?\sand\s")
_BY = re.compile(r"(?i)\bby\s(?:late\s|early\s)?$")
_BY_THEN = re.compile(r"(?i)\b(?:by|until|till|since)\s$")
_OTHERWISE = re.compile(rf"(?i);|\b(?:{lists.either('days', 'otherwise')})\b")
"""Between a day and those killed: words by which they may have been killed on another."""
_MADE_BY_SAYING = frozenset({Kind.ACCUSATION, Kind.CLAIM, Kind.DENIAL, Kind.THREAT})


def _beside(scene: Scene, draft: Draft) -> list[Mention]:
    """The only time of a sentence, where it stands beside a statement and belongs to it.

    The day of speaking is that of what is said ("said on Tuesday that ..."), a day behind an act that of the act, and
    so is one that leads to it ("were killed on Friday when ..."); never is one the other.
    """
    told = [m for m in scene.times if isinstance(m.resolved, When)]
    if len({(m.resolved.first_day, m.resolved.last_day) for m in told if isinstance(m.resolved, When)}) != 1:
        return []
    time, (start, end) = told[0], draft.content
    said = _SAID_THEN.search(scene.text[scene.passage.span.start : time.span.start].removesuffix("on ")) is not None
    if draft.kind in _MADE_BY_SAYING:
        near = time.span.end <= start and not _APART.search(scene.text[time.span.end : start])
        return told[:1] if said and near else []
    if said or draft.kind not in {Kind.ATTACK, Kind.TOLL}:
        return []
    if time.span.start >= end:
        return told[:1] if _WHEN_IT_WAS.fullmatch(scene.text, end, time.span.start) else []
    if _BY_THEN.search(scene.text, scene.passage.span.start, time.span.start) or time.span.end > start:
        return []
    if _AS_IT_WAS.fullmatch(scene.text, time.span.end, start):
        return told[:1]
    near = draft.kind is Kind.TOLL and not _OTHERWISE.search(scene.text, time.span.end, start)
    return told[:1] if near else []


_SPEAKS = re.compile(
    rf"(?i)\b(?:{lists.either('days', 'said', 'spoken')})\b"
    r"(?:\s(?!that\b)[\w’'-]+){0,6}?\s(?:late\s|early\s)?(?:on\s)?$"
)
_WHAT = re.compile(r"(?:\s[^,;.]{0,25}?)?,?\s(?:that\s)?")
_SPOKEN_THEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.ACCUSATION})


def _of_the_saying(scene: Scene, draft: Draft) -> Mention | None:
    """The day of a claim or denial, right before what is claimed or denied ("denied on Friday that ... on Monday")."""
    if draft.kind not in _SPOKEN_THEN:
        return None
    for one in scene.times:
        if (
            _is_fine(one)
            and one.span.end <= draft.content[0]
            and _WHAT.fullmatch(scene.text, one.span.end, draft.content[0])
        ):
            return one if _SPEAKS.search(scene.text[scene.passage.span.start : one.span.start]) else None
    return None


_BY_WHEN = frozenset({Kind.ATTACK, Kind.TOLL})


def _is_by_then(scene: Scene, mention: Mention) -> bool:
    """Whether something was so by a time, and happened before it ("by Tuesday 152 had been buried")."""
    until = _BY.search(scene.text, scene.passage.span.start, mention.span.start)
    return until is not None and not _is_possessive(scene, mention)


_TELLS = lists.pattern("days", "said", "telling")
_PARTED = re.compile(rf"(?i)[;:]|\b(?:{lists.either('days', 'parting')})\b")
_OF_ANOTHER_DAY = lists.pattern("days", "of_another")
_SAID_AT_ONCE = re.compile(rf"(?i),?\s(?:\w+\s){{0,2}}(?:{_SAID}|informed|about)\b")
_REACH = 160


def _of_its_sentence(scene: Scene, draft: Draft) -> list[Mention]:
    """The only day of a sentence, for an act or its dead, where nothing parts them and nobody merely speaks on it.

    "Gunmen killed nine villagers and carried off seven on Tuesday"; "a bank was wrecked on Monday; two guards died".
    """
    if draft.kind not in {Kind.ATTACK, Kind.TOLL}:
        return []
    told = [m for m in scene.times if _is_fine(m)]
    only = told[0] if len({_interval(m) for m in told}) == 1 else None
    return _behind(scene, draft, only) or _before(scene, draft, only)


def _behind(scene: Scene, draft: Draft, only: Mention | None) -> list[Mention]:
    """The day that follows what is told; an act may have another told before it ("said on Monday")."""
    text, end = scene.text, draft.content[1]
    first = next((m for m in scene.times if isinstance(m.resolved, When) and m.span.start >= end), None)
    time = first if draft.kind is Kind.ATTACK and first and _is_fine(first) else only
    if time is None or time.span.start < end or (time is not only and _is_possessive(scene, time)):
        return []
    between = text[end : time.span.start]
    parted = len(between) > _REACH or _PARTED.search(between) or _TELLS.search(between)
    if _is_of_another(scene, end, time.span.start):
        return []
    return [] if parted or _BY_THEN.search(text, end, time.span.start) else [time]


def _is_of_another(scene: Scene, end: int, start: int) -> bool:
    """Whether others do something peaceful between an act and a day: "and the president flew home on Friday"."""
    sentence = scene.sentence
    first, stop = sentence.at(end), sentence.at(start)
    violent = {h.first for h in scene.of("events")} | {h.first for h in scene.of("violence")}
    for group in sentence.groups:
        if not group.finite or not first <= group.first < stop or sentence.words[group.first].start < end:
            continue
        if sentence.clause_of(group.first).kind not in {"main", "coord"} or group.head in violent:
            continue
        doer = grammar.subject(sentence, group)
        if doer is None or sentence.words[doer[0]].start >= end or _asks(scene, doer):
            return True
    return False


def _is_of_the_answer(scene: Scene, draft: Draft, time: Mention) -> bool:
    """Whether a day is that of what is told of a question: "who bombed the market could not be told on Monday"."""
    first, stop = scene.sentence.at(draft.content[0]), scene.sentence.at(time.span.start)
    finite = [g for g in scene.sentence.groups if g.finite and first <= g.first < stop]
    return _asks(scene, (first, stop)) and first == 0 and len(finite) > 1


def _asks(scene: Scene, doer: tuple[int, int]) -> bool:
    """Whether a subject is a question: "who bombed the market could not be told"."""
    return scene.sentence.words[doer[0]].low in {"who", "what", "whether", "how"}


def _before(scene: Scene, draft: Draft, only: Mention | None) -> list[Mention]:
    """The day told before, the only one up to a semicolon; the dead may stand behind one."""
    text, start, sentence = scene.text, draft.content[0], scene.passage.span
    left = text.rfind(";", sentence.start, start)
    near = [m for m in scene.times if _is_fine(m) and left < m.span.start < start]
    alone = near[0] if len({_interval(m) for m in near}) == 1 else None
    time = alone or (only if draft.kind is Kind.TOLL else None)
    if time is None or time.span.end > start:
        return []
    since = sentence.start if time is only else left + 1
    if _TELLS.search(text, max(since, sentence.start), time.span.start) or _BY_THEN.search(
        text, sentence.start, time.span.start
    ):
        return []
    between = text[time.span.end : start]
    if draft.kind is Kind.ATTACK:
        return [] if _PARTED.search(between) or _TELLS.search(between) else [time]
    return [] if _OF_ANOTHER_DAY.search(between) or _SAID_AT_ONCE.match(between) else [time]


_NO_DEED = lists.pattern("days", "no_deed")


def day_of(scene: Scene, *, for_one_below: Scene) -> Mention | None:
    """The only day of a sentence, for the dead who are counted in the next one of its paragraph."""
    if scene.passage.paragraph != for_one_below.passage.paragraph or len({_interval(m) for m in scene.times}) != 1:
        return None
    time, start = scene.times[0], scene.passage.span.start
    before = scene.text[start : time.span.start]
    told = _SPEAKS.search(before) or _NO_DEED.search(before) or _BY_THEN.search(before)
    deed = any(d.kind in _BY_WHEN for d in scene.drafts) or scene.of("events", "verbs_strong", "nouns_strong")
    return time if deed and _is_fine(time) and not told else None


def _told_above(scene: Scene, draft: Draft, time: Mention) -> Mention:
    """A day of the sentence before; its words are those of what is told, and it rests on where it stands."""
    span = cut(scene.text, *(draft.cue or draft.content), of=scene.passage.span.text)
    return Mention(span=span, kind=MentionKind.TIME, resolved=time.resolved, basis=time.span)


def _is_possessive(scene: Scene, time: Mention) -> bool:
    return scene.text.startswith(("'s", "’s"), time.span.end)


def _is_fine(mention: Mention) -> bool:
    """Whether a time is a day or finer, and no stretch that something took ("within two weeks")."""
    when, words = mention.resolved, mention.span.quote.lower()
    return isinstance(when, When) and when.precision in _FINE and not words.startswith("within")


def _interval(mention: Mention) -> tuple[date, date] | None:
    when = mention.resolved
    return (when.first_day, when.last_day) if isinstance(when, When) else None


def _is_planned_window(scene: Scene, mention: Mention, draft: Draft) -> bool:
    """Whether a time is when the danger falls, and not when it was told ("in the next 48 hours")."""
    return (
        draft.kind is Kind.WARNING
        and re.match(
            r"(?i)(?:(?:within|in|over|for|during)\s)?(?:the\s)?(?:next|coming)\b(?!\s\w+day\b)|within\b",
            mention.span.quote,
        )
        is not None
    )


def _anchored(scene: Scene, mention: Mention) -> Mention:
    """A time that counts from another event of the sentence ("four years earlier"), resolved from it."""
    if mention.resolved is not None or not times.is_relative(mention):
        return mention
    other = next((m for m in scene.times if m.span.end <= mention.span.start and isinstance(m.resolved, When)), None)
    if other is None or not isinstance(other.resolved, When):
        return mention
    return times.against(mention, other.resolved, basis=other.span)


# ---- times that are counted from the day of the report


_SINCE = re.compile(r"(?i)\b(?P<since>(?:ever\s)?since\s)(?:the\s|early\s|late\s)?$")
_HELD = lists.pattern("days", "held")
_WIDE = {TimePrecision.MONTH: 1, TimePrecision.SEASON: 1, TimePrecision.YEAR: 12}


def _lasting(scene: Scene, draft: Draft, mention: Mention) -> Mention:
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
_FINE = frozenset({TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE})


def _after_it(scene: Scene, draft: Draft) -> Mention | None:
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
    others = [m for m in scene.times if m.span.start >= start and _is_fine(m)]
    base = told[-1] if told else None
    if others or (base and not _AND_THEN.fullmatch(scene.text, base.span.end, step.start("step"))):
        return None
    when = base.resolved if base else days.on(scene.ground.day, scene.ground.name) if scene.ground.day else None
    if not isinstance(when, When) or when.precision not in _FINE:
        return None
    back = times.before(step["step"], when)
    if back is None:
        return None
    span = cut(scene.text, *step.span("step"), of=scene.passage.span.text)
    return Mention(span=span, kind=MentionKind.TIME, resolved=back, basis=base.span if base else None)


_AND_THEN = re.compile(r"(?:\s[^,;]{0,60})?(?:,\s[^,;]{1,60})?(?:,\s|\s)")
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


def _of_the_report(scene: Scene, draft: Draft) -> tuple[Mention, ...]:
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

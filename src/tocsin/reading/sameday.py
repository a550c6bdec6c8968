"""The day that a sentence tells beside a statement: that of the act and its dead, or of telling, finding, a court."""

import re
from datetime import date

from tocsin.model import Kind, Mention, TimePrecision, When
from tocsin.reading import cues, grammar, lists
from tocsin.reading.scene import Draft, Scene

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
_SPEAKS = re.compile(
    rf"(?i)\b(?:{lists.either('days', 'said', 'spoken')})\b"
    r"(?:\s(?!that\b)[\w’'-]+){0,6}?\s(?:late\s|early\s)?(?:on\s)?$"
)
_WHAT = re.compile(r"(?:\s[^,;.]{0,25}?)?,?\s(?:that\s)?")
_TELLS = lists.pattern("days", "said", "telling")
_PARTED = re.compile(rf"(?i)[;:]|\b(?:{lists.either('days', 'parting')})\b")
_OF_ANOTHER_DAY = lists.pattern("days", "of_another")
_SAID_AT_ONCE = re.compile(rf"(?i),?\s(?:\w+\s){{0,2}}(?:{_SAID}|informed|about)\b")
_NO_DEED = lists.pattern("days", "no_deed")
_OF_A_THING = re.compile(
    r"(?i)\b(?!(?:morning|afternoon|evening|night|night-time|noon|day|dawn|eve|hours|early|end|middle|start|statement)s?\b)[\w’'-]{3,}\sof\s\Z"
)
"""Before a day that is of a thing, and not of the saying."""
_REACH = 160
_TOLD_OF = frozenset({Kind.ATTACK, Kind.RESPONSE})
_MADE_BY_SAYING = frozenset({Kind.ACCUSATION, Kind.CLAIM, Kind.DENIAL, Kind.THREAT})
_SPOKEN_THEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.ACCUSATION})
_ACT_AND_DEAD = frozenset({Kind.ATTACK, Kind.TOLL})
FINE = frozenset({TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE})


def beside(scene: Scene, draft: Draft) -> list[Mention]:
    """The time of a statement that stands outside its words, where the sentence leaves no doubt that it is of it."""
    return _at_the_end(scene, draft) or _right_beside(scene, draft) or _of_its_sentence(scene, draft)


def is_of_another_thing(scene: Scene, draft: Draft, mention: Mention) -> bool:
    """Whether a time in the words of an act or its dead is not theirs: something was so by then, or was told then.

    In those of a claim or denial: it is of what is claimed or denied ("the notice of March 7").
    """
    if draft.kind in _SPOKEN_THEN:
        said = (draft.cue or draft.content)[1]
        return said <= mention.span.start and _OF_A_THING.search(scene.text, said, mention.span.start) is not None
    if draft.kind not in _ACT_AND_DEAD:
        return False
    return _is_by_then(scene, mention) or _is_of_the_answer(scene, draft, mention)


def of_the_saying(scene: Scene, draft: Draft) -> Mention | None:
    """The day of a claim or denial, right before what is claimed or denied ("denied on Friday that ... on Monday")."""
    if draft.kind not in _SPOKEN_THEN:
        return None
    for one in scene.times:
        if (
            is_fine(one)
            and one.span.end <= draft.content[0]
            and _WHAT.fullmatch(scene.text, one.span.end, draft.content[0])
        ):
            return one if _SPEAKS.search(scene.text[scene.passage.span.start : one.span.start]) else None
    return None


def above(scene: Scene, *, for_one_below: Scene) -> Mention | None:
    """The only day of a sentence, for the dead who are counted in the next one of its paragraph."""
    if scene.passage.paragraph != for_one_below.passage.paragraph or len({_interval(m) for m in scene.times}) != 1:
        return None
    time, start = scene.times[0], scene.passage.span.start
    before = scene.text[start : time.span.start]
    told = _SPEAKS.search(before) or _NO_DEED.search(before) or _BY_THEN.search(before)
    deed = any(d.kind in _ACT_AND_DEAD for d in scene.drafts) or scene.of("events", "verbs_strong", "nouns_strong")
    return time if deed and is_fine(time) and not told else None


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


def _right_beside(scene: Scene, draft: Draft) -> list[Mention]:
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
    if said or draft.kind not in _ACT_AND_DEAD:
        return []
    if time.span.start >= end:
        return told[:1] if _WHEN_IT_WAS.fullmatch(scene.text, end, time.span.start) else []
    if _BY_THEN.search(scene.text, scene.passage.span.start, time.span.start) or time.span.end > start:
        return []
    if _AS_IT_WAS.fullmatch(scene.text, time.span.end, start):
        return told[:1]
    near = draft.kind is Kind.TOLL and not _OTHERWISE.search(scene.text, time.span.end, start)
    return told[:1] if near else []


def _of_its_sentence(scene: Scene, draft: Draft) -> list[Mention]:
    """The only day of a sentence, for an act or its dead, where nothing parts them and nobody merely speaks on it.

    "Gunmen killed nine villagers and carried off seven on Tuesday"; "a bank was wrecked on Monday; two guards died".
    """
    if draft.kind not in _ACT_AND_DEAD:
        return []
    told = [m for m in scene.times if is_fine(m)]
    only = told[0] if len({_interval(m) for m in told}) == 1 else None
    return _behind(scene, draft, only) or _before(scene, draft, only)


def _behind(scene: Scene, draft: Draft, only: Mention | None) -> list[Mention]:
    """The day that follows what is told; an act may have another told before it ("said on Monday")."""
    text, end = scene.text, draft.content[1]
    first = next((m for m in scene.times if isinstance(m.resolved, When) and m.span.start >= end), None)
    time = first if draft.kind is Kind.ATTACK and first and is_fine(first) else only
    if time is None or time.span.start < end or (time is not only and _is_possessive(scene, time)):
        return []
    between = text[end : time.span.start]
    parted = len(between) > _REACH or _PARTED.search(between) or _TELLS.search(between)
    if _is_of_another(scene, end, time.span.start):
        return []
    return [] if parted or _BY_THEN.search(text, end, time.span.start) else [time]


def _before(scene: Scene, draft: Draft, only: Mention | None) -> list[Mention]:
    """The day told before, the only one up to a semicolon; the dead may stand behind one."""
    text, start, sentence = scene.text, draft.content[0], scene.passage.span
    left = text.rfind(";", sentence.start, start)
    near = [m for m in scene.times if is_fine(m) and left < m.span.start < start]
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


def _is_by_then(scene: Scene, mention: Mention) -> bool:
    """Whether something was so by a time, and happened before it ("by Tuesday 152 had been buried")."""
    until = _BY.search(scene.text, scene.passage.span.start, mention.span.start)
    return until is not None and not _is_possessive(scene, mention)


def _is_of_the_answer(scene: Scene, draft: Draft, time: Mention) -> bool:
    """Whether a day is that of what is told of a question: "who bombed the market could not be told on Monday"."""
    first, stop = scene.sentence.at(draft.content[0]), scene.sentence.at(time.span.start)
    finite = [g for g in scene.sentence.groups if g.finite and first <= g.first < stop]
    return _asks(scene, (first, stop)) and first == 0 and len(finite) > 1


def _asks(scene: Scene, doer: tuple[int, int]) -> bool:
    """Whether a subject is a question: "who bombed the market could not be told"."""
    return scene.sentence.words[doer[0]].low in {"who", "what", "whether", "how"}


def _is_possessive(scene: Scene, time: Mention) -> bool:
    return scene.text.startswith(("'s", "’s"), time.span.end)


def is_fine(mention: Mention) -> bool:
    """Whether a time is a day or finer, and no stretch that something took ("within two weeks")."""
    when, words = mention.resolved, mention.span.quote.lower()
    return isinstance(when, When) and when.precision in FINE and not words.startswith("within")


def _interval(mention: Mention) -> tuple[date, date] | None:
    when = mention.resolved
    return (when.first_day, when.last_day) if isinstance(when, When) else None

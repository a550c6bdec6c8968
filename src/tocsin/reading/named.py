"""Acts of violence that a noun tells: "the bombing of a bank in Izmir", and those that were not."""

import re
from collections.abc import Iterable, Iterator

from tocsin.model import Certainty, Kind, Polarity, Stage
from tocsin.reading import grammar, suffered
from tocsin.reading.claims import innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import CASUALTY, NOUNS
from tocsin.reading.ordinary import is_aimed, is_violent
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.words import PREPOSITIONS, SUBORDINATORS, Group, is_adverb

_UNREAL = frozenset(
    "possible imminent potential planned future further likely external another such alleged attempted new "
    "similar any simulated mock staged more next impending would-be foiled".split()
)
_SUPERLATIVES = frozenset("deadliest bloodiest worst biggest".split())
_BARRED = frozenset(
    "warn caution alert threaten vow pledge promise plan plot prepare conspire intend foil thwart prevent avert "
    "disrupt plant place find lay hide defuse discover conceal carry fear deny want demand advise mean risk "
    "expect condemn denounce simulate rehearse practise imagine stage".split()
)
_PLANNOUNS = frozenset(
    "plot plots plan plans planning conspiracy threat threats warning warnings ability bid intention "
    "capacity fear fears risk".split()
)


def attack_named(scene: Scene) -> Iterator[Draft]:
    """A noun of violence that tells which act it means: by place, time, target or figures."""
    for hit in _violent(scene):
        first, stop = grammar.phrase(scene.sentence, hit.first, hit.stop)
        governor = scene.sentence.group_before(hit.first)
        first, stop = _own(scene, hit, (first, stop), spoken=governor is not None and bool(governor.lemmas & _SPEAK_OF))
        content = scene.sentence.chars(first, stop)
        if governor is not None and governor.lemmas & {"blame"} and "on" in scene.words_between(hit.stop, stop):
            continue  # "blamed the blasts on Israel" says nothing of where
        if content is None:
            continue
        if "no" in scene.words_between(max(0, first - 1), hit.first):
            yield from _did_not_happen(scene, hit, content)
            continue
        if _is_unreal(scene, hit, first, stop):
            continue
        if (may := _may_come(scene, hit, bare=scene.sentence.words[first].low != "the")) is not None:
            if _tells_which(scene, hit, first, stop, content):
                yield from _thought_of(scene, hit, first, may)
            continue
        if _is_averted(scene, first, stop) or _is_called_off(scene, first, stop):
            continue
        deadly = _deadly(scene, hit)
        if deadly is None and not _tells_which(scene, hit, first, stop, content):
            continue
        content, cue = _carried_out(scene, hit, content) or (deadly or content, (hit.start, hit.end))
        yield Draft(
            kind=Kind.ATTACK, content=content, cue=cue, because=f"attack_named: {hit.cue.phrase}",
            stage=Stage.ACCOMPLISHED,
            score=0.75, about=content, granted=True, roles=suffered.of_noun(scene, hit, stop),
        )  # fmt: skip


def _violent(scene: Scene) -> Iterator[Hit]:
    """The nouns of violence that tell no habit."""
    for hit in scene.of("events", *NOUNS):
        habit = scene.words_between(hit.first - 1, hit.first) & _HABITS
        if not (scene.verb(hit) or habit) and is_violent(scene, hit):
            yield hit


_SPEAK_OF = frozenset("claim deny confirm admit acknowledge disown".split())


def _own(scene: Scene, hit: Hit, reach: tuple[int, int], *, spoken: bool) -> tuple[int, int]:
    """What of a phrase is the act's own: nothing before a "that", and no day on which somebody spoke of it.

    "Claimed the attack on Friday" dates the claim, and "Friday's attack on Sunday" has its day.
    """
    first, stop = reach
    line = scene.sentence.words
    first = next((n + 1 for n in range(hit.first - 1, first - 1, -1) if line[n].low == "that"), first)
    day = next((m for m in scene.times if m.span.end == line[stop - 1].end), None)
    if not spoken or day is None:
        return first, stop
    on = next((n for n in range(hit.stop, stop) if line[n].start >= day.span.start), stop) - 1
    dated = any(m is not day and line[first].start <= m.span.start < line[on].start for m in scene.times)
    return (first, on) if on >= hit.stop and line[on].low == "on" and (dated or on == hit.stop) else (first, stop)


def _did_not_happen(scene: Scene, hit: Hit, content: Chars) -> Iterator[Draft]:
    """An attack that was not: "there was no attack on the embassy", "no explosion took place in Oslo"."""
    clause = scene.clause(hit)
    verb = scene.sentence.finite_in(clause.first, clause.stop)
    told = verb is not None and not verb.modal and bool(verb.lemmas & {"be", "take", "occur", "happen", "report"})
    placed = any(content[0] <= m.span.start < content[1] for m in scene.places) or is_aimed(scene, hit)
    if told and placed:
        yield Draft(
            kind=Kind.ATTACK, content=content, cue=(hit.start, hit.end), because=f"attack_named: {hit.cue.phrase}",
            stage=Stage.ACCOMPLISHED, score=0.75, about=content, polarity=Polarity.NEGATIVE,
        )  # fmt: skip


def _carried_out(scene: Scene, hit: Hit, content: Chars) -> tuple[Chars, Chars] | None:
    """The clause and the cue of "X carried out the attack"."""
    clause = scene.clause(hit)
    bearing = next(
        (
            h
            for h in scene.of("events", "bearing", "verbs_told")
            if clause.first <= h.first < clause.stop and scene.verb(h)
        ),
        None,
    )
    verb = scene.verb(bearing) if bearing else None
    if not bearing or verb is None or not verb.finite:
        return None
    if verb.negated and verb.passive and grammar.agent(scene.sentence, verb):
        return None  # "the attack was not carried out by the group": there was one
    chars = scene.sentence.chars(clause.first, clause.stop)
    return (chars, (bearing.start, bearing.end)) if chars else None


_HABITS = frozenset("often rarely seldom sometimes regularly frequently usually routinely repeatedly".split())


def _deadly(scene: Scene, hit: Hit) -> Chars | None:
    """The clause of an act that kills or happens, so that its time is read with it."""
    clause = scene.clause(hit)
    verb = scene.sentence.finite_in(clause.first, clause.stop)
    if verb is None or verb.passive or verb.negated or not verb.lemmas & (CASUALTY | {"happen", "occur", "leave"}):
        return None
    if "leave" in verb.lemmas and scene.has("tolls", "killed", clause.first, clause.stop) is None:
        return None
    named = grammar.subject(scene.sentence, verb)
    own = named is not None and named[0] <= hit.first < named[1]
    return scene.sentence.chars(clause.first, clause.stop) if own else None


def _is_unreal(scene: Scene, hit: Hit, first: int, stop: int) -> bool:
    """Whether the noun stands for something only planned, feared, foiled or general."""
    sentence = scene.sentence
    if scene.words_between(max(0, first - 1), hit.first) & (_UNREAL | _SUPERLATIVES):
        return True
    if scene.words_between(max(0, first - 3), first) & _PLANNOUNS:
        return True
    clause = sentence.clause_of(hit.first)
    for group in sentence.groups:
        if clause.first <= group.first < clause.stop and group.lemmas & _BARRED and group.last < hit.first:
            between = scene.words_between(group.last + 1, first)
            if not between & {"before", "after", "since", "for"}:
                return True
        if (
            clause.first <= group.first < clause.stop
            and group.modal in {"may", "might", "could", "would", "will"}
            and group.first < hit.first
        ):
            return True
    return False


def _is_averted(scene: Scene, first: int, stop: int) -> bool:
    """Whether the verb right behind the noun says that it was foiled, is ruled out, or is still to come."""
    sentence = scene.sentence
    behind = sentence.group_of(stop) if stop < len(sentence.words) else None
    if behind is None:
        return False
    stopped = behind.lemmas & {"foil", "thwart", "avert", "prevent", "disrupt", "defuse", "disarm", "intercept"}
    if behind.negated and behind.lemmas & {"rule", "exclude", "discount"} and sentence.words[first].low != "the":
        return True  # "an attack on the port could not be ruled out"
    return bool(stopped) or behind.modal in {"would", "will", "may"}


_OFF = ("cancel", "postpone", "shelve")


def _is_called_off(scene: Scene, first: int, stop: int) -> bool:
    """Whether whoever was to do it let it be: "called off its attack on", "the attack on Tampere was cancelled"."""
    sentence, line = scene.sentence, scene.sentence.words
    behind = sentence.group_of(stop) if stop < len(line) else None
    if behind is not None and behind.passive and not behind.negated:
        off = behind.last + 1 < len(line) and line[behind.last + 1].low == "off"
        return line[behind.last].low.startswith(_OFF) or ("call" in behind.lemmas and off)
    apart = first > 0 and line[first - 1].low == "off"
    at = first - 1 - apart
    before = sentence.group_of(at) if at >= 0 else None
    if at < 0 or (before is not None and (before.negated or before.passive)):
        return False
    off = apart or (stop < len(line) and line[stop].low == "off")
    return line[at].low.startswith(_OFF) or (off and before is not None and "call" in before.lemmas)


_THOUGHT_OF = frozenset("possible likely unlikely probable imminent conceivable inevitable thinkable".split())
_NEAR = frozenset("likely probable imminent inevitable expect anticipate plan prepare".split())
_BETWEEN = frozenset("very more most quite highly all but also not no longer".split())
_FEARED = frozenset("fear expect anticipate plan envisage threaten prepare".split())
_COMES = frozenset("come happen occur follow take".split())
_LANDS = frozenset("hit strike".split())
_LEFT_OPEN = (
    (PREPOSITIONS - {"of", "by"})
    | SUBORDINATORS
    | set(
        "and or but this next any both either enough even only given should provided there here anywhere sooner".split()
    )
)
_PAST = re.compile(r"(?i)\b(?:yesterday|last|earlier|ago)\b")
_DAYS = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s\b")
_MOST = 4


def _may_come(scene: Scene, hit: Hit, *, bare: bool) -> Certainty | None:
    """How sure it is that an act will come, where all that its clause says is that it may: "is possible", "is feared".

    UNKNOWN is what is called unlikely. Of "the attack" it may be left open who did it; an attack (`bare`) that is left
    open has not been, unless it is told what it likely was ("is likely the work of"), or that it may come again.
    """
    sentence = scene.sentence
    stop = scene.clause(hit).stop
    verb = sentence.finite_in(hit.stop, stop)
    named = _as_subject(scene, hit, verb) if verb else None
    if verb is None or named is None or verb.perfect:
        return None
    past = _PAST.search(sentence.quote(named[0], verb.first)) or _DAYS.search(sentence.quote(named[0], hit.first))
    if past:
        return None
    if verb.lemmas & {"be", "remain", "seem", "become"}:
        told = _called(scene, verb, stop)
        if told is None or (sentence.words[verb.first].low in {"was", "were"} and not (bare and _ends_at(scene, told))):
            return None
        words = scene.words_between(verb.first, told + 1)
        return Certainty.UNKNOWN if verb.negated or words & {"unlikely", "not", "no"} else _how_near(words)
    if not bare:
        return None
    if verb.passive and verb.negated:
        return Certainty.POSSIBLE if verb.lemmas & {"rule", "exclude", "discount"} else None
    then = sentence.group_of(verb.last + 1) if verb.last + 1 < stop else None
    if verb.passive and verb.lemmas & _FEARED:
        comes = then is None or not then.infinitive or then.lemmas & (_COMES | _LANDS)
        return _how_near(verb.lemmas) if comes else None
    if verb.modal not in {"may", "might", "could"} or not verb.lemmas & (_COMES | _LANDS):
        return None
    if _is_dated(scene, named[0], verb.first) and not _is_open(scene, verb, stop):
        return None
    return Certainty.UNKNOWN if verb.negated else Certainty.POSSIBLE


def _as_subject(scene: Scene, hit: Hit, verb: Group) -> tuple[int, int] | None:
    """The words of which a noun is the first, as the subject of a verb; None where it is not.

    In "if talks fail, an attack on Goma is likely" it is what stands right before the verb.
    """
    named = grammar.subject(scene.sentence, verb)
    if named is not None and named[0] <= hit.first < named[1]:
        return named
    phrase = grammar.phrase(scene.sentence, hit.first, hit.stop)
    return phrase if phrase[1] == verb.first else None


def _how_near(words: Iterable[str]) -> Certainty:
    return Certainty.POSSIBLE if _NEAR.isdisjoint(words) else Certainty.PROBABLE


def _called(scene: Scene, verb: Group, stop: int) -> int | None:
    """The word that calls an act possible or near, where nothing but when and where stands behind it."""
    line = scene.sentence.words
    at = verb.last + 1
    while at < min(verb.last + _MOST, stop) and (is_adverb(line[at].low) or line[at].low in _BETWEEN):
        if line[at].low in _THOUGHT_OF:
            break
        at += 1
    if at >= stop or line[at].low not in _THOUGHT_OF:
        return None
    then = scene.sentence.group_of(at + 1) if at + 1 < stop else None
    if then is not None and then.infinitive:
        return at if then.lemmas & (_COMES | _LANDS) and not then.perfect and _is_open(scene, then, stop) else None
    return at if _ends(scene, at + 1, stop) else None


def _is_dated(scene: Scene, first: int, stop: int) -> bool:
    """Whether a noun has a day of its own ("a shooting at a school on Monday")."""
    start, end = scene.sentence.words[first].start, scene.sentence.words[stop - 1].end
    return any(start <= m.span.start < end for m in scene.times)


def _is_open(scene: Scene, verb: Group, stop: int) -> bool:
    """Whether a verb says of an act that it comes, or where it lands: "could strike Goma", no nerve."""
    if "again" in scene.words_between(verb.last + 1, stop):
        return False  # what may come again has been
    if verb.lemmas & _LANDS:
        return any(scene.sentence.words[verb.last].end < m.span.start for m in scene.places)
    return bool(verb.lemmas & _COMES) and _ends(scene, verb.last + 1 + ("take" in verb.lemmas), stop)


def _ends_at(scene: Scene, at: int) -> bool:
    """Whether no reason stands behind a word: what was "possible only because" of something has been."""
    return scene.words_between(at + 1, min(at + 3, len(scene.sentence.words))).isdisjoint({"because", "only"})


def _ends(scene: Scene, at: int, stop: int) -> bool:
    """Whether a clause ends at a word, or goes on with when, where or if, and not with what an act was or will do."""
    line = scene.sentence.words
    if at >= stop or line[at].is_mark:
        return True
    verb = scene.sentence.group_of(at)
    if verb is not None and verb.infinitive:
        return False
    dated = any(m.span.start <= line[at].start < m.span.end for m in scene.times)
    return dated or line[at].low in _LEFT_OPEN or is_adverb(line[at].low)


def _thought_of(scene: Scene, hit: Hit, first: int, may: Certainty) -> Iterator[Draft]:
    """The warning that an act may come, as a suggestion: of whoever says so, or of the report itself.

    There is none where a rule reads more there, nor of what is called unlikely.
    """
    content = scene.sentence.chars(first, scene.clause(hit).stop)
    told = {Kind.WARNING, Kind.THREAT, Kind.PLOT}
    told_better = any(d.kind in told and d.content[0] <= hit.start < d.content[1] for d in scene.drafts)
    if content is None or may is Certainty.UNKNOWN or told_better:
        return
    who = innermost(scene, content)
    yield Draft(
        kind=Kind.WARNING, content=content, cue=(hit.start, hit.end),
        because=f"attack_named: {hit.cue.phrase}; it may come", stage=Stage.PLANNED, certainty=may,
        polarity=Polarity.POSITIVE, maker=who, spoken=who is not None, score=_SUGGESTED,
    )  # fmt: skip


_SUGGESTED = 0.4
"""Below even odds: what may come is shown, and nothing is decided on it."""


def _tells_which(scene: Scene, hit: Hit, first: int, stop: int, content: Chars) -> bool:
    """Whether the words say which act: a place, a time, a target or a count, or that its subject has been."""
    start, end = content
    for mention in (*scene.places, *scene.times):
        if start <= mention.span.start and mention.span.end <= end:
            return True
    tail = scene.words_between(hit.stop, stop)
    if tail & {"on", "at", "near", "against", "outside", "of", "in"} and hit.stop < stop - 1:
        return not (scene.sentence.words[first].low in {"this", "that"} and len(tail) <= 1)
    group = scene.sentence.group_of(stop) if stop < len(scene.sentence.words) else None
    return bool(
        group
        and group.lemmas
        & {"hear", "occur", "happen", "kill", "injure", "wound", "leave", "hit", "rock", "shake", "strike", "take"}
    )


RULES = (attack_named,)

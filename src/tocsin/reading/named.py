"""Acts of violence that a noun tells: "the bombing of a bank in Izmir", and those that were not."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity, Stage
from tocsin.reading import grammar
from tocsin.reading.cues import Hit
from tocsin.reading.events import CASUALTY, NOUNS
from tocsin.reading.ordinary import is_aimed, is_violent
from tocsin.reading.scene import Chars, Draft, Scene

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
    for hit in scene.of("events", *NOUNS):
        if scene.verb(hit) or not is_violent(scene, hit):
            continue
        if scene.words_between(hit.first - 1, hit.first) & _HABITS:
            continue
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
        deadly = _deadly(scene, hit)
        if deadly is None and not _tells_which(scene, hit, first, stop, content):
            continue
        content, cue = _carried_out(scene, hit, content) or (deadly or content, (hit.start, hit.end))
        yield Draft(
            kind=Kind.ATTACK, content=content, cue=cue, because=f"attack_named: {hit.cue.phrase}",
            stage=Stage.ACCOMPLISHED,
            score=0.75, about=content, granted=True,
        )  # fmt: skip


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
    if _is_only_thought_of(scene, hit, clause.stop, bare=sentence.words[first].low != "the"):
        return True
    behind = sentence.group_of(stop) if stop < len(sentence.words) else None
    if behind is None:
        return False
    stopped = behind.lemmas & {"foil", "thwart", "avert", "prevent", "disrupt", "defuse", "disarm", "intercept"}
    if behind.negated and behind.lemmas & {"rule", "exclude", "discount"} and sentence.words[first].low != "the":
        return True  # "an attack on the port could not be ruled out"
    return bool(stopped) or behind.modal in {"would", "will", "may"}


_THOUGHT_OF = frozenset("possible likely unlikely probable imminent conceivable inevitable thinkable".split())
_FEARED = frozenset("fear expect anticipate plan envisage threaten prepare".split())
_HAPPENS = frozenset("come happen occur follow take hit strike".split())
_MOST = 4


def _is_only_thought_of(scene: Scene, hit: Hit, stop: int, *, bare: bool) -> bool:
    """Whether what the clause says of a noun is that it may come: "is possible", "cannot be ruled out", "is feared".

    Of "the attack" it may be left open who did it; an attack (`bare`) that is left open has not been.
    """
    sentence = scene.sentence
    verb = sentence.finite_in(hit.stop, stop)
    named = grammar.subject(sentence, verb) if verb else None
    if verb is None or named is None or not named[0] <= hit.first < named[1] or verb.perfect:
        return False
    told = scene.words_between(verb.last + 1, min(verb.last + _MOST, stop))
    if verb.lemmas & {"be", "remain", "seem", "become"} and told & _THOUGHT_OF:
        return bare or sentence.words[verb.first].low not in {"was", "were"}
    if not bare:
        return False
    if verb.passive and verb.negated:
        return bool(verb.lemmas & {"rule", "exclude", "discount"})
    then = sentence.group_of(verb.last + 1) if verb.last + 1 < stop else None
    if verb.passive and verb.lemmas & _FEARED:
        return then is None or not then.infinitive or bool(then.lemmas & _HAPPENS)
    return verb.modal in {"may", "might", "could"} and bool(verb.lemmas & _HAPPENS)


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

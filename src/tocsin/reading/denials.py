"""Denials: who says that it is not so, and what is a refusal or a condemnation and denies nothing."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.claims import acting, complement, innermost, is_supposed
from tocsin.reading.cues import Hit
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import is_nobody
from tocsin.reading.withheld import is_or
from tocsin.reading.words import Group


def denial_made(scene: Scene) -> Iterator[Draft]:
    """A party denies, rejects, disowns."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("denying", "verbs"):
        group = scene.verb(hit)
        if group is None or group.negated or is_supposed(scene, group) or (group.infinitive and _neither(scene, hit)):
            continue
        if _is_not_made(scene, group) or is_or(scene.sentence, group):
            continue
        clause = scene.clause(hit)
        if _neither(scene, hit) or not _is_deniable(scene, group, clause):
            continue
        told = acting(scene, hit, group, clause)
        if told is None or (told[1] is not None and is_nobody(scene.text, told[1])):
            continue  # "nobody disputes that"
        content, maker = told
        content = complement(scene, clause, hit.stop) or content
        yield Draft(
            kind=Kind.DENIAL, content=content, cue=(hit.start, hit.end), because=f"denial_made: {hit.cue.phrase}",
            score=0.85,
            maker=maker, polarity=Polarity.NEGATIVE, spoken=True,
        )  # fmt: skip


def _is_not_made(scene: Scene, group: Group) -> bool:
    """Whether they deny it no more, or did not care to: "stopped denying", "did not bother to deny"."""
    if group.finite:
        return False
    governor = scene.sentence.group_before(group.first)
    return governor is not None and (governor.negated or (group.gerund and bool(governor.lemmas & {"stop", "cease"})))


_GIVEN_UP = frozenset("disown disavow repudiate".split())


def _is_deniable(scene: Scene, group: Group, clause: Clause) -> bool:
    """Whether what is denied or rejected is something said or done, and no visa, no offer and no haven."""
    if complement(scene, clause, group.last + 1) is not None:
        return True
    stop = min(clause.stop, group.last + _FAR)
    if group.lemmas & {"deny"} and scene.words_between(group.last + 1, stop) & _WITHHELD:
        return False  # "were denied their right to vote"
    if group.lemmas & _CONDEMNS and _is_condemned(scene, group):
        return False  # "all the parties rejected the murder"
    if group.lemmas & _GIVEN_UP or group.passive or group.reduced:
        return True
    done = grammar.object_of(scene.sentence, group)
    if done is None and clause.kind == "rel":
        return True  # "a figure that the ministry rejected", "which the police deny"
    if done and any(done[0] <= h.first < done[1] for h in scene.of("events", "nouns_strong", "nouns_weak")):
        return True
    behind = scene.sentence.words[group.last + 1].low if group.last + 1 < len(scene.sentence.words) else ""
    words = scene.words_between(*done) if done else set()
    return bool((words | {behind}) & cues.plain("denying", "deniable")) or behind.endswith("ing")


_FAR = 6
_WITHHELD = frozenset(
    "right rights access entry bail permission treatment food water visa visas chance opportunity asylum leave "
    "admission parole justice care haven sanctuary space".split()
)
_CONDEMNS = frozenset("reject repudiate dismiss rebuff".split())


def _is_condemned(scene: Scene, group: Group) -> bool:
    """Whether it is an act of violence that is rejected, and nothing that is said of it."""
    done = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    if done is None:
        return False
    said = scene.words_between(*done) & cues.plain("denying", "deniable")
    acts = scene.of("events", "nouns_strong", "nouns_weak")
    act = next((h for h in acts if done[0] <= h.first < done[1]), None)
    names = {scene.text[act.start : act.end].lower()} if act else set()
    return act is not None and not said - names


def _neither(scene: Scene, hit: Hit) -> bool:
    return bool(scene.words_between(max(0, hit.first - 4), hit.first) & {"neither", "nor"})


def denial_said(scene: Scene) -> Iterator[Draft]:
    """Somebody quoted says that it is not so: no part in it, never told, false."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("denying", "phrases"):
        if hit.cue.phrase.startswith("~call") and _is_a_noun(scene, hit):
            continue  # "a similar call proved not to be false"
        clause = scene.clause(hit)
        voice = innermost(scene, (hit.start, hit.end))
        if voice is None:
            voice = (
                _subject_of(scene, clause)
                if hit.cue.phrase.startswith(("~distance", "~call", "had|has|have"))
                else None
            )
        if voice is None:
            continue
        content = complement(scene, clause, hit.stop) if "think" in hit.cue.phrase else None
        first = clause.first + (scene.sentence.words[clause.first].low == "that")
        content = content or scene.sentence.chars(first, clause.stop)
        if content:
            yield Draft(
                kind=Kind.DENIAL, content=content, cue=(hit.start, hit.end), because=f"denial_said: {hit.cue.phrase}",
                score=0.7,
                maker=voice, polarity=Polarity.NEGATIVE, spoken=True,
            )  # fmt: skip


def _is_a_noun(scene: Scene, hit: Hit) -> bool:
    """Whether a "call" is one, and its sentence goes on with a verb of its own behind it."""
    return scene.verb(hit) is None and scene.sentence.finite_in(hit.first + 1, hit.stop) is not None


def _subject_of(scene: Scene, clause: Clause) -> Chars | None:
    group = scene.sentence.finite_in(clause.first, clause.stop)
    return scene.span_of(grammar.subject(scene.sentence, group)) if group else None


RULES = (denial_made, denial_said)

"""What was done about it: arrests, charges, verdicts, closures, alerts, condemnation."""

from collections.abc import Iterator, Mapping, Sequence

from tocsin.model import Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.captives import is_kidnapping
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import is_nobody
from tocsin.reading.unreal import is_habit, is_unreal
from tocsin.reading.words import Group


def response(scene: Scene) -> Iterator[Draft]:
    """An act of police, court, state or institution after violence, or against its coming."""
    if not speaks_of_violence(scene):
        return
    seen: set[tuple[int, int]] = set()
    for hit in scene.of("responding", "verbs", "phrases"):
        group = scene.verb(hit)
        clause = scene.clause(hit)
        if (clause.first, clause.stop) in seen or _is_supposed(scene, clause):
            continue
        if hit.cue.section == "verbs" and (
            group is None or not _is_done(group) or not _has_object(scene, hit.cue.phrase, clause.first, clause.stop)
        ):
            continue
        if group and ((hit.cue.section == "phrases" and not _is_done(group)) or is_kidnapping(scene, group)):
            continue
        inner = group or scene.sentence.finite_in(clause.first, clause.stop)
        content = with_antecedent(scene, clause, inner) if inner else scene.sentence.chars(clause.first, clause.stop)
        if content is None:
            continue
        if _is_left_undone(scene, hit, inner):
            continue
        seen.add((clause.first, clause.stop))
        if group is None and inner is not None and inner.lemmas & _SPEAK_OF:
            yield Draft(
                kind=Kind.RESPONSE, content=(max(hit.start, content[0]), content[1]), cue=(hit.start, hit.end),
                because=f"response: {hit.cue.phrase}", score=0.7, polarity=Polarity.POSITIVE,
            )  # fmt: skip
            continue  # "none of the papers refers to the arrest of an engineer": there was one
        doer = (
            grammar.agent(scene.sentence, inner)
            if inner and inner.passive
            else grammar.subject(scene.sentence, inner)
            if inner
            else None
        )
        done = (
            grammar.subject(scene.sentence, inner)
            if inner and inner.passive
            else grammar.object_of(scene.sentence, inner)
            if inner
            else None
        )
        if (whom := _whom(scene, hit, inner, done)) is not None:
            led = inner is not None and inner.lemmas & _LEADS
            nobody = led or _is_beside(scene, hit) or (doer and doer[0] <= hit.first < doer[1])
            doer, done = None if nobody else doer, whom
        roles = {
            name: [chars] for name, reach in (("actor", doer), ("target", done)) if (chars := scene.span_of(reach))
        }
        yield Draft(
            kind=Kind.RESPONSE, content=content, cue=(hit.start, hit.end), because=f"response: {hit.cue.phrase}",
            score=0.7, roles=roles,
            polarity=Polarity.NEGATIVE if (inner and inner.negated) or _of_nobody(scene, roles) else None,
        )  # fmt: skip


_SPEAK_OF = frozenset("refer mention allude comment discuss quote recall remember".split())


def _whom(scene: Scene, hit: Hit, group: Group | None, done: tuple[int, int] | None) -> tuple[int, int] | None:
    """To whom it was done, where a noun tells what: "reported the arrest of 11 people", and not the arrest itself.

    Who condemns or postpones an arrest does it to the arrest; a trial is put off to those who are tried.
    """
    if hit.cue.phrase in _ACTS_OF:
        return grammar.behind(scene.sentence, hit.stop)
    if done is None or group is None or group.lemmas & _OF_THE_ACT:
        return None
    line = scene.sentence.words
    of = next((n for n in range(done[0] + 1, done[1] - 1) if line[n].low == "of"), None)
    return (of + 1, done[1]) if of is not None and line[of - 1].low in _ACT else None


def _is_left_undone(scene: Scene, hit: Hit, group: Group | None) -> bool:
    """Whether an arrest or evacuation is only asked for or hindered, or a closure not said to be made by its verb.

    An arrest that itself prevents something was made: "the arrest of two men prevented an attack".
    """
    if hit.cue.phrase not in _ACTS_OF or (hit.cue.phrase not in _ORDERED and _is_beside(scene, hit)):
        return False
    lemmas = group.lemmas if group else frozenset[str]()
    done_to_it = group is not None and (group.passive or group.last < hit.first)
    return (done_to_it and bool(lemmas & _HINDERS)) or (hit.cue.phrase in _ORDERED and not lemmas & _ORDERS)


def _is_beside(scene: Scene, hit: Hit) -> bool:
    """Whether a noun only says when or why something else was done: "demanded a bus after the arrest of two men"."""
    return hit.first > 0 and scene.sentence.words[hit.first - 1].low in _BEHIND


_HINDERS = frozenset(
    "prevent block demand call refuse delay oppose seek urge resist threaten fail reject want stop avoid".split()
)
_ORDERED = frozenset({"the detention of", "the closure of", "the evacuation of"})
_ORDERS = frozenset("announce order report confirm begin start complete".split())
_BEHIND = frozenset("after for over since following before from despite of to against during".split())
_ACTS_OF = frozenset({"the arrest of", "arrests of", "the detention of", "the closure of", "the evacuation of"})
_LEADS = frozenset("lead end result follow prompt precede trigger".split())
"""Verbs whose subject did nothing of it: "the raid ended with the arrest of two men"."""
_ACT = frozenset(
    "arrest arrests detention detentions capture closure closures evacuation deportation expulsion extradition "
    "conviction indictment trial".split()
)
_OF_THE_ACT = frozenset("condemn denounce ban outlaw suspend question".split())


def _is_supposed(scene: Scene, clause: Clause) -> bool:
    """Whether a clause supposes it, or waits for it: "unless France withdraws its troops", "had Kenya closed"."""
    opener = scene.sentence.words[clause.first].low
    verb = scene.sentence.finite_in(clause.first, clause.stop)
    awaited = opener in {"until", "once", "when"} and verb is not None and is_habit(scene, verb)
    return opener in {"if", "unless", "whether"} or awaited or is_unreal(scene, clause)


def _of_nobody(scene: Scene, roles: Mapping[str, Sequence[Chars]]) -> bool:
    """Whether it was done by nobody or to nobody: "and that nobody had been evacuated"."""
    return any(is_nobody(scene.text, chars) for each in roles.values() for chars in each)


def _is_done(group: Group) -> bool:
    return (
        not group.infinitive
        and group.modal not in {"may", "might", "could", "would", "should", "must", "can"}
        and not (group.gerund and not group.finite)
    )


def _has_object(scene: Scene, phrase: str, first: int, stop: int) -> bool:
    """Whether a verb with other senses acts upon what such acts are done to."""
    if phrase in cues.phrases("responding", "strong"):
        return True
    return bool(scene.words_between(first, stop) & cues.plain("responding", "objects"))


RULES = (response,)

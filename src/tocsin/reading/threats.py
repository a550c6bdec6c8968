"""Threats: violence announced by those who would do it, whatever the verb."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity, Stage
from tocsin.reading import cues, grammar
from tocsin.reading.alerts import doer_of, with_complement, would_do_it
from tocsin.reading.claims import innermost, is_party
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.sentence import Clause


def threat_made(scene: Scene) -> Iterator[Draft]:
    """Violence announced by those who would do it, whatever the verb."""
    for hit in scene.of("threatening", "verbs", "phrases"):
        group = scene.verb(hit)
        clause = scene.clause(hit)
        strong = hit.cue.section == "phrases" or hit.cue.phrase in cues.phrases("threatening", "strong")
        if hit.cue.section == "verbs" and group is None:
            continue
        if group and (group.modal or group.negated):
            continue
        if not speaks_of_violence(scene) or not _harm_behind(scene, hit, clause):
            continue
        if not strong and not (group and would_do_it(scene, group)):
            continue
        content = with_antecedent(scene, clause, group) if group else scene.sentence.chars(clause.first, clause.stop)
        if content is None:
            continue
        doer = None
        if group:
            doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
        if doer is None and group and not group.finite:
            doer = doer_of(scene, group)
        yield Draft(
            kind=Kind.THREAT, content=with_complement(scene, clause, content) or content, cue=(hit.start, hit.end),
            because=f"threat_made: {hit.cue.phrase}",
            maker=scene.span_of(doer), spoken=True, stage=Stage.THREATENED, score=0.8,
        )  # fmt: skip


def _harm_behind(scene: Scene, hit: Hit, clause: Clause) -> bool:
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    last = at + 1 if at + 1 < len(clauses) and clauses[at + 1].kind in {"comp", "sub", "coord"} else at
    harm = cues.plain("threatening", "harm")
    return any(
        w in harm or w.rstrip("s") in harm or w.removesuffix("ing") in harm or w.removesuffix("ed") in harm
        for w in scene.words_between(hit.first, clauses[last].stop)
    )


_DOOM = frozenset(
    "burn burned burnt killed kill die dead death blood graveyard coffin coffins rubble struck strike bombed bomb "
    "destroyed pay punished slaughtered beheaded executed targeted target attack attacked avenge revenge regret "
    "stop shoot hit hell war ashes grave graves".split()
)


def threat_spoken(scene: Scene) -> Iterator[Draft]:
    """Words of an armed party that say what it will do: "we will strike again", "every tanker will burn"."""
    for clause in scene.sentence.clauses:
        group = scene.sentence.finite_in(clause.first, clause.stop)
        if group is None or group.modal not in {"will", "shall"}:
            continue
        content = scene.sentence.chars(clause.first, clause.stop)
        voice = innermost(scene, content) if content else None
        if content is None or voice is None or not is_party(scene, voice):
            continue
        if not scene.words_between(clause.first, clause.stop) & _DOOM:
            continue
        cue = (scene.sentence.words[group.first].start, scene.sentence.words[group.last].end)
        yield Draft(
            kind=Kind.THREAT, content=content, cue=cue, because="threat_spoken: will", maker=voice, spoken=True,
            stage=Stage.THREATENED, score=0.75, polarity=Polarity.POSITIVE if group.negated else None,
        )  # fmt: skip


RULES = (threat_made, threat_spoken)

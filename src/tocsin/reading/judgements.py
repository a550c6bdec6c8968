"""Assessments, motives, unknowns, duties: what is judged, why somebody acts, what is not known, who owes a warning."""

from collections.abc import Iterator

from tocsin.model import Certainty, Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.claims import innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.scene import Chars, Draft, Scene

_MAGNITUDE = ("one of the", "the deadliest", "the worst", "the bloodiest", "the most serious", "deadliest attack")
_HEDGES = (
    "may now",
    "may want",
    "could become",
    "will probably",
    "probably",
    "likely to",
    "unlikely to",
    "it is likely that",
    "more likely",
)


def assessment(scene: Scene) -> Iterator[Draft]:
    """A judgement of trend, capability, likelihood, size or meaning that blames nobody."""
    if not (scene.violent or scene.signs()):
        return
    taken: list[Chars] = []
    for hit in scene.of("assessing", "phrases"):
        found = _judged(scene, hit)
        if found is None or any(a < found[1] and found[0] < b for a, b in taken):
            continue
        taken.append(found)
        yield Draft(
            kind=Kind.ASSESSMENT,
            content=found,
            cue=(hit.start, hit.end),
            because=f"assessment: {hit.cue.phrase}",
            score=0.65,
        )
    for hit in scene.of("assessing", "verbs"):
        group = scene.verb(hit)
        clause = scene.clause(hit)
        clauses = scene.sentence.clauses
        at = clauses.index(clause)
        if group is None or not group.finite or at + 1 >= len(clauses) or clauses[at + 1].kind != "comp":
            continue
        following = clauses[at + 1]
        first = following.first + (scene.sentence.words[following.first].low == "that")
        content = scene.sentence.chars(first, following.stop)
        if (
            content is None
            or any(a < content[1] and content[0] < b for a, b in taken)
            or not _is_judgement(scene, following.first, following.stop)
        ):
            continue
        taken.append(content)
        yield Draft(
            kind=Kind.ASSESSMENT, content=content, cue=(hit.start, hit.end), because=f"assessment: {hit.cue.phrase}",
            score=0.65,
            polarity=Polarity.NEGATIVE if group.negated else None,
        )  # fmt: skip


def _is_judgement(scene: Scene, first: int, stop: int) -> bool:
    """Whether a clause is about strength, danger or intent, and tells no act as done."""
    if scene.words_between(first, stop) & cues.plain("assessing", "capability"):
        return True
    group = scene.sentence.finite_in(first, stop)
    return group is not None and (
        bool(group.modal) or bool(group.lemmas & {"be", "regard", "want", "remain", "seek", "pose", "have"})
    )


def _judged(scene: Scene, hit: Hit) -> Chars | None:
    """The characters of what is judged."""
    sentence, phrase = scene.sentence, hit.cue.phrase
    clause = scene.clause(hit)
    if phrase.startswith(_MAGNITUDE):
        stop = hit.stop
        while (
            stop < len(sentence.words)
            and not sentence.words[stop].is_mark
            and not (group := sentence.group_of(stop))
            and stop < clause.stop
        ):
            stop += 1
        return sentence.chars(hit.first, stop)
    if phrase in {
        "hallmark",
        "hallmarks",
        "capabilities",
        "ability to",
        "capability to",
        "capable of",
        "diminished",
        "capacity to",
        "reassessment",
    }:
        group = sentence.group_of(hit.first) or sentence.group_before(hit.first)
        if group is None or not scene.words_between(clause.first, clause.stop) & cues.plain("assessing", "capability"):
            return None
    if phrase in _HEDGES and scene.of("events", "verbs_strong") and innermost(scene, (hit.start, hit.end)) is None:
        return None
    group = scene.verb(hit)
    if group and group.gerund:
        begin = sentence.words[group.first].start
        stretch = sentence.chars(group.first, max(clause.stop, _end_of(scene, clause.stop)))
        return (begin, stretch[1]) if stretch else None
    if hit.first > clause.first and sentence.words[clause.first].low in {"suggesting", "indicating"}:
        return sentence.chars(clause.first, clause.stop)
    inner = sentence.finite_in(clause.first, clause.stop)
    return with_antecedent(scene, clause, inner) if inner else sentence.chars(clause.first, clause.stop)


def _end_of(scene: Scene, stop: int) -> int:
    """The end of the clause that "suggesting that" opens."""
    following = next((c for c in scene.sentence.clauses if c.first == stop and c.kind in {"comp", "rel"}), None)
    return following.stop if following else stop


def motive(scene: Scene) -> Iterator[Draft]:
    """A grievance, an aim, what a group's words dwell on."""
    if not (scene.violent or scene.signs()):
        return
    for hit in scene.of("motive", "phrases"):
        clause = scene.clause(hit)
        group = scene.verb(hit)
        maker = None
        if group is None and hit.cue.phrase.startswith(
            (
                "in revenge",
                "in retaliation",
                "over ",
                "because of",
                "in response",
                "revenge for",
                "punishment",
                "in protest",
                "in solidarity",
            )
        ):
            content = scene.sentence.chars(hit.first, clause.stop)
        else:
            inner = group or scene.sentence.finite_in(clause.first, clause.stop)
            content = (
                with_antecedent(scene, clause, inner) if inner else scene.sentence.chars(clause.first, clause.stop)
            )
            if inner and inner.lemmas & {"accuse", "blame"}:
                maker = scene.span_of(grammar.subject(scene.sentence, inner))
                content = _with_rest(scene, clause.stop, content)
            if inner and inner.gerund and inner.first == clause.first:
                content = scene.sentence.chars(clause.first, clause.stop)
            elif group and group.gerund and group.first > clause.first:
                first = group.first - (scene.sentence.words[group.first - 1].low.endswith("ly"))
                content = scene.sentence.chars(first, clause.stop)
        if content and not any(d.kind is Kind.MOTIVE and d.content == content for d in scene.drafts):
            yield Draft(
                kind=Kind.MOTIVE,
                content=content,
                cue=(hit.start, hit.end),
                because=f"motive: {hit.cue.phrase}",
                maker=maker,
                spoken=maker is not None,
                score=0.7,
            )


def _with_rest(scene: Scene, stop: int, content: Chars | None) -> Chars | None:
    """A clause that ends in "of", with the -ing clause behind it."""
    following = next((c for c in scene.sentence.clauses if c.first == stop), None)
    if content and following and scene.sentence.words[stop - 1].low == "of":
        stretch = scene.sentence.chars(following.first, following.stop)
        return (content[0], stretch[1]) if stretch else content
    return content


def unknown(scene: Scene) -> Iterator[Draft]:
    """The text says that something is not known."""
    if not (scene.violent or scene.signs()):
        return
    for hit in scene.of("unknown", "phrases"):
        clause = scene.clause(hit)
        clauses = scene.sentence.clauses
        at = clauses.index(clause)
        following = clauses[at + 1] if at + 1 < len(clauses) and clauses[at + 1].kind in {"comp", "sub"} else None
        content = scene.sentence.chars(clause.first, following.stop if following else clause.stop)
        if content and not any(d.kind is Kind.UNKNOWN for d in scene.drafts):
            yield Draft(
                kind=Kind.UNKNOWN, content=content, cue=(hit.start, hit.end), because=f"unknown: {hit.cue.phrase}",
                certainty=Certainty.UNKNOWN, polarity=Polarity.UNKNOWN, score=0.85,
            )  # fmt: skip


def duty(scene: Scene) -> Iterator[Draft]:
    """An obligation to warn, protect or inform, stated."""
    for hit in scene.of("duty", "phrases"):
        if not (scene.violent or "warn" in hit.cue.phrase):
            continue
        words = scene.sentence.words
        content = scene.sentence.chars(0, len(words))
        speech = next((c for c in scene.sentence.clauses if c.kind in {"comp", "attr"}), None)
        if speech:
            clause = scene.clause(hit)
            content = scene.sentence.chars(clause.first + (words[clause.first].low == "that"), clause.stop)
        if content and not any(d.kind is Kind.DUTY for d in scene.drafts):
            yield Draft(
                kind=Kind.DUTY,
                content=content,
                cue=(hit.start, hit.end),
                because=f"duty: {hit.cue.phrase}",
                score=0.8,
                roles=_bound(scene, hit),
            )


def _bound(scene: Scene, hit: Hit) -> dict[str, list[Chars]]:
    """Who owes it, and towards whom: the subject, and the object of "warn", "protect", "inform"."""
    sentence, line = scene.sentence, scene.sentence.words
    clause = scene.clause(hit)
    verb = scene.verb(hit) or sentence.finite_in(clause.first, clause.stop)
    owner = scene.span_of(grammar.subject(sentence, verb)) if verb else None
    out = {"actor": [owner]} if owner else {}
    owed = next(
        (n for n in range(hit.first, len(line)) if line[n].low in {"warn", "protect", "inform", "notify", "tell"}), None
    )
    if owed is not None:
        at = owed + 1
        while at < len(line) and line[at].is_mark:
            at += 1
        towards = scene.span_of(grammar.behind(sentence, at)) if at < len(line) else None
        if towards:
            out["recipient"] = [towards]
    return out


RULES = (motive, assessment, unknown, duty)

"""Assessments, motives, unknowns, duties: what is judged, why somebody acts, what is not known, who owes a warning."""

from collections.abc import Iterator

from tocsin.model import Certainty, Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.claims import complement, innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.people import names_people
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import QUOTES
from tocsin.reading.stretch import shared
from tocsin.reading.warners import up_to_danger
from tocsin.reading.words import BE, DO, PREPOSITIONS


def assessment(scene: Scene) -> Iterator[Draft]:
    """A judgement of trend, capability, likelihood, size or meaning that blames nobody."""
    if not speaks_of_violence(scene):
        return
    taken: list[Chars] = []
    judged = ((hit, _judged(scene, hit), None) for hit in scene.of("assessing", "phrases"))
    believed = ((hit, *_believed(scene, hit)) for hit in scene.of("assessing", "verbs"))
    for hit, content, polarity in (*judged, *believed):
        if content is None or any(shared(content, other) for other in taken):
            continue
        taken.append(content)
        who = _judging(scene, hit) if hit.cue.section == "verbs" else None
        yield Draft(
            kind=Kind.ASSESSMENT, content=content, cue=(hit.start, hit.end), because=f"assessment: {hit.cue.phrase}",
            score=0.65, polarity=polarity, maker=who, spoken=who is not None,
        )  # fmt: skip


_NOT_NAMED = frozenset(
    "it there who which that what one nobody none he she they these those anyone anybody everyone everybody someone "
    "somebody you yesterday today tonight tomorrow now then still meanwhile earlier later last monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_COUNTING = frozenset(
    "no not neither nor hardly scarcely barely few some many several most others other any every each all both "
    "either".split()
)
_BODIES = frozenset(
    "police army navy military government ministry agency agencies service services intelligence embassy authorities "
    "cabinet council court union group groups organisation organization party militia committee command office "
    "department bureau parliament state mission force forces analysts analyst we i".split()
)


def _judging(scene: Scene, hit: Hit) -> Chars | None:
    """Who judges, by the verb: the police of "police believe that an attack is likely"; of "it is believed" nobody."""
    group, line = scene.verb(hit), scene.sentence.words
    reach = grammar.subject(scene.sentence, group) if group and not (group.passive or group.reduced) else None
    if group is None or reach is None or group.modal or not _is_somebody(scene, *reach):
        return None
    if line[scene.clause(hit).first].low in {"if", "unless", "whether"}:
        return None
    if line[-1].low == "?" or line[0].low in BE | DO:
        return None
    if group.last + 1 < len(line) and line[group.last + 1].low == "of":
        return None  # "eight people suspected of having helped him"
    beside = all(line[n].low.endswith("ly") for n in range(reach[1], group.first))
    return scene.span_of(reach) if beside and reach[1] <= group.first else None


def _is_somebody(scene: Scene, first: int, stop: int) -> bool:
    """Whether words plainly name a person, body or group, and no number, part or lack of them."""
    line = scene.sentence.words
    before = line[first - 1].low if first else ""
    if line[first].low in _NOT_NAMED | _COUNTING or before in _COUNTING | PREPOSITIONS:
        return False
    head = next((n for n in range(first, stop) if line[n].low in PREPOSITIONS), stop)
    chars = scene.span_of((first, head))
    named = any(line[n].capital for n in range(max(first, 1), head)) or not _BODIES.isdisjoint(
        w.low for w in line[first:head]
    )
    return chars is not None and (named or names_people(scene.text[chars[0] : chars[1]]))


def _believed(scene: Scene, hit: Hit) -> tuple[Chars | None, Polarity | None]:
    """What somebody judges, behind a verb of judging, and whether it is denied: "does not believe that it can"."""
    group, clauses = scene.verb(hit), scene.sentence.clauses
    at = clauses.index(scene.clause(hit)) + 1
    if group is None or not group.finite or at >= len(clauses) or clauses[at].kind != "comp":
        return None, None
    first, stop = clauses[at].first, clauses[at].stop
    if not _is_judgement(scene, first, stop):
        return None, None
    judged = scene.sentence.finite_in(first, stop)
    denied = group.negated != (judged is not None and judged.negated)
    content = scene.sentence.chars(first + (scene.sentence.words[first].low == "that"), stop)
    return content, Polarity.NEGATIVE if denied else None


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
    sentence, clause, group = scene.sentence, scene.clause(hit), scene.verb(hit)
    if hit.cue.phrase in cues.plain("assessing", "superlatives"):
        return sentence.chars(hit.first, _end_of_superlative(scene, hit))
    if _judges_nothing(scene, hit):
        return None
    if hit.cue.phrase.endswith(" that") and group and group.finite and (told := complement(scene, clause, hit.stop)):
        return told
    if group and group.gerund:
        return sentence.chars(group.first, max(clause.stop, _end_of(scene, clause.stop)))
    if hit.first > clause.first and sentence.words[clause.first].low in {"suggesting", "indicating"}:
        return sentence.chars(clause.first, clause.stop)
    inner = sentence.finite_in(clause.first, clause.stop)
    return with_antecedent(scene, clause, inner) if inner else sentence.chars(clause.first, clause.stop)


def _judges_nothing(scene: Scene, hit: Hit) -> bool:
    """Whether a word of strength is of nobody's, or a hedge is of an act that the report tells itself."""
    sentence, clause = scene.sentence, scene.clause(hit)
    if hit.cue.phrase in cues.plain("assessing", "of_strength"):
        group = sentence.group_of(hit.first) or sentence.group_before(hit.first)
        told = scene.words_between(clause.first, clause.stop) & cues.plain("assessing", "capability")
        return group is None or not told
    hedged = hit.cue.phrase in cues.plain("assessing", "hedges") and scene.of("events", "verbs_strong")
    return bool(hedged) and innermost(scene, (hit.start, hit.end)) is None


def _end_of_superlative(scene: Scene, hit: Hit) -> int:
    """Where "the deadliest attack in years" ends: before a verb, a mark, or the end of its clause."""
    sentence, stop, last = scene.sentence, hit.stop, scene.clause(hit).stop
    while stop < min(last, len(sentence.words)) and not sentence.words[stop].is_mark and not sentence.group_of(stop):
        stop += 1
    return stop


def _end_of(scene: Scene, stop: int) -> int:
    """The end of the clause that "suggesting that" opens."""
    following = next((c for c in scene.sentence.clauses if c.first == stop and c.kind in {"comp", "rel"}), None)
    return following.stop if following else stop


def motive(scene: Scene) -> Iterator[Draft]:
    """A grievance, an aim, what a group's words dwell on."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("motive", "phrases"):
        content, maker = _grounds(scene, hit)
        if content and not any(d.kind is Kind.MOTIVE and d.content == content for d in scene.drafts):
            yield Draft(
                kind=Kind.MOTIVE, content=content, cue=(hit.start, hit.end), because=f"motive: {hit.cue.phrase}",
                maker=maker, spoken=maker is not None, score=0.7,
            )  # fmt: skip


def _grounds(scene: Scene, hit: Hit) -> tuple[Chars | None, Chars | None]:
    """The words that give the reason, and whoever accuses by them."""
    sentence, clause, group = scene.sentence, scene.clause(hit), scene.verb(hit)
    if group is None and hit.cue.phrase in cues.plain("motive", "because"):
        return sentence.chars(hit.first, clause.stop), None
    inner = group or sentence.finite_in(clause.first, clause.stop)
    accuses = inner is not None and bool(inner.lemmas & {"accuse", "blame"})
    maker = scene.span_of(grammar.subject(sentence, inner)) if inner and accuses else None
    if inner is None or (inner.gerund and inner.first == clause.first):
        return sentence.chars(clause.first, clause.stop), maker
    if group and group.gerund:
        first = group.first - (sentence.words[group.first - 1].low.endswith("ly"))
        return sentence.chars(first, clause.stop), maker
    content = with_antecedent(scene, clause, inner)
    return _with_rest(scene, clause.stop, content) if accuses else content, maker


def _with_rest(scene: Scene, stop: int, content: Chars | None) -> Chars | None:
    """A clause that ends in "of", with the -ing clause behind it."""
    following = next((c for c in scene.sentence.clauses if c.first == stop), None)
    if content and following and scene.sentence.words[stop - 1].low == "of":
        stretch = scene.sentence.chars(following.first, following.stop)
        return (content[0], stretch[1]) if stretch else content
    return content


_WH = frozenset("who whom whose what where when why how whether which if".split())


def unknown(scene: Scene) -> Iterator[Draft]:
    """The text says that something is not known, or that somebody would not or could not say it."""
    if not speaks_of_violence(scene):
        return
    taken: list[Chars] = []
    for hit in scene.of("unknown", "phrases"):
        for content in _questions(scene, hit):
            if any(shared(content, other) for other in taken):
                continue
            taken.append(content)
            yield Draft(
                kind=Kind.UNKNOWN, content=content, cue=(hit.start, hit.end), because=f"unknown: {hit.cue.phrase}",
                certainty=Certainty.UNKNOWN, polarity=Polarity.UNKNOWN, score=0.85,
            )  # fmt: skip


_NEAR = 5


def _questions(scene: Scene, hit: Hit) -> list[Chars]:
    """What is open: the clause with what is unknown behind it or in front of it; all of it where it asks nothing."""
    sentence, line = scene.sentence, scene.sentence.words
    clause = scene.clause(hit)
    behind = next((n for n in range(hit.stop, min(hit.stop + _NEAR, len(line))) if line[n].low in _WH), None)
    if line[hit.stop - 1].low in _WH:
        behind = hit.stop - 1
    if behind is not None:
        chars = sentence.chars(clause.first, _end_of_question(scene, behind))
        return [chars] if chars else []
    if line[0].low in _WH and hit.first > 1:
        chars = sentence.chars(0, hit.first)
        return [chars] if chars else []
    if hit.cue.phrase in cues.plain("unknown", "unsaid"):
        return []
    chars = sentence.chars(clause.first, clause.stop)
    return [chars] if chars else []


def _end_of_question(scene: Scene, at: int) -> int:
    """Where a question that begins at a word ends: with the clauses that hang on it."""
    stop = scene.sentence.clause_of(at).stop
    for clause in scene.sentence.clauses:
        if clause.first == stop and clause.kind in {"comp", "rel", "sub"}:
            stop = clause.stop
    return stop


_OWED = frozenset(
    "warn protect inform notify tell alert relay report share pass advise safeguard disclose evacuate".split()
)
_BINDS = frozenset("oblige require bind".split())


def duty(scene: Scene) -> Iterator[Draft]:
    """An obligation to warn, protect or inform, stated or denied."""
    for hit in scene.of("duty", "phrases"):
        yield from _owed(scene, hit.first, hit.stop, hit.cue.phrase, (hit.start, hit.end))
    for group in scene.sentence.groups:
        line = scene.sentence.words
        must = group.modal in {"must", "shall"} and group.lemmas & _OWED and group.finite
        bound = group.lemmas & _BINDS and group.passive and _OWED & scene.words_between(group.last, group.last + 12)
        if must or bound:
            cue = (line[group.first].start, line[group.last].end)
            yield from _owed(scene, group.first, group.last + 1, "must" if must else "bound to", cue)


def _owed(scene: Scene, first: int, stop: int, phrase: str, cue: Chars) -> Iterator[Draft]:
    sentence = scene.sentence
    if any(d.kind is Kind.DUTY and d.content[0] <= cue[0] < d.content[1] for d in scene.drafts):
        return
    if not (
        speaks_of_violence(scene)
        or scene.words_between(first, len(sentence.words)) & {"warn", "threat", "threats", "danger", "dangers"}
    ):
        return
    clause = sentence.clause_of(first)
    last = clause.stop
    for following in sentence.clauses:
        if following.first == last and following.kind in {"sub", "rel", "comp"}:
            last = following.stop
    content = sentence.chars(clause.first + (sentence.words[clause.first].low == "that"), last)
    negative = bool(scene.words_between(max(clause.first, first - 3), stop) & {"no", "not", "never"})
    if content:
        yield Draft(
            kind=Kind.DUTY, content=content, cue=cue, because=f"duty: {phrase}", score=0.8,
            polarity=Polarity.NEGATIVE if negative else None, roles=_bound(scene, first, last),
        )  # fmt: skip


def _bound(scene: Scene, at: int, stop: int) -> dict[str, list[Chars]]:
    """Who owes it, and towards whom: the subject, and the object of "warn", "protect", "inform" before word `stop`."""
    sentence, line = scene.sentence, scene.sentence.words
    clause = sentence.clause_of(at)
    verb = sentence.finite_in(clause.first, clause.stop)
    owner = scene.span_of(grammar.subject(sentence, verb)) if verb else None
    out = {"actor": [owner]} if owner else {}
    owed = next((n for n in range(at, stop) if line[n].low in _OWED), None)
    if owed is not None:
        at = _behind_all(scene, owed, stop)
        while at < stop and line[at].low in QUOTES:
            at += 1
        reach = grammar.behind(sentence, at) if at < stop and not line[at].is_mark else None
        towards = scene.span_of(up_to_danger(scene, reach)) if reach else None
        if towards:
            out["recipient"] = [towards]
    return out


def _behind_all(scene: Scene, owed: int, stop: int) -> int:
    """The word behind the verbs of what is owed: "to inform, protect and warn the public"."""
    line, at = scene.sentence.words, owed + 1
    while (joined := next((n for n in range(at, min(at + 3, stop)) if line[n].low not in _JOINS), stop)) > at:
        if joined >= stop or line[joined].low not in _OWED:
            break
        at = joined + 1
    return at


_JOINS = frozenset({",", "and", "or", "to"})

RULES = (motive, assessment, unknown, duty)

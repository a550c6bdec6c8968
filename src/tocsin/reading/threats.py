"""Threats: violence announced by those who would do it, whatever the verb."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity, Stage
from tocsin.reading import cues, grammar, negation, verbs
from tocsin.reading.alerts import doer_of, or_else, ordered, with_complement, would_do_it
from tocsin.reading.claims import innermost, is_party
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.warners import by_whom
from tocsin.reading.words import Group


def threat_made(scene: Scene) -> Iterator[Draft]:
    """Violence announced by those who would do it, whatever the verb."""
    for hit in scene.of("threatening", "verbs", "phrases"):
        group = scene.verb(hit)
        clause = scene.clause(hit)
        strong = hit.cue.section == "phrases" or hit.cue.phrase in cues.phrases("threatening", "strong")
        if hit.cue.section == "verbs" and group is None:
            continue
        if group and (group.modal or group.negated or _is_undone(scene, group)):
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
            doer = by_whom(scene, group) if group.passive else grammar.subject(scene.sentence, group)
        if doer is None and group and not group.finite:
            doer = doer_of(scene, group)
        yield Draft(
            kind=Kind.THREAT, content=with_complement(scene, clause, content) or content, cue=(hit.start, hit.end),
            because=f"threat_made: {hit.cue.phrase}",
            maker=scene.span_of(doer), spoken=True, stage=Stage.THREATENED, score=0.8,
            polarity=Polarity.NEGATIVE if _is_forsworn(scene, clause) or _is_not_to(scene, group) else None,
        )  # fmt: skip


def _is_forsworn(scene: Scene, clause: Clause) -> bool:
    """Whether it is announced that the harm will not be done: "announced that they will not attack the voters"."""
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    told = clauses[at + 1] if at + 1 < len(clauses) and clauses[at + 1].kind == "comp" else None
    verb = scene.sentence.finite_in(told.first, told.stop) if told else None
    return (
        verb is not None
        and verb.negated
        and any(scene.verb(h) == verb for h in scene.of("events", "verbs_strong", "verbs_weak"))
    )


def _is_not_to(scene: Scene, group: Group | None) -> bool:
    """Whether what is promised is not to do it: "vowed never to bomb a market again"."""
    return group is not None and bool(scene.words_between(group.last + 1, group.last + 2) & {"not", "never"})


def _is_undone(scene: Scene, group: Group) -> bool:
    """Whether a threat is not made, or is made no more: "has ceased to threaten", "stopped short of threatening"."""
    base = scene.sentence.span.start
    start, end = scene.sentence.words[group.head].start - base, scene.sentence.words[group.head].end - base
    return not group.finite and negation.count(scene.sentence.span.quote, start, end)[0] % 2 == 1


def _harm_behind(scene: Scene, hit: Hit, clause: Clause) -> bool:
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    last = at + 1 if at + 1 < len(clauses) and clauses[at + 1].kind in {"comp", "sub", "coord"} else at
    harm = cues.plain("threatening", "harm")
    stop = _before_after(scene, hit.first, clauses[last].stop)
    acts = scene.of("events", "verbs_strong", "nouns_strong", "devices")
    if any(hit.stop <= h.first < stop for h in acts) or _is_at_somebody(scene, hit):
        return True
    return any(
        w in harm or w.rstrip("s") in harm or w.removesuffix("ing") in harm or w.removesuffix("ed") in harm
        for w in scene.words_between(hit.first, stop)
    )


_MORE = frozenset("more further another second actions".split())


def _is_at_somebody(scene: Scene, hit: Hit) -> bool:
    """Whether somebody is threatened, or more is promised by an armed party: "had threatened the company in August"."""
    group = scene.verb(hit)
    done = grammar.object_of(scene.sentence, group) if group else None
    if group is None or done is None:
        return False
    if group.lemmas & {"promise", "announce", "vow", "pledge"}:
        return bool(scene.words_between(*done) & _MORE)
    form = verbs.table().get(scene.sentence.words[group.head].low)
    done_once = group.perfect or (form is not None and form.past)  # "a scourge that threatens lives" says no threat
    return "threaten" in group.lemmas and done_once and not group.passive and not scene.peaceful()


def _before_after(scene: Scene, first: int, stop: int) -> int:
    """Where a stretch ends, or where it turns to what went before: "vowed to bury their dead after the bombing"."""
    line = scene.sentence.words
    return next((n for n in range(first + 1, stop) if line[n].low in {"after", "following", "since"}), stop)


_DOOM = frozenset(
    "burn burned burnt killed kill die dead death blood graveyard coffin coffins rubble struck strike bombed bomb "
    "destroyed pay punished slaughtered beheaded executed targeted target attack attacked avenge revenge regret "
    "stop shoot hit hell war ashes grave graves".split()
)


def threat_spoken(scene: Scene) -> Iterator[Draft]:
    """Words of an armed party that say what it will do: "we will strike again", "every tanker will burn"."""
    for clause in scene.sentence.clauses:
        group = scene.sentence.finite_in(clause.first, clause.stop)
        if group is None or not (group.modal in {"will", "shall"} or _is_reported(scene, clause, group)):
            continue
        content = scene.sentence.chars(clause.first + (scene.sentence.words[clause.first].low == "that"), clause.stop)
        voice = (innermost(scene, content) or _warner(scene, clause)) if content else None
        if content is None or voice is None or not is_party(scene, voice):
            continue
        doom = scene.words_between(clause.first, clause.stop) & _DOOM
        announced = voice[0] < scene.passage.span.start
        if not doom or (announced and _is_of_workers(scene, doom)):
            continue
        if any(d.kind is Kind.THREAT and d.content[0] <= content[0] < d.content[1] for d in scene.drafts):
            continue
        cue = (scene.sentence.words[group.first].start, scene.sentence.words[group.last].end)
        yield Draft(
            kind=Kind.THREAT, content=content, cue=cue, because="threat_spoken: will", maker=voice, spoken=True,
            stage=Stage.THREATENED, score=0.75, polarity=_as_negated(scene, group) if group.negated else None,
        )  # fmt: skip


_STRIKES = frozenset("strike stop pay".split())
_MENACE = frozenset("safe again mercy enemy enemies blood fighters".split())


def _is_of_workers(scene: Scene, doom: set[str]) -> bool:
    """Whether "we will strike" announces a strike: in a peaceful report, by no group, with nothing that menaces."""
    said = {w.low for w in scene.sentence.words}
    return doom <= _STRIKES and not (scene.violent or scene.groups_named or said & _MENACE)


def _as_negated(scene: Scene, group: Group) -> Polarity:
    """Who "will not bomb" threatens nobody; who "will not stop", or says that "no wheel will turn", does."""
    line = scene.sentence.words
    said = any("not" in line[n].low or line[n].low == "never" for n in range(group.first, group.last + 1))
    harm = any(scene.verb(h) == group for h in scene.of("events", "verbs_strong", "verbs_weak"))
    return Polarity.NEGATIVE if said and harm else Polarity.POSITIVE


def _is_reported(scene: Scene, clause: Clause, group: Group) -> bool:
    """Whether a "would" reports what a party said it will do, or what will be done to others at its hand."""
    if group.modal != "would" or clause.kind != "comp":
        return False
    reach = grammar.subject(scene.sentence, group)
    own = reach is not None and scene.words_between(*reach) <= {"they", "it", "we"}
    doom = scene.sentence.words[group.head].low in _DOOM - {"pay", "stop", "hit"}
    return doom and (own or group.passive or bool(group.lemmas & {"burn", "die"}))


def _warner(scene: Scene, clause: Clause) -> Chars | None:
    """Who warns of what a clause says."""
    before = scene.sentence.clauses[max(0, scene.sentence.clauses.index(clause) - 1)]
    verb = scene.sentence.finite_in(before.first, before.stop)
    warns = clause.kind == "comp" and verb is not None and "warn" in verb.lemmas
    return scene.span_of(grammar.subject(scene.sentence, verb)) if verb and warns else None


_CALLERS = frozenset("caller callers call calls email message note".split())


def threat_called_in(scene: Scene) -> Iterator[Draft]:
    """A caller says that a bomb lies somewhere: a threat, and no attack until somebody finds one."""
    for hit in scene.of("events", "bearing", "verbs_weak", "verbs_strong"):
        group, clause = scene.verb(hit), scene.clause(hit)
        if group is None or not group.lemmas & {"plant", "place", "leave", "hide", "put", "lay"}:
            continue
        content = scene.sentence.chars(clause.first + (scene.sentence.words[clause.first].low == "that"), clause.stop)
        voice = (innermost(scene, content) or _warner(scene, clause)) if content else None
        if content is None or voice is None or scene.has("events", "devices", clause.first, clause.stop) is None:
            continue
        if not {w.lower() for w in scene.text[voice[0] : voice[1]].split()} & _CALLERS:
            continue
        if any(d.kind is Kind.THREAT and d.content[0] <= content[0] < d.content[1] for d in scene.drafts):
            continue
        yield Draft(
            kind=Kind.THREAT, content=content, cue=(hit.start, hit.end), because="threat_called_in", maker=voice,
            spoken=True, stage=Stage.THREATENED, score=0.75,
        )  # fmt: skip


_ORDERS = frozenset("tell order warn instruct advise urge".split())


def threat_ordered(scene: Scene) -> Iterator[Draft]:
    """Whoever means to attack orders others away, or says what happens to those who stay: "leave or be shot"."""
    for group in scene.sentence.groups:
        if (
            not group.lemmas & _ORDERS
            or group.modal
            or group.negated
            or not group.finite
            or not would_do_it(scene, group)
        ):
            continue
        told = or_else(scene, group)
        order = ordered(scene, group) if told or speaks_of_violence(scene) else None
        if order is None and told is None:
            continue
        clause = scene.sentence.clause_of(group.first)
        stop = max(told or 0, clause.stop, scene.sentence.clause_of(order.first).stop if order else 0)
        opens = clause.first + (scene.sentence.words[clause.first].low in {"that", "which", "who"})
        content = scene.sentence.chars(opens, stop)
        if content is None or any(
            d.kind is Kind.THREAT and d.content[0] < content[1] and content[0] < d.content[1] for d in scene.drafts
        ):
            continue
        doer = by_whom(scene, group) if group.passive else grammar.subject(scene.sentence, group)
        done = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
        hearers = scene.span_of(done)
        cue = (scene.sentence.words[group.head].start, scene.sentence.words[group.head].end)
        yield Draft(
            kind=Kind.THREAT, content=content, cue=cue, because="threat_ordered", maker=scene.span_of(doer),
            spoken=doer is not None, stage=Stage.THREATENED, score=0.75, polarity=Polarity.POSITIVE,
            roles={"recipient": [hearers]} if hearers else {},
        )  # fmt: skip


RULES = (threat_made, threat_spoken, threat_called_in, threat_ordered)

"""Warnings given of harm by others, and threats by those who would do it."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity, Publicity, Stage
from tocsin.reading import cues, grammar
from tocsin.reading.claims import innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.words import Group

_DANGER = frozenset(
    "attack attacks bombing bombings bomb bombs plot plots terrorism terrorist terrorists extremists "
    "militants gunmen violence assault assaults threat threats kidnapping kidnappings danger dangers "
    "strike strikes raid raids ambush intelligence plan plans planning attackers isis explosion blast "
    "shooting".split()
)


def warning_given(scene: Scene) -> Iterator[Draft]:
    """Somebody warns, briefs or tells others of a danger that is not of their making."""
    for hit in scene.of("warning", "verbs"):
        group = scene.verb(hit)
        strong = hit.cue.phrase in cues.phrases("warning", "strong")
        if (
            group is None
            or group.modal in {"will", "would", "could", "might", "may", "should", "must"}
            or not _is_of_danger(scene, hit, group, strong=strong)
        ):
            continue
        if group.infinitive and not _is_carried(scene, group):
            continue
        if _would_do_it(scene, group):
            continue
        content, maker, recipient = _told(scene, hit, group)
        if content is None:
            continue
        negative = group.negated or _by_nobody(scene, group)
        if negative and group.passive and innermost(scene, content):
            continue  # a party that says it was not told denies it: see claims.denial_said
        yield Draft(
            kind=Kind.WARNING, content=content, cue=(hit.start, hit.end), because=f"warning_given: {hit.cue.phrase}",
            score=0.85 if strong else 0.75,
            maker=None if _by_nobody(scene, group) else maker, spoken=not negative,
            polarity=Polarity.NEGATIVE if negative else None,
            channel=channel(scene, content), roles={"recipient": [recipient]} if recipient else {},
        )  # fmt: skip


def _told(scene: Scene, hit: Hit, group: Group) -> tuple[Chars | None, Chars | None, Chars | None]:
    """The content of a warning, who gives it, and who is told."""
    sentence = scene.sentence
    clause = scene.clause(hit)
    if group.gerund and clause.kind != "ing":
        first = group.first
        while first > clause.first and sentence.words[first - 1].low.endswith("ly"):
            first -= 1
        comma = next((n for n in range(group.last, len(sentence.words)) if sentence.words[n].low == ","), clause.stop)
        content = sentence.chars(first, comma)
    else:
        content = _with_complement(scene, clause, with_antecedent(scene, clause, group))
    doer = grammar.agent(sentence, group) if group.passive else _doer(scene, group)
    done = grammar.subject(sentence, group) if group.passive else _hearer(scene, group)
    return content, scene.span_of(doer), scene.span_of(done)


def _doer(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who warns: the subject, or for a fronted "In addition to warning" that of the next verb."""
    if group.finite:
        return grammar.subject(scene.sentence, group)
    following = scene.sentence.finite_in(group.last + 1, len(scene.sentence.words))
    earlier = scene.sentence.group_before(group.first)
    if earlier and earlier.finite:
        return grammar.subject(scene.sentence, earlier)
    return grammar.subject(scene.sentence, following) if following else grammar.subject(scene.sentence, group)


def _hearer(scene: Scene, group: Group) -> tuple[int, int] | None:
    reach = grammar.object_of(scene.sentence, group)
    if reach is None:
        return None
    first, stop = reach
    stop = next(
        (
            n
            for n in range(first + 1, stop)
            if scene.sentence.words[n].low in {"of", "about", "that", "against", "over"}
        ),
        stop,
    )
    if scene.words_between(first, stop) & {"attack", "attacks", "threat", "information", "intelligence", "warning"}:
        return None
    while stop > first + 1 and scene.sentence.words[stop - 1].low in {"last", "yesterday", "today", "on"}:
        stop -= 1
    return first, stop


def _with_complement(scene: Scene, clause: Clause, content: Chars | None) -> Chars | None:
    """A clause and the one that says what the danger is."""
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    if content and at + 1 < len(clauses) and clauses[at + 1].kind == "comp":
        stretch = scene.sentence.chars(clauses[at + 1].first, clauses[at + 1].stop)
        return (content[0], stretch[1]) if stretch else content
    return content


def _is_of_danger(scene: Scene, hit: Hit, group: Group, *, strong: bool) -> bool:
    """Whether what is told of is violence: in the clause, or in the one that it opens."""
    clauses = scene.sentence.clauses
    at = clauses.index(scene.clause(hit))
    last = at + 1 if at + 1 < len(clauses) and clauses[at + 1].kind in {"comp", "sub"} else at
    stop = clauses[last].stop
    if group.gerund:
        stop = max(
            stop,
            next((n for n in range(group.last, len(scene.sentence.words)) if scene.sentence.words[n].low == ","), stop),
        )
    behind = scene.words_between(hit.stop, stop)
    if group.passive:
        behind |= scene.words_between(clauses[at].first, hit.first)
    voided = {scene.text[a:b].lower() for a, b in scene.void}
    danger = {w for w in behind & _DANGER if not any(w in v for v in voided)}
    if scene.ordinary() > 1 and not scene.violent:
        return False
    return bool(danger and (scene.violent or scene.signs() > 0 or strong)) or (strong and scene.violent)


def _is_carried(scene: Scene, group: Group) -> bool:
    """Whether an infinitive is told as done: "failed to warn" is a negative warning, "managed to", "was able to"."""
    governor = scene.sentence.group_before(group.first)
    return governor is not None and bool(governor.lemmas & {"manage", "telephone", "ring", "phone", "call", "write"})


def _by_nobody(scene: Scene, group: Group) -> bool:
    clause = scene.sentence.clause_of(group.first)
    return scene.has("negating", "subjects", clause.first, group.first) is not None


def _would_do_it(scene: Scene, group: Group) -> bool:
    """Whether the one who warns is an armed party: then it threatens."""
    reach = grammar.subject(scene.sentence, group) if not group.passive else grammar.agent(scene.sentence, group)
    chars = scene.span_of(reach)
    if chars is None:
        return False
    if any(m.span.start < chars[1] and chars[0] < m.span.end for m in scene.groups_named):
        return True
    return bool(
        scene.words_between(*(reach or (0, 0))) & {"gunmen", "militants", "caller", "kidnappers", "hijackers", "rebels"}
    )


def channel(scene: Scene, content: Chars) -> Publicity | None:
    """Whether the text says that a warning was private or public; None where it does not say."""
    first, stop = scene.sentence.at(content[0]), scene.sentence.at(content[1] - 1) + 1
    if scene.has("briefing", "private", first, stop):
        return Publicity.PRIVATE
    return Publicity.PUBLIC if scene.has("briefing", "public", first, stop) else None


def warning_noun(scene: Scene) -> Iterator[Draft]:
    """A warning as a thing that is issued, passed on or received: "issued a security alert", "got no warning"."""
    for hit in scene.of("warning", "nouns"):
        if scene.verb(hit) or not (scene.violent or scene.signs()):
            continue
        clause = scene.clause(hit)
        verb = next(
            (h for h in scene.of("warning", "given") if clause.first <= h.first < clause.stop and scene.verb(h)), None
        )
        group = scene.verb(verb) if verb else None
        if verb is None or group is None or group.modal or (group.infinitive and group.lemmas & {"get", "receive"}):
            continue
        passive, got = group.passive, bool(group.lemmas & {"receive", "get"})
        if not passive and verb.first > hit.first:
            continue
        content = with_antecedent(scene, clause, group)
        if content is None:
            continue
        negative = group.negated or bool(
            scene.words_between(max(0, hit.first - 3), hit.first) & {"no", "any", "without"}
        )
        if negative and innermost(scene, content):
            continue
        doer = (
            grammar.agent(scene.sentence, group)
            if passive
            else (None if got else grammar.subject(scene.sentence, group))
        )
        done = grammar.subject(scene.sentence, group) if got and not passive else None
        recipient = scene.span_of(done)
        yield Draft(
            kind=Kind.WARNING, content=_with_complement(scene, clause, content) or content, cue=(hit.start, hit.end),
            because=f"warning_noun: {hit.cue.phrase}", score=0.75,
            maker=scene.span_of(doer), spoken=not negative, polarity=Polarity.NEGATIVE if negative else None,
            channel=channel(scene, content), roles={"recipient": [recipient]} if recipient else {},
        )  # fmt: skip


def warning_itself(scene: Scene) -> Iterator[Draft]:
    """The report itself warns: advice to keep away, credible information, what may be targeted."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("warning", "advice"):
        clause = scene.clause(hit)
        if hit.cue.phrase.startswith(("told", "advised")):
            continue
        content = scene.sentence.chars(clause.first, clause.stop)
        if content:
            yield Draft(
                kind=Kind.WARNING,
                content=content,
                cue=(hit.start, hit.end),
                because=f"warning_itself: {hit.cue.phrase}",
                channel=Publicity.PUBLIC,
                score=0.7,
            )
    for hit in scene.of("warning", "danger"):
        yield from _danger(scene, hit)


def _danger(scene: Scene, hit: Hit) -> Iterator[Draft]:
    sentence = scene.sentence
    clause = scene.clause(hit)
    clauses = sentence.clauses
    at = clauses.index(clause)
    informed = hit.cue.phrase.startswith(("~receive", "~have", "~monitor"))
    if informed and at + 1 < len(clauses):
        following = clauses[at + 1]
        first = following.first + (sentence.words[following.first].low == "that")
        content = sentence.chars(first, following.stop)
        group = scene.verb(hit)
        maker = scene.span_of(grammar.subject(sentence, group)) if group else None
        if content:
            yield Draft(
                kind=Kind.WARNING, content=content, cue=(hit.start, hit.end),
                because=f"warning_itself: {hit.cue.phrase}",
                maker=maker, spoken=True, channel=Publicity.PUBLIC, stage=Stage.PLANNED, score=0.8,
            )  # fmt: skip
        return
    if "target" not in hit.cue.phrase and "attack" not in hit.cue.phrase:
        return
    content = sentence.chars(clause.first + (sentence.words[clause.first].low == "that"), clause.stop)
    if content and not any(d.kind is Kind.WARNING and d.content[0] <= hit.start < d.content[1] for d in scene.drafts):
        yield Draft(
            kind=Kind.WARNING,
            content=content,
            cue=(hit.start, hit.end),
            because=f"warning_itself: {hit.cue.phrase}",
            channel=Publicity.PUBLIC,
            score=0.7,
        )


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
        if not (scene.violent or scene.signs()) or not _harm_behind(scene, hit, clause):
            continue
        if not strong and not (group and _would_do_it(scene, group)):
            continue
        content = with_antecedent(scene, clause, group) if group else scene.sentence.chars(clause.first, clause.stop)
        if content is None:
            continue
        doer = None
        if group:
            doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
        if doer is None and group and not group.finite:
            doer = _doer(scene, group)
        yield Draft(
            kind=Kind.THREAT, content=_with_complement(scene, clause, content) or content, cue=(hit.start, hit.end),
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


def threat_spoken(scene: Scene) -> Iterator[Draft]:
    """Words of an armed party that say what it will do: "we will strike again"."""
    for hit in scene.of("threatening", "will"):
        voice = innermost(scene, (hit.start, hit.end))
        clause = scene.clause(hit)
        content = scene.sentence.chars(clause.first, clause.stop)
        if (
            voice is None
            or content is None
            or not (scene.violent or scene.signs())
            or not _harm_behind(scene, hit, clause)
        ):
            continue
        yield Draft(
            kind=Kind.THREAT, content=content, cue=(hit.start, hit.end), because=f"threat_spoken: {hit.cue.phrase}",
            maker=voice, spoken=True,
            stage=Stage.THREATENED, score=0.65,
        )  # fmt: skip


RULES = (warning_given, warning_noun, warning_itself, threat_made, threat_spoken)

"""Warnings given of harm by others, and threats by those who would do it."""

from collections.abc import Iterator

from tocsin.model import Actor, ActorKind, Kind, Mention, Polarity, Publicity, Stage
from tocsin.reading import cues, grammar
from tocsin.reading.claims import innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import besides_no_danger, is_fiction, speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import told_before
from tocsin.reading.warners import ARMED, DANGER, by_whom, feared
from tocsin.reading.words import Group


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
        if is_unreal(scene, group) or (not strong and _is_testimony(scene, group)):
            continue
        if would_do_it(scene, group):
            continue
        content, maker, recipient = _told(scene, hit, group)
        if content is None:
            continue
        negative = group.negated or _by_nobody(scene, group) or _is_left_undone(scene, group)
        if negative and group.passive and innermost(scene, content):
            continue  # a party that says it was not told denies it: see denials.denial_said
        yield Draft(
            kind=Kind.WARNING, content=content, cue=(hit.start, hit.end), because=f"warning_given: {hit.cue.phrase}",
            score=0.85 if strong else 0.75,
            maker=None if _by_nobody(scene, group) else maker, spoken=not negative,
            polarity=Polarity.NEGATIVE if negative else None,
            channel=channel(scene, content), roles=_roles(recipient, scene.span_of(feared(scene, group))),
            stage=Stage.PLANNED if _complement_words(scene, hit, group) & _PLANNED else None,
        )  # fmt: skip


def _roles(recipient: Chars | None, actor: Chars | None) -> dict[str, list[Chars]]:
    return {role: [chars] for role, chars in (("recipient", recipient), ("actor", actor)) if chars}


_PLANNED = frozenset(
    "intend intends intended plan plans planned planning plot plotting preparing prepared prepare".split()
)


def is_unreal(scene: Scene, group: Group) -> bool:
    """Whether a telling is asked about or supposed ("if", "whether", "had they been warned"), or no telling at all."""
    line, clause = scene.sentence.words, scene.sentence.clause_of(group.first)
    opener, before = line[clause.first].low, line[group.first - 1].low if group.first else ""
    return opener in {"if", "unless", "whether", "had"} or (group.gerund and before == "without")


_HEARINGS = frozenset(
    "court inquiry inquest tribunal jury judge judges hearing parliament lawmakers senators committee commission "
    "reporters journalists investigators".split()
)


def _is_testimony(scene: Scene, group: Group) -> bool:
    """Whether those who are told sit in judgement or report: what they hear is evidence, and warns nobody."""
    told = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    return told is not None and bool(scene.words_between(*told) & _HEARINGS)


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
        content = with_complement(scene, clause, with_antecedent(scene, clause, group))
        before = told_before(scene.sentence, group, clause)
        content = (before[0], content[1]) if content and before else content
    doer = by_whom(scene, group) if group.passive else doer_of(scene, group)
    done = grammar.subject(sentence, group) if group.passive else _hearer(scene, group)
    return content, scene.span_of(doer), scene.span_of(done)


def doer_of(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who warns: the subject, or for a fronted "In addition to warning" that of the next verb."""
    if group.finite:
        return grammar.subject(scene.sentence, group)
    following = scene.sentence.finite_in(group.last + 1, len(scene.sentence.words))
    earlier = scene.sentence.group_before(group.first)
    if earlier and earlier.finite:
        return grammar.subject(scene.sentence, earlier)
    return grammar.subject(scene.sentence, following) if following else grammar.subject(scene.sentence, group)


_NO_HEARERS = frozenset("attack attacks threat threats information intelligence warning warnings".split())


def _hearer(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who is told: the object of the verb, where it is nothing that is told."""
    reach = grammar.object_of(scene.sentence, group)
    if reach is None:
        return None
    first, stop = reach
    line = scene.sentence.words
    stop = next((n for n in range(first + 1, stop) if line[n].low in {"of", "about", "that", "against", "over"}), stop)
    return None if scene.words_between(first, stop) & _NO_HEARERS else (first, stop)


def with_complement(scene: Scene, clause: Clause, content: Chars | None) -> Chars | None:
    """A clause and the one that says what the danger is."""
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    if content and at + 1 < len(clauses) and clauses[at + 1].kind == "comp":
        stretch = scene.sentence.chars(clauses[at + 1].first, clauses[at + 1].stop)
        return (content[0], stretch[1]) if stretch else content
    return content


_TO_COME = frozenset(
    "threat threats risk risks danger dangers plot plots plan plans planned planning target targets targeted potential "
    "possible imminent may might could would will intend intended intends prepare preparing prepared warning likely "
    "suspected impending about attackers next".split()
)


def _is_of_danger(scene: Scene, hit: Hit, group: Group, *, strong: bool) -> bool:
    """Whether what is told is a danger: in what the verb opens, or stands behind its "of" or "about"."""
    if (scene.ordinary() > 1 and not scene.violent) or is_fiction(scene):
        return False
    told = _complement_words(scene, hit, group)
    if (before := told_before(scene.sentence, group, scene.clause(hit))) is not None:
        told = scene.words_between(scene.sentence.at(before[0]), hit.first)
        if not (told & _TO_COME and speaks_of_violence(scene)):
            return False  # "gunmen killed four people, the embassy warned": the people are dead
    elif not strong:
        told &= besides_no_danger(scene, group)  # "informed us that they have received no threat"
    voided = {scene.text[a:b].lower() for a, b in scene.void}
    danger = {w for w in told & DANGER if not any(w in v for v in voided)} | _violent_words(scene, hit, told)
    if strong:
        return bool(danger) or (scene.violent and (bool(told) or _is_of_people(scene, group)))
    if told & {"threat", "threats", "plot", "plots"} and scene.ordinary() <= 1:
        return True
    coming = bool(told & _TO_COME) or {"to", "be"} <= told
    return bool(danger) and coming and speaks_of_violence(scene)


def _violent_words(scene: Scene, hit: Hit, told: set[str]) -> set[str]:
    """The verbs and weapons of violence among the words of what is told: "rebels meant to blow up the bridge"."""
    line = scene.sentence.words
    marks = (
        *(h for h in scene.of("events", "verbs_strong", "nouns_strong") if h.first > hit.first),
        *(h for h in scene.of("events", "devices") if h.first > hit.first),
    )
    return {line[h.first].low for h in marks} & told if speaks_of_violence(scene) else set()


def _is_of_people(scene: Scene, group: Group) -> bool:
    """Whether it is told that somebody was warned, of what the report tells: "the garrison was warned"."""
    done = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    return done is not None and not scene.words_between(*done) & _NO_HEARERS


def _complement_words(scene: Scene, hit: Hit, group: Group) -> set[str]:
    """The words of what is told: the clause that the verb opens, what it tells of, and whom a passive tells."""
    sentence, clause = scene.sentence, scene.clause(hit)
    at = sentence.clauses.index(clause)
    following = sentence.clauses[at + 1] if at + 1 < len(sentence.clauses) else None
    words: set[str] = set()
    if following is not None and following.kind in {"comp", "sub"}:
        words |= scene.words_between(following.first, following.stop)
    stop = clause.stop
    if group.gerund:
        marks = (n for n in range(group.last, len(sentence.words)) if sentence.words[n].low == ",")
        stop = max(stop, next(marks, stop))
    opens = next((n for n in range(hit.stop, stop) if sentence.words[n].low in _OF), None)
    if opens is not None:
        words |= scene.words_between(opens + 1, stop)
    elif group.negated or _is_left_undone(scene, group):
        words |= scene.words_between(hit.stop, stop)  # "did not warn its citizens before the attack"
    return words


_OF = frozenset("of about against over to on that".split())


def _is_carried(scene: Scene, group: Group) -> bool:
    """Whether an infinitive is told as done: "managed to warn", "called to warn", or not done: "failed to warn"."""
    governor = scene.sentence.group_before(group.first)
    if governor is None or governor.modal:
        return False
    return bool(governor.lemmas & (_DONE | _NOT_DONE)) or scene.sentence.words[group.first - 1].low == "unable"


_DONE = frozenset("manage telephone ring phone call write".split())
_NOT_DONE = frozenset("fail refuse neglect decline omit forget".split())


def _is_left_undone(scene: Scene, group: Group) -> bool:
    """Whether somebody failed to warn."""
    if group.infinitive and scene.sentence.words[group.first - 1].low == "unable":
        return True
    governor = scene.sentence.group_before(group.first) if group.infinitive else None
    return governor is not None and bool(governor.lemmas & _NOT_DONE) and not governor.negated


def _by_nobody(scene: Scene, group: Group) -> bool:
    clause = scene.sentence.clause_of(group.first)
    line, behind = scene.sentence.words, group.last + 1
    nobody = behind < len(line) and line[behind].low in {"nobody", "neither", "none", "no"} and not group.passive
    return nobody or scene.has("negating", "subjects", clause.first, group.first) is not None


def would_do_it(scene: Scene, group: Group) -> bool:
    """Whether the one who warns is an armed party: then it threatens."""
    reach = grammar.subject(scene.sentence, group) if not group.passive else by_whom(scene, group)
    chars = scene.span_of(reach)
    if or_else(scene, group):
        return True
    if chars is None:
        return False
    if any(m.span.start < chars[1] and chars[0] < m.span.end for m in scene.groups_named):
        return True
    words = scene.words_between(*(reach or (0, 0)))
    return _of_own_hand(scene, group) or bool(words & _WOULD) or (words == {"the", "group"} and _is_armed(scene))


def _is_armed(scene: Scene) -> bool:
    """Whether "the group" is an armed one, and not an institution that was named last ("Human Rights Watch")."""
    last = scene.parties.last("the group", lambda m: _kinds(m) & {ActorKind.GROUP, ActorKind.INSTITUTION} != set())
    return last is None or ActorKind.INSTITUTION not in _kinds(last)


def _kinds(mention: Mention) -> set[ActorKind]:
    actors = (mention.resolved, *mention.candidates)
    return {actor.kind for actor in actors if isinstance(actor, Actor)}


_WOULD = ARMED | {"caller"}
_OR = 6
_HARM = frozenset("killed shot burned burnt beheaded bombed attacked executed slaughtered targeted".split())


def or_else(scene: Scene, group: Group) -> int | None:
    """The word behind which an order says what happens to whoever does not obey it: "stay at home or be shot"."""
    line = scene.sentence.words
    if not group.lemmas & _TELLS_TO or scene.peaceful(figurative=True) or is_fiction(scene):
        return None
    for n in range(group.last + 1, len(line) - 2):
        be = next((m for m in range(n + 1, min(n + _OR, len(line) - 1)) if line[m].low == "be"), None)
        if line[n].low == "or" and be and line[be + 1].low in _HARM:
            return be + 2
    return None


def _of_own_hand(scene: Scene, group: Group) -> bool:
    """Whether they warn of what they will do themselves: "warned that it would strike the port again"."""
    clauses = scene.sentence.clauses
    at = clauses.index(scene.sentence.clause_of(group.first))
    told = clauses[at + 1] if at + 1 < len(clauses) and clauses[at + 1].kind == "comp" else None
    verb = scene.sentence.finite_in(told.first, told.stop) if told else None
    if told is None or verb is None or verb.modal not in {"will", "would"} or verb.passive:
        return False
    reach = grammar.subject(scene.sentence, verb)
    own = reach is not None and scene.words_between(*reach) <= {"they", "it", "we"}
    violent = scene.of("events", "verbs_strong", "verbs_weak")
    return own and any(scene.verb(h) == verb for h in violent)


_OTHER = frozenset("before beyond after than".split())


def channel(scene: Scene, content: Chars) -> Publicity | None:
    """Whether the text says that a warning was private or public; None where it does not say.

    What stands behind "before" or "beyond" is told of another one.
    """
    first, stop = scene.sentence.at(content[0]), scene.sentence.at(content[1] - 1) + 1
    stop = next((n for n in range(first + 1, stop) if scene.sentence.words[n].low in _OTHER), stop)
    if scene.has("briefing", "private", first, stop):
        return Publicity.PRIVATE
    return Publicity.PUBLIC if scene.has("briefing", "public", first, stop) else None


_TELLS_TO = frozenset("tell advise urge warn ask order instruct counsel caution call direct recommend".split())
_AVOID = frozenset("avoid stay keep leave shelter evacuate remain steer refrain depart flee move".split())
_WHAT_TO_AVOID = frozenset(
    "away indoors inside clear off home gathering gatherings crowds crowd crowded area areas building district shelter "
    "country city hotels airport places travel travelling demonstrations protests events concerts embassy".split()
)


def warning_to_avoid(scene: Scene) -> Iterator[Draft]:
    """Somebody tells others to keep away: "told its citizens to avoid large gatherings"."""
    for group in scene.sentence.groups:
        if not group.lemmas & _TELLS_TO or group.modal or group.negated or would_do_it(scene, group):
            continue
        clause = scene.sentence.clause_of(group.first)
        if is_unreal(scene, group) or "longer" in scene.words_between(clause.first, group.first):
            continue
        order = next(
            (g for g in scene.sentence.groups if g.infinitive and group.last < g.first <= group.last + _ORDER), None
        )
        if order is None or not order.lemmas & _AVOID:
            continue
        clause = scene.sentence.clause_of(group.first)
        stop = max(clause.stop, scene.sentence.clause_of(order.first).stop)
        if not _WHAT_TO_AVOID & scene.words_between(order.last, stop):
            continue
        hearers = scene.words_between(clause.first if group.passive else group.last, order.first)
        official = _TRAVELLERS & hearers
        if not (speaks_of_violence(scene) or scene.warns or (official and not scene.ordinary())):
            continue
        yield _to_avoid(scene, group, stop)


_ORDER = 12
_TRAVELLERS = frozenset("citizens nationals travellers travelers americans britons staff partners".split())


_GOES = frozenset("avoid leave evacuate depart flee".split())


def ordered(scene: Scene, group: Group) -> Group | None:
    """What somebody is told to do, where it is to keep away or to do something no more."""
    order = next(
        (g for g in scene.sentence.groups if g.infinitive and group.last < g.first <= group.last + _ORDER), None
    )
    if order is None:
        return None
    behind = scene.words_between(order.last, scene.sentence.clause_of(order.first).stop)
    away = order.lemmas & _GOES or (order.lemmas & _AVOID and behind & _WHAT_TO_AVOID)
    return order if away or order.negated else None


def _to_avoid(scene: Scene, group: Group, stop: int) -> Draft:
    sentence = scene.sentence
    clause = sentence.clause_of(group.first)
    opens = clause.first + (sentence.words[clause.first].low in {"that", "which", "who"})
    chars = sentence.chars(opens, stop)
    doer = by_whom(scene, group) if group.passive else doer_of(scene, group)
    done = grammar.subject(sentence, group) if group.passive else grammar.object_of(sentence, group)
    recipient = scene.span_of(done)
    cue = (sentence.words[group.head].start, sentence.words[group.head].end)
    content = chars or cue
    return Draft(
        kind=Kind.WARNING, content=content, cue=cue, because="warning_to_avoid", score=0.8,
        maker=scene.span_of(doer), spoken=True, channel=channel(scene, content),
        roles={"recipient": [recipient]} if recipient else {},
    )  # fmt: skip


def warning_itself(scene: Scene) -> Iterator[Draft]:
    """The report itself warns: advice to keep away, credible information, what may be targeted."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("warning", "advice"):
        clause = scene.clause(hit)
        if hit.cue.phrase.startswith(("told", "advised", "~urge", "~advise")) or _is_told_to(scene, clause):
            continue
        told = scene.sentence.finite_in(clause.first, clause.stop)
        if told is not None and told.lemmas & _TELLS_TO and would_do_it(scene, told):
            continue  # whoever orders others away and means to do it threatens
        content = scene.sentence.chars(clause.first, clause.stop)
        if content:
            yield Draft(
                kind=Kind.WARNING,
                content=content,
                cue=(hit.start, hit.end),
                because=f"warning_itself: {hit.cue.phrase}",
                channel=Publicity.PUBLIC,
                score=0.7,
                polarity=Polarity.POSITIVE if "not" in hit.cue.phrase.split() else None,
            )
    for hit in scene.of("warning", "danger"):
        yield from _danger(scene, hit)


def _is_told_to(scene: Scene, clause: Clause) -> bool:
    """Whether the advice of a clause is somebody's who is named: see `warning_to_avoid`."""
    return any(d.because == "warning_to_avoid" and scene.sentence.words[clause.first].start < d.content[1]
               and d.content[0] < scene.sentence.words[clause.stop - 1].end for d in scene.drafts)  # fmt: skip


def _danger(scene: Scene, hit: Hit) -> Iterator[Draft]:
    sentence = scene.sentence
    if hit.cue.phrase.startswith("~") and scene.verb(hit) is None:
        return  # "lacks the means to attack the port"
    clause = scene.clause(hit)
    clauses = sentence.clauses
    at = clauses.index(clause)
    if scene.words_between(max(clause.first, hit.first - 4), hit.first) & {"no", "not", "never", "without"}:
        return  # "there was no danger of further attacks"
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
    verb = scene.verb(hit)
    if ("target" not in hit.cue.phrase and "attack" not in hit.cue.phrase) or (verb is not None and verb.perfect):
        return  # "is said to have meant to strike" tells of a plot that is past
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


RULES = (warning_to_avoid, warning_given)

ITSELF = (warning_itself,)

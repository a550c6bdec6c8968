"""Acts of violence that a verb tells as done or tried: who did what to whom."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity, Stage
from tocsin.reading import cues, grammar, others, suffered, verbs
from tocsin.reading.captives import is_kidnapping, is_led_off
from tocsin.reading.cues import Hit
from tocsin.reading.mishaps import is_by_chance
from tocsin.reading.nouns import nouns, reach
from tocsin.reading.ordinary import is_rammed, is_violent
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import NOBODY
from tocsin.reading.unreal import is_asked, is_by_own_hand, is_habit, is_near_miss, is_unreal
from tocsin.reading.words import BE, DO, HAVE, RELATIVES, Group

ACTS = ("verbs_strong", "verbs_weak")
NOUNS = ("nouns_strong", "nouns_weak")


def attack_told(scene: Scene) -> Iterator[Draft]:
    """A verb of violence whose act is told as done or as tried."""
    for hit in scene.of("events", *ACTS):
        group = scene.verb(hit)
        if group is None or not group.first <= hit.first <= group.last or not _is_done(scene, group):
            continue
        if not is_violent(scene, hit, group) or not _is_act(scene, hit, group):
            continue
        clause = scene.clause(hit)
        content = with_antecedent(scene, clause, group)
        if content is None:
            continue
        named = grammar.subject(scene.sentence, group) if group.finite and not group.passive else None
        of_event = named is not None and clause.kind == "rel" and _is_event(scene, named)
        if of_event:
            content = _with_coordinates(scene, clause, content)
        if others.did_it(scene.text[content[0] : content[1]]) or _is_threatened(scene, hit):
            continue
        accusing = _accusing(scene, group)
        maker = scene.span_of(_subject_or_agent(scene, accusing)) if accusing else None
        if accusing and (maker is None or accusing.negated):
            continue  # "no longer accuses the rebels of killing the nuns"
        failed = scene.has("events", "failed", clause.first, clause.stop)
        happened = _happened(scene, group, failed)
        if group.lemmas & _LANDS and (group.negated or happened is Polarity.NEGATIVE):
            continue  # that somebody was not hurt says of no attack that it was not
        yield Draft(
            kind=Kind.ATTACK, content=content, cue=(hit.start, hit.end), because=f"attack_told: {hit.cue.phrase}",
            stage=Stage.ATTEMPTED if failed else Stage.ACCOMPLISHED,
            score=0.9 if of_event else 0.85 if hit.cue.section.endswith("strong") else 0.7,
            maker=maker, spoken=maker is not None, roles=_roles(scene, group),
            polarity=happened,
        )  # fmt: skip


def _is_threatened(scene: Scene, hit: Hit) -> bool:
    return any(d.kind is Kind.THREAT and d.content[0] <= hit.start < d.content[1] for d in scene.drafts)


_WORKS = frozenset("explode detonate go".split())


def _happened(scene: Scene, group: Group, failed: Hit | None) -> Polarity | None:
    """Whether it is done by or to nobody; what was laid and did not go off was an attempt, which is no negation."""
    if failed and group.negated and group.lemmas & _WORKS:
        return Polarity.POSITIVE
    return Polarity.NEGATIVE if _by_or_to_nobody(scene, group) else None


def _by_or_to_nobody(scene: Scene, group: Group) -> bool:
    """Whether whoever does it, or whom it is done to, is nobody: "no guest at the hotel was abducted"."""
    line = scene.sentence.words
    firsts = [r[0] for r in (_doer(scene, group), _done_to(scene, group)) if r]
    counts = {"fewer", "less", "more"}  # "no fewer than 20 pupils were abducted"
    asked = {"who", "what", "which", "how", "why"}  # "could establish neither who had kidnapped them"
    hardly = {"hardly", "barely", "scarcely"}
    if any(n and line[n - 1].low in hardly for n in firsts):
        return True
    return not group.negated and any(line[n].low in NOBODY and line[n + 1].low not in counts | asked for n in firsts)


def _accusing(scene: Scene, group: Group) -> Group | None:
    """The verb by which another is accused of the act of a gerund ("accused the rebels of shelling the port")."""
    governor = scene.sentence.group_before(group.first) if group.gerund else None
    return governor if governor is not None and "accuse" in governor.lemmas else None


def _with_coordinates(scene: Scene, clause: Clause, content: Chars) -> Chars:
    """A relative clause about an act with those that go on beside it: "that killed dozens and injured hundreds at"."""
    at = scene.sentence.clauses.index(clause)
    for following in scene.sentence.clauses[at + 1 :]:
        if following.kind != "coord":
            break
        stop = next(
            (n for n in range(following.first, following.stop) if scene.sentence.words[n].low == ","), following.stop
        )
        stretch = scene.sentence.chars(clause.first, stop)
        content = (content[0], stretch[1]) if stretch else content
    return content


def _is_done(scene: Scene, group: Group) -> bool:
    """Whether an act is told as a fact: not wished, planned, warned of or supposed."""
    if group.modal or is_near_miss(scene, group) or is_by_own_hand(scene, group):
        return False
    if group.infinitive and not _is_as_done(scene, group):
        return False
    if group.gerund:
        governor = scene.sentence.group_before(group.first)
        clause = scene.sentence.clause_of(group.first)
        return clause.kind == "ing" or (governor is not None and bool(governor.lemmas & {"accuse", "admit"}))
    if is_habit(scene, group) or scene.sentence.words[group.first].low == "be":
        return False  # "stay at home or be shot"
    clause = scene.sentence.clause_of(group.first)
    opener = scene.sentence.words[clause.first].low
    whose = grammar.before(scene.sentence, clause.first) if clause.kind == "rel" else None
    if whose and "any" in scene.words_between(*whose):
        return False  # "unaware of any men who had shelled the market"
    asks = clause.kind == "comp" or any(h.stop <= clause.first for h in scene.of("unknown", "phrases"))
    if is_asked(scene, clause) or (opener == "before" and _is_stopped(scene, clause)):
        return False
    if asks and opener in {"who", "what", "how", "why", "which", "when", "where"}:
        return False  # a question: who did it is not said
    return opener not in {"if", "unless", "whether"} and not is_unreal(scene, clause)


def _is_as_done(scene: Scene, group: Group) -> bool:
    """Whether an infinitive tells of what was tried or is held to have been done: "tried to", "is said to have"."""
    governor = scene.sentence.group_before(group.first)
    if governor is None:
        return False
    held = governor.passive and bool(governor.lemmas & _HELD) and "have" in scene.words_between(group.first, group.head)
    if held or not governor.lemmas & {"attempt", "try", "manage"}:
        return held
    return not governor.modal and (not governor.infinitive or _is_as_done(scene, governor))  # "may try to bomb"


_STOPS = frozenset("defuse disarm intercept foil thwart avert prevent disable".split())


def _is_stopped(scene: Scene, clause: Clause) -> bool:
    """Whether what a clause with "before" tells was stopped: "the bomb was defused before it exploded"."""
    return any(g.lemmas & _STOPS and not g.negated for g in scene.sentence.groups if g.last < clause.first)


def _is_asked_of(scene: Scene, clause: Clause) -> bool:
    """Whether somebody is asked who did it: "ask the police who killed them" does not say that the police did."""
    first = clause.first
    asks = scene.words_between(max(0, first - _HEARER), max(0, first - 1)) & {"ask", "asks", "asked", "asking"}
    return scene.sentence.words[first].low == "who" and bool(asks)


_HEARER = 4

_HELD = frozenset("believe think allege say report suspect know presume accuse".split())
"""Verbs by whose passive it is held that somebody did it: "is alleged to have shot the mayor"."""


CASUALTY = frozenset("kill wound injure maim hurt".split())
_LANDS = CASUALTY | {"hit"}
_BEARING = frozenset(
    "carry launch stage mount throw lob hurl plant leave drive fire commit perpetrate conduct land".split()
)
_TAKING = frozenset(
    "seize destroy damage demolish cripple cut rip tear rock shake beat fight rape burn loot engage".split()
)


_WARDS_OFF = frozenset("shoot destroy hit".split())
_IN_FLIGHT = frozenset("missile missiles rocket rockets drone drones projectile projectiles".split())
_SHOTS = frozenset("shot shots fire".split())
_FIGURES = frozenset("number numbers toll figure figures count total".split())


def _is_act(scene: Scene, hit: Hit, group: Group) -> bool:
    """Whether the verb, with whom it has for subject and object here, tells an act of violence and no mere count."""
    sentence, lemmas = scene.sentence, group.lemmas
    doer, done = _doer(scene, group), _done_to(scene, group)
    if (
        lemmas & {"die"}
        or ("lead" in lemmas and not is_led_off(scene, group))
        or _is_defence(scene, group, done)
        or is_by_chance(scene, group)
        or _scores(scene, group)
    ):
        return False
    if lemmas & CASUALTY and doer is None:
        return done is not None and not _is_counted(scene, done) and not scene.words_between(*done) & _FIGURES
    if lemmas & {"detonate"}:
        clause = scene.clause(hit)
        armed = any(_is_armed(scene, r) for r in (doer, done) if r)
        return armed or scene.has("events", "devices", clause.first, clause.stop) is not None
    if lemmas & {"leave"} and not (done is not None and scene.has("events", "devices", *done)):
        return False  # "gunmen left the village", "clashes left five dead"
    if lemmas & CASUALTY and doer is not None and not group.passive:
        return _kills(scene, group, doer) and not _goes_on(scene, group)
    clause = scene.clause(hit)
    if is_rammed(scene, group):
        return True
    if hit.cue.phrase in {"~fire at", "~fire on"} and doer is not None and _is_armed(scene, doer):
        return True
    if lemmas & _BEARING:
        words = (*NOUNS, "devices")
        return any(scene.has("events", s, clause.first, clause.stop) for s in words) and not _is_plural_habit(
            scene, group
        )
    if lemmas & _TAKING and not hit.cue.section.endswith("strong"):
        armed = doer is not None and (_is_event(scene, doer) or _is_armed(scene, doer))
        return (armed and sentence.words[group.head].low != "fire") or is_kidnapping(scene, group)
    return True


def _scores(scene: Scene, group: Group) -> bool:
    """Whether somebody without arms struck nobody, in a report of no violence: "Okafor struck twice"."""
    doer = _doer(scene, group)
    armed = doer is not None and _is_armed(scene, doer)
    return "strike" in group.lemmas and _done_to(scene, group) is None and not armed and not scene.violent


def _is_defence(scene: Scene, group: Group, done: tuple[int, int] | None) -> bool:
    """Whether what was sent is stopped ("shot down 40 drones", "destroyed two missiles"), or shots are to warn."""
    if group.lemmas & _WARDS_OFF and done is not None and _heads(scene, done) & _IN_FLIGHT:
        return True
    shots = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    words = scene.words_between(*shots) if shots else set()
    return "warning" in words and bool(words & _SHOTS)


def _kills(scene: Scene, group: Group, doer: tuple[int, int]) -> bool:
    """Whether whoever kills is somebody: no figure, no count, and no act that its own noun tells ("the blast")."""
    if scene.words_between(*doer) & _FIGURES:
        return False
    named = any(doer[0] <= h.first < doer[1] for h in scene.of("events", *NOUNS))
    if named and scene.sentence.clause_of(group.first).kind != "rel":
        return False
    return _is_armed(scene, doer) or not _is_counted(scene, doer)


def _goes_on(scene: Scene, group: Group) -> bool:
    """Whether a verb only goes on with what another told: "killed dozens and injured hundreds" is one act."""
    clause = scene.sentence.clause_of(group.first)
    before = scene.sentence.clauses[scene.sentence.clauses.index(clause) - 1]
    return clause.kind == "coord" and any(
        g.lemmas & CASUALTY for g in scene.sentence.groups if before.first <= g.first < before.stop
    )


def _is_plural_habit(scene: Scene, group: Group) -> bool:
    return group.infinitive and not _is_as_done(scene, group)


def _doer(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who does it: the subject of an active verb, the "by" of a passive one, whoever is accused of it."""
    if accusing := _accusing(scene, group):
        of = grammar.subject if accusing.passive else grammar.object_of
        return of(scene.sentence, accusing)
    doer = _subject_or_agent(scene, group)
    return others.named_alone(scene.sentence, doer) if doer else None


def _subject_or_agent(scene: Scene, group: Group) -> tuple[int, int] | None:
    return grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)


def _is_counted(scene: Scene, reach: tuple[int, int]) -> bool:
    """Whether a noun phrase counts people ("40 people", "several militants")."""
    chars = scene.span_of(reach)
    return chars is not None and any(c.span.start < chars[1] and chars[0] < c.span.end for c in scene.counts)


def _is_armed(scene: Scene, reach: tuple[int, int]) -> bool:
    """Whether a noun phrase names those who bear arms, or a state or group that does."""
    chars = scene.span_of(reach)
    if chars is None:
        return False
    named = any(chars[0] <= m.span.start < chars[1] for m in scene.actors)
    return named or any(chars[0] <= h.start < chars[1] for h in scene.of("violence", "actors", "weapons"))


def with_antecedent(scene: Scene, clause: Clause, group: Group) -> Chars | None:
    """The characters of a clause; of a relative clause or a participle with the noun it describes."""
    sentence = scene.sentence
    first, stop = clause.first, clause.stop
    opens = sentence.words[first].low
    if group.reduced:
        return sentence.chars(group.first, _till_main(scene, group, stop))
    if clause.kind == "rel" and opens in RELATIVES | {"that"} and not _is_asked_of(scene, clause):
        noun = grammar.before(sentence, first)
        if opens == "that" and _is_of_a_claim(scene, first):
            first += 1
        elif noun and opens != "whose":
            first = noun[0]
    elif clause.kind == "resume":
        reach = grammar.subject(sentence, group)
        first = reach[0] if reach else first
    elif clause.kind in {"sub", "comp", "rel"} and opens in {
        "when",
        "where",
        "because",
        "after",
        "before",
        "while",
        "that",
        "as",
        "although",
        "though",
        "if",
    }:
        first += 1
    return sentence.chars(first, stop)


def _till_main(scene: Scene, part: Group, stop: int) -> int:
    """Where a participle's words end: at the verb whose subject it describes ("two men arrested in Jos had bombed")."""
    line, groups = scene.sentence.words, scene.sentence.groups
    told = (g for g in groups if g.finite and part.last + 1 < g.first < stop and _is_surely_verb(scene, g))
    main = next(told, None)
    if main is None or line[main.first - 1].low in _LEADS:
        return stop
    named = grammar.subject(scene.sentence, main)
    return main.first if named is not None and named[0] < part.first else stop


def _is_surely_verb(scene: Scene, group: Group) -> bool:
    """Whether a verb is no noun or name: with an auxiliary, or in the past ("a bus station", "the United Front")."""
    word = scene.sentence.words[group.first]
    form = verbs.table().get(word.low)
    helped = group.first != group.last or word.low in BE | HAVE | DO
    return not word.capital and (helped or (form is not None and form.past and not form.base))


_LEADS = frozenset("by the a an of its their".split())


def _is_of_a_claim(scene: Scene, that: int) -> bool:
    """Whether a "that" opens what a noun tells and no relative clause: "the charge that two men bombed it"."""
    begins = scene.sentence.words[that + 1].start
    return any(voice.scope[0] == begins for voice in scene.attributed)


def _roles(scene: Scene, group: Group) -> dict[str, list[Chars]]:
    out: dict[str, list[Chars]] = {}
    of_people = "victim" if group.lemmas & _OF_PEOPLE else "target"
    asked = _is_asked_of(scene, scene.sentence.clause_of(group.first))
    for name, words in (("actor", None if asked else _doer(scene, group)), (of_people, _done_to(scene, group))):
        chars = scene.span_of(words)
        if chars is None or words is None:
            continue
        named = any(chars[0] <= m.span.start < chars[1] for m in scene.actors)
        spared = scene.sentence.words[words[0] - 1].low == "but" if words[0] else False  # "all but one were killed"
        if name == "actor" and _names_event(scene, words, group):
            named = any(m.span.end == chars[1] for m in scene.actors)  # "the ELN bombing killed nine"
            spared = spared or not named
        if not spared and (named or not _is_event(scene, words)):
            out[name] = [chars]
    return suffered.settled(scene, group, out)


_OF_PEOPLE = frozenset(
    "kill murder assassinate shoot stab behead execute kidnap abduct gun slay lynch torture massacre "
    "slaughter injure wound".split()
)


def _done_to(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Whom or what a verb of violence acts upon; where the verb takes its object behind "on", "at" or "into", that."""
    sentence = scene.sentence
    if group.reduced or group.passive:
        done = grammar.before(sentence, group.first) if group.reduced else grammar.subject(sentence, group)
        sent = done is not None and group.lemmas & _SENDS and _heads(scene, done) & cues.plain("events", "devices")
        return (_aimed_at(scene, group) or done) if sent else done  # "the rockets fired at the port"
    found = grammar.object_of(sentence, group)
    if found is None or sentence.words[found[0]].low in {
        "fire",
        "shots",
        "rounds",
        "grenades",
        "rockets",
        "explosives",
    }:
        return _aimed_at(scene, group) or (None if found is None else _unless_fire(scene, found))
    return found


_SENDS = frozenset("fire launch lob hurl throw".split())


def _heads(scene: Scene, reach: tuple[int, int]) -> set[str]:
    """The words that noun phrases end with: what "three of the four drones" are, and no "drone base"."""
    return {scene.sentence.words[n.stop - 1].low for n in nouns(scene.sentence, *reach)}


def _aimed_at(scene: Scene, group: Group) -> tuple[int, int] | None:
    """The words behind "on", "at", "into", "against" in the verb's clause that are no time."""
    sentence = scene.sentence
    clause = sentence.clause_of(group.first)
    found = nouns(sentence, group.last + 1, clause.stop)
    for n, noun in enumerate(found):
        ordered = scene.words_between(noun.first, noun.stop) & {"orders", "instructions", "behalf"}
        if noun.governor in {"on", "at", "into", "against"} and not noun.is_time and not ordered:
            return reach(sentence, found, n)
    return None


def _unless_fire(scene: Scene, found: tuple[int, int]) -> tuple[int, int] | None:
    return None if scene.sentence.words[found[0]].low in {"fire", "shots", "rounds"} else found


def _is_event(scene: Scene, reach: tuple[int, int]) -> bool:
    """Whether a noun phrase is an act or a device, and nobody who acts."""
    return bool(
        scene.words_between(*reach)
        & (cues.plain("events", "nouns_weak") | cues.plain("events", "nouns_strong") | cues.plain("events", "devices"))
    )


def _names_event(scene: Scene, reach: tuple[int, int], group: Group) -> bool:
    """Whether a subject goes on with the noun of an act: "the railway station shooting wounded two"."""
    acts = cues.plain("events", "nouns_weak") | cues.plain("events", "nouns_strong")
    between = scene.sentence.words[reach[1] : group.first]
    return bool(between) and all(w.low in acts for w in between)


def attack_failed(scene: Scene) -> Iterator[Draft]:
    """A device that was laid, or that failed of itself."""
    for hit in scene.of("events", "failed"):
        clause = scene.clause(hit)
        device = next((h for h in scene.of("events", "devices") if h.first < hit.first), None)
        if device is None or scene.verb(hit) is None:
            continue
        group = scene.verb(hit)
        if group is None or (group.lemmas & {"attempt", "try"}):
            continue
        content = with_antecedent(scene, clause, group)
        if content:
            yield Draft(
                kind=Kind.ATTACK, content=content, cue=(hit.start, hit.end), stage=Stage.ATTEMPTED,
                polarity=Polarity.POSITIVE,
                because=f"attack_failed: {hit.cue.phrase}",
            )  # fmt: skip


RULES = (attack_failed, attack_told)

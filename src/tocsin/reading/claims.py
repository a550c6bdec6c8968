"""Claims: who says that they did it, and that nobody does."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.model import Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.words import Group

_OWN = frozenset("it they we he she i its their our".split())


def claim_made(scene: Scene) -> Iterator[Draft]:
    """Somebody takes an act upon itself: "claimed responsibility for", "claimed by"; or nobody does."""
    acts = scene.of("claiming", "acts")
    for hit in (*acts, *(h for h in scene.of("claiming", "loose") if not any(a.first == h.first for a in acts))):
        group = scene.verb(hit)
        if group is None or is_supposed(scene, group):
            continue
        clause = scene.clause(hit)
        if hit.cue.section == "loose" and not _is_claimed_act(scene, group, clause):
            continue
        if hit.cue.phrase.startswith("~admit …") and "that" in scene.words_between(hit.first, hit.stop):
            continue
        if hit.cue.phrase == "~claim it|them" and not _is_it(scene, hit):
            continue
        if "responsib" in hit.cue.phrase and _is_of_no_violence(scene, hit, group):
            continue
        told = acting(scene, hit, group, clause)
        if told is None:
            continue
        content, maker = told
        if _is_by_one_but(scene, clause.first, hit.first):
            continue
        nobody = _is_by_nobody(scene, clause.first, hit.first) or _is_of_none(scene, maker, content)
        negative = nobody or group.negated
        yield Draft(
            kind=Kind.CLAIM, content=content, cue=(hit.start, hit.end), because=f"claim_made: {hit.cue.phrase}",
            score=0.9,
            maker=None if nobody else maker, polarity=Polarity.NEGATIVE if negative else None,
            about=_claimed(scene, hit, group),
            spoken=not nobody,
        )  # fmt: skip


def _is_of_none(scene: Scene, maker: Chars | None, content: Chars) -> bool:
    """Whether it is none that anybody claimed: "six attacks, none of which has been claimed by anyone"."""
    anyone = maker is not None and scene.text[maker[0] : maker[1]].lower() in {"anyone", "anybody", "any group"}
    return anyone and scene.text[slice(*content)].lower().startswith("none of ")


_UNBLOODY = frozenset(
    "defeat defeats loss losses failure failures result results mistake mistakes error errors performance performances "
    "decision decisions delay delays outage outages debt debts shortfall scandal crisis relegation score".split()
)


def _is_of_no_violence(scene: Scene, hit: Hit, group: Group) -> bool:
    """Whether what somebody takes upon themselves is a defeat or a loss, and no act: "for the losses of the bank"."""
    taken = _claimed(scene, hit, group)
    if taken is None or scene.groups_named:
        return False
    first, stop = scene.sentence.at(taken[0]), scene.sentence.at(taken[1] - 1) + 1
    acts = scene.of("events", "nouns_strong", "nouns_weak", "devices")
    return bool(scene.words_between(first, stop) & _UNBLOODY) and not any(first <= h.first < stop for h in acts)


_SPOKEN_OF = frozenset("it them both deed deeds act acts operation crime this two three each".split())


def _is_claimed_act(scene: Scene, group: Group, clause: Clause) -> bool:
    """Whether a bare "claimed" takes an act upon somebody: an armed party claims it, or nobody does.

    "The ELN claimed the deed", "nobody claimed the airport"; "claimed that he was ill" and "claimed asylum" do not.
    """
    if group.passive or not speaks_of_violence(scene):
        return False
    reach = grammar.subject(scene.sentence, group)
    governor = scene.sentence.group_before(group.first) if group.infinitive else None
    reach = grammar.subject(scene.sentence, governor) if governor else reach
    chars, done = scene.span_of(reach), grammar.object_of(scene.sentence, group)
    if reach is None or chars is None or done is None or complement(scene, clause, group.last + 1):
        return False
    nobody = _is_by_nobody(scene, clause.first, group.first)
    named = any(m.span.start < chars[1] and chars[0] < m.span.end for m in scene.groups_named)
    named = named or bool(scene.groups_named and scene.words_between(*reach) <= {"it", "they"})
    if not (nobody or named):
        return False
    words, where = scene.words_between(*done), scene.span_of(done)
    act = any(done[0] <= h.first < done[1] for h in scene.of("events", "nouns_strong", "nouns_weak", "devices"))
    placed = where is not None and any(where[0] <= m.span.start < where[1] for m in scene.places)
    return act or bool(words & _SPOKEN_OF) or (placed and not scene.peaceful())


def _is_it(scene: Scene, hit: Hit) -> bool:
    """Whether "it" is an act of violence: not in "both bakers claim it", nor in "claimed it would be their capital"."""
    verb = scene.sentence.group_of(hit.stop) if hit.stop < len(scene.sentence.words) else None
    return speaks_of_violence(scene) and not (verb is not None and verb.finite)


def _is_by_nobody(scene: Scene, first: int, stop: int) -> bool:
    """Whether nobody is the subject; in "a dozen brigades nobody had heard of" the brigades are."""
    nobody = scene.has("negating", "subjects", first, stop)
    if nobody is not None and {"neither"} == scene.words_between(nobody.first, nobody.stop) and nobody.stop == stop:
        return False  # "the group has neither claimed nor denied it"
    if nobody is None and first < stop and scene.sentence.words[first].low == "no":
        return True  # "no person or terrorist organization"
    return nobody is not None and not scene.words_between(nobody.stop, stop) & {"heard", "knew", "known", "knows"}


def _is_by_one_but(scene: Scene, first: int, stop: int) -> bool:
    """Whether it is somebody after all: "nobody but the ELN", "no group other than the ELN"."""
    nobody = scene.has("negating", "subjects", first, stop)
    low = [w.low for w in scene.sentence.words[nobody.stop : nobody.stop + 2]] if nobody else []
    return low[:1] in (["but"], ["except"], ["save"], ["besides"]) or low == ["other", "than"]


_TAKES_ON = frozenset("claim assume accept take acknowledge admit".split())


def claim_of_responsibility(scene: Scene) -> Iterator[Draft]:
    """Responsibility as the subject: "responsibility for the fire was assumed by", "has been claimed by no one"."""
    for group in scene.sentence.groups:
        if not (group.passive and group.finite and group.lemmas & _TAKES_ON) or is_supposed(scene, group):
            continue
        taken = grammar.subject(scene.sentence, group)
        words = scene.words_between(*taken) if taken else set()
        acts = cues.plain("events", "nouns_strong") | cues.plain("events", "nouns_weak")
        if not words & {"responsibility", "credit"} and not (group.lemmas & {"claim"} and words & acts):
            continue
        clause = scene.sentence.clause_of(group.first)
        content = with_antecedent(scene, clause, group)
        agent = grammar.agent(scene.sentence, group)
        nobody = bool(agent and scene.words_between(*agent) & {"no", "nobody", "none", "no-one"})
        if content is None or (agent is None and not group.negated):
            continue
        cue = (scene.sentence.words[group.first].start, scene.sentence.words[group.last].end)
        yield Draft(
            kind=Kind.CLAIM, content=content, cue=cue, because="claim_of_responsibility", score=0.85,
            maker=None if nobody else scene.span_of(agent), spoken=not nobody, about=scene.span_of(taken),
            polarity=Polarity.NEGATIVE if nobody or group.negated else None,
        )  # fmt: skip


_BEHIND = frozenset("behind responsible".split())


def claim_by_nobody(scene: Scene) -> Iterator[Draft]:
    """Nobody says that it was them: "no group has said it was behind the shooting"."""
    for hit in scene.of("negating", "subjects"):
        clause = scene.clause(hit)
        group = scene.sentence.finite_in(hit.stop, clause.stop)
        if group is None or not group.lemmas & {"say", "claim", "admit"} or not speaks_of_violence(scene):
            continue
        at = scene.sentence.clauses.index(clause)
        following = scene.sentence.clauses[at + 1] if at + 1 < len(scene.sentence.clauses) else None
        if following is None or following.kind != "comp":
            continue
        words = scene.words_between(following.first, following.stop)
        if not (words & _BEHIND and words & _OWN):
            continue
        content = scene.sentence.chars(hit.first, following.stop)
        if content:
            cue = (scene.sentence.words[group.first].start, scene.sentence.words[group.last].end)
            yield Draft(
                kind=Kind.CLAIM, content=content, cue=cue, because="claim_by_nobody", score=0.85,
                polarity=Polarity.NEGATIVE,
            )  # fmt: skip


def is_supposed(scene: Scene, group: Group) -> bool:
    """Whether a verb is only wished or supposed: "could claim", "if it claims"."""
    opener = scene.sentence.words[scene.sentence.clause_of(group.first).first].low
    return bool(group.modal) or opener in {"if", "unless", "whether"}


def acting(scene: Scene, hit: Hit, group: Group, clause: Clause) -> tuple[Chars, Chars | None] | None:
    """The content of a clause with its verb of speaking, and who speaks; None where neither can be told."""
    sentence = scene.sentence
    if group.passive:
        maker = scene.span_of(grammar.agent(sentence, group))
        if group.reduced:
            noun = grammar.before(sentence, group.first)
            first = noun[0] if noun else group.first
            stop = sentence.at(maker[1] - 1) + 1 if maker else clause.stop
            content = sentence.chars(first, stop)
        else:
            content = with_antecedent(scene, clause, group)
        return (content, maker) if content else None
    if group.gerund and clause.first == group.first:
        following = sentence.finite_in(clause.stop, len(sentence.words))
        maker = scene.span_of(grammar.subject(sentence, following)) if following else None
        content = sentence.chars(clause.first, clause.stop)
        return (content, maker) if content else None
    if group.gerund and (governor := sentence.group_before(group.first)) is not None:
        content = sentence.chars(clause.first, clause.stop)
        return (content, scene.span_of(grammar.subject(sentence, governor))) if content else None
    if group.infinitive:
        content = sentence.chars(sentence.clause_of(group.first).first, clause.stop)
        governor = sentence.group_before(group.first)
        if governor is not None and governor.lemmas & _ONLY_EXPECTED:
            return None
        reach = grammar.subject(sentence, governor) if governor else None
        return (content, scene.span_of(reach)) if content else None
    content = with_antecedent(scene, clause, group)
    maker = scene.span_of(grammar.subject(sentence, group))
    return (content, maker) if content else None


_ONLY_EXPECTED = frozenset("expect want plan intend hope threaten prepare like wish tempt pressure".split())


def _claimed(scene: Scene, hit: Hit, group: Group) -> Chars | None:
    """The words for the act that is claimed: behind "responsibility for", the object, or what was "claimed by" them."""
    sentence = scene.sentence
    if group.reduced:
        return scene.span_of(grammar.before(sentence, group.first))
    if group.passive:
        return scene.span_of(grammar.subject(sentence, group))
    line, at = sentence.words, hit.stop
    while at < len(line) and line[at].low in {"for", "of", "in", "with"}:
        at += 1
    if at < len(line) and at > hit.stop:
        return scene.span_of(grammar.behind(sentence, at, wide=True))
    return scene.span_of(grammar.object_of(sentence, group))


def claim_said(scene: Scene) -> Iterator[Draft]:
    """A party says that they, or those with them, did it: "said it had bombed the base", "our fighters struck"."""
    if not speaks_of_violence(scene):
        return
    for voice in scene.voices:
        if not is_party(scene, voice.who):
            continue
        for hit in (*scene.of("claiming", "done"), *scene.of("events", "verbs_strong", "verbs_weak")):
            group = scene.verb(hit)
            if (
                group is None
                or not voice.scope[0] <= hit.start < voice.scope[1]
                or group.head != scene.sentence.at(hit.start)
            ):
                continue
            if group.passive or group.infinitive or group.gerund or not group.finite or is_supposed(scene, group):
                continue
            if not _is_own(scene, group):
                continue
            content = with_antecedent(scene, scene.clause(hit), group)
            if content is None:
                continue
            denied = group.negated or _is_none(scene, group)
            yield Draft(
                kind=Kind.DENIAL if denied else Kind.CLAIM, content=content, cue=(hit.start, hit.end),
                because=f"claim_said: {hit.cue.phrase}", score=0.8, maker=voice.who, spoken=True,
                about=scene.span_of(grammar.object_of(scene.sentence, group)),
                polarity=Polarity.NEGATIVE if denied else None,
            )  # fmt: skip


def claim_owned(scene: Scene) -> Iterator[Draft]:
    """A party says that it was them: "the ELN said that it was behind the bomb"."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("accusing", "phrases"):
        clause = scene.clause(hit)
        group = scene.verb(hit) or scene.sentence.finite_in(clause.first, clause.stop)
        if group is None or group.negated or group.passive or is_supposed(scene, group):
            continue
        content = with_antecedent(scene, clause, group) if _is_own(scene, group) else None
        voice = innermost(scene, content) if content else None
        if content and voice and is_party(scene, voice):
            yield Draft(
                kind=Kind.CLAIM, content=content, cue=(hit.start, hit.end), because=f"claim_owned: {hit.cue.phrase}",
                score=0.8, maker=voice, spoken=True,
            )  # fmt: skip


def _is_none(scene: Scene, group: Group) -> bool:
    """Whether a verb has "no" thing for its object: "it had fired no rockets"."""
    done = grammar.object_of(scene.sentence, group)
    if done is None or scene.sentence.words[done[0]].low not in {"no", "none", "nothing", "nobody"}:
        return False
    return not {"but", "except"} & scene.words_between(done[0] + 1, done[1] + 1)  # "bombed nothing but a mast"


_PARTIES = frozenset(
    "group militants rebels insurgents organisation organization movement caller statement communiqué gunmen "
    "fighters faction leaflet leaflets recording video emir notice letter note commander guerrillas separatists "
    "cell militia brigade brigades jihadists a a:".split()
)


_BANDS = frozenset("Column Legion Battalion Battalions Avengers Martyrs Vanguard Commandos Mujahideen".split())
"""The last words of names that armed groups give themselves ("the Northern Column")."""


def is_party(scene: Scene, who: Chars) -> bool:
    """Whether a speaker is an armed group or speaks for one."""
    if any(m.span.start < who[1] and who[0] < m.span.end for m in scene.groups_named):
        return True
    words = scene.text[who[0] : who[1]].split()
    return bool({w.lower() for w in words} & _PARTIES) or any(
        two in _BANDS and one[0].isupper() and one != "The" for one, two in pairwise(words)
    )


_OWNED = frozenset("its their our his her my".split())
_ARMS = frozenset(
    "fighters men forces soldiers unit units brigade brigades wing members comrades volunteers squad mujahideen bloc "
    "organisation organization group movement front faction bomber gunmen commandos guerrillas cell cells".split()
)


def _is_own(scene: Scene, group: Group) -> bool:
    """Whether whoever speaks, or their fighters, are the subject of a verb."""
    reach = grammar.subject(scene.sentence, group)
    if reach is None:
        return False
    words = [w.low for w in scene.sentence.words[reach[0] : reach[1]]]
    if len(words) == 1:
        return words[0] in _OWN
    return words[0] in _OWNED and bool(set(words[1:]) & _ARMS)


def claim_absent(scene: Scene) -> Iterator[Draft]:
    """A claim that nobody made ("there has been no claim of responsibility"), or one told of as a noun."""
    for hit in scene.of("claiming", "nouns"):
        if scene.verb(hit):
            continue
        if hit.cue.phrase.startswith("claim by") or "…" in hit.cue.phrase:
            yield from _claim_of(scene, hit)
            continue
        clause = scene.clause(hit)
        content = scene.sentence.chars(clause.first, clause.stop)
        back = _taken_back(scene, hit)
        negative = bool(scene.words_between(clause.first, hit.first) & {"no", "any", "without", "not", "never"})
        negative = not back.negated if back else negative
        verb = next((g for g in scene.sentence.groups if clause.first <= g.first < clause.stop and g.finite), None)
        made = verb is not None and bool(
            verb.lemmas & {"issue", "make", "post", "publish", "release", "broadcast", "send", "appear"}
        )
        if content is None or not (negative or made or back):
            continue
        agent = scene.span_of(grammar.agent(scene.sentence, verb)) if made and verb else None
        owner = scene.span_of(grammar.subject(scene.sentence, back)) if back else None
        yield Draft(
            kind=Kind.CLAIM, content=content, cue=(hit.start, hit.end), because=f"claim_absent: {hit.cue.phrase}",
            maker=owner or (None if negative else agent), polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
            spoken=owner is not None or not negative,
        )  # fmt: skip


_BACK = frozenset("withdraw retract".split())


def _taken_back(scene: Scene, hit: Hit) -> Group | None:
    """The verb by which somebody takes their claim back, or does not: "withdrew its claim of responsibility"."""
    return next(
        (
            g for g in scene.sentence.groups
            if g.lemmas & _BACK and g.finite and not (g.passive or g.modal) and g.last < hit.first <= g.last + _NEAR
        ),
        None,
    )  # fmt: skip


_NEAR = 3


def _claim_of(scene: Scene, hit: Hit) -> Iterator[Draft]:
    """A claim that is told of with whoever made it: "the claim by al-Shabaab", "a claim posted in the name of"."""
    reach = grammar.behind(scene.sentence, hit.stop, wide=True)
    maker = scene.span_of(reach)
    if reach is None or maker is None or not speaks_of_violence(scene) or not is_party(scene, maker):
        return
    if _tells_of_others(scene, reach[1]):
        return
    first = hit.first - (hit.first > 0 and scene.sentence.words[hit.first - 1].low in {"the", "a", "that", "this"})
    content = scene.sentence.chars(first, reach[1])
    if content:
        yield Draft(
            kind=Kind.CLAIM, content=content, cue=(hit.start, hit.end), because=f"claim_absent: {hit.cue.phrase}",
            maker=maker, spoken=True,
        )  # fmt: skip


def _tells_of_others(scene: Scene, at: int) -> bool:
    """Whether a claim goes on with what others did: "the claim by Hamas that Israel had bombed it" takes on nothing."""
    line = scene.sentence.words
    told = scene.sentence.finite_in(at, len(line)) if at < len(line) and line[at].low == "that" else None
    return told is not None and not _is_own(scene, told)


def complement(scene: Scene, clause: Clause, stop: int) -> Chars | None:
    """The characters of the clause that a verb of speaking opens, with what belongs to it, where it opens one."""
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    if at + 1 >= len(clauses) or clauses[at + 1].kind != "comp" or clauses[at + 1].first - stop > 4:  # noqa: PLR2004
        return None
    following = clauses[at + 1]
    first = following.first + (scene.sentence.words[following.first].low == "that")
    return scene.sentence.chars(first, following.stop)


def innermost(scene: Scene, chars: Chars) -> Chars | None:
    """Whose words a stretch of the sentence is: the innermost of those quoted, or None in the report's own voice."""
    found = [
        v
        for v in scene.voices
        if v.scope[0] <= chars[0] and chars[1] <= v.scope[1] and not (v.who[0] <= chars[0] < v.who[1])
    ]
    return min(found, key=lambda v: v.scope[1] - v.scope[0]).who if found else None


RULES = (
    claim_of_responsibility,
    claim_by_nobody,
    claim_made,
    claim_said,
    claim_owned,
    claim_absent,
)

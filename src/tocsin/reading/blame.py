"""Accusations and confirmations: who is blamed, and who vouches for what another says."""

import re
from collections.abc import Iterator

from tocsin.model import Certainty, Kind, Polarity
from tocsin.reading import cues, grammar
from tocsin.reading.claims import complement, innermost, is_supposed
from tocsin.reading.cues import Hit
from tocsin.reading.events import ACTS, with_antecedent
from tocsin.reading.nouns import listed, nouns
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import is_nobody
from tocsin.reading.unreal import is_asked
from tocsin.reading.words import Group


def accusation_made(scene: Scene) -> Iterator[Draft]:
    """A party is blamed: by somebody named, or it is said to be suspected."""
    if not speaks_of_violence(scene) and (scene.peaceful() or not scene.of("events", *ACTS)):
        return
    for hit in scene.of("accusing", "verbs"):
        group = scene.verb(hit)
        if group is None or is_supposed(scene, group):
            continue
        clause = scene.clause(hit)
        if group.infinitive or (group.reduced and not group.passive):
            continue
        if _is_grievance(scene, clause) or _for_no_violence(scene, group, clause):
            continue
        content = with_antecedent(scene, clause, group)
        if content is None:
            continue
        if group.passive:
            accused = (
                grammar.before(scene.sentence, group.first) if group.reduced else grammar.subject(scene.sentence, group)
            )
            maker = scene.span_of(_by_whom(scene, group))
        else:
            accused = grammar.object_of(scene.sentence, group)
            if accused is None and clause.kind == "rel":
                accused = grammar.before(scene.sentence, clause.first)
            maker = scene.span_of(grammar.subject(scene.sentence, group))
        accused = _of_what(scene, group, _on_whom(scene, group, accused))
        if accused is None or scene.sentence.words[accused[0]].low in {"it", "this", "that"}:
            continue
        chars = scene.span_of(accused)
        yield Draft(
            kind=Kind.ACCUSATION, content=_with_gerund(scene, clause, content), cue=(hit.start, hit.end),
            because=f"accusation_made: {hit.cue.phrase}",
            maker=maker, spoken=True, polarity=Polarity.NEGATIVE if group.negated else None,
            roles={"actor": [chars]} if chars and not is_nobody(scene.text, chars) else {},
            certainty=Certainty.PROBABLE if group.lemmas & {"suspect"} else None,
        )  # fmt: skip


def _by_whom(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who blames, behind "by": without those upon whom ("blamed by police on a local gang")."""
    agent = grammar.agent(scene.sentence, group)
    if agent is None or not group.lemmas & {"blame", "pin"}:
        return agent
    stop = next((n for n in range(*agent) if scene.sentence.words[n].low in {"on", "upon"}), agent[1])
    return (agent[0], stop) if stop > agent[0] else agent


def _on_whom(scene: Scene, group: Group, accused: tuple[int, int] | None) -> tuple[int, int] | None:
    """Who is blamed: behind "blamed the blasts on" those upon whom, else whom the verb has for its object."""
    if accused is None or not group.lemmas & {"blame", "pin"}:
        return accused
    begin = group.last + 1 if group.passive else accused[1]
    found = nouns(scene.sentence, begin, scene.sentence.clause_of(group.first).stop)
    line = scene.sentence.words
    onto = [n for n, noun in enumerate(found) if noun.governor in {"on", "upon"} and not noun.is_time]
    others = [n for n in onto if line[found[n].first - 2].low == "not"]  # "not on the rebels but on the army"
    upon = next((n for n in onto if n not in others), None)
    if upon is None or "for" in scene.words_between(begin, found[upon].first):
        return accused
    if group.passive and not others and found[upon].first != begin + 1:
        return accused
    return found[upon].first, listed(scene.sentence, found, upon)


def _of_what(scene: Scene, group: Group, accused: tuple[int, int] | None) -> tuple[int, int] | None:
    """Who is accused or suspected, without what of: "accusing the ELN of the bombing"."""
    if accused is None or not group.lemmas & {"accuse", "suspect"} or group.passive:
        return accused
    stop = next((n for n in range(*accused) if scene.sentence.words[n].low == "of"), accused[1])
    return (accused[0], stop) if stop > accused[0] else accused


def _with_gerund(scene: Scene, clause: Clause, content: Chars) -> Chars:
    """A clause with the -ing clause that belongs to it ("accused them of" "planning ...")."""
    clauses = scene.sentence.clauses
    at = clauses.index(clause)
    if at + 1 < len(clauses) and scene.sentence.words[clauses[at].stop - 1].low in {"of", "for"}:
        stretch = scene.sentence.chars(clause.first, clauses[at + 1].stop)
        return (content[0], stretch[1]) if stretch else content
    return content


def _is_grievance(scene: Scene, clause: Clause) -> bool:
    """Whether what is complained of is no particular act: "accuses the Kremlin of having blood on its hands".

    "Accused them of having blown up two pylons" is one: a verb of violence stands behind "having".
    """
    stop = min(len(scene.sentence.words), clause.stop + 12)
    complained = scene.has("motive", "phrases", clause.first, stop)
    if complained is None:
        return False
    line = scene.sentence.words
    stop = next((n for n in range(complained.stop, stop) if line[n].low in {"after", "since", "following"}), stop)
    return not any(
        complained.stop <= h.first < stop and (scene.verb(h) or h.cue.section == "nouns_strong")
        for h in scene.of("events", "verbs_strong", "verbs_weak", "nouns_strong")
    )


_OF_VIOLENCE = frozenset({"events", "violence", "tolls", "warning", "threatening"})
_REFERS = frozenset("it this that them these those act incident incidents crime crimes fire fires death deaths".split())


def _for_no_violence(scene: Scene, group: Group, clause: Clause) -> bool:
    """Whether what a party is blamed for is no violence: "for the lack of schools", "for the price of bread"."""
    line = scene.sentence.words
    at = next((n for n in range(group.last + 1, clause.stop) if line[n].low == "for"), None)
    if at is None or not group.lemmas & {"blame", "fault"}:
        return False
    stop = min(len(line), clause.stop + 12 * (at == clause.stop - 1))
    stop = next((n for n in range(at, stop) if line[n].low in {"after", "since", "following", "when"}), stop)
    violent = any(h.cue.lexicon in _OF_VIOLENCE and at < h.first < stop for h in scene.hits)
    return not violent and not scene.words_between(at, stop) & _REFERS


def accusation_said(scene: Scene) -> Iterator[Draft]:
    """A named party is said to be behind an act: "was behind", "bore the hallmarks of", "carried out by"."""
    if not speaks_of_violence(scene):
        return
    for hit in scene.of("accusing", "phrases"):
        clause = scene.clause(hit)
        group = scene.verb(hit) or scene.sentence.finite_in(clause.first, clause.stop)
        if group is None or (group.modal and group.modal not in {"may", "might", "could"}):
            continue
        if scene.sentence.words[clause.first].low in {"if", "unless", "whether"} or is_asked(scene, clause):
            continue  # "would not say whether they were behind the bombing"
        believed = _is_believed(scene, group) and _is_of_some(scene, hit)
        if not any(clause.first <= scene.sentence.at(m.span.start) < clause.stop for m in scene.actors) and not (
            scene.violent or believed
        ):
            continue
        content = with_antecedent(scene, clause, group)
        if content and any(d.kind is Kind.CLAIM and d.content[0] <= content[0] < d.content[1] for d in scene.drafts):
            continue
        if {"to", "account"} <= scene.words_between(hit.stop, hit.stop + 3):
            continue
        if hit.cue.phrase.startswith("~be involved") and content and innermost(scene, content) is None:
            continue
        said = _is_speech(hit) or bool(scene.words_between(hit.stop, hit.stop + 3) & {"count", "counts"})
        vouched = content and (innermost(scene, content) is not None or said or scene.groups_named)
        if content is None or not (vouched or believed):
            continue
        by_them = hit.cue.phrase.startswith("blamed ") and not (group.passive or group.reduced)
        spoke = _is_speech(hit) or by_them
        maker = scene.span_of(_laying(scene, group)) if spoke else None
        yield Draft(
            kind=Kind.ACCUSATION, content=content, cue=(hit.start, hit.end),
            because=f"accusation_said: {hit.cue.phrase}", score=0.7,
            maker=maker, spoken=True, roles=_blamed(scene, hit, content) or _behind(scene, hit, clause),
            polarity=Polarity.NEGATIVE if group.negated or _is_unproved(scene, hit) else None,
        )  # fmt: skip


def _laying(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who lays a deed to somebody; no deed says itself to whom it "is attributed"."""
    if not group.passive:
        return grammar.subject(scene.sentence, group)
    agent = grammar.agent(scene.sentence, group)
    stop = next((n for n in range(*agent or (0, 0)) if scene.sentence.words[n].low in {"to", "on", "upon"}), None)
    return (agent[0], stop) if agent and stop else agent


_NO_PROOF = re.compile(
    r"(?i)\b(?:no|without(?:\sany)?)\s(?:[\w-]+\s){0,2}(?:evidence|proof|signs?|indications?|traces?|suggestions?|grounds)\s"
    r"(?:(?!but\b)[\w’'-]+\s){1,4}$"
)


def _is_unproved(scene: Scene, hit: Hit) -> bool:
    """Whether it is said that nothing shows it: "no proof of links to a group"."""
    before = scene.text[scene.passage.span.start : hit.start]
    return hit.cue.phrase.startswith(("not ", "no ")) or _NO_PROOF.search(before) is not None


_BELIEVED = frozenset("believe think suspect allege understand say report presume consider".split())


def _is_believed(scene: Scene, group: Group) -> bool:
    """Whether somebody may be behind it, or is held to be: "may have been carried out by", "is believed to be"."""
    governor = scene.sentence.group_before(group.first) if group.infinitive else None
    held = governor is not None and governor.passive and bool(governor.lemmas & _BELIEVED)
    return held or group.modal in {"may", "might", "could"}


_OF_SOME = frozenset("the this that these those a an both his her its their".split())


def _is_of_some(scene: Scene, hit: Hit) -> bool:
    """Whether an act or a party follows, and not "behind schedule" or "by anyone"."""
    word = scene.sentence.words[min(hit.stop, len(scene.sentence.words) - 1)]
    several = hit.cue.phrase.endswith(" by") and word.low.endswith("s")
    return word.low in _OF_SOME or word.capital or several


def _behind(scene: Scene, hit: Hit, clause: Clause) -> dict[str, list[Chars]]:
    """Who stands right behind "carried out by" or "the work of", though no list knows them."""
    agents = hit.cue.phrase.endswith((" by", " of")) and not hit.cue.phrase.startswith("suspected")
    found = nouns(scene.sentence, hit.stop, clause.stop) if agents else ()
    if not found or found[0].first > hit.stop + 1:
        return {}
    chars = scene.span_of((found[0].first, listed(scene.sentence, found, 0)))
    return {"actor": [chars]} if chars else {}


_BEHIND_CUE = ("to", "on", "by", "of", "at", "as the")


def _blamed(scene: Scene, hit: Hit, content: Chars) -> dict[str, list[Chars]]:
    """Who is blamed: the party right behind "attributed it to", else the one before "was behind"."""
    inside = [m for m in scene.actors if content[0] <= m.span.start and m.span.end <= content[1]]
    after = [m for m in inside if m.span.start >= hit.end]
    before = [m for m in inside if m.span.end <= hit.start]
    found = after[:1] if hit.cue.phrase.endswith(_BEHIND_CUE) else before[-1:]
    return {"actor": [(found[0].span.start, found[0].span.end)]} if found else {}


def _is_speech(hit: Hit) -> bool:
    return hit.cue.phrase.startswith(("~point", "~hold", "~attribute", "~lay", "~put", "~name", "pin", "~say"))


def confirmation_made(scene: Scene) -> Iterator[Draft]:
    """Somebody vouches for another's statement, or will not."""
    if not speaks_of_violence(scene):
        return
    refused = scene.of("confirming", "refused")
    for hit in refused:
        clause = scene.clause(hit)
        group = scene.verb(hit) or scene.sentence.finite_in(clause.first, clause.stop)
        content = with_antecedent(scene, clause, group) if group else scene.sentence.chars(clause.first, clause.stop)
        maker = scene.span_of(grammar.subject(scene.sentence, group)) if group and not group.passive else None
        if content:
            yield Draft(
                kind=Kind.CONFIRMATION, content=content, cue=(hit.start, hit.end),
                because=f"confirmation_made: {hit.cue.phrase}",
                maker=maker, spoken=True, polarity=Polarity.NEGATIVE, certainty=Certainty.UNKNOWN, score=0.85,
            )  # fmt: skip
    for hit in scene.of("confirming", "verbs"):
        if any(r.start <= hit.start < r.end or hit.start <= r.start < hit.end for r in refused):
            continue
        yield from _vouched(scene, hit)


def _vouched(scene: Scene, hit: Hit) -> Iterator[Draft]:
    group = scene.verb(hit)
    if group is None or group.reduced or group.infinitive or _is_only_possible(scene, group):
        return
    clause = scene.clause(hit)
    if group.gerund and not _is_told_in_passing(scene, group):
        return
    comp = complement(scene, clause, hit.stop)
    reach = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    thing = scene.words_between(*reach) if reach else set()
    anothers = bool(thing & cues.plain("confirming", "objects")) or _is_act(scene, reach)
    behind = comp is not None and any(comp[0] <= h.start < comp[1] for h in scene.of("accusing", "phrases"))
    received = comp is not None and any(
        w in scene.text[comp[0] : comp[1]].lower() for w in ("received", "authentic", "genuine")
    )
    if not (anothers or behind or received or (comp and _tells_of_harm(scene, comp)) or _follows(scene, hit)):
        return
    content = comp if comp and not anothers else with_antecedent(scene, clause, group)
    maker = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
    if content is None:
        return
    negative = group.negated or "nothing" in thing
    withheld = negative and group.modal in _WOULD_NOT
    yield Draft(
        kind=Kind.CONFIRMATION, content=content, cue=(hit.start, hit.end),
        because=f"confirmation_made: {hit.cue.phrase}", score=0.85,
        maker=scene.span_of(maker), spoken=True, polarity=Polarity.NEGATIVE if negative else None,
        certainty=Certainty.UNKNOWN if withheld else None,
    )  # fmt: skip


_WOULD_NOT = frozenset({"would", "will", "could", "can"})


def _is_only_possible(scene: Scene, group: Group) -> bool:
    """Whether nobody vouched: "may confirm", "if they confirm". "I can confirm" and "would not confirm" are said."""
    refused = group.negated and group.modal in _WOULD_NOT
    return is_supposed(scene, group) and not (refused or group.modal == "can")


def _is_told_in_passing(scene: Scene, group: Group) -> bool:
    """Whether an -ing form tells what its sentence's subject did: "issued a statement confirming the strike"."""
    before = scene.sentence.words[group.first - 1].low if group.first else ""
    return before in {",", "statement", "communique", "communiqué", "message"}


def _is_act(scene: Scene, reach: tuple[int, int] | None) -> bool:
    """Whether it is an act of violence that is vouched for: "confirmed an attack", "acknowledged the strike"."""
    if reach is None:
        return False
    return any(reach[0] <= h.first < reach[1] for h in scene.of("events", "nouns_strong", "nouns_weak"))


_HARMFUL = frozenset({"events", "violence", "threatening", "warning", "preparing"})


def _tells_of_harm(scene: Scene, chars: Chars) -> bool:
    """Whether it is an act of violence or its making that is vouched for, and no count of the dead."""
    return any(chars[0] <= h.start < chars[1] for h in scene.hits if h.cue.lexicon in _HARMFUL) and not _counts(
        scene, chars
    )


def _counts(scene: Scene, chars: Chars) -> bool:
    """Whether a stretch counts the dead or hurt: "confirmed that nine died" is a toll."""
    return any(chars[0] <= c.span.start < chars[1] for c in scene.counts) and any(
        chars[0] <= h.start < chars[1] for h in scene.of("tolls")
    )


_SAID = frozenset("say report claim tell allege announce write publish assume suspect fear suggest".split())


def _follows(scene: Scene, hit: Hit) -> bool:
    """Whether what others said is vouched for: "confirmed what a weekly had reported"."""
    line = scene.sentence.words
    opens = next((n for n in range(hit.stop, min(len(line), hit.stop + 4)) if line[n].low == "what"), None)
    verb = scene.sentence.finite_in(opens, len(line)) if opens is not None else None
    return verb is not None and bool(verb.lemmas & _SAID)


RULES = (accusation_made, accusation_said, confirmation_made)

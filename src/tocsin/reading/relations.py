"""Lasting ties between two parties, or a party and a place."""

import re
from collections.abc import Iterator

from tocsin.model import Actor, ActorKind, Kind, Mention, MentionKind, Polarity, Relation, RelationType
from tocsin.reading import grammar
from tocsin.reading.cues import Hit
from tocsin.reading.events import ACTS
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.passages import cut
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.stretch import within
from tocsin.reading.words import PREPOSITIONS, is_possessive

_THE_GROUP = re.compile(r"(?i)\b(?:the (?:group|organi[sz]ation|movement|network|faction)|its|it|they|we)\b")
_WORDS_BEFORE, _WORDS_BEHIND, _WORDS_TO_PLACE = 3, 2, 4


def tie(scene: Scene) -> Iterator[Draft]:
    """A branch, another name, a base, a presence, a membership."""
    rows = (
        ("aka", RelationType.ALSO_KNOWN_AS, _named_twice),
        ("branch", RelationType.BRANCH_OF, _between),
        ("based", RelationType.BASED_IN, _placed),
        ("active", RelationType.ACTIVE_IN, _placed),
        ("member", RelationType.MEMBER_OF, _between),
    )  # fmt: skip
    if not speaks_of_violence(scene):
        return
    for section, kind, ends in rows:
        for hit in scene.of("relation", section):
            group = scene.verb(hit)
            if group and (group.infinitive or group.modal):
                continue
            found = ends(scene, hit)
            if found is None:
                continue
            left, right, content = found
            if not (_is_group(left) or _is_group(right)):
                continue
            negative = bool(group and group.negated) or bool(
                scene.words_between(max(0, hit.first - 3), hit.first + 1) & {"no", "not", "never", "n't"}
            )
            yield Draft(
                kind=Kind.RELATION, content=content, cue=(hit.start, hit.end), because=f"relation: {hit.cue.phrase}",
                relation=Relation(left=left, type=kind, right=right), polarity=Polarity.NEGATIVE if negative else None,
                score=0.75,
            )  # fmt: skip


Ends = tuple[Mention, Mention, Chars]


def _is_group(mention: Mention) -> bool:
    """Whether an end of a tie is an armed group, or may be one of several."""
    told = (mention.resolved, *mention.candidates)
    return any(isinstance(a, Actor) and a.kind is ActorKind.GROUP for a in told)


def _parties(scene: Scene) -> list[Mention]:
    """Groups and other actors of the sentence, and what stands for them ("the group")."""
    found = [m for m in scene.actors if getattr(m.resolved, "kind", ActorKind.GROUP) is not ActorKind.STATE]
    of = scene.passage.span.text
    for match in _THE_GROUP.finditer(scene.text, scene.passage.span.start, scene.passage.span.end):
        span = cut(scene.text, match.start(), match.end(), of=of)
        if not any(m.span.overlaps(span) for m in found):
            found.append(scene.referred(span))
    return sorted((m for m in found if m.resolved is not None or m.candidates), key=lambda m: m.span.start)


def _named_twice(scene: Scene, hit: Hit) -> Ends | None:
    """A name just before and another just after: "Islamic State-Khorasan, known as ISIS-K"."""
    parties = _parties(scene)
    left = next(
        (
            m
            for m in reversed(parties)
            if m.span.end <= hit.start + 1 and _gap(scene, m.span.end, hit.start) <= _WORDS_BEFORE
        ),
        None,
    )
    if left is None:
        return None
    right = next(
        (m for m in parties if m.span.start >= hit.end and _gap(scene, hit.end, m.span.start) <= _WORDS_BEHIND), None
    )
    if right is None:
        reach = grammar.behind(scene.sentence, hit.stop)
        chars = scene.span_of(reach)
        if chars is None or not scene.text[chars[0]].isupper():
            return None
        right = Mention(span=cut(scene.text, *chars, of=left.span.text), kind=MentionKind.ACTOR)
    return left, right, (left.span.start, right.span.end)


def _gap(scene: Scene, start: int, end: int) -> int:
    return len(scene.text[start:end].split()) if end > start else 0


_BEFORE = (re.compile(r"['’]s?\s(?:[\w-]+\s){0,3}?"), re.compile(r"\s"))
_BEHIND = re.compile(r"\s(?:of\s|to\s|for\s)?(?:the\s)?(?:[a-z-]+\s){0,2}")


def _between(scene: Scene, hit: Hit) -> Ends | None:
    """One party is of the other: "ISIS-K, the group's branch", "a branch of", "members of"."""
    parties = _parties(scene)
    if (told := _branch_told(scene, hit, parties)) is not None:
        return told
    owner = _owner(scene, hit, parties)
    if owner is None or not _is_told_of_itself(scene, hit):
        return None
    member = _member(scene, hit, parties, owner)
    if member is None or (member.resolved is not None and member.resolved == owner.resolved):
        return None
    return member, owner, (member.span.start, max(hit.end, owner.span.end))


def _owner(scene: Scene, hit: Hit, parties: list[Mention]) -> Mention | None:
    """Whose branch or member it is: "the group's branch", else "the group branch", else "a branch of the group"."""
    for pattern in _BEFORE:
        for party in parties:
            if party.span.end <= hit.start and pattern.fullmatch(scene.text, party.span.end, hit.start):
                return party
    behind = (p for p in parties if p.span.start >= hit.end)
    return next((p for p in behind if _BEHIND.fullmatch(scene.text, hit.end, p.span.start)), None)


def _member(scene: Scene, hit: Hit, parties: list[Mention], owner: Mention) -> Mention | None:
    """Who is of it: the last party told before both, else the subject, where that names another."""
    others = [p for p in parties if p is not owner and p.span.end <= hit.start and p.span.start < owner.span.start]
    if others:
        return others[-1]
    clause = scene.clause(hit)
    group = scene.verb(hit) or scene.sentence.finite_in(clause.first, clause.stop)
    chars = scene.span_of(grammar.subject(scene.sentence, group)) if group else None
    if chars is None or chars[0] <= owner.span.start < chars[1] or chars[1] > hit.start:
        return None
    return scene.referred(cut(scene.text, *chars, of=owner.span.text))


_IS = frozenset("be become remain have join".split())
_PASSES_FOR = frozenset("identify describe name know regard consider list believe think suspect say".split())


def _is_told_of_itself(scene: Scene, hit: Hit) -> bool:
    """Whether a noun of belonging says what its subject is: "is a member of", and not "shot two members of"."""
    if scene.verb(hit) is not None:
        return True
    clause = scene.clause(hit)
    told = [g for g in scene.sentence.groups if clause.first <= g.first < hit.first]
    if not told or scene.words_between(told[-1].last + 1, hit.first) & _APPOSED:
        return True
    return bool(told[-1].lemmas & _IS or (told[-1].passive and told[-1].finite and told[-1].lemmas & _PASSES_FOR))


_APPOSED = frozenset({",", "(", "–", "—"})


def _branch_told(scene: Scene, hit: Hit, parties: list[Mention]) -> Ends | None:
    """A party, and right behind it whose branch it is: "JNIM, the Sahel branch of al-Qaeda"."""
    held = next((m for m in scene.actors if m.span.start <= hit.start < m.span.end and m.candidates), None)
    if held is None:
        return None
    named = next(iter(within(scene.story.actors, held.span.start, held.span.end)), None)
    before = [m for m in parties if m.span.end <= held.span.start]
    if named is None or not before or scene.text[before[-1].span.end : held.span.start].strip(" (") not in {",", ""}:
        return None
    span = cut(scene.text, named.start, named.end, of=held.span.text)
    owner = Mention(span=span, kind=MentionKind.ACTOR, resolved=named.items[0])
    return before[-1], owner, (before[-1].span.start, held.span.end)


def _placed(scene: Scene, hit: Hit) -> Ends | None:
    """A party and a place: "based in Afghanistan", "active in Russia"."""
    place = next(
        (p for p in scene.places if p.span.start >= hit.end and _gap(scene, hit.end, p.span.start) <= _WORDS_TO_PLACE),
        None,
    )
    if place is None:
        return None
    parties = [m for m in _parties(scene) if m.span.end <= hit.start]
    clause = scene.clause(hit)
    if hit.cue.phrase in _HELD and not _holds(scene, hit):
        return None  # "the attack on the base in Kismayo"
    if any(clause.first <= h.first < hit.first and scene.verb(h) for h in scene.of("events", *ACTS)):
        return None  # "stormed a base in Kismayo": the base of somebody else
    group = scene.verb(hit) or scene.sentence.finite_in(clause.first, clause.stop)
    chars = scene.span_of(grammar.subject(scene.sentence, group)) if group and not group.reduced else None
    inside = [m for m in parties if chars and chars[0] <= m.span.start < chars[1]]
    named = [
        m
        for m in parties
        if isinstance(m.resolved, object) and m.resolved is not None and not _THE_GROUP.fullmatch(m.span.quote)
    ]
    party = inside[0] if inside else (named[-1] if named else None)
    if party is None:
        return None
    left = min(party.span.start, chars[0]) if chars and inside else party.span.start
    return party, place, (left, place.span.end)


_HELD = frozenset({"base in", "stronghold in", "heartland"})
_HOLDS = frozenset("have be keep maintain retain hold run use set build establish lose".split())


def _holds(scene: Scene, hit: Hit) -> bool:
    """Whether it is said whose base or stronghold it is: "its base in", "the group has a stronghold in"."""
    line, at = scene.sentence.words, hit.first
    if any(is_possessive(w.low) for w in line[max(0, at - 3) : at]):
        return True
    verb = next((g for g in reversed(scene.sentence.groups) if g.last < at), None)
    if verb is None or not verb.lemmas & _HOLDS:
        return False
    return scene.words_between(verb.last + 1, at).isdisjoint(PREPOSITIONS)


RULES = (tie,)

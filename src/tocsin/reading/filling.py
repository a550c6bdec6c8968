"""From a rule's proposal to a statement: roles, times, places, and what a reference to an event stands for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.model import (
    Actor,
    ActorKind,
    Kind,
    Known,
    Mention,
    MentionKind,
    Polarity,
    Roles,
    Span,
    Stage,
    Statement,
)
from tocsin.reading import (
    aside,
    belied,
    dated,
    factuality,
    figures,
    lexicon,
    people,
    recanted,
    sited,
    speakers,
    wondered,
)
from tocsin.reading.passages import cut
from tocsin.reading.roll import Heard
from tocsin.reading.scene import Chars, Draft, Scene, held_by

_EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT})
_BLAMING = _EVENTS | {Kind.ACCUSATION, Kind.CLAIM, Kind.DENIAL}
"""The kinds in which whoever acts did a deed, or is said to have."""


def statement(scene: Scene, draft: Draft, before: Heard) -> Statement:
    """The statement that a draft makes; the verifier has not looked at it yet."""
    of = scene.passage.span.text
    voices, hedge = speakers.around(scene, draft)
    if belied.is_called_a_lie(scene, draft):
        draft = _doubted(draft, "the passage calls it a lie")
    held = factuality.of(scene, draft, hedge=hedge)
    if recanted.is_taken_back(scene, draft, held.polarity):
        draft = _doubted(draft, "the text takes it back")
    if wondered.is_only_asked(scene, draft):
        draft = _doubted(draft, "the passage only asks it")
    if any(figures.is_going_round(t, scene.text, scene.passage.span) for t in draft.tolls):
        draft = _doubted(draft, "the text tells of the figure as one that goes round")
    if scene.by_chance and draft.kind in _BY_CHANCE and held.polarity is Polarity.POSITIVE:
        draft = _doubted(draft, "the text calls it an accident")
    return Statement(
        report=scene.report,
        passage=scene.passage.span,
        kind=draft.kind,
        content=(cut(scene.text, *draft.content, of=of),),
        factuality=held,
        cue=cut(scene.text, *draft.cue, of=of) if draft.cue else None,
        speakers=speakers.chain(scene, draft, voices, before),
        stage=draft.stage,
        channel=draft.channel,
        roles=_roles(scene, draft),
        tolls=draft.tolls,
        relation=draft.relation,
        known=_known(scene, draft),
        reader=draft.reader,
        score=draft.score,
        suggestion=draft.score < SUGGESTION,
        because=draft.because,
    )


SUGGESTION = 0.5
_BY_CHANCE = frozenset({Kind.ATTACK, Kind.TOLL})
"""What an accident may be told as, that is no attack."""


def _doubted(draft: Draft, because: str) -> Draft:
    """The draft as a suggestion, and why it is no more than that."""
    return replace(draft, score=min(draft.score, belied.HALF), because=f"{draft.because}; {because}")


def _roles(scene: Scene, draft: Draft) -> Roles:
    """Who and what takes part, each in its own words; nothing that the sentence does not hold."""
    first, stop = _reach(scene, draft)
    return Roles(
        actor=_actors(scene, draft),
        target=aside.meant(scene, _targets(scene, draft, first, stop)),
        victim=tuple(_people(scene, c) for c in draft.roles.get("victim", ())),
        instrument=_instruments(scene, draft),
        recipient=tuple(_party(scene, c) for c in draft.roles.get("recipient", ())),
        place=aside.meant(scene, sited.find(scene, draft, first, stop)),
        time=aside.meant(scene, dated.find(scene, draft, first, stop)),
    )


def _reach(scene: Scene, draft: Draft) -> Chars:
    """The characters in which a statement's time and place may be: its content, or its clause where that is longer."""
    start, end = draft.content
    if (
        draft.kind in {Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.RELATION, Kind.ASSESSMENT}
        and draft.about == draft.content
    ):
        return start, end
    clause = scene.sentence.clause_of(scene.sentence.at((draft.cue or draft.content)[0]))
    chars = scene.sentence.chars(clause.first, clause.stop)
    return (min(start, chars[0]), max(end, chars[1])) if chars else (start, end)


def _party(scene: Scene, chars: Chars, *, blamed: bool = False, struck: bool = False) -> Mention:
    """A party as its words name it; people of a state are not the state, and a pronoun is who was named before it."""
    span = cut(scene.text, *_trimmed(scene.text, *chars), of=scene.passage.span.text)
    if span.quote.lower() in {"it", "they", "them"}:
        named = [m for m in scene.actors if m.span.end <= span.start and m.resolved is not None]
        last = named[-1] if named and not (struck and _is_thing(scene, named[-1], span)) else None
        return Mention(
            span=span,
            kind=MentionKind.ACTOR,
            resolved=last.resolved if last else None,
            basis=last.span if last else None,
        )
    found = speakers.mention_in(scene, span, blamed=blamed, struck=struck)
    if isinstance(found.resolved, Actor) and not speakers.is_whole(found, span) and _is_of_people(found.resolved, span):
        return Mention(span=span, kind=MentionKind.ACTOR)
    return replace(found, span=span, basis=found.basis) if found.span != span else found


def _is_thing(scene: Scene, last: Mention, span: Span) -> bool:
    """Whether "it" that is struck is no party: a person is none, and a place or a target stands nearer."""
    if isinstance(last.resolved, Actor) and last.resolved.kind is ActorKind.PERSON:
        return span.quote.lower() == "it"
    between = lexicon.tokens(scene.text, last.span.end, span.start)
    nearer = any(last.span.end <= p.span.start < span.start for p in scene.places)
    return nearer or any(True for _ in lexicon.target_matcher().find(scene.text, between))


_OF_PEOPLE = re.compile(
    r"(?i)\b(?:citizens|nationals|residents|travell?ers|staff|employees|tourists|visitors|people|public)\b"
)


def _is_of_people(actor: Actor, span: Span) -> bool:
    return actor.kind is ActorKind.STATE and _OF_PEOPLE.search(span.quote) is not None


def _people(scene: Scene, chars: Chars) -> Mention:
    return Mention(span=cut(scene.text, *chars, of=scene.passage.span.text), kind=MentionKind.PEOPLE)


def _trimmed(text: str, start: int, end: int) -> Chars:
    while end > start + 1 and not (text[end - 1].isalnum() or text[end - 1] in ".)”’"):
        end -= 1
    return start, end


def _actors(scene: Scene, draft: Draft) -> tuple[Mention, ...]:
    """Who does or would do it: the subject, "by" whom, or the armed group or state at whose hand it is said to be."""
    given = [_party(scene, c, blamed=draft.kind in _BLAMING) for c in draft.roles.get("actor", ())]
    if given:
        return tuple(given)
    if draft.kind in _EVENTS and draft.about is not None:
        start, end = draft.content
        found = [m for m in held_by(scene.actors, start, end) if _is_doer(scene, m)]
        return tuple(found[:1])
    if draft.kind is Kind.RELATION:
        return (draft.relation.left,) if draft.relation else ()
    if draft.kind in {Kind.ASSESSMENT, Kind.MOTIVE}:
        return tuple(
            m for m in held_by(scene.actors, *draft.content) if getattr(m.resolved, "kind", None) is ActorKind.GROUP
        )[:1]
    return ()


def _is_doer(scene: Scene, mention: Mention) -> bool:
    before = scene.text[max(0, mention.span.start - 12) : mention.span.start].lower()
    kind = getattr(mention.resolved, "kind", None)
    if re.search(r"\bby (?:the |an? )?$", before):
        return True
    after = scene.text[mention.span.end : mention.span.end + 30].lower()
    return (
        kind is ActorKind.GROUP
        and not re.search(r"\b(?:on|against|at|targeting)\s(?:the\s|an?\s)?$", before)
        and bool(re.match(r"['’]?s?\s(?:\w+\s){0,2}?(?:attack|bomb|strike|raid|assault)", after))
    )


def _targets(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """What is attacked: the object of the verb, else the first target of the tables that neither speaks nor hears."""
    given = [_party(scene, c, struck=True) for c in draft.roles.get("target", ())]
    if given or draft.kind not in {*_EVENTS, Kind.WARNING}:
        return tuple(given)
    told = (
        *(c for name in ("recipient", "actor") for c in draft.roles.get(name, ())),
        *(c for c in draft.roles.get("victim", ()) if people.names_people(scene.text[slice(*c)])),
        *((draft.maker,) if draft.maker else ()),
    )
    start, end = (max(start, draft.cue[1]), end) if draft.kind is Kind.WARNING and draft.cue else draft.content
    if draft.stage is Stage.FOILED and draft.cue and (behind := _in_tables(scene, draft, told, draft.cue[1], end)):
        return behind  # whoever foils it stands before the verb
    return _in_tables(scene, draft, told, start, end)


_BESIDE = re.compile(
    r"(?i)(?:,|,?\s+(?:and|or|as well as))\s+(?:(?:the|an?|its|their|other|several|at|on|against)\s+){0,2}"
    r"(?:(?!(?:at|in|near|on|from|to|of|by|outside|behind|before|after|with)\b)[a-z-]+\s+)?"
)
"""What may stand between two things that are named side by side: "a church or a mosque"."""
_COMING = frozenset({Kind.WARNING, Kind.THREAT, Kind.PLOT})


def _in_tables(scene: Scene, draft: Draft, told: Sequence[Chars], start: int, end: int) -> tuple[Mention, ...]:
    """The first target of the tables; of what is to come, those too that are named beside it: each must be warned."""
    of, found = scene.passage.span.text, list[Mention]()
    for hit in lexicon.target_matcher().find(scene.text, lexicon.tokens(scene.text, start, end)):
        if (
            any(t[0] <= hit.start < t[1] for t in (*told, *((m.span.start, m.span.end) for m in scene.times)))
            or not start <= hit.start < hit.end <= end
            or (found and hit.start < found[-1].span.end)
        ):
            continue
        if found and not _BESIDE.fullmatch(scene.text, found[-1].span.end, hit.start):
            break
        place = next((m for m in scene.places if m.span.start <= hit.start and hit.end <= m.span.end), None)
        span = place.span if place else cut(scene.text, hit.start, hit.end, of=of)
        found.append(Mention(span=span, kind=MentionKind.THING))
        if draft.kind not in _COMING:
            break
    return tuple(found)


def _instruments(scene: Scene, draft: Draft) -> tuple[Mention, ...]:
    if given := draft.roles.get("instrument"):
        return tuple(
            Mention(span=cut(scene.text, *c, of=scene.passage.span.text), kind=MentionKind.THING) for c in given
        )
    if draft.kind not in {*_EVENTS, Kind.WARNING}:
        return ()
    start, end = draft.content
    words = lexicon.tokens(scene.text, start, end)
    hits = [h for h in lexicon.weapon_matcher().find(scene.text, words) if start <= h.start and h.end <= end]
    return tuple(
        Mention(span=cut(scene.text, h.start, h.end, of=scene.passage.span.text), kind=MentionKind.THING)
        for h in hits[:1]
    )


# ---- when it came to be known

_GATHERED = re.compile(
    r"(?i)\b(?:gather(?:ed|ing|s)?|collect(?:ed|ing|s)?|receiv(?:ed|ing|es)|obtain(?:ed|ing|s)?|intercept(?:ed|ing|s)?|learn(?:ed|t|s)?|knew|had)\s(?:\w+\s){0,2}?(?:intelligence|information|intercepts|reports|of|that)\b"
)


def _known(scene: Scene, draft: Draft) -> Known | None:
    """Who came to know it and when ("in May the Dutch service learned that")."""
    if draft.kind is not Kind.PLOT:
        return None
    found = _GATHERED.search(scene.text, scene.passage.span.start, draft.content[0])
    if found is None:
        return None
    group = scene.sentence.group_of(scene.sentence.at(found.start()))
    from tocsin.reading import grammar  # noqa: PLC0415

    who = scene.span_of(grammar.subject(scene.sentence, group)) if group else None
    by = _party(scene, who) if who else None
    between = held_by(scene.times, found.start(), draft.content[0]) or held_by(
        scene.times, scene.passage.span.start, draft.content[0]
    )
    return Known(by=by, time=between[0] if between else None) if by or between else None

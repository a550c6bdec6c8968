"""From a rule's proposal to a statement: roles, times, places, and what a reference to an event stands for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin.model import (
    Actor,
    ActorKind,
    Kind,
    Known,
    Mention,
    MentionKind,
    PlacePrecision,
    Roles,
    Span,
    Stage,
    Statement,
    When,
    Where,
)
from tocsin.reading import cues, factuality, lexicon, places, speakers, times
from tocsin.reading.passages import cut
from tocsin.reading.roll import Heard
from tocsin.reading.scene import Chars, Draft, Scene

_EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT})
_BLAMING = _EVENTS | {Kind.ACCUSATION, Kind.CLAIM, Kind.DENIAL}
"""The kinds in which whoever acts did a deed, or is said to have."""
_SPOKEN = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.WARNING, Kind.ACCUSATION})


def statement(scene: Scene, draft: Draft, before: Heard) -> Statement:
    """The statement that a draft makes; the verifier has not looked at it yet."""
    of = scene.passage.span.text
    voices, hedge = speakers.around(scene, draft)
    return Statement(
        report=scene.report,
        passage=scene.passage.span,
        kind=draft.kind,
        content=(cut(scene.text, *draft.content, of=of),),
        factuality=factuality.of(scene, draft, hedge=hedge),
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


def _roles(scene: Scene, draft: Draft) -> Roles:
    """Who and what takes part, each in its own words; nothing that the sentence does not hold."""
    first, stop = _reach(scene, draft)
    return Roles(
        actor=_actors(scene, draft),
        target=_targets(scene, draft, first, stop),
        victim=tuple(_people(scene, c) for c in draft.roles.get("victim", ())),
        instrument=_instruments(scene, draft),
        recipient=tuple(_party(scene, c) for c in draft.roles.get("recipient", ())),
        place=_places(scene, draft, first, stop),
        time=_times(scene, draft, first, stop),
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


def _within(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    return [m for m in mentions if start <= m.span.start and m.span.end <= end]


def _in_any(mentions: Iterable[Mention], spans: Sequence[Chars]) -> list[Mention]:
    """The mentions that some words, told to be the place or the time, hold or touch."""
    return [m for m in mentions if any(a < m.span.end and m.span.start < b for a, b in spans)]


def _party(scene: Scene, chars: Chars, *, blamed: bool = False, struck: bool = False) -> Mention:
    """A party as its words name it; people of a state are not the state, and a pronoun is who was named before it."""
    span = cut(scene.text, *_trimmed(scene.text, *chars), of=scene.passage.span.text)
    if span.quote.lower() in {"it", "they", "them"}:
        named = [m for m in scene.actors if m.span.end <= span.start and m.resolved is not None]
        last = named[-1] if named else None
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
        found = [m for m in _within(scene.actors, start, end) if _is_doer(scene, m)]
        return tuple(found[:1])
    if draft.kind is Kind.RELATION:
        return (draft.relation.left,) if draft.relation else ()
    if draft.kind in {Kind.ASSESSMENT, Kind.MOTIVE}:
        return tuple(
            m for m in _within(scene.actors, *draft.content) if getattr(m.resolved, "kind", None) is ActorKind.GROUP
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
    told = (*draft.roles.get("recipient", ()), *draft.roles.get("actor", ()), *((draft.maker,) if draft.maker else ()))
    start, end = (max(start, draft.cue[1]), end) if draft.kind is Kind.WARNING and draft.cue else draft.content
    if draft.stage is Stage.FOILED and draft.cue and (behind := _in_tables(scene, told, draft.cue[1], end)):
        return behind  # whoever foils it stands before the verb
    return _in_tables(scene, told, start, end)


def _in_tables(scene: Scene, told: Sequence[Chars], start: int, end: int) -> tuple[Mention, ...]:
    of = scene.passage.span.text
    for hit in lexicon.target_matcher().find(scene.text, lexicon.tokens(scene.text, start, end)):
        if (
            any(t[0] <= hit.start < t[1] for t in (*told, *((m.span.start, m.span.end) for m in scene.times)))
            or not start <= hit.start < hit.end <= end
        ):
            continue
        place = next((m for m in scene.places if m.span.start <= hit.start and hit.end <= m.span.end), None)
        span = place.span if place else cut(scene.text, hit.start, hit.end, of=of)
        return (Mention(span=span, kind=MentionKind.THING),)
    return ()


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


def _places(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The places of the event: those in its words, the finest first; for a warning or claim those it speaks of."""
    known = sorted((*scene.places, *scene.unheard_of), key=lambda m: m.span.start)
    inside = _in_any(known, draft.roles.get("place", ())) or _within(known, *draft.content)
    if not inside and draft.kind is not Kind.TOLL:
        inside = _within(known, start, end)
    if draft.spoken and draft.maker:
        inside = [m for m in inside if not draft.maker[0] <= m.span.start < draft.maker[1]]
    heard = draft.roles.get("recipient", ())
    inside = [m for m in inside if (m.span.start, m.span.end) in heard or not _acts(scene, m)]
    told = [m for m in inside if not any(r[0] <= m.span.start < r[1] and _names(scene, m, r) for r in heard)]
    order = list(PlacePrecision)
    found = told or _of_the_city(scene, draft) or _of_the_post(scene, draft) or _heard_there(inside, draft)
    found = found or _of_whoever_is_there(scene, draft, known)
    towns = [town for m in found if (town := places.town_of(m, story=scene.story)) and town.resolved]
    return tuple(
        sorted(
            (*found, *towns),
            key=lambda m: (
                order.index(m.resolved.precision) if isinstance(m.resolved, Where) else len(order),
                m.span.start,
            ),
        )
    )


_WHERE = re.compile(
    r"(?i)\b(?:in|at|near|across|outside|inside|within|on|of|around|throughout|into|from|over|against|to|towards?|beyond|"
    r"between|and|through|along|off)\s(?:the\s|(?:north|south|east|west|central)\w*\s|(?:its|their)\s)?$|[’']s\s$|,\s$"
)


def _acts(scene: Scene, place: Mention) -> bool:
    """Whether the name of a place stands for the state that acts or speaks ("Kyiv was responsible")."""
    party = any(m.span.overlaps(place.span) for m in scene.actors)
    return party and not _WHERE.search(scene.text, scene.passage.span.start, place.span.start)


def _names(scene: Scene, place: Mention, heard: Chars) -> bool:
    """Whether a place is part of the name of those who hear ("US citizens", "Russia"), and not where they are."""
    before = scene.text[heard[0] : place.span.start].rstrip().lower()
    return not before.endswith((" in", " at", " near", " of", " across", " throughout"))


def _heard_there(inside: list[Mention], draft: Draft) -> list[Mention]:
    """The state that is warned, where no other place is named: what it is warned of is feared there."""
    return [m for m in inside if (m.span.start, m.span.end) in draft.roles.get("recipient", ())]


def _of_the_post(scene: Scene, draft: Draft) -> list[Mention]:
    """Where the embassy is that warns, for a warning that names no place: its own notice is of its own city."""
    if draft.kind is not Kind.WARNING or draft.maker is None:
        return []
    post = re.search(r"(?i)\b(?:embassy|consulate|mission)\sin\s", scene.text[draft.maker[0] : draft.maker[1]])
    if post is None:
        return []
    return [m for m in scene.inside_names if draft.maker[0] + post.end() <= m.span.start < draft.maker[1]][:1]


_THERE = (
    r"police|hospitals?|doctors?|surgeons?|medics?|mayor|detectives|fire\s?brigade|firemen|morgue|residents|"
    r"ambulance|sheriff|clinic|health\s(?:office|department)"
)
_THERE_BEFORE = re.compile(rf"(?i)\b(?:{_THERE})\b[^,;.]{{0,25}}\s(?:in|at|of)\s$|\b(?:{_THERE})\s(?:in|at|of)\s$")
_THERE_BEHIND = re.compile(rf"(?i)(?:['’]s)?\s(?:{_THERE})\b")
_WHERE_BEHIND = re.compile(r"(?i),?\swhere\s(?:\w+\s){0,2}")
_ON_THE_SPOT = frozenset({Kind.ATTACK, Kind.TOLL, Kind.WARNING})


def _of_whoever_is_there(scene: Scene, draft: Draft, known: Sequence[Mention]) -> list[Mention]:
    """The only town of a sentence, where the act is told by its own police or hospitals, or in "where" behind it."""
    fine = [m for m in known if isinstance(m.resolved, Where) and m.resolved.precision in _TOWNS]
    if draft.kind not in _ON_THE_SPOT or not fine:
        return []
    where = [
        m
        for m in fine
        if m.span.end < draft.content[0] and _WHERE_BEHIND.fullmatch(scene.text, m.span.end, draft.content[0])
    ]
    if where or len({m.span.quote for m in fine}) > 1:
        return where
    start = scene.passage.span.start
    behind = _THERE_BEHIND.match(scene.text, fine[0].span.end)
    return fine[:1] if behind or _THERE_BEFORE.search(scene.text[start : fine[0].span.start]) else []


_TOWNS = frozenset({PlacePrecision.CITY, PlacePrecision.DISTRICT, PlacePrecision.VENUE})
_THE_CITY = re.compile(
    r"(?i)\b(?P<what>(?:in|to|within|around|across|outside|of|near)\s(?:the|that|this)\s(?P<sort>city|capital|town|country))\b"
)


def _of_the_city(scene: Scene, draft: Draft) -> list[Mention]:
    """The place that "in the city" or "in the country" stands for: the last one of that sort named before."""
    found = _THE_CITY.search(scene.text, *draft.content)
    if found is None:
        return []
    sort = PlacePrecision.COUNTRY if found["sort"].lower() == "country" else PlacePrecision.CITY
    here = [m for m in scene.places if m.span.end <= found.start() and _is_of(m, sort)]
    place = here[-1] if here else scene.earlier.last(sort.value, lambda m: _is_of(m, sort))
    if place is None:
        return []
    span = cut(scene.text, found.end("sort") - len(found["sort"]), found.end("sort"), of=scene.passage.span.text)
    return [Mention(span=span, kind=MentionKind.PLACE, resolved=place.resolved, basis=place.span)]


def _is_of(place: Mention, sort: PlacePrecision) -> bool:
    return isinstance(place.resolved, Where) and place.resolved.precision is sort


def _times(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The times of the event, or of the speaking: in its content, else in its clause and in no other event's words."""
    if given := _in_any(scene.times, draft.roles.get("time", ())):
        return tuple(_anchored(scene, m) for m in given)
    inside = _within(scene.times, *draft.content) or _within(scene.times, start, end)
    inside = inside or _at_the_end(scene, draft) or _beside(scene, draft)
    if draft.kind is Kind.TOLL:
        inside = [m for m in inside if "," not in scene.text[draft.content[1] : m.span.start]]
    if draft.kind in _SPOKEN and draft.about:
        outside = [m for m in inside if not (draft.about[0] <= m.span.start < draft.about[1])]
        cue = draft.cue or draft.content
        inside = [m for m in outside if m.span.start < cue[1] + 60] if outside else []
    elif draft.kind is Kind.WARNING and draft.cue:
        behind = re.compile(r"(?i)\b(?:before|after|ahead of|prior to)\b")
        inside = [m for m in inside if not behind.search(scene.text, draft.cue[1], m.span.start)]
    return tuple(_anchored(scene, m) for m in inside if not _is_planned_window(scene, m, draft))


def _at_the_end(scene: Scene, draft: Draft) -> list[Mention]:
    """The only time of a sentence, set off at its end: it is that of what the main clause tells, with what goes beside.

    "Soldiers detained two men while they looked for a third in Kunduz, Kunduz province, yesterday."
    """
    sentence = scene.sentence
    clause = sentence.clause_of(sentence.at((draft.cue or draft.content)[0]))
    if draft.kind not in _TOLD_OF or clause.kind not in {"main", "coord"} or len(scene.times) != 1:
        return []
    (time,) = scene.times
    before = scene.text[draft.content[1] : time.span.start]
    after = scene.text[time.span.end : sentence.span.end]
    said = any(g.lemmas & cues.lemmas("saying") and g.finite for g in sentence.groups)
    return [time] if not said and before.rstrip().endswith(",") and not after.strip('.”" ') else []


_TOLD_OF = frozenset({Kind.ATTACK, Kind.RESPONSE})
_SAID = (
    r"(?:said|says|told|announced|reported|declared|stated|wrote|denied|claimed|admitted|insisted|maintained|added|"
    r"blamed|accused|rejected|threatened|warned|acknowledged|disclosed|revealed|alleged|asserted|vowed|swore)"
)
_SAID_THEN = re.compile(rf"\b{_SAID}\b(?:\s[\w’'-]+){{0,4}}\s$")
_APART = re.compile(rf"\b{_SAID}\b|;|,\sand\s(?!that)|\b(?:while|whereas|but|after|before|since)\b")
_WHEN_IT_WAS = re.compile(
    r",?(?:\s(?:in|at|near|outside|of|from|across|inside)\s[^,;]{1,40}?)?(?:,\s(?:in|near|outside|south|north|east|west)\s"
    r"[^,;]{1,40},)?\s(?:on\s|late\s(?:on\s)?|early\s(?:on\s)?)?"
)
_AS_IT_WAS = re.compile(r",?\s(?:when|as)\s(?:[\w’'-]+\s){0,2}")
_MADE_BY_SAYING = frozenset({Kind.ACCUSATION, Kind.CLAIM, Kind.DENIAL, Kind.THREAT})


def _beside(scene: Scene, draft: Draft) -> list[Mention]:
    """The only time of a sentence, where it stands beside a statement and belongs to it.

    The day of speaking is that of what is said ("said on Tuesday that ..."), a day behind an act that of the act, and
    so is one that leads to it ("were killed on Friday when ..."); never is one the other.
    """
    told = [m for m in scene.times if isinstance(m.resolved, When)]
    if len({(m.resolved.first_day, m.resolved.last_day) for m in told if isinstance(m.resolved, When)}) != 1:
        return []
    time, (start, end) = told[0], draft.content
    said = _SAID_THEN.search(scene.text[scene.passage.span.start : time.span.start].removesuffix("on ")) is not None
    if draft.kind in _MADE_BY_SAYING:
        near = time.span.end <= start and not _APART.search(scene.text[time.span.end : start])
        return told[:1] if said and near else []
    if said or draft.kind not in {Kind.ATTACK, Kind.TOLL}:
        return []
    behind = time.span.start >= end and _WHEN_IT_WAS.fullmatch(scene.text, end, time.span.start)
    return told[:1] if behind or _AS_IT_WAS.fullmatch(scene.text, time.span.end, start) else []


def _is_planned_window(scene: Scene, mention: Mention, draft: Draft) -> bool:
    """Whether a time is when the danger falls, and not when it was told ("in the next 48 hours")."""
    return (
        draft.kind is Kind.WARNING
        and re.match(
            r"(?i)(?:(?:within|in|over|for|during)\s)?(?:the\s)?(?:next|coming)\b|within\b", mention.span.quote
        )
        is not None
    )


def _anchored(scene: Scene, mention: Mention) -> Mention:
    """A time that counts from another event of the sentence ("four years earlier"), resolved from it."""
    if mention.resolved is not None or not times.is_relative(mention):
        return mention
    other = next((m for m in scene.times if m.span.end <= mention.span.start and isinstance(m.resolved, When)), None)
    if other is None or not isinstance(other.resolved, When):
        return mention
    return times.against(mention, other.resolved, basis=other.span)


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
    between = _within(scene.times, found.start(), draft.content[0]) or _within(
        scene.times, scene.passage.span.start, draft.content[0]
    )
    return Known(by=by, time=between[0] if between else None) if by or between else None

"""Where: the places of what a sentence tells, from its own words and those around them."""

import re
from collections.abc import Sequence

from tocsin.model import Kind, Mention, MentionKind, PlacePrecision, Where
from tocsin.reading import places
from tocsin.reading.passages import cut
from tocsin.reading.scene import Chars, Draft, Scene, held_by, touched_by


def find(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The places of the event: those in its words, the finest first; for a warning or claim those it speaks of."""
    known = sorted((*scene.places, *scene.unheard_of), key=lambda m: m.span.start)
    inside = touched_by(known, draft.roles.get("place", ())) or held_by(known, *draft.content)
    if not inside and draft.kind is not Kind.TOLL:
        inside = held_by(known, start, end)
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

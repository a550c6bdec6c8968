"""Where: the places of what a sentence tells, from its own words and those around them."""

import re
from collections.abc import Sequence

from tocsin.model import Kind, Mention, MentionKind, PlacePrecision, Where
from tocsin.model.spans import kilometres
from tocsin.reading import hanging, naming, organs, places
from tocsin.reading.passages import cut
from tocsin.reading.scene import Chars, Draft, Scene, held_by, touched_by


def find(scene: Scene, draft: Draft, start: int, end: int) -> tuple[Mention, ...]:
    """The places of the event: those in its words, the finest first; for a warning or claim those it speaks of."""
    known = sorted(hanging.own(scene, draft, (*scene.places, *scene.unheard_of)), key=lambda m: m.span.start)
    inside = touched_by(known, draft.roles.get("place", ())) or held_by(known, *draft.content)
    if not inside and draft.kind is not Kind.TOLL:
        inside = held_by(known, start, end)
    if draft.spoken and draft.maker:
        inside = [m for m in inside if not draft.maker[0] <= m.span.start < draft.maker[1]]
    heard = draft.roles.get("recipient", ())
    inside = [m for m in inside if (m.span.start, m.span.end) in heard or not _acts(scene, m)]
    inside = [m for m in inside if not _is_where_from(scene, draft, m)]
    told = [m for m in inside if not any(r[0] <= m.span.start < r[1] and _names(scene, m, r) for r in heard)]
    order = list(PlacePrecision)
    found = told or _of_the_city(scene, draft) or _of_the_post(scene, draft) or _heard_there(inside, draft)
    found = found or _of_whoever_is_there(scene, draft, known) or _in_its_sentence(scene, draft, known)
    named = {m.resolved for m in found}
    towns = [town for m in found if (town := _town_of(scene, m)) and town.resolved not in named]
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
    """Whether the name of a place stands for the state that acts or speaks ("Kyiv did it", "Moscow called it")."""
    if _WHERE.search(scene.text, scene.passage.span.start, place.span.start):
        return False
    party = any(m.span.overlaps(place.span) for m in scene.actors)
    return party or (place.span.quote in organs.capitals() and _has_a_verb(scene, place.span.end))


def _has_a_verb(scene: Scene, end: int) -> bool:
    """Whether a finite verb follows right behind a name, whose subject the name is then."""
    group = scene.sentence.group_of(scene.sentence.at(end))
    if group is None or not group.finite or scene.text[end : scene.sentence.words[group.first].start].strip():
        return False
    return not group.lemmas & _HAPPENS if not group.passive else bool(group.lemmas & _TOLD)


_HAPPENS = frozenset("be remain stay burn wake see suffer fall lie stand mourn have".split())
"""What a town does that is no government."""
_TOLD = frozenset("tell inform warn alert notify ask".split())
_FROM = re.compile(
    r"(?i)\b(?:from|to|(?:presidents?|ministers?|premier|kings?|queen|leaders?|citizens?|nationals?|natives?|army|ambassadors?|"
    r"peoples?|government|parliament)\sof)\s(?:the\s)?$"
)
_FROM_A_TOWN = re.compile(
    r"(?i)\b(?:roads?|kilomet\w+|km|miles|fired|launched|taken|took|seized|abducted|kidnapped|withdr[ae]wn?|evacuated|driven|"
    r"expelled|removed|recording|reports?|reported|video|pictures?)\s(?:\w+\s){0,3}?from\s(?:the\s)?$"
)
_LEFT = re.compile(r"(?i)\bfrom\s(?:the\s)?$")
_OF_A_COUNTRY = frozenset({Kind.RELATION, Kind.ASSESSMENT, Kind.WARNING, Kind.THREAT, Kind.MOTIVE, Kind.DUTY})


def _is_where_from(scene: Scene, draft: Draft, place: Mention) -> bool:
    """Whether somebody or something is from a place or bound for it, or of a country: it is not where the thing was."""
    start = scene.passage.span.start
    if draft.kind in _OF_A_COUNTRY:
        return False
    if _is_of(place, PlacePrecision.COUNTRY):
        return _FROM.search(scene.text, start, place.span.start) is not None
    left = _LEFT.search(scene.text, start, place.span.start)
    return left is not None and not _FROM_A_TOWN.search(scene.text, start, place.span.start)


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


# ---- a venue's town, and the only town of a sentence


def _town_of(scene: Scene, venue: Mention) -> Mention | None:
    """The town in which a building or a street is: in its name, else the only one of its sentence, else the last one.

    A name alone tells nobody where it is.
    """
    named = places.town_of(venue, story=scene.story)
    if named is not None:
        return (
            named if named.resolved else None
        )  # a Frankfurt that could be two is no reason to take the dateline's town
    if not _is_of(venue, PlacePrecision.VENUE):
        return None
    here = [m for m in (*scene.places, *scene.inside_names) if _is_of(m, PlacePrecision.CITY)]
    if len({m.resolved for m in here}) > 1:
        return None
    town = here[0] if here else scene.earlier.last("city", lambda m: _is_of(m, PlacePrecision.CITY))
    if town is None or not _may_hold(town, venue):
        return None
    return Mention(span=venue.span, kind=MentionKind.PLACE, resolved=town.resolved, basis=town.span)


_ACROSS_TOWN = 60.0
"""Kilometres at most from the middle of a great city to what is still called its."""


def _may_hold(town: Mention, venue: Mention) -> bool:
    """Whether a town may be that of a building, by where a table has both: a hall near Moscow is not in Kyiv."""
    one, other = town.resolved, venue.resolved
    if not isinstance(one, Where) or not isinstance(other, Where):
        return True
    away = kilometres(one, other)
    return away <= _ACROSS_TOWN if away is not None else other.country in {None, one.country}


_WHERE_SPOKEN_OF = frozenset(Kind) - {Kind.ACCUSATION, Kind.ASSESSMENT, Kind.MOTIVE, Kind.RELATION}


def _holds(wide: object, town: object) -> bool:
    """Whether a place is no finer than a country, or holds a town by what is known of the town."""
    if not isinstance(wide, Where) or not isinstance(town, Where):
        return False
    return wide.precision is PlacePrecision.COUNTRY or wide.name in town.within


_RIGHT_THERE = re.compile(
    r"(?i)\b(?P<how>in|at|near|outside|inside|around|off|(?:north|south|east|west)(?:-?(?:east|west))?\sof|of)\s"
    r"(?:the\s|(?:city|town|village|port|hamlet)\sof\s|(?:north|south|east|west|central)\w*\s)?$"
)
_TOLD_THERE = re.compile(
    r"(?i)\b(?:reporters|journalists|correspondents?|courts?|conference|parliament|offices?|agency|newspapers?|magazine|radio|"
    r"embass\w+|consul\w+|ministry|spokes\w+|officials?|diplomats?|judges?|ambassadors?|brokers?|talks|talking|monitored|presidency|"
    r"cent(?:re|er)|sources?|said|says|told|announced|maintained|given|sentenced|envoys|nobody|bishop|general|landed|arriv\w+)\s"
    r"(?:in|at|of)\s$"
)


def _is_of_a_town_unknown(scene: Scene, draft: Draft) -> bool:
    """Whether what is struck is a bare name that no table has: "shelled Uri" is not where another town is named."""
    struck = [c for c in draft.roles.get("target", ()) if naming.is_bare(scene.text[slice(*c)])]
    held = (*scene.places, *scene.actors)
    return any(not any(m.span.start < c[1] and c[0] < m.span.end for m in held) for c in struck)


def _in_its_sentence(scene: Scene, draft: Draft, known: Sequence[Mention]) -> list[Mention]:
    """The only town of a sentence, where a word says that something was there and nobody merely speaks from it."""
    towns = [m for m in known if _is_of(m, PlacePrecision.CITY)]
    if _is_of_a_town_unknown(scene, draft):
        return []
    if len({m.resolved for m in towns}) != 1 or draft.kind not in _WHERE_SPOKEN_OF:
        return []
    town, start = towns[0], scene.passage.span.start
    if any(not _holds(m.resolved, town.resolved) for m in known if m.resolved != town.resolved):
        return []
    told = _TOLD_THERE.search(scene.text, start, town.span.start)
    if told or town.span.end > draft.content[0] or not _RIGHT_THERE.search(scene.text, start, town.span.start):
        return []
    voices = (*(v.who for v in (*scene.voices, *scene.attributed)), *(draft.speakers or ()))
    spoken = (*voices, *((draft.maker,) if draft.maker else ()))
    return [] if any(a <= town.span.start < b for a, b in spoken) else [town]

"""Where: cities, regions, countries and venues in a sentence, told apart with the whole story in view."""

import math
import re
from collections.abc import Iterator

from tocsin.model import Mention, MentionKind, PlacePrecision, Span, Where
from tocsin.reading.gazetteer import City, CityHit
from tocsin.reading.lexicon import Area, Hit
from tocsin.reading.story import Story


def find(text: str, span: Span, *, story: Story) -> tuple[Mention, ...]:
    """The places named in a stretch of the story's text, in order; `candidates` are the others, best first."""
    return tuple(_mentions(text, span, story))


Hits = Hit[Area] | CityHit


def _mentions(text: str, span: Span, story: Story) -> Iterator[Mention]:
    for hit in _in_order(span, story):
        ranked = _ranked(text, hit, story)
        if not ranked:
            continue
        start, end = hit.start, hit.end
        yield Mention(
            span=Span(start=start, end=end, quote=text[start:end], text=span.text),
            kind=MentionKind.PLACE,
            resolved=ranked[0],
            candidates=tuple(ranked[1:6]),
        )


def _in_order(span: Span, story: Story) -> list[Hits]:
    """The hits in a span, longer before shorter where they overlap, an area before a city of one length."""
    hits: list[Hits] = [h for h in story.areas if span.start <= h.start and h.end <= span.end]
    hits += [h for h in story.cities if span.start <= h.start and h.end <= span.end]
    actors = [h for h in story.actors if not h.weak]
    kept: list[Hits] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, isinstance(h, CityHit))):
        if any(hit.start < k.end and k.start < hit.end for k in kept):
            continue
        if any(a.start <= hit.start and hit.end <= a.end and a.end - a.start > hit.end - hit.start for a in actors):
            continue
        kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _ranked(text: str, hit: Hits, story: Story) -> list[Where]:
    """What a name could be, best first; empty where it is no place here."""
    if _is_somebody(text, hit, story):
        return []
    scored: list[tuple[float, Where]] = []
    if isinstance(hit, CityHit):
        scored += [(_city_score(text, hit, city, story), city.where) for city in hit.cities[:8]]
    else:
        scored += [(_area_score(area, story), area.where) for area in hit.items]
    return [where for _, where in sorted(scored, key=lambda pair: -pair[0])]


_IN = re.compile(
    r"(?i)\b(?:in|at|near|from|to|outside|inside|around|of|off|across|between|through|over|towards?|into|via|within|throughout|"
    r"north|south|east|west|central|northern|southern|eastern|western|downtown|and|or|on)\s+(?:the\s+)?$|^$"
)
_COMMON = frozenset(
    "acre adam along angers asia bar bath battle bear bell best brak bend buy carson central champion cork crosby date deal delta "
    "douglas enterprise everett federal fleet florence gap golden goes hope hook independence jackson kent lens liberty "
    "lincoln logan london male man march marks martin mary mission mobile most much nancy nice normal ode of officer olympic "
    "opportunity orange paradise pearl plunge police pop reading republic reservoir rich rugby sale same san sandy santa say split "
    "spring stone street sue summit superior surprise tank time tours troy un union van victoria vladimir washington weed york "
    "young georgia israel jordan austin charlotte madison clinton houston dallas marion dalton wa ho bo wal batman khan ali "
    "bor mansour nasser hassan hussein salem salman sultan latif karim abbas laden".split()
) - {"london", "washington", "houston", "dallas"}
_LARGE, _SHORT = 100_000, 3


def _city_score(text: str, hit: CityHit, city: City, story: Story) -> float:
    score = math.log10(city.population + 10)
    top = max(story.countries.values(), default=0)
    if top:
        score += 1.5 * min(1.0, story.countries[city.country] / top)
    return score


def _area_score(area: Area, story: Story) -> float:
    score = 2.0 if area.where.precision is PlacePrecision.COUNTRY else 1.0
    top = max(story.countries.values(), default=0)
    return score + (1.5 * max((story.countries[c] for c in area.countries), default=0) / top if top else 0.0)


def _is_somebody(text: str, hit: Hits, story: Story) -> bool:
    """Whether a name belongs to a person, a firm or a group here, or is a plain word."""
    before, after = text[max(0, hit.start - 30) : hit.start], text[hit.end : hit.end + 30]
    placed = bool(_IN.search(before))
    if isinstance(hit, CityHit):
        name = text[hit.start : hit.end]
        if (name.lower() in _COMMON or len(name) <= _SHORT) and not placed:
            return True
        if hit.cities[0].population < _LARGE and not placed and not re.match(r",\s[A-Z]", after):
            return True
    if not story.shouted and re.match(r"\s[A-Z][a-z]+", after) and not placed and isinstance(hit, CityHit):
        return True
    return text[hit.start : hit.end] in story.people and not placed

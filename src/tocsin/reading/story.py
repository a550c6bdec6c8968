"""What the whole text mentions: the evidence by which one sentence's places and actors are told."""

import re
from collections import Counter
from dataclasses import dataclass

from tocsin.model import Actor, digest
from tocsin.reading import gazetteer, lexicon
from tocsin.reading.gazetteer import CityHit
from tocsin.reading.lexicon import Area, Hit, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text and every name found in it, in order of place.

    `countries` weighs the countries in view (ISO 3166-1 alpha-2), by name, people and places;
    `inside` by places finer than a country alone; `people` holds the last words of personal names;
    `shouted` says that the text is in capitals throughout.
    """

    text: str
    digest: str
    shouted: bool
    actors: tuple[Hit[Actor], ...]
    areas: tuple[Hit[Area], ...]
    demonyms: tuple[Hit[str], ...]
    offices: tuple[Hit[Office], ...]
    cities: tuple[CityHit, ...]
    countries: Counter[str]
    inside: Counter[str]
    people: frozenset[str]


def tell(text: str) -> Story:
    """The story of a text."""
    words = lexicon.tokens(text)
    actors = tuple(lexicon.actor_matcher().find(text, words))
    areas = tuple(lexicon.area_matcher().find(text, words))
    demonyms = tuple(lexicon.demonym_matcher().find(text, words))
    cities = tuple(gazetteer.find(text, words))
    inside = _inside(areas, cities)
    return Story(
        text=text,
        digest=digest(text),
        shouted=lexicon.is_shouted(text),
        actors=actors,
        areas=areas,
        demonyms=demonyms,
        offices=tuple(lexicon.office_matcher().find(text, words)),
        cities=cities,
        countries=_countries(areas, demonyms) + inside,
        inside=inside,
        people=frozenset(match["last"] for match in _PERSON.finditer(text)),
    )


_NAMED, _REGION, _PEOPLE, _CITY = 3, 3, 2, 2
_GREAT_CITY = 500_000


def _countries(areas: tuple[Hit[Area], ...], demonyms: tuple[Hit[str], ...]) -> Counter[str]:
    """How strongly each country is in view by its name and people; a name of several countries speaks for none."""
    weights: Counter[str] = Counter()
    for area in areas:
        codes = {code for item in area.items for code in item.countries}
        if len(codes) == 1 and area.items[0].id.startswith("country:"):
            weights[codes.pop()] += _NAMED
    for demonym in demonyms:
        if len(demonym.items) == 1:
            weights[demonym.items[0]] += _PEOPLE
    return weights


def _inside(areas: tuple[Hit[Area], ...], cities: tuple[CityHit, ...]) -> Counter[str]:
    """How strongly each country is in view by its regions and cities."""
    weights: Counter[str] = Counter()
    for area in areas:
        codes = {code for item in area.items for code in item.countries}
        if len(codes) == 1 and not area.items[0].id.startswith("country:"):
            weights[codes.pop()] += _REGION
    named = {(area.start, area.end) for area in areas}
    plain = lexicon.lookalikes("words") | lexicon.lookalikes("people")
    for city in cities:
        first = city.cities[0]
        if (city.start, city.end) in named or gazetteer.fold(first.name) in plain:
            continue
        if first.population >= _GREAT_CITY or len({c.country for c in city.cities}) == 1:
            weights[first.country] += _CITY
    return weights


_TITLE = (
    r"(?:President|Prime\sMinister|Minister|Premier|Chancellor|King|Queen|Prince|Princess|Sheikh|Mr|Mrs|Ms|Miss|Dr|"
    r"Prof(?:essor)?|"
    r"Gen(?:eral)?|Col(?:onel)?|Maj(?:or)?|Capt(?:ain)?|Lt|Lieutenant|Sgt|Sergeant|Cpl|Corporal|Sir|Lord|Lady|Judge|"
    r"Justice|Senator|Sen|"
    r"Rep|Governor|Gov|Mayor|Chief|Inspector|Detective|Superintendent|Commissioner|Imam|Bishop|Pope|Cardinal|Father|"
    r"Rabbi|Ambassador|"
    r"Secretary|Spokesman|Spokeswoman|Commander|Brigadier|Admiral|Private|Constable|Sister|Brother|Comrade|Mullah|"
    r"Ayatollah|Haji)\.?"
)
_PERSON = re.compile(
    rf"\b{_TITLE}\s(?:[A-ZÀ-Þ][\w’'-]*\.?\s){{0,3}}(?P<last>[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ])\b(?=[\s,.;:’'”\")]|$)"
)

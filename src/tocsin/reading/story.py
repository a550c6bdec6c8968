"""What the whole text mentions: the evidence by which one sentence's places and actors are told."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from tocsin.model import Actor, digest
from tocsin.reading import gazetteer, lexicon, placing, senses, traces
from tocsin.reading.gazetteer import PlaceHit, Sort
from tocsin.reading.lexicon import Area, Hit, Office
from tocsin.reading.senses import Name, Sense, View
from tocsin.reading.traces import Trace


@dataclass(frozen=True, eq=False, kw_only=True)
class Story:
    """One text and every name found in it, in order of place.

    `countries` weighs the countries in view (ISO 3166-1 alpha-2), by name, people and places;
    `inside` by places finer than a country alone; `people` holds the last words of personal names;
    `shouted` says that the text is in capitals throughout. `names` are the names of places, and `senses` what each
    may mean, by where it begins, the most likely first; `placed` is where those begin that are places' here.
    """

    text: str
    digest: str
    shouted: bool
    actors: tuple[Hit[Actor], ...]
    areas: tuple[Hit[Area], ...]
    demonyms: tuple[Hit[str], ...]
    offices: tuple[Hit[Office], ...]
    cities: tuple[PlaceHit, ...]
    countries: Counter[str]
    inside: Counter[str]
    people: frozenset[str]
    names: tuple[Name, ...]
    senses: Mapping[int, tuple[Sense, ...]]
    placed: frozenset[int]
    traces: tuple[Trace, ...]

    @cached_property
    def office_ends(self) -> Mapping[int, int]:
        """Where each office ends, by where it begins."""
        return {hit.start: hit.end for hit in self.offices}

    @cached_property
    def outright(self) -> frozenset[str]:
        """The ids of the actors that are named outright, and of whatever they are part of."""
        named = [actor for hit in self.actors if not hit.weak for actor in hit.items]
        return frozenset(actor.id for actor in named) | {actor.part_of for actor in named if actor.part_of}

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The codes of the states that any words speak for."""
        return frozenset(trace.code for trace in self.traces)

    @cached_property
    def foremost(self) -> str | None:
        """The code of the one state that the text speaks of, if it is one."""
        return traces.foremost(self.traces)

    @cached_property
    def foremost_traces(self) -> tuple[Trace, ...]:
        """What speaks for the foremost state: what is surely its, else whatever does."""
        theirs = tuple(trace for trace in self.traces if trace.code == self.foremost)
        return tuple(trace for trace in theirs if trace.sure) or theirs


def tell(text: str) -> Story:
    """The story of a text."""
    words = lexicon.tokens(text)
    actors = tuple(lexicon.actor_matcher().find(text, words))
    areas = tuple(gazetteer.find_areas(text, words))
    demonyms = tuple(lexicon.demonym_matcher().find(text, words))
    places = tuple(gazetteer.find(text, words))
    named = senses.names(text, areas, places)
    people = frozenset(match["last"] for match in _PERSON.finditer(text))
    seen = senses.look(text, named)
    placed = placing.find(text, named, senses.tell(seen, *_view(named, demonyms)), people=people)
    view, own = _view([n for n in named if n.start in placed], demonyms)
    meant = senses.tell(seen, view, own, placed=placed)
    return Story(
        text=text,
        digest=digest(text),
        shouted=lexicon.is_shouted(text),
        actors=actors,
        areas=areas,
        demonyms=demonyms,
        offices=tuple(lexicon.office_matcher().find(text, words)),
        cities=tuple(sorted((hit for hit in places if hit.cities), key=lambda hit: hit.start)),
        countries=view.countries,
        inside=view.inside,
        people=people,
        names=named,
        senses=meant,
        placed=placed,
        traces=traces.find(text, named=named, meant=meant, placed=placed, demonyms=demonyms, actors=actors),
    )


def with_name(story: Story, start: int, end: int) -> Story:
    """The story, where a name of a place stands between these characters, whatever else was taken for one there."""
    words = lexicon.tokens(story.text, start, end)
    areas, places = gazetteer.find_areas(story.text, words), gazetteer.find(story.text, words)
    new = [n for n in senses.names(story.text, areas, places) if (n.start, n.end) == (start, end)]
    named = tuple(sorted((*(n for n in story.names if n.end <= start or n.start >= end), *new), key=lambda n: n.start))
    placed = story.placed | {start}
    view, own = _view([n for n in named if n.start in placed], story.demonyms)
    meant = senses.tell(senses.look(story.text, named), view, own, placed=placed)
    return replace(story, names=named, senses=meant)


_NAMED, _REGION, _PEOPLE, _CITY = 3, 3, 2, 2
_GREAT_CITY, _TOWN = 500_000, 15_000


def _view(named: Iterable[Name], demonyms: tuple[Hit[str], ...]) -> tuple[View, dict[str, Counter[str]]]:
    """How strongly each country is in view by its name, its people, its regions and cities; and what each key gives."""
    countries: Counter[str] = Counter(
        {code: _PEOPLE * count for code, count in Counter(d.items[0] for d in demonyms if len(d.items) == 1).items()}
    )
    inside: Counter[str] = Counter()
    own: dict[str, Counter[str]] = {}
    for name in named:
        code, weight, fine = _speaks(name)
        if weight:
            countries[code] += weight
            inside[code] += weight if fine else 0
            own.setdefault(name.key, Counter())[code] += weight
    return View(countries, inside), own


def _speaks(name: Name) -> tuple[str, int, bool]:
    """The country that a name speaks for, how strongly, and whether by a finer place; a name of several for none."""
    if name.areas:
        codes = {code for item in name.areas for code in item.countries}
        country = name.areas[0].id.startswith("country:")
        return (codes.pop(), _NAMED if country else _REGION, not country) if len(codes) == 1 else ("", 0, False)
    cities = [place for place in name.entry.places if place.sort is Sort.CITY and place.people >= _TOWN]
    if not cities or name.entry.word or name.entry.people or name.key in _plain():
        return "", 0, False
    sure = cities[0].people >= _GREAT_CITY or len({c.country for c in name.entry.places}) == 1
    return (cities[0].country, _CITY, True) if sure else ("", 0, False)


@cache
def _plain() -> frozenset[str]:
    return lexicon.lookalikes("words") | lexicon.lookalikes("people")


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

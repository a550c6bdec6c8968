"""Which of the places of a name is meant, told once for the whole text: one name, one place, unless the text says so.

What speaks for a place: how many people live there; that its country is in view; that the text puts it there ("Paris,
Texas", "Georgia's capital, Atlanta") here or elsewhere; that other names lie in its division of the country, or near
it. The last two are weighed by how sure the other names are themselves, so they are told twice over.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.model import PlacePrecision, Where
from tocsin.reading import gazetteer
from tocsin.reading.gazetteer import Entry, Place, PlaceHit, Sort
from tocsin.reading.lexicon import Area, Hit

Meant = Area | Place
NOTHING = Entry((), word=False, people=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in the text, with the areas of our tables and the entry of the gazetteer that bear it."""

    start: int
    end: int
    key: str
    areas: tuple[Area, ...]
    entry: Entry

    @property
    def people(self) -> int:
        """How many live in the greatest city or town of the name."""
        return max((place.people for place in self.entry.places if place.sort is Sort.CITY), default=0)


@dataclass(frozen=True, slots=True)
class Sense:
    """A place that a name may mean, and how much speaks for it: a point more is some ten times the people.

    `near` is the part that other names near it, or in its division, give; `said` says that the words beside the name
    put it there; `strange` that it is small, and nothing in the text speaks for it or its country.
    """

    place: Meant
    score: float
    near: float
    said: bool
    strange: bool

    @property
    def where(self) -> Where:
        """The place, within what contains it."""
        return self.place.where


def settled(senses: Sequence[Sense]) -> Sense | None:
    """The first of a name's senses, ranked; none where it would be a guess.

    So it is where another far away is as likely, or where the text speaks of other countries alone.
    """
    first = senses[0]
    if first.strange:
        return None
    near_equal = (s for s in senses[1:] if first.score - s.score < _EQUAL)
    return None if any(_apart(first.where, other.where) for other in near_equal) else first


_EQUAL, _APART_KM = 0.5, 50.0


def _apart(one: Where, other: Where) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return True
    km = gazetteer.kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))
    return km > max(_APART_KM, one.radius_km or 0.0, other.radius_km or 0.0)


def names(text: str, areas: Iterable[Hit[Area]], places: Iterable[PlaceHit]) -> tuple[Name, ...]:
    """The names of places in a text, in order: of two that overlap the one that begins first, then the longer."""
    spans: dict[tuple[int, int], Name] = {}
    for hit in areas:
        start = hit.start + len("the ") * (text[hit.start : hit.start + 4].lower() == "the ")
        spans[start, hit.end] = Name(start, hit.end, hit.items[0].id, hit.items, NOTHING)
    for place in places:
        twin = spans.get((place.start, place.end))
        spans[place.start, place.end] = Name(
            place.start, place.end, place.key, twin.areas if twin else (), place.entry
        )  # fmt: skip
    kept: list[Name] = []
    for name in sorted(spans.values(), key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


# ---- what the whole text speaks for


class View:
    """How strongly countries are in view (ISO 3166-1 alpha-2), in all and by places finer than a country."""

    def __init__(self, countries: Counter[str], inside: Counter[str]) -> None:
        self.countries = countries
        self.inside = inside
        self.top = max(countries.values(), default=0)

    def share(self, codes: Iterable[str]) -> float:
        """How much of the story some countries have, from 0 to 1 for those most in view."""
        return max((self.countries[c] for c in codes), default=0) / self.top if self.top > 0 else 0.0

    def within(self, codes: Iterable[str]) -> int:
        """How strongly some countries are in view by their finer places."""
        return sum(max(0, self.inside[c]) for c in codes)

    def without(self, own: Counter[str]) -> "View":
        """What is in view without the names that give this to their countries: no name speaks for itself."""
        return View(self.countries - own, self.inside - own)


Cell = tuple[int, int]
Ground = tuple[str, str] | Cell
"""A division of a country, or a cell of one degree by one."""
_SORTED = re.compile(r"\s(?:county|city|parish|township|province|district|state|heights|park)$")
_COUNTED = 48
"""The places of one name that are looked at; of some two hundred San Josés the greatest."""
_ROUNDS = 2
_COUNTRY, _DIVISION, _NEAR = 1.5, 2.5, 2.0
_SAID_HERE, _SAID_ELSEWHERE, _HOLDS, _SORT = 20.0, 5.0, 7.0, 2.0
_HELD_BACK, _OTHER, _SEAT, _CAPITAL = 3.5, 1.2, 3.0, 1.0
_SUPPORTED = 0.8
_LARGE, _VILLAGE = 100_000, 5_000
_SHARP, _DOUBTFUL = 1.4, 0.25


@dataclass(frozen=True, kw_only=True)
class Look:
    """The names of a text by key, what each may mean, and what the words beside them say."""

    text: str
    keyed: Mapping[str, Sequence[Name]]
    options: Mapping[str, Sequence[Meant]]
    said: Mapping[int, Mapping[int, float]]
    seats: Mapping[str, Sequence[float]]


def look(text: str, named: Sequence[Name]) -> Look:
    """What the names of a text may mean, before the rest of the text is weighed."""
    keyed: dict[str, list[Name]] = {}
    for name in named:
        keyed.setdefault(name.key, []).append(name)
    options = {key: _options(same[0]) for key, same in keyed.items()}
    said = _said(text, named, options)
    return Look(text=text, keyed=keyed, options=options, said=said, seats=_seats(options))


def tell(
    seen: Look, view: View, own: Mapping[str, Counter[str]], *, placed: Collection[int] | None = None
) -> Mapping[int, tuple[Sense, ...]]:
    """What each name may mean, by where it begins: the most likely first.

    `own` is what the names of a key give to the view. Where it is known which names are `placed`, those that begin
    there alone speak for others.
    """
    views = {key: view.without(own[key]) if key in own else view for key in seen.keyed}
    priors = {key: _prior(seen, key, views[key]) for key in seen.keyed}
    weights = {key: _weight(same, seen.said, placed) for key, same in seen.keyed.items()}
    nears: dict[str, Sequence[float]] = {key: [0.0] * len(places) for key, places in seen.options.items()}
    for _ in range(1 if placed is None else _ROUNDS):
        scores = {key: [a + b for a, b in zip(priors[key], nears[key], strict=True)] for key in seen.keyed}
        grounds = _Grounds(seen.options, scores, weights)
        nears = {key: grounds.near(key) for key in seen.keyed}
    found: dict[int, tuple[Sense, ...]] = {}
    for key, same in seen.keyed.items():
        ranked: dict[tuple[object, ...], tuple[Sense, ...]] = {}
        for name in same:
            beside = (_SORT_AFTER.match(seen.text, name.end) is None, *seen.said.get(name.start, {}).items())
            if beside not in ranked:
                ranked[beside] = _ranked(seen, name, priors[key], nears[key], views[key])
            found[name.start] = ranked[beside]
    return found


def _ranked(seen: Look, name: Name, priors: Sequence[float], nears: Sequence[float], view: View) -> tuple[Sense, ...]:
    """What one name may mean, with what is said right beside it."""
    here = seen.said.get(name.start, {})
    held_back = _SORT_AFTER.match(seen.text, name.end) is not None
    scored = []
    for at, place in enumerate(seen.options[name.key]):
        less = _SORT if held_back and _is_city(place) else 0.0
        scored.append((priors[at] + nears[at] + here.get(at, 0.0) - less, at))
    scored.sort(key=lambda pair: -pair[0])
    found: list[Sense] = []
    for score, at in scored:
        place, said = seen.options[name.key][at], here.get(at, 0.0) >= _SAID_HERE
        strange = not found and not said and nears[at] < _SUPPORTED and _is_strange(place, view)
        found.append(Sense(place, score, nears[at], said, strange))
    return tuple(found)


def _is_strange(place: Meant, view: View) -> bool:
    """Whether a place is small and nothing else speaks for its country; a town where the story speaks of others."""
    if isinstance(place, Area) or (place.sort is Sort.CITY and place.people >= _LARGE):
        return False
    return view.countries[place.country] <= 0 and (view.top > 0 or place.people < _VILLAGE)


def _weight(same: Sequence[Name], said: Mapping[int, Mapping[int, float]], placed: Collection[int] | None) -> float:
    """How much a name says of where the story plays; little if it is as well a person's or a plain word."""
    if placed is not None and not any(name.start in placed for name in same):
        return 0.0
    doubtful = same[0].entry.word or same[0].entry.people
    if doubtful and not any(name.start in said for name in same):
        return _DOUBTFUL
    return 1.0 if len(same) == 1 else 1.5


def _is_city(place: Meant) -> bool:
    return isinstance(place, Place) and place.sort is Sort.CITY


def _options(name: Name) -> tuple[Meant, ...]:
    """What a name may mean; a division that our own table has is left to it."""
    ours = {(a.where.country, gazetteer.division_of(a)) for a in name.areas}
    places = name.entry.places[:_COUNTED]
    return (
        *name.areas,
        *(p for p in places if p.sort is not Sort.REGION or (p.country, p.division) not in ours),
    )  # fmt: skip


# ---- what a place has by itself

_SORT_AFTER = re.compile(
    r"(?i)\s(?:province|region|state|oblast|governorate|district|county|department|prefecture|municipality|division|"
    r"canton|krai|republic)\b"
)


def _prior(seen: Look, key: str, view: View) -> tuple[float, ...]:
    """What speaks for each place of a name: its people, its country, and that the text puts it there somewhere."""
    same, options = seen.keyed[key], seen.options[key]
    put = {at for name in same for at, more in seen.said.get(name.start, {}).items() if more >= _SAID_HERE}
    province = any(_SORT_AFTER.match(seen.text, name.end) for name in same)
    cities = [p for p in options if isinstance(p, Place) and p.sort is Sort.CITY and p.people >= _LARGE]
    found = []
    for at, (place, seat) in enumerate(zip(options, seen.seats[key], strict=True)):
        if isinstance(place, Area):
            prior = _of_area(place, cities, view, province=province)
        else:
            prior = _of_place(place, cities, view, province=province)
        found.append(prior + seat + (_SAID_ELSEWHERE if at in put else 0.0))
    return tuple(found)


def _of_place(place: Place, cities: Sequence[Place], view: View, *, province: bool) -> float:
    share = _COUNTRY * view.share((place.country,))
    if place.sort is Sort.REGION and not province and any(c.country == place.country for c in cities):
        return _HELD_BACK + share
    less = (place.sort is not Sort.CITY) + _OTHER * place.other
    return math.log10(place.people + 10) - less + _CAPITAL * place.is_capital + share


def _of_area(area: Area, cities: Sequence[Place], view: View, *, province: bool) -> float:
    share = view.share(area.countries)
    if area.where.precision is PlacePrecision.COUNTRY:
        return 9.0 + _COUNTRY * share
    if any(c.country == area.where.country for c in cities) and not province:
        return _HELD_BACK
    return 7.5 + 2.5 * min(1.0, view.within(area.countries) / 4) + share


# ---- what is said right beside a name

_INSIDE = re.compile(r",\s(?:the\s|in\s(?:the\s)?)?|\s\(|\sin\s(?:the\s)?(?:\w+\s)?")
_LISTED = re.compile(r",\s")
_OWNED = re.compile(r"['’]s\s(?:[\w-]+,?\s){0,3}")


def _said(text: str, named: Sequence[Name], options: Mapping[str, Sequence[Meant]]) -> dict[int, dict[int, float]]:
    """What the words beside a name give to its places: "Paris, Texas", "Ohio's capital, Columbus"."""
    said: dict[int, dict[int, float]] = {}
    for at, name in enumerate(named):
        for other in _beside(text, named, at):
            _put(said, name, other, options)
    return said


def _beside(text: str, named: Sequence[Name], at: int) -> Iterator[Name]:
    """The names that may say where a name's place lies: the one or two behind it, and one that owns it."""
    name = named[at]
    if at + 1 < len(named) and _INSIDE.fullmatch(text, name.end, named[at + 1].start):
        yield named[at + 1]
        if at + 2 < len(named) and _LISTED.fullmatch(text, named[at + 1].end, named[at + 2].start):
            yield named[at + 2]
    if at and _OWNED.fullmatch(text, named[at - 1].end, name.start):
        yield named[at - 1]


def _put(said: dict[int, dict[int, float]], name: Name, other: Name, options: Mapping[str, Sequence[Meant]]) -> None:
    """Where one of the other name's places holds one of the name's, that speaks for both."""
    if name.key == other.key:
        return
    for i, place in enumerate(options[name.key]):
        for j, holder in enumerate(options[other.key]):
            if not _is_city(holder) and holds(holder, place):
                for start, which, more in ((name.start, i, _SAID_HERE), (other.start, j, _HOLDS)):
                    given = said.setdefault(start, {})
                    given[which] = max(more, given.get(which, 0.0))


def _seats(options: Mapping[str, Sequence[Meant]]) -> dict[str, list[float]]:
    """What a district and a town say for each other of which the one holds the other, if only one pair is so.

    Of all the Huntsvilles and Walker Counties only one town lies in a county of the name.
    """
    more = {key: [0.0] * len(places) for key, places in options.items()}
    districts = [key for key, places in options.items() if all(_is_district(p) for p in places)]
    towns: dict[str, list[tuple[str, int]]] = {}
    for key, places in options.items() if districts else ():
        for at, p in enumerate(places):
            if isinstance(p, Place) and p.sort is Sort.CITY and p.district:
                towns.setdefault(_district(p), []).append((key, at))
    for wide in districts:
        held = {_district(p): at for at, p in enumerate(options[wide]) if isinstance(p, Place)}
        pairs: dict[str, list[tuple[int, int]]] = {}
        for code, which in held.items():
            for key, at in towns.get(code, ()):
                pairs.setdefault(key, []).append((at, which))
        for key, here in pairs.items():
            if len({which for _, which in here}) == 1:
                at, which = min(here)
                more[key][at] = more[wide][which] = _SEAT
    return more


def _district(place: Place) -> str:
    return f"{place.country}.{place.division}.{place.district}"


def _is_district(place: Meant) -> bool:
    return isinstance(place, Place) and place.sort is Sort.DISTRICT


def holds(holder: Meant, place: Meant) -> bool:
    """Whether a country or one of its divisions holds another place."""
    if isinstance(place, Area):
        return isinstance(holder, Area) and _holds_area(holder, place)
    if isinstance(holder, Area):
        if holder.where.precision is PlacePrecision.COUNTRY:
            return place.country in holder.countries
        if place.country not in holder.countries or holder.where.precision is PlacePrecision.WIDER:
            return False
        code = gazetteer.division_of(holder)
        return place.division == code if code else _km(holder, place) <= (holder.where.radius_km or 0.0)
    if (holder.country, holder.division) != (place.country, place.division) or place.sort is Sort.REGION:
        return False
    if holder.sort is Sort.REGION:
        return True
    if place.sort is Sort.DISTRICT or (place.district and holder.district):
        return place.sort is Sort.CITY and place.district == holder.district
    return _km(holder, place) <= holder.reach_km


def _holds_area(holder: Area, area: Area) -> bool:
    country = holder.where.precision is PlacePrecision.COUNTRY and area.where.precision is not PlacePrecision.COUNTRY
    return country and area.countries == holder.countries


# ---- what lies together


class _Grounds:
    """How surely the names of a text lie in a division of a country, and in a cell of one degree by one."""

    def __init__(
        self,
        options: Mapping[str, Sequence[Meant]],
        scores: Mapping[str, Sequence[float]],
        weights: Mapping[str, float],
    ) -> None:
        self.options = options
        self.all: defaultdict[Ground, float] = defaultdict(float)
        self.own: dict[str, defaultdict[Ground, float]] = {}
        for key, places in options.items():
            own = self.own.setdefault(_family(key), defaultdict(float))
            for place, chance in zip(places, _chances(scores[key], weights[key]), strict=True):
                for ground in _lies(place):
                    if ground:
                        own[ground] += chance
                        self.all[ground] += chance

    def near(self, key: str) -> list[float]:
        """What the other names say for each place of a name: that they lie in its division, or near it."""
        own = self.own[_family(key)]
        return [self._more(place, own) for place in self.options[key]]

    def _more(self, place: Meant, own: Mapping[Ground, float]) -> float:
        division, cell = _lies(place)
        more = _DIVISION * _full(self.all[division] - own.get(division, 0.0)) if division else 0.0
        if cell:
            north, east = cell
            around = ((north + n, east + e) for n in (-1, 0, 1) for e in (-1, 0, 1))
            more += _NEAR * _full(sum(self.all[c] - own.get(c, 0.0) for c in around if c in self.all))
        return more


def _family(key: str) -> str:
    """The name without its sort: Madison says nothing for Madison County."""
    return _SORTED.sub("", key)


def _full(weight: float) -> float:
    return 1.0 - math.exp(-max(0.0, weight))


def _chances(scores: Sequence[float], weight: float) -> list[float]:
    """How the weight of a name is shared by its places."""
    top = max(scores)
    each = [math.exp(_SHARP * (score - top)) for score in scores]
    whole = sum(each)
    return [weight * one / whole for one in each]


@lru_cache(maxsize=16384)
def _lies(place: Meant) -> tuple[tuple[str, str] | None, Cell | None]:
    """The division that a place is or lies in, and its cell; a country and what is wider have neither."""
    if isinstance(place, Place):
        cell = None if place.sort is Sort.REGION else (math.floor(place.latitude), math.floor(place.longitude))
        return (place.country, place.division), cell
    where = place.where
    if where.precision in {PlacePrecision.COUNTRY, PlacePrecision.WIDER} or where.latitude is None:
        return None, None
    code = gazetteer.division_of(place)
    small = where.precision in {PlacePrecision.VENUE, PlacePrecision.DISTRICT}
    cell = (math.floor(where.latitude), math.floor(where.longitude or 0.0)) if small else None
    return ((where.country or "", code) if code else None), cell


def _km(holder: Meant, place: Place) -> float:
    """Kilometres between two places' points, on a sphere."""
    where = holder.where if isinstance(holder, Area) else holder
    if where.latitude is None or where.longitude is None:
        return math.inf
    return gazetteer.kilometres((where.latitude, where.longitude), (place.latitude, place.longitude))

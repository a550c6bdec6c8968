"""Where: cities, regions, countries and venues in a sentence, told apart with the whole story in view."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tocsin.model import Mention, MentionKind, PlacePrecision, Span, Where
from tocsin.reading import actors, gazetteer, lexicon, persons
from tocsin.reading.gazetteer import City, CityHit
from tocsin.reading.lexicon import Area, Hit
from tocsin.reading.story import Story

_CANDIDATES = 6


def find(text: str, span: Span, *, story: Story) -> tuple[Mention, ...]:
    """The places named in a stretch of the story's text, in order; `candidates` are the others, best first.

    A place that no table holds ("the village of Mamove") is named, with its country where the words or the
    story give one, and without coordinates.
    """
    names = _names(span, story)
    known = [m for name in names if (m := _mention(text, name, names, span, story))]
    found = [*known, *_unlisted(text, span, story, known)]
    return tuple(sorted(_outermost(found), key=lambda m: m.span.start))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that stands in the text, with the areas and cities that bear it."""

    start: int
    end: int
    areas: tuple[Area, ...]
    cities: tuple[City, ...]


def _names(span: Span, story: Story) -> list[_Name]:
    """The names of places in a span, the longer where two overlap; names inside those of actors are left out."""
    hits: list[Hit[Area] | CityHit] = [h for h in story.areas if span.start <= h.start and h.end <= span.end]
    hits += [h for h in story.cities if span.start <= h.start and h.end <= span.end]
    named = [actors.named(story.text, a, start=span.start, end=span.end, of=span.text) for a in story.actors
             if span.start <= a.start and a.end <= span.end and not a.weak]  # fmt: skip
    named += [person.mention for person in persons.find(story.text, span, story=story)]
    longer = [(m.span.start, m.span.end) for m in named]
    kept: list[_Name] = []
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        if any(a <= hit.start and hit.end <= b and b - a > hit.end - hit.start for a, b in longer):
            continue
        name = _Name(hit.start, hit.end, *((hit.items, ()) if isinstance(hit, Hit) else ((), hit.cities)))
        twin = next((k for k in kept if (k.start, k.end) == (name.start, name.end)), None)
        if twin:
            kept.remove(twin)
            kept.append(_Name(name.start, name.end, twin.areas + name.areas, twin.cities + name.cities))
        elif not any(name.start < k.end and k.start < name.end for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)


def _mention(text: str, name: _Name, names: list[_Name], span: Span, story: Story) -> Mention | None:
    if not _is_place(text, name, names, span, story):
        return None
    ranked = _ranked(text, name, names, story)
    return Mention(
        span=Span(start=name.start, end=name.end, quote=text[name.start : name.end], text=span.text),
        kind=MentionKind.PLACE,
        resolved=ranked[0],
        candidates=tuple(ranked[1:_CANDIDATES]),
    )


# ---- which of the places of a name

_LARGE = 100_000
_PROVINCE_AFTER = re.compile(
    r"(?i)\s(?:province|region|state|oblast|governorate|district|county|department|prefecture|municipality|division|"
    r"canton|krai|republic)\b"
)


def _ranked(text: str, name: _Name, names: list[_Name], story: Story) -> list[Where]:
    """What a name could be, best first."""
    beside = _beside(text, name, names)
    province = _PROVINCE_AFTER.match(text, name.end) is not None
    scored = [(_city_score(city, beside, story, held_back=province), _placed(city)) for city in name.cities[:8]]
    scored += [(_area_score(area, name.cities, beside, story, province=province), area.where) for area in name.areas]
    return [where for _, where in sorted(scored, key=lambda pair: -pair[0])]


def _beside(text: str, name: _Name, names: list[_Name]) -> list[Area | City]:
    """The places right beside a name that contain it ("Paris, Texas"), or are contained ("Atlanta, Georgia")."""
    out: list[Area | City] = []
    for other in names:
        gap = text[name.end : other.start] if other.start >= name.end else None
        if gap is not None and re.fullmatch(r",\s(?:the\s|in\s(?:the\s)?)?|\s\(|\sin\s(?:the\s)?(?:\w+\s)?", gap):
            out += other.areas
        back = text[other.end : name.start] if other.end <= name.start else None
        if back is not None and re.fullmatch(r",\s|['’]s\s(?:[\w-]+\s){0,3}", back):
            out += (*other.areas, *other.cities[:3])
    return out


def _codes(place: Area | City) -> tuple[str, ...]:
    return place.countries if isinstance(place, Area) else (place.country,)


def _share(code: str, story: Story) -> float:
    """How much of the story a country has, from 0 to 1 for the one most in view."""
    top = max(story.countries.values(), default=0)
    return story.countries[code] / top if top else 0.0


def _city_score(city: City, beside: list[Area | City], story: Story, *, held_back: bool) -> float:
    score = math.log10(city.population + 10) + 1.5 * _share(city.country, story) - 2.0 * held_back
    for place in beside:
        if isinstance(place, Area) and city.country in place.countries:
            score += 20.0 if _contains(place.where, city) else 8.0
    return score


def _contains(where: Where, city: City) -> bool:
    """Whether an area is the city's country, its US state, or reaches as far as the city."""
    if where.precision is PlacePrecision.COUNTRY:
        return where.country == city.country
    if city.country == "US":
        return where.name in {gazetteer.us_state(city.division), f"{gazetteer.us_state(city.division)} State"}
    return where.radius_km is not None and _km(where, city) <= where.radius_km


def _area_score(
    area: Area, cities: tuple[City, ...], beside: list[Area | City], story: Story, *, province: bool
) -> float:
    where = area.where
    if where.precision is PlacePrecision.COUNTRY:
        score = 9.0 + 1.5 * max((_share(c, story) for c in area.countries), default=0.0)
    elif any(c.country == where.country and c.population >= _LARGE for c in cities) and not province:
        score = 3.0
    else:
        score = 7.5 + 2.5 * min(1.0, sum(story.inside[c] for c in area.countries) / 4)
        score += 1.0 * max((_share(c, story) for c in area.countries), default=0.0)
    return score + sum(6.0 for p in beside if set(_codes(p)) & set(area.countries))


def _km(where: Where, city: City) -> float:
    """Kilometres between a place and a city, on a sphere."""
    if where.latitude is None or where.longitude is None:
        return math.inf
    a, b = math.radians(where.latitude), math.radians(city.latitude)
    across = math.radians(city.longitude - where.longitude)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(across)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def _placed(city: City) -> Where:
    """The city within its region, where the region's point and its other cities say so, and within its country."""
    where = city.where
    if city.country == "US":
        state = gazetteer.us_state(city.division)
        return replace(where, within=(state, *where.within)) if state else where
    reached = [(km, a) for a in _regions(city.country) if (km := _km(a.where, city)) <= (a.where.radius_km or 0.0)]
    for _, area in sorted(reached, key=lambda pair: (-(pair[1].where.radius_km or 0.0), pair[0])):
        if _division(area) == city.division:
            return replace(where, within=(area.where.name, *where.within))
    return where


def _regions(code: str) -> list[Area]:
    return [area for area in lexicon.regions_of(code) if area.where.precision is PlacePrecision.REGION]


@cache
def _division(area: Area) -> str | None:
    """The GeoNames division that most cities near a region's point are in; the capital's own is no region's."""
    code = area.countries[0]
    country = lexicon.countries().get(code)
    cities = gazetteer.of_country(code)
    capital = next((c.division for c in cities if country and c.name == country.capital), None)
    near = [
        c.division for c in cities if c.division != capital and _km(area.where, c) <= (area.where.radius_km or 0.0) / 2
    ]
    return Counter(near).most_common(1)[0][0] if near else None


# ---- whether it is a place at all

_IN = re.compile(
    r"(?i)(?:\b(?:in|at|near|from|to|outside|inside|around|off|across|between|through|over|toward|towards|into|via|"
    r"within|throughout|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?\sof|(?:city|town|village|port|province|district|region|capital|"
    r"suburb|state)\sof|central|northern|southern|eastern|western|downtown|capital|city|town|village)"
    r"\s+(?:the\s+)?(?:(?:north|south|east|west)(?:ern)?(?:-?\w+)?\s|central\s|downtown\s|greater\s|nearby\s|"
    r"neighbou?ring\s)?)$"
)
_LOOSELY = re.compile(r"(?i)\b(?:of|on|and|or|for|by|with|against|against\sthe)\s+(?:the\s+)?$")
_CAPITAL_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\w’'-]*\.?)\s$")
_CAPITAL_AFTER = re.compile(r"\s(?P<word>[A-ZÀ-Þ][\w’'-]*)")
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central greater downtown upper lower old new city mount "
    "lake in at near from to the a outside inside around across between through into within monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december and or but as on of for by with".split()
)
_PLACE_AFTER = frozenset(
    "airport station hospital university province region district oblast state county city town village square street "
    "road avenue bridge mosque church cathedral temple synagogue hotel school college market stadium mall theatre "
    "theater hall palace park prison camp port harbour harbor beach island islands river valley mountains governorate "
    "republic territory peninsula strait gulf sea coast border metro".split()
)
_SHORT = 3


def _is_place(text: str, name: _Name, names: list[_Name], span: Span, story: Story) -> bool:
    """Whether a name is a place here, and no person, firm, month or plain word."""
    word = text[name.start : name.end]
    before, after = text[max(span.start, name.start - 40) : name.start], text[name.end : min(span.end, name.end + 40)]
    placed = _IN.search(before) is not None
    if any(
        other.start - name.end == len(", ") and text[name.end : other.start] == ", " and other.areas for other in names
    ):
        placed = placed or not before.strip() or bool(name.cities)
    if story.shouted:
        return placed or bool(name.areas) or (name.cities[0].population >= _LARGE and word.lower() not in _doubtful())
    if _in_a_name(before, after, word, placed=placed):
        return False
    if placed:
        return word.lower() not in lexicon.lookalikes("words") or not _is_plain(word, after)
    if word in story.people or (not name.areas and (word.lower() in _doubtful() or len(word) <= _SHORT)):
        return False
    return (
        bool(name.areas)
        or name.cities[0].population >= _LARGE
        or bool(_LOOSELY.search(before) and _in_view(name, story))
    )


def _doubtful() -> frozenset[str]:
    return lexicon.lookalikes("words") | lexicon.lookalikes("people")


def _is_plain(word: str, after: str) -> bool:
    """Whether a plain word behind a preposition is that word ("in March", "in Time magazine")."""
    return word in {"March", "Spring", "Time", "Asia"} or re.match(r"\s(?:\d|magazine|when|to\b)", after) is not None


def _in_view(name: _Name, story: Story) -> bool:
    return any(story.countries[c.country] for c in name.cities[:3])


def _in_a_name(before: str, after: str, word: str, *, placed: bool) -> bool:
    """Whether the words around are parts of one name with it ("Jordan Smith", "Boston Scientific", "Jack London")."""
    following = _CAPITAL_AFTER.match(after)
    nxt = following["word"].lower() if following else ""
    if nxt in lexicon.lookalikes("firms"):
        return True
    doubtful = word.lower() in lexicon.lookalikes("people")
    if following and nxt not in _PLACE_AFTER and doubtful and not placed:
        return True
    previous = _CAPITAL_BEFORE.search(before)
    if not previous:
        return False
    prior = previous["word"].lower().rstrip(".")
    if prior in _DIRECTIONS or not doubtful:
        return False
    return not gazetteer.named(previous["word"])


# ---- places that no table holds

_CAP = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
_CAPS = rf"{_CAP}(?:[ -](?:(?:al|el|de|du|la|le|es|as|ad|ar|of)[ -])?{_CAP}){{0,3}}"
_SORTS = {
    "city": PlacePrecision.CITY, "town": PlacePrecision.CITY, "village": PlacePrecision.CITY,
    "hamlet": PlacePrecision.CITY,
    "settlement": PlacePrecision.CITY, "municipality": PlacePrecision.CITY,
    "port": PlacePrecision.CITY, "commune": PlacePrecision.CITY,
    "district": PlacePrecision.DISTRICT, "suburb": PlacePrecision.DISTRICT, "neighbourhood": PlacePrecision.DISTRICT,
    "neighborhood": PlacePrecision.DISTRICT, "quarter": PlacePrecision.DISTRICT, "county": PlacePrecision.DISTRICT,
    "subdistrict": PlacePrecision.DISTRICT, "area": PlacePrecision.DISTRICT, "province": PlacePrecision.REGION,
    "region": PlacePrecision.REGION, "oblast": PlacePrecision.REGION, "governorate": PlacePrecision.REGION,
    "prefecture": PlacePrecision.REGION, "department": PlacePrecision.REGION, "territory": PlacePrecision.REGION,
}  # fmt: skip
_VENUE = (
    "airport|hospital|clinic|mosque|church|cathedral|temple|synagogue|shrine|monastery|hotel|school|college|"
    "university|market|bazaar|station|stadium|arena|"
    "mall|theatre|theater|concert hall|hall|square|street|road|avenue|boulevard|bridge|barracks|prison|jail|embassy|"
    "consulate|palace|park|camp|refugee camp|base|"
    "air base|checkpoint|roadblock|crossing|port|harbour|harbor|wharf|quay|nightclub|cafe|café|restaurant|tower|"
    "plaza|gate|cemetery|building|house|museum|"
    "factory|plant|refinery|mine|dam|tunnel|terminal|pass|forest|hill|valley"
)
_SORT = "|".join(_SORTS)
_UNLISTED = re.compile(
    rf"""(?x) \b(?i:(?P<sort>{_SORT})\sof)\s(?P<of>{_CAPS})
    | \b(?P<named>{_CAPS}(?:['’]s?\s{_CAPS})?)\s(?i:(?P<after>{_SORT}|{_VENUE}))\b
    | \b(?i:in|at|near|outside|around|from|of|on|[a-z]+ed|struck|hit)\s(?P<at>{_CAPS})(?=,\s(?P<next>[A-ZÀ-Þ]))
    """
)
_NOT_NAMES = re.compile(
    r"^(?:The|A|An|This|That|These|Those|His|Her|Its|Their|Our|Two|Three|Several|Some|Many|Local|Police|Army|Islamic|"
    r"Christian|Muslim|Jewish|Catholic|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"No|One|Western|Eastern|Northern|Southern|Central|President|Minister)\b"
)
_DOMINANT = 0.6


def _unlisted(text: str, span: Span, story: Story, known: list[Mention]) -> Iterator[Mention]:
    if story.shouted:
        return
    for match in _UNLISTED.finditer(text, span.start, span.end):
        group = next(g for g in ("of", "named", "at") if match[g])
        start, end = match.start(group), match.end(group)
        skipped = _NOT_NAMES.match(text[start:end])
        sort = (match["sort"] or match["after"] or "town").lower()
        if skipped or (group == "named" and _is_demonym(text[start:end])):
            continue
        end = match.end("after") if match["after"] else end
        inner = next((m for m in known if start <= m.span.start and m.span.end <= end), None)
        same = inner is not None and (inner.span.start, inner.span.end) == (match.start(group), match.end(group))
        if (same and sort in _SORTS) or any(m.span.start <= start and end <= m.span.end for m in known):
            continue
        if group == "at" and (inner or not _container(text, end, known)):
            continue
        yield _new_place(
            text, (start, end), span, sort=sort, inner=inner, around=_container(text, end, known), story=story
        )


def _is_demonym(words: str) -> bool:
    return next(lexicon.demonym_matcher().find(words, lexicon.tokens(words)), None) is not None


def _container(text: str, end: int, known: list[Mention]) -> Where | None:
    """The place that stands right after and contains it ("Tessit, Mali", "Mamove in North Kivu")."""
    for mention in known:
        if mention.span.start >= end and re.fullmatch(
            r",\s|\s(?:in|of)\s(?:the\s)?(?:\w+\s)?", text[end : mention.span.start]
        ):
            return mention.resolved if isinstance(mention.resolved, Where) else None
    return None


def _new_place(
    text: str,
    bounds: tuple[int, int],
    span: Span,
    *,
    sort: str,
    inner: Mention | None,
    around: Where | None,
    story: Story,
) -> Mention:
    start, end = bounds
    whole = text[start:end]
    inner = None if inner and inner.span.quote.lower() in _doubtful() else inner
    about = around or (inner.resolved if inner and isinstance(inner.resolved, Where) else None)
    precision = _SORTS.get(sort, PlacePrecision.VENUE)
    code = about.country if about else _dominant(story)
    country = lexicon.countries()[code].name if code in lexicon.countries() else None
    within = tuple(dict.fromkeys((*((about.name,) if about else ()), *((country,) if country else ()))))
    name = re.sub(rf"(?i)\s(?:{_SORT})$", "", whole) if sort in {"village", "town", "city"} else whole
    near = about if about and precision is PlacePrecision.VENUE and about.precision is PlacePrecision.CITY else None
    where = Where(
        name=name, country=code, latitude=near.latitude if near else None, longitude=near.longitude if near else None,
        precision=precision, radius_km=near.radius_km if near else None, within=tuple(w for w in within if w != name),
    )  # fmt: skip
    return Mention(span=Span(start=start, end=end, quote=whole, text=span.text), kind=MentionKind.PLACE, resolved=where)


def _dominant(story: Story) -> str | None:
    """The one country that the story is about, where its places say so."""
    total = sum(story.inside.values())
    if not total:
        only = [code for code, weight in story.countries.items() if weight]
        return only[0] if len(only) == 1 else None
    code, weight = story.inside.most_common(1)[0]
    return code if weight / total >= _DOMINANT else None


def _outermost(mentions: list[Mention]) -> list[Mention]:
    """The mentions, without those that lie inside another."""
    return [
        m for m in mentions
        if not any(o is not m and o.span.start <= m.span.start and m.span.end <= o.span.end for o in mentions)
    ]  # fmt: skip

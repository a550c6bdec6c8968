"""Places: how many of a text's toponyms are found, and how near to the truth they are put (LGL, GeoVirus).

The folder holds files of articles: with `toponyms` whose `gaztag` bears a point and a GeoNames id (LGL and whatever is
laid out like it), or with `locations` that bear a point (GeoVirus). Each file is a part of its own.

*Found* asks where the toponyms stand: `exact` by the same characters, `overlapping` by any of them, each mention taken
once. *Gold names* gives the reader the name and its text, and asks only where it lies. *End to end* asks for both: a
gold toponym counts if an overlapping mention of the reader's own is put within 161 km (100 miles) of it. Only toponyms
with a point in the gold count where distance is asked; one that the reader leaves open counts as wrong, and its share
is given. `exact place` is within 5 km of the gold's point: neither the reader nor GeoVirus gives ids, and a point of
the same row of GeoNames is the same to a few metres. A people's name ("Kenyans") is a toponym to the makers of LGL and
no place to the reader, which keeps it as the name of a country's people: the lines `with peoples` count those too.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from xml.etree import ElementTree as ET

from tocsin.model import Mention, Span, Where
from tocsin.reading import lexicon, passages, places, story
from tocsin.reading.story import Story

NEAR_KM = 161.0
EXACT_KM = 5.0
EARTH_KM = 6371.0

Figure = tuple[str, float, str]
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Toponym:
    """A name in a text, and its point in degrees; None where the gold has none, or the reader leaves it open."""

    start: int
    end: int
    point: Point | None


@dataclass(frozen=True, kw_only=True)
class Article:
    """A text with its toponyms, in order."""

    name: str
    text: str
    gold: tuple[Toponym, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the reader makes of an article: where it puts each gold name, and the names that it finds by itself.

    `given` is in the order of the gold; `peoples` are the names of peoples, which are no places to the reader.
    """

    given: tuple[Toponym, ...]
    places: tuple[Toponym, ...]
    peoples: tuple[Toponym, ...]


def run(data: Path) -> Iterator[Figure]:
    """Figures: name, value, unit; a part for each file."""
    for path in _files(data):
        told = [(article, tell(article)) for article in articles(path)]
        yield from figures(path.stem, told)


def worst(data: Path) -> Iterator[str]:
    """The toponyms with a point that were put far from it, the farthest first, then those left open or not found."""
    cases: list[tuple[float, str]] = []
    for path in _files(data):
        for article in articles(path):
            told = tell(article)
            pairs = dict(_pairs(article.gold, told.places))
            for at, gold in enumerate(article.gold):
                own = told.places[pairs[at]] if at in pairs else None
                if gold.point and (own is None or _off(gold, own) > NEAR_KM or _off(gold, told.given[at]) > NEAR_KM):
                    cases.append((_off(gold, told.given[at]), _shown(path.stem, article, gold, told.given[at], own)))
    yield from (line for _, line in sorted(cases, key=lambda case: -case[0] if case[0] < math.inf else 0.0))


def _files(data: Path) -> list[Path]:
    return [data] if data.is_file() else sorted(data.glob("*.xml"))


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file with a text."""
    for number, item in enumerate(ET.parse(path).getroot().iter("article"), 1):  # noqa: S314 - a file of our own disk
        text = item.findtext("text") or ""
        gold = (*map(_of_lgl, item.iter("toponym")), *map(_of_geovirus, item.iter("location")))
        name = item.get("docid") or f"article {number}"
        yield Article(name=name, text=text, gold=tuple(sorted(gold, key=lambda g: g.start)))


def _of_lgl(item: ET.Element) -> Toponym:
    return Toponym(start=int(_of(item, "start")), end=int(_of(item, "end")), point=_point(item.find("gaztag")))


def _of_geovirus(item: ET.Element) -> Toponym:
    """GeoVirus counts characters from one."""
    return Toponym(start=int(_of(item, "start")) - 1, end=int(_of(item, "end")) - 1, point=_point(item))


def _point(item: ET.Element | None) -> Point | None:
    latitude = item.findtext("lat") if item is not None else None
    return (float(latitude), float(_of(item, "lon"))) if item is not None and latitude else None


def _of(item: ET.Element, field: str) -> str:
    found = item.findtext(field)
    if found is None:
        raise ValueError(f"a toponym lacks its {field}")
    return found


# ---- what the reader makes of a text


def tell(article: Article) -> Told:
    """Where the reader puts the gold names, and which names it finds by itself, sentence by sentence."""
    text, whole = article.text, story.tell(article.text)
    cut = passages.split(text)
    own = [m for passage in cut for m in places.find(text, passage.span, story=whole)]
    given = [_given(text, gold, whole) for gold in article.gold]
    return Told(given=tuple(given), places=tuple(map(_toponym, own)), peoples=tuple(_peoples(whole)))


def _given(text: str, gold: Toponym, whole: Story) -> Toponym:
    """Where the reader puts a name that it is told to be a place's or a people's."""
    span = Span(start=gold.start, end=gold.end, quote=text[gold.start : gold.end], text=whole.digest)
    return _toponym(places.resolve(span, story=whole))


def _toponym(mention: Mention) -> Toponym:
    where = mention.resolved if isinstance(mention.resolved, Where) else None
    return Toponym(start=mention.span.start, end=mention.span.end, point=_of_where(where))


def _of_where(where: Where | None) -> Point | None:
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return where.latitude, where.longitude


def _peoples(whole: Story) -> Iterator[Toponym]:
    for hit in whole.demonyms:
        if len(hit.items) == 1:
            yield Toponym(start=hit.start, end=hit.end, point=_of_where(lexicon.countries()[hit.items[0]].where))


# ---- how right it is


def figures(part: str, told: Sequence[tuple[Article, Told]]) -> Iterator[Figure]:
    """The figures of one part."""
    yield f"{part}: toponyms", sum(len(a.gold) for a, _ in told), "toponyms"
    yield f"{part}: toponyms with a point", sum(g.point is not None for a, _ in told for g in a.gold), "toponyms"
    for called, own in _owns(told):
        for sort, exactly in (("exact", True), ("overlapping", False)):
            pairs = sum(len(_pairs(a.gold, m, exactly=exactly)) for (a, _), m in zip(told, own, strict=True))
            measured = _f1(pairs, sum(map(len, own)), sum(len(a.gold) for a, _ in told))
            yield from ((f"{part}: found, {sort}, {letter}{called}", value, "%") for letter, value in measured)
    yield from _resolved(part, told)
    for called, own in _owns(told):
        yield from _end_to_end(part, called, [(a, m) for (a, _), m in zip(told, own, strict=True)])


def _owns(told: Sequence[tuple[Article, Told]]) -> tuple[tuple[str, list[tuple[Toponym, ...]]], ...]:
    """The reader's own names: those of places, and those with the peoples' that no place overlaps."""
    both = [
        (*t.places, *(p for p in t.peoples if not any(_overlap(p, m) for m in t.places))) for _, t in told
    ]  # fmt: skip
    return ("", [t.places for _, t in told]), (", with peoples", both)


def _resolved(part: str, told: Sequence[tuple[Article, Told]]) -> Iterator[Figure]:
    """How near the gold names are put, of all that have a point and of those that the reader does not leave open."""
    pairs = [(g, own) for a, t in told for g, own in zip(a.gold, t.given, strict=True) if g.point]
    off = [_off(gold, own) for gold, own in pairs if own.point]
    near = sum(km <= NEAR_KM for km in off)
    yield f"{part}: gold names, put somewhere", _share(len(off), len(pairs)), "%"
    yield f"{part}: gold names, within 161 km", _share(near, len(pairs)), "%"
    yield f"{part}: gold names, within 161 km of those put somewhere", _share(near, len(off)), "%"
    yield f"{part}: gold names, exact place", _share(sum(km <= EXACT_KM for km in off), len(pairs)), "%"
    yield f"{part}: gold names, median error of those put somewhere", median(off) if off else math.inf, "km"


def _end_to_end(part: str, called: str, told: Sequence[tuple[Article, tuple[Toponym, ...]]]) -> Iterator[Figure]:
    """Found and put within 161 km: the share of the gold, and F1; what overlaps gold without a point is left out."""
    right = ours = located = 0
    for article, own in told:
        pairs = _pairs(article.gold, own)
        right += sum(_off(article.gold[g], own[o]) <= NEAR_KM for g, o in pairs if article.gold[g].point)
        ours += len(own) - sum(article.gold[g].point is None for g, _ in pairs)
        located += sum(gold.point is not None for gold in article.gold)
    for letter, value in _f1(right, ours, located):
        yield f"{part}: end to end within 161 km, {letter}{called}", value, "%"


def _pairs(gold: Sequence[Toponym], own: Sequence[Toponym], *, exactly: bool = False) -> list[tuple[int, int]]:
    """Which of the reader's names stands for which of the gold's, each taken once: the same characters first."""
    same = [(g, o) for g, a in enumerate(gold) for o, b in enumerate(own) if (a.start, a.end) == (b.start, b.end)]
    some = [] if exactly else [(g, o) for g, a in enumerate(gold) for o, b in enumerate(own) if _overlap(a, b)]
    taken: list[tuple[int, int]] = []
    golds: set[int] = set()
    owns: set[int] = set()
    for g, o in (*same, *some):
        if g not in golds and o not in owns:
            taken.append((g, o))
            golds.add(g)
            owns.add(o)
    return taken


def _overlap(one: Toponym, other: Toponym) -> bool:
    return one.start < other.end and other.start < one.end


def _off(gold: Toponym, own: Toponym) -> float:
    """Kilometres between two points on a sphere (haversine); infinite where one is missing."""
    if gold.point is None or own.point is None:
        return math.inf
    a, b, c, d = map(math.radians, (*gold.point, *own.point))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _share(some: int, whole: int) -> float:
    return 100.0 * some / whole if whole else 0.0


def _f1(right: int, ours: int, gold: int) -> tuple[tuple[str, float], ...]:
    """Precision, recall and F1, in per cent."""
    precision, recall = _share(right, ours), _share(right, gold)
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return ("P", precision), ("R", recall), ("F1", both)


def _shown(part: str, article: Article, gold: Toponym, given: Toponym, own: Toponym | None) -> str:
    """A case as a line: the words around the name, and how far off it was put."""
    text = " ".join(article.text[max(0, gold.start - 60) : gold.end + 50].split())
    name = article.text[gold.start : gold.end]
    found = "not found" if own is None else "found, left open" if own.point is None else "found"
    off = "left open" if given.point is None else f"{_off(gold, given):.0f} km off, at {given.point}"
    return f"{part} {article.name} {name!r}: {off}; truth {gold.point}; {found}; … {text} …"

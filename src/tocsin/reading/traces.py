"""Which words of a text speak for a state: its name, its people, the places in it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.model import Actor, ActorKind
from tocsin.reading import gazetteer, lexicon, placing, senses
from tocsin.reading.gazetteer import Sort
from tocsin.reading.lexicon import Hit
from tocsin.reading.senses import Name, Sense
from tocsin.reading.stretch import across


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that speak for a state (ISO 3166-1 alpha-2), by their characters.

    `sure` says that nothing else bears the name; `place` that they are where something is, and no people's name.
    """

    start: int
    end: int
    code: str
    place: bool
    sure: bool


_ABROAD = re.compile(
    r"(?i)['’]?s?\s(?:\w+\s)?(?:embass(?:y|ies)|consul\w*|ambassadors?|high\scommission|missions?|nationals?|citizens?|"
    r"tourists?|diplomats?|newspapers?|journalists?|paper|magazine|broadcaster|agency)\b"
)
"""What is of a state and stands in another."""


def find(
    text: str,
    *,
    named: Sequence[Name],
    meant: Mapping[int, Sequence[Sense]],
    placed: Collection[int],
    demonyms: Sequence[Hit[str]],
    actors: Sequence[Hit[Actor]],
) -> tuple[Trace, ...]:
    """All words of a text that speak for a state, in order; not those in the name of a group, or of an embassy."""
    groups = [h for h in actors if any(a.kind is ActorKind.GROUP for a in h.items)]
    found = {(t.start, t.end): t for t in (*_places(text, named, meant, placed), *_peoples(demonyms))}
    return tuple(
        found[at] for at in sorted(found)
        if not _is_inside(at, across(groups, *at)) and not _ABROAD.match(text, at[1])
    )  # fmt: skip


def _is_inside(at: tuple[int, int], groups: Sequence[Hit[Actor]]) -> bool:
    return any(group.start <= at[0] and at[1] <= group.end for group in groups)


def _peoples(demonyms: Sequence[Hit[str]]) -> Iterator[Trace]:
    for hit in demonyms:
        if len(hit.items) == 1:
            yield Trace(hit.start, hit.end, hit.items[0], place=False, sure=True)


def _places(
    text: str, named: Sequence[Name], meant: Mapping[int, Sequence[Sense]], placed: Collection[int]
) -> Iterator[Trace]:
    for name in named:
        sense = senses.settled(meant[name.start])
        if name.start not in placed or sense is None or sense.where.country is None:
            continue
        sure = _is_sure(name, sense.where.country)
        if (sure or not name.areas) and sense.where.country in states_named(text[name.start : name.end]):
            yield Trace(name.start, name.end, sense.where.country, place=True, sure=sure)


@lru_cache(maxsize=4096)
def states_named(words: str) -> frozenset[str]:
    """The codes of all states in which something is called by these words, by themselves."""
    found = lexicon.tokens(words)
    areas = {code for hit in lexicon.area_matcher().find(words, found) for a in hit.items for code in a.countries}
    return frozenset(areas | {p.country for hit in gazetteer.find(words, found) for p in hit.places})


_GREAT, _TOWN, _SHORTEST = 500_000, 15_000, 5


def _is_sure(name: Name, code: str) -> bool:
    """Whether a name is that of places of one country, or of a great city, and no plain word or person's name."""
    if name.areas:
        return {c for item in name.areas for c in item.countries} == {code}
    places = name.entry.places
    cities = [p for p in places if p.sort is Sort.CITY and p.people >= _TOWN]
    if name.entry.word or name.entry.people or name.key in placing.doubtful():
        return False
    alone = {p.country for p in places} == {code} and len(name.key) >= _SHORTEST
    return alone or (bool(cities) and cities[0].people >= _GREAT and cities[0].country == code)


_MANY, _MOST = 3, 0.75


def foremost(known: Sequence[Trace]) -> str | None:
    """The one state that a text speaks of: all that is sure in it, or three parts in four; else that of all places.

    None where no place speaks for it, or a doubtful one for another.
    """
    sure = [t for t in known if t.sure]
    if not any(t.place for t in sure):
        sure = list(known) if len({t.code for t in known}) == 1 else []
    weights = Counter(t.code for t in sure)
    places = {t.code for t in sure if t.place}
    if not places:
        return None
    code, count = weights.most_common(1)[0]
    if len(weights) > 1 and (count < _MANY or count < _MOST * weights.total()):
        if len(places) > 1:
            return None
        (code,) = places
    return None if any(t.code != code and not t.sure for t in known) else code

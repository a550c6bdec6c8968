"""What speaks for two mentions being one event: their words, what stands about them, and their documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bench.coref.joining import Floats, Stories
from bench.coref.mentions import Mention, alike
from bench.coref.sketches import LOOKED_AT, compared

Learnt = Mapping[tuple[str, str], float]
"""For two stems, in order: of the stories of the train split that hold both, the share in which they tell one event."""

NAMES = (
    "same head", "same stem", "same beginning", "same words", "learnt alike", "one sort",
    "stories merge", "merge as usual", "documents alike", "one document", "one sentence",
    "sentences alike", "before alike", "behind alike", "crosswise alike", "names alike", "no name alike",
    "near names alike", "no near name alike", "told more than once",
    "same figure", "other figures", "both at the start", "same part of speech", "tells of telling", "says little",
    "same weekday", "other weekday", *(f"linking: {feature.__name__}" for feature in LOOKED_AT),
)  # fmt: skip
SAYING = frozenset("say tell report announce confirm claim add accord statement state declare announcement".split())
LITTLE = frozenset("be have do make take get go come give put become -pron- that this which it on way thing".split())
_BEGINNING = 4
_START = 2


@dataclass(frozen=True, slots=True)
class Tied:
    """The pairs of some mentions that have anything to do with each other, by number, and what speaks for each."""

    pairs: NDArray[np.int64]
    seen: Floats


def learn(mentions: Sequence[Mention]) -> Learnt:
    """Which stems tell of one event, over the stories of some mentions, with half a story against each."""
    met, one = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for group in by(mentions, "subtopic").values():
        met.update(combinations(sorted({m.stem for m in group}), 2))
        chains = by(group, "chain").values()
        one.update({pair for c in chains for pair in combinations(sorted({m.stem for m in c}), 2)})
    return {pair: count / (met[pair] + 0.5) for pair, count in one.items()}


def by(mentions: Iterable[Mention], field: str) -> dict[str, list[Mention]]:
    """The mentions by one of their fields."""
    out: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        out[getattr(m, field)].append(m)
    return out


def tied(mentions: Sequence[Mention], *, stories: Stories, learnt: Learnt) -> Tied:
    """Every pair whose words have to do with each other: by stem, beginning, sort, or as was learnt."""
    found = [
        (n, m, words)
        for (n, left), (m, right) in combinations(enumerate(mentions), 2)
        if any(words := _words(left, right, learnt))
    ]
    seen = [[*words, *_about(mentions[n], mentions[m], stories)] for n, m, words in found]
    return Tied(np.array([(n, m) for n, m, _ in found]).reshape(-1, 2), np.array(seen).reshape(-1, len(NAMES)))


def _words(left: Mention, right: Mention, learnt: Learnt) -> tuple[float, ...]:
    """What their own words say: the first six of the names."""
    pair = (left.stem, right.stem) if left.stem <= right.stem else (right.stem, left.stem)
    return (
        float(left.head == right.head), float(left.stem == right.stem),
        float(left.head[:_BEGINNING] == right.head[:_BEGINNING]), float(left.text == right.text),
        learnt.get(pair, 0.0), float(bool(left.sorts & right.sorts)),
    )  # fmt: skip


def _about(left: Mention, right: Mention, stories: Stories) -> tuple[float, ...]:
    """What stands about them says: the rest of the names."""
    same = left.document == right.document
    names, near = alike(left.names, right.names), alike(left.near, right.near)
    return (
        *stories.of(left.document, right.document), float(same), float(same and left.sentence == right.sentence),
        alike(left.about, right.about), alike(left.left, right.left), alike(left.right, right.right),
        max(alike(left.left, right.right), alike(left.right, right.left)), names,
        float(bool(left.names and right.names and not names)),
        near, float(bool(left.near and right.near and not near)), float(max(left.again, right.again)),
        float(bool(left.figures & right.figures)),
        float(bool(left.figures and right.figures and not left.figures & right.figures)),
        float(max(left.sentence, right.sentence) < _START), float(left.pos == right.pos),
        float(left.head in SAYING or right.head in SAYING), float(left.head in LITTLE or right.head in LITTLE),
        float(bool(left.days & right.days)), float(bool(left.days and right.days and not left.days & right.days)),
        *compared(left.sketch, right.sketch),
    )  # fmt: skip

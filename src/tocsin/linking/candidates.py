"""Which statements are worth comparing: those of one text, one place or one actor, near in time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.linking.sketch import Sketch, months, verbatim

MOST = 60
"""A new statement is compared with at most so many of other reports: the rarest block first, the latest in it first."""

IN_TEXT = 40
"""Within one text, a statement is compared with at most so many events on either side of it."""


def candidates(
    new: Sequence[Sketch], known: Sequence[Sketch], *, names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Sketch, Sketch]]:
    """Every pair worth comparing, each once: one is new, and one tells of an event, or both are one sentence.

    `names` holds names by text; what texts that share one tell of events is worth comparing too.
    """
    order = [*known, *new]
    place = {s.id: n for n, s in enumerate(order)}
    fresh = {s.id for s in new}
    blocks: dict[Hashable, list[Sketch]] = defaultdict(list)
    for sketch in order:
        for key in (*_keys(sketch), *(_names(sketch, names) if sketch.is_anchor else ())):
            blocks[key].append(sketch)
    seen: set[tuple[str, str]] = set()
    texts = _by_text(order)
    for sketch in new:
        for other in (*texts[sketch.statement.passage.text].near(sketch), *_across(sketch, blocks, names)):
            told = sketch.is_anchor or other.is_anchor or (verbatim(sketch) and verbatim(sketch) == verbatim(other))
            if not told or other.id == sketch.id:
                continue
            if other.id in fresh and place[other.id] > place[sketch.id]:
                pair = (sketch.id, other.id)
            else:
                pair = (other.id, sketch.id)
            if pair not in seen:
                seen.add(pair)
                yield (sketch, other) if pair[0] == sketch.id else (other, sketch)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one text tells, in its order: everything, and what speech can be put to; where each begins."""

    every: tuple[Sketch, ...]
    anchors: tuple[Sketch, ...]

    def near(self, sketch: Sketch) -> Sequence[Sketch]:
        """The nearest to a statement on either side, `IN_TEXT` twice at most."""
        others = self.every if sketch.is_anchor else self.anchors
        if len(others) <= 2 * IN_TEXT:
            return others
        at = bisect_left(others, sketch.start, key=lambda s: s.start)
        window = others[max(0, at - 2 * IN_TEXT) : at + 2 * IN_TEXT]
        return sorted(window, key=lambda s: (abs(s.start - sketch.start), s.id))[: 2 * IN_TEXT]


def _by_text(order: Sequence[Sketch]) -> dict[str, _Told]:
    texts: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in order:
        texts[sketch.statement.passage.text].append(sketch)
    told = {text: tuple(sorted(group, key=lambda s: (s.start, s.id))) for text, group in texts.items()}
    return {text: _Told(group, tuple(s for s in group if s.is_anchor)) for text, group in told.items()}


def _across(sketch: Sketch, blocks: dict[Hashable, list[Sketch]], names: Mapping[str, Sequence[str]]) -> list[Sketch]:
    looks = (*_looks(sketch), *_names(sketch, names))
    groups = sorted((blocks[key] for key in looks if key in blocks), key=len)
    found: dict[str, Sketch] = {}
    for group in groups:
        for other in reversed(group[-4 * MOST :]):
            if len(found) >= MOST:
                return list(found.values())
            if other.statement.passage.text != sketch.statement.passage.text:
                found.setdefault(other.id, other)
    return list(found.values())


def _keys(sketch: Sketch) -> list[Hashable]:
    """The blocks a sketch stands in: each country and each actor, in each month of its time."""
    spans = _months(sketch)
    names = [*sorted(sketch.towards), *(doer.id for doer in sketch.doers)]
    days: list[Hashable] = []
    if sketch.time is not None:
        days = [(name, sketch.time.first_day) for name in names]
    return [*days, *((name, month) for name in names for month in spans), *_sentence(sketch)]


def _names(sketch: Sketch, names: Mapping[str, Sequence[str]]) -> list[Hashable]:
    """The blocks of the names that its text holds."""
    return [("name", name) for name in names.get(sketch.statement.passage.text, ())]


def _sentence(sketch: Sketch) -> list[Hashable]:
    """The sentence itself, where it is telling enough that another of the same words is a copy of it."""
    words = verbatim(sketch)
    return [("sentence", words)] if words else []


def _looks(sketch: Sketch) -> list[Hashable]:
    """The blocks it looks into: its own, and for plans and what came of them two months either way."""
    wider = {_shift(month, by) for month in _months(sketch) for by in (-2, -1, 0, 1, 2)}
    names = [*sorted(sketch.towards), *(doer.id for doer in sketch.doers)]
    return [*_keys(sketch), *((name, month) for name in names for month in sorted(wider))]


def _months(sketch: Sketch) -> tuple[tuple[int, int], ...]:
    return months(sketch.time) or months(sketch.said) or months(sketch.published) or ((0, 0),)


def _shift(month: tuple[int, int], by: int) -> tuple[int, int]:
    if month == (0, 0):
        return month
    count = month[0] * 12 + month[1] - 1 + by
    return count // 12, count % 12 + 1

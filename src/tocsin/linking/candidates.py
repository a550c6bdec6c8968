"""Which statements are worth comparing: those of one text, one place or one actor, near in time."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.linking.sketch import Sketch, months, verbatim
from tocsin.model import Statement, When

MOST = 60
"""A new statement is compared with at most so many of other reports: the rarest block first, the latest in it first."""

IN_TEXT = 40
"""Within one text, a statement is compared with at most so many events on either side of it."""


@dataclass(frozen=True, slots=True)
class Told:
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


@dataclass(slots=True)
class Stand:
    """A sketch among the others: its place in the record, and whether it was not linked so far (`fresh`).

    `serial` is another whenever anything changes that a comparison with it looks at; `keys` are the blocks that it
    stands in, `looks` those that it looks into.
    """

    sketch: Sketch
    rank: int
    fresh: bool
    serial: int = 0
    keys: tuple[Hashable, ...] = ()
    looks: tuple[Hashable, ...] = ()

    @property
    def order(self) -> tuple[bool, int]:
        """What was linked comes before what is fresh, each in order of recording."""
        return self.fresh, self.rank

    def is_of(self, statement: Statement, published: When | None) -> bool:
        """Whether it was drawn of this statement, of a report that was published then."""
        return self.sketch.statement is statement and self.sketch.published == published


@dataclass(slots=True)
class _Block:
    """Those that share a key: `known` were linked before, `fresh` were not; each by place in the record."""

    known: list[tuple[int, str]] = field(default_factory=list)
    fresh: list[tuple[int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.known) + len(self.fresh)

    def latest(self) -> Iterator[str]:
        """The latest of them, so many as are ever looked at."""
        late = self.fresh[-4 * MOST :]
        early = self.known[-(4 * MOST - len(late)) :] if len(late) < 4 * MOST else []
        return (name for part in (late, early) for _, name in reversed(part))


@dataclass(slots=True)
class Blocks:
    """Which statements are worth comparing, while they come, go, and are linked.

    `stale` are the fresh ones that may meet others than they did when they last looked. `names` holds names by text;
    what texts that share one tell of events is worth comparing too.
    """

    stands: dict[str, Stand] = field(default_factory=dict)
    names: dict[str, Sequence[str]] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    _blocks: dict[Hashable, _Block] = field(default_factory=dict)
    _lookers: dict[Hashable, set[str]] = field(default_factory=lambda: defaultdict(set))
    _told: dict[str, Told] = field(default_factory=dict)

    def enter(self, text: str, group: Sequence[Stand]) -> None:
        """All that one text tells stands in its blocks, and looks into others'."""
        self._told[text] = _told(each.sketch for each in group)
        for each in group:
            named = self._names(each.sketch)
            each.keys = (*_keys(each.sketch), *(named if each.sketch.is_anchor else ()))
            each.looks = (*_looks(each.sketch), *named)
            self.stands[each.sketch.id] = each
            self._join(each)

    def leave(self, name: str) -> None:
        """A statement stands in its blocks no longer."""
        self._part(self.stands.pop(name))

    def turn(self, name: str, *, fresh: bool) -> None:
        """A statement was linked, or is not any longer."""
        each = self.stands[name]
        self._part(each)
        each.fresh = fresh
        self._join(each)

    def met(self, name: str) -> Iterator[Stand]:
        """Those worth comparing with a statement: one of the two tells of an event, or both are one sentence."""
        sketch = self.stands[name].sketch
        words = verbatim(sketch)
        for other in (*self._told[sketch.statement.passage.text].near(sketch), *self._across(name)):
            told = sketch.is_anchor or other.is_anchor or (words and words == verbatim(other))
            if told and other.id != name:
                yield self.stands[other.id]

    def _across(self, name: str) -> list[Sketch]:
        text, found = self.stands[name].sketch.statement.passage.text, dict[str, Sketch]()
        groups = (self._blocks[key] for key in self.stands[name].looks if key in self._blocks)
        for group in sorted(groups, key=len):
            for other in group.latest():
                if len(found) >= MOST:
                    return list(found.values())
                sketch = self.stands[other].sketch
                if sketch.statement.passage.text != text:
                    found.setdefault(other, sketch)
        return list(found.values())

    def _join(self, each: Stand) -> None:
        place = each.rank, each.sketch.id
        for key in each.keys:
            block = self._blocks.setdefault(key, _Block())
            insort(block.fresh if each.fresh else block.known, place)
            self.stale |= self._lookers.get(key, set())
        if each.fresh:
            self.stale.add(each.sketch.id)
            for key in each.looks:
                self._lookers[key].add(each.sketch.id)

    def _part(self, each: Stand) -> None:
        place = each.rank, each.sketch.id
        for key in each.keys:
            block = self._blocks[key]
            among = block.fresh if each.fresh else block.known
            del among[bisect_left(among, place)]
            if not block:
                del self._blocks[key]
            self.stale |= self._lookers.get(key, set())
        self.stale.discard(each.sketch.id)
        for key in each.looks if each.fresh else ():
            self._lookers[key].discard(each.sketch.id)

    def _names(self, sketch: Sketch) -> list[Hashable]:
        """The blocks of the names that its text holds."""
        return [("name", name) for name in self.names.get(sketch.statement.passage.text, ())]


def _told(sketches: Iterable[Sketch]) -> Told:
    every = tuple(sorted(sketches, key=lambda s: (s.start, s.id)))
    return Told(every, tuple(s for s in every if s.is_anchor))


def _keys(sketch: Sketch) -> list[Hashable]:
    """The blocks a sketch stands in: each country and each actor, in each month of its time."""
    spans = _months(sketch)
    names = [*sorted(sketch.towards), *(doer.id for doer in sketch.doers)]
    days: list[Hashable] = []
    if sketch.time is not None:
        days = [(name, sketch.time.first_day) for name in names]
    return [*days, *((name, month) for name in names for month in spans), *_sentence(sketch)]


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

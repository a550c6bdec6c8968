"""Two statements judged: the same incident, different ones, or unsure, by two thresholds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.linking.alike import Likeness
from tocsin.linking.features import observe
from tocsin.linking.ground import Lie, lie
from tocsin.linking.pair import Pair
from tocsin.linking.sketch import Sketch, days_apart
from tocsin.model import Feature, Judgement

SAME_FROM = 55
"""From this sum on two statements are taken to be about one incident (hundredths)."""

UNSURE_FROM = 35
"""From this sum on, and below SAME_FROM, a person should look; below it they are taken to be about two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison saw, and what it comes to."""

    left: Sketch
    right: Sketch
    features: tuple[Feature, ...]

    @property
    def score(self) -> int:
        """The sum of the weights."""
        return sum(f.weight for f in self.features)

    @property
    def judgement(self) -> Judgement:
        """The judgement by the two thresholds."""
        if self.score >= SAME_FROM:
            return Judgement.SAME
        return Judgement.UNSURE if self.score >= UNSURE_FROM else Judgement.DIFFERENT

    @property
    def for_it(self) -> int:
        """The sum of what speaks for one incident alone."""
        return sum(f.weight for f in self.features if f.weight > 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """The events that one text tells: where their sentences start, and what happened, once for each time and place."""

    starts: tuple[int, ...]
    happened: tuple[Sketch, ...]


def telling(sketches: Iterable[Sketch]) -> Telling:
    """What one text tells; its sketches in any order."""
    events = [s for s in sketches if s.is_event]
    happened = sorted((s for s in events if s.happened), key=lambda s: (s.start, s.id))
    apart = {(s.time, s.where, s.towards): s for s in reversed(happened)}
    return Telling(
        tuple(sorted({s.statement.passage.start for s in events})),
        tuple(apart[key] for key in reversed(apart)),
    )


def compare(left: Sketch, right: Sketch, *, told: Telling, likeness: Likeness | None = None) -> Compared:
    """Compare two sketches; `told` is what their text tells, if it is one text, `likeness` what a learnt head says."""
    between, alone = None, False
    if left.statement.passage.text == right.statement.passage.text:
        left, right = sorted((left, right), key=lambda s: (s.start, s.id))
        between = _between(left, right, told.starts)
        alone = _alone(left, right, told.happened)
    pair = Pair(left=left, right=right, between=between, alone=alone, likeness=likeness)
    return Compared(left=left, right=right, features=observe(pair))


def explain(features: Sequence[Feature], judgement: Judgement) -> str:
    """The reason of a judgement in words, the weightiest first."""
    ranked = sorted(features, key=lambda f: (-abs(f.weight), f.name))
    said = "; ".join(f"{f.because} ({f.weight:+d})" for f in ranked) or "nothing speaks for it"
    return f"{judgement.value}, at {sum(f.weight for f in features)}: {said}"


def _between(left: Sketch, right: Sketch, starts: Sequence[int]) -> int:
    """How many sentences that tell an event lie between those of two statements."""
    first, last = left.statement.passage.end, right.statement.passage.start
    return max(bisect_left(starts, last) - bisect_right(starts, first - 1), 0)


def _alone(left: Sketch, right: Sketch, happened: Sequence[Sketch]) -> bool:
    """Whether one of the two happened, and is all that their text tells to have happened where the other points."""
    for act, other in ((left, right), (right, left)):
        if not act.happened or (act.happened and other.happened and other.is_event and act.time != other.time):
            continue
        there = other.towards
        rivals = [h for h in happened if h.towards & there]
        if act.towards & there and all(_one_event(act, rival) for rival in rivals):
            return True
    return False


def _one_event(left: Sketch, right: Sketch) -> bool:
    """Whether nothing in time and place keeps two happenings apart."""
    if left.time and right.time and days_apart(left.time, right.time):
        return False
    return not any(lie(a, b) is Lie.APART for a in left.where for b in right.where)

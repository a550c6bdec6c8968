"""Deeds that statements tell of: whether two groups tell of two days, of two places, or only one of a foiled plot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tocsin.linking.ground import Lie, lie
from tocsin.linking.sketch import days_apart, is_fine, sketch
from tocsin.model import Stage, Statement, When, Where

Deed = tuple[When | None, tuple[Where, ...]]


@dataclass(frozen=True, slots=True)
class Deeds:
    """The deeds of some statements, by the statement's id, each looked up when it is first asked for."""

    known: Mapping[str, Statement]
    found: dict[str, Deed | None] = field(default_factory=dict)

    def apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether what two groups tell of cannot be one: other days, other places, or a plot that was foiled in one."""
        if self.foiled_in_one(left, right):
            return True
        there = {self._deed(i) for i in right} - {None}
        return any(_are_apart(a, b) for a in {self._deed(i) for i in left} if a for b in there if b)

    def foiled_in_one(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether one of two groups tells of a plot that was foiled, and something else is told in either."""
        here, other = ({self.known[i].stage for i in group} for group in (left, right))
        return (Stage.FOILED in here) != (Stage.FOILED in other) and bool((here | other) - {Stage.FOILED, None})

    def _deed(self, name: str) -> Deed | None:
        """When and where what a statement tells was done; None where it tells of no deed, or neither day nor place."""
        if name not in self.found:
            seen = sketch(self.known[name], None)
            day = seen.time if seen.time and is_fine(seen.time) else None
            self.found[name] = (day, seen.where) if seen.happened and (day or seen.where) else None
        return self.found[name]


def _are_apart(left: Deed, right: Deed) -> bool:
    (day, places), (other_day, others) = left, right
    if day and other_day and days_apart(day, other_day):
        return True
    return bool(places and others) and all(lie(a, b) is Lie.APART for a in places for b in others)

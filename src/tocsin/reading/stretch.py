"""What stands within a stretch of a text, found by its position: no sentence looks through the whole text for it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Whatever stands between two characters of a text."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The character behind the last."""
        ...


Some = TypeVar("Some", bound=Placed)
_START, _END = attrgetter("start"), attrgetter("end")


def within(found: Sequence[Some], start: int, end: int) -> list[Some]:
    """Those that lie between two characters, of some that are in order of where they begin."""
    first = bisect_left(found, start, key=_START)
    last = bisect_left(found, end, lo=first, key=_START)
    return [one for one in found[first:last] if one.end <= end]


def across(found: Sequence[Some], start: int, end: int) -> Sequence[Some]:
    """Those that share a character with a stretch, of some that are in order and of which none overlaps another."""
    first = bisect_right(found, start, key=_END)
    return found[first : bisect_left(found, end, lo=first, key=_START)]


def shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def are_one(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share half of the shorter one."""
    return 2 * shared(one, other) >= min(one[1] - one[0], other[1] - other[0])

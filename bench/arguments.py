"""Arguments found against arguments marked: the same role in the same sentence, by the head of the words (WikiEvents).

Head F1 as in Li et al. 2021, "Document-level event argument extraction by conditional generation", section 4.2: the
words may be longer or shorter than those marked, if their head is the same. There the event is given; here nothing is,
so an argument is right where its sentence and its role are, and the figures are lower than theirs for what they mean.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument: the number of its sentence, its role, and the character at which its head begins."""

    sentence: int
    role: str
    head: int


def by_head(wanted: Iterable[Argument], found: Iterable[Argument], roles: Sequence[str]) -> Mark:
    """The arguments of some roles; one that several events of a sentence share in the same role counts once."""
    marked, read = ({a for a in side if a.role in roles} for side in (wanted, found))
    return Mark(len(marked), len(read), len(marked & read))


def confused(wanted: Iterable[Argument], found: Iterable[Argument]) -> Counter[tuple[str, str]]:
    """How often a head was found in the right sentence under another role: marked role, role found."""
    read: dict[tuple[int, int], set[str]] = {}
    for a in found:
        read.setdefault((a.sentence, a.head), set()).add(a.role)
    return Counter(
        (a.role, other)
        for a in set(wanted)
        if a.role not in read.get((a.sentence, a.head), set())
        for other in read.get((a.sentence, a.head), set())
    )

"""Quotations found against quotations marked: source, cue and content of each, in words (PolNeAR, PARC 3).

The parts of Pareti 2012, "A database of attribution relations", measured as in Newell et al. 2018, "An attribution
relations corpus for political news": by token, and by whole span. A part is the set of its words, as numbers of the
text's words; punctuation and quotation marks are no words here, so a comma more or less decides nothing.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.marks import Mark

PARTS = ("source", "cue", "content")
Words = frozenset[int]
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One quotation by its words; a part that is not there is empty."""

    source: Words = frozenset()
    cue: Words = frozenset()
    content: Words = frozenset()

    def part(self, name: str) -> Words:
        """The words of one part."""
        words: Words = getattr(self, name)
        return words


def words_in(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """The numbers of the text's words that begin within some stretches of characters, which may lie apart."""
    starts = [m.start() for m in _WORD.finditer(text)]
    return frozenset(n for a, b in spans for n in range(bisect_left(starts, a), bisect_left(starts, b)))


def tokens(marked: Sequence[Quoted], found: Sequence[Quoted], part: str) -> Mark:
    """Words of a part in one text: how many are marked, found, and both; a word counts once, whosever it is."""
    wanted = frozenset[int]().union(*(q.part(part) for q in marked))
    read = frozenset[int]().union(*(q.part(part) for q in found))
    return Mark(len(wanted), len(read), len(wanted & read))


def spans(marked: Sequence[Quoted], found: Sequence[Quoted], part: str) -> Mark:
    """Parts of one text that hold the very same words; an empty part is none."""
    return _same([q.part(part) for q in marked if q.part(part)], [q.part(part) for q in found if q.part(part)])


def triples(marked: Sequence[Quoted], found: Sequence[Quoted]) -> Mark:
    """Quotations of one text all three of whose parts hold the very same words, an empty part as an empty one."""
    return _same(marked, found)


def _same(marked: Sequence[object], found: Sequence[object]) -> Mark:
    return Mark(len(marked), len(found), (Counter(marked) & Counter(found)).total())

"""One figure of the dead and the hurt together ("25 killed and wounded"), which is the figure of neither."""

import re
from collections.abc import Sequence

from tocsin.model import Span
from tocsin.reading.numbers import Count
from tocsin.reading.scene import Chars

_DEAD = r"(?:killed|dead|deaths|died|slain|martyred|martyrs|fatalities|killing)"
_HURT = r"(?:wounded|injured|hurt|injuries|wounding|injuring)"
_AND = r"\s(?:and/or|and|or|&)\s(?:the\s)?"
_BOTH = re.compile(rf"(?i)\b(?:{_DEAD}{_AND}{_HURT}|{_HURT}{_AND}{_DEAD})\b")
_COUNTED = re.compile(r"\s(?:at\sleast\s|about\s|some\s|more\sthan\s)?(?:\w+\s){0,2}")


def words(text: str, passage: Span, count: Count, counts: Sequence[Count]) -> Chars | None:
    """The words that say both of a figure, in characters of the text; None where a figure is of one effect.

    Of the figures of a passage theirs is the one right behind them ("killed and wounded 12"), else the last before.
    """
    if count.high == 0:
        return None
    for found in _BOTH.finditer(text, passage.start, passage.end):
        behind = _COUNTED.match(text, found.end())
        theirs = next((c for c in counts if behind and found.end() < c.span.start <= behind.end()), None)
        theirs = theirs or max(
            (c for c in counts if c.span.end <= found.start()), key=lambda c: c.span.end, default=None
        )
        if theirs is not None and theirs.span == count.span:
            return found.span()
    return None

"""The sentence that some characters stand in; for slots that are told by the words about a filler."""

import re
from functools import lru_cache

_STOP = re.compile(r"(?<![A-Z]\.[A-Z])(?<!\bCOL)(?<!\bGEN)(?<!\bDR)[.?!]\"?\s+(?=[\"A-Z\[(])|\n\s*\n")


@lru_cache(maxsize=8)
def _stops(text: str) -> tuple[int, ...]:
    return tuple(m.end() for m in _STOP.finditer(text))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence (or sentences) begins and ends that holds the characters `start` to `end`."""
    stops = _stops(text)
    return max((s for s in stops if s <= start), default=0), min((s for s in stops if s >= end), default=len(text))

"""What a sentence names only to say that it is not meant: "in Sake, not in Goma"; "not on Sunday but on Saturday"."""

import re
from collections.abc import Iterable

from tocsin.model import Mention
from tocsin.reading.scene import Scene

_LED = r"(?:(?:in|at|on|for|near|to|from|against|of|by|the|an?)\s){0,3}"
_BEHIND = re.compile(rf"(?i)(?:[,;:(–—-]\s*(?:(?:and|but)\s)?|\b(?:and|but)\s)not\s{_LED}$")
"""Right before what is put aside, where it follows what is meant."""
_INSTEAD = re.compile(rf"(?i)\b(?:rather\sthan|instead\sof)\s{_LED}$")
_BEFORE = re.compile(rf"(?i)(?<!if\s)(?<!or\s)\bnot\s{_LED}$")
_BUT = re.compile(r"\s*+,?\s*+but\s(?!also\b|not\b)")
"""Right before and right behind what is put aside, where what is meant follows."""


def meant(scene: Scene, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those of some mentions of the sentence that it does not put aside."""
    return tuple(m for m in mentions if not _is_aside(scene, m.span.start, m.span.end))


def _is_aside(scene: Scene, start: int, end: int) -> bool:
    before = scene.text[scene.passage.span.start : start]
    if _BEHIND.search(before) or _INSTEAD.search(before):
        return True
    return _BEFORE.search(before) is not None and _BUT.match(scene.text, end, scene.passage.span.end) is not None

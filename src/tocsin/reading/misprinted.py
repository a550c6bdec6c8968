"""What a paper tells of what it told before, where it puts itself right: "We wrote that", "Wrong: that".

In a correction whatever was printed may be what is wrong. It is a suggestion: it is shown, and nothing is decided on
it. What the same text tells anew, or lets others tell, is told.
"""

import re
from functools import lru_cache

from tocsin.model import Kind
from tocsin.reading.scene import Draft, Scene

_OWN = (
    r"(?:article|report|story|item|column|profile|review|bulletin|series|leader|piece|page|entry|post|headline|caption)"
)
_PAPER = r"(?:we|this\s(?:newspaper|paper|agency|site|service|magazine|station|page|blog))"
_CORRECTING = re.compile(
    rf"""(?ix) \A\s* (?: (?:[^\n]{{0,40}}[\s:(—–-])?
        (?:corrections? | corrigend(?:um|a) | clarifications? | errat(?:um|a) | retractions?)
        (?=\s*(?:[:\n—–"“(]|\Z|(?:to|and|of\s(?:our|an?|the))\b))
      | we\s(?:take\s(?:it|this|that)\sback(?!\sto\b)|were\swrong|withdraw|retract)\b )
    | \b{_PAPER}\s(?:must\s|wish(?:es)?\sto\s|have\sto\s|has\sto\s|hereby\s|fully\s|therefore\s){{0,2}}
      (?:retract|withdraw|correct)s?\s (?:(?:it|this|that)\b(?!\s\w+ly)
      | (?:(?:an?|the|our|its|that|this|these|several|some|both|second|third|and)\s){{1,4}}
        (?:[\w-]+\s){{0,3}}?(?:{_OWN}s?|errors?|mistakes?|instal?lments?|figures?|claims?|statements?)\b )
    | \b(?:our|the)\s{_OWN}\s(?:[^.;:\n]{{0,80}},\s)?(?:contained|had)\s(?:(?:an?|several|some|two|three|four|five)\s)
      (?:[\w-]+\s)?(?:errors?|mistakes?)\b"""
)
"""That a text is a correction: its first line says so, or it says that its paper takes something back."""
_TOLD = (
    r"(?:said|stated|misstated|reported|wrote|written|gave|given|put|called|described|named|printed|spoke|spoken|"
    r"quoted|claimed|alleged|announced|published|attributed)"
)
_PRINT = rf"(?:{_OWN}s?|instal?lments?|version|edition|text)\b"
_AS_PRINTED = re.compile(
    rf"""(?ix) \s* (?:\d+\.\s|\(\d+\)\s|\d\d?[.:]\d\d(?:\s?[ap]\.?m\.?)?:?\s)? (?:corrections?:\s)?
    (?: (?:an?|our|the)\s(?:(?!its\b|their\b)[\w’'-]+\s){{0,3}}?{_PRINT}
        (?:(?:(?!\bby\s(?!our\b))[^.;,]){{0,60}}?\s|[^.;]{{0,80}}?,\s(?:we|it)\s)
        (?:\w+ly\s)?{_TOLD}\b
    | in\s(?:an?|our|the)\s(?:(?!its\b|their\b)[\w’'-]+\s){{0,3}}?{_PRINT}
        (?:[^.;]{{0,80}}?,)?[^.;,]{{0,60}}?\s(?:we|it|was|were)\s (?:\w+ly\s)?{_TOLD}\b
    | (?:[^.;]{{0,60}}?(?:,\s|\s))?{_PAPER}\s(?:(?:had|have|also|further|\w+ly)\s){{0,2}}{_TOLD}\b
      (?!\s(?:it\s|this\s|that\s|them\s)?to\b)
    | (?P<wrong>wrong|incorrect|false|untrue|not\sso|an\serror)(?:,\s(?:too|also))?:\s(?:is\s|was\s)?that\b
    | [^.;:]{{0,140}}?\b(?:was|were)\s(?:\w+ly\s)?(?:described|given|named)\s(?:as|at)\b )"""
)
"""That a sentence tells what was printed."""
_HEADED = re.compile(
    rf"""(?ix) \s* (?:our|the|an?)\s(?:[\w’'-]+\s){{0,3}}?{_OWN}s?\b [^.;:“”"]{{0,60}}
    (?:["“](?P<headline>[^"”]+)["”])"""
)
"""The headline of what was printed: "Our story of Monday, "Two colonels killed", confused two men"."""
_SETS_RIGHT = re.compile(
    r"(?i)[.;:,—]\s(?:(?:in\s(?:fact|truth|reality)|but|there\s(?:was|were|is|are)|it\s(?:is|was)|"
    r"the\s(?:right|correct|true|actual)|that\sis|this\sis|rather)\b)|\bwhereas\b"
)
"""Where in such a sentence what is so begins."""
_AGAIN = re.compile(r"(?i)\b(?:again|stands?\sby|repeat(?:s|ed)?|reaffirm(?:s|ed)?)\b")
_OPEN = frozenset({Kind.UNKNOWN, Kind.DUTY})


def is_of_before(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is of what a correction tells as printed before."""
    if draft.kind in _OPEN or not _is_correction(scene):
        return False
    start, end = scene.passage.span.start, scene.passage.span.end
    headed = _HEADED.match(scene.text, start, end)
    if headed and headed.start("headline") <= draft.content[0] < headed.end("headline"):
        return True
    printed = _AS_PRINTED.match(scene.text, start, end)
    anchor = max(draft.cue or draft.content, draft.content)[0]
    if printed is None or anchor < printed.end() or _AGAIN.search(scene.text, start, anchor):
        return False
    right = _SETS_RIGHT.search(scene.text, printed.end(), end)
    return right is None or anchor < right.start()


def _is_correction(scene: Scene) -> bool:
    start = scene.passage.span.start
    return _corrects(scene.text) or _CORRECTION_HERE.match(scene.text, start) is not None


@lru_cache(maxsize=4)
def _corrects(text: str) -> bool:
    return _CORRECTING.search(text) is not None


_CORRECTION_HERE = re.compile(r"(?i)\s*(?:\d\d?[.:]\d\d(?:\s?[ap]\.?m\.?)?:?\s)?corrections?:\s")
"""A correction within a log: "9:34 p.m. Correction: we reported that"."""


__all__ = ["is_of_before"]

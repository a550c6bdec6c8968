"""Figures that no longer hold: the 19 of "first counted 19, then 33", of "up from 19", of "had put the toll at 19".

A first report that nothing is said to have replaced stands: "initial reports speak of 14 dead" is what is known. Nobody
is told of as a count of today by a figure that the text itself calls one of before.
"""

import re
from collections.abc import Sequence

from tocsin.model import Span
from tocsin.reading.numbers import Count

_BEFORE = r"(?:earlier|previous(?:ly)?|initial(?:ly)?|first|at\sfirst|original(?:ly)?|provisional(?:ly)?|preliminary)"
_COUNT = r"(?:tolls?|counts?|figures?|estimates?|numbers?|tall(?:y|ies)|totals?)"
_MOVED = (
    r"(?:up|down|revised|corrected|lowered|raised|increased|rose|risen|climbed|jumped|grew|grown|fell|fallen|dropped|"
    r"reduced|cut|changed|amended|updated)"
)
_TOLD = (
    r"(?:said|saying|counted|counting|put|putting|spoke(?:n)?|speaking|gave|given|giving|estimated|listed|stated|thought|"
    r"feared|believed|told)"
)
_REPORTED = r"(?:reported|reporting|announced|announcing|recorded)"
_FROM = re.compile(
    rf"""(?ix) (?:
      \b{_MOVED}\s(?:[\w-]+\s){{0,5}}?from
    | \b(?:earlier|previous|original)\s(?:[\w-]+\s){{0,2}}?(?:{_COUNT}|reports?)\s(?:of|was|were|had\sbeen|that)
    | \b(?:earlier|previous|original)\s(?:[\w-]+\s){{0,2}}?{_COUNT}\s(?:[\w-]+\s){{1,5}}?
      (?:was|were|had\sbeen|stood\sat|of)
    | ,\s(?:against|compared\s(?:with|to)|more\sthan|fewer\sthan)\sthe
    | ,\s(?:against|compared\s(?:with|to)) | \b(?:instead\sof|rather\sthan)
    | \bhad\s(?:(?:earlier|previously|long|until\sthen)\s)?(?:stood|been)\sat
    | \b{_COUNT}\s(?:[\w-]+\s){{0,4}}?(?:was|were|stood)\s(?:previously|originally|initially|at\sfirst)(?:\sat)?
    )\s(?:(?:an?|the|its|their)\s)?(?:{_BEFORE}\s)?(?:{_COUNT}\sof\s)?$"""
)
"""Right before a figure: where the count comes from, or what it was."""
_ONCE_TOLD = re.compile(
    rf"""(?ix) \b(?: (?:had\s)?(?:initially|at\sfirst|originally|previously)\s(?:been\s)?(?:{_TOLD}|{_REPORTED})
    | (?:had\s)?first\s{_TOLD} | had\s(?:earlier|first)\s(?:been\s)?(?:{_TOLD}|{_REPORTED})
    | had\s(?:{_TOLD}|{_REPORTED})\s(?:earlier|before|previously|at\sfirst)
    | (?:at\sfirst|initially|originally),?\s(?:spoke|put|counted|reported|said)
    | after\s(?:earlier|first|initially|previously)\s(?:saying|putting|reporting|giving|announcing|counting)
    )\b(?P<told>[^.;:]*)$"""
)
"""Somewhere before a figure: by whom it was told, once."""
_ON = re.compile(r"(?i)\b(?:but|now|while|whereas|then|later|since|to)\b")
_AS_ONCE_TOLD = re.compile(
    rf"""(?ix) (?:\s[\w’'-]+){{0,3}}?\s(?: as\s{_BEFORE}\s(?:{_TOLD}|{_REPORTED}) | {_BEFORE}\s{_REPORTED}
    | {_REPORTED}\s(?:earlier|previously|before|at\sfirst|initially)
    | (?:was|were|had\sbeen)\s{_BEFORE}\s(?:{_TOLD}|{_REPORTED}) )\b"""
)
"""Right behind a figure: that it was told before."""
_HAD_TOLD = re.compile(
    rf"(?i)\bhad\s(?:{_TOLD}|{_REPORTED})\s(?:of|only|(?:the|its|their|his|her)\s(?:\w+\s)?{_COUNT}\s(?:\w+\s)?(?:at|as))\s$"
)
_AGO = re.compile(
    r"(?i)\s(?:[\w-]+\s)?(?:(?:an?|\w+)\s(?:minutes?|hours?|days?)|the\s(?:morning|day|evening|night|week))\s"
    r"(?:before|earlier)\b"
)
_GOING_ROUND = re.compile(rf"(?i)\bthe\s(?:[\w-]+\s)?{_COUNT}\sof\s$")
_WENT_ROUND = re.compile(
    r"""(?ix) (?:\s(?!who\b)[\w’'-]+){0,2}?,?\s(?:which|that)\s
    (?:(?:has|have|had)\s(?:been\s)?)?(?:(?:was|were|is|are)\s)?
    (?: (?:appeared|circulat\w+|going\sround|went\sround|made\sthe\srounds|spread
        |on\s(?:the\s)?(?:internet|social\smedia))
      | (?:published|printed|posted|quoted|given|reported|broadcast)\b [^;:]*?\s
        (?:is|was|were|are)\s(?:\w+\s)?(?:wrong|false|incorrect|mistaken|inflated|too\s(?:high|low)) )
    \b(?P<rest>[^;:]*)"""
)
"""Right behind a figure: where it was to be heard or read, or that it was wrong, whoever gave it."""
_HOLDS = re.compile(
    r"(?i)\b(?:correct|confirm(?:s|ed)?|verif\w+|accurate|right|stands?|official|true|exact|rise|grow)\b"
)
_THEN = re.compile(
    r"""(?ix) [^.;]{0,70}?(?: ,?\s(?:(?:was|were|has|have|had|been|later|since|subsequently|then|and|but)\s){0,4}
      (?:corrected|revised|raised|lowered|reduced|cut|amended|updated|changed)\s(?:\w+\s)?to
    | ,\s(?:then|later|subsequently)(?:\s(?:to|at))? | ,?\sand\s(?:then|later|finally|at\slast)(?:\sthat)?
    | ,?\s(?:and|then)\s(?:at|by)\s(?:noon|midday|midnight|night(?:fall)?|dusk|dawn|evening|(?:\w+\so['’]clock))
      \s(?:of|it\s(?:said|was)) )
    \s(?:(?:an?|the)\s)?$"""
)
"""Between a figure and the next: what came of it."""
_ANOTHER = re.compile(r"(?i)\s(?:more|others?)\b|[^.;:,]*\s(?:in|at|near)\s(?-i:[A-Z])")
"""Behind the next figure: that it counts on, or elsewhere, and not again."""
_SAID = re.compile(r"(?i)\b(?:said|says|told|spoke|reported|counted|put|toll)\s(?:[\w-]+\s){0,3}$")
_AT_FIRST = re.compile(r"(?i)(?:^|[,;]\s)(?:at\sfirst|initially|originally),?\s$")
_WAS_TOLD = re.compile(rf"(?i)(?:\s[\w’'-]+){{0,3}}?\s(?:was|were)\s(?:{_TOLD}|{_REPORTED})\b")
_PUT_RIGHT = r"(?:brought\sdown|lowered|raised|cut|corrected|revised|reduced|scaled\sdown|halved)"
_LOWERED = re.compile(
    rf"""(?ix) (?: \b{_PUT_RIGHT}\sto\s\d[^.;]{{0,120}},\sfrom\s(?:the|an?)
    | \b(?:retract\w*|withdr[ae]w\w*|took\sback|taking\sback)\s(?:an?|the|its|their)\s(?:[\w-]+\s)?
      (?:statement|report|{_COUNT})\s(?:of|that\s(?:there\s)?(?:had\sbeen|were|was))
    | \bwhere\s(?:it|he|she|they)\shad\s(?:{_TOLD}|{_REPORTED})(?:\sof)? )\s$"""
)
"""Right before a figure: that it was put right, or taken back, or is told beside the one of now."""
_BROUGHT_DOWN = re.compile(
    rf"""(?ix) (?:\s[\w’'-]+){{0,4}}?,\s(?: (?:was|were|has\sbeen|have\sbeen)\s{_PUT_RIGHT}\b
    | (?:brought|lowered|cut|reduced|corrected|revised)\s(?:its|the|that|their|his|her)\s{_COUNT} )
    | \s(?:was|were)\s(?:this\smorning|yesterday|last\snight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]s
      \s{_COUNT} \b"""
)
"""Right behind a figure: that it was put right, or was the figure of another day."""
_TOOK_BACK = re.compile(
    r"""(?ix) [^.;:]{0,90}?,?\s(?:but|and|then)\s(?:(?:has|had|have|was|were|later|then|since|soon|subsequently)\s){0,3}
    (?: corrected\b(?!\s(?:\w+\s){0,2}to\b) | took\s(?:it|that|this|the\sfigure)\sback
    | (?:retracted|withdr(?:ew|awn))(?=[.,;:]|\s(?:it|that|this|the\s(?:figure|report|statement))\b|\son\b|$) )"""
)
"""Behind a figure: that whoever told it took it back."""
_REPORT_THAT = re.compile(r"(?i)\b(?:report|claim|story|statement|bulletin|post)s?\s(?:[^.;:,]{0,40}\s)?that\s[^.;:]*$")
_IS_WITHDRAWN = re.compile(r"(?i)[^.;:]*?\s(?:has|have|had|was|were)\s(?:\w+\s)?(?:withdrawn|retracted|taken\sback)\b")
_WE_TOLD = re.compile(
    r"""(?ix) \b(?: (?:we|this\s(?:newspaper|agency|site|magazine|service)|the\s(?:article|report|story|text)) \s
      (?:(?:had|have|wrongly|mistakenly|incorrectly|also)\s){0,2}
    | (?P<version>(?:earlier|previous|original)\s(?:version|edition)s?\b) [^.;:]{0,80}? \s
    ) (?:wrote|written|said|reported|stated|published|gave|given|put)\b[^;:]*$"""
)
"""Before a figure: that the paper itself told it, once."""
_THE_RIGHT = r"the\s(?:correct|right|true|actual|real)\s(?:figure|number|toll|count|total)\b"
_RIGHT_IS = re.compile(
    rf"""(?ix) \s* (?: {_THE_RIGHT} | in\s(?:fact|truth|reality)\b
    | (?:that|this|it|both|the\s(?:figure|number|toll))\s(?:was|is|were)\s
      (?:wrong|incorrect|an?\s(?:error|mistake)|not\s(?:so|right|correct))\b
    | (?:that|it|this)\sshould\shave\s(?:been|read|said)\b )"""
)
"""In the next sentence: what it should have told."""
_CORRECTED_NEXT = re.compile(
    r"""(?ix) \s* (?:\d\d?[:.]\d\d\s)? (?:[\w’'-]+\s){0,6}? (?:(?:has|have|had|later|since|now)\s){0,3}
    (?:correct|revise|lower|raise|cut|reduce|amend)(?:s|d|ed)?\s
    (?:that|this|it|(?:the|its|their)\s(?:figure|toll|number|count))\sto\b"""
)
"""In the next sentence: that the figure was put right: "the Red Cross corrects that to six"."""
_CHANGED = re.compile(r"(?i)\b(?:corrected|revised|raised|lowered|reduced|cut|amended|updated|changed)\b")


_BESIDE = 400
"""Characters in which everything stands that is said right before a figure."""


def _beside(before: str) -> int:
    return max(0, len(before) - _BESIDE)


def is_earlier(text: str, passage: Span, count: Count, counts: Sequence[Count]) -> bool:
    """Whether a figure is told as one that no longer holds; `counts` are all of its passage."""
    before = text[passage.start : count.figure.start]
    if _FROM.search(before, _beside(before)) or _AS_ONCE_TOLD.match(text, count.span.end, passage.end):
        return True
    if is_put_right(text, passage, count):
        return True
    if _AT_FIRST.search(before, _beside(before)) and _WAS_TOLD.match(text, count.span.end, passage.end):
        return True
    if _HAD_TOLD.search(before, _beside(before)) and _AGO.match(text, count.span.end, passage.end):
        return True
    if _TOOK_BACK.match(text, count.span.end, passage.end) or _CORRECTED_NEXT.match(text, passage.end):
        return True
    if _REPORT_THAT.search(before) and _IS_WITHDRAWN.match(text, count.span.end, passage.end):
        return True
    if (told := _WE_TOLD.search(before)) and (told["version"] or _RIGHT_IS.match(text, passage.end)):
        return True
    once = _ONCE_TOLD.search(before)
    if once and not _ON.search(once["told"]):
        return True
    return _is_followed(text, before, count, counts)


def _is_followed(text: str, before: str, count: Count, counts: Sequence[Count]) -> bool:
    """Whether the next figure is what came of this one, and counts the same people again."""
    later = next((c for c in counts if c.figure.start >= count.span.end), None)
    between = text[count.span.end : later.figure.start] if later else ""
    if later is None or not _THEN.fullmatch(between):
        return False
    if _CHANGED.search(between):
        return True
    return _SAID.search(before, _beside(before)) is not None and _ANOTHER.match(text, later.figure.end) is None


def is_going_round(text: str, passage: Span, count: Count) -> bool:
    """Whether a figure is told of as one that was to be read somewhere or is wrong: it may hold, and may not."""
    if _GOING_ROUND.search(text, passage.start, count.figure.start) is None:
        return False
    heard = _WENT_ROUND.match(text, count.span.end, passage.end)
    return heard is not None and _HOLDS.search(heard["rest"]) is None


def is_put_right(text: str, passage: Span, count: Count) -> bool:
    """Whether the words right beside a figure say that it was put right, or taken back: that many it was not."""
    before = text[passage.start : count.figure.start]
    lowered = _LOWERED.search(before, _beside(before))
    return lowered is not None or _BROUGHT_DOWN.match(text, count.span.end, passage.end) is not None


__all__ = ["is_earlier", "is_going_round", "is_put_right"]

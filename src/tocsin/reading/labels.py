"""Words that name a speaker before what they say: the labels of a transcript's turns, a text that is announced."""

import re

from tocsin.reading.scene import Chars

_LABEL = re.compile(r"(?P<who>[QA]|(?:The\s)?[A-Z][\w.’'-]*(?:\s(?:of\s|the\s)?[A-Z(][\w.’')-]*){1,6}):\s+(?=\S)")
_TEXT = r"(?:statement|communiqu[eé]|leaflet|letter|note|message)"
_OWN_LABEL = re.compile(
    r"(?P<who>(?!(?i:note|nb|warning|update|breaking|correction|corrections|alert|editor|advisory):)[A-Z][\w’'-]+"
    r"(?=:\s+[“\"‘]?(?:We|I)\b)"
    rf"|(?:The|A|Its|Their)\s(?:[\w-]+\s){{0,2}}?{_TEXT}(?=(?:\s(?:reads?|said|says))?:\s+[“\"‘]?(?:We|I|Our)\b))"
    r"(?:\s(?:reads?|said|says))?:\s+"
)
"""A label of one word, or the name of a text, before words that begin with "we": "ELN: We did not bomb it"."""
_OPENS_TEXT = re.compile(
    r"(?i)(?:^|[\s(])(?P<who>(?:the|a|its|their)\s(?:[\w-]+\s){0,2}?"
    rf"{_TEXT})"
    r"(?:\s(?:[\w-]+\s){0,4}?(?:reads?|said|says))?:\s*$"
)
_STAGED = re.compile(
    r"\[(?P<who>(?i:(?:(?:the|an?|first|second|male|female|unidentified|studio)\s)?(?:reporter|correspondent|announcer|"
    r"newsreader|presenter|anchor(?:wo)?man|anchor|host|interviewer|moderator|narrator|commentator|speaker|caller|voice|"
    r"(?:military\s|army\s)?spokes(?:man|woman|person)|minister|president|commander|official|clerk|monitor))"
    r"(?:\s[A-Z][\w.’'-]*){0,3})(?:,\s[a-z][^\]]{0,40}|,\sin\s[A-Z][a-z]+)?\]:?\s+(?=\S)"
)
"""The label of a turn in brackets, as monitors of broadcasts set it: "[Newsreader] The army bombed a market"."""
_STATION = re.compile(
    r"(?P<who>(?:Radio\s[A-Z][\w’'-]+|(?:[A-Z][\w’'-]+\s){1,3}(?:Radio|Television|TV|Agency)))"
    r"(?:,\s(?:in\s[A-Z][a-z]+|\d[^:.;,]{0,25}|[A-Z][a-z]+\s\d[^:.;]{0,15})){1,3}:\s+(?=\S)"
)
"""A station with its day before its words: "Damascus Radio, 10 June 1982: Israeli aircraft raided"."""
_DIRECTION = re.compile(
    r"\[(?i:begin|ends?|passage|video|recording|words?|applause|laughter|music|pause|chant|indistinct|unintelligible|"
    r"inaudible|gunfire|crosstalk|break|footage|cut)\b[^\]]{0,80}\]:?\s+(?=\S)"
)
"""What is heard or seen in a broadcast and said by nobody: "[Begin recording]"."""
_ANNOUNCED = 120
_OURS = re.compile(r"(?i)\b(?:we|our|us)\b")


def label(text: str, start: int, end: int) -> tuple[Chars, int] | None:
    """The label of a transcript's turn at the beginning of a passage, and where the words begin."""
    start = directed(text, start, end)
    found = (look.match(text, start, end) for look in (_LABEL, _OWN_LABEL, _STAGED, _STATION))
    return _words(next(filter(None, found), None))


def directed(text: str, start: int, end: int) -> int:
    """Where the words of a passage begin behind what a transcript notes in brackets: "[Begin recording]"."""
    found = _DIRECTION.match(text, start, end)
    return found.end() if found else start


def _words(found: re.Match[str] | None) -> tuple[Chars, int] | None:
    return (found.span("who"), found.end()) if found else None


def opens_text(text: str, start: int, end: int) -> Chars | None:
    """The words for a text that stand right before a passage of it ("The statement read:"), which speaks as "we"."""
    found = _OPENS_TEXT.search(text, max(0, start - _ANNOUNCED), start) if _OURS.search(text, start, end) else None
    return found.span("who") if found else None


__all__ = ["directed", "label", "opens_text"]

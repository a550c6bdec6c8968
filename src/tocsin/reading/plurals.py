"""Whom "the officials" are: the one group so called, with its state or body, of which the text told before."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.model import Actor, Mention, MentionKind, Span
from tocsin.reading import actors
from tocsin.reading.story import Story

_NOUNS = (
    r"officials|diplomats|investigators|prosecutors|ministers|commanders|generals|officers|envoys|ambassadors|"
    r"spokes(?:men|women|people)|detectives|agents|authorities|lawmakers|analysts"
)
_DEFINITE = re.compile(
    rf"(?i)(?:the|both|these|those)\s(?:same\s)?(?:(?:two|three|four|five|six)\s)?(?P<noun>{_NOUNS})"
)
_NAMED = re.compile(rf"\b(?:{_NOUNS})\b")
_BARE = re.compile(r"(?i)\b(?:the|both|these|those)\s(?:same\s)?(?:(?:two|three|four|five|six)\s)?$")
_FAR = 60
_OWN = re.compile(
    r"(?i)(?:['’]s(?:\s[a-z][\w-]*){0,2}|(?:\s(?:senior|top|high-ranking|intelligence|security|counter-?terrorism|police|"
    r"army|military|defen[cs]e|foreign|government|embassy|federal|border|interior|ministry)){0,3})"
)
"""What may stand between a state or a body and its officials: it owns them, or they are told more closely."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A plural of office: where it ends, and whom the text has named by its noun so far, if it is one group alone."""

    end: int
    only: Mention | None


def named(span: Span, story: Story) -> Mention | None:
    """The group that a definite plural of office goes back to; None where none was named before, or several were."""
    found = _DEFINITE.fullmatch(span.quote)
    if found is None:
        return None
    told = _told(story).get(found["noun"].lower(), ())
    at = bisect_left(told, span.start, key=lambda each: each.end)
    one = told[at - 1].only if at else None
    if one is None:
        return None
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=one.resolved, basis=one.span)


@lru_cache(maxsize=1)
def _told(story: Story) -> Mapping[str, Sequence[_Told]]:
    """For each noun, whom the text has so named up to each place where it stands, worked out once."""
    out: dict[str, list[_Told]] = {}
    spoilt: set[str] = set()
    for match in _NAMED.finditer(story.text):
        noun, end = match[0].lower(), match.end()
        so_far = out.setdefault(noun, [])
        last = so_far[-1].only if so_far else None
        start = _phrase(story.text, match.start())
        if _BARE.fullmatch(story.text, start, match.start()):
            so_far.append(_Told(end, last))
            continue
        one = _of_whom(story, start, match.start(), end)
        if one is None or (last is not None and last.resolved != one.resolved):
            spoilt.add(noun)
        so_far.append(_Told(end, None if noun in spoilt else one))
    return out


_BREAKS = re.compile(r"(?i)[.;:,“”\"()\n]|\b(?:by|to|of|with|from|that|said|told|and|as|but|when|while|if|for|or|on)\s")


def _phrase(text: str, noun: int) -> int:
    """Where the words before a noun begin that belong to it."""
    start = max(0, noun - _FAR)
    ends = [m.end() for m in _BREAKS.finditer(text, start, noun) if not _is_abbreviation(text, m)]
    start = max(ends, default=start)
    while start < noun and text[start].isspace():
        start += 1
    return start


def _is_abbreviation(text: str, mark: re.Match[str]) -> bool:
    return (
        mark[0] == "." and re.search(r"\b[A-Z](?:\.[A-Z])?$", text[max(0, mark.start() - 4) : mark.start()]) is not None
    )


def _of_whom(story: Story, start: int, noun: int, end: int) -> Mention | None:
    """The group's words with its state or body, where those before the noun name just one."""
    span = Span(start=start, end=end, quote=story.text[start:end], text=story.digest)
    held = [m for m in actors.find(story.text, span, story=story) if isinstance(m.resolved, Actor)]
    if len(held) != 1 or held[0].span.start >= noun:
        return None
    one = held[0]
    if one.span.end < noun and not _OWN.fullmatch(story.text, one.span.end, noun - 1):
        return None
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=one.resolved)

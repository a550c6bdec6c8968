"""Warnings that only pass on another's: they go back to whoever gave it, and are no second source.

Who warned is told again and again, by those who repeat it, by the papers that tell of it and by the notice itself. To
count each as an origin of its own would confirm a threat by its own echoes.
"""

import re
from collections.abc import Iterable

from tocsin.model import Actor, Kind, Stage, Statement, Where

_ECHO = re.compile(
    r"\b(?:repeat(?:ed|s|ing)?|echo(?:ed|es|ing)?|cit(?:ed|es|ing)|pass(?:ed|es|ing)? on|relay(?:ed|s|ing)?|"
    r"point(?:ed|s|ing)? to|referr?(?:ed|s|ing)? to)\b",
    re.IGNORECASE,
)
_BEHIND = len(" what the ")
"""How far behind "citing" whoever is cited begins."""
_PAPER = re.compile(r"(?i)\b(?:notice|message|alert|warning|advisory|bulletin|circular|leaflet|e-?mail|letter)s?\Z")
"""What is itself handed on: "the American notice" is nobody's voice but its issuer's."""
_PRESS = re.compile(
    r"(?i)\b(?:newspaper|paper|times|post|herald|tribune|gazette|courier|journal|ledger|news|press|agency|wire|radio|"
    r"television|tv|magazine|daily|weekly|telegraph|guardian|reuters|bbc|cnn|broadcaster|channel|correspondent|reporter)s?\Z"
)
_IS_DONE = r"(?:am|is|are|was|were|be|been|being)\s(?:\w+ly\s|also\s|then\s)?"
_TOLD = re.compile(rf"(?i)\b{_IS_DONE}\Z")
_WENT = re.compile(
    rf"(?i)\s(?:of\s[^,;]{{1,80}}?\s)?(?:(?:had|has|have)\s)?(?:{_IS_DONE}\w+(?:ed|en|nt)|went|gone|reached|came)\b"
)
"""How a warning is told whose giver is not named: "were told", "the message went to", "a warning was sent"."""


def may_echo(statement: Statement) -> bool:
    """Whether a statement speaks of a danger that others may have warned of before: a warning, a plot to come."""
    plotted = statement.kind is Kind.PLOT and statement.stage is Stage.PLANNED and not statement.speakers
    return statement.kind is Kind.WARNING or plotted


def echoes_among(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Of the statements of one text that may echo, those that do, each with the warning that it passes on.

    Of several warnings that others gave, the last one told before it or in its sentence. A text's own voice adds
    nothing to the warning of which it has told; nor does whoever only tells that one was given. A newspaper is nobody
    whom others repeat. What is feared in another country
    is another matter.
    """
    group = tuple(statements)
    echoing = {s.id for s in group if _echoes(s)}
    heard = [s for s in group if s.kind is Kind.WARNING and s.speakers and not _PRESS.search(s.speakers[-1].name)]
    given = [s for s in heard if s.id not in echoing]
    out: dict[str, Statement] = {}
    for s in group:
        whose = () if s.id not in echoing else given or [o for o in heard if not repeats(o)]
        before = [o for o in whose if o.passage.start <= s.passage.start and _voice(o) != _voice(s)]
        if others := [o for o in before if _may_be_one(o, s)]:
            out[s.id] = max(others, key=_start)
    return out


def is_only_told(statement: Statement) -> bool:
    """Whether nobody is named as whoever gave a warning: "the message went to the service, the newspaper said"."""
    text, begin = statement.passage.quote, statement.passage.start
    inside = next((c for c in statement.content if statement.cue and c.start <= statement.cue.start < c.end), None)
    last = statement.speakers[-1].mention if statement.speakers else None
    if inside is None or statement.cue is None or (last and inside.start <= last.span.start < inside.end):
        return False
    before = text[inside.start - begin : statement.cue.start - begin]
    behind = text[statement.cue.end - begin : inside.end - begin]
    return bool(_TOLD.search(before) or _WENT.match(behind))


def plain(name: str) -> str:
    """A name to compare others with: in small letters, without its article."""
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.casefold().split()))


def _echoes(statement: Statement) -> bool:
    """Whether a statement has no voice of its own in what is warned of.

    Its sentence says that it repeats another or points to one; a notice itself speaks; it only tells that a warning was
    given, or the report tells of the danger in its own voice. What is said not to be so is no echo: whoever says that
    nobody was warned passes nothing on.
    """
    if repeats(statement):
        return True
    if statement.negative:
        return False
    if not statement.speakers or is_only_told(statement):
        return True
    last = statement.speakers[-1]
    known = last.mention is not None and isinstance(last.mention.resolved, Actor)
    return not known and _PAPER.search(last.name) is not None


def repeats(statement: Statement) -> bool:
    """Whether the sentence says, after this warning begins, that it repeats or points to another.

    Not where it only names whom it quotes: "the paper reported, citing officials" goes back to the officials.
    """
    if not statement.speakers:
        return False
    begin = statement.passage.start
    quoted = {s.mention.span.start - begin for s in statement.speakers if s.mention}
    found = _ECHO.finditer(statement.passage.quote, max(_start(statement) - begin, 0))
    return any(not quoted & set(range(hit.end(), hit.end() + _BEHIND)) for hit in found)


def _may_be_one(left: Statement, right: Statement) -> bool:
    """Whether two do not speak of different countries."""
    one, other = _countries(left), _countries(right)
    return not one or not other or not one.isdisjoint(other)


def _countries(statement: Statement) -> frozenset[str]:
    places = (m.resolved for m in statement.roles.place)
    return frozenset(p.country for p in places if isinstance(p, Where) and p.country)


def _start(statement: Statement) -> int:
    spoken = (s.mention.span.start for s in statement.speakers if s.mention)
    return min((*spoken, *(span.start for span in statement.content)), default=statement.passage.start)


def _voice(statement: Statement) -> str:
    if not statement.speakers:
        return ""
    speaker = statement.speakers[-1]
    resolved = speaker.mention.resolved if speaker.mention else None
    return resolved.id if isinstance(resolved, Actor) else plain(speaker.name)

"""What a time is told from: the day of the dateline, else of publication, and whether the words look back or ahead."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tocsin.model import Span, When
from tocsin.reading import days

Readings = tuple[When | None, ...]
"""What a time may mean: nothing that can be said, one interval, or the several that are possible."""

NONE: Readings = ()


def one(when: When | None) -> Readings:
    """The one reading, or none."""
    return (when,) if when else NONE


class Looking(Enum):
    """Which way the words about a time look: to what was, to what is to come, or neither that can be seen."""

    BACK = "back"
    AHEAD = "ahead"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A day and the name of it (None, "" where nothing is known), and which way the words about the time look."""

    day: date | None
    name: str
    looking: Looking = Looking.NEITHER

    @property
    def ahead(self) -> bool:
        """Whether the time told is still to come."""
        return self.looking is Looking.AHEAD


def ground(published: When | None, dateline: When | None) -> Ground:
    """The day that the times of a report are told from."""
    if dateline:
        return Ground(day=dateline.last_day, name=f"dateline {dateline.last_day}")
    if published:
        return Ground(day=published.last_day, name=f"published {published.last_day}")
    return Ground(day=None, name="")


_NEAR = 90
_GOVERNED = 12
"""Characters before a time in which its verb is looked for, and the words that may stand between a past verb and it."""
_MEANT = r"(?:intend|threaten|vow|expect|hope|aim|want|promise|pledge|agree|plan(?:n(?=ed|ing))?)(?:s|ed|ing)?\sto"
_WARNED = (
    r"warn(?:s|ed|ing)?\s(?:(?:again|also|on|late|early|last|this|\w+ly)\s){0,3}(?:(?:\w+day|night|week|month)\s)?"
    r"(?:of|against|about)|"
    r"warn(?:s|ed|ing)?\s[^,.;]{1,40}?\s(?:of|against|about)\s(?:an?|attacks|(?:possible|planned|imminent|likely)\s\w+)"
)
_PLANNED = r"planned\s(?:(?:not\s)?(?:for|on)|a|[^,.;]{1,60}?\sfor(?=\s(?:the\s)?$))"
_TO_COME = (
    r"will|['’]ll|shall|would|must|may|might|could|(?:is|are)\sto|to\sbe|going\sto|take\splace|begins?|opens?|expires?|"
    r"(?<!had\sbeen\s)(?:due|scheduled|slated|expected|delayed|postponed)|set\s(?:for|to)|extended\s(?:to|until)|"
    rf"(?P<told>{_PLANNED}|{_WARNED})|ha(?:s|ve)\sdecided\sto|(?:planning|plans|preparing|preparations)\s(?:for|on)|{_MEANT}|vowed|avoid|call(?:s|ed|ing)?\sfor|"
    r"upcoming|coming|imminent|possible|deadline|effective|payable|before\sthe\send\sof|"
    r"(?:ahead\sof|as\s(?:early|late|soon)\sas)(?=\s(?:the\s)?$)|(?P<bound>by|until|till|(?P<through>through))(?=\s(?:the\s)?$)"
)
_ORDERED = (
    r"(?:told|warned|ordered|urged|asked|instructed|advised|summoned|subpoenaed|invited|required)\s(?:(?!that\b|he\b|she\b|they\b|it\b|who\b|how\b|was\b|had\b|went\b)"
    r"[\w’'-]+\s){1,4}?to(?=\s(?!the\b|an?\b|h(?:is|er)\b|their\b)(?-i:[a-z]))"
)
_WAS = (
    r"(?<!\bbe\s)(?<!\bbeen\s)(?<!\bbeing\s)(?<!\bto\s)(?:(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\bstill\s)(?-i:(?!hundred|preferred\b)[a-z]+[^\We]ed)|agreed|freed|said|told|was|"
    r"were|had|did|met|went|came|took|made|got|held|left|fell|rose|struck|hit|shot|found|gave|began|saw|broke|blew|sent|"
    r"won|lost|ran|wrote|spoke|led|fled)"
)
_COULD_NOT = r"(?:neither\b[^.;]{0,90}?|no\sone|nobody)\scould|could(?:\snot|n['’]t)"
_BEFORE = re.compile(rf"(?i)\b(?:(?P<unable>{_COULD_NOT})|(?P<ahead>{_ORDERED}|{_TO_COME})|(?P<back>{_WAS}))(?!\w)")
_HAD = re.compile(r"(?i)\bhad\s(?!(?:\w+\s){0,8}?to\b)")
_GOES_ON = re.compile(
    r"(?i)\b(?:is|are|remains?|stays?|lasts?|continues?|runs?|valid|bans?|curfew|(?:extend|prolong|clos|suspend|cancel|banned|order)\w*)\b"
)
"""What is told to last, or was ruled to: its "through Friday" looks ahead."""
_AT_ONCE = r"will|shall|['’]ll|(?:is|are)\s(?:to|due|set|expected)|(?:plan|intend|hope|aim|expect)s?\sto"
_BEHIND = re.compile(rf"(?i)\s(?P<term>deadline|ultimatum)\b|[^.;]{{0,80}}?\b(?:(?P<ahead>{_AT_ONCE})|{_WAS})\b")

_HAD_TOLD = re.compile(r"(?i)\bhad\s(?:(?:been(?!\splan)|also|again|already|once|twice|\w+ly)\s){0,3}(?:warn|plan)$")
_LAST = re.compile(r"(?i)\blast\s(?:week|month|year|\w+day)\b")
_WEEKDAY = re.compile(rf"(?i)\b(?:{'|'.join(name for name in days.WEEKDAYS if name.endswith('day'))})\b")
_DONE = re.compile(
    r"(?i),?\s(?:(?:and|that|which)\s)?(?:killed|wounded|injured|left|hit|struck|shook|destroyed|claimed)(?=\s)"
)
"""What tells that a deed was done on the day that it was planned for: "the attack planned for Monday killed nine"."""
_WHOEVER = re.compile(r"(?i)\b(?:whoever|any(?:one|body)\swho|those\swho)\s[^.;,]{1,60}$")
_WOULD = re.compile(r"(?i)[^.;]{0,60}?\b(?:would|will)\b")


def looking(text: str, start: int, end: int, span: Span, today: date | None = None) -> Looking:
    """Which way the words about a time look: the nearest sign before it in its clause, else the first one behind it."""
    behind = _BEHIND.match(text, end, span.end)
    if behind and behind["term"]:
        return Looking.AHEAD
    left = max(span.start, start - _NEAR)
    if _WHOEVER.search(text, left, start) and _WOULD.match(text, end, span.end):
        return Looking.AHEAD
    signs = list(_BEFORE.finditer(text, max(left, text.rfind(";", left, start) + 1), start))
    if signs and signs[-1]["through"] and any(s["back"] for s in signs) and not _GOES_ON.search(text, left, start):
        signs = [s for s in signs if not s["through"]]  # "planes bombed the town through Friday"
    if signs and signs[-1]["bound"]:
        whose = text.startswith(("'s", "’s"), end)  # "brought down by Friday's explosion"
        if whose or _HAD.search(text, left, min(end + _NEAR, span.end)):
            return Looking.BACK
    if signs and (over := _is_over(text, left, signs[-1], (start, end), today)):
        return over
    if signs and signs[-1]["ahead"]:
        return Looking.AHEAD
    if signs:
        near = len(text[signs[-1].end() : start].split()) <= _GOVERNED
        return Looking.BACK if near else Looking.NEITHER
    if behind is None:
        return Looking.NEITHER
    return Looking.AHEAD if behind["ahead"] else Looking.BACK


def _is_over(text: str, left: int, sign: re.Match[str], at: tuple[int, int], today: date | None) -> Looking | None:
    """Which way words look that tell of a warning or a plan that is past itself; None where they do not."""
    if not sign["told"]:
        return None
    if _DONE.match(text, at[1]):
        return Looking.BACK
    told = text[left : sign.start() + len("warn")]
    had = _HAD_TOLD.search(told)  # "had warned of an attack on Sunday": the last or the next
    past = had or _LAST.search(sign["told"]) or (today and _came_since(sign["told"], text[at[0] : at[1]], today))
    return Looking.NEITHER if past else None


def _came_since(told: str, quote: str, today: date) -> bool:
    """Whether a weekday came since the one on which it was warned of: "on Friday of ... Sunday", told on a Tuesday."""
    given, feared = _WEEKDAY.search(told), _WEEKDAY.search(quote)
    if given is None or feared is None:
        return False
    first = days.WEEKDAYS[given[0].lower()]
    ago, until = (today.weekday() - first) % 7, (days.WEEKDAYS[feared[0].lower()] - first) % 7
    return 0 < until < ago

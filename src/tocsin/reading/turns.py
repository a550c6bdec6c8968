"""Whose turn goes on in a record of speeches: a minister's statement runs over many paragraphs, until another rises.

What somebody says in a parliament or an interview must never pass for the report's own word because a line was left
blank in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tocsin.reading import labels
from tocsin.reading.passages import Passage
from tocsin.reading.scene import Chars

_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_ADDRESS = re.compile(r"(?:Dear|Sirs?|Madam|My|To)\b")
"""How a letter begins, whose colon names the one who reads it."""
_QUOTES = re.compile(r"[^\w\n]*[“\"«]")
_NAME = r"(?:[A-Z(][\w.,’'()-]*|of|for|the|and|in)"
_OTHERS = re.compile(rf"(?:{_NAME}\s){{0,11}}{_NAME}(?::|\.\s?[-–—]{{1,2}})\s")
"""What looks like the label of a turn, whoever it names: it ends the turn before."""
_OF_THE_RECORD = re.compile(
    r"[(\[]|(?i:leave\sgranted|interview\sby|translat|(?:editor|monitor|translator|transcriber)(?:['’]s|s['’]?)?\s|"
    r"(?:the|this)\s(?:sitting|session|house|chamber|debate|hearing|meeting|motion|question|interview|conversation|"
    r"recording|broadcast|programme)\s(?:was|were|is|has|had|then|rose|rises|adjourn\w*|divided|voted|took|ended|ends|"
    r"closed|stands?|stood|resumed?)\b)"
)
"""How a paragraph begins that tells of the record itself, and is nobody's speech."""


class Turns(NamedTuple):
    """Who holds the floor in the sentences behind a label, by where they start, and the labels."""

    held: dict[int, Chars]
    labels: frozenset[Chars]


def of(text: str, passages: Sequence[Passage]) -> Turns:
    """The turns of a record of speeches; none in another text.

    A turn that opens with a quotation mark ends with the quotation.
    """
    paragraphs = list(_paragraphs(passages))
    opened = [_opens(text, each) for each in paragraphs]
    if not _is_record(text, paragraphs, opened):
        return Turns({}, frozenset())
    found: dict[int, Chars] = {}
    turn: Chars | None = None
    answers: Chars | None = None
    for each, who in zip(paragraphs, opened, strict=True):
        if who is not None or _ends_turn(text, each[0]):
            turn = who if who and not _QUOTES.match(text, who[1]) else None
            answers = who if who and not _asks(text, who) else answers
        elif turn is not None and _asks(text, turn):
            turn = answers  # a paragraph behind a question is the answer
        if turn is not None:
            found |= {p.span.start: turn for p in each[who is not None :]}
    return Turns(found, frozenset(filter(None, opened)))


def _asks(text: str, who: Chars) -> bool:
    return text[slice(*who)] == "Q"


def _paragraphs(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The sentences of each paragraph."""
    return (tuple(each) for _, each in groupby(passages, key=lambda p: p.paragraph))


def _opens(text: str, each: Sequence[Passage]) -> Chars | None:
    """Whose turn a paragraph opens."""
    start, end = each[0].span.start, each[0].span.end
    if _ADDRESS.match(text, start) or labels.is_entry(text, start, end):
        return None
    if (alone := labels.rises(text, start, each[-1].span.end)) is not None:
        return alone
    found = None if each[0].heading else labels.label(text, start, end)
    return found[0][0] if found else None


def _ends_turn(text: str, first: Passage) -> bool:
    start = first.span.start
    return first.heading or first.furniture or any(look.match(text, start) for look in (_OTHERS, _OF_THE_RECORD))


def _is_of_person(name: str) -> bool:
    """Whether a label is somebody's: a title or an office, one name in capitals, the A of an interview."""
    return labels.is_office(name) or (name.isupper() and " " not in name)


def _is_record(text: str, paragraphs: Sequence[Sequence[Passage]], opened: Sequence[Chars | None]) -> bool:
    """Whether a text is a record of speeches: several take turns, or an office speaks as "I" from its first line on."""
    names = Counter(text[slice(*who)] for who in opened if who)
    if len(names) > 1 and any(names[name] > 1 and _is_of_person(name) for name in names):
        return True
    at = next((n for n, p in enumerate(paragraphs) if opened[n] or not (p[0].heading or p[0].furniture)), None)
    if at is None or (who := opened[at]) is None or not labels.is_office(text[slice(*who)]):
        return False
    start, end = paragraphs[at][0].span.start, paragraphs[at][-1].span.end
    if labels.rises(text, start, end) and at + 1 < len(paragraphs):
        end = paragraphs[at + 1][-1].span.end
    return _FIRST_PERSON.search(_QUOTED.sub("", text[start:end])) is not None

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

_SPEAKS = re.compile(r"(?<!World\sWar\s)\b(?:I|[Mm]y|[Ww]e)\b")
_TALKS = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Yy]ou|[Yy]our)\b|\?")
"""What is said to somebody, and not reported."""
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


_WITNESSED = re.compile(
    r"(?i:\bour\s(?:own\s)?(?:reporter|correspondent|staff)\b)|"
    r"\A(?:Mr|Mrs|Ms|Mme|Dr|Sir|Dame)\.?\s[A-Z][^.\n]{0,40}\([^()\n]+\)[^.:\n]{0,40}?\s[a-z]+ed\b|"
    r"\A(?:Mr|Mrs|Ms|Mme|Dr|Sir|Dame)\.?\s[A-Z][^.\n]{0,40}\([^()\n]+\)\s(?:said|spoke|told|took|gave)\b"
)
"""What only whoever sets down what others said or did would write."""
_ELSEWHERE = re.compile(
    r"\A(?:Outside|Elsewhere|Meanwhile|Separately|Earlier)\b|\A[^.]{3,60},\smeanwhile,|"
    r"\A(?:Mr|Mrs|Ms|Mme|Dr|Sir|Dame)\.?\s(?:[A-Z][\w.’'-]*\s){1,4}(?:said|told|accused|added|denied|claimed|asked)\b"
)
"""How a report goes on to what else happened: no end of a turn where somebody still says "I" behind it."""
_SPOKE = (
    r"\s(?:(?:also|later|then|had|has)\s)?(?:spoke|speaks|spoken|said|says|told|added|was\sspeaking|were\sspeaking)\b"
)
_CHAIR = re.compile(
    r"(?i:\b(?:mr|madam|mme|mrs)\.?\s(?:deputy\s)?(?:speaker|president|chair\w*)\b|\b(?:honou?rable|my\slords)\b)|"
    r"\b(?:Sir|Madam)\b"
)
_OF_MINUTES = re.compile(r"(?:\s\([^()\n]*\)){0,2}\.\s?[-–—]")
"""How the minutes of a parliament set off whoever rises: "The MINISTER.- Sir, I rise"."""
_LEAST = 3
"""Words of a turn that is no more than a call ("Quite.", "Copy."), behind which nobody goes on."""


class Turns(NamedTuple):
    """Who holds the floor in the sentences behind a label, by where they start, and the names of those who talk."""

    held: dict[int, Chars]
    talking: frozenset[str]


def of(text: str, passages: Sequence[Passage]) -> Turns:
    """The turns of a record of speeches; none in another text.

    A turn that opens with a quotation mark ends with the quotation.
    """
    paragraphs = list(_paragraphs(passages))
    opened = [_opens(text, each) for each in paragraphs]
    talking = _talking(text, paragraphs, opened)
    if not _is_record(text, paragraphs, opened, talking):
        return Turns({}, frozenset())
    several = len({text[slice(*who)] for who in opened if who}) > 1
    found: dict[int, Chars] = {}
    answers: Chars | None = None
    turns = [(n, who) for n, who in enumerate(opened) if who]
    for (n, who), stop in zip(turns, [*(n for n, _ in turns[1:]), len(paragraphs)], strict=True):
        answers = answers if _asks(text, who) else who
        if _QUOTES.match(text, who[1]):
            continue
        found |= {p.span.start: who for p in paragraphs[n][1:]}
        holder = answers if _asks(text, who) else who  # a paragraph behind a question is the answer
        if holder is None:
            continue
        goes_on = stop < len(paragraphs) or _goes_on(text, who, paragraphs[n], several=several)
        behind = paragraphs[n + 1 : stop]
        reach = _reach(text, holder, behind, goes_on=goes_on)
        found |= {p.span.start: holder for each in behind[:reach] for p in each}
    return Turns(found, talking)


def _reach(text: str, holder: Chars, behind: Sequence[Sequence[Passage]], *, goes_on: bool) -> int:
    """How many of the paragraphs behind it are of a turn: to the last that says "I", and on where a turn `goes_on`."""
    over = (n for n, each in enumerate(behind) if _ends_turn(text, each[0]) or _tells_of(text, holder, each))
    stop = next(over, len(behind))
    said = 1 + max((n for n in range(stop) if _SPEAKS.search(_unquoted(text, behind[n]))), default=-1)
    if not goes_on:
        return said
    return next((n for n in range(said, stop) if _ELSEWHERE.search(_unquoted(text, behind[n]))), stop)


def _goes_on(text: str, who: Chars, opening: Sequence[Passage], *, several: bool) -> bool:
    """Whether the last turn goes on where nobody says "I": that of an office, in a record that looks like one.

    Under one label alone it may be a headline, which the report's own text follows ("Commissioner Ali: I will resign").
    """
    start, end = opening[0].span.start, opening[-1].span.end
    if labels.rises(text, start, end):
        return True
    words = text[who[1] : end]
    if not several:
        return _CHAIR.search(words) is not None or _OF_MINUTES.match(words) is not None
    name = text[slice(*who)]
    return (labels.is_office(name) or name in {"A", "Q"}) and len(words.split()) > _LEAST


def _tells_of(text: str, holder: Chars, each: Sequence[Passage]) -> bool:
    """Whether a paragraph tells of whoever holds the floor, or of its own reporter, and is no speech of theirs."""
    words = _unquoted(text, each)
    if _WITNESSED.search(words):
        return True
    name = re.findall(r"\w[\w’'-]*", re.sub(r"\(.*", "", text[slice(*holder)]))
    if not name or len(name[-1]) < _LEAST:
        return False
    one = re.escape(name[-1])
    office = next((w for w in name if labels.is_office(w) and len(w) > _LEAST), name[0])
    spoke = re.search(rf"(?i)\b(?:the\s{re.escape(office)}|{one}(?:\sand\s\w+)?){_SPOKE}", words)
    return spoke is not None


def _unquoted(text: str, each: Sequence[Passage]) -> str:
    return _QUOTED.sub("", text[each[0].span.start : each[-1].span.end])


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


def _talking(text: str, paragraphs: Sequence[Sequence[Passage]], opened: Sequence[Chars | None]) -> frozenset[str]:
    """The names in whose turns somebody is spoken to or asked, or says "I"; and those that rise behind a question."""
    own = [_unquoted(text, each) for each in paragraphs]
    asked = (False, *(words.rstrip().endswith("?") for words in own))
    turns = zip(opened, own, asked[:-1], strict=True)
    return frozenset(text[slice(*who)] for who, words, answers in turns if who and (answers or _TALKS.search(words)))


def _is_record(
    text: str, paragraphs: Sequence[Sequence[Passage]], opened: Sequence[Chars | None], talking: frozenset[str]
) -> bool:
    """Whether a text is a record of speeches: several take turns, or an office speaks as "I" from its first line on."""
    names = Counter(text[slice(*who)] for who in opened if who)
    again = [name for name in names if names[name] > 1 and _is_of_person(name)]
    if len(names) > 1 and any(talking or labels.is_office(name) for name in again):
        return True
    at = next((n for n, p in enumerate(paragraphs) if opened[n] or not (p[0].heading or p[0].furniture)), None)
    if at is None or (who := opened[at]) is None or not labels.is_office(text[slice(*who)]):
        return False
    start, end = paragraphs[at][0].span.start, paragraphs[at][-1].span.end
    if labels.rises(text, start, end) and at + 1 < len(paragraphs):
        end = paragraphs[at + 1][-1].span.end
    return _SPEAKS.search(_QUOTED.sub("", text[start:end])) is not None

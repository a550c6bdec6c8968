"""What must hold of the characters of any reading, whoever read it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise

from tocsin.model import Reading, Report, Span, UnreadBecause


def spans(word: object) -> Iterator[Span]:
    """Every span inside a word."""
    if isinstance(word, Span):
        yield word
    elif isinstance(word, tuple):
        for each in word:
            yield from spans(each)
    elif is_dataclass(word) and not isinstance(word, type):
        for field in fields(word):
            yield from spans(getattr(word, field.name))


def misquoted(reading: Reading, report: Report) -> list[str]:
    """The quotes of a reading that do not stand in the report's text just where they say."""
    found = (span for word in (*reading.statements, *reading.unread) for span in spans(word))
    return [
        s.quote for s in found if s.text != report.text_digest or report.text[s.start : s.end] != s.quote or not s.quote
    ]


def unaccounted(reading: Reading, report: Report) -> str:
    """The characters, blanks aside, that lie in the passage of no statement and of nothing unread."""
    covered: set[int] = set()
    for passage in _passages(reading):
        covered |= set(range(passage.start, passage.end))
    return "".join(c for at, c in enumerate(report.text) if at not in covered and not c.isspace())


def counted_twice(reading: Reading) -> list[str]:
    """Passages that overlap another, or are both read and unread for another reason than a refusal."""
    order = sorted({(p.start, p.end, p.quote) for p in _passages(reading)})
    overlapping = [b[2] for a, b in pairwise(order) if b[0] < a[1]]
    read = {(s.passage.start, s.passage.end) for s in reading.statements}
    both = [
        u.passage.quote
        for u in reading.unread
        if (u.passage.start, u.passage.end) in read and u.because is not UnreadBecause.REFUSED
    ]
    return overlapping + both


def _passages(reading: Reading) -> list[Span]:
    return [s.passage for s in reading.statements] + [u.passage for u in reading.unread]

"""Report -> statements: what a text says, grounded to exact characters, or Unread with a reason.

`read` takes a report and the day it was published (None leaves relative times unresolved) and gives a `Reading` in
which every passage stands in a statement or in an `Unread`. Behind every reader stands the verifier: a statement that
the characters do not bear is refused and kept as `Unread(refused)`, never repaired.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from tocsin.model import Reading, Report, Statement, Unread, UnreadBecause, When
from tocsin.reading import passages, verify
from tocsin.reading.passages import Passage
from tocsin.reading.rules import Rules

__all__ = ["Reader", "Rules", "read"]

READABLE = frozenset({"en"})
LONGEST = 6000
"""Characters of the longest sentence that is read: what runs on further is a table or a list that lost its lines, and
the time to read a sentence grows with the square of its length."""


class Reader(Protocol):
    """Whatever proposes statements: its name with its version, and what it sees in the passages it is given."""

    @property
    def name(self) -> str:
        """The name and version, as the statements carry it."""
        ...

    def propose(self, report: Report, *, passages: Sequence[Passage], published: When | None) -> Iterable[Statement]:
        """What the reader sees in these passages of the report; the verifier decides what stands."""
        ...


def read(report: Report, *, published: When | None, reader: Reader | None = None) -> Reading:
    """What a report says, as published then.

    Passages in a language that cannot be read, damaged passages, furniture and headlines above a text
    are not read and say so. An unknown language (a short text) is read as English.
    """
    reader = reader or Rules()
    cut = passages.split(report.text)
    barred = {p.span.start: unread for p in cut if (unread := _barred(report, p, cut))}
    proposed = reader.propose(report, passages=tuple(p for p in cut if p.span.start not in barred), published=published)
    statements: dict[str, Statement] = {}
    refused: list[Unread] = []
    for statement in proposed:
        fault = verify.refuse(statement, text=report.text, passages=cut)
        if fault is None:
            statements.setdefault(statement.id, statement)
        else:
            refused.append(
                _refused(report, statement, cut, f"{reader.name}, {statement.because or 'no rule named'}: {fault}")
            )
    said = {s.passage.start for s in statements.values()} | {u.passage.start for u in refused}
    silent = [
        _unread(report, p, UnreadBecause.NOTHING_FOUND)
        for p in cut
        if p.span.start not in said and p.span.start not in barred
    ]
    return Reading(
        report=report.id,
        reader=reader.name,
        statements=tuple(statements.values()),
        unread=tuple(sorted((*barred.values(), *refused, *silent), key=lambda u: (u.passage.start, u.proposed))),
    )


def _barred(report: Report, passage: Passage, cut: Sequence[Passage]) -> Unread | None:
    """Why a passage is not given to a reader at all; None where it is."""
    if passage.furniture:
        return _unread(report, passage, UnreadBecause.FURNITURE)
    if passage.damaged:
        return _unread(
            report, passage, UnreadBecause.DAMAGED, "one character in ten or more is a control or replacement character"
        )
    if passage.span.end - passage.span.start > LONGEST:
        return _unread(
            report, passage, UnreadBecause.DAMAGED, f"more than {LONGEST} characters without the end of a sentence"
        )
    if report.language not in {None, "", *READABLE}:
        return _unread(report, passage, UnreadBecause.LANGUAGE, f"the report is in {report.language!r}")
    first = passage is cut[0] and passage.heading
    if first and any(not p.heading and not p.furniture for p in cut):
        return _unread(
            report, passage, UnreadBecause.NOTHING_FOUND, "a headline: what it says is read where the text says it"
        )
    return None


def _unread(report: Report, passage: Passage, because: UnreadBecause, detail: str = "") -> Unread:
    return Unread(report=report.id, passage=passage.span, because=because, detail=detail)


def _refused(report: Report, statement: Statement, cut: Sequence[Passage], fault: str) -> Unread:
    """The refusal, where the statement's passage stands; a passage that is none of the text's goes to the first.

    A text without a passage has no place of its own to show: the refusal keeps the place that was proposed.
    """
    at = next((p for p in cut if p.span == statement.passage), next(iter(cut), None))
    quote = " … ".join(c.quote for c in statement.content)
    return Unread(
        report=report.id,
        passage=at.span if at else statement.passage,
        because=UnreadBecause.REFUSED,
        detail=fault,
        proposed=f"{statement.kind.value}: {quote}",
    )

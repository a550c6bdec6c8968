"""Report -> statements: what a text says, grounded to exact characters, or Unread with a reason.

`read` takes a report and the day it was published (None leaves relative times unresolved) and gives a `Reading` in
which every passage stands in a statement or in an `Unread`. Behind every reader stands the verifier: a statement that
the characters do not bear is refused and kept as `Unread(refused)`, never repaired.

A text with hidden characters inside its words is read as if they were not there; the spans count them (`unseen`).

`Rules` is the reader that comes with us; `Asked` puts the passages to whatever is handed to it, as a `Question`.
`unanswered` says which passages a reading lacks because it got no answer.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from tocsin.model import Reading, Report, Span, Statement, Unread, UnreadBecause, When
from tocsin.reading import negation, passages, unseen, verify
from tocsin.reading.asked import Asked, Question
from tocsin.reading.passages import Passage
from tocsin.reading.rules import Rules

__all__ = ["Asked", "Question", "Reader", "Rules", "read", "unanswered"]

READABLE = frozenset({"en"})
LONGEST = 6000
"""Characters of the longest sentence that is read: what runs on further is a table or a list that lost its lines, and
the time to read a sentence grows with the square of its length."""
MOST_NOTS = 100
"""Negations of one sentence that is read: each is held against all before it, and nobody means so many."""


class Reader(Protocol):
    """Whatever proposes statements: its name with its version, and what it sees in the passages it is given.

    What it proposes and cannot tie to the characters is an `Unread`: `detail` says why, `proposed` what it was.
    Without `proposed`, the passage itself went unread, for want of an answer.
    """

    @property
    def name(self) -> str:
        """The name and version, as the statements carry it."""
        ...

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> Iterable[Statement | Unread]:
        """What the reader sees in these passages of the report; the verifier decides what stands."""
        ...


def read(report: Report, *, published: When | None, reader: Reader | None = None) -> Reading:
    """What a report says, as published then.

    Passages in a language that cannot be read, damaged passages, furniture and headlines above a text
    are not read and say so. An unknown language (a short text) is read as English.
    """
    reader = reader or Rules()
    view = unseen.view(report)
    if view is None:
        return _read(report, published=published, reader=reader, view=None)
    return view.back(_read(view.report, published=published, reader=reader, view=view))


def _read(report: Report, *, published: When | None, reader: Reader, view: unseen.View | None) -> Reading:
    """What a report says, or the `view` of one without its hidden characters."""
    cut = passages.split(report.text)
    barred = {p.span.start: unread for p in cut if (unread := _barred(report, p, cut))}
    given = tuple(p for p in cut if p.span.start not in barred)
    may_be_read = {p.span for p in given}
    proposed = reader.propose(report, passages=given, published=published)
    statements: dict[str, Statement] = {}
    refused: list[Unread] = []
    for item in map(view.onto, proposed) if view else proposed:
        if isinstance(item, Unread):
            refused.append(_refused(report, item, cut, f"{reader.name}: {item.detail or 'no reason given'}"))
            continue
        fault = verify.refuse(item, text=report.text, passages=cut) or _not_given(item, may_be_read)
        if fault is None and not _is_otherwise(item, statements.setdefault(item.id, item)):
            continue
        fault = fault or "of this kind, with this content and these speakers, another statement stands already"
        refused.append(_refused(report, item, cut, f"{reader.name}, {item.because or 'no rule named'}: {fault}"))
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
    if len(passage.span.quote) > 3 * MOST_NOTS and len(negation.negators(passage.span.quote)) > MOST_NOTS:
        return _unread(
            report, passage, UnreadBecause.DAMAGED, f"more than {MOST_NOTS} negations without the end of a sentence"
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


def unanswered(found: Reading) -> tuple[Unread, ...]:
    """The passages that went unread because the reader got no answer about them: nobody knows what they say."""
    return tuple(u for u in found.unread if u.because is UnreadBecause.REFUSED and not u.proposed)


def _not_given(statement: Statement, given: Collection[Span]) -> str | None:
    """Whether a reader went beyond what it was given: headlines, damage and other languages are not its to read."""
    return None if statement.passage in given else "the passage was not given to be read"


def _is_otherwise(one: Statement, other: Statement) -> bool:
    """Whether two statements of one id say different things of it (figures, polarity, roles)."""
    return (
        one is not other
        and replace(one, because=other.because, score=other.score, suggestion=other.suggestion) != other
    )


def _refused(report: Report, item: Statement | Unread, cut: Sequence[Passage], fault: str) -> Unread:
    """The refusal, where the passage stands; a passage that is none of the text's goes to the first.

    A text without a passage has no place of its own to show: the refusal keeps the place that was proposed.
    Whatever a reader calls the reason, it is kept as refused: only this room says what is furniture or foreign.
    """
    at = next((p for p in cut if p.span == item.passage), next(iter(cut), None))
    if isinstance(item, Unread):
        proposed = item.proposed
    else:
        proposed = f"{item.kind.value}: {' … '.join(c.quote for c in item.content)}"
    return Unread(
        report=report.id, passage=at.span if at else item.passage, because=UnreadBecause.REFUSED,
        detail=fault, proposed=proposed,
    )  # fmt: skip

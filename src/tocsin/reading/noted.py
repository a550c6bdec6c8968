"""A reader that writes down what a person says of a text: the same form as an answer, the same verifier behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tocsin.model import Report, Statement, Unread, UnreadBecause, When
from tocsin.reading import answers
from tocsin.reading.passages import Passage

BY_HAND = "person: "
"""How the name of such a reader begins: no program's reading takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The statements that a person makes on a text, entry by entry; `certain` and `positive` unless they say otherwise.

    An entry has the fields of `tocsin.reading.asked`, but needs no "passage": it is of the one that holds its content.
    """

    person: str
    entries: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """The person, as the statements carry it."""
        return f"{BY_HAND}{self.person}"

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> Iterator[Statement | Unread]:
        """What the entries say; what cannot be tied to the characters is refused, and says why."""
        told = answers.Told(report=report, published=published, passages=passages, reader=self.name)
        numbered = tuple(enumerate(passages, 1))
        if not numbered:
            return
        for n, entry in enumerate(self.entries, 1):
            quote = entry.get("content")
            holding = [k for k, p in numbered if isinstance(quote, str) and quote and quote in p.span.quote]
            if "passage" not in entry and len(holding) != 1:
                yield self._unfit(report, numbered, n, quote, found=len(holding))
                continue
            whole = {"certainty": "certain", "polarity": "positive", "passage": holding[0] if holding else 0, **entry}
            found = told.read(whole, within=numbered, place=str(n))
            if isinstance(found, Statement):
                found = replace(found, score=1.0, because=f"noted by {self.person}, entry {n}")
            yield found

    def _unfit(
        self, report: Report, numbered: Sequence[tuple[int, Passage]], n: int, quote: object, *, found: int
    ) -> Unread:
        where = f"stands in {found} sentences; say which: passage = its number" if found else "stands in no sentence"
        first = numbered[0][1].span
        return Unread(
            report=report.id, passage=first, because=UnreadBecause.REFUSED,
            detail=f"entry {n}: {answers.shown(quote)} {where}", proposed=answers.shown(quote),
        )  # fmt: skip

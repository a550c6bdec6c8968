"""Reading ahead: all that is asked about many notices is fetched together, some thousand words at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tocsin.casebook.fold import PLACES
from tocsin.casebook.port import Book
from tocsin.model import Approval, Cancellation, DutyDecision, Notice, Policy, Reopening

Word = TypeVar("Word")


@dataclass(slots=True)
class Ahead:
    """What a book holds, kept once it was asked for. It holds inside one transaction, as long as nobody writes."""

    book: Book
    at: dict[tuple[type, str], Any] = field(default_factory=dict)
    of: dict[tuple[type, str], tuple[Any, ...]] = field(default_factory=dict)

    def get(self, word: type[Word], key: str) -> Word | None:
        """The word under a key, or None."""
        if (word, key) not in self.at:
            self.at[word, key] = self.book.get(word, key)
        found: Word | None = self.at[word, key]
        return found

    def all(self, word: type[Word], *, parent: str) -> tuple[Word, ...]:
        """The words of one type and parent, in the order in which they were first recorded."""
        if (word, parent) not in self.of:
            self.of[word, parent] = self.book.all(word, parent=parent)
        return self.of[word, parent]

    def keep(self, word: type[Word], keys: Collection[str]) -> tuple[Word, ...]:
        """Fetch the words of one type under these keys."""
        found = self.book.some(word, keys=keys)
        self.at.update({(word, key): None for key in keys})
        self.at.update({(word, PLACES[word].key(each)): each for each in found})
        return found

    def keep_of(self, word: type[Word], parents: Collection[str]) -> tuple[Word, ...]:
        """Fetch the words of one type of these parents."""
        found = self.book.some(word, parents=parents)
        grouped: dict[str, list[Any]] = {parent: [] for parent in parents}
        for each in found:
            grouped[PLACES[word].parent(each)].append(each)
        self.of.update({(word, parent): tuple(words) for parent, words in grouped.items()})
        return found


def ahead(book: Book, notices: Iterable[str]) -> Ahead:
    """What decides whether these notices, by id, may still go out: their rulings, versions and approvals."""
    found = Ahead(book)
    named = found.keep(Notice, set(notices))
    decisions = found.keep(DutyDecision, {n.decision for n in named})
    rulings = found.keep_of(DutyDecision, {d.proposal for d in decisions})
    versions = found.keep_of(Notice, {d.id for d in rulings})
    found.keep_of(Reopening, {d.id for d in rulings})
    found.keep_of(Approval, {n.id for n in versions})
    found.keep_of(Cancellation, {n.id for n in versions})
    found.keep(Policy, {d.policy for d in rulings})
    found.at.update({(DutyDecision, d.id): d for d in rulings})
    return found

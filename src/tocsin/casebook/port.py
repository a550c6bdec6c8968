"""What the desk needs of a casebook, whether it lies in a database or in memory."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from tocsin.casebook.act import Act
from tocsin.casebook.docket import Docket
from tocsin.casebook.outbox import Outbox
from tocsin.model import Erasure

Word = TypeVar("Word")


class Book(Protocol):
    """Acts are recorded, and words are found as they stand now."""

    @property
    def outbox(self) -> Outbox:
        """What is to be sent, and who is sending it."""
        ...

    @property
    def docket(self) -> Docket:
        """What a person must do, and by when."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All that is recorded inside stands or falls together."""
        ...

    def record(self, *acts: Act) -> Any:
        """Append acts, and fold their words into the view."""
        ...

    def all(self, word: type[Word], *, parent: str | None = None) -> tuple[Word, ...]:
        """The words of one type as they stand, in the order in which they were first recorded."""
        ...

    def some(
        self, word: type[Word], *, keys: Collection[str] | None = None, parents: Collection[str] | None = None
    ) -> tuple[Word, ...]:
        """The words of one type under these keys, or of these parents, in the order in which they were recorded."""
        ...

    def told(self, value: str) -> str | Erasure:
        """What a commitment to a name or address commits to, or who had it erased; anything else as it is."""
        ...

    def get(self, word: type[Word], key: str) -> Word | None:
        """The word under a key, or None."""
        ...

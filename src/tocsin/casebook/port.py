"""What the desk needs of a casebook, whether it lies in a database or in memory."""

import re
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from tocsin.casebook.act import Act
from tocsin.casebook.docket import Docket
from tocsin.casebook.outbox import Outbox
from tocsin.model import Erasure

Word = TypeVar("Word")
APART = re.compile("personal:[0-9a-f]{64}")
"""What stands on record for a value that is kept apart: the commitment to it."""
BY_MOUTH, BY_LINK = "by word of mouth", "by the link that was sent; the name is as it was typed"
"""What we say ourselves of how an answer came: it names nobody, and is not kept apart."""
JUDGED, MARKED, NOTED = "a person's judgement", "a person's mark", "as noted"
"""What we say where a person gives no reason for a judgement or a mark: neither is this."""

STAY = frozenset(
    {
        "ruling", "submission", "approval", "extension", "cancellation", "key", "personal-erasure", "correction",
        "closing", "rendering", "restoring",
    }
)  # fmt: skip
"""The kinds of acts that are never erased: without them a stopped warning would go on, a revoked key sign, what was
closed be open, whoever put a notice into another language approve it, and nothing tell that acts were lost."""


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

    def of_people(self, word: type[Word]) -> tuple[Word, ...]:
        """The words of one type that people said, where a program has a voice of its own, in the order of recording."""
        ...

    def apart(self, word: Word, *, at: datetime) -> Word:
        """A word as it goes on record: a commitment stands where a name, an address or somebody's words did.

        What is signed is this, so that the signature outlives an erasure. To be asked inside `transaction()`.
        """
        ...

    def told(self, value: str) -> str | Erasure:
        """What a commitment to a name or address commits to, or who had it erased; anything else as it is."""
        ...

    def get(self, word: type[Word], key: str) -> Word | None:
        """The word under a key, or None."""
        ...

    def later(self, mark: Any) -> tuple[Any, tuple[Any, ...] | None]:
        """A mark of how far the record goes, and the words recorded since it went as far as `mark`, which it gave.

        None where those do not tell all that is otherwise now, or no mark was given.
        """
        ...

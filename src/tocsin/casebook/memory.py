"""A casebook in memory: the same fold, no database and no record. It is for reading without keeping."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from tocsin.casebook.act import Act
from tocsin.casebook.docket import Scan
from tocsin.casebook.fold import PERSON, DropKeys, DropOlder, Put, changes
from tocsin.casebook.outbox import Tray
from tocsin.codec import loads, tag
from tocsin.model import Grade, Incident, Statement

Word = TypeVar("Word")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A word where it stands: `act` is the number of the act that last put it there."""

    word: Any
    put: Put
    act: int


@dataclass(slots=True)
class Memory:
    """The words of one sitting, in the order in which their keys first came."""

    rows: dict[tuple[str, str, str], _Row] = field(default_factory=dict)
    acts: int = 0
    outbox: Tray = field(default_factory=Tray)
    said: list[list[Any]] = field(default_factory=list)

    @property
    def docket(self) -> Scan:
        """What a person must do, and by when."""
        return Scan(self)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is recorded inside stands or falls together."""
        before, acts = dict(self.rows), self.acts
        outbox = Tray(dict(self.outbox.held), dict(self.outbox.lent))
        try:
            yield
        except BaseException:
            self.rows, self.acts, self.outbox = before, acts, outbox
            del self.said[acts:]
            raise

    def record(self, *acts: Act) -> None:
        """Fold the acts' words into the view; nothing else is kept of them."""
        for act in acts:
            self.acts += 1
            self.said.append([*act.words])
            for word in act.words:
                self._fold(word)
            self.outbox.fold(act.words, word_at=self.get)

    def all(self, word: type[Word], *, parent: str | None = None) -> tuple[Word, ...]:
        """The words of one type as they stand; of a statement's marks the person's before the program's."""
        kind = tag(word)
        rows = [r for r in self.rows.values() if r.put.kind == kind and parent in (None, r.put.parent)]
        if word is Grade:
            one: dict[str, _Row] = {}
            for row in rows:
                if row.put.key not in one or row.put.voice == PERSON:
                    one[row.put.key] = row
            rows = list(one.values())
        return tuple(row.word for row in rows)

    def some(
        self, word: type[Word], *, keys: Collection[str] | None = None, parents: Collection[str] | None = None
    ) -> tuple[Word, ...]:
        """The words of one type under these keys, or of these parents."""
        kind = tag(word)
        return tuple(
            row.word for row in self.rows.values()
            if row.put.kind == kind
            and (keys is None or row.put.key in keys)
            and (parents is None or row.put.parent in parents)
        )  # fmt: skip

    def of_people(self, word: type[Word]) -> tuple[Word, ...]:
        """The words of one type that people said, where a program has a voice of its own."""
        kind = tag(word)
        return tuple(r.word for r in self.rows.values() if (r.put.kind, r.put.voice) == (kind, PERSON))

    def get(self, word: type[Word], key: str) -> Word | None:
        """The word under a key, or None. An incident is also found under the id of one that it took in."""
        kind = tag(word)
        rows = [r for r in self.rows.values() if r.put.kind == kind and r.put.key == key]
        if word is not Statement:
            rows.sort(key=lambda row: row.put.voice)
        if rows:
            found: Word = rows[0].word
            return found
        if word is Incident:
            return next((i for i in self.all(word) if key in getattr(i, "aliases", ())), None)
        return None

    def later(self, mark: tuple[int, Any] | None) -> tuple[tuple[int, Any], tuple[Any, ...] | None]:
        """How far it goes, and the words since; None where that is not told, or what was marked was taken back."""
        now = self.acts, self.said[-1] if self.said else None
        if mark is None or mark[0] > self.acts or (mark[0] and self.said[mark[0] - 1] is not mark[1]):
            return now, None
        return now, tuple(word for words in self.said[mark[0] :] for word in words)

    def apart(self, word: Word, *, at: datetime) -> Word:  # noqa: ARG002 - as the port has it
        """Nothing is kept apart here."""
        return word

    def told(self, value: str) -> str:
        """Nothing is kept apart here: every name and address stands as it is."""
        return value

    def _fold(self, word: Any) -> None:
        for change in changes(word):
            if isinstance(change, Put):
                # A reading's statements are puts of their own; of a reading itself no body is spelled.
                spoken = loads(change.body) if change.kind != tag(type(word)) else word
                self.rows[change.kind, change.key, change.voice] = _Row(word=spoken, put=change, act=self.acts)
            else:
                self.rows = {place: row for place, row in self.rows.items() if not self._goes(row, change)}

    def _goes(self, row: _Row, change: DropKeys | DropOlder) -> bool:
        if isinstance(change, DropKeys):
            return row.put.kind == change.kind and row.put.key in change.keys
        return row.put.kind in change.kinds and row.put.parent == change.parent and row.act < self.acts

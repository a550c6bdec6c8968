"""An open casebook as whoever looks at it has it: words, bodies and entries as they stand; nothing here changes any."""

import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tocsin import ledger
from tocsin.casebook import copied, docket_rows, personal, record, view
from tocsin.casebook.faults import told
from tocsin.casebook.lending import Rows
from tocsin.casebook.record import Held
from tocsin.codec import decode, tag
from tocsin.model import Checkpoint, Erased, Erasure, Incident, LedgerEntry, NotFound, Unavailable

Word = TypeVar("Word")

_OPEN: WeakKeyDictionary[BaseDatabaseWrapper, tuple[Any, tuple[int, int]]] = WeakKeyDictionary()
"""Which file, by device and number, each connection has open since it was opened last."""
_SHORTEST = 4
_LISTED = "tocsin incidents, duty, notices and ledger entries list ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A casebook that is open: `alias` is Django's name for its database, `where` what people call it.

    `chance` gives the keys of personal items where the system does not. Every method raises `Unavailable` when the
    file, the disk or the server is not there.
    """

    alias: str
    where: str
    path: Path | None = None
    chance: Callable[[int], bytes] | None = None

    def all(self, word: type[Word], *, parent: str | None = None) -> tuple[Word, ...]:
        """The words of one type as they stand, in the order in which they were first recorded.

        The parent of a statement, arrival or unread passage is its report; of an assessment, proposal, account or
        closing its incident; of a grade its statement; of a decision its proposal; of a notice or reopening its
        decision; of an approval, attempt, escalation or giving up its notice; of a receipt its attempt.
        """
        with self._reading():
            return tuple(personal.shown(self.alias, each) for each in view.words(self.alias, word, parent=parent))

    def some(
        self, word: type[Word], *, keys: Collection[str] | None = None, parents: Collection[str] | None = None
    ) -> tuple[Word, ...]:
        """The words of one type under these keys, or of these parents, in the order in which they were first recorded.

        Of words that two voices may speak of, none is chosen: ask `get` for those.
        """
        with self._reading():
            found = view.some(self.alias, word, keys=keys, parents=parents)
            return tuple(personal.shown(self.alias, each) for each in found)

    def of_people(self, word: type[Word]) -> tuple[Word, ...]:
        """The words of one type that people said, where a program has a voice of its own, in the order of recording."""
        with self._reading():
            return tuple(personal.shown(self.alias, each) for each in view.of_people(self.alias, word))

    def get(self, word: type[Word], key: str) -> Word | None:
        """The word under a key, or None. An incident is also found under the id of one that it took in.

        The key is the id; of a reading or correction its report's, of a grade its statement's, of a decision
        its proposal's, of an assessment or closing its incident's, of a policy, register or erasure a digest.
        """
        with self._reading():
            found: Word | None = view.word_at(self.alias, word, key)
            if found is None and word is Incident:
                return next((i for i in view.words(self.alias, Incident) if key in i.aliases), None)
            return personal.shown(self.alias, found)  # type: ignore[no-any-return]

    def later(self, mark: Held | None) -> tuple[Held, tuple[Any, ...] | None]:
        """The record's head, and the words recorded since it was `mark`.

        None where those do not tell all that is otherwise now: the record is another, or something was erased from it.
        """
        with self._reading():
            head = record.head(self.alias)
            entries = None if mark is None else record.follows(self.alias, mark, head)
            if entries is None or any(entry.kind == ledger.ERASURE for entry in entries):
                return head, None
            bodies = [record.kept(self.alias, entry.body) for entry in entries]
            if any(isinstance(body, Erased) for body in bodies):
                return head, None
            return head, tuple(decode(word) for body in bodies if isinstance(body, bytes) for word in json.loads(body))

    def find(self, prefix: str, *among: type) -> tuple[Any, ...]:
        """The words whose id begins with these letters, as in git, of any type or of those named.

        They bear one id: an incident and its first statement, or one statement in two reports.

        Raises:
            NotFound: there is none, the prefix is too short, or it fits several ids, which are named.
        """
        prefix = prefix.strip()
        if len(prefix) < _SHORTEST:
            raise NotFound(where=prefix, what="this is too short for an id", now="write at least four letters of it")
        with self._reading():
            found: dict[str, list[Any]] = {}
            for ident, word in view.beginning(self.alias, prefix, [tag(each) for each in among]):
                found.setdefault(ident, []).append(personal.shown(self.alias, word))
        if not found:
            raise self._nothing(prefix, among)
        if prefix in found:
            return tuple(found[prefix])
        if len(found) > 1:
            names = "; ".join(f"{ident[:16]} ({tag(type(words[0]))})" for ident, words in found.items())
            raise NotFound(where=prefix, what=f"{len(found)} ids begin so: {names}", now="write more of it")
        return tuple(*found.values())

    def _nothing(self, prefix: str, among: Sequence[type]) -> NotFound:
        """That no id begins so, or that one does and is of something else than what was asked for."""
        with self._reading():
            others = sorted({tag(type(word)) for _, word in view.beginning(self.alias, prefix, [])} if among else ())
        if not others:
            return NotFound(where=prefix, what="no id in the casebook begins so", now=_LISTED)
        is_, asked = (" or ".join(names).replace("_", " ") for names in (others, map(tag, among)))
        return NotFound(where=prefix, what=f"this is the id of: {is_}; asked for is: {asked}", now=_LISTED)

    def raw(self, digest: str) -> bytes | Erased:
        """The bytes of a report as it came, or why they were erased.

        Raises:
            NotFound: nothing was ever kept under this digest.
        """
        return self.body(digest)

    def body(self, digest: str) -> bytes | Erased:
        """The body of an entry, in canonical JSON, or why it was erased.

        Raises:
            NotFound: nothing was ever kept under this digest.
        """
        found = self.kept(digest)
        if found is None:
            raise NotFound(where=digest[:12], what="nothing is kept under this digest")
        return found

    def kept(self, digest: str) -> bytes | Erased | None:
        """What is kept under a digest: an entry's body, a report's bytes, an erasure, or nothing."""
        with self._reading():
            return record.kept(self.alias, digest)

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The whole record, in order."""
        with self._reading():
            return record.entries(self.alias)

    def acts(self, *, since: datetime) -> Iterator[tuple[LedgerEntry, tuple[Any, ...]]]:
        """The entries recorded since the first that is of this moment or later, in order, each with its words.

        What was dated back is among them. The words of a body that was erased are its `Erased`.
        """
        with self._reading():
            start = record.first_since(self.alias, since)
            for entry in record.walk(self.alias, start=start):
                body = record.kept(self.alias, entry.body)
                words = tuple(map(decode, json.loads(body))) if isinstance(body, bytes) else (body,)
                by = replace(entry.by, name=str(personal.told(self.alias, entry.by.name)))
                yield replace(entry, by=by), tuple(personal.shown(self.alias, word) for word in words)

    def export(self, *, bodies: bool) -> Iterator[str]:
        """The lines of the record as others check it (`ledger.export`), with all that is kept or without."""
        with self._reading():
            size, whole = record.size(self.alias), record.Whole(self.alias)
            entries = whole.entries(size=size) if bodies else record.walk(self.alias, most=size)
            yield from ledger.export(entries, size=size, bodies=whole.kept if bodies else None)

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The checkpoints kept beside the record, in the order of sealing."""
        with self._reading():
            return record.checkpoints(self.alias)

    def told(self, value: str) -> str | Erasure:
        """What a commitment to a name or address commits to, or who had it erased; anything else as it is."""
        with self._reading():
            return personal.told(self.alias, value)

    def copy_of(self) -> copied.Copy | None:
        """Of what this casebook is a copy, where nobody said that it took the place of the other."""
        with self._reading():
            return copied.copy_of(self.alias)

    def personal(self) -> tuple[personal.Item, ...]:
        """The personal items that are kept, the oldest first."""
        with self._reading():
            return tuple(personal.items(self.alias))

    def view_digest(self) -> str:
        """The SHA-256 of the current view, byte for byte; the same on either engine."""
        with self._reading():
            return view.fingerprint(self.alias)

    @property
    def outbox(self) -> Rows:
        """What is to be sent, and who is sending it. To be asked and told inside `transaction()`."""
        return Rows(self.alias)

    @property
    def docket(self) -> docket_rows.Rows:
        """What a person must do, and by when."""
        return docket_rows.Rows(self.alias)

    def close(self) -> None:
        """Let the database go; the next use opens it again."""
        connections[self.alias].close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with told(self.where):
            self._still_there()
            yield

    def _still_there(self) -> None:
        """Refuse to go on with a file that was taken away: SQLite would write into nothing, and say nothing.

        Where another lies in its place, the next use opens that.
        """
        connection = connections[self.alias]
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if self.path is None:
            return
        try:
            there = os.stat(self.path)  # noqa: PTH116 - as it is spelled
        except OSError as error:
            now = "restore it, then run: tocsin ledger verify"
            raise Unavailable(where=self.where, what="the file is gone", now=now) from error
        file, held = (there.st_dev, there.st_ino), connection.connection
        before = _OPEN.get(connection)
        if before is None or before[0] is not held:
            _OPEN[connection] = held, file
        elif held is not None and before[1] != file:
            connection.close()
            what = "another file lies in its place, and what was written meanwhile is in neither"
            raise Unavailable(where=self.where, what=what, now="do the same again: it is opened now")

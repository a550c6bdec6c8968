"""One open casebook: acts are recorded, words are found, the record is sealed, verified and erased from."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections, transaction

from tocsin import ledger
from tocsin.casebook import copied, docket_rows, fold, personal, proving, record, view
from tocsin.casebook.act import Act, spelled
from tocsin.casebook.faults import told
from tocsin.casebook.lending import Rows
from tocsin.casebook.models import Body, Current, Head
from tocsin.casebook.port import STAY
from tocsin.casebook.record import Held
from tocsin.codec import canonical, decode, tag
from tocsin.model import (
    Agent,
    Checkpoint,
    Erased,
    Erasure,
    Incident,
    InclusionProof,
    LedgerEntry,
    NotAllowed,
    NotFound,
    Unavailable,
)

Word = TypeVar("Word")

_SHORTEST = 4
_LISTED = "tocsin incidents, duty, notices and ledger entries list ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook:
    """A casebook that is open: `alias` is Django's name for its database, `where` what people call it.

    `chance` gives the keys of personal items where the system does not. Every method raises `Unavailable` when the
    file, the disk or the server is not there.
    """

    alias: str
    where: str
    path: Path | None = None
    chance: Callable[[int], bytes] | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is recorded inside stands or falls together; other writers wait until it ends."""
        with told(self.where):
            self._still_there()
            with transaction.atomic(using=self.alias):
                record.hold(self.alias)
                yield
            self._still_there()

    def record(self, *acts: Act) -> tuple[LedgerEntry, ...]:
        """Append acts, one entry each, and fold their words into the view: all of them, or none.

        Raises:
            BadInput: a word has no place here, a report comes without its bytes, or cannot be spelled.
            NotAllowed: an act would bring back what was erased.
        """
        with told(self.where):
            self._still_there()
            with transaction.atomic(using=self.alias):
                head = record.hold(self.alias)
                found = []
                for act in (personal.recorded(self.alias, a, chance=self.chance) for a in acts):
                    lines = spelled(act)
                    entry = record.append(self.alias, head, act, lines)
                    view.fold(self.alias, entry.sequence, act.words, lines)
                    self.outbox.fold(act.words)
                    self.docket.fold(act.words)
                    found.append(entry)
            self._still_there()
        return tuple(found)

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

    def seal(self, key: Ed25519PrivateKey, *, origin: str, at: datetime) -> Checkpoint:
        """Sign the record as it stands, and keep the checkpoint. A second holder should keep it too.

        Raises:
            RecordBroken: the entries are not those that were appended, or not those that were last signed.
        """
        with self.transaction():
            found = proving.standing(self.alias)
        with self._reading():  # others may append meanwhile: what is signed is what stood at the start
            walked = proving.walk(self.alias, found, where=self.where)
        checkpoint = ledger.seal(origin=origin, size=found.size, root=found.head.root, at=at, key=key)
        with self.transaction():
            record.keep_nodes(self.alias, walked.nodes)
            record.keep_checkpoint(self.alias, checkpoint)
        return checkpoint

    def prove(self, sequence: int) -> tuple[LedgerEntry, InclusionProof, Checkpoint]:
        """One entry, the proof that it is under the last checkpoint, and that checkpoint.

        Raises:
            NotFound: no checkpoint covers it.
            RecordBroken: it is not what was signed.
        """
        with self._reading():
            return proving.prove(self.alias, sequence, where=self.where)

    def verify(
        self, *, keys: Collection[str], witnessed: Iterable[Checkpoint] = (), view: bool = True
    ) -> ledger.Verdict:
        """What holds, what failed and where, and what cannot be proved: of the record, its head and its view.

        Nobody waits while the record is read, only while the `view` is set side by side with what it should be.
        """
        with self.transaction():
            found = proving.standing(self.alias)
            apart = personal.standing(self.alias)
            same = view and self.view_digest() == self._view_digest_anew()
        with self._reading():
            verdict, proved = proving.verify(self.alias, found, keys=keys, witnessed=witnessed)
        holds, failed = (*verdict.holds, *proved.holds), [*verdict.failed, *proved.failures]
        unproved = (*verdict.unproved, *proved.unproved)
        if found.head.root.hex() != verdict.root:
            failed.append(ledger.Failure(where="the head of the record", what=proving.NOT_APPENDED))
        holds, unproved = (*holds, *apart.holds), (*unproved, *apart.unproved)
        failed.extend(apart.failures)
        if not view:
            unproved = (*unproved, "that what is shown is what the entries give: that was not asked")
        elif not failed and same:
            holds = (*holds, "what is shown is what the entries give")
        elif not failed:
            failed.append(ledger.Failure(where="the current view", what="it is not what the entries give; rebuild it"))
        return replace(verdict, holds=holds, failed=tuple(failed), unproved=unproved)

    def erase(self, digest: str, *, because: str, by: Agent, at: datetime) -> LedgerEntry:
        """Erase one body or one report's bytes. Its digest and the reason stay; the view is folded anew.

        The erasure is an entry of its own. Other bodies that quote it are not touched: erase each.

        Raises:
            NotFound: nothing is kept under this digest.
            NotAllowed: it was erased before, no reason is given, it is itself the record of an erasure, or it is what a
                person ruled, approved, cancelled or corrected, or whose key stands: others act on these.
        """
        found = self.body(digest)
        if isinstance(found, Erased):
            raise NotAllowed(where=digest[:12], what=f"it was erased before, because: {found.because}")
        if not because.strip():
            raise NotAllowed(where=digest[:12], what="nothing is erased without a reason", now="say why")
        kinds = record.kinds_of(self.alias, digest)
        if ledger.ERASURE in kinds:
            raise NotAllowed(where=digest[:12], what="the record of an erasure is kept")
        if kinds & STAY:
            what = f"it is a {min(kinds & STAY)}, and without it others would do what it forbids, or seem to"
            raise NotAllowed(where=digest[:12], what=what, now="it stays; act anew, and say why")
        word = Erased(digest=digest, because=because)
        with self.transaction():
            (entry,) = self.record(Act(kind=ledger.ERASURE, subject=digest, words=(word,), by=by, at=at))
            Body.objects.using(self.alias).filter(pk=digest).update(content=None, because=because)
            self._fold_all()
        self._empty_the_log()
        return entry

    def backup(self, path: Path) -> int:
        """Copy the casebook, as it stands at one moment, into a new file while others go on; how many entries it holds.

        Raises:
            NotAllowed: it is on a server, which has its own means; or something lies at that path.
            Unavailable: the disk is full or fails.
        """
        if self.path is None:
            now = "use pg_dump, as docs/runbook.md says"
            raise NotAllowed(where=self.where, what="it is on a server, which copies itself", now=now)
        if path.exists():
            raise NotAllowed(
                where=str(path), what="something lies there, and no copy is written over it", now="name another"
            )
        try:
            with self._reading(), connections[self.alias].cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
            count = copied.mark(path)
        except BaseException:
            path.unlink(missing_ok=True)  # half a copy must not lie there like a whole one
            raise
        with path.open("rb") as file:
            os.fsync(file.fileno())
        return count

    def apart(self, word: Word, *, at: datetime) -> Word:
        """A word as it goes on record, with a commitment where somebody's name, address or words stood: sign this.

        To be asked inside `transaction()`: if nothing is recorded there, nothing is kept apart either.
        """
        with self._reading():
            found: Word = personal.veiled(self.alias, word, at=at, chance=self.chance)
            return found

    def told(self, value: str) -> str | Erasure:
        """What a commitment to a name or address commits to, or who had it erased; anything else as it is."""
        with self._reading():
            return personal.told(self.alias, value)

    def personal(self) -> tuple[personal.Item, ...]:
        """The personal items that are kept, the oldest first."""
        with self._reading():
            return tuple(personal.items(self.alias))

    def erase_personal(self, word: Erasure) -> LedgerEntry:
        """Erase one personal item: the act goes on record, and key and value out of the file, its log and free pages.

        Raises:
            NotFound: no such item is kept.
        """
        with self.transaction():
            if not any(item.id == word.item for item in personal.items(self.alias)):
                raise NotFound(where=word.item[:12], what="no such personal item is kept", now="tocsin personal list")
            act = Act(kind="personal-erasure", subject=word.item, words=(word,), by=word.by, at=word.at)
            (entry,) = self.record(act)
            personal.erase(self.alias, word.item)
        self._empty_the_log("tocsin_personal")
        return entry

    def rebuild(self) -> None:
        """Drop the current view, and fold every entry again from the bodies that are kept."""
        with self.transaction():
            self._fold_all()

    def catch_up(self) -> None:
        """Rebuild the view if it was folded by another version of this program."""
        with self._reading():
            head = Head.objects.using(self.alias).first()
        if head is not None and head.view != fold.VERSION:
            self.rebuild()

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

    def _fold_all(self) -> None:
        Current.objects.using(self.alias).all().delete()
        self.outbox.empty()
        self.docket.empty()
        record.empty_nodes(self.alias)
        whole = record.Whole(self.alias)
        for entry in whole.entries():
            body = whole.kept(entry.body)
            if isinstance(body, bytes):
                words = tuple(map(decode, json.loads(body)))
                view.fold(self.alias, entry.sequence, words, map(canonical, words))
                self.outbox.fold(words)
                self.docket.fold(words)
        Head.objects.using(self.alias).update(view=fold.VERSION)

    def _view_digest_anew(self) -> str:
        """The digest that the view would have if it were rebuilt; nothing is changed."""
        with self.transaction():
            mark = transaction.savepoint(using=self.alias)
            self._fold_all()
            found = view.fingerprint(self.alias)
            transaction.savepoint_rollback(mark, using=self.alias)
        return found

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with told(self.where):
            self._still_there()
            yield

    def _still_there(self) -> None:
        """Refuse to go on with a file that was taken away: SQLite would write into nothing, and say nothing."""
        connection = connections[self.alias]
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if self.path is not None and not os.path.exists(self.path):  # noqa: PTH110 - Path's raises where it may not look
            raise Unavailable(
                where=self.where, what="the file is gone", now="restore it, then run: tocsin ledger verify"
            )

    def _empty_the_log(self, *tables: str) -> None:
        """Have SQLite write its log back, or PostgreSQL these tables anew, so that nothing erased is left there."""
        connection = connections[self.alias]
        if not connection.in_atomic_block:
            with told(self.where), connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                else:
                    for table in tables:
                        cursor.execute(f"VACUUM FULL {table}")

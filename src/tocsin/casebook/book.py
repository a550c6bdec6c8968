"""One open casebook: acts are recorded, and the record is sealed, verified, copied and erased from."""

import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections, transaction

from tocsin import ledger
from tocsin.casebook import copied, fold, personal, proving, record, view
from tocsin.casebook.act import Act, spelled
from tocsin.casebook.faults import told
from tocsin.casebook.models import Body, Current, Head
from tocsin.casebook.port import STAY
from tocsin.casebook.readable import Readable
from tocsin.codec import canonical, decode
from tocsin.model import (
    Agent,
    Checkpoint,
    Erased,
    Erasure,
    InclusionProof,
    LedgerEntry,
    NotAllowed,
    NotFound,
    Restoring,
)

Word = TypeVar("Word")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casebook(Readable):
    """A casebook that is open, to be looked at and to be recorded in."""

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
        holds, unproved = (*holds, *apart.holds), (*unproved, *apart.unproved, *map(str, self.all(Restoring)))
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

    def restore(self, word: Restoring) -> LedgerEntry:
        """This copy is the casebook from now on, and the record says since when, by whom and of which moment it is."""
        with self.transaction():
            (entry,) = self.record(Act(kind="restoring", subject="casebook", words=(word,), by=word.by, at=word.at))
            copied.unmark(self.alias)
        return entry

    def ask(self, at: datetime) -> datetime:
        """When it was first asked what a copy may send once more; now, where that was not asked before."""
        with self.transaction():
            return copied.ask(self.alias, at)

    def answer(self) -> None:
        """A person said that what a copy may send once more is to go."""
        with self.transaction():
            copied.answer(self.alias)

    def apart(self, word: Word, *, at: datetime) -> Word:
        """A word as it goes on record, with a commitment where somebody's name, address or words stood: sign this.

        To be asked inside `transaction()`: if nothing is recorded there, nothing is kept apart either.
        """
        with self._reading():
            found: Word = personal.veiled(self.alias, word, at=at, chance=self.chance)
            return found

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

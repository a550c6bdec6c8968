"""Proofs from a record, on SQLite and on PostgreSQL alike: of single entries, and while others go on writing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.ports.acts import AT, KEY, act, lift
from tocsin import ledger
from tocsin.casebook import Casebook, record
from tocsin.casebook.models import Node
from tocsin.model import InclusionProof, LedgerEntry, NotFound, RecordBroken


def test_one_entry_is_proved_from_the_nodes_that_sealing_keeps(book: Casebook) -> None:
    with pytest.raises(NotFound, match="no checkpoint covers it"):
        book.prove(0)
    sealed = []
    for upto in (1, 40, 300):
        book.record(*(act(kind="a", subject=str(n)) for n in range(len(book.entries()), upto)))
        sealed.append(book.seal(KEY, origin="example.org/test", at=AT))
    assert Node.objects.using(book.alias).count() == 300 // 16 + 300 // 256
    entries = book.entries()
    for place in (0, 15, 16, 255, 256, 299):
        assert book.prove(place) == (entries[place], _inclusion(entries, place), sealed[-1])
    with pytest.raises(NotFound, match="no checkpoint covers it"):
        book.prove(300)


def test_nodes_that_were_lost_or_changed_do_not_make_a_false_proof(book: Casebook) -> None:
    book.record(*(act(kind="a", subject=str(n)) for n in range(40)))
    book.seal(KEY, origin="example.org/test", at=AT)
    proved = book.prove(20)
    Node.objects.using(book.alias).update(root=bytes(32))
    assert book.prove(20) == proved
    book.rebuild()
    assert not Node.objects.using(book.alias).exists()
    assert book.prove(20) == proved
    book.seal(KEY, origin="example.org/test", at=AT)
    assert Node.objects.using(book.alias).count() == 2


def test_an_entry_that_was_changed_is_not_proved(book: Casebook) -> None:
    book.record(*(act(kind="a", subject=str(n)) for n in range(20)))
    book.seal(KEY, origin="example.org/test", at=AT)
    lift(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute("UPDATE tocsin_entry SET subject = 'other' WHERE sequence = 3")
    with pytest.raises(RecordBroken, match="entry 3 is not under what was signed"):
        book.prove(3)
    assert book.prove(17)[0].sequence == 17, "what was kept of the tree still proves the others"


def test_others_append_while_the_record_is_verified(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.record(act(kind="a"))
    whole = record.Whole.entries

    def meanwhile(self: record.Whole, *, size: int | None = None) -> Iterator[LedgerEntry]:
        with ThreadPoolExecutor(1) as pool:  # a thread has a connection of its own
            pool.submit(_append, book).result(timeout=10)
        return whole(self, size=size)

    monkeypatch.setattr(record.Whole, "entries", meanwhile)
    verdict = book.verify(keys=(), view=False)
    assert (verdict.sound, verdict.size, len(book.entries())) == (True, 1, 2)
    assert any("what is shown" in said for said in verdict.unproved)


def _append(book: Casebook) -> None:
    book.record(act(kind="b"))
    book.close()


def _inclusion(entries: tuple[LedgerEntry, ...], place: int) -> InclusionProof:
    return ledger.inclusion([ledger.leaf_hash(e) for e in entries], place, len(entries))

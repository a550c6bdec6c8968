"""Names and addresses lie apart from the record, on SQLite and on PostgreSQL, and can be erased from there."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connections

from tests import by_heart as told
from tests.by_heart import day
from tests.ports.acts import lift
from tests.scene import OFFICER
from tests.sitting import Postbox, Sitting
from tocsin import ledger
from tocsin.casebook import Casebook, open_casebook
from tocsin.desk import personal, sending
from tocsin.desk.keys import add_key
from tocsin.desk.why import why
from tocsin.model import (
    Attempt,
    Delivery,
    Erasure,
    NotAllowed,
    NotFound,
    Notice,
    Person,
    Receipt,
    Register,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ADDRESS = "hall@house.example"
TYPED = Person(name="Exercise Typist Vera Nurmi")
VERIFIER = Path(__file__).parents[2] / "verifier" / "tocsin_verify.py"


def warned(desk: Sitting) -> Notice:
    """The hall is warned by mail, and somebody answers."""
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    sending.acknowledge(notice, book=desk.book, by=TYPED, because="by telephone", at=day(7, 18))
    return notice


def item(book: Casebook, value: str) -> personal.Kept:
    (found,) = (each for each in book.personal() if each.value == value)
    return found


def erase(book: Casebook, value: str) -> None:
    personal.erase(
        item(book, value).id, because="asked by the person", by=OFFICER, key=None, required=False, book=book, at=day(8)
    )


def test_the_record_holds_commitments_and_what_is_read_holds_names(kept: Sitting) -> None:
    notice = warned(kept)
    record = "".join(kept.book.export(bodies=False)) + "".join(
        body.decode() for entry in kept.book.entries() if isinstance(body := kept.book.body(entry.body), bytes)
    )
    for value in (ADDRESS, TYPED.name):
        assert value not in record
        assert f"personal:{item(kept.book, value).id}" in record
    (register,) = kept.book.all(Register)
    assert register == kept.office.register
    (attempt,) = kept.book.all(Attempt, parent=notice.id)
    assert kept.book.told(attempt.contact.address) == ADDRESS
    answer = kept.book.all(Receipt, parent=attempt.id)[-1]
    assert answer.by == TYPED
    entry, words = list(kept.book.acts(since=day(7, 18)))[-1]
    assert (entry.by, words) == (TYPED, (answer,))


def test_a_value_is_one_item_in_one_casebook_and_nobody_can_guess_it(kept: Sitting, tmp_path: Path) -> None:
    warned(kept)
    kept.take(told.FOILED, at=day(8))
    kept.rule(kept.duty("school"), at=day(8, 13))
    assert [each.value for each in kept.book.personal()].count(ADDRESS) == 1
    other = Sitting(book=open_casebook(f"sqlite:///{tmp_path}/other.db"))
    warned(other)
    assert item(other.book, ADDRESS).id != item(kept.book, ADDRESS).id
    other.book.close()


def test_after_an_erasure_the_record_stands_and_says_so(kept: Sitting) -> None:
    notice = warned(kept)
    assert kept.book.verify(keys=()).sound
    erase(kept.book, ADDRESS)
    erase(kept.book, TYPED.name)
    verdict = kept.book.verify(keys=())
    assert verdict.sound, verdict.failed
    assert any("what 2 names, addresses or sayings were" in said for said in verdict.unproved)
    (attempt,) = kept.book.all(Attempt, parent=notice.id)
    gone = kept.book.told(attempt.contact.address)
    assert str(gone) == "erased on 08 March 2024, because: asked by the person"
    assert kept.book.all(Receipt, parent=attempt.id)[-1].by.name == str(gone)
    assert f"its address was {gone}" in str(why(attempt, book=kept.book))
    before = kept.book.view_digest()
    kept.book.rebuild()
    assert kept.book.view_digest() == before


def test_nothing_is_sent_to_an_address_that_was_erased(kept: Sitting) -> None:
    kept.take(told.WARNED, at=day(7))
    notice = kept.briefing(kept.rule(kept.duty("hall"), at=day(7, 13)))
    kept.approve(notice, at=day(7, 14))
    erase(kept.book, ADDRESS)
    box = Postbox()
    (receipt,) = kept.send(box, at=day(7, 15))
    assert box.sent == []
    assert receipt.outcome is Delivery.REFUSED
    assert "the address was erased on 08 March 2024" in receipt.because


def test_an_item_goes_only_by_an_act_on_record(kept: Sitting) -> None:
    warned(kept)
    with connections[kept.book.alias].cursor() as cursor:
        for statement in ("DELETE FROM tocsin_personal", "UPDATE tocsin_personal SET value = 'other'"):
            with pytest.raises(DatabaseError, match="only by an erasure on record"):
                cursor.execute(statement)
    with pytest.raises(NotAllowed, match="without a reason"):
        personal.erase("0" * 64, because=" ", by=OFFICER, key=None, required=False, book=kept.book, at=day(8))
    with pytest.raises(NotFound, match="no such personal item"):
        personal.erase("0" * 64, because="asked", by=OFFICER, key=None, required=False, book=kept.book, at=day(8))


def test_a_value_that_was_exchanged_is_found_out(kept: Sitting) -> None:
    warned(kept)
    lift(kept.book)
    with connections[kept.book.alias].cursor() as cursor:
        cursor.execute("UPDATE tocsin_personal SET value = 'other@house.example' WHERE value = %s", (ADDRESS,))
    verdict = kept.book.verify(keys=())
    assert [f.what for f in verdict.failed] == ["it is not what the record commits to"]


def test_an_erasure_is_signed_by_whoever_has_a_key(kept: Sitting) -> None:
    warned(kept)
    add_key(OFFICER, key=KEY, by=OFFICER, vouching=None, book=kept.book, at=day(7, 19))
    with pytest.raises(NotAllowed, match="did not sign it"):
        erase(kept.book, ADDRESS)
    personal.erase(
        item(kept.book, ADDRESS).id, because="asked", by=OFFICER, key=KEY, required=True, book=kept.book, at=day(8)
    )
    (word,) = kept.book.all(Erasure)
    assert ledger.signer(word) == ledger.public_hex(KEY)
    assert kept.book.verify(keys=()).sound


def test_a_review_comes_due_after_the_time_that_the_office_sets(kept: Sitting) -> None:
    warned(kept)
    items, year = kept.book.personal(), timedelta(days=365)
    first = min(each.since for each in items)
    assert personal.due(items, after=year, at=first + year - timedelta(seconds=1)) == ()
    assert personal.due(items, after=year, at=first + year) == tuple(i for i in items if i.since == first)
    assert personal.due(items, after=None, at=first + 9 * year) == ()


def test_a_stranger_verifies_the_record_and_counts_what_was_erased(kept: Sitting, tmp_path: Path) -> None:
    warned(kept)
    erase(kept.book, ADDRESS)
    sealed = kept.book.seal(KEY, origin="exercise.example/desk", at=day(8, 1))
    (tmp_path / "a.note").write_text(ledger.note(sealed), "utf-8")
    (tmp_path / "a.jsonl").write_text("".join(kept.book.export(bodies=True)), "utf-8")
    key = ledger.public_hex(KEY)
    words = [sys.executable, VERIFIER, tmp_path / "a.jsonl", "--key", key, "--note", tmp_path / "a.note"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout
    assert "what 1 names, addresses or sayings were: they were erased" in done.stdout

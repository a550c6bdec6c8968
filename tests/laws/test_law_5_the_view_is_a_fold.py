"""Law 5: the ledger is the truth, everything else is a fold of it; opinions are appended, never edited."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scene import OFFICER
from tests.sessions import Act, Play, anything, session
from tests.sitting import Sitting
from tocsin.casebook import Casebook, Memory, open_casebook
from tocsin.casebook.record import STAY
from tocsin.codec import WORDS
from tocsin.ledger import public_hex
from tocsin.model import Erased, Report

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
FEW = settings(max_examples=12)


@contextmanager
def kept() -> Iterator[tuple[Play, Casebook]]:
    """A desk with a casebook of its own, in a file that is gone afterwards."""
    with TemporaryDirectory() as folder:
        book = open_casebook(f"sqlite:///{Path(folder)}/casebook.db")
        try:
            yield Play(Sitting(book=book)), book
        finally:
            book.close()


@given(session(anything))
@FEW
def test_the_view_dropped_and_rebuilt_is_the_same_byte_for_byte(acts: list[Act]) -> None:
    with kept() as (play, book):
        play.run(acts)
        before = book.view_digest()
        book.rebuild()
        assert book.view_digest() == before


@given(session(anything))
@FEW
def test_what_is_recorded_is_never_edited_and_always_verifies(acts: list[Act]) -> None:
    with kept() as (play, book):
        former = book.entries()
        for _ in play.steps(acts):
            now = book.entries()
            assert now[: len(former)] == former
            former = now
        sealed = book.seal(KEY, origin="law", at=play.at)
        verdict = book.verify(keys=(public_hex(KEY),), witnessed=(sealed,))
        assert verdict.sound, verdict.failed


@given(session(anything))
@FEW
def test_a_casebook_in_memory_shows_the_same_words(acts: list[Act]) -> None:
    with kept() as (play, book):
        play.run(acts)
        light = Play(Sitting(book=Memory()))
        light.run(acts)
        for word in WORDS:
            if word.__name__ not in {"LedgerEntry", "Checkpoint", "Erased"}:
                assert book.all(word) == light.desk.book.all(word), word.__name__


@given(session(anything), st.integers(0, 5))
@FEW
def test_an_erased_body_rebuilds_as_erased_with_its_reason(acts: list[Act], which: int) -> None:
    with kept() as (play, book):
        play.run(acts)
        entries = [entry for entry in book.entries() if entry.kind not in STAY]
        body = entries[which % len(entries)].body
        book.erase(body, because="a court said so", by=OFFICER, at=play.at)
        assert book.body(body) == Erased(digest=body, because="a court said so")
        assert Erased(digest=body, because="a court said so") in book.all(Erased)
        before = book.view_digest()
        book.rebuild()
        assert book.view_digest() == before
        assert book.verify(keys=()).sound
        for report in book.all(Report):
            assert isinstance(book.raw(report.id), bytes | Erased)

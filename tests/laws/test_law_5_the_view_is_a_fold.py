"""Law 5: the ledger is the truth, everything else is a fold of it; opinions are appended, never edited."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import by_heart as told
from tests.scene import OFFICER
from tests.sessions import Act, Play, anything, session
from tests.sitting import Sitting
from tocsin.casebook import Casebook, Memory, open_casebook
from tocsin.casebook.port import STAY
from tocsin.codec import WORDS, canonical
from tocsin.ledger import public_hex
from tocsin.model import Attempt, Delivery, Erased, Notice, Report, Tlp, Warn

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
@example([
    ("take", ([next(iter(told.BANK))], "wire", Tlp.CLEAR)), ("rule", (0, Warn())), ("approve", (1,)),
    ("send", (Delivery.ACCEPTED,)), ("ack", (1,)),
])  # fmt: skip
@FEW
def test_a_casebook_in_memory_shows_the_same_words(acts: list[Act]) -> None:
    with kept() as (play, book):
        play.run(acts)
        light = Play(Sitting(book=Memory()))
        light.run(acts)
        for word in WORDS:
            if word.__name__ not in {"LedgerEntry", "Checkpoint", "Erased"}:
                assert _read_out(word, book) == _read_out(word, light.desk.book), word.__name__


def _read_out(kind: type, book: Casebook | Memory) -> list[str]:
    """The words of a kind, with the addresses that lie apart told, and whose ids are made of these by their number."""
    made = {word.id: f"{kind.__name__} {n}" for kind in (Notice, Attempt) for n, word in enumerate(book.all(kind))}
    lines = (re.sub(r"[0-9a-f]{64}", lambda found: made.get(found[0], found[0]), canonical(w)) for w in book.all(kind))
    if isinstance(book, Memory):
        return list(lines)
    return [re.sub(r"personal:[0-9a-f]{64}", lambda found: str(book.told(found[0])), line) for line in lines]


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

"""Ledger entries appended and verified per second, beside bare SQLite and bare SHA-256 on the same disk."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.texts import disk
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.ledger import public_hex
from tocsin.model import Closing, Person, identity

COUNT = 2000
ROUND = 100
AT = datetime(2024, 3, 7, 17, 38, tzinfo=UTC)
BY = Person(name="Exercise Officer")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    with TemporaryDirectory(dir=disk()) as folder:
        book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
        bare = _table(Path(folder) / "bare.db")
        appended = inserted = 0.0
        for first in range(0, COUNT, ROUND):  # in turns, since a disk has its moods
            numbers = range(first, first + ROUND)
            appended += _seconds(lambda numbers=numbers: _append(book, numbers))
            inserted += _seconds(lambda numbers=numbers: _insert(bare, numbers))
        book.seal(KEY, origin="bench", at=AT)
        verified = _seconds(lambda: _verify(book))
        hashed = _seconds(lambda: _hash(bare))
        book.close()
        bare.close()
    yield "ledger entries appended, one transaction each", COUNT / appended, "per second"
    yield "yardstick: bare INSERT with fsync, one each", COUNT / inserted, "per second"
    yield "ratio", inserted / appended, "times the yardstick"
    yield "ledger entries verified: chain, bodies, seal, view", COUNT / verified, "per second"
    yield "yardstick: the same number of rows read and hashed", COUNT / hashed, "per second"
    yield "ratio", hashed / verified, "times the yardstick"


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _append(book: Casebook, numbers: Iterable[int]) -> None:
    for number in numbers:
        word = Closing(incident=identity(number), because="it is over", by=BY, at=AT)
        book.record(Act(kind="closing", subject=word.incident, words=(word,), by=BY, at=AT))


def _verify(book: Casebook) -> None:
    verdict = book.verify(keys=(public_hex(KEY),))
    if not verdict.sound:
        raise RuntimeError(verdict.failed)


def _table(path: Path) -> sqlite3.Connection:
    """A table in SQLite with the settings of a casebook, and nothing around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)")
    return connection


def _insert(bare: sqlite3.Connection, numbers: Iterable[int]) -> None:
    for number in numbers:
        bare.execute("INSERT INTO entry VALUES (?, ?)", (number, "x" * 300))


def _hash(bare: sqlite3.Connection) -> None:
    for _, body in bare.execute("SELECT sequence, body FROM entry ORDER BY sequence"):
        hashlib.sha256(body.encode()).hexdigest()

"""Ledger entries appended and verified per second, beside a bare INSERT with fsync on the same disk."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin.casebook import Act, open_casebook
from tocsin.ledger import public_hex
from tocsin.model import Closing, Person, identity

COUNT = 1000
AT = datetime(2024, 3, 7, 17, 38, tzinfo=UTC)
BY = Person(name="Exercise Officer")


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    with tempfile.TemporaryDirectory() as folder:
        book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
        words = [Closing(incident=identity(n), because="it is over", by=BY, at=AT) for n in range(COUNT)]
        start = time.perf_counter()
        for word in words:
            book.record(Act(kind="closing", subject=word.incident, words=(word,), by=BY, at=AT))
        appended = COUNT / (time.perf_counter() - start)
        yield "ledger entries appended, one transaction each", appended, "per second"
        bare = _bare_inserts(Path(folder) / "bare.db")
        yield "yardstick: bare INSERT with fsync", bare, "per second"
        yield "ratio", appended / bare, "times the yardstick"
        key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        book.seal(key, origin="bench", at=AT)
        start = time.perf_counter()
        verdict = book.verify(keys=(public_hex(key),))
        if not verdict.sound:
            raise RuntimeError(verdict.failed)
        yield "ledger entries verified", COUNT / (time.perf_counter() - start), "per second"
        book.close()


def _bare_inserts(path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)")
    start = time.perf_counter()
    for number in range(COUNT):
        connection.execute("INSERT INTO entry VALUES (?, ?)", (number, "x" * 300))
    taken = time.perf_counter() - start
    connection.close()
    return COUNT / taken

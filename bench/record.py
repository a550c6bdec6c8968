"""Ledger entries appended and verified per second, beside bare SQLite and bare SHA-256 on the same disk."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.texts import disk
from tocsin.casebook import Act, open_casebook
from tocsin.ledger import public_hex
from tocsin.model import Closing, Person, identity

COUNT = 2000
AT = datetime(2024, 3, 7, 17, 38, tzinfo=UTC)
BY = Person(name="Exercise Officer")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    with TemporaryDirectory(dir=disk()) as folder:
        words = [Closing(incident=identity(n), because="it is over", by=BY, at=AT) for n in range(COUNT)]
        book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
        start = time.perf_counter()
        for word in words:
            book.record(Act(kind="closing", subject=word.incident, words=(word,), by=BY, at=AT))
        appended = COUNT / (time.perf_counter() - start)
        book.seal(KEY, origin="bench", at=AT)
        start = time.perf_counter()
        verdict = book.verify(keys=(public_hex(KEY),))
        verified = COUNT / (time.perf_counter() - start)
        book.close()
        if not verdict.sound:
            raise RuntimeError(verdict.failed)
        inserted, hashed = _bare(Path(folder) / "bare.db")
    yield "ledger entries appended, one transaction each", appended, "per second"
    yield "yardstick: bare INSERT with fsync, one each", inserted, "per second"
    yield "ratio", appended / inserted, "times the yardstick"
    yield "ledger entries verified: chain, bodies, seal, view", verified, "per second"
    yield "yardstick: the same number of rows read and hashed", hashed, "per second"
    yield "ratio", verified / hashed, "times the yardstick"


def _bare(path: Path) -> tuple[float, float]:
    """Rows a second that SQLite inserts with one fsync each, and that are read and put through SHA-256."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)")
    start = time.perf_counter()
    for number in range(COUNT):
        connection.execute("INSERT INTO entry VALUES (?, ?)", (number, "x" * 300))
    inserted = time.perf_counter() - start
    start = time.perf_counter()
    for _, body in connection.execute("SELECT sequence, body FROM entry ORDER BY sequence"):
        hashlib.sha256(body.encode()).hexdigest()
    hashed = time.perf_counter() - start
    connection.close()
    return COUNT / inserted, COUNT / hashed

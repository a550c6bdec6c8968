"""The ledger: entries appended a second beside a bare INSERT, and how verifying and proving grow with the record.

Appending is measured on SQLite, and on the PostgreSQL of DATABASE_URL_TEST where that is set. Sizes grow by tens up to
the greatest that is asked for (`--most`). Each is verified in a process of its own, which says how much memory it took.
"""

import os
import resource
import secrets
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import MOST
from bench.texts import disk
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.casebook.act import spelled
from tocsin.casebook.settings import ready
from tocsin.ledger import check_inclusion, leaf_hash, public_hex
from tocsin.model import Closing, Person, identity

ready()
from tocsin.casebook import record, view  # noqa: E402 - Django must be set up before its tables are read

Insert = Callable[[str], object]
COUNT, ROUND = 2000, 100
FIRST, AT_ONCE, PROOFS = 1000, 5000, 200
WITH_VIEW = 10_000
"""Up to this size the view is folded anew and compared, too."""
AT = datetime(2024, 3, 7, 17, 38, tzinfo=UTC)
BY = Person(name="Exercise Officer")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    with TemporaryDirectory(dir=disk()) as folder:
        book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
        bare = _sqlite(Path(folder) / "bare.db")
        yield from _appended(book, lambda body: bare.execute("INSERT INTO bare (body) VALUES (?)", (body,)), "SQLite")
        bare.close()
        book.close()
    given = os.environ.get("DATABASE_URL_TEST")
    if given:
        yield from _on_postgresql(given)
    else:
        print("PostgreSQL is left out: DATABASE_URL_TEST names none", file=sys.stderr)
    with TemporaryDirectory(dir=disk()) as folder:
        yield from grown(Path(folder) / "grown.db", sizes=sizes(MOST.get()))


def sizes(most: int) -> list[int]:
    """1,000 and its tenfolds, up to the greatest."""
    found = [FIRST]
    while found[-1] * 10 <= most:
        found.append(found[-1] * 10)
    return found


def grown(path: Path, *, sizes: Iterable[int]) -> Iterator[tuple[str, float, str]]:
    """The figures of one casebook as it grows: genuine entries, recorded by thousands in one transaction."""
    url, size = f"sqlite:///{path}", 0
    for wanted in sizes:
        book = open_casebook(url)
        began = time.perf_counter()
        for first in range(size, wanted, AT_ONCE):
            _build(book, map(_act, range(first, min(first + AT_ONCE, wanted))))
        at, size = f"at {wanted} entries", wanted
        yield f"{at}: built, thousands in a transaction", time.perf_counter() - began, "s"
        yield f"{at}: sealed", _seconds(partial(book.seal, KEY, origin="bench", at=AT)), "s"
        yield f"{at}: one entry proved", 1000 * _proved(book, wanted), "ms"
        yield f"{at}: appended, one transaction each", ROUND / _each(book, range(-ROUND, 0), size), "per second"
        size += ROUND
        yield f"{at}: on disk", path.stat().st_size / wanted, "bytes an entry"
        book.close()
        seconds, peak, idle = _elsewhere(url, view=False)
        yield f"{at}: record verified, view aside", seconds, "s"
        yield f"{at}: peak memory of that", peak / 1024, "MiB"
        yield f"{at}: peak memory of a process that only opens it", idle / 1024, "MiB"
        if wanted <= WITH_VIEW:
            yield f"{at}: record and view verified", _elsewhere(url, view=True)[0], "s"


def _build(book: Casebook, acts: Iterable[Act]) -> None:
    """Record acts in one transaction, without asking the outbox and the docket, which these do not touch."""
    with book.transaction():
        head = record.hold(book.alias)
        for act in acts:
            lines = spelled(act)
            view.fold(book.alias, record.append(book.alias, head, act, lines).sequence, act.words, lines)


def _appended(book: Casebook, insert: Insert, engine: str) -> Iterator[tuple[str, float, str]]:
    """Entries appended in one transaction each, beside bare rows as long as an entry and its body, in turns."""
    row = "x" * 600
    appended = inserted = 0.0
    for first in range(0, COUNT, ROUND):  # in turns, since a disk has its moods
        appended += _each(book, range(first, first + ROUND), 0)
        inserted += _seconds(lambda: [insert(row) for _ in range(ROUND)])
    yield f"{engine}: entries appended, one transaction each", COUNT / appended, "per second"
    yield "yardstick: bare INSERT with the same durability, one each", COUNT / inserted, "per second"
    yield "ratio", inserted / appended, "times the yardstick"


def _each(book: Casebook, numbers: range, offset: int) -> float:
    acts = [_act(number + offset, again=True) for number in numbers]
    return _seconds(lambda: [book.record(act) for act in acts])


def _act(number: int, *, again: bool = False) -> Act:
    word = Closing(incident=identity(number), because="it is over, too" if again else "it is over", by=BY, at=AT)
    return Act(kind="closing", subject=word.incident, words=(word,), by=BY, at=AT)


def _proved(book: Casebook, size: int) -> float:
    """Seconds of one proof, the mean over entries from everywhere; each is checked."""
    places = [size * n // PROOFS for n in range(PROOFS)]
    began = time.perf_counter()
    found = [book.prove(place) for place in places]
    took = time.perf_counter() - began
    for entry, proof, sealed in found:
        if not check_inclusion(proof, leaf=leaf_hash(entry), root=bytes.fromhex(sealed.root)):
            raise RuntimeError(proof)
    return took / PROOFS


def _elsewhere(url: str, *, view: bool) -> tuple[float, float, float]:
    """Seconds of verifying in a fresh process, its peak memory in KiB, and that of one that verifies nothing."""
    found = []
    for work in (_verified, _opened):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found.append(pool.submit(work, url, view).result())
    (seconds, peak), (_, idle) = found
    return seconds, peak, idle


def _verified(url: str, view: bool) -> tuple[float, float]:  # noqa: FBT001 - handed over by place
    book = open_casebook(url)
    began = time.perf_counter()
    verdict = book.verify(keys=(public_hex(KEY),), view=view)
    if not verdict.sound:
        raise RuntimeError(verdict.failed)
    return time.perf_counter() - began, _peak()


def _peak() -> float:
    """The most memory that this process has had, in KiB; what it was before it became a Python is no part of it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(float(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def _opened(url: str, view: bool) -> tuple[float, float]:  # noqa: ARG001, FBT001 - handed over by place
    open_casebook(url).checkpoints()
    return 0.0, _peak()


def _on_postgresql(url: str) -> Iterator[tuple[str, float, str]]:
    """In a database of its own, dropped afterwards; the bare row goes to the same one."""
    import psycopg  # noqa: PLC0415 - only where there is a server

    name = f"tocsin_{secrets.token_hex(6)}"
    parts = urlsplit(url)
    mine = urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            book = open_casebook(mine)
            with psycopg.connect(mine, autocommit=True) as bare:
                bare.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, body TEXT)")
                insert = "INSERT INTO bare (body) VALUES (%s)"
                yield from _appended(book, lambda body: bare.execute(insert, (body,)), "PostgreSQL")
            book.close()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _sqlite(path: Path) -> sqlite3.Connection:
    """A table in SQLite with the settings of a casebook, and nothing around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)")
    return connection

"""A disk that is full, and what is left of what was erased."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connections

from tests.scene import entry, register
from tocsin.casebook import Act, Casebook, faults, open_casebook
from tocsin.casebook.faults import told
from tocsin.model import Contact, Erasure, Person, Report, Unavailable, digest

AT = datetime(2024, 3, 7, tzinfo=UTC)
ANNA = Person(name="Anna Example")


def arrival(text: str) -> Act:
    raw = text.encode()
    found = Report(id=digest(raw), media_type="text/plain", title="", text=text, language="en")
    return Act(kind="arrival", subject=found.id, words=(found,), by=ANNA, at=AT, raw={found.id: raw})


def test_a_full_database_takes_nothing_by_halves(tmp_path: Path) -> None:
    book = open_casebook(f"sqlite:///{tmp_path}/a.db")
    book.record(arrival("first"))
    with connections[book.alias].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 4}")
    with pytest.raises(Unavailable, match=r"(?s)full.*free some space"):
        book.record(arrival("small"), arrival("x" * 100_000))
    assert [e.sequence for e in book.entries()] == [0]
    assert [r.text for r in book.all(Report)] == ["first"]
    with connections[book.alias].cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    book.record(arrival("x" * 100_000))
    assert book.verify(keys=()).sound
    book.close()


_FULL = """
import resource, sys
sys.path[:0] = [sys.argv[2]]
from test_disk import arrival
from tocsin.casebook import open_casebook
from tocsin.model import Unavailable
book = open_casebook(sys.argv[1])
book.record(arrival("first"))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
kept = 1
try:
    for n in range(1000):
        book.record(arrival(f"{n} " + "x" * 5000))
        kept += 1
except Unavailable as error:
    print(kept, type(error).__name__, error.where, error.now, sep="|", flush=True)
"""


def test_a_full_disk_is_said_and_what_was_kept_verifies(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _FULL, url, str(Path(__file__).parent)], check=True, capture_output=True, text=True
    )
    kept, name, where, now = done.stdout.strip().split("|")
    assert (name, where) == ("Unavailable", url)
    assert "nothing was half-written" in now
    book = open_casebook(url)
    assert len(book.entries()) == int(kept) > 1
    assert len(book.all(Report)) == int(kept)
    assert book.verify(keys=()).sound
    book.record(arrival("there is room again"))
    book.close()


@pytest.mark.parametrize("said", ["disk I/O error", "unable to open database file"])
def test_a_disk_without_room_is_called_full_whatever_the_database_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """Where there is no room for the log, SQLite speaks of the disk or of the file, and a night goes by over cables."""
    book = open_casebook(f"sqlite:///{tmp_path}/a.db")
    book.close()
    monkeypatch.setattr(faults, "disk_usage", lambda _: SimpleNamespace(free=4096))
    with pytest.raises(Unavailable, match=f"the disk is full .{said}.") as full, told(book.where):
        raise OperationalError(said)
    assert full.value.now.startswith("make room: until then nothing can be recorded, nor looked at")
    monkeypatch.setattr(faults, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    with pytest.raises(Unavailable) as other, told(book.where):
        raise OperationalError(said)
    assert other.value.what == said


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_what_was_erased_is_in_no_file_any_more(tmp_path: Path) -> None:
    book = open_casebook(f"sqlite:///{tmp_path}/a.db")
    secret = "a name that must go " * 400
    (entry,) = book.record(arrival(secret))
    assert b"a name that must go" in everything_in(tmp_path)
    erase(book, entry.subject)
    erase(book, entry.body)
    assert b"a name that must go" not in everything_in(tmp_path)
    book.close()


def erase(book: Casebook, name: str) -> None:
    book.erase(name, because="asked", by=ANNA, at=AT)


def test_a_name_or_address_that_was_erased_is_in_no_file_any_more(tmp_path: Path) -> None:
    """Nor in a page that was freed, nor in the log, nor in an index; and nobody needs to close the casebook for it."""
    book = open_casebook(f"sqlite:///{tmp_path}/a.db")
    for number in range(200):  # enough that the table and its indices have many pages
        address = f"reader-{number}@exercise.tocsin.example"
        one = register(entry("hall", contacts=(Contact(channel="mail", address=address),)))
        book.record(Act(kind="register", subject="x", words=(one,), by=ANNA, at=AT))
    names = {item.value: item.id for item in book.personal()}
    for number in range(0, 200, 2):
        assert f"reader-{number}@".encode() in everything_in(tmp_path)
        word = Erasure(item=names[f"reader-{number}@exercise.tocsin.example"], because="asked", by=ANNA, at=AT)
        book.erase_personal(word)
    left = everything_in(tmp_path)
    assert not [n for n in range(0, 200, 2) if f"reader-{n}@".encode() in left]
    assert all(f"reader-{n}@".encode() in left for n in range(1, 200, 2))
    assert book.verify(keys=()).sound
    book.close()

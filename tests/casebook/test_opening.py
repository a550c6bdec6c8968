"""Opening a casebook: its URL, its file, its safety, and what is said when it cannot be had."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import NotSupportedError, connections

from tests.ports.acts import arrive
from tocsin.casebook import open_casebook
from tocsin.casebook.faults import told
from tocsin.casebook.settings import database, shown
from tocsin.model import BadInput, Unavailable


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def test_every_connection_is_set_to_lose_nothing(tmp_path: Path) -> None:
    book = open_casebook(url_of(tmp_path / "a.db"))
    book.close()
    with connections[book.alias].cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            (found[name],) = cursor.fetchone()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 20_000,
    }
    assert connections[book.alias].transaction_mode == "IMMEDIATE"
    book.close()


@pytest.mark.parametrize("url", ["", "casebook.db", "mysql://host/name", "sqlite:///", "sqlite:///:memory:",
                                 "postgresql://host", "postgresql://host:port/name"])  # fmt: skip
def test_what_is_no_casebook_s_url_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        open_casebook(url)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"(?s)its folder is not there.*mkdir"):
        open_casebook(url_of(tmp_path / "missing" / "a.db"))


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("a letter to somebody\n" * 200)
    with pytest.raises(Unavailable, match=r"(?s)not a database.*name another"):
        open_casebook(url_of(path))
    assert path.read_text().startswith("a letter")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="unable to open"):
        open_casebook(url_of(tmp_path))


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(Unavailable, match=r"(?s)postgresql://anna:\*\*\*@127.0.0.1:1/x: .*reached") as raised:
        open_casebook("postgresql://anna:s3cret@127.0.0.1:1/x")
    assert "s3cret" not in str(raised.value)


def test_no_password_is_ever_shown() -> None:
    for url in ("postgresql://anna:s3cret@host/x", "postgresql://host/x?user=anna&password=s3cret"):
        assert "s3cret" not in shown(url)
    assert shown("postgresql://anna@host/x") == "postgresql://anna@host/x"
    assert shown("sqlite:///a.db") == "sqlite:///a.db"


def test_a_postgresql_url_is_read_whole() -> None:
    found = database("postgresql://an%20na:p%40ss@host:5433/case%2Fbook?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("an na", "p@ss", "host", "5433")
    assert found["NAME"] == "case/book"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "synchronous_commit=on" in found["OPTIONS"]["options"]
    assert database("postgresql:///x?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_two_casebooks_in_one_program_are_two(tmp_path: Path) -> None:
    one, other = open_casebook(url_of(tmp_path / "a.db")), open_casebook(url_of(tmp_path / "b.db"))
    assert one.alias != other.alias
    assert open_casebook(url_of(tmp_path / "a.db")).alias == one.alias
    one.close()
    other.close()


def test_the_path_may_hold_spaces_and_signs(tmp_path: Path) -> None:
    folder = tmp_path / "the case & more é"
    folder.mkdir()
    book = open_casebook(url_of(folder / "a b.db"))
    assert book.entries() == ()
    assert (folder / "a b.db").is_file()
    book.close()


def test_opening_needs_no_settings_module_and_no_secret(tmp_path: Path) -> None:
    code = (
        "import sys, os; os.environ.pop('DJANGO_SETTINGS_MODULE', None)\n"
        "from tocsin.casebook import Act, Casebook, Outbox, open_casebook\n"
        "from django.conf import settings\n"
        "book = open_casebook(sys.argv[1])\n"
        "assert isinstance(book, Casebook) and not settings.is_overridden('SECRET_KEY')\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code, url_of(tmp_path / "a.db")], check=False)  # noqa: S603
    assert done.returncode == 0


def test_the_migrations_say_what_the_tables_say() -> None:
    code = (
        "from tocsin.casebook.settings import ready\nready()\n"
        "from django.core.management import call_command\n"
        "call_command('makemigrations', 'casebook', check=True, dry_run=True, verbosity=0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603
    assert done.returncode == 0


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_casebook(url_of(path)).close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(Unavailable, match=r"(?s)malformed.*restore a copy"):
        open_casebook(url_of(path)).entries()


def test_another_program_may_read_while_we_write(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    book = open_casebook(url_of(path))
    with book.transaction(), sqlite3.connect(path) as other:
        assert other.execute("SELECT COUNT(*) FROM tocsin_entry").fetchone() == (0,)
    other.close()
    book.close()


@pytest.mark.postgres
def test_a_pooler_that_forgets_statements_is_named_and_nothing_is_half_recorded(postgres_url: str) -> None:
    book = open_casebook(postgres_url)
    for number in range(8):
        arrive(book, f"report {number}")
    connections[book.alias].connection.pgconn.exec_(b"DEALLOCATE ALL")
    with pytest.raises(Unavailable, match="pooler"):
        arrive(book, "one more")
    assert len(book.entries()) == 8
    arrive(book, "one more")
    assert len(book.entries()) == 9
    book.close()


def test_who_meets_tables_that_were_changed_meanwhile_is_told_to_do_it_again() -> None:
    """PostgreSQL refuses a statement planned for other columns; the words sent people to look at the server."""
    refused = NotSupportedError("cached plan must not change result type")
    with (
        pytest.raises(Unavailable, match=r"(?s)cached plan.*tables were changed.*do it again"),
        told("postgresql://db"),
    ):
        raise refused

"""What a database cannot do, said so that a person knows where, what, and what now."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, Error, IntegrityError

from tocsin.model import BadInput, RecordBroken, Unavailable

_NOW = (
    ("full", "free some space, then do it again; nothing was half-written"),
    ("i/o", "look at the disk; nothing was half-written"),
    ("locked", "another program is writing; do it again when it has finished"),
    ("readonly", "make the file and its folder writable for this program"),
    ("permission", "make the file and its folder readable and writable for this program"),
    ("unable to open", "see that the folder exists and may be written to"),
    ("not a database", "this file is something else; name another"),
    ("malformed", "keep the file as it is, restore a copy, and run: tocsin ledger verify"),
    ("psycopg", "install it: pip install 'tocsin[postgres]'"),
    ("authentication", "see the user and password in DATABASE_URL"),
    ("prepared statement", "let the pooler before the server keep prepared statements, or go without it"),
    ("cached plan", "the tables were changed under this program meanwhile; do it again"),
    ("does not exist", "see the name in DATABASE_URL, or create it"),
)
_SQLITE = "sqlite:///"
_NO_LOG = ("i/o", "unable to open")
_LOG = 128 * 1024
"""Bytes without which SQLite cannot open a casebook that nobody else has open: its log, and the index of it."""
_ELSE = "see that the database is running and can be reached, then do it again"
_TRIGGERS = ("append-only", "follows the last one", "kept already")


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what a database says into one of our errors, about the casebook at `where`.

    Raises:
        Unavailable: the file, the disk or the server is not there, or gave way.
        RecordBroken: the database refused to let the record be changed.
        BadInput: a value is too long, or of a kind that the database cannot hold.
    """
    try:
        yield
    except DataError as error:
        raise BadInput(where=where, what=_first_line(error), now="nothing was recorded") from error
    except (Error, ImproperlyConfigured) as error:
        said = _first_line(error)
        if any(word in said for word in _TRIGGERS) or isinstance(error, IntegrityError):
            raise RecordBroken(
                where=where, what=f"the database refused: {said}", now="run: tocsin ledger verify"
            ) from error
        what, now = _disk(said, where=where) or (said, _what_now(said))
        raise Unavailable(where=where, what=what, now=now) from error


def _disk(said: str, *, where: str) -> tuple[str, str] | None:
    """What lies behind an error that SQLite gives where it cannot make its log: a disk that is full, or only read."""
    folder = Path(unquote(where.removeprefix(_SQLITE))).parent if where.startswith(_SQLITE) else None
    if folder is None or not any(sign in said.lower() for sign in _NO_LOG) or not folder.is_dir():
        return None
    look = "to look at it meanwhile, copy it with its -wal to another disk, and name the copy in DATABASE_URL"
    if disk_usage(folder).free < _LOG:
        return f"the disk is full ({said})", f"make room: until then nothing can be recorded, nor looked at; {look}"
    if not os.access(folder, os.W_OK):
        return f"its folder can only be read ({said})", f"make it writable for this program; {look}"
    return None


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _what_now(said: str) -> str:
    low = said.lower()
    return next((now for sign, now in _NOW if sign in low), _ELSE)

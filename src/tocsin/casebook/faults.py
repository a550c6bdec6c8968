"""What a database cannot do, said so that a person knows where, what, and what now."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    ("does not exist", "see the name in DATABASE_URL, or create it"),
)
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
        raise Unavailable(where=where, what=said, now=_what_now(said)) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _what_now(said: str) -> str:
    low = said.lower()
    return next((now for sign, now in _NOW if sign in low), _ELSE)

"""A copy that `backup` made knows that it is one, until somebody says that it took the place of the casebook.

SQLite keeps two numbers beside the tables for whoever made them. In a copy `user_version` is of how many entries it is,
`application_id` in which minute since 1970 it was first asked what may be sent once more. Both are 0 in the casebook.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connections

from tocsin.casebook.asking import ask as ask_for

_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = (
    "SELECT at FROM tocsin_entry WHERE sequence < %s "
    "ORDER BY julianday(at) <= julianday('now') DESC, julianday(at) DESC, sequence DESC LIMIT 1"
)
_ANSWERED = 1
"""The first minute of all: what is asked since then was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Of how many entries a casebook is a copy, and the latest of their moments; others came later.

    The last of them may have been dated back, so that its moment says nothing. One that is still to come was dated
    ahead, and counts only where there is no other.
    """

    size: int
    at: datetime


def mark(path: Path) -> int:
    """Let the copy in this file know that it is one, and of how many entries, which it gives."""
    with closing(sqlite3.connect(path)) as copy:
        (count,) = copy.execute("SELECT COUNT(*) FROM tocsin_entry").fetchone()
        copy.execute(f"PRAGMA user_version = {int(count)}")
        copy.execute("PRAGMA application_id = 0")
    return int(count)


def copy_of(alias: str) -> Copy | None:
    """Of what this casebook is a copy, where nobody said that it took the place of the other.

    None where it is no copy, or one of nothing; what is on a server never says.
    """
    size = _number(alias, "user_version")
    found = ask_for(alias, _LATEST, (size,)) if size else []
    return Copy(size=size, at=datetime.fromisoformat(found[0][0])) if found else None


def ask(alias: str, at: datetime) -> datetime:
    """When it was first asked what a copy may send once more; now, where that was never, or later by another clock."""
    first = _EPOCH + _number(alias, "application_id") * _MINUTE
    if _EPOCH < first <= at:
        return first
    _tell(alias, "application_id", (at - _EPOCH) // _MINUTE)
    return at


def answer(alias: str) -> None:
    """What a copy may send once more need not be asked any more."""
    _tell(alias, "application_id", _ANSWERED)


def unmark(alias: str) -> None:
    """This copy is the casebook from now on."""
    for name in ("user_version", "application_id"):
        _tell(alias, name, 0)


def _number(alias: str, name: str) -> int:
    if connections[alias].vendor != "sqlite":
        return 0
    with connections[alias].cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        (found,) = cursor.fetchone()
    return int(found)


def _tell(alias: str, name: str, number: int) -> None:
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            cursor.execute(f"PRAGMA {name} = {number}")

"""A copy that `backup` made knows that it is one, until somebody says that it took the place of the casebook."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connections

from tocsin.casebook import record


def mark(path: Path) -> int:
    """Let the copy in this file know that it is one, and of how many entries, which it gives; others came later.

    SQLite keeps a number beside the tables for whoever made them (user_version). It is 0 in the casebook itself.
    """
    with closing(sqlite3.connect(path)) as copy:
        (count,) = copy.execute("SELECT COUNT(*) FROM tocsin_entry").fetchone()
        copy.execute(f"PRAGMA user_version = {int(count)}")
    return int(count)


def as_of(alias: str) -> datetime | None:
    """Of which moment this casebook is a copy, where nobody said that it took the place of the other.

    None where it is no copy, or one of nothing; what is on a server never says.
    """
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        (copied,) = cursor.fetchone()
    last = next(record.walk(alias, start=copied - 1, most=1), None) if copied else None
    return last.at if last else None


def unmark(alias: str) -> None:
    """This copy is the casebook from now on."""
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA user_version = 0")

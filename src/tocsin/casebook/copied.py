"""A copy that `backup` made knows that it is one, until somebody says that it took the place of the casebook."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connections

from tocsin.casebook import record

_MARK = 1
"""What SQLite keeps beside the tables for whoever made them (user_version); 0 in the casebook itself."""


def mark(path: Path) -> None:
    """Let the copy in this file know that it is one."""
    with closing(sqlite3.connect(path)) as copy:
        copy.execute(f"PRAGMA user_version = {_MARK}")


def as_of(alias: str) -> datetime | None:
    """Up to when this casebook knows, where it is a copy and nobody said that it took the place of the other.

    None where it is no copy, or empty; what is on a server never says.
    """
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        (mark,) = cursor.fetchone()
    last = next(record.walk(alias, start=max(record.size(alias) - 1, 0), most=1), None) if mark else None
    return last.at if last else None


def unmark(alias: str) -> None:
    """This copy is the casebook from now on."""
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA user_version = 0")

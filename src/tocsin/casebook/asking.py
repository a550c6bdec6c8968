"""Our own spelled statements, put to the database as they are: around each Django does more than the statement itself.

They run in whatever transaction is open, and fail as Django's own do.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connections

Rows = list[tuple[Any, ...]]


def ask(alias: str, statement: str, values: Sequence[Any] = ()) -> Rows:
    """One statement, with %s where a value stands; the rows that it gives, if it gives any."""
    connection = connections[alias]
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = connection.connection.execute(_spelled(statement, connection.vendor), values)
        return cursor.fetchall() if cursor.description else []


def tell(alias: str, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """One statement for each of these rows."""
    connection = connections[alias]
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.cursor().executemany(_spelled(statement, connection.vendor), rows)


@cache
def _spelled(statement: str, vendor: str) -> str:
    return statement.replace("%s", "?") if vendor == "sqlite" else statement

"""Our own spelled statements, put to the database as they are: around each Django does more than the statement itself.

They run in whatever transaction is open, and fail as Django's own do. Each connection has one cursor for them: on
PostgreSQL a new one takes half as long as what is asked through it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Rows = list[tuple[Any, ...]]
Asked = tuple[str, Sequence[Any]]
"""A statement, with %s where a value stands, and its values."""

_CURSORS: WeakKeyDictionary[BaseDatabaseWrapper, tuple[Any, Any]] = WeakKeyDictionary()
"""Of each connection what it had open when its cursor was made, and the cursor."""


def ask(alias: str, statement: str, values: Sequence[Any] = ()) -> Rows:
    """The rows that a statement gives, with %s where a value stands."""
    connection = _open(alias)
    with connection.wrap_database_errors:
        cursor = _cursor(connection)
        cursor.execute(_spelled(statement, connection.vendor), values)
        return cursor.fetchall()  # type: ignore[no-any-return]


def tell(alias: str, statement: str, rows: Collection[Sequence[Any]]) -> None:
    """One statement that gives no rows, for each of these."""
    connection = _open(alias)
    spelled = _spelled(statement, connection.vendor)
    with connection.wrap_database_errors:
        if len(rows) == 1:
            _cursor(connection).execute(spelled, *rows)
        else:
            _cursor(connection).executemany(spelled, rows)


def write(alias: str, *asked: Asked) -> Rows:
    """Put all of these to the database, a server in one exchange; the rows that the last gives.

    None may read what another writes: a server does them all at once.
    """
    if connections[alias].vendor == "sqlite":
        return [ask(alias, *each) for each in asked][-1]
    return ask(alias, _together(tuple(each for each, _ in asked)), [value for _, values in asked for value in values])


def _open(alias: str) -> BaseDatabaseWrapper:
    connection = connections[alias]
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    return connection


def _cursor(connection: BaseDatabaseWrapper) -> Any:
    opened, cursor = _CURSORS.get(connection, (None, None))
    if opened is not connection.connection:
        cursor = connection.connection.cursor()
        _CURSORS[connection] = connection.connection, cursor
    return cursor


@cache
def _spelled(statement: str, vendor: str) -> str:
    return statement.replace("%s", "?") if vendor == "sqlite" else statement


@cache
def _together(statements: tuple[str, ...]) -> str:
    *others, last = statements
    return f"WITH {', '.join(f'w{n} AS ({each})' for n, each in enumerate(others))} {last}"

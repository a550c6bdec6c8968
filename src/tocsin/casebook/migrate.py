"""Bringing a casebook's tables up to date, one program at a time."""

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

_LOCK = 0x70C51
"""The number of the lock that PostgreSQL lends whoever changes the tables."""


def bring_up_to_date(alias: str) -> None:
    """Apply what is missing; another program that opens the same casebook meanwhile waits."""
    connection = connections[alias]
    connection.close_if_unusable_or_obsolete()
    if not _missing(alias):
        return
    connection.disable_constraint_checking()  # SQLite changes no table while it checks foreign keys
    try:
        with transaction.atomic(using=alias):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.enable_constraint_checking()


def _missing(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

"""Measurements: each figure stands beside a named yardstick, measured in the same run on the same machine."""

from contextvars import ContextVar

from tocsin.reading import Reader, Rules

READERS = ("rules", "both")
"""The rules alone, and the reader out of rules and encoder."""
MEASURED: ContextVar[str] = ContextVar("measured", default="rules")
"""Which of them is measured."""


def reader(name: str | None = None) -> Reader:
    """The reader of a name; where none is given the one that is measured."""
    if (name or MEASURED.get()) == "rules":
        return Rules()
    from tocsin.desk import network  # noqa: PLC0415 - the rules alone need none of it

    return network.shipped()


MOST: ContextVar[int] = ContextVar("most", default=100_000)
"""How great the greatest ledger is that is measured, in entries."""

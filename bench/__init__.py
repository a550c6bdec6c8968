"""Measurements: each figure stands beside a named yardstick, measured in the same run on the same machine."""

from tocsin.reading import Reader, Rules


def reader() -> Reader:
    """The reader that is measured."""
    return Rules()

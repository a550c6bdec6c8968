"""A desk for each test, with its casebook in memory and on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sitting import Sitting
from tocsin.casebook import Memory, open_casebook


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sitting]:
    """A desk whose casebook lies in memory, then in a file."""
    if request.param == "memory":
        yield Sitting(book=Memory())
        return
    book = open_casebook(f"sqlite:///{tmp_path}/casebook.db")
    yield Sitting(book=book)
    book.close()


@pytest.fixture
def kept(casebook_url: str) -> Iterator[Sitting]:
    """A desk whose casebook keeps a record, on SQLite and on PostgreSQL."""
    book = open_casebook(casebook_url)
    yield Sitting(book=book)
    book.close()

"""A casebook to test, once on each database."""

from collections.abc import Iterator

import pytest

from tocsin.casebook import Casebook, open_casebook


@pytest.fixture
def book(casebook_url: str) -> Iterator[Casebook]:
    opened = open_casebook(casebook_url)
    yield opened
    opened.close()

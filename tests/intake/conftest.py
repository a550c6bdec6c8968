"""How these tests hand something in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.pages import pdf_of
from tocsin.intake import Opened, open_bytes
from tocsin.model import Refused, Tlp

RECEIVED = datetime(2024, 3, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def opened() -> Callable[..., tuple[Opened | Refused, ...]]:
    """Hand bytes in and have what they gave."""

    def hand_in(data: bytes, name: str = "x", **more: Any) -> tuple[Opened | Refused, ...]:
        told = {"source": None, "published": None, "received": RECEIVED, "marking": Tlp.CLEAR, **more}
        return open_bytes(data, name=name, **told)

    return hand_in


@pytest.fixture
def report(opened: Callable[..., Any]) -> Callable[..., Opened]:
    """Hand bytes in and have the one report that they gave."""

    def hand_in(data: bytes, name: str = "x", **more: Any) -> Opened:
        (found,) = opened(data, name, **more)
        assert isinstance(found, Opened), found
        return found

    return hand_in


@pytest.fixture
def refused(opened: Callable[..., Any]) -> Callable[..., Refused]:
    """Hand bytes in and have the one refusal that they gave; it says where, what and what now."""

    def hand_in(data: bytes, name: str = "x") -> Refused:
        (found,) = opened(data, name)
        assert isinstance(found, Refused), found
        assert found.where.startswith(name)
        assert found.what
        assert found.now
        return found

    return hand_in


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """A PDF with a page for each text; an empty text is a page without any. "~" is a character that nobody sees."""
    return pdf_of

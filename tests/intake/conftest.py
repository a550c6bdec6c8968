"""How these tests hand something in, and PDFs made by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

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
    """A PDF with a page for each text; an empty text is a page without any."""

    def make(*pages: str) -> bytes:
        kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        for i, text in enumerate(pages):
            drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
            objects += [
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R {font} >>",
                f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
            ]
        out, places = "%PDF-1.4\n", []
        for number, body in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n"
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        start = out.index("xref\n0")
        return f"{out}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode(
            "latin-1"
        )

    return make

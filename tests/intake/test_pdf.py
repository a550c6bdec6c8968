"""PDF: pages, locks, damage, scans."""

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter

from tocsin.intake import original
from tocsin.model import Span


def test_a_span_is_found_on_its_page(report: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    found = report(pdf("The embassy warned of attacks.", "Two men were arrested.")).report
    assert found.text == "The embassy warned of attacks.\n\nTwo men were arrested."
    start = found.text.index("arrested")
    (piece,) = original(found, Span(start=start, end=start + 8, quote="arrested", text=found.text_digest))
    assert (piece.part, piece.original_start) == ("page 2", "Two men were arrested.".index("arrested"))


def test_a_locked_pdf_is_refused_and_says_so(refused: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("secret"))))
    writer.encrypt("password", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in refused(out.getvalue()).what


def test_a_damaged_pdf_is_refused_and_says_so(refused: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    assert "damaged" in refused(pdf("The embassy warned.")[:120]).what


def test_a_scan_is_refused_and_says_so(refused: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    assert "scanned" in refused(pdf("", "")).what


def test_a_page_without_text_among_others_is_said(report: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    found = report(pdf("The embassy warned.", ""))
    assert found.report.text == "The embassy warned."
    assert found.remarks == ("1 of 2 pages have no text: scanned, or pictures only",)

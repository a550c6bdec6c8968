"""PDF: the text layer of each page, by pypdf."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tocsin.intake.opener import Found, Further
from tocsin.intake.plain import remarks, tidy, whole
from tocsin.model import Piece, Refused

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

PAGES = 1000
BETWEEN = "\n\n"
"""Stands between two pages in the text; it maps to the end of the former."""


def open_pdf(data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
    """One report; each piece maps letter by letter to the text of its page ("page 3")."""
    del further
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return (Refused(where=name, what="this PDF is locked with a password", now="ask for it without one"),)
        count = len(reader.pages)
        if count > PAGES:
            what = f"this PDF has {count} pages, and {PAGES} are read at most"
            return (Refused(where=name, what=what, now="split it"),)
        pages = [_settled(page.extract_text()) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
        beside = "\n".join(str(value) for value in (reader.metadata or {}).values())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        what = f"this PDF is damaged ({type(error).__name__})"
        return (Refused(where=name, what=what, now="open and save it anew, or hand in its text"),)
    text, pieces = joined(pages)
    if not text.strip():
        what = f"none of the {count} pages of this PDF has text: it was scanned, or holds pictures only"
        return (Refused(where=name, what=what, now="have its text recognised, then hand that in"),)
    said = list(remarks(text))
    bare = sum(1 for page in pages if not page.strip())
    if bare:
        said.append(f"{bare} of {count} pages have no text: scanned, or pictures only")
    return (
        Found(
            raw=data, media_type="application/pdf", text=text, pieces=pieces, name=name,
            title=tidy(str(title)) if title else "", remarks=tuple(said), beside=beside,
        ),
    )  # fmt: skip


def joined(pages: list[str]) -> tuple[str, tuple[Piece, ...]]:
    """The pages as one text, and its pieces; pages without text are left out."""
    parts: list[str] = []
    pieces: list[Piece] = []
    here, last = 0, ("", 0)
    for number, page in enumerate(pages, start=1):
        if not page.strip():
            continue
        if parts:
            part, end = last
            pieces.append(Piece(start=here, end=here + 2, part=part, original_start=end, original_end=end))
            parts.append(BETWEEN)
            here += len(BETWEEN)
        last = (f"page {number}", len(page))
        pieces.append(Piece(start=here, end=here + len(page), part=last[0], original_start=0, original_end=len(page)))
        parts.append(page)
        here += len(page)
    return "".join(parts), tuple(pieces)


def _settled(page: str) -> str:
    """A page's own text: line ends LF, half characters as U+FFFD."""
    return whole(page.replace("\r\n", "\n").replace("\r", "\n"))

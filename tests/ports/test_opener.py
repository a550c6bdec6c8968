"""What every opener must do: give a document or a refusal for anything, and pieces that fit their text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.intake import OPENERS, Found, Opened, open_bytes
from tocsin.model import Refused, Tlp, digest

RECEIVED = datetime(2024, 3, 23, tzinfo=UTC)
STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html><body><p>",
    b'{"text": "',
    b"From: a@b.example\nSubject: x\n\n",
    b"\xff\xfe",
]
SOUND = {
    "text/plain": b"The embassy warned.\r\nTwo men were arrested.",
    "text/html": b"<html><body><p>The embassy warned.</p><p>Two men were arrested.</p></body></html>",
    "message/rfc822": b"From: a@b.example\r\nSubject: x\r\n\r\nThe embassy warned.\r\nTwo men were arrested.\r\n",
    "application/json": b'{"text": "The embassy warned.\\nTwo men were arrested."}',
}


def _nothing_further(data: bytes, *, name: str) -> tuple[Found | Refused, ...]:
    return (Refused(where=name, what=f"{len(data)} bytes", now=""),)


@pytest.mark.parametrize("media", SOUND)
def test_a_sound_document_is_found_with_pieces_that_cover_its_text(media: str) -> None:
    (found,) = OPENERS[media](SOUND[media], name="x", further=_nothing_further)
    assert isinstance(found, Found)
    assert found.media_type == media
    assert "The embassy warned." in found.text
    assert "".join(found.text[p.start : p.end] for p in found.pieces) == found.text
    assert found == OPENERS[media](SOUND[media], name="x", further=_nothing_further)[0]


@pytest.mark.parametrize("media", OPENERS)
def test_nothing_gives_a_refusal_or_an_empty_text(media: str) -> None:
    found = OPENERS[media](b" \n", name="x", further=_nothing_further)
    assert found
    assert all(isinstance(f, Refused) or not f.text.strip() for f in found)


@given(st.sampled_from(STARTS), st.binary(max_size=400) | st.text(max_size=200).map(lambda s: s.encode("utf-8")))
def test_anything_gives_reports_or_refusals(start: bytes, rest: bytes) -> None:
    given_ = start + rest
    found = open_bytes(given_, name="x", source=None, published=None, received=RECEIVED, marking=Tlp.CLEAR)
    assert found
    for one in found:
        if isinstance(one, Refused):
            assert one.where.startswith("x")
            assert one.what
            assert one.now
        else:
            assert isinstance(one, Opened)
            assert one.report.id == one.arrival.report == digest(one.raw)
            one.report.text.encode("utf-8")
            assert "".join(one.report.text[p.start : p.end] for p in one.report.pieces) == one.report.text


@pytest.mark.parametrize("media", OPENERS)
def test_sound_documents_cut_short_anywhere_never_raise(media: str) -> None:
    data = SOUND.get(media, b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF")
    for end in range(0, len(data), 5):
        assert open_bytes(data[:end], name="x", source=None, published=None, received=RECEIVED, marking=Tlp.CLEAR)

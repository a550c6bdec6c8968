"""Mail: its own text, what is attached, and mail that is badly made."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from tocsin.intake import Opened
from tocsin.model import Refused


def letter(text: str = "The embassy warned of attacks.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {
        "From": "Desk <desk@wire.example>",
        "Subject": "Warnung für Moskau",
        "Date": "Fri, 22 Mar 2024 20:15:30 +0300",
    }
    for key, value in {**told, **headers}.items():
        message[key] = value
    message.set_content(text)
    return message


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_subject_sender_and_date(report: Callable[..., Any]) -> None:
    found = report(letter().as_bytes())
    assert found.report.title == "Warnung für Moskau"
    assert found.report.text.strip() == "The embassy warned of attacks."
    assert (found.arrival.source.id, found.arrival.source.name) == ("desk@wire.example", "Desk")
    assert found.arrival.published.start == datetime(2024, 3, 22, 17, 15, tzinfo=UTC)


def test_plain_text_is_preferred_and_html_read_where_it_is_all_there_is(report: Callable[..., Any]) -> None:
    both = letter("The plain text.")
    both.add_alternative("<p>The other form.</p>", subtype="html")
    assert report(both.as_bytes()).report.text.strip() == "The plain text."
    html = letter()
    html.set_content("<p>Only a page.</p><p hidden>unseen</p>", subtype="html")
    assert report(html.as_bytes()).report.text == "Only a page."


def test_an_attachment_is_read_in_the_letters_that_its_head_declares(opened: Callable[..., Any]) -> None:
    """A town whose name was misspelled by a guess is found nowhere, and the warning with it."""
    text = "Police in Constanţa found explosives in a car on Tuesday night."
    message = letter()
    message.add_attachment(text, charset="iso-8859-2", filename="note.txt")
    message.add_attachment("Die Polizei in München fand Sprengstoff.", charset="windows-1252", filename="b.txt")
    message.add_attachment("Людей предупредили о взрыве на рынке.", charset="utf-8", filename="c.txt")
    message.get_payload()[3].set_param("charset", "us-ascii")  # a head that says what cannot be
    _, note, second, third = opened(message.as_bytes(), name="a.eml")
    assert (note.report.text.strip(), note.report.encoding, note.remarks) == (text, "iso8859-2", ())
    assert (second.report.text.strip(), second.remarks) == ("Die Polizei in München fand Sprengstoff.", ())
    assert third.report.text.strip() == "Людей предупредили о взрыве на рынке."
    for each in (note, second, third):
        assert each.raw.decode(each.report.encoding).strip() == each.report.text.strip()


def test_attachments_are_reports_of_their_own(opened: Callable[..., Any], pdf: Callable[..., bytes]) -> None:
    message = letter()
    message.add_attachment(b"Two men were arrested.", maintype="text", subtype="plain", filename="note.txt")
    message.add_attachment(pdf("A third was shot."), maintype="application", subtype="pdf", filename="act.pdf")
    message.add_attachment(b"\x89PNG\r\n\x1a\n\0\0\0", maintype="image", subtype="png", filename="photo.png")
    message.add_attachment(letter("A letter within.", Subject="inner"))
    body, note, act, photo, inner = opened(message.as_bytes(), "a.eml")
    assert isinstance(body, Opened)
    assert (note.report.text, note.arrival.name) == ("Two men were arrested.", "a.eml, attachment note.txt")
    assert act.report.text == "A third was shot."
    assert isinstance(photo, Refused)
    assert photo.where == "a.eml, attachment photo.png"
    assert inner.report.title == "inner"


def test_mail_in_mail_without_end_is_stopped(opened: Callable[..., Any]) -> None:
    message = letter("the innermost")
    for depth in range(12):
        outer = letter(f"letter {depth}")
        outer.add_attachment(message)
        message = outer
    *read, last = opened(message.as_bytes())
    assert all(isinstance(r, Opened) for r in read)
    assert len(read) == 6
    assert "documents deep" in last.what


def test_a_boundary_that_never_comes(report: Callable[..., Any]) -> None:
    data = (
        b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="never"\r\n\r\nThe embassy warned of attacks.\r\n'
    )
    found = report(data)
    assert found.report.text == "The embassy warned of attacks.\n"
    assert "the mail is not well formed: StartBoundaryNotFoundDefect" in found.remarks


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/plain; charset=nonsense",
        b"Content-Transfer-Encoding: base64",
        b"Date: the day before",
        b"From: =?utf-8?q?=ff?= <",
        b"Content-Type: multipart/mixed",
        b"Content-Disposition: attachment; filename*=utf-8''%ff%fe",
    ],
)
def test_headers_that_are_wrong_survive(opened: Callable[..., Any], header: bytes) -> None:
    data = b"From: a@b.example\r\nMessage-ID: <x@y>\r\n" + header + b"\r\n\r\nThe embassy warned of attacks.\r\n"
    assert opened(data)


def test_a_zip_in_an_attachment_is_opened_in_memory(opened: Callable[..., Any]) -> None:
    message = letter()
    packed = zipped(**{"../../etc/a.txt": b"One was shot.", "b.html": b"<p>Two were hurt.</p>"})
    message.add_attachment(packed, maintype="application", subtype="zip", filename="all.zip")
    _, one, two = opened(message.as_bytes(), "m")
    assert (one.report.text, one.arrival.name) == ("One was shot.", "m, attachment all.zip, ../../etc/a.txt")
    assert two.report.text == "Two were hurt."


def test_a_zip_bomb_in_an_attachment_is_refused_and_the_mail_read(opened: Callable[..., Any]) -> None:
    message = letter()
    bomb = zipped(**{"big.txt": bytes(20 * 2**20)})
    message.add_attachment(bomb, maintype="application", subtype="zip", filename="bomb.zip")
    body, refusal = opened(message.as_bytes(), "m")
    assert isinstance(body, Opened)
    assert refusal.where == "m, attachment bomb.zip"
    assert "bomb" in refusal.what


def test_a_zip_that_lies_about_its_sizes_is_refused(refused: Callable[..., Any]) -> None:
    honest = zipped(**{"a.txt": b"x" * 5000})
    lying = honest.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lying != honest
    refused(lying)


@pytest.mark.parametrize("members", [{f"{i}.txt": b"a bomb" for i in range(201)}, {"[Content_Types].xml": b"<x/>"}, {}])
def test_a_zip_that_is_not_read_says_why(refused: Callable[..., Any], members: dict[str, bytes]) -> None:
    assert "zip" in refused(zipped(**members)).what or "Office" in refused(zipped(**members)).what


def test_zips_in_zips_are_stopped_by_what_they_come_to(opened: Callable[..., Any]) -> None:
    inner = zipped(**{f"{i}.txt": f"report number {i}".encode() for i in range(100)})
    found = opened(zipped(**{f"{i}.zip": inner for i in range(20)}))
    assert sum(isinstance(f, Opened) for f in found) < 500
    assert "holds more than" in found[-1].what

"""What comes back: reports as servers write them, and bounces in plain words, from files as mail programs keep them."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dispatch.conftest import attempt
from tocsin.dispatch import compose
from tocsin.dispatch.bounces import returned, tell
from tocsin.model import Attempt, BadInput, Delivery, Notice

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: desk@tocsin.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example. <control-room@venue.example>: see below.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Thu, 7 Mar 2024 18:30:00 +0000

Final-Recipient: rfc822; control-room@venue.example
Original-Recipient: rfc822;control-room@venue.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <control-room@venue.example>: user unknown

--b1
Content-Type: {original}

{headers}
--b1--
"""
QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@old.example
To: desk@tocsin.example
Subject: failure notice

Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<control-room@venue.example>:
203.0.113.5 does not like recipient.
Remote host said: 550 5.1.1 No such user

--- Below this line is a copy of the message.

Return-Path: <desk@tocsin.example>
Message-ID: <{key}@tocsin.example>
X-Tocsin-Attempt: {attempt}
Subject: TLP:CLEAR 2.0.0

Stay away.
"""


@pytest.fixture
def made(notice: Notice) -> Attempt:
    return attempt(notice)


def ours(notice: Notice, made: Attempt) -> str:
    """The headers of what we sent."""
    message = compose(notice, contact=made.contact, attempt=made, sender="desk@tocsin.example")
    return message.as_bytes().partition(b"\r\n\r\n")[0].decode().replace("\r\n", "\n")


def report(notice: Notice, made: Attempt, *, action: str, status: str, original: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(action=action, status=status, original=original, headers=ours(notice, made)).encode()


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("failed 5.1.1", Delivery.REFUSED), ("failed 4.4.7", Delivery.FAILED), ("FAILED ", Delivery.REFUSED),
        ("delivered 2.1.5", Delivery.DELIVERED), ("delayed 4.4.1", None), ("relayed 2.0.0", None),
        ("expanded 2.0.0", None), ("nonsense ", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822", "message/global-headers"])
def test_a_delivery_report_is_read(
    notice: Notice, made: Attempt, said: str, outcome: Delivery | None, original: str
) -> None:
    action, _, status = said.partition(" ")
    found = tell(message_from_bytes(report(notice, made, action=action, status=status, original=original)))
    assert (found.attempt, found.key, found.outcome) == (made.id, made.key, outcome)
    assert "venue.example" not in found.because


def test_a_bounce_in_plain_words_is_read_by_its_code_and_not_by_our_own_text(made: Attempt) -> None:
    found = tell(message_from_bytes(QMAIL.format(key=made.key, attempt=made.id).encode()))
    assert (found.attempt, found.key, found.outcome) == (made.id, made.key, Delivery.REFUSED)
    assert found.because == "it came back: it was refused (5.1.1)"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("421 try later, I have given up", Delivery.FAILED), ("550 no", Delivery.REFUSED), ("Sorry.", Delivery.REFUSED)],
)
def test_codes_of_plain_bounces(made: Attempt, said: str, outcome: Delivery) -> None:
    text = QMAIL.replace("550 5.1.1 No such user", said).format(key=made.key, attempt=made.id)
    assert tell(message_from_bytes(text.encode())).outcome is outcome


def test_a_reading_receipt_says_that_it_was_displayed(notice: Notice, made: Attempt) -> None:
    text = REPORT.format(action="x", status="", original="text/rfc822-headers", headers=ours(notice, made))
    text = text.replace("report-type=delivery-status", "report-type=disposition-notification")
    text = text.replace("message/delivery-status", "message/disposition-notification")
    text = text.replace("\n\nFinal-Recipient", "\nFinal-Recipient")  # it is one block (RFC 8098, 3.1)
    shown = text.replace("Action: x", "Disposition: manual-action/MDN-sent-manually; displayed")
    assert tell(message_from_bytes(shown.encode())).outcome is Delivery.DELIVERED
    deleted = text.replace("Action: x", "Disposition: automatic-action/MDN-sent-automatically; deleted")
    assert tell(message_from_bytes(deleted.encode())).outcome is None


def test_an_absence_note_and_a_letter_say_nothing(made: Attempt) -> None:
    for sender, more in (("pavel@venue.example", {"Auto-Submitted": "auto-replied"}), ("pavel@venue.example", {})):
        message = EmailMessage()
        message["From"], message["Subject"] = sender, "Out of office"
        for name, value in more.items():
            message[name] = value
        message.set_content(f"I am away; for 550 of you.\n\nX-Tocsin-Attempt: {made.id}\n")
        assert tell(message_from_bytes(message.as_bytes())).outcome is None


def test_a_report_of_somebody_elses_message_is_not_ours() -> None:
    text = REPORT.format(action="failed", status="5.1.1", original="text/rfc822-headers", headers="Message-ID: <1@x>\n")
    found = tell(message_from_bytes(text.encode()))
    assert (found.attempt, found.key, found.outcome) == ("", "", None)


def test_it_is_read_from_a_file_an_mbox_a_maildir_and_a_folder(notice: Notice, made: Attempt, tmp_path: Path) -> None:
    one, other = (report(notice, made, action=a, status=s) for a, s in (("failed", "5.1.1"), ("delivered", "2.0.0")))
    (tmp_path / "one.eml").write_bytes(one)
    box = mailbox.mbox(tmp_path / "box")
    maildir = mailbox.Maildir(tmp_path / "maildir")
    (tmp_path / "folder").mkdir()
    for number, each in enumerate((one, other)):
        box.add(each)
        maildir.add(each)
        (tmp_path / "folder" / f"{number}").write_bytes(each)
    box.close()
    assert [r.outcome for r in returned(tmp_path / "one.eml")] == [Delivery.REFUSED]
    for name in ("box", "maildir", "folder"):
        assert {r.outcome for r in returned(tmp_path / name)} == {Delivery.REFUSED, Delivery.DELIVERED}
    with pytest.raises(BadInput, match="cannot be read"):
        list(returned(tmp_path / "none"))


@given(st.binary(max_size=400), st.integers(0, 900), st.integers(0, 60))
def test_no_bytes_stop_the_reading(noise: bytes, at: int, gone: int) -> None:
    raw = REPORT.format(action="failed", status="5.1.1", original="text/rfc822-headers", headers="X: y").encode()
    for text in (noise, raw[:at] + noise + raw[at + gone :]):
        found = tell(message_from_bytes(text))
        assert found.outcome is None or found.attempt or found.key

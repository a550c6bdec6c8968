"""What mail servers send back: delivery reports (RFC 3464), reading receipts (RFC 8098), and bounces in plain words."""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from pathlib import Path

from tocsin.model import BadInput, Delivery

LARGEST = 8 * 2**20
"""Bytes of one message that are read, at most."""
_ID = re.compile(r"[0-9a-f]{64}")
_ATTEMPT = re.compile(r"(?im)^[>\s]*x-tocsin-attempt:\s*([0-9a-f]{64})\b")
_MESSAGE_ID = re.compile(r"(?im)^[>\s]*message-id:\s*<([0-9a-f]{64})@")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_DAEMON = re.compile(r"(?i)\b(?:mailer-daemon|mail delivery|postmaster)\b")
_ORIGINAL = {
    "message/rfc822",
    "message/rfc822-headers",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
}
_WORST = (Delivery.REFUSED, Delivery.FAILED, Delivery.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One message that came back: of which attempt (its id, or at least its key), what it says, in words of ours.

    `outcome` is None where it says nothing final. The reason repeats no address and none of the other side's words.
    """

    attempt: str
    key: str
    outcome: Delivery | None
    because: str


def returned(path: Path) -> Iterator[Returned]:
    """What the messages of a file (one message, or an mbox) or folder (a Maildir, or message files) say.

    Raises:
        BadInput: there is nothing there that can be read.
    """
    for message in _messages(path):
        yield tell(message)


def tell(message: Message) -> Returned:
    """What one message says of an attempt of ours."""
    attempt, key = _about(message)
    kind = (
        str(message.get_param("report-type") or "").lower() if message.get_content_type() == "multipart/report" else ""
    )
    if kind == "delivery-status":
        outcome, because = _delivery(message)
    elif kind == "disposition-notification":
        outcome, because = _disposition(message)
    elif _comes_back(message):
        outcome, because = _plain(message)
    else:
        outcome, because = None, "it is no report of a mail server"
    return Returned(attempt=attempt, key=key, outcome=outcome if attempt or key else None, because=because)


def _messages(path: Path) -> Iterator[Message]:
    try:
        if path.is_dir():
            boxes = [path / part for part in ("new", "cur") if (path / part).is_dir()] or [path]
            for file in sorted(f for box in boxes for f in box.iterdir() if f.is_file()):
                yield _message(file)
        elif path.read_bytes()[:5] == b"From ":
            box = mailbox.mbox(path, create=False)
            try:
                yield from box
            finally:
                box.close()
        else:
            yield _message(path)
    except OSError as error:
        raise BadInput(where=str(path), what=f"it cannot be read: {error.strerror}", now="give another path") from error


def _message(path: Path) -> Message:
    with path.open("rb") as file:
        return message_from_bytes(file.read(LARGEST))


def _about(message: Message) -> tuple[str, str]:
    """The ids that a returned message bears in what it sends back of ours."""
    attempt = key = ""
    for part in message.walk():
        if part.get_content_type() in _ORIGINAL:
            original = _original(part)
            attempt = attempt or _hex(original["X-Tocsin-Attempt"])
            key = key or _hex(str(original["Message-ID"] or "").partition("@")[0].strip(" <"))
    for text in () if attempt or key else _texts(message):
        first, second = _ATTEMPT.search(text), _MESSAGE_ID.search(text)
        attempt = attempt or (first[1].lower() if first else "")
        key = key or (second[1].lower() if second else "")
    return attempt, key


def _original(part: Message) -> Message:
    inside = part.get_payload()
    if isinstance(inside, list):
        return inside[0] if inside and isinstance(inside[0], Message) else Message()
    return message_from_string(_text(part))


def _hex(value: object) -> str:
    text = str(value or "").strip().lower()
    return text if _ID.fullmatch(text) else ""


def _delivery(message: Message) -> tuple[Delivery | None, str]:
    """The gravest of what a delivery report says (RFC 3464, 2.3.3): our messages have one recipient each."""
    found: dict[Delivery | None, str] = {}
    for block in _blocks(message, "message/delivery-status"):
        action = str(block["Action"] or "").strip().lower()
        status = _STATUS.search(str(block["Status"] or ""))
        code = f" ({status[0]})" if status else ""
        if action == "failed":
            passing = status is not None and status[1] == "4"
            outcome = Delivery.FAILED if passing else Delivery.REFUSED
            found[outcome] = "it came back: " + ("a server on the way gave up" if passing else "it was refused") + code
        elif action == "delivered":
            found[Delivery.DELIVERED] = f"a server reports that it reached the mailbox{code}"
        elif action in {"delayed", "relayed", "expanded"}:
            found[None] = f"a server reports that it was {action}{code}"
    gravest = next((each for each in _WORST if each in found), None)
    return gravest, found.get(gravest, "its delivery report could not be read")


def _disposition(message: Message) -> tuple[Delivery | None, str]:
    for block in _blocks(message, "message/disposition-notification"):
        if str(block["Disposition"] or "").lower().rpartition(";")[2].strip().startswith("displayed"):
            return Delivery.DELIVERED, "the recipient's mail program reports that it was displayed"
    return None, "the recipient's mail program reports nothing of use"


def _blocks(message: Message, kind: str) -> Iterator[Message]:
    """The blocks of fields in the parts of a kind, however the parser took them."""
    for part in message.walk():
        if part.get_content_type() == kind:
            inside = part.get_payload()
            if isinstance(inside, list):
                yield from (each for each in inside if isinstance(each, Message))
            else:
                yield from (message_from_string(block) for block in _text(part).replace("\r\n", "\n").split("\n\n"))


def _comes_back(message: Message) -> bool:
    """Whether it comes from a mail server: without a sender to answer to, or in a daemon's name."""
    return str(message["Return-Path"] or "").strip() == "<>" or bool(_DAEMON.search(str(message["From"] or "")))


def _plain(message: Message) -> tuple[Delivery | None, str]:
    """A bounce in plain words, as qmail writes them: by its codes, if it has any."""
    if str(message["Auto-Submitted"] or "").lower().startswith("auto-replied") and not _DAEMON.search(
        str(message["From"] or "")
    ):
        return None, "it is an automatic answer, which says nothing of our message"
    said = " ".join(_texts(message)).partition("--- ")[0]
    status = _STATUS.search(said)
    reply = _REPLY.search(said)
    first = status[1] if status else reply[1] if reply else "5"
    code = f" ({status[0] if status else reply[0]})" if status or reply else ""  # type: ignore[index]
    if first == "4":
        return Delivery.FAILED, f"it came back: a server on the way gave up{code}"
    if first == "2":
        return None, "it is no report of a mail server"
    return Delivery.REFUSED, f"it came back: it was refused{code}"


def _texts(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield _text(part)


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(part.get_payload())

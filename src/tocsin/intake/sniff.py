"""What bytes are: by their content first, by their name second."""

import json
import re

from tocsin.intake.plain import SAMPLE, decode, is_binary
from tocsin.model import Refused

PLAIN = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
MAIL = "message/rfc822"
JSON = "application/json"
ZIP = "application/zip"

_UNREAD = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
)
_PDF_WITHIN = 1024
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|section|h1|table|span|br)\b", re.IGNORECASE
)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]?\S?.*$")
_MAIL_HEADERS = frozenset(
    (
        "from", "to", "cc", "subject", "date", "message-id", "received", "mime-version", "return-path",
        "content-type", "delivered-to", "dkim-signature", "reply-to", "in-reply-to", "references", "sender",
    )
)  # fmt: skip
_ENDS = {
    (".html", ".htm", ".xhtml"): HTML,
    (".eml",): MAIL,
    (".jsonl", ".ndjson", ".json"): JSON,
}


def sniff(data: bytes, *, name: str) -> str | Refused:
    """The media type of bytes, one of those that are opened; or why they are not."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    head, _ = decode(data[:SAMPLE])
    kind = next((what for magic, what in _UNREAD if data.startswith(magic)), None)
    if kind is not None and (is_binary(data) or kind == "an RTF file"):
        now = "hand in its text, or a PDF, HTML or mail that holds it"
        return Refused(where=name, what=f"this is {kind}, which is not read", now=now)
    head = head.removeprefix("\ufeff").lstrip()
    if not head:
        return PLAIN
    return _text(head, data, name.lower(), where=name)


def _text(head: str, data: bytes, name: str, *, where: str) -> str | Refused:
    by_name = next((media for ends, media in _ENDS.items() if name.endswith(ends)), PLAIN)
    if head.startswith("{") and _is_json(head, data):
        return JSON
    if _is_mail(head, enough=1 if by_name == MAIL else 2):
        return MAIL
    if head.startswith("<"):
        if _TAG.search(head[:4096]):
            return HTML
        if head.startswith("<?xml"):
            return Refused(where=where, what="this is XML, which is not read", now="hand in the text or the HTML page")
    if (by_name == HTML and _TAG.search(head)) or by_name == JSON:
        return by_name
    return PLAIN


def _is_json(head: str, data: bytes) -> bool:
    """Whether the first line, or the whole, is an object."""
    lines = [line for line in head.split("\n")[:20] if line.strip()]
    return any(is_object(line) for line in lines) or is_object(decode(data)[0].removeprefix("\ufeff"))


def is_object(text: str) -> bool:
    """Whether a text is one JSON object."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _is_mail(head: str, *, enough: int) -> bool:
    """Whether it opens with the headers of a mail: From or a trace header among them, and no prose between."""
    known: set[str] = set()
    for line in head.split("\n")[:200]:
        found = _HEADER.match(line.rstrip("\r"))
        if found:
            known.add(found[1].lower())
        elif not line.startswith((" ", "\t", "From ", ">From ")):
            break
    known &= _MAIL_HEADERS
    return len(known) >= enough and bool(known & {"from", "received", "message-id", "mime-version", "return-path"})

"""Mail (RFC 5322, MIME): its text as one report, each attachment and each mail within as a further one."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parseaddr

from tocsin.intake.dates import posted
from tocsin.intake.html import page
from tocsin.intake.opener import Found, Further
from tocsin.intake.pieces import lines
from tocsin.intake.plain import decode, is_binary, open_plain, remarks, tidy
from tocsin.model import Refused, Source

POLICY = default.clone(refold_source="none")
"""Headers are kept as they came when a mail within a mail is taken out."""
_BODIES = ("text/plain", "text/html")


def open_mail(data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
    """The mail's own text, then what is attached, in order.

    Plain text is preferred to HTML. The original is the decoded text of the part that was read.
    """
    message = message_from_bytes(data, policy=POLICY)
    leaves = list(_leaves(message))
    body = _body(leaves)
    attached = [leaf for leaf in leaves if leaf is not body and not _is_other_body(leaf, body)]
    found: list[Found | Refused] = [_own(message, body, raw=data, name=name)] if body is not None else []
    for number, leaf in enumerate(attached, start=1):
        found += _attached(leaf, name=name, number=number, further=further)
    beside = _beside(leaves, message)
    found = [replace(f, beside=f"{f.beside}\n{beside}") if isinstance(f, Found) else f for f in found]
    return tuple(found) or (Refused(where=name, what="this mail holds no text", now="see where it came from"),)


def _beside(leaves: list[Message], message: Message) -> str:
    """The heads of a mail, and all of its own text in each of its forms."""
    heads = [_header(message, key) for key in dict.fromkeys(message.keys())]
    keys = [f"{key}: {value}" for key, value in zip(dict.fromkeys(message.keys()), heads, strict=True)]
    texts = [leaf for leaf in leaves if _kind(leaf) in _BODIES and not _is_attachment(leaf)]
    return "\n".join((*keys, *(decode(_content(leaf) or b"", declared=_charset(leaf))[0] for leaf in texts)))


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something; mails within are whole, and opened by themselves."""
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list) and depth < 20:  # noqa: PLR2004
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield message


def _body(leaves: list[Message]) -> Message | None:
    for wanted in _BODIES:
        for leaf in leaves:
            if _kind(leaf) == wanted and not _is_attachment(leaf) and (_content(leaf) or b"").strip():
                return leaf
    return None


def _kind(leaf: Message) -> str:
    """The type of a part; a multipart whose boundary never came is the text that it holds."""
    return "text/plain" if leaf.get_content_maintype() == "multipart" else leaf.get_content_type()


def _is_attachment(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment" or bool(_filename(leaf))


def _is_other_body(leaf: Message, body: Message | None) -> bool:
    """Whether a part is the same text in another form, or empty."""
    return body is not None and _kind(leaf) in _BODIES and not _is_attachment(leaf) and (
        _kind(leaf) != _kind(body) or not (_content(leaf) or b"").strip()
    )  # fmt: skip


def _content(leaf: Message) -> bytes | None:
    payload = leaf.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else None


def _own(message: Message, body: Message, *, raw: bytes, name: str) -> Found | Refused:
    content = _content(body) or b""
    if is_binary(content):
        return Refused(where=name, what="the text of this mail is no text", now="open its attachments, if it has any")
    decoded, encoding = decode(content, declared=_charset(body))
    subject = tidy(_header(message, "subject"))
    source, published = _source(message), posted(_header(message, "date"))
    said = tuple(f"the mail is not well formed: {type(d).__name__}" for part in message.walk() for d in part.defects)
    if _kind(body) == "text/html":
        shown = page(decoded, raw=raw, name=name, encoding=encoding)
        if isinstance(shown, Refused):
            return shown
        text, pieces = shown.text, shown.pieces
    else:
        text, pieces = lines(decoded)
    return Found(
        raw=raw, media_type="message/rfc822", text=text, pieces=pieces, name=name, encoding=encoding, title=subject,
        source=source, published=published, remarks=(*remarks(text), *dict.fromkeys(said)),
    )  # fmt: skip


def _attached(leaf: Message, *, name: str, number: int, further: Further) -> tuple[Found | Refused, ...]:
    where = f"{name}, attachment {_filename(leaf) or number}"
    payload = leaf.get_payload()
    if leaf.get_content_maintype() == "message" and isinstance(payload, list) and payload:
        content: bytes | None = _bytes_of(payload[0])
    else:
        content = _content(leaf)
    if content is None:
        return (Refused(where=where, what="it cannot be decoded", now="ask for it again; the rest was read"),)
    found = further(content, name=where)
    declared = _charset(leaf)
    plain = all(isinstance(each, Found) and each.media_type == "text/plain" for each in found)
    if plain and declared and leaf.get_content_type() == "text/plain":  # its head says in which letters it is written
        return open_plain(content, name=where, further=further, declared=declared)
    return found


def _bytes_of(message: Message | str) -> bytes | None:
    try:
        return message.as_bytes() if isinstance(message, Message) else message.encode("utf-8", "surrogateescape")
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _header(message: Message, key: str) -> str:
    """A header's value; "" where it is missing or cannot be parsed."""
    try:
        return str(message.get(key) or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _filename(leaf: Message) -> str:
    try:
        return tidy(leaf.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _charset(leaf: Message) -> str | None:
    try:
        return leaf.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _source(message: Message) -> Source | None:
    """Whom the mail says it is from; nothing vouches for that."""
    name, address = parseaddr(_header(message, "from"))
    if not address and not name:
        return None
    return Source(id=tidy(address or name).casefold(), name=tidy(name or address), kind="mail")

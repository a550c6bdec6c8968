"""What leaves, taken apart: a mail, a page, an alert, an answer in JSON into the texts that somebody could read."""

import base64
import binascii
import html
import json
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from lxml import etree
from lxml import html as pages

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=\r?\n)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")
_TAG = re.compile(r"<(?:[A-Za-z/!?][^<>]*)>")
_DEEPEST = 4
_MOSTLY = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One text that somebody could read, and where it stands ("mail header Subject", "below the tear line")."""

    where: str
    text: str


def surfaces(data: bytes | str, *, where: str, media_type: str = "text/plain") -> tuple[Surface, ...]:
    """Every text in what leaves, each also as its encodings would be read.

    Of a mail these are its headers and their names, its parts and file names; of a page also what is not shown; of
    XML each element, attribute and comment; of JSON each key and value.

    Raises:
        ValueError: it is of a kind that cannot be taken apart, so that nobody can say that it is clean.
    """
    found = tuple(_of(data, where=where, kind=media_type))
    return (*found, *(each for one in found for each in _decoded(one, depth=0)))


def _of(data: bytes | str, *, where: str, kind: str) -> Iterator[Surface]:
    if kind == "message/rfc822":
        raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
        yield from _mail(message_from_bytes(raw, policy=policy.default), where=where)
    elif kind == "text/html":
        yield from _page(_text(data), where=where)
    elif kind.endswith(("/xml", "+xml", "/json", "+json")):
        try:
            yield from _xml(data, where=where) if "xml" in kind else _json(json.loads(data), where=where)
        except (etree.XMLSyntaxError, ValueError):  # what is not well formed is read as it stands
            yield Surface(where=where, text=_text(data))
    elif kind.startswith("text/"):
        yield Surface(where=where, text=_text(data))
    else:
        raise ValueError(f"{where}: nobody can look into {kind}")


def _text(data: bytes | str) -> str:
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def _mail(message: Any, *, where: str) -> Iterator[Surface]:
    for name, value in message.items():
        yield Surface(where=f"{where}, the name of a header", text=name)
        yield Surface(where=f"{where}, header {name}", text=str(value))
    for number, part in enumerate(p for p in message.walk() if not p.is_multipart()):
        kind = part.get_content_type()
        place = f"{where}, part {number + 1} ({kind})"
        if part is not message:
            for name, value in part.items():
                yield Surface(where=f"{place}, the name of a header", text=name)
                yield Surface(where=f"{place}, header {name}", text=str(value))
        if part.get_filename():
            yield Surface(where=f"{place}, file name", text=str(part.get_filename()))
        if isinstance(part, EmailMessage):
            body = part.get_payload(decode=True)
            yield from _of(body if isinstance(body, bytes) else b"", where=place, kind=kind)
    for place, text in (("preamble", message.preamble), ("epilogue", message.epilogue)):
        if isinstance(text, str) and text:
            yield Surface(where=f"{where}, {place}", text=text)


def _page(text: str, *, where: str) -> Iterator[Surface]:
    """A page as it is shown, with blanks between its pieces and without; what it hides; its attributes."""
    if not text.strip():
        return
    root = pages.document_fromstring(text.encode("utf-8"), parser=pages.HTMLParser(encoding="utf-8"))
    pieces = [str(piece) for piece in root.itertext(etree.Element) if str(piece)] or []
    shown = [str(p) for e in root.iter() if isinstance(e.tag, str) for p in (e.text, e.tail) if p]
    yield Surface(where=where, text="".join(pieces))
    yield Surface(where=where, text=" ".join(shown))
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Surface(where=f"{where}, comment", text=_said(element))
            continue
        for name, value in element.attrib.items():
            yield Surface(where=f"{where}, {_text(element.tag)} {_text(name)}", text=_text(value))


def _xml(data: bytes | str, *, where: str) -> Iterator[Surface]:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Surface(where=f"{where}, comment", text=_said(element))
        else:
            name = etree.QName(element).localname
            for text in (element.text, element.tail):
                if text and text.strip():
                    yield Surface(where=f"{where}, {name}", text=text)
            for key, value in element.attrib.items():
                yield Surface(where=f"{where}, {name} {etree.QName(key).localname}", text=str(value))
    for beside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield Surface(where=f"{where}, comment", text=_said(beside))


def _said(comment: Any) -> str:
    return str(comment.text or "")


def _json(value: Any, *, where: str) -> Iterator[Surface]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield Surface(where=f"{where}, a key", text=str(key))
            yield from _json(inner, where=f"{where}, {key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _json(inner, where=where)
    elif value is not None:
        yield Surface(where=where, text=str(value))


def _decoded(surface: Surface, *, depth: int) -> Iterator[Surface]:
    """What a text says once its encodings are undone, one after the other."""
    if depth == _DEEPEST:
        return
    for how, text in _readings(surface.text):
        found = Surface(where=f"{surface.where}, read as {how}", text=text)
        yield found
        yield from _decoded(found, depth=depth + 1)


def _readings(text: str) -> Iterator[tuple[str, str]]:
    if "&" in text and html.unescape(text) != text:
        yield "HTML entities", html.unescape(text)
    if "<" in text and _TAG.search(text):
        yield "markup", _TAG.sub("", text)
    if "=" in text and _QUOTED.search(text):
        yield "quoted-printable", quopri.decodestring(text.encode("utf-8")).decode("utf-8", "replace")
    if "%" in text and _PERCENT.search(text):
        yield "percent-encoding", _PERCENT.sub(lambda m: _hex(m[0].replace("%", "")), text)
    if "\\" in text and _ESCAPED.search(text):
        yield "escapes", _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)), text)
    for match in _BASE64.finditer(text):
        found = _base64(re.sub(r"\s", "", match[0]))
        if found:
            yield "base64", found
    if "=?" in text:
        parsed = message_from_bytes(f"Subject: {text}\n\n".encode("utf-8", "replace"), policy=policy.default)
        yield "an encoded header", str(parsed["Subject"])


def _hex(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-8", "replace")


def _base64(run: str) -> str:
    """The text that a run of letters holds in base64, where it is one."""
    body = run.rstrip("=").replace("-", "+").replace("_", "/")
    if len(body) % 4 == 1:
        return ""
    try:
        text = base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    sound = sum(c.isalnum() or c in " .,;:-'\n\r" for c in text)
    return text if text and sound >= _MOSTLY * len(text) else ""

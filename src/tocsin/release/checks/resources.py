"""What is attached to an alert: pictures, sound, documents."""

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha1

from tocsin.release.checks.lint import Element, Found, Lint, Seen, infos, lint, numbered, text

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z\d+.-]*:[^\s<>\"]+")
_MIME = re.compile(r"[A-Za-z\d][\w!#$&^.+-]*/[A-Za-z\d][\w!#$&^.+-]*(?:; ?[\w.-]+=[\w\".-]+)*")
_SHA1 = re.compile(r"[\da-fA-F]{40}")


@lint("CAP 1.2, 3.2.3 mimeType; RFC 2046", must=True)
def resource_type(seen: Seen) -> Found:
    """What is attached says what it is: type/subtype."""
    for where, resource in _resources(seen):
        found = text(resource, "mimeType").strip()
        if found and not _MIME.fullmatch(found):
            yield f"{where}, mimeType", f"{found!r} is no type/subtype"


@lint("CAP 1.2, 3.2.3 uri (absolute, or the name of what derefUri holds)", must=True)
def resource_address(seen: Seen) -> Found:
    """Where nothing is enclosed, the address is whole."""
    for where, resource in _resources(seen):
        uri, enclosed = text(resource, "uri").strip(), text(resource, "derefUri").strip()
        if uri and not enclosed and not _ADDRESS.fullmatch(uri):
            yield f"{where}, uri", f"{uri!r} is no whole address"


@lint("CAP 1.2, 3.2.3 derefUri (base64)", must=True)
def resource_enclosed(seen: Seen) -> Found:
    """What is enclosed is written in base64."""
    for where, resource in _resources(seen):
        if text(resource, "derefUri").strip() and _bytes(resource) is None:
            yield f"{where}, derefUri", "it is no base64"


@lint("CAP 1.2, 3.2.3 digest (SHA-1)", must=True)
def resource_digest(seen: Seen) -> Found:
    """A digest is a SHA-1 in hexadecimal, and that of what is enclosed."""
    for where, resource in _resources(seen):
        found, enclosed = text(resource, "digest").strip(), _bytes(resource)
        if not found:
            continue
        if not _SHA1.fullmatch(found):
            yield f"{where}, digest", f"{found!r} is no SHA-1 in 40 hexadecimal digits"
        elif enclosed is not None and sha1(enclosed, usedforsecurity=False).hexdigest() != found.lower():
            yield f"{where}, digest", "it is not that of what is enclosed"


@lint("CAP 1.2, 3.2.3 size (bytes)")
def resource_size(seen: Seen) -> Found:
    """A size is that of what is enclosed."""
    for where, resource in _resources(seen):
        found, enclosed = text(resource, "size").strip(), _bytes(resource)
        if not re.fullmatch(r"[+-]?\d+", found):
            continue
        if int(found) < 0 or (enclosed is not None and int(found) != len(enclosed)):
            yield f"{where}, size", f"{found} is not how many bytes there are"


@lint("CAP 1.2, 3.2.3 uri and derefUri")
def resource_reachable(seen: Seen) -> Found:
    """What is attached can be had: it is enclosed, or has an address."""
    for where, resource in _resources(seen):
        if not text(resource, "uri").strip() and not text(resource, "derefUri").strip():
            yield where, "it is neither enclosed nor has it an address"


def _resources(seen: Seen) -> Iterator[tuple[str, Element]]:
    for where, info in infos(seen):
        yield from numbered(info, "resource", under=where)


def _bytes(resource: Element) -> bytes | None:
    written = "".join(text(resource, "derefUri").split())
    try:
        return base64.b64decode(written, validate=True) if written else None
    except (binascii.Error, ValueError):
        return None


LINTS: tuple[Lint, ...] = (
    resource_type, resource_address, resource_enclosed, resource_digest, resource_size, resource_reachable,
)  # fmt: skip

"""Ids are digests of content, so the same thing met twice is one thing."""

import hashlib


def digest(content: bytes | str) -> str:
    """The SHA-256 of bytes, or of a text's UTF-8, as 64 hexadecimal digits."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def identity(*parts: str | int | None) -> str:
    """One id for a tuple of parts; each part is length-prefixed, so no two tuples share a spelling."""
    spelled = "".join(f"{len(part)}:{part}" for part in ("" if p is None else str(p) for p in parts))
    return digest(spelled)

"""Plain text: decoded, and nothing else done but line ends."""

import codecs
import re

from charset_normalizer import from_bytes

from tocsin.intake.language import likeliest
from tocsin.intake.opener import Found, Further
from tocsin.intake.pieces import lines
from tocsin.model import Refused

REPLACEMENT = "\ufffd"
SAMPLE = 64 * 1024
"""Bytes that a guess at an encoding looks at."""
LEGACY = (
    "cp1252", "cp1251", "koi8_r", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp866",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp",
)  # fmt: skip
"""The encodings that are guessed among, where bytes are no Unicode; the first of equals is taken."""
SAME_CHAOS = 0.03
"""Guesses whose disorder (charset-normalizer's, from 0 to 1) differs by no more are equally clean."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile("[\ud800-\udfff]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_INSIDE = re.compile(f"(?<=[^\\W_])(?:{_ZERO_WIDTH.pattern})+(?=[^\\W_])")
BINARY_SHARE = 0.05
"""Beyond this share of control bytes, what came is no text."""


def open_plain(data: bytes, *, name: str, further: Further, declared: str | None = None) -> tuple[Found | Refused, ...]:
    """One report, whose original is the decoded text, byte-order mark and line ends as they were.

    `declared` is the encoding that whoever brought the bytes says they are in.
    """
    del further
    if is_binary(data):
        now = "hand in text, HTML, PDF, mail or JSON lines"
        return (Refused(where=name, what="this is no text: it holds many control bytes", now=now),)
    decoded, encoding = decode(data, declared=declared)
    text, pieces = lines(decoded)
    said = () if encoding == _known(declared) else guessed(encoding)
    return (
        Found(
            raw=data, media_type="text/plain", text=text, pieces=pieces, name=name, encoding=encoding,
            title=first_line(text), remarks=(*said, *remarks(text)),
        ),
    )  # fmt: skip


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: too many controls, and no UTF-16 or UTF-32."""
    head = data[:SAMPLE]
    return wide(data) is None and len(_NOT_TEXT.findall(head)) > BINARY_SHARE * len(head)


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes and its encoding; `data.decode(encoding, "replace")` gives the same text again.

    Asked in this order: a byte-order mark, the pattern of UTF-16, UTF-8 if it holds throughout, what was
    declared, UTF-8 if most of it holds (the rest becomes U+FFFD), a guess among LEGACY.
    """
    encoding = wide(data) or _encoding(data, declared)
    return data.decode(encoding, "replace"), encoding


def wide(data: bytes) -> str | None:
    """The Unicode encoding that a byte-order mark, or the pattern of UTF-16, shows; else None."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    # Text in Latin letters has a NUL for every other byte in UTF-16, and hardly one on the other side.
    if len(data) % 2 == 0 and half >= 2 and max(even, odd) > 0.4 * half and min(even, odd) <= 0.02 * half:  # noqa: PLR2004
        sample = head[: half * 2].decode(encoding, "replace")
        return encoding if len(_CONTROLS.findall(sample)) <= BINARY_SHARE * len(sample) else None
    return None


def _encoding(data: bytes, declared: str | None) -> str:
    if _holds(data, "utf-8"):
        return "utf-8"
    known = _known(declared)
    if known and _holds(data, known):
        return known
    loose = data.decode("utf-8", "replace")
    beyond = sum(1 for c in loose if c > "\x7f")
    # Legacy letters hardly ever form UTF-8 by chance, so where most do, the text is UTF-8 with damage.
    if beyond - loose.count(REPLACEMENT) > loose.count(REPLACEMENT):
        return "utf-8"
    return _guess(data)


def _guess(data: bytes) -> str:
    beyond = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)  # noqa: PLR2004 - the last of ASCII
    start = data.rfind(b"\n", 0, beyond) + 1
    sample = data[start : start + SAMPLE]
    if len(data) > start + SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    matches = list(from_bytes(sample, cp_isolation=list(LEGACY)))
    if not matches:
        return "utf-8"
    clean = min(match.chaos for match in matches) + SAME_CHAOS
    # Several encodings make clean letters of the same bytes; the one whose words are most like a language is right.
    rivals = {_first(m.could_be_from_charset): str(m) for m in matches if m.chaos <= clean}
    return max(sorted(rivals, key=LEGACY.index), key=lambda encoding: likeliest(rivals[encoding])[1])


def _first(encodings: list[str]) -> str:
    """The first of LEGACY among encodings that spell the same."""
    return next(encoding for encoding in LEGACY if encoding in encodings)


def _holds(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _known(declared: str | None) -> str | None:
    """A declared encoding by Python's name for it, if it is one of text."""
    try:
        found = codecs.lookup(declared.strip()) if declared and "\0" not in declared else None
    except (LookupError, ValueError):
        return None
    return found.name if found and getattr(found, "_is_text_encoding", True) else None


def first_line(text: str) -> str:
    """The first line that is not blank, if it is short enough for a title."""
    line = next((line.strip() for line in text[:4000].split("\n") if line.strip()), "")
    return tidy(line) if len(line) <= 200 else ""  # noqa: PLR2004 - no headline is longer


def whole(text: str) -> str:
    """The text with half characters (lone surrogates), which JSON and PDF can spell, as U+FFFD."""
    return _HALF.sub(REPLACEMENT, text)


def tidy(title: str) -> str:
    """A title on one line, without invisible characters."""
    return " ".join(_ZERO_WIDTH.sub("", _BIDI.sub("", _CONTROLS.sub(" ", whole(title)))).split())[:500]


def guessed(encoding: str) -> tuple[str, ...]:
    """That an encoding was guessed, where it was."""
    return (f"its encoding was guessed: {encoding}",) if encoding in LEGACY else ()


def remarks(text: str) -> tuple[str, ...]:
    """What a reader of the text should know of its characters, counted."""
    kinds = (
        ("{} characters could not be decoded and stand as U+FFFD", text.count(REPLACEMENT)),
        ("{} control characters stand in the text", len(_CONTROLS.findall(text))),
        ("{} characters that turn the direction of writing stand in the text", len(_BIDI.findall(text))),
        ("{} invisible characters stand in the text", len(_ZERO_WIDTH.findall(text))),
    )
    inside = _INSIDE.search(text)
    return (*(words.format(count) for words, count in kinds if count), *((_hidden(text, inside),) if inside else ()))


def _hidden(text: str, first: re.Match[str]) -> str:
    """That invisible characters stand inside words: how many, which one and where first."""
    count = sum(len(m[0]) for m in _INSIDE.finditer(text))
    word = re.compile(r"\w*$").search(text, max(0, first.start() - 20), first.start())
    rest = re.compile(r"\w*").match(text, first.end(), first.end() + 20)
    spelled = f"{word[0] if word else ''}‹U+{ord(first[0][0]):04X}›{rest[0] if rest else ''}"
    where = f"line {text.count(chr(10), 0, first.start()) + 1}"
    return f"{count} of them inside words, first in {spelled} ({where}): it is read as if they were not there"

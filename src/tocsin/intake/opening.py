"""Opening what came in: what it is, what is inside, and each document as a report with its arrival."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.intake.archive import open_zip
from tocsin.intake.html import open_html
from tocsin.intake.jsonlines import open_jsonlines
from tocsin.intake.language import identify
from tocsin.intake.mail import open_mail
from tocsin.intake.opener import Found, Opener
from tocsin.intake.pdf import open_pdf
from tocsin.intake.plain import REPLACEMENT, open_plain, whole
from tocsin.intake.sniff import HTML, JSON, MAIL, PDF, PLAIN, ZIP, sniff
from tocsin.model import Arrival, Refused, Report, Source, Tlp, Unavailable, When, digest

LARGEST = 32 * 1024 * 1024
"""Bytes of one thing handed in, or of one document inside it."""
ALL_TOLD = 64 * 1024 * 1024
"""Bytes that all documents inside one thing may come to, unpacked."""
PARTS = 500
"""Documents inside one thing."""
DEPTH = 5
"""Documents within documents: a text in a zip in a mail in a mail is at depth 3."""
_LINE = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
UNKNOWN_SOURCE = Source(id="unknown", name="unknown source", kind="unknown")

OPENERS: Mapping[str, Opener] = {
    PLAIN: open_plain,
    HTML: open_html,
    PDF: open_pdf,
    MAIL: open_mail,
    JSON: open_jsonlines,
    ZIP: open_zip,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report, how it came, its bytes; `remarks` are what a reader of its text should know.

    `beside` is what it came in says besides its text: there may be a label there that its text lacks. `marked` is
    whether anybody said under which marking it came, `asked` whether a person did, and not its own label alone.
    """

    report: Report
    arrival: Arrival
    raw: bytes
    remarks: tuple[str, ...] = ()
    beside: str = ""
    marked: bool = True
    asked: bool = True


def open_bytes(
    data: bytes, *, name: str, source: Source | None, published: When | None, received: datetime, marking: Tlp
) -> tuple[Opened | Refused, ...]:
    """Every report in what was handed in, in order, and a refusal for each part that gave none.

    `source` and `published` hold for a single document over what it says of itself, which counts where they
    are None. In JSON lines each line's own word counts first. Never raises for what `data` holds. In a name, what
    cannot be spelled, since it is no Unicode, or would begin a new line, becomes U+FFFD.

    Raises:
        Unavailable: this machine has no room to work in.
    """
    found = _Opening(parts=PARTS, size=ALL_TOLD).open(data, name=_LINE.sub(REPLACEMENT, whole(name)), depth=0)
    return tuple(
        f
        if isinstance(f, Refused)
        else _opened(f, source=source, published=published, received=received, marking=marking)
        for f in found
    )


@dataclass(slots=True, kw_only=True)
class _Opening:
    """What one thing handed in may still unpack to: documents, bytes."""

    parts: int
    size: int

    def open(self, data: bytes, *, name: str, depth: int) -> tuple[Found | Refused, ...]:
        refused = self._over(data, name=name, depth=depth)
        if refused:
            return (refused,)
        if not data.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf"):
            return (Refused(where=name, what="it is empty", now="see where it came from; nothing was read"),)
        try:
            media = sniff(data, name=name)
            if isinstance(media, Refused):
                return (media,)
            found = OPENERS[media](
                data, name=name, further=lambda data, *, name: self.open(data, name=name, depth=depth + 1)
            )
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library makes of hostile bytes, the batch goes on
            what = f"it could not be opened ({type(error).__name__}); it is damaged, or of a kind that is not read"
            return (Refused(where=name, what=what, now="hand in its text instead"),)
        return tuple(_with_text(f) for f in found)

    def _over(self, data: bytes, *, name: str, depth: int) -> Refused | None:
        if len(data) > LARGEST:
            what = f"it is {len(data) // 2**20} MiB, and {LARGEST // 2**20} MiB are read at most"
            return Refused(where=name, what=what, now="split it")
        if depth > DEPTH:
            return Refused(where=name, what=f"it lies more than {DEPTH} documents deep", now="hand it in by itself")
        if depth:
            self.parts -= 1
            self.size -= len(data)
        if self.parts < 0 or self.size < 0:
            what = f"what it lies in holds more than {PARTS} documents or {ALL_TOLD // 2**20} MiB"
            return Refused(where=name, what=what, now="hand it in by itself")
        return None


def _with_text(found: Found | Refused) -> Found | Refused:
    if isinstance(found, Found) and not found.text.strip():
        return Refused(where=found.name, what="it holds no text", now="see where it came from; nothing was read")
    return found


def _opened(found: Found, *, source: Source | None, published: When | None, received: datetime, marking: Tlp) -> Opened:
    report = Report(
        id=digest(found.raw),
        media_type=found.media_type,
        title=found.title,
        text=found.text,
        language=found.language or identify(found.text),
        encoding=found.encoding,
        pieces=found.pieces,
    )
    sources = (found.source, source) if found.firm else (source, found.source)
    dates = (found.published, published) if found.firm else (published, found.published)
    arrival = Arrival(
        report=report.id,
        source=sources[0] or sources[1] or UNKNOWN_SOURCE,
        published=dates[0] or dates[1],
        received=received,
        marking=marking,
        name=found.name,
    )
    return Opened(report=report, arrival=arrival, raw=found.raw, remarks=found.remarks, beside=found.beside)

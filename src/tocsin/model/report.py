"""Reports, and how they came."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent
from tocsin.model.ids import digest
from tocsin.model.scales import CorrectionHow, Tlp
from tocsin.model.spans import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes. It bears no rating of its own: that is an opinion, and opinions are graded."""

    id: str
    name: str
    kind: str
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of the normalised text and where it stands in the original.

    `part` is "" for the body, else "page 3" or "attachment notice.txt". Offsets count code
    points: of the decoded original for text and HTML, of the page's own text for PDF. Where
    both lengths are equal the map is letter by letter; otherwise the whole stretch maps to the whole.
    """

    start: int
    end: int
    part: str
    original_start: int
    original_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document: what was published, byte for byte, and the text that is read.

    `id` is the digest of the raw bytes; `text` is decoded, without byte-order mark, its line
    ends LF, nothing else done (for HTML, PDF and mail: the extracted text). `language` is
    ISO 639-1, or None where it cannot be told.
    """

    id: str
    media_type: str
    title: str
    text: str
    language: str | None
    encoding: str | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def text_digest(self) -> str:
        """The digest of the normalised text, in which spans count."""
        return digest(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One coming of a report: from whom, published when, received when, marked how."""

    report: str
    source: Source
    published: When | None
    received: datetime
    marking: Tlp = Tlp.CLEAR
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Bytes that gave no report: where, what is wrong, what now."""

    where: str
    what: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A report was retracted, corrected or superseded; `replacement` is the other report's id."""

    report: str
    how: CorrectionHow
    replacement: str | None
    because: str
    by: Agent
    at: datetime
    signature: str = ""

"""The port that every opener fits: bytes of one media type in, documents or refusals out."""

from dataclasses import dataclass
from typing import Protocol

from tocsin.model import Piece, Refused, Source, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One document, before it is called a report.

    `raw` are its own bytes, whose digest becomes its id. `source`, `published` and `language` are what the
    document says of itself. `firm` says that it was one of several in a file that states these for each, so
    that its own word counts for more than what was handed in for the whole file. `remarks` are what a reader
    of the text should know: characters that could not be decoded, invisible ones that it holds. `beside` is what it
    came in says besides its text: what a page shows, the heads and other parts of a mail, what a PDF says of itself.
    """

    raw: bytes
    media_type: str
    text: str
    pieces: tuple[Piece, ...]
    name: str
    title: str = ""
    encoding: str | None = None
    source: Source | None = None
    published: When | None = None
    language: str | None = None
    firm: bool = False
    remarks: tuple[str, ...] = ()
    beside: str = ""


class Further(Protocol):
    """Opens what lies inside a document (an attachment, a member of an archive), within the limits of the whole."""

    def __call__(self, data: bytes, *, name: str) -> tuple[Found | Refused, ...]:
        """The documents in `data`; `name` says where it lay."""
        ...


class Opener(Protocol):
    """One media type. It may raise what its library raises: `open_bytes` makes that a refusal."""

    def __call__(self, data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
        """The documents in `data`: at least one, or a refusal."""
        ...

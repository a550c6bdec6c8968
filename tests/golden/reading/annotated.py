"""The annotated reports: each with its text and the statements that a careful reader finds in it."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.model import Report, TimePrecision, When, digest

HERE = Path(__file__).parent
HALVES = ("dev", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One statement as it is annotated: its kind, the characters of its passage and content, and the row itself."""

    kind: str
    passage: tuple[int, int]
    content: tuple[int, int]
    row: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """One annotated report; `furniture` are lines of it that say nothing."""

    name: str
    half: str
    text: str
    published: date | None
    statements: tuple[Annotated, ...]
    furniture: tuple[str, ...]

    @property
    def report(self) -> Report:
        """The report, as intake would have opened it."""
        title = self.text.partition("\n")[0]
        return Report(id=digest(self.text), media_type="text/plain", title=title, text=self.text, language="en")

    @property
    def when(self) -> When | None:
        """When it was published."""
        day = self.published
        return When(start=day, end=day, precision=TimePrecision.DAY, anchor="stated") if day else None

    @property
    def headline(self) -> int:
        """Where the first line ends."""
        return len(self.text.partition("\n")[0])


@cache
def half(name: str) -> tuple[Golden, ...]:
    """The reports of one half, in order."""
    return tuple(_golden(path, name) for path in sorted((HERE / name).glob("*.toml")))


def _golden(path: Path, half_: str) -> Golden:
    data = tomllib.loads(path.read_text("utf-8"))
    text = data["text"]
    return Golden(
        name=data["id"], half=half_, text=text, published=data.get("published"),
        statements=tuple(_annotated(text, row, where=path.name) for row in data.get("statement", ())),
        furniture=tuple(data.get("furniture", ())),
    )  # fmt: skip


def _annotated(text: str, row: dict[str, Any], *, where: str) -> Annotated:
    passage = _only(text, row["passage"], 0, len(text), where=where)
    return Annotated(
        kind=row["kind"], passage=passage, content=_only(text, row["content"], *passage, where=where), row=row
    )


def _only(text: str, quote: str, start: int, end: int, *, where: str) -> tuple[int, int]:
    """Where a quotation stands, which must be at one place only."""
    if text.count(quote, start, end) != 1:
        raise ValueError(f"{where}: {quote!r} stands {text.count(quote, start, end)} times")
    at = text.index(quote, start, end)
    return at, at + len(quote)

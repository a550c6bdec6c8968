"""The report that lies beside the project, and what a careful reader finds in it; nothing of either is kept here."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from tocsin.intake import Opened, open_bytes
from tocsin.model import Source, Statement, TimePrecision, Tlp, When

FOLDER = Path(__file__).parents[2] / "shared" / "seed"
AT = datetime(2024, 3, 23, 12, tzinfo=UTC)
PUBLISHED = When(start=date(2024, 3, 23), end=date(2024, 3, 23), precision=TimePrecision.DAY, anchor="stated")

_ROW = re.compile(
    r'- \{id: (?P<id>F\d+), must: (?P<must>true|false), +kind: (?P<kind>\w+), +quote: "(?P<quote>.+?)", what: '
)
_LISTED = re.compile(r"^ +- (.+?)(?: +#.*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: its id, whether it is the main job, its kind, and where its words stand in the text."""

    id: str
    must: bool
    kind: str
    start: int
    end: int


@cache
def opened(folder: Path = FOLDER) -> Opened:
    """The report as it comes in, read as published on 23 March 2024."""
    source = Source(id="paper", name="A newspaper", kind="newspaper")
    data = (folder / "report.txt").read_bytes()
    (found,) = open_bytes(data, name="report.txt", source=source, published=PUBLISHED, received=AT, marking=Tlp.CLEAR)
    assert isinstance(found, Opened)
    return found


@cache
def facts(folder: Path = FOLDER) -> dict[str, Fact]:
    """The rows by id."""
    found = {}
    for row in _ROW.finditer(_facts(folder)):
        start, end = where(row["quote"], folder)
        found[row["id"]] = Fact(id=row["id"], must=row["must"] == "true", kind=row["kind"], start=start, end=end)
    return found


@cache
def listed(heading: str) -> tuple[tuple[str, ...], ...]:
    """The lines of the list under a heading, each as the words or ids that stand in it."""
    body = re.search(rf"(?m)^ *{heading}:.*\n((?: +- .*\n?)+)", _facts())
    assert body, heading
    lines = (_LISTED.match(line) for line in body[1].splitlines())
    return tuple(
        tuple(quoted or id_ for quoted, id_ in re.findall(r'"([^"]+)"|(F\d+)', line[1])) for line in lines if line
    )


def where(quote: str, folder: Path = FOLDER) -> tuple[int, int]:
    """Where a quotation stands in the report, which must be at one place only."""
    text = opened(folder).report.text
    assert text.count(quote) == 1, quote
    return text.index(quote), text.index(quote) + len(quote)


def overlap(statement: Statement, start: int, end: int) -> float:
    """How much of the shorter, a statement's content or a stretch of text, they share: 0 to 1."""
    content = {at for span in statement.content for at in range(span.start, span.end)}
    return len(content & set(range(start, end))) / min(len(content), end - start)


def says(statement: Statement, fact: Fact) -> bool:
    """Whether a statement is of the fact's kind and shares at least half of the shorter with its words."""
    return statement.kind == fact.kind and overlap(statement, fact.start, fact.end) >= 0.5


def _facts(folder: Path = FOLDER) -> str:
    return (folder / "facts.yaml").read_text("utf-8")

"""The Tocsin corpus: reports, passages and the statements that a careful reader finds in them.

`cases(split)` gives the cases of a split; `written(split)` every report and single passage of it. Spans are found by
their words: a quotation must stand once in the text, or once in the sentence that the row names. What is wrong is a
`ValueError` that says in which file and where.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.model import Report, TimePrecision, When, digest
from tocsin.reading import passages

HERE = Path(__file__).parent
SPLITS = ("train", "dev", "test")

Row = dict[str, Any]
Chars = tuple[int, int]

_UNSAID: Row = {"cue": "", "speakers": [], "stage": "", "certainty": "certain", "polarity": "positive", "channel": ""}
"""What a row says that leaves a field out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One statement as marked: its kind, the characters of its passage and its content, and the row itself.

    `about` labels the incident, within the case; empty where it is about none in particular.
    """

    kind: str
    passage: tuple[int, int]
    content: tuple[int, int]
    about: str
    row: Row = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One report, or one single passage, with its statements; `row` holds what else is said of it."""

    name: str
    case: str
    split: str
    hand: str
    single: bool
    text: str
    published: date | None
    statements: tuple[Marked, ...]
    row: Row = field(hash=False)

    @property
    def headline(self) -> int:
        """Where the first line ends, in a text that goes on after it."""
        line, _, rest = self.text.lstrip().partition("\n")
        return self.text.index(line) + len(line) if rest and not self.single else 0

    @property
    def register(self) -> str:
        """What manner of text it is."""
        return str(self.row.get("register", ""))

    @property
    def report(self) -> Report:
        """The report, as intake would have opened it."""
        title = self.text.strip().partition("\n")[0]
        return Report(id=digest(self.text), media_type="text/plain", title=title, text=self.text, language="en")

    @property
    def when(self) -> When | None:
        """When it was published."""
        day = self.published
        return When(start=day, end=day, precision=TimePrecision.DAY, anchor="stated") if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One story, told by one report or several; or a file of single passages, each by itself."""

    name: str
    split: str
    path: Path
    reports: tuple[Written, ...]
    row: Row = field(hash=False)

    @property
    def single(self) -> bool:
        """Whether it is a file of single passages."""
        return all(r.single for r in self.reports)


@cache
def cases(split: str) -> tuple[Case, ...]:
    """The cases of a split, in the order of their names."""
    return tuple(read(path) for path in sorted((HERE / split).glob("*.toml")))


def written(split: str) -> Iterator[Written]:
    """Every report and single passage of a split."""
    return (report for case in cases(split) for report in case.reports)


def read(path: Path) -> Case:
    """One file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    rows = [(row, False) for row in data.pop("report", ())] + [(row, True) for row in data.pop("passage", ())]
    reports = tuple(_written(path, data, row, number, single=single) for number, (row, single) in enumerate(rows, 1))
    return Case(name=path.stem, split=path.parent.name, path=path, reports=reports, row=data)


def _written(path: Path, case: Row, row: Row, number: int, *, single: bool) -> Written:
    name = f"{path.stem}/{number}"
    text = row.pop("text")
    marked = row.pop("statement", ())
    try:
        cut = passages.split(text)
        statements = tuple(_marked(text, each, cut) for each in marked)
    except (ValueError, KeyError) as fault:
        raise ValueError(f"{name}: {fault}") from fault
    return Written(
        name=name, case=path.stem, split=path.parent.name, hand=case.get("hand", ""), single=single, text=text,
        published=row.get("published", case.get("published")), statements=statements, row=case | row,
    )  # fmt: skip


def _marked(text: str, row: Row, cut: tuple[passages.Passage, ...]) -> Marked:
    inside = find(text, row["passage"]) if "passage" in row else (0, len(text))
    content = find(text, row["content"], *inside)
    if "passage" not in row:
        inside = next(((p.span.start, p.span.end) for p in cut if p.span.start <= content[0] < p.span.end), inside)
        if content[1] > inside[1]:
            raise ValueError(f"{row['content']!r} runs over more than one sentence: name its `passage`, or shorten it")
    row = _UNSAID | row
    return Marked(kind=row["kind"], passage=inside, content=content, about=row.get("about", ""), row=row)


def find(text: str, quote: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where a quotation stands, which must be at one place only."""
    count = text.count(quote, start, end)
    if count != 1 or not quote:
        raise ValueError(f"{quote!r} stands {count} times")
    at = text.index(quote, start, end)
    return at, at + len(quote)


def nearest(text: str, quote: str, within: Chars, near: int) -> Chars | None:
    """Where a quotation stands in a stretch: inside or behind `near` first, else the nearest; None if nowhere."""
    places, at = [], text.find(quote, *within)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1, within[1])
    if not places:
        return None
    best = min(places, key=lambda p: (p < near, abs(p - near)))
    return best, best + len(quote)


# ---- what is written short: times, places

_SEASON = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}
_FORMS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?"), "minute"),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d)(?:Z|[+-]\d\d:\d\d)?"), "hour"),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "day"),
    (re.compile(r"(\d{4})-(2[1-4])"), "season"),
    (re.compile(r"(\d{4})-(\d\d)"), "month"),
    (re.compile(r"(\d{4})"), "year"),
    (re.compile(r"(\d{3})X"), "decade"),
)


def days(time: str) -> tuple[date, date]:
    """The first and the last day of a time, written as EDTF has it (ISO 8601-2): 2024-03-22, 2024-03, 198X, a/b."""
    first, _, last = time.partition("/")
    return _ends(first)[0], _ends(last or first)[1]


def precision(time: str) -> str:
    """How fine the time is: the precision of its first half."""
    first = time.partition("/")[0]
    return next(name for form, name in _FORMS if form.fullmatch(first))


def _ends(time: str) -> tuple[date, date]:
    for form, name in _FORMS:
        if not (match := form.fullmatch(time)):
            continue
        year = int(match[1])
        if name in {"minute", "hour", "day"}:
            day = date(year, int(match[2]), int(match[3]))
            return day, day
        if name == "season":
            a, b = _SEASON[match[2]]
            return date(year, a, 1), _last(year + (b < a), b)
        if name == "month":
            return date(year, int(match[2]), 1), _last(year, int(match[2]))
        if name == "year":
            return date(year, 1, 1), date(year, 12, 31)
        return date(year * 10, 1, 1), date(year * 10 + 9, 12, 31)
    raise ValueError(f"{time!r} is no time: write 2024-03-22, 2024-03, 2024-23 (autumn), 2024, 202X, or two with /")


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def place(words: str) -> tuple[str, str]:
    """A place's name and the code of its country: "Quetta, PK"; no code where it lies in several."""
    name, comma, code = words.rpartition(", ")
    return (name, code) if comma else (words, "")

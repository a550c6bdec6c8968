"""What a dossier is made of: words in their order, each tied to what it rests on. No layout."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a face should say a thing: plainly, so that it cannot be missed, in passing, or as something missing."""

    PLAIN = "plain"
    LOUD = "loud"
    QUIET = "quiet"
    MISSING = "missing"


class What(StrEnum):
    """What a reference leads to."""

    STATEMENT = "statement"
    REPORT = "report"
    INCIDENT = "incident"
    DUTY = "duty"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A place in the same dossier: its numbers are the dossier's own, and count from 1."""

    what: What
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A few words, and what they rest on; never empty: what is not known is said.

    `on` is shown beside the words; `why` is what they rest on too, where their row or line already shows it.
    """

    words: str
    on: tuple[Ref, ...] = ()
    why: tuple[Ref, ...] = ()
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        if not self.words.strip() and not self.on:
            raise ValueError("a cell says something: what is not known is said")


Lines = tuple[Cell, ...]
"""What stands in one field of a table, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: as many fields as its table has columns; `of` is what it is the place of, where it is one."""

    fields: tuple[Lines, ...]
    of: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; `empty` is what is said where there is no row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row.fields) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of {self.title} has {len(self.columns)} fields")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what is to be said under it; `run` says that the lines are short enough to stand in one."""

    label: str
    lines: Lines
    run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """One policy's proposal: what it proposes and why, its clock, its tests one by one, and what warning may harm."""

    id: str
    policy: str
    proposes: Cell
    clock: tuple[Fact, ...]
    summary: str
    table: Table
    harms: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What must be decided for one incident and one protected entry, which is called `name`, and `protected` in full.

    `clock` is the shortest of its policies'.
    """

    number: int
    name: str
    protected: str
    facts: tuple[Fact, ...]
    incident: Cell
    clock: Cell
    tests: tuple[Tests, ...]

    @property
    def ref(self) -> Ref:
        """What leads to it."""
        return Ref(what=What.DUTY, number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One assessment of an incident: by whom, the rivals, what would change it, what changed, what is due."""

    by: str
    signed: bool
    rivals: Table
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """An incident in some ten lines: what an officer must know of it before anything else."""

    incident: Cell
    stage: Cell
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident: its title, how far it has got, when and where, and what is thought of it."""

    number: int
    id: str
    title: str
    stage: Cell
    facts: tuple[Fact, ...]
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice: to whom, in what state, its text, and what became of it."""

    number: int
    id: str
    title: str
    state: Cell
    facts: tuple[Fact, ...]
    text: tuple[Fact, ...]
    disclosures: Table
    attempts: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a report's text under the same statements.

    `under` are the numbers of the statements whose content it is in, outermost first; `ends` those whose
    content ends with it; `unread` says why its passage gave no statement, "" where it gave one.
    """

    text: str
    under: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    unread: str = ""
    detail: str = ""
    ends_unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A report with what it says marked where it says it, and how it came."""

    number: int
    id: str
    title: str
    language: str | None
    warning: str
    arrivals: Table
    unread: tuple[Cell, ...]
    suggestions: Lines
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement: its number, its kind, its quotation, the sentence it stands in, everything known of it.

    `warning` says that its report was retracted or corrected, "" where it was not.
    """

    number: int
    id: str
    kind: str
    negative: bool
    suggestion: bool
    report: int
    warning: str
    quote: str
    sentence: tuple[Run, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a face shows, in its order: first what is going on, and what must be decided now."""

    office: str
    scope: str
    at: str
    exercise: str
    marking: str
    summary: Lines
    glance: tuple[Glance, ...]
    also: tuple[Fact, ...]
    to_decide: tuple[Duty, ...]
    decided: Table
    cases: tuple[Case, ...]
    single: Table
    warnings: Table
    accounts: Table
    questions: Table
    time_line: Table
    tolls: tuple[Table, ...]
    notices: tuple[Told, ...]
    disclosed: Table
    others: Table
    outcomes: Table
    leads: Table
    reports: tuple[Marked, ...]
    cards: tuple[Card, ...]
    record: tuple[Fact, ...]

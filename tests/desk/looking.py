"""Looking into a dossier: what stands under a label or a column, and what it leads to."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.desk.moscow import OFFICE, moscow
from tests.desk.moscow_said import AT, FLASH, VERA, at
from tocsin.casebook.act import Act
from tocsin.casebook.memory import Memory
from tocsin.desk.dossier import Case, Cell, Dossier, Fact, Glance, Row, Table, What, dossier
from tocsin.model import Correction, CorrectionHow, Incident, Statement, digest


@cache
def shown() -> Dossier:
    """The dossier of the whole casebook, as it stands on 27 March."""
    return dossier(moscow(), office=OFFICE, at=AT)


def record(book: Memory, *words: object) -> None:
    """Words put into a casebook as they are."""
    book.record(Act(kind="test", subject="test", words=words, by=VERA, at=AT))


def number(statement: Statement, found: Dossier) -> int:
    """The number of a statement's card."""
    return next(c.number for c in found.cards if statement.id.startswith(c.id))


def card_numbers(cell: Cell) -> set[int]:
    """The numbers of the statements that a cell leads to."""
    return {ref.number for ref in (*cell.on, *cell.why) if ref.what is What.STATEMENT}


def fact(facts: tuple[Fact, ...], label: str) -> str:
    """The words under a label, a line each; "" where there is no such label."""
    return "\n".join(cell.words for f in facts if f.label == label for cell in f.lines)


def under(table: Table, row: Row, column: str) -> str:
    """The words in a row's field, a line each."""
    return "\n".join(cell.words for cell in row.fields[table.columns.index(column)])


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)


def glance(incident: Incident, found: Dossier | None = None) -> Glance:
    """An incident at a glance."""
    return next(g for g in (found or shown()).glance if g.incident.words == incident.title)


def case(incident: Incident, found: Dossier | None = None) -> Case:
    """An incident in full."""
    return next(c for c in (found or shown()).cases if c.title == incident.title)


def retracted() -> Dossier:
    """The dossier after the report of the shooting was taken back."""
    book = moscow()
    record(book, Correction(report=digest(FLASH), how=CorrectionHow.RETRACTED, replacement=None,
                            because="the wire took it back", by=VERA, at=at(3, 24, 9)))  # fmt: skip
    return dossier(book, office=OFFICE, at=AT)

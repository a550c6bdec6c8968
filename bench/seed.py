"""The report beside the project: the rows that must be found in it, found.

DIR holds `report.txt` and `facts.yaml`. A row is found where a statement, no mere suggestion, is of its kind and shares
at least half of the shorter with its words, in characters (tests/seed.py); what the statement says besides is held by
tests/reading/test_seed.py. What is read and fits no row is counted too: an attack that is named again is no fault.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import reader
from tests import seed
from tocsin import reading
from tocsin.model import Statement


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: rows found of those that must be, and of the others; statements that fit no row."""
    found = _read(data)
    for name, must in (("rows that must be found", True), ("other rows", False)):
        rows = [f for f in seed.facts(data).values() if f.must is must]
        yield f"{name}: found", sum(any(seed.says(s, f) for s in found) for f in rows), "rows"
        yield f"{name}: of", len(rows), "rows"
    yield "statements that fit no row", len(_beyond(data, found)), f"of {len(found)}"


def worst(data: Path) -> Iterator[str]:
    """The rows that were not found, with what was read where they stand, then what fits no row."""
    found = _read(data)
    for fact in sorted(seed.facts(data).values(), key=lambda f: not f.must):
        if not any(seed.says(s, fact) for s in found):
            near = [f"{s.kind} {s.content[0].quote!r}" for s in found if seed.overlap(s, fact.start, fact.end)]
            yield f"missed {fact.id}{' (must)' if fact.must else ''}, {fact.kind}; there was read: {near or 'nothing'}"
    yield from (f"fits no row: {s.kind} {s.content[0].quote!r}" for s in _beyond(data, found))


def _beyond(data: Path, found: Sequence[Statement]) -> list[Statement]:
    return [s for s in found if not any(seed.says(s, f) for f in seed.facts(data).values())]


def _read(data: Path) -> list[Statement]:
    opened = seed.opened(data)
    read = reading.read(opened.report, published=opened.arrival.published, reader=reader())
    return [s for s in read.statements if not s.suggestion]

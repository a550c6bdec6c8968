"""`tocsin duty` in a casebook of many incidents, as a whole process, beside a process that only starts.

Every incident has a duty to one of ten thousand protected; all but a hundred are decided. --most N says how far the growth is
followed; a casebook of a hundred thousand takes ten minutes to make.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import MOST
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.casebook.docket import Scan
from tocsin.desk.program import TOCSIN
from tocsin.model import DutyDecision, DutyProposal, Incident, Person, Warn, digest

PROTECTED, OPEN, RUNS, BATCH = 10_000, 100, 7, 500
SIZES = (1_000, 10_000, 100_000)
OFFICER = Person(name="Exercise Officer Vera Lind")
START = datetime(2026, 1, 1, tzinfo=UTC)


def run() -> Iterator[tuple[str, float, str]]:
    """The figures: name, value, unit."""
    largest = MOST.get()
    bare = _median([sys.executable, "-m", "tocsin", "--version"], cwd=None)
    yield "tocsin --version, a process that only starts", bare, "s"
    for size in (size for size in SIZES if size <= largest):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tocsin.db"
            book = open_casebook(f"sqlite:///{path}")
            began = time.perf_counter()
            _fill(book, size)
            yield f"{size} incidents: an act, docket and all", (time.perf_counter() - began) / size * 1000, "ms"
            if len(book.docket.clocks()) != min(OPEN, size):
                raise RuntimeError("the docket does not hold what was left open")
            took = _median([sys.executable, "-m", "tocsin", "duty"], cwd=folder)
            yield f"{size} incidents, {PROTECTED} protected: tocsin duty", took, "s"
            yield f"{size} incidents: over a process that only starts", took / bare, "times"
            began = time.perf_counter()
            book.docket.clocks()
            yield f"{size} incidents: the docket alone", (time.perf_counter() - began) * 1000, "ms"
            if size <= SIZES[1]:
                began = time.perf_counter()
                Scan(book).clocks()
                yield f"{size} incidents: reading the whole casebook instead", time.perf_counter() - began, "s"
            book.close()


def _fill(book: Casebook, size: int) -> None:
    """So many incidents, each with its proposal; all but the last hundred are ruled on."""
    for first in range(0, size, BATCH):
        words: list[Incident | DutyProposal | DutyDecision] = []
        for n in range(first, min(first + BATCH, size)):
            at = START + timedelta(minutes=n)
            name = digest(f"incident {n}")
            words.append(Incident(id=name, statements=(name,), title=f"attack feared, place {n}"))
            proposal = DutyProposal(
                incident=name, protected=f"entry-{n % PROTECTED}", policy="p", findings=(), proposes=Warn(),
                because="every test is met", became_aware=at, due=at + timedelta(hours=4), by=TOCSIN, at=at,
            )  # fmt: skip
            words.append(proposal)
            if n < size - OPEN:
                words.append(
                    DutyDecision(
                        proposal=proposal.id, incident=name, protected=proposal.protected, findings=(), ruling=Warn(),
                        policy="p", became_aware=at, due=proposal.due, by=OFFICER, at=at + timedelta(hours=1),
                    )
                )  # fmt: skip
        book.record(Act(kind="bench", subject=str(first), words=tuple(words), by=TOCSIN, at=START))
        if first % 10_000 == 0:
            print(f"  {first} of {size} made", file=sys.stderr)


def _median(command: list[str], *, cwd: str | None) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)  # noqa: S603 - our own words
        times.append(time.perf_counter() - began)
    return statistics.median(times)

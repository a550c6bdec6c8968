"""`tocsin duty` in a casebook of many incidents, as a whole process, beside a process that only starts.

Every incident has a duty to one of ten thousand protected; all but a hundred are decided. --most N says how far the
growth is followed. What is decided is put down in bulk, entry, view and docket, since only its number matters here; what
is open goes on record by acts, and the docket must say of both what the whole casebook says.
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
from bench.texts import disk
from tocsin.casebook import Act, Casebook, open_casebook
from tocsin.casebook.act import spelled
from tocsin.casebook.docket import Scan
from tocsin.casebook.settings import ready
from tocsin.codec import tag
from tocsin.desk.program import TOCSIN
from tocsin.model import DutyDecision, DutyProposal, Incident, Person, Warn, digest

ready()
from tocsin.casebook import record, view  # noqa: E402 - Django must be set up before its tables are read
from tocsin.casebook.models import Docketed  # noqa: E402 - the same

Word = Incident | DutyProposal | DutyDecision
PROTECTED, OPEN, RUNS, BATCH = 10_000, 100, 7, 1_000
SIZES = (1_000, 10_000, 100_000, 1_000_000)
WHOLE = 10_000
"""Up to this size the whole casebook is read instead, too."""
OFFICER = Person(name="Exercise Officer Vera Lind")
START = datetime(2026, 1, 1, tzinfo=UTC)


def run() -> Iterator[tuple[str, float, str]]:
    """The figures: name, value, unit."""
    largest = MOST.get()
    bare = _median([sys.executable, "-m", "tocsin", "--version"], cwd=None)
    yield "tocsin --version, a process that only starts", bare, "s"
    for size in (size for size in SIZES if size <= largest):
        with tempfile.TemporaryDirectory(dir=disk()) as folder:
            path = Path(folder) / "tocsin.db"
            book = open_casebook(f"sqlite:///{path}")
            began = time.perf_counter()
            _decided(book, size - OPEN)
            yield f"{size} incidents: made, in bulk", time.perf_counter() - began, "s"
            began = time.perf_counter()
            for n in range(size - OPEN, size):
                book.record(Act(kind="bench", subject=str(n), words=_words(n, ruled=False), by=TOCSIN, at=START))
            yield f"{size} incidents: an act more, docket and all", (time.perf_counter() - began) / OPEN * 1000, "ms"
            yield f"{size} incidents: on disk", path.stat().st_size / 2**20, "MiB"
            if len(book.docket.clocks()) != OPEN:
                raise RuntimeError("the docket does not hold what was left open")
            took = _median([sys.executable, "-m", "tocsin", "duty"], cwd=folder)
            yield f"{size} incidents, {PROTECTED} protected: tocsin duty", took, "s"
            yield f"{size} incidents: over a process that only starts", took / bare, "times"
            began = time.perf_counter()
            found = book.docket.clocks()
            yield f"{size} incidents: the docket alone", (time.perf_counter() - began) * 1000, "ms"
            if size <= WHOLE:
                began = time.perf_counter()
                if Scan(book).clocks() != found:
                    raise RuntimeError("the docket does not say what the whole casebook says")
                yield f"{size} incidents: reading the whole casebook instead", time.perf_counter() - began, "s"
            book.close()


def _decided(book: Casebook, size: int) -> None:
    """So many incidents, each with its proposal and a ruling: what acts would leave, put down by the thousand."""
    for first in range(0, size, BATCH):
        words = [w for n in range(first, min(first + BATCH, size)) for w in _words(n, ruled=True)]
        with book.transaction():
            act = Act(kind="bench", subject=str(first), words=tuple(words), by=TOCSIN, at=START)
            lines = spelled(act)
            entry = record.append(book.alias, record.hold(book.alias), act, lines)
            view.fold(book.alias, entry.sequence, act.words, lines)
            Docketed.objects.using(book.alias).bulk_create(_row(w) for w in words if not isinstance(w, Incident))
        if first % 10_000 == 0:
            print(f"  {first} of {size} made", file=sys.stderr)


def _words(n: int, *, ruled: bool) -> tuple[Word, ...]:
    """An incident, what is proposed of it, and the ruling if it was ruled on."""
    at, name = START + timedelta(minutes=n), digest(f"incident {n}")
    incident = Incident(id=name, statements=(name,), title=f"attack feared, place {n}")
    proposal = DutyProposal(
        incident=name, protected=f"entry-{n % PROTECTED}", policy="p", findings=(), proposes=Warn(),
        because="every test is met", became_aware=at, due=at + timedelta(hours=4), by=TOCSIN, at=at,
    )  # fmt: skip
    if not ruled:
        return (incident, proposal)
    decision = DutyDecision(
        proposal=proposal.id, incident=name, protected=proposal.protected, findings=(), ruling=Warn(), policy="p",
        became_aware=at, due=proposal.due, by=OFFICER, at=at + timedelta(hours=1),
    )  # fmt: skip
    return (incident, proposal, decision)


def _row(word: DutyProposal | DutyDecision) -> Docketed:
    """The row of what is decided: no clock runs on it."""
    return Docketed(
        about=word.id, kind=tag(type(word)), incident=word.incident, holder=word.incident, protected=word.protected,
        public=False, task="", recipient="", policy="", since=0, due=0,
    )  # fmt: skip


def _median(command: list[str], *, cwd: str | None) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)  # noqa: S603 - our own words
        times.append(time.perf_counter() - began)
    return statistics.median(times)

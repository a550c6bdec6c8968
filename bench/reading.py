"""Reports read per second on two cores, beside the small English spaCy pipeline on the same texts."""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime

from bench.texts import reports
from tocsin import grading, linking
from tocsin.intake import Opened, open_bytes
from tocsin.model import Program, Source, TimePrecision, Tlp, When
from tocsin.reading import read

CORES = 2
COUNT = 120
PUBLISHED = When(start=date(2024, 3, 23), end=date(2024, 3, 23), precision=TimePrecision.DAY, anchor="given")
AT = datetime(2024, 3, 23, 12, tzinfo=UTC)
BY = Program(name="bench", version="1")


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: name, value, unit."""
    texts = reports(COUNT)
    ours = _rate(_read_one, texts)
    yield "reading, reports of 500 words", ours, "per second on 2 cores"
    spacy = _rate(_spacy_one, texts)
    yield "yardstick: spaCy small pipeline, the same texts", spacy, "per second on 2 cores"
    yield "ratio", ours / spacy, "times the yardstick"
    for room, milliseconds in _rooms(texts[:20]).items():
        yield f"{room}", milliseconds, "ms a report, one core"
    yield "peak memory of a reading process", _peak(), "MiB"


def _rate(work: Callable[[str], int], texts: tuple[str, ...]) -> float:
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(work, texts[: CORES * 4], chunksize=1))
        start = time.perf_counter()
        list(pool.map(work, texts, chunksize=8))
        return len(texts) / (time.perf_counter() - start)


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


_PIPELINE = []


def _spacy_one(text: str) -> int:
    if not _PIPELINE:
        import en_core_web_sm  # noqa: PLC0415 - only the yardstick's processes load it

        _PIPELINE.append(en_core_web_sm.load())
    return len(_PIPELINE[0](text).ents)


def _rooms(texts: tuple[str, ...]) -> dict[str, float]:
    spent = dict.fromkeys(("intake", "reading", "linking", "grading"), 0.0)
    for text in texts:
        clock = time.perf_counter()
        item = _open(text)
        clock = _spend(spent, "intake", clock)
        found = read(item.report, published=PUBLISHED).statements
        clock = _spend(spent, "reading", clock)
        links = linking.link(found, (), published={item.report.id: PUBLISHED}, by=BY, at=AT)
        incidents = linking.incidents(found, links)
        origins = linking.origins(found, reports={item.report.id: item.report}, arrivals=(item.arrival,))
        clock = _spend(spent, "linking", clock)
        grades = grading.grade(
            found, origins=origins, reliability={}, arrivals=(item.arrival,), incidents=incidents, by=BY, at=AT
        )
        marks = {grade.statement: grade for grade in grades}
        by_id = {statement.id: statement for statement in found}
        for incident in incidents:
            grading.assess(incident, statements=by_id, origins=origins, grades=marks, previous=None, by=BY, at=AT)
        _spend(spent, "grading", clock)
    return {room: seconds * 1000 / len(texts) for room, seconds in spent.items()}


def _spend(spent: dict[str, float], room: str, since: float) -> float:
    now = time.perf_counter()
    spent[room] += now - since
    return now


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

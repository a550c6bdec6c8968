"""What one more report costs in a casebook that grows, reading left out, in seconds of the processor.

Reports of some 1,200 characters are strung together from sentences of the corpus, their cities and countries changed for
others: three hundred come a day, half of them alone, the rest in stories of eight, each with most of its sentences.
A report counts as a hundred entries: with --most 1000000 ten thousand are taken.
"""

import random
import re
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from bench import MOST, reader
from bench.reading import office
from bench.texts import disk
from corpus import written
from tocsin.casebook import Casebook, open_casebook
from tocsin.desk import take
from tocsin.desk.office import Office
from tocsin.intake import Opened, open_bytes
from tocsin.model import Reading, Source, TimePrecision, Tlp, When
from tocsin.reading import read

SIZES = (100, 300, 1_000, 3_000, 10_000)
ENTRIES = 100
NEXT = 40
"""So many reports more are measured at each size."""
STORY, TOLD, BY, DAILY = 14, 11, 8, 300
"""Sentences of a story, of a report; reports of a story, of a day."""
CITIES = (
    "London Paris Moscow Berlin Brussels Madrid Rome Vienna Oslo Stockholm Copenhagen Istanbul Ankara Cairo Nairobi Lagos "
    "Mogadishu Kabul Kandahar Karachi Lahore Islamabad Peshawar Quetta Delhi Mumbai Dhaka Jakarta Manila Bangkok Baghdad "
    "Mosul Damascus Aleppo Beirut Jerusalem Tehran Sanaa Aden Tripoli Tunis Algiers Bamako Ouagadougou Belfast Bogota Lima"
).split()
COUNTRIES = (
    "France Germany Belgium Spain Italy Austria Norway Sweden Denmark Turkey Egypt Kenya Nigeria Somalia Afghanistan "
    "Pakistan India Bangladesh Indonesia Philippines Thailand Iraq Syria Lebanon Israel Iran Yemen Libya Tunisia Algeria "
    "Mali Colombia Peru Russia Ukraine Britain Jordan Uganda Niger Chad Sudan Ethiopia Mozambique Cameroon"
).split()
_NAMED = re.compile(rf"\b({'|'.join((*CITIES, *COUNTRIES))})\b")
FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)
SOURCES = tuple(Source(id=f"wire-{n}", name=f"Wire {n}", kind="wire") for n in range(20))
STEPS = ("link", "grade", "propose")


def run() -> Iterator[tuple[str, float, str]]:
    """The figures: name, value, unit."""
    desk, came = office(), reports()
    with tempfile.TemporaryDirectory(dir=disk()) as folder:
        url = f"sqlite:///{Path(folder) / 'tocsin.db'}"
        book = open_casebook(url)
        held = 0
        for size in (size for size in SIZES if size * ENTRIES <= MOST.get()):
            for _ in range(held, size):
                taken(next(came), book=book, desk=desk)
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
                yield f"{size} reports: the first more of a process", other.submit(first, url, next(came)).result(), "s"
            spent = [taken(next(came), book=book, desk=desk) for _ in range(NEXT)]
            held += NEXT + 1
            whole = [each["all"] * 1000 for each in spent]
            yield f"{size} reports: each of {NEXT} more", statistics.mean(whole), "ms"
            yield f"{size} reports: the median of these", statistics.median(whole), "ms"
            yield f"{size} reports: the longest of these", max(whole), "ms"
            for step in STEPS:
                yield f"{size} reports: {step}", statistics.mean(each[step] for each in spent) * 1000, "ms"
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            yield f"{size} reports: peak memory of the process", peak, "MiB"
        book.close()


def first(url: str, came: tuple[Opened, Reading]) -> float:
    """Take one report in a process that has looked at nothing yet: seconds of the processor."""
    book = open_casebook(url)
    spent = taken(came, book=book, desk=office())["all"]
    book.close()
    return spent


def taken(came: tuple[Opened, Reading], *, book: Casebook, desk: Office) -> dict[str, float]:
    """Take one report that was read: seconds of the processor in each step, and in all."""
    opened, found = came
    at, spent = opened.arrival.received, defaultdict(float)
    began = time.process_time()
    with book.transaction():
        take.arrive(opened, book=book, at=at)
        take.keep(found, book=book, at=at)
        for step in STEPS:
            since = time.process_time()
            getattr(take, step)(book=book, office=desk, about=opened.report.id, at=at)
            spent[step] = time.process_time() - since
    spent["all"] = time.process_time() - began
    return spent


def reports() -> Iterator[tuple[Opened, Reading]]:
    """Report after report, each with what was read in it; the same ones each time."""
    chance, chosen = random.Random(0), reader()  # noqa: S311 - a play
    sentences = sorted({s for part in ("train", "dev") for w in written(part) for s in _sentences(w.text)})
    told: list[list[str]] = []
    for number in count():
        if number % (DAILY // 10) == 0:  # a tenth of a day's stories come up at a time
            told = list(_told(sentences, chance))
        at = FIRST + timedelta(days=number // DAILY, minutes=number % DAILY * 2)
        text = "\n\n".join((f"Report {number}", " ".join(told.pop())))
        opened = _opened(text, at, chance.choice(SOURCES))
        yield opened, read(opened.report, published=opened.arrival.published, reader=chosen)


def _told(sentences: Sequence[str], chance: random.Random) -> Sequence[list[str]]:
    """What a tenth of a day's reports tell, in any order: half of them alone, the others one of a few stories."""
    stories = [_moved(chance.sample(sentences, STORY), chance) for _ in range(DAILY // 20 // BY + 1)]
    found = [_moved(chance.sample(sentences, TOLD), chance) for _ in range(DAILY // 20)]
    for _ in range(DAILY // 20):
        story = chance.choice(stories)
        found.append([story[n] for n in sorted(chance.sample(range(STORY), TOLD))])
    chance.shuffle(found)
    return found


def _moved(story: Sequence[str], chance: random.Random) -> list[str]:
    """The same elsewhere: each city and country of these sentences is another one."""
    moved: dict[str, str] = {}
    for names in (CITIES, COUNTRIES):
        moved |= dict(zip(names, chance.sample(names, len(names)), strict=True))
    return [_NAMED.sub(lambda found: moved[found[0]], sentence) for sentence in story]


def _sentences(text: str) -> Iterator[str]:
    return (found.strip() for found in re.split(r"(?<=[.!?])\s+|\n+", text) if found.strip())


def _opened(text: str, at: datetime, source: Source) -> Opened:
    when = When(start=at.date(), end=at.date(), precision=TimePrecision.DAY, anchor="given")
    (found,) = open_bytes(
        text.encode(), name="bench.txt", source=source, published=when, received=at, marking=Tlp.CLEAR
    )
    if not isinstance(found, Opened):
        raise TypeError(found.what)
    return found

"""Reports of 500 words read per second on two cores by each reader, beside spaCy's small English pipeline."""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.resources import as_file, files
from multiprocessing import get_context

from bench.reading import PUBLISHED, SPACY, _open, _spacy_one
from bench.texts import reports
from tocsin.reading import Reader, Rules, read
from tocsin.reading.deciding import Both
from tocsin.reading.encoder.network import Asked, Floats, Ints, Network

CORES, COUNT, WARM = 2, 240, 6


def run() -> Iterator[tuple[str, float, str]]:
    """Figures: reports a second and peak memory, and of the time of both readers the encoder's share."""
    texts = reports(COUNT)
    rates = {}
    for name, work in (("rules", _by_rules), ("both", _by_both), (SPACY, _by_spacy)):
        rates[name], peak = _rate(work, texts)
        yield f"{name}, reports of 500 words", rates[name], f"per second in {CORES} processes of one thread"
        yield f"{name}, peak memory of a process", peak, "MiB"
    yield "both against spaCy", rates["both"] / rates[SPACY], "times the yardstick"
    whole, alone = _shares(texts[: COUNT // 4])
    yield "both, one process", whole * 1000, "ms a report"
    yield "the encoder's own networks", alone * 1000, "ms a report"
    yield "time over the encoder's own", whole / alone, "times"


def _by_rules(text: str) -> int:
    return _statements(text, Rules())


def _by_both(text: str) -> int:
    return _statements(text, _single())


def _by_spacy(text: str) -> int:
    return _spacy_one(text)


def _statements(text: str, chosen: Reader) -> int:
    return len(read(_open(text).report, published=PUBLISHED, reader=chosen).statements)


@cache
def _single() -> Reader:
    """The reader out of both, with its encoder on one thread: each process has a core of its own."""
    from tocsin.desk import network  # noqa: PLC0415 - what needs no encoder loads none

    with as_file(files("tocsin.reading.encoder") / "weights") as folder:
        return network.both(folder, threads=1)


def _rate(work: Callable[[str], int], texts: tuple[str, ...]) -> tuple[float, float]:
    """Texts a second in processes that are warm, and the largest memory that one of them needed, in MiB."""
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        list(pool.map(work, texts[: CORES * WARM], chunksize=WARM))
        start = time.perf_counter()
        list(pool.map(work, texts, chunksize=4))
        taken = time.perf_counter() - start
        return len(texts) / taken, max(pool.map(_peak, range(CORES * 4)))


def _peak(_: int) -> float:
    time.sleep(0.05)  # long enough that each process answers at least once
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _Timed:
    """A network, and the seconds that it took so far."""

    def __init__(self, network: Network) -> None:
        self.network, self.spent = network, 0.0
        self.name, self.frame, self.tokens = network.name, network.frame, network.tokens

    def look(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """As the network, timed."""
        since = time.perf_counter()
        found = self.network.look(ids, mask)
        self.spent += time.perf_counter() - since
        return found

    def tell(self, asked: Asked) -> tuple[Floats, Floats]:
        """As the network, timed."""
        since = time.perf_counter()
        found = self.network.tell(asked)
        self.spent += time.perf_counter() - since
        return found


def _shares(texts: tuple[str, ...]) -> tuple[float, float]:
    """Seconds a report in this process: all of the reading, and the two networks alone."""
    chosen = _single()
    if not isinstance(chosen, Both):
        raise TypeError(chosen)
    timed = _Timed(chosen.network)
    both = Both(network=timed, surety=chosen.surety)
    _statements(texts[0], both)
    timed.spent, since = 0.0, time.perf_counter()
    for text in texts:
        _statements(text, both)
    return (time.perf_counter() - since) / len(texts), timed.spent / len(texts)

"""The pool: statements come, go and are linked one after another, and it finds what a comparison of all would find."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

import corpus
from tocsin.desk.pairs import by_words
from tocsin.linking import Pool, candidates, link, pairing, sketch
from tocsin.linking.compare import Compared
from tocsin.linking.sketch import Sketch
from tocsin.model import Program, Statement, TimePrecision, When
from tocsin.reading import Rules, read

BY, AT = Program(name="tests", version="1"), datetime(2026, 1, 1, tzinfo=UTC)


@cache
def statements() -> tuple[Statement, ...]:
    """What the rules read in the reports of a few cases."""
    found: list[Statement] = []
    cases = [case for case in corpus.cases("train") if len(case.reports) > 2]
    for written in [w for case in cases[:6] for w in case.reports if not w.single]:
        report = written.report
        found += read(report, published=_on(written.published or date(2024, 1, 1)), reader=Rules()).statements
    return tuple({s.id: s for s in found}.values())


def _on(day: date) -> When:
    return When(start=day, end=day, precision=TimePrecision.DAY, anchor="given")


@pytest.mark.parametrize("most", [2, 60])
@pytest.mark.parametrize("seed", range(3))
def test_it_finds_what_a_comparison_of_all_finds(seed: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", most)
    chance = random.Random(seed)  # noqa: S311 - a play, and the same each time
    every = {s.id: (rank, s) for rank, s in enumerate(statements())}
    pool, there, fresh = Pool(by_words()), dict[str, int](), set[str]()
    published = dict.fromkeys((s.report for _, s in every.values()), _on(date(2024, 1, 1)))
    links = 0
    for _ in range(25):
        for name in chance.sample(sorted(every), 6):
            if name in there and chance.random() < 0.3:
                del there[name]
                fresh.discard(name)
                pool.drop(name)
            elif name not in there:
                there[name] = every[name][0]
                fresh.add(name)
        report = chance.choice(sorted(published))
        published[report] = _on(date(2024, 1, 1) + timedelta(days=chance.randrange(40)))
        for name in there:
            rank, statement = every[name]
            pool.put(statement, published=published[statement.report], rank=rank, fresh=name in fresh)
        order = sorted(there, key=there.__getitem__)
        new, known = ([every[n][1] for n in order if (n in fresh) is is_new] for is_new in (True, False))
        found = pool.link(by=BY, at=AT)
        assert found == link(new, known, published=published, by=BY, at=AT, alike=by_words())
        links += len(found)
        fresh -= {name for x in found for name in (x.left, x.right)}
        fresh |= set(chance.sample(sorted(there), 1))
    assert links > 20


def test_nothing_is_compared_again_because_its_sketch_was_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more statements than sketches are kept of; only what may become a link is looked at once more."""
    monkeypatch.setattr(sketch, "_REMEMBERED", 1)
    pool, compared, counts = Pool(by_words()), list[tuple[str, str]](), list[int]()
    real = pairing.compare

    def counted(left: Sketch, right: Sketch, **more: Any) -> Compared:
        compared.append((left.id, right.id))
        return real(left, right, **more)

    monkeypatch.setattr(pairing, "compare", counted)
    for _ in range(2):
        for rank, statement in enumerate(statements()):
            pool.put(statement, published=_on(date(2024, 1, 1)), rank=rank, fresh=True)
        pool.link(by=BY, at=AT)
        counts.append(len(compared))
        compared.clear()
    assert 0 < counts[1] * 2 < counts[0]

"""The reader reads the annotated reports no worse than it was measured to, and loses nothing of any of them."""

from functools import cache

import pytest

from tests.golden.reading.annotated import HALVES, Golden, half
from tests.golden.reading.matching import Outcome, compare
from tests.golden.reading.score import mark
from tests.spans import counted_twice, misquoted, unaccounted
from tocsin import reading
from tocsin.model import Reading, UnreadBecause

FLOORS = {"dev": (0.83, 0.65), "test": (0.71, 0.32)}
"""Precision and recall of all kinds together, a little below what was measured (docs/reading-measured.md)."""

EVERY = [golden for name in HALVES for golden in half(name)]
each_report = pytest.mark.parametrize("golden", EVERY, ids=lambda golden: f"{golden.half}-{golden.name}")


@cache
def read(golden: Golden) -> Reading:
    return reading.read(golden.report, published=golden.when)


@cache
def outcomes(name: str) -> tuple[Outcome, ...]:
    return tuple(compare(golden, read(golden)) for golden in half(name))


@pytest.mark.parametrize("name", HALVES)
def test_precision_and_recall_stay_above_their_floors(name: str) -> None:
    found = mark(outcomes(name))
    precision, recall = FLOORS[name]
    assert found.precision >= precision
    assert found.recall >= recall


@each_report
def test_every_passage_is_read_or_says_why_not(golden: Golden) -> None:
    found = read(golden)
    assert unaccounted(found, golden.report) == ""
    assert counted_twice(found) == []


@each_report
def test_every_quote_stands_in_the_text_where_it_says(golden: Golden) -> None:
    assert misquoted(read(golden), golden.report) == []


with_furniture = [golden for golden in EVERY if golden.furniture]


@pytest.mark.parametrize("golden", with_furniture, ids=lambda golden: golden.name)
def test_furniture_says_nothing(golden: Golden) -> None:
    assert [s.passage.quote for s in read(golden).statements if s.passage.quote in golden.furniture] == []


@pytest.mark.parametrize("golden", [g for g in with_furniture if g.half == "dev"], ids=lambda golden: golden.name)
def test_furniture_is_known_for_what_it_is(golden: Golden) -> None:
    marked = {u.passage.quote for u in read(golden).unread if u.because is UnreadBecause.FURNITURE}
    assert set(golden.furniture) <= marked

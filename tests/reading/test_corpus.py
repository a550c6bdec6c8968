"""The reader reads the corpus no worse than it was measured to, and loses nothing of any text."""

from functools import cache

import pytest

from corpus import SPLITS, Written, written
from corpus.matching import Outcome, compare
from corpus.score import mark
from tests.spans import counted_twice, misquoted, unaccounted
from tocsin import reading
from tocsin.model import Reading, UnreadBecause

BY_FIRST_HAND = [one for split in SPLITS for one in written(split) if one.hand == "m"]
"""The reports that were there before the corpus: the rules were written on those in train, and on none in test."""
FLOORS = {"train": (0.83, 0.65), "test": (0.71, 0.32)}
"""Precision and recall of the rules, all kinds together, a little below what was measured."""

each_report = pytest.mark.parametrize("one", BY_FIRST_HAND, ids=lambda one: f"{one.split}-{one.name}")


@cache
def read(one: Written) -> Reading:
    return reading.read(one.report, published=one.when, reader=reading.Rules())


@cache
def outcomes(split: str) -> tuple[Outcome, ...]:
    return tuple(compare(one, read(one)) for one in BY_FIRST_HAND if one.split == split)


@pytest.mark.parametrize("split", FLOORS)
def test_precision_and_recall_of_the_rules_stay_above_their_floors(split: str) -> None:
    found = mark(outcomes(split))
    precision, recall = FLOORS[split]
    assert found.precision >= precision
    assert found.recall >= recall


@each_report
def test_every_passage_is_read_or_says_why_not(one: Written) -> None:
    found = read(one)
    assert unaccounted(found, one.report) == ""
    assert counted_twice(found) == []


@each_report
def test_every_quote_stands_in_the_text_where_it_says(one: Written) -> None:
    assert misquoted(read(one), one.report) == []


with_furniture = [one for one in BY_FIRST_HAND if one.row.get("furniture")]


@pytest.mark.parametrize("one", with_furniture, ids=lambda one: one.name)
def test_furniture_says_nothing(one: Written) -> None:
    assert [s.passage.quote for s in read(one).statements if s.passage.quote in one.row["furniture"]] == []


@pytest.mark.parametrize("one", [o for o in with_furniture if o.split == "train"], ids=lambda one: one.name)
def test_furniture_is_known_for_what_it_is(one: Written) -> None:
    marked = {u.passage.quote for u in read(one).unread if u.because is UnreadBecause.FURNITURE}
    assert set(one.row["furniture"]) <= marked

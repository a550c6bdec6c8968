"""Counts of people: low, best and high as the words give them, and no count where nobody is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import digest
from tocsin.reading import numbers
from tocsin.reading.passages import cut


def found(text: str) -> tuple[numbers.Count, ...]:
    return numbers.find(text, cut(text, 0, len(text), of=digest(text)))


def figures(text: str) -> list[tuple[str, int, int | None, int | None]]:
    return [(c.span.quote, c.low, c.best, c.high) for c in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 people died", ("12 people", 12, 12, 12)),
        ("Twenty-one herders fled", ("Twenty-one herders", 21, 21, 21)),
        ("one hundred and two men left", ("one hundred and two men", 102, 102, 102)),
        ("1,200 residents left", ("1,200 residents", 1200, 1200, 1200)),
        ("12.500 people left", ("12.500 people", 12500, 12500, 12500)),
        ("14 thousand villagers left", ("14 thousand villagers", 14000, 14000, 14000)),
        ("at least nine guards died", ("at least nine guards", 9, None, None)),
        ("No fewer than 14 passengers died", ("No fewer than 14 passengers", 14, None, None)),
        ("more than 20 soldiers died", ("more than 20 soldiers", 21, None, None)),
        ("over one hundred were hurt", ("over one hundred", 101, None, None)),
        ("up to 20 travellers died", ("up to 20 travellers", 0, None, 20)),
        ("fewer than ten hostages remain", ("fewer than ten hostages", 0, None, 9)),
        ("between 40 and 45 miners were taken", ("between 40 and 45 miners", 40, None, 45)),
        ("12-15 soldiers died", ("12-15 soldiers", 12, None, 15)),
        ("two or three gunmen fled", ("two or three gunmen", 2, None, 3)),
        ("around 60 residents fled", ("around 60 residents", 60, 60, 60)),
        ("dozens of shoppers died", ("dozens of shoppers", 24, None, None)),
        ("scores were hurt", ("scores", 40, None, None)),
        ("hundreds fled", ("hundreds", 200, None, None)),
        ("tens of thousands of people fled", ("tens of thousands of people", 20_000, None, None)),
        ("several people were hurt", ("several people", 3, None, None)),
        ("a couple of guards were hurt", ("a couple of guards", 2, None, None)),
        ("a dozen porters were hurt", ("a dozen porters", 12, 12, 12)),
        ("two dozen nuns were taken", ("two dozen nuns", 24, 24, 24)),
        ("half a dozen men were held", ("half a dozen men", 6, 6, 6)),
        ("nobody was hurt", ("nobody", 0, 0, 0)),
        ("no one was hurt", ("no one", 0, 0, 0)),
        ("none of the five hostages was harmed", ("none of the five hostages", 0, 0, 0)),
        ("one of the five climbers died", ("one of the five climbers", 1, 1, 1)),
        ("two of the gunmen died", ("two of the gunmen", 2, 2, 2)),
        ("SEVENTEEN CIVILIANS DIED", ("SEVENTEEN CIVILIANS", 17, 17, 17)),
    ],
)
def test_a_count_is_read(text: str, expected: tuple[str, int, int | None, int | None]) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a teacher, 52, was shot",
        "a 16-year-old boy",
        "the 4th battalion",
        "a third worker",
        "30 kilometres north",
        "60 houses burned",
        "a 9 mm pistol",
        "500 dollars",
        "$500 was paid",
        "killed in 2014",
        "on 17 March",
        "March 17",
        "at 7:40 p.m.",
        "12 percent",
        "in 122-mm rockets",
        "flight 103",
        "one of the deadliest attacks",
        "two January bombings",
        "for two years",
        "the next 48 hours",
        "4.5 million dollars",
    ],
)
def test_what_counts_nobody_is_no_count(text: str) -> None:
    assert figures(text) == []


def test_nothing_is_added_up() -> None:
    assert [c.low for c in found("killed 4 people and wounded 19")] == [4, 19]


def test_ages_beside_a_count_are_no_counts() -> None:
    assert figures("Three brothers, aged 9, 11 and 14, were taken") == [("Three brothers", 3, 3, 3)]


def test_a_noun_that_is_known_to_be_people_is_sure_and_a_bare_figure_is_not() -> None:
    assert [(c.noun, c.sure) for c in found("4 people died and 19 recovered")] == [("people", True), ("", False)]


@given(st.text(alphabet="0123456789,.- aboutdozenhundredlst", max_size=60))
def test_spans_are_exact_and_figures_in_order(text: str) -> None:
    for count in found(text) if text else ():
        assert text[count.span.start : count.span.end] == count.span.quote
        assert count.figure.within(count.span)
        known = [n for n in (count.low, count.best, count.high) if n is not None]
        assert known == sorted(known)

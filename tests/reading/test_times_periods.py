"""The period that a report of figures is about, and what is told from it; and near misses."""

from datetime import date

import pytest

from tocsin.model import When, digest
from tocsin.reading import days, times
from tocsin.reading.passages import cut, split

NOVEMBER = days.on(date(2023, 11, 2), "stated")


def told(text: str, published: When | None = NOVEMBER) -> list[tuple[str, str, str]]:
    """The times that are known, sentence by sentence."""
    return [
        (m.span.quote, str(m.resolved.first_day), str(m.resolved.last_day))
        for passage in split(text)
        for m in times.find(text, passage.span, published=published)
        if isinstance(m.resolved, When)
    ]


FIGURES = "The ministry counted 40 raids in the third quarter. "
QUARTER, YEAR_BEFORE = ("2023-07-01", "2023-09-30"), ("2022-07-01", "2022-09-30")


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("They rose from 31 a year earlier.", "a year earlier", YEAR_BEFORE),
        ("That was up from 31 two years ago.", "two years ago", ("2021-07-01", "2021-09-30")),
        ("The police of the north counted 12, or one a week, a year ago.", "a year ago", YEAR_BEFORE),
        ("In the year-ago quarter 31 were counted.", "the year-ago quarter", YEAR_BEFORE),
        ("The same period last year saw 31.", "The same period last year", YEAR_BEFORE),
        ("In the 2021 quarter there were 12.", "the 2021 quarter", ("2021-07-01", "2021-09-30")),
        ("Nine soldiers died in the quarter.", "the quarter", QUARTER),
        ("Nine soldiers died in the quarter ended Sept. 30.", "the quarter ended Sept. 30", QUARTER),
    ],
)
def test_a_time_is_told_from_the_quarter_of_the_figures(text: str, words: str, days: tuple[str, str]) -> None:
    assert told(FIGURES + text)[-1] == (words, *days)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (FIGURES + "He was arrested a year ago.", ("a year ago", "2022-01-01", "2022-12-31")),
        (FIGURES + "In October nine died, up from 3 a year ago.", ("a year ago", "2022-10-01", "2022-10-31")),
        (FIGURES + "For the nine months there were 99, up from 70 a year ago.",
         ("a year ago", "2022-01-01", "2022-12-31")),
        ("It expects 40 in the fourth quarter, up from 31 a year ago.", ("a year ago", "2022-10-01", "2022-12-31")),
        ("Raids will fall in the fourth quarter. There are 31, down from 40 a year ago.",
         ("a year ago", "2022-01-01", "2022-12-31")),
        (FIGURES + "Shells fell on the quarter of the town beyond the river.",
         ("the third quarter", "2023-07-01", "2023-09-30")),
    ],
)  # fmt: skip
def test_what_stands_beside_no_such_figures_is_not(text: str, last: tuple[str, str, str]) -> None:
    assert told(text)[-1] == last


def test_without_a_quarter_told_before_the_quarter_is_none() -> None:
    assert told("Shells fell on the quarter at dawn.") == []
    assert told(FIGURES + "Nine died in the quarter.", published=None) == []


def test_what_is_told_from_a_quarter_says_from_which() -> None:
    text = FIGURES + "They rose from 31 a year earlier."
    (later,) = times.find(text, cut(text, len(FIGURES), len(text), of=digest(text)), published=NOVEMBER)
    assert later.basis is not None
    assert later.basis.quote == "the third quarter"


def test_the_last_quarter_is_the_one_before_that_of_the_report() -> None:
    assert told("Nine died last quarter.") == [("last quarter", *QUARTER)]
    assert told("Nine died in the last quarter of 2022.") == [
        ("the last quarter of 2022", "2022-10-01", "2022-12-31"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Neither he nor his brother could be found on Sunday.", "2023-10-29"),
        ("The envoys could not be reached on Sunday.", "2023-10-29"),
        ("Strikes could resume on Sunday.", "2023-11-05"),
        ("On Sunday the movement plans to hold a march.", "2023-11-05"),
        ("On Sunday the movement planned its march.", "2023-10-29"),
        ("The court subpoenaed the general to testify on Sunday.", "2023-11-05"),
        ("The troops have decided to leave on Sunday.", "2023-11-05"),
        ("The guard will be paid on a still unsettled date in December.", "2023-12-01"),
        ("The guard had settled the date in December.", "2022-12-01"),
        ("The truce runs through Sunday.", "2023-11-05"),
        ("Preparations for a summit in December go on.", "2023-12-01"),
    ],
)
def test_which_way_the_words_look(text: str, day: str) -> None:
    assert told(text)[-1][1] == day

"""Law 1: a statement is what a text says; an assessment is what we think. Never both in one type."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from hypothesis import given

from tests.sessions import Act, Play, anything, opinions, session
from tests.sitting import Sitting
from tocsin import reading
from tocsin.desk.current import first_published
from tocsin.model import (
    Arrival,
    Assessment,
    Attribution,
    Confidence,
    Credibility,
    Grade,
    Incident,
    Likelihood,
    Link,
    Mention,
    Person,
    Program,
    Reading,
    Reliability,
    Report,
    Span,
    Statement,
)

OPINION = {Grade, Assessment, Attribution, Link, Incident, Likelihood, Confidence, Reliability, Credibility,
           Person, Program}  # fmt: skip
CHARACTERS = {Statement, Span, Mention}


def holds(word: Any, seen: set[Any] | None = None) -> set[Any]:
    """Every type that a word's fields can hold, however deep."""
    seen = set() if seen is None else seen
    hints = get_type_hints(word).values() if dataclasses.is_dataclass(word) else get_args(word)
    for hint in hints:
        if hint not in seen:
            seen.add(hint)
            holds(hint, seen)
    return seen


def test_no_word_for_what_is_said_can_hold_what_we_think() -> None:
    for word in (Statement, Reading, Report):
        assert holds(word) & OPINION == set()


def test_no_word_for_what_we_think_can_hold_what_is_said() -> None:
    for word in (Assessment, Attribution, Grade, Incident, Link):
        assert holds(word) & CHARACTERS == set()


def test_the_two_lists_would_be_seen() -> None:
    assert Span in holds(Statement)
    assert Likelihood in holds(Assessment)


@given(session(anything))
def test_what_a_report_says_depends_on_nothing_but_the_report(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book, office = play.desk.book, play.desk.office
    for report in book.all(Report):
        published = first_published(book.all(Arrival, parent=report.id))
        afresh = reading.read(report, published=published, reader=office.reader)
        assert book.get(Reading, report.id) == afresh
        assert set(book.all(Statement, parent=report.id)) == set(afresh.statements)


@given(session(opinions))
def test_no_opinion_changes_what_was_said(acts: list[Act]) -> None:
    play = Play(Sitting())
    steps = play.steps(acts)
    next(steps)
    said = play.desk.book.all(Statement)
    for _ in steps:
        assert play.desk.book.all(Statement) == said


def _thought(play: Play) -> Iterator[str]:
    for assessment in play.desk.book.all(Assessment):
        for each in assessment.attributions:
            yield from (*each.supporting, *each.contradicting, *(s for x in each.standings for s in x.statements))


@given(session(anything))
def test_what_we_think_names_what_was_said_and_repeats_none_of_it(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    said = {s.id for s in play.desk.book.all(Statement)}
    assert set(_thought(play)) <= said

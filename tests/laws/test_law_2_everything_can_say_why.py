"""Law 2: everything can say why; it walks back to characters in a report, or to a person's name."""

import re
from collections.abc import Iterator

from hypothesis import given, settings

from tests.scene import OFFICER
from tests.sessions import Act, Play, anything, session
from tests.sitting import APPROVER, Sitting
from tocsin.casebook.port import Book
from tocsin.desk.why import lines as why_lines
from tocsin.desk.why import why
from tocsin.model import (
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Closing,
    Correction,
    DutyDecision,
    DutyProposal,
    Grade,
    Incident,
    Link,
    Notice,
    Reading,
    Receipt,
    Reopening,
    Report,
    Statement,
    Unread,
)

FROM_TEXT = (Statement, Unread, Reading, Link, DutyProposal, DutyDecision, Notice, Attempt, Receipt, Approval)
"""Whatever the session, each of these rests on words of a report."""
FROM_PERSONS = (Correction, Reopening, Closing)
OTHERS = (Report, Arrival, Incident, Assessment, Grade)
PLACED = re.compile(r"characters (\d+) to (\d+): “(.*)”", re.DOTALL)
QUOTED = re.compile(r"“(.*?)”", re.DOTALL)


def spoken(word: object, book: Book) -> list[str]:
    return [line for _, line in why_lines(why(word, book=book))]


def quotations(lines: list[str], book: Book) -> Iterator[bool]:
    """For each place that is named, whether the words stand exactly there in a report."""
    texts = [r.text for r in book.all(Report)]
    for line in lines:
        for start, end, quote in PLACED.findall(line):
            yield any(text[int(start) : int(end)] == quote for text in texts)


@given(session(anything))
@settings(max_examples=40)
def test_whatever_was_decided_or_sent_leads_back_to_exact_characters(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    texts = [r.text for r in book.all(Report)]
    for kind in FROM_TEXT:
        for word in book.all(kind):
            lines = spoken(word, book)
            assert all(quotations(lines, book)), lines
            said = [quote for line in lines for quote in QUOTED.findall(line)]
            assert any(quote in text for quote in said for text in texts), lines
            assert any(line.startswith("from ") and "received 2024-" in line for line in lines), lines


@given(session(anything))
@settings(max_examples=40)
def test_whatever_a_person_did_leads_to_the_name(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    for kind in (*FROM_PERSONS, DutyDecision, Approval):
        for word in book.all(kind):
            lines = "\n".join(spoken(word, book))
            assert OFFICER.name in lines or APPROVER.name in lines


@given(session(anything))
@settings(max_examples=40)
def test_nothing_on_record_is_without_an_answer(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    for kind in (*FROM_TEXT, *FROM_PERSONS, *OTHERS):
        for word in book.all(kind):
            lines = spoken(word, book)
            assert lines[0].strip()
            assert not any(f"{kind.__name__}(" in line for line in lines)
            assert all(quotations(lines, book))


@given(session(anything))
@settings(max_examples=40)
def test_every_standing_of_a_rival_rests_on_statements_that_can_say_why(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    for assessment in book.all(Assessment):
        for each in assessment.attributions:
            for standing in each.standings:
                assert standing.statements
                for id_ in standing.statements:
                    statement = book.get(Statement, id_)
                    assert statement is not None
                    assert any(quotations(spoken(statement, book), book))

"""Why: from anything on record back to the characters of a report, or to a person's name."""

from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER
from tests.sitting import APPROVER, Postbox, Sitting
from tocsin.desk import disclosing, people, sending
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
    Judgement,
    Link,
    Matter,
    NoDuty,
    Notice,
    Person,
    Policy,
    Reading,
    Receipt,
    Refer,
    Reopening,
    Report,
    Ruling,
    Statement,
    Unread,
    Waive,
)


@pytest.fixture
def full(desk: Sitting) -> Sitting:
    """A desk at which everything was done once."""
    first = desk.take(told.WARNED, told.WEATHER, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    sending.acknowledge(notice, book=desk.book, by=APPROVER, because="by telephone", at=day(7, 16))
    desk.rule(desk.duty("school"), Waive(ground="W1", justification="They told us.", by=OFFICER), at=day(7, 14))
    desk.take(told.HAPPENED, told.CLAIMED, told.CONFIRMED, at=day(22, 21))
    desk.judge(desk.said(told.WARNED).id, desk.said(told.HAPPENED).id, Judgement.SAME, at=day(23))
    people.close(
        desk.incident(told.WARNED).id, because="It is over.", book=desk.book, by=OFFICER, at=day(23), required=False
    )
    desk.correct(first, at=day(24))
    return desk


def spoken(word: Any, desk: Sitting) -> str:
    return "\n".join(f"{'  ' * depth}{line}" for depth, line in why_lines(why(word, book=desk.book)))


TO_CHARACTERS = (Statement, Unread, Report, Reading, Link, Incident, Assessment, DutyProposal, DutyDecision, Notice,
                 Attempt, Receipt)  # fmt: skip
TO_PERSON = (Correction, Reopening, Closing)


@pytest.mark.parametrize("kind", TO_CHARACTERS, ids=lambda kind: kind.__name__)
def test_it_leads_back_to_the_words_of_a_report(full: Sitting, kind: type) -> None:
    words = full.book.all(kind)
    assert words
    reports = [r.text for r in full.book.all(Report)]
    for word in words:
        said = spoken(word, full)
        if kind is not Report:
            assert any(line in said for text in reports for line in text.split("\n")), said
        assert "report " in said
        assert "from Wire (wire), published 2024-03-" in said


@pytest.mark.parametrize("kind", TO_PERSON, ids=lambda kind: kind.__name__)
def test_what_a_person_did_leads_to_the_name(full: Sitting, kind: type) -> None:
    words = full.book.all(kind)
    assert words
    for word in words:
        assert OFFICER.name in spoken(word, full)


@pytest.mark.parametrize("kind", [Arrival, Grade, Policy, Approval, Closing], ids=lambda kind: kind.__name__)
def test_nothing_is_shown_as_the_program_sees_it(full: Sitting, kind: type) -> None:
    for word in full.book.all(kind):
        assert f"{kind.__name__}(" not in spoken(word, full)


def test_a_retracted_report_says_so_wherever_it_is_walked_back_to(full: Sitting) -> None:
    for decision in full.book.all(DutyDecision):
        assert "retracted at 2024-03-24T12:00:00+03:00 by Exercise Officer Vera Lind: it was made up" in spoken(
            decision, full
        )


@pytest.mark.parametrize(
    ("ruling", "said"),
    [
        (Waive(ground="W1", justification="They know.", by=OFFICER), "waive on W1: They know."),
        (NoDuty(criterion="credible", justification="A hoax."), "no duty, for credible is not met: A hoax."),
        (Refer(question="Which hall?"), "refer: Which hall?"),
    ],
)
def test_silence_says_on_what_ground(desk: Sitting, ruling: Ruling, said: str) -> None:
    desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), ruling, at=day(7, 13))
    assert f"{said}, by {OFFICER.name}" in spoken(decision, desk)


def test_every_line_of_a_notice_says_on_what_it_draws(full: Sitting) -> None:
    for notice in full.book.all(Notice):
        said = spoken(notice, full)
        for line in (*notice.above, *notice.below):
            assert f"“{line.text}”" in said
            assert line.draws_on or f"“{line.text}” is advice or form" in said


def test_likelihood_and_confidence_stand_in_lines_of_their_own(full: Sitting) -> None:
    for assessment in full.book.all(Assessment):
        lines = [line for _, line in why_lines(why(assessment, book=full.book))]
        assert not [line for line in lines if "likelihood" in line and "confidence" in line]


def test_a_statement_that_a_better_reader_no_longer_finds_is_named_as_that(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    lost = type(proposal)(**{
        **{name: getattr(proposal, name) for name in proposal.__slots__},
        "findings": tuple(type(f)(rule=f.rule, met=f.met, statements=("0" * 64,), because="x")
                          for f in proposal.findings),
    })  # fmt: skip
    assert "statement 000000000000 is no longer read in its report" in spoken(lost, desk)


def test_a_persons_mark_bears_the_name(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    mark = desk.book.all(Grade)[0]
    named = type(mark)(**{**{name: getattr(mark, name) for name in mark.__slots__}, "by": Person(name="Ada")})
    assert spoken(named, desk).startswith("marked B6 by Ada:")


def test_an_account_leads_to_its_source_and_to_what_our_record_holds_against_it(full: Sitting) -> None:
    desk = full
    report = next(r for r in desk.book.all(Report) if told.CLAIMED in r.text)
    entered = disclosing.enter(
        desk.book.all(Notice)[0].incident, who="Exercise Hall spokesman", recipient="hall", told=(),
        untold=(Matter.PLACE,), words="Nobody told us where.", source=report.id, book=desk.book, by=OFFICER, at=day(25),
        required=False,
    )  # fmt: skip
    said = spoken(entered, desk)
    assert "by Exercise Hall spokesman: “Nobody told us where.”" in said
    assert f"report {report.id[:12]}" in said
    assert f"entered at 2024-03-25T12:00:00+03:00 by {OFFICER.name}; our own record is not changed by it" in said
    assert "open, since our record does not know" in said
    assert "Exercise Hall spokesman: hall was not told the place; our record: perhaps told (“Moscow”)" in said
    assert "Nobody told us where." in spoken(desk.book.all(Incident)[0], desk)

"""People correct: what rested on a report is worked out anew; rulings and notices that drew on it are reopened."""

from datetime import timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, policy
from tests.sitting import Postbox, Sitting, office
from tocsin.desk.apart import read
from tocsin.desk.current import live, program_assessment
from tocsin.desk.sending import reopened
from tocsin.model import (
    Assessment,
    Correction,
    CorrectionHow,
    DutyDecision,
    Judgement,
    Met,
    NoDuty,
    NotAllowed,
    NotFound,
    Refer,
    Reopening,
    Report,
    Statement,
    Status,
)

HOW = tuple(CorrectionHow)


@pytest.mark.parametrize("how", HOW)
def test_the_report_is_kept_and_what_it_says_counts_no_more(desk: Sitting, how: CorrectionHow) -> None:
    report = desk.take(told.HAPPENED, at=day(22, 21))
    other = desk.take(told.DEAD, at=day(22, 22), source="courier")
    desk.correct(report, how, at=day(23), replacement=None if how is CorrectionHow.RETRACTED else other)
    assert desk.book.get(Report, report) is not None
    assert desk.book.all(Statement, parent=report)
    held = {s for i in live(desk.book) for s in i.statements}
    assert held == {desk.said(told.DEAD).id}
    correction = desk.book.get(Correction, report)
    assert correction is not None
    assert (correction.how, correction.by, read(correction, book=desk.book).because) == (how, OFFICER, "it was made up")


def test_a_rivals_ground_goes_with_the_report_that_gave_it(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    confirming = desk.take(told.CONFIRMED, at=day(23), source="courier")
    incident = desk.incident(told.HAPPENED).id
    assert Status.CONFIRMED in statuses(program_assessment(desk.book, incident))
    desk.correct(confirming, at=day(24))
    after = program_assessment(desk.book, incident)
    assert Status.CONFIRMED not in statuses(after)
    assert any("no longer" in change for change in after.changed)


def statuses(assessment: Assessment) -> set[Status]:
    return {s.status for a in assessment.attributions for s in a.standings}


def test_an_incident_that_lost_its_first_report_keeps_its_name(desk: Sitting) -> None:
    first = desk.take(told.WARNED, at=day(7))
    desk.take(told.HAPPENED, at=day(22, 21))
    id_ = desk.incident(told.HAPPENED).id
    desk.correct(first, at=day(23))
    assert desk.incident(told.HAPPENED).id == desk.holder(id_).id


def test_a_ruling_is_reopened_and_says_why(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), at=day(7, 13))
    assert {p.protected for p in desk.duties()} == {"school"}
    (again,) = desk.correct(report, at=day(8), because="the embassy took it back")
    assert again.decision == decision.id
    assert again.because == f"report {report[:12]}, on which it rested, was retracted"
    assert (again.by, again.at) == (OFFICER, day(8))
    assert desk.book.all(Reopening) == (again,)
    assert {p.protected for p in desk.duties()} == {"hall", "school"}


def test_its_notices_are_reopened_and_not_sent(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), at=day(7, 13))
    notice, box = desk.briefing(decision), Postbox()
    desk.approve(notice, at=day(7, 14))
    desk.correct(report, at=day(7, 15))
    again = reopened(notice, book=desk.book)
    assert again is not None
    assert "retracted" in again.because
    assert desk.send(box, at=day(7, 16)) == ()
    assert box.sent == []
    with pytest.raises(NotAllowed, match=f"its ruling was reopened: report {report[:12]}, on which it rested, was"):
        desk.approve(notice, at=day(7, 16))


def test_a_ruling_is_reopened_where_only_its_notice_drew_on_the_report(desk: Sitting) -> None:
    desk.office = office(policies=(policy("credible"),))
    desk.take(told.WARNED, at=day(7))
    second = desk.take(told.ACCUSED, at=day(7, 13), source="courier")
    decision = desk.rule(desk.duty("hall"), at=day(7, 14))
    accused = desk.said(told.ACCUSED).id
    assert accused not in {s for f in decision.findings for s in f.statements}
    assert accused in desk.briefing(decision).draws_on
    assert [r.decision for r in desk.correct(second, at=day(8))] == [decision.id]


def test_a_report_that_nothing_drew_on_reopens_nothing(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    second = desk.take(told.ELSEWHERE, at=day(7, 13), source="courier")
    desk.rule(desk.duty("hall"), at=day(7, 14))
    assert desk.correct(second, at=day(8)) == ()


def test_what_rested_on_nothing_else_becomes_a_question_to_a_person(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    due, before = desk.duty("hall").due, desk.said(told.WARNED).id
    desk.correct(report, at=day(7, 13))
    assert live(desk.book) == ()
    proposal = desk.duty("hall")
    assert isinstance(proposal.proposes, Refer)
    assert proposal.because == "what it rested on no longer stands, and nothing else raises the duty; a person decides"
    assert {f.met for f in proposal.findings} == {Met.UNKNOWN}
    assert {s for f in proposal.findings for s in f.statements} == {before}
    assert proposal.due == due
    desk.rule(proposal, NoDuty(criterion="credible", justification="It was taken back."), at=day(7, 14))
    assert {p.protected for p in desk.duties()} == {"school"}


def test_what_rests_on_another_report_too_is_proposed_on_that_alone(desk: Sitting) -> None:
    first = desk.take(told.WARNED, at=day(7))
    second = desk.take(told.WARNED, told.WEATHER, at=day(7, 20), source="embassy")
    assert desk.duty("hall", told.WARNED).became_aware == day(7)
    desk.correct(first, at=day(8))
    proposal = desk.duty("hall")
    held = {desk.book.get(Statement, s).report for f in proposal.findings for s in f.statements}  # type: ignore[union-attr]
    assert held == {second}
    assert proposal.became_aware == day(7, 20)


def test_a_corrected_reports_successor_carries_the_duty_on(desk: Sitting) -> None:
    first = desk.take(told.WARNED, at=day(7))
    desk.rule(desk.duty("hall"), at=day(7, 13))
    second = desk.take(told.MASKED, at=day(7, 14))
    (again,) = desk.correct(first, CorrectionHow.SUPERSEDED, at=day(7, 15), replacement=second)
    assert "superseded" in again.because
    assert {type(p.proposes).__name__ for p in desk.duties() if p.protected == "hall"} == {"Warn", "Refer"}


def test_a_reopened_ruling_is_settled_by_ruling_again(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    other = desk.take(told.REPEATED, at=day(7, 14), source="courier")
    desk.judge(desk.said(told.WARNED).id, desk.said(told.REPEATED).id, Judgement.SAME, at=day(7, 15))
    desk.rule(desk.duty("hall"), at=day(7, 16))
    (again,) = desk.correct(other, at=day(7, 17))
    second = desk.rule(desk.duty("hall"), at=day(7, 18))
    assert {p.protected for p in desk.duties()} == {"school"}
    assert desk.correct(other, at=day(7, 19)) == ()
    assert {d.id for d in desk.book.all(DutyDecision)} == {again.decision, second.id}


def test_correcting_is_refused_where_it_cannot_be_meant(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    with pytest.raises(NotFound, match="no such report"):
        desk.correct("0" * 64, at=day(8))
    with pytest.raises(NotFound, match="take it first, then correct"):
        desk.correct(report, CorrectionHow.CORRECTED, at=day(8), replacement="0" * 64)
    with pytest.raises(NotAllowed, match="its own place"):
        desk.correct(report, CorrectionHow.CORRECTED, at=day(8), replacement=report)
    assert desk.book.all(Correction) == ()


def test_all_of_a_correction_stands_or_falls_together(kept: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    report = kept.take(told.WARNED, at=day(7))
    kept.rule(kept.duty("hall"), at=day(7, 13))
    size = len(kept.book.entries())  # type: ignore[attr-defined]

    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr("tocsin.desk.people.propose", fails)
    with pytest.raises(OSError, match="went away"):
        kept.correct(report, at=day(7, 13) + timedelta(minutes=5))
    assert len(kept.book.entries()) == size  # type: ignore[attr-defined]
    assert kept.book.all(Reopening) == ()

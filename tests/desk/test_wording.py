"""What only the wording of two reports joins is shown together, and confirms, ends and silences nothing."""

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import PROGRAM
from tests.sitting import Sitting, office
from tocsin.desk.dossier import dossier
from tocsin.desk.take import grade, propose, settle
from tocsin.linking import WEIGHTS
from tocsin.model import Credibility, Feature, Grade, Judgement, Link, Statement

WORDING = (Feature(name="told much alike", weight=WEIGHTS["told much alike"], because="the test has it"),)
PLACE = (Feature(name="same place", weight=WEIGHTS["same place"], because="the test has it"),
         Feature(name="same day", weight=WEIGHTS["same day"], because="the test has it"))  # fmt: skip


def joined(desk: Sitting, left: Statement, right: Statement, *, by: tuple[Feature, ...]) -> None:
    """A program's link of two statements for these reasons, and all that follows from it."""
    link = Link(left=left.id, right=right.id, judgement=Judgement.SAME, features=by, by=PROGRAM, at=day(23),
                because="the test has it")  # fmt: skip
    settle((link,), book=desk.book, kind="linking", about=left.report, by=PROGRAM, at=day(23))
    grade(book=desk.book, office=desk.office, about=left.report, at=day(23))
    propose(book=desk.book, office=desk.office, about=left.report, at=day(23))


def warned_and_struck(desk: Sitting) -> tuple[Statement, Statement]:
    """A warning of one hall, and an attack on another place that nothing joins to it yet."""
    desk.take(told.MASKED, at=day(7), source="courier")
    desk.take(told.HAPPENED, at=day(22), source="wire")
    feared, done = desk.said(told.MASKED), desk.said(told.HAPPENED)
    assert desk.incident(told.MASKED) != desk.incident(told.HAPPENED)
    return feared, done


@pytest.mark.parametrize("by", [WORDING, PLACE], ids=["by wording", "by day and place"])
def test_a_duty_is_proposed_where_only_wording_joins_the_warning_to_an_attack(by: tuple[Feature, ...]) -> None:
    desk = Sitting(office=office(policies=()))
    feared, done = warned_and_struck(desk)
    desk.office = office()
    joined(desk, feared, done, by=by)
    held = desk.incident(told.HAPPENED)
    assert held == desk.incident(told.MASKED)
    shown = str(dossier(desk.book, office=desk.office, at=day(23)))
    if by is WORDING:
        assert {p.incident for p in desk.duties()} == {held.id}
        assert "happened; what is feared may be another, and still come" in shown
    else:
        assert not desk.duties()
        assert "may be another" not in shown


@pytest.mark.parametrize("by", [WORDING, PLACE], ids=["by wording", "by day and place"])
def test_two_origins_confirm_each_other_only_where_more_than_wording_joins_them(by: tuple[Feature, ...]) -> None:
    desk = Sitting()
    desk.take(told.ELSEWHERE, at=day(7), source="wire")
    desk.take(told.VAGUE, at=day(8), source="embassy")
    one, other = desk.said(told.ELSEWHERE), desk.said(told.VAGUE)
    joined(desk, one, other, by=by)
    marks = {g.statement: g.credibility for g in desk.book.all(Grade)}
    assert (marks[one.id] is Credibility.CONFIRMED) is (by is PLACE)

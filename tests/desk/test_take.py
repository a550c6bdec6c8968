"""Taking a report: it arrives, is read, linked, graded, and the duties it raises are proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.sitting import Sitting
from tocsin.casebook import Casebook
from tocsin.desk.current import first_received
from tocsin.desk.take import arrive, read_again, take
from tocsin.model import (
    Arrival,
    Assessment,
    Credibility,
    DutyProposal,
    Grade,
    Link,
    Policy,
    Reading,
    Register,
    Reliability,
    Report,
    Stage,
    Statement,
    Tlp,
    Unread,
    UnreadBecause,
    Warn,
    When,
)
from tocsin.reading.passages import Passage


def test_one_report_goes_through_all_steps(desk: Sitting) -> None:
    report = desk.take(told.WARNED, told.WEATHER, at=day(7))
    assert [r.id for r in desk.book.all(Report)] == [report]
    assert [a.received for a in desk.book.all(Arrival, parent=report)] == [day(7)]
    (said,) = desk.book.all(Statement, parent=report)
    assert said.passage.quote == told.WARNED
    unread = {u.passage.quote: u.because for u in desk.book.all(Unread)}
    assert unread == {told.WEATHER: UnreadBecause.NOTHING_FOUND}
    incident = desk.incident(told.WARNED)
    assert (incident.id, incident.stage) == (said.id, Stage.PLANNED)
    (grade,) = desk.book.all(Grade)
    assert (grade.statement, grade.reliability) == (said.id, Reliability.B)
    (assessment,) = desk.book.all(Assessment)
    assert [a.actor for a in assessment.attributions] == [None]
    assert {(p.protected, type(p.proposes)) for p in desk.duties()} == {("hall", Warn), ("school", Warn)}


def test_register_and_policies_are_on_record_with_the_first_proposal(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    assert desk.book.all(Register) == (desk.office.register,)
    assert desk.book.all(Policy) == desk.office.policies


def test_each_step_is_one_entry_and_a_report_taken_again_adds_none(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    report = kept.take(told.WARNED, at=day(7))
    kinds = [e.kind for e in kept.book.entries()]
    assert kinds == ["arrival", "reading", "linking", "grading", "proposal"]
    before = kept.book.view_digest()
    kept.take(told.WARNED, at=day(8), published=day(7))
    assert [e.kind for e in kept.book.entries()] == kinds
    assert kept.book.view_digest() == before
    assert kept.book.raw(report) == told.WARNED.encode()


def test_a_report_that_comes_again_does_not_set_the_clock_back(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    due = desk.duty("hall").due
    desk.take(told.WARNED, at=day(9), published=day(7))
    desk.take(told.WARNED, at=day(9), published=day(7), source="another")
    assert desk.duty("hall").due == due == day(7) + timedelta(hours=4)


def test_two_publishers_of_one_text_are_two_arrivals_of_one_report(desk: Sitting) -> None:
    first = desk.take(told.WARNED, at=day(7), source="wire")
    second = desk.take(told.WARNED, at=day(7, 15), source="courier")
    assert first == second
    assert [a.source.id for a in desk.book.all(Arrival, parent=first)] == ["wire", "courier"]
    assert len(desk.book.all(Statement)) == 1


def test_a_second_marking_is_an_arrival_of_its_own_and_the_first_receipt_counts(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7), marking=Tlp.AMBER)
    desk.take(told.WARNED, at=day(8), published=day(7), marking=Tlp.CLEAR)
    arrivals = desk.book.all(Arrival, parent=report)
    assert [a.marking for a in arrivals] == [Tlp.AMBER, Tlp.CLEAR]
    assert first_received(arrivals) == {report: day(7)}


def test_a_report_of_nothing_is_kept_with_its_passages(desk: Sitting) -> None:
    report = desk.take(told.WEATHER, at=day(7))
    assert desk.book.get(Report, report) is not None
    assert desk.book.all(Statement) == ()
    assert [u.because for u in desk.book.all(Unread, parent=report)] == [UnreadBecause.NOTHING_FOUND]
    assert desk.duties() == ()


def test_a_report_in_a_language_that_nobody_reads_here_is_kept_whole(desk: Sitting) -> None:
    report = desk.take(told.FOREIGN, at=day(7))
    kept = desk.book.get(Report, report)
    assert kept is not None
    assert (kept.language, kept.text) == ("ru", told.FOREIGN)
    assert [(u.passage.quote, u.because) for u in desk.book.all(Unread)] == [(told.FOREIGN, UnreadBecause.LANGUAGE)]


def test_what_the_text_does_not_bear_is_refused_whoever_reads(desk: Sitting) -> None:
    class Careless(told.ByHeart):
        def propose(
            self, report: Report, *, passages: Sequence[Passage], published: When | None
        ) -> Iterator[Statement]:
            for s in super().propose(report, passages=passages, published=published):
                yield replace(s, content=(replace(s.content[0], quote="the embassy was bombed"),))

    desk.office = replace(desk.office, reader=Careless())
    desk.take(told.WARNED, at=day(7))
    assert desk.book.all(Statement) == ()
    ((because, proposed),) = {(u.because, u.proposed) for u in desk.book.all(Unread)}
    assert (because, proposed) == (UnreadBecause.REFUSED, "warning: the embassy was bombed")
    assert desk.duties() == ()


def test_what_a_later_report_tells_joins_the_incident_and_changes_its_assessment(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    first = desk.incident(told.WARNED)
    desk.take(told.HAPPENED, told.CLAIMED, at=day(22, 21))
    grown = desk.incident(told.CLAIMED)
    assert grown.id == first.id
    assert grown.stage is Stage.ACCOMPLISHED
    (assessment,) = desk.book.all(Assessment)
    assert {a.actor.id if a.actor else None for a in assessment.attributions} == {"islamic-state", None}
    assert any("named for the first time" in change for change in assessment.changed)


def test_a_copy_confirms_nothing(desk: Sitting) -> None:
    desk.take(told.HAPPENED, told.DEAD, told.UNTOLD, at=day(22, 21), source="wire")
    desk.take(told.HAPPENED, told.DEAD, told.UNTOLD, told.WEATHER, at=day(22, 22), source="courier")
    marks = {g.credibility for g in desk.book.all(Grade)}
    assert Credibility.CONFIRMED not in marks


def test_reading_again_with_a_better_reader_supersedes(desk: Sitting) -> None:
    report = desk.take(told.WARNED, told.ELSEWHERE, at=day(7))
    found = desk.book.get(Report, report)
    assert found is not None

    class Better(told.ByHeart):
        name = "better@2"

        def propose(
            self, report: Report, *, passages: Sequence[Passage], published: When | None
        ) -> Iterator[Statement]:
            for s in super().propose(report, passages=passages, published=published):
                if s.passage.quote != told.ELSEWHERE:
                    yield replace(s, reader=self.name)

    read_again(found, book=desk.book, office=replace(desk.office, reader=Better()), at=day(8))
    assert [(s.passage.quote, s.reader) for s in desk.book.all(Statement)] == [(told.WARNED, "better@2")]
    reading = desk.book.get(Reading, report)
    assert reading is not None
    assert reading.reader == "better@2"


def test_reading_again_to_the_same_end_writes_nothing(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    report = kept.take(told.WARNED, at=day(7))
    size = len(kept.book.entries())
    found = kept.book.get(Report, report)
    assert found is not None
    read_again(found, book=kept.book, office=kept.office, at=day(9))
    assert len(kept.book.entries()) == size


def test_a_reader_that_fails_leaves_nothing_half_written(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)

    class Broken(told.ByHeart):
        def propose(self, report: Report, *, passages: object, published: object) -> Iterator[Statement]:
            raise RecursionError(f"{report.id}, {published}, is too deep: {passages}")

    came = told.opened(told.WARNED, received=day(7))
    with pytest.raises(RecursionError):
        take(came, book=kept.book, office=replace(kept.office, reader=Broken()), at=day(7))
    assert kept.book.entries() == ()
    assert kept.book.all(Report) == ()
    kept.take(told.WARNED, at=day(7))
    assert len(kept.book.all(Report)) == 1


def test_arriving_keeps_the_bytes_as_they_came(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    came = told.opened(told.WARNED, told.WEATHER, received=day(7))
    arrive(came, book=kept.book, at=day(7))
    assert kept.book.raw(came.report.id) == f"{told.WARNED}\n{told.WEATHER}".encode()


def test_reports_may_come_in_any_order(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(22, 21))
    desk.take(told.WARNED, at=day(23), published=day(7))
    assert desk.incident(told.WARNED) == desk.incident(told.HAPPENED)
    assert desk.book.all(Link)
    assert desk.book.all(DutyProposal) == ()

"""What is said after a ruling to warn asks for an update: of things to come, each thing once, until a person looked."""

from collections.abc import Iterator

import pytest

from tests.by_heart import DATED, DENIED, MASKED, REPEATED, WARNED, day
from tests.scene import OFFICER
from tests.sitting import Postbox, Sitting
from tocsin.casebook import open_casebook
from tocsin.desk import noticing, people
from tocsin.desk.updates import came_since, told_of, updates
from tocsin.model import Clock, CorrectionHow, Extension, Judgement, Notice, Task, Waive, Warn


@pytest.fixture
def desk(casebook_url: str) -> Iterator[Sitting]:
    """A sitting on each engine in turn; the docket is held against the whole casebook at every look."""
    book = open_casebook(casebook_url)
    yield Sitting(book=book)
    book.close()


def to_update(desk: Sitting, whom: str = "hall") -> tuple[Clock, ...]:
    """The updates that are asked for; the docket must say what the whole casebook says."""
    desk.duties()
    return tuple(c for c in desk.book.docket.clocks() if c.task is Task.UPDATE and c.protected == whom)


def warned(desk: Sitting) -> Notice:
    """The hall is warned of what the embassy said, and the briefing went out."""
    desk.take(WARNED, at=day(7, 17), source="embassy")
    return desk.warned("hall", at=day(7, 18), by=Postbox())


def test_a_further_threat_after_a_ruling_to_warn_is_on_the_clock_for_the_policys_hours(desk: Sitting) -> None:
    warned(desk)
    assert to_update(desk) == ()
    desk.take(REPEATED, at=day(7, 20), source="courier")
    (clock,) = to_update(desk)
    assert (clock.since, clock.due) == (day(7, 20), day(8, 0))
    (asked,) = updates([clock], book=desk.book)
    assert str(asked) == "1 statement since the ruling: update it"
    assert asked.quoted == f"“{REPEATED}”"
    assert to_update(desk, "school") == (), "nobody ruled to warn the school: that is still to be decided"
    assert came_since(day(7, 20), book=desk.book)[0].startswith("hall: 1 statement since the ruling: update it")
    assert came_since(day(7, 21), book=desk.book) == ()


def test_a_second_one_is_counted_and_the_clock_runs_from_the_first(desk: Sitting) -> None:
    warned(desk)
    desk.take(REPEATED, at=day(7, 20), source="courier")
    desk.take(MASKED, at=day(7, 21), source="courier")
    desk.judge(desk.said(MASKED).id, desk.said(WARNED).id, Judgement.SAME, at=day(7, 22))
    (clock,) = to_update(desk)
    (asked,) = updates([clock], book=desk.book)
    assert clock.since == day(7, 20)
    assert len(asked.said) == 2


def test_what_a_person_joins_to_the_incident_later_is_as_new_as_what_comes_in(desk: Sitting) -> None:
    desk.take(WARNED, at=day(7, 17), source="embassy")
    desk.take(DATED, at=day(7, 17, 30), source="courier")
    desk.judge(desk.said(DATED).id, desk.said(WARNED).id, Judgement.DIFFERENT, at=day(7, 17, 40))
    desk.rule(desk.duty("hall", WARNED), at=day(7, 18))
    before = to_update(desk)
    desk.judge(desk.said(DATED).id, desk.said(WARNED).id, Judgement.SAME, at=day(7, 20))
    (clock,) = to_update(desk)
    assert (before, clock.since) == ((), day(7, 20))


@pytest.mark.parametrize("again", [(WARNED,), (WARNED, "It rained all night.")])
def test_the_same_words_again_are_no_news(desk: Sitting, again: tuple[str, ...]) -> None:
    warned(desk)
    desk.take(*again, at=day(7, 20), source="courier")
    assert to_update(desk) == ()


def test_what_is_not_of_things_to_come_asks_for_no_update(desk: Sitting) -> None:
    warned(desk)
    desk.take(DENIED, at=day(7, 20), source="courier")
    assert to_update(desk) == ()


def test_a_new_ruling_and_an_extension_answer_it_and_what_comes_after_them_asks_again(desk: Sitting) -> None:
    out = warned(desk)
    desk.take(REPEATED, at=day(7, 20), source="courier")
    (clock,) = to_update(desk)
    noticing.extend(
        out, until=day(9, 20), because="I read it: it adds nothing", book=desk.book, office=desk.office, by=OFFICER,
        at=day(7, 21),
    )  # fmt: skip
    assert to_update(desk) == ()
    assert desk.book.all(Extension)
    desk.take(MASKED, at=day(7, 22), source="courier")
    desk.judge(desk.said(MASKED).id, desk.said(WARNED).id, Judgement.SAME, at=day(7, 22))
    assert [len(u.said) for u in updates(to_update(desk), book=desk.book)] == [1]
    people.rule(clock.about, ruling=Warn(), book=desk.book, office=desk.office, by=OFFICER, at=day(7, 23))
    assert to_update(desk) == ()


def test_a_report_that_is_dated_back_behind_an_extension_is_news_all_the_same(desk: Sitting) -> None:
    out = warned(desk)
    noticing.extend(
        out, until=day(9, 20), because="it goes on", book=desk.book, office=desk.office, by=OFFICER, at=day(7, 21)
    )
    desk.take(REPEATED, at=day(7, 20), source="courier")
    assert len(to_update(desk)) == 1


def test_it_stops_when_the_report_is_taken_back_or_the_incident_is_closed(desk: Sitting) -> None:
    warned(desk)
    report = desk.take(REPEATED, at=day(7, 20), source="courier")
    desk.correct(report, CorrectionHow.RETRACTED, at=day(7, 21))
    assert to_update(desk) == ()
    desk.take(MASKED, at=day(7, 22), source="courier")
    desk.judge(desk.said(MASKED).id, desk.said(WARNED).id, Judgement.SAME, at=day(7, 22))
    assert len(to_update(desk)) == 1
    about = desk.incident(WARNED).id
    people.close(about, because="over", book=desk.book, by=OFFICER, at=day(7, 23), required=False)
    assert to_update(desk) == ()


def test_the_old_text_says_that_it_is_out_of_date_and_can_go_out_meanwhile(desk: Sitting) -> None:
    desk.take(WARNED, at=day(7, 17), source="embassy")
    decision = desk.rule(desk.duty("hall"), at=day(7, 18))
    notice = desk.briefing(decision)
    assert told_of(notice, book=desk.book) == ()
    desk.take(REPEATED, at=day(7, 20), source="courier")
    what, how = told_of(notice, book=desk.book)
    assert what == f"OUT OF DATE: 1 statement since the ruling, which it does not tell: {desk.said(REPEATED).id[:12]}"
    assert f"tocsin rule {decision.proposal[:12]} warn" in how
    desk.approve(notice, at=day(7, 20, 5))
    mail = Postbox()
    desk.send(mail, at=day(7, 20, 6))
    assert [n.id for n, _, _ in mail.sent] == [notice.id], "whoever can be warned now is not kept waiting for more"


def test_nobody_is_asked_to_update_what_a_person_ruled_need_not_be_told(desk: Sitting) -> None:
    desk.take(WARNED, at=day(7, 17), source="embassy")
    desk.rule(desk.duty("hall"), Waive(ground="W1", justification="They know.", by=OFFICER), at=day(7, 18))
    desk.take(REPEATED, at=day(7, 20), source="courier")
    assert to_update(desk) == ()

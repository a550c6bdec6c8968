"""Afterwards: how a danger turned out is a person's word; who had our warning in time is what the record bears out."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, PROGRAM, on
from tests.sitting import APPROVER, Postbox, Sitting
from tocsin.casebook import Casebook
from tocsin.casebook.port import APART
from tocsin.desk.disclosing import desk_of
from tocsin.desk.dossier import afterwards as shown
from tocsin.desk.handover import lines_of
from tocsin.desk.hindsight import Hindsight, judge, of_all, of_incident, tallies
from tocsin.desk.noticing import cancel, extend
from tocsin.desk.people import close
from tocsin.desk.sending import acknowledge
from tocsin.desk.why import lines, why
from tocsin.model import (
    Came,
    Delivery,
    DutyProposal,
    Grade,
    Heard,
    Lead,
    NoDuty,
    NotAllowed,
    Notice,
    Outcome,
    Person,
    Tally,
    TimePrecision,
    When,
)

PORTER = Person(name="Exercise Porter Ülo Näkk")
END = day(25)


def minute(moment: datetime) -> When:
    return When(start=moment, end=moment, precision=TimePrecision.MINUTE, anchor="given")


def judged(desk: Sitting, came: Came, **more: Any) -> Outcome:
    given = {"because": "I read all of it.", "by": OFFICER, "at": END, "required": False, **more}
    return judge(desk.incident(told.WARNED).id, came=came, book=desk.book, **given)


def lead(found: Hindsight, whom: str) -> Lead:
    return next(each for each in found.leads if each.recipient == whom)


def looked(desk: Sitting, *, at: datetime = END) -> Hindsight:
    return of_incident(desk.incident(told.WARNED).id, book=desk.book, at=at)


@pytest.fixture
def warned(desk: Sitting) -> Notice:
    """The hall was warned on the seventh at noon, and its porter answered a quarter of an hour later."""
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 12), by=Postbox())
    acknowledge(notice, book=desk.book, by=PORTER, because="by telephone", at=day(7, 12) + timedelta(minutes=15))
    return notice


@pytest.mark.usefixtures("warned")
def test_whoever_answered_before_it_began_had_it_by_so_long(desk: Sitting) -> None:
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(7, 20)))
    hall = lead(looked(desk), "hall")
    assert (hall.heard, hall.told) == (Heard.TOLD, day(7, 12) + timedelta(minutes=15))
    assert hall.least == hall.most == timedelta(hours=7, minutes=45).total_seconds()
    assert "7 h 45 min before it began" in hall.because


def test_whoever_never_answered_is_not_called_told(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.warned("hall", at=day(7, 12), by=Postbox())
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(7, 20)))
    hall = lead(looked(desk), "hall")
    assert (hall.heard, hall.told) == (Heard.PERHAPS, None)
    assert "nobody had answered" in hall.because


def test_what_one_of_our_own_put_down_makes_nobody_told(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 12), by=Postbox())
    acknowledge(notice, book=desk.book, by=APPROVER, because="they said so", at=day(7, 13))
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(7, 20)))
    assert lead(looked(desk), "hall").heard is Heard.PERHAPS


def test_an_answer_after_it_began_is_no_warning_in_time(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 12), by=Postbox(answer=Delivery.FAILED))
    acknowledge(notice, book=desk.book, by=PORTER, because="by telephone", at=day(7, 21))
    judged(desk, Came.MISSED, began=minute(day(7, 20)))
    hall = lead(looked(desk), "hall")
    assert hall.heard is Heard.NOT_TOLD
    assert hall.because == "warned 1 h 00 min after it began"
    assert looked(desk).against == ()


@pytest.mark.usefixtures("warned")
def test_of_a_day_without_an_hour_no_more_is_said_than_holds_in_every_zone(desk: Sitting) -> None:
    judged(desk, Came.IN_THE_WINDOW, began=on(date(2024, 3, 7)))
    hall = lead(looked(desk), "hall")
    assert (hall.heard, hall.least) == (None, None)
    assert "not known" in hall.because
    judged(desk, Came.LATE, began=on(date(2024, 3, 22)), at=END + timedelta(minutes=1))
    hall = lead(looked(desk, at=END + timedelta(minutes=1)), "hall")
    assert hall.least is not None
    assert hall.most is not None
    told_at = day(7, 12) + timedelta(minutes=15)
    for hours in (14, 3, 0, -12):  # whichever zone that day was
        began = datetime(2024, 3, 22, tzinfo=timezone(timedelta(hours=hours)))
        assert hall.least <= (began - told_at).total_seconds() <= hall.most
    assert "at least 14 days" in hall.because


def test_a_warning_that_had_run_out_is_told_as_that(desk: Sitting, warned: Notice) -> None:
    judged(desk, Came.IN_THE_WINDOW, began=minute(warned.expires + timedelta(days=13)))
    found = looked(desk)
    assert lead(found, "hall").held is False
    assert "the last had run out 13 days 0 h before" in lead(found, "hall").because
    assert "no warning of ours that had gone out held when it began" in found.against


def test_late_is_said_against_where_our_warning_still_held(desk: Sitting, warned: Notice) -> None:
    judged(desk, Came.LATE, began=minute(warned.expires - timedelta(hours=1)))
    assert "our warning to hall still held when it began" in looked(desk).against


@pytest.mark.usefixtures("warned")
def test_missed_is_said_against_where_somebody_had_our_warning(desk: Sitting) -> None:
    judged(desk, Came.MISSED, began=minute(day(7, 20)))
    assert any("had gone out to hall" in words for words in looked(desk).against)


@pytest.mark.usefixtures("warned")
def test_when_it_began_is_read_off_what_came(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(23))
    made = judged(desk, Came.LATE, event=desk.incident(told.HAPPENED).id)
    assert made.began is not None
    assert made.began.first_day == date(2024, 3, 22)
    found = looked(desk)
    assert found.event == desk.incident(told.HAPPENED)
    assert found.against == ()


@pytest.mark.usefixtures("warned")
def test_what_is_only_feared_is_said_not_to_have_come(desk: Sitting) -> None:
    desk.take(told.ELSEWHERE, at=day(8))
    judged(desk, Came.ELSEWHERE, event=desk.incident(told.ELSEWHERE).id, began=minute(day(9)))
    assert any("no report that stands tells" in words for words in looked(desk).against)


@pytest.mark.usefixtures("warned")
def test_what_was_taken_back_since_is_said_not_to_have_come(desk: Sitting) -> None:
    report = desk.take(told.HAPPENED, at=day(23))
    judged(desk, Came.LATE, event=desk.incident(told.HAPPENED).id)
    assert looked(desk).against == ()
    desk.correct(report, at=day(24))
    assert any("no report that stands tells" in words for words in looked(desk).against)


def test_whoever_answers_for_a_notice_to_the_public_has_nobody_else_told(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), at=day(7, 12))
    alert = next(n for n in desk.notices(decision) if n.recipient == "public")
    desk.approve(alert, at=day(7, 12, 1))
    desk.send(Postbox(), at=day(7, 12, 2))
    acknowledge(alert, book=desk.book, by=PORTER, because="by telephone", at=day(7, 13))
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(7, 20)))
    public = lead(looked(desk), "public")
    assert (public.heard, public.told) == (Heard.PERHAPS, None)
    judged(desk, Came.AVERTED, at=END + timedelta(hours=1))
    assert lead(looked(desk, at=END + timedelta(hours=1)), "public").heard is Heard.PERHAPS


@pytest.mark.usefixtures("warned")
def test_another_day_than_the_reports_have_is_said_against(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(23))
    judged(desk, Came.LATE, event=desk.incident(told.HAPPENED).id, began=on(date(2024, 3, 12)))
    assert "by the reports it was on 22 March 2024" in looked(desk).against


@pytest.mark.parametrize(
    ("came", "more", "what"),
    [
        (Came.LATE, {}, "does not say when it began"),
        (Came.MISSED, {"began": minute(day(26))}, "after now"),
        (Came.AVERTED, {"began": minute(day(7, 20))}, "began at no time"),
        (Came.FALSE_ALARM, {"because": " - "}, "not said why"),
    ],
)
@pytest.mark.usefixtures("warned")
def test_what_cannot_be_is_refused_and_nothing_is_put_down(
    desk: Sitting, came: Came, more: dict[str, Any], what: str
) -> None:
    with pytest.raises(NotAllowed, match=what):
        judged(desk, came, **more)
    assert not desk.book.all(Outcome)


def test_of_what_did_not_come_nothing_is_said_of_when_it_began(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 12), by=Postbox())
    judged(desk, Came.AVERTED)
    assert (lead(looked(desk), "hall").heard, lead(looked(desk), "school").heard) == (Heard.PERHAPS, Heard.NOT_TOLD)
    acknowledge(notice, book=desk.book, by=PORTER, because="by telephone", at=day(7, 13))
    hall = lead(looked(desk), "hall")
    assert (hall.heard, hall.least) == (Heard.TOLD, None)
    assert hall.because == "answered for our warning; it did not come"
    judged(desk, Came.UNKNOWN, at=END + timedelta(hours=1))
    assert "whether it came is not known" in lead(looked(desk, at=END + timedelta(hours=1)), "hall").because


@pytest.mark.usefixtures("warned")
def test_nothing_comes_of_a_false_alarm(desk: Sitting) -> None:
    desk.take(told.HAPPENED, at=day(23))
    with pytest.raises(NotAllowed, match="nothing comes"):
        judged(desk, Came.FALSE_ALARM, event=desk.incident(told.HAPPENED).id)


@pytest.mark.usefixtures("warned")
def test_only_a_person_judges(desk: Sitting) -> None:
    with pytest.raises(NotAllowed, match="only a person"):
        judged(desk, Came.FALSE_ALARM, by=PROGRAM)


def test_that_a_warning_ran_out_judges_nothing_and_asks_for_a_word(desk: Sitting, warned: Notice) -> None:
    assert not looked(desk, at=day(7, 13)).ready
    found = looked(desk, at=warned.expires + timedelta(minutes=1))
    assert (found.outcome, found.ready) == (None, True)
    (tally,) = tallies([found])
    assert (tally.unjudged, tally.false_alarms, tally.hits) == (1, 0, 0)


@pytest.mark.usefixtures("warned")
def test_judging_opens_and_closes_no_duty_and_changes_no_grade(desk: Sitting) -> None:
    before = desk.book.docket.clocks(), desk.book.all(DutyProposal), desk.book.all(Grade)
    judged(desk, Came.FALSE_ALARM)
    assert (desk.book.docket.clocks(), desk.book.all(DutyProposal), desk.book.all(Grade)) == before


def test_the_last_word_counts_and_the_first_stays_on_record(kept: Sitting) -> None:
    kept.take(told.WARNED, at=day(7))
    kept.warned("hall", at=day(7, 12), by=Postbox())
    judged(kept, Came.FALSE_ALARM)
    judged(kept, Came.AVERTED, at=END + timedelta(hours=1), because="Arrests, we hear now.")
    found = looked(kept, at=END + timedelta(hours=1))
    assert found.outcome is not None
    assert found.outcome.came is Came.AVERTED
    before = looked(kept).outcome
    assert before is not None
    assert before.came is Came.FALSE_ALARM, "as it stood before the second word"
    assert isinstance(kept.book, Casebook)
    assert sum(1 for e in kept.book.entries() if e.kind == "outcome") == 2


def test_the_reason_lies_apart_and_is_read_where_it_is_shown(kept: Sitting) -> None:
    kept.take(told.WARNED, at=day(7))
    made = judged(kept, Came.AVERTED, because="Ülo Näkk heard them call it off.")
    assert APART.fullmatch(made.because)
    found = looked(kept)
    assert found.outcome == made
    assert found.because == "Ülo Näkk heard them call it off."
    told_ = [words for _, words in lines(why(kept.incident(told.WARNED), book=kept.book))]
    assert any("averted" in words and "Ülo Näkk heard" in words for words in told_)
    (line,) = lines_of(made, book=kept.book)
    assert line[0] == "decided"
    assert "averted: Ülo Näkk heard" in line[1]


@pytest.mark.usefixtures("warned")
def test_whoever_judges_is_one_of_our_own(desk: Sitting) -> None:
    judged(desk, Came.FALSE_ALARM, by=PORTER)
    assert PORTER.name in desk_of(desk.book)


def test_whoever_ruled_that_nobody_is_warned_is_named(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.rule(desk.duty("hall"), NoDuty(criterion="impending", justification="not soon"), at=day(7, 12))
    judged(desk, Came.MISSED, began=minute(day(8, 20)))
    found = looked(desk)
    assert lead(found, "hall").because == f"{OFFICER.name} ruled not to warn"
    assert lead(found, "school").because == "nobody ruled, and no warning was drawn up"
    assert {each.heard for each in found.leads} == {Heard.NOT_TOLD}


@pytest.mark.usefixtures("warned")
def test_all_dangers_are_listed_with_those_that_nobody_judged(desk: Sitting) -> None:
    desk.take(told.ELSEWHERE, at=day(8))
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(7, 20)))
    found = of_all(book=desk.book, at=END)
    assert {h.incident.id for h in found} == {desk.incident(s).id for s in (told.WARNED, told.ELSEWHERE)}
    (tally,) = tallies(found)
    assert (tally.exercise, tally.hits, tally.open + tally.unjudged) == (True, 1, 1)


def test_a_danger_that_was_closed_waits_for_a_word(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    close(
        desk.incident(told.WARNED).id,
        because="they were all arrested",
        book=desk.book,
        by=OFFICER,
        at=day(8),
        required=False,
    )
    (found,) = of_all(book=desk.book, at=day(9))
    assert found.ready


def counted(**more: int) -> list[str]:
    none = dict.fromkeys(("hits", "close", "misses", "false_alarms", "averted", "unknown", "unjudged", "open"), 0)
    return list(shown.counted([Tally(exercise=False, **{**none, **more})], ()))


def test_the_measures_are_the_weather_services_and_never_a_share_without_its_counts() -> None:
    said = "\n".join(counted(hits=3, close=1, misses=1, false_alarms=2, averted=4, unknown=1, unjudged=1))
    assert "probability of detection: 3 of 5, or 4 with those late or elsewhere" in said
    assert "false alarm ratio: 2 of 6, or 3 with those late or elsewhere" in said
    assert "critical success index: 3 of 7, or 4 with those late or elsewhere" in said
    assert "counted in no measure: 4 averted, 1 not known, 1 not judged, 0 that may still come" in said
    assert "so few say little" in said


def test_what_was_averted_is_no_false_alarm() -> None:
    said = counted(hits=1, averted=9)
    assert any("false alarm ratio: 0 of 1" in line for line in said)


def test_nothing_judged_gives_no_measure() -> None:
    assert len(counted(unjudged=5)) == 1


@pytest.mark.usefixtures("warned")
def test_a_table_says_who_judged_and_what_speaks_against_it(desk: Sitting) -> None:
    judged(desk, Came.MISSED, began=minute(day(7, 20)), because="Nobody heard us.")
    (row,) = shown.dangers((looked(desk),), at=END).rows
    words = " ".join(cell.words for field in row.fields for cell in field)
    assert OFFICER.name in words
    assert "Nobody heard us." in words
    assert "OUR RECORD SAYS OTHERWISE: our warning had gone out to hall" in words


def test_an_outcome_says_when_it_began_if_and_only_if_it_came() -> None:
    made = Outcome(incident="i", came=Came.UNKNOWN, because="x", by=OFFICER, at=END)
    with pytest.raises(ValueError, match="began at some time"):
        replace(made, came=Came.LATE)


def test_a_warning_that_was_extended_and_then_taken_back_holds_no_longer(desk: Sitting, warned: Notice) -> None:
    _, newer = extend(
        warned, until=day(12), because="not over", book=desk.book, office=desk.office, by=OFFICER, at=day(8, 8)
    )
    desk.approve(newer, at=day(8, 9))
    desk.send(Postbox(), at=day(8, 9, 5))
    judged(desk, Came.IN_THE_WINDOW, began=minute(day(9, 20)))
    assert lead(looked(desk), "hall").held is True, "by what was extended"
    cancel(newer, because="they were caught", book=desk.book, office=desk.office, by=OFFICER, at=day(8, 10))
    found = looked(desk)
    assert lead(found, "hall").held is False
    assert "the last had been taken back 34 h 00 min before" in lead(found, "hall").because
    assert "no warning of ours that had gone out held when it began" in found.against

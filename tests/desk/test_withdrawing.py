"""A notice whose ruling fell before it went out: nobody has it, and whoever takes it back leaves nothing to do."""

from typing import Any

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER
from tests.sitting import Postbox, Sitting
from tocsin.desk.withdrawing import withdraw
from tocsin.model import Cancellation, NoDuty, NotAllowed, Notice, Task


def fallen(desk: Sitting, *, sent: bool = False) -> Notice:
    """The briefing to the hall, approved at two o'clock; at three its ruling is replaced by a finding of no duty."""
    desk.take(told.WARNED, at=day(7))
    duty = desk.duty("hall")
    notice = desk.briefing(desk.rule(duty, at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    if sent:
        desk.send(Postbox(), at=day(7, 14))
    desk.rule(duty, NoDuty(criterion="credible", justification="a hoax"), at=day(7, 15))
    return notice


def taken_off(desk: Sitting, notice: Notice, *, because: str = "a hoax") -> Cancellation | None:
    given: dict[str, Any] = {"book": desk.book, "office": desk.office, "by": OFFICER, "at": day(7, 16)}
    return withdraw(notice, because=because, **given)


def recalls(desk: Sitting) -> list[str]:
    return [c.about for c in desk.book.docket.clocks() if c.task is Task.RECALL]


def test_what_never_went_out_is_taken_off_the_list_and_tells_nobody(desk: Sitting) -> None:
    notice = fallen(desk)
    assert notice.id in recalls(desk)
    before = len(desk.book.all(Notice))
    assert taken_off(desk, notice)
    assert notice.id not in recalls(desk)
    assert len(desk.book.all(Notice)) == before
    assert taken_off(desk, notice) is None


def test_what_went_out_is_not_taken_off_in_silence(desk: Sitting) -> None:
    assert taken_off(desk, fallen(desk, sent=True)) is None


def test_a_warning_whose_ruling_stands_is_not_stopped_this_way(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    assert taken_off(desk, notice) is None


def test_a_reason_is_given(desk: Sitting) -> None:
    notice = fallen(desk)
    with pytest.raises(NotAllowed, match="no reason"):
        taken_off(desk, notice, because=" ")

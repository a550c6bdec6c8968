"""What readers are left holding: whoever has our text hears of its end, and nothing goes out that was taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import THIRD, approve, cancel, extend, sent, state
from tests.scene import OFFICER, entry, policy, register
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin.desk import noticing, sending, versions
from tocsin.dispatch import Terms
from tocsin.model import (
    Contact,
    Delivery,
    DutyProposal,
    NoDuty,
    NotAllowed,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Tlp,
    digest,
)

HOUR = timedelta(hours=1)
NOT = NoDuty(criterion="credible", justification="It was a hoax.")


def hall(desk: Sitting) -> DutyProposal:
    """The duty to the hall, ruled on or not."""
    return next(p for p in desk.book.all(DutyProposal) if p.protected == "hall")


# ---- nothing is approved or sent that was taken back


def test_no_later_version_of_what_was_cancelled_is_approved(desk: Sitting) -> None:
    """It was drawn up before, and would warn on after the word that nothing holds."""
    notice = sent(desk)
    longer = extend(desk, notice, until=notice.expires + 24 * HOUR, at=day(8))
    cancel(desk, notice, at=day(8, 13))
    with pytest.raises(NotAllowed, match="Vera Lind cancelled it: it was a hoax"):
        approve(desk, longer, at=day(8, 14))
    assert state(desk, longer, day(8, 14)) is NoticeState.CANCELLED
    assert longer.id not in {c.about for c in desk.book.docket.clocks()}


def test_a_later_version_that_nobody_has_yet_does_not_keep_the_first_from_being_cancelled(desk: Sitting) -> None:
    """The mail server is down: readers hold the first, and the second waits in the queue."""
    notice = sent(desk)
    longer = extend(desk, notice, until=notice.expires + 24 * HOUR, at=day(8))
    approve(desk, longer, at=day(8, 13))
    with pytest.raises(NotAllowed, match=rf"it never went out.*\n  cancel {notice.id[:12]}, which did"):
        cancel(desk, longer, at=day(8, 14))
    word = cancel(desk, notice, at=day(8, 14))
    approve(desk, word, at=day(8, 14, 10))
    box = Postbox()
    desk.send(box, at=day(8, 15))
    assert [n.id for n, _, _ in box.sent] == [word.id]


def test_a_newer_warning_that_was_stopped_before_it_went_out_takes_no_place(desk: Sitting) -> None:
    notice = sent(desk)
    again = desk.briefing(desk.rule(hall(desk), at=day(8)))
    approve(desk, again, at=day(8, 13))
    desk.rule(hall(desk), NOT, at=day(8, 14))
    assert again.recipient == notice.recipient
    assert versions.newer(notice, book=desk.book) is None
    word = cancel(desk, notice, at=day(8, 15))
    approve(desk, word, at=day(8, 16))
    box = Postbox()
    desk.send(box, at=day(8, 17))
    assert [n.id for n, _, _ in box.sent] == [word.id]
    assert not {c.about for c in desk.book.docket.clocks()} & {notice.id, again.id, word.id}


def alerts(desk: Sitting) -> tuple[Notice, Notice]:
    """Two alerts about one incident, drawn up for two entries before either went out."""
    desk.take(told.WARNED, at=day(7))
    made = []
    for whom, until in (("hall", day(9)), ("school", day(10))):
        decision = desk.rule(desk.duty(whom), at=day(7, 13), until=until)
        made.append(next(n for n in desk.notices(decision) if n.kind is NoticeKind.ALERT))
    return made[0], made[1]


def test_an_alert_that_a_cancellation_names_is_cancelled_in_our_record_too(desk: Sitting) -> None:
    first, second = alerts(desk)
    for each in (first, second):
        approve(desk, each, at=day(7, 14))
    desk.send(Postbox(name="folder", answer=Delivery.FAILED), at=day(7, 15))
    longer = extend(desk, second, until=day(12), at=day(7, 15, 10))
    word = cancel(desk, first, at=day(7, 15, 20))
    assert {second.identifier} <= {r.split(",")[1] for r in word.references}
    assert state(desk, second, day(7, 16)) is NoticeState.CANCELLED
    approve(desk, word, at=day(7, 16))
    box = Postbox(name="folder")
    desk.send(box, at=day(7, 20))
    assert {n.id for n, _, _ in box.sent} == {word.id}, "the second is not tried again after the word that it is over"
    with pytest.raises(NotAllowed, match="cancelled it"):
        approve(desk, longer, at=day(7, 21))


def test_an_update_of_an_alert_that_was_cancelled_meanwhile_is_not_approved(desk: Sitting) -> None:
    alert = sent(desk, kind=NoticeKind.ALERT)
    again = desk.rule(desk.duty("school"), at=day(8), until=day(12))
    update = next(n for n in desk.notices(again) if n.kind is NoticeKind.ALERT)
    assert alert.identifier in update.references[0]
    cancel(desk, alert, at=day(8, 13))
    with pytest.raises(NotAllowed, match=r"it updates alert .*, which Exercise Officer Vera Lind cancelled since"):
        approve(desk, update, at=day(8, 14))


# ---- whoever was sent it hears of its end

TWO = (Contact(channel="mail", address="first@hall.example"), Contact(channel="mail", address="second@hall.example"))
TERMS = Terms(escalate=timedelta(minutes=10))


def rung(at: Sitting) -> tuple[Sitting, Notice]:
    """A briefing that is to ring two contacts of the hall, one after the other, and has rung the first."""
    desk = Sitting(book=at.book, office=office(register=register(entry("hall", contacts=TWO, clearance=Tlp.AMBER))))
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    approve(desk, notice, at=day(7, 13, 30))
    assert [c for _, c, _ in out(desk, at=day(7, 13, 31))] == [TWO[0]]
    return desk, notice


def out(desk: Sitting, *, at: datetime) -> list[tuple[Notice, Contact, object]]:
    """What goes out at a moment."""
    box = Postbox()
    list(sending.dispatch(desk.book, channels={"mail": box}, at=at, holder="sitting", terms=TERMS))
    return list(box.sent)


@pytest.mark.parametrize("how", ["extend", "cancel", "rule"])
def test_everybody_who_was_rung_hears_the_next_word_at_once(kept: Sitting, how: str) -> None:
    """Not only the first, whose answer would keep the second from ever hearing that it is over."""
    desk, notice = rung(kept)
    assert [c for _, c, _ in out(desk, at=day(7, 13, 50))] == [TWO[1]]
    if how == "rule":
        made = desk.briefing(desk.rule(hall(desk), at=day(8)))
    elif how == "extend":
        made = extend(desk, notice, until=notice.expires + 24 * HOUR, at=day(8))
    else:
        made = cancel(desk, notice, at=day(8))
    approve(desk, made, at=day(8, 13))
    assert {(n.id, c) for n, c, _ in out(desk, at=day(8, 14))} == {(made.id, c) for c in TWO}


def test_whoever_was_never_rung_need_not_hear_that_it_is_over(kept: Sitting) -> None:
    desk, notice = rung(kept)
    word = cancel(desk, notice, at=day(7, 13, 32))
    assert len(word.contacts) == 1
    approve(desk, word, at=day(7, 13, 40))
    assert [c for _, c, _ in out(desk, at=day(7, 14))] == [TWO[0]]
    assert out(desk, at=day(7, 15)) == []


def test_the_word_names_every_version_that_somebody_holds(desk: Sitting) -> None:
    notice = sent(desk)
    longer = extend(desk, notice, until=notice.expires + 24 * HOUR, at=day(8))
    approve(desk, longer, at=day(8, 13))
    desk.send(Postbox(answer=Delivery.FAILED), at=day(8, 14))
    word = cancel(desk, longer, at=day(8, 15))
    assert f"This cancels notice {longer.identifier} and notice {notice.identifier}." in word.body


# ---- nobody approves their own, by whatever door


def test_of_two_who_extend_one_notice_neither_approves_their_own(desk: Sitting) -> None:
    """The second extension takes the first one's place, and whoever asked for it does not approve it either."""
    notice = sent(desk)
    mine = extend(desk, notice, until=notice.expires + 2 * HOUR, at=day(8))
    with pytest.raises(NotAllowed, match="asked for it"):
        approve(desk, mine, by=OFFICER, at=day(8, 13))
    hers = noticing.extend(
        notice, until=notice.expires + 9 * HOUR, because="longer still", book=desk.book, office=desk.office, by=THIRD,
        at=day(8),
    )[1]  # fmt: skip
    assert mine.identifier != hers.identifier
    with pytest.raises(NotAllowed, match="asked for it"):
        approve(desk, hers, by=THIRD, at=day(8, 13))
    with pytest.raises(NotAllowed, match="took its place"):
        approve(desk, mine, by=THIRD, at=day(8, 13))
    approve(desk, hers, by=APPROVER, at=day(8, 14))


@pytest.mark.parametrize(
    "spelled",
    [
        "exercise officer vera lind",
        "Exercise  Officer Vera Lind",
        "Exercise Officer Vera-Lind",
        "Exercise Officer Véra Lind",
    ],
)
def test_nobody_becomes_another_by_spelling_their_name_otherwise(desk: Sitting, spelled: str) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    with pytest.raises(NotAllowed, match="ruled on it"):
        approve(desk, notice, by=Person(name=spelled), at=day(7, 14))


def test_one_person_in_two_spellings_is_not_two_approvers() -> None:
    desk = Sitting(office=office(policies=(replace(policy(*TESTS), approvers=2),)))
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    approve(desk, notice, at=day(7, 14))
    approve(desk, notice, by=Person(name=APPROVER.name.upper()), at=day(7, 14, 5))
    assert not versions.released(notice, book=desk.book)
    assert notice.id in {c.about for c in desk.duties() and desk.book.docket.clocks()}


def test_whoever_approved_does_not_submit_it_afterwards(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    approve(desk, notice, at=day(7, 14))
    with pytest.raises(NotAllowed, match="approved it, and nobody approves their own"):
        noticing.submit(notice, read=digest(notice.body), book=desk.book, by=APPROVER, at=day(7, 15), required=False)


def test_a_clock_that_was_put_back_makes_no_version_older_than_the_first(desk: Sitting) -> None:
    notice = sent(desk, box=Postbox(answer=Delivery.FAILED))
    word = cancel(desk, notice, at=notice.sent - HOUR)
    assert word.sent > notice.sent
    approve(desk, word, at=day(7, 14, 1))
    box = Postbox()
    desk.send(box, at=day(7, 20))
    assert [n.id for n, _, _ in box.sent] == [word.id]

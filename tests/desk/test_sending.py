"""Getting a notice out: the text that was read is approved, attempted, answered for, and acknowledged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.sitting import APPROVER, Postbox, Sitting
from tocsin.casebook import Act
from tocsin.desk import noticing, sending
from tocsin.desk.disclosing import disclosures
from tocsin.desk.dossier import dossier
from tocsin.dispatch import Sent
from tocsin.model import (
    Approval,
    Attempt,
    Contact,
    Delivery,
    NotAllowed,
    Notice,
    Person,
    Receipt,
    digest,
)

MINUTE = timedelta(minutes=1)


def drawn(desk: Sitting, whom: str = "hall") -> Notice:
    """A briefing to somebody, drawn up at one o'clock on the seventh."""
    desk.take(told.WARNED, at=day(7))
    return desk.briefing(desk.rule(desk.duty(whom), at=day(7, 13)))


def test_only_the_text_that_was_read_is_approved(desk: Sitting) -> None:
    notice = drawn(desk)
    with pytest.raises(NotAllowed, match="show it again, then approve"):
        noticing.approve(
            notice, read=digest("another text"), book=desk.book, by=APPROVER, at=day(7, 14), office=desk.office
        )
    assert desk.book.all(Approval) == ()
    approval = noticing.approve(
        notice, read=digest(notice.body), book=desk.book, by=APPROVER, at=day(7, 14), office=desk.office
    )
    assert (approval.body, approval.by) == (digest(notice.body), APPROVER)


def test_what_nobody_approved_is_not_sent(desk: Sitting) -> None:
    drawn(desk)
    box = Postbox()
    assert sending.outstanding(desk.book, at=day(7, 14)) == ()
    assert desk.send(box, at=day(7, 14)) == ()
    assert box.sent == []


def test_the_attempt_is_on_record_before_and_the_receipt_after(desk: Sitting) -> None:
    notice = drawn(desk)
    desk.approve(notice, at=day(7, 14))
    seen: list[tuple[int, int]] = []

    class Watching(Postbox):
        def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
            seen.append((len(desk.book.all(Attempt)), len(desk.book.all(Receipt))))
            return super().send(notice, contact=contact, attempt=attempt)

    (receipt,) = desk.send(Watching(), at=day(7, 15))
    assert seen == [(1, 0)]
    (attempt,) = desk.book.all(Attempt)
    assert (receipt.attempt, receipt.outcome) == (attempt.id, Delivery.ACCEPTED)
    assert (attempt.number, attempt.contact) == (1, notice.contacts[0])


class Stopping(Postbox):
    """A channel under which the dispatcher dies, after the message is out."""

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """Send, and die."""
        super().send(notice, contact=contact, attempt=attempt)
        raise KeyboardInterrupt


def test_who_dies_while_sending_leaves_an_unknown_that_is_made_again_under_the_same_key(desk: Sitting) -> None:
    notice = drawn(desk)
    desk.approve(notice, at=day(7, 14))
    with pytest.raises(KeyboardInterrupt):
        desk.send(Stopping(), at=day(7, 15))
    ((attempt, outcome, receipt),) = sending.delivery(desk.book, notice)
    assert (attempt.number, outcome, receipt) == (1, Delivery.UNKNOWN, None)
    box = Postbox()
    assert desk.send(box, at=day(7, 15) + 4 * MINUTE) == (), "its lease holds still"
    assert desk.send(box, at=day(7, 15) + 6 * MINUTE) == (), "its lease ran out, and a pause begins"
    (first,) = desk.book.all(Receipt)
    assert (first.outcome, "token 1" in first.because) == (Delivery.UNKNOWN, True)
    desk.send(box, at=day(7, 16))
    assert [o for _, o, _ in sending.delivery(desk.book, notice)] == [Delivery.UNKNOWN, Delivery.ACCEPTED]
    assert [(a.number, a.key) for _, _, a in box.sent] == [(2, attempt.key)]


def test_what_failed_is_tried_again_with_the_next_number(desk: Sitting) -> None:
    notice = drawn(desk)
    desk.approve(notice, at=day(7, 14))
    box = Postbox(answer=Delivery.FAILED)
    assert [r.outcome for r in desk.send(box, at=day(7, 15))] == [Delivery.FAILED]
    box.answer = Delivery.ACCEPTED
    assert [r.outcome for r in desk.send(box, at=day(7, 16))] == [Delivery.ACCEPTED]
    assert [a.number for _, _, a in box.sent] == [1, 2]
    assert [o for _, o, _ in sending.delivery(desk.book, notice)] == [Delivery.FAILED, Delivery.ACCEPTED]
    assert desk.send(box, at=day(7, 17)) == ()


@pytest.mark.parametrize("answer", [Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.REFUSED])
def test_whatever_else_comes_back_is_not_tried_again_by_itself(desk: Sitting, answer: Delivery) -> None:
    notice = drawn(desk)
    desk.approve(notice, at=day(7, 14))
    box = Postbox(answer=answer)
    desk.send(box, at=day(7, 15))
    assert desk.send(box, at=day(7, 16)) == ()
    ((_, outcome, _),) = sending.delivery(desk.book, notice)
    assert outcome is answer


def test_one_that_fails_is_asked_once_a_run(desk: Sitting) -> None:
    desk.approve(drawn(desk), at=day(7, 14))
    box = Postbox(answer=Delivery.FAILED)
    assert len(desk.send(box, at=day(7, 15))) == 1


def test_a_channel_that_the_desk_lacks_is_a_failure_that_says_so(desk: Sitting) -> None:
    desk.approve(drawn(desk), at=day(7, 14))
    (receipt,) = desk.send(Postbox(name="folder"), at=day(7, 15))
    assert receipt.outcome is Delivery.FAILED
    assert receipt.because == "this desk has no channel called mail"


def test_every_contact_is_tried(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    for whom, box in (("hall", Postbox()), ("school", Postbox(name="folder"))):
        notice = desk.warned(whom, at=day(7, 13), by=box)
        assert [c.address for _, c, _ in box.sent] == [desk.book.told(c.address) for c in notice.contacts]
        assert f"{whom}" in box.sent[0][1].address


def test_what_expired_is_neither_approved_nor_sent(desk: Sitting) -> None:
    notice = drawn(desk)
    desk.approve(notice, at=day(7, 14))
    assert sending.outstanding(desk.book, at=notice.expires - MINUTE)
    assert sending.outstanding(desk.book, at=notice.expires) == ()
    with pytest.raises(NotAllowed, match="rule again to draw up another"):
        desk.approve(notice, at=notice.expires)


def test_an_acknowledgement_stands_over_what_a_server_said(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    receipt = sending.acknowledge(notice, book=desk.book, by=APPROVER, because="by telephone", at=day(7, 15))
    assert (receipt.outcome, receipt.by, receipt.because) == (Delivery.ACKNOWLEDGED, APPROVER, "by telephone")
    ((_, outcome, last),) = sending.delivery(desk.book, notice)
    assert (outcome, last) == (Delivery.ACKNOWLEDGED, receipt)
    assert {r.outcome for r in desk.book.all(Receipt)} == {Delivery.ACCEPTED, Delivery.ACKNOWLEDGED}


def test_a_second_answer_stands_beside_the_first_and_the_first_is_what_counts(desk: Sitting) -> None:
    """The hall answered, and an hour later its guard did: who knew first, and that both did, is not lost."""
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    hall, guard = Person(name="Exercise Hall"), Person(name="Exercise Guard")
    for who, hour in ((hall, 15), (guard, 16), (guard, 17)):
        sending.acknowledge(notice, book=desk.book, by=who, because="by telephone", at=day(7, hour))
    answers = [r for r in desk.book.all(Receipt) if r.outcome is Delivery.ACKNOWLEDGED]
    assert [(r.by, r.at) for r in answers] == [(hall, day(7, 15)), (guard, day(7, 16)), (guard, day(7, 17))]
    ((_, _, known),) = sending.delivery(desk.book, notice)
    assert known == answers[0]
    rows = disclosures(notice.incident, book=desk.book, at=day(7, 18)).rows
    assert {(r.by, r.known) for r in rows if r.recipient == "hall"} == {(hall, day(7, 15))}
    (slot,) = desk.book.outbox.slots(notice.id)
    assert (slot.outcome, slot.since, slot.live) == (Delivery.ACKNOWLEDGED, day(7, 15), False)
    shown = str(dossier(desk.book, office=desk.office, at=day(7, 18)))
    assert "by Exercise Hall" in shown
    assert "by Exercise Guard" in shown


def test_what_a_server_says_twice_of_one_attempt_is_one_receipt(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.warned("hall", at=day(7, 13), by=Postbox())
    (accepted,) = desk.book.all(Receipt)
    again = replace(accepted, because="once more", at=day(7, 15))
    desk.book.record(Act(kind="receipt", subject=accepted.attempt, words=(again,), by=again.by, at=again.at))
    assert [r.because for r in desk.book.all(Receipt)] == ["once more"]
    assert len(sending.delivery(desk.book, notice)) == 1


def test_what_somebody_acknowledged_is_not_sent_again_though_it_failed(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    box = Postbox(answer=Delivery.FAILED)
    notice = desk.warned("hall", at=day(7, 13), by=box)
    sending.acknowledge(notice, book=desk.book, by=APPROVER, because="by telephone", at=day(7, 15))
    assert desk.send(box, at=day(7, 16)) == ()


def test_what_was_never_sent_cannot_be_acknowledged(desk: Sitting) -> None:
    notice = drawn(desk)
    with pytest.raises(NotAllowed, match="it is not approved, and nothing goes out before: tocsin approve"):
        sending.acknowledge(notice, book=desk.book, by=APPROVER, because="he saw it", at=day(7, 15))
    desk.approve(notice, at=day(7, 15))
    with pytest.raises(NotAllowed, match="tocsin dispatch sends it"):
        sending.acknowledge(notice, book=desk.book, by=APPROVER, because="he saw it", at=day(7, 15))
    with pytest.raises(NotAllowed, match="it is expired, and is not sent any more"):
        sending.acknowledge(notice, book=desk.book, by=APPROVER, because="he saw it", at=notice.expires)


def test_a_notice_of_a_superseded_ruling_is_not_sent(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    notice = desk.briefing(desk.rule(proposal, at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    again = desk.briefing(desk.rule(proposal, at=day(7, 15)))
    desk.approve(again, at=day(7, 16))
    box = Postbox()
    desk.send(box, at=day(7, 17))
    assert [n.id for n, _, _ in box.sent] == [again.id]


def test_two_senders_never_take_one_contact(kept: Sitting) -> None:
    kept.approve(drawn(kept), at=day(7, 14))
    outer, inner = Postbox(), Postbox()

    class Interrupted(Postbox):
        def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
            tuple(sending.dispatch(kept.book, channels={"mail": inner}, at=day(7, 15) + MINUTE))
            return outer.send(notice, contact=contact, attempt=attempt)

    kept.send(Interrupted(), at=day(7, 15))
    assert (len(outer.sent), inner.sent) == (1, [])


def test_each_step_of_sending_is_one_entry(kept: Sitting) -> None:
    kept.take(told.WARNED, at=day(7))
    notice = kept.warned("hall", at=day(7, 13), by=Postbox())
    sending.acknowledge(notice, book=kept.book, by=APPROVER, because="by telephone", at=day(7, 15))
    kinds = [e.kind for e in kept.book.entries()]  # type: ignore[attr-defined]
    assert kinds[-6:] == ["ruling", "notice", "approval", "attempt", "receipt", "receipt"]


def test_nothing_is_sent_until_it_is_asked_for(desk: Sitting) -> None:
    desk.approve(drawn(desk), at=day(7, 14))
    box = Postbox()
    asked = sending.dispatch(desk.book, channels={"mail": box}, at=day(7, 15))
    assert isinstance(asked, Iterator)
    assert (desk.book.all(Attempt), box.sent) == ((), [])

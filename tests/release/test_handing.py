"""One notice on its way, at the edges: the very text, the very moment, and what a later word does to an earlier one."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.release.notices import HALL, WARNED, drawn
from tests.scene import AT
from tocsin.model import Approval, Attempt, Contact, Delivery, Person, Program, Receipt, digest
from tocsin.release.handing import Handed, Post, fared_with, until

WARDEN, MACHINE = Person(name="Exercise Warden Ada Pike"), Program(name="tocsin", version="0")
CONTACT = Contact(channel="mail", address="a@house.example")
NOTICE = replace(drawn(WARNED, whom=HALL).briefing, contacts=(CONTACT,))
TRIED = Attempt(notice=NOTICE.id, contact=CONTACT, number=1, by=MACHINE, at=AT)
APPROVED = Approval(notice=NOTICE.id, body=digest(NOTICE.body), by=WARDEN, at=AT)
MINUTE = timedelta(minutes=1)


def receipt(outcome: Delivery, *, by: Person | Program = MACHINE, at: datetime = AT) -> Receipt:
    return Receipt(
        attempt=TRIED.id, notice=NOTICE.id, channel="mail", outcome=outcome, because=outcome.value, by=by, at=at
    )


def ways(*receipts: Receipt, at: datetime = AT, **more: tuple[Approval, ...]) -> list[Handed]:
    post = Post(notices=(NOTICE,), attempts=(TRIED,) if receipts else (), receipts=receipts, **more)
    return list(fared_with(NOTICE, post, ours=frozenset(), at=at))


def test_an_approval_of_another_text_is_none() -> None:
    (way,) = ways(approvals=(APPROVED,))
    assert (way.outcome, way.because) == (Delivery.QUEUED, "approved, and never sent")
    (other,) = ways(approvals=(replace(APPROVED, body=digest("another text")),))
    assert (other.outcome, other.because) == (None, "it waits for approval")


def test_a_notice_has_expired_from_the_moment_at_which_it_ends() -> None:
    (before,) = ways(at=NOTICE.expires - MINUTE)
    (then,) = ways(at=NOTICE.expires)
    assert before.because == "it waits for approval"
    assert then.because == "drawn up, and approved by nobody; it has expired"


def test_an_answer_at_the_moment_of_sending_is_put_down_to_the_contact() -> None:
    (way,) = ways(receipt(Delivery.ACKNOWLEDGED, by=WARDEN))
    assert (way.contact, way.outcome, way.by) == (CONTACT, Delivery.ACKNOWLEDGED, WARDEN)


def test_an_answer_before_anything_left_is_of_somebody_told_otherwise() -> None:
    answer, way = ways(receipt(Delivery.ACKNOWLEDGED, by=WARDEN, at=AT - MINUTE))
    assert (answer.contact, answer.outcome) == (None, Delivery.ACKNOWLEDGED)
    assert (way.contact, way.outcome) == (CONTACT, Delivery.UNKNOWN)


def test_that_we_know_less_since_is_no_news_of_what_was_taken_and_is_of_what_failed() -> None:
    taken = ways(receipt(Delivery.ACCEPTED), receipt(Delivery.UNKNOWN, at=AT + MINUTE))
    failed = ways(receipt(Delivery.FAILED), receipt(Delivery.UNKNOWN, at=AT + MINUTE))
    assert [way.outcome for way in (*taken, *failed)] == [Delivery.ACCEPTED, Delivery.UNKNOWN]


def test_an_act_counts_from_its_own_moment() -> None:
    post = Post(notices=(NOTICE,), attempts=(TRIED,), receipts=(receipt(Delivery.ACCEPTED),), approvals=(APPROVED,))
    assert until(post, max(AT, NOTICE.sent)) == post
    before = until(post, AT - MINUTE)
    assert (before.notices, before.attempts, before.receipts, before.approvals) == ((), (), (), ())

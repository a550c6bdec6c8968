"""Delivery under harm: leases that run out, two dispatchers, clocks that jump, contacts that do not answer."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import entry, policy, register
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin.desk import noticing, sending
from tocsin.desk.claiming import claim, settle
from tocsin.desk.current import cared_for
from tocsin.desk.office import Office
from tocsin.desk.returning import take_back
from tocsin.desk.unreached import in_words, unreached
from tocsin.dispatch import Retry, Sent, Terms
from tocsin.dispatch.bounces import Returned
from tocsin.model import (
    Attempt,
    Contact,
    CorrectionHow,
    Delivery,
    DutyProposal,
    Escalation,
    GivenUp,
    NotFound,
    Notice,
    Person,
    Protector,
    Receipt,
    digest,
)

MINUTE = timedelta(minutes=1)
NOON = day(7, 15)
LADDER = Terms(escalate=30 * MINUTE)
TOOK = Sent(outcome=Delivery.ACCEPTED, because="the server took it")


def drawn(desk: Sitting, whom: str = "hall") -> Notice:
    """A briefing to somebody, approved at two o'clock on the seventh."""
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty(whom), at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    return notice


def run(desk: Sitting, box: Postbox, *, at: datetime, terms: Terms = LADDER) -> list[tuple[str, Delivery]]:
    """Dispatch once: to whom, and what came of it."""
    before = len(box.sent)
    receipts = tuple(sending.dispatch(desk.book, channels={"mail": box}, at=at, terms=terms))
    return [(c.address, r.outcome) for (_, c, _), r in zip(box.sent[before:], receipts, strict=True)]


def outcomes(desk: Sitting) -> list[Delivery]:
    return [r.outcome for r in desk.book.all(Receipt)]


# ---- leases and their tokens


def test_a_dispatcher_whose_lease_ran_out_is_late_and_what_it_did_is_unknown(desk: Sitting) -> None:
    notice = drawn(desk)
    (held,) = claim(desk.book, holder="slow", terms=Terms(), at=NOON)
    (receipt, late) = settle([(held, TOOK)], book=desk.book, at=NOON + 6 * MINUTE)
    assert receipt.outcome is Delivery.UNKNOWN
    assert late.outcome is Delivery.ACCEPTED
    assert late.because.startswith("late, with token 1, which no longer held")
    assert sending.delivery(desk.book, notice)[0][1] is Delivery.ACCEPTED
    assert claim(desk.book, holder="next", terms=Terms(), at=NOON + 60 * MINUTE) == ()


def test_a_token_that_was_overtaken_writes_no_receipt_as_if_it_held(kept: Sitting) -> None:
    notice = drawn(kept)
    (first,) = claim(kept.book, holder="slow", terms=Terms(), at=NOON)
    assert claim(kept.book, holder="quick", terms=Terms(), at=NOON + 6 * MINUTE) == ()  # now it is unknown
    (second,) = claim(kept.book, holder="quick", terms=Terms(), at=NOON + 10 * MINUTE)
    assert (first.attempt.number, second.attempt.number) == (1, 2)
    settle([(first, Sent(outcome=Delivery.FAILED, because="no"))], book=kept.book, at=NOON + 11 * MINUTE)
    assert kept.book.outbox.slots(notice.id)[0].outcome is Delivery.LEASED, "the second holds it still"
    settle([(second, TOOK)], book=kept.book, at=NOON + 11 * MINUTE)
    assert [(a.number, o) for a, o, _ in sending.delivery(kept.book, notice)] == [
        (1, Delivery.FAILED), (2, Delivery.ACCEPTED),
    ]  # fmt: skip
    kinds = [e.kind for e in kept.book.entries()][-6:]  # type: ignore[attr-defined]
    assert kinds == ["approval", "attempt", "receipt", "attempt", "late-receipt", "receipt"]


def test_a_lease_of_another_holder_with_the_same_number_is_not_ours(desk: Sitting) -> None:
    drawn(desk)
    (held,) = claim(desk.book, holder="one", terms=Terms(), at=NOON)
    forged = replace(held, lease=replace(held.lease, holder="other"))
    receipts = settle([(forged, TOOK)], book=desk.book, at=NOON + MINUTE)
    assert [r.outcome for r in receipts] == [Delivery.UNKNOWN, Delivery.ACCEPTED]


def test_who_sends_many_renews_and_leaves_alone_what_was_lost(desk: Sitting) -> None:
    contacts = tuple(Contact(channel="mail", address=f"{n}@house.example") for n in range(4))
    desk.office = office(register=register(entry("hall", contacts=contacts)))
    drawn(desk)
    now = [NOON]
    stolen: list[str] = []

    class Slow(Postbox):
        def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
            now[0] += 3 * MINUTE
            if len(self.sent) == 1:  # while we are at the second, somebody takes the last away
                key = next(s.key for s in desk.book.outbox.slots(notice.id) if s.rung == 3)
                desk.book.outbox.release([key])
                stolen.append(key)
            return super().send(notice, contact=contact, attempt=attempt)

    box = Slow()
    receipts = tuple(
        sending.dispatch(desk.book, channels={"mail": box}, at=NOON, terms=Terms(batch=4), clock=lambda: now[0])
    )
    assert stolen
    assert [r.outcome for r in receipts].count(Delivery.ACCEPTED) == 3
    lost = next(r for r in receipts if r.outcome is Delivery.FAILED)
    assert "no longer ours" in lost.because
    assert len(box.sent) == 3


@pytest.mark.parametrize("jump", [-timedelta(hours=9), timedelta(minutes=4), timedelta(hours=9)])
def test_what_another_took_after_the_claim_is_not_sent_by_whose_clock_jumped(desk: Sitting, jump: timedelta) -> None:
    """The clock jumps before the first is sent, and by then another has our lease: the machine slept, say."""
    drawn(desk)
    box = Postbox()
    times = iter([NOON])

    def clock() -> datetime:
        at = next(times, NOON + jump)
        if at != NOON:
            desk.book.outbox.release(s.key for s in desk.book.outbox.live())
        return at

    (*_, receipt) = sending.dispatch(desk.book, channels={"mail": box}, at=NOON, terms=Terms(), clock=clock)
    assert box.sent == []
    assert (receipt.outcome, "no longer ours" in receipt.because) == (Delivery.FAILED, True)


@pytest.mark.parametrize("jump", [-timedelta(days=400), -timedelta(hours=9), timedelta(minutes=4)])
def test_what_is_still_ours_is_sent_and_answered_for_though_the_clock_jumped(desk: Sitting, jump: timedelta) -> None:
    drawn(desk)
    box = Postbox()
    times = iter([NOON])
    receipts = tuple(
        sending.dispatch(
            desk.book, channels={"mail": box}, at=NOON, terms=Terms(), clock=lambda: next(times, NOON + jump)
        )
    )
    assert [r.outcome for r in receipts] == outcomes(desk) == [Delivery.ACCEPTED]
    assert len(box.sent) == 1


def test_a_channel_that_breaks_leaves_an_unknown_and_the_others_go_out(desk: Sitting) -> None:
    drawn(desk)

    class Broken(Postbox):
        def send(self, *_: object, **__: object) -> Sent:
            raise ZeroDivisionError

    (receipt,) = desk.send(Broken(), at=NOON)
    assert (receipt.outcome, "ZeroDivisionError" in receipt.because) == (Delivery.UNKNOWN, True)


def test_what_nobody_answered_for_is_unknown_though_its_turn_would_come_no_more(ladder: Sitting) -> None:
    """All were told at once; one dies in sending; somebody answers; then the office asks one after the other."""
    notice = drawn(ladder)
    held = claim(ladder.book, holder="dead", terms=Terms(batch=2), at=NOON)
    settle([(held[0], TOOK)], book=ladder.book, at=NOON)
    sending.acknowledge(
        notice, book=ladder.book, by=APPROVER, because="by telephone", at=NOON, address="first@house.example"
    )
    assert claim(ladder.book, holder="next", terms=LADDER, at=NOON + 6 * MINUTE) == ()
    assert [s.outcome for s in ladder.book.outbox.slots(notice.id)] == [
        Delivery.ACKNOWLEDGED, Delivery.UNKNOWN, Delivery.QUEUED,
    ]  # fmt: skip
    assert ladder.book.outbox.live() == ()


# ---- retries


def test_pauses_double_up_to_the_longest_and_their_jitter_belongs_to_the_attempt() -> None:
    retry = Retry(first=MINUTE, longest=10 * MINUTE, limit=9, jitter=0.5)
    calm = [retry.pause(n, attempt="0" * 64) / MINUTE for n in range(1, 7)]
    assert calm == [1, 2, 4, 8, 10, 10]
    assert retry.pause(1, attempt="f" * 64) == retry.pause(1, attempt="f" * 64)
    assert MINUTE < retry.pause(1, attempt="8" * 64) < 1.5 * MINUTE
    assert retry.pause(500, attempt="f" * 64) <= 15 * MINUTE


def test_it_is_tried_as_often_as_the_channel_allows_and_then_given_up_on_record(desk: Sitting) -> None:
    notice = drawn(desk)
    terms = Terms(retry={"mail": Retry(first=MINUTE, longest=MINUTE, limit=3)})
    box = Postbox(answer=Delivery.FAILED)
    for minute in range(0, 20, 2):
        run(desk, box, at=NOON + minute * MINUTE, terms=terms)
    assert [a.number for _, _, a in box.sent] == [1, 2, 3]
    (given,) = desk.book.all(GivenUp, parent=notice.id)
    assert (given.outcome, given.because) == (Delivery.FAILED, "it was tried 3 times, which is the limit")
    assert desk.book.outbox.live() == ()


def test_an_expired_notice_is_given_up_as_expired(desk: Sitting) -> None:
    notice = drawn(desk)
    run(desk, Postbox(answer=Delivery.FAILED), at=notice.expires - MINUTE)
    assert run(desk, Postbox(), at=notice.expires + 5 * MINUTE) == []
    (given,) = desk.book.all(GivenUp)
    assert given.outcome is Delivery.EXPIRED


@pytest.mark.parametrize("answer", [Delivery.FAILED, Delivery.UNKNOWN])
def test_an_end_that_a_dispatcher_was_there_to_see_asks_nobody_for_the_day(desk: Sitting, answer: Delivery) -> None:
    """It was tried to the last minute and reached nobody: the clock is right, and nothing is kept to be sent later."""
    notice = drawn(desk)
    for minutes in (20, 11, 2):
        run(desk, Postbox(answer=answer), at=notice.expires - minutes * MINUTE)
    (lost,) = unreached(desk.book, desk.book.docket.clocks(), office=desk.office)
    at = notice.expires + MINUTE
    said = in_words(lost, at=at)
    assert "IS IT" not in said
    assert f"NOT REACHED: hall, notice {notice.id[:12]}: mail {answer.upper()}; it holds no longer since " in said
    assert said.endswith("NOTHING MORE IS TRIED: ring them, and rule again")
    assert (lost.unwatched(at), lost.over(at)) == (False, True)
    run(desk, Postbox(), at=at + 3 * MINUTE)
    (given,) = desk.book.all(GivenUp)
    assert given.outcome is Delivery.EXPIRED, "as the dispatcher sees it"


def test_whether_anybody_looked_is_asked_by_the_terms_that_the_office_dispatches_by(desk: Sitting) -> None:
    notice = drawn(desk)
    run(desk, Postbox(answer=Delivery.FAILED), at=notice.expires - MINUTE)
    at = notice.expires + timedelta(hours=4)
    (usual,) = unreached(desk.book, desk.book.docket.clocks(), office=desk.office)
    terms = Terms(usual=Retry(first=MINUTE, longest=timedelta(hours=3)))
    (patient,) = unreached(desk.book, desk.book.docket.clocks(), office=Office(terms=terms))
    assert (usual.unwatched(at), patient.unwatched(at)) == (True, False)
    assert "mail FAILED; IS IT " in in_words(usual, at=at), "what became of each way is told there, too"
    assert "mail FAILED; it holds no longer" in in_words(patient, at=at)


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=365)])
def test_a_clock_that_jumped_gives_nothing_up_and_once_it_is_right_all_is_sent(kept: Sitting, ahead: timedelta) -> None:
    drawn(kept)
    for _ in range(3):
        assert run(kept, Postbox(), at=NOON + ahead) == []
    assert kept.book.all(GivenUp) == ()
    (lost,) = unreached(kept.book, kept.book.docket.clocks(), office=kept.office)
    assert lost.held(NOON + ahead)
    assert "NOT SENT" in in_words(lost, at=NOON + ahead)
    assert "If the clock is wrong, put it right" in in_words(lost, at=NOON + ahead)
    assert sending.put_off(kept.book, at=NOON + ahead) == {}
    box = Postbox()
    assert run(kept, box, at=NOON + MINUTE) == [("hall@house.example", Delivery.ACCEPTED)]


def test_what_somebody_else_was_still_to_approve_is_sent_after_a_clock_jumped(kept: Sitting) -> None:
    kept.office = office(policies=(replace(policy(*TESTS), approvers=2),))
    notice = drawn(kept)
    assert run(kept, Postbox(), at=NOON + timedelta(days=365)) == []
    second = Person(name="Exercise Deputy Mara Quell")
    noticing.approve(notice, read=digest(notice.body), book=kept.book, by=second, at=NOON + MINUTE, office=kept.office)
    assert len(run(kept, Postbox(), at=NOON + 2 * MINUTE)) == 1


def test_what_lacks_an_approval_is_given_up_when_it_is_seen_to_end(desk: Sitting) -> None:
    desk.office = office(policies=(replace(policy(*TESTS), approvers=2),))
    notice = drawn(desk)
    run(desk, Postbox(), at=notice.expires - MINUTE)
    run(desk, Postbox(), at=notice.expires)
    assert [g.outcome for g in desk.book.all(GivenUp)] == [Delivery.EXPIRED]


def test_what_ended_while_nobody_dispatched_is_over_when_a_person_rules_again(desk: Sitting) -> None:
    notice = drawn(desk)
    late = notice.expires + timedelta(days=1)
    assert run(desk, Postbox(), at=late) == []
    desk.rule(desk.book.all(DutyProposal)[0], at=late + MINUTE)
    run(desk, Postbox(), at=late + 120 * MINUTE)
    assert [g.outcome for g in desk.book.all(GivenUp, parent=notice.id)] == [Delivery.CANCELLED]


# ---- what the register holds back until its end


def moved(desk: Sitting) -> Office:
    """The register has the hall at another address by now."""
    elsewhere = Contact(channel="mail", address="hall-by-the-river@house.example")
    desk.office = office(register=register(entry("hall", contacts=(elsewhere,))))
    return desk.office


def looked(desk: Sitting, *, at: datetime) -> None:
    """A dispatcher looks, and sends nothing."""
    care = cared_for(desk.book, desk.office)
    assert tuple(sending.dispatch(desk.book, channels={"mail": Postbox()}, at=at, terms=LADDER, care=care)) == ()


def test_what_the_register_held_back_until_its_end_is_given_up_with_that_reason(kept: Sitting) -> None:
    """It was looked at all the time, and whoever asked was told that nobody had, and to put the clock right."""
    notice = drawn(kept)
    found = moved(kept)
    for minutes in (2000, 90, 30):
        looked(kept, at=notice.expires - minutes * MINUTE)
    why = "by the register hall is not reached by this mail any more"
    at = notice.expires + MINUTE
    (lost,) = unreached(kept.book, kept.book.docket.clocks(), office=found)
    said = in_words(lost, at=at)
    assert (lost.unwatched(at), lost.over(at)) == (False, True)
    assert f"NOT SENT: hall, notice {notice.id[:12]}: IT IS HELD BACK: {why}; it holds no longer since " in said
    looked(kept, at=at)
    (given,) = kept.book.all(GivenUp, parent=notice.id)
    because = f"the notice held no longer when its turn came, and it is held back: {why}"
    assert (given.outcome, given.because) == (Delivery.EXPIRED, because)
    assert kept.book.outbox.live() == ()
    (lost,) = unreached(kept.book, kept.book.docket.clocks(), office=found)
    for later in (MINUTE, timedelta(days=9)):
        said = in_words(lost, at=at + later)
        assert f"mail EXPIRED: {because}; NOTHING MORE IS TRIED: ring them, and rule again" in said
        assert "IS IT" not in said


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(days=365)])
def test_what_the_register_holds_back_is_not_given_up_by_a_clock_that_jumped(kept: Sitting, ahead: timedelta) -> None:
    notice = drawn(kept)
    found, before = moved(kept), kept.office
    for hours in (0, 2, 4):
        looked(kept, at=NOON)
        looked(kept, at=NOON + ahead + timedelta(hours=hours))
    assert kept.book.all(GivenUp) == ()
    (lost,) = unreached(kept.book, kept.book.docket.clocks(), office=found)
    said = in_words(lost, at=NOON + ahead)
    assert "IT IS HELD BACK: by the register hall is not reached by this mail any more; IS IT " in said
    assert f"nobody looked at it after {NOON.astimezone(notice.expires.tzinfo):%d %b %Y %H:%M}" in said
    kept.office = replace(before, register=register(entry("hall")))
    care = cared_for(kept.book, kept.office)
    (receipt,) = sending.dispatch(kept.book, channels={"mail": Postbox()}, at=NOON + MINUTE, terms=LADDER, care=care)
    assert receipt.outcome is Delivery.ACCEPTED


def test_a_newer_ruling_cancels_what_is_queued_and_it_is_never_sent(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    older = desk.briefing(desk.rule(proposal, at=day(7, 13)))
    desk.approve(older, at=day(7, 14))
    box = Postbox(answer=Delivery.FAILED)
    run(desk, box, at=NOON)
    newer = desk.briefing(desk.rule(proposal, at=NOON + MINUTE))
    desk.approve(newer, at=NOON + 2 * MINUTE)
    box.answer = Delivery.ACCEPTED
    run(desk, box, at=NOON + 60 * MINUTE)
    assert [n.id for n, _, _ in box.sent] == [older.id, newer.id]
    (given,) = desk.book.all(GivenUp)
    assert (given.notice, given.outcome) == (older.id, Delivery.CANCELLED)
    assert "replaced by a newer one" in given.because


def test_a_reopened_ruling_cancels_too(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(notice, at=day(7, 14))
    desk.correct(report, CorrectionHow.RETRACTED, at=day(7, 14))
    assert run(desk, Postbox(), at=NOON) == []
    (given,) = desk.book.all(GivenUp)
    assert "reopened" in given.because


# ---- clocks that jump


@pytest.mark.parametrize("back", [timedelta(minutes=30), timedelta(hours=5), timedelta(days=400)])
def test_a_clock_that_was_put_back_delays_nothing_for_longer_than_a_pause(desk: Sitting, back: timedelta) -> None:
    notice = drawn(desk)
    box = Postbox(answer=Delivery.FAILED)
    run(desk, box, at=NOON, terms=Terms())
    box.answer = Delivery.ACCEPTED
    then, tries = NOON - back, 0
    while not (run(desk, box, at=then, terms=Terms())) and tries < 60:
        then, tries = then + 3 * MINUTE, tries + 1
    assert [o for _, o, _ in sending.delivery(desk.book, notice)] == [Delivery.FAILED, Delivery.ACCEPTED]
    assert then - (NOON - back) <= timedelta(hours=2)


def test_a_clock_that_jumps_ahead_makes_an_unknown_and_no_loss(desk: Sitting) -> None:
    notice = drawn(desk)
    (held,) = claim(desk.book, holder="one", terms=Terms(), at=NOON)
    claim(desk.book, holder="ahead", terms=Terms(), at=NOON + timedelta(hours=9))
    settle([(held, TOOK)], book=desk.book, at=NOON + MINUTE)
    assert outcomes(desk) == [Delivery.UNKNOWN, Delivery.ACCEPTED]
    assert desk.book.outbox.slots(notice.id)[0].live is False


def test_a_lease_from_the_future_holds_no_longer_than_a_lease_lasts(desk: Sitting) -> None:
    drawn(desk)
    claim(desk.book, holder="dead", terms=Terms(), at=NOON)
    back = NOON - timedelta(hours=9)
    for minute in range(0, 20, 2):
        claim(desk.book, holder="next", terms=Terms(), at=back + minute * MINUTE)
    assert Delivery.UNKNOWN in outcomes(desk)


# ---- one contact after another


@pytest.fixture
def ladder(desk: Sitting) -> Sitting:
    """A desk whose hall has two contacts and a protector with a third."""
    mail = [Contact(channel="mail", address=f"{who}@house.example") for who in ("first", "second", "warden")]
    warden = Protector(name="Exercise Warden", role="warden", contacts=(mail[2],))
    desk.office = office(register=register(entry("hall", contacts=tuple(mail[:2]), protectors=(warden,))))
    return desk


def test_the_next_is_asked_when_none_answers_and_then_the_protector(ladder: Sitting) -> None:
    drawn(ladder)
    box = Postbox()
    accepted = Delivery.ACCEPTED
    assert run(ladder, box, at=day(7, 14)) == [("first@house.example", accepted)]
    assert run(ladder, box, at=day(7, 14) + 29 * MINUTE) == []
    assert run(ladder, box, at=day(7, 14) + 30 * MINUTE) == [("second@house.example", accepted)]
    assert run(ladder, box, at=day(7, 14) + 59 * MINUTE) == []
    assert run(ladder, box, at=day(7, 14) + 60 * MINUTE) == [("warden@house.example", accepted)]
    assert run(ladder, box, at=day(7, 14) + 300 * MINUTE) == []
    assert [e.because for e in ladder.book.all(Escalation)] == [
        "contact 1 did not answer within 30 minutes", "contact 2 did not answer within 30 minutes",
    ]  # fmt: skip


def test_it_stops_when_somebody_answers(ladder: Sitting) -> None:
    notice = drawn(ladder)
    box = Postbox()
    run(ladder, box, at=day(7, 14))
    sending.acknowledge(notice, book=ladder.book, by=APPROVER, because="by telephone", at=day(7, 14) + 10 * MINUTE)
    for minute in range(30, 300, 30):
        assert run(ladder, box, at=day(7, 14) + minute * MINUTE) == []
    assert ladder.book.all(Escalation) == ()
    assert ladder.book.outbox.live() == ()


@pytest.mark.parametrize("answer", [Delivery.REFUSED, Delivery.FAILED])
def test_a_contact_that_cannot_be_reached_passes_the_turn_on_at_once(ladder: Sitting, answer: Delivery) -> None:
    drawn(ladder)
    terms = replace(LADDER, usual=Retry(first=MINUTE, longest=MINUTE, limit=1))
    box = Postbox(answer=answer)
    run(ladder, box, at=day(7, 14), terms=terms)
    for minute in range(1, 6):
        run(ladder, box, at=day(7, 14) + 2 * minute * MINUTE, terms=terms)
    assert [c.address.partition("@")[0] for _, c, _ in box.sent] == ["first", "second", "warden"]


def test_a_bounce_passes_the_turn_on(ladder: Sitting) -> None:
    drawn(ladder)
    box = Postbox()
    run(ladder, box, at=day(7, 14))
    attempt = box.sent[0][2]
    back = Returned(
        attempt=attempt.id, key="", outcome=Delivery.REFUSED, because="it came back: it was refused (5.1.1)"
    )
    ((_, receipt),) = take_back([back], book=ladder.book, at=day(7, 14) + MINUTE)
    assert receipt is not None
    assert [r for _, r in take_back([back], book=ladder.book, at=day(7, 14) + 2 * MINUTE)] == [None]
    assert run(ladder, box, at=day(7, 14) + 2 * MINUTE) == [("second@house.example", Delivery.ACCEPTED)]


def test_a_bounce_after_a_temporary_failure_is_tried_again(desk: Sitting) -> None:
    drawn(desk)
    box = Postbox()
    run(desk, box, at=NOON)
    back = Returned(attempt="", key=box.sent[0][2].key, outcome=Delivery.FAILED, because="it came back")
    list(take_back([back], book=desk.book, at=NOON + MINUTE))
    assert len(run(desk, box, at=NOON + 5 * MINUTE)) == 1


def test_a_bounce_does_not_take_back_what_a_person_said(desk: Sitting) -> None:
    notice = drawn(desk)
    box = Postbox()
    run(desk, box, at=NOON)
    sending.acknowledge(notice, book=desk.book, by=APPROVER, because="by telephone", at=NOON + MINUTE)
    back = Returned(attempt=box.sent[0][2].id, key="", outcome=Delivery.REFUSED, because="it came back")
    list(take_back([back], book=desk.book, at=NOON + 2 * MINUTE))
    assert sending.delivery(desk.book, notice)[0][1] is Delivery.ACKNOWLEDGED
    assert run(desk, box, at=NOON + 60 * MINUTE) == []


def test_without_a_ladder_all_are_told_at_once(ladder: Sitting) -> None:
    drawn(ladder)
    assert len(run(ladder, Postbox(), at=day(7, 14), terms=Terms())) == 3


# ---- answers by link


def test_a_link_is_used_up_by_the_first_answer(desk: Sitting) -> None:
    drawn(desk)
    box = Postbox()
    run(desk, box, at=NOON)
    key = box.sent[0][2].key
    pavel, other = Person(name="Exercise Pavel"), Person(name="Exercise Other")
    receipt, first = sending.acknowledge_by_link(key, book=desk.book, by=pavel, at=NOON + MINUTE)
    assert (first, receipt.outcome, receipt.by) == (True, Delivery.ACKNOWLEDGED, pavel)
    again, second = sending.acknowledge_by_link(key, book=desk.book, by=other, at=NOON + 2 * MINUTE)
    assert (second, again.by) == (False, pavel)


def test_a_link_to_what_was_never_sent_leads_nowhere(desk: Sitting) -> None:
    notice = drawn(desk)
    key = desk.book.outbox.slots(notice.id)[0].key
    for name in (key, "0" * 64):
        with pytest.raises(NotFound):
            sending.acknowledge_by_link(name, book=desk.book, by=APPROVER, at=NOON)

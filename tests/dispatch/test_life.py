"""What is to be done next for a notice on its way to one contact, at the very moments on which it turns."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.dispatch.conftest import attempt
from tests.scene import AT, OFFICER, PROGRAM
from tocsin.dispatch import Retry, Terms
from tocsin.dispatch.life import (
    Lease,
    Send,
    Slot,
    Standing,
    Step,
    Stop,
    Wait,
    after,
    known,
    next_step,
    slots_of,
    unwatched,
)
from tocsin.model import Approval, Contact, Delivery, Escalation, GivenUp, Notice, Receipt, digest

MINUTE, TICK = timedelta(minutes=1), timedelta(microseconds=1)
TERMS = Terms(usual=Retry(first=MINUTE, longest=8 * MINUTE, limit=3, jitter=0), escalate=30 * MINUTE)
HOLDS = Standing(expires=AT + timedelta(days=1))
FIRST = Slot(key="a" * 64, notice="n", rung=0, channel="mail", since=AT, due=AT, opened=AT)
SECOND = replace(FIRST, key="b" * 64, rung=1, opened=None)


def tried(number: int, outcome: Delivery, *, slot: Slot = FIRST, **more: Any) -> Slot:
    return replace(slot, number=number, attempt="0" * 64, outcome=outcome, **more)


def step(slot: Slot, *, minutes: float = 0, standing: Standing = HOLDS, **more: Any) -> Step:
    given: dict[str, Any] = {"before": None, "lease": None, "terms": TERMS, **more}
    return next_step(slot, standing=standing, at=AT + minutes * MINUTE, **given)


def lease(number: int = 1) -> Lease:
    return Lease(key=FIRST.key, number=number, holder="night", until=AT + 5 * MINUTE)


# ---- who sends it, and whether it may have been sent


def test_nobody_sends_what_another_is_sending_until_the_very_end_of_their_lease() -> None:
    slot = tried(1, Delivery.LEASED)
    assert step(slot, minutes=4.99, lease=lease()) == Wait(until=AT + 5 * MINUTE)
    later = step(slot, minutes=5, lease=lease())
    assert later == Wait(until=AT + 6 * MINUTE, lapsed=True), "what came of it is unknown, and it waits its pause"
    assert step(slot) == Wait(until=AT + MINUTE, lapsed=True), "nobody holds it: whoever began it was killed"


def test_a_lease_that_a_wrong_clock_gave_is_not_waited_for_longer_than_any_lease() -> None:
    assert step(tried(1, Delivery.LEASED), minutes=-60, lease=lease()) == Wait(until=AT - 55 * MINUTE)


@pytest.mark.parametrize("outcome", [Delivery.ACCEPTED, Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN])
def test_what_is_over_is_not_sent_again(outcome: Delivery) -> None:
    assert step(tried(1, outcome, live=False), minutes=60) == Stop()


def test_a_lease_for_an_attempt_before_holds_nobody_back() -> None:
    assert step(tried(2, Delivery.LEASED), lease=lease(1)) == Wait(until=AT + 2 * MINUTE, lapsed=True)


def test_what_was_cut_off_between_sending_and_writing_is_unknown_and_is_given_up_as_such() -> None:
    cut = tried(3, Delivery.LEASED)
    assert step(cut) == Stop(outcome=Delivery.UNKNOWN, because="it was tried 3 times, which is the limit", lapsed=True)


# ---- trying again


def test_it_is_tried_again_when_its_pause_is_over_and_no_moment_before() -> None:
    slot = tried(2, Delivery.FAILED)
    assert step(slot, minutes=1.99) == Wait(until=AT + 2 * MINUTE)
    assert step(slot, minutes=2) == Send(number=3)


def test_a_clock_that_was_put_back_makes_nobody_wait_for_the_day_it_showed() -> None:
    edge = tried(1, Delivery.FAILED, since=AT + 8 * MINUTE)
    assert step(edge) == Wait(until=AT + MINUTE)
    assert step(replace(edge, since=edge.since + TICK)) == Send(number=2)


@pytest.mark.parametrize("outcome", [Delivery.FAILED, Delivery.UNKNOWN])
def test_the_last_try_that_is_allowed_is_made_and_no_other(outcome: Delivery) -> None:
    assert step(tried(2, outcome), minutes=9) == Send(number=3)
    over = step(tried(3, outcome), minutes=9)
    assert isinstance(over, Stop)
    assert over.outcome is outcome, "whether it may have arrived is not forgotten"


# ---- when it ends


def test_it_goes_out_to_the_last_moment_it_holds_and_not_at_its_end() -> None:
    ends = replace(HOLDS, expires=AT + 10 * MINUTE)
    last = replace(FIRST, since=AT + 9 * MINUTE)
    assert step(last, minutes=9.99, standing=ends) == Send(number=1)
    over = step(last, minutes=10, standing=ends)
    assert over == Stop(outcome=Delivery.EXPIRED, because="the notice held no longer when its turn came")
    barred = step(last, minutes=10, standing=replace(ends, barred="its address was struck"))
    assert isinstance(barred, Stop)
    assert barred.because.endswith("and it is held back: its address was struck")


def test_an_end_that_nobody_watched_is_left_to_a_person_and_one_that_somebody_watched_is_not() -> None:
    ends = replace(HOLDS, expires=AT + MINUTE)
    edge = AT + 2 * TERMS.longest
    assert not unwatched(FIRST, ends, terms=TERMS, at=edge)
    assert unwatched(FIRST, ends, terms=TERMS, at=edge + TICK)
    assert not unwatched(replace(FIRST, seen=AT + TICK), ends, terms=TERMS, at=edge + TICK)
    assert not unwatched(FIRST, replace(ends, expires=edge + 2 * TICK), terms=TERMS, at=edge + TICK)
    unapproved = replace(ends, released=False)
    assert not unwatched(FIRST, unapproved, terms=TERMS, at=edge + MINUTE), "it was looked at until it ended"
    assert unwatched(FIRST, unapproved, terms=TERMS, at=edge + MINUTE + TICK)
    assert isinstance(step(FIRST, minutes=61, standing=ends), Wait), "it is neither sent nor given up"


def test_what_was_overtaken_is_cancelled_whatever_else_is_true_of_it() -> None:
    stopped = Standing(expires=AT, overtaken="it was taken back", released=False, heard=True, barred="no")
    for slot in (FIRST, SECOND, tried(3, Delivery.FAILED)):
        assert step(slot, standing=stopped) == Stop(outcome=Delivery.CANCELLED, because="it was taken back")


def test_what_lacks_an_approval_or_may_not_go_there_is_not_sent() -> None:
    waits = step(FIRST, standing=replace(HOLDS, released=False))
    assert waits == Wait(until=AT + TERMS.longest)
    ends = step(FIRST, standing=replace(HOLDS, released=False, expires=AT + MINUTE))
    assert ends == Wait(until=AT + MINUTE)
    assert step(FIRST, standing=replace(HOLDS, barred="its clearance was lowered")) == Wait(until=AT + TICK)
    cut = step(tried(1, Delivery.LEASED), standing=replace(HOLDS, barred="its clearance was lowered"))
    assert cut == Wait(until=AT + TICK), "what came of it is written once it may go on"


# ---- whose turn it is


def test_the_next_contact_is_asked_when_the_first_had_its_time_and_no_moment_before() -> None:
    before = tried(1, Delivery.ACCEPTED, live=False)
    assert step(SECOND, minutes=29.99, before=before) == Wait(until=AT + 30 * MINUTE)
    asked = step(SECOND, minutes=30, before=before)
    assert asked == Send(number=1, escalates="contact 1 did not answer within 30 minutes")


@pytest.mark.parametrize("outcome", [Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN, Delivery.EXPIRED])
def test_the_next_contact_is_asked_at_once_when_the_first_cannot_be_reached(outcome: Delivery) -> None:
    asked = step(SECOND, before=tried(3, outcome, live=False))
    assert asked == Send(number=1, escalates=f"contact 1 was not reached: {outcome}")
    assert isinstance(step(SECOND, before=tried(1, outcome)), Wait), "it is still being tried"


def test_nobody_further_is_asked_once_somebody_answered() -> None:
    heard = replace(HOLDS, heard=True)
    before = tried(1, Delivery.ACKNOWLEDGED, live=False)
    assert step(SECOND, minutes=60, standing=heard, before=before) == Stop()
    assert step(replace(SECOND, opened=AT), standing=heard, before=before) == Send(number=1), "it was asked already"
    held = replace(heard, holders=frozenset({SECOND.key}))
    assert step(SECOND, standing=held, before=before) == Send(number=1), "it has the version before, which is wrong now"
    at_once = replace(TERMS, escalate=None)
    assert step(SECOND, standing=heard, before=before, terms=at_once) == Send(number=1), "all are told at once"


def test_a_third_contact_waits_until_the_second_was_asked() -> None:
    third = replace(SECOND, rung=2)
    assert step(third, minutes=60, before=SECOND) == Wait(until=AT + 90 * MINUTE)


def test_a_turn_that_a_wrong_clock_set_is_not_waited_for() -> None:
    before = tried(1, Delivery.ACCEPTED, live=False, opened=AT + 30 * MINUTE)
    assert step(SECOND, before=before) == Wait(until=AT + 30 * MINUTE)
    assert isinstance(step(SECOND, before=replace(before, opened=before.opened + TICK)), Send)  # type: ignore[operator]


# ---- what the record tells


def receipt(outcome: Delivery, *, of: str = "0" * 64) -> Receipt:
    return Receipt(
        attempt=of, notice="n", channel="mail", outcome=outcome, because="so it said", by=PROGRAM, at=AT + MINUTE
    )


@pytest.mark.parametrize(
    ("was", "word", "then", "goes_on"),
    [
        (Delivery.LEASED, Delivery.ACCEPTED, Delivery.ACCEPTED, False),
        (Delivery.LEASED, Delivery.REFUSED, Delivery.REFUSED, False),
        (Delivery.LEASED, Delivery.FAILED, Delivery.FAILED, True),
        (Delivery.LEASED, Delivery.UNKNOWN, Delivery.UNKNOWN, True),
        (Delivery.UNKNOWN, Delivery.ACCEPTED, Delivery.ACCEPTED, False),
    ],
)
def test_an_answer_ends_the_trying_only_where_it_says_for_certain(
    was: Delivery,
    word: Delivery,
    then: Delivery,
    goes_on: bool,  # noqa: FBT001
) -> None:
    slot = after(tried(1, was), receipt(word))
    assert (slot.outcome, slot.live) == (then, goes_on)


def test_what_was_taken_is_not_undone_by_what_nobody_knows_but_by_its_coming_back() -> None:
    taken = tried(1, Delivery.ACCEPTED, live=False)
    assert after(taken, receipt(Delivery.UNKNOWN)) == taken
    bounced = after(taken, receipt(Delivery.REFUSED))
    assert (bounced.outcome, bounced.live) == (Delivery.REFUSED, False)


def test_a_persons_answer_stands_over_whatever_a_machine_says_later() -> None:
    answered = tried(1, Delivery.ACKNOWLEDGED, live=False)
    for word in (Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN, Delivery.ACCEPTED):
        assert after(answered, receipt(word)) == answered


def test_what_was_given_up_is_not_tried_again_for_a_late_failure_and_is_known_to_have_come_if_it_did() -> None:
    over = tried(3, Delivery.UNKNOWN, live=False)
    assert after(over, receipt(Delivery.FAILED)) == over
    assert after(over, receipt(Delivery.ACCEPTED)).outcome is Delivery.ACCEPTED


def test_a_late_word_on_an_attempt_before_counts_only_where_it_came() -> None:
    now = tried(2, Delivery.LEASED)
    assert after(now, receipt(Delivery.REFUSED, of="1" * 64)) == now
    assert not after(now, receipt(Delivery.ACCEPTED, of="1" * 64)).live


def test_an_attempt_that_was_overtaken_changes_nothing(notice: Notice) -> None:
    first = attempt(notice)
    assert after(tried(2, Delivery.FAILED), first).number == 2
    began = after(FIRST, first)
    assert (began.number, began.outcome, began.attempt) == (1, Delivery.LEASED, first.id)


def test_giving_up_does_not_unsay_that_it_was_taken_and_a_turn_comes_once(notice: Notice) -> None:
    contact = attempt(notice).contact
    given = GivenUp(notice="n", contact=contact, outcome=Delivery.CANCELLED, because="so", by=PROGRAM, at=AT + MINUTE)
    assert after(tried(1, Delivery.ACCEPTED), given).outcome is Delivery.ACCEPTED
    ended = after(tried(1, Delivery.FAILED), given)
    assert (ended.outcome, ended.live) == (Delivery.CANCELLED, False)
    turn = Escalation(notice="n", contact=contact, because="so", by=PROGRAM, at=AT + MINUTE)
    assert after(SECOND, turn).opened == AT + MINUTE
    assert after(FIRST, turn) == FIRST


def test_only_an_approval_of_exactly_this_text_sends_it_and_to_each_contact_once(notice: Notice) -> None:
    one, other = Contact(channel="mail", address="a@house.example"), Contact(channel="mail", address="b@house.example")
    three = replace(notice, contacts=(one, other, one))
    approval = Approval(notice=three.id, body=digest(three.body), by=OFFICER, at=AT)
    assert [(slot.rung, slot.opened) for slot in slots_of(approval, three)] == [(0, AT), (1, None)]
    assert list(slots_of(replace(approval, body=digest("another text")), three)) == []


def test_of_what_is_said_of_one_attempt_a_persons_answer_stands_else_the_last_word() -> None:
    words = [receipt(each) for each in (Delivery.ACCEPTED, Delivery.ACKNOWLEDGED, Delivery.REFUSED)]
    assert known(words) == words[1]
    assert known(words[::2]) == words[2]
    assert known([]) is None

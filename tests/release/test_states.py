"""Where one version of a notice stands, and who may let it go: the count, the text and the moment are exact."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.release.notices import WARNED, drawn
from tests.scene import AT, OFFICER, decision, entry, incident
from tocsin.model import Approval, Cancellation, NoticeState, Person, Submission, digest, enough
from tocsin.release import Life, may_not_approve, state

NOTICE = drawn(WARNED).briefing
TEXT = digest(NOTICE.body)
ONE, OTHER = Person(name="Exercise Reader Ada Pike"), Person(name="Exercise Reader Bo Lind")


def approval(by: Person, text: str = TEXT) -> Approval:
    return Approval(notice=NOTICE.id, body=text, by=by, at=AT)


@pytest.mark.parametrize(
    ("approvals", "needed", "is_enough"),
    [
        ((), 1, False),
        ((approval(ONE),), 1, True),
        ((approval(ONE),), 2, False),
        ((approval(ONE), approval(ONE)), 2, False),
        ((approval(ONE), approval(Person(name="exercise reader ada pike"))), 2, False),
        ((approval(ONE), approval(OTHER)), 2, True),
        ((approval(ONE), approval(OTHER, digest("another text"))), 2, False),
    ],
)
def test_so_many_people_approve_exactly_this_text(
    approvals: tuple[Approval, ...], needed: int, *, is_enough: bool
) -> None:
    assert enough(NOTICE, approvals, needed=needed) is is_enough
    found = state(Life(notice=NOTICE, approvals=approvals, needed=needed), at=AT)
    assert (found is NoticeState.APPROVED) is is_enough


def test_it_has_expired_from_the_moment_at_which_it_ends() -> None:
    life = Life(notice=NOTICE, approvals=(approval(ONE),), went=True)
    assert state(life, at=NOTICE.expires - timedelta(seconds=1)) is NoticeState.RELEASED
    assert state(life, at=NOTICE.expires) is NoticeState.EXPIRED


def test_what_ended_it_is_said_though_it_has_expired_since() -> None:
    taken = Cancellation(notice=NOTICE.id, because="x", by=ONE, at=AT)
    assert state(Life(notice=NOTICE, cancellations=(taken,)), at=NOTICE.expires) is NoticeState.CANCELLED
    assert state(Life(notice=NOTICE, newer=True), at=NOTICE.expires) is NoticeState.UPDATED
    both = Life(notice=NOTICE, cancellations=(taken,), newer=True)
    assert state(both, at=AT) is NoticeState.CANCELLED, (
        "a text that was taken back is not one that was brought up to date"
    )


def test_a_submission_of_another_text_is_none() -> None:
    asked = Submission(notice=NOTICE.id, body=TEXT, by=ONE, at=AT)
    assert state(Life(notice=NOTICE, submissions=(asked,)), at=AT) is NoticeState.SUBMITTED
    other = replace(asked, body=digest("another text"))
    assert state(Life(notice=NOTICE, submissions=(other,)), at=AT) is NoticeState.DRAFT


def test_nobody_approves_what_they_ruled_or_submitted() -> None:
    ruled = decision(incident(WARNED), entry("hall"))
    asked = (Submission(notice=NOTICE.id, body=TEXT, by=ONE, at=AT),)
    assert may_not_approve(OFFICER, NOTICE, decision=ruled, submissions=(), asked=()) == "ruled on it"
    assert may_not_approve(ONE, NOTICE, decision=ruled, submissions=asked, asked=()) == "submitted it"
    assert not may_not_approve(OTHER, NOTICE, decision=ruled, submissions=asked, asked=())

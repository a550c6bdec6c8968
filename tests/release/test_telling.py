"""Laws of who was told what, over any history of attempts, receipts and givings-up: never more than they bear out."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.release.notices import HALL, WARNED, drawn
from tests.scene import AT
from tocsin.model import Attempt, Contact, Delivery, GivenUp, Heard, Notice, Person, Program, Receipt, Telling
from tocsin.release.handing import Post
from tocsin.release.telling import Case, tellings

OURS, THEIRS = Person(name="Exercise Officer Vera Lind"), Person(name="Exercise Warden Ada Pike")
MACHINE = Program(name="tocsin", version="0")
CONTACTS = tuple(Contact(channel="mail", address=f"{n}@house.example") for n in "ab")
NOTICE = replace(drawn(WARNED).briefing, contacts=CONTACTS)
END = AT + timedelta(days=30)
CASE = Case(
    incident="i", statements=(WARNED.id,), recipients=("public", HALL.id), read={WARNED.id: WARNED}, came={},
    corrections={}, silences={}, reads={}, protectors={}, desk=frozenset({OURS.name}),
)  # fmt: skip
MACHINES = (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.REFUSED, Delivery.FAILED, Delivery.UNKNOWN)
GONE = {Delivery.REFUSED, Delivery.FAILED}

answers = st.one_of(
    st.tuples(st.sampled_from(MACHINES), st.just(MACHINE)),
    st.tuples(st.just(Delivery.ACKNOWLEDGED), st.sampled_from((OURS, THEIRS))),
)
attempts = st.lists(st.tuples(st.sampled_from(CONTACTS), st.lists(answers, max_size=3)), max_size=4)
ends = st.lists(
    st.tuples(st.sampled_from(CONTACTS), st.sampled_from((Delivery.EXPIRED, Delivery.CANCELLED))), max_size=2
)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    """A notice and anything that may have become of it, a minute between each two acts."""
    minute = iter(range(1, 10**6))
    made: list[Attempt] = []
    receipts: list[Receipt] = []
    for number, (contact, came) in enumerate(draw(attempts), 1):
        attempt = Attempt(
            notice=NOTICE.id, contact=contact, number=number, by=MACHINE, at=AT + timedelta(minutes=next(minute))
        )
        made.append(attempt)
        receipts.extend(
            Receipt(attempt=attempt.id, notice=NOTICE.id, channel="mail", outcome=outcome, because="x", by=by,
                    at=AT + timedelta(minutes=next(minute)))
            for outcome, by in came
        )  # fmt: skip
    given_up = tuple(
        GivenUp(notice=NOTICE.id, contact=contact, outcome=outcome, because="x", by=MACHINE,
                at=AT + timedelta(minutes=next(minute)))
        for contact, outcome in draw(ends)
    )  # fmt: skip
    return Post(notices=(NOTICE,), attempts=tuple(made), receipts=tuple(receipts), given_up=given_up)


def rows(post: Post, *, minutes: int = 10**5) -> list[Telling]:
    found = tellings(CASE, post, at=min(AT + timedelta(minutes=minutes), END))
    return [row for row in found if row.recipient == HALL.id]


def received(post: Post, contact: Contact) -> list[list[Receipt]]:
    """The receipts of each attempt by a contact."""
    return [[r for r in post.receipts if r.attempt == a.id] for a in post.attempts if a.contact == contact]


@settings(max_examples=300)
@given(posts())
def test_told_is_said_only_where_one_of_theirs_answered(post: Post) -> None:
    for row in rows(post):
        if row.heard is Heard.TOLD:
            got = [r for each in received(post, row.contact) for r in each] if row.contact else post.receipts
            assert any(r.outcome is Delivery.ACKNOWLEDGED and r.by == THEIRS for r in got)


@settings(max_examples=300)
@given(posts())
def test_not_told_is_said_only_where_no_attempt_can_have_arrived(post: Post) -> None:
    for row in rows(post):
        if row.heard is Heard.NOT_TOLD and row.contact is not None:
            for got in received(post, row.contact):
                certain = [r.outcome for r in got if r.outcome in MACHINES and r.outcome is not Delivery.UNKNOWN]
                assert certain, "an attempt of which nothing is known may have arrived"
                assert certain[-1] in GONE


@settings(max_examples=300)
@given(posts(), st.integers(0, 30))
def test_what_is_told_stays_told(post: Post, minutes: int) -> None:
    before = {row.contact for row in rows(post, minutes=minutes) if row.heard is Heard.TOLD}
    after = {row.contact for row in rows(post) if row.heard is Heard.TOLD}
    assert bool(after) >= bool(before)
    assert before <= after or None in before | after, "what comes late puts an answer to its sending or takes it away"


@settings(max_examples=300)
@given(posts())
def test_a_sending_is_dated_by_the_first_attempt_that_may_have_left_and_by_no_other(post: Post) -> None:
    for row in rows(post):
        if row.contact is None:
            assert row.sent is None
            continue
        made = [a for a in post.attempts if a.contact == row.contact]
        assert row.sent == min((a.at for a in made if may_have_left(post, a)), default=None)
    assert {a.contact for a in post.attempts} <= {row.contact for row in rows(post)}
    named = [row.contact for row in rows(post) if row.contact]
    assert len(named) == len(set(named))


def may_have_left(post: Post, attempt: Attempt) -> bool:
    """Whether a machine took it once, or the last that any said of it is that nobody knows, or nobody said anything."""
    said = [r.outcome for r in post.receipts if r.attempt == attempt.id and r.outcome in MACHINES]
    return not said or said[-1] is Delivery.UNKNOWN or bool({Delivery.ACCEPTED, Delivery.DELIVERED} & set(said))


@settings(max_examples=300)
@given(posts())
def test_an_answer_is_put_down_to_a_sending_only_where_one_may_have_left_before_it(post: Post) -> None:
    answers = [r for r in post.receipts if r.outcome is Delivery.ACKNOWLEDGED]
    found = [row for row in rows(post) if row.outcome is Delivery.ACKNOWLEDGED]
    assert bool(found) == bool(answers)
    for row in found:
        assert row.known in {r.at for r in answers}
        assert (row.contact is not None) == (row.sent is not None)
        if row.sent is not None:
            assert row.known is not None
            assert row.sent < row.known


@settings(max_examples=300)
@given(posts())
def test_the_order_in_which_the_record_is_read_does_not_matter(post: Post) -> None:
    turned = replace(post, attempts=post.attempts[::-1], receipts=post.receipts[::-1], given_up=post.given_up)
    assert {(r.contact, r.heard, r.outcome) for r in rows(turned)} == {
        (r.contact, r.heard, r.outcome) for r in rows(post)
    }


def test_a_notice_of_which_nothing_is_on_record_was_not_told() -> None:
    (row,) = rows(Post(notices=(NOTICE,)))
    assert (row.heard, row.outcome) == (Heard.NOT_TOLD, None)
    assert isinstance(NOTICE, Notice)

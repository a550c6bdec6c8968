"""A notice's life: submitted, approved by others, extended, cancelled; and whose name stands on each act."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from capvalidator import check_schema
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, policy
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin.casebook import Act, Casebook
from tocsin.desk import noticing, people, versions
from tocsin.desk.keys import add_key, revoke_key
from tocsin.ledger import signed, signer
from tocsin.model import (
    Approval,
    Delivery,
    DutyDecision,
    DutyProposal,
    Judgement,
    NoDuty,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    PersonKey,
    Ruling,
    Task,
    Tlp,
    Warn,
    digest,
)
from tocsin.release import faults

THIRD = Person(name="Exercise Deputy Mara Quell")
HOUR = timedelta(hours=1)


def sent(desk: Sitting, *, kind: NoticeKind = NoticeKind.BRIEFING, box: Postbox | None = None) -> Notice:
    """A notice to the hall, or to the public, that went out at two o'clock on the seventh."""
    desk.take(told.WARNED, at=day(7))
    decision = desk.rule(desk.duty("hall"), at=day(7, 13))
    for notice in desk.notices(decision):
        desk.approve(notice, at=day(7, 13, 30))
    desk.send(box or Postbox(), Postbox(name="folder"), at=day(7, 14))
    return next(n for n in desk.notices(decision) if n.kind is kind)


def approve(desk: Sitting, notice: Notice, *, by: Person = APPROVER, at: datetime, **more: object) -> Approval:
    given = {"office": desk.office, **more}
    return noticing.approve(notice, read=digest(notice.body), book=desk.book, by=by, at=at, **given)  # type: ignore[arg-type]


def state(desk: Sitting, notice: Notice, at: datetime) -> NoticeState:
    return versions.state(notice, book=desk.book, at=at)


def cancel(desk: Sitting, notice: Notice, *, at: datetime, because: str = "it was a hoax", told: str = "") -> Notice:
    return noticing.cancel(notice, because=because, told=told, book=desk.book, office=desk.office, by=OFFICER, at=at)[1]


def extend(desk: Sitting, notice: Notice, *, until: datetime, at: datetime, because: str = "it goes on") -> Notice:
    return noticing.extend(notice, until=until, because=because, book=desk.book, office=desk.office, by=OFFICER, at=at)[
        1
    ]


def rule_again(desk: Sitting, notice: Notice, ruling: Ruling | None = None, *, at: datetime) -> DutyDecision:
    """The officer rules again on the duty that a notice was drawn up for."""
    made = desk.book.get(DutyDecision, notice.decision)
    proposal = desk.book.get(DutyProposal, made.proposal) if made is not None else None
    assert proposal is not None
    return desk.rule(proposal, ruling, at=at)


# ---- who may approve


def test_nobody_approves_what_they_ruled_or_submitted(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    with pytest.raises(NotAllowed, match="Vera Lind ruled on it, and nobody approves their own"):
        approve(desk, notice, by=OFFICER, at=day(7, 14))
    noticing.submit(notice, read=digest(notice.body), book=desk.book, by=APPROVER, at=day(7, 14), required=False)
    assert state(desk, notice, day(7, 14)) is NoticeState.SUBMITTED
    with pytest.raises(NotAllowed, match="Jonas Achterberg submitted it"):
        approve(desk, notice, by=APPROVER, at=day(7, 15))
    assert desk.book.all(Approval) == ()
    approve(desk, notice, by=THIRD, at=day(7, 15))
    assert state(desk, notice, day(7, 15)) is NoticeState.APPROVED


def test_where_the_policy_asks_for_two_one_sends_nothing() -> None:
    desk = Sitting(office=office(policies=(replace(policy(*TESTS), approvers=2),)))
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    approve(desk, notice, at=day(7, 14))
    approve(desk, notice, at=day(7, 14, 5))
    box = Postbox()
    assert desk.send(box, at=day(7, 14, 10)) == ()
    assert [c.task for c in desk.book.docket.clocks() if c.about == notice.id] == [Task.APPROVE], "one person, twice"
    assert state(desk, notice, day(7, 14, 10)) is NoticeState.DRAFT
    approve(desk, notice, by=THIRD, at=day(7, 14, 20))
    assert [r.outcome for r in desk.send(box, at=day(7, 14, 30))] == [Delivery.ACCEPTED]
    assert state(desk, notice, day(7, 15)) is NoticeState.RELEASED


# ---- extend and cancel


def test_what_is_extended_says_the_same_until_later_and_takes_the_place_of_the_first(desk: Sitting) -> None:
    notice = sent(desk)
    made = extend(desk, notice, until=notice.expires + 24 * HOUR, at=day(8))
    assert made.below == notice.below
    assert f"This replaces notice {notice.identifier}" in made.body
    assert [c.task for c in desk.book.docket.clocks() if c.about == made.id] == [Task.APPROVE]
    with pytest.raises(NotAllowed, match="Vera Lind asked for it"):
        approve(desk, made, by=OFFICER, at=day(8, 13))
    approve(desk, made, at=day(8, 13))
    box = Postbox()
    desk.send(box, at=day(8, 14))
    assert [n.id for n, _, _ in box.sent] == [made.id]
    assert state(desk, notice, day(8, 14)) is NoticeState.UPDATED
    assert state(desk, made, day(8, 14)) is NoticeState.RELEASED
    assert [c.due for c in desk.book.docket.clocks() if c.about in {notice.id, made.id}] == [made.expires]
    with pytest.raises(NotAllowed, match="took its place"):
        cancel(desk, notice, at=day(8, 15))


@pytest.mark.parametrize("kind", ["extend", "cancel"])
def test_the_next_version_of_an_alert_refers_to_it_and_passes_every_lint(desk: Sitting, kind: str) -> None:
    alert = sent(desk, kind=NoticeKind.ALERT)
    made = (
        extend(desk, alert, until=alert.expires + 24 * HOUR, at=day(8))
        if kind == "extend"
        else cancel(desk, alert, at=day(8), told="The police caught those who planned it.")
    )
    assert faults(made.body, earlier=(alert.body,)) == ()
    assert check_schema(made.body.encode()).passed
    assert alert.identifier in made.references[0]
    assert f"<msgType>{'Update' if kind == 'extend' else 'Cancel'}</msgType>" in made.body
    assert made.identifier != alert.identifier


def test_what_is_cancelled_stops_at_once_and_its_readers_are_told(desk: Sitting) -> None:
    notice = sent(desk, box=Postbox(answer=Delivery.FAILED))
    box = Postbox()
    made = cancel(desk, notice, at=day(7, 14, 1), because="our source lied", told="It was a false alarm.")
    assert desk.send(box, at=day(7, 20)) == (), "no retry of what is cancelled, and the word is not approved yet"
    assert state(desk, notice, day(7, 20)) is NoticeState.CANCELLED
    assert "It was a false alarm." in made.body
    assert "our source lied" not in made.body
    assert "no all-clear" in made.body
    approve(desk, made, at=day(7, 20))
    desk.send(box, at=day(7, 21))
    assert [n.id for n, _, _ in box.sent] == [made.id]
    assert not [c for c in desk.book.docket.clocks() if c.about in {notice.id, made.id}], "nothing is left to do"


def test_the_word_that_it_is_cancelled_goes_out_though_its_ruling_fell(desk: Sitting) -> None:
    """The commonest case: the report is retracted, the ruling is reopened, and people still hold our text."""
    notice = sent(desk)
    desk.correct(desk.said(told.WARNED).report, at=day(8))
    assert [c.task for c in desk.book.docket.clocks() if c.about == notice.id] == [Task.RECALL]
    with pytest.raises(NotAllowed, match="its words may not go on holding"):
        extend(desk, notice, until=notice.expires + HOUR, at=day(8, 13))
    made = cancel(desk, notice, at=day(8, 13))
    approve(desk, made, at=day(8, 14))
    box = Postbox()
    desk.send(box, at=day(8, 15))
    assert [n.id for n, _, _ in box.sent] == [made.id]


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("tried", [False, True])
def test_the_word_that_ran_out_before_anybody_had_it_is_drawn_up_once_more(
    *, tried: bool, kind: NoticeKind, kept: Sitting
) -> None:
    """Nobody approved it in time, or no server took it: whoever holds the warning still believes it."""
    notice = sent(kept, kind=kind)
    first = cancel(kept, notice, at=day(8))
    if tried:
        approve(kept, first, at=day(8, 13))
        kept.send(*(Postbox(name=name, answer=Delivery.FAILED) for name in ("mail", "folder")), at=day(8, 14))
    with pytest.raises(NotAllowed, match="cancelled it before"):
        cancel(kept, notice, at=day(8, 15))
    late = first.expires
    if not tried:
        with pytest.raises(NotAllowed, match=f"it expired at .*\n.*cancel {notice.id[:12]} again to draw up another"):
            approve(kept, first, at=late)
    second = cancel(kept, notice, at=late)
    assert second.id != first.id
    assert [c.about for c in kept.book.docket.clocks() if c.about in {notice.id, first.id, second.id}] == [second.id]
    approve(kept, second, at=late + HOUR)
    box = Postbox(name="folder" if kind is NoticeKind.ALERT else "mail")
    kept.send(box, at=late + 2 * HOUR)
    assert [n.id for n, _, _ in box.sent] == [second.id]
    with pytest.raises(NotAllowed, match="cancelled it before"):
        cancel(kept, notice, at=second.expires + HOUR)


def test_nobody_is_told_that_a_warning_holds_no_longer_while_a_newer_one_is_on_its_way(desk: Sitting) -> None:
    old = sent(desk)
    again = rule_again(desk, old, at=day(7, 19))
    new = desk.briefing(again)
    with pytest.raises(NotAllowed, match="warns hall anew, waits for approval") as refused:
        cancel(desk, old, at=day(7, 20))
    assert "rule no-duty on it first" in refused.value.now
    desk.approve(new, at=day(7, 20))
    with pytest.raises(NotAllowed, match="took its place"):
        cancel(desk, old, at=day(7, 20))
    mail = Postbox()
    desk.send(mail, at=day(7, 21))
    assert [n.id for n, _, _ in mail.sent] == [new.id]
    assert f"This replaces notice {old.identifier}." in new.body
    assert new.body.index("This replaces notice") < new.body.index("may be passed on"), "above the tear line"


def test_both_are_taken_back_once_a_person_ruled_that_nobody_need_be_warned(desk: Sitting) -> None:
    old = sent(desk)
    rule_again(desk, old, at=day(7, 19))
    rule_again(desk, old, NoDuty(criterion="credible", justification="It was made up."), at=day(7, 20))
    made = cancel(desk, old, at=day(7, 21))
    assert "holds no longer" in made.body


def test_a_first_warning_replaces_nothing_nor_does_one_after_a_text_that_never_left(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    first = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 18)))
    second = desk.briefing(rule_again(desk, first, at=day(7, 19)))
    assert "This replaces" not in first.body + second.body


def test_what_never_went_out_is_neither_cancelled_nor_extended(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    with pytest.raises(NotAllowed, match="it never went out"):
        cancel(desk, notice, at=day(7, 14))
    with pytest.raises(NotAllowed, match="it never went out"):
        extend(desk, notice, until=notice.expires + HOUR, at=day(7, 14))


def test_no_act_without_its_reason_and_no_end_before_the_end(desk: Sitting) -> None:
    notice = sent(desk)
    with pytest.raises(NotAllowed, match="no reason is given"):
        cancel(desk, notice, at=day(8), because="  ")
    with pytest.raises(NotAllowed, match="no later than its end"):
        extend(desk, notice, until=notice.expires, at=day(8))
    cancel(desk, notice, at=day(8))
    with pytest.raises(NotAllowed, match="cancelled it before"):
        cancel(desk, notice, at=day(8, 13))


def test_the_reason_that_readers_are_told_may_not_tell_what_is_kept_back(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.MASKED, at=day(7, 9), marking=Tlp.RED)
    desk.judge(desk.said(told.WARNED).id, desk.said(told.MASKED).id, Judgement.SAME, at=day(7, 10))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(notice, at=day(7, 13, 30))
    desk.send(Postbox(), at=day(7, 14))
    with pytest.raises(NotAllowed, match="it tells what is kept back"):
        cancel(desk, notice, at=day(7, 15), told="Nothing will happen at the Lantern Quay hall.")
    made = cancel(desk, notice, at=day(7, 15), told="Nothing will happen.")
    approve(desk, made, at=day(7, 16))


# ---- keys


@pytest.fixture
def keys() -> dict[str, Ed25519PrivateKey]:
    """A key for each of three people, the same at each run."""
    names = (OFFICER.name, APPROVER.name, THIRD.name)
    return {name: Ed25519PrivateKey.from_private_bytes(bytes([n + 1]) * 32) for n, name in enumerate(names)}


def enrol(desk: Sitting, keys: dict[str, Ed25519PrivateKey]) -> None:
    """The officer's key is the first; it vouches for the approver's."""
    book = desk.book
    add_key(OFFICER, key=keys[OFFICER.name], by=OFFICER, vouching=None, book=book, at=day(6))
    add_key(APPROVER, key=keys[APPROVER.name], by=OFFICER, vouching=keys[OFFICER.name], book=book, at=day(6))


def test_whoever_has_a_key_signs_and_the_record_proves_it(kept: Sitting, keys: dict[str, Ed25519PrivateKey]) -> None:
    enrol(kept, keys)
    kept.take(told.WARNED, at=day(7))
    proposal = kept.duty("hall")
    with pytest.raises(NotAllowed, match="has a key on record, and did not sign it"):
        kept.rule(proposal, at=day(7, 13))
    with pytest.raises(NotAllowed, match="not on record as Exercise Officer Vera Lind's"):
        kept.rule(proposal, at=day(7, 13), key=keys[APPROVER.name])
    assert kept.book.all(DutyDecision) == ()
    decision = kept.rule(proposal, at=day(7, 13), key=keys[OFFICER.name])
    notice = kept.briefing(decision)
    with pytest.raises(NotAllowed, match="did not sign it"):
        approve(kept, notice, at=day(7, 14))
    approve(kept, notice, at=day(7, 14), key=keys[APPROVER.name])
    assert isinstance(kept.book, Casebook)
    verdict = kept.book.verify(keys=())
    assert verdict.sound
    assert "2 acts of people bear the signature of who they name" in verdict.holds
    assert any("nobody vouched for it: Exercise Officer Vera Lind's key" in line for line in verdict.unproved)


def test_a_name_that_was_written_into_the_record_without_its_key_is_found(
    kept: Sitting, keys: dict[str, Ed25519PrivateKey]
) -> None:
    """Somebody who writes to the casebook itself, past the desk, in another's name."""
    enrol(kept, keys)
    kept.take(told.WARNED, at=day(7))
    notice = kept.briefing(kept.rule(kept.duty("hall"), at=day(7, 13), key=keys[OFFICER.name]))
    forged = Approval(notice=notice.id, body=digest(notice.body), by=APPROVER, at=day(7, 14))
    kept.book.record(Act(kind="approval", subject=notice.id, words=(forged,), by=APPROVER, at=day(7, 14)))
    assert isinstance(kept.book, Casebook)
    (failure,) = kept.book.verify(keys=()).failed
    assert failure.what == f"{APPROVER.name} has a key on record, and did not sign it"


def test_a_signature_is_of_one_act_and_no_other(desk: Sitting, keys: dict[str, Ed25519PrivateKey]) -> None:
    enrol(desk, keys)
    act = signed(Approval(notice="n", body="b", by=APPROVER, at=day(7)), key=keys[APPROVER.name])
    assert signer(act)
    for other in (replace(act, notice="m"), replace(act, body="c"), replace(act, by=THIRD), replace(act, at=day(8))):
        assert signer(other) == ""


def test_a_key_is_vouched_for_by_one_that_stands(desk: Sitting, keys: dict[str, Ed25519PrivateKey]) -> None:
    enrol(desk, keys)
    third = keys[THIRD.name]
    with pytest.raises(NotAllowed, match="no standing key of Exercise Deputy Mara Quell vouches"):
        add_key(THIRD, key=third, by=THIRD, vouching=third, book=desk.book, at=day(7))
    with pytest.raises(NotAllowed, match="it was on record before"):
        add_key(THIRD, key=keys[OFFICER.name], by=OFFICER, vouching=keys[OFFICER.name], book=desk.book, at=day(7))
    add_key(THIRD, key=third, by=APPROVER, vouching=keys[APPROVER.name], book=desk.book, at=day(7))
    assert len(desk.book.all(PersonKey)) == 3


def test_a_revoked_key_proves_what_it_signed_before_and_nothing_after(
    kept: Sitting, keys: dict[str, Ed25519PrivateKey]
) -> None:
    enrol(kept, keys)
    kept.take(told.WARNED, at=day(7))
    notice = kept.briefing(kept.rule(kept.duty("hall"), at=day(7, 13), key=keys[OFFICER.name]))
    public = next(k.key for k in kept.book.all(PersonKey) if k.person == OFFICER)
    with pytest.raises(NotAllowed, match="no standing key"):
        revoke_key(public, because="lost", by=THIRD, vouching=keys[THIRD.name], book=kept.book, at=day(7, 14))
    revoke_key(public, because="lost", by=APPROVER, vouching=keys[APPROVER.name], book=kept.book, at=day(7, 14))
    with pytest.raises(NotFound, match="no such key stands"):
        revoke_key(public, because="lost", by=APPROVER, vouching=keys[APPROVER.name], book=kept.book, at=day(7, 15))
    with pytest.raises(NotAllowed, match="not on record as"):
        kept.rule(kept.duty("school"), at=day(7, 15), key=keys[OFFICER.name])
    approve(kept, notice, at=day(7, 16), key=keys[APPROVER.name])
    assert isinstance(kept.book, Casebook)
    assert kept.book.verify(keys=()).sound


def test_where_all_must_sign_nobody_rules_without_a_key(desk: Sitting) -> None:
    desk.office = replace(desk.office, all_sign=True)
    desk.take(told.WARNED, at=day(7))
    with pytest.raises(NotAllowed, match="this office has everybody sign"):
        desk.rule(desk.duty("hall"), at=day(7, 13))


# ---- the whole life, in any order


class Living(RuleBasedStateMachine):
    """One duty whose notices live in any order of acts; what a reader of ours holds is followed beside it."""

    @initialize()
    def begin(self) -> None:
        """A warning came, and the hall is in its way."""
        self.desk = Sitting()
        self.now = day(7)
        self.desk.take(told.WARNED, at=self.now)
        self.proposal = self.desk.duty("hall")
        self.box = Postbox()
        self.taken_back: set[str] = set()

    def notices(self) -> list[Notice]:
        """Every briefing that was drawn up."""
        return [n for n in self.desk.book.all(Notice) if n.kind is NoticeKind.BRIEFING]

    @rule(hours=st.sampled_from([0.1, 1, 8, 30]))
    def wait(self, hours: float) -> None:
        """Time goes by."""
        self.now += timedelta(hours=hours)

    @rule()
    def warn(self) -> None:
        """The officer rules, again perhaps."""
        self.now += timedelta(minutes=1)
        people.rule(
            self.proposal.id, ruling=Warn(), book=self.desk.book, office=self.desk.office, by=OFFICER, at=self.now
        )

    @precondition(lambda self: self.notices())
    @rule(which=st.integers(0, 5), who=st.sampled_from([OFFICER, APPROVER, THIRD]))
    def approve(self, which: int, who: Person) -> None:
        """Somebody tries to approve a notice."""
        notice = self.notices()[which % len(self.notices())]
        self.now += timedelta(minutes=1)
        before = state(self.desk, notice, self.now)
        try:
            approve(self.desk, notice, by=who, at=self.now)
        except NotAllowed:
            return
        assert who != OFFICER, "they ruled, extended and cancelled"
        assert before not in {NoticeState.EXPIRED, NoticeState.CANCELLED}
        assert notice.cancels or self.last(notice), "what was superseded is not approved"

    def last(self, notice: Notice) -> bool:
        """Whether it was drawn up for the last ruling."""
        return self.desk.book.all(DutyDecision)[-1].id == notice.decision

    @precondition(lambda self: self.notices())
    @rule(which=st.integers(0, 5), how=st.sampled_from(["extend", "cancel"]))
    def revise(self, which: int, how: str) -> None:
        """The officer tries to extend a notice, or to cancel it."""
        notice = self.notices()[which % len(self.notices())]
        self.now += timedelta(minutes=1)
        held = {n.id for n, _, _ in self.box.sent}
        try:
            if how == "extend":
                extend(self.desk, notice, until=max(self.now, notice.expires) + 5 * HOUR, at=self.now)
            else:
                cancel(self.desk, notice, at=self.now)
                self.taken_back.add(notice.id)
        except NotAllowed:
            return
        assert notice.id in held, "only what went out is revised"

    @rule()
    def send(self) -> None:
        """What is due goes out."""
        self.now += timedelta(minutes=1)
        before = len(self.box.sent)
        self.desk.send(self.box, at=self.now)
        for notice, _, _ in self.box.sent[before:]:
            assert self.now < notice.expires
            assert notice.id not in self.taken_back, "what was cancelled is not sent"
            assert {a.by for a in self.desk.book.all(Approval, parent=notice.id)} - {OFFICER}
            assert notice.cancels or self.last(notice)

    @invariant()
    def the_state_is_what_happened(self) -> None:
        """No state says more than was done."""
        held = {n.id for n, _, _ in self.box.sent}
        for notice in self.notices():
            found = state(self.desk, notice, self.now)
            assert (found is NoticeState.CANCELLED) == (notice.id in self.taken_back)
            if found is NoticeState.RELEASED:
                assert notice.id in held
            if found in {NoticeState.DRAFT, NoticeState.APPROVED}:
                assert notice.id not in held

    @invariant()
    def whoever_holds_our_text_is_not_forgotten(self) -> None:
        """What went out and was neither replaced nor cancelled is on the docket, expired or not, or a later version."""
        about = {c.about for c in self.desk.book.docket.clocks()}
        for notice, _, _ in self.box.sent:
            open_ = versions.newer(notice, book=self.desk.book) is None and notice.id not in self.taken_back
            later = {n.id for n in self.notices() if n.sent >= notice.sent}
            assert bool(later & about) if open_ and not notice.cancels else notice.id not in about


class TestLiving(Living.TestCase):  # type: ignore[name-defined,misc]
    """Twenty-five lives."""

    settings = settings(max_examples=25, stateful_step_count=25, deadline=None)

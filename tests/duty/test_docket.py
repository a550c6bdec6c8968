"""The docket: what each state of a duty and of its notices asks a person to do, and by when."""

from dataclasses import replace
from datetime import timedelta

from tests.scene import AT, OFFICER
from tocsin.duty.docket import Pair, clocks
from tocsin.model import (
    Approval,
    Clock,
    Closing,
    Contact,
    DutyDecision,
    DutyProposal,
    Line,
    NoDuty,
    Notice,
    NoticeKind,
    NoticeStatus,
    Program,
    Refer,
    Reopening,
    Ruling,
    Task,
    Tlp,
    Waive,
    Warn,
    digest,
)

HOUR = timedelta(hours=1)
DUE = AT + 4 * HOUR


def proposal(policy: str = "p", incident: str = "i") -> DutyProposal:
    return DutyProposal(
        incident=incident, protected="hall", policy=policy, findings=(), proposes=Warn(), because="every test is met",
        became_aware=AT, due=DUE, by=Program(name="tocsin", version="0"), at=AT,
    )  # fmt: skip


def ruled(on: DutyProposal, ruling: Ruling, *, hour: int = 1) -> DutyDecision:
    return DutyDecision(
        proposal=on.id, incident=on.incident, protected=on.protected, findings=(), ruling=ruling, policy=on.policy,
        became_aware=AT, due=DUE, by=OFFICER, at=AT + hour * HOUR,
    )  # fmt: skip


def notice(on: DutyDecision, *, kind: NoticeKind = NoticeKind.BRIEFING, body: str = "text", **more: object) -> Notice:
    found = Notice(
        kind=kind, incident=on.incident, decision=on.id, recipient="hall" if kind is NoticeKind.BRIEFING else "public",
        contacts=(Contact(channel="mail", address="hall@house.example"),), language="en",
        status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline="Exercise", above=(), below=(Line(text=body),),
        disclosures=(), media_type="text/plain", body=body, sent=on.at, expires=on.at + 24 * HOUR, identifier=body,
    )  # fmt: skip
    return replace(found, **more)


def approved(of: Notice) -> Approval:
    return Approval(notice=of.id, body=digest(of.body), by=OFFICER, at=of.sent + HOUR)


def to_do(pair: Pair) -> list[tuple[Task, str]]:
    return [(c.task, c.about) for c in clocks(pair, incident="i")]


def test_a_proposal_is_to_be_decided_from_the_moment_we_became_aware() -> None:
    one = proposal()
    (clock,) = clocks(Pair(proposals=(one,)), incident="joined")
    assert clock == Clock(
        task=Task.DECIDE, about=one.id, incident="joined", protected="hall", recipient="hall", policy="p", since=AT,
        due=DUE,
    )  # fmt: skip


def test_a_ruling_to_warn_settles_every_policy_and_a_waiver_only_its_own() -> None:
    one, other = proposal("p"), proposal("q")
    both = (one, other)
    assert to_do(Pair(proposals=both, decisions=(ruled(one, Warn()),))) == []
    waived = ruled(one, Waive(ground="W1", justification="They know.", by=OFFICER))
    assert to_do(Pair(proposals=both, decisions=(waived,))) == [(Task.DECIDE, other.id)]
    none = ruled(one, NoDuty(criterion="real", justification="a hoax"))
    assert to_do(Pair(proposals=both, decisions=(none,))) == [(Task.DECIDE, other.id)]


def test_a_question_settles_nothing_and_a_reopened_ruling_neither() -> None:
    one = proposal()
    asked = ruled(one, Refer(question="Is it open?"))
    assert to_do(Pair(proposals=(one,), decisions=(asked,))) == [(Task.DECIDE, one.id)]
    warned = ruled(one, Warn())
    again = Reopening(decision=warned.id, because="retracted", by=OFFICER, at=AT + 2 * HOUR)
    pair = Pair(proposals=(one,), decisions=(warned,), reopenings=(again,))
    assert to_do(pair) == [(Task.DECIDE, one.id)]
    newer = ruled(one, Warn(), hour=3)
    assert to_do(replace(pair, decisions=(warned, newer))) == []


def test_of_proposals_made_before_incidents_were_joined_that_of_the_holder_is_asked() -> None:
    taken_in, holder = proposal(incident="old"), proposal(incident="i")
    assert to_do(Pair(proposals=(taken_in, holder))) == [(Task.DECIDE, holder.id)]
    assert to_do(Pair(proposals=(taken_in,))) == [(Task.DECIDE, taken_in.id)]


def test_a_notice_waits_for_approval_while_the_rulings_clock_runs() -> None:
    one = proposal()
    decision = ruled(one, Warn())
    drawn = notice(decision)
    (clock,) = clocks(Pair(proposals=(one,), decisions=(decision,), notices=(drawn,)), incident="i")
    assert (clock.task, clock.since, clock.due) == (Task.APPROVE, AT, DUE)


def test_an_approved_notice_is_to_be_answered_before_it_expires_until_a_newer_one_or_a_closing_does() -> None:
    one = proposal()
    decision = ruled(one, Warn())
    drawn = notice(decision)
    pair = Pair(proposals=(one,), decisions=(decision,), notices=(drawn,), approvals=(approved(drawn),))
    (clock,) = clocks(pair, incident="i")
    assert (clock.task, clock.since, clock.due) == (Task.RENEW, drawn.sent, drawn.expires)
    closed = Closing(incident="i", because="it was an exercise", by=OFFICER, at=AT + 5 * HOUR)
    assert to_do(replace(pair, closings=(closed,))) == []
    later = ruled(one, Warn(), hour=6)
    newer = notice(later, body="newer")
    pair = replace(pair, decisions=(decision, later), notices=(drawn, newer))
    assert to_do(pair) == [(Task.APPROVE, newer.id), (Task.RECALL, drawn.id)], "the old text is still out"
    pair = replace(pair, approvals=(approved(drawn), approved(newer)))
    assert to_do(pair) == [(Task.RENEW, newer.id)]


def test_what_went_out_on_a_ruling_that_fell_is_due_since_it_fell() -> None:
    one = proposal()
    decision = ruled(one, Warn())
    drawn, never = notice(decision), notice(decision, body="never approved")
    again = Reopening(decision=decision.id, because="the report was retracted", by=OFFICER, at=AT + 3 * HOUR)
    pair = Pair(
        proposals=(one,), decisions=(decision,), reopenings=(again,), notices=(drawn, never),
        approvals=(approved(drawn),),
    )  # fmt: skip
    assert [(c.task, c.about, c.due) for c in clocks(pair, incident="i")] == [
        (Task.RECALL, drawn.id, AT + 3 * HOUR),
        (Task.DECIDE, one.id, DUE),
    ]


def test_an_alert_is_answered_by_a_newer_one_that_refers_to_it_whomever_that_was_drawn_up_for() -> None:
    one = proposal()
    decision = ruled(one, Warn())
    alert = notice(decision, kind=NoticeKind.ALERT, identifier="a-1")
    pair = Pair(proposals=(one,), decisions=(decision,), notices=(alert,), approvals=(approved(alert),))
    assert to_do(replace(pair, overtaken=frozenset({"sender,a-10,2024-03-07T18:00:00+00:00"}))) != []
    assert to_do(replace(pair, overtaken=frozenset({"sender,a-1,2024-03-07T18:00:00+00:00"}))) == []

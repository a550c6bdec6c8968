"""Ruling on a duty: its clock, who may decide silence and how, and what is drawn up."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import OFFICER, policy, register
from tests.sitting import TESTS, Postbox, Sitting, office
from tocsin.desk import noticing, people
from tocsin.desk.duties import standing_decisions
from tocsin.desk.office import NOBODY
from tocsin.model import (
    Approval,
    Closing,
    CorrectionHow,
    DutyDecision,
    Ground,
    Judgement,
    NoDuty,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Refer,
    Ruling,
    Waive,
    Warn,
)


def test_the_clock_starts_when_the_first_word_reached_us(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(8), received=day(7, 17, 38))
    proposal = desk.duty("hall")
    assert proposal.became_aware == day(7, 17, 38)
    assert proposal.due == day(7, 21, 38)
    assert proposal.at == day(8)


def test_the_duty_that_is_due_first_stands_first(desk: Sitting) -> None:
    desk.office = office(policies=(policy(*TESTS, hours=6), policy("credible", hours=2)))
    desk.take(told.ELSEWHERE, at=day(7, 13))
    desk.take(told.WARNED, at=day(7))
    due = [p.due for p in desk.duties()]
    assert due == sorted(due)
    assert len(due) == 6


OTHER = Person(name="Exercise Officer Bo Marsh")


def test_nobody_stops_unseen_what_another_ruled_a_moment_ago(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    warned = desk.rule(proposal, at=day(7, 13))
    silence = NoDuty(criterion="credible", justification="It was made up.")

    def other(ruling: Ruling, at: datetime, instead_of: str = "") -> DutyDecision:
        return people.rule(
            proposal.id, ruling=ruling, book=desk.book, office=desk.office, by=OTHER, at=at, instead_of=instead_of
        )

    with pytest.raises(NotAllowed, match=f"{OFFICER.name} ruled to warn at 13:00:00") as refused:
        other(silence, day(7, 13))
    assert f"--instead-of {warned.id[:12]}" in refused.value.now
    assert [d.id for d in standing_decisions(desk.book)] == [warned.id], "his warning goes on"
    made = other(silence, day(7, 13, 1), instead_of=warned.id)
    assert [d.id for d in standing_decisions(desk.book)] == [made.id]


def test_a_warning_an_own_ruling_and_one_of_long_ago_need_no_such_word(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    hall, school = desk.duty("hall"), desk.duty("school")
    silence = NoDuty(criterion="credible", justification="It was made up.")
    desk.rule(hall, silence, at=day(7, 13))
    people.rule(hall.id, ruling=Warn(), book=desk.book, office=desk.office, by=OTHER, at=day(7, 13))
    desk.rule(school, at=day(7, 13))
    desk.rule(school, silence, at=day(7, 13, 1))
    desk.rule(hall, silence, at=day(7, 14))
    assert {type(d.ruling) for d in standing_decisions(desk.book)} == {NoDuty}


@pytest.mark.parametrize("sentence", [told.HAPPENED, told.DEAD, told.FOILED, told.WEATHER])
def test_what_is_over_or_nothing_raises_no_duty(desk: Sitting, sentence: str) -> None:
    desk.take(sentence, at=day(22, 21))
    assert desk.duties() == ()


def test_who_is_not_exposed_gets_no_proposal_at_all(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    assert "theatre" not in {p.protected for p in desk.duties()}
    desk.take(told.ELSEWHERE, at=day(7, 13))
    assert [p.protected for p in desk.duties() if p.incident == desk.incident(told.ELSEWHERE).id] == ["theatre"]


def test_that_nobody_decided_before_it_happened_stays_to_be_seen(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.HAPPENED, at=day(22, 21))
    assert desk.incident(told.WARNED) == desk.incident(told.HAPPENED)
    assert {p.protected for p in desk.duties()} == {"hall", "school"}
    assert all(p.due < day(22) for p in desk.duties())


def test_a_window_that_passes_closes_nothing(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.WEATHER, at=day(30))
    assert {p.protected for p in desk.duties()} == {"hall", "school"}


def test_a_person_closes_an_incident_and_nothing_more_is_proposed_for_it(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    incident = desk.incident(told.WARNED)
    for proposal in desk.duties():
        desk.rule(proposal, NoDuty(criterion="credible", justification="The embassy took it back."), at=day(7, 13))
    closing = people.close(
        incident.id, because="They were arrested.", book=desk.book, by=OFFICER, at=day(8), required=False
    )
    assert desk.book.all(Closing) == (closing,)
    desk.office = replace(desk.office, policies=(*desk.office.policies, policy("credible")))
    desk.take(told.WARNED, told.WEATHER, at=day(9), source="courier")
    assert desk.duties() == ()


def test_closing_does_not_decide_what_was_already_proposed(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    people.close(
        desk.incident(told.WARNED).id, because="It is over.", book=desk.book, by=OFFICER, at=day(8), required=False
    )
    assert {p.protected for p in desk.duties()} == {"hall", "school"}


def test_a_ruling_to_warn_draws_up_an_alert_and_a_briefing(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    decision = desk.rule(proposal, at=day(7, 13))
    assert (decision.by, decision.at, decision.due) == (OFFICER, day(7, 13), proposal.due)
    assert decision.findings == proposal.findings
    drawn = desk.notices(decision)
    assert {(n.kind, n.recipient) for n in drawn} == {(NoticeKind.ALERT, "public"), (NoticeKind.BRIEFING, "hall")}
    assert {p.protected for p in desk.duties()} == {"school"}


def test_a_ruling_to_warn_settles_the_pair_under_every_policy(desk: Sitting) -> None:
    desk.office = office(policies=(policy(*TESTS), policy("credible")))
    desk.take(told.WARNED, at=day(7))
    first, second = (p for p in desk.duties() if p.protected == "hall")
    desk.rule(first, at=day(7, 13))
    assert second.id not in {p.id for p in desk.duties()}


def test_silence_settles_only_the_policy_it_was_decided_under(desk: Sitting) -> None:
    desk.office = office(policies=(policy(*TESTS), policy("credible")))
    desk.take(told.WARNED, at=day(7))
    first, second = (p for p in desk.duties() if p.protected == "hall")
    desk.rule(first, Waive(ground="W1", justification="They told us first.", by=OFFICER), at=day(7, 13))
    assert [p for p in desk.duties() if p.protected == "hall"] == [second]


def test_a_waiver_draws_nothing_up(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    waiver = Waive(ground="W1", justification="They told us first.", by=OFFICER)
    decision = desk.rule(desk.duty("hall"), waiver, at=day(7, 13))
    assert decision.ruling == waiver
    assert desk.book.all(Notice) == ()


def test_a_referral_leaves_the_clock_running(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    before = desk.duty("hall")
    decision = desk.rule(before, Refer(question="Which concerts?"), at=day(7, 13))
    assert decision.due == before.due
    assert desk.duty("hall").due == before.due


SOMEBODY = Person(name="Somebody Else")


@pytest.mark.parametrize(
    ("ruling", "said"),
    [
        (Waive(ground="W9", justification="It is well known.", by=OFFICER), "no ground of test.*it has W1"),
        (Waive(ground="W1", justification="...", by=OFFICER), "silence needs a written justification"),
        (Waive(ground="W1", justification="They know.", by=SOMEBODY), "signed by whoever rules"),
        (NoDuty(criterion="luck", justification="It is well."), "no rule of test.*it has credible"),
        (NoDuty(criterion="credible", justification=" - "), "silence needs a written justification"),
        (Refer(question="?"), "a referral asks a question"),
    ],
)
def test_silence_without_its_reasons_is_refused_and_not_recorded(desk: Sitting, ruling: Ruling, said: str) -> None:
    desk.take(told.WARNED, at=day(7))
    with pytest.raises(NotAllowed, match=f"(?s){said}"):
        desk.rule(desk.duty("hall"), ruling, at=day(7, 13))
    assert desk.book.all(DutyDecision) == ()
    assert {p.protected for p in desk.duties()} == {"hall", "school"}


def test_a_waiver_without_a_ground_or_a_word_cannot_even_be_made() -> None:
    for ground, justification in (("", "They know."), ("W1", ""), ("W1", " \n")):
        with pytest.raises(ValueError, match="a ground and a written justification"):
            Waive(ground=ground, justification=justification, by=OFFICER)


def test_ruling_on_what_is_not_there_says_what_to_do(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    gone = replace(desk.duty("hall"), protected="nobody")
    with pytest.raises(NotFound, match="tocsin duty lists them"):
        desk.rule(gone, at=day(7, 13))


def test_a_later_ruling_supersedes_and_both_stay_on_record(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    first = desk.rule(proposal, at=day(7, 13))
    second = desk.rule(proposal, NoDuty(criterion="credible", justification="It was a hoax."), at=day(7, 14))
    assert standing_decisions(desk.book) == (second,)
    assert set(desk.book.all(DutyDecision)) == {first, second}
    with pytest.raises(NotAllowed, match="superseded"):
        desk.approve(desk.briefing(first), at=day(7, 15))


def test_a_policy_that_changed_asks_again(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.rule(desk.duty("hall"), Waive(ground="W1", justification="They know.", by=OFFICER), at=day(7, 13))
    desk.office = office(policies=(replace(policy("credible"), grounds=(ground("W2"),)),))
    desk.take(told.WEATHER, at=day(8))
    newer = next(p for p in desk.duties() if p.protected == "hall")
    assert newer.policy == desk.office.policies[0].digest
    with pytest.raises(NotAllowed, match="it has W2"):
        desk.rule(newer, Waive(ground="W1", justification="They know.", by=OFFICER), at=day(8, 13))


def ground(id_: str) -> Ground:
    return Ground(id=id_, text="A ground.", source="the test", verified=False)


def test_an_incident_that_took_another_in_answers_for_both(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    desk.take(told.MASKED, at=day(7, 13))
    old, new = desk.duty("hall", told.WARNED), desk.duty("hall", told.MASKED)
    assert old.incident != new.incident
    decision = desk.rule(new, at=day(7, 14))
    desk.judge(old.incident, new.incident, Judgement.SAME, at=day(7, 15))
    assert decision in standing_decisions(desk.book)
    assert {p.protected for p in desk.duties()} == {"school"}
    assert desk.duty("school").became_aware == day(7)


# --- the alert -----------------------------------------------------------------------------------------


def test_one_alert_for_two_rulings_that_say_the_same(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    first = desk.rule(desk.duty("hall"), at=day(7, 13))
    second = desk.rule(desk.duty("school"), at=day(7, 13))
    assert {n.kind for n in desk.notices(first)} == {NoticeKind.ALERT, NoticeKind.BRIEFING}
    assert {n.kind for n in desk.notices(second)} == {NoticeKind.BRIEFING}


@pytest.mark.parametrize("minutes", [1, 45, 60])
def test_rulings_one_after_another_ask_for_one_alert(desk: Sitting, minutes: int) -> None:
    desk.take(told.WARNED, at=day(7))
    alert_of(desk, desk.rule(desk.duty("hall"), at=day(7, 13)))
    second = desk.rule(desk.duty("school"), at=day(7, 13) + timedelta(minutes=minutes))
    assert {n.kind for n in desk.notices(second)} == {NoticeKind.BRIEFING}


def test_an_alert_is_drawn_up_again_where_the_one_that_stands_ends_much_sooner_or_the_end_was_chosen(
    desk: Sitting,
) -> None:
    desk.take(told.WARNED, at=day(7))
    first = alert_of(desk, desk.rule(desk.duty("hall"), at=day(7, 13), until=day(8, 13)))
    late = desk.rule(desk.duty("school"), at=day(7, 14), until=first.expires + timedelta(minutes=5))
    assert alert_of(desk, late).expires > first.expires


def test_the_alert_is_drawn_up_again_when_its_ruling_was_superseded(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal, until = desk.duty("hall"), day(9)
    desk.rule(proposal, at=day(7, 13), until=until)
    again = desk.rule(proposal, at=day(7, 14), until=until)
    alert = next(n for n in desk.notices(again) if n.kind is NoticeKind.ALERT)
    desk.approve(alert, at=day(7, 15))
    assert [a.notice for a in desk.book.all(Approval)] == [alert.id]


def test_what_was_taken_back_is_no_alert_that_stands(desk: Sitting) -> None:
    """The public last heard that it is cancelled: whoever rules to warn then must reach them, too."""
    desk.take(told.WARNED, at=day(7))
    first = alert_of(desk, desk.rule(desk.duty("hall"), at=day(7, 13)))
    desk.approve(first, at=day(7, 13, 5))
    folder = Postbox(name="folder")
    desk.send(folder, at=day(7, 13, 6))
    made = noticing.cancel(
        first, because="a hoax", told="", book=desk.book, office=desk.office, by=OFFICER, at=day(7, 13, 12)
    )[1]
    desk.approve(made, at=day(7, 13, 15))
    desk.send(folder, at=day(7, 13, 16))
    again = alert_of(desk, desk.rule(desk.duty("school"), at=day(7, 13, 30)))
    assert not again.cancels
    assert again.id not in {first.id, made.id}


def test_an_alert_updates_those_that_were_sent_and_no_others(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal, box = desk.duty("hall"), Postbox(name="folder")
    first = alert_of(desk, desk.rule(proposal, at=day(7, 13)))
    unsent = alert_of(desk, desk.rule(proposal, at=day(7, 14), until=day(8)))
    assert unsent.references == ()
    assert "<msgType>Alert</msgType>" in unsent.body
    desk.approve(unsent, at=day(7, 15))
    desk.send(box, at=day(7, 16))
    third = alert_of(desk, desk.rule(proposal, at=day(7, 17), until=day(9)))
    (reference,) = third.references
    assert reference.split(",")[1] == unsent.identifier != first.identifier
    assert "<msgType>Update</msgType>" in third.body


def alert_of(desk: Sitting, decision: DutyDecision) -> Notice:
    return next(n for n in desk.notices(decision) if n.kind is NoticeKind.ALERT)


def test_extending_holds_until_the_moment_that_a_person_chose(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    desk.rule(proposal, at=day(7, 13))
    again = desk.rule(proposal, at=day(8), until=day(12))
    assert {n.expires for n in desk.notices(again)} == {day(12)}
    with pytest.raises(NotAllowed, match="over before it is sent"):
        desk.rule(proposal, at=day(9), until=day(9) - timedelta(minutes=1))


def test_a_ruling_that_cannot_be_drawn_up_is_not_recorded(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    desk.office = office(register=register(*(e for e in desk.office.register.entries if e.id != "hall")))
    with pytest.raises(NotFound, match="no longer in the register"):
        desk.rule(proposal, at=day(7, 13))
    assert desk.book.all(DutyDecision) == ()


def test_an_office_that_lost_its_register_rules_by_the_last_on_record(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    moved = replace(desk.office.register, digest="1" * 64, entries=tuple(
        replace(e, name="Moved Hall") if e.id == "hall" else e for e in desk.office.register.entries
    ))  # fmt: skip
    desk.office = replace(desk.office, register=moved)
    desk.take(told.WARNED, told.WEATHER, at=day(7, 13), source="embassy")
    proposal = desk.duty("hall")
    desk.office = replace(desk.office, register=NOBODY)
    assert "Moved Hall" in desk.briefing(desk.rule(proposal, at=day(7, 14))).body


def test_warning_of_what_was_taken_back_says_that_it_is_gone(desk: Sitting) -> None:
    report = desk.take(told.WARNED, at=day(7))
    desk.correct(report, CorrectionHow.RETRACTED, at=day(7, 13))
    with pytest.raises(NotAllowed, match="nothing that was said of it stands any more"):
        desk.rule(desk.duty("hall"), Warn(), at=day(7, 14))
    assert desk.book.all(DutyDecision) == ()

"""Law 7: only a person may decide silence, by waiver or by finding no duty; a program proposes. In doubt, inform."""

from dataclasses import replace
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import by_heart as told
from tests.scene import OFFICER, PROGRAM, policy
from tests.sessions import Act, Play, anything, closing, opinions, rulings, sending_out, session, taking
from tests.sitting import Sitting
from tocsin import duty
from tocsin.casebook.docket import held
from tocsin.desk.current import live, standing
from tocsin.desk.duties import standing_decisions
from tocsin.model import (
    Approval,
    Closing,
    DutyDecision,
    DutyProposal,
    Incident,
    Met,
    NoDuty,
    NotAllowed,
    Notice,
    Person,
    Refer,
    Ruling,
    Statement,
    Waive,
    Warn,
)

no_rulings = st.one_of(taking, opinions, closing, sending_out)


@given(session(no_rulings))
def test_without_a_person_nothing_is_decided_and_nothing_said(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    assert play.desk.book.all(DutyDecision) == ()
    assert play.desk.book.all(Notice) == ()


@given(session(anything))
@settings(max_examples=100)
def test_a_duty_once_proposed_stays_open_until_a_person_rules(acts: list[Act]) -> None:
    play = Play(Sitting())
    for _ in play.steps(acts):
        book = play.desk.book
        current = held(book.all(Incident))
        open_ = {(current.get(p.incident, p.incident), p.protected) for p in play.desk.duties()}
        ruled = {(current.get(d.incident, d.incident), d.protected) for d in standing_decisions(book)
                 if not isinstance(d.ruling, Refer)}  # fmt: skip
        for proposal in book.all(DutyProposal):
            assert (current.get(proposal.incident, proposal.incident), proposal.protected) in open_ | ruled


@given(session(anything))
def test_every_ruling_closing_and_approval_bears_a_persons_name(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    for kind in (DutyDecision, Closing, Approval):
        for word in play.desk.book.all(kind):
            assert isinstance(word.by, Person)
            assert word.by.name.strip()


@given(session(anything))
def test_a_program_proposes_to_warn_to_ask_or_to_find_no_duty_and_never_to_waive(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    assert Waive not in get_type_hints(DutyProposal)["proposes"].__args__
    for proposal in play.desk.book.all(DutyProposal):
        assert proposal.by.name == "tocsin"
        assert isinstance(proposal.proposes, Warn | NoDuty | Refer)


@given(session(anything))
def test_doubt_is_never_proposed_as_no_duty(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    for proposal in play.desk.book.all(DutyProposal):
        if isinstance(proposal.proposes, NoDuty):
            unmet = next(f for f in proposal.findings if f.rule == proposal.proposes.criterion)
            assert unmet.met is Met.NO
            assert unmet.statements
        elif isinstance(proposal.proposes, Warn):
            assert Met.NO not in {f.met for f in proposal.findings}


@given(session(taking, most=5))
def test_whoever_stands_in_the_way_of_what_may_still_come_is_proposed_for_and_nobody_else(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    book = play.desk.book
    statements = {s.id: s for s in standing(book)}
    proposed = {(p.incident, p.protected) for p in book.all(DutyProposal)}
    for incident in live(book):
        for entry in play.desk.office.register.entries:
            exposed = duty.exposed(entry, incident, statements)
            if duty.is_open(incident, statements, ()):
                assert ((incident.id, entry.id) in proposed) is (exposed is not None)


@given(rulings)
def test_no_program_rules(ruling: Ruling) -> None:
    proposal = a_proposal()
    with pytest.raises(NotAllowed, match="only a person rules"):
        duty.rule(proposal, ruling, policy=POLICY, by=PROGRAM, at=told.day(7))  # type: ignore[arg-type]
    found = duty.rule(proposal, ruling, policy=POLICY, by=OFFICER, at=told.day(7))
    assert found.by == OFFICER


POLICY = policy("credible", "impending")


def a_proposal() -> DutyProposal:
    desk = Sitting()
    desk.office = replace(desk.office, policies=(POLICY,))
    desk.take(told.WARNED, at=told.day(7))
    return desk.duty("hall")


words = st.text(max_size=20)


@given(words, words)
def test_silence_needs_a_ground_of_the_policy_and_a_reason_in_words(ground: str, justification: str) -> None:
    proposal = a_proposal()
    for silence in (
        lambda: Waive(ground=ground, justification=justification, by=OFFICER),
        lambda: NoDuty(criterion=ground, justification=justification),
    ):
        with pytest.raises((NotAllowed, ValueError)):
            duty.rule(proposal, silence(), policy=POLICY, by=OFFICER, at=told.day(7))


@given(words)
def test_a_reason_is_one_that_has_a_letter_in_it(justification: str) -> None:
    silence = NoDuty(criterion="credible", justification=justification)
    if any(c.isalpha() for c in justification):
        assert duty.rule(a_proposal(), silence, policy=POLICY, by=OFFICER, at=told.day(7)).ruling == silence
        return
    with pytest.raises(NotAllowed, match="written justification"):
        duty.rule(a_proposal(), silence, policy=POLICY, by=OFFICER, at=told.day(7))


def test_the_statements_of_a_proposal_are_on_record() -> None:
    desk = Sitting()
    desk.take(told.WARNED, at=told.day(7))
    for finding in desk.duty("hall").findings:
        assert all(desk.book.get(Statement, s) is not None for s in finding.statements)

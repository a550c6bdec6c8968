"""A person rules: what each ruling must bring with it, and what no ruling can do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene import AT, MOSCOW, OFFICER, PROGRAM, by_id, entry, incident, register, says
from tocsin import duty
from tocsin.model import (
    DutyDecision,
    DutyProposal,
    NoDuty,
    NotAllowed,
    Person,
    Policy,
    Refer,
    Ruling,
    Stage,
    Waive,
    Warn,
)

DIRECTIVE = duty.shipped_policy("icd-191")
OFFICE = duty.shipped_policy("organisation")
THREAT = says("Gunmen plan an attack on crowds in Moscow.", stage=Stage.PLANNED, places=[MOSCOW], targets=["crowds"])
REASON = "The head of security told us of this very threat on 6 March; the call is logged."


def proposals(policy: Policy) -> dict[str, DutyProposal]:
    """What is proposed to a hall and a school in Moscow, by entry."""
    found = duty.propose(
        incident(THREAT), statements=by_id(THREAT), grades={}, register=register(entry("hall"), entry("school")),
        policy=policy, aware={}, by=PROGRAM, at=AT,
    )  # fmt: skip
    return {proposal.protected: proposal for proposal in found}


def ruled(ruling: Ruling, *, policy: Policy = DIRECTIVE, by: Person = OFFICER, at: datetime = AT) -> DutyDecision:
    return duty.rule(proposals(policy)["hall"], ruling, policy=policy, by=by, at=at)


def refused(ruling: Ruling, **more: object) -> NotAllowed:
    """What is said of a ruling that the house forbids: where, what and what now."""
    with pytest.raises(NotAllowed) as found:
        ruled(ruling, **more)  # type: ignore[arg-type]
    error = found.value
    assert error.where.startswith("ruling on ")
    assert error.what
    assert error.now
    return error


@pytest.mark.parametrize("ground", [ground.id for ground in DIRECTIVE.grounds])
def test_each_ground_of_the_directive_silences_with_a_reason_and_only_with_one(ground: str) -> None:
    found = ruled(Waive(ground=ground, justification=REASON, by=OFFICER))
    assert found.ruling == Waive(ground=ground, justification=REASON, by=OFFICER)
    assert found.by == OFFICER
    for blank in (".", " . . ", "—", "12", "\u200b\u200d-"):
        said = refused(Waive(ground=ground, justification=blank, by=OFFICER))
        assert "written justification" in said.what


@pytest.mark.parametrize("ground", ["W7", "w1", "W1 ", "other", "W1,W2", "credible"])
def test_there_is_no_other_ground(ground: str) -> None:
    said = refused(Waive(ground=ground, justification=REASON, by=OFFICER))
    assert "is no ground of icd-191" in said.what
    assert "W1, W2, W3, W4, W5, W6; there is no other" in said.now


@pytest.mark.parametrize("ground", ["W2", "W3", "W5"])
def test_an_organisation_cannot_use_a_ground_that_it_left_out(ground: str) -> None:
    said = refused(Waive(ground=ground, justification=REASON, by=OFFICER), policy=OFFICE)
    assert "is no ground of organisation" in said.what


def test_a_waiver_for_one_leaves_the_others_duty_as_it_was() -> None:
    found = proposals(DIRECTIVE)
    decision = duty.rule(
        found["hall"], Waive(ground="W1", justification=REASON, by=OFFICER), policy=DIRECTIVE, by=OFFICER, at=AT
    )
    assert decision.protected == "hall"
    assert decision.proposal == found["hall"].id != found["school"].id
    assert proposals(DIRECTIVE)["school"] == found["school"]


def test_a_finding_of_no_duty_names_a_rule_and_says_why() -> None:
    found = ruled(NoDuty(criterion="credible", justification="The caller withdrew it before a magistrate."))
    assert isinstance(found.ruling, NoDuty)
    assert "is no rule of icd-191" in refused(NoDuty(criterion="W1", justification=REASON)).what
    assert "is no rule of icd-191" in refused(NoDuty(criterion="", justification=REASON)).what
    assert "written justification" in refused(NoDuty(criterion="credible", justification="\n")).what


def test_a_referral_asks_a_question_and_gives_no_more_time() -> None:
    found = ruled(Refer(question="Which hall?"), at=AT + timedelta(hours=1))
    assert found.due == proposals(DIRECTIVE)["hall"].due
    assert "asks a question" in refused(Refer(question=" ?")).what


def test_to_warn_needs_a_name_and_no_reason() -> None:
    assert ruled(Warn()).ruling == Warn()
    assert "only a person rules" in refused(Warn(), by=PROGRAM).what


def test_a_waiver_is_signed_by_whoever_rules() -> None:
    other = Person(name="Exercise Approver Jonas Achterberg")
    assert "signed by whoever rules" in refused(Waive(ground="W1", justification=REASON, by=other)).what


def test_a_ruling_is_made_under_the_policy_of_its_proposal() -> None:
    with pytest.raises(NotAllowed, match="made under another policy"):
        duty.rule(proposals(DIRECTIVE)["hall"], Warn(), policy=OFFICE, by=OFFICER, at=AT)
    changed = replace(DIRECTIVE, digest="0" * 64)
    with pytest.raises(NotAllowed, match="made under another policy"):
        duty.rule(proposals(DIRECTIVE)["hall"], Warn(), policy=changed, by=OFFICER, at=AT)


def test_the_moment_of_a_ruling_has_a_zone() -> None:
    assert "has a zone" in refused(Warn(), at=datetime(2024, 3, 7, 18)).what  # noqa: DTZ001 - that is what is refused


def test_a_ruling_keeps_what_it_was_made_on() -> None:
    proposal = proposals(DIRECTIVE)["hall"]
    found = ruled(Warn(), at=datetime(2024, 3, 7, 20, tzinfo=UTC))
    assert (found.findings, found.policy) == (proposal.findings, DIRECTIVE.digest)
    assert (found.became_aware, found.due) == (proposal.became_aware, proposal.due)
    assert (found.incident, found.protected) == (proposal.incident, "hall")


silences = st.one_of(
    st.builds(lambda g, j: (Waive, g, j), st.text(max_size=4), st.text(max_size=20)),
    st.builds(lambda g, j: (NoDuty, g, j), st.text(max_size=4), st.text(max_size=20)),
)


@given(silences)
def test_no_silence_gets_by_without_an_enumerated_ground_and_a_reason_in_words(made: tuple[type, str, str]) -> None:
    kind, ground, justification = made
    with pytest.raises((NotAllowed, ValueError)):
        ruled(
            Waive(ground=ground, justification=justification, by=OFFICER)
            if kind is Waive
            else NoDuty(criterion=ground, justification=justification)
        )


@given(st.sampled_from([g.id for g in DIRECTIVE.grounds]), st.text(max_size=12))
def test_a_reason_without_a_letter_is_none(ground: str, justification: str) -> None:
    if any(letter.isalpha() for letter in justification):
        assert ruled(Waive(ground=ground, justification=justification, by=OFFICER)).by == OFFICER
        return
    with pytest.raises((NotAllowed, ValueError)):
        ruled(Waive(ground=ground, justification=justification, by=OFFICER))

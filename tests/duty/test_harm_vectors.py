"""The language-neutral vectors of what a warning itself may do; no answer to it changes what is proposed."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.duty.test_vectors import AT, POLICY, WORDS, grades, place, statement
from tests.scene import OFFICER, PROGRAM, by_id, entry, incident, register
from tocsin import duty
from tocsin.duty.harms import HARMS
from tocsin.model import (
    DutyProposal,
    Harm,
    NoDuty,
    NotAllowed,
    Policy,
    ProtectedKind,
    Publicity,
    Statement,
    Waive,
    digest,
)

FILE = Path(__file__).parents[1] / "conformance" / "duty" / "harms.toml"
VECTORS = tomllib.loads(FILE.read_text("utf-8"))
IDS = dict(zip(("recipient", "source", "others", "panic"), HARMS, strict=True))
ASKING = replace(
    POLICY, digest=digest("asking"),
    harms=tuple(Harm(id=i, test=test, question="?", source="the test", verified=False) for i, test in IDS.items()),
)  # fmt: skip


def said(row: Mapping[str, Any]) -> Statement:
    channel = Publicity(row["channel"]) if "channel" in row else None
    return replace(statement(row), channel=channel)


def proposed(case: Mapping[str, Any], policy: Policy = ASKING) -> DutyProposal:
    held = [said(row) for row in case["statement"]]
    whom = VECTORS["entry"][case["entry"]]
    (found,) = duty.propose(
        incident(*held), statements=by_id(*held), grades=grades(case, held), policy=policy,
        register=register(
            entry(case["entry"], place(whom["place"]), name=whom["name"], kind=ProtectedKind(whom["kind"]))
        ),
        aware={}, by=PROGRAM, at=AT,
    )  # fmt: skip
    return found


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: case["name"])
def test_the_answers_are_those_written_down_on_statements_at_hand(case: Mapping[str, Any]) -> None:
    found = proposed(case)
    answers = {f.rule: f.met.value for f in found.harms}
    assert list(answers) == list(IDS)
    assert {harm: answers[harm] for harm in case["harms"]} == case["harms"]
    at_hand = {said(row).id for row in case["statement"]}
    for each in found.harms:
        assert each.because
        assert set(each.statements) <= at_hand
        assert each.statements


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: case["name"])
def test_what_is_proposed_is_what_it_would_be_if_nobody_asked_of_harm(case: Mapping[str, Any]) -> None:
    asked, bare = proposed(case), proposed(case, POLICY)
    assert WORDS[type(asked.proposes)] == case["proposes"]
    assert replace(asked, harms=(), policy=bare.policy) == bare


@pytest.mark.parametrize("harm", IDS)
def test_no_harm_is_a_ground_or_a_criterion_of_silence(harm: str) -> None:
    about = proposed(VECTORS["case"][0])
    waive = Waive(ground=harm, justification="It may harm.", by=OFFICER)
    for ruling in (waive, NoDuty(criterion=harm, justification="It may harm.")):
        with pytest.raises(NotAllowed):
            duty.rule(about, ruling, policy=ASKING, by=OFFICER, at=AT)


@pytest.mark.parametrize("harm", IDS)
def test_each_question_is_seen_to_give_each_answer_that_it_can_give(harm: str) -> None:
    """Nothing that a text says proves that nobody else pays, or that nobody runs."""
    answers = {case["harms"][harm] for case in VECTORS["case"] if harm in case["harms"]}
    assert answers == {"yes", "unknown"} | ({"no"} if harm in {"recipient", "source"} else set())


def test_a_third_are_near_misses_that_come_out_otherwise() -> None:
    by_name = {case["name"]: case for case in VECTORS["case"]}
    assert len(by_name) == len(VECTORS["case"]) >= 25
    assert all(case["why"].endswith(".") for case in by_name.values())
    near = [case for case in by_name.values() if "near" in case]
    assert 3 * len(near) >= len(by_name)
    for case in near:
        other = by_name[case["near"]]
        assert (other["harms"], other["proposes"]) != (case["harms"], case["proposes"]), case["name"]

"""The language-neutral vectors: what any program that proposes duties to warn must propose."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.scene import PROGRAM, by_id, entry, grade, incident, mention, on, policy, register, says
from tocsin import duty
from tocsin.model import (
    Certainty,
    Credibility,
    DutyProposal,
    Grade,
    Kind,
    NoDuty,
    PlacePrecision,
    Polarity,
    Refer,
    Reliability,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
    Warn,
    Where,
)

FILE = Path(__file__).parents[1] / "conformance" / "duty" / "proposals.toml"
VECTORS = tomllib.loads(FILE.read_text("utf-8"))
TESTS = ("credible", "specific", "impending", "intentional", "harm", "victim-exposed", "location-exposed")
POLICY = policy(*TESTS, hours=4)
AT = datetime(2024, 3, 8, 12, tzinfo=UTC)
WORDS = {Warn: "warn", Refer: "ask", NoDuty: "no duty"}


def place(key: str) -> Where:
    row = VECTORS["place"][key]
    latitude, longitude = row.get("point", (None, None))
    return Where(
        name=row["name"], country=row["country"] or None, latitude=latitude, longitude=longitude,
        precision=PlacePrecision(row["precision"]), radius_km=row.get("radius_km"),
        within=tuple(row.get("within", ())),
    )  # fmt: skip


def statement(row: Mapping[str, Any]) -> Statement:
    """The statement that a row describes."""
    settled = [place(key) for key in row.get("at", ())]
    either = [mention("Moscow", None, candidates=[place(key) for key in row["could_be"]])] if "could_be" in row else []
    unsettled = [mention(quote, None) for quote in row.get("unsettled", ())]
    days = [date.fromisoformat(day) for day in row.get("days", ())]
    found = says(
        row["sentence"], Kind(row["kind"]), report=row.get("report", "a"),
        stage=Stage(row["stage"]) if "stage" in row else None, places=(*settled, *either, *unsettled),
        targets=row.get("targets", ()), times=[on(*days)] if days else (),
        certainty=Certainty(row.get("certainty", "certain")), polarity=Polarity(row.get("polarity", "positive")),
        tolls=(_killed(row["killed"]),) if "killed" in row else (),
    )  # fmt: skip
    victims = tuple(mention(quote, None) for quote in row.get("victims", ()))
    return replace(found, roles=replace(found.roles, victim=victims))


def _killed(number: int) -> Toll:
    counted = mention(str(number), None)
    return Toll(
        who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=number, best=number, high=number, mention=counted
    )  # fmt: skip


def grades(case: Mapping[str, Any], held: list[Statement]) -> dict[str, Grade]:
    marks = ((s, row.get("mark")) for s, row in zip(held, case["statement"], strict=True))
    return {s.id: grade(s, Reliability(mark[0]), Credibility(mark[1])) for s, mark in marks if mark}


def proposed(case: Mapping[str, Any]) -> tuple[DutyProposal, ...]:
    """What is proposed for a case."""
    held = [statement(row) for row in case["statement"]]
    beside = [statement(row) for row in case.get("beside", ())]
    whom = VECTORS["entry"][case["entry"]]
    protected = entry(
        case["entry"], place(whom["place"]), name=whom["name"], groups=tuple(whom.get("groups", ()))
    )  # fmt: skip
    return duty.propose(
        incident(*held), statements=by_id(*held, *beside), grades=grades(case, held), policy=POLICY,
        register=register(protected),
        aware=case.get("received", {}), by=PROGRAM, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: case["name"])
def test_the_proposal_is_the_one_written_down(case: Mapping[str, Any]) -> None:
    found = proposed(case)
    if case["proposes"] == "nothing":
        assert found == ()
        return
    (one,) = found
    assert WORDS[type(one.proposes)] == case["proposes"], one.because
    answers = {finding.rule: finding.met.value for finding in one.findings}
    assert {rule: answers[rule] for rule in case.get("findings", {})} == case.get("findings", {})
    if isinstance(one.proposes, NoDuty):
        assert one.proposes.criterion == case["by"]
    if "due" in case:
        assert (one.became_aware, one.due) == (case["aware"], case["due"])


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: case["name"])
def test_every_answer_says_why_and_rests_on_statements_at_hand(case: Mapping[str, Any]) -> None:
    at_hand = {statement(row).id for row in (*case["statement"], *case.get("beside", ()))}
    for proposal in proposed(case):
        assert [finding.rule for finding in proposal.findings] == list(TESTS)
        assert proposal.because
        for finding in proposal.findings:
            assert finding.because
            assert finding.statements
            assert set(finding.statements) <= at_hand


def test_each_case_has_its_own_name_and_a_reason() -> None:
    names = [case["name"] for case in VECTORS["case"]]
    assert len(set(names)) == len(names) >= 30
    assert all(case["why"].endswith(".") for case in VECTORS["case"])


def test_a_third_are_near_misses_that_come_out_otherwise() -> None:
    by_name = {case["name"]: case for case in VECTORS["case"]}
    near = [case for case in by_name.values() if "near" in case]
    assert 3 * len(near) >= len(by_name)
    for case in near:
        assert otherwise(case, by_name[case["near"]]), case["name"]


@pytest.mark.parametrize("case", [c for c in VECTORS["case"] if "near" in c], ids=lambda case: case["name"])
def test_a_near_miss_differs_in_one_place(case: Mapping[str, Any]) -> None:
    """Else it would be another case, and show nothing: in who stands there, in one statement, or in what is beside."""
    other = next(each for each in VECTORS["case"] if each["name"] == case["near"])
    ours, theirs = case["statement"], other["statement"]
    most = max(sum(row not in theirs for row in ours), sum(row not in ours for row in theirs))
    beside = case.get("beside", []) != other.get("beside", [])
    assert (case["entry"] != other["entry"]) + most + beside == 1


def otherwise(case: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two cases come out otherwise: another proposal, another answer to one test, or another hour."""
    theirs = other.get("findings", {})
    answered = any(theirs.get(test, met) != met for test, met in case.get("findings", {}).items())
    return answered or any(case.get(key) != other.get(key) for key in ("proposes", "by", "due"))


@pytest.mark.parametrize("test", TESTS)
def test_each_test_is_seen_to_give_each_answer_that_it_can_give(test: str) -> None:
    """Only `credible` and `harm` can answer no: nothing else that a text says plainly undoes a threat."""
    answers = {case["findings"][test] for case in VECTORS["case"] if test in case.get("findings", {})}
    assert answers == ({"yes", "unknown", "no"} if test in {"credible", "harm"} else {"yes", "unknown"})

"""The language-neutral vectors of rulings: what a program must let stand, and what it must refuse, and why."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.scene import OFFICER, PROGRAM
from tocsin import duty
from tocsin.model import DutyProposal, NoDuty, NotAllowed, Person, Refer, Ruling, Waive, Warn, WarnUnnamed

FOLDER = Path(__file__).parents[1] / "conformance" / "duty"
CASES = tomllib.loads((FOLDER / "rulings.toml").read_text("utf-8"))["case"]
AT = datetime(2024, 3, 7, 18, tzinfo=UTC)
REASON = {
    "ground": "is no ground of",
    "rule": "is no rule of",
    "words": "needs a written justification",
    "signed": "signed by whoever rules",
    "person": "only a person rules",
    "policy": "made under another policy",
    "zone": "has a zone",
    "question": "asks a question",
}


def ruled(case: Mapping[str, Any]) -> Ruling:
    """Rule as the case says."""
    policy = duty.shipped_policy(case["policy"])
    other = next(p for p in ("icd-191", "organisation") if p != case["policy"])
    proposal = DutyProposal(
        incident="i", protected="hall", policy=duty.shipped_policy(other).digest if "under" in case else policy.digest,
        findings=(), proposes=Warn(), because="every test is met", became_aware=AT, due=AT + timedelta(hours=4),
        by=PROGRAM, at=AT,
    )  # fmt: skip
    by: Any = PROGRAM if case.get("by") == "program" else OFFICER
    words, ground = case.get("words", ""), case.get("ground", "")
    signed = Person(name=case.get("signed", OFFICER.name))
    rulings: dict[str, Any] = {
        "warn": Warn,
        "warn-unnamed": lambda: WarnUnnamed(because=words),
        "waive": lambda: Waive(ground=ground, justification=words, by=signed),
        "no-duty": lambda: NoDuty(criterion=ground, justification=words),
        "refer": lambda: Refer(question=words),
    }
    at = AT if case.get("zone", True) else AT.replace(tzinfo=None)
    return duty.rule(proposal, rulings[case["ruling"]](), policy=policy, by=by, at=at).ruling


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_ruling_stands_or_is_refused_for_the_reason_written_down(case: Mapping[str, Any]) -> None:
    if case["stands"] is True:
        found = ruled(case)
        assert type(found).__name__.lower() == case["ruling"].replace("-", "")
        return
    with pytest.raises((NotAllowed, ValueError)) as refused:
        ruled(case)
    if isinstance(refused.value, NotAllowed):
        assert REASON[case["stands"]] in str(refused.value)
    else:
        assert case["stands"] == "words", "a waiver, or silence on who warns, cannot even be written without words"


def test_a_near_miss_differs_from_its_neighbour_and_comes_out_the_other_way() -> None:
    by_name = {case["name"]: case for case in CASES}
    assert len(by_name) == len(CASES)
    for case in CASES:
        if "near" in case:
            assert by_name[case["near"]]["stands"] is not case["stands"]
            assert by_name[case["near"]]["ruling"] == case["ruling"]


def test_there_are_enough_vectors_and_a_third_of_them_are_near_misses() -> None:
    rows = {path.name: tomllib.loads(path.read_text("utf-8"))["case"] for path in sorted(FOLDER.glob("*.toml"))}
    count = sum(map(len, rows.values()))
    near = sum(1 for cases in rows.values() for case in cases if "near" in case)
    assert count >= 200, {name: len(cases) for name, cases in rows.items()}
    assert 3 * near >= count

"""The language-neutral vectors of who was asked to pass a warning on: until when they have time, and what is shown."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.scene import OFFICER, policy
from tocsin.model import Relay, Relayed, digest
from tocsin.release.relaying import Passing, passings

FILE = Path(__file__).parents[1] / "conformance" / "duty" / "relays.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))["case"]
STEPS = {
    "asked": Relayed.ASKED, "took it on": Relayed.TOOK, "refused": Relayed.REFUSED, "failed": Relayed.FAILED,
    "passed it on": Relayed.PASSED_ON,
}  # fmt: skip


def moment(clock: str) -> datetime:
    return datetime.combine(datetime(2024, 3, 7, tzinfo=UTC), time.fromisoformat(clock), tzinfo=UTC)


def passing(case: Mapping[str, Any]) -> Passing:
    steps = [step.split(" ", 1) for step in case["steps"]]
    (found,) = passings(
        Relay(
            notice=digest("notice"), to="Exercise liaison", step=STEPS[step], because="They said so.",
            confirms="Exercise liaison" if step == "passed it on" else "", by=OFFICER, at=moment(clock),
        )
        for clock, step in steps
    )  # fmt: skip
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_shown_is_what_is_written_down(case: Mapping[str, Any]) -> None:
    found = passing(case)
    rules = replace(policy("real"), relay_minutes=case.get("minutes"), relay_source="the test")
    due = found.due(rules, duty=moment(case["duty"]))
    if case["shows"] == "answered":
        assert not found.open
        assert "due" not in case
        return
    assert due == moment(case["due"])
    assert (found.open, due <= moment(case["now"])) == (True, case["shows"] == "open")


def test_a_near_miss_comes_out_otherwise_than_its_neighbour() -> None:
    by_name = {case["name"]: case for case in CASES}
    assert len(by_name) == len(CASES)
    near = [case for case in CASES if "near" in case]
    assert 3 * len(near) >= len(CASES)
    for case in near:
        other = by_name[case["near"]]
        assert case["why"].endswith(".")
        assert (case["shows"], case.get("due")) != (other["shows"], other.get("due")), case["name"]

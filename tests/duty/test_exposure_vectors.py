"""The language-neutral vectors of exposure: who stands in the way of a threat, by place, by time and by name."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.scene import by_id, entry, incident, mention, on, says
from tocsin import duty
from tocsin.model import Kind, PlacePrecision, Stage, Where

FILE = Path(__file__).parents[1] / "conformance" / "duty" / "exposure.toml"
VECTORS = tomllib.loads(FILE.read_text("utf-8"))
CASES = VECTORS["case"]


def place(key: str) -> Where:
    row = VECTORS["place"][key]
    latitude, longitude = row.get("point", (None, None))
    return Where(
        name=row["name"], country=row["country"] or None, latitude=latitude, longitude=longitude,
        precision=PlacePrecision(row["precision"]), radius_km=row.get("radius_km"), within=tuple(row.get("within", ())),
    )  # fmt: skip


def found(case: Mapping[str, Any]) -> duty.Exposure | None:
    """Whether the case's entry is exposed."""
    either = [mention("Alder", None, candidates=[place(key) for key in case["either"]])] if "either" in case else []
    threat = says(
        case.get("sentence", "Gunmen plan to attack people."), Kind.PLOT, stage=Stage.PLANNED,
        places=[*map(place, case.get("threat", ())), *either],
        times=[on(*map(date.fromisoformat, case["days"]))] if "days" in case else (),
    )  # fmt: skip
    beside = [says("It is market day.", Kind.RESPONSE, places=[place(case["about"])])] if "about" in case else []
    whom = entry(
        "whom", place(case["place"]), name=case.get("called", "Rowan House"),
        stays=tuple(on(*map(date.fromisoformat, stay)) for stay in case.get("stays", ())),
    )  # fmt: skip
    return duty.exposed(whom, incident(threat), by_id(threat, *beside))


def called(exposure: duty.Exposure | None) -> str:
    if exposure is None:
        return "no"
    if exposure.asks:
        return "ask"
    return "yes" if exposure.sure else "doubt"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_is_exposed_is_as_written_down(case: Mapping[str, Any]) -> None:
    exposure = found(case)
    assert called(exposure) == case["exposed"], exposure and exposure.because
    if exposure is not None:
        assert exposure.statements
        assert case.get("because", "") in exposure.because


def test_a_near_miss_comes_out_otherwise_than_its_neighbour() -> None:
    by_name = {case["name"]: case for case in CASES}
    assert len(by_name) == len(CASES) >= 50
    for case in CASES:
        assert case["why"].endswith(".")
        if "near" in case:
            assert by_name[case["near"]]["exposed"] != case["exposed"], case["name"]
    assert 3 * sum("near" in case for case in CASES) >= len(CASES)


@pytest.mark.parametrize("case", [c for c in CASES if "stays" in c], ids=lambda case: case["name"])
def test_no_day_makes_anybody_pass_unnoticed(case: Mapping[str, Any]) -> None:
    without = {key: value for key, value in case.items() if key not in {"stays", "days"}}
    assert (found(case) is None) is (found(without) is None)

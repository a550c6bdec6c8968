"""The language-neutral vectors for CAP: how moments are spelled, and what no alert of ours may be."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import capvalidator
import pytest

from tests.release.notices import AUTHORISED, WARNED, drawn
from tests.release.rules import assert_sound
from tocsin.model import BadInput
from tocsin.release import Issuer, cap_time, faults
from tocsin.release.checks import LINTS

VECTORS = tomllib.loads(
    (Path(__file__).parents[1] / "conformance" / "cap" / "alerts.toml").read_text("utf-8")
)  # fmt: skip
SENDERS = [row for row in VECTORS["refused"] if "sender" in row]
REFERENCES = [row for row in VECTORS["refused"] if "reference" in row]
SOUND = VECTORS["sound"]["xml"].strip()
FIRST = VECTORS["first"]["xml"].strip()
BROKEN = VECTORS["broken"]


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


def edited(xml: str, edits: list[list[str]]) -> str:
    """The text after each edit, the first time that what is to go stands there."""
    for old, new in edits:
        assert old in xml
        xml = xml.replace(old, new, 1)
    return xml


@pytest.mark.parametrize("name", ["first", "sound"])
def test_the_sound_alerts_break_no_rule(name: str) -> None:
    assert_sound(VECTORS[name]["xml"].strip())
    assert_sound(SOUND, earlier=(FIRST,))


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: f"{row['rule']}: {str(row['edits'])[:60]}")
def test_each_broken_alert_breaks_its_rule_and_no_other(row: dict[str, Any]) -> None:
    broken = edited(FIRST if row.get("of") == "first" else SOUND, row["edits"])
    before = (edited(FIRST, row["earlier"]),) if "earlier" in row else ()
    raw = broken.encode("iso-8859-5" if "ISO-8859-5" in broken else "utf-8")
    found = faults(raw, earlier=before, at=row.get("at"))
    assert {fault.rule for fault in found} == {row["rule"], *row.get("also", ())}, "\n".join(map(str, found))
    assert capvalidator.check_schema(raw).passed is not row.get("schema", False)
    assert all(fault.what and fault.where and fault.source for fault in found)


def test_every_lint_has_an_alert_that_breaks_it() -> None:
    broken = {row["rule"] for row in BROKEN}
    assert {lint.name for lint in LINTS} <= broken
    assert len(BROKEN) >= 60


def test_what_is_broken_breaks_the_standard_where_the_schema_says_so() -> None:
    """What the schema finds is never called a mere preference of some reader."""
    for row in BROKEN:
        if row.get("schema"):
            found = faults(edited(SOUND, row["edits"]))
            assert any(fault.must for fault in found), row

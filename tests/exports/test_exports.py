"""A case as others read it: valid by the strangers' own checks, and no stronger than what was said."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymisp
import pytest
import stix2
from stix2validator import ValidationOptions, validate_string

from tests import by_heart as told
from tests.cli.conftest import Run, office, run
from tests.cli.test_commands import OFFICER, at, incident_of, ruled, warned
from tocsin.exports.rows import harmless
from tocsin.model import digest

__all__ = ["office", "ruled", "run", "warned"]


@pytest.fixture
def hall(office: Run, tmp_path: Path) -> Run:
    """A concert was bombed; a group claims it, a state is accused, officials confirm; one source is RED."""
    said = {
        "wire.txt": (told.HAPPENED, told.DEAD, told.CLAIMED, told.ACCUSED, told.DENIED, told.CONFIRMED, told.UNTOLD),
        "warned.txt": (told.WARNED,), "foiled.txt": (told.FOILED,),
    }  # fmt: skip
    for name, sentences in said.items():
        (tmp_path / name).write_text("\n".join(sentences))
        assert office("take", name, "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    (tmp_path / "secret.txt").write_text(told.MASKED)
    assert office("take", "secret.txt", "--source", "courier", "--marking", "red", *at(9, 5, day=23)).code == 0
    return office


def exported(run: Run, path: Path, *words: str) -> Any:
    """The bundle that a command writes."""
    assert run("export", "--as", "stix", "--to", path, *words).code == 0
    return json.loads(path.read_text("utf-8"))


def of(bundle: Any, kind: str) -> Iterator[dict[str, Any]]:
    """The objects of one type."""
    return (each for each in bundle["objects"] if each["type"] == kind)


def test_the_bundle_passes_the_validator_of_oasis_and_is_read_by_its_library(hall: Run, tmp_path: Path) -> None:
    bundle = exported(hall, tmp_path / "all.json")
    found = validate_string(json.dumps(bundle), ValidationOptions(version="2.1", disabled=["custom-prefix"]))
    assert found.is_valid, [str(error) for result in found.object_results for error in result.errors]
    read = stix2.parse(bundle, allow_custom=True)
    assert len(read.objects) == len(bundle["objects"])
    assert len({each["id"] for each in bundle["objects"]}) == len(bundle["objects"])


def test_a_denial_disagrees_a_confirmation_agrees_and_nothing_agrees_strongly(hall: Run, tmp_path: Path) -> None:
    bundle = exported(hall, tmp_path / "all.json")
    opinions = {each["explanation"]: each["opinion"] for each in of(bundle, "opinion")}
    assert opinions == {told.DENIED: "disagree", told.CONFIRMED: "agree"}


def test_nobody_is_made_the_author_of_an_attack_by_what_is_said(hall: Run, tmp_path: Path) -> None:
    """Claimed, accused, confirmed: three notes, and no relationship before a person signs."""
    bundle = exported(hall, tmp_path / "all.json")
    assert not list(of(bundle, "threat-actor"))
    assert [each["relationship_type"] for each in of(bundle, "relationship") if "attributed" in str(each)] == []
    incident = incident_of(hall, told.HAPPENED)
    signed = hall(
        "assess", incident[:12], "--actor", "isis-k", "--likelihood", "likely", "--confidence", "moderate",
        "--because", "four origins", *OFFICER, *at(10, day=23),
    )  # fmt: skip
    assert signed.code == 0, signed.err
    bundle = exported(hall, tmp_path / "signed.json")
    (tie,) = (each for each in of(bundle, "relationship") if each["relationship_type"] == "attributed-to")
    assert "Likelihood likely. Confidence moderate." in tie["description"]
    assert f"signed by {OFFICER[1]}" in tie["description"]


def test_every_statement_is_a_note_with_its_polarity_and_its_exact_words(hall: Run, tmp_path: Path) -> None:
    notes = {each["content"]: each["abstract"] for each in of(exported(hall, tmp_path / "all.json"), "note")}
    assert "negative" in notes[told.DENIED]
    assert "foiled" in notes[told.FOILED]
    assert "unknown" in notes[told.UNTOLD]


def test_what_is_marked_stricter_is_left_out_and_counted(hall: Run, tmp_path: Path) -> None:
    ran = hall("export", "--as", "stix", "--to", "clear.json")
    assert "marked stricter and left out: 1 statement" in ran.err
    assert "Lantern Quay" not in (tmp_path / "clear.json").read_text()
    bundle = exported(hall, tmp_path / "red.json", "--clearance", "red")
    assert any("Lantern Quay" in each.get("content", "") for each in of(bundle, "note"))
    (label,) = (each["object_marking_refs"] for each in of(bundle, "note") if "Lantern Quay" in each["content"])
    assert label == ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]


@pytest.mark.parametrize("form", ["stix", "csv-ucdp", "csv-gtd"])
def test_a_rival_who_is_named_in_secret_alone_is_named_nowhere(office: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "wire.txt").write_text(f"{told.HAPPENED}\n{told.CLAIMED}")
    (tmp_path / "secret.txt").write_text(told.ACCUSED)
    assert office("take", "wire.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    secret = ("--source", "courier", "--published", "2024-03-23", "--marking", "red")
    assert office("take", "secret.txt", *secret, *at(9, 5, day=23)).code == 0
    assert office("export", "--as", form, "--to", "red", "--clearance", "red").code == 0
    assert office("export", "--as", form, "--to", "clear", "--clearance", "clear").code == 0
    assert "Ukraine" not in (tmp_path / "clear").read_text()
    assert form == "csv-gtd" or "Ukraine" in (tmp_path / "red").read_text(), "or this would test nothing"


def test_the_same_case_gives_the_same_bytes(hall: Run, tmp_path: Path) -> None:
    exported(hall, tmp_path / "one.json")
    exported(hall, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def rows(run: Run, path: Path, form: str, *words: str) -> list[dict[str, str]]:
    """The rows that a command writes."""
    assert run("export", "--as", form, "--to", path, *words).code == 0
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_rows_after_ucdp_hold_what_was_counted_and_nothing_for_what_was_not(hall: Run, tmp_path: Path) -> None:
    (row,) = rows(hall, tmp_path / "ucdp.csv", "csv-ucdp")
    assert (row["low"], row["best"], row["high"]) == ("40", "", ""), "at least forty is no best estimate"
    assert (row["date_start"], row["date_prec"]) == ("2024-03-22", "1")
    assert row["side_a"] == "", "nobody signed for it"
    assert "claimed" in row["attribution"]
    planned = rows(hall, tmp_path / "more.csv", "csv-ucdp", "--with-planned", "--clearance", "red")
    assert len(planned) > 1
    assert {r["best"] for r in planned} == {""}, "what has not happened killed nobody and not 0"


@pytest.mark.parametrize("form", ["csv-ucdp", "csv-gtd"])
def test_what_happened_is_a_row_for_every_reader_though_something_of_it_is_kept_back(
    office: Run, tmp_path: Path, form: str
) -> None:
    (tmp_path / "wire.txt").write_text(told.HAPPENED)
    (tmp_path / "secret.txt").write_text(told.ACCUSED)
    assert office("take", "wire.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    secret = ("--source", "courier", "--published", "2024-03-23", "--marking", "red")
    assert office("take", "secret.txt", *secret, *at(9, 5, day=23)).code == 0
    (clear,) = rows(office, tmp_path / "clear.csv", form, "--clearance", "clear")
    (red,) = rows(office, tmp_path / "red.csv", form, "--clearance", "red")
    same = {"date_start", "where_description", "stage", "iyear", "iday", "city", "planned", "success"}
    assert {k: clear[k] for k in same & set(clear)} == {k: red[k] for k in same & set(red)}
    assert clear != red, "or nothing was kept back"


def test_what_is_kept_back_says_nothing_of_how_far_it_got(office: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(told.CLAIMED)
    (tmp_path / "secret.txt").write_text(told.HAPPENED)
    assert office("take", "wire.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    secret = ("--source", "courier", "--published", "2024-03-23", "--marking", "red")
    assert office("take", "secret.txt", *secret, *at(9, 5, day=23)).code == 0
    ran = office("export", "--as", "csv-ucdp", "--to", tmp_path / "clear.csv", "--clearance", "clear")
    assert "1 incident of which nothing that goes says that it happened: no row" in ran.err
    (row,) = rows(office, tmp_path / "more.csv", "csv-ucdp", "--clearance", "clear", "--with-planned")
    assert (row["stage"], row["date_start"]) == ("", "")


def test_rows_after_gtd_say_claimed_and_leave_the_group_unknown_until_somebody_signs(hall: Run, tmp_path: Path) -> None:
    (row,) = rows(hall, tmp_path / "gtd.csv", "csv-gtd")
    assert (row["iyear"], row["imonth"], row["iday"]) == ("2024", "3", "22")
    assert (row["claimed"], row["gname"], row["guncertain1"], row["planned"]) == ("1", "Unknown", "1", "0")
    assert (row["nkill"], row["nwound"]) == ("40", "")


def test_the_dead_among_the_attackers_are_not_the_dead_of_the_attack(run: Run, tmp_path: Path) -> None:
    """A row has one figure for all: a later count of some of them does not take the place of the whole."""
    text = (
        "Gunmen killed nine people and wounded 30 others at a market in Tampere on October 12, 2025, police said.\n"
        "Four policemen were wounded in the attack. Two of the attackers were killed in the attack."
    )
    (tmp_path / "flash.txt").write_text(text)
    assert run("take", "flash.txt", "--source", "wire", "--published", "2025-10-13").code == 0
    assert {"attackers", "security"} <= {
        t["who"] for s in run("show", "--json").rows("statement") for t in s["tolls"]
    }, "or this would test nothing"  # fmt: skip
    (incident,) = (r["id"] for r in run("incidents", "--json").rows("incident") if len(r["statements"]) > 4)
    (row,) = rows(run, tmp_path / "ucdp.csv", "csv-ucdp", incident)
    assert (row["low"], row["best"], row["high"]) == ("9", "9", "9")
    (row,) = rows(run, tmp_path / "gtd.csv", "csv-gtd", incident)
    assert (row["nkill"], row["nwound"]) == ("9", "30")


def test_a_cell_is_no_formula() -> None:
    assert harmless({"a": "=HYPERLINK(1)", "b": "-37.5", "c": "@x", "d": "plain"}) == {
        "a": "'=HYPERLINK(1)", "b": "-37.5", "c": "'@x", "d": "plain"
    }  # fmt: skip


def test_what_was_told_to_whom_is_an_event_that_misp_reads(hall: Run, tmp_path: Path) -> None:
    proposal = next(r for r in hall("duty", "--json").rows("duty_proposal") if r["protected"] == "hall")
    assert hall("rule", proposal["id"][:12], "warn", *OFFICER, *at(10, day=23)).code == 0
    for row in hall("notices", "--json").rows("notice"):
        words = ("--text", digest(row["body"])[:12], "--by", "Exercise Approver Jonas Achterberg")
        assert hall("approve", row["id"][:12], *words, *at(10, 5, day=23)).code == 0
    assert hall("dispatch", *at(10, 10, day=23)).code == 0
    asked = (proposal["incident"][:12], "--as", "misp", "--to", "event.json", "--clearance", "red")
    assert hall("export", *asked).code == 0
    read = pymisp.MISPEvent()
    read.load_file(str(tmp_path / "event.json"))
    told_to = {str(o.get_attributes_by_relation("recipient")[0].value): o for o in read.objects}
    assert "hall" in told_to
    for each in read.objects:
        template = pymisp.MISPObject(each.name, strict=True)
        for attribute in each.attributes:
            template.add_attribute(attribute.object_relation, value=attribute.value)
        assert template.template_uuid == each.template_uuid
    hall_told = told_to["hall"]
    assert hall_told.get_attributes_by_relation("release-authority")[0].value == "Exercise Approver Jonas Achterberg"
    assert "what is known of it: accepted" in str(hall_told.get_attributes_by_relation("comment")[0].value)
    assert not hall_told.get_attributes_by_relation("acknowledgement-time"), "nobody said that it came"
    assert "house.example" not in (tmp_path / "event.json").read_text()
    assert hall("export", "--as", "misp", "--to", "all.json").code == 2


def test_whom_we_warned_is_told_to_nobody_below_amber(ruled: Run, tmp_path: Path) -> None:
    """A file for everybody, which names who is in our care, is a list for whoever hunts them."""
    about = incident_of(ruled, told.WARNED)
    for row in ruled("notices", "--json").rows("notice"):
        words = ("--text", digest(row["body"])[:12], "--by", "Exercise Approver Jonas Achterberg")
        assert ruled("approve", row["id"][:12], *words, *at(18, 5)).code == 0
    assert ruled("dispatch", *at(18, 10)).code == 0
    for clearance, inside in (("clear", False), ("green", False), ("amber", True)):
        ran = ruled("export", about, "--as", "misp", "--to", "event.json", "--clearance", clearance)
        assert ran.code == 0, ran.err
        event = (tmp_path / "event.json").read_text()
        assert ('"value": "hall"' in event, "Achterberg" in event) == (inside, inside)
        assert '"value": "public"' in event
        assert ("1 briefing to whoever is in our care" in ran.err) is not inside

"""The table of titles, offices and collective speakers: whole, and one role to a form."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

Row = dict[str, Any]

TABLE = tomllib.loads((files("tocsin.reading") / "data" / "offices.toml").read_text("utf-8"))
OFFICES: list[Row] = TABLE["office"]
COLLECTIVES: list[Row] = TABLE["collective"]
REQUIRED = {"name", "forms", "role", "source", "verified"}
ROLES = {
    "official",
    "military",
    "police",
    "intelligence",
    "analyst",
    "witness",
    "medical",
    "rebel",
    "religious",
    "journalist",
    "legal",
    "politician",
    "other",
}


def forms(row: Row) -> tuple[str, ...]:
    return (row["name"], *([row["plural"]] if "plural" in row else []), *row["forms"])


def owners(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for form in forms(row):
            found.setdefault(form.casefold(), []).append(row)
    return found


def test_there_are_enough_offices() -> None:
    assert len(OFFICES) + len(COLLECTIVES) >= 150


@pytest.mark.parametrize("rows", [OFFICES, COLLECTIVES], ids=["office", "collective"])
def test_every_row_has_its_fields_and_a_known_role(rows: list[Row]) -> None:
    for row in rows:
        assert REQUIRED <= row.keys() <= REQUIRED | {"plural"}, row["name"]
        assert row["role"] in ROLES, row["name"]
        assert row["source"].strip(), row["name"]
        assert isinstance(row["verified"], bool), row["name"]
        assert all(form and form == form.strip() for form in forms(row)), row["name"]


@pytest.mark.parametrize("rows", [OFFICES, COLLECTIVES], ids=["office", "collective"])
def test_no_form_stands_twice_in_a_table(rows: list[Row]) -> None:
    assert [form for form, found in owners(rows).items() if len(found) > 1] == []


def test_a_form_in_both_tables_has_one_role() -> None:
    offices, collectives = owners(OFFICES), owners(COLLECTIVES)
    for form in offices.keys() & collectives.keys():
        assert offices[form][0]["role"] == collectives[form][0]["role"], form


def test_every_role_is_in_use() -> None:
    assert {row["role"] for row in OFFICES} == ROLES

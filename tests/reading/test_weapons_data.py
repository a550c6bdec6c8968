"""The table of weapons and instruments: whole, one class to a form, classes from the closed list."""

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

Row = dict[str, Any]

ROWS: list[Row] = tomllib.loads((files("tocsin.reading") / "data" / "weapons.toml").read_text("utf-8"))["weapon"]
REQUIRED = {"name", "forms", "class", "source", "verified"}
CLASSES = {
    "explosive",
    "suicide-vest",
    "vehicle-bomb",
    "firearm",
    "missile",
    "rocket",
    "mortar",
    "drone",
    "knife",
    "vehicle",
    "arson",
    "chemical",
    "biological",
    "grenade",
    "mine",
    "aircraft",
    "other",
}


def forms(row: Row) -> tuple[str, ...]:
    return (row["name"], *([row["plural"]] if "plural" in row else []), *row["forms"])


def test_there_are_enough_weapons() -> None:
    assert len(ROWS) >= 120


def test_every_row_has_its_fields() -> None:
    for row in ROWS:
        assert REQUIRED <= row.keys() <= REQUIRED | {"plural"}, row["name"]
        assert row["source"].strip(), row["name"]
        assert isinstance(row["verified"], bool), row["name"]
        assert all(form and form == form.strip() for form in forms(row)), row["name"]


def test_the_classes_are_the_closed_list_and_each_is_in_use() -> None:
    assert {row["class"] for row in ROWS} == CLASSES


def test_no_form_stands_twice() -> None:
    count = Counter(form.casefold() for row in ROWS for form in forms(row))
    assert [form for form, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("pressure cooker bomb", "explosive"),
        ("SVBIEDs", "vehicle-bomb"),
        ("Kalashnikovs", "firearm"),
        ("knives", "knife"),
    ],
)
def test_a_form_has_its_class(form: str, kind: str) -> None:
    assert [row["class"] for row in ROWS if form in forms(row)] == [kind]

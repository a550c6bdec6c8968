"""The table of armed groups: whole, unambiguous, sourced, and a tree."""

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

DATA = files("tocsin.reading") / "data"
GROUPS = tomllib.loads((DATA / "groups.toml").read_text("utf-8"))["group"]
COUNTRIES = tomllib.loads((DATA / "countries.toml").read_text("utf-8"))["country"]
Row = dict[str, Any]
KINDS = {"jihadist", "separatist", "left", "right", "state-proxy", "criminal", "religious", "other"}
REQUIRED = {"id", "name", "aliases", "home", "kind", "source", "verified"}
OPTIONAL = {"weak", "part_of", "active"}


def names(row: Row) -> tuple[str, ...]:
    return (row["name"], *row["aliases"], *row.get("weak", ()))


def test_there_are_enough_groups() -> None:
    assert len(GROUPS) >= 150


def test_every_row_has_its_fields_and_no_others() -> None:
    for row in GROUPS:
        assert row.keys() >= REQUIRED, row["id"]
        assert row.keys() <= REQUIRED | OPTIONAL, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["source"].strip(), row["id"]
        assert isinstance(row["verified"], bool), row["id"]


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(row["id"] for row in GROUPS).items() if n > 1] == []


def test_no_name_belongs_to_two_groups() -> None:
    # "Zetas" and "ZETAS" would be two names only to a machine, so case does not set names apart here.
    owners: dict[str, set[str]] = {}
    for row in GROUPS:
        for name in names(row):
            owners.setdefault(name.casefold(), set()).add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_empty_or_padded() -> None:
    assert [name for row in GROUPS for name in names(row) if not name or name != name.strip()] == []


def test_every_parent_is_a_group() -> None:
    ids = {row["id"] for row in GROUPS}
    assert [row["id"] for row in GROUPS if row.get("part_of", row["id"]) not in ids] == []


def test_no_group_is_part_of_itself() -> None:
    parent = {row["id"]: row.get("part_of") for row in GROUPS}
    for start, above in parent.items():
        seen, here = {start}, above
        while here is not None:
            assert here not in seen, start
            seen.add(here)
            here = parent[here]


def test_countries_are_known() -> None:
    known = {row["iso2"] for row in COUNTRIES}
    for row in GROUPS:
        assert {*row["home"], *row.get("active", ())} <= known, row["id"]


@pytest.mark.parametrize(
    ("name", "group", "parent"),
    [
        ("ISIS-K", "isis-k", "islamic-state"),
        ("ISIS", "islamic-state", None),
        ("Daesh", "islamic-state", None),
        ("al-Qaeda in the Arabian Peninsula", "aqap", "al-qaeda"),
        ("Islamic State in the Greater Sahara", "is-sahel", "islamic-state"),
        ("Qassam Brigades", "qassam", "hamas"),
    ],
)
def test_a_branch_keeps_its_own_names(name: str, group: str, parent: str | None) -> None:
    rows = [row for row in GROUPS if name in names(row)]
    assert [(row["id"], row.get("part_of")) for row in rows] == [(group, parent)]

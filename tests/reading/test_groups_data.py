"""The table of armed groups: whole, unambiguous, sourced, and a tree."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

DATA = files("tocsin.reading") / "data"
GROUPS = tomllib.loads((DATA / "groups.toml").read_text("utf-8"))["group"]
COUNTRIES = tomllib.loads((DATA / "countries.toml").read_text("utf-8"))["country"]
KINDS = {"jihadist", "separatist", "left", "right", "state-proxy", "criminal", "religious", "other"}
REQUIRED = {"id", "name", "aliases", "home", "kind", "source", "verified"}
OPTIONAL = {"weak", "part_of", "active"}


def names(row):
    return (row["name"], *row["aliases"], *row.get("weak", ()))


def test_there_are_enough_groups():
    assert len(GROUPS) >= 150


def test_every_row_has_its_fields_and_no_others():
    for row in GROUPS:
        assert row.keys() >= REQUIRED, row["id"]
        assert row.keys() <= REQUIRED | OPTIONAL, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["source"].strip(), row["id"]
        assert isinstance(row["verified"], bool), row["id"]


def test_ids_are_unique():
    assert [i for i, n in Counter(row["id"] for row in GROUPS).items() if n > 1] == []


def test_no_name_belongs_to_two_groups():
    owners = {}
    for row in GROUPS:
        for name in names(row):
            owners.setdefault(name.casefold(), set()).add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_empty_or_padded():
    assert [name for row in GROUPS for name in names(row) if not name or name != name.strip()] == []


def test_every_parent_is_a_group():
    ids = {row["id"] for row in GROUPS}
    assert [row["id"] for row in GROUPS if row.get("part_of", row["id"]) not in ids] == []


def test_no_group_is_part_of_itself():
    parent = {row["id"]: row.get("part_of") for row in GROUPS}
    for start in parent:
        seen, here = {start}, parent[start]
        while here is not None:
            assert here not in seen, start
            seen.add(here)
            here = parent[here]


def test_countries_are_known():
    known = {row["iso2"] for row in COUNTRIES}
    for row in GROUPS:
        unknown = set(row["home"]) | set(row.get("active", ()))
        assert unknown <= known, row["id"]


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
def test_a_branch_keeps_its_own_names(name, group, parent):
    rows = [row for row in GROUPS if name in names(row)]
    assert [(row["id"], row.get("part_of")) for row in rows] == [(group, parent)]

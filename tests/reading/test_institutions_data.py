"""The table of institutions: whole, unambiguous, sourced, and tied to what exists."""

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

Row = dict[str, Any]

DATA = files("tocsin.reading") / "data"


def rows(table: str, key: str) -> list[Row]:
    found: list[Row] = tomllib.loads((DATA / table).read_text("utf-8"))[key]
    return found


INSTITUTIONS = rows("institutions.toml", "institution")
GROUPS = rows("groups.toml", "group")
CODES = {row["iso2"] for row in rows("countries.toml", "country")}
REQUIRED = {"id", "name", "aliases", "country", "kind", "source", "verified"}
KINDS = {
    "intelligence",
    "military",
    "police",
    "ministry",
    "government",
    "court",
    "parliament",
    "embassy",
    "international",
    "ngo",
    "media",
    "armed-group media",
    "thinktank",
    "other",
}


def test_there_are_enough_institutions() -> None:
    assert len(INSTITUTIONS) >= 200


def test_every_row_has_its_fields_and_no_others() -> None:
    for row in INSTITUTIONS:
        assert REQUIRED <= row.keys() <= REQUIRED | {"part_of"}, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["country"] in CODES | {""}, row["id"]
        assert row["source"].strip(), row["id"]
        assert isinstance(row["verified"], bool), row["id"]


def test_ids_are_unique_here_and_among_the_groups() -> None:
    ids = Counter(row["id"] for row in (*INSTITUTIONS, *GROUPS))
    assert [i for i, count in ids.items() if count > 1] == []


def test_no_name_belongs_to_two() -> None:
    owners: dict[str, set[str]] = {}
    for row in INSTITUTIONS:
        for name in (row["name"], *row["aliases"]):
            assert name == name.strip() != "", row["id"]
            owners.setdefault(name.casefold(), set()).add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_a_groups_own_name() -> None:
    groups = {name.casefold() for row in GROUPS for name in (row["name"], *row["aliases"])}
    here = {name.casefold() for row in INSTITUTIONS for name in (row["name"], *row["aliases"])}
    assert here & groups == set()


def test_what_each_is_part_of_exists() -> None:
    known = {f"country:{code}" for code in CODES} | {row["id"] for row in (*INSTITUTIONS, *GROUPS)}
    for row in INSTITUTIONS:
        assert row.get("part_of", row["id"]) in known, row["id"]


def test_the_mouthpieces_of_armed_groups_belong_to_a_group() -> None:
    groups = {row["id"] for row in GROUPS}
    mouthpieces = [row for row in INSTITUTIONS if row["kind"] == "armed-group media"]
    assert mouthpieces
    assert [row["id"] for row in mouthpieces if row.get("part_of") not in groups] == []


@pytest.mark.parametrize(
    ("name", "institution", "country"),
    [
        ("Kremlin", "russian-presidency", "RU"),
        ("Pentagon", "pentagon", "US"),
        ("Quai d'Orsay", "quai-dorsay", "FR"),
        ("Foreign Office", "foreign-office-uk", "GB"),
        ("OSAC", "osac", "US"),
        ("Amaq", "amaq", ""),
    ],
)
def test_metonyms_and_short_names_find_their_institution(name: str, institution: str, country: str) -> None:
    found = [row for row in INSTITUTIONS if name in (row["name"], *row["aliases"])]
    assert [(row["id"], row["country"]) for row in found] == [(institution, country)]

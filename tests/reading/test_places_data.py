"""The tables of countries and regions: valid codes, points where they belong, names not shared."""

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

import pytest

Row = dict[str, Any]
Point = tuple[float, float]

DATA = files("tocsin.reading") / "data"
PLACES = tomllib.loads((DATA / "countries.toml").read_text("utf-8"))
COUNTRIES, FORMER = PLACES["country"], PLACES["former"]
REGIONS = tomllib.loads((DATA / "regions.toml").read_text("utf-8"))["region"]
CODES = {row["iso2"] for row in COUNTRIES}
POINTS = {row["iso2"]: (row["lat"], row["lon"]) for row in COUNTRIES}
KINDS = {"region", "district", "wider", "sea", "venue"}
EARTH_RADIUS_KM = 6371.0
REACH_KM = 3000.0
# Russia's point lies in Siberia, and the Caucasus is a continent away; Hawaii and Nova Scotia are far out.
FARTHER = {"RU": 4700.0, "US": 6500.0, "CA": 3500.0}


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def kilometres(one: Point, other: Point) -> float:
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def owners(rows: Iterable[Row], key: Callable[[Row], Iterable[str]], id_field: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for name in key(row):
            found.setdefault(name.casefold(), set()).add(row[id_field])
    return {name: ids for name, ids in found.items() if len(ids) > 1}


def test_every_country_of_the_standard_is_there() -> None:
    assert len(CODES) == 250  # 249 of ISO 3166-1, and XK
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in CODES)
    assert repeated(row["iso2"] for row in COUNTRIES) == []


def test_no_country_name_belongs_to_two() -> None:
    assert owners(COUNTRIES, lambda row: (row["name"], *row["aliases"]), "iso2") == {}


def test_only_the_two_congos_share_a_people() -> None:
    shared = owners(COUNTRIES, lambda row: row["demonyms"], "iso2")
    assert shared == {"congolese": {"CD", "CG"}}


def test_no_metonym_belongs_to_two() -> None:
    assert owners(COUNTRIES, lambda row: row["metonyms"], "iso2") == {}


def test_former_states_name_their_end_and_their_heirs() -> None:
    assert repeated(row["id"] for row in FORMER) == []
    for row in FORMER:
        assert row["until"].year > 1970, row["id"]
        assert row["successors"], row["id"]
        assert set(row["successors"]) <= CODES, row["id"]


@pytest.mark.parametrize("rows", [COUNTRIES, FORMER, REGIONS], ids=["country", "former", "region"])
def test_points_are_on_the_globe_and_rows_have_sources(rows: list[Row]) -> None:
    for row in rows:
        assert -90 <= row["lat"] <= 90, row["name"]
        assert -180 <= row["lon"] <= 180, row["name"]
        assert row["source"].strip(), row["name"]
        assert isinstance(row["verified"], bool), row["name"]


def test_there_are_enough_regions_and_venues() -> None:
    kinds = Counter(row["kind"] for row in REGIONS)
    assert kinds.keys() == KINDS
    assert len(REGIONS) >= 400
    assert kinds["venue"] + kinds["district"] >= 40


def test_region_ids_are_unique() -> None:
    assert repeated(row["id"] for row in REGIONS) == []


def test_regions_name_countries_that_exist() -> None:
    for row in REGIONS:
        assert row["country"] in CODES | {""}, row["id"]
        assert set(row.get("countries", ())) <= CODES, row["id"]
        assert row["country"] or row.get("countries"), row["id"]
        assert 0 < row["radius_km"] <= 5000, row["id"]


def test_regions_lie_near_their_country() -> None:
    for row in REGIONS:
        if row["country"]:
            away = kilometres((row["lat"], row["lon"]), POINTS[row["country"]])
            assert away <= FARTHER.get(row["country"], REACH_KM), (row["id"], round(away))


def test_a_wider_place_lies_near_the_countries_it_touches() -> None:
    for row in REGIONS:
        if row["country"] == "":
            nearest = min(kilometres((row["lat"], row["lon"]), POINTS[c]) for c in row["countries"])
            assert nearest <= REACH_KM, row["id"]


def test_no_name_is_shared_inside_one_country() -> None:
    for code in CODES | {""}:
        here = [row for row in REGIONS if row["country"] == code]
        assert owners(here, lambda row: (row["name"], *row["aliases"]), "id") == {}, code


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Moscow Oblast", "RU", "region"),
        ("Dagestan", "RU", "region"),
        ("Chechnya", "RU", "region"),
        ("Gaza Strip", "PS", "wider"),
        ("Sahel", "", "wider"),
    ],
)
def test_what_city_lists_lack_is_here(name: str, country: str, kind: str) -> None:
    assert [(row["country"], row["kind"]) for row in REGIONS if row["name"] == name] == [(country, kind)]

"""Records are scored field by field; those of press releases and headlines are made of what the texts say."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench import isaf, ucdp
from bench.jsonlines import rows
from bench.marks import Mark
from bench.records import field, figures, wrong
from bench.ucdp import Said, apart_km, is_there, mark
from tocsin.model import PlacePrecision, Where

WANTED = [{"day": 1, "who": "a"}, {"day": 2, "who": None}, {"day": 3, "who": "b"}]
GIVEN = [{"day": 1, "who": "a"}, {"day": 2, "who": "c"}, {"day": 9, "who": None}]


def test_an_empty_field_is_right_where_it_should_be_empty() -> None:
    assert field(WANTED, GIVEN, "day").mark == Mark(3, 3, 2)
    who = field(WANTED, GIVEN, "who")
    assert (who.same, who.of, who.mark) == (1, 3, Mark(2, 2, 1))
    assert field([{"who": None}], [{"who": None}], "who").accuracy == 1


def test_a_record_is_right_only_in_every_field() -> None:
    told = {name: value for name, value, _ in figures(WANTED, GIVEN, ("day", "who"))}
    assert told["records right in every field"] == pytest.approx(100 / 3)
    assert told["day: accuracy"] == pytest.approx(200 / 3)
    assert wrong(WANTED[2], GIVEN[2], ("day", "who")) == ["day 3 not 9", "who 'b' not None"]


def test_a_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"n": "one\u2028two"}, ensure_ascii=False) + "\n\n", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"n": 2}', "utf-8")
    assert list(rows(tmp_path)) == [{"n": "one\u2028two"}, {"n": 2}]


# ---- press releases

RELEASE = (
    "2013-05-S-001\n\nKABUL, Afghanistan (May 4, 2013)"
    "\nAfghan police killed a Taliban leader and detained two suspected "
    "insurgents in Marjah district, Helmand province, on Thursday, May 2."
)


def test_a_release_comes_to_a_record() -> None:
    record = isaf.recorded(RELEASE)
    assert record["date"] == "2013-05-02"
    assert record["province"] == "helmand"
    assert (record["captured"], record["killed"]) == (2, 1)
    assert record["event type"] == "captureandkill"


def test_a_release_is_published_on_the_day_that_it_bears() -> None:
    assert (at := isaf.published("2012-06-S-026 KABUL (June 14) — A force")) is not None
    assert at.start == date(2012, 6, 14)
    assert isaf.published("A force in Kabul") is None


def test_releases_are_measured_and_the_worst_told(tmp_path: Path) -> None:
    record = {"start_date": "2013-05-02", "event_type": ["captureandkill"], "province": ["helmand"],
              "target_group": [""], "min_killed": 1, "min_captured": 5}  # fmt: skip
    turns = [{"value": ""}, {"value": f"PRESS RELEASE TEXT: {RELEASE}"}, {"value": json.dumps(record)}]
    (tmp_path / "dev.jsonl").write_text(json.dumps({"conversations": turns}), "utf-8")
    told = {name: value for name, value, _ in isaf.run(tmp_path)}
    assert told["captured: accuracy"] == 0
    assert told["killed: accuracy"] == 100
    (line,) = isaf.worst(tmp_path)
    assert "captured 5 not 2" in line


# ---- headlines

EVENT: dict[str, Any] = {
    "year": "2017.0", "date_start": "2017-03-02", "date_end": "2017-03-02", "latitude": "36.2", "longitude": "37.1",
    "adm_1": "Aleppo Governorate", "where_coordinates": "Aleppo town", "side_a": "Government of Syria",
    "side_b": "Syrian insurgents", "low": "4.0", "best": "5.0", "high": "5.0",
    "source_headline": "Five people killed in airstrike on Aleppo yesterday", "source_date": "2017-03-03",
}  # fmt: skip


def test_a_headline_says_what_it_says() -> None:
    found = ucdp.said(EVENT)
    assert found.days == (date(2017, 3, 2), date(2017, 3, 2))
    assert found.deaths == (5, 5, 5)
    assert [mark(EVENT, found, f).right for f in ucdp.FIELDS] == [1, 1, 0, 0, 1, 1]


def test_a_side_without_a_name_is_not_asked_for() -> None:
    assert mark(EVENT, Said(sides=frozenset({"Government of Syria", "Fatah"})), "sides") == Mark(1, 2, 1)
    assert mark(EVENT, Said(), "deaths, low") == Mark(1, 0, 0)


def test_a_place_is_right_nearby_or_by_its_province() -> None:
    near = Where(name="Azaz", country="SY", latitude=36.58, longitude=37.04, precision=PlacePrecision.CITY)
    far = Where(name="Homs", country="SY", latitude=34.73, longitude=36.71, precision=PlacePrecision.CITY)
    named = Where(name="Aleppo", country="SY", latitude=None, longitude=None, precision=PlacePrecision.REGION)
    assert [is_there(p, EVENT) for p in (near, far, named)] == [True, False, True]


def test_a_degree_of_latitude_is_111_km() -> None:
    assert apart_km((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)
    assert apart_km((60, 0), (60, 1)) == pytest.approx(55.6, abs=0.1)


def test_the_year_for_training_is_left_out_and_shared_headlines_are_told_apart(tmp_path: Path) -> None:
    shared = {**EVENT, "source_headline": "Clashes go on in Homs;Shelling in Hama"}
    other = {**EVENT, "source_headline": "Shelling in Hama", "source_date": "2017-03-03"}
    lines = [EVENT, shared, other, {**EVENT, "year": "2016.0"}]
    (tmp_path / "syria.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    told = {name: value for name, value, _ in ucdp.run(tmp_path)}
    assert told["all events"] == 3
    assert told["headlines of one event"] == 1
    (line,) = ucdp.worst(tmp_path)
    assert line.startswith("deaths, low || Five people killed")

"""`tocsin personal`: what is kept of whom, when it is to be reviewed, and how it is erased."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_commands import OFFICER, at, ruled, warned  # noqa: F401 - fixtures
from tests.cli.test_json import SCHEMA
from tocsin.codec import loads
from tocsin.desk.configured import load_office
from tocsin.model import BadInput, Grade


def test_items_are_listed_with_their_review_and_erased_with_a_reason(ruled: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text() + "\n[personal]\nreview_days = 30\n")
    listed = ruled("personal", "list", *at(18, 10))
    assert "hall in our care" in listed.out
    assert "DUE" not in listed.out
    later = ("--at", "2024-05-07T18:00:00+03:00")
    assert "DUE" in ruled("personal", "list", "--due", *later).out
    assert "personal items are due for review" in ruled("duty", *later).err
    item = next(line.split()[0] for line in listed.out.splitlines() if "hall in our care" in line)
    assert "without a reason" in ruled("personal", "erase", item, *OFFICER).err
    ran = ruled("personal", "erase", item, "--because", "asked by the person", *OFFICER, *at(18, 20))
    assert (ran.code, "backups" in ran.err) == (0, True)
    listed = ruled("personal", "list", *at(18, 30))
    assert "hall in our care" not in listed.out
    assert "because: asked by the person" in " ".join(listed.out.split())
    assert "the record verifies" in ruled("ledger", "verify").err
    assert "no such personal item" in ruled("personal", "erase", item, "--because", "again", *OFFICER).err


def test_programs_are_told_the_same_item_by_item(ruled: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text() + "\n[personal]\nreview_days = 30\n")
    later = ("--at", "2024-05-07T18:00:00+03:00")
    listed = ruled("personal", "list", "--json", *at(18, 10))
    items = listed.rows("personal_item")
    assert (listed.code, len(items), len(listed.out.splitlines())) == (0, 6, 6)
    hall = next(row for row in items if "hall in our care" in row["value"])
    assert (hall["kind"], hall["about"], hall["since"]) == ("name", "hall", "2024-03-07T17:38:00+03:00")
    assert (hall["review"], hall["due"]) == ("2024-04-06T17:38:00+03:00", False)
    assert all(row["due"] for row in ruled("personal", "list", "--json", "--due", *later).rows("personal_item"))
    erased = ruled("personal", "erase", hall["item"], "--because", "asked", *OFFICER, *at(18, 20))
    assert erased.code == 0
    after = ruled("personal", "list", "--json", *at(18, 30))
    assert [row["item"] for row in after.rows("erasure")] == [hall["item"]]
    assert hall["item"] not in {row["item"] for row in after.rows("personal_item")}
    assert "erasure" not in ruled("personal", "list", "--json", "--due", *later).out
    for row in map(json.loads, (listed.out + after.out).splitlines()):
        assert list(SCHEMA.iter_errors(row)) == []


def test_the_texts_that_still_bear_an_erased_name_are_named_and_can_be_erased_with_what_is_printed(
    ruled: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    hall = next(r for r in ruled("notices", "--json").rows("notice") if r["recipient"] == "hall")
    assert "Briefing for hall in our care" in hall["body"]
    rows = ruled("personal", "list", "--json", *at(18, 10)).rows("personal_item")
    item = next(row["item"] for row in rows if row["value"] == "hall in our care")
    why = ("--because", "asked by the person", *OFFICER, *at(18, 20))
    ran = ruled("personal", "erase", item, *why)
    assert ran.code == 0
    assert "the name of hall is erased; backups and copies elsewhere still hold it" in ran.err
    assert "IT STILL STANDS in" in ran.err
    assert f"briefing {hall['id'][:12]} to hall: tocsin personal erase " in ran.err
    for line in ran.err.splitlines():
        if "tocsin personal erase" in line:
            assert ruled("personal", "erase", line.split()[-1], *why).code == 0
    assert "hall in our care" not in ruled("ledger", "export").out
    assert b"hall in our care" not in b"".join(p.read_bytes() for p in tmp_path.glob("casebook.db*"))
    assert "the record verifies" in ruled("ledger", "verify").err
    (tmp_path / "register.toml").write_text("")
    assert "hall in our care" not in ruled("show", *at(18, 30)).out


def test_an_erased_address_stands_in_no_text_and_nothing_is_said_of_it(ruled: Run) -> None:  # noqa: F811
    rows = ruled("personal", "list", "--json", *at(18, 10)).rows("personal_item")
    item = next(row["item"] for row in rows if row["value"] == "hall@house.example")
    ran = ruled("personal", "erase", item, "--because", "asked by the person", *OFFICER, *at(18, 20))
    assert (ran.code, len(ran.err.splitlines())) == (0, 1)


@pytest.mark.parametrize("days", ['"a year"', "1.5", "99999999999999", "true"])
def test_a_term_that_is_none_is_refused(days: str) -> None:
    with pytest.raises(BadInput, match="review_days"):
        load_office(f"[personal]\nreview_days = {days}\n", name="tocsin.toml", opened=str)


def test_a_reason_is_told_beside_the_word_on_record_and_reads_back(ruled: Run) -> None:  # noqa: F811
    said = "Exercise Informant Åke Ünal was there."
    statement = ruled("show", "--json").rows("statement")[0]["id"]
    assert ruled("grade", statement, "A1", "--because", said, *OFFICER, *at(18, 10)).code == 0
    lines = ruled("since", "5m", "--json", *at(18, 11)).out.splitlines()
    (row,) = (row for row in map(json.loads, lines) if row["type"] == "grade" and row["by"]["type"] == "person")
    assert row["apart"] == {"because": said}
    assert not list(SCHEMA.iter_errors(row))
    assert isinstance(loads(json.dumps(row)), Grade)
    assert f"mark of {statement[:12]}" in ruled("personal", "list").out
    assert said in ruled("why", statement).out

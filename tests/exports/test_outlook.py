"""Whether an incident may still come: the list and every export say what the page says, no more and no less."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, office, run
from tests.cli.test_tables import OFFICE
from tocsin.desk.outlook import ANOTHER

__all__ = ["office", "run"]

REPORT = """Gunmen kill three at concert hall in Tampere

TAMPERE, Finland, October 14 (Exercise Wire) - Gunmen shot dead three people at a concert hall in Tampere on Monday.
Police warned on Tuesday that further attacks on the concert hall in Tampere are possible.
"""
BY = ("--by", "Ann Example")
WORDS = f"happened; {ANOTHER}"


@pytest.fixture
def open_still(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """An attack, and a warning of further ones that a person says is one with it."""
    monkeypatch.setenv("TOCSIN_AT", "2025-10-14T18:20:00+03:00")
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('register = "register.toml"\n', ""))
    (tmp_path / "report.txt").write_text(REPORT)
    run("take", "report.txt", "--published", "2025-10-14", "--source", "wire", "--marking", "amber")
    first, second = (i["id"] for i in run("incidents", "--json").rows("incident"))
    assert run("link", first, second, "--same", *BY).code == 0
    return run


def _said(run: Run, tmp_path: Path) -> dict[str, str]:
    """What each way of telling says of the one incident, in its words."""
    (incident,) = run("incidents", "--json").rows("incident")
    made = {form: tmp_path / f"made.{form}" for form in ("stix", "misp", "csv-ucdp", "csv-gtd", "case")}
    for form, path in made.items():
        ran = run("export", incident["id"], "--as", form, "--to", path, "--clearance", "amber", "--with-planned")
        assert ran.code == 0, ran.err
    (stix,) = (o for o in json.loads(made["stix"].read_text())["objects"] if o["type"] == "incident")
    (known,) = stix["extensions"].values()
    misp = json.loads(made["misp"].read_text())["Event"]["info"]
    rows = {form: next(csv.DictReader(made[form].read_text("utf-8").splitlines())) for form in ("csv-ucdp", "csv-gtd")}
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "tocsin.toml").write_text('[office]\nname = "There"\ncasebook = "sqlite:///there.db"\n')
    taken = run("import", made["case"], "--config", tmp_path / "there" / "tocsin.toml").err
    page = tmp_path / "page.html"
    run("show", "--html", page)
    return {
        "page": next((words for words in (WORDS, "closed by Ann Example") if words in page.read_text()), ""),
        "list": " ".join(run("incidents").out.split()), "json": run("incidents", "--json").rows("outlook")[0]["words"],
        "stix": stix["description"], "extension": known["outlook"], "misp": misp,
        "ucdp": rows["csv-ucdp"]["outlook"], "gtd": rows["csv-gtd"]["outlook"], "case": taken,
    }  # fmt: skip


def test_that_what_is_feared_may_be_another_is_told_everywhere(open_still: Run, tmp_path: Path) -> None:
    for where, words in _said(open_still, tmp_path).items():
        assert WORDS in words, where


def test_what_is_over_is_told_as_over_everywhere(open_still: Run, tmp_path: Path) -> None:
    (incident,) = open_still("incidents", "--json").rows("incident")
    assert open_still("close", incident["id"], "--because", "the police ended their search", *BY).code == 0
    for where, words in _said(open_still, tmp_path).items():
        assert ANOTHER not in words, where
    (outlook,) = open_still("incidents", "--json").rows("outlook")
    assert (outlook["open"], outlook["words"]) == (False, "happened")


def test_who_closed_what_never_happened_and_why_is_told_here_and_leaves_with_no_export(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_AT", "2025-10-14T18:20:00+03:00")
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('register = "register.toml"\n', ""))
    (tmp_path / "report.txt").write_text("Police warned on Tuesday that attacks on concerts in Tampere are possible.\n")
    run("take", "report.txt", "--published", "2025-10-14", "--source", "wire", "--marking", "amber")
    (incident,) = run("incidents", "--json").rows("incident")
    assert run("close", incident["id"], "--because", "the concerts are over", *BY).code == 0
    said = _said(run, tmp_path)
    assert "closed by Ann Example: the concerts are over" in said["list"]
    for where in ("stix", "extension", "misp", "ucdp", "gtd"):
        assert "closed by a person" in said[where], where
        assert "Ann Example" not in said[where], where


def test_where_something_is_kept_back_nothing_is_told_that_was_made_with_it_in_view(
    open_still: Run, tmp_path: Path
) -> None:
    more = "Police said three people were shot dead at the concert hall in Tampere on Monday.\n"
    (tmp_path / "more.txt").write_text(more)
    open_still("take", "more.txt", "--published", "2025-10-14", "--source", "wire", "--marking", "clear")
    held = max(open_still("incidents", "--json").rows("incident"), key=lambda i: len(i["statements"]))
    path = tmp_path / "clear.json"
    assert open_still("export", held["id"], "--as", "stix", "--to", path, "--clearance", "clear").code == 0
    (stix,) = (o for o in json.loads(path.read_text())["objects"] if o["type"] == "incident")
    assert "description" not in stix
    assert "outlook" not in next(iter(stix["extensions"].values()))

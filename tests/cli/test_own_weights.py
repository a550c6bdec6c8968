"""An office that has taught an encoder itself: its weights read, what they read bears their name, faults are said."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import tocsin
from tests.cli.conftest import Ran, Run, entry
from tests.cli.test_bad_ground import said
from tests.cli.test_incoming import WARNED, protected, staying
from tests.dispatch.many import until
from tocsin.desk.reader import FILES
from tocsin.reading.surety import ALWAYS

SHIPPED, PAIRS = (Path(tocsin.__file__).parent / room for room in ("reading/encoder/weights", "linking/data"))
NAME = "taught@0a1b2c3d"
OFFICE = """
[office]
name = "The exercise desk"
register = "register.toml"
policies = ["organisation"]
reader = "both"
weights = "own"

[channels.mail]
root = "mail"
"""
TEXT = """Maradi, 3 March 2026. Gunmen killed nine villagers near Maradi on Tuesday, police said.
The governor thinks the raid was meant to frighten voters.
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office with a folder of weights as `make train` leaves it: ours, under another name, doubting everything."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name in FILES:
        source = (PAIRS if (PAIRS / name).exists() else SHIPPED) / name
        (folder / name).symlink_to(source.resolve())
    (folder / "about.json").unlink()
    (folder / "about.json").write_text(json.dumps({"name": NAME, "surety": {ALWAYS: -1.0}}))
    (tmp_path / "tocsin.toml").write_text(OFFICE)
    (tmp_path / "register.toml").write_text(entry("hall"))
    (tmp_path / "report.txt").write_text(TEXT)
    return folder


def readers(ran: Ran) -> set[str]:
    """Who read the statements."""
    return {row["reader"] for row in ran.rows("statement")}


def test_the_offices_own_weights_read_and_what_they_read_bears_their_name(run: Run, own: Path) -> None:
    ran = run("read", "report.txt", "--json")
    assert (ran.code, own.name) == (0, "own")
    assert any(NAME in name for name in readers(ran))
    assert not any("encoder@" in name for name in readers(ran))


def test_reader_both_on_the_command_line_means_the_offices_own_too(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('"both"', '"rules"'))
    assert own.is_dir()
    assert not any(NAME in name for name in readers(run("read", "report.txt", "--json")))
    assert any(NAME in name for name in readers(run("read", "report.txt", "--json", "--reader", "both")))


def test_their_own_surety_counts(run: Run, own: Path, tmp_path: Path) -> None:
    """These doubt everything: what they alone see is a suggestion, where ours say it."""
    assert own.is_dir()
    assert {row["suggestion"] for row in _alone(run("read", "report.txt", "--json"), NAME)} == {True}
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('weights = "own"', ""))
    assert False in {row["suggestion"] for row in _alone(run("read", "report.txt", "--json"), "encoder@2")}


def _alone(ran: Ran, name: str) -> list[dict[str, Any]]:
    return [row for row in ran.rows("statement") if row["reader"] == name]


@pytest.mark.parametrize("gone", FILES)
def test_a_file_of_theirs_that_is_gone_is_named_before_anything_is_taken(run: Run, own: Path, gone: str) -> None:
    (own / gone).unlink()
    ran = run("take", "report.txt")
    assert ran.code == 2
    said(ran.err, where=str(own), what=f"lacks {gone}", now="make train")
    assert "make train" in run("register", "check").err
    assert not run("read", "report.txt", "--json").rows("statement")


@pytest.mark.parametrize("broken", ["anchors.onnx", "parts.onnx", "tokenizer.json", "about.json"])
def test_a_file_of_theirs_that_is_no_such_thing_is_said_to_be_none(run: Run, own: Path, broken: str) -> None:
    (own / broken).unlink()
    (own / broken).write_bytes(b"\x08\x07not weights\n")
    ran = run("read", "report.txt")
    assert ran.code == 2
    said(ran.err, where=str(own), what="these weights cannot be run", now="make train")


def test_what_reads_nothing_needs_no_weights(run: Run, own: Path) -> None:
    """A folder that is gone on the night keeps no list and no check of the record back."""
    assert run("take", "report.txt").code == 0
    shutil.rmtree(own)
    for command in ("duty", "notices", "incidents", "show", "since 2026-01-01T00:00:00Z", "ledger verify"):
        ran = run(*command.split())
        assert ran.code == 0, (command, ran.err)


def test_weights_that_are_named_meanwhile_and_are_not_there_end_no_taking(run: Run, own: Path, tmp_path: Path) -> None:
    """What comes goes on being taken as before, and what was put there meanwhile holds once the weights are there."""
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('reader = "both"\nweights = "own"\n', ""))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(WARNED)
    with staying(tmp_path) as told:
        until(lambda: any("a.txt: 1 statement" in line for line in told))
        (tmp_path / "register.toml").write_text(entry("hall") + entry("club"))
        own.rename(tmp_path / "away")
        (tmp_path / "tocsin.toml").write_text(OFFICE)
        until(lambda: any("the office stands as it was read before" in line for line in told))
        (tmp_path / "in" / "b.txt").write_text(f"{WARNED}It named no concert.\n")
        until(lambda: any("b.txt: 1 statement" in line for line in told))
        assert "club" not in protected(run), "the office stood as it was"
        (tmp_path / "away").rename(own)
        until(lambda: "club" in protected(run), patience=30)
    assert sum("lacks" in line for line in told) == 1, "it is told once"

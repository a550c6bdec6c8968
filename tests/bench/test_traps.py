"""The benches of the traps and of the report beside the project say what holds, and name what does not."""

from pathlib import Path

import pytest

from bench import seed, traps
from tests.seed import FOLDER

VERIFIER = """
[[trap]]
name = "number"
because = "twelve where two stand"
text = "Two men were killed."
passage = "Two men were killed."
[trap.statement]
kind = "toll"
stage = ""
certainty = "certain"
polarity = "positive"
channel = ""
content = ["Two men were killed"]
roles = { victim = ["Two men"] }
tolls = [{ who = "unknown", effect = "killed", low = %d, best = %d, high = %d, mention = "Two men" }]
"""
ORDINARY = """
[[trap]]
name = "plain"
because = "a match"
text = "%s"
"""


def laid(folder: Path, number: int, prose: str) -> Path:
    (folder / "verifier.toml").write_text(VERIFIER % (number, number, number), "utf-8")
    (folder / "ordinary.toml").write_text(ORDINARY % prose, "utf-8")
    return folder


def test_traps_that_do_what_they_should_are_all_of_them(tmp_path: Path) -> None:
    data = laid(tmp_path, 12, "The striker shot wide.")
    figures = [(name, value) for name, value, _ in traps.run(data)]
    assert ("planted statements refused", 100) in figures
    assert ("ordinary prose left alone", 100) in figures
    assert list(traps.worst(data)) == []


def test_traps_that_do_not_are_named(tmp_path: Path) -> None:
    data = laid(tmp_path, 2, "A bomb killed nine people in Kabul.")
    figures = {name: value for name, value, _ in traps.run(data)}
    assert figures["planted statements refused"] == 0
    assert figures["ordinary prose left alone"] == 0
    refused, left = traps.worst(data)
    assert refused == "not planted statements refused: number: twelve where two stand"
    assert left.startswith("not ordinary prose left alone: plain: {'attack'")


@pytest.mark.shared
def test_every_row_that_must_be_found_is_found() -> None:
    figures = {name: value for name, value, _ in seed.run(FOLDER)}
    assert figures["rows that must be found: found"] == figures["rows that must be found: of"] == 22

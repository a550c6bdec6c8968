"""The bench of our own corpus: what it counts, and that a folder of other files can be measured alike."""

from pathlib import Path

import pytest

from bench import MEASURED, corpus
from corpus import HERE

CASE = """
hand = "z"

[[passage]]
text = "Gunmen killed 12 people in Kano on Monday, police said."

[[passage.statement]]
kind = "toll"
content = "killed 12 people"
cue = "killed"
speakers = ["police"]
tolls = [{ who = "civilians", effect = "killed", low = 12, best = 12, high = 12, mention = "12 people" }]

[[passage]]
text = "The vicar judged the marrows."

[[passage.statement]]
kind = "response"
content = "judged the marrows"
cue = "judged"
"""


def figures(folder: Path) -> dict[str, float]:
    return {name: value for name, value, _ in corpus.run(folder)}


def test_what_is_marked_in_a_folder_of_ones_own_is_measured(tmp_path: Path) -> None:
    (tmp_path / "z-one.toml").write_text(CASE, "utf-8")
    found = figures(tmp_path)
    assert found["texts"] == 2
    assert (found["kind toll: precision"], found["kind toll: recall"]) == (100, 100)
    assert found["kind response: recall"] == 0
    assert found["field polarity"] == 100


def test_the_worst_cases_say_what_was_missed(tmp_path: Path) -> None:
    (tmp_path / "z-one.toml").write_text(CASE, "utf-8")
    assert any("MISSED response: judged the marrows" in line for line in corpus.worst(tmp_path))


@pytest.mark.parametrize("reader", ["rules", "both"])
def test_either_reader_is_measured_on_the_same_texts(reader: str, tmp_path: Path) -> None:
    for path in sorted((HERE / "dev").glob("[ab]-p*.toml"))[:1]:
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    token = MEASURED.set(reader)
    try:
        found = figures(tmp_path)
    finally:
        MEASURED.reset(token)
    assert found["texts"] > 0
    assert 0 < found["statements: recall"] <= 100

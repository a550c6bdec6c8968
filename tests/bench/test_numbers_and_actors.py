"""The benches of figures and of actors: an invented number costs precision, a branch for its parent is counted."""

from pathlib import Path

from bench import actors, numbers

CASE = """
hand = "z"

[[passage]]
text = "Gunmen killed 12 people in Kano on Monday, police said."

[[passage.statement]]
kind = "toll"
content = "killed 12 people"
cue = "killed"
speakers = ["police"]
actors = ["islamic-state"]
tolls = [{ who = "unknown", effect = "killed", low = LOW, best = 12, high = 12, mention = "12 people" }]
"""


def folder(tmp_path: Path, low: int) -> Path:
    (tmp_path / "z-one.toml").write_text(CASE.replace("LOW", str(low)), "utf-8")
    return tmp_path


def test_a_figure_that_is_read_as_marked_is_right_in_every_respect(tmp_path: Path) -> None:
    found = {name: value for name, value, _ in numbers.run(folder(tmp_path, 12))}
    assert found["figures marked"] == 1
    assert found["words given: the same low, best and high"] == 100
    assert found["figure, effect and whom: F1"] == 100
    assert found["figure, effect and who counted: F1"] == 100


def test_a_figure_that_is_marked_otherwise_is_invented_and_missed(tmp_path: Path) -> None:
    data = folder(tmp_path, 11)
    found = {name: value for name, value, _ in numbers.run(data)}
    assert found["words given: the same low, best and high"] == 0
    assert found["figure: precision"] == 0
    assert [line.split(":")[0] for line in numbers.worst(data)] == ["invented or misread", "missed"]


def test_a_branch_is_not_its_parent() -> None:
    assert actors.kin(frozenset({"islamic-state"}), frozenset({"isis-k"})) == [("isis-k", "islamic-state")]
    assert actors.kin(frozenset({"islamic-state"}), frozenset({"hamas"})) == []


def test_an_actor_that_is_marked_and_not_read_costs_recall(tmp_path: Path) -> None:
    found = {name: value for name, value, _ in actors.run(folder(tmp_path, 12))}
    assert found["texts that name an actor"] == 1
    assert found["groups: recall"] == 0

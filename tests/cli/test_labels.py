"""A report that bears a label is taken under it, unless whoever takes it says otherwise; either way it is told."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "Gunmen attacked a ferry pier at Lamu on Thursday.\n"
AT = ("--at", "2025-10-14T18:00:00+00:00")


def _taken(run: Run, text: str, *more: str) -> tuple[str, str]:
    Path("report.txt").write_text(text)
    ran = run("read", "report.txt", *AT, *more, "--json")
    return ran.rows("arrival")[0]["marking"], ran.err


@pytest.mark.parametrize(
    ("head", "marking"),
    [("TLP:AMBER", "AMBER"), ("TLP:RED", "RED"), ("TLP: GREEN", "GREEN"), ("T\u200bLP AMBER+STRICT", "AMBER+STRICT")],
)
def test_whoever_names_no_label_takes_it_under_its_own(run: Run, head: str, marking: str) -> None:
    taken, told = _taken(run, f"{head}\n\n{TEXT}")
    assert taken == marking
    assert f"is taken as TLP:{marking}" in told


def test_what_whoever_takes_it_says_holds_and_what_the_report_says_is_told(run: Run) -> None:
    taken, told = _taken(run, f"TLP:AMBER\n\n{TEXT}", "--marking", "clear")
    assert taken == "CLEAR"
    assert "it says “TLP:AMBER”, and is taken as TLP:CLEAR" in told


def test_a_label_that_is_only_spoken_of_is_told_and_marks_nothing(run: Run) -> None:
    taken, told = _taken(run, f"The bureau had sent a TLP:RED notice to the banks of the city before it.\n\n{TEXT}")
    assert taken == "CLEAR"
    assert "it says “TLP:RED”" in told


@pytest.mark.parametrize("head", ["TLP:CLEAR", "Amber alert", "TLP members"])
def test_of_what_bears_none_nothing_is_told(run: Run, head: str) -> None:
    taken, told = _taken(run, f"{head}\n\n{TEXT}", "--published", "2025-10-10")
    assert (taken, told) == ("CLEAR", "report.txt: 1 statement\n1 taken\n")

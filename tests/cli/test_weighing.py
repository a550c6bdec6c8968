"""`tocsin weigh`, and where what a warning may do is shown."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, ruled, warned
from tests.cli.test_telling import flat

__all__ = ["ruled", "warned"]

WHY = ("--because", "We tell the steward, who opens the doors one by one.")


def test_what_the_warning_may_do_is_shown_where_it_is_decided(warned: Run, tmp_path: Path) -> None:
    shown = flat(warned("duty", *at(18)).out)
    ids = ", ".join(row["about"][:12] for row in warned("duty", "--json", *at(18)).rows("clock"))
    assert f"what the warning itself may do, to weigh for {ids}: recipient, others, panic (yes)" in shown
    assert warned("show", "--html", "page.html", *at(18)).code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "What the warning itself may do" in page
    assert "No answer decides anything. A person weighs each that is not no" in page
    assert "Do many hear of it at once" in page


def test_eighty_columns_are_enough_to_read_it(warned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer in one or two lines behind its name: in five columns one had seven."""
    monkeypatch.setenv("COLUMNS", "80")
    shown = warned("show", *at(18)).out
    assert max(map(len, shown.splitlines())) <= 80
    lines = [line.strip() for line in shown.splitlines()]
    for name, said in (
        ("panic", "yes: it speaks of many people in one place"),
        ("others", "unknown: who else could pay for it is not said"),
        ("source", "no: all of it was said in public"),
    ):  # fmt: skip
        assert sum(re.match(rf"{name} +{said}", line) is not None for line in lines) == 2, "of two duties"
    (first, second) = (n for n, line in enumerate(lines) if line.startswith("What the warning itself may do."))
    asked = " ".join(lines[first:second])
    assert asked.count("Do many hear of it at once") == 1
    assert "Do many hear of it at once" not in " ".join(lines[second:]), "what is asked is told once"
    rows = warned("duty", *at(18)).out.splitlines()
    assert len(rows) <= 11, "a heading, two duties in four lines each, and what is to be weighed for both"


def test_a_ruling_names_what_is_not_weighed_and_weighing_settles_it(warned: Run) -> None:
    hall = duty(warned, "hall")
    ran = warned("rule", hall, "warn", *OFFICER, *at(18))
    assert ran.code == 0
    assert "drawn up: briefing" in ran.err
    assert "still owed: what the warning itself may do is not weighed: recipient, others, panic (yes)" in ran.err
    ran = warned("weigh", hall, "panic", "another-way", *WHY, *OFFICER, *at(18, 5))
    assert (ran.code, ran.err.endswith("put down by Exercise Officer Vera Lind\n")) == (0, True)
    assert "weighed by Exercise Officer Vera Lind, another-way: We tell the steward" in ran.out
    shown = warned("show", notices(warned)["hall"], *at(18, 10))
    assert "NOT WEIGHED by anybody" in shown.err
    assert "another-way: We tell the steward" in shown.err
    assert "steward" not in shown.out, "what leaves says nothing of it"
    ran = warned("approve", notices(warned)["hall"], *APPROVER, *at(18, 20), stdin=b"y\n")
    assert ran.code == 0, "nothing waits for it"
    assert "NOT WEIGHED by anybody" in ran.err


def test_a_harm_that_there_is_none_of_is_refused(warned: Run) -> None:
    ran = warned("weigh", duty(warned, "hall"), "silence", "all-the-same", *WHY, *OFFICER, *at(18))
    assert ran.code == 2
    assert "it asks of recipient, source, others, panic" in ran.err
    assert warned("weigh", duty(warned, "hall"), "panic", "say-nothing", *WHY, *OFFICER, *at(18)).code == 2

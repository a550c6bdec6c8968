"""`tocsin consult`."""

from pathlib import Path

from tests import by_heart as told
from tests.cli.conftest import Run

BY = ("--by", "Exercise Officer Vera Lind")


def test_the_expedited_path_at_the_command_line(office: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(told.WARNED)
    office("take", "report.txt", "--source", "wire")
    duty = next(row["id"] for row in office("duty", "--json").rows("duty_proposal") if row["protected"] == "hall")
    said = ("--whom", "Exercise Agency", "--because", "Nobody took the telephone.", *BY)
    ran = office("consult", duty[:8], "unreached", *said)
    assert ran.code == 0
    assert "unreached, Exercise Agency" in ran.err
    assert office("rule", duty, "warn", *BY).code == 0
    ran = office("consult", duty, "public", *said)
    assert "tell them as soon as it can be done" in ran.out
    assert office("consult", duty, "told-after", *said).out == ""
    assert "unreached: Exercise Agency" in " ".join(office("why", duty).out.split())


def test_an_outcome_that_there_is_none_of_is_wrong_use(office: Run) -> None:
    ran = office("consult", "abc", "ignored", "--whom", "x", "--because", "y", *BY)
    assert ran.code == 2
    assert "told-after" in ran.err

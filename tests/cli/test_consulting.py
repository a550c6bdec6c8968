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
    left = office("consult", duty, "told-after", *said).out.splitlines()
    assert [line for line in left if not line.startswith("what the warning itself may do is not weighed")] == []
    assert "unreached: Exercise Agency" in " ".join(office("why", duty).out.split())


def test_a_ruling_says_what_is_still_owed_and_waits_for_none_of_it(office: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(told.WARNED)
    office("take", "report.txt", "--source", "wire")
    duty = next(row["id"] for row in office("duty", "--json").rows("duty_proposal") if row["protected"] == "hall")
    said = ("--whom", "Exercise Agency", "--because", "They see it otherwise.", *BY)
    office("consult", duty, "disputed", *said)
    ran = office("rule", duty, "warn", *BY)
    assert ran.code == 0
    assert "drawn up: briefing" in ran.err
    for owed in ("a dispute is open", "whether whoever told us agrees", "our own are told: whether everybody else"):
        assert f"still owed: {owed}" in ran.err
    for outcome in ("settled", "consents", "public"):
        office("consult", duty, outcome, *said)
    for harm in ("recipient", "source", "others", "panic"):
        assert office("weigh", duty, harm, "all-the-same", "--because", "It is one hall.", *BY).code == 0
    ran = office("rule", duty, "warn", *BY, "--at", "2099-01-01T00:00:00+00:00")
    assert ran.code == 0, ran.err
    assert "still owed" not in ran.err
    assert "nothing waits for it" not in ran.err


def test_an_outcome_that_there_is_none_of_is_wrong_use(office: Run) -> None:
    ran = office("consult", "abc", "ignored", "--whom", "x", "--because", "y", *BY)
    assert ran.code == 2
    assert "told-after" in ran.err

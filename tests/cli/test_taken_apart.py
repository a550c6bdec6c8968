"""A notice whose incident was taken apart since somebody ruled on it: whoever looks at it is told."""

from pathlib import Path

from tests.by_heart import MASKED, WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty
from tests.cli.test_noticing import briefing


def test_words_that_mix_two_incidents_are_not_approved_unseen(office: Run, tmp_path: Path) -> None:
    """One split them while the other ruled: the warning told of both as of one, and nobody was told."""
    (tmp_path / "alert.txt").write_text(WARNED)
    (tmp_path / "guest.txt").write_text(MASKED)
    taken = ("take", "alert.txt", "guest.txt", "--source", "wire", "--published", "2024-03-07")
    assert office(*taken, *at(17)).code == 0
    first, second = (row["id"] for row in office("show", "--json").rows("statement"))
    link = ("link", first, second, "--because", "it is said so", *OFFICER)
    assert office(*link, "--same", *at(17)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    notice, text = briefing(office)
    assert "TELLS OF MORE" not in office("show", notice, *at(18)).err
    assert office(*link, "--different", *at(18, 5)).code == 0
    for words in (("show", notice), ("approve", notice, "--text", text, *APPROVER)):
        ran = office(*words, *at(18, 10))
        assert ran.code == 0
        assert "IT TELLS OF MORE THAN ITS INCIDENT, which was taken apart since the ruling" in ran.err
        assert any(f"{each[:12]} is now of " in ran.err for each in (first, second))
        assert "warn draws up words that tell of this one alone" in ran.err

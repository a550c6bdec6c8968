"""A notice whose incident was taken apart or joined since somebody ruled on it: whoever looks at it is told."""

from pathlib import Path

import pytest

from tests.by_heart import ELSEWHERE, MASKED, WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, statement
from tests.cli.test_noticing import briefing

APART = "STANDS, AND TELLS OF WHAT IS NOT IN ITS INCIDENT ANY MORE"


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


@pytest.fixture
def joined(office: Run, tmp_path: Path) -> Run:
    """The hall was warned of what two told, in Moscow and in Saint Petersburg, as of one; it has that, and answered."""
    (tmp_path / "alert.txt").write_text(WARNED)
    (tmp_path / "other.txt").write_text(ELSEWHERE)
    taken = ("take", "alert.txt", "other.txt", "--source", "wire", "--published", "2024-03-07")
    assert office(*taken, *at(17)).code == 0
    assert apart(office, "--same", hour=17).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    id_, text = briefing(office)
    assert office("approve", id_, "--text", text, *APPROVER, *at(18, 10)).code == 0
    assert office("dispatch", *at(18, 20)).code == 0
    assert office("ack", id_, "--by", "Hall Keeper", *at(18, 30)).code == 0
    return office


def apart(run: Run, how: str, *, hour: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 - what the command left
    """Somebody says whether the two are one."""
    pair = (statement(run, WARNED), statement(run, ELSEWHERE))
    return run("link", *pair, how, "--because", "it moved", *OFFICER, *at(hour))


def test_whoever_takes_an_incident_apart_is_told_which_warning_stands_and_who_has_it(joined: Run) -> None:
    """The threat was said to have moved, and `link` was silent: nobody knew that a hall still held the old word."""
    id_, _ = briefing(joined)
    assert APART not in joined("duty", "--all", *at(19)).out
    moved = statement(joined, ELSEWHERE)[:12]
    ran = apart(joined, "--different", hour=19)
    for said in (ran.err, joined("duty", *at(19)).out, joined("since", "1h", *at(19)).out):
        assert f"notice {id_[:12]} to hall (folder acknowledged)" in said or f"{id_[:12]} to hall (mail" in said
        assert APART in said
        assert f"{moved} is now of " in said
        assert f"tocsin cancel {id_[:12]}" in said
    assert "1 TELLS OF ANOTHER INCIDENT" in joined("duty", *at(19)).err
    assert "TELLS OF MORE THAN ITS INCIDENT" in joined("show", id_, *at(19)).err
    whole = joined("show", *at(19)).out
    assert "TELLS OF WHAT IS NOT IN ITS INCIDENT" in " ".join(whole.split())
    for command in (("duty",), ("since", "1m")):
        assert id_ in {row["id"][:12] for row in joined(*command, "--json", *at(19, 30)).rows("notice")}


def test_what_was_set_right_is_told_no_more(joined: Run) -> None:
    id_, _ = briefing(joined)
    apart(joined, "--different", hour=19)
    assert joined("cancel", id_, "--because", "it moved", *OFFICER, *at(19, 5)).code == 0
    assert APART not in joined("duty", *at(19, 10)).out
    assert APART not in apart(joined, "--unsure", hour=20).err


def test_a_duty_whose_ground_went_to_another_incident_asks_whether_anything_remains(joined: Run) -> None:
    """The theatre's duty about the threat to Moscow went on saying that nothing speaks against a warning."""
    apart(joined, "--different", hour=19)
    asked = [row for row in joined("duty", "--json", *at(19)).rows("duty_proposal") if row["protected"] == "theatre"]
    by = {row["incident"]: row for row in asked}
    assert by[statement(joined, ELSEWHERE)]["proposes"]["type"] == "warn"
    was = by[statement(joined, WARNED)]
    assert was["proposes"]["type"] == "refer"
    assert "what it rested on is told of another incident now" in was["because"]


def test_whoever_joins_two_of_which_one_reader_was_warned_apart_is_told(office: Run, tmp_path: Path) -> None:
    """The later warning silently counted as the newer version of the other, which it says nothing of."""
    (tmp_path / "alert.txt").write_text(WARNED)
    (tmp_path / "guest.txt").write_text(MASKED)
    taken = ("take", "alert.txt", "guest.txt", "--source", "wire", "--published", "2024-03-07")
    assert office(*taken, *at(17)).code == 0
    duties = [r["id"] for r in office("duty", "--json").rows("duty_proposal") if r["protected"] == "hall"]
    assert len(duties) == 2
    for n, each in enumerate(duties):
        assert office("rule", each, "warn", *OFFICER, *at(18, n)).code == 0
        id_ = notices(office)["hall"]
        (row,) = (r for r in office("notices", "--json").rows("notice") if r["id"] == id_)
        ran = office("approve", id_, *APPROVER, *at(18, 10 + n), "--text", briefing(office)[1])
        assert ran.code == 0, row
        assert office("dispatch", *at(18, 20 + n)).code == 0
    pair = (statement(office, WARNED), statement(office, MASKED))
    ran = office("link", *pair, "--same", *OFFICER, *at(19))
    for said in (ran.err, office("duty", *at(19)).out):
        assert "hall was warned twice of what is one incident now" in said

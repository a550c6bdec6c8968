"""`tocsin outcome` and `tocsin hindsight`: how a danger turned out, and who had our warning in time."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, at, ruled, warned
from tests.cli.test_noticing import out
from tests.cli.test_telling import flat

__all__ = ["out", "ruled", "warned"]

WHY = ("--because", "A hall was stormed, not the one we named.")
AFTER, LATER = ("--at", "2024-03-23T09:00:00+03:00"), ("--at", "2024-03-24T09:00:00+03:00")
JUDGE = ("--by", "Exercise Judge Cleo Wren")


def feared(ran: Run) -> str:
    """The incident that a duty is about."""
    return str(ran("duty", "--json", *at(18)).rows("clock")[0]["incident"])


def test_an_outcome_is_put_down_and_shown_with_what_the_record_holds(ruled: Run, tmp_path: Path) -> None:
    danger = feared(ruled)
    ran = ruled("outcome", danger, "late", "--began", "2024-03-22T20:00+03:00", *WHY, *JUDGE, *AFTER)
    assert ran.code == 0
    assert f"{danger[:12]}: turned out late; put down by Exercise Judge Cleo Wren" in ran.out + ran.err
    assert "no report on record is named that tells of it" in flat(ran.out + ran.err)
    shown = flat(ruled("hindsight", *LATER).out)
    assert "came late, after the window of our warning" in shown
    assert "A hall was stormed, not the one we named." in shown
    assert "probability of detection: 0 of 1, or 1 with those late or elsewhere" in shown
    assert ruled("show", "--html", "page.html", *LATER).code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "Afterwards" in page
    assert "came late, after the window of our warning" in page


def test_a_dossier_has_no_word_of_it_before_there_is_anything_to_look_back_at(ruled: Run, tmp_path: Path) -> None:
    assert ruled("show", "--html", "page.html", *at(7)).code == 0
    assert "Afterwards" not in (tmp_path / "page.html").read_text("utf-8")
    assert "Afterwards" not in ruled("show", *at(7)).out


def test_json_gives_the_outcome_with_its_reason_each_lead_and_the_tally(ruled: Run) -> None:
    danger = feared(ruled)
    ruled("outcome", danger, "averted", *WHY, *JUDGE, *AFTER)
    ran = ruled("hindsight", danger[:12], "--json", *LATER)
    (outcome,) = ran.rows("outcome")
    assert (outcome["came"], outcome["apart"]["because"]) == ("averted", WHY[1])
    assert {row["recipient"] for row in ran.rows("lead")} >= {"hall", "public"}
    (tally,) = ran.rows("tally")
    assert (tally["averted"], tally["false_alarms"]) == (1, 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("late",), "the record does not say when it began"),
        (("averted", "--began", "2024-03-22"), "began at no time"),
        (("late", "--began", "yesterday"), "is no date"),
        (("late", "--began", "2024-03-22T20:00"), "zone"),
        (("late", "--began", "2031-03-22"), "after now"),
        (("nothing",), "is not one of"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_put_down(ruled: Run, given: tuple[str, ...], words: str) -> None:
    ran = ruled("outcome", feared(ruled), *given, *WHY, *JUDGE, *AFTER)
    assert ran.code == 2
    assert words in flat(ran.out + ran.err)
    assert not ruled("hindsight", "--json", *LATER).rows("outcome")


def test_closing_a_danger_asks_how_it_turned_out(warned: Run) -> None:
    danger = feared(warned)
    ran = warned("close", danger, "--because", "they were caught", *APPROVER, *at(18))
    assert f"tocsin outcome {danger[:12]}" in ran.out + ran.err


def test_the_hand_over_says_which_warning_awaits_judgement_and_rings_nobody(out: Run) -> None:
    """A warning ran out, and nobody ever asked whether it had been right."""
    danger, line = feared(out)[:12], "nobody has judged yet"
    assert line not in out("since", "8h", *at(19)).out, "it still holds"
    handed = flat(out("since", "8h", *LATER).out)
    assert f"({danger})" in handed.split(line)[1]
    assert "tocsin outcome" in handed.split(line)[1]
    assert {row["incident"][:12] for row in out("since", "8h", "--json", *LATER).rows("lead")} == {danger}
    assert line not in out("duty", *LATER).out + out("watch", "--once", *LATER).err
    assert out("outcome", danger, "unknown", *WHY, *JUDGE, *LATER).code == 0
    assert line not in out("since", "8h", *LATER).out


def test_what_never_went_out_awaits_no_judgement(ruled: Run) -> None:
    assert "nobody has judged yet" not in ruled("since", "8h", *LATER).out

"""An incident that one closes while warnings about it hold, or while another rules on it: each is told of the other."""

from tests.by_heart import WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import OFFICER, at, duty, ruled, statement, warned
from tests.cli.test_noticing import briefing, out

__all__ = ["out", "ruled", "warned"]

CLOSE = ("--because", "the plotters were arrested", "--by", "Exercise Officer Nils Brandt")


def test_whoever_closes_is_told_which_warnings_hold_and_that_nobody_will_be_asked_about_them(out: Run) -> None:
    """They ran out, and no list had asked whether they should."""
    notice, _ = briefing(out)
    said = out("close", statement(out, WARNED)[:12], *CLOSE, *at(19)).err
    assert f"notice {notice} to hall holds until " in said
    assert "and nobody is asked about it any more: tocsin cancel takes it back" in said
    assert "public" not in said, "that was never approved"


def test_whoever_rules_on_what_another_closed_is_told(warned: Run) -> None:
    hall = duty(warned, "hall")
    assert warned("close", statement(warned, WARNED)[:12], *CLOSE, *at(17, 40)).code == 0
    said = warned("rule", hall, "warn", *OFFICER, *at(17, 41)).err
    assert "Exercise Officer Nils Brandt closed this incident on 07 Mar 17:40 UTC+03:00: the plotters" in said

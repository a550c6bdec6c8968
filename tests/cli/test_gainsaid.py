"""What is said against a warning that went out, or that it is over: whoever is at the desk must hear of it."""

from pathlib import Path

import pytest

from tests.by_heart import DISBELIEVED, FOILED, HAPPENED, REPEATED, WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, incident_of, ruled, statement, warned
from tests.cli.test_noticing import briefing, out
from tocsin.model import digest

__all__ = ["out", "ruled", "warned"]

LOOK = "STANDS, and since the ruling it was said that it is not so, or that it is over:"


def told(run: Run, sentence: str, *, hour: int = 19) -> str:
    """A report of this sentence is taken, and somebody joins it with what was warned of; what they heard meanwhile."""
    Path("later.txt").write_text(sentence)
    taken = run("take", "later.txt", "--source", "wire", "--published", "2024-03-07", *at(hour))
    assert taken.code == 0
    pair = statement(run, WARNED), statement(run, sentence)
    return taken.err + run("link", *pair, "--same", *OFFICER, *at(hour)).err


@pytest.mark.parametrize(("sentence", "what"), [(DISBELIEVED, "NEGATED plot by FSB"), (FOILED, "plot (foiled) by FSB")])
def test_who_is_at_the_desk_hears_what_is_said_against_a_warning_that_stands(
    out: Run, sentence: str, what: str
) -> None:
    """A correction said that nobody had warned of anything: `take` counted a statement, and `duty` was silent."""
    id_, _ = briefing(out)
    assert LOOK not in out("duty", *at(18, 40)).out
    said = told(out, sentence)
    against = statement(out, sentence)[:12]
    assert LOOK in said
    assert f"{against}, {what}" in said
    assert sentence not in said, "what a command says on its way may end in a log"
    for listed in (out("duty", *at(19)), out("since", "8h", *at(19))):
        assert f"THE WARNING TO hall {LOOK}" in listed.out
        assert f"{against}, {what}: “{sentence}”" in listed.out
        assert f"tocsin cancel {id_}" in listed.out
        assert "1 GAINSAID" in listed.err
    assert LOOK in out("show", id_, *at(19)).err
    for command in (("duty",), ("since", "5m")):
        rows = out(*command, "--json", *at(19, 30)).rows("statement")
        assert [row["id"][:12] for row in rows] == [against], "a program is told, too"
    assert out("watch", "--once", *at(19)).code == 0, "nobody is rung for it"


def test_whoever_looked_at_it_hears_it_no_more(out: Run) -> None:
    told(out, DISBELIEVED)
    id_, _ = briefing(out)
    until = ("--until", "2024-03-20T20:00:00+03:00", "--because", "the FSB is not alone")
    assert out("extend", id_, *until, *OFFICER, *at(19, 30)).code == 0
    assert LOOK not in out("duty", *at(19, 40)).out
    told(out, FOILED, hour=20)
    assert LOOK in out("duty", *at(20)).out
    assert out("cancel", id_, "--because", "it was foiled", *OFFICER, *at(20, 5)).code == 0
    assert LOOK not in out("duty", *at(20, 10)).out


def extended(run: Run, hour: int, minute: int, *, day: int = 20) -> None:
    """The briefing to the hall is to hold longer, and those who read it have been told."""
    until = ("--until", f"2024-03-{day}T20:00:00+03:00", "--because", "the FSB is not alone")
    assert run("extend", briefing(run)[0], *until, *OFFICER, *at(hour, minute)).code == 0
    id_, text = briefing(run)
    assert run("approve", id_, "--text", text, *APPROVER, *at(hour, minute + 1)).code == 0
    assert run("dispatch", *at(hour, minute + 2)).code == 0


def test_who_extended_a_warning_had_not_seen_what_was_joined_with_it_since(out: Run) -> None:
    """The report had come by then, the join had not: the warning that it gainsays stood, and nobody was told."""
    Path("later.txt").write_text(DISBELIEVED)
    assert out("take", "later.txt", "--source", "wire", "--published", "2024-03-07", *at(19)).code == 0
    extended(out, 19, 10)
    assert LOOK not in out("duty", *at(19, 15)).out
    link = ("link", statement(out, WARNED), statement(out, DISBELIEVED))
    assert LOOK in out(*link, "--same", *OFFICER, *at(19, 20)).err
    assert LOOK in out("duty", *at(19, 22)).out
    extended(out, 19, 30, day=21)
    assert LOOK not in out("duty", *at(19, 40)).out, "by then they could see it"


def test_what_was_taken_out_of_a_warning_and_joined_with_it_again_is_told_again(out: Run) -> None:
    told(out, DISBELIEVED)
    link = ("link", statement(out, WARNED), statement(out, DISBELIEVED))
    assert out(*link, "--different", *OFFICER, *at(19, 5)).code == 0
    extended(out, 19, 10)
    assert LOOK in out(*link, "--same", *OFFICER, *at(19, 20)).err
    assert "1 GAINSAID" in out("since", "8h", *at(19, 22)).err


def test_what_came_with_another_that_was_joined_since_was_not_seen_either(out: Run) -> None:
    """Two reports had been joined with one another; that either is of this warning came after the extension."""
    Path("later.txt").write_text(f"{DISBELIEVED}\n{REPEATED}")
    assert out("take", "later.txt", "--source", "wire", "--published", "2024-03-07", *at(19)).code == 0
    doubted, again, first = (statement(out, text) for text in (DISBELIEVED, REPEATED, WARNED))
    assert out("link", again, first, "--different", *OFFICER, *at(19, 1)).code == 0
    assert out("link", doubted, first, "--different", *OFFICER, *at(19, 1)).code == 0
    assert out("link", again, doubted, "--same", *OFFICER, *at(19, 2)).code == 0
    extended(out, 19, 10)
    assert LOOK not in out("duty", *at(19, 15)).out
    assert out("link", doubted, first, "--unsure", *OFFICER, *at(19, 20)).code == 0
    assert LOOK in out("link", again, first, "--same", *OFFICER, *at(19, 20)).err


def test_a_warning_that_knew_of_a_foiled_plot_is_told_that_the_attack_came(warned: Run) -> None:
    """The plot that was foiled was told in the warning, and what happened then was of no news by that."""
    told(warned, FOILED, hour=17)
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18)).code == 0
    id_, text = briefing(warned)
    assert warned("approve", id_, "--text", text, *APPROVER, *at(18, 10)).code == 0
    assert warned("dispatch", *at(18, 20)).code == 0
    assert LOOK not in warned("duty", *at(18, 30)).out
    assert LOOK in told(warned, HAPPENED)
    listed = warned("duty", *at(19, 5))
    assert f"{statement(warned, HAPPENED)[:12]}, attack (accomplished)" in listed.out
    assert "1 GAINSAID" in listed.err


def test_who_rules_again_has_reckoned_with_what_was_said_against_it(out: Run) -> None:
    told(out, DISBELIEVED)
    id_, _ = briefing(out)
    assert out("rule", id_, "warn", *OFFICER, *at(20)).code == 0
    assert LOOK not in out("duty", *at(20)).out


def test_what_is_said_for_it_or_was_known_at_the_ruling_is_none_of_this(warned: Run) -> None:
    told(warned, DISBELIEVED, hour=18)
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18, 5)).code == 0
    id_, text = briefing(warned)
    assert warned("approve", id_, "--text", text, *APPROVER, *at(18, 10)).code == 0
    assert warned("dispatch", *at(18, 20)).code == 0
    assert LOOK not in told(warned, REPEATED)
    assert incident_of(warned, REPEATED)
    assert LOOK not in warned("duty", *at(19)).out


def test_whoever_cancels_one_notice_hears_which_others_stand(out: Run) -> None:
    """The briefing was taken back, and the alert to everybody stood on unseen."""
    (alert,) = (row for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
    ran = out("approve", alert["id"], "--text", digest(alert["body"]), *APPROVER, *at(18, 31))
    assert (ran.code, out("dispatch", *at(18, 32)).code) == (0, 0)
    ran = out("cancel", briefing(out)[0], "--because", "a hoax", *OFFICER, *at(19))
    assert (
        f"OTHERS ABOUT THIS INCIDENT STILL STAND, each to be cancelled by itself: {alert['id'][:12]} to public"
        in ran.err
    )
    ran = out("cancel", alert["id"], "--because", "a hoax", *OFFICER, *at(19, 5))
    assert "STILL STAND" not in ran.err

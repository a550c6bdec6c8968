"""The watch at its terminal: what is due, what was done since, and who is rung."""

import mailbox
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.by_heart import FOREIGN, HAPPENED
from tests.cli.conftest import Run, entry
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, ruled, warned
from tests.cli.test_noticing import briefing, out
from tocsin.cli import besides
from tocsin.cli.setting import casebook, setting
from tocsin.desk.unreached import unreached
from tocsin.model import digest

__all__ = ["out", "ruled", "warned"]

ROLES = """
[[role]]
id = "duty-officer"
contacts = [{ channel = "folder", address = "duty-officer" }]

[[role]]
id = "head-of-watch"
contacts = [{ channel = "folder", address = "head-of-watch" }]
"""


@pytest.fixture
def roster(tmp_path: Path, warned: Run) -> Run:
    """The office with its roles named, and the warning taken at 17:38; its duties are due at 21:38."""
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text() + ROLES)
    return warned


def rang(folder: Path, role: str) -> list[str]:
    """The subjects that lie in the mailbox of a role."""
    box = folder / "mail" / role
    return sorted(str(m["Subject"]) for m in mailbox.Maildir(str(box))) if box.exists() else []


def test_duty_says_what_to_approve_and_what_runs_out(ruled: Run) -> None:
    ran = ruled("duty", *at(18, 30))
    assert ran.err == "1 to decide, 2 to approve\n"
    rows = ruled("duty", "--json", *at(18, 30)).rows("clock")
    assert {(row["task"], row["recipient"]) for row in rows} == {
        ("approve", "hall"), ("approve", "public"), ("decide", "school")
    }  # fmt: skip
    for row in ruled("notices", "--json", *at(18, 31)).rows("notice"):
        text = digest(row["body"])[:12]
        assert ruled("approve", row["id"][:12], "--text", text, *APPROVER, *at(18, 40)).code == 0
    assert "2 hold for more than 12 hours" in ruled("duty", *at(18, 41)).err
    late = ruled("duty", *at(10, day=10))
    assert "2 to extend, renew or cancel" in late.err
    assert "OVERDUE" in late.out


def test_what_is_approved_and_nobody_sent_or_nobody_got_stands_under_duty(ruled: Run, tmp_path: Path) -> None:
    """A clock stops when a text is approved; that it reached nobody must not be known to the log of a sender alone."""
    hall = notices(ruled)["hall"][:12]
    text = digest(next(r["body"] for r in ruled("notices", "--json").rows("notice") if r["id"].startswith(hall)))[:12]
    assert "NOT " not in ruled("duty", *at(18, 5)).out
    assert ruled("approve", hall, "--text", text, *APPROVER, *at(18, 10)).code == 0
    ran = ruled("duty", *at(18, 11))
    assert f"NOT SENT: hall, notice {hall}: approved, and nobody has tried to send it" in ran.out
    assert ran.err.splitlines()[0].startswith("1 to decide, 1 to approve, 1 WITH NOBODY YET")
    (tmp_path / "mail").write_text("in the way")
    assert ruled("dispatch", *at(18, 20)).code == 1
    assert f"NOT REACHED: hall, notice {hall}: mail FAILED; it is tried again after 07 Mar 18:2" in ruled(
        "since", "1h", *at(18, 21)
    ).out  # fmt: skip
    assert [row["outcome"] for row in ruled("duty", "--json", *at(18, 21)).rows("receipt")] == ["failed"]
    waiting = ruled("dispatch", *at(18, 20))
    assert waiting.code == 1
    assert "nothing was outstanding" not in waiting.err
    assert "1 notice failed before and waits until 07 Mar 18:2" in waiting.err
    assert hall in waiting.err
    assert "1 notice failed before and waits until" in ruled("dispatch", "--dry-run", *at(18, 20)).err
    with (tmp_path / "tocsin.toml").open("a") as file:
        file.write("[delivery.retry.mail]\nlimit = 1\n")
    ran = ruled("dispatch", *at(19, 20))
    said = "nothing was outstanding; 1 notice to approve first: tocsin duty\nNOT REACHED: hall"
    assert (ran.code, said in ran.err) == (1, True), ran.err
    ran = ruled("duty", *at(19, 21))
    assert f"hall, notice {hall}: mail FAILED; NOTHING MORE IS TRIED: ring them, then tocsin ack" in ran.out
    assert ruled("ack", hall, "--by", "Warden Example", *at(19, 30)).code == 0
    ran = ruled("duty", *at(19, 31))
    assert ("NOT " in ran.out, "NOBODY" in ran.err) == (False, False), ran.out


def test_a_referral_stays_to_be_decided_and_says_who_asked_what(ruled: Run) -> None:
    school = next(row["id"] for row in ruled("duty", "--json", *at(18)).rows("duty_proposal"))[:12]
    referring = ("rule", school, "refer", "--because", "Is the hall open tonight?", *OFFICER)
    assert ruled(*referring, *at(18, 5)).code == 0
    assert "REFERRED by" in ruled("duty", *at(18, 6)).out
    assert ruled("duty", "--json", *at(18, 6)).rows("duty_decision")[0]["ruling"]["question"] == (
        "Is the hall open tonight?"
    )


def test_a_policy_that_came_later_is_said_not_to_be_applied_and_is_applied_on_demand(
    ruled: Run, tmp_path: Path
) -> None:
    path = tmp_path / "tocsin.toml"
    assert "not applied" not in ruled("duty", *at(18)).err
    path.write_text(path.read_text().replace('["organisation"]', '["organisation", "threat-to-life"]'))
    before = ruled("duty", *at(18))
    assert "policy threat-to-life of the configuration is not applied to what is on record" in before.err
    assert "tocsin duty --apply" in before.err
    after = ruled("duty", "--apply", "--json", *at(18))
    assert len({row["policy"] for row in after.rows("duty_proposal")}) > 1
    assert "not applied" not in ruled("duty", *at(18)).err


def test_the_end_of_a_warning_that_somebody_does_not_have_stands_under_duty(out: Run, tmp_path: Path) -> None:
    """They still hold a warning that is false. No clock runs for its cancellation, so that it must be told beside."""
    hall = briefing(out)[0]
    assert out("cancel", hall, "--because", "a hoax", *OFFICER, *at(19)).code == 0
    word, text = briefing(out)
    assert out("approve", word, "--text", text, *APPROVER, *at(19, 5)).code == 0
    said = f"hall, the word that it is cancelled, notice {word}"
    assert f"NOT SENT: {said}: approved, and nobody has tried to send it" in out("duty", *at(19, 6)).out
    (tmp_path / "mail").rename(tmp_path / "was")
    (tmp_path / "mail").write_text("in the way")
    assert out("dispatch", *at(19, 10)).code == 1
    assert f"NOT REACHED: {said}: mail FAILED; it is tried again" in out("since", "1h", *at(19, 11)).out
    late = out("dispatch", *at(20, day=20))
    assert late.code == 1
    held = f"NOT REACHED: {said}: mail FAILED; IS IT 20 Mar 2024 20:00? It would hold no longer since 08 Mar 2024 19:00"
    assert held in late.err
    assert f"else ring them, and tocsin cancel {hall} again" in late.err
    assert "NOBODY HAS IT AND NOTHING MORE IS TRIED" in " ".join(out("notices", *at(20, 1, day=20)).out.split())
    assert out("ack", word, "--because", "by telephone", "--by", "The hall", *at(21, day=20)).code == 0
    assert "NOT " not in out("duty", *at(21, 1, day=20)).out
    assert "NOTHING MORE IS TRIED" not in out("notices", *at(21, 2, day=20)).out


def test_a_clock_a_year_ahead_is_asked_about_by_every_list_and_gives_up_nothing(ruled: Run, tmp_path: Path) -> None:
    for row in ruled("notices", "--json", *at(18, 31)).rows("notice"):
        text = digest(row["body"])[:12]
        assert ruled("approve", row["id"][:12], "--text", text, *APPROVER, *at(18, 40)).code == 0
    year = ("--at", "2025-03-07T18:50:00+03:00")
    wrong = ruled("dispatch", *year)
    assert wrong.code == 1
    for said in (wrong.err, ruled("duty", *year).out, ruled("since", "1h", *year).out):
        assert said.count("IS IT 07 Mar 2025 18:50?") == 2, said
    assert not (tmp_path / "mail").exists()
    assert "2 accepted" in ruled("dispatch", *at(18, 50)).err


def test_what_was_tried_until_its_end_is_told_as_over_and_the_clock_is_not_doubted(ruled: Run, tmp_path: Path) -> None:
    (row,) = (r for r in ruled("notices", "--json", *at(18, 31)).rows("notice") if r["recipient"] == "hall")
    assert ruled("approve", row["id"][:12], "--text", digest(row["body"])[:12], *APPROVER, *at(18, 40)).code == 0
    (tmp_path / "mail").write_text("in the way")
    end = datetime.fromisoformat(row["expires"])
    for minutes in (-20, -11, -2):
        ruled("dispatch", "--at", (end + timedelta(minutes=minutes)).isoformat())
    after = ("--at", (end + timedelta(minutes=1)).isoformat())
    sent = ruled("dispatch", *after)
    assert sent.code == 1
    for said in (ruled("duty", *after).out, ruled("since", "1h", *after).out, sent.err):
        assert f"NOT REACHED: hall, notice {row['id'][:12]}: mail FAILED; it holds no longer since " in said
        assert "IS IT" not in said


def test_the_hand_over_names_who_was_sent_a_warning_and_did_not_answer(ruled: Run) -> None:
    rows = ruled("notices", "--json", *at(18, 31)).rows("notice")
    hall = next(row["id"][:12] for row in rows if row["recipient"] == "hall")
    for row in rows:
        text = digest(row["body"])[:12]
        assert ruled("approve", row["id"][:12], "--text", text, *APPROVER, *at(18, 40)).code == 0
    assert "NOT ANSWERED" not in ruled("since", "1h", *at(18, 41)).out
    assert ruled("dispatch", *at(18, 45)).code == 0
    told = ruled("since", "1h", *at(18, 50))
    assert told.out.count("NOT ANSWERED") == 1, "nobody answers an alert to the public"
    assert f"NOT ANSWERED: hall, notice {hall}: mail accepted 07 Mar 18:45; whether it reached them" in told.out
    assert "1 NOT ANSWERED" in told.err
    assert "1 NOT ANSWERED" in ruled("duty", *at(18, 50)).err
    assert "NOT ANSWERED" not in ruled("since", "1h", *at(18, day=20)).out, "it is over, and on the list as that"
    ours = ruled("ack", hall, *APPROVER, *at(18, 54))
    assert "is one of ours, so that hall counts as PERHAPS told" in ours.err
    theirs = ruled("ack", hall, "--by", "The hall", *at(18, 55))
    assert (theirs.code, "PERHAPS" in theirs.err) == (0, False)
    assert "NOT ANSWERED" not in ruled("since", "1h", *at(19)).out


def test_the_hand_over_names_what_is_still_owed_and_whom_nothing_reaches(ruled: Run, tmp_path: Path) -> None:
    with (tmp_path / "register.toml").open("a") as file:
        file.write(entry("mill", channel="webhook", address="https://mill.example/in"))
    told = ruled("since", "8h", *at(20))
    assert "still owed, for " in told.out
    assert "whether whoever told us agrees is not on record; it was ruled to warn, so tell them" in told.out
    assert "nothing reaches mill" in told.err


def test_what_is_owed_is_handed_over_however_long_ago_it_was_ruled(ruled: Run) -> None:
    owing = "whether whoever told us agrees is not on record; it was ruled to warn, so tell them"
    for since, hour in (("8h", 20), ("1h", 21), ("90m", 23)):
        assert ruled("since", since, *at(hour)).out.count(owing) == 1, since
    (row,) = ruled("duty", "--decided", "--json").rows("duty_decision")
    settled = ("consult", row["proposal"][:12], "told-after", "--whom", "The embassy", "--because", "Yes.", *OFFICER)
    assert ruled(*settled, *at(21, 30)).code == 0
    assert owing not in ruled("since", "1h", *at(22)).out


def test_who_approved_and_that_another_must_is_said_wherever_it_waits(warned: Run, tmp_path: Path) -> None:
    own = warned("policy", "organisation").out.replace('id = "organisation"', 'id = "two"\napprovers = 2', 1)
    (tmp_path / "two.toml").write_text(own)
    path = tmp_path / "tocsin.toml"
    path.write_text(re.sub(r"policies = .*", 'policies = ["two.toml"]', path.read_text()))
    assert warned("duty", "--apply", *at(17, 50)).code == 0
    two = next(r for r in warned("duty", "--json", *at(17, 55)).rows("duty_proposal")
               if r["protected"] == "hall" and r["policy"] == digest(own))  # fmt: skip
    assert warned("rule", two["id"][:12], "warn", *OFFICER, *at(18)).code == 0
    row = next(r for r in warned("notices", "--json", *at(18, 1)).rows("notice") if r["recipient"] == "hall")
    text = digest(row["body"])[:12]
    assert warned("approve", row["id"][:12], "--text", text, *APPROVER, *at(18, 5)).code == 0
    said = "APPROVED, ANOTHER PERSON MUST, TOO"
    for ran in (warned("duty", *at(18, 6)), warned("since", "1h", *at(18, 6)), warned("notices", *at(18, 6))):
        assert said in " ".join(ran.out.split()).replace("- ", ""), ran.out
    assert "2 notices to approve first: tocsin duty" in warned("dispatch", *at(18, 7)).err


def test_watch_says_once_that_nobody_dispatches(ruled: Run) -> None:
    (row,) = (r for r in ruled("notices", "--json", *at(18, 31)).rows("notice") if r["recipient"] == "hall")
    assert ruled("approve", row["id"][:12], "--text", digest(row["body"])[:12], *APPROVER, *at(18, 40)).code == 0
    found = setting(None)
    book = casebook(found)
    (lost,) = unreached(book, book.docket.clocks(), office=found.office)
    moments = [datetime.fromisoformat(f"2024-03-07T18:{minute}:00+03:00") for minute in (41, 44, 46)]
    assert [lost.forgotten(moment) for moment in moments] == [False, False, True]


def test_watch_says_of_a_notice_that_nobody_dispatched_when_nothing_more_is_tried(
    ruled: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is told once; that it was told before that nobody dispatches silences neither."""
    (row,) = (r for r in ruled("notices", "--json", *at(18, 31)).rows("notice") if r["recipient"] == "hall")
    assert ruled("approve", row["id"][:12], "--text", digest(row["body"])[:12], *APPROVER, *at(18, 40)).code == 0
    with (tmp_path / "tocsin.toml").open("a") as file:
        file.write("[delivery.retry.mail]\nlimit = 1\n")
    (tmp_path / "mail").write_text("in the way")
    told: set[tuple[str, str]] = set()

    def look(hour: int, minute: int) -> str:
        moment = datetime.fromisoformat(f"2024-03-07T{hour}:{minute:02}:00+03:00")
        capsys.readouterr()
        besides.tell_given_up(casebook(setting(None)), told, office=setting(None).office, at=moment)
        return capsys.readouterr().err

    assert "NOT SENT" in look(18, 46)
    assert look(18, 47) == ""
    for minute in (50, 55):
        assert ruled("dispatch", *at(18, minute)).code == 1
    assert "NOTHING MORE IS TRIED" in look(18, 56)
    assert look(18, 57) == ""


def test_duty_tells_which_rulings_came_in_time(warned: Run) -> None:
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18)).code == 0
    assert warned("rule", duty(warned, "school"), "warn", *OFFICER, *at(23)).code == 0
    ran = warned("duty", "--decided", *at(23, 30))
    assert ran.err == "2 rulings stand, 1 of them came late\n"
    words = " ".join(ran.out.split())
    assert "yes, by 3 h 38 min" in words
    assert "LATE by 1 h 22 min" in words


def test_since_hands_over_what_was_done_and_what_is_left(ruled: Run, tmp_path: Path) -> None:
    (tmp_path / "later.txt").write_text(FOREIGN)
    (tmp_path / "broken.pdf").write_text("%PDF-1.7 cut sho")
    assert ruled("take", "later.txt", "--source", "wire", *at(19)).code == 0
    ran = ruled("since", "2024-03-07T17:50:00+03:00", *at(20))
    told = " ".join(ran.out.split())
    assert "Hand-over: 07 Mar 2024 17:50 to 07 Mar 2024 20:00" in told
    assert "hall: warn; 3 h 38 min before it was due" in told
    assert "from Northern Wire" in told
    assert "CAME IN (1)" in told, "the first report came before"
    assert "FOR YOU (3)" in told
    assert "school" in told
    everything = ruled("since", "8h", *at(20))
    assert "CAME IN (2)" in everything.out
    kinds = {row["type"] for row in ruled("since", "8h", "--json", *at(20)).rows()}
    assert {"ledger_entry", "report", "arrival", "duty_decision", "notice", "clock"} <= kinds


def test_duties_proposed_alike_are_one_line_of_their_own_beside_what_people_ruled(ruled: Run, tmp_path: Path) -> None:
    (tmp_path / "attack.txt").write_text(HAPPENED)
    assert ruled("take", "attack.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    told = ruled("since", "2024-03-07T17:00:00+03:00", *at(10, day=23)).out
    decided = told.partition("\nDECIDED (1)\n")[2].partition("\n\n")[0]
    assert "hall: warn; 3 h 38 min before it was due" in decided
    assert "proposed" not in decided
    asked = told.partition("\nDUTIES PROPOSED (1)\n")[2].partition("\n\n")[0]
    assert len(asked.splitlines()) == 1
    assert "duty to hall, school proposed (warn), due 07 Mar 21:38" in asked
    assert asked.endswith("(2 proposals)")
    assert ": happened, 2 statements" in told, "the words of every list"
    assert "accomplished" not in told


def test_what_was_dated_back_is_handed_over_and_marked(ruled: Run) -> None:
    """An act at an earlier hour than the watch, recorded during it, must not fall between two watches."""
    assert ruled("rule", duty(ruled, "school"), "warn", *OFFICER, *at(19)).code == 0
    ran = ruled(
        "close", ruled("incidents", "--json").rows()[0]["id"][:12], "--because", "a hoax", *OFFICER, *at(17, 50)
    )
    assert ran.code == 0
    told = ruled("since", "2024-03-07T18:30:00+03:00", *at(20)).out
    assert "07 Mar 17:50 [dated back] Exercise Officer Vera Lind: incident" in " ".join(told.split())


@pytest.mark.parametrize(
    ("time", "words"),
    [("soon", "'soon' is no moment"), ("2024-03-07T18:00", "has no zone"), ("2024-03-09T18:00:00Z", "still to come")],
)
def test_a_time_that_is_none_is_refused(warned: Run, time: str, words: str) -> None:
    ran = warned("since", time, *at(20))
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_watch_rings_whoever_the_policy_names_once_for_each_step(roster: Run, tmp_path: Path) -> None:
    assert roster("watch", "--once", *at(20)).err == "0 rung\n"
    ran = roster("watch", "--once", *at(21, 10))
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "2 rung")
    (subject,) = rang(tmp_path, "duty-officer")
    assert "2 things to do; To decide: due in 28 minutes" in " ".join(subject.split())
    assert roster("watch", "--once", *at(21, 20)).err == "0 rung\n", "once"
    assert roster("rule", duty(roster, "hall"), "warn", *OFFICER, *at(21, 25)).code == 0
    ran = roster("watch", "--once", "--json", *at(21, 40))
    rows = ran.rows("rung")
    assert {(row["role"], row["task"], row["outcome"]) for row in rows} == {
        (role, task, "accepted") for role in ("duty-officer", "head-of-watch") for task in ("decide", "approve")
    }
    (subject,) = rang(tmp_path, "head-of-watch")
    assert "3 things to do" in subject, "the school's decision, and two texts that nobody approved"
    assert roster("ledger", "verify").code == 0


def test_a_role_that_nobody_holds_is_said_at_once_and_put_on_record(warned: Run) -> None:
    ran = warned("watch", "--once", *at(21, 40))
    assert ran.code == 1
    assert "head-of-watch: the office names nobody for this role" in ran.err
    rows = warned("since", "8h", "--json", *at(21, 41)).rows("rung")
    assert {(row["role"], row["outcome"]) for row in rows} == {("duty-officer", "failed"), ("head-of-watch", "failed")}
    again = warned("watch", "--once", *at(21, 42))
    assert again.err.endswith("0 rung\n"), "what is known already is not written down again"
    assert len(warned("since", "8h", "--json", *at(21, 43)).rows("rung")) == len(rows)
    assert "due 07 Mar 21:38 UTC+03:00" in warned("since", "8h", *at(21, 43)).out.partition("RUNG")[2], (
        "one zone a page"
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('[[role]]\nid = "duty-officer"\n', "missing or empty: contacts"),
        ('[[role]]\nid = "duty-officer"\ncontacts = []\n', "it cannot be used"),
        ('[[role]]\nid = "duty-officer"\ncontacts = [{ channel = "mail" }]\n', "contact 1: missing or empty: address"),
        ('[[role]]\nid = ""\ncontacts = [{ channel = "mail", address = "x" }]\n', "missing or empty: id"),
        ('[[role]]\nid = "a"\nname = "b"\n', "unknown: name"),
        (ROLES + ROLES, "role 3: it cannot be used"),
    ],
)
def test_a_role_that_cannot_be_rung_is_refused_when_it_is_read(
    warned: Run, tmp_path: Path, row: str, words: str
) -> None:
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text() + row)
    ran = warned("duty")
    assert ran.code == 2
    assert words in ran.err


@contextmanager
def standing_watch(folder: Path) -> Iterator[Iterable[str]]:
    """What a real `tocsin watch` says, by the clock on the wall; it ends well when it is told to."""
    command = [sys.executable, "-m", "tocsin", "watch", "--every", "0.1"]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stderr is not None
        try:
            yield process.stderr
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_watch_stays_open_says_what_runs_out_and_ends_when_told(roster: Run, tmp_path: Path) -> None:
    """A real process, by the clock on the wall: the duty is years late, so that it rings at once."""
    assert roster("duty").code == 0
    seen = []
    with standing_watch(tmp_path) as lines:
        for line in lines:
            seen.append(line)
            if "rang head-of-watch" in line and sum("rang head-of-watch" in each for each in seen) == 2:
                break
    assert any("to decide" in line and "OVERDUE" in line for line in seen)
    assert len(rang(tmp_path, "head-of-watch")) == 1, "one message names both"


def test_who_is_rung_is_whoever_the_configuration_names_by_now(roster: Run, tmp_path: Path) -> None:
    """The number of the head of the watch is mended while the watch stays open: it rings there, and says so."""
    assert roster("duty").code == 0
    path = tmp_path / "tocsin.toml"
    before = path.read_text()
    seen = []
    with standing_watch(tmp_path) as lines:
        for line in lines:
            seen.append(line)
            rung = sum("rang head-of-watch" in each for each in seen)
            if "rang head-of-watch" in line and rung == 2:
                path.write_text("[office")  # saved in the midst of being typed
            if "stands as it was" in line and "[office]" not in path.read_text():
                path.write_text(before.replace("[office]", '[office]\ncasebook = "sqlit:///tocsin.db"'))
            elif "stands as it was" in line:
                path.write_text(before.replace('"head-of-watch" }', '"her-own-phone" }'))
            if rung == 4:
                break
    assert any("read anew" in line for line in seen)
    assert len(rang(tmp_path, "her-own-phone")) == 1, "one message names both"

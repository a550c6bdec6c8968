"""An office that goes on from a copy: every command says so, and what it lacks, until somebody answers for it."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connections

from tests.cli.conftest import Run
from tests.cli.test_commands import OFFICER, at, ruled, warned
from tests.cli.test_noticing import briefing, out

__all__ = ["out", "ruled", "warned"]

COPY = "THIS CASEBOOK IS A COPY"
DEPUTY = ("--by", "Exercise Deputy Mara Quell")


def test_a_copy_that_took_the_place_of_the_casebook_says_what_it_does_not_know(ruled: Run) -> None:
    """A laptop died; the copy knew of no sending, no cancellation and no ruling since, and nothing said so."""
    assert ruled("ledger", "backup", "monday.db").code == 0
    assert COPY not in ruled("duty", *at(18)).err, "the casebook itself is none"
    shutil.copy("monday.db", "tocsin.db")
    for each in ("tocsin.db-wal", "tocsin.db-shm"):
        Path(each).unlink(missing_ok=True)
    for words in (("duty",), ("notices",), ("dispatch",), ("since", "8h"), ("ledger", "verify")):
        said = ruled(*words, *at(19)).err
        assert f"{COPY}, of 07 March 2024, 18:00" in said, words
        assert "what was ruled, sent, answered or cancelled later is not in it" in said
        assert "tocsin ledger verify --held" in said
    Path("later.txt").write_text("Police warned that gunmen plan to attack a theatre in Moscow.\n")
    assert ruled("take", "later.txt", "--at", "2024-03-08T09:00:00Z").code == 0
    assert f"{COPY}, of 07 March 2024, 18:00" in ruled("duty", "--at", "2024-03-08T10:00:00Z").err, (
        "what is recorded on the copy makes it know nothing of what it lacks"
    )
    command = [sys.executable, "-m", "tocsin", "ledger", "restored", *OFFICER, "--at", "2024-03-08T10:30:00Z"]
    subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    assert COPY not in ruled("duty", *at(19)).err
    assert ruled("ledger", "verify").code == 0


def test_a_restoring_stands_on_the_record_with_who_when_and_from_which_moment(ruled: Run) -> None:
    """Whoever read the record later saw a whole night, and nothing said that an hour of it was lost."""
    assert ruled("ledger", "backup", "monday.db").code == 0
    restore("monday.db")
    ran = ruled("ledger", "restored", *OFFICER, *at(19))
    lost = "what was recorded elsewhere between 07 March 2024, 18:00 and 07 March 2024, 19:00 (UTC+03:00)"
    assert (ran.code, lost in ran.err) == (0, True)
    (row,) = (row for row in ruled("ledger", "entries", "--json").rows() if row["kind"] == "restoring")
    assert row["by"]["name"] == OFFICER[1]
    handed = " ".join(ruled("since", "8h", *at(19, 30)).out.split())
    assert "of 07 Mar 2024 18:00 UTC+03:00, TOOK THE PLACE OF THE CASEBOOK" in handed
    verified = ruled("ledger", "verify")
    assert (verified.code, f"not proved: {lost}" in verified.err) == (0, True)
    assert ruled("ledger", "rebuild").code == 0
    said = f"{OFFICER[1]} said on 07 Mar 2024 19:00 UTC+03:00 that a copy of 2024-03-07T18:00:00+03:00 took its place"
    for more in ((), ("--as-of", "2024-03-07T18:30:00+03:00")):
        again = ruled("ledger", "restored", *more, *OFFICER, *at(20))
        assert (again.code, said in again.err, "nothing more is to be done" in again.err) == (2, True, True), more


def test_whoever_says_it_of_what_is_no_copy_is_told_what_that_would_mean(ruled: Run) -> None:
    """It was taken at its word, of the casebook itself too, and the record then said that an hour was lost."""
    ran = ruled("ledger", "restored", *OFFICER, *at(19))
    assert (ran.code, "it does not say that it is a copy" in ran.err, "--as-of" in ran.err) == (2, True, True)
    ran = ruled("ledger", "restored", "--as-of", "2024-03-07T17:45:00+03:00", *OFFICER, *at(19))
    assert ran.code == 0
    assert "NOTHING IN IT SAYS THAT IT IS A COPY: 2 entries on record of later than that" in ran.err


def restore(copy: str) -> None:
    """The copy takes the place of the casebook."""
    shutil.copy(copy, "tocsin.db")
    for each in ("tocsin.db-wal", "tocsin.db-shm"):
        Path(each).unlink(missing_ok=True)


@pytest.fixture
def twice(out: Run) -> Run:
    """The alert was approved, the casebook copied, the alert sent; then the copy took the casebook's place."""
    alert = next(row["id"] for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
    text = out("show", alert, *at(18, 31)).err.split("text ")[1].split()[0]
    assert out("approve", alert, "--text", text, *DEPUTY, *at(18, 32)).code == 0
    assert out("ledger", "backup", "monday.db").code == 0
    assert out("dispatch", *at(18, 33)).code == 0
    restore("monday.db")
    return out


def sent(run: Run, minute: int, *words: str) -> tuple[int, int, str]:
    """What a dispatch at some minute after seven does: its exit code, how much it sends, and its words."""
    ran = run("dispatch", "--json", *words, *at(19, minute))
    return ran.code, len(ran.rows("receipt")), ran.err


def test_where_nobody_sits_there_what_may_go_twice_waits_once_and_goes(twice: Run) -> None:
    """It went at once, before whoever restored the casebook could rule again on what had been taken back."""
    code, many, said = sent(twice, 0)
    assert (code, many) == (1, 0)
    assert "1 message MAY GO A SECOND TIME, or though it was cancelled since" in said
    assert "WAITS UNTIL 07 Mar 19:15" in said
    assert sent(twice, 14)[:2] == (1, 0), "another dispatcher, or this one started anew, begins no other wait"
    assert sent(twice, 15)[:2] == (0, 1)


def test_what_is_approved_on_the_copy_does_not_wait(twice: Run) -> None:
    first, _ = briefing(twice)
    until = ("--until", "2024-03-20T20:00:00+03:00", "--because", "it goes on")
    twice("ack", first, "--by", "Exercise Contact Pavel Orlinsky", *at(18, 59))
    assert twice("extend", first, *until, *OFFICER, *at(19)).code == 0
    newer, text = briefing(twice)
    assert twice("approve", newer, "--text", text, *DEPUTY, *at(19, 1)).code == 0
    assert sent(twice, 2)[:2] == (1, 1)


def test_whoever_says_so_has_it_sent_at_once(twice: Run) -> None:
    assert sent(twice, 0, "--again")[:2] == (0, 1)


def test_whoever_ends_the_copy_has_it_sent_at_once(twice: Run) -> None:
    assert sent(twice, 0)[1] == 0
    assert twice("ledger", "restored", *OFFICER, *at(19, 1)).code == 0
    assert sent(twice, 1)[:2] == (0, 1)


@pytest.mark.parametrize(("answer", "many"), [("n", 0), ("y", 1)])
def test_whoever_sits_there_is_asked_before_anything_goes_twice(
    twice: Run, monkeypatch: pytest.MonkeyPatch, answer: str, many: int
) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    ran = twice("dispatch", "--json", *at(19), stdin=f"{answer}\n".encode())
    assert "Send them all the same?" in ran.err
    assert (ran.code, len(ran.rows("receipt"))) == (1 - many, many)


def test_a_copy_is_told_how_many_notices_it_would_send_once_more(twice: Run) -> None:
    """They lie in it as not sent."""
    assert "1 notice that it holds as not sent may have gone out since, or been cancelled" in twice("duty", *at(19)).err


@pytest.fixture
def dated_back(out: Run) -> Run:
    """As above, but the last that was put down before the copy was made is of a quarter of an hour earlier."""
    alert = next(row["id"] for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
    text = out("show", alert, *at(18, 31)).err.split("text ")[1].split()[0]
    assert out("approve", alert, "--text", text, *DEPUTY, *at(18, 32)).code == 0
    Path("earlier.txt").write_text("Police warned that gunmen plan to attack a theatre in Moscow.\n")
    assert out("take", "earlier.txt", *at(18, 15)).code == 0
    assert out("ledger", "backup", "monday.db").code == 0
    assert out("dispatch", *at(18, 33)).code == 0
    restore("monday.db")
    return out


def test_a_copy_whose_last_entry_was_dated_back_asks_all_the_same(dated_back: Run) -> None:
    """It was called a copy of that earlier moment, and all that was approved after it went out at once."""
    assert f"{COPY}, of 07 March 2024, 18:32" in dated_back("duty", *at(19)).err
    code, many, said = sent(dated_back, 0)
    assert (code, many) == (1, 0)
    assert "1 message MAY GO A SECOND TIME" in said
    assert sent(dated_back, 15)[:2] == (0, 1)
    ran = dated_back("ledger", "restored", *OFFICER, *at(20))
    assert "between 07 March 2024, 18:32 and 07 March 2024, 20:00 (UTC+03:00)" in ran.err


def test_what_is_approved_on_the_copy_does_not_wait_though_an_entry_of_it_was_dated_ahead(ruled: Run) -> None:
    Path("later.txt").write_text("Police warned that gunmen plan to attack a theatre in Moscow.\n")
    assert ruled("take", "later.txt", "--at", "2024-03-09T18:15:00+03:00").code == 0
    assert ruled("ledger", "backup", "monday.db").code == 0
    restore("monday.db")
    id_, text = briefing(ruled)
    assert ruled("approve", id_, "--text", text, *DEPUTY, *at(18, 59)).code == 0
    code, many, said = sent(ruled, 0)
    assert (code, many, "A SECOND TIME" in said) == (0, 1, False)


def test_a_dispatcher_that_stays_goes_on_with_the_copy_and_sends_nothing_twice_at_once(twice: Run) -> None:
    """It had the file open that was taken away, and worked on in that, where nobody sees it."""
    shutil.copy("monday.db", "tuesday.db")
    command = [sys.executable, "-m", "tocsin", "dispatch", "--stay", "--every", "0.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as running:  # noqa: S603 - our own words
        assert running.stderr is not None
        end = threading.Timer(60, running.kill)  # one that says nothing fails, and does not hang
        end.start()
        lines = iter(running.stderr.readline, "")
        assert any("WAITS UNTIL" in line for line in lines)
        for each in ("tocsin.db", "tocsin.db-wal", "tocsin.db-shm"):
            Path(each).unlink(missing_ok=True)
        Path("tuesday.db").rename("tocsin.db")
        assert any("another file lies in its place" in line for line in lines)
        assert any("WAITS UNTIL" in line for line in lines)
        end.cancel()
        running.terminate()
        running.communicate()
    connections.close_all()
    assert twice("ledger", "entries", "--json").rows()[-1]["kind"] == "approval"


@pytest.mark.usefixtures("twice")
def test_a_dispatcher_that_is_started_while_the_casebook_is_away_waits_for_it() -> None:
    """After a power cut it may be up before its database; it gave up before its first look."""
    Path("tocsin.db").rename("away.db")
    command = [sys.executable, "-m", "tocsin", "dispatch", "--stay", "--every", "0.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as running:  # noqa: S603 - our own words
        assert running.stderr is not None
        end = threading.Timer(60, running.kill)
        end.start()
        lines = iter(running.stderr.readline, "")
        assert any("trying again" in line for line in lines)
        Path("away.db").rename("tocsin.db")
        assert any("WAITS UNTIL" in line for line in lines), "it is a copy, and nobody was asked"
        end.cancel()
        running.terminate()
        running.communicate()


def test_a_copy_is_not_of_a_moment_that_is_still_to_come(ruled: Run) -> None:
    """It stood on record for good, as what was recorded elsewhere between next year and now."""
    ran = ruled("ledger", "restored", "--as-of", "2030-10-19T10:00:00+03:00", *OFFICER, *at(19))
    assert (ran.code, "--as-of" in ran.err, "later than 2024-03-07T19:00:00+03:00" in ran.err) == (2, True, True)
    assert not [row for row in ruled("ledger", "entries", "--json").rows() if row["kind"] == "restoring"]


def test_the_time_that_is_not_proved_is_told_in_one_zone(ruled: Run) -> None:
    assert ruled("ledger", "restored", "--as-of", "2024-03-07T15:30:00Z", *OFFICER, *at(19)).code == 0
    assert "between 07 March 2024, 18:30 and 07 March 2024, 19:00 (UTC+03:00)" in ruled("ledger", "verify").err
    assert "of 07 Mar 2024 18:30 UTC+03:00" in " ".join(ruled("since", "8h", *at(19, 30)).out.split())

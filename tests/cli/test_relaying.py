"""`tocsin relay`, and what every list says of a warning that somebody else was asked to pass on."""

import base64
import json
import os
import signal
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path

import pytest

from tests.by_heart import WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, incident_of, notices, ruled, warned
from tests.cli.test_telling import flat
from tests.exports.test_archive import made, taken, there

__all__ = ["ruled", "there", "warned"]

LIAISON = ("--to", "Exercise police liaison", "--because", "They said so by telephone.")
NO_WORD = "asked Exercise police liaison to pass it on (2024-03-07T18:30+03:00), no word that they did"


@pytest.fixture
def asked(ruled: Run) -> Run:
    """The briefing to the hall is approved, and the police are asked at half past six to pass it on."""
    assert ruled("approve", notices(ruled)["hall"], *APPROVER, *at(18, 20), stdin=b"y\n").code == 0
    ran = ruled("relay", notices(ruled)["hall"][:8], "--step", "asked", *LIAISON, *OFFICER, *at(18, 30))
    assert (ran.code, ran.out) == (0, "")
    assert f"{NO_WORD}: They said so by telephone." in ran.err
    assert "hall does not count as told by this: go on trying" in ran.err
    assert "below the tear line may be passed on" in ran.err
    return ruled


def test_every_list_says_that_the_police_were_asked_and_that_no_word_came(asked: Run) -> None:
    shown = flat(asked("disclosures", incident_of(asked, WARNED), *at(19)).out)
    assert NO_WORD in shown
    assert "TOLD" not in shown.replace("NOT TOLD", "")
    assert NO_WORD in asked("show", notices(asked)["hall"], *at(19)).err
    assert NO_WORD in flat(asked("show", incident_of(asked, WARNED), *at(19)).out)
    assert NO_WORD in flat(asked("since", "2h", *at(19)).out)
    assert asked("notices", *at(19)).code == 1
    assert "no word that they did" in flat(asked("notices", *at(19)).out)
    (row,) = asked("notices", "--json", *at(19)).rows("relay")
    assert row["apart"] == {"to": "Exercise police liaison", "because": "They said so by telephone."}
    assert "Exercise police" not in row["to"]


def test_what_the_police_would_not_pass_on_is_still_to_be_sent(asked: Run) -> None:
    hall = notices(asked)["hall"]
    assert "approved, not sent" in flat(asked("notices", *at(18, 40)).out), "to have asked is to have sent nothing"
    assert asked("relay", hall, "--step", "refused", *LIAISON, *OFFICER, *at(19)).code == 0
    assert "approved, not sent" in flat(asked("notices", *at(19, 1)).out)
    over = flat(asked("notices", *at(19, day=20)).out)
    assert "EXPIRED BEFORE IT WENT OUT: rule again" in over
    assert "expired: extend" not in over


def test_the_watch_finds_open_who_gave_no_word_in_time(asked: Run) -> None:
    due = next(row["due"] for row in asked("duty", "--decided", "--json").rows("duty_decision"))
    assert "OPEN" not in asked("duty", *at(19)).out
    ran = asked("duty", *at(23))
    assert f"OPEN: hall, notice {notices(asked)['hall'][:12]}: {NO_WORD}; the duty was due" in flat(ran.out), due
    assert asked("duty", "--json", *at(23)).rows("relay")
    assert "OPEN: hall" in flat(asked("since", "1h", *at(23)).out), "the next watch takes it over"
    assert asked("relay", notices(asked)["hall"], "--step", "refused", *LIAISON, *OFFICER, *at(23)).code == 0
    assert "OPEN" not in asked("duty", *at(23)).out


def test_a_time_that_the_policy_gives_is_told_while_it_runs_and_when_it_is_over(office: Run, tmp_path: Path) -> None:
    given = (resources.files("tocsin.duty") / "policies" / "organisation.toml").read_text("utf-8")
    (tmp_path / "ours.toml").write_text(f'relay_minutes = 45\nrelay_source = "our own choice"\n{given}')
    config = tmp_path / "tocsin.toml"
    config.write_text(config.read_text().replace('"organisation"', '"ours.toml"'))
    (tmp_path / "alert.txt").write_text(WARNED)
    assert office("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", *at(17, 38)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    hall = notices(office)["hall"]
    assert office("approve", hall, *APPROVER, *at(18, 20), stdin=b"y\n").code == 0
    assert office("relay", hall, "--step", "asked", *LIAISON, *OFFICER, *at(18, 30)).code == 0
    said = f"hall, notice {hall[:12]}: {NO_WORD}"
    assert f"ASKED: {said}; the policy gives them 0 h 35 min more" in flat(office("duty", *at(18, 40)).out)
    assert f"OPEN: {said}; their word was due 0 h 15 min ago" in flat(office("duty", *at(19, 30)).out)
    assert office("duty", "--json", *at(18, 40)).rows("relay") == []
    assert office("duty", "--json", *at(19, 30)).rows("relay")


def test_the_watch_says_whom_no_word_came_of(asked: Run, tmp_path: Path) -> None:
    """A real process, by the clock on the wall: the duty was due years ago."""
    command = [sys.executable, "-m", "tocsin", "watch", "--every", "0.1"]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as watching:
        assert watching.stderr is not None
        found = next((line for line in watching.stderr if "OPEN: " in line), "")
        watching.send_signal(signal.SIGTERM)
        assert watching.wait(30) == 0
    assert f"OPEN: hall, notice {notices(asked)['hall'][:12]}: {NO_WORD}" in found


def test_passed_on_counts_once_somebody_confirms_it(asked: Run) -> None:
    hall = notices(asked)["hall"]
    ran = asked("relay", hall, "--step", "passed-on", *LIAISON, *OFFICER, *at(19))
    assert ran.code == 2
    assert "say who does, with --confirmed-by" in ran.err
    confirmed = ("--confirmed-by", "Exercise Warden Ada Pike")
    ran = asked("relay", hall, "--step", "passed-on", *confirmed, *LIAISON, *OFFICER, *at(19))
    assert ran.code == 0
    assert "go on trying" not in ran.err
    shown = flat(asked("disclosures", incident_of(asked, WARNED), *at(20)).out)
    assert "confirmed by Exercise Warden Ada Pike" in shown
    assert "TOLD" in shown.replace("NOT TOLD", "")
    assert asked("ledger", "verify").code == 0


def test_it_goes_with_a_case_to_another_office_as_theirs(asked: Run, tmp_path: Path, there: Run) -> None:
    path = made(asked, tmp_path / "case.zip")
    with zipfile.ZipFile(path) as file:
        assert b"Exercise police" not in b"".join(file.read(name) for name in file.namelist())
    ran = taken(there, path)
    assert ran.code == 0, ran.err
    assert "asked (kept apart there) to pass it on (2024-03-07T18:30+03:00), no word that they did" in flat(ran.out)
    assert there("notices", "--json").rows() == [], "no relay of theirs is one of ours"
    assert "no word that they did" in flat(there("why", incident_of(there, WARNED)).out)


def test_a_case_that_comes_back_brings_no_name_of_ours_onto_the_record(asked: Run, tmp_path: Path) -> None:
    """What an archive calls by one of our own commitments is kept apart there, and not looked up here.

    Whoever was given our case knows them. Here it is ourselves, under another name.
    """
    confirmed = ("--confirmed-by", "Exercise Warden Ada Pike")
    hall = notices(asked)["hall"]
    assert asked("relay", hall, "--step", "passed-on", *confirmed, *LIAISON, *OFFICER, *at(19)).code == 0
    path = made(asked, tmp_path / "case.zip")
    config = tmp_path / "tocsin.toml"
    config.write_text(config.read_text().replace("The exercise desk", "The other exercise desk"))
    ran = asked("import", path, *at(14, day=23))
    assert ran.code == 0, ran.err
    assert "asked (kept apart there) to pass it on" in flat(ran.out)
    assert "confirmed by (kept apart there)" in flat(ran.out), "two who are kept apart are still two"
    assert asked("ledger", "export", "record.jsonl").code == 0
    bodies = b"".join(
        base64.b64decode(row["content"])
        for row in map(json.loads, (tmp_path / "record.jsonl").read_text().split("\n")[:-1])
        if "content" in row
    )  # fmt: skip
    assert b"to pass it on" in bodies, "what was imported is in it"
    assert b"Exercise police" not in bodies
    assert b"Ada Pike" not in bodies


def test_a_step_that_there_is_none_of_is_wrong_use(asked: Run) -> None:
    ran = asked("relay", notices(asked)["hall"], "--step", "told", *LIAISON, *OFFICER)
    assert ran.code == 2
    assert "passed-on" in ran.err

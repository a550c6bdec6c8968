"""Slips of a tired hand: an empty word, another's id, a mistyped year, a folder that nobody may look into."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.by_heart import HAPPENED, WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, ruled, warned
from tocsin.cli import reading
from tocsin.cli.moments import moment
from tocsin.cli.staying import now
from tocsin.intake import Opened
from tocsin.model import Reading

__all__ = ["ruled", "warned"]


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_name_takes_nothing_and_never_the_whole_folder(office: Run, tmp_path: Path, word: str) -> None:
    """`tocsin take "$REPORT"` with nothing in it would take in the desk's own folder, its private key with it."""
    (tmp_path / "alert.txt").write_text(WARNED)
    ran = office("take", word, "alert.txt")
    assert (ran.code, "1 taken, 1 refused" in ran.err) == (1, True), ran.err
    assert "a name among the files: it is empty" in ran.err


def test_what_lies_in_a_folder_and_is_not_read_is_told(office: Run, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "alert.txt").write_text(WARNED)
    (elsewhere / "attack.txt").write_text(HAPPENED)
    (folder / "more").symlink_to(elsewhere, target_is_directory=True)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    ran = office("take", folder)
    assert ran.code == 1
    for words in ("more: it is a link to a folder", "gone.txt: it cannot be read", "pipe.txt: it is no file"):
        assert words in ran.err
    assert "1 taken, 3 refused" in ran.err


def test_a_folder_that_nobody_may_look_into_is_told(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    (folder / "alert.txt").write_text(WARNED)
    look = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", denied)
    ran = office("take", folder)
    assert (ran.code, "locked: nobody looked into this folder: Permission denied" in ran.err) == (1, True), ran.err


def test_whoever_breaks_off_is_told_how_much_was_taken(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alert.txt").write_text(WARNED)
    (tmp_path / "attack.txt").write_text(HAPPENED)
    take = reading.take_report

    def broken_off(opened: Opened, **more: Any) -> Reading:
        if opened.arrival.name == "attack.txt":
            raise KeyboardInterrupt
        return take(opened, **more)

    monkeypatch.setattr(reading, "take_report", broken_off)
    ran = office("take", "alert.txt", "attack.txt")
    assert (ran.code, "1 taken before this; they stand" in ran.err) == (1, True), ran.err
    assert len(office("show", "--json").rows("report")) == 1


def test_an_office_with_nobody_in_its_care_is_told_that_nothing_is_raised(run: Run, tmp_path: Path) -> None:
    """In the wrong folder everything is taken, and nobody is ever to be warned."""
    (tmp_path / "alert.txt").write_text("It rained all afternoon.")
    ran = run("take", "alert.txt")
    assert (ran.code, "NO DUTY TO WARN IS RAISED" in ran.err) == (0, True), ran.err


def test_an_office_with_a_register_is_told_nothing_of_it(warned: Run) -> None:
    assert "NO DUTY" not in warned("take", "alert.txt", "--source", "wire").err


def test_whoever_waits_for_a_long_report_is_told_why(office: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("It rained all afternoon. " * 8001)
    ran = office("take", "long.txt")
    assert ran.err.splitlines()[0].startswith("long.txt: 200,025 characters, which can take minutes"), ran.err


def test_times_that_nobody_could_put_on_a_day_are_told_when_the_report_is_taken(run: Run, tmp_path: Path) -> None:
    text = "Gunmen killed three people at a market in Tampere on Tuesday, police said."
    (tmp_path / "flash.txt").write_text(text)
    words = "flash.txt: when it was published is not known, so that no day is settled for “Tuesday”"
    assert words in run("take", "flash.txt").err
    assert words not in run("take", "flash.txt", "--published", "2025-10-15").err


def test_the_name_of_a_file_cannot_pass_for_a_line_of_ours(office: Run, tmp_path: Path) -> None:
    forged = "a.txt: 0 statements\n9 taken\nb.txt"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / forged).write_text(WARNED)
    ran = office("take", folder)
    assert ran.code == 0
    assert "9 taken" not in ran.err.splitlines()
    assert "\n9 taken" not in office("show").out
    (folder / forged).write_bytes(b"")
    assert "9 taken" not in office("take", folder).err.splitlines()
    assert "9 taken" not in office("take", "nowhere\n9 taken").err.splitlines()


def test_an_id_of_something_else_is_called_what_it_is(ruled: Run) -> None:
    (incident,) = (row["id"] for row in ruled("incidents", "--json").rows("incident"))
    ran = ruled("approve", incident[:12], *APPROVER)
    assert (ran.code, "this is the id of: incident or statement; asked for is: notice" in ran.err) == (2, True), ran.err
    assert ruled("why", f" {incident[:12]} ").code == 0


@pytest.mark.parametrize("year", ["9999", "0001"])
def test_a_mistyped_year_is_wrong_use_and_no_stack_trace(warned: Run, year: str) -> None:
    for words in (
        ("rule", duty(warned, "hall"), "warn", *OFFICER, "--at", f"{year}-12-31T23:59:59Z"),
        ("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18), "--until", f"{year}-12-31T23:59:59Z"),
        ("take", "alert.txt", "--published", f"{year}-12-31"),
    ):
        ran = warned(*words)
        assert (ran.code, "see whether the year was mistyped" in ran.err) == (2, True), ran.err


def test_a_ruling_that_is_dated_before_anything_was_known_is_not_taken_in_silence(warned: Run) -> None:
    ran = warned("rule", duty(warned, "hall"), "warn", *OFFICER, "--at", "2023-03-07T18:00:00+03:00")
    assert ran.code == 0  # the software is not in the way of a warning
    assert "IT IS DATED 07 Mar 2023 18:00 UTC+03:00, before this was known here (07 Mar 2024 17:38" in ran.err
    assert "IT IS DATED" not in warned("rule", duty(warned, "school"), "warn", *OFFICER, *at(18)).err


def test_an_end_that_is_left_empty_is_no_end(warned: Run) -> None:
    ran = warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18), "--until", "")
    assert (ran.code, "--until: '' is no moment" in ran.err) == (2, True), ran.err


def test_a_notice_that_expired_unsent_is_not_to_be_extended(ruled: Run) -> None:
    words = " ".join(ruled("notices", *at(10, day=12)).out.split())
    assert "EXPIRED BEFORE IT WENT OUT: rule again" in words
    assert "extend" not in words
    ran = ruled("extend", notices(ruled)["hall"], "--until", "2024-03-14T00:00:00Z", *OFFICER, *at(10, day=12))
    assert (ran.code, "notice " in ran.err) == (2, True), ran.err


@pytest.mark.parametrize("word", ["", "a", "abc"])
def test_no_key_is_revoked_by_hardly_any_of_its_name(warned: Run, word: str) -> None:
    who = ("--by", "Vera Lind")
    assert warned("keys", "add", "Vera Lind", "--to", "vera.pem", *who).code == 0
    ran = warned("keys", "revoke", word, "--because", "lost", *who, "--sign", "vera.pem")
    assert (ran.code, "too short for a key" in ran.err) == (2, True), ran.err
    assert "revoked" not in warned("keys", "list").out


def test_whoever_takes_only_the_first_line_is_no_failure(warned: Run, tmp_path: Path) -> None:
    """The dossier is longer than a pipe holds; what `head` leaves is not "no"."""
    command = f'"{sys.executable}" -m tocsin show | head -1 >first.txt; echo "${{PIPESTATUS[0]}}"'
    for n in range(60):
        (tmp_path / f"more-{n}.txt").write_text(f"{HAPPENED}\n\nThis is report {n}, and it rained.")
    assert warned("take", *(f"more-{n}.txt" for n in range(60)), "--source", "wire").code == 0
    ran = subprocess.run(["bash", "-c", command], check=True, capture_output=True, cwd=tmp_path)  # noqa: S603, S607
    assert (ran.stdout, ran.stderr) == (b"0\n", b"")
    assert (tmp_path / "first.txt").read_text()


@pytest.fixture
def lubumbashi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock on the wall is two hours ahead of UTC."""
    monkeypatch.delenv("TOCSIN_AT", raising=False)
    monkeypatch.setenv("TZ", "CAT-2")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("lubumbashi")
def test_hours_are_those_on_the_wall(warned: Run) -> None:
    assert (moment(None).utcoffset(), now().utcoffset(), now().tzname()) == (TWO, TWO, "UTC+02:00")
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER).code == 0
    body = next(r["body"] for r in warned("notices", "--json").rows("notice") if r["recipient"] == "hall")
    assert "(UTC+02:00)" in body
    assert "UTC+02:00\n" in warned("since", "1h").out


TWO = timedelta(hours=2)

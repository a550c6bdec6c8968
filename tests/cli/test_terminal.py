"""The command line and what it is joined to: a terminal, a pipe, a full device, a screen with few letters."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

RAIN = "It rained all afternoon."
TOCSIN = (sys.executable, "-m", "tocsin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two short reports in it, one of them in Cyrillic letters."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(RAIN, "utf-8")
    (tmp_path / "in" / "b.txt").write_text("Шёл дождь.", "utf-8")
    return tmp_path


def at_a_terminal(*words: str, folder: Path) -> tuple[str, str]:
    """Run with a terminal for stderr; what stood on stdout, and what was seen on the terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own words
        [*TOCSIN, *words], stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL, cwd=folder
    ) as process:
        os.close(theirs)
        seen = b""
        while piece := _read(ours):
            seen += piece
        os.close(ours)
        assert process.stdout is not None
        out = process.stdout.read()
    assert process.returncode == 0, seen.decode()
    return out.decode(), seen.decode().replace("\r\n", "\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # so Linux says that the other side is gone
        return b""


def run(*words: str, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own words
        [*TOCSIN, *words], check=False, capture_output=True, cwd=folder, env={**os.environ, **more}
    )


@pytest.mark.parametrize("words", [("read", "in", "--json"), ("take", "in")])
def test_long_work_shows_how_far_it_is_on_a_terminal_and_keeps_the_data_clean(
    folder: Path, words: tuple[str, ...]
) -> None:
    out, seen = at_a_terminal(*words, folder=folder)
    assert "[1/2] in/a.txt\na.txt: 0 statements\n[2/2] in/b.txt\nb.txt: 0 statements" in seen
    assert seen.endswith("2 taken\n")
    assert all(json.loads(line) for line in out.splitlines())


def test_without_a_terminal_no_progress_is_drawn(folder: Path) -> None:
    done = run("take", "in", folder=folder)
    assert done.returncode == 0
    assert done.stdout == b""
    assert b"[1/2]" not in done.stderr
    assert done.stderr.endswith(b"2 taken\n")


@pytest.mark.parametrize("words", [("read", "in", "--json"), ("--help",)])
def test_a_reader_that_has_seen_enough_is_no_error(folder: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603 - our own words
        [*TOCSIN, *words], check=False, stdout=writing, stderr=subprocess.PIPE, cwd=folder
    )
    os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert b"Broken pipe" not in done.stderr


@pytest.mark.parametrize("words", [("read", "in", "--json"), ("read", "in")])
def test_a_full_device_behind_stdout_is_said(folder: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own words
            [*TOCSIN, *words], check=False, stdout=full, stderr=subprocess.PIPE, cwd=folder
        )
    assert done.returncode == 1
    last = done.stderr.decode().splitlines()[-2:]
    assert last == ["output: No space left on device", "  see the disk and the path; what was recorded before stands"]
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_page_for_a_full_device_is_said_and_the_device_left_in_its_place(folder: Path) -> None:
    done = run("read", "in", "--html", "/dev/full", folder=folder)
    assert done.returncode == 1
    assert b"/dev/full: it cannot be written: No space left on device" in done.stderr
    assert Path("/dev/full").is_char_device()


def test_json_is_utf_8_whatever_the_terminal_speaks(folder: Path) -> None:
    done = run("read", "in", "--json", folder=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [row["text"] for row in rows if row["type"] == "report"] == [RAIN, "Шёл дождь."]


def test_a_screen_without_the_letters_shows_their_numbers(folder: Path) -> None:
    done = run("read", "in", folder=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "\\u0428" in done.stdout.decode("ascii")


def test_the_module_is_the_command(folder: Path) -> None:
    done = run("--version", folder=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"tocsin, version ")


@pytest.mark.parametrize("words", [("reed",), ("read",), ("read", "in", "--width", "wide"), ("rule", "x", "maybe")])
def test_wrong_use_leaves_with_2_and_says_how_it_is_used(office: Run, words: tuple[str, ...]) -> None:
    ran = office(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: " in ran.err
    assert "Error: " in ran.err

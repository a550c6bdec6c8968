"""`tocsin take --stay`: reports that come into a folder one by one are taken as they come, each once and whole."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run, entry
from tests.dispatch.many import until
from tocsin.cli.incoming import Incoming

ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1"}
TODAY = datetime.now(UTC).date().isoformat()
WARNED = "The embassy warned on its site that extremists plan to attack concerts in Moscow in the next 48 hours.\n"
AGAIN = "Police warned that gunmen plan to attack a theatre in Moscow in the next two days.\n"


@contextmanager
def staying(folder: Path) -> Iterator[list[str]]:
    """What `tocsin take in --stay` says while it runs; it ends well when it is told to."""
    command = [sys.executable, "-m", "tocsin", "take", "in", "--stay", "--every", "0.1", "--published", TODAY]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)  # noqa: S603
    said: list[str] = []
    assert process.stderr is not None
    listening = threading.Thread(target=said.extend, args=(process.stderr,), daemon=True)
    listening.start()
    try:
        until(lambda: any("until stopped" in line for line in said))
        yield said
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
        listening.join(5)
        process.stderr.close()


def protected(run: Run) -> set[str]:
    return {row["protected"] for row in run("duty", "--json").rows("duty_proposal")}


def arrivals(run: Run) -> int:
    return sum(row["kind"] == "arrival" for row in run("ledger", "entries", "--json").rows())


def test_what_comes_is_taken_once_and_whoever_was_put_into_the_register_meanwhile_is_in_our_care(
    office: Run, tmp_path: Path
) -> None:
    come = tmp_path / "in"
    come.mkdir()
    (come / "a.txt").write_text(WARNED)
    with staying(tmp_path) as said:
        until(lambda: any("a.txt: 1 statement" in line for line in said))
        assert protected(office) == {"hall", "school"}
        register = tmp_path / "register.toml"
        register.write_text(register.read_text() + entry("club"))
        (come / "b.txt").write_text(AGAIN)
        until(lambda: any("b.txt: " in line for line in said))
        register.write_text(register.read_text() + entry("choir"))
        until(lambda: "choir" in protected(office), patience=30)
    assert any("read anew" in line for line in said)
    assert protected(office) == {"hall", "school", "club", "choir"}, "nobody waits for another report"
    with staying(tmp_path) as said:
        (come / "c.txt").write_text(f"{AGAIN}It named no theatre.\n")
        until(lambda: any("c.txt: " in line for line in said))
    assert not any("a.txt" in line or "b.txt" in line for line in said), "what is on record was taken again"
    assert arrivals(office) == 3


@pytest.mark.usefixtures("office")
def test_a_configuration_that_was_broken_meanwhile_stops_nothing(tmp_path: Path) -> None:
    come = tmp_path / "in"
    come.mkdir()
    with staying(tmp_path) as said:
        (tmp_path / "tocsin.toml").write_text("[office\n")
        (come / "a.txt").write_text(WARNED)
        until(lambda: any("a.txt: 1 statement" in line for line in said))
    assert any("the office stands as it was read before" in line for line in said)


def test_a_file_is_ready_when_two_looks_find_it_the_same_and_anew_when_it_changed(tmp_path: Path) -> None:
    incoming = Incoming((tmp_path,))
    path = tmp_path / "report.txt"
    path.write_text("Police in Tampere ")
    assert incoming.look() == ((), ())
    path.write_text("Police in Tampere warned of an attack.")
    assert incoming.look() == ((), ()), "it was still being written"
    assert incoming.look() == ((str(path),), ())
    assert incoming.look() == ((str(path),), ()), "it was not taken: the casebook was away"
    incoming.done(str(path))
    assert incoming.look() == ((), ())
    path.write_text("Police in Tampere warned of two attacks.")
    incoming.look()
    assert incoming.look() == ((str(path),), ())


def test_hidden_files_are_left_and_a_folder_that_is_gone_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / ".half").write_text("not yet")
    incoming = Incoming((folder,))
    incoming.look()
    assert incoming.look() == ((), ())
    (folder / ".half").rename(tmp_path / "half")
    folder.rmdir()
    ((), (gone,)) = incoming.look()
    assert "nobody looked into this folder" in gone.what
    assert incoming.look() == ((), ())


@pytest.mark.parametrize("named", ["a.txt", "-", "nowhere", ""])
def test_only_folders_are_waited_at(office: Run, tmp_path: Path, named: str) -> None:
    (tmp_path / "a.txt").write_text(WARNED)
    ran = office("take", named, "--stay")
    assert ran.code == 2
    assert "with --stay name folders alone" in ran.err


def test_what_an_option_means_is_said_before_anybody_waits(office: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ran = office("take", "in", "--stay", "--published", "someday")
    assert ran.code == 2
    assert "someday" in ran.err

"""An office that goes on from a copy: every command says so, and what it lacks, until somebody answers for it."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_commands import at, ruled, warned
from tests.cli.test_noticing import out

__all__ = ["out", "ruled", "warned"]

COPY = "THIS CASEBOOK IS A COPY"


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
    command = [sys.executable, "-m", "tocsin", "ledger", "restored"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.stderr.endswith("it is the casebook from now on\n")
    assert COPY not in ruled("duty", *at(19)).err
    assert ruled("ledger", "verify").code == 0


def test_a_copy_is_told_how_many_notices_it_would_send_once_more(out: Run) -> None:
    """They lie in it as not sent."""
    alert = next(row["id"] for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
    text = out("show", alert, *at(18, 31)).err.split("text ")[1].split()[0]
    assert out("approve", alert, "--text", text, "--by", "Exercise Deputy Mara Quell", *at(18, 32)).code == 0
    assert out("ledger", "backup", "monday.db").code == 0
    assert out("dispatch", *at(18, 33)).code == 0
    shutil.copy("monday.db", "tocsin.db")
    for each in ("tocsin.db-wal", "tocsin.db-shm"):
        Path(each).unlink(missing_ok=True)
    assert "1 notice that it holds as not sent may have gone out since, or been cancelled" in out("duty", *at(19)).err

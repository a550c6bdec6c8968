"""One night at the desk, command by command, on SQLite and on PostgreSQL: from a report to a warning on the record."""

import re
from pathlib import Path

import pytest

from tests.by_heart import CLAIMED, FOREIGN, HAPPENED, REPEATED, WARNED
from tests.cli.conftest import Run
from tocsin.model import digest

OFFICER = ("--by", "Exercise Officer Vera Lind")
APPROVER = ("--by", "Exercise Approver Jonas Achterberg")


@pytest.fixture
def desk(office: Run, casebook_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The office, with its casebook on each engine in turn."""
    monkeypatch.setenv("DATABASE_URL", casebook_url)
    return office


def at(hour: int, minute: int = 0, day: int = 7) -> tuple[str, str]:
    return "--at", f"2024-03-{day:02}T{hour:02}:{minute:02}:00+03:00"


def test_a_night_from_the_first_report_to_the_verified_record(desk: Run, tmp_path: Path) -> None:
    evening = tmp_path / "evening"
    evening.mkdir()
    for name, text in (("1.txt", WARNED), ("2.txt", REPEATED), ("3.txt", FOREIGN), ("4.pdf", "%PDF-1.7 cut sho")):
        (evening / name).write_text(text)
    taken = desk("take", evening, "--source", "wire", "--published", "2024-03-07", *at(17, 38))
    assert taken.code == 1
    assert "3 taken, 1 refused" in taken.err
    assert "3.txt: 0 statements, 1 passage unread" in taken.err

    duties = desk("duty", "--json", *at(21, 10)).rows("duty_proposal")
    assert {row["protected"] for row in duties} == {"hall", "school"}
    for row in duties:
        assert desk("rule", row["id"][:12], "warn", *OFFICER, *at(21, 10)).code == 0
    assert desk("duty", *at(21, 11)).err == "nothing to decide, 3 to approve\n", "both warn of one thing"

    notices = desk("notices", "--json", *at(21, 12)).rows("notice")
    assert {row["recipient"] for row in notices} == {"public", "hall", "school"}
    for row in notices:
        words = ("--text", digest(row["body"])[:12])
        assert desk("approve", row["id"][:12], *words, *APPROVER, *at(21, 25)).code == 0
    sent = desk("dispatch", "--json", *at(21, 30))
    assert (sent.code, {row["outcome"] for row in sent.rows("receipt")}) == (0, {"accepted"})
    for row in notices:
        if row["recipient"] != "public":
            assert desk("ack", row["id"][:12], "--by", "Exercise Contact Pavel Orlinsky", *at(21, 42)).code == 0
    assert desk("notices", *at(21, 43)).code == 0

    (tmp_path / "after.txt").write_text(f"{HAPPENED}\n{CLAIMED}")
    assert desk("take", "after.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23)).code == 0
    assert desk("show", "--html", "page.html", *at(10, day=23)).code == 0
    page = re.sub("<[^>]*>", "", (tmp_path / "page.html").read_text("utf-8"))
    assert CLAIMED in page

    before = desk("show", "--json").out
    assert desk("ledger", "rebuild").code == 0
    assert desk("show", "--json").out == before
    assert desk("ledger", "checkpoint", "--to", "held.json", *at(11, day=23)).code == 0
    verified = desk("ledger", "verify", "--held", "held.json")
    assert (verified.code, verified.out) == (0, "")
    assert verified.err.endswith("the record verifies\n")
    assert len(desk("ledger", "prove", "3").rows()) == 3


def test_nul_and_turning_controls_are_kept_by_either_engine(desk: Run, tmp_path: Path) -> None:
    hostile = "Prices rose.\x00 The \u202egnop\u202c shop closed.\u2028So it goes."
    (tmp_path / "hostile.txt").write_bytes(hostile.encode())
    assert desk("take", "hostile.txt", *at(18)).code == 0
    (report,) = desk("show", "--json").rows("report")
    assert report["text"] == hostile
    assert desk("ledger", "rebuild").code == 0
    assert desk("ledger", "checkpoint", *at(19)).code == 0
    assert desk("ledger", "verify").code == 0
    shown = desk("why", report["id"][:8])
    assert shown.code == 0
    assert not {"\x00", "\u202e", "\u2028"} & set(shown.out + desk("show").out)


def test_a_threat_that_comes_after_the_ruling_is_told_by_every_command_that_whoever_watches_uses(
    desk: Run, tmp_path: Path
) -> None:
    (tmp_path / "first.txt").write_text(WARNED)
    (tmp_path / "second.txt").write_text(REPEATED)
    desk("take", "first.txt", "--source", "wire", "--published", "2024-03-07", *at(17))
    row = next(row for row in desk("duty", "--json", *at(18)).rows("duty_proposal") if row["protected"] == "hall")
    desk("rule", row["id"][:12], "warn", *OFFICER, *at(18))
    briefing = next(n for n in desk("notices", "--json", *at(18)).rows("notice") if n["recipient"] == "hall")
    approving = ("approve", briefing["id"][:12], "--text", digest(briefing["body"])[:12], *APPROVER, *at(20))

    taken = desk("take", "second.txt", "--source", "courier", "--published", "2024-03-07", *at(20))
    assert "hall: 1 statement since the ruling: update it: " in taken.err
    assert f"tocsin rule {row['id'][:12]} warn" in taken.err
    watched = desk("duty", *at(20))
    assert REPEATED in watched.out
    assert ", 1 to update, " in watched.err
    assert "OUT OF DATE: 1 statement since the ruling, which it does not tell" in desk("show", briefing["id"][:12]).err
    approved = desk(*approving)
    assert "OUT OF DATE: 1 statement since the ruling, which it does not tell" in approved.err
    assert approved.code == 0, "it stops nothing"

    assert desk("rule", row["id"][:12], "warn", *OFFICER, *at(21)).code == 0
    assert "since the ruling" not in desk("duty", *at(21)).out
    again = desk("take", "second.txt", "--source", "wire", "--published", "2024-03-07", *at(22))
    assert "since the ruling" not in again.err

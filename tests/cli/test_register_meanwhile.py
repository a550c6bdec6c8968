"""The register was edited between approval and dispatch: nobody gets what they may not see, or what is for another."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.by_heart import WARNED
from tests.cli.conftest import Run, entry
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, ruled, warned
from tests.cli.test_noticing import briefing

__all__ = ["ruled", "warned"]


@pytest.fixture
def approved(office: Run, tmp_path: Path) -> Run:
    """A warning of TLP:AMBER to the hall is approved, and nobody has dispatched it yet."""
    (tmp_path / "alert.txt").write_text(WARNED)
    more = ("--source", "wire", "--published", "2024-03-07", "--marking", "amber")
    assert office("take", "alert.txt", *more, *at(17, 38)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    id_, text = briefing(office)
    assert office("approve", id_, "--text", text, *APPROVER, *at(18, 20)).code == 0
    return office


def mails(folder: Path, whom: str = "hall") -> int:
    """How many mails lie in somebody's mailbox."""
    return len(list((folder / "mail" / f"{whom}@house.example" / "new").glob("*")))


def register(folder: Path, *rows: str) -> None:
    """The register has these rows now."""
    (folder / "register.toml").write_text("".join(rows))


def test_a_clearance_lowered_since_the_approval_keeps_the_warning_back_loudly(approved: Run, tmp_path: Path) -> None:
    """It went out as approved, above the line that its reader may see by now."""
    id_, _ = briefing(approved)
    register(tmp_path, entry("hall").replace('"amber"', '"clear"'))
    assert "0 would be sent" in approved("dispatch", "--dry-run", *at(18, 24)).err
    ran = approved("dispatch", *at(18, 25))
    assert (ran.code, mails(tmp_path)) == (1, 0)
    held = f"NOT SENT: hall, notice {id_}: IT IS HELD BACK: it is TLP:AMBER, and hall is cleared only for TLP:CLEAR"
    assert held in ran.err
    assert "rule again" in ran.err
    assert held in approved("duty", *at(18, 26)).out
    assert held in approved("since", "2h", *at(18, 27)).out


def test_a_slip_in_the_register_that_is_mended_lets_the_warning_go(approved: Run, tmp_path: Path) -> None:
    register(tmp_path, entry("hall").replace('"amber"', '"clear"'))
    assert approved("dispatch", *at(18, 25)).code == 1
    register(tmp_path, entry("hall"))
    ran = approved("dispatch", *at(18, 26))
    assert (ran.code, mails(tmp_path)) == (0, 1)
    assert "held back" not in approved("duty", *at(18, 27)).out.casefold()


def test_an_address_that_is_theirs_no_longer_gets_nothing_and_the_ruling_anew_goes_to_where_they_are(
    approved: Run, tmp_path: Path
) -> None:
    id_, _ = briefing(approved)
    register(tmp_path, entry("hall", address="hall-by-the-river@house.example"))
    ran = approved("dispatch", *at(18, 25))
    assert (ran.code, mails(tmp_path), mails(tmp_path, "hall-by-the-river")) == (1, 0, 0)
    assert f"hall, notice {id_}: IT IS HELD BACK: by the register hall is not reached by this mail any more" in ran.err
    assert "house.example" not in ran.err
    assert approved("rule", duty_again(approved), "warn", *OFFICER, *at(18, 30)).code == 0
    newer, text = briefing(approved)
    assert approved("approve", newer, "--text", text, *APPROVER, *at(18, 35)).code == 0
    ran = approved("dispatch", *at(18, 40))
    assert (ran.code, mails(tmp_path), mails(tmp_path, "hall-by-the-river")) == (0, 0, 1)


def duty_again(run: Run) -> str:
    """The duty to the hall, which was ruled on."""
    (row,) = (row for row in run("duty", "--decided", "--json").rows("duty_decision") if row["protected"] == "hall")
    return str(row["proposal"])


def test_an_address_that_is_only_written_otherwise_is_the_same_mailbox(approved: Run, tmp_path: Path) -> None:
    register(tmp_path, entry("hall", address="Hall@House.example"))
    assert (approved("dispatch", *at(18, 25)).code, mails(tmp_path)) == (0, 1)


def test_whoever_is_taken_out_of_the_register_is_warned_all_the_same(approved: Run, tmp_path: Path) -> None:
    """To strike somebody out is no ruling not to warn them."""
    register(tmp_path, entry("theatre", town="Saint Petersburg"))
    assert (approved("dispatch", *at(18, 25)).code, mails(tmp_path)) == (0, 1)


def test_of_two_ways_the_one_that_is_theirs_is_gone_and_the_other_told(approved: Run, tmp_path: Path) -> None:
    both = 'contacts = [{ channel = "mail", address = "hall@house.example" }, { channel = "folder", address = "hall" }]'
    lines = entry("hall").splitlines()
    register(tmp_path, "\n".join(both if line.startswith("contacts") else line for line in lines))
    assert approved("rule", duty_again(approved), "warn", *OFFICER, *at(18, 30)).code == 0
    newer, text = briefing(approved)
    assert approved("approve", newer, "--text", text, *APPROVER, *at(18, 35)).code == 0
    register(tmp_path, entry("hall", channel="folder", address="hall"))
    ran = approved("dispatch", *at(18, 40))
    assert (ran.code, mails(tmp_path)) == (1, 0)
    assert list((tmp_path / "mail" / "hall" / "new").glob("*"))
    assert f"{newer} to hall: IT IS HELD BACK: by the register hall is not reached by this mail any more" in ran.err


def test_what_the_register_kept_back_until_it_held_no_longer_is_told_as_given_up(approved: Run, tmp_path: Path) -> None:
    """Everybody was told that nobody had looked, and to put the clock right."""
    (ends,) = (datetime.fromisoformat(n["expires"]) for n in approved("notices", "--json").rows("notice")
               if n["recipient"] == "hall")  # fmt: skip
    register(tmp_path, entry("hall", address="hall-by-the-river@house.example"))
    for minutes in (-30, 0):
        ran = approved("dispatch", "--at", (ends + timedelta(minutes=minutes)).isoformat())
        assert (ran.code, mails(tmp_path)) == (1, 0)
    why = "by the register hall is not reached by this mail any more"
    later = ("--at", (ends + timedelta(days=1)).isoformat())
    words = (approved("dispatch", *later).err, approved("duty", *later).out, approved("since", "48h", *later).out)
    for said in (ran.err, *words):
        flat = " ".join(said.split())
        assert f"and it is held back: {why}" in flat
        assert "ring them, and rule again" in flat
        assert "IS IT" not in flat

"""The marking of a report that comes again: nobody loosens it by saying nothing, and its source may tighten it."""

from pathlib import Path

import pytest

from tests.by_heart import WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty
from tocsin.model import digest

SAID = "extremists have imminent plans to bomb concerts"
WIRE = ("--source", "wire", "--published", "2024-03-07")


@pytest.fixture
def alert(office: Run, tmp_path: Path) -> Run:
    """The embassy's warning lies in a file, and nobody has taken it."""
    (tmp_path / "alert.txt").write_text(WARNED)
    return office


def take(run: Run, *words: str, hour: int = 18, source: tuple[str, ...] = WIRE) -> str:
    """What taking the warning said."""
    ran = run("take", "alert.txt", *source, *words, *at(hour))
    assert ran.code == 0
    return ran.err


def rule(run: Run, hour: int, again: str = "") -> tuple[set[str], str]:
    """For whom words were drawn up by a ruling to warn, and the newest of those to the hall."""
    before = {row["body"] for row in run("notices", "--json").rows("notice")}
    assert run("rule", again or duty(run, "hall"), "warn", *OFFICER, *at(hour)).code == 0
    rows = [row for row in run("notices", "--json").rows("notice") if row["body"] not in before]
    return {row["recipient"] for row in rows}, next(row["body"] for row in rows if row["recipient"] == "hall")


@pytest.mark.parametrize("source", [WIRE, (), ("--source", "somebody else")])
def test_a_report_that_was_told_in_confidence_and_comes_again_stays_so(alert: Run, source: tuple[str, ...]) -> None:
    """After a disk was lost, reports are taken in again: without a word of their marking they came to be public."""
    take(alert, "--marking", "red")
    told = take(alert, hour=19, source=source)
    assert "it came before, and stays TLP:RED" in told
    recipients, body = rule(alert, 20)
    assert recipients == {"hall"}, "no public alert of it"
    assert SAID not in body
    assert {row["marking"] for row in alert("show", "--json").rows("arrival")} == {"RED"}


def test_a_note_that_is_typed_again_stays_as_it_was_marked(office: Run) -> None:
    note = ("note", WARNED, "--source", "a caller", *OFFICER)
    assert office(*note, "--marking", "red", *at(17)).code == 0
    assert "it came before, and stays TLP:RED" in office(*note, *at(18)).err
    assert {row["marking"] for row in office("show", "--json").rows("arrival")} == {"RED"}


def test_a_source_may_ask_for_more_confidence_and_is_told_what_is_out(alert: Run) -> None:
    """It was recorded as TLP:RED, and the next notice told it all the same."""
    take(alert, "--marking", "amber")
    _, body = rule(alert, 18)
    assert SAID in body
    (notice,) = (row["id"] for row in alert("notices", "--json").rows() if row.get("recipient") == "hall")
    said = take(alert, "--marking", "red", hour=19)
    assert "TLP:RED from now on; until now it was TLP:AMBER" in said
    assert f"notice {notice[:12]} to hall tells of it, and waits for approval: tocsin rule" in said
    ran = alert("approve", notice[:12], "--text", digest(body), *APPROVER, *at(19))
    assert ran.code == 2
    assert "which is TLP:RED since it was drawn up" in ran.err
    recipients, body = rule(alert, 20, again=said.split("tocsin rule ")[1].split()[0])
    assert recipients == {"hall"}
    assert SAID not in body


def test_what_went_out_before_its_source_asked_for_confidence_is_named(alert: Run) -> None:
    take(alert, "--marking", "amber")
    rule(alert, 18)
    (row,) = (row for row in alert("notices", "--json").rows("notice") if row["recipient"] == "hall")
    text = alert("show", row["id"][:12]).err.split("text ")[1].split()[0]
    assert alert("approve", row["id"][:12], "--text", text, *APPROVER, *at(18)).code == 0
    assert "and WILL GO OUT, since it is approved" in take(alert, "--marking", "amber+strict", hour=18)
    alert("dispatch", *at(18))
    assert f"notice {row['id'][:12]} to hall tells of it, and went out" in take(alert, "--marking", "red", hour=19)


def test_a_source_may_take_its_marking_back_and_set_it_again(alert: Run) -> None:
    for hour, marking in ((17, "red"), (18, "green"), (19, "red")):
        said = take(alert, "--marking", marking, hour=hour)
        assert hour == 17 or f"TLP:{marking.upper()} from now on" in said
    _, body = rule(alert, 20)
    assert SAID not in body
    assert "from now on" not in take(alert, "--marking", "red", hour=21)
    assert len(alert("show", "--json").rows("arrival")) == 3, "what is as it was is the arrival that it was"


def test_what_another_gave_out_is_out_whatever_a_second_asks(alert: Run) -> None:
    take(alert, "--marking", "clear")
    said = take(alert, "--marking", "red", source=("--source", "an embassy"))
    assert "counts as TLP:CLEAR all the same: Northern Wire gave it out so" in said
    recipients, _ = rule(alert, 20)
    assert recipients == {"hall", "public"}


def count(run: Run) -> int:
    return sum(row["kind"] == "arrival" for row in run("ledger", "entries", "--json").rows())


@pytest.mark.parametrize("source", [WIRE, ()])
def test_what_a_person_said_of_a_marking_stands_whatever_label_a_sweep_finds_in_the_text(
    office: Run, tmp_path: Path, source: tuple[str, ...]
) -> None:
    (tmp_path / "alert.txt").write_text(f"TLP:AMBER\n\n{WARNED}")
    assert "a label of its own, and is taken as TLP:AMBER" in take(office, source=source)
    assert "TLP:CLEAR from now on" in take(office, "--marking", "clear", hour=19, source=source)
    for hour in (20, 21):
        said = take(office, hour=hour, source=source)
        assert "label of its own, TLP:AMBER, and stays TLP:CLEAR" in said
        assert "from now on" not in said
    assert count(office) == 2, "nothing new was said"


def test_a_label_of_its_own_loosens_no_report_that_came_in_confidence(office: Run, tmp_path: Path) -> None:
    (tmp_path / "alert.txt").write_text(f"TLP:GREEN\n\n{WARNED}")
    take(office, "--marking", "red")
    assert "stays TLP:RED" in take(office, hour=19)
    assert "stays TLP:RED" in take(office, hour=20, source=("--source", "an embassy"))


@pytest.mark.parametrize("hours", [(17, 18, 19, 20, 21, 22), (17, 17, 17, 17, 17, 17)])
def test_two_who_take_the_same_text_in_nobodys_name_do_not_change_its_marking_for_ever(
    alert: Run, hours: tuple[int, ...]
) -> None:
    """What was asked for again holds where it is the stricter; else each round wrote two entries."""
    told = [
        take(alert, "--marking", word, hour=hour, source=())
        for word, hour in zip(("amber", "clear") * 3, hours, strict=True)
    ]
    assert "TLP:CLEAR from now on" in told[1]
    assert "TLP:AMBER from now on" in told[2]
    assert all("counts as TLP:AMBER all the same" in told[each] for each in (3, 5))
    assert not any("from now on" in line for line in told[3:])
    assert count(alert) == 3


def test_an_explicit_marking_holds_where_two_came_in_the_same_moment(alert: Run) -> None:
    for word in ("amber", "clear", "amber"):
        said = take(alert, "--marking", word)
    assert "TLP:AMBER from now on" in said
    assert alert("ledger", "verify").code == 0
    assert "from now on" not in take(alert, "--marking", "amber")

"""Who was told what, as typed: the table, the same for programs, and the accounts of others beside it."""

import csv
import io
from pathlib import Path

import pytest

from tests.by_heart import DISBELIEVED, MASKED, WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, incident_of, notices, ruled, statement, warned

__all__ = ["ruled", "warned"]


@pytest.fixture
def out(ruled: Run) -> Run:
    """The briefing to the hall went out at half past six; the alert was never approved."""
    assert ruled("approve", notices(ruled)["hall"], *APPROVER, *at(18, 20), stdin=b"y\n").code == 0
    assert ruled("dispatch", *at(18, 30)).code == 0
    return ruled


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_table_says_perhaps_until_somebody_answers(out: Run) -> None:
    about = incident_of(out, WARNED)
    ran = out("disclosures", about[:12], *at(19))
    assert (ran.code, ran.err) == (0, "")
    assert "perhaps told" in ran.out
    assert "TOLD" not in ran.out
    assert out("ack", notices(out)["hall"], "--by", "Exercise Warden Ada Pike", *at(19, 5)).code == 0
    assert "TOLD" in out("disclosures", about[:12], *at(19, 10)).out
    assert "TOLD" not in out("disclosures", about[:12], *at(19)).out, "it was not known then"


def test_nobody_speaks_for_the_public(out: Run) -> None:
    """Whoever put an answer down on the alert, by a slip or not, had all of the public told for certain."""
    alert, about = notices(out)["public"], incident_of(out, WARNED)
    assert out("approve", alert, *APPROVER, *at(18, 40), stdin=b"y\n").code == 0
    assert out("dispatch", *at(18, 41)).code == 0
    ran = out("ack", alert, "--by", "Exercise Passer-by Ola Wren", *at(18, 50))
    assert "the public counts as PERHAPS told" in ran.err
    rows = csv.DictReader(io.StringIO(out("disclosures", about, "--csv", *at(19)).out))
    (public,) = (row for row in rows if row["recipient"] == "public")
    assert public["heard"] == "perhaps told"
    assert "answers for themselves alone" in public["because"]
    assert out("ack", notices(out)["hall"], "--by", "Exercise Warden Ada Pike", *at(19, 5)).err.count("\n") == 1


def test_the_same_for_a_spreadsheet_has_a_row_for_each_way(out: Run) -> None:
    about = incident_of(out, WARNED)
    rows = list(csv.DictReader(io.StringIO(out("disclosures", about, "--csv", *at(19)).out)))
    by = {row["recipient"]: row for row in rows}
    assert set(by) == {"public", "hall", "school"}
    assert by["hall"]["heard"] == "perhaps told"
    assert by["hall"]["outcome"] == "accepted"
    assert (by["hall"]["channel"], by["hall"]["address"]) == ("mail", "hall@house.example")
    assert by["hall"]["first_sent"] == "2024-03-07T18:30:00+03:00"
    assert by["hall"]["public"] == "not told"
    assert by["public"]["because"] == "it waits for approval"
    assert "nobody has ruled" in by["school"]["because"]


def test_told_by_telephone_after_a_mail_that_failed_reads_so_on_the_screen_and_in_both_files(
    ruled: Run, tmp_path: Path
) -> None:
    assert ruled("approve", notices(ruled)["hall"], *APPROVER, *at(18, 20), stdin=b"y\n").code == 0
    (tmp_path / "mail").write_text("no folder: nothing can be put here")
    assert ruled("dispatch", *at(18, 30)).code == 1
    (tmp_path / "mail").unlink()
    by = ("--because", "by telephone", "--by", "Exercise Warden Ada Pike")
    assert ruled("ack", notices(ruled)["hall"], *by, *at(19, 5)).code == 0
    listed = flat(ruled("notices", *at(19, 10)).out).replace("│ ", "")
    assert "acknowledged, though nothing left by mail" in listed
    assert "by mail: acknowledged" not in flat(ruled("since", "2h", *at(19, 10)).out)
    about = incident_of(ruled, WARNED)
    shown = flat(ruled("disclosures", about[:12], *at(19, 10)).out)
    assert "not by anything that we sent: acknowledged 7 March 2024, 19:05 +03:00 by Exercise Warden Ada Pike" in shown
    assert "by telephone; told apart from any sending" in shown
    assert "never sent: FAILED" in shown
    assert "first sent" not in shown
    rows = csv.DictReader(io.StringIO(ruled("disclosures", about, "--csv", *at(19, 10)).out))
    ways = {(row["channel"], row["first_sent"], row["outcome"], row["outcome_at"])
            for row in rows if row["recipient"] == "hall"}  # fmt: skip
    assert ways == {
        ("none of ours", "", "acknowledged", "2024-03-07T19:05:00+03:00"),
        ("mail", "", "failed", "2024-03-07T18:30:00+03:00"),
    }
    found = [row for row in ruled("disclosures", about, "--json", *at(19, 10)).rows("telling")
             if row["recipient"] == "hall"]  # fmt: skip
    assert {(row["heard"], row["sent"]) for row in found} == {("told", None), ("not told", None)}


def test_a_plot_that_was_denied_reads_so_on_the_screen_and_in_the_file_and_not_as_its_own_opposite(
    warned: Run, tmp_path: Path
) -> None:
    (tmp_path / "fsb.txt").write_text(DISBELIEVED)
    took = warned("take", "fsb.txt", "--source", "wire", "--published", "2024-03-07", *at(17, 40))
    assert took.code == 0
    pair = (statement(warned, WARNED), statement(warned, DISBELIEVED))
    assert warned("link", *pair, "--same", *OFFICER, *at(17, 45)).code == 0
    said = f"NEGATED: “{DISBELIEVED}”"
    rows = list(csv.DictReader(io.StringIO(warned("disclosures", pair[1], "--csv", *at(18)).out)))
    assert {row["words"] for row in rows if row["statement"] == pair[1]} == {said}
    assert said in flat(warned("disclosures", pair[1], *at(18)).out).replace("│ ", "")
    assert "NEGATED plot by FSB (probable, negative): “The FSB does not" in flat(warned("why", pair[1]).out)
    shown = flat(warned("show", incident_of(warned, WARNED), *at(18)).out)
    assert "denied by NEGATED, FSB: “The FSB does not believe" in shown
    assert "no denial" not in shown
    assert "“that gunmen" not in shown


def test_what_a_spreadsheet_would_run_is_disarmed(out: Run) -> None:
    about = incident_of(out, WARNED)
    given = ("--who", "=cmd()", "--recipient", "hall", "--told", "place", "--words", "@all", "--source", "-x")
    assert out("account", about, *given, *OFFICER, *at(19)).code == 0
    text = out("disclosures", about, "--csv", *at(20)).out
    assert not any(cell[:1] in "=+-@" for row in csv.reader(io.StringIO(text)) for cell in row if cell)


def test_what_nobody_was_told_has_a_row(warned: Run, tmp_path: Path) -> None:
    (tmp_path / "masked.txt").write_text(MASKED)
    took = warned(
        "take", "masked.txt", "--source", "wire", "--marking", "RED", "--published", "2024-03-07", *at(17, 40)
    )
    assert took.code == 0
    pair = (statement(warned, WARNED), statement(warned, MASKED))
    assert warned("link", *pair, "--same", *OFFICER, *at(17, 45)).code == 0
    rows = warned("disclosures", pair[1], "--json", *at(18)).rows("telling")
    assert {row["statement"] for row in rows if row["recipient"] == ""} == set(pair)
    assert "NOBODY" in warned("disclosures", pair[0], *at(18)).out


def test_an_account_stands_beside_the_record_and_what_it_contradicts_is_named(out: Run) -> None:
    about = incident_of(out, WARNED)
    before = out("disclosures", about, "--json", *at(19)).rows("telling")
    given = ("--who", "Exercise Hall spokesman", "--recipient", "hall", "--not-told", "place,time",
             "--words", "We were never told where.", "--source", "Exercise Gazette, 8 March")  # fmt: skip
    ran = out("account", about[:12], *given, *OFFICER, *at(19, 10))
    assert (ran.code, ran.out) == (0, "")
    assert f"entered by {OFFICER[1]}; our own record is as it was" in ran.err
    assert "OPEN: Exercise Hall spokesman: hall was not told the place; our record: perhaps told" in ran.err
    after = out("disclosures", about, "--json", *at(19, 20))
    assert after.rows("telling") == before
    (entered,) = after.rows("account")
    assert (entered["apart"]["who"], entered["untold"]) == ("Exercise Hall spokesman", ["place", "time"])
    assert [row["sure"] for row in after.rows("contradiction")] == [False]
    shown = flat(out("disclosures", about, *at(19, 20)).out)
    assert "“We were never told where.” not told: place, time where it stands Exercise Gazette, 8 March" in shown
    assert "against it open: our record on the place: perhaps told (“Moscow”)" in shown
    assert "account by Exercise Hall spokesman of what was told to hall" in flat(out("since", "1h", *at(19, 30)).out)
    assert out("ledger", "verify").code == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--told", "venue"), "write some of warning, place, time, target, actor"),
        ((), "an account says of some matter that it was told, or that it was not"),
        (("--told", "place", "--not-told", "place"), "never both"),
        (("--told", "place", "--notice", "ffff"), "no id in the casebook begins so"),
    ],
)
def test_an_account_that_cannot_be_used_is_refused_in_words(out: Run, wrong: tuple[str, ...], said: str) -> None:
    given = ("--who", "Exercise Hall", "--recipient", "hall", "--words", "No.", "--source", "a letter")
    ran = out("account", incident_of(out, WARNED), *given, *wrong, *OFFICER, *at(19))
    assert ran.code == 2
    assert said in ran.err


def test_an_acknowledgement_may_name_what_stands_below_the_tear_line(out: Run) -> None:
    (notice,) = (row for row in out("notices", "--json").rows("notice") if row["recipient"] == "hall")
    assert f"and name {notice['identifier']}." in notice["body"].partition("TEAR LINE")[2]
    ran = out("ack", notice["identifier"], "--by", "Exercise Warden Ada Pike", *at(19))
    assert (ran.code, ran.err) == (0, f"{notice['id'][:12]}: acknowledged by Exercise Warden Ada Pike\n")


def test_an_acknowledgement_is_put_down_to_the_contact_that_had_it(out: Run) -> None:
    id_ = notices(out)["hall"]
    by = ("--by", "Exercise Warden Ada Pike")
    refused = out("ack", id_, "--contact", "nobody@house.example", *by, *at(19))
    assert refused.code == 2
    assert "it was never sent to nobody@house.example" in refused.err
    assert "leave --contact out, or name one that was tried: hall@house.example" in refused.err
    assert out("ack", id_, "--contact", "hall@house.example", *by, *at(19)).code == 0

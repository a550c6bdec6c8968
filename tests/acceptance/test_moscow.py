"""The example case on its own clock: from the first report to the verified record, the same for whoever plays it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from lxml import etree

from tocsin.casebook import Casebook, open_casebook
from tocsin.codec import canonical
from tocsin.desk.current import live, standing
from tocsin.model import (
    Attempt,
    Delivery,
    DutyDecision,
    DutyProposal,
    Notice,
    NoticeKind,
    NoticeStatus,
    Receipt,
    Report,
    Warn,
)

CASE = Path(__file__).parents[2] / "examples" / "moscow-2024"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
IN_MOSCOW = {
    "lantern-quay-hall", "halvorsen-chamber-orchestra", "birch-lane-school", "open-hands-moscow", "vasilisa-orlanova",
}  # fmt: skip
ELSEWHERE = {"korabel-puppet-theatre", "pistachio-road-clinic", "baobab-reading-rooms"}
OTHER_MOSCOW = "palouse-youth-choir"


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2024, Moscow time."""
    return datetime.fromisoformat(f"2024-03-{day:02}T{hour:02}:{minute:02}:00+03:00")


def tocsin(*words: object, seed: str = "0", zone: str = "UTC", cwd: Path | None = None) -> "subprocess.Popen[str]":
    """Start the command, in a process whose chance and clock zone are as given."""
    told = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TOCSIN_CONFIG"}}
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "tocsin", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", cwd=cwd, env={**told, "PYTHONHASHSEED": seed, "TZ": zone, "COLUMNS": "100"},
    )  # fmt: skip


def left(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Wait for it: its exit code, data and words."""
    out, err = process.communicate()
    return process.returncode, out, err


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The case, played into `two`, then into `one`, a folder that held an earlier demo and things of yesterday."""

    one: Path
    two: Path
    codes: tuple[int, int]
    out_one: str
    out_two: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    one, two = folder / "one", folder / "elsewhere" / "two"
    near = os.path.relpath(CASE, folder)
    code_two, out_two, _ = left(tocsin("demo", near, "--into", two, seed="2", zone="Asia/Tokyo", cwd=folder))
    shutil.copytree(two, one)
    (one / "of-yesterday.txt").write_text("left over")
    (one / "mail" / "of-yesterday").mkdir()
    code_one, out_one, _ = left(tocsin("demo", CASE, "--into", one, seed="1"))
    return Played(one=one, two=two, codes=(code_one, code_two), out_one=out_one, out_two=out_two)


@pytest.fixture(scope="module")
def book(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The casebook that a run left, opened on a copy."""
    copy = tmp_path_factory.mktemp("copy") / "casebook.db"
    shutil.copyfile(played.one / "casebook.db", copy)
    found = open_casebook(f"sqlite:///{copy}")
    yield found
    found.close()


def test_every_run_leaves_with_0_and_a_record_that_verifies(played: Played) -> None:
    assert played.codes == (0, 0)
    for out in (played.out_one, played.out_two):
        assert "the record verifies" in out
        assert "FAILED" not in out


def test_two_runs_print_the_same_story(played: Played) -> None:
    one = played.out_one.replace(str(played.one), "INTO").splitlines()
    two = played.out_two.replace(str(played.two), "INTO").splitlines()
    assert one == two


@pytest.mark.parametrize("name", ["dossier.html", "checkpoint.json", "tocsin.toml"])
def test_two_runs_leave_the_same_bytes(played: Played, name: str) -> None:
    assert (played.one / name).read_bytes() == (played.two / name).read_bytes()


def test_two_runs_leave_the_same_record_and_the_same_mail(played: Played, book: Casebook, tmp_path: Path) -> None:
    shutil.copyfile(played.two / "casebook.db", tmp_path / "casebook.db")
    other = open_casebook(f"sqlite:///{tmp_path}/casebook.db")
    assert list(map(canonical, book.entries())) == list(map(canonical, other.entries()))
    assert book.view_digest() == other.view_digest()
    other.close()
    assert mailboxes(played.one) == mailboxes(played.two)


def mailboxes(folder: Path) -> dict[str, bytes]:
    """Every message by its place."""
    root = folder / "mail"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_second_run_into_the_same_folder_starts_afresh(played: Played) -> None:
    assert not (played.one / "of-yesterday.txt").exists()
    assert not (played.one / "mail" / "of-yesterday").exists()
    assert {path.name for path in played.one.iterdir()} == {path.name for path in played.two.iterdir()}


def test_a_folder_that_no_demo_made_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear Vera")
    code, out, err = left(tocsin("demo", CASE, "--into", tmp_path / "letters"))
    assert (code, out) == (2, "")
    assert err == f"{tmp_path / 'letters'}: it is not empty, and no demo made it\n  name another folder\n"
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["dear.txt"]
    assert (tmp_path / "letters" / "dear.txt").read_text() == "Dear Vera"


def test_what_is_no_case_is_refused_before_anything_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.toml").write_text('title = "half a case"\n')
    code, out, err = left(tocsin("demo", tmp_path / "case", "--into", tmp_path / "into"))
    assert (code, out) == (2, "")
    assert "case.toml: this is no case: " in err
    assert not (tmp_path / "into").exists()


def test_the_record_verifies_against_the_checkpoint_that_was_handed_out(played: Played) -> None:
    configuration, held = played.one / "tocsin.toml", played.one / "checkpoint.json"
    code, out, err = left(tocsin("ledger", "verify", "-c", configuration, "--held", held))
    assert (code, out) == (0, "")
    assert err.endswith("the record verifies\n")
    assert "(held elsewhere)" in err


def test_every_report_of_the_case_was_taken(book: Casebook) -> None:
    assert len(book.all(Report)) == len(list((CASE / "reports").iterdir()))


def test_when_the_clock_stops_on_7_march_a_duty_is_due(played: Played, book: Casebook) -> None:
    stop = moment(7, 21, 10)
    open_then = {p.protected for p in book.all(DutyProposal) if p.became_aware < stop}
    due_that_night = {p.protected for p in book.all(DutyProposal) if stop < p.due <= moment(8, 2)}
    assert open_then >= IN_MOSCOW
    assert due_that_night >= IN_MOSCOW
    story = played.out_one.partition("07 Mar 21:10  THE CLOCK STOPS. To decide:\n")[2]
    to_decide = story.partition("07 Mar 21:10    Exercise Officer Vera Lind rules: ")[0]
    assert all(whom in to_decide for whom in IN_MOSCOW)


def test_who_is_in_moscow_is_ruled_on_by_a_person_and_warned_before_the_evening_is_over(book: Casebook) -> None:
    ruled = {(d.protected, d.by.name) for d in book.all(DutyDecision) if isinstance(d.ruling, Warn)}
    assert {(whom, "Exercise Officer Vera Lind") for whom in IN_MOSCOW} <= ruled
    notices = {notice.id: notice for notice in book.all(Notice)}
    sent: dict[str, datetime] = {}
    for attempt in book.all(Attempt):
        sent.setdefault(notices[attempt.notice].recipient, attempt.at)
    assert {whom: sent.get(whom) for whom in IN_MOSCOW} == dict.fromkeys(IN_MOSCOW, moment(7, 21, 30))
    assert min(attempt.at for attempt in book.all(Attempt)) == moment(7, 21, 30), "nothing leaves before it is approved"


def test_what_is_told_after_the_attack_of_what_was_warned_of_raises_no_duty(played: Played, book: Casebook) -> None:
    assert [p.protected for p in book.all(DutyProposal) if p.became_aware > moment(22, 22, 52)] == []
    page = (played.one / "dossier.html").read_text("utf-8")
    assert "staff at the hall had been told of a risk of terrorism" in page
    assert "only an account after the attack" in page


def test_what_the_report_of_the_synagogue_tells_stands_in_no_incident_of_the_hall(book: Casebook) -> None:
    said = {s.id: s for s in standing(book)}
    told = {i.title: " ".join(said[s].passage.quote for s in i.statements if s in said) for i in live(book)}
    (hall,) = (words for title, words in told.items() if "Crocus City Hall, 22 March" in title)
    (synagogue,) = (words for title, words in told.items() if "synagogue" in title)
    assert "Northern Wire could not verify the account" in synagogue
    for words in ("could not verify", "Firearms, ammunition", "opened fire on officers"):
        assert words not in hall


def test_the_page_says_at_its_head_what_is_to_be_done_as_the_list_does(played: Played, tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(played.one, copy)
    _, _, said = left(tocsin("duty", "--at", "2024-04-03T09:00:00+03:00", cwd=copy))
    assert said.splitlines()[-1] == "nothing to decide, 6 to extend, renew or cancel"
    head = (copy / "dossier.html").read_text("utf-8").partition("At a glance")[0]
    assert "0 to decide" in head
    assert "6 to extend, renew or cancel" in head


def test_who_denies_a_thing_is_not_quoted_as_saying_it(played: Played) -> None:
    told = " ".join(played.out_one.split())
    assert "did not think the earlier notice was related to it" in told
    assert "John Kirby: “the earlier notice was related to it”" not in told


def test_no_warning_is_confirmed_by_its_echoes_nor_by_the_attack(played: Played) -> None:
    shown = " ".join(played.out_one.partition("At a glance")[2].partition("To decide now")[0].split())
    feared = (
        "United States officials, of what was feared or planned: source usually reliable (B), item probably true (2)"
    )
    done = (
        "United States officials, of the attack: source usually reliable (B), item confirmed by independent sources (1)"
    )
    assert feared in shown
    assert done in shown


def test_the_hall_is_in_no_town_where_an_aide_spoke(book: Casebook) -> None:
    places = [m for s in standing(book) for m in s.roles.place if m.span.quote == "Crocus City Hall"]
    assert {getattr(m.resolved, "name", "") for m in places} == {"Crocus City Hall", "Moscow"}


def test_nobody_far_away_is_warned(book: Casebook) -> None:
    asked = {proposal.protected for proposal in book.all(DutyProposal) if isinstance(proposal.proposes, Warn)}
    warned = {notice.recipient for notice in book.all(Notice)}
    assert not ELSEWHERE & (asked | warned)


def test_the_other_moscow_is_another_place(book: Casebook) -> None:
    assert OTHER_MOSCOW not in {notice.recipient for notice in book.all(Notice)}


def test_every_notice_is_an_exercise(book: Casebook) -> None:
    notices = book.all(Notice)
    assert {notice.status for notice in notices} == {NoticeStatus.EXERCISE}
    alerts = [notice for notice in notices if notice.kind is NoticeKind.ALERT]
    assert alerts
    for alert in alerts:
        parsed = etree.fromstring(alert.body.encode())
        assert parsed.tag == f"{CAP}alert"
        assert parsed.findtext(f"{CAP}status") == "Exercise"
    for briefing in (notice for notice in notices if notice.kind is NoticeKind.BRIEFING):
        assert briefing.body.startswith(("EXERCISE", "УЧЕНИЕ", "УЧЕБНАЯ"))


def _place(attempt: Attempt, book: Casebook) -> str:
    """Where a message lies: in its address's folder, under the key that is the same however often it is tried."""
    return f"{book.told(attempt.contact.address)}/new/{attempt.key}"


def test_the_mailbox_holds_every_mail_that_was_accepted(played: Played, book: Casebook) -> None:
    attempts = {attempt.id: attempt for attempt in book.all(Attempt)}
    accepted = [r for r in book.all(Receipt) if r.outcome is Delivery.ACCEPTED and r.channel in {"mail", "folder"}]
    notices = {notice.id: notice for notice in book.all(Notice)}
    places = {_place(attempts[r.attempt], book) for r in accepted}
    recorded = {
        _place(a, book): notices[a.notice] for a in attempts.values() if a.contact.channel in {"mail", "folder"}
    }
    mails = mailboxes(played.one)
    assert places
    assert set(mails) == places | (set(recorded) & set(mails)) == set(recorded)
    for place, data in mails.items():
        message = message_from_bytes(data, policy=default)
        notice = recorded[place]
        assert notice.headline.removeprefix("EXERCISE: ") in str(message["Subject"])
        assert "EXERCISE" in str(message["Subject"]) or "УЧ" in str(message["Subject"])
        assert message.defects == []


def test_who_does_not_answer_stays_unacknowledged(book: Casebook) -> None:
    recipient = {notice.id: notice.recipient for notice in book.all(Notice)}
    answered = {recipient[r.notice] for r in book.all(Receipt) if r.outcome is Delivery.ACKNOWLEDGED}
    assert answered == IN_MOSCOW - {"open-hands-moscow"}


def test_the_notices_are_renewed_by_a_person_and_refer_to_none_that_is_over(book: Casebook) -> None:
    later = [n for n in book.all(Notice) if n.sent == moment(9, 20)]
    assert later
    assert {notice.expires for notice in later} == {moment(12, 20)}
    for alert in (notice for notice in later if notice.kind is NoticeKind.ALERT):
        before = [n for n in book.all(Notice) if n.kind is NoticeKind.ALERT and n.sent < alert.sent < n.expires]
        assert len(alert.references) == len(before)


def test_the_folder_is_a_desk_on_which_every_command_works(played: Played, tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(played.one, copy)
    code, out, err = left(tocsin("show", "--html", "page.html", "--at", "2024-04-03T09:00:00+03:00", cwd=copy))
    assert (code, out, err) == (0, "", "written: page.html\n")
    assert (copy / "page.html").read_bytes() == (played.one / "dossier.html").read_bytes()

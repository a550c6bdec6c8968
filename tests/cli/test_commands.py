"""Each command on a small case: what it prints, what it says, what it refuses."""

from pathlib import Path

import pytest

from tests.by_heart import CLAIMED, HAPPENED, REPEATED, WARNED
from tests.cli.conftest import Run
from tocsin.model import digest

OFFICER = ("--by", "Exercise Officer Vera Lind")
APPROVER = ("--by", "Exercise Approver Jonas Achterberg")


def at(hour: int, minute: int = 0, day: int = 7) -> tuple[str, str]:
    """A moment of March 2024, Moscow time, as an option."""
    return "--at", f"2024-03-{day:02}T{hour:02}:{minute:02}:00+03:00"


@pytest.fixture
def warned(office: Run, tmp_path: Path) -> Run:
    """A casebook that holds the embassy's warning, received on 7 March at 17:38."""
    (tmp_path / "alert.txt").write_text(WARNED)
    assert office("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", *at(17, 38)).code == 0
    return office


@pytest.fixture
def attacked(warned: Run, tmp_path: Path) -> Run:
    """The same, and the attack of 22 March with its claim."""
    (tmp_path / "attack.txt").write_text(f"{HAPPENED}\n{CLAIMED}")
    ran = warned("take", "attack.txt", "--source", "wire", "--published", "2024-03-23", *at(9, day=23))
    assert ran.code == 0
    return warned


@pytest.fixture
def ruled(warned: Run) -> Run:
    """The same as `warned`, and the ruling to warn the hall."""
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18)).code == 0
    return warned


def duty(run: Run, whom: str) -> str:
    """The beginning of the id of the duty to somebody."""
    (found,) = (row["id"][:8] for row in run("duty", "--json").rows("duty_proposal") if row["protected"] == whom)
    return str(found)


def statement(run: Run, sentence: str) -> str:
    """The id of the statement of a sentence."""
    rows = run("show", "--json").rows("statement")
    (found,) = (row["id"] for row in rows if row["passage"]["quote"] == sentence)
    return str(found)


def incident_of(run: Run, sentence: str) -> str:
    """The id of the incident that holds what a sentence says."""
    wanted = statement(run, sentence)
    (found,) = (row["id"] for row in run("incidents", "--json").rows("incident") if wanted in row["statements"])
    return str(found)


def held(run: Run) -> dict[str, list[str]]:
    """The statements of each incident."""
    return {row["id"]: row["statements"] for row in run("incidents", "--json").rows("incident")}


def notices(run: Run) -> dict[str, str]:
    """Each notice's id by its recipient."""
    return {row["recipient"]: row["id"] for row in run("notices", "--json").rows("notice")}


def test_take_keeps_a_report_once_however_often_it_comes(warned: Run) -> None:
    before = warned("ledger", "entries", "--json").rows()
    ran = warned("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", *at(19))
    assert (ran.code, ran.out) == (0, "")
    assert warned("ledger", "entries", "--json").rows() == before


def test_take_reads_standard_input(office: Run) -> None:
    ran = office("take", "-", "--published", "2024-03-07", stdin=WARNED.encode())
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "standard input: 1 statement\n1 taken\n"


def test_incidents_lists_what_may_still_happen(warned: Run) -> None:
    ran = warned("incidents")
    (row,) = warned("incidents", "--json").rows("incident")
    assert (ran.code, ran.err) == (0, "")
    assert row["stage"] == "planned"
    for shown in (row["id"][:12], "planned attack on concerts, Moscow", "may still happen (planned)"):
        assert shown in ran.out


def test_show_gives_the_dossier_of_one_incident_by_the_beginning_of_its_id(attacked: Run) -> None:
    id_ = incident_of(attacked, WARNED)
    ran = attacked("show", id_[:6], *at(9, day=24))
    assert ran.code == 0
    assert "At a glance" in ran.out
    assert WARNED in " ".join(ran.out.split())


def test_show_gives_what_bears_an_id_as_one_object(attacked: Run) -> None:
    id_ = incident_of(attacked, WARNED)
    assert [row["type"] for row in attacked("show", id_[:10], "--json").rows()] == ["incident"]
    other = statement(attacked, CLAIMED)
    (row,) = attacked("show", other[:10], "--json").rows()
    assert (row["type"], row["id"]) == ("statement", other)
    assert row["about"] in {i["id"] for i in attacked("incidents", "--json").rows("incident")}


def test_show_writes_one_page(warned: Run, tmp_path: Path) -> None:
    ran = warned("show", "--html", "page.html", *at(18))
    assert (ran.code, ran.out, ran.err) == (0, "", "written: page.html\n")
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_show_writes_no_page_of_what_is_no_incident(ruled: Run, tmp_path: Path) -> None:
    ran = ruled("show", notices(ruled)["hall"], "--html", "page.html")
    assert ran.code == 2
    assert "is no incident" in ran.err
    assert not (tmp_path / "page.html").exists()


def test_why_walks_back_to_characters_of_a_report(attacked: Run) -> None:
    ran = attacked("why", statement(attacked, CLAIMED)[:8])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("statement ")
    assert f"characters {len(HAPPENED) + 1} to {len(HAPPENED) + 1 + len(CLAIMED)}: “{CLAIMED}”" in ran.out
    assert "from Northern Wire (wire), published 2024-03-23" in ran.out


@pytest.mark.parametrize("words", [("show",), ("why",), ("close",), ("ack",), ("approve",)])
def test_an_id_that_fits_nothing_or_is_too_short_is_wrong_use(warned: Run, words: tuple[str, ...]) -> None:
    more = {"close": (*OFFICER, "--because", "over"), "ack": OFFICER, "approve": OFFICER}.get(words[0], ())
    for id_, what in (("0000000000", "no id in the casebook begins so"), ("ab", "too short for an id")):
        ran = warned(*words, id_, *more)
        assert ran.code == 2
        assert ran.err.startswith(f"{id_}: ")
        assert what in ran.err


def test_link_parts_two_statements_and_is_taken_back(attacked: Run) -> None:
    left, right = statement(attacked, WARNED), statement(attacked, HAPPENED)
    together = held(attacked)
    assert incident_of(attacked, WARNED) == incident_of(attacked, HAPPENED)
    ran = attacked("link", left[:8], right[:8], "--different", "--because", "two places", *OFFICER, *at(10, day=23))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(": different\n")
    assert incident_of(attacked, WARNED) != incident_of(attacked, HAPPENED)
    back = attacked("link", left[:8], right[:8], "--unsure", *OFFICER, *at(11, day=23))
    assert back.code == 0
    assert held(attacked) == together


def test_link_joins_two_incidents_by_a_persons_word(attacked: Run) -> None:
    left, right = statement(attacked, WARNED), statement(attacked, HAPPENED)
    attacked("link", left, right, "--different", *OFFICER, *at(10, day=23))
    ran = attacked("link", left[:8], right[:8], "--same", "--because", "I was there", *OFFICER, *at(11, day=23))
    assert ran.code == 0
    assert incident_of(attacked, WARNED) == incident_of(attacked, HAPPENED)
    assert "I was there, by Exercise Officer Vera Lind" in attacked("why", incident_of(attacked, WARNED)).out


def test_link_without_a_judgement_or_a_name_is_wrong_use(attacked: Run) -> None:
    left, right = statement(attacked, WARNED), statement(attacked, HAPPENED)
    assert "say --same, --different or --unsure" in attacked("link", left, right, *OFFICER).err
    ran = attacked("link", left, right, "--same")
    assert ran.code == 2
    assert "--by" in ran.err
    assert attacked("link", left, right, "--same", "--by", " ").code == 2


def test_grade_marks_a_statement_by_a_person(warned: Run) -> None:
    id_ = statement(warned, WARNED)
    ran = warned("grade", id_[:8], "B2", "--because", "seen before", *OFFICER, *at(18))
    assert (ran.code, ran.out, ran.err) == (0, "", f"{id_[:12]}: B2\n")
    assert "marked B2 by Exercise Officer Vera Lind: seen before" in warned("why", id_).out


@pytest.mark.parametrize("mark", ["G1", "B7", "2B", "B", "likely"])
def test_grade_refuses_what_is_no_admiralty_mark(warned: Run, mark: str) -> None:
    ran = warned("grade", statement(warned, WARNED), mark, *OFFICER)
    assert ran.code == 2
    assert ran.err == f"grade: {mark!r} is no Admiralty mark\n  write a letter A to F and a figure 1 to 6, as B2\n"


def test_assess_signs_a_persons_own_assessment_beside_the_programs(attacked: Run) -> None:
    id_ = incident_of(attacked, HAPPENED)
    words = ("--actor", "islamic-state", "--likelihood", "likely", "--confidence", "moderate", "--because", "the claim")
    ran = attacked("assess", id_[:8], *words, *OFFICER, *at(12, day=23))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{id_[:12]}: signed by Exercise Officer Vera Lind\n"
    rows = [row for row in attacked("show", "--json").rows("attribution") if row["signed"]]
    assert [(row["actor"]["id"], row["likelihood"], row["signed"]["name"]) for row in rows] == [
        ("islamic-state", "likely", "Exercise Officer Vera Lind")
    ]
    ran = attacked("assess", id_[:8], "--actor", "nobody-here", *words[2:], *OFFICER)
    assert ran.code == 2
    assert "'nobody-here' is not among the rivals" in ran.err


def test_correct_reopens_what_rested_on_the_report_and_says_why(ruled: Run) -> None:
    report = ruled("show", "--json").rows("report")[0]["id"]
    ran = ruled("correct", report[:8], "--how", "retracted", "--because", "it was made up", *OFFICER, *at(19))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{report[:12]}: retracted; 1 ruling reopened\n"
    refused = ruled("approve", notices(ruled)["hall"], *APPROVER, *at(19, 5), stdin=b"y\n")
    assert refused.code == 2
    assert f"its ruling was reopened: report {report[:12]}, on which it rested, was retracted" in refused.err
    assert "reopened" in ruled("notices", *at(19, 5)).out
    assert {row["proposes"]["type"] for row in ruled("duty", "--json").rows("duty_proposal")} == {"refer"}


def test_correct_again_without_effect_says_so_and_records_nothing(ruled: Run) -> None:
    report = ruled("show", "--json").rows("report")[0]["id"]
    given = ("correct", report[:8], "--how", "retracted")
    assert ruled(*given, *OFFICER, *at(19)).code == 0
    before = ruled("ledger", "export").out
    again = ruled(*given, "--because", "it was made up", *OFFICER, *at(20))
    said = f"{report[:12]}: it was retracted already, by {OFFICER[1]}, 07 Mar 2024 19:00 UTC+03:00; nothing was changed"
    assert (again.code, again.err) == (0, f"{said}, and your reason is not on record\n")
    assert ruled("ledger", "export").out == before


def test_a_ruling_that_is_given_twice_at_one_moment_is_refused_with_what_to_do(warned: Run) -> None:
    proposal = duty(warned, "hall")
    assert warned("rule", proposal, "warn", *OFFICER, *at(18)).code == 0
    again = warned("rule", proposal, "warn", *OFFICER, *at(18))
    assert again.code == 2
    assert "nothing more is to be done: tocsin show " in again.err
    shown = again.err.partition("tocsin show ")[2].split(";")[0]
    assert warned("show", shown, *at(18, 1)).code == 0
    assert "to rule anew, give a later moment (--at)" in again.err
    assert warned("rule", proposal, "warn", *OFFICER, *at(18, 1)).code == 0


def test_why_tells_a_statement_once_and_refers_to_it_where_other_tests_rest_on_it(warned: Run) -> None:
    said = warned("why", duty(warned, "hall")).out
    id_ = statement(warned, WARNED)[:12]
    assert said.count(f"statement {id_}: ") == 1
    assert said.count("the verifier checked") == 1
    assert f"statement {id_}, as told above" in said


def test_correct_names_the_report_that_takes_its_place(attacked: Run) -> None:
    first, second = (row["id"] for row in attacked("show", "--json").rows("report"))
    ran = attacked("correct", first[:8], "--how", "superseded", "--by-report", second[:8], *OFFICER)
    assert ran.code == 0
    assert (
        "a report cannot take its own place"
        in attacked("correct", second, "--how", "superseded", "--by-report", second, *OFFICER).err
    )


def test_duty_lists_what_must_be_decided_with_its_clock(warned: Run) -> None:
    ran = warned("duty", *at(18, 38))
    assert (ran.code, ran.err) == (0, "2 to decide\n")
    assert "hall" in ran.out
    assert "in 3 h 00 min" in ran.out
    assert "theatre" not in ran.out
    late = warned("duty", *at(23)).out
    assert "OVERDUE by" in late
    assert "1 h 22 min" in late
    rows = warned("duty", "--json").rows("duty_proposal")
    assert [row["protected"] for row in rows] == ["hall", "school"]


def test_rule_to_warn_draws_up_the_alert_and_the_briefing(warned: Run) -> None:
    ran = warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18))
    assert (ran.code, ran.out) == (0, "")
    assert "warn, by Exercise Officer Vera Lind" in ran.err
    assert set(notices(warned)) == {"public", "hall"}
    assert [row["protected"] for row in warned("duty", "--json").rows("duty_proposal")] == ["school"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((), "a waiver has a ground and a written justification"),
        (("--ground", "W6"), "a waiver has a ground and a written justification"),
        (("--because", "they know"), "a waiver has a ground and a written justification"),
        (("--ground", "W6", "--because", " "), "justification"),
        (("--ground", "W6", "--because", "..."), "silence needs a written justification"),
        (("--ground", "other", "--because", "they know"), "'other' is no ground of organisation"),
    ],
)
def test_rule_refuses_a_waiver_without_ground_or_justification(warned: Run, words: tuple[str, ...], what: str) -> None:
    ran = warned("rule", duty(warned, "hall"), "waive", *words, *OFFICER, *at(18))
    assert ran.code == 2
    assert what in ran.err
    assert ran.err.splitlines()[-1].startswith("  ")
    assert "hall" in warned("duty").out, "the clock runs on"


def test_rule_waives_on_a_ground_in_writing_and_by_name(warned: Run) -> None:
    words = ("waive", "--ground", "W6", "--because", "no line reaches them")
    ran = warned("rule", duty(warned, "hall"), *words, *OFFICER, *at(18))
    assert (ran.code, ran.out) == (0, "")
    assert "hall" not in warned("duty").out
    assert warned("rule", duty(warned, "school"), *words).code == 2, "without a name nothing is waived"


@pytest.mark.parametrize("ruling", ["no-duty", "refer"])
def test_rule_refuses_silence_and_questions_without_words(warned: Run, ruling: str) -> None:
    ran = warned("rule", duty(warned, "hall"), ruling, *OFFICER, *at(18))
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("  ")


def test_rule_finds_no_duty_for_a_rule_of_the_policy_and_refers_with_a_question(warned: Run) -> None:
    ran = warned("rule", duty(warned, "hall"), "no-duty", "--ground", "real", "--because", "a hoax", *OFFICER, *at(18))
    assert ran.code == 0
    ran = warned("rule", duty(warned, "school"), "refer", "--because", "Is the school open?", *OFFICER, *at(18))
    assert ran.code == 0
    assert [row["protected"] for row in warned("duty", "--json").rows("duty_proposal")] == ["school"], (
        "a question settles nothing"
    )


def test_rule_again_extends_a_warning_until_a_chosen_moment(warned: Run) -> None:
    id_ = duty(warned, "hall")
    for words in ((), (*at(20, day=12)[1:],)):
        until = ("--until", *words) if words else ()
        assert warned("rule", id_, "warn", *until, *OFFICER, *at(18 if not words else 19)).code == 0
    rows = warned("notices", "--json").rows("notice")
    assert rows[-1]["expires"] == "2024-03-12T20:00:00+03:00"
    assert rows[0]["expires"] != rows[-1]["expires"]
    assert "superseded" in warned("notices", *at(19)).out
    for wrong, what in (("2024-03-12", "has no zone"), ("2024-03-01T00:00:00Z", "over before it is sent")):
        ran = warned("rule", id_, "warn", "--until", wrong, *OFFICER, *at(20))
        assert ran.code == 2
        assert what in ran.err
    ran = warned("rule", id_, "refer", "--because", "Is it so?", "--until", "2024-03-12T20:00:00Z", *OFFICER)
    assert ran.code == 2
    assert "only a warning holds until a moment" in ran.err


def test_close_takes_a_reason_and_a_name(warned: Run) -> None:
    id_ = incident_of(warned, WARNED)
    assert "closing is silence too" in warned("close", id_[:8], *OFFICER).err
    ran = warned("close", id_[:8], "--because", "the plotters were arrested", *OFFICER, *at(20))
    asked = f"how it turned out: tocsin outcome {id_[:12]}"
    assert (ran.code, ran.out, ran.err) == (0, "", f"{id_[:12]}: closed by Exercise Officer Vera Lind; {asked}\n")
    assert "closed to duty at 2024-03-07T20:00:00+03:00" in warned("why", id_[:8]).out


@pytest.mark.parametrize("closed", [False, True])
def test_nothing_more_is_proposed_for_an_incident_that_is_closed(warned: Run, tmp_path: Path, *, closed: bool) -> None:
    if closed:
        warned("close", incident_of(warned, WARNED), "--because", "they were arrested", *OFFICER, *at(20))
    (tmp_path / "again.txt").write_text(WARNED + "\n" + REPEATED)
    assert warned("take", "again.txt", "--published", "2024-03-07", *at(21)).code == 0
    assert len(held(warned)) == 1, "it is the same incident"
    proposed = [row for row in warned("ledger", "entries", "--json").rows() if row["kind"] == "proposal"]
    assert len(proposed) == (1 if closed else 2)


def test_notices_say_what_is_known_of_each_and_leave_with_1_while_one_waits(ruled: Run) -> None:
    ran = ruled("notices", *at(18, 5))
    assert ran.code == 1
    assert ran.out.count("waits for approval") == 2
    assert ruled("notices", "--json", *at(18, 5)).code == 1
    assert all(row["status"] == "Exercise" for row in ruled("notices", "--json").rows("notice"))


def test_approve_shows_the_text_and_asks(ruled: Run) -> None:
    id_ = notices(ruled)["hall"]
    text = ruled("show", id_[:8])
    ran = ruled("approve", id_[:8], *APPROVER, *at(18, 10), stdin=b"n\n")
    assert (ran.code, ran.out) == (1, text.out)
    assert "not approved" in ran.err
    ran = ruled("approve", id_[:8], *APPROVER, *at(18, 10), stdin=b"y\n")
    assert ran.code == 0
    assert f"{id_[:12]}: approved by Exercise Approver Jonas Achterberg" in ran.err


def test_approve_takes_the_digest_of_the_text_that_was_read_and_no_other(ruled: Run) -> None:
    id_ = notices(ruled)["hall"]
    shown = ruled("show", id_)
    read = digest(shown.out.removesuffix("\n"))
    assert f"text {read}" in shown.err
    for wrong in (read[:7], "0" * 64, digest("another text")):
        ran = ruled("approve", id_, "--text", wrong, *APPROVER, *at(18, 10))
        assert ran.code == 2
        assert "this is not the text that was read" in ran.err
    assert ruled("approve", id_, "--text", read[:8], *APPROVER, *at(18, 10)).code == 0


@pytest.fixture
def approved(ruled: Run) -> Run:
    """The same as `ruled`, and both notices approved."""
    for id_ in notices(ruled).values():
        assert ruled("approve", id_, *APPROVER, *at(18, 10), stdin=b"y\n").code == 0
    return ruled


def test_dispatch_dry_says_what_would_be_sent_and_sends_nothing(approved: Run, tmp_path: Path) -> None:
    ran = approved("dispatch", "--dry-run", *at(18, 20))
    assert (ran.code, ran.out) == (0, "")
    assert f"{notices(approved)['hall'][:12]} to hall by mail, attempt 1" in ran.err
    assert not (tmp_path / "mail").exists()
    assert not [row for row in approved("ledger", "entries", "--json").rows() if row["kind"] == "attempt"]


def test_dispatch_sends_once_and_prints_each_receipt(approved: Run, tmp_path: Path) -> None:
    ran = approved("dispatch", "--json", *at(18, 20))
    assert ran.code == 0
    assert {row["outcome"] for row in ran.rows("receipt")} == {"accepted"}
    assert len(list((tmp_path / "mail" / "hall@house.example" / "new").iterdir())) == 1
    again = approved("dispatch", *at(18, 25))
    assert (again.code, again.err) == (0, "nothing was outstanding\n")
    kinds = [row["kind"] for row in approved("ledger", "entries", "--json").rows()]
    assert kinds[-4:] == ["attempt", "receipt"] * 2, "each attempt is on record before its receipt"


def test_dispatch_sends_nothing_that_nobody_approved(ruled: Run, tmp_path: Path) -> None:
    assert ruled("dispatch", *at(18, 20)).err == "nothing was outstanding; 2 notices to approve first: tocsin duty\n"
    assert not (tmp_path / "mail").exists()


def test_ack_is_recorded_once_something_was_sent(approved: Run) -> None:
    id_ = notices(approved)["hall"]
    early = approved("ack", id_[:8], *OFFICER, *at(18, 15))
    assert early.code == 2
    assert "it was never sent" in early.err
    approved("dispatch", *at(18, 20))
    ran = approved("ack", id_[:8], "--by", "Exercise Contact Pavel Orlinsky", *at(18, 30))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{id_[:12]}: acknowledged by Exercise Contact Pavel Orlinsky\n"
    after = approved("notices", *at(18, 31))
    assert after.code == 0, "the hall answered, and the alert was taken"
    assert "acknowledged" in after.out
    words = approved("notices", "--json", *at(18, 31)).rows()
    assert [row["type"] for row in words if row["type"] != "attempt"] == [
        "notice", "notice", "approval", "approval", "receipt", "receipt", "receipt",
    ]  # fmt: skip


def test_a_name_is_asked_for_wherever_a_person_acts(approved: Run) -> None:
    id_ = notices(approved)["hall"]
    commands = (
        ("link", id_, id_, "--same"), ("grade", id_, "B2"), ("correct", id_, "--how", "retracted"),
        ("assess", id_, "--likelihood", "likely", "--confidence", "low"), ("rule", id_, "warn"),
        ("close", id_, "--because", "over"), ("approve", id_), ("ack", id_),
    )  # fmt: skip
    before = approved("ledger", "entries", "--json").out
    for words in commands:
        ran = approved(*words)
        assert ran.code == 2
        assert "--by" in ran.err
    assert approved("ledger", "entries", "--json").out == before


def test_a_name_that_hides_characters_is_refused(warned: Run) -> None:
    ran = warned("close", incident_of(warned, WARNED), "--because", "over", "--by", "Vera\u202eLind")
    assert ran.code == 2
    assert "cannot be seen" in ran.err


def test_help_names_every_command(office: Run) -> None:
    ran = office("--help")
    assert ran.code == 0
    for command in "read take incidents show why link grade assess correct duty rule close notices".split():
        assert f"\n  {command}" in ran.out

"""A notice that is extended: where its next version goes, and two who extend it at once."""

from pathlib import Path

import pytest

from tests.by_heart import MASKED, WARNED
from tests.cli.conftest import Run, entry
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, ruled, warned
from tests.cli.test_noticing import briefing, out
from tocsin.model import digest

__all__ = ["out", "ruled", "warned"]

OTHER = ("--by", "Exercise Officer Nils Brandt")
WEDNESDAY, THURSDAY = "2024-03-20T20:00:00+03:00", "2024-03-21T20:00:00+03:00"


def extended(run: Run, notice: str, *, until: str, by: tuple[str, str] = OFFICER, hour: int = 19) -> str:
    """What extending said."""
    ran = run("extend", notice, "--until", until, "--because", "it goes on", *by, *at(hour))
    assert ran.code == 0
    return ran.err


def sent(run: Run, *, hour: int) -> None:
    """The newest briefing to the hall is approved and sent."""
    id_, text = briefing(run)
    assert run("approve", id_, "--text", text, *APPROVER, *at(hour, 5)).code == 0
    assert run("dispatch", *at(hour, 10)).code == 0


def mails(folder: Path, whom: str) -> int:
    """How many mails lie in somebody's mailbox."""
    return len(list((folder / "mail" / f"{whom}@house.example" / "new").glob("*")))


def move(folder: Path, *rows: str) -> None:
    """The register has these rows now."""
    (folder / "register.toml").write_text("".join(rows))


def test_who_has_another_address_meanwhile_gets_the_next_version_there(out: Run, tmp_path: Path) -> None:
    first, _ = briefing(out)
    move(tmp_path, entry("hall", address="hall-by-the-river@house.example"))
    assert "hall is reached by other ways since: it goes there" in extended(out, first, until=WEDNESDAY)
    sent(out, hour=19)
    assert (mails(tmp_path, "hall"), mails(tmp_path, "hall-by-the-river")) == (1, 1)
    second, _ = briefing(out)
    assert "other ways" not in extended(out, second, until=THURSDAY, hour=20)


def test_the_word_that_it_holds_no_longer_goes_to_whoever_has_it_and_to_where_they_are(
    out: Run, tmp_path: Path
) -> None:
    first, _ = briefing(out)
    move(tmp_path, entry("hall", address="hall-by-the-river@house.example"))
    ran = out("cancel", first, "--because", "a hoax", "--tell", "It was a hoax.", *OFFICER, *at(20))
    assert "hall is reached by other ways since: it goes there, too" in ran.err
    sent(out, hour=20)
    assert (mails(tmp_path, "hall"), mails(tmp_path, "hall-by-the-river")) == (2, 1)


def test_every_address_that_a_version_went_to_hears_of_its_end(out: Run, tmp_path: Path) -> None:
    first, _ = briefing(out)
    move(tmp_path, entry("hall", address="hall-by-the-river@house.example"))
    extended(out, first, until=WEDNESDAY)
    sent(out, hour=19)
    second, _ = briefing(out)
    assert out("cancel", second, "--because", "a hoax", *OFFICER, *at(20)).code == 0
    sent(out, hour=20)
    assert (mails(tmp_path, "hall"), mails(tmp_path, "hall-by-the-river")) == (2, 2)


def test_whoever_left_the_register_is_named_when_their_warning_is_extended(out: Run, tmp_path: Path) -> None:
    first, _ = briefing(out)
    move(tmp_path, entry("theatre", town="Saint Petersburg"))
    told = extended(out, first, until=WEDNESDAY)
    assert "hall is no longer in the register: it goes by the ways that they last had" in told
    sent(out, hour=19)
    assert mails(tmp_path, "hall") == 2


@pytest.mark.parametrize("hour", [19, 20])
def test_of_two_who_extend_at_once_the_later_word_counts_and_the_other_is_told(out: Run, hour: int) -> None:
    """Both versions were approved and sent, each until another day, and neither took the other's place."""
    first, _ = briefing(out)
    extended(out, first, until=THURSDAY, by=OTHER)
    earlier, text = briefing(out)
    told = extended(out, first, until=WEDNESDAY, hour=hour)
    later, _ = briefing(out)
    assert f"it takes the place of {earlier}, by {OTHER[1]}, which was to hold until 21 Mar 2024, 20:00" in told
    asked = [row["about"][:12] for row in out("duty", "--json", *at(hour)).rows("clock") if row["task"] == "approve"]
    assert later in asked
    assert earlier not in asked
    assert f"extended anew: {later} took its place" in " ".join(out("notices", *at(hour)).out.split())
    ran = out("approve", earlier, "--text", text, *APPROVER, *at(hour, 5))
    assert ran.code == 2
    assert f"notice {later} took its place" in ran.err
    sent(out, hour=hour)
    assert "nothing was outstanding" in out("dispatch", *at(hour, 30)).err


def test_where_the_later_of_two_extensions_ran_out_it_is_said_to_extend_again(out: Run) -> None:
    """They were sent to the later one, which nobody can approve any more."""
    first, _ = briefing(out)
    extended(out, first, until=THURSDAY, by=OTHER)
    earlier, text = briefing(out)
    extended(out, first, until=WEDNESDAY)
    later, _ = briefing(out)
    ran = out("approve", earlier, "--text", text, *APPROVER, *at(21, day=20))
    assert ran.code == 2
    assert f"notice {later} took its place" in ran.err
    assert f"that one ran out: extend {first} again" in ran.err
    assert "approve that one" not in ran.err
    again = out("extend", first, "--until", THURSDAY, "--because", "it goes on", *OTHER, *at(21, day=20))
    assert again.code == 0
    newest, text = briefing(out)
    assert out("approve", newest, "--text", text, *APPROVER, *at(21, 5, day=20)).code == 0


def test_whoever_cancels_second_is_led_to_the_word_that_is_there(out: Run) -> None:
    """They were told to rule again, which would have warned anew."""
    first, _ = briefing(out)
    assert out("cancel", first, "--because", "a hoax", "--tell", "It was a hoax.", *OTHER, *at(20)).code == 0
    word, text = briefing(out)
    cancel = ("cancel", first, "--because", "the police say so", *OFFICER)
    ran = out(*cancel, *at(20, 1))
    assert (ran.code, "rule again" in ran.err) == (2, False)
    assert f"{OTHER[1]} cancelled it before: a hoax" in ran.err
    assert f"it needs no second word: {word}, which tells its readers, waits for approval" in ran.err
    assert out("approve", word, "--text", text, *APPROVER, *at(20, 5)).code == 0
    assert f"{word}, which tells its readers, is approved" in out(*cancel, *at(20, 6)).err


def test_an_alert_that_one_for_another_entry_replaced_asks_for_nothing_when_its_time_is_over(
    out: Run, tmp_path: Path
) -> None:
    """It stood among the notices as expired, to be extended, renewed or cancelled: its readers had the newer one."""

    def alerts() -> list[tuple[str, str]]:
        rows = (row for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
        return [(row["id"][:12], digest(row["body"])) for row in rows]

    ((first, text),) = alerts()
    assert out("approve", first, "--text", text, *APPROVER, *at(18, 31)).code == 0
    assert out("dispatch", *at(18, 32)).code == 0
    (tmp_path / "guest.txt").write_text(MASKED)
    assert out("take", "guest.txt", "--source", "wire", "--published", "2024-03-07", *at(19)).code == 0
    held, other = (row["id"] for row in out("incidents", "--json").rows("incident"))
    out("link", held, other, "--same", *OFFICER, *at(19))
    (school,) = {r["id"] for r in out("duty", "--json").rows("duty_proposal") if r["protected"] == "school"}
    assert out("rule", school, "warn", *OFFICER, *at(20)).code == 0
    second, text = alerts()[-1]
    assert second != first
    assert out("approve", second, "--text", text, *APPROVER, *at(20, 5)).code == 0
    assert out("dispatch", *at(20, 10)).code == 0
    listed = " ".join(out("notices", *at(12, day=9)).out.split())
    assert "expired: extend, renew or cancel" in listed, "the newer one asks"
    mine = listed.split(first)[1].split("EXERCISE")[1].rsplit(" ", 1)[0]
    assert ("updated" in mine, "expired" in mine) == (True, False), mine


def test_what_is_extended_again_names_one_end_only(out: Run) -> None:
    """After ten days it began with ten lines, each with another day until which it was to hold."""
    first, _ = briefing(out)
    extended(out, first, until=WEDNESDAY)
    sent(out, hour=19)
    second, _ = briefing(out)
    extended(out, second, until=THURSDAY, hour=20)
    rows = [row for row in out("notices", "--json").rows("notice") if row["recipient"] == "hall"]
    body, before = rows[-1]["body"], rows[-2]["identifier"]
    assert body.count("It is the same, and holds until") == 1
    assert f"This replaces notice {before}. It is the same, and holds until 21 March 2024, 20:00" in body
    assert "20 March 2024" not in body


@pytest.fixture
def confided(office: Run, tmp_path: Path) -> Run:
    """The hall, which is cleared for TLP:AMBER, was warned of what was told in that confidence."""
    (tmp_path / "alert.txt").write_text(WARNED)
    take = ("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", "--marking", "amber")
    assert office(*take, *at(17, 38)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    sent(office, hour=18)
    return office


def cleared(folder: Path, *, clearance: str) -> None:
    """Somebody else answers for the hall, and may see this much."""
    row = entry("hall", address="somebody-new@house.example").replace('"amber"', f'"{clearance}"')
    move(folder, row)


def test_nothing_is_extended_to_who_may_no_longer_see_it_but_its_end_reaches_whoever_had_it(
    confided: Run, tmp_path: Path
) -> None:
    """What was TLP:AMBER went to a new address that is cleared for TLP:CLEAR."""
    first, _ = briefing(confided)
    cleared(tmp_path, clearance="clear")
    ran = confided("extend", first, "--until", WEDNESDAY, "--because", "it goes on", *OFFICER, *at(19))
    assert ran.code == 2
    assert "it is TLP:AMBER, and hall is cleared only for TLP:CLEAR by now" in ran.err
    assert "rule again: that draws up what may be told" in ran.err
    assert briefing(confided)[0] == first, "nothing was drawn up"
    assert confided("cancel", first, "--because", "a hoax", *OFFICER, *at(20)).code == 0
    sent(confided, hour=20)
    assert mails(tmp_path, "hall") == 2


@pytest.mark.parametrize("wait", [True, False])
def test_what_was_extended_is_not_approved_for_who_may_no_longer_see_it(
    confided: Run, tmp_path: Path, *, wait: bool
) -> None:
    first, _ = briefing(confided)
    cleared(tmp_path, clearance="amber" if wait else "red")
    extended(confided, first, until=WEDNESDAY)
    cleared(tmp_path, clearance="green" if wait else "amber")
    second, text = briefing(confided)
    ran = confided("approve", second, "--text", text, *APPROVER, *at(19, 5))
    assert ran.code == (2 if wait else 0)
    assert ("hall is cleared only for TLP:GREEN by now" in ran.err) is wait


def test_what_was_told_to_a_group_is_not_extended_to_who_left_it(office: Run, tmp_path: Path) -> None:
    (tmp_path / "alert.txt").write_text(WARNED)
    mine = entry("hall").replace('clearance = "amber"', 'clearance = "amber"\ngroups = ["stewards"]')
    move(tmp_path, mine)
    assert office("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", *at(17, 38)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    sent(office, hour=18)
    first, _ = briefing(office)
    move(tmp_path, entry("hall"))
    ran = office("extend", first, "--until", WEDNESDAY, "--because", "it goes on", *OFFICER, *at(19))
    assert (ran.code, "it is for stewards, and hall is none of these by now" in ran.err) == (2, True)


def test_a_word_of_a_notices_end_that_became_secret_is_told_and_is_drawn_up_in_other_words(
    out: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waited in silence until it ran out, and could be neither approved nor said anew."""
    first, _ = briefing(out)
    told = ("--tell", "The American embassy has withdrawn its warning of imminent plans to bomb concerts.")
    assert out("cancel", first, "--because", "a hoax", *told, *OFFICER, *at(20)).code == 0
    muted, text = briefing(out)
    take = ("take", "alert.txt", "--source", "wire", "--published", "2024-03-07", "--marking", "red")
    assert out(*take, *at(20, 5)).code == 0
    said = f"NOBODY CAN APPROVE IT: it tells what is kept back since; cancel {first} again"
    monkeypatch.setenv("COLUMNS", "400")
    for words in (("duty",), ("notices",), ("since", "2h")):
        assert said in " ".join(out(*words, *at(20, 6)).out.split()), words
    refused = out("approve", muted, "--text", text, *APPROVER, *at(20, 7))
    assert refused.code == 2
    assert f"tocsin cancel {first} again, and tell its readers something else, or nothing" in refused.err
    again = out("cancel", first, "--because", "a hoax", *OTHER, *at(20, 8))
    assert again.code == 0
    word, text = briefing(out)
    assert word != muted
    asked = [row["about"][:12] for row in out("duty", "--json", *at(20, 9)).rows("clock") if row["task"] == "approve"]
    assert (word in asked, muted in asked) == (True, False)
    assert f"cancelled anew: {word} took its place" in " ".join(out("notices", *at(20, 9)).out.split())
    assert out("approve", word, "--text", text, *APPROVER, *at(20, 10)).code == 0
    assert out("dispatch", *at(20, 11)).code == 0
    assert mails(tmp_path, "hall") == 2


@pytest.mark.parametrize("told", [False, True])
def test_whoever_warns_anew_after_taking_a_warning_back_is_not_sent_round_in_circles(out: Run, *, told: bool) -> None:
    """The new alert updated what was taken back, and nobody could approve it; ruling again drew up the same."""

    def alerts() -> list[tuple[str, str]]:
        rows = (row for row in out("notices", "--json").rows("notice") if row["recipient"] == "public")
        return [(row["id"][:12], digest(row["body"])) for row in rows]

    ((first, text),) = alerts()
    assert out("approve", first, "--text", text, *APPROVER, *at(18, 31)).code == 0
    assert out("dispatch", *at(18, 32)).code == 0
    assert out("cancel", first, "--because", "a hoax", *OFFICER, *at(19)).code == 0
    _, (over, end) = alerts()
    if told:  # readers know that it is over: the new one begins a chain of its own
        assert out("approve", over, "--text", end, *APPROVER, *at(19, 1)).code == 0
        assert out("dispatch", *at(19, 2)).code == 0
    (ruling,) = (row for row in out("duty", "--decided", "--json").rows("duty_decision") if row["protected"] == "hall")
    assert out("rule", ruling["proposal"], "warn", *OFFICER, *at(19, 10)).code == 0
    anew, text = alerts()[-1]
    assert out("approve", anew, "--text", text, *APPROVER, *at(19, 15)).code == 0
    assert "accepted" in out("dispatch", *at(19, 20)).err
    (row,) = (row for row in out("notices", "--json").rows("notice") if row["id"].startswith(anew))
    assert f"<msgType>{'Alert' if told else 'Update'}</msgType>" in row["body"]
    attempts = [row["notice"][:12] for row in out("notices", "--json").rows("attempt")]
    assert (anew in attempts, over in attempts) == (True, told)

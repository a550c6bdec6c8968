"""Keys, submitting, extending and cancelling, as typed."""

from pathlib import Path

import pytest

from tests.by_heart import BANK, MASKED, says
from tests.cli.conftest import Run, entry
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, ruled, statement, warned
from tests.scene import MOSCOW
from tocsin.model import Kind, Stage, digest

__all__ = ["ruled", "warned"]

KEEPER = ("--by", "Exercise Officer Vera Lind")


def briefing(run: Run) -> tuple[str, str]:
    """The briefing to the hall: its id and the digest of its text."""
    row = [row for row in run("notices", "--json").rows("notice") if row["recipient"] == "hall"][-1]
    return row["id"][:12], digest(row["body"])[:12]


@pytest.fixture
def out(ruled: Run) -> Run:
    """The briefing to the hall went out at half past six."""
    id_, text = briefing(ruled)
    assert ruled("approve", id_, "--text", text, *APPROVER, *at(18, 20)).code == 0
    assert ruled("dispatch", *at(18, 30)).code == 0
    return ruled


def test_a_notice_is_submitted_by_one_and_approved_by_another(ruled: Run) -> None:
    id_, text = briefing(ruled)
    assert ruled("submit", id_, "--text", text, *APPROVER, *at(18, 5)).err == f"{id_}: submitted by {APPROVER[1]}\n"
    assert "submitted: waits for approval" in " ".join(ruled("notices", *at(18, 6)).out.split())
    refused = ruled("approve", id_, "--text", text, *APPROVER, *at(18, 7))
    assert refused.code == 2
    assert "submitted it, and nobody approves their own" in refused.err
    assert ruled("approve", id_, "--text", text, "--by", "Exercise Deputy Mara Quell", *at(18, 8)).code == 0


def test_what_went_out_is_extended_then_cancelled(out: Run, tmp_path: Path) -> None:
    first, _ = briefing(out)
    until = "2024-03-20T20:00:00+03:00"
    ran = out("extend", first, "--until", until, "--because", "it goes on", *OFFICER, *at(19))
    assert ran.code == 0
    second, text = briefing(out)
    assert f"drawn up: briefing {second} to hall; show it, then approve it" in ran.err
    assert out("approve", second, "--text", text, *APPROVER, *at(19, 5)).code == 0
    assert out("dispatch", *at(19, 10)).code == 0
    assert "updated" in out("notices", *at(19, 11)).out
    ran = out("cancel", second, "--because", "a hoax", "--tell", "It was a hoax.", *OFFICER, *at(20))
    third, text = briefing(out)
    assert ran.code == 0
    assert out("approve", third, "--text", text, *APPROVER, *at(20, 5)).code == 0
    assert out("dispatch", *at(20, 10)).code == 0
    told = " ".join(out("notices", *at(20, 11)).out.split())
    assert "cancelled" in told
    assert "cancelled at 2024-03-07T20:00:00+03:00 by Exercise Officer Vera Lind: a hoax" in out("why", second).out
    mail = [path.read_text() for path in (tmp_path / "mail" / "hall@house.example" / "new").iterdir()]
    assert len(mail) == 3
    assert sum("It was a hoax." in text for text in mail) == 1
    assert out("ledger", "verify").code == 0


def test_keys_are_made_used_and_revoked(warned: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PASSPHRASE", "a lantern on the quay")
    ran = warned("keys", "add", OFFICER[1], "--to", "vera.pem", *KEEPER, *at(17, 50))
    assert ran.code == 0
    assert (tmp_path / "vera.pem").stat().st_mode & 0o777 == 0o600
    assert "ENCRYPTED" in (tmp_path / "vera.pem").read_text()
    alone = warned("keys", "add", APPROVER[1], "--to", "jonas.pem", *APPROVER, *at(17, 51))
    assert alone.code == 2
    assert "vouches for it" in alone.err
    assert not (tmp_path / "jonas.pem").exists(), "no key is left behind that is not on record"
    vouched = warned("keys", "add", APPROVER[1], "--to", "jonas.pem", *KEEPER, "--sign", "vera.pem", *at(17, 52))
    assert vouched.code == 0

    bare = warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18))
    assert bare.code == 2
    assert "has a key on record, and did not sign it" in bare.err
    monkeypatch.setenv("TOCSIN_PASSPHRASE", "another")
    wrong = warned("rule", duty(warned, "hall"), "warn", *OFFICER, "--sign", "vera.pem", *at(18))
    assert (wrong.code, "no usable private key" in wrong.err) == (2, True)
    monkeypatch.setenv("TOCSIN_PASSPHRASE", "a lantern on the quay")
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, "--sign", "vera.pem", *at(18)).code == 0
    id_, text = briefing(warned)
    assert "signed with the key" in warned("why", id_).out
    assert warned("approve", id_, "--text", text, *APPROVER, "--sign", "jonas.pem", *at(18, 20)).code == 0
    verified = warned("ledger", "verify")
    assert verified.code == 0
    assert "holds: 2 acts of people bear the signature of who they name" in verified.err

    key = next(
        r["key"] for r in warned("keys", "list", "--json").rows("person_key") if r["person"]["name"] == OFFICER[1]
    )
    gone = warned(
        "keys", "revoke", key[:12], "--because", "lost on the tram", *APPROVER, "--sign", "jonas.pem", *at(19)
    )
    assert gone.code == 0
    assert "revoked: lost" in warned("keys", "list").out
    assert warned("rule", duty(warned, "school"), "warn", *OFFICER, "--sign", "vera.pem", *at(20)).code == 2


def test_a_key_is_never_written_over_anything(warned: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes")
    ran = warned("keys", "add", OFFICER[1], "--to", "notes.txt", *KEEPER, *at(17, 50))
    assert ran.code == 2
    assert (tmp_path / "notes.txt").read_text() == "my notes"
    assert warned("keys", "list", "--json").rows() == []


def test_an_office_may_have_everybody_sign(warned: Run, tmp_path: Path) -> None:
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text() + '\n[people]\nkeys = "required"\n')
    ran = warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18))
    assert ran.code == 2
    assert "this office has everybody sign, and no key was given" in ran.err
    path.write_text(path.read_text().replace("required", "sometimes"))
    assert "keys is 'sometimes'" in warned("duty").err


def test_whoever_rules_again_is_told_whose_ruling_gives_way(warned: Run) -> None:
    proposal = duty(warned, "hall")
    assert warned("rule", proposal, "warn", *OFFICER, *at(18)).code == 0
    ran = warned("rule", proposal, "warn", *APPROVER, *at(18, 10))
    assert ran.code == 0
    assert "it takes the place of " in ran.err
    assert f"by {OFFICER[1]} of 07 Mar 18:00" in ran.err


def test_whoever_rules_and_approves_is_told_what_is_kept_back_and_whom_it_names(office: Run, tmp_path: Path) -> None:
    """The hall that a report threatens may not see the report. Somebody must notice that, and it can be warned."""
    row = entry("hall").replace("hall in our care", "Lantern Quay Hall").replace('"amber"', '"clear"')
    (tmp_path / "register.toml").write_text(row + entry("school"))
    (tmp_path / "told.txt").write_text(MASKED)
    taken = office("take", "told.txt", "--marking", "amber", "--published", "2024-03-07", *at(17, 38))
    assert taken.code == 0
    ran = office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18))
    id_, text = briefing(office)
    of = statement(office, MASKED)[:12]
    kept = f"kept back from hall: IT NAMES THEM: warning {of}, marked TLP:AMBER"
    for told in (ran.err, office("show", id_).err, office("approve", id_, "--text", text, *APPROVER, *at(18, 20)).err):
        assert kept in told
        assert "SO hall IS TOLD NEITHER WHAT NOR WHERE NOR WHEN, as the text stands" in told
    assert MASKED[:-1] in office("why", of).out
    assert "CANNOT BE APPROVED" not in ran.err
    assert office("dispatch", *at(18, 30)).code == 0
    (mail,) = (tmp_path / "mail" / "hall@house.example" / "new").iterdir()
    assert "Briefing for Lantern Quay Hall" in mail.read_text()
    school = office("rule", duty(office, "school"), "warn", *OFFICER, *at(18, 40)).err
    assert "kept back" not in school  # it may see the report


def test_a_draft_that_will_be_refused_is_told_to_whoever_ruled(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each identifier of ours begins with a word that this report holds, and nobody may be told of it."""
    bell = "A guest at the dinner heard that gunmen will strike the tocsin in Moscow soon."
    known = says(
        bell, Kind.WARNING, stage=Stage.PLANNED, speaker=("A guest at the dinner", None),
        places={"Moscow": MOSCOW}, targets=("the tocsin",),
    )  # fmt: skip
    monkeypatch.setitem(BANK, bell, (known,))
    (tmp_path / "told.txt").write_text(bell)
    assert office("take", "told.txt", "--marking", "red", "--published", "2024-03-07", *at(17, 38)).code == 0
    said = office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).err
    assert "IT CANNOT BE APPROVED AS IT STANDS, and hall hears nothing by it: the identifier" in said
    assert "tell them by telephone now" in said
    id_, text = briefing(office)
    assert office("approve", id_, "--text", text, *APPROVER, *at(18, 20)).code == 2


@pytest.mark.parametrize("by_what", ["notice", "duty_decision", "duty_proposal"])
def test_to_rule_again_any_id_will_do_that_a_list_shows(out: Run, by_what: str) -> None:
    """`NOT REACHED: … rule again` names a notice, `duty --decided` a ruling; the duty itself is on no list by then."""
    id_ = briefing(out)[0]
    decision = next(r for r in out("notices", "--json").rows("notice") if r["id"].startswith(id_))["decision"]
    proposal = out("show", decision, "--json").rows()[0]["proposal"]
    given = {"notice": id_, "duty_decision": decision[:12], "duty_proposal": proposal[:12]}[by_what]
    ran = out("rule", given, "warn", *OFFICER, *at(19))
    assert ran.code == 0, ran.err
    assert f"it takes the place of {decision[:12]}" in ran.err
    assert briefing(out)[0] != id_

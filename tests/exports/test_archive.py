"""A case as one archive that another Tocsin imports: whole or not at all, once, and what was decided stays theirs."""

import io
import json
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import by_heart as told
from tests.cli.conftest import Run, office, run
from tests.cli.test_commands import APPROVER, OFFICER, at, incident_of, notices, ruled, warned
from tocsin.codec import canonical
from tocsin.exports import unpack
from tocsin.model import Approval, Attempt, BadInput, Notice, digest

__all__ = ["office", "ruled", "run", "warned"]

THERE = """
[office]
name = "Exercise desk of the harbour"
casebook = "{url}"
register = "../register.toml"
policies = ["organisation"]
key = "../key.pem"

[channels.mail]
root = "mail"
"""


@pytest.fixture
def case(ruled: Run) -> Run:
    """The hall was warned, and the notice was approved and went out; the record is sealed."""
    assert ruled("approve", notices(ruled)["hall"], *APPROVER, *at(18, 5), stdin=b"y\n").code == 0
    assert ruled("dispatch", *at(18, 6)).code in {0, 1}
    assert ruled("ledger", "checkpoint", *at(19)).code == 0
    return ruled


@pytest.fixture
def after(case: Run, tmp_path: Path) -> Run:
    """The same after the attack: a person judged who did it."""
    (tmp_path / "attack.txt").write_text(f"{told.HAPPENED}\n{told.CLAIMED}")
    came = ("--source", "wire", "--published", "2024-03-23", *at(9, day=23))
    assert case("take", "attack.txt", *came).code == 0
    signed = ("--actor", "islamic-state", "--likelihood", "likely", "--confidence", "moderate", "--because", "four")
    assert case("assess", incident_of(case, told.HAPPENED)[:12], *signed, *OFFICER, *at(10, day=23)).code == 0
    return case


def holding(run: Run, sentence: str) -> str:
    """The id of the incident that holds what a sentence says, in whichever report."""
    said = {s["id"] for s in run("show", "--json").rows("statement") if s["passage"]["quote"] == sentence}
    (found,) = (i["id"] for i in run("incidents", "--json").rows("incident") if said & set(i["statements"]))
    return str(found)


def made(run: Run, path: Path, sentence: str = told.WARNED, *words: str) -> Path:
    """The archive of the case that holds a sentence, at one moment, for TLP:AMBER unless another label is named."""
    words = words or ("--clearance", "amber")
    ran = run("export", holding(run, sentence), "--as", "case", "--to", path, *words, *at(12, day=23))
    assert ran.code == 0, ran.err
    return path


@pytest.fixture
def there(run: Run, tmp_path: Path) -> Run:
    """Another office in a folder beside, with a casebook of its own."""
    return elsewhere(run, tmp_path / "there", url="sqlite:///casebook.db")


def elsewhere(run: Run, folder: Path, *, url: str) -> Run:
    """Run commands as an office in another folder."""
    folder.mkdir()
    (folder / "tocsin.toml").write_text(THERE.format(url=url))
    return lambda *words, stdin=b"": run(*words, "--config", folder / "tocsin.toml", stdin=stdin)


def taken(there: Run, archive: Path, *words: str) -> Any:
    """What the import of an archive printed."""
    return there("import", archive, *words, *at(14, day=23))


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_case_comes_whole_into_another_office(
    case: Run, tmp_path: Path, run: Run, engine: str, request: pytest.FixtureRequest
) -> None:
    url = "sqlite:///casebook.db" if engine == "sqlite" else request.getfixturevalue("postgres_url")
    there = elsewhere(run, tmp_path / "there", url=url)
    ran = taken(there, made(case, tmp_path / "case.zip"))
    assert ran.code == 0, ran.err
    read = {s["passage"]["quote"] for s in there("show", "--json").rows("statement")}
    assert read == {told.WARNED}
    (report,) = there("show", "--json").rows("report")
    assert told.WARNED in report["text"]
    assert there("ledger", "verify").code == 0


def test_what_they_decided_is_told_as_theirs_and_decides_nothing_here(case: Run, tmp_path: Path, there: Run) -> None:
    ran = taken(there, made(case, tmp_path / "case.zip"))
    assert "theirs: hall: warn; " in ran.out
    assert f"by {OFFICER[1]}" in ran.out
    assert there("notices", "--json").rows() == [], "no notice of theirs is one of ours"
    (ours,) = (d for d in there("duty", "--json").rows("duty_proposal") if d["protected"] == "hall")
    assert ours["became_aware"].startswith("2024-03-23T14:00"), "we became aware when it was imported"
    said = there("why", incident_of(there, told.WARNED)).out
    assert "handed over by The exercise desk" in said
    assert "theirs: hall: warn" in said


def test_no_address_and_no_name_of_whoever_was_told_leaves(case: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(made(case, tmp_path / "case.zip")) as file:
        held = b"".join(file.read(name) for name in file.namelist())
    assert b"hall@house.example" not in held
    assert b"in our care" not in held
    assert b"personal:" in held, "or this would test nothing"


def test_the_texts_of_briefings_stay_and_what_became_of_them_comes_proved(
    case: Run, tmp_path: Path, there: Run
) -> None:
    briefing = next(row for row in case("notices", "--json").rows("notice") if row["recipient"] == "hall")
    ran = case("export", holding(case, told.WARNED), "--as", "case", "--to", tmp_path / "case.zip", "--clearance",
               "amber", *at(12, day=23))  # fmt: skip
    assert "1 briefing to whoever is in our care: their texts stay here, what became of them goes in" in ran.err
    held = unpack((tmp_path / "case.zip").read_bytes(), name="case.zip")
    words = [word for act in held.acts for word in act.words]
    assert [w.body for w in words if isinstance(w, Approval)] == [digest(briefing["body"])]
    assert {w.notice for w in words if isinstance(w, Attempt)} == {briefing["id"]}
    assert {w.recipient for w in (*words, *held.words) if isinstance(w, Notice)} <= {"public"}
    assert all(act.path is not None for act in held.acts)
    came = taken(there, tmp_path / "case.zip", "--key", held.key)
    assert came.code == 0, came.err
    assert f"theirs: notice {briefing['id'][:12]} by mail: attempt 1" in came.out
    assert "nothing came back yet" not in came.out, "something did, and follows"
    assert there("ledger", "verify").code == 0


def test_a_name_that_a_report_bears_itself_is_no_secret_of_the_register(case: Run, tmp_path: Path, there: Run) -> None:
    (tmp_path / "named.txt").write_text(f"Exercise notes of the school in our care.\n\n{told.WARNED}")
    assert case("take", "named.txt", "--source", "courier", "--published", "2024-03-08", *at(12, day=23)).code == 0
    archive = made(case, tmp_path / "case.zip")
    assert b"school in our care" in b"".join(parts(archive).values())
    assert taken(there, archive).code == 0


def test_the_same_archive_twice_changes_nothing(case: Run, tmp_path: Path, there: Run) -> None:
    archive = made(case, tmp_path / "case.zip")
    taken(there, archive)
    before = there("ledger", "export").out, there("show", "--json").out
    again = taken(there, archive)
    assert again.code == 0
    assert "imported before" in again.err
    assert (there("ledger", "export").out, there("show", "--json").out) == before


def test_a_newer_archive_adds_what_is_new(case: Run, tmp_path: Path, there: Run) -> None:
    taken(there, made(case, tmp_path / "first.zip"))
    (tmp_path / "again.txt").write_text(f"Exercise second wire.\n\n{told.WARNED}")
    assert case("take", "again.txt", "--source", "courier", "--published", "2024-03-08", *at(12, day=23)).code == 0
    ran = taken(there, made(case, tmp_path / "second.zip"))
    assert "1 new report with" in ran.err
    assert "1 held already" in ran.err
    assert len(there("show", "--json").rows("report")) == 2


def test_whoever_was_handed_a_case_hears_that_its_report_was_taken_back(case: Run, tmp_path: Path, there: Run) -> None:
    """The retraction stayed behind, and of a case with no other report nothing could be exported any more."""
    first = made(case, tmp_path / "case.zip")
    assert taken(there, first).code == 0
    incident, (report,) = holding(case, told.WARNED), case("show", "--json").rows("report")
    why = ("--how", "retracted", "--because", "it was made up")
    assert case("correct", report["id"], *why, *OFFICER, *at(20)).code == 0
    again = ("export", incident, "--as", "case", "--to", tmp_path / "again.zip", *at(12, day=23))
    assert case(*again, "--clearance", "amber").code == 0
    ran = taken(there, tmp_path / "again.zip")
    assert ran.code == 0
    said = f"they hold report {report['id'][:12]} retracted"
    assert said in ran.out + ran.err
    assert "Here it stands until somebody rules: tocsin correct" in ran.out + ran.err
    assert "personal:" not in ran.out + ran.err, "a commitment tells nobody why"
    assert "THEY TOOK BACK OR CORRECTED 1 report" in there("since", "1h", *at(14, day=23)).out
    assert there("correct", report["id"], *why, *OFFICER, *at(15, day=23)).code == 0


def test_what_is_read_here_already_stands(case: Run, tmp_path: Path, there: Run) -> None:
    source = ("--source", "Harbour Post", "--published", "2024-03-07")
    assert there("take", tmp_path / "alert.txt", *source, *at(18)).code == 0
    read = there("show", "--json").rows("statement")
    assert "1 held already" in taken(there, made(case, tmp_path / "case.zip")).err
    assert there("show", "--json").rows("statement") == read


def test_their_publisher_is_not_taken_for_one_of_ours_with_the_same_id(case: Run, tmp_path: Path, there: Run) -> None:
    taken(there, made(case, tmp_path / "case.zip"))
    (arrival,) = there("show", "--json").rows("arrival")
    assert arrival["source"]["id"] == "wire (The exercise desk)"
    assert "handed over by The exercise desk" in arrival["name"]


def test_a_checkpoint_proves_and_a_key_that_was_given_is_asked_for(case: Run, tmp_path: Path, there: Run) -> None:
    archive = made(case, tmp_path / "case.zip")
    key = unpack(archive.read_bytes(), name="case").key
    refused = taken(there, archive, "--key", "00" * 32)
    assert refused.code == 2
    assert "not by a key that was given" in refused.err
    assert there("show", "--json").rows() == [], "nothing was imported"
    ran = taken(there, archive, "--key", key)
    assert "signed by a key that you gave" in ran.err


def test_a_persons_judgement_of_who_did_it_is_theirs(after: Run, tmp_path: Path, there: Run) -> None:
    ran = taken(there, made(after, tmp_path / "case.zip", told.HAPPENED))
    assert "theirs, unproved: assessed who did" in ran.out, "no checkpoint covers it yet"
    assert all(a["by"]["type"] == "program" for a in there("show", "--json").rows("assessment"))


def test_what_may_not_be_seen_stays_and_takes_every_judgement_with_it(after: Run, tmp_path: Path) -> None:
    case = after
    (tmp_path / "secret.txt").write_text(f"{told.HAPPENED}\n{told.ACCUSED}")
    assert case("take", "secret.txt", "--source", "courier", "--marking", "red", *at(9, 5, day=23)).code == 0
    archive = made(case, tmp_path / "clear.zip", told.HAPPENED, "--clearance", "clear")
    held = unpack(archive.read_bytes(), name="case")
    text = "".join(canonical(w) for act in held.acts for w in act.words) + "".join(map(canonical, held.words))
    assert "Ukraine" not in text
    assert "assessment" not in text
    assert all(b"Ukraine" not in content for content in held.reports.values())


def test_marking_travels_on_and_what_is_theirs_does_not(case: Run, tmp_path: Path, there: Run) -> None:
    (tmp_path / "amber.txt").write_text(f"Exercise courier.\n\n{told.WARNED}")
    assert case("take", "amber.txt", "--source", "courier", "--marking", "amber", *at(9, 5, day=23)).code == 0
    taken(there, made(case, tmp_path / "case.zip"))
    onward = made(there, tmp_path / "onward.zip", told.WARNED, "--clearance", "clear")
    held = unpack(onward.read_bytes(), name="case")
    assert [b"Exercise courier" in content for content in held.reports.values()] == [False]
    assert OFFICER[1].encode() not in onward.read_bytes()
    whole = unpack(made(there, tmp_path / "whole.zip").read_bytes(), name="case")
    assert OFFICER[1] not in "".join(canonical(w) for act in whole.acts for w in act.words), (
        "theirs is not ours to give"
    )


def test_the_same_case_at_the_same_moment_gives_the_same_bytes(case: Run, tmp_path: Path) -> None:
    assert made(case, tmp_path / "one.zip").read_bytes() == made(case, tmp_path / "two.zip").read_bytes()


# ---- hostile archives


Parts = dict[str, bytes]


def parts(path: Path) -> Parts:
    """The parts of an archive, by name."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(given: Parts) -> bytes:
    """Parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in given.items():
            file.writestr(name, content)
    return out.getvalue()


def resealed(given: Parts) -> bytes:
    """The same, with a manifest that was made to fit."""
    manifest = json.loads(given["manifest.json"])
    rest = {name: content for name, content in given.items() if name != "manifest.json"}
    manifest["parts"] = {name: {"sha256": digest(c), "size": len(c)} for name, c in rest.items()}
    return zipped({**rest, "manifest.json": json.dumps(manifest).encode()})


def _first(given: Parts, begins: str) -> str:
    return next(name for name in given if name.startswith(begins))


def changed(given: Parts, name: str, content: bytes) -> Parts:
    """The parts with another content under a name."""
    return {**given, name: content}


def linked(given: Parts) -> bytes:
    """With a part that is a link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in given.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16 if name.startswith("reports/") else 0
            file.writestr(info, content)
    return out.getvalue()


def twice(given: Parts) -> bytes:
    """With a part that stands in it twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in given.items():
            file.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("words.jsonl", b"")
    return out.getvalue()


def locked(given: Parts) -> bytes:
    """With a part that says that it is locked."""
    data = bytearray(zipped(given))
    at_ = data.rindex(b"PK\x01\x02")
    data[at_ + 8] |= 1
    return bytes(data)


def manifest(given: Parts, **more: Any) -> Parts:
    """With a manifest that says something else."""
    return changed(given, "manifest.json", json.dumps({**json.loads(given["manifest.json"]), **more}).encode())


def bomb(given: Parts) -> bytes:
    """With a part that unpacks to a thousand times what its manifest says."""
    return zipped(changed(given, "words.jsonl", b" " * 50_000_000))


def forged(given: Parts) -> bytes:
    """With a ruling turned round in its body, and every digest made to fit."""
    name = next(n for n, c in given.items() if n.startswith("bodies/") and b'"type":"duty_decision"' in c)
    turned = given[name].replace(b'"protected":"hall"', b'"protected":"mall"')
    fits = f"bodies/{digest(turned)}"
    rest = {n: c for n, c in given.items() if n != name}
    record = rest["record.jsonl"].replace(name.removeprefix("bodies/").encode(), digest(turned).encode())
    return resealed({**rest, fits: turned, "record.jsonl": record})


def doubled(given: Parts) -> bytes:
    """With a forged ruling beside the true one, under the same number, and without a proof of its own."""
    name = next(n for n, c in given.items() if n.startswith("bodies/") and b'"type":"duty_decision"' in c)
    turned = given[name].replace(b'"protected":"hall"', b'"protected":"mall"')
    own = next(line for line in given["record.jsonl"].splitlines() if name.removeprefix("bodies/").encode() in line)
    row = json.loads(own)
    row["entry"]["body"], row["path"] = digest(turned), None
    record = given["record.jsonl"] + canonical(row).encode() + b"\n"
    return resealed({**given, f"bodies/{digest(turned)}": turned, "record.jsonl": record})


def retold(given: Parts) -> bytes:
    """With a report whose text is not what its bytes say."""
    name = next(n for n, c in given.items() if n.startswith("bodies/") and b'"type":"report"' in c)
    turned = given[name].replace(b"warned", b"wanted")
    rest = {n: c for n, c in given.items() if n not in {name, "record.jsonl"}}
    words = b"".join(canonical(w).encode() + b"\n" for w in json.loads(turned))
    return resealed({**rest, "record.jsonl": b"", "words.jsonl": words})


def deep(given: Parts) -> Parts:
    """With a body that is nested deeper than anything is read."""
    body = b"[" * 200_000
    row = json.loads(given["record.jsonl"].splitlines()[0])
    row["entry"]["body"] = digest(body)
    return {**given, f"bodies/{digest(body)}": body, "record.jsonl": canonical(row).encode() + b"\n"}


HOSTILE: Mapping[str, tuple[Callable[[Parts], bytes], str]] = {
    "no zip": (lambda _: b"Exercise: no zip at all", "no zip"),
    "cut short": (lambda p: zipped(p)[:-200], "no zip, or a damaged one"),
    "a path that climbs": (lambda p: zipped({**p, "../../etc/passwd": b"x"}), "no case has such a part"),
    "an absolute path": (lambda p: zipped({**p, "/somewhere": b"x"}), "no case has such a part"),
    "a link": (linked, "is a link"),
    "a part twice": (twice, "twice"),
    "locked": (locked, "locked with a password"),
    "a bomb": (bomb, "larger than it says"),
    "too many": (lambda p: zipped(p | {f"reports/{n:064x}": b"" for n in range(20_001)}), "at most"),
    "no manifest": (lambda p: zipped({n: c for n, c in p.items() if n != "manifest.json"}), "no manifest"),
    "another form": (lambda p: zipped(manifest(p, form="something")), "none of a Tocsin case"),
    "another version": (lambda p: zipped(manifest(p, version=9)), "of version '9'"),
    "a size that is none": (lambda p: zipped(manifest(p, parts={"words.jsonl": {"size": True}})), "lacks something"),
    "a manifest that is no JSON": (lambda p: zipped(changed(p, "manifest.json", b"{" * 99_999)), "not JSON"),
    "a part missing": (lambda p: zipped({n: c for n, c in p.items() if n != _first(p, "reports/")}), "is missing"),
    "a part too many": (lambda p: zipped({**p, "reports/" + "0" * 64: b"x"}), "not in its manifest"),
    "a part changed": (lambda p: zipped(changed(p, _first(p, "reports/"), b"x")), "not what the manifest says"),
    "a report under another name": (lambda p: resealed(changed(p, _first(p, "reports/"), b"x")), "not the report"),
    "a body under another name": (lambda p: resealed(changed(p, _first(p, "bodies/"), b"[]")), "not the one that was"),
    "words that spell nothing": (lambda p: resealed(changed(p, "words.jsonl", b'{"type":"spell"}\n')), "no word is"),
    "a ruling turned round": (forged, "it was changed"),
    "a text turned round": (retold, "do not give the text"),
    "a body nested too deep": (lambda p: resealed(deep(p)), "spells nothing"),
    "a checkpoint of another key": (lambda p: resealed(changed(p, "key.txt", b"ab" * 32)), "checkpoint"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_with_its_reason_and_nothing_comes_in(
    case: Run, tmp_path: Path, there: Run, name: str
) -> None:
    spoil, why = HOSTILE[name]
    (tmp_path / "bad.zip").write_bytes(spoil(parts(made(case, tmp_path / "case.zip"))))
    ran = taken(there, tmp_path / "bad.zip")
    assert ran.code == 2, ran.err
    assert why in ran.err
    assert "nothing was imported" in ran.err or "exact copy" in ran.err or "changed, or another key" in ran.err
    assert there("incidents", "--json").rows() == []


def test_a_forged_act_borrows_no_proof_from_the_one_whose_number_it_bears(
    case: Run, tmp_path: Path, there: Run
) -> None:
    (tmp_path / "forged.zip").write_bytes(doubled(parts(made(case, tmp_path / "case.zip"))))
    said = taken(there, tmp_path / "forged.zip").out.splitlines()
    assert any(line.startswith("theirs: hall: warn") for line in said)
    assert [line.startswith("theirs, unproved: ") for line in said if "mall: warn" in line] == [True]


def test_an_archive_says_nothing_anew_of_a_report_that_is_held(case: Run, tmp_path: Path, there: Run) -> None:
    source = ("--source", "Harbour Post", "--published", "2024-03-07")
    assert there("take", tmp_path / "alert.txt", *source, *at(18)).code == 0
    (before,) = there("show", "--json").rows("report")
    given = parts(made(case, tmp_path / "case.zip"))
    name = next(n for n, c in given.items() if n.startswith("bodies/") and b'"type":"report"' in c)
    words = json.loads(given[name])
    next(w for w in words if w["type"] == "report").update(title="Another title", language="fr")
    rest = {n: c for n, c in given.items() if n not in {name, "record.jsonl"}}
    told_anew = b"".join(canonical(w).encode() + b"\n" for w in words)
    (tmp_path / "anew.zip").write_bytes(resealed({**rest, "record.jsonl": b"", "words.jsonl": told_anew}))
    assert taken(there, tmp_path / "anew.zip").code == 0
    assert there("show", "--json").rows("report") == [before]


def test_a_line_separator_inside_a_text_breaks_nothing(case: Run, tmp_path: Path, there: Run) -> None:
    (tmp_path / "lines.txt").write_text(f"Exercise\u2028wire.\n\n{told.WARNED}")
    assert case("take", "lines.txt", "--source", "courier", "--published", "2024-03-08", *at(12, day=23)).code == 0
    assert taken(there, made(case, tmp_path / "case.zip")).code == 0


def test_what_unpacks_is_what_was_packed(case: Run, tmp_path: Path) -> None:
    found = unpack(made(case, tmp_path / "case.zip").read_bytes(), name="case")
    assert {type(w).__name__ for act in found.acts for w in act.words} >= {
        "Report",
        "Arrival",
        "DutyDecision",
        "Approval",
    }
    assert all(act.path is not None for act in found.acts)
    with pytest.raises(BadInput, match="no zip"):
        unpack(b"", name="nothing")

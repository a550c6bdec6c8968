"""A note: typed by whoever heard it, with statements by hand; from there to a ruling like any other report."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_commands import OFFICER, at, duty
from tocsin.casebook import open_casebook
from tocsin.model import Link, digest

CALL = "A man called. He said that his cousins will bomb the concert in Moscow on Saturday. He would not give his name."
SOURCE = ("--source", "a caller on the night line")
SAID = (
    "-s", "threat/threatened: his cousins will bomb the concert in Moscow on Saturday", "--speaker", "He",
    "--actor", "his cousins", "--target", "the concert", "--place", "Moscow", "--time", "Saturday",
)  # fmt: skip


def test_a_note_is_kept_graded_explained_and_raises_a_duty(office: Run) -> None:
    ran = office("note", CALL, *SOURCE, *SAID, "--grade", "C2", "--because", "he knew the hall", *OFFICER, *at(17, 38))
    assert ran.code == 0
    (row,) = office("show", "--json").rows("statement")
    assert (row["kind"], row["stage"], row["reader"]) == ("threat", "threatened", f"person: {OFFICER[1]}")
    assert row["roles"]["place"][0]["resolved"]["name"] == "Moscow"
    (came,) = office("show", "--json").rows("arrival")
    assert (came["source"]["name"], came["marking"]) == ("a caller on the night line", "AMBER")
    told = office("why", row["id"][:12]).out
    assert f"seen by person: {OFFICER[1]}" in told
    assert f"marked C2 by {OFFICER[1]}: he knew the hall" in told
    assert "the verifier checked" in told
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    assert {n["recipient"] for n in office("notices", "--json").rows("notice")} >= {"hall"}
    assert office("ledger", "verify").code == 0


def test_a_note_is_linked_as_the_desk_links_whoever_read_it(run: Run, tmp_path: Path) -> None:
    """The head that compares is that of the office's reader: one casebook, one measure."""
    (tmp_path / "tocsin.toml").write_text('[office]\nreader = "both"\n')
    for text in (CALL, CALL.replace("A man called. ", "")):
        assert run("note", text, *SOURCE, *SAID, *OFFICER, *at(17, 38)).code == 0
    book = open_casebook(f"sqlite:///{tmp_path}/tocsin.db")
    (link,) = book.all(Link)
    book.close()
    assert any("pairs@1 over encoder@2: " in feature.because for feature in link.features)


def test_what_is_marked_amber_is_not_told_to_everybody(office: Run) -> None:
    assert office("note", CALL, *SOURCE, *SAID, *OFFICER, *at(17, 38)).code == 0
    assert office("rule", duty(office, "hall"), "warn", *OFFICER, *at(18)).code == 0
    assert {n["recipient"] for n in office("notices", "--json").rows("notice")} == {"hall"}, "no public alert of it"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("-s", "threat/threatened: they will bomb the opera"), "“they will bomb the opera” stands in no sentence"),
        (("-s", "menace: his cousins"), "cannot be read"),
        (("-s", "threat/perhaps: his cousins will bomb the concert"), "'perhaps' is of no scale"),
        (("-s", "threat/planned: his cousins will bomb the concert in Moscow"), "the stage planned does not go with"),
        (("-s", "denial: his cousins will bomb the concert in Moscow"), "a denial is negative"),
        (("--place", "Moscow"), "no --statement that they are of"),
        ((*SAID, "--grade", "Z9"), "no Admiralty mark"),
    ],
)
def test_what_cannot_stand_is_refused_whole(office: Run, words: tuple[str, ...], complaint: str) -> None:
    ran = office("note", CALL, *SOURCE, *words, *OFFICER, *at(17, 38))
    assert ran.code == 2
    assert complaint in ran.err
    assert office("show", "--json").rows("report") == []


def test_a_word_that_the_text_denies_cannot_be_noted_as_affirmed(office: Run) -> None:
    """The verifier stands behind a tired officer, too."""
    ran = office(
        "note", "The caller said that they did not bomb the bridge.", *SOURCE,
        "-s", "attack/accomplished: bomb the bridge", *OFFICER, *at(17, 38),
    )  # fmt: skip
    assert ran.code == 2
    assert "nothing was kept" in ran.err


def test_statements_may_come_from_a_file_with_every_field(office: Run, tmp_path: Path) -> None:
    text = "The hospital counted nine dead. The mayor said that it was no accident."
    (tmp_path / "says.toml").write_text(
        '[[statement]]\nkind = "toll"\ncontent = "nine dead"\n'
        'tolls = [{ who = "unknown", effect = "killed", low = 9, best = 9, high = 9, quote = "nine dead" }]\n'
        'speakers = [{ quote = "The hospital" }]\n'
    )
    assert office("note", text, *SOURCE, "--says", "says.toml", *OFFICER, *at(17, 38)).code == 0
    (row,) = office("show", "--json").rows("statement")
    assert row["tolls"][0]["best"] == 9
    (tmp_path / "says.toml").write_text("statements = 3")
    assert "something else than statements" in office("note", text, *SOURCE, "--says", "says.toml", *OFFICER).err


def test_a_programs_reading_takes_no_persons_place(office: Run, tmp_path: Path) -> None:
    assert office("note", CALL, *SOURCE, *SAID, *OFFICER, *at(17, 38)).code == 0
    (tmp_path / "call.txt").write_text(CALL)
    assert office("take", "call.txt", "--source", "wire", *at(19)).code == 0
    (row,) = office("show", "--json").rows("statement")
    assert row["reader"] == f"person: {OFFICER[1]}"
    assert len(office("show", "--json").rows("arrival")) == 2


def test_a_note_may_come_from_standard_input_and_be_left_to_the_reader(office: Run) -> None:
    ran = office("note", "-", *SOURCE, *OFFICER, *at(17, 38), stdin=CALL.encode())
    assert ran.code == 0
    (report,) = office("show", "--json").rows("report")
    assert report["id"] == digest(CALL)

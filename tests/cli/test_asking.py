"""Reading with an endpoint, as its user meets it: off unless named, clear about what leaves, and never quiet."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import answering as by
from tests.answering import Answering, answering
from tests.by_heart import HAPPENED, WARNED
from tests.cli.conftest import Ran, Run
from tests.pages import pdf_of
from tocsin.desk import endpoint as endpoints

KEY = "a-key-that-nobody-may-see-4711"
TEXT = "Gunmen attacked a ferry pier at Lamu on Thursday. No group has claimed the attack.\n"
NOBODY = "http://127.0.0.1:1/v1"


def sees(text: str) -> list[dict[str, Any]]:
    """What a good model sees in the sentences of these tests."""
    sure = {"certainty": "certain", "polarity": "positive"}
    if "attacked" in text:
        roles = {"place": ["Lamu"], "time": ["Thursday"]}
        content = "Gunmen attacked a ferry pier at Lamu on Thursday"
        return [{"kind": "attack", "content": content, "stage": "accomplished", "roles": roles, **sure}]
    if "claimed" in text:
        return [{"kind": "claim", "content": "claimed the attack", "cue": "claimed", **sure}]
    return []


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoints of this machine count as standing somewhere else."""
    monkeypatch.setattr(endpoints, "is_loopback", lambda _host: False)


def asking(run: Run, at: Answering | str, *words: object, command: str = "read") -> Ran:
    url = at if isinstance(at, str) else at.url
    return run(command, *words, "--endpoint", url, "--model", "parrot", "--at", "2025-10-14T18:00:00+00:00")


def test_what_the_model_sees_is_read_and_what_the_text_does_not_bear_is_refused(run: Run, report: Path) -> None:
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, report, "--json")
    assert ran.code == 0
    assert [(s["kind"], s["reader"]) for s in ran.rows("statement")] == [("attack", "asked:parrot@1")]
    (refused,) = ran.rows("unread")
    assert (refused["because"], refused["proposed"]) == ("refused", "claim: claimed the attack")
    assert "negates" in refused["detail"]
    assert len(at.asked) == 1


def test_nobody_is_asked_unless_an_endpoint_is_named(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_ENDPOINT_KEY", KEY)
    with answering(by.reading_by(sees)) as at:
        ran = run("read", report, "--json")
    assert at.asked == []
    assert {s["reader"] for s in ran.rows("statement")} == {"rules@1"}


@pytest.mark.parametrize("words", [("--endpoint", NOBODY), ("--model", "parrot"), ("--endpoint", "x", "--model", "y")])
def test_one_without_the_other_or_no_address_is_wrong_use(run: Run, report: Path, words: tuple[str, ...]) -> None:
    ran = run("read", report, *words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2


FAILS: dict[str, tuple[by.Answer, str]] = {
    "failed": (by.body(b"", status=500), "it failed (status 500)"),
    "no key": (by.body(b"", status=401), "it does not know us (status 401)"),
    "silent": (by.silent, "no whole answer came within 1 seconds"),
    "no JSON": (by.saying("Nothing happened."), "the answer is not JSON"),
    "HTML": (by.body(b"<h1>Welcome"), "no chat completion"),
    "cut off": (by.cut_off(by.completion("x" * 99), at=50), "broke off"),
}


@pytest.mark.parametrize("command", ["read", "take"])
@pytest.mark.parametrize(("answer", "words"), FAILS.values(), ids=FAILS)
def test_where_no_answer_comes_it_is_said_and_the_command_ends_with_1(
    run: Run, report: Path, command: str, answer: by.Answer, words: str
) -> None:
    with answering(answer) as at:
        ran = asking(run, at, report, "--patience", "1", command=command)
    assert ran.code == 1
    assert "report.txt: 2 passages not read at all: asked:parrot@1: " in ran.err
    assert words in ran.err
    if command == "read":
        assert "refused" in ran.out
        assert "2 passages not understood" in " ".join(ran.out.split())


def test_nothing_listening_is_said_too(run: Run, report: Path) -> None:
    ran = asking(run, NOBODY, report, "--json")
    assert ran.code == 1
    assert [u["because"] for u in ran.rows("unread")] == ["refused", "refused"]
    assert "nothing listens there" in ran.err


def test_the_key_goes_to_the_endpoint_and_is_printed_nowhere(
    run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_ENDPOINT_KEY", KEY)
    for answer in (by.reading_by(sees), by.body(KEY.encode(), status=401), by.saying(KEY), by.body(KEY.encode())):
        with answering(answer) as at:
            for command, more in (("read", ("--json",)), ("read", ("--html", "page.html")), ("take", ())):
                ran = asking(run, at, report, *more, command=command)
                assert KEY not in ran.out + ran.err
        assert at.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []


def test_there_is_no_option_for_the_key(run: Run, report: Path) -> None:
    assert run("read", report, "--key", KEY).code == 2
    assert "key" not in run("read", "--help").out.lower()


@pytest.mark.usefixtures("elsewhere")
def test_that_the_text_leaves_is_said_before_it_does(run: Run, report: Path) -> None:
    with answering(by.reading_by(sees)) as at:
        assert asking(run, at, report).code == 2  # not encrypted, and not allowed
        assert at.asked == []
        ran = asking(run, at, report, "--in-clear")
    assert ran.code == 0
    first = ran.err.splitlines()[0]
    assert first == "the text of the reports leaves this machine: it is sent to 127.0.0.1, not encrypted on the way"
    assert len(at.asked) == 1


def test_of_an_endpoint_on_this_machine_nothing_of_the_kind_is_said(run: Run, report: Path) -> None:
    with answering(by.reading_by(sees)) as at:
        assert "leaves this machine" not in asking(run, at, report).err


LABELS = {"clear": True, "green": True, "amber": False, "amber+strict": False, "red": False}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("command", ["read", "take"])
@pytest.mark.parametrize(("label", "leaves"), LABELS.items())
def test_only_what_is_clear_or_green_leaves(
    run: Run,
    report: Path,
    command: str,
    label: str,
    leaves: bool,  # noqa: FBT001 - a row of the table
) -> None:
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, report, "--in-clear", "--marking", label, command=command)
    assert (len(at.asked), ran.code) == ((1, 0) if leaves else (0, 1))
    assert (f"it is marked TLP:{label.upper()}, and would be sent to 127.0.0.1" in ran.err) is not leaves
    assert ("nothing was sent" in ran.err) is not leaves


@pytest.mark.parametrize("label", ["red", "amber"])
def test_to_an_endpoint_on_this_machine_anything_may_go(run: Run, report: Path, label: str) -> None:
    with answering(by.reading_by(sees)) as at:
        assert asking(run, at, report, "--marking", label, command="take").code == 0
    assert len(at.asked) == 1


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("label", ["TLP:AMBER", "TLP:RED", "tlp: amber+strict"])
def test_a_label_in_the_text_itself_keeps_it_here_too(run: Run, tmp_path: Path, label: str) -> None:
    (tmp_path / "report.txt").write_text(f"{label}\n\n{TEXT}")
    with answering(by.reading_by(sees)) as at:
        assert asking(run, at, "report.txt", "--in-clear").code == 1
    assert at.asked == []


IN_THE_TEXT = {
    "hidden": f"TLP:AM\u200bBER\n\n{TEXT}",
    "soft hyphen": f"TL\u00adP:RED\n\n{TEXT}",
    "turned round": f"\u202eDER:PLT\u202c\n\n{TEXT}",
    "fullwidth": f"ＴＬＰ：ＲＥＤ\n\n{TEXT}",
    "no colon": f"TLP AMBER\n\n{TEXT}",
}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("text", IN_THE_TEXT.values(), ids=IN_THE_TEXT)
def test_a_label_that_is_hidden_or_spelled_otherwise_keeps_it_here(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.txt").write_text(text)
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, "report.txt", "--in-clear", "--marking", "clear")
    assert (at.asked, ran.code) == ([], 1)
    assert "nothing was sent" in ran.err


MAIL = "From: a@b.example\nSubject: {}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
PARTS = '--x\nContent-Type: text/plain\n\n{}\n--x\nContent-Disposition: attachment; filename="{}"\n\n{}\n--x--\n'
BESIDE = {
    "page.html": f"<html><body><header>TLP:AMBER</header><main><article><p>{TEXT}</p><p>{TEXT}</p></article></main>",
    "meta.html": f'<html><head><meta name="tlp" content="TLP:RED"></head><body><p>{TEXT}</p></body></html>',
    "subject.eml": (MAIL + PARTS).format("[TLP:AMBER] pier", TEXT, "pier.txt", TEXT),
    "body.eml": (MAIL + PARTS).format("pier", "TLP:RED, for you alone.", "pier.txt", TEXT),
    "row.jsonl": json.dumps({"text": TEXT, "tlp": "red"}),
    "TLP-RED pier.txt": TEXT,
}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("name", BESIDE)
def test_a_label_beside_the_text_keeps_it_here_and_what_is_attached_too(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(BESIDE[name])
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, name, "--in-clear", "--marking", "clear")
    assert (at.asked, ran.code) == ([], 1)


@pytest.mark.usefixtures("elsewhere")
def test_a_label_with_hidden_characters_in_a_pdf_keeps_it_here(run: Run, tmp_path: Path) -> None:
    for name, head, left in (("a.pdf", "TLP:AM~B~ER", False), ("b.pdf", "TLP:CLE~AR", True)):
        (tmp_path / name).write_bytes(pdf_of(head, TEXT.strip()))
        with answering(by.reading_by(sees)) as at:
            asking(run, at, name, "--in-clear")
        assert bool(at.asked) is left


@pytest.mark.usefixtures("elsewhere")
def test_what_came_under_a_strict_label_before_does_not_leave_when_it_comes_again_without(
    run: Run, report: Path
) -> None:
    assert run("take", report, "--marking", "amber", "--at", "2025-10-14T17:00:00+00:00").code == 0
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, report, "--in-clear", "--marking", "clear", command="take")
    assert (at.asked, ran.code) == ([], 1)
    assert "TLP:AMBER" in ran.err


def test_one_that_may_not_leave_does_not_keep_the_others_here(run: Run, tmp_path: Path, elsewhere: None) -> None:
    del elsewhere
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"TLP:RED\n\n{TEXT}")
    (folder / "b.txt").write_text(TEXT)
    with answering(by.reading_by(sees)) as at:
        ran = asking(run, at, folder, "--in-clear", "--json")
    assert ran.code == 1
    assert len(at.asked) == 1
    assert "TLP:RED" not in json.dumps(at.asked)
    assert len(ran.rows("statement")) == 1


def test_an_endpoint_that_fails_later_takes_nothing_from_what_was_read_before(office: Run, report: Path) -> None:
    report.write_text(f"{WARNED}\n\n{HAPPENED}\n")
    assert office("take", report, "--at", "2024-03-07T18:00:00+00:00").code == 0
    before = office("show", "--json").rows("statement")
    assert len(before) == 2
    ran = asking(office, NOBODY, report, command="take")
    assert ran.code == 1
    assert office("show", "--json").rows("statement") == before


def test_what_was_not_read_for_want_of_an_answer_is_read_when_it_is_taken_again(run: Run, report: Path) -> None:
    assert asking(run, NOBODY, report, command="take").code == 1
    assert run("show", "--json").rows("statement") == []
    with answering(by.reading_by(sees)) as at:
        assert asking(run, at, report, command="take").code == 0
    assert [s["kind"] for s in run("show", "--json").rows("statement")] == ["attack"]
    assert run("ledger", "verify").code == 0


def test_nobody_waits_for_the_casebook_while_an_answer_is_awaited(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("take", report).code == 0
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("Lamu", "Kilifi"))
    free: list[bool] = []

    def meanwhile(conversation: by.Handler, sent: Any) -> None:
        with closing(sqlite3.connect(tmp_path / "tocsin.db", timeout=0.1)) as base:
            base.execute("BEGIN IMMEDIATE")
            free.append(True)
            base.rollback()
        by.reading_by(sees)(conversation, sent)

    with answering(meanwhile) as at:
        assert asking(run, at, other, command="take").code == 0
    assert free == [True]


def test_both_readers_read_where_that_is_asked_for_and_say_which_saw_what(run: Run, report: Path) -> None:
    ran = run("read", report, "--json", "--reader", "both")
    assert ran.code == 0
    assert any("encoder@2" in s["reader"] for s in ran.rows("statement"))


def test_the_configuration_names_the_reader_and_a_command_another(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text('[office]\nreader = "both"\n')
    assert run("take", report).code == 0
    assert any("encoder@2" in s["reader"] for s in run("show", "--json").rows("statement"))
    assert all(
        "encoder" not in s["reader"] for s in run("read", report, "--json", "--reader", "rules").rows("statement")
    )
    (tmp_path / "tocsin.toml").write_text('[office]\nreader = "everybody"\n')
    ran = run("duty")
    assert (ran.code, "no reader is called 'everybody'" in ran.err) == (2, True)


def test_whoever_reads_nothing_loads_no_reader_that_the_configuration_names(
    run: Run, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "tocsin.toml").write_text('[office]\nreader = "both"\n')
    assert run("take", report).code == 0
    words = [sys.executable, "-X", "importtime", "-m", "tocsin", "duty"]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert "tocsin.desk.office" in ran.stderr
    assert "onnxruntime" not in ran.stderr
    assert "tocsin.reading.rules" not in ran.stderr


def test_the_reports_alone_are_shown_with_their_statements_marked(run: Run, report: Path) -> None:
    ran = run("read", report, "--show")
    assert ran.code == 0
    assert "}[1]" in ran.out
    assert "To decide now" not in ran.out

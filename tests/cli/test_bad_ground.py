"""What a command stands on gives way: the configuration, the register, a policy, the disk, the database."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.by_heart import HAPPENED, WARNED, WEATHER, ByHeart
from tests.cli.conftest import OFFICE, Run, entry
from tocsin.casebook import open_casebook
from tocsin.model import Report

RULE = """
[[rule]]
id = "hunch"
test = "{test}"
text = "Somebody has a hunch."
source = "the exercise"
verified = false
"""
POLICY = """
id = "house"
title = "A house rule"
version = "1"
source = "the exercise"
hours = 4
hours_source = "the exercise"
needed = "all"
in_doubt = "warn"
speech_needs = "a named person"
"""


def said(err: str, *, where: str, what: str, now: str) -> None:
    """An error says where, what, and on a line of its own what now."""
    first, second = err.strip().splitlines()[-2:]
    assert where in first.partition(": ")[0] or first.startswith(where)
    assert what in first
    assert second.startswith("  ")
    assert now in second


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        (entry("hall", channel="pigeon"), "register.toml, entry 1 ('hall'), contact", "no channel is called 'pigeon'"),
        (entry("hall", address="nobody"), "register.toml, entry 1 ('hall'), contact", "'nobody' is no mail address"),
        (entry("hall", channel="folder", address="../up"), "register.toml, entry 1 ('hall'), contact", "no name of"),
    ],
)  # fmt: skip
def test_a_register_with_a_contact_that_cannot_be_reached(
    office: Run, tmp_path: Path, row: str, where: str, what: str
) -> None:
    (tmp_path / "register.toml").write_text(row)
    (tmp_path / "good.txt").write_text(WARNED)
    ran = office("take", "good.txt")
    assert (ran.code, "1 taken" in ran.err) == (1, True), "what was said is on record, whoever cannot be rung"
    assert f"{where}: " in ran.err
    assert what in ran.err
    assert "nothing reaches hall" in ran.err
    (duty,) = office("duty", "--json").rows("duty_proposal")
    assert duty["protected"] == "hall"


def test_a_register_that_is_gone_and_was_never_on_record_is_told_loudly(office: Run, tmp_path: Path) -> None:
    (tmp_path / "register.toml").unlink()
    (tmp_path / "good.txt").write_text(WARNED)
    ran = office("take", "good.txt")
    assert ran.code == 1
    assert "register.toml: it cannot be read" in ran.err
    assert "THE REGISTER IS NOT READ until that is mended" in ran.err
    assert "NO DUTY TO WARN IS RAISED" in ran.err


def test_a_contact_whose_server_does_not_answer_fails_and_the_others_are_sent(
    office: Run, tmp_path: Path, silent_port: int
) -> None:
    server = f'host = "127.0.0.1"\nport = {silent_port}\nsender = "desk@house.example"'
    there, rest = OFFICE.replace('[channels.mail]\nroot = "mail"', f"[channels.mail]\n{server}"), OFFICE
    assert there != rest
    (tmp_path / "tocsin.toml").write_text(there)
    (tmp_path / "good.txt").write_text(WARNED)
    now = ("--at", "2024-03-07T18:00:00+03:00")
    office("take", "good.txt", "--published", "2024-03-07", *now)
    for duty in office("duty", "--json").rows("duty_proposal"):
        assert office("rule", duty["id"], "warn", "--by", "Vera Lind", *now).code == 0
    for notice in office("notices", "--json").rows():
        office("approve", notice["id"], "--by", "Jonas Achterberg", *now, stdin=b"y\n")
    ran = office("dispatch", "--json", *now)
    assert ran.code == 1
    outcomes = {row["channel"]: row["outcome"] for row in ran.rows("receipt")}
    assert outcomes == {"mail": "failed", "folder": "accepted"}
    assert "the mail server was not reached" in ran.err
    assert "it may be tried again" in ran.err
    assert office("notices", *now).code == 1
    assert office("ledger", "checkpoint").code == 0
    assert office("ledger", "verify").code == 0


def test_a_policy_with_an_unknown_rule(office: Run, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('["organisation"]', '["house.toml"]'))
    (tmp_path / "house.toml").write_text(POLICY + RULE.format(test="hunch"))
    (tmp_path / "good.txt").write_text(WARNED)
    ran = office("take", "good.txt")
    assert ran.code == 2
    said(ran.err, where="house.toml, rule 1", what="no test is called 'hunch'", now="there are ")
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize(
    ("toml", "where", "what"),
    [
        ("[office", "tocsin.toml", "not TOML"),
        ('[office]\npolicies = ["none-such"]', "policy none-such", "no such policy is shipped"),
        ("[offices]", "tocsin.toml", "unknown: offices"),
        ('[office]\ncasebook = "mysql://x/y"', "mysql://x/y", "no casebook's URL"),
        ('[office]\npolicies = "organisation"', "tocsin.toml, [office]", "policies is 'organisation'"),
        ("[office]\nregister = 3", "tocsin.toml, [office]", "register is 3"),
        ("source = 3", "tocsin.toml", "source is 3"),
        ('[[source]]\nid = 3\nname = "x"\nkind = "x"', "tocsin.toml, source 1", "id is 3"),
        ('[[source]]\nid = "x"', "tocsin.toml, source 1", "missing or empty: name, kind"),
        ("[issuer]\nname = 3", "tocsin.toml, [issuer]", "name is 3"),
    ],
)
def test_a_configuration_that_is_not_sound(office: Run, tmp_path: Path, toml: str, where: str, what: str) -> None:
    (tmp_path / "tocsin.toml").write_text(toml)
    (tmp_path / "good.txt").write_text(WARNED)
    ran = office("take", "good.txt")
    assert ran.code == 2
    said(ran.err, where=where, what=what, now="")
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize(
    ("toml", "where", "what"),
    [
        ('[channels.pigeon]\nroot = "x"', "[channels.pigeon]", "no channel is called pigeon"),
        ("[channels]\nmail = 3", "[channels.mail]", "3 stands where a table must"),
        ("[channels.folder]", "[channels.folder]", "it cannot be set up: 'root'"),
        ('[channels.mail]\nhost = "localhost"', "[channels.mail]", "it cannot be set up"),
        ('[channels.mail]\nhost = "localhost"\nsender = "me"', "the sender's address", "no plain mail address"),
    ],
)
def test_a_channel_that_cannot_be_set_up(office: Run, tmp_path: Path, toml: str, where: str, what: str) -> None:
    (tmp_path / "good.txt").write_text(WARNED)
    assert office("take", "good.txt").code == 0
    (tmp_path / "tocsin.toml").write_text(toml)
    for command in (("dispatch",), ("dispatch", "--dry-run"), ("register", "check")):
        ran = office(*command)
        assert ran.code == (0 if "--dry-run" in command else 1)
        assert any(where in line and what in line for line in ran.err.splitlines()), ran.err


def test_a_configuration_that_is_no_utf_8(office: Run, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_bytes(b'[office]\nname = "Caf\xe9"')
    ran = office("incidents")
    assert ran.code == 2
    said(ran.err, where="tocsin.toml", what="it is no UTF-8 (byte 21)", now="as UTF-8")


def test_a_configuration_that_is_not_there(office: Run) -> None:
    ran = office("incidents", "-c", "elsewhere.toml")
    assert ran.code == 2
    said(ran.err, where="elsewhere.toml", what="it cannot be read", now="give another path")


EVERY_LOOK: Sequence[Sequence[str]] = (
    ("incidents",), ("show",), ("why", "abcd"), ("duty",), ("notices",), ("dispatch",), ("ledger", "verify"),
    ("ledger", "checkpoint"), ("ledger", "entries"), ("ledger", "rebuild"),
    ("rule", "abcd", "warn", "--by", "Vera Lind"), ("close", "abcd", "--by", "Vera Lind", "--because", "over"),
)  # fmt: skip


@pytest.mark.parametrize("words", EVERY_LOOK, ids=" ".join)
def test_a_casebook_that_is_gone_is_said_and_never_comes_back_empty(
    office: Run, tmp_path: Path, words: Sequence[str]
) -> None:
    (tmp_path / "good.txt").write_text(WARNED)
    assert office("take", "good.txt").code == 0
    for file in tmp_path.glob("tocsin.db*"):
        file.unlink()
    ran = office(*words)
    assert ran.code == 1
    said(ran.err, where="sqlite:///", what="there is no casebook", now="put it back")
    assert not list(tmp_path.glob("*.db"))


class Meanwhile(ByHeart):
    """Something happens while a report is read that says that it rained."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self.happens = happens

    def propose(self, report: Report, **more: object) -> object:  # type: ignore[override]
        """What it knows by heart, after that happened."""
        if WEATHER in report.text:
            self.happens()
        return super().propose(report, **more)  # type: ignore[arg-type]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    def set_up(happens: Callable[[], object]) -> None:
        monkeypatch.setattr("tests.cli.conftest.ByHeart", lambda: Meanwhile(happens))

    return set_up


def three_reports(folder: Path) -> None:
    for name, text in (("a.txt", WARNED), ("b.txt", WEATHER), ("c.txt", HAPPENED)):
        (folder / name).write_text(text)


def test_a_file_that_vanishes_during_a_batch_is_said(
    office: Run, tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    three_reports(tmp_path)
    meanwhile(lambda: (tmp_path / "tocsin.db").rename(tmp_path / "elsewhere.db"))
    ran = office("take", "a.txt", "b.txt", "c.txt")
    assert ran.code == 1
    assert "1 taken before this; they stand" in ran.err
    assert "sqlite:///" in ran.err.splitlines()[-2]
    assert ran.err.splitlines()[-1].startswith("  ")


@pytest.mark.postgres
def test_a_server_that_goes_during_a_batch_keeps_what_was_taken_and_nothing_by_halves(
    office: Run,
    tmp_path: Path,
    postgres_url: str,
    meanwhile: Callable[[Callable[[], object]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    def cut() -> None:
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    monkeypatch.setenv("DATABASE_URL", postgres_url)
    three_reports(tmp_path)
    meanwhile(cut)
    ran = office("take", "a.txt", "b.txt", "c.txt")
    assert ran.code == 1
    assert "1 taken before this; they stand" in ran.err
    assert ran.err.splitlines()[-1].startswith("  ")
    meanwhile(lambda: None)
    again = office("take", "a.txt", "b.txt", "c.txt")
    assert again.code == 0
    arrivals = [row for row in office("ledger", "entries", "--json").rows() if row["kind"] == "arrival"]
    assert len(arrivals) == 3
    assert office("ledger", "checkpoint").code == 0
    assert office("ledger", "verify").code == 0


def test_a_server_that_is_not_there_is_said_without_its_password(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent_port: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://vera:s3cret@127.0.0.1:{silent_port}/casebook")
    (tmp_path / "good.txt").write_text(WARNED)
    for words in (("take", "good.txt"), ("incidents",)):
        ran = office(*words)
        assert ran.code == 1
        assert f"postgresql://vera:***@127.0.0.1:{silent_port}/casebook: " in ran.err
        assert "see that the database is running" in ran.err
        assert "s3cret" not in ran.err


def test_a_file_that_is_no_casebook(office: Run, tmp_path: Path) -> None:
    (tmp_path / "tocsin.db").write_text("This is a letter, and has been one for a long time. " * 40)
    ran = office("incidents")
    assert ran.code == 1
    said(ran.err, where="sqlite:///", what="not a database", now="name another")
    assert (tmp_path / "tocsin.db").read_text().startswith("This is a letter")


_SMALL_DISK = """
import resource, sys
from tocsin.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[:] = ["tocsin", *sys.argv[2:]]
main()
"""


def on_a_small_disk(limit: int, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `tocsin` where no file may grow beyond so many bytes."""
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _SMALL_DISK, str(limit), *words],
        check=False, capture_output=True, text=True, cwd=folder, env={**os.environ, "DATABASE_URL": ""},
    )  # fmt: skip


def test_a_full_disk_is_said_and_the_report_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(WEATHER)
    large = "\n\n".join(f"{WEATHER} {n:>{n % 7}}" for n in range(800))
    (tmp_path / "large.jsonl").write_text(json.dumps({"text": large, "language": "en"}))
    ran = on_a_small_disk(250_000, "take", "small.txt", "large.jsonl", "small.txt", folder=tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "1 taken before this; they stand" in ran.stderr
    said(ran.stderr, where="sqlite:///", what="disk", now="nothing was half-written")
    book = open_casebook(f"sqlite:///{tmp_path}/tocsin.db")
    assert [report.text for report in book.all(Report)] == [WEATHER]
    assert book.verify(keys=()).sound
    book.close()


def test_a_full_folder_for_temporary_files_is_said(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(WEATHER)
    (tmp_path / "long.txt").write_text("Prices rose again in the market this week, the traders said.")
    ran = on_a_small_disk(250_000, "take", "short.txt", "long.txt", folder=tmp_path)
    assert ran.returncode == 1
    assert "1 taken before this; they stand" in ran.stderr
    said(ran.stderr, where="the folder for temporary files", what="cannot be written", now="TMPDIR")


def test_a_page_that_does_not_fit_on_the_disk_leaves_no_half_of_it(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(WEATHER)
    (tmp_path / "page.html").write_text("the page of yesterday")
    ran = on_a_small_disk(4000, "read", "small.txt", "--html", "page.html", folder=tmp_path)
    assert ran.returncode == 1
    said(ran.stderr, where="page.html", what="it cannot be written: File too large", now="nothing was half-written")
    assert (tmp_path / "page.html").read_text() == "the page of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "small.txt"]


def test_a_backup_that_does_not_fit_on_the_disk_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(WEATHER)
    assert on_a_small_disk(2**30, "take", "small.txt", folder=tmp_path).returncode == 0
    ran = on_a_small_disk(60_000, "ledger", "backup", "copy.db", folder=tmp_path)
    assert ran.returncode == 1, ran.stderr
    said(ran.stderr, where="sqlite:///", what="disk", now="nothing was half-written")
    assert not list(tmp_path.glob("copy.db*"))


@pytest.mark.parametrize("command", ["read", "show", "checkpoint"])
def test_a_path_that_cannot_be_written_is_wrong_use(office: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "good.txt").write_text(WARNED)
    office("take", "good.txt")
    ran = {
        "read": lambda: office("read", "good.txt", "--html", "nowhere/page.html"),
        "show": lambda: office("show", "--html", "nowhere/page.html"),
        "checkpoint": lambda: office("ledger", "checkpoint", "--to", "nowhere/checkpoint.json"),
    }[command]()
    assert ran.code == 2
    said(ran.err, where="nowhere/", what="No such file or directory", now="give another path")

"""Delivery from the command line: terms, bounces, a dispatcher that stays, and the page behind the links."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import OFFICE, Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, ruled, warned
from tocsin.cli.moments import moment

__all__ = ["ruled", "warned"]
"""Fixtures of the commands' tests."""

LINKS = '\n[delivery]\nlinks = "https://acks.example/a/"\n'
ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1"}


def configured(folder: Path, more: str) -> None:
    (folder / "tocsin.toml").write_text(OFFICE + more)


def approve_all(run: Run) -> None:
    for id_ in notices(run).values():
        assert run("approve", id_, *APPROVER, *at(18, 10), stdin=b"y\n").code == 0


def mails(folder: Path, to: str = "hall@house.example") -> list[str]:
    """The mails to somebody, headers and parts as a mail program shows them."""
    found = []
    for file in sorted((folder / "mail" / to / "new").iterdir()):
        message = message_from_bytes(file.read_bytes(), policy=default)
        parts = [part.get_content() for part in message.walk() if part.get_content_type() == "text/plain"]
        found.append("\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts]))
    return found


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[delivery]\nbatch = 0", "a batch is at least 1"), ("[delivery]\nbatch = true", "a whole number"),
        ("[delivery]\nspeed = 3", "unknown: speed"), ('[delivery]\nlinks = "here"', "that a token can follow"),
        ("[delivery.retry.mail]\nlimit = 0", "a limit at least 1"), ("[delivery.retry]\nmail = 3", "must stand here"),
        ("[delivery.retry.mail]\nfirst_seconds = 90\nlongest_seconds = 60", "cannot be used"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_kept_are_found_at_once(ruled: Run, tmp_path: Path, more: str, said: str) -> None:
    configured(tmp_path, "\n" + more + "\n")
    ran = ruled("dispatch", *at(18, 20))
    assert (ran.code, said in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[channels.webhook]\nsecret = "short"', "it is no secret"),
        ("[channels.pigeon]\nloft = 1", "no channel is"),
        ('[channels.apprise.urls]\nduty = "nonsense"', "Apprise knows no such address"),
    ],
)
def test_a_channel_that_cannot_be_set_up_is_told_and_keeps_no_warning_from_the_others(
    ruled: Run, tmp_path: Path, more: str, said: str
) -> None:
    configured(tmp_path, "\n" + more + "\n")
    approve_all(ruled)
    assert said in ruled("dispatch", "--dry-run", *at(18, 20)).err
    ran = ruled("dispatch", *at(18, 20))
    assert (ran.code, said in ran.err, "NOTHING GOES THIS WAY" in ran.err) == (1, True, True), ran.err
    assert len(mails(tmp_path)) == 1


@pytest.mark.parametrize("named", ["", 'key = "gone.pem"'])
def test_without_the_key_of_the_links_a_warning_goes_all_the_same_and_that_is_told(
    ruled: Run, tmp_path: Path, named: str
) -> None:
    approve_all(ruled)
    (tmp_path / "tocsin.toml").write_text(OFFICE.replace('key = "key.pem"', named) + LINKS)
    ran = ruled("dispatch", *at(18, 20))
    assert (ran.code, "NOTHING BEARS A LINK" in ran.err) == (1, True), ran.err
    (mail,) = mails(tmp_path)
    assert "acks.example" not in mail
    assert "1 to mend" in ruled("register", "check").err


def test_notices_say_how_each_contact_stands(ruled: Run, tmp_path: Path) -> None:
    approve_all(ruled)
    assert "approved, not sent" in ruled("notices", *at(18, 15)).out
    (tmp_path / "mail").write_text("in the way")
    assert ruled("dispatch", *at(18, 20)).code == 1
    words = " ".join(ruled("notices", *at(18, 20)).out.split())
    assert "mail: FAILED, again after 18:2" in words
    (tmp_path / "mail").unlink()
    ruled("dispatch", *at(18, 25))
    words = " ".join(ruled("notices", *at(18, 26)).out.split())
    assert "mail: accepted by the channel; whether it arrived is not known, 2 attempts" in words


def test_bounces_are_put_on_record_once(ruled: Run, tmp_path: Path) -> None:
    approve_all(ruled)
    ruled("dispatch", *at(18, 20))
    attempt = re.search(r"X-Tocsin-Attempt: (\w+)", mails(tmp_path)[0])
    assert attempt
    (tmp_path / "back").mkdir()
    bounce = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\n550 5.1.1 no\n\nX-Tocsin-Attempt: {}\n"
    (tmp_path / "back" / "1").write_text(bounce.format(attempt[1]))
    (tmp_path / "back" / "2").write_text("From: somebody@example\n\nHello.\n")
    ran = ruled("bounces", "back", "--json", *at(18, 30))
    assert (ran.code, [r["outcome"] for r in ran.rows("receipt")]) == (1, ["refused"])
    assert "message 2: not of ours" in ran.err
    assert "2 read, 1 put on record" in ran.err
    again = ruled("bounces", "back", *at(18, 31))
    assert (again.code, "2 read, 0 put on record" in again.err) == (0, True)
    assert "REFUSED" in ruled("notices", *at(18, 32)).out


def test_a_text_that_goes_out_with_a_link_does_not_say_that_we_send_none(warned: Run, tmp_path: Path) -> None:
    configured(tmp_path, LINKS)
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18)).code == 0
    approve_all(warned)
    warned("dispatch", *at(18, 20))
    mail = mails(tmp_path)[0]
    assert "or to follow a link" not in mail
    assert "The one link that we send says that this has reached you" in mail


def test_the_exact_text_goes_out_and_the_link_beside_it(ruled: Run, tmp_path: Path) -> None:
    configured(tmp_path, LINKS)
    approve_all(ruled)
    ruled("dispatch", *at(18, 20))
    mail = mails(tmp_path)[0]
    assert "https://acks.example/a/" in mail
    assert "FOR YOU ALONE: do not pass on" in mail[mail.index("TEAR LINE") : mail.index("https://acks")]
    assert "https://acks.example/a/" not in mails(tmp_path, "public")[0]


# ---- real processes


def waited(process: "subprocess.Popen[str]", word: str) -> str:
    """The line in which a program says something."""
    assert process.stderr is not None
    for line in process.stderr:
        if word in line:
            return line
    raise AssertionError(f"it ended without saying {word!r}")


def test_a_dispatcher_that_stays_sends_what_comes_and_stops_when_asked(warned: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tocsin", "dispatch", "--stay", "--every", "0.1"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)  # noqa: S603
    try:
        time.sleep(1)
        assert process.poll() is None
        rule_for_now(warned)
        assert "accepted" in waited(process, "accepted")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.communicate()


def rule_for_now(run: Run) -> None:
    """Rule so that the notices hold at the moment that it really is, and approve them."""
    until = moment(None).replace(year=moment(None).year + 1).isoformat()
    ran = run("rule", duty(run, "hall"), "warn", "--until", until, "--by", "Exercise Officer Vera Lind")
    assert ran.code == 0
    for id_ in notices(run).values():
        assert run("approve", id_, *APPROVER, stdin=b"y\n").code == 0


class Form(HTMLParser):
    """What a page asks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.methods: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the method of each form."""
        if tag == "form":
            self.methods.append(dict(attrs).get("method") or "get")


@pytest.fixture
def page(warned: Run, tmp_path: Path) -> Iterator[tuple[int, str, Run]]:
    """The port of a running page, and the path of a link that was mailed."""
    configured(tmp_path, LINKS)
    rule_for_now(warned)
    assert warned("dispatch").code == 0
    link = re.search(r"https://acks\.example(/a/[\w-]+)", mails(tmp_path)[0])
    assert link
    command = [sys.executable, "-m", "tocsin", "serve-acks", "--port", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)  # noqa: S603
    try:
        port = int(waited(process, "listening").partition("127.0.0.1:")[2].partition("/")[0])
        yield port, link[1], warned
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.communicate()


def asked(port: int, method: str, path: str, **form: str) -> tuple[int, str, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        method, path, body=urlencode(form) if form else None,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.headers)
    connection.close()
    return found


def answers(run: Run) -> list[dict[str, object]]:
    return [r for r in run("notices", "--json").rows("receipt") if r["outcome"] == "acknowledged"]


def test_opening_a_link_does_nothing_and_the_button_acknowledges_once(page: tuple[int, str, Run]) -> None:
    port, path, run = page
    for method in ("GET", "HEAD", "GET"):
        status, html, headers = asked(port, method, path)
        assert status == 200
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert Form(html).methods == ["post"]
    assert "Moscow" not in html
    assert answers(run) == []
    assert asked(port, "POST", path)[0] == 400, "a name is needed"
    assert asked(port, "POST", path, name="x" * 101)[0] == 400
    assert asked(port, "POST", path, name="Pavel\u202e")[0] == 400
    assert answers(run) == []
    status, html, _ = asked(port, "POST", path, name="Exercise <b>Pavel</b>")
    assert (status, "Exercise &lt;b&gt;Pavel&lt;/b&gt;" in html) == (200, True)
    assert "acknowledged by Exercise &lt;b&gt;Pavel" in asked(port, "POST", path, name="Somebody Else")[1]
    assert [r["by"]["name"] for r in answers(run)] == ["Exercise <b>Pavel</b>"]  # type: ignore[index]
    assert "Acknowledged by" in asked(port, "GET", path)[1]


def test_a_link_that_was_changed_leads_nowhere(page: tuple[int, str, Run]) -> None:
    port, path, run = page
    for wrong in (path[:-1] + ("A" if path[-1] != "A" else "B"), "/a/", "/", "/a/" + "x" * 5000):
        assert asked(port, "POST", wrong, name="Exercise Pavel")[0] == 400
    assert "none of ours. Open it again from the message." in asked(port, "GET", "/a/x")[1]
    for method in ("PUT", "DELETE", "OPTIONS"):
        assert asked(port, method, path)[0] == 405
    assert asked(port, "POST", path, name="y" * 5000)[0] == 400
    assert answers(run) == []


def test_without_a_link_in_the_configuration_there_is_no_page(ruled: Run) -> None:
    ran = ruled("serve-acks", "--port", "0")
    assert (ran.code, "the office sends no links" in ran.err) == (2, True)

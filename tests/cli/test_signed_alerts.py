"""The office's key for its alerts, as typed: made, named in the configuration, and on every alert that leaves."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cryptography import x509

from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, at, ruled, warned
from tocsin.dispatch.channel import UNSIGNED
from tocsin.model import digest
from tocsin.release import verify

__all__ = ["ruled", "warned"]


def named(tmp_path: Path) -> None:
    """The configuration names the key."""
    path = tmp_path / "tocsin.toml"
    path.write_text(path.read_text().replace("[office]\n", '[office]\nalert_key = "alerts.pem"\n', 1))
    assert "alert_key" in path.read_text()


def alert(run: Run, tmp_path: Path) -> tuple[str, str]:
    """The alert to the public goes out; what lies in the folder, and what was said."""
    (row,) = [row for row in run("notices", "--json").rows("notice") if row["recipient"] == "public"]
    assert run("approve", row["id"][:12], "--text", digest(row["body"])[:12], *APPROVER, *at(18, 20)).code == 0
    said = run("dispatch", *at(18, 30)).err
    for path in tmp_path.glob("mail/*/new/*"):
        for part in message_from_bytes(path.read_bytes(), policy=default).iter_attachments():
            return part.get_content().decode(), said
    raise AssertionError


def test_an_office_makes_a_key_and_its_alerts_leave_signed(ruled: Run, tmp_path: Path) -> None:
    made = ruled("keys", "office", "--to", "alerts.pem", *at(9, day=1))
    assert made.code == 0
    assert (tmp_path / "alerts.pem").stat().st_mode & 0o777 == 0o600
    cert = x509.load_pem_x509_certificate(made.out.encode())
    assert "PRIVATE" not in made.out
    again = ruled("keys", "office", "--to", "alerts.pem", *at(9, day=1))
    assert (again.code, "where nothing lies yet" in again.err) == (2, True)
    named(tmp_path)
    found = verify(alert(ruled, tmp_path)[0], trusted=(cert,))
    assert found is not None
    assert found.fingerprint in made.err


def test_alerts_in_the_feed_are_the_signed_ones(ruled: Run, tmp_path: Path) -> None:
    made = ruled("keys", "office", "--to", "alerts.pem", *at(9, day=1))
    named(tmp_path)
    sent = alert(ruled, tmp_path)[0]
    assert ruled("feed", "--to", "web", "--url", "http://127.0.0.1/", *at(18, 31)).code == 0
    (lies,) = (tmp_path / "web" / "cap").iterdir()
    assert verify(lies.read_text(), trusted=(x509.load_pem_x509_certificate(made.out.encode()),)) is not None
    assert lies.read_text() == sent
    assert ruled("feed", "--to", "web", "--url", "http://127.0.0.1/", *at(18, 32)).err.endswith("as it was\n")


def test_a_certificate_that_came_too_late_is_said_and_keeps_nothing_back(ruled: Run, tmp_path: Path) -> None:
    made = ruled("keys", "office", "--to", "alerts.pem", *at(9, day=20))
    named(tmp_path)
    text, said = alert(ruled, tmp_path)
    assert said.count("goes unsigned: the certificate in") == 1
    assert verify(text, trusted=(x509.load_pem_x509_certificate(made.out.encode()),)) is None


def test_an_alert_that_went_unsigned_is_told_wherever_its_way_is(ruled: Run, tmp_path: Path) -> None:
    ruled("keys", "office", "--to", "alerts.pem", *at(9, day=20))
    named(tmp_path)
    alert(ruled, tmp_path)
    fed = ruled("feed", "--to", "web", "--url", "http://127.0.0.1/", *at(18, 31))
    assert "1 alerts, 1 unsigned, written" in fed.err
    listed = ruled("notices", "--json", *at(18, 40))
    (public,) = (row["id"] for row in listed.rows("notice") if row["recipient"] == "public")
    (lies,) = listed.rows("publication")
    assert (lies["notice"], lies["signed"], lies["because"]) == (public, False, UNSIGNED)
    assert [row["because"] for row in listed.rows("receipt")] == [f"it lies in the mailbox; {UNSIGNED}"]
    told = " ".join(ruled("notices", *at(18, 40)).out.split())
    assert f"in the feed since 07 Mar 18:31, {UNSIGNED}" in told
    assert f"in the feed since 07 Mar 18:31, {UNSIGNED}, at http://127.0.0.1/" in ruled("show", public, *at(18, 40)).err
    assert UNSIGNED.upper() in " ".join(ruled("since", "1h", *at(18, 40)).out.split())
    assert UNSIGNED in " ".join(ruled("why", public).out.split())


@pytest.mark.parametrize(("lies", "what"), [(None, "cannot be read"), ("nothing\n", "unlocked private key")])
def test_a_key_that_cannot_be_used_keeps_no_alert_from_going_and_that_is_told_and_on_record(
    ruled: Run, tmp_path: Path, lies: str | None, what: str
) -> None:
    if lies is not None:
        (tmp_path / "alerts.pem").write_text(lies)
    named(tmp_path)
    left, said = alert(ruled, tmp_path)
    assert "Signature" not in left
    assert what in said
    assert "ALERTS GO UNSIGNED" in said
    assert [row["because"] for row in ruled("notices", "--json").rows("receipt")] == [
        f"it lies in the mailbox; {UNSIGNED}"
    ]

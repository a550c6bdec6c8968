"""Time stamps (RFC 3161) from a real authority on this machine: `openssl ts` behind an HTTP server."""

import base64
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_record import kept, tampered  # noqa: F401 - a fixture
from tocsin.desk.configured import load_office
from tocsin.model import BadInput

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")

CONFIG = """
[tsa]
default_tsa = mine
[mine]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
authorityKeyIdentifier = keyid
"""


def openssl(folder: Path, *words: str) -> None:
    command = ["openssl", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own words


@dataclass
class Authority:
    """Where it listens, where its certificates lie, and what it does otherwise than it should."""

    url: str
    folder: Path
    answer: bytes | None = None


def made(folder: Path) -> None:
    """An authority with a root of its own, both invented."""
    folder.mkdir()
    (folder / "a.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    subject = "/O=Exercise Authority/CN=Exercise"
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days",
            "30", "-subj", f"{subject} Root", "-config", "a.cnf", "-extensions", "ca")  # fmt: skip
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj",
            f"{subject} Stamps", "-config", "a.cnf")  # fmt: skip
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", "tsa.pem", "-days", "30", "-extfile", "a.cnf", "-extensions", "stamps")  # fmt: skip


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    """An authority that stamps what is posted to it."""
    folder = tmp_path / "authority"
    made(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(folder, "ts", "-reply", "-config", "a.cnf", "-queryfile", "query.tsq", "-inkey", "tsa.key",
                    "-signer", "tsa.pem", "-out", "reply.tsr")  # fmt: skip
            body = found.answer or (folder / "reply.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = Authority(f"http://127.0.0.1:{server.server_port}/", folder)
    yield found
    server.shutdown()
    server.server_close()


def configured(tmp_path: Path, url: str, certificate: str = "authority/ca.pem") -> None:
    path = tmp_path / "tocsin.toml"
    text = path.read_text().partition("[timestamps]")[0]
    path.write_text(f'{text}\n[timestamps]\nurl = "{url}"\ncertificate = "{certificate}"\n')


def test_a_checkpoint_is_stamped_verified_and_checked_by_openssl(
    kept: Run, tmp_path: Path, authority: Authority,  # noqa: F811
) -> None:  # fmt: skip
    configured(tmp_path, authority.url)
    ran = kept("ledger", "checkpoint", "--note", "a.note")
    assert (ran.code, "bears a time stamp of" in ran.err) == (0, True), ran.err
    ran = kept("ledger", "verify")
    assert (ran.code, "says the authority" in ran.err) == (0, True), ran.err
    assert kept("ledger", "export", "all.jsonl").code == 0
    lines = (tmp_path / "all.jsonl").read_text().splitlines()
    bodies = [base64.b64decode(line.split('"content":"')[1].split('"')[0]) for line in lines if '"content":"' in line]
    (word,) = [json.loads(body)[0] for body in bodies if b'"timestamp"' in body]
    assert word["note"] == (tmp_path / "a.note").read_text()
    assert abs(datetime.fromisoformat(word["at"]) - datetime.now(UTC)) < timedelta(minutes=5)
    (tmp_path / "a.tsr").write_bytes(base64.b64decode(word["token"]))
    openssl(tmp_path, "ts", "-verify", "-data", "a.note", "-in", "a.tsr", "-CAfile", "authority/ca.pem")


def test_a_stamp_of_another_authority_or_over_something_else_is_refused(
    kept: Run, tmp_path: Path, authority: Authority,  # noqa: F811
) -> None:  # fmt: skip
    made(tmp_path / "other")
    configured(tmp_path, authority.url, "other/ca.pem")
    ran = kept("ledger", "checkpoint", "--note", "a.note")
    assert (ran.code, "NOT STAMPED: time stamp: it does not hold" in ran.err) == (1, True)
    configured(tmp_path, authority.url)
    assert kept("ledger", "checkpoint", "--note", "a.note").code == 0
    authority.answer = (authority.folder / "reply.tsr").read_bytes()  # played again, over another checkpoint
    ran = kept("ledger", "checkpoint", "--note", "b.note")
    assert (ran.code, "NOT STAMPED" in ran.err) == (1, True)
    authority.answer = b"nothing of the kind"
    assert kept("ledger", "checkpoint", "--note", "c.note").code == 1
    assert kept("ledger", "verify").code == 0, "what was refused is not on record, and the checkpoints stand"


def test_a_stamp_whose_checkpoint_is_gone_is_found_out(
    kept: Run, tmp_path: Path, authority: Authority,  # noqa: F811
) -> None:  # fmt: skip
    configured(tmp_path, authority.url)
    assert kept("ledger", "checkpoint", "--note", "a.note").code == 0
    tampered(tmp_path, "UPDATE tocsin_checkpoint SET at = '2020-01-01T00:00:00+00:00'")
    ran = kept("ledger", "verify")
    assert (ran.code, "it is over no checkpoint that is kept" in ran.err) == (1, True)


def test_an_authority_that_is_away_is_said_loudly_and_the_checkpoint_stands(kept: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "ca.pem").write_text("")
    configured(tmp_path, "http://127.0.0.1:1/", "ca.pem")
    ran = kept("ledger", "checkpoint", "--note", "a.note")
    assert (ran.code, "NOT STAMPED: time stamping authority: it was not reached" in ran.err) == (1, True)
    assert (tmp_path / "a.note").exists()


@pytest.mark.parametrize("row", ['url = "https://a.example"', 'certificate = "a.pem"', "url = 1", 'when = "daily"'])
def test_an_authority_that_cannot_be_used_is_refused(row: str) -> None:
    with pytest.raises(BadInput, match="timestamps"):
        load_office(f"[timestamps]\n{row}\n", name="tocsin.toml", opened=str)

"""Checkpoints are handed to second holders: a folder, a real mail server, a real web server; and brought back."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_record import OURS, kept, more, tampered  # noqa: F401 - a fixture
from tests.servers import mail_server
from tocsin.desk.configured import load_office
from tocsin.ledger import read_note
from tocsin.model import BadInput

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


def at(hour: int, day: int = 8) -> tuple[str, str]:
    return "--at", f"2024-03-{day:02}T{hour:02}:00:00+03:00"


def holders(folder: Path, *rows: str, channels: str = "") -> None:
    """Add holders to the configuration; other channels take the place of the mail that is put into a folder."""
    path = folder / "tocsin.toml"
    text = path.read_text().partition("[[holders]]")[0]
    if channels:
        text = text.replace('[channels.mail]\nroot = "mail"\n', channels)
    path.write_text(text + "".join(f"\n[[holders]]\n{row}\n" for row in rows))


class Mailbox:
    """What a mail server took, as it came."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take it."""
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[Mailbox, int]]:
    """A mail server on this machine: what it took, and its port."""
    box = Mailbox()
    with mail_server(box) as port:
        yield box, port


@pytest.fixture
def web() -> Iterator[tuple[list[bytes], int]]:
    """A web server on this machine: what was posted to it, and its port."""
    posted: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield posted, server.server_port
    server.shutdown()
    server.server_close()


def test_a_folder_gets_a_note_as_often_as_it_is_due(kept: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "court").mkdir()
    holders(tmp_path, 'name = "the court"\nfolder = "court"\nevery_hours = 12')
    assert "the court is due a checkpoint; none was ever taken" in kept("duty", *at(9)).err
    ran = kept("ledger", "checkpoint", "--due", *at(9))
    assert (ran.code, "to the court: accepted, it lies in the folder" in ran.err) == (0, True)
    assert "no holder is due a checkpoint" in kept("ledger", "checkpoint", "--due", *at(20)).err
    assert kept("ledger", "checkpoint", "--due", *at(21)).code == 0
    first, second = sorted((tmp_path / "court").iterdir(), key=lambda p: int(p.name.split("-")[0]))
    ran = kept("ledger", "verify", "--against", first, "--against", second, *at(22))
    assert ran.code == 0
    assert ran.err.count("(held elsewhere)") == 2
    assert "due a checkpoint" not in ran.err
    assert [row["holder"] for row in kept("since", "14h", "--json", *at(22)).rows("handed_on")] == ["the court"] * 2


def test_a_checkpoint_that_comes_back_shows_the_fork(kept: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "court").mkdir()
    holders(tmp_path, 'name = "the court"\nfolder = "court"')
    kept("ledger", "checkpoint", "--due", *at(9))
    (note,) = (tmp_path / "court").iterdir()
    more(kept, tmp_path)
    assert kept("ledger", "verify", "--against", note).code == 0
    tampered(tmp_path, "UPDATE tocsin_entry SET subject = 'another' WHERE sequence = 1")
    ran = kept("ledger", "verify", "--against", note)
    assert ran.code == 1
    assert "held elsewhere: its root is not that of the entries here" in ran.err
    note.write_text(note.read_text().replace("\n2\n", "\n1\n").replace("at 2024", "at 2023"))
    assert "holds no checkpoint" in kept("ledger", "verify", "--against", note).err


def test_mail_and_webhook_carry_the_note_to_the_letter(
    kept: Run, tmp_path: Path, mail: tuple[Mailbox, int], web: tuple[list[bytes], int],  # noqa: F811
) -> None:  # fmt: skip
    (box, port), (posted, web_port) = mail, web
    channels = (
        f'[channels.mail]\nhost = "127.0.0.1"\nport = {port}\nsender = "desk@exercise.tocsin.example"\n'
        f'[channels.webhook]\nsecret = "{SECRET}"\nprivate = true\nclear = true\n'
    )
    holders(
        tmp_path,
        'name = "the ombudsman"\nchannel = "mail"\naddress = "keeper@exercise.tocsin.example"',
        f'name = "the archive"\nchannel = "webhook"\naddress = "http://127.0.0.1:{web_port}/keep"',
        channels=channels,
    )
    ran = kept("ledger", "checkpoint", "--due", *at(9))
    assert (ran.code, ran.err.count("accepted")) == (0, 2), ran.err
    (body,) = posted
    assert read_note(json.loads(body)["body"], key=OURS).size > 0
    (tmp_path / "came.eml").write_bytes(box.taken[0])
    (tmp_path / "posted.note").write_text(json.loads(body)["body"], newline="")
    ran = kept("ledger", "verify", "--against", "came.eml", "--against", "posted.note", *at(10))
    assert (ran.code, ran.err.count("(held elsewhere)")) == (0, 2), ran.err


def test_a_holder_who_is_not_reached_is_said_loudly_until_he_is(
    kept: Run, tmp_path: Path, mail: tuple[Mailbox, int],  # noqa: F811
) -> None:  # fmt: skip
    def office(port: int) -> None:
        sender = 'sender = "desk@exercise.tocsin.example"'
        text = (tmp_path / "tocsin.toml").read_text().partition("[channels.mail]")[0]
        (tmp_path / "tocsin.toml").write_text(f'{text}[channels.mail]\nhost = "127.0.0.1"\nport = {port}\n{sender}\n')
        holders(tmp_path, 'name = "the ombudsman"\nchannel = "mail"\naddress = "keeper@exercise.tocsin.example"')

    office(1)  # nobody listens there
    ran = kept("ledger", "checkpoint", "--due", *at(9))
    assert (ran.code, "NOT HANDED ON" in ran.err) == (1, True)
    for command in (("duty",), ("ledger", "verify")):
        assert "NOT HANDED ON: the ombudsman did not get a checkpoint" in kept(*command, *at(10)).err
    office(mail[1])
    assert kept("ledger", "checkpoint", "--due", *at(10)).code == 0
    assert "NOT HANDED ON" not in kept("duty", *at(10)).err


def test_without_holders_there_is_nobody_to_hand_on_to(kept: Run) -> None:  # noqa: F811
    ran = kept("ledger", "checkpoint", "--due", *at(9))
    assert (ran.code, "names nobody who keeps checkpoints" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "row",
    [
        'folder = "a"', 'name = "a"', 'name = "a"\nfolder = "b"\nchannel = "mail"\naddress = "c"',
        'name = "a"\nchannel = "mail"', 'name = "a"\nfolder = "b"\nevery_hours = 0',
        'name = "a"\nfolder = "b"\nevery_hours = "daily"', 'name = "a"\nfolder = "b"\nwhen = "daily"',
        'name = "a"\nfolder = "b"\n[[holders]]\nname = "a"\nfolder = "b"',
    ],
)  # fmt: skip
def test_a_holder_that_cannot_be_used_is_refused(row: str) -> None:
    with pytest.raises(BadInput, match="holders"):
        load_office(f"[[holders]]\n{row}\n", name="tocsin.toml", opened=str)

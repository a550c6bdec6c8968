"""The command line as its user meets it: a folder with an office, and commands run in it."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connections

from tests.by_heart import ByHeart
from tocsin import cli
from tocsin.casebook.settings import ready
from tocsin.cli import setting
from tocsin.desk.office import Office

OFFICE = """
[office]
name = "The exercise desk"
register = "register.toml"
policies = ["organisation"]
key = "key.pem"

[[source]]
id = "wire"
name = "Northern Wire"
kind = "wire"
reliability = "B"

[channels.mail]
root = "mail"

[channels.folder]
root = "mail"
"""

ENTRY = """
[[protected]]
id = "{id}"
name = "{id} in our care"
kind = "place"
invented = true
languages = ["en"]
clearance = "amber"
place = {{ name = "{town}", country = "RU", latitude = {latitude}, longitude = {longitude}, precision = "city" }}
contacts = [{{ channel = "{channel}", address = "{address}" }}]
"""


def entry(id_: str = "hall", *, channel: str = "mail", address: str = "", town: str = "Moscow") -> str:
    """One row of a register: a place in Moscow, unless another town is named."""
    latitude, longitude = {"Moscow": (55.7522, 37.6156), "Saint Petersburg": (59.9386, 30.3141)}[town]
    told = {"town": town, "latitude": latitude, "longitude": longitude, "channel": channel}
    return ENTRY.format(id=id_, address=address or f"{id_}@house.example", **told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind: its exit code, data and words."""

    code: int
    out: str
    err: str

    def rows(self, kind: str | None = None) -> list[dict[str, Any]]:
        """The objects on stdout, one a line; those of one type, if it is named."""
        found = [json.loads(line) for line in self.out.split("\n") if line]
        return [row for row in found if kind in {None, row["type"]}]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `tocsin` with these words in an empty folder; a stack trace fails the test."""
    monkeypatch.chdir(tmp_path)
    ready()
    for name in ("TOCSIN_CONFIG", "TOCSIN_AT", "DATABASE_URL", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def ran(*words: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["tocsin", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        connections.close_all()  # as the end of a process does
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code=int(left.value.code or 0), out=out, err=err)

    return ran


@pytest.fixture
def office(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, in a folder with an office: a hall and a school in Moscow, a theatre in Saint Petersburg.

    It reads by heart, so that what is tested here is the command line and no reader.
    """
    (tmp_path / "tocsin.toml").write_text(OFFICE)
    rows = (
        entry("hall"),
        entry("school", channel="folder", address="school"),
        entry("theatre", town="Saint Petersburg"),
    )
    (tmp_path / "register.toml").write_text("".join(rows))
    made = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    (tmp_path / "key.pem").write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    load = setting.load_office

    def by_heart(*args: Any, **more: Any) -> Office:
        return replace(load(*args, **more), reader=ByHeart())

    monkeypatch.setattr(setting, "load_office", by_heart)
    return run

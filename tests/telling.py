"""Papers that tell a story in commands: they are played, and what the commands print is written into them.

Two sorts of fenced block count. One whose info string names a file after its language (`toml tocsin.toml`)
is that file, and is put into the folder. One that begins with `console` holds commands after `$ `, each
followed by what it printed. An id in a command differs whenever a text is read differently, so the info
string says, in the order of the ids, which line of what was printed before it is taken from:
`console pier-orchestra; text` means the id on the last line with "pier-orchestra", then that on the last
line with "text".
"""

import contextlib
import io
import itertools
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from django.db import connections

from tocsin import cli
from tocsin.casebook import open_casebook
from tocsin.casebook.settings import ready

KEY = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
"""
"""What stands in for the key that a reader makes, so that a play needs no openssl and comes out the same."""

COLUMNS = "100"
SHORT = 12
WRONG_USE = 2
_FENCE = re.compile(r"(?ms)^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$")
_ID = re.compile(r"\b[0-9a-f]{12,64}\b")
_MAKES_KEY = re.compile(r"openssl genpkey -algorithm ed25519 -out (\S+)")


@dataclass(slots=True)
class Play:
    """One paper as it is played: the folder it happens in, and every line printed so far."""

    folder: Path
    printed: list[str] = field(default_factory=list)

    def block(self, info: str, body: str) -> str:
        """A block as it must stand: its file put down, or its commands run and what they print after each."""
        sort, _, rest = info.partition(" ")
        if sort == "console":
            keys = iter(key.strip() for key in rest.split(";") if key.strip())
            return "".join(self._line(command, keys) for command in commands(body))
        if rest:
            self._put(rest, body)
        return body

    def _put(self, name: str, body: str) -> None:
        path = self.folder / name
        if path.exists() and path.read_text("utf-8") != body:
            raise AssertionError(f"{name} is shown otherwise than it stands in the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")

    def _line(self, command: str, keys: Iterator[str]) -> str:
        command = _ID.sub(lambda _: self._id(next(keys, "")), command)
        lines = [line.rstrip() for line in self._run(command).splitlines()]
        self.printed += lines
        return "".join(f"{line}\n" for line in (f"$ {command}", *lines))

    def _id(self, key: str) -> str:
        for line in reversed(self.printed):
            found = _ID.search(line)
            if key and key in line and found:
                return found[0][:SHORT]
        raise AssertionError(f"no line with {key!r} and an id was printed before")

    def _run(self, command: str) -> str:
        exported = re.fullmatch(r"export (\w+)=(\S+)", command)
        if exported:
            os.environ[exported[1]] = exported[2]
            return ""
        key = _MAKES_KEY.fullmatch(command)
        if key:
            (self.folder / key[1]).write_text(KEY, "utf-8")
            return ""
        if not command.startswith("tocsin "):
            return _shell(command)
        ours, _, rest = command.partition(" | ")
        data, screen = _tocsin(shlex.split(ours)[1:])
        return _shell(rest, data) if rest else screen


def told(paper: str, *, folder: Path) -> str:
    """A paper with everything that its commands print now, played in a folder."""
    play = Play(folder=folder)
    with _inside(folder):
        return _FENCE.sub(lambda m: f"```{m['info']}\n{play.block(m['info'], m['body'])}```", paper)


def commands(body: str) -> tuple[str, ...]:
    """The commands of a console block, without what they printed."""
    return tuple(line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ "))


def _tocsin(arguments: list[str]) -> tuple[str, str]:
    """What the command line prints as data, and all that it prints, in the order in which a terminal shows it.

    No page leads anybody into wrong use: a command that ends so is no command to follow.
    """
    data, words = io.StringIO(), io.StringIO()
    was = sys.argv
    sys.argv = ["tocsin", *arguments]
    try:
        with contextlib.redirect_stdout(_Both(data, words)), contextlib.redirect_stderr(words):
            cli.main()
    except SystemExit as end:
        if end.code == WRONG_USE:
            raise AssertionError(f"tocsin {shlex.join(arguments)}: {words.getvalue()}") from end
    finally:
        sys.argv = was
        connections.close_all()  # as the end of a process does: a file that is put back is another file
    return data.getvalue(), words.getvalue()


class _Both(io.StringIO):
    """A stream that is written into two: the data alone, and the screen with everything."""

    def __init__(self, *streams: io.StringIO) -> None:
        super().__init__()
        self.streams = streams

    def write(self, text: str, /) -> int:
        for stream in self.streams:
            stream.write(text)
        return len(text)


def _shell(command: str, given: str = "") -> str:
    words = ["bash", "-c", command]
    done = subprocess.run(words, input=given, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return done.stdout + done.stderr


_CLEAN: Mapping[str, str | None] = {
    "COLUMNS": COLUMNS, "TOCSIN_AT": None, "TOCSIN_CONFIG": None, "DATABASE_URL": None,
    "FORCE_COLOR": None, "LC_ALL": "C.UTF-8",
}  # fmt: skip


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """The folder as the working folder, and an environment that says nothing of whose machine it is.

    The keys of personal items are no chance here, so that the root of a record comes out the same.
    """
    before = dict(os.environ)
    for name, value in _CLEAN.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    ready()
    counted = itertools.count()
    try:
        with (
            contextlib.chdir(folder),
            mock.patch("tocsin.casebook.personal.token_bytes", lambda size: next(counted).to_bytes(size, "big")),
        ):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        if (folder / "tocsin.db").exists():
            open_casebook(f"sqlite:///{folder.resolve()}/tocsin.db").close()

"""Law 4: the thinking rooms touch nothing: no clock, no disk, no network, no chance."""

import ast
import os
import random
import secrets
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.scene import OFFICER
from tests.sessions import SENTENCES, Act, Play, anything, session
from tests.sitting import Sitting, office
from tocsin import reading
from tocsin.codec import WORDS, canonical
from tocsin.model import (
    Confidence,
    CorrectionHow,
    Credibility,
    Delivery,
    Judgement,
    Likelihood,
    Reliability,
    Report,
    Tlp,
    Waive,
    Warn,
    digest,
)

ROOT = Path(__file__).parents[2]
ROOMS = ("model", "codec", "reading", "linking", "grading", "duty", "release")
CLOCKS = {"now", "utcnow", "today"}
OF = {"datetime", "date", "datetime.datetime", "datetime.date"}
OUTSIDE = ("open", "os.", "socket.", "subprocess.", "shutil.", "sqlite3.", "time.", "urllib.", "smtplib.", "tempfile.")
_watching: list[list[str]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event.startswith(OUTSIDE):
        _watching[-1].append(f"{event} {args[:1]}")


sys.addaudithook(_hook)


@contextmanager
def touched() -> Iterator[list[str]]:
    """What is touched outside this process in the meantime; clocks and chance refuse."""

    def refuses(*_: object, **__: object) -> None:
        raise AssertionError("a thinking room asked for the time, or for chance")

    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for module, names in (
            (time, ("time", "time_ns", "localtime", "gmtime", "sleep")),
            (random, ("random", "choice", "shuffle", "randint", "getrandbits")),
            (secrets, ("token_bytes", "token_hex")),
            (uuid, ("uuid4", "uuid1")),
            (os, ("urandom", "getpid")),
        ):
            for name in names:
                patch.setattr(module, name, refuses)
        _watching.append(seen)
        try:
            yield seen
        finally:
            _watching.remove(seen)


@cache
def _warm() -> None:
    """Tables and policies that come with the package are read once, before the watch begins."""
    Play(Sitting()).run(EVERYTHING)
    reading.read(REAL, published=None)


@given(session(anything))
@settings(max_examples=40)
def test_a_whole_session_touches_nothing_outside(acts: list[Act]) -> None:
    _warm()
    play = Play(Sitting())
    with touched() as seen:
        play.run(acts)
    assert seen == []


REAL = Report(
    id="0" * 64, media_type="text/plain", title="", language="en",
    text="At least nine people were killed on Friday in Quetta, police said. A branch of the Islamic State claimed it.",
)  # fmt: skip


def test_the_reader_that_comes_with_us_touches_nothing_either() -> None:
    _warm()
    with touched() as seen:
        reading.read(REAL, published=None)
    assert seen == []


def test_the_watch_would_see_it(tmp_path: Path) -> None:
    with touched() as seen:
        (tmp_path / "x").write_text("x", "utf-8")
        with pytest.raises(AssertionError, match="the time, or for chance"):
            time.time()
    assert any(event.startswith("open") for event in seen)


@given(session(anything))
@settings(max_examples=25)
def test_the_same_acts_at_the_same_moments_give_the_same_words(acts: list[Act]) -> None:
    assert _told(acts) == _told(acts)


def _told(acts: list[Act]) -> list[str]:
    play = Play(Sitting(office=office()))
    play.run(acts)
    return [canonical(w) for kind in WORDS if kind.__name__ not in NOT_KEPT for w in play.desk.book.all(kind)]


NOT_KEPT = {"LedgerEntry", "Checkpoint", "Erased"}
EVERYTHING: list[Act] = [
    ("take", (list(SENTENCES[:3]), "wire", Tlp.CLEAR)),
    ("take", (list(SENTENCES[3:6]), "courier", Tlp.AMBER)),
    ("rule", (0, Warn())),
    ("approve", (0,)),
    ("approve", (1,)),
    ("send", (Delivery.ACCEPTED,)),
    ("ack", (0,)),
    ("rule", (1, Waive(ground="W1", justification="They know of it.", by=OFFICER))),
    ("take", (list(SENTENCES[6:]), "embassy", Tlp.CLEAR)),
    ("judge", (0, 5, Judgement.SAME)),
    ("mark", (0, Reliability.A, Credibility.PROBABLY_TRUE)),
    ("assess", (0, 0, Likelihood.LIKELY, Confidence.LOW)),
    ("correct", (0, CorrectionHow.RETRACTED)),
    ("close", (0,)),
]
"""A session in which everything is done at least once."""


def test_another_process_with_another_hash_seed_zone_and_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    found = {_elsewhere(seed, zone, tmp_path) for seed, zone in (("0", "UTC"), ("4711", "Asia/Kathmandu"))}
    assert len(found) == 1
    assert len(found.pop()) == len(digest(""))


_PROGRAM = """
from tests.laws.test_law_4_the_thinking_rooms_touch_nothing import EVERYTHING, REAL, _told
from tocsin import reading
from tocsin.codec import canonical
from tocsin.model import digest
print(digest("\\n".join([*_told(EVERYTHING), canonical(reading.read(REAL, published=None))])))
"""


def _elsewhere(seed: str, zone: str, folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _PROGRAM], cwd=folder, check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
    )  # fmt: skip
    return done.stdout.strip()


def sources() -> list[Path]:
    found = []
    for room in ROOMS:
        spec = find_spec(f"tocsin.{room}")
        assert spec is not None
        assert spec.origin is not None
        origin = Path(spec.origin)
        found += sorted(origin.parent.rglob("*.py")) if origin.name == "__init__.py" else [origin]
    return found


def asks_the_time(source: str) -> bool:
    """Whether some code calls for the moment that it is."""
    calls = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute) and n.attr in CLOCKS)
    return any(isinstance(n.value, ast.Name | ast.Attribute) and ast.unparse(n.value) in OF for n in calls)


def test_no_thinking_room_asks_what_time_it_is() -> None:
    assert sources()
    assert [path for path in sources() if asks_the_time(path.read_text("utf-8"))] == []
    assert asks_the_time("from datetime import datetime\nx = datetime.now()")

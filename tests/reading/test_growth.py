"""A text of twice the sentences takes twice the work, so that a report of five megabytes ends too."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tocsin import reading
from tocsin.model import Report, digest
from tocsin.reading import verify

ROOM = str(Path(reading.__file__).parent)
SENTENCES = (
    "The Taliban bombed a bridge at Kabul on Monday, killing {n} people, Afghan officials said.",
    "Hamas denied that it had shot the {n} men in Gaza, and Moscow said that French troops had fired.",
    "Police spokesman Tomas Varga told reporters that {n} soldiers were killed in the city.",
    "The group said that it had planted {n} bombs, and the group's branch in Nigeria praised it.",
    '"We warned the embassy of an attack {n} times," President Ibrahim Marwa of Somalia said.',
    "The police reported a threat to bomb {n} markets in the country.",
    "The shooting of {n} judges in Karachi was claimed by Boko Haram.",
    "The ministry said {n} rebels attacked a mosque, and the French army blamed the Islamic State.",
)
"""Of nobody and nothing that happened."""
GROWS = 2.1


def _report(sentences: int, *, hidden: bool = False) -> Report:
    told = (line.format(n=number + 2) for number, line in enumerate(islice(cycle(SENTENCES), sentences)))
    text = "".join(f"{line}{' ' if number % 4 else chr(10) * 2}" for number, line in enumerate(told, 1)).strip()
    text = text.replace("Kabul", "Ka\u200bbul") if hidden else text
    return Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")


@contextmanager
def _counted() -> Iterator[list[int]]:
    """The steps of the reading room, as lines of its code that are run, a comprehension's line once for each item."""
    steps = [0]

    def line(_frame: FrameType, event: str, _arg: Any) -> Callable[..., Any]:
        steps[0] += event == "line"
        return line

    def call(frame: FrameType, _event: str, _arg: Any) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        steps[0] += 1
        return line

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield steps
    finally:
        sys.settrace(before)


def _steps(sentences: int, *, hidden: bool) -> int:
    report = _report(sentences, hidden=hidden)
    with _counted() as steps:
        found = reading.read(report, published=None)
    assert len(found.statements) > sentences // 2
    return steps[0]


@pytest.mark.parametrize("hidden", [False, True], ids=["as it looks", "with characters that nobody sees"])
def test_twice_the_sentences_take_twice_the_steps(hidden: bool) -> None:  # noqa: FBT001
    reading.read(_report(len(SENTENCES)), published=None)  # the tables are loaded once, whatever is read
    few, many = _steps(160, hidden=hidden), _steps(320, hidden=hidden)
    assert many <= GROWS * few


def test_a_text_is_digested_once_for_all_the_statements_that_are_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counted(text: str) -> str:
        looked.append(len(text))
        return digest(text)

    monkeypatch.setattr(verify, "digest", counted)
    reading.read(_report(40), published=None)
    reading.read(_report(80), published=None)
    assert len(looked) <= 2

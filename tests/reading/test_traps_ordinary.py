"""Ordinary prose gives no violence, and a real event beside ordinary words is still read."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tocsin import reading
from tocsin.model import Kind, Report, digest

TRAPS = tomllib.loads((Path(__file__).parent / "traps" / "ordinary.toml").read_text("utf-8"))["trap"]
ORDINARY = [t for t in TRAPS if t.get("expect") != "event"]
EVENTS = [t for t in TRAPS if t.get("expect") == "event"]
UNLESS_SAID = {kind.value for kind in Kind} - {Kind.ASSESSMENT.value, Kind.UNKNOWN.value}


def told(text: str) -> dict[str, list[str]]:
    """The kinds that come of a text, each with what it was read from and why."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found: dict[str, list[str]] = {}
    for s in reading.read(report, published=None).statements:
        if not s.suggestion:
            found.setdefault(s.kind.value, []).append(f"{s.content[0].quote!r} [{s.because}]")
    return found


@pytest.mark.parametrize("trap", ORDINARY, ids=lambda trap: trap["name"])
def test_ordinary_prose_gives_none_of_these(trap: dict[str, Any]) -> None:
    forbidden = set(trap.get("forbid", UNLESS_SAID))
    found = told(trap["text"])
    assert {kind: said for kind, said in found.items() if kind in forbidden} == {}, trap["because"]


@pytest.mark.parametrize("trap", EVENTS, ids=lambda trap: trap["name"])
def test_a_real_event_beside_ordinary_words_is_read(trap: dict[str, Any]) -> None:
    assert set(trap["require"]) <= set(told(trap["text"])), trap["because"]


def test_the_traps_are_what_their_readme_says() -> None:
    assert len({t["name"] for t in TRAPS}) == len(TRAPS)
    for trap in TRAPS:
        assert set(trap) <= {"name", "text", "because", "forbid", "expect", "require"}, trap["name"]
        assert trap.get("expect", "event") == "event"
        assert ("require" in trap) == ("expect" in trap), trap["name"]
        assert set(trap.get("forbid", ())) | set(trap.get("require", ())) <= {kind.value for kind in Kind}
    assert len(ORDINARY) >= 120
    assert len(EVENTS) >= 25

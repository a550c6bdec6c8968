"""Ordinary prose gives no violence, and a real event beside ordinary words is still read."""

import pytest

from tests.traps import Trap, laid, sprung, told
from tocsin.model import Kind

TRAPS = laid("ordinary")
ORDINARY = [t for t in TRAPS if t.get("expect") != "event"]
EVENTS = [t for t in TRAPS if t.get("expect") == "event"]


@pytest.mark.parametrize("trap", ORDINARY, ids=lambda trap: trap["name"])
def test_ordinary_prose_gives_none_of_these(trap: Trap) -> None:
    assert sprung(trap) == {}, trap["because"]


@pytest.mark.parametrize("trap", EVENTS, ids=lambda trap: trap["name"])
def test_a_real_event_beside_ordinary_words_is_read(trap: Trap) -> None:
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

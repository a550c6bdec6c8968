"""The planted traps: a statement with one fault each is refused, and a near miss that is right is not."""

import pytest

from tests.traps import Trap, laid, refusal

TRAPS = laid("verifier")


@pytest.mark.parametrize("trap", [t for t in TRAPS if "expect" not in t], ids=lambda t: t["name"])
def test_a_planted_fault_is_refused(trap: Trap) -> None:
    assert refusal(trap) is not None, trap["because"]


@pytest.mark.parametrize("trap", [t for t in TRAPS if t.get("expect") == "accepted"], ids=lambda t: t["name"])
def test_a_near_miss_that_is_right_is_accepted(trap: Trap) -> None:
    assert refusal(trap) is None, trap["because"]


def test_there_are_enough_traps() -> None:
    assert len([t for t in TRAPS if "expect" not in t]) >= 60

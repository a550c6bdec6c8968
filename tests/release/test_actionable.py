"""Whoever has nothing but the part below the tear line can act on it, whatever is known and whatever is kept back."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.release.notices import AUTHORISED, HALL, WARNED, at_time, drawn, halves
from tests.release.plants import PLANTS, SECRET
from tests.scene import AT, MOSCOW, OFFICER, decision, incident, on, says
from tocsin.model import Cancellation, Extension, Kind, Notice, Stage, Tlp
from tocsin.release import Issuer, revising

NEEDS = {
    "what": r"(?m)^(An attack is feared|We have been told of a danger|The warning of .* holds no longer)",
    "where": r"(?m)^Where(?: is not stated|: .+|, when and how sure cannot be said here)",
    "when": r"(?m)^(When(?: is not stated|: .+)|Where, when and how sure cannot be said here)",
    "how sure": r"(?m)^(How sure: (?:stated without|called|of unknown).*not confirmed by us"
                r"|Where, when and how sure cannot be said here either\. Act as if)",
    "what to do": r"(?m)^(Stay away from crowds|That it is cancelled is no all-clear)",
    "whom to call": r"(?m)^To check this, or to say that it has reached you, call \S.* and name \S+\.$",
    "until when": r"(?m)^This holds until \d{1,2} \w+ \d{4}, \d\d:\d\d \(UTC[+-]\d\d:\d\d\)\.",
    "its name": r"\bname (tocsin-\d{8}-[0-9a-f]{12})\.",
}  # fmt: skip
"""What a reader needs, and how it stands there, or that it cannot be said."""

NO_PLACE = says("They plan to strike crowds.", Kind.PLOT, stage=Stage.PLANNED, targets=["crowds"])
NO_TARGET = says("They plan to strike in Moscow.", Kind.PLOT, stage=Stage.PLANNED, places=[MOSCOW])
UNSETTLED = at_time("on Founders' Day", None)
SOON = at_time("on 9 March", on(date(2024, 3, 9)))

CASES: dict[str, Callable[[], Notice]] = {
    "all is told": lambda: drawn(WARNED).briefing,
    "no place": lambda: drawn(NO_PLACE).briefing,
    "no target": lambda: drawn(NO_TARGET).briefing,
    "a day that is not settled": lambda: drawn(UNSETTLED).briefing,
    "a day": lambda: drawn(SOON).briefing,
    "several": lambda: drawn(WARNED, NO_PLACE, UNSETTLED).briefing,
    "all is secret": lambda: drawn(WARNED, markings={WARNED.report: Tlp.RED}).briefing,
    "no marking at all": lambda: drawn(WARNED, markings={}).briefing,
    "half is secret": lambda: drawn(
        WARNED, *PLANTS[0].statements, markings={WARNED.report: Tlp.CLEAR, SECRET: Tlp.RED}
    ).briefing,
    "by an office with a telephone": lambda: drawn(WARNED, issuer=AUTHORISED).briefing,
    "extended": lambda: _revised(cancels=False),
}  # fmt: skip


def _revised(*, cancels: bool) -> Notice:
    notice, ruled = drawn(WARNED).briefing, decision(incident(WARNED), HALL)
    more = {"decision": ruled, "protected": HALL, "issuer": Issuer(), "references": ()}
    if cancels:
        taken = Cancellation(notice=notice.id, because="x", by=OFFICER, at=AT + timedelta(hours=1))
        return revising.cancelled(notice, taken, told="", held=(notice.identifier,), **more)  # type: ignore[arg-type]
    longer = Extension(
        notice=notice.id, until=notice.expires + timedelta(hours=9), because="x", by=OFFICER, at=AT + timedelta(hours=1)
    )
    return revising.extended(notice, longer, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("case", CASES)
def test_the_part_below_the_line_says_it_or_says_that_it_cannot_be_said(case: str, need: str) -> None:
    _, below = halves(CASES[case]())
    assert re.search(NEEDS[need], below), below


@pytest.mark.parametrize("need", ["what", "what to do", "whom to call", "until when", "its name"])
def test_the_word_that_it_is_taken_back_can_be_acted_on_alone_too(need: str) -> None:
    _, below = halves(_revised(cancels=True))
    assert re.search(NEEDS[need], below), below


def test_it_is_known_to_us_by_the_name_that_stands_there() -> None:
    for made in (*CASES.values(), lambda: _revised(cancels=True)):
        notice = made()
        found = re.search(NEEDS["its name"], halves(notice)[1])
        assert found is not None
        assert found[1] == notice.identifier


def test_whom_to_call_is_the_office_by_its_number_or_by_one_that_was_known_before() -> None:
    _, with_number = halves(drawn(WARNED, issuer=AUTHORISED).briefing)
    _, without = halves(drawn(WARNED).briefing)
    assert (
        f"call {AUTHORISED.name}, at a number that you had before (it should be {AUTHORISED.contact}), and"
        in with_number
    )
    assert "call Tocsin exercise desk, at a number that you had before, and name" in without


def test_a_reader_is_never_told_that_a_thing_is_not_stated_where_it_is_kept_back() -> None:
    """That where is not stated would be a lie, if it is secret: it is said that it cannot be said."""
    _, below = halves(drawn(WARNED, markings={WARNED.report: Tlp.RED}).briefing)
    assert "not stated" not in below
    assert "cannot be said here" in below
    _, told = halves(drawn(WARNED).briefing)
    assert "cannot be said here" not in told

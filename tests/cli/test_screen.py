"""The dossier on a terminal: a hundred columns, in colour and without, nothing cut and nothing obeyed."""

import dataclasses
import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.desk.looking import retracted
from tests.desk.moscow import ATTACK, OFFICE, PLAN, moscow
from tests.desk.moscow_said import AT
from tocsin.casebook.memory import Memory
from tocsin.cli import screen, tables
from tocsin.cli.visible import visible
from tocsin.desk.dossier import Dossier, Ref, What, dossier
from tocsin.desk.office import Office

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
LONGEST = 14


@cache
def shown() -> Dossier:
    return dossier(moscow(), office=OFFICE, at=AT)


@cache
def printed(width: int = 100, *, colour: bool = False) -> str:
    """What stands on the terminal."""
    out = io.StringIO()
    system = "truecolor" if colour else None
    screen.show(shown(), Console(file=out, width=width, force_terminal=colour, color_system=system))  # type: ignore[arg-type]
    return out.getvalue()


def strings(value: Any) -> Iterator[str]:
    """Every text that the dossier holds, however deep, but the ids and the names of scales."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name not in {"id", "unread", "detail", "language", "tone", "what", "quote", "empty"}:
                yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("width", [100, 80, 60])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert [line for line in printed(width).splitlines() if cell_len(line) > width] == []


def test_on_a_wide_terminal_the_lines_stay_short_enough_to_read() -> None:
    assert max(cell_len(line) for line in printed(220).splitlines()) <= 100


@pytest.mark.parametrize("width", [100, 80])
def test_no_word_of_the_dossier_is_cut(width: int) -> None:
    words = {word for text in strings(shown()) for word in visible(text).split() if len(word) <= LONGEST}
    assert len(words) > 300
    out = printed(width).replace("{", "").replace("}", "")
    assert [word for word in sorted(words) if word not in out] == []


def test_colour_changes_nothing_but_colour() -> None:
    assert COLOUR.search(printed(colour=True))
    assert COLOUR.sub("", printed(colour=True)) == printed()


@pytest.mark.parametrize("colour", [True, False])
def test_what_a_hostile_report_writes_is_seen_and_not_obeyed(colour: bool) -> None:  # noqa: FBT001 - a parameter
    out = printed(colour=colour)
    assert not ACTS.search(COLOUR.sub("", out))
    assert "\x1b]" not in out
    flat = " ".join(out.split())
    assert "‹U+001B›" in flat
    assert "‹U+202E›" in flat
    assert "<script>alert('x')</script>" in flat


def test_without_colour_the_marks_what_was_not_read_and_what_is_negated_are_told_in_words() -> None:
    flat = " ".join(printed().split())
    inner = r"\{killed at least 40 people\}\[\d+\]"
    assert re.search(rf"\{{Gunmen {inner} at Crocus City Hall on Friday evening\}}\[\d+\]", flat)
    assert "[not read: language; Russian]" in flat
    assert "NEGATED claim" in flat
    assert "OVERDUE BY 19 days 9 h" in flat


def test_the_marking_and_the_exercise_stand_before_everything() -> None:
    lines = printed().splitlines()
    assert lines[0].startswith("EXERCISE")
    assert lines[1].startswith("TLP:AMBER")


def test_the_first_screen_holds_all_that_there_is_at_a_glance() -> None:
    lines = printed().splitlines()
    ends = next(n for n, line in enumerate(lines) if line.startswith("2  To decide now"))
    assert ends <= 60
    first = "\n".join(lines[:ends])
    assert first.index(PLAN.title) < first.index(ATTACK.title)
    assert "Beside these" in first


def test_an_incident_at_a_glance_takes_some_ten_lines() -> None:
    lines = printed().splitlines()
    begins = next(n for n, line in enumerate(lines) if line.startswith(PLAN.title))
    ends = next(n for n, line in enumerate(lines) if line.startswith(ATTACK.title))
    assert ends - begins <= 14


def test_a_report_is_told_as_retracted_before_its_text() -> None:
    out = io.StringIO()
    screen.show(retracted(), Console(file=out, width=100))
    assert out.getvalue().count("RETRACTED 24 March 2024") > 1


def test_an_empty_casebook_says_that_there_is_nothing() -> None:
    out = io.StringIO()
    screen.show(dossier(Memory(), office=Office(), at=AT), Console(file=out, width=100))
    assert "Nothing waits for a decision." in out.getvalue()
    assert "At a glance" not in out.getvalue()


def test_into_a_file_the_dossier_is_a_hundred_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert tables.terminal().width == 100
    assert tables.terminal(72).width == 72
    monkeypatch.setenv("COLUMNS", "66")
    assert tables.terminal().width == 66


def test_each_test_of_each_duty_is_told_and_a_policys_wording_once() -> None:
    out = " ".join(printed().split())
    tests = [row for duty in shown().to_decide for made in duty.tests for row in made.table.rows]
    assert len(tests) == 18
    assert len(re.findall(r"credible yes: as far as credible can be told", out)) == 2
    wording = tests[0].fields[0][1].words.split()
    assert out.count(wording[-1]) == 1


def test_many_numbers_that_follow_one_another_are_told_by_the_first_and_the_last() -> None:
    refs = tuple(Ref(what=What.DUTY, number=n) for n in (2, 3, *range(11, 311), 400))
    assert screen._refs(refs) == "(duty 2, 3, 11 to 310, 400)"

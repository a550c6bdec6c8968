"""The lists of the commands: at 60, 80 and 120 columns no word of them is broken, and no line is too long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.cli.conftest import Run, entry
from tocsin.cli import tables
from tocsin.model import digest

WIDTHS = (60, 80, 100, 120)
CLOCKS = (
    ("aa0af4d62c33", "extend, renew or cancel", "birch-lane-school", "shooting at Crocus City Hall, 22 March 2024",
     "OVERDUE by 21 days 13 h", "briefing: EXERCISE: threat of attack, Moscow"),
    ("8f578a676aba", "decide", "halvorsen-chamber-orchestra", "attack feared", "in 4 h 00 min",
     "warn: nothing speaks against it; in doubt (credible, specific, impending, intentional, victim), inform"),
)  # fmt: skip


def _printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> str:
    made = tables.table("id", "to do", "whom", "incident", "due", "because")
    for each in CLOCKS:
        tables.row(made, *each)
    monkeypatch.setenv("COLUMNS", str(width))
    tables.print_table(made)
    return capsys.readouterr().out


def _words() -> Iterator[str]:
    for each in CLOCKS:
        for cell in each:
            yield from cell.split()


@pytest.mark.parametrize("width", WIDTHS)
def test_of_the_duties_no_word_is_broken_and_no_line_is_too_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    out = _printed(capsys, monkeypatch, width)
    assert set(_words()) <= set(out.split())
    assert max(map(len, out.splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_row_takes_few_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    lines = [line for line in _printed(capsys, monkeypatch, width).splitlines() if line.strip()]
    assert len(lines) <= len(CLOCKS) * 9


def test_a_narrow_list_names_each_column_beside_what_stands_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _printed(capsys, monkeypatch, 60)
    assert [line.rstrip() for line in out.splitlines()[:4]] == [
        "id        aa0af4d62c33", "to do     extend, renew or cancel", "whom      birch-lane-school",
        "incident  shooting at Crocus City Hall, 22 March 2024",
    ]  # fmt: skip


def test_where_there_is_room_it_is_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    out = _printed(capsys, monkeypatch, 120).splitlines()
    assert out[0].split() == ["id", "to", "do", "whom", "incident", "due", "because"]
    assert len(out) <= 1 + 4 * len(CLOCKS)


@given(
    rows=st.lists(st.tuples(*[st.lists(st.text("abcdé漢", min_size=1, max_size=12), max_size=9)] * 4), min_size=1),
    width=st.integers(20, 120),
)
def test_where_a_table_is_made_every_word_fits_its_column_and_all_columns_fit(
    rows: list[tuple[list[str], ...]], width: int
) -> None:
    cells = [tuple(map(" ".join, row)) for row in rows]
    found = tables.fitted(cells, width=width, gap=2)
    if found is None:
        return
    assert sum(found) + 8 <= width
    for row in rows:
        for words_of, wide in zip(row, found, strict=True):
            assert all(cell_len(word) <= wide for word in words_of)


OFFICE = """
[office]
name = "The exercise desk"
register = "register.toml"
policies = ["organisation"]
casebook = "sqlite:///tocsin.db"

[channels.mail]
root = "mail"
"""
REPORT = """Police warn of attack on concerts in Moscow

MOSCOW, March 7 (Exercise Wire) - Police warned on Thursday that extremists may attack concerts in Moscow in the next
two days.
"""


@pytest.fixture
def night(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A night with two in our care of long names: one was warned, of the other nobody has decided yet."""
    monkeypatch.setenv("TOCSIN_AT", "2024-03-07T18:00:00+03:00")
    names = ("halvorsen-chamber-orchestra", "lantern-quay-concert-hall")
    (tmp_path / "tocsin.toml").write_text(OFFICE)
    (tmp_path / "register.toml").write_text("".join(map(entry, names)))
    (tmp_path / "report.txt").write_text(REPORT)
    run("take", "report.txt", "--published", "2024-03-07", "--source", "wire")
    first = run("duty", "--json").rows("duty_proposal")[0]["id"]
    assert run("rule", first, "warn", "--by", "Ann Example").code == 0
    for notice in run("notices", "--json").rows("notice"):
        text = notice["id"][:12], "--text", digest(notice["body"])[:12]
        assert run("approve", *text, "--by", "Bo Example").code == 0
    run("dispatch")
    return run


LISTS = (("duty",), ("duty", "--decided"), ("incidents",), ("notices",), ("personal", "list"), ("since", "2h"))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_list_of_a_night_breaks_a_word(night: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    for each in LISTS:
        monkeypatch.setenv("COLUMNS", "400")
        words = set(night(*each).out.split())
        assert words, each
        monkeypatch.setenv("COLUMNS", str(width))
        assert words - set(night(*each).out.split()) == set(), each

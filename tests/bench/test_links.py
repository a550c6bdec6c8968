"""The bench of links: what it counts, and that the incidents of a folder are found in its reports together."""

from pathlib import Path

import pytest

from bench import links

CASE = """
hand = "z"

[[report]]
register = "wire flash"
region = "Western Europe"
country = "BE"
english = "British"
published = 2024-03-08
part = "flash"
text = '''
Gunmen shot two guards dead at the Marram Lane depot on Friday. A year ago a bomb killed a driver at Osier Bridge.'''

[[report.statement]]
kind = "attack"
content = "Gunmen shot two guards dead at the Marram Lane depot"
cue = "shot"
stage = "accomplished"
about = "A"

[[report.statement]]
kind = "toll"
content = "two guards dead"
cue = "dead"
about = "A"

[[report.statement]]
kind = "attack"
content = "a bomb killed a driver at Osier Bridge"
cue = "killed"
stage = "accomplished"
about = "B"

[[report]]
register = "wire flash"
region = "Western Europe"
country = "BE"
english = "British"
published = 2024-03-09
part = "update"
text = '''
The Larch Hand said it had shot the guards.'''

[[report.statement]]
kind = "claim"
content = "it had shot the guards"
cue = "said"
speakers = ["The Larch Hand"]
about = "A"
"""
SINGLE = """
hand = "z"

[[passage]]
text = "Gunmen killed 12 people in Kano on Monday, police said."

[[passage.statement]]
kind = "toll"
content = "killed 12 people"
cue = "killed"
about = "A"
"""


@pytest.fixture
def book(tmp_path: Path) -> links.Book:
    (tmp_path / "z-one.toml").write_text(CASE, "utf-8")
    (tmp_path / "z-two.toml").write_text(SINGLE, "utf-8")
    return links.of(tmp_path)


def test_reports_come_in_as_they_were_published_and_single_passages_are_left_out(book: links.Book) -> None:
    assert [len(statements) for _, _, statements in book.reports] == [3, 1]
    assert sorted(str(each) for each in book.marked.values()) == ["z-one A"] * 3 + ["z-one B"]


def test_pairs_are_counted_within_a_report_and_across_two(book: links.Book) -> None:
    in_one, across = (where for where, *_ in links.over_pairs(book, book.marked))
    assert (in_one, across) == ("one report", "two reports")
    rights = {
        where: (score.precision, score.recall, right) for where, score, right in links.over_pairs(book, book.marked)
    }
    assert rights == {"one report": (1.0, 1.0, 1), "two reports": (1.0, 1.0, 2)}
    alone = {name: name for name in book.marked}
    assert {score.recall for _, score, _ in links.over_pairs(book, alone)} == {0.0}
    together = dict.fromkeys(book.marked, "all")
    wrong = {where: score.precision for where, score, _ in links.over_pairs(book, together)}
    assert wrong == pytest.approx({"one report": 1 / 3, "two reports": 2 / 3})


def test_the_figures_are_those_of_what_linking_finds(book: links.Book) -> None:
    found = {name: value for name, value, _ in links.figures("it", book, book.marked)}
    assert found["it: CoNLL"] == pytest.approx(100)
    assert found["it: pairs of one report, recall"] == 100
    plain = book.linked(None)
    assert plain.keys() == book.marked.keys()
    toll, guards = (next(s.id for s in book.reports[0][2] if s.kind == kind) for kind in ("toll", "attack"))
    assert plain[toll] == plain[guards]

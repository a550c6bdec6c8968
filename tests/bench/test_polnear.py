"""Quotations are scored by the words of their parts, on a text whose marks are known by hand."""

from pathlib import Path

import pytest

from bench import polnear
from bench.marks import Mark, together
from bench.quotations import Quoted, spans, tokens, triples, words_in

TEXT = "Ann Roe, a nurse, said (on Monday) that it was “all quiet”. Bo Lee agreed."


def part(*words: int) -> frozenset[int]:
    return frozenset(words)


MARKED = (
    Quoted(source=part(0, 1, 2, 3), cue=part(4), content=part(7, 8, 9, 10, 11)),
    Quoted(source=part(12, 13), cue=part(14)),
)
FOUND = (
    Quoted(source=part(0, 1), cue=part(4), content=part(7, 8, 9, 10, 11)),
    Quoted(source=part(12, 13), cue=part(14), content=part(5)),
)


def test_words_are_counted_without_marks() -> None:
    assert words_in(TEXT, [(0, 7)]) == part(0, 1)
    assert words_in(TEXT, [(0, 16), (TEXT.index("“"), TEXT.index("Bo"))]) == part(0, 1, 2, 3, 10, 11)


def test_a_word_counts_once_for_each_part() -> None:
    assert tokens(MARKED, FOUND, "source") == Mark(6, 4, 4)
    assert tokens(MARKED, FOUND, "cue") == Mark(2, 2, 2)
    assert tokens(MARKED, FOUND, "content") == Mark(5, 6, 5)
    assert tokens((*MARKED, MARKED[0]), FOUND, "source") == Mark(6, 4, 4)


def test_a_span_is_right_only_whole_and_an_empty_part_is_none() -> None:
    assert spans(MARKED, FOUND, "source") == Mark(2, 2, 1)
    assert spans(MARKED, FOUND, "content") == Mark(1, 2, 1)
    assert spans(MARKED, (FOUND[0], FOUND[0]), "content") == Mark(1, 2, 1)


def test_a_triple_is_right_only_in_all_three() -> None:
    assert triples(MARKED, FOUND) == Mark(2, 2, 0)
    assert triples(MARKED, (MARKED[0], FOUND[1])) == Mark(2, 2, 1)


def test_marks_of_texts_are_added_up() -> None:
    both = together([Mark(4, 2, 2), Mark(1, 2, 0)])
    assert both == Mark(5, 4, 2)
    assert both.f1 == pytest.approx(4 / 9)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One text and its marks in the format of brat; a second hand's marks are not counted."""
    text = "“It was loud,” said Ann Roe, a nurse. “I ran.”\n\nBo Lee slept."
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(text, "utf-8")
    ends = text.index("\n")
    marks = (
        f"E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\nT1\tSource 20 36\tAnn Roe, a nurse\nT2\tCue 15 19\tsaid\n"
        f"T3\tContent 0 14;38 {ends}\t“It was loud,” “I ran.”\nT4\tAttribution 15 19\tsaid\nT5\tDiscuss 48 51\tBo\n"
    )
    (tmp_path / "attributions" / "one_0a.ann").write_text(marks, "utf-8")
    (tmp_path / "attributions" / "one_0b.ann").write_text("", "utf-8")
    return tmp_path


def test_what_is_marked_and_what_is_heard_are_scored(data: Path) -> None:
    figures = {name: value for name, value, _ in polnear.run(data)}
    assert figures["attributions marked"] == 1
    assert figures["whole triples: F1"] == 100
    assert list(polnear.worst(data)) == []


def test_the_worst_come_first(data: Path) -> None:
    marks = data / "attributions" / "one_0a.ann"
    more = "E2\tAttribution:T8 Source:T6 Cue:T7\nT6\tSource 48 54\tBo Lee\nT7\tCue 55 60\tslept\n"
    marks.write_text(marks.read_text("utf-8").replace("20 36", "20 27") + more, "utf-8")
    first, second = polnear.worst(data)
    assert "missed 0.00: Bo Lee | slept" in first
    assert "Ann Roe | said" in second

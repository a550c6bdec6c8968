"""The measure of times: its scores on documents that can be scored by hand, and what each time is as TIMEX3."""

from datetime import date
from pathlib import Path

import pytest

from bench import timex
from bench.timexes import Timex, as_timexes
from tocsin.model import digest
from tocsin.reading import days, times
from tocsin.reading.passages import cut

DOCUMENT = """<?xml version="1.0" ?>
<TimeML><DOCID>d</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2024-03-23">March 23, 2024</TIMEX3></DCT>
<TEXT>The mill <EVENT eid="e1">burned</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2024-03-22">Friday</TIMEX3> \
&amp; again <TIMEX3 tid="t2" type="TIME" value="2024-03-22TNI">that very night</TIMEX3>. It had stood for \
<TIMEX3 tid="t3" type="DURATION" value="P3Y">three years</TIMEX3>, and was rebuilt in \
<TIMEX3 tid="t4" type="DATE" value="2021">early <EVENT eid="e2">2019</EVENT></TIMEX3>.</TEXT></TimeML>
"""
"""Of four TIMEX3s, one is missed (t2), one has another value (t4) and another extent."""


def at(start: int, end: int, value: str = "", kind: str = "DATE") -> Timex:
    return Timex(start=start, end=end, type=kind, value=value)


def told(text: str) -> list[tuple[str, str, str]]:
    saturday = days.on(date(2024, 3, 23), "stated")
    found = times.told(text, cut(text, 0, len(text), of=digest(text)), published=saturday)
    return [(text[t.start : t.end], t.type, t.value) for one in found for t in as_timexes(one)]


def test_a_document_is_scored_as_by_hand(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.tml").write_text(DOCUMENT)
    figures = {name: value for name, value, _ in timex.run(tmp_path)}
    assert figures["documents"] == 1
    assert figures["all: annotated"] == 4
    assert [figures[f"all: strict {m}"] for m in ("P", "R", "F1")] == pytest.approx([200 / 3, 50, 400 / 7])
    assert [figures[f"all: relaxed {m}"] for m in ("P", "R", "F1")] == pytest.approx([100, 75, 600 / 7])
    assert [figures[f"all: value {m}"] for m in ("P", "R", "F1")] == pytest.approx([200 / 3, 50, 400 / 7])
    assert figures["DATE and TIME: value F1"] == pytest.approx(100 * 2 * 1 / (2 + 3))
    assert figures["DURATION and SET: value F1"] == 100


def test_the_worst_cases_say_what_was_wrong(tmp_path: Path) -> None:
    (tmp_path / "d.tml").write_text(DOCUMENT)
    wrong, missed = timex.worst(tmp_path)
    assert "value: DATE 2021 -> DATE 2019" in wrong
    assert "missed: TIME 2024-03-22TNI -> nothing" in missed
    assert "& again [that very night]. It had" in missed


def test_the_annotated_places_are_those_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "d.tml").write_text(DOCUMENT)
    (document,) = timex.documents(tmp_path)
    assert document.created == date(2024, 3, 23)
    assert [document.text[t.start : t.end] for t in document.gold] == [
        "Friday", "that very night", "three years", "early 2019",
    ]  # fmt: skip


def test_value_f1_is_the_share_of_right_values_times_relaxed_f1() -> None:
    gold, ours = [at(0, 5, "a"), at(6, 9, "b"), at(10, 12, "c")], [at(0, 4, "a"), at(6, 9, "x")]
    scores = timex.score([(gold, ours)])
    assert scores["relaxed F1"] == pytest.approx(80)
    assert scores["value F1"] == pytest.approx(scores["right values among the relaxed matches"] / 100 * 80)


def test_each_is_matched_once_and_the_same_extent_comes_first() -> None:
    wide, narrow = at(0, 20), at(12, 20)
    assert timex.matches([wide, narrow], [narrow]) == [(narrow, narrow)]
    assert timex.matches([wide], [at(0, 4), narrow]) == [(wide, narrow)]
    assert timex.matches([at(0, 4)], [at(4, 8)]) == []


def test_nothing_found_scores_nothing() -> None:
    assert set(timex.score([([at(0, 1)], [])]).values()) == {0.0}


@pytest.mark.parametrize(
    ("text", "quote", "kind", "value"),
    [
        ("It burned on Friday.", "Friday", "DATE", "2024-03-22"),
        ("It burned on Friday night.", "Friday night", "TIME", "2024-03-22TNI"),
        ("It burned at 7:40 p.m. on Friday.", "7:40 p.m. on Friday", "TIME", "2024-03-22T19:40"),
        ("It burned overnight.", "overnight", "TIME", "2024-03-22TNI"),
        ("It burned last week.", "last week", "DATE", "2024-W11"),
        ("It burned at the weekend.", "the weekend", "DATE", "2024-W12-WE"),
        ("It burned two weeks ago.", "two weeks ago", "DATE", "2024-W10"),
        ("It burned in May 2019.", "May 2019", "DATE", "2019-05"),
        ("It burned in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("It burned in the second half of 2019.", "the second half of 2019", "DATE", "2019-H2"),
        ("It burned in spring 2020.", "spring 2020", "DATE", "2020-SP"),
        ("It burned in 2019.", "2019", "DATE", "2019"),
        ("war in the 1990s", "the 1990s", "DATE", "199"),
        ("in the past two days", "the past two days", "DURATION", "P2D"),
        ("held for 2 1/2 hours", "2 1/2 hours", "DURATION", "PT2H30M"),
        ("held for weeks", "weeks", "DURATION", "PXW"),
        ("for two decades", "two decades", "DURATION", "P20Y"),
        ("It fell three days later.", "three days", "DURATION", "P3D"),
        ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They march every July.", "every July", "SET", "XXXX-07"),
        ("They march daily.", "daily", "SET", "P1D"),
        ("They march every two weeks.", "every two weeks", "SET", "P2W"),
        ("They flee now.", "now", "DATE", "PRESENT_REF"),
        ("They fled recently.", "recently", "DATE", "PAST_REF"),
        ("They fled that day.", "that day", "DATE", ""),
    ],
)
def test_a_time_has_its_value(text: str, quote: str, kind: str, value: str) -> None:
    assert told(text) == [(quote, kind, value)]


def test_a_stretch_with_two_ends_is_two() -> None:
    assert told("It stood between 1994 and 1997.") == [("1994", "DATE", "1994"), ("1997", "DATE", "1997")]
    assert told("closed from May 3 to May 5, 2019") == [
        ("May 3", "DATE", "2019-05-03"),
        ("May 5, 2019", "DATE", "2019-05-05"),
    ]

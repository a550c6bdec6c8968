"""The places bench on tiny invented files: each score is known by hand."""

from pathlib import Path

import pytest

from bench import toponyms
from bench.toponyms import Article, Told, Toponym

LGL = """<articles><article docid="1"><text>Police in Oslo went to Bergen.</text><toponyms>
<toponym><start>10</start><end>14</end><gaztag geonameid="1"><lat>59.91</lat><lon>10.75</lon></gaztag></toponym>
<toponym><start>23</start><end>29</end></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><text>Oslo was calm.</text><locations>
<location><name>Oslo</name><start>1</start><end>5</end><lat>59.91</lat><lon>10.75</lon></location>
</locations></article></articles>"""


def at(start: int, end: int, point: tuple[float, float] | None = None) -> Toponym:
    return Toponym(start=start, end=end, point=point)


def scored(gold: tuple[Toponym, ...], told: Told) -> dict[str, float]:
    article = Article(name="1", text=" " * 100, gold=gold)
    return {name: value for name, value, _ in toponyms.figures("p", [(article, told)])}


def told(given: tuple[Toponym, ...], places: tuple[Toponym, ...], peoples: tuple[Toponym, ...] = ()) -> Told:
    return Told(given=given, places=places, peoples=peoples)


def test_both_layouts_are_read_and_a_toponym_may_lack_a_point(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LGL)
    (tmp_path / "b.xml").write_text(GEOVIRUS)
    (one,), (other,) = (list(toponyms.articles(tmp_path / name)) for name in ("a.xml", "b.xml"))
    assert [(one.text[g.start : g.end], g.point) for g in one.gold] == [("Oslo", (59.91, 10.75)), ("Bergen", None)]
    assert [(other.text[g.start : g.end], g.point) for g in other.gold] == [("Oslo", (59.91, 10.75))]


def test_found_counts_the_same_characters_and_any_of_them_apart() -> None:
    gold = (at(0, 4), at(10, 14), at(20, 24), at(30, 34))
    figures = scored(gold, told(gold, (at(0, 4), at(9, 14), at(50, 54))))
    assert figures["p: found, exact, P"] == pytest.approx(100 / 3)
    assert figures["p: found, exact, R"] == 25
    assert figures["p: found, overlapping, P"] == pytest.approx(200 / 3)
    assert figures["p: found, overlapping, R"] == 50


def test_one_mention_stands_for_one_toponym_only() -> None:
    gold = (at(0, 4), at(6, 10))
    assert scored(gold, told(gold, (at(0, 10),)))["p: found, overlapping, R"] == 50


def test_gold_names_are_near_far_or_left_open() -> None:
    gold = (at(0, 4, (0.0, 0.0)), at(5, 9, (0.0, 0.0)), at(10, 14, (0.0, 0.0)), at(15, 19, (0.0, 0.0)), at(20, 24))
    given = (at(0, 4, (0.0, 0.01)), at(5, 9, (1.0, 0.0)), at(10, 14, (2.0, 0.0)), at(15, 19), at(20, 24, (5.0, 5.0)))
    figures = scored(gold, told(given, ()))
    assert figures["p: gold names, put somewhere"] == 75
    assert figures["p: gold names, within 161 km"] == 50  # one degree is 111 km, two are 222
    assert figures["p: gold names, within 161 km of those put somewhere"] == pytest.approx(200 / 3)
    assert figures["p: gold names, exact place"] == 25
    assert figures["p: gold names, median error of those put somewhere"] == pytest.approx(111.2, abs=0.1)


def test_end_to_end_wants_both_and_leaves_out_what_has_no_point() -> None:
    gold = (at(0, 4, (0.0, 0.0)), at(5, 9, (0.0, 0.0)), at(10, 14))
    own = (at(0, 4, (0.0, 1.0)), at(5, 9, (9.0, 9.0)), at(10, 14, (3.0, 3.0)), at(50, 54, (0.0, 0.0)))
    figures = scored(gold, told(gold, own))
    assert figures["p: end to end within 161 km, R"] == 50
    assert figures["p: end to end within 161 km, P"] == pytest.approx(100 / 3)
    assert figures["p: end to end within 161 km, F1"] == pytest.approx(40)


def test_peoples_count_only_where_it_says_so() -> None:
    gold = (at(0, 4, (0.0, 0.0)), at(5, 9, (0.0, 0.0)))
    figures = scored(gold, told(gold, (at(0, 4, (0.0, 0.0)),), (at(5, 9, (0.0, 0.0)),)))
    assert figures["p: end to end within 161 km, R"] == 50
    assert figures["p: end to end within 161 km, R, with peoples"] == 100


def test_the_reader_puts_the_names_and_the_worst_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LGL.replace("<lat>59.91</lat>", "<lat>0.0</lat>"))
    figures = {name: value for name, value, _ in toponyms.run(tmp_path)}
    assert figures["a: found, exact, F1"] == 100
    assert figures["a: gold names, within 161 km"] == 0
    (line,) = toponyms.worst(tmp_path)
    assert "'Oslo'" in line
    assert "Police in Oslo went" in line

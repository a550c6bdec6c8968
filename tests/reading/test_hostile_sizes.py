"""Whatever a text holds in bulk, it is read to its end, or says what of it was not read."""

import pytest

from tests.reading.told import read
from tocsin import reading
from tocsin.model import Kind, Report, UnreadBecause, digest
from tocsin.reading import earlier

BEHIND = " Gunmen killed two soldiers in Kabul."
COUNTED = "Police said gunmen killed {n} soldiers"


def _of(text: str) -> reading.Reading:
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return reading.read(report, published=None)


@pytest.mark.parametrize(
    "figure",
    ["7" * 4400, "1" + ",000" * 1200, "one" + " hundred" * 15, "between 3 and " + "7" * 4400, "88005553535"],
    ids=["digits", "thousands", "scales", "range", "telephone"],
)
def test_a_number_beyond_all_people_counts_nobody_and_loses_no_report(figure: str) -> None:
    found = read(f"Gunmen killed {figure} people.{BEHIND}")
    assert [t.best for s in found for t in s.tolls] == [2]
    assert any(s.kind is Kind.ATTACK and s.content[0].start < len(figure) for s in found)


@pytest.mark.parametrize(("figure", "best"), [("3 million", 3_000_000), ("1,200,000", 1_200_000)])
def test_a_number_of_many_people_still_counts_them(figure: str, best: int) -> None:
    assert [t.best for s in read(f"The war killed {figure} people.") for t in s.tolls] == [best]


def test_each_figure_of_a_sentence_is_asked_once_whether_it_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    look = earlier.is_earlier

    def counted(*given: object) -> bool:
        asked.append((given[2].figure.start, given[2].figure.end))  # type: ignore[attr-defined]
        return look(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(earlier, "is_earlier", counted)
    many = 20
    text = " and ".join(COUNTED.format(n=n + 2) for n in range(many)) + "."
    assert [t.best for s in read(text) for t in s.tolls] == [n + 2 for n in range(many)]
    assert len(asked) <= 2 * many  # once when it is read, once when it is verified


def test_a_sentence_of_nots_is_not_read_and_says_so() -> None:
    found = _of("Gunmen did " + "not " * (reading.MOST_NOTS + 1) + "attack the bus." + BEHIND)
    said = [u for u in found.unread if u.because is UnreadBecause.DAMAGED]
    assert [u.passage.start for u in said] == [0]
    assert f"more than {reading.MOST_NOTS} negations" in said[0].detail
    assert {s.kind for s in found.statements} == {Kind.ATTACK, Kind.TOLL}


def test_a_long_sentence_of_law_with_its_nots_is_read() -> None:
    clause = "no party shall supply arms, nor permit their transit, nor train, finance or shelter fighters, "
    found = _of("The council demands that " + clause * 24 + "and recalls that gunmen attacked a bus in Kabul.")
    assert [u for u in found.unread if u.because is UnreadBecause.DAMAGED] == []


def test_blank_lines_and_hidden_characters_in_bulk_are_looked_through_once() -> None:
    text = "Gunmen attacked a bus in Kabul, police said.\n" + "\n" * 60_000 + "They did not."
    kinds = [(s.kind, s.suggestion) for s in _of(text).statements]
    assert (Kind.ATTACK, "") not in kinds
    assert _of("Gunmen attacked a bus in Kabul. " + "\u200b" * 60_000 + " Nobody was hurt.").statements

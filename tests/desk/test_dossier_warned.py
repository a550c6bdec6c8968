"""Who warned whom, and when: the day that is feared is not the day on which somebody was told."""

from datetime import UTC, date, datetime

import pytest

from tests.desk.looking import under
from tests.sitting import office
from tocsin import reading
from tocsin.casebook.memory import Memory
from tocsin.desk.dossier import Dossier, dossier
from tocsin.desk.take import take
from tocsin.intake import Opened, open_bytes
from tocsin.model import TimePrecision, Tlp, When

AHEAD = "The Finnish embassy warned its citizens of an attack on Harbour Hall in Tampere on Saturday, October 18."
TOLD = "The Finnish embassy warned its citizens on Tuesday, October 14 of an attack on Harbour Hall in Tampere."
BOTH = "The Finnish embassy warned its citizens on Tuesday of an attack on Harbour Hall in Tampere on October 18."
DEED = "Gunmen killed 40 people at Harbour Hall in Tampere on Saturday, October 18, police said."


def shown(*told: tuple[int, str]) -> Dossier:
    """The dossier of reports that were published on these days of October, a sentence each."""
    book, desk, at = Memory(), office(reader=reading.Rules()), datetime(2025, 10, 30, tzinfo=UTC)
    for number, sentence in told:
        day = date(2025, 10, number)
        (came,) = open_bytes(
            f"TAMPERE, Finland, October {number} (Exercise Wire) - {sentence}".encode(), name="x.txt", source=None,
            published=When(start=day, end=day, precision=TimePrecision.DAY, anchor="given"),
            received=datetime(2025, 10, number, 20, tzinfo=UTC), marking=Tlp.CLEAR,
        )  # fmt: skip
        assert isinstance(came, Opened)
        take(came, book=book, office=desk, at=datetime(2025, 10, number, 20, tzinfo=UTC))
    return dossier(book, office=desk, at=at)


def field(found: Dossier, column: str) -> str:
    """What stands in a column of the one warning."""
    (row,) = found.warnings.rows
    return under(found.warnings, row, column)


@pytest.mark.parametrize(
    ("day", "sentence", "given", "feared", "before"),
    [
        (15, AHEAD, "not stated when it was said", "of 18 October 2025", "3 days before or more"),
        (15, TOLD, "14 October 2025", "", "4 days before"),
        (15, BOTH, "14 October 2025", "of 18 October 2025", "4 days before"),
    ],
)
def test_what_is_feared_for_a_day_was_not_told_on_it(
    day: int, sentence: str, given: str, feared: str, before: str
) -> None:
    found = shown((day, sentence), (19, DEED))
    when = field(found, "when").splitlines()
    assert when[0] == given
    assert [line for line in when if line.startswith("of ")] == ([feared] if feared else [])
    assert field(found, "before the attack").startswith(before)
    (short,) = (line.words for g in found.glance for f in g.facts if f.label == "warned" for line in f.lines)
    assert ("day of telling not stated" in short) == given.startswith("not stated")
    assert (feared or ", of ") in short or not feared


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("A warning of an attack on Harbour Hall in Tampere went to the army on Monday, the newspaper said.",
         "somebody not named, as told by the newspaper"),
        ("The warning of an attack in Tampere was sent to the ministry on Monday, officials said.",
         "somebody not named, as told by officials"),
        ("Staff at Harbour Hall had been warned of an attack by extremists, an attendant said.",
         "somebody not named, as told by an attendant"),
        ("Staff at Harbour Hall had been warned of an attack by extremists.",
         "somebody not named, as told by the report, in its own voice"),
        ("The Finnish embassy warned its citizens of an attack by extremists on Harbour Hall, the newspaper said.",
         "The Finnish embassy"),
        ("Staff at Harbour Hall had been warned by the Finnish embassy of an attack by extremists.",
         "the Finnish embassy"),
        ("Extremists may attack Harbour Hall in Tampere, the Finnish embassy warned.", "the Finnish embassy"),
        ("Avoid crowds in Tampere: an attack by extremists is possible.", "the report, in its own voice"),
    ],
)  # fmt: skip
def test_whoever_only_tells_of_a_warning_did_not_give_it(sentence: str, who: str) -> None:
    found = shown((15, sentence))
    (row,) = found.warnings.rows
    said = under(found.warnings, row, "who warned")
    assert said == who or (who in said and "somebody" not in said), said


def test_the_time_line_says_where_it_is_open_whether_a_thing_is_so() -> None:
    found = shown((15, "The government did not say that the men who shot at the hall in Tampere had been arrested."))
    told = [cell.words for row in found.time_line.rows for cell in row.fields[1]]
    assert any(words.startswith("response, open whether it is so: ") for words in told), told

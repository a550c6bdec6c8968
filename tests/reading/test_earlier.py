"""A figure that was put right or taken back is known for one that was not so, beside the one that holds."""

import pytest

from tests.reading.told import read
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Report, Span, digest
from tocsin.reading import earlier, numbers


def put_right(text: str) -> list[str]:
    passage = Span(start=0, end=len(text), quote=text, text=digest(text))
    return [c.figure.quote for c in numbers.find(text, passage) if earlier.is_put_right(text, passage, c)]


def of_before(text: str) -> list[str]:
    passage = Span(start=0, end=len(text), quote=text, text=digest(text))
    counts = numbers.find(text, passage)
    return [c.figure.quote for c in counts if earlier.is_earlier(text, passage, c, counts)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine of its men were killed, it said; it had put the number at five the evening before.", ["five"]),
        ("The police, who had put the number killed at six an hour earlier, now say four.", ["six"]),
        ("The police had put the toll at nine.", []),
        ("The radio spoke that morning of three dead, and at noon of seven.", ["three"]),
        ("Gunmen killed three guards, and at noon of that day seven miners died elsewhere.", []),
        ("The radio spoke that morning of three dead in Ibi, and at noon of seven dead in Jos.", []),
        ("Police said nine were killed in Kano and by night two more had died.", []),
        ("Police said that nine were killed, and later two others.", []),
        ("The army said six soldiers were killed at dawn and by noon four rebels lay dead.", []),
        ("The army reported 12 dead in Goma and by evening 9 dead in Bukavu.", []),
        ("The ministry reported 30 dead in Odesa, and at dawn 12 more in Kherson.", []),
    ],
)
def test_a_figure_of_before_is_known_by_how_it_was_told(text: str, wanted: list[str]) -> None:
    assert of_before(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The figure of fifteen dead which appeared in the Sunday papers was got by counting twice.", ["fifteen"]),
        ("The figure of fifteen dead which appeared in the Sunday papers was confirmed by the police.", []),
        ("The number of seventeen, which was on the internet, included three with sunstroke.", ["seventeen"]),
        ("The toll of nine dead, which was given by the police, is wrong.", ["nine"]),
        ("The figure of fifteen dead was given by the police.", []),
        ("The number of nine who were killed is known.", []),
        ("The toll of nine dead which was reported on Friday is expected to rise.", []),
    ],
)
def test_a_figure_that_only_went_round_is_known_by_where(text: str, wanted: list[str]) -> None:
    passage = Span(start=0, end=len(text), quote=text, text=digest(text))
    counts = numbers.find(text, passage)
    assert [c.figure.quote for c in counts if earlier.is_going_round(text, passage, c)] == wanted
    assert of_before(text) == []


@pytest.mark.parametrize(
    ("text", "figure", "suggestion"),
    [
        ("The toll of nine killed, which was reported by the UN, has been verified by doctors.", 9, False),
        ("The number of 19 killed that was given by police on Friday counts only civilians.", 19, False),
        ("The total of 12 killed, which was published on Friday by the UN, rose no further.", 12, False),
        ("The number of 200 hostages that was given by the rebels is disputed by the army.", 200, False),
        ("The total of 12 killed, which appeared on Friday, was too high.", 12, True),
    ],
)
def test_who_gave_a_figure_is_no_reason_to_leave_it_out(text: str, figure: int, *, suggestion: bool) -> None:
    found = [(s.tolls[0].best, s.suggestion) for s in read(text, suggested=True) if s.tolls]
    assert found == [(figure, suggestion)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The toll, put at 88 overnight, was brought down to 67.", ["88"]),
        ("The ministry, which had spoken of 11 dead, lowered its figure to nine.", ["11"]),
        (
            "The ministry lowered to 61 the number of people killed in the blasts, from the 68 announced on Friday.",
            ["68"],
        ),
        ("Six gunmen died, the office said, retracting a statement that there had been nine.", ["nine"]),
        ("The army counted 94 of its own dead, where it had said 19 on Saturday.", ["19"]),
        ("The ministry spoke of 11 dead, and the hospital of nine.", []),
        ("The blast killed 11 people, and the alert level was raised.", []),
        ("The blast killed 11 people, the army said.", []),
    ],
)
def test_a_figure_that_was_put_right_is_known_by_the_words_beside_it(text: str, wanted: list[str]) -> None:
    assert put_right(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The count of the dead at Sidon, put at 88 overnight, was brought down on Sunday to 67.",
            {67: True, 88: False},
        ),
        (
            "The ministry lowered to 61 the number of people killed in the explosions at Sidon, from the 68 announced.",
            {61: True, 68: False},
        ),
    ],
)
def test_both_readers_together_affirm_no_figure_that_was_put_right(text: str, wanted: dict[int, bool]) -> None:
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None, reader=network.shipped()).statements
    affirmed = {t.best: s.positive for s in found for t in s.tolls}
    assert all(affirmed.get(figure, affirm) is affirm for figure, affirm in wanted.items())
    assert len(affirmed) > 1

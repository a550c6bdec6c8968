"""Whoever is counted and came to no harm is no toll; what the harm was may be said in any of its words."""

import pytest

from tests.reading.told import read as by_rules
from tests.reading.told import shown
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Report, Statement, TollEffect, digest

BOMBING = "A bomb went off at the market of Ibi on Monday. "


def told(text: str, kind: Kind = Kind.TOLL) -> list[Statement]:
    """What the reader out of both tells of a kind."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None, reader=network.shipped()).statements
    return [s for s in found if s.kind is kind and not s.suggestion]


@pytest.mark.parametrize(
    "sentence",
    [
        "About 14,000 customers are without power in Ibi.",
        "There are forty-one people at the station now, six more than before.",
        "Nobody was in the hut.",
        "No one was meant to be hurt.",
        "The Red Front has some 140 adherents, most of them over 35.",
        "Hundreds had been in the streets until the evening.",
        "Nineteen people were being held on Thursday evening by the police.",
        "Nineteen militants were being held on Thursday evening by the police.",
        "Two watchmen were meant to be killed.",
    ],
)
def test_people_who_are_counted_and_came_to_no_harm_are_no_toll(sentence: str) -> None:
    assert told(BOMBING + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The radio says ten.", 10),
        ("No one was hurt.", 0),
        ("Four passengers were badly cut by flying glass, the hospital said.", 4),
        ("Eleven policemen have been buried.", 11),
        ("Twelve passengers who were meant to be in Goma on Monday were killed when a bomb hit their bus.", 12),
        ("Eleven worshippers, who were going to be married, fell under the bullets of a gunman.", 11),
        ("Twelve died in hospital. Of the wounded, 30 are expected to be crippled for life.", 30),
        ("The gunmen hold nine nuns in a cellar in Jos.", 9),
        ("The militants have 14 tourists in their hands since Friday, when they stormed the hotel.", 14),
        ("Police say that nine nuns are being held in a cellar by gunmen.", 9),
        ("A grenade tore the legs off three children in Homs on Friday.", 3),
        ("Nineteen people were being held hostage by the gunmen on Thursday evening.", 19),
    ],
)
def test_people_who_came_to_harm_are_counted_in_whatever_words(sentence: str, figure: int) -> None:
    assert figure in [t.high for s in told(BOMBING + sentence) for t in s.tolls]


def test_whoever_was_knocked_down_is_not_counted_as_dead() -> None:
    found = told("A car ploughed into a crowd in Berlin on Friday and knocked down 48 people.", Kind.TOLL)
    assert not [s for s in found if any(t.effect is TollEffect.KILLED for t in s.tolls)]


def test_an_age_counts_nobody() -> None:
    text = BOMBING + "Thoko Magagula died on 30 January at the age of 78, and her sister at the age of ninety."
    for found in (by_rules(text), told(text)):
        assert [t for s in found for t in s.tolls] == [], shown(found)


@pytest.mark.parametrize(
    ("sentence", "attacks"),
    [
        ("A former minister died at the age of 66 when his car was blown up in Beirut on Friday.", 1),
        ("Three pensioners died at the age of 80 when a missile hit their home in Odesa.", 1),
        ("Two nuns died at the age of 80 and 82 when rebels set their convent on fire in Goma on Friday.", 1),
        ("The envoy died at the age of 64 in an ambulance after a drone hit his convoy near Aden.", 1),
        ("A rocket fell on a home in Sderot, and a woman died at the age of sixty.", 1),
        ("The bishop died at the age of 78 after he was beaten by masked men in Nsukka on Friday.", 1),
        ("The judge died on Friday at the age of 61 after thugs threw acid at him in Lima.", 1),
        ("A hostage of the rebels died at the age of 66; they had cut off his head.", 0),
    ],
)
def test_whoever_was_killed_is_counted_at_whatever_age(sentence: str, attacks: int) -> None:
    assert [t for s in told(sentence) for t in s.tolls if t.effect is TollEffect.KILLED]
    assert len(told(sentence, Kind.ATTACK)) >= attacks


def test_whoever_died_old_is_killed_by_nobody() -> None:
    for sentence in (
        "Few are left in Ibi for whom Thoko Magagula, who died on 30 January at the age of 78, spelled no invitation.",
        "Florence Ngo Bassong, who died in Yaoundé on 8 September at the age of 64, interpreted for the court.",
    ):
        assert told(BOMBING + sentence) == []


def test_whoever_was_shot_is_counted_at_whatever_age() -> None:
    text = BOMBING + "Ana Ruiz, who was shot by the gunmen, died on Friday at the age of 78."
    assert [t.best for s in told(text) for t in s.tolls if t.effect is TollEffect.KILLED] == [1]


def test_whoever_is_counted_beside_an_age_is_counted() -> None:
    found = by_rules("Gunmen killed 20 people, all of them over the age of 60.")
    assert [t.best for s in found for t in s.tolls] == [20]

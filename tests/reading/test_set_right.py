"""What is set right is set right, and nothing else with it: figures, reports that are taken back, who did it."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Polarity

TAKEN_BACK = [
    "The Harbour Post retracts its report that the Northern Column claimed the attack in Constanta.",
    "The paper withdrew its report that the Northern Column had claimed the bombing of a ferry in Mersin.",
    "The agency withdraws its story that the rebels claimed the shooting in Oslo.",
    "The mayor denied that the rebels had claimed the bombing of the market in Mersin.",
]


@pytest.mark.parametrize("sentence", TAKEN_BACK)
def test_who_takes_back_that_somebody_claimed_it_says_nothing_against_the_attack(sentence: str) -> None:
    found = read(sentence)
    assert {s.factuality.polarity for s in found if s.kind is Kind.ATTACK} == {Polarity.POSITIVE}, shown(found)
    assert {s.factuality.polarity for s in found if s.kind is Kind.CLAIM} == {Polarity.NEGATIVE}, shown(found)


def test_who_takes_back_that_it_was_done_takes_it_back() -> None:
    found = read("The paper retracted its report that the Northern Column bombed the market in Mersin.")
    assert [s.factuality.polarity for s in found if s.kind is Kind.ATTACK] == [Polarity.NEGATIVE]


FIGURES = [
    ("Three people, not four, were killed in Tuesday's explosion.", 3),
    ("Four villagers, not three, were killed in the blast.", 4),
    ("The ministry said that 12 and not 15 people were killed in the bombing.", 12),
    ("The blast killed 12 passengers, not 15.", 12),
    ("Two nurses (not three) were killed by gunmen.", 2),
    ("Four people were killed in the blast, not three.", 4),
    ("One guard, not two, was killed in the shooting.", 1),
]


@pytest.mark.parametrize(("sentence", "dead"), FIGURES)
def test_the_not_of_a_figure_belongs_to_the_figure_that_is_wrong(sentence: str, dead: int) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.TOLL]
    given = [(s.factuality.polarity, t.low, t.best, t.high) for s in found for t in s.tolls]
    assert given == [(Polarity.POSITIVE, dead, dead, dead)], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve were hurt and not one was killed in the blast.",
        "Two guards were hurt, and not a single child was killed.",
    ],
)
def test_nobody_killed_stays_nobody_killed_beside_a_figure(sentence: str) -> None:
    dead = [(s.factuality.polarity, t.high) for s in read(sentence) for t in s.tolls if t.effect.value == "killed"]
    assert dead == [(Polarity.NEGATIVE, 0)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The railway station shooting wounded two officers.",
        "The market bombing killed nine people.",
        "The mayor said the ferry terminal attack injured a steward and two passengers.",
        "The hotel blast has killed nine people.",
    ],
)
def test_the_noun_of_an_act_is_no_doer(sentence: str) -> None:
    found = read(sentence)
    assert [s for s in found if s.kind in {Kind.ATTACK, Kind.TOLL}]
    assert not [m.span.quote for s in found for m in s.roles.actor], shown(found)


def test_a_group_that_kills_is_the_doer() -> None:
    found = read("The ELN killed nine people in Arauca.")
    assert {m.span.quote for s in found for m in s.roles.actor} == {"The ELN"}

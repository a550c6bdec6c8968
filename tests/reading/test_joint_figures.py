"""One figure told of two effects: how many of them died, nobody says, and so neither do we."""

import pytest

from tests.reading.told import read
from tocsin.model import Toll


def tolls_of(text: str) -> list[Toll]:
    return [t for s in read(text) for t in s.tolls]


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("About 25 persons were killed and injured in two explosions in the north of Homs.", 25),
        ("14 people were killed or wounded in the bombardment of the town.", 14),
        ("Gunmen killed and wounded 12 villagers in Benue on Monday.", 12),
        ("The blast left 30 people dead or injured, police said.", 30),
        ("Forty soldiers were killed and wounded when the convoy was ambushed.", 40),
    ],
)
def test_a_figure_of_dead_and_hurt_together_is_the_figure_of_neither(text: str, high: int) -> None:
    found = tolls_of(text)
    assert {t.effect.value for t in found} == {"killed", "injured"}
    assert {t.low for t in found} == {1}
    assert {t.best for t in found} == {None}
    assert {t.high for t in found} == {high}


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The blast killed 12 people and injured 30.", 12, 30),
        ("12 people were killed and 30 injured in the blast.", 12, 30),
        ("Gunmen killed nine people and wounded four in the market.", 9, 4),
    ],
)
def test_two_figures_stay_two(text: str, killed: int, injured: int) -> None:
    found = {t.effect.value: t.best for t in tolls_of(text)}
    assert found == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("At least 2800 persons including 938 children and 500 women were killed in the raids.", 2800),
        ("Twelve people, including three children, were killed in the blast.", 12),
    ],
)
def test_those_counted_among_others_do_not_take_the_place_of_all(text: str, whole: int) -> None:
    assert whole in {t.low for t in tolls_of(text) if t.effect.value == "killed"}

"""A figure is counted past somebody's word between it and its verb, and past the figure that it is not."""

import pytest

from tests.reading.told import read
from tocsin.model import Polarity, TollEffect

COUNTED = [
    ("Four people, not three as first reported, were killed in the blast.", TollEffect.KILLED, 4),
    ("Four people, not three as initially reported, died in the blast.", TollEffect.KILLED, 4),
    ("Four people, not three as it was thought, were killed.", TollEffect.KILLED, 4),
    ("Five people, rather than three as earlier reported, were injured in the blast.", TollEffect.INJURED, 5),
    ("Four people, the minister said, were killed in the blast.", TollEffect.KILLED, 4),
    ("Four people, as police reported, were killed in the blast.", TollEffect.KILLED, 4),
    ("Four men, police said, killed three guards in Tampere.", TollEffect.KILLED, 3),
    ("Four people, the minister said, were arrested after two guards were killed.", TollEffect.KILLED, 2),
    ("Three people were killed, not four as first reported.", TollEffect.KILLED, 3),
]


@pytest.mark.parametrize(("sentence", "effect", "number"), COUNTED)
def test_the_figure_that_holds_is_counted_and_no_other(sentence: str, effect: TollEffect, number: int) -> None:
    found = [(t.effect, t.best) for s in read(sentence) for t in s.tolls]
    assert found == [(effect, number)]


def test_nobody_past_an_aside_is_nobody() -> None:
    (toll,) = (s for s in read("No people, as first reported, were killed.") if s.tolls)
    assert (toll.factuality.polarity, toll.tolls[0].best) == (Polarity.NEGATIVE, 0)

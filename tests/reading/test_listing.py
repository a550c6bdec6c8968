"""Those who are told of in one breath are all counted, and whoever is not known to be dead is not."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind, Statement

COUNTED = [
    ("The gunmen killed a policeman and two children in Lahore on Monday.",
     [("killed", "a policeman", 1, 1), ("killed", "two children", 2, 2)]),
    ("The bomb killed one guard and one soldier in Lahore.", [("killed", "one guard and one soldier", 2, 2)]),
    ("The bomb killed two soldiers, a nurse and three children in Lahore.",
     [("killed", "two soldiers", 2, 2), ("killed", "a nurse and three children", 4, 4)]),
    ("A bomb killed at least nine guards, several nurses and a driver.",
     [("killed", "at least nine guards", 9, None), ("killed", "several nurses and a driver", 4, None)]),
    ("Rebels kidnapped two nurses and a driver near the border.",
     [("kidnapped", "two nurses and a driver", 3, 3)]),
    ("A judge and his driver were killed when a bomb exploded.", [("killed", "A judge and his driver", 2, 2)]),
    ("A bomb killed two guards and Karim Hadi in Lahore.", [("killed", "two guards", 2, None)]),
    ("A policeman was killed and two guards were wounded when gunmen attacked the post.",
     [("killed", "A policeman", 1, 1), ("injured", "two guards", 2, 2)]),
    ("A bomb killed a soldier and 12 people were hurt.",
     [("killed", "a soldier", 1, 1), ("injured", "12 people", 12, 12)]),
    ("Gunmen shot dead a shopkeeper in Quetta on Friday.", [("killed", "a shopkeeper", 1, 1)]),
    ("Troops killed a rebel commander and one suspected insurgent in the raid.",
     [("killed", "a rebel commander and one suspected insurgent", 2, 2)]),
    ("Karim Hadi and two guards were killed in Lahore when a bomb exploded.", [("killed", "two guards", 2, None)]),
    ("Gunmen killed two guards and wounded a driver in Lahore.",
     [("killed", "two guards", 2, 2), ("injured", "a driver", 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "rows"), COUNTED, ids=lambda v: str(v)[:60])
def test_all_who_are_told_of_in_one_breath_are_counted(
    sentence: str, rows: list[tuple[str, str, int, int | None]]
) -> None:
    """A toll of two where three were killed is an invented figure."""
    tolls = [t for s in _tolls(sentence) for t in s.tolls]
    assert [(t.effect, t.mention.span.quote, t.low, t.best) for t in tolls] == rows
    assert all(t.best == t.high for t in tolls)


@pytest.mark.parametrize(
    "sentence",
    [
        "A gunman shot a soldier outside the barracks in Quetta.",
        "The militants killed a police dog in the raid.",
        "The attack could have killed a child.",
        "The rebels denied that they had killed a minister.",
        "The farmer, who was released without charge, said the bombers had come at night.",
        "A bomb did not kill a guard.",
        "A soldier killed the reason for the attack.",
    ],
    ids=lambda v: v[:60],
)
def test_nobody_is_counted_whom_nothing_is_said_to_have_befallen(sentence: str) -> None:
    assert not _tolls(sentence)


def test_a_suspected_insurgent_who_was_killed_is_accused_of_nothing() -> None:
    said = read("Troops killed a rebel commander and one suspected insurgent and detained two others.")
    assert Kind.ACCUSATION not in {s.kind for s in said}


def _tolls(sentence: str) -> list[Statement]:
    return [s for s in read(sentence) if s.kind is Kind.TOLL]

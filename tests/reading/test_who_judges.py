"""Whoever judges is named, and whoever is only judged, or stands where the judge would, is not."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind


def _judges(sentence: str) -> list[list[str]]:
    return [
        [x.mention.span.quote if x.mention else x.name for x in s.speakers]
        for s in read(sentence)
        if s.kind is Kind.ASSESSMENT
    ]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Police believe that an attack on the airport is likely.", ["Police"]),
        (
            "The minister said that officers in Lae do not think that the rebels can still attack the capital.",
            ["The minister", "officers in Lae"],
        ),
        ("Police said they believe that an attack on the airport is likely.", ["Police"]),
        ("Western officials believe that another attack is likely.", ["Western officials"]),
        ("In Goma, police do not believe that another attack is likely.", ["police"]),
        ("The mayor of Goma believes that another attack is likely.", ["The mayor of Goma"]),
        ("Anna Kovacs believes that another attack is likely.", ["Anna Kovacs"]),
        ("Officers in Lae think that the gunmen will go for the airstrip.", ["Officers in Lae"]),
    ],
)
def test_who_believes_that_something_is_so_says_it(sentence: str, speakers: list[str]) -> None:
    assert _judges(sentence) == [speakers], shown(read(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is believed that an attack on the airport is likely.",
        "Nobody believes that an attack on the airport is likely.",
        "The guards were attacked. He believes that the gunmen are still in the building.",
        "Eight men suspected of having helped the bomber are in custody.",
        "No official believes that the rebels will attack again.",
        "No one in the army believes that the rebels will attack again.",
        "Hardly anybody in Goma believes that the rebels will attack again.",
        "Not all officials believe that another attack is likely.",
        "Neither minister believes that another attack is likely.",
        "Few believe that another attack is likely.",
        "Others believe that another attack is likely.",
        "Everyone believes that another attack is likely.",
        "Yesterday police believed that another attack was likely.",
        "Police may believe that another attack is likely.",
        "If police believe that another attack is likely, the fair is off.",
    ],
)
def test_who_judges_is_not_guessed(sentence: str) -> None:
    assert _judges(sentence) == [[]], shown(read(sentence))


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("The ELN, the guards of the pipeline believe, had help in the attack from inside the station.", "The ELN"),
        ("Hamas, analysts think, can still strike Haifa.", "Hamas"),
        ("The gunmen, who police think were four, want to strike again.", "The gunmen"),
        ("Residents who were warned of an attack believe that another attack is likely.", "an attack"),
        ("Hamas is believed to have the rockets to strike Haifa.", "Hamas"),
    ],
)
def test_of_whom_it_is_believed_is_not_who_says_it(sentence: str, never: str) -> None:
    assert all(never not in who for who in _judges(sentence)), shown(read(sentence))

"""Whoever says a thing is its speaker, however the sentence is built; none of it is the report's own word."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Polarity

SAID = [
    ("The minister said, and the army denied, that the rebels bombed the market in Mersin.", ["The minister"]),
    ("The governor said, but the rebels denied, that gunmen had killed nine villagers.", ["The governor"]),
    ("The colonel lied that the rebels had bombed the market.", ["The colonel"]),
    ("The ministry was told by the army that the rebels had bombed the market.", ["the army"]),
    ("The mayor said she was told by the police that gunmen had killed two nurses.", ["The mayor", "the police"]),
    ("ELN: We did not bomb the station in Arauca.", ["ELN"]),
]


@pytest.mark.parametrize(("sentence", "speakers"), SAID)
def test_nothing_that_others_say_is_the_reports_own_word(sentence: str, speakers: list[str]) -> None:
    found = read(sentence, suggested=True)
    assert found
    assert {tuple(s.mention.span.quote if s.mention else "" for s in one.speakers) for one in found} == {
        tuple(speakers)
    }, shown(found)


def test_what_an_army_answers_negates_nothing_of_what_the_minister_says() -> None:
    found = read("The minister said, and the army denied, that the rebels bombed the market in Mersin.")
    assert [s.factuality.polarity for s in found if s.kind is Kind.ATTACK] == [Polarity.POSITIVE]


def test_a_label_of_one_word_denies() -> None:
    found = read("ELN: We did not bomb the station in Arauca.")
    assert [(s.kind, s.factuality.polarity) for s in found] == [(Kind.DENIAL, Polarity.NEGATIVE)]


@pytest.mark.parametrize(
    "sentence",
    [
        "CORRECTION: We spoke of two explosions on the ferry in Mersin, and there was one.",
        "Note: We counted nine people killed in the bombing of the market.",
        "The body of a guard lay near the market where nine people were killed.",
        "The ministry was told by nobody that the rebels had bombed the market.",
    ],
)
def test_no_word_before_a_colon_nor_whoever_lies_somewhere_speaks(sentence: str) -> None:
    assert [x.name for s in read(sentence) for x in s.speakers] == []


WORDS = "We will strike again, at the concert in the Casino of Constanta on Friday, and no one will be safe."
THREATS = [
    (f"“{WORDS[:-1]},” the Northern Column said.", "the Northern Column"),
    (f"“{WORDS[:-1]},” a spokesman for the Northern Column said.", "a spokesman for the Northern Column"),
    (f"The statement read: {WORDS}", "The statement"),
    (f"The statement read: “{WORDS}”", "The statement"),
    (
        f"A note was found in Constanta on Monday.\n\nThe statement read:\n\n{WORDS}\n\nPolice are looking.",
        "The statement",
    ),
    (f"Its communiqué said:\n{WORDS}\nThe mayor visited the market.", "Its communiqué"),
]


@pytest.mark.parametrize(("text", "speaker"), THREATS)
def test_words_that_threaten_are_a_threat_by_whoever_they_are_of(text: str, speaker: str) -> None:
    found = [s for s in read(text) if s.kind is Kind.THREAT]
    assert [[x.name for x in s.speakers] for s in found] == [[speaker]], shown(read(text))
    assert [s.factuality.polarity for s in found] == [Polarity.POSITIVE]


@pytest.mark.parametrize(
    "text",
    [
        "“We will strike again on Friday, and no one will be paid,” the nurses' union said.",
        "The letter read:\n\nWe will strike on Friday for better pay.",
    ],
)
def test_nurses_who_will_strike_threaten_nobody(text: str) -> None:
    assert [s for s in read(text) if s.kind is Kind.THREAT] == []

"""Places: told apart with the story in view, and not seen in persons, firms and groups."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Mention, PlacePrecision
from tocsin.reading import places, story
from tocsin.reading.passages import cut


def found(text: str) -> tuple[Mention, ...]:
    told = story.tell(text)
    return places.find(text, cut(text, 0, len(text), of=told.digest), story=told)


def named(text: str) -> dict[str, tuple[str, str | None]]:
    return {m.span.quote: (m.resolved.name, m.resolved.country) for m in found(text)}


@pytest.mark.parametrize(
    ("text", "quote", "name", "country"),
    [
        ("A hall burned in Moscow.", "Moscow", "Moscow", "RU"),
        ("A mill burned in Paris, Texas.", "Paris", "Paris", "US"),
        ("A mill burned in Paris.", "Paris", "Paris", "FR"),
        ("Tbilisi was calm, officials in Georgia said.", "Georgia", "Georgia", "GE"),
        ("A man was held in Atlanta, Georgia.", "Georgia", "Georgia", "US"),
        ("QUETTA, Pakistan - A cart blew up.", "QUETTA", "Quetta", "PK"),
        ("They met in Amman, Jordan.", "Jordan", "Jordan", "JO"),
        ("Shells fell in Idlib province.", "Idlib province", "Idlib Governorate", "SY"),
        ("Kuwait condemned it.", "Kuwait", "Kuwait", "KW"),
        ("Raiders burned a post in Dagestan.", "Dagestan", "Dagestan", "RU"),
        ("Raiders came to the village of Mamove in North Kivu.", "Mamove", "Mamove", "CD"),
        ("Raiders attacked Tessit, Mali.", "Tessit", "Tessit", "ML"),
        ("UNITA SHELLED HUAMBO IN ANGOLA ON WEDNESDAY, THE RADIO SAID TODAY", "HUAMBO", "Huambo", "AO"),
    ],
)
def test_a_place_is_told(text: str, quote: str, name: str, country: str) -> None:
    assert named(text)[quote] == (name, country)


def test_the_other_places_of_a_name_are_kept() -> None:
    (mention,) = found("A hall burned in Moscow.")
    assert ("Moscow", "US") in {(c.name, c.country) for c in mention.candidates}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Jordan Smith spoke to the court.", "Jordan"),
        ("Michael Jordan spoke.", "Jordan"),
        ("Boston Scientific said its plant was shut.", "Boston"),
        ("Jack London wrote of it.", "London"),
        ("The Islamic State of Khorasan said so.", "Khorasan"),
        ("In March the police came.", "March"),
        ("Police said so. Most agreed, and Reading was hard.", "Reading"),
        ("President Vladimir Putin spoke.", "Vladimir"),
        ("The mayor, Amara Diallo, came.", "Amara"),
        ("Russian officials spoke.", "Russian"),
    ],
)
def test_what_is_no_place_is_none(text: str, absent: str) -> None:
    assert absent not in named(text)


def test_precision_and_what_contains_a_place() -> None:
    told = {
        m.span.quote: m.resolved for m in found("A blast in Krasnogorsk, Moscow Oblast, shook the Erasmus Hospital.")
    }
    assert told["Moscow Oblast"].precision is PlacePrecision.REGION
    assert told["Krasnogorsk"].precision is PlacePrecision.CITY
    assert told["Krasnogorsk"].within == ("Moscow Oblast", "Russia")
    assert told["Erasmus Hospital"].precision is PlacePrecision.VENUE


def test_an_unlisted_place_has_no_coordinates() -> None:
    told = {m.span.quote: m.resolved for m in found("Raiders attacked Tanzourfi, Mali.")}
    assert (told["Tanzourfi"].latitude, told["Tanzourfi"].longitude) == (None, None)
    assert told["Tanzourfi"].within == ("Mali",)


@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "Texas",
                ", ",
                " in ",
                " ",
                "Georgia",
                "Mali",
                "village of ",
                "Smith",
                "the ",
                "Hospital",
                ". ",
                "é",
            ]
        )
    ).map("".join)
)
def test_spans_are_exact_and_do_not_overlap(text: str) -> None:
    mentions = found(text) if text.strip() else ()
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.quote
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))

"""Whose police or army it is: the state that the text leaves no doubt of, and else nobody."""

from dataclasses import replace

import pytest

from tests.reading.told import read
from tocsin.model import Actor, Statement
from tocsin.reading import lexicon, passages, verify

NOBODY: list[str] = []


def speaking(found: list[Statement]) -> list[str]:
    """The states for which the outermost speakers of a text speak."""
    mentions = [s.speakers[0].mention for s in found if s.speakers]
    return sorted({m.resolved.id for m in mentions if m and isinstance(m.resolved, Actor)})


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Gunmen killed nine people at a market in Quetta, police said.", ["country:PK"]),
        ("Police in Leipzig said that gunmen had killed nine people.", ["country:DE"]),
        ("The Quetta police chief said that gunmen had killed nine people.", ["country:PK"]),
        ("Gunmen killed nine people in Kabul. The interior ministry said that a bomb had wounded six.", ["country:AF"]),
        ("A spokesman for the interior ministry said gunmen had killed nine people in Kabul.", ["country:AF"]),
        ("Gunmen killed nine people, according to Damascus.", ["country:SY"]),
        ("A bomb killed a Turkish guard at the American consulate in Izmir, the governor said.", ["country:TR"]),
    ],
)
def test_a_body_speaks_for_the_one_state_that_the_text_speaks_of(text: str, states: list[str]) -> None:
    assert speaking(read(text)) == states


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine people, police said.",
        "Gunmen killed nine people on the road from Peshawar to Kabul, police said.",
        "Gunmen killed nine people in Goma, in Congo, after others had crossed from Kigali, in Rwanda, the army said.",
        "Gunmen killed nine people in Hebron, the army said.",
        "Foreign troops said that gunmen had killed nine people in Quetta.",
        "The rebel army said that its fighters had killed nine people in Quetta.",
        "The hospital authorities said that gunmen had killed nine people in Quetta.",
        "The embassy in Quetta said that gunmen had killed nine people.",
        "The Popular Sunrise Army said that its gunmen had killed nine people in Quetta.",
        "A judge of the international court in The Hague said that gunmen had killed nine people.",
    ],
)
def test_where_it_is_in_doubt_nobody_is_guessed(text: str) -> None:
    assert [s for s in speaking(read(text)) if s.startswith("country:")] == NOBODY


def test_the_speaker_keeps_the_words_of_the_text() -> None:
    found = read("Gunmen killed nine people at a market in Quetta, police said.")
    assert {s.speakers[0].name for s in found if s.speakers} == {"police"}


def blamed(text: str) -> list[tuple[str, str]]:
    """Who is said to have done it, and which state that is."""
    mentions = [m for s in read(text) for m in s.roles.actor]
    return sorted({(m.span.quote, m.resolved.id if isinstance(m.resolved, Actor) else "") for m in mentions})


@pytest.mark.parametrize(
    ("sentence", "who", "state"),
    [
        ("Villagers in Quetta accused the army of shelling the market.", "the army", ""),
        ("Villagers in Quetta accused the Nepali army of shelling the market.", "the Nepali army", "country:NP"),
        ("Villagers in Quetta accused Islamabad of shelling the market.", "Islamabad", "country:PK"),
    ],
)
def test_an_army_that_is_blamed_is_of_a_state_only_where_its_own_words_name_it(
    sentence: str, who: str, state: str
) -> None:
    assert blamed(sentence) == [(who, state)]


def test_the_verifier_refuses_a_body_of_a_state_in_which_its_ground_does_not_lie() -> None:
    text = "Gunmen killed nine people at a market in Quetta, police said."
    first = next(s for s in read(text) if s.speakers)
    cut = passages.split(text)
    assert verify.refuse(first, text=text, passages=cut) is None
    (speaker,) = first.speakers
    assert speaker.mention is not None
    mention = replace(speaker.mention, resolved=lexicon.state("AF"))
    wrong = replace(first, speakers=(replace(speaker, mention=mention),))
    assert verify.refuse(wrong, text=text, passages=cut) == "'police' does not speak for 'Afghanistan'"


@pytest.mark.parametrize(
    ("text", "speaker", "group"),
    [
        ("ETA said that it had bombed a barracks in Spain.", "Euskadi Ta Askatasuna", "eta"),
        ("A spokesman for ETA said that a bomb had exploded in Spain.", "A spokesman for ETA", "eta"),
        ("ETA said that a bomb had exploded in Norway.", "ETA", ""),
    ],
)
def test_a_short_name_is_a_group_where_the_text_speaks_of_its_home(text: str, speaker: str, group: str) -> None:
    found = [s.speakers[0] for s in read(text) if s.speakers]
    assert found, "nobody speaks"
    for one in found:
        assert one.mention is not None
        assert one.name == speaker
        assert (one.mention.resolved.id if isinstance(one.mention.resolved, Actor) else "") == group


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Gunmen killed nine people at a market in Quetta, Police chief Asad Karim said.", "country:PK"),
        ("Gunmen killed nine people at a market in Quetta, Superintendent Asad Karim said.", "country:PK"),
        ("Gunmen killed nine people on the road from Peshawar to Kabul, Superintendent Asad Karim said.", None),
        ("Gunmen killed nine people at a market in Quetta, Ambassador Asad Karim said.", None),
    ],
)
def test_an_official_is_of_the_one_state_that_the_text_speaks_of(text: str, owner: str | None) -> None:
    (speaker,) = {s.speakers[0].mention.resolved for s in read(text) if s.speakers and s.speakers[0].mention}
    assert isinstance(speaker, Actor)
    assert (speaker.name, speaker.part_of) == ("Asad Karim", owner)

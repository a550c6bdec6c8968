"""What the encoder is sure of, and what its own words take back, is not told; neither is a noise, or a play."""

import pytest

from tests.reading.told import read as by_rules
from tests.reading.told import shown
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Polarity, Report, Statement, digest
from tocsin.reading import negation

BEFORE = "Gunmen bombed the market of Ibi on Monday and killed nine people. "


def told(sentence: str) -> list[Statement]:
    """What the reader out of both tells of a sentence that stands behind another."""
    text = BEFORE + sentence
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None, reader=network.shipped()).statements
    return [s for s in found if s.passage.start >= len(BEFORE) and not s.suggestion]


def affirmed(sentence: str) -> set[Kind]:
    return {s.kind for s in told(sentence) if s.factuality.polarity is Polarity.POSITIVE}


@pytest.mark.parametrize(
    ("sentence", "kind", "beside"),
    [
        (
            "A curfew was spoken of on Friday and not imposed.",
            Kind.RESPONSE,
            "A curfew was spoken of on Thursday and imposed on Friday.",
        ),
        (
            "The guard on the road should have been told of the caller's threat by six.",
            Kind.WARNING,
            "The guard on the road was told of the caller's threat by six.",
        ),
        (
            "The Northern Front makes its silence after the shooting at the gate the odder.",
            Kind.CLAIM,
            "The Northern Front claimed responsibility for the shooting at the gate.",
        ),
        ("10.08 am: Police: a tyre burst.", Kind.ATTACK, "10.08 am: Police: a bomb exploded at the gate."),
        (
            "In the third act the house of the prefect is blown up.",
            Kind.ATTACK,
            "In the third week the house of the prefect was blown up.",
        ),
    ],
)
def test_what_its_own_words_take_back_is_not_told(sentence: str, kind: Kind, beside: str) -> None:
    assert kind not in affirmed(sentence)
    assert kind in affirmed(beside)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody has been charged with it.",
        "Ambulances are being kept back at the bridge.",
        "All flights to Mendi are suspended.",
        "The cardinal has condemned the deed.",
        "A judge opened a file in 1993.",
    ],
)
def test_what_is_done_about_a_deed_is_a_response(sentence: str) -> None:
    assert Kind.RESPONSE in {s.kind for s in told(sentence)}


def test_a_signature_is_a_claim_only_of_a_deed() -> None:
    assert Kind.CLAIM not in {s.kind for s in told("The letter asked for peace. It was signed Free Harbour Front.")}
    left = "Leaflets found beside the body of an inspector were signed by the Free Harbour Front."
    assert Kind.CLAIM in {s.kind for s in told(left)}


def test_advice_that_is_lifted_holds_no_longer() -> None:
    found = told("The advice of the ministry that passengers avoid Route 7 because of bombs is hereby lifted.")
    assert {s.factuality.polarity for s in found if s.kind is Kind.WARNING} == {Polarity.NEGATIVE}, shown(found)
    holds = told("The advice of the ministry that passengers avoid Route 7 because of bombs stands.")
    assert Kind.WARNING in {s.kind for s in holds if s.factuality.polarity is Polarity.POSITIVE}


SET_IN = [
    ("Police, which has nothing to do with the Front, blamed the Front.", "blamed", 0),
    ("If there is none, the four are probably held nearby.", "probably", 0),
    ("None of the papers refers to the arrest of an engineer.", "the arrest", 0),
    ("If no soldiers, police or guards were killed, the mayor was lucky.", "killed", 1),
    ("The police, who had not killed the guards, blamed the Front.", "killed", 1),
    ("None of the papers printed the list.", "printed", 1),
]


@pytest.mark.parametrize(("sentence", "words", "sure"), SET_IN)
def test_a_no_of_a_clause_that_a_comma_ends_stays_in_it(sentence: str, words: str, sure: int) -> None:
    at = sentence.index(words)
    assert negation.count(sentence, at, at + len(words))[0] == sure


def test_an_arrest_that_no_paper_mentions_was_made() -> None:
    found = by_rules(BEFORE + "None of the papers refers to the arrest of an engineer over the bombing.")
    arrests = [s for s in found if s.kind is Kind.RESPONSE]
    assert [s.factuality.polarity for s in arrests] == [Polarity.POSITIVE], shown(found)


@pytest.mark.parametrize(
    ("sentence", "attacks"),
    [
        ("Kevin, who shot himself in June, had held the rifle.", 0),
        ("A bomber blew himself up at the gate in June.", 1),
        ("Kevin, who shot himself and two guards at the gate in June, had held the rifle.", 1),
    ],
)
def test_whoever_does_it_to_himself_alone_attacks_nobody(sentence: str, attacks: int) -> None:
    found = [s for s in by_rules(BEFORE + sentence) if s.kind is Kind.ATTACK and s.passage.start >= len(BEFORE)]
    assert len(found) == attacks, shown(found)

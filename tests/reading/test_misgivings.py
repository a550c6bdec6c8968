"""What the encoder is sure of, and what its own words take back, is not told; neither is a noise, or a play."""

import pytest

from tests.reading.told import read as by_rules
from tests.reading.told import shown
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Polarity, Report, Statement, digest
from tocsin.reading import negation

BEFORE = "Gunmen bombed the market of Ibi on Monday and killed nine people. "


def looked_at(sentence: str) -> list[Statement]:
    """What the reader out of both tells or suggests of a sentence that stands behind another."""
    text = BEFORE + sentence
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=None, reader=network.shipped()).statements
    return [s for s in found if s.passage.start >= len(BEFORE)]


def told(sentence: str) -> list[Statement]:
    """What the reader out of both tells of a sentence that stands behind another."""
    return [s for s in looked_at(sentence) if not s.suggestion]


def affirmed(sentence: str) -> set[Kind]:
    return {s.kind for s in told(sentence) if s.positive}


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
    assert Kind.WARNING in {s.kind for s in holds if s.positive}


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("There was a telephone warning of a bomb at the theatre and the show was cancelled.", Polarity.POSITIVE),
        ("Following an alert about a plot to attack the airport, all leave was cancelled.", Polarity.POSITIVE),
        ("After an alert of a gunman at the school, the lockdown was lifted at noon.", Polarity.POSITIVE),
        ("After a warning of a car bomb in Derry the parade was called off on Friday.", Polarity.POSITIVE),
        ("The match that got a bomb warning was called off.", Polarity.POSITIVE),
        ("The advice not to travel to Mali because of kidnappings was withdrawn today.", Polarity.NEGATIVE),
        ("The embassy's alert of a gunman at the school has been withdrawn.", Polarity.NEGATIVE),
    ],
)
def test_a_warning_stands_though_something_is_cancelled_because_of_it(sentence: str, polarity: Polarity) -> None:
    found = [s for s in told(sentence) if s.kind is Kind.WARNING]
    assert {s.factuality.polarity for s in found} == {polarity}, shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "A bomb warning was phoned in at noon and the match was called off at once.",
        "The ministry's advice not to go to Mali because of kidnappings came as flights to Bamako were cancelled.",
        (
            "The ministry's recommendation not to travel to Mali because of kidnappings stands although the visa ban "
            "was lifted on Friday."
        ),
        "The warning, issued when the siege was lifted, says that gunmen may attack hotels in Goma.",
        "On a warning of an attack by Boko Haram, prayers in Kano were cancelled on Friday.",
    ],
)
def test_a_faint_warning_is_not_turned_round_by_what_else_is_lifted(sentence: str) -> None:
    found = [s for s in looked_at(sentence) if s.kind is Kind.WARNING]
    assert {s.factuality.polarity for s in found} == {Polarity.POSITIVE}, shown(found)


SET_IN = [
    ("Police, which has nothing to do with the Front, blamed the Front.", "blamed", 0),
    ("If there is none, the four are probably held nearby.", "probably", 0),
    ("None of the papers refers to the arrest of an engineer.", "the arrest", 0),
    ("If no soldiers, police or guards were killed, the mayor was lucky.", "killed", 1),
    ("The police, who had not killed the guards, blamed the Front.", "killed", 1),
    ("None of the papers printed the list.", "printed", 1),
    ("If nobody, as police hope, was killed, the mayor was lucky.", "killed", 1),
    ("Nobody, the army said, was killed in the attack.", "killed", 1),
    ("Since nobody, it seems, in Goma, was killed, police left.", "killed", 1),
    ("Although nobody, police said, was hurt, gunmen killed nine guards.", "killed", 0),
    ("If not, the group said, it will bomb the school.", "bomb", 0),
    ("While no bombs fell on Kyiv, shells killed nine in Odesa.", "killed", 0),
]


@pytest.mark.parametrize(("sentence", "words", "sure"), SET_IN)
def test_a_no_of_a_clause_that_a_comma_ends_stays_in_it(sentence: str, words: str, sure: int) -> None:
    at = sentence.index(words)
    assert negation.count(sentence, at, at + len(words))[0] == sure


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Since nobody, it seems, was killed in the attack, police left.", Kind.ATTACK),
        ("While no group, so far, has claimed the bombing in Kano, police suspect Boko Haram.", Kind.CLAIM),
        ("While no one has, so far, claimed responsibility for the bombing, police suspect Boko Haram.", Kind.CLAIM),
        ("Though neither bomb, luckily, exploded, the embassy closed.", Kind.ATTACK),
        ("While the group has not, its leader says, bombed the school, police blame it.", Kind.ATTACK),
        ("As the police have not, two days on, arrested the gunman, the mayor fled.", Kind.RESPONSE),
        ("Although no bomb, it turned out, exploded at the embassy, four people were hurt.", Kind.ATTACK),
    ],
)
def test_what_commas_set_into_a_clause_does_not_end_its_no(sentence: str, kind: Kind) -> None:
    found = [s for s in by_rules(sentence) if s.kind is kind and s.content[0].quote[:11] != "the bombing"]
    assert [s.factuality.polarity for s in found] == [Polarity.NEGATIVE], shown(found)


def test_an_arrest_that_no_paper_mentions_was_made() -> None:
    found = by_rules(BEFORE + "None of the papers refers to the arrest of an engineer over the bombing.")
    arrests = [s for s in found if s.kind is Kind.RESPONSE]
    assert [s.factuality.polarity for s in arrests] == [Polarity.POSITIVE], shown(found)


STAGED = [
    "In the first episode of violence since the truce, gunmen killed nine people in Goma on Friday.",
    "In the last act of the siege, rebels shot dead four hostages in the mall on Friday.",
    "In the final chapter of the war, the army shelled Bukavu and killed 60 people.",
    "Nine people were killed in the second act of sabotage in a week, police in Kano said.",
    "In the opening scene of the trial, guards shot dead two men who had attacked a judge in Lima.",
    "In the last act, rebels shot dead four hostages.",
    "In the last scene, four hostages are shot dead by rebels on Friday.",
    "Hundreds fled in the last reel when a bomb went off.",
]


@pytest.mark.parametrize("sentence", STAGED)
def test_an_act_of_a_siege_is_no_play(sentence: str) -> None:
    assert Kind.ATTACK in {s.kind for s in by_rules(sentence)}


@pytest.mark.parametrize("sentence", STAGED[:4])
def test_the_dead_of_an_act_of_a_siege_are_told(sentence: str) -> None:
    assert {Kind.ATTACK, Kind.TOLL} <= {s.kind for s in by_rules(sentence)}
    assert {Kind.ATTACK, Kind.TOLL} <= {s.kind for s in told(sentence)}


def test_what_happens_in_an_act_of_a_play_is_told_in_the_present() -> None:
    for sentence in (
        "In the third act the house of the prefect is blown up.",
        "In the last scene, four hostages are shot dead by rebels.",
        "In the second act the general orders the village burnt, and the chorus turns its back on the stalls.",
    ):
        assert by_rules(sentence) == []


def test_a_plot_of_somebody_of_the_arts_is_no_book() -> None:
    foiled = by_rules("Police foiled the plot of the book fair bombers and arrested nine on Friday.")
    assert {s.kind for s in foiled} == {Kind.PLOT, Kind.RESPONSE}, shown(foiled)
    found = by_rules("Prosecutors told of the plot of the film director to bomb the embassy in Rome.")
    assert {s.kind for s in found} == {Kind.PLOT}, shown(found)


@pytest.mark.parametrize(
    ("sentence", "attacks"),
    [
        ("Kevin, who shot himself in June, had held the rifle.", 0),
        ("A bomber blew himself up at the gate in June.", 1),
        ("Kevin, who shot himself and two guards at the gate in June, had held the rifle.", 1),
        ("Kevin, who shot himself in June when the police came to his door, had held the rifle.", 0),
        ("The gunman shot himself.", 0),
        ("The gunman killed two guards and then shot himself.", 1),
        ("A bomber killed himself, two soldiers and a child in Kabul on Friday.", 1),
        ("The attacker killed himself, his wife and four police officers in Kano.", 1),
        ("The gunman shot himself, three pupils and a teacher at a school in Lagos on Friday.", 1),
        ("The gunman shot himself in the yard, a teacher and a pupil.", 1),
        ("The attacker killed himself in addition to six worshippers at a mosque in Kano.", 1),
        ("The attacker killed himself by detonating a bomb in a market in Kano.", 2),
        ("The attacker stabbed himself but first two guards at the embassy in Nairobi.", 1),
        ("A rebel killed himself at a checkpoint in Kabul on Friday.", 1),
    ],
)
def test_whoever_does_it_to_himself_alone_attacks_nobody(sentence: str, attacks: int) -> None:
    found = [s for s in by_rules(BEFORE + sentence) if s.kind is Kind.ATTACK and s.passage.start >= len(BEFORE)]
    assert len(found) == attacks, shown(found)

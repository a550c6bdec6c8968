"""What a text tells and takes back, by a word, by the next sentence or by a second not, and whose words it is."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Polarity, Statement
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def told(text: str, *kinds: Kind) -> list[Statement]:
    """What is told as said, of some kinds or of all."""
    return [s for s in read(text, TODAY) if not kinds or s.kind in kinds]


def names(statement: Statement) -> list[str]:
    return [s.mention.span.quote if s.mention else s.name for s in statement.speakers]


# ---- by the next sentence, by a second verb


@pytest.mark.parametrize(
    "text",
    [
        "The Front had admitted the bombing in Gao, a radio station said. It has not.",
        "We said on Monday that the army had shelled the hospital in Goma. It did not.",
        "The minister said that police had warned the mosque of an attack. They had not; the imam has his telephone.",
        "Officials said that the rebels had killed nine farmers in Beni. That was not true.",
        "A reader writes that the Provisional IRA gave no warning of the bombs in Ripon. It did; a man telephoned.",
        "To say that nobody was warned of the bombing is therefore wrong.",
    ],
)
def test_what_the_next_words_take_back_is_not_told_as_said(text: str) -> None:
    kinds = (Kind.CLAIM, Kind.DENIAL, Kind.WARNING, Kind.TOLL)
    assert told(text, *kinds) == [], shown(read(text, TODAY))
    assert any(s.suggestion for s in read(text, TODAY, suggested=True)), "it is shown, as a suggestion"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army said that it had told the villagers to leave and had bombed Beni. They did not.", Kind.ATTACK),
        ("Hamas said that its men had bombed the bridge in Gaza. It was not.", Kind.CLAIM),
        ("Rebels attacked the town of Sake on Monday. They did not stay.", Kind.ATTACK),
        ("The Front claimed the bombing in Gao, a radio station said. It has not named the bomber.", Kind.CLAIM),
    ],
)
def test_what_the_next_sentence_says_of_something_else_stands(text: str, kind: Kind) -> None:
    assert told(text, kind), shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "The group claimed the bombing in Kano and then withdrew the claim.",
        "The group claimed the bombing in Kano but retracted it within hours.",
        "Islamic State claimed the attack in Lagos, then deleted the post.",
        "The army, which at first claimed the killing of nine men and later withdrew its statement, is silent.",
    ],
)
def test_a_claim_that_was_withdrawn_in_one_breath_is_not_told_as_one(text: str) -> None:
    assert [s for s in told(text, Kind.CLAIM) if s.positive] == []


def test_whoever_withdraws_troops_withdraws_no_claim() -> None:
    text = "The army claimed the killing of the governor in Kano, and then withdrew its troops."
    assert [s.factuality.polarity for s in told(text, Kind.CLAIM)] == [Polarity.POSITIVE]


@pytest.mark.parametrize(
    "text",
    [
        "The prosecutors dropped the charge that two men had bombed the bridge in Kano.",
        "The court quashed the conviction of the two men for plotting to bomb the bridge in Kano.",
    ],
)
def test_what_a_dropped_charge_says_is_not_told_as_said(text: str) -> None:
    assert told(text, Kind.ATTACK, Kind.PLOT, Kind.ACCUSATION) == [], shown(read(text, TODAY))


# ---- nots


@pytest.mark.parametrize(
    ("text", "kind", "polarity"),
    [
        ("Neither the police nor the army denied that rebels bombed the bridge.", Kind.ATTACK, "positive"),
        ("Neither Hamas nor Islamic Jihad has claimed the bombing in Haifa.", Kind.CLAIM, "negative"),
        ("The chief dismissed as a false alarm reports that gunmen had seized the library.", Kind.ATTACK, "negative"),
        ("The chief dismissed as mere rumours reports that gunmen had shot a teacher.", Kind.ATTACK, "negative"),
        ("The mayor contradicted reports that nine people had been killed in Kano.", Kind.TOLL, "negative"),
        ("The army laughed off reports that rebels had killed nine soldiers in Kano.", Kind.TOLL, "negative"),
        ("Police called reports of a bombing in Kano unfounded.", Kind.ATTACK, "negative"),
        ("Police called reports of a bombing in Kano shocking.", Kind.ATTACK, "positive"),
        ("Without the warning given by fishermen the air strike would have cost more.", Kind.WARNING, "positive"),
    ],
)
def test_a_not_turns_what_it_reaches_and_no_more(text: str, kind: Kind, polarity: str) -> None:
    assert {s.factuality.polarity.value for s in told(text, kind)} == {polarity}, shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Front lacks the means to attack the airport in Kano, the army said.", Kind.WARNING),
        ("Last year a similar call proved not to be false: a pipe bomb injured a caretaker.", Kind.DENIAL),
        ("If it was true that the army had killed nine villagers, it would be a crime, the UN said.", Kind.ATTACK),
        ("Police said an attack on the airport in Kano could not be ruled out.", Kind.ATTACK),
        ("The blast in Kano was anything but an attack, police said.", Kind.ATTACK),
    ],
)
def test_what_cannot_be_or_is_only_supposed_is_not_told_as_done(text: str, kind: Kind) -> None:
    assert [s for s in told(text, kind) if s.positive] == [], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Four people were hurt in the bombing in Kano, none of them seriously.", [4]),
        ("The attack in Kano left four injured, none badly.", [4]),
        ("The attack in Kano was loud, but none of them was hurt.", [0]),
    ],
)
def test_none_of_the_worst_is_not_nobody(text: str, wanted: list[int]) -> None:
    assert [t.best for s in told(text, Kind.TOLL) for t in s.tolls] == wanted, shown(read(text, TODAY))


# ---- whose words it is


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The UN rejected a claim by the army that rebels had killed nine villagers in Beni.", "the army"),
        ("A report from the Red Cross that gunmen killed nine nurses in Beni shocked the town.", "the Red Cross"),
        ("An allegation by the mayor that soldiers killed nine villagers in Beni is under inquiry.", "the mayor"),
        ("[Newsreader] Rebels killed nine villagers in Beni on Monday.", "Newsreader"),
        ("Radio Bukavu, 17 March. [Begin recording] Good evening. [Reporter] Rebels killed nine in Beni.", "Reporter"),
    ],
)
def test_a_claim_is_of_whoever_made_it_and_a_turn_of_its_label(text: str, who: str) -> None:
    assert [names(s) for s in told(text, Kind.TOLL)] == [[who]], shown(read(text, TODAY))


def test_a_claim_of_what_others_did_takes_nothing_on() -> None:
    text = "The claim by Hamas that Israel had bombed the hospital in Gaza was repeated on Sunday."
    assert told(text, Kind.CLAIM) == []
    own = "The claim by Hamas that its fighters had bombed the post in Gaza was repeated on Sunday."
    assert told(own, Kind.CLAIM)

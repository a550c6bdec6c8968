"""Sentences of two hostile reviews: who did it, how many, how sure, and what was only said."""

import pytest

from tests.reading.told import read, says, shown
from tocsin.model import Certainty, Kind, Polarity, Statement


def attacks(text: str) -> list[Statement]:
    return [s for s in read(text) if s.kind is Kind.ATTACK]


def tolls(text: str) -> list[tuple[str, int | None, int | None]]:
    """What befell how many: the effect, the least and the most."""
    return [(t.effect.value, t.low, t.high) for s in read(text) for t in s.tolls]


# ---- warnings that were not given


@pytest.mark.parametrize(
    "sentence",
    [
        "He had warned nobody of the attack.",
        "The embassy warned no one of the threat.",
        "The intelligence service told neither the police nor the army of the threat to the station.",
    ],
)
def test_who_warns_nobody_gives_no_warning(sentence: str) -> None:
    found = read(sentence)
    assert [(s.kind, s.factuality.polarity) for s in found] == [(Kind.WARNING, Polarity.NEGATIVE)], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the police had been warned of the attack, 12 people would not have died.",
        "Had the police been warned of the attack, lives would have been saved.",
        "It is not clear whether the police were warned of the attack.",
        "The judge asked whether the police had been warned of the attack.",
        "The general told the inquiry that he had not received the warning until after the attack.",
        "The embassy no longer advises its citizens to avoid hotels in Accra.",
        "Without warning, gunmen opened fire on a bus in Quetta.",
    ],
)
def test_what_is_asked_supposed_testified_or_over_is_no_warning(sentence: str) -> None:
    assert [s for s in read(sentence) if s.kind is Kind.WARNING] == []


@pytest.mark.parametrize(
    ("sentence", "polarity", "recipient"),
    [
        ("The warning never reached the duty officer, who died in the bombing.", "negative", "the duty officer"),
        ("The warning of an attack reached the embassy on Monday.", "positive", "the embassy"),
        ("A warning of the attack was not passed to the church.", "negative", "the church"),
        ("A warning of the attack was passed to the church.", "positive", "the church"),
        ("Nobody passed the warning of the attack to the church.", "negative", "the church"),
        ("The church received no warning of the attack.", "negative", "The church"),
        ("The service was unable to warn the church of the attack.", "negative", "the church"),
    ],
)
def test_whom_a_warning_reached(sentence: str, polarity: str, recipient: str) -> None:
    found = read(sentence)
    assert [says(s, {"kind": "warning", "polarity": polarity, "recipient": [recipient]}) for s in found][:1] == [
        True
    ], shown(found)
    assert not any(s.speakers for s in found if s.kind is Kind.WARNING and polarity == "negative")


def test_who_says_that_they_were_not_warned_denies_it() -> None:
    found = read("Russia said it had not been warned of the attack on the concert hall.")
    assert [says(s, {"kind": "denial", "speakers": ["Russia"]}) for s in found] == [True], shown(found)


# ---- attacks that did not happen, and those that did


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no attack on the embassy in Tripoli, the ministry said.",
        "There was no attack in Hebron on Friday.",
        "The rebels fired no rockets at the base.",
        "No guest at the hotel was abducted in Goma.",
        "Houthis say no ship was struck on Tuesday by a missile.",
        "The army dismissed as false a report that Boko Haram had overrun a camp in Monguno.",
    ],
)
def test_what_was_done_to_nothing_was_not_done(sentence: str) -> None:
    assert [s.factuality.polarity for s in attacks(sentence)] == [Polarity.NEGATIVE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Not a day passes without an attack in Djibo.",
        "No fewer than 20 pupils were abducted in Goma.",
        "No less a man than the governor was assassinated in Goma.",
        "Desert Lions retract claim of Agadez ambush",
        "The Houthis stopped short of claiming the attack on the Greek tanker.",
    ],
)
def test_an_attack_beside_a_no_of_something_else_stands(sentence: str) -> None:
    found = read(sentence)
    assert [s.factuality.polarity for s in found if s.kind is Kind.ATTACK] == [Polarity.POSITIVE], shown(found)
    assert not any(s.kind is Kind.PLOT for s in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen often attack buses on the road to Gwoza.",
        "Militants rarely attack churches in Kasese.",
        "The gunmen left the village near Mopti without killing anyone.",
        "The caller said a bomb had been planted at Victoria station, but nothing was found.",
    ],
)
def test_habits_departures_and_calls_are_no_attack(sentence: str) -> None:
    assert attacks(sentence) == []


# ---- who did it


@pytest.mark.parametrize(
    "sentence",
    [
        "Six people shot dead in Jos",
        "Two soldiers stabbed to death in Mandera",
        "Twelve villagers burned alive in Djibo",
        "One soldier killed and two wounded in IED attack near Gao.",
        "Three soldiers died, bringing to 11 the number killed in the Bamako attack.",
    ],
)
def test_the_dead_did_not_do_it(sentence: str) -> None:
    assert [m.span.quote for s in attacks(sentence) for m in s.roles.actor] == []


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("A strike blamed on Israel killed three in Damascus.", "Israel"),
        ("The army blamed Al-Shabaab for the attack on Kismayo.", "Al-Shabaab"),
        ("The group was blamed by Kyiv for the attack on Sumy.", "The group"),
    ],
)
def test_whoever_is_blamed_is_the_one_accused(sentence: str, accused: str) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.ACCUSATION]
    assert [says(s, {"actor": [accused]}) for s in found] == [True], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ELN said on its website that it was responsible for the car bomb in Cucuta.",
        "The ELN said it was behind the bomb in Cucuta.",
        "ISIS claims responsibility for Kabul mosque bombing",
        "The PKK claims attack on police station in Ankara",
    ],
)
def test_who_owns_to_it_claims_it(sentence: str) -> None:
    kinds = {s.kind for s in read(sentence)}
    assert Kind.CLAIM in kinds
    assert Kind.ACCUSATION not in kinds


def test_who_is_expected_to_claim_has_not_claimed() -> None:
    assert [s for s in read("The militia is expected to claim the attack in Goma.") if s.kind is Kind.CLAIM] == []


def test_the_base_that_is_stormed_is_not_the_attackers_own() -> None:
    assert [s for s in read("Al-Shabaab stormed a base in Kismayo.") if s.kind is Kind.RELATION] == []


# ---- how many


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        (
            "An attack on a convoy near Gao: 3 soldiers killed, 5 wounded, 2 missing.",
            [("killed", 3, 3), ("injured", 5, 5), ("missing", 2, 2)],
        ),
        ("Two policemen killed, one wounded in clash near Gao.", [("killed", 2, 2), ("injured", 1, 1)]),
        ("One soldier killed and two wounded in IED attack near Gao.", [("killed", 1, 1), ("injured", 2, 2)]),
        ("Clashes near Sake left 5 civilians dead and 13 wounded.", [("killed", 5, 5), ("injured", 13, 13)]),
        ("At least 6 of the 15 wounded in the blast in Peshawar later died.", [("killed", 6, None)]),
        ("Three of the hostages were shot dead in Kaduna.", [("killed", 3, 3)]),
        ("Two of the kidnapped pupils died in Zaria.", [("killed", 2, 2)]),
        ("All but two of the 30 passengers were killed when the bus was bombed.", []),
        ("None of the 30 passengers was hurt when the bus was bombed in Davao.", [("injured", 0, 0)]),
        ("As many as 50 people were killed in Jos by gunmen, residents said.", [("killed", 0, 50)]),
        ("The death toll of the Basra blast was revised from 40 to 31.", [("killed", 31, 31)]),
        ("The ministry raised the death toll of the Basra blast from 12 to 15.", [("killed", 15, 15)]),
        ("The toll in the Basra bombing rose by 4 to 19.", [("killed", 19, 19)]),
        ("Between 12 and 15 people were killed in the blast in Basra.", [("killed", 12, 15)]),
        ("Planes dropped bombs on Basra, killing between 12 and 15 people.", [("killed", 12, 15)]),
        ("The toll rose, with 12 to 15 people killed in the blast in Basra.", [("killed", 12, 15)]),
    ],
)
def test_figures_are_those_that_the_sentence_leaves_standing(
    sentence: str, counted: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(sentence) == counted, shown(read(sentence))


# ---- how sure


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Police reportedly killed two protesters in Conakry.", Certainty.PROBABLE),
        ("Nine people were feared dead after a grenade attack in Jos.", Certainty.PROBABLE),
        ("Nairobi has yet to confirm that eight officers were killed in Garissa.", Certainty.UNKNOWN),
        (
            "Reuters could not independently verify the claim that 29 soldiers had been killed in Garissa.",
            Certainty.UNKNOWN,
        ),
        ("The embassy has not confirmed reports that two Italians were kidnapped in Zinder.", Certainty.UNKNOWN),
    ],
)
def test_a_toll_that_nobody_vouches_for_is_not_certain(sentence: str, certainty: Certainty) -> None:
    found = [s for s in read(sentence) if s.tolls]
    assert [s.factuality.certainty for s in found] == [certainty], shown(found)
    assert not any(s.speakers for s in found)

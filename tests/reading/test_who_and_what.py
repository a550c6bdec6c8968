"""Who owes, hears and suffers what a sentence tells, and how surely it is said: the words of each role, no more."""

import pytest

from tests.reading.told import read, says, shown
from tocsin.model import Kind


@pytest.mark.parametrize(
    ("sentence", "kind", "roles"),
    [
        (
            "The port passed it to the police of Aqaba under its policy of a duty to warn, she said.",
            "duty", {"actor": ["The port"], "recipient": []},
        ),
        ("The state has a duty to warn, she told the bombing inquiry.", "duty", {"recipient": []}),
        (
            "Jordan had a duty to warn the Lebanese of information that they did not have.",
            "duty", {"recipient": ["the Lebanese"]},
        ),
        ("The ministry has a duty to warn residents of impending raids.", "duty", {"recipient": ["residents"]}),
        (
            "The agency has a duty to warn the people of Mersin of plots.",
            "duty", {"recipient": ["the people of Mersin"]},
        ),
        (
            "Police have a duty to inform, protect and warn the public about bombs.",
            "duty", {"recipient": ["the public"]},
        ),
        (
            "After the bombing the coast guard reported the arrest of 11 people.",
            "response", {"actor": ["the coast guard"], "target": ["11 people"]},
        ),
        ("The arrest of two brothers followed the bombing.", "response", {"actor": [], "target": ["two brothers"]}),
        ("The raid on the bombers ended with the arrest of two men.", "response", {"actor": [], "target": ["two men"]}),
        (
            "After the bombing the ministry announced the closure of the airport.",
            "response", {"actor": ["the ministry"], "target": ["the airport"]},
        ),
        ("After the bombing police announced the detention of four men.", "response", {"target": ["four men"]}),
        (
            "The army ordered the evacuation of two villages after the shelling.",
            "response", {"target": ["two villages"]},
        ),
        (
            "A bar association condemned the arrest of two men after the bombing.",
            "response", {"actor": ["A bar association"], "target": ["the arrest of two men"]},
        ),
        ("Police arrested members of the group after the bombing.", "response", {"target": ["members of the group"]}),
        ("The killing of two nurses in Goma shocked the town.", "attack", {"victim": ["two nurses"], "target": []}),
        ("The murder of the consul in Beirut was claimed.", "attack", {"victim": ["the consul"], "target": []}),
        ("The massacre of Srebrenica in July 1995 killed thousands.", "attack", {"victim": []}),
        ("The shooting of the convoy near Goma on Monday was claimed.", "attack", {"victim": []}),
        ("A bag exploded in Goma, killing nine people.", "attack", {"actor": [], "instrument": ["A bag"]}),
        ("A truck blew up outside the barracks in Goma on Sunday.", "attack", {"actor": []}),
        ("The militants blew up outside the barracks in Goma.", "attack", {"actor": ["The militants"]}),
        ("Rebels blew up the bridge at Goma on Sunday.", "attack", {"actor": ["Rebels"], "target": ["the bridge"]}),
        ("A car bomb exploded 20 minutes later in Goma.", "attack", {"target": []}),
        ("The bombing that killed 31 people last Sunday was claimed.", "attack", {"victim": ["31 people"]}),
        ("Gunmen shot nine seconds later at the mayor of Goma.", "attack", {"victim": []}),
        (
            "In 2023 a lorry hit a mine near Goma after gunmen attacked the town.",
            "attack", {"actor": [], "target": ["a lorry"], "instrument": ["a mine"]},
        ),
        ("Gunmen hit the mine at Lubin, killing nine workers.", "attack", {"actor": ["Gunmen"]}),
        ("Gunmen shot the mayor in 1998 near Goma.", "attack", {"victim": ["the mayor"]}),
        ("Gunmen shot nine nurses in Goma.", "attack", {"victim": ["nine nurses"]}),
    ],
)  # fmt: skip
def test_a_role_has_its_own_words(sentence: str, kind: str, roles: dict[str, list[str]]) -> None:
    found = read(sentence)
    assert any(says(s, {"kind": kind, **roles}) for s in found), shown(found)


@pytest.mark.parametrize(
    ("sentence", "kind", "certainty"),
    [
        ("The minister dismissed statements about possible attacks in Lima as provocative.", "denial", "certain"),
        ("The army denied that its troops may have fired on the bus.", "denial", "certain"),
        ("The army probably denied the bombing.", "denial", "probable"),
        ("No such bomb was reported to it, the company said.", "denial", "certain"),
        ("Police accused the rebels of possibly planting the bomb.", "accusation", "possible"),
        ("The embassy warned of possible attacks in Lima.", "warning", "possible"),
    ],
)
def test_a_hedge_in_what_is_denied_is_not_of_the_denial(sentence: str, kind: str, certainty: str) -> None:
    found = read(sentence)
    assert any(says(s, {"kind": kind, "certainty": certainty}) for s in found), shown(found)


def test_a_scale_upon_a_scale_is_multiplied() -> None:
    found = read(
        "The war killed one thousand million people. The raid killed one million two hundred thousand people. "
        "The plague of bombs killed 2 thousand million people."
    )
    told = {t.mention.span.quote: t.best for s in found for t in s.tolls}
    assert told == {
        "one thousand million people": 1_000_000_000,
        "one million two hundred thousand people": 1_200_000,
        "2 thousand million people": 2_000_000_000,
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Militants prevented the evacuation of nine wounded soldiers after the attack.",
        "The rebels demanded the evacuation of the village after the shelling.",
        "Protesters called for the closure of the base after the bombing.",
        "The court refused the detention of the suspect in the bombing.",
        "The attack delayed the evacuation of the embassy.",
    ],
)
def test_what_is_hindered_or_only_asked_for_was_not_done(sentence: str) -> None:
    assert not [s for s in read(sentence) if s.kind is Kind.RESPONSE], shown(read(sentence))


@pytest.mark.parametrize("verb", ["prevented", "stopped", "failed to stop", "delayed"])
def test_an_arrest_that_itself_hinders_something_was_made(verb: str) -> None:
    found = read(f"The arrest of two men {verb} an attack on the school, police said.")
    assert any(says(s, {"kind": "response", "target": ["two men"]}) for s in found), shown(found)


def test_whoever_takes_revenge_for_an_arrest_did_not_arrest() -> None:
    found = read("The group bombed the court in revenge for the arrest of its leader.")
    assert any(says(s, {"kind": "response", "actor": [], "target": ["its leader"]}) for s in found), shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The agency accused Hamas of a possible attack on the bus.",
        "Officials accused Iran of a possible role in the bombing.",
        "The minister blamed the ELN for a likely attack on the bus.",
    ],
)
def test_whoever_is_accused_of_what_is_possible_is_accused(sentence: str) -> None:
    assert any(s.kind is Kind.ACCUSATION for s in read(sentence)), shown(read(sentence))


@pytest.mark.parametrize(
    ("words", "low"),
    [
        ("One thousand hundred", 1100),
        ("More than a hundred thousand", 100001),
        ("A hundred thousand", 100000),
        ("A hundred", 100),
    ],
)
def test_scales_multiply_upwards_only(words: str, low: int) -> None:
    (toll,) = [t for s in read(f"{words} people were killed in the attack.") for t in s.tolls]
    assert toll.low == low


def test_a_house_that_is_shot_at_is_a_target_whatever_else_it_is() -> None:
    found = read("Gunmen shot up the embassy in Lima on Monday.")
    assert any(s.kind is Kind.ATTACK and "embassy" in s.roles.target[0].span.quote for s in found), shown(found)

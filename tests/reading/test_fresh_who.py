"""Who did it, who says it, and whose it is: nobody is made a party because the party is named nearby."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Actor, Kind, Statement
from tocsin.reading import days

WEDNESDAY = days.on(date(2026, 3, 18), "stated")


def actors(statement: Statement) -> list[str]:
    """The ids of whoever acts in a statement, "" for one who is nobody known."""
    return [m.resolved.id if isinstance(m.resolved, Actor) else "" for m in statement.roles.actor]


def speakers(statement: Statement) -> list[str]:
    """The ids of those who say a statement, "" for one who is nobody known."""
    held = [s.mention.resolved if s.mention else None for s in statement.speakers]
    return [who.id if isinstance(who, Actor) else "" for who in held]


@pytest.mark.parametrize(
    ("sentence", "kind", "who"),
    [
        ("An enemy of the Taliban bombed a mosque in Kabul on Monday.", Kind.ATTACK, ""),
        ("The rivals of Hamas killed two policemen in Gaza.", Kind.ATTACK, ""),
        ("Hezbollah's opponents shelled the port in Tyre.", Kind.ATTACK, ""),
        ("Bandits in Nigeria's Zamfara state abducted 30 pupils.", Kind.ATTACK, ""),
        ("Armed men from Ethiopia's Tigray region attacked a convoy.", Kind.ATTACK, ""),
        ("A former soldier in Germany's army stabbed a rabbi in Berlin.", Kind.ATTACK, ""),
        ("Opponents of Rwanda's army shelled Goma on Monday.", Kind.ATTACK, ""),
        ("An anti-Hamas militia bombed the bakery in Gaza.", Kind.ATTACK, ""),
        ("Fighters of Boko Haram killed two men in Bama.", Kind.ATTACK, "boko-haram"),
        ("The Taliban's fighters bombed a mosque in Kabul.", Kind.ATTACK, "taliban"),
        ("Mali's army bombed the market in Kidal.", Kind.ATTACK, "country:ML"),
        ("A soldier in Rwanda's army shot two teachers in Goma.", Kind.ATTACK, "country:RW"),
    ],
)
def test_a_deed_is_laid_on_a_party_only_where_its_own_people_did_it(sentence: str, kind: Kind, who: str) -> None:
    found = read(sentence, WEDNESDAY)
    assert [actors(s) for s in found if s.kind is kind] == [[who]], shown(found)


@pytest.mark.parametrize(
    ("sentence", "kind", "who"),
    [
        ("The kidnappers of two engineers in Niger's Tillabéri region have threatened to kill them.", Kind.THREAT, ""),
        ("Gunmen in Mali's Mopti region claimed the attack.", Kind.CLAIM, ""),
        ("Victims of Hezbollah blamed the government for the blast in Beirut.", Kind.ACCUSATION, ""),
        ("A defector from Al-Shabaab blamed the army for the bombing in Kismayo.", Kind.ACCUSATION, ""),
        ("A spokesman for Hamas denied the bombing in Haifa.", Kind.DENIAL, "hamas"),
        ("Niger's defence ministry blamed Boko Haram for the raid on Diffa.", Kind.ACCUSATION, "country:NE"),
        ("The government of Kenya blamed Al-Shabaab for the attack.", Kind.ACCUSATION, "country:KE"),
        ("Fighters loyal to Islamic State claimed the bombing in Mosul.", Kind.CLAIM, "islamic-state"),
    ],
)
def test_a_party_speaks_only_through_its_own_people(sentence: str, kind: Kind, who: str) -> None:
    found = read(sentence, WEDNESDAY)
    assert [speakers(s) for s in found if s.kind is kind] == [[who]], shown(found)


def test_a_group_that_is_given_its_own_name_is_not_the_one_named_before() -> None:
    found = read(
        "ELN rebels bombed the bridge in Arauca. The dissident group known as the 40th Front claimed a second bombing "
        "there, and said nothing.",
        WEDNESDAY,
    )
    assert "eln" not in [x for s in found if s.kind is Kind.CLAIM for x in speakers(s)], shown(found)


def test_whoever_said_nothing_accuses_nobody() -> None:
    found = read("The 33rd Front, which had at first been blamed, has said nothing.", WEDNESDAY)
    assert not any(s.speakers for s in found), shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Soldiers shot dead two suspected members of Boko Haram in Yola on Monday.",
        "Turkish police detained 40 suspected members of Islamic State in Izmir.",
        "Spanish police arrested a woman accused of links with members of Hamas in Madrid.",
        "The United Nations condemned the killing of four members of Hezbollah in Tyre.",
        "The Pope met the families of members of Islamic State killed in Mosul.",
        "The squad Densus 88 shot two members of Jemaah Islamiyah in Bima.",
        "On 3 March Al-Shabaab claimed the attack on the base in Kismayo.",
        "Al-Shabaab's gunmen bombed the army base in Kismayo.",
    ],
)
def test_nobody_is_made_a_member_of_those_whom_he_shot_nor_based_where_he_struck(sentence: str) -> None:
    found = read(sentence, WEDNESDAY)
    assert [s for s in found if s.kind is Kind.RELATION] == [], shown(found)


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("The bomber was a member of Boko Haram, police said.", "The bomber"),
        ("The gunman became a member of Islamic State in 2014.", "The gunman"),
        ("Omar Haji, a member of Al-Shabaab, was arrested for the bombing.", "Omar Haji"),
        ("The dead were identified as members of Boko Haram after the bombing.", "The dead"),
        ("Al-Shabaab, which has a base in Kismayo, claimed the bombing.", "Al-Shabaab"),
    ],
)
def test_a_tie_that_is_told_of_somebody_is_his(sentence: str, left: str) -> None:
    found = read(sentence, WEDNESDAY)
    told = [s.relation.left.span.quote for s in found if s.relation]
    assert told == [left], shown(found)

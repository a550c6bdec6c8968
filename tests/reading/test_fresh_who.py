"""Who did it, who says it, and whose it is: nobody is made a party because the party is named nearby."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Actor, Certainty, Kind, Publicity, Statement
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
        ("Bandits of the so-called Renamo burned eleven lorries near Maxixe.", Kind.ATTACK, "renamo"),
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
        ("A message in the name of Al-Shabaab claimed the bombing in Kismayo.", Kind.CLAIM, "al-shabaab"),
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


@pytest.mark.parametrize(
    ("sentence", "kind", "speaker"),
    [
        ("Nevertheless, the Taliban denied the bombing in Kabul.", Kind.DENIAL, "the Taliban"),
        ("However, Hamas claimed the shooting in Hebron.", Kind.CLAIM, "Hamas"),
        ("Therefore, the consulate warned travellers of bombings in Bamako.", Kind.WARNING, "the consulate"),
        ("10:20 The mayor says reports of a bomb are false.", Kind.DENIAL, "The mayor"),
        ("In 2019 Islamic State claimed the bombing of a church in Colombo.", Kind.CLAIM, "Islamic State"),
        ("Since 2021 Boko Haram has claimed the bombing of a mosque in Kano.", Kind.CLAIM, "Boko Haram"),
        ("The health ministry put the number of dead in the blast at 29.", Kind.TOLL, "The health ministry"),
        ("A second source puts the toll of the massacre at 61.", Kind.TOLL, "A second source"),
        ("A blast in Kunduz, which the UN says killed 13 people, was no accident, police said.", Kind.TOLL, "the UN"),
        ("Bodies were found after a bombing that villagers blamed on the Houthis.", Kind.ACCUSATION, "villagers"),
    ],
)
def test_whoever_speaks_is_heard_past_adverbs_hours_and_years(sentence: str, kind: Kind, speaker: str) -> None:
    found = read(sentence, WEDNESDAY)
    told = [s for s in found if s.kind is kind][-1:]
    assert [[x.mention.span.quote for x in s.speakers if x.mention] for s in told] == [[speaker]], shown(found)


def test_an_hour_that_goes_on_with_its_half_of_the_day_is_no_hour_alone() -> None:
    found = read("Shortly after 9.40 p.m. a caller said that rebels had bombed the bridge in Kano.", WEDNESDAY)
    told = [x.mention.span.quote for s in found for x in s.speakers if x.mention]
    assert set(told) == {"a caller"}, shown(found)


def test_it_is_whoever_told_the_rest_of_the_sentence() -> None:
    found = read(
        "Uganda's army denies that rebels of the M23 killed 60 men in Beni; it says the dead were 23.", WEDNESDAY
    )
    last = [s for s in found if s.kind is Kind.TOLL and s.tolls[0].best == 23]
    assert [speakers(s) for s in last] == [["country:UG"]], shown(found)


def test_elsewhere_does_nothing_itself() -> None:
    found = read("Elsewhere, gunmen killed two farmers in Jos.", WEDNESDAY)
    assert [[m.span.quote for m in s.roles.actor] for s in found if s.kind is Kind.ATTACK] == [["gunmen"]], shown(found)


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Islamic State did not claim the bombing in Rajshahi, contrary to what this agency reported.", "this agency"),
        ("The minister said the war had cost no lives, which doctors dispute: they saw 90 wounded.", "The minister"),
        ("The ELN said it had planted the bomb that killed a man in Cúcuta but denied a second blast.", "the bomb"),
        ("The prosecutors dropped their accusation that the army had bombed the market in Goma.", "their"),
    ],
)
def test_nobody_says_what_another_says_against_him(sentence: str, never: str) -> None:
    found = read(sentence, WEDNESDAY, suggested=True)
    assert found
    assert never not in [x.mention.span.quote for s in found for x in s.speakers if x.mention], shown(found)


def test_a_statement_is_of_whom_it_names_and_not_of_its_translator() -> None:
    found = read(
        'Statement of the Karen National Union as translated by the Monitor: "On 10 March the Border Guard Force '
        'attacked the toll gate. Two toll collectors are dead by their hand."',
        WEDNESDAY,
    )
    assert found
    assert {x for s in found for x in speakers(s)} == {"knu"}, shown(found)


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("A rumour that rebels had shot 12 miners at Kouki was put about by a radio station.", Certainty.PROBABLE),
        ("The mayor said police did not rule out that the same men were behind both bombings.", Certainty.POSSIBLE),
    ],
)
def test_a_rumour_and_what_is_left_open_are_not_certain(sentence: str, certainty: Certainty) -> None:
    found = [s for s in read(sentence, WEDNESDAY) if s.kind in {Kind.ATTACK, Kind.ACCUSATION}]
    assert [s.factuality.certainty for s in found] == [certainty], shown(found)


@pytest.mark.parametrize(
    ("sentence", "channel"),
    [
        ("The United States embassy told its staff to stay away from the beach for fear of an attack.", None),
        ("Denmark's PET has been told by Israel that a cell may attack the embassy in Copenhagen.", None),
        ("Israel warned the consulate in Erbil of an attack.", None),
        ("The embassy warned its citizens of attacks in Bamako.", Publicity.PUBLIC),
        ("The embassy published a warning of attacks in Bamako.", Publicity.PUBLIC),
    ],
)
def test_an_embassy_alone_makes_no_warning_public(sentence: str, channel: Publicity | None) -> None:
    found = read(sentence, WEDNESDAY)
    assert [s.channel for s in found if s.kind is Kind.WARNING] == [channel], shown(found)


def test_what_is_struck_is_not_the_office_that_warned_nor_the_man_who_condemns() -> None:
    found = read(
        "Somalia's intelligence agency NISA said it had warned the owners of the Beach View Hotel of an attack before "
        "gunmen stormed it.",
        WEDNESDAY,
    )
    struck = [m.resolved for s in found if s.kind is Kind.ATTACK for m in s.roles.target]
    assert struck == [None], shown(found)


def named(text: str, kind: Kind) -> list[list[str]]:
    """The names of those who say each statement of a kind, as chains."""
    return [[x.name for x in s.speakers] for s in read(text, WEDNESDAY) if s.kind is kind]


def test_he_is_whoever_says_so_and_no_group_that_spoke_before() -> None:
    text = (
        "Al-Qaeda claimed the bombing of the trains in a video tape. The same minister told a radio that he still "
        "believed that ETA had a hand in the attack."
    )
    assert named(text, Kind.ACCUSATION) == [["The same minister"]]


def test_it_is_whoever_says_so() -> None:
    text = (
        "The army's spokesman said nine soldiers had died in Khartoum. The network said it had counted 21 dead there."
    )
    assert ["The network"] in named(text, Kind.TOLL)


def test_he_is_another_where_many_speak() -> None:
    text = "A gunman fled from Jos. Witnesses said he told them that soldiers had killed nine people there."
    assert named(text, Kind.TOLL) == [["Witnesses", "he"]]

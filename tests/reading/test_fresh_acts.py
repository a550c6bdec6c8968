"""Who did what to whom in sentences that read otherwise at a glance: the defender, the denier and the drill."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Certainty, Kind, Polarity, Stage, Statement, TollEffect
from tocsin.reading import days

WEDNESDAY = days.on(date(2026, 3, 18), "stated")


def told(sentence: str) -> list[Statement]:
    """What is told of a sentence in a report of Wednesday, 18 March 2026."""
    return read(sentence, WEDNESDAY)


def of(sentence: str, kind: Kind) -> list[Statement]:
    """The statements of one kind."""
    return [s for s in told(sentence) if s.kind is kind]


def actors(statement: Statement) -> list[str]:
    """Who did it, in the words of the text."""
    return [m.span.quote for m in statement.roles.actor]


def whom(statement: Statement) -> list[str]:
    """Whom or what it was done to, in the words of the text."""
    return [m.span.quote for m in (*statement.roles.victim, *statement.roles.target)]


# ---- participles behind their noun


@pytest.mark.parametrize(
    "sentence",
    [
        "Hezbollah said it had nothing to do with the rockets fired at Haifa on Wednesday.",
        "Hamas said it was not behind the missiles launched from Rafah.",
        "The Taliban said they had no part in the bomb planted in Herat.",
        "ISIS said it was not responsible for the grenade thrown into a church in Davao.",
    ],
)
def test_who_denies_what_was_done_does_not_claim_it(sentence: str) -> None:
    found = told(sentence)
    assert [s for s in found if s.kind is Kind.CLAIM] == [], shown(found)
    (denial,) = [s for s in found if s.kind is Kind.DENIAL]
    assert denial.negative
    assert not any(s.roles.actor for s in found if s.kind is Kind.ATTACK), shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hezbollah said it had fired rockets at Haifa on Wednesday.",
        "Hezbollah said its fighters fired at Haifa on Wednesday.",
        "Hamas said that it launched missiles at Ashkelon.",
    ],
)
def test_who_says_that_they_did_it_claims_it(sentence: str) -> None:
    found = told(sentence)
    assert [s.factuality.polarity for s in found if s.kind is Kind.CLAIM] == [Polarity.POSITIVE], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The army recovered a rocket fired at the airport in Erbil on Sunday.",
        "The Saudi coalition destroyed two missiles fired at Riyadh on Sunday.",
        "The navy shot down three drones launched from Yemen on Sunday.",
        "Engineers of the army found a bomb planted in a school in Kano on Sunday.",
    ],
)
def test_who_finds_or_stops_what_was_sent_did_not_send_it(sentence: str) -> None:
    (attack,) = of(sentence, Kind.ATTACK)
    assert attack.roles.actor == ()


@pytest.mark.parametrize(
    ("sentence", "attacker"),
    [
        ("Ukraine's air force shot down 40 drones launched by Russia on Sunday night.", "Russia"),
        ("After the talks ended rebels fired at the bus in Jos.", "rebels"),
        ("Witnesses said gunmen fired at the bus in Jos.", "gunmen"),
        ("The army said the rebels attacked at dawn near Goma.", "the rebels"),
        ("Rebels shot down an army helicopter near Goma on Sunday.", "Rebels"),
    ],
)
def test_the_attacker_is_whoever_attacked(sentence: str, attacker: str) -> None:
    attacks = of(sentence, Kind.ATTACK)
    assert [actors(s) for s in attacks] == [[attacker]], shown(attacks)


@pytest.mark.parametrize(
    ("sentence", "struck"),
    [
        ("A grenade was thrown into a tea shop in Wajir on Tuesday.", "a tea shop in Wajir"),
        ("The army recovered a rocket fired at the airport in Erbil.", "the airport in Erbil"),
    ],
)
def test_what_was_thrown_is_not_what_was_struck(sentence: str, struck: str) -> None:
    (attack,) = of(sentence, Kind.ATTACK)
    assert struck in whom(attack)


# ---- relative clauses, and names that end in a figure


@pytest.mark.parametrize(
    ("sentence", "attacker", "victim"),
    [
        ("The squad Densus 88 shot dead two gunmen in Bima on Monday.", "The squad Densus 88", "two gunmen"),
        ("The FARC's Front 33 kidnapped two soldiers in Tibú on Monday.", "The FARC's Front 33", "two soldiers"),
        ("The man whom police killed in Nantes had stabbed a priest.", "The man", "a priest"),
        ("The woman whom guards shot in Basel had bombed a bank.", "The woman", "a bank"),
    ],
)
def test_a_relative_clause_or_a_figure_does_not_change_who_did_it(sentence: str, attacker: str, victim: str) -> None:
    attacks = [s for s in of(sentence, Kind.ATTACK) if s.roles.actor]
    assert [(actors(s), victim in whom(s)) for s in attacks] == [([attacker], True)], shown(attacks)


@pytest.mark.parametrize(
    ("sentence", "effect", "low"),
    [
        ("The FARC's Front 33 kidnapped two soldiers in Tibú on Monday.", TollEffect.KIDNAPPED, 2),
        ("Gunmen freed four kidnapped aid workers in Jos on Monday.", TollEffect.KIDNAPPED, 4),
        ("A shelling that the rebels said killed nine people hit Goma on Sunday.", TollEffect.KILLED, 9),
    ],
)
def test_the_figure_of_a_name_counts_nobody(sentence: str, effect: TollEffect, low: int) -> None:
    tolls = [t for s in of(sentence, Kind.TOLL) for t in s.tolls]
    assert [(t.effect, t.low) for t in tolls] == [(effect, low)]


def test_whom_somebody_stabbed_did_not_stab() -> None:
    found = told("A man shot by police on Monday has died; the two officers he stabbed are recovering.")
    assert [actors(s) for s in found if s.kind is Kind.ATTACK] == [["police"], ["he"]], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "A shelling that the rebels said killed nine people hit Goma on Sunday.",
        "An air strike that the rebels said had killed nine people hit Goma on Sunday.",
    ],
)
def test_whoever_tells_of_an_act_is_not_its_doer(sentence: str) -> None:
    (attack,) = of(sentence, Kind.ATTACK)
    assert attack.roles.actor == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The militia said it was unaware of any men of its own who had shelled the market.",
        "Separatists have told residents to stay at home on Saturday or be shot.",
        "The Fano militia has told drivers not to use the road, or be shot at, two drivers said.",
        "The ship's guards fired warning shots and the skiffs turned away.",
        "Soldiers fired a warning shot at a crowd in Tunis on Friday.",
    ],
)
def test_what_was_not_done_is_no_attack(sentence: str) -> None:
    assert of(sentence, Kind.ATTACK) == []


# ---- what may be, and what was only reported


@pytest.mark.parametrize(
    "sentence",
    [
        "Terrorists are very likely to try to carry out attacks in northern Benin.",
        "Militants may try to bomb hotels in Bamako.",
        "The rebels could attempt to shell the port of Goma.",
    ],
)
def test_what_somebody_may_try_was_not_tried(sentence: str) -> None:
    assert of(sentence, Kind.ATTACK) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels tried to bomb a hotel in Bamako on Monday.",
        "Two men are accused of having tried to bomb a hotel in Bamako on Monday.",
    ],
)
def test_what_was_tried_is_told(sentence: str) -> None:
    assert Stage.ATTEMPTED in {s.stage for s in of(sentence, Kind.ATTACK)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Had Kenya closed the border, the attack on the college would have failed.",
        "The kidnappers will kill them unless France withdraws its last instructors by March 20.",
        "If Ethiopia deploys its troops, the Front will attack them.",
        "The bombing will go unpunished until the police arrest the planner.",
    ],
)
def test_what_is_supposed_is_no_response(sentence: str) -> None:
    assert of(sentence, Kind.RESPONSE) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya closed the border after the attack on the college.",
        "When police arrested the bomber, he was asleep.",
    ],
)
def test_what_was_done_about_it_is_a_response(sentence: str) -> None:
    assert len(of(sentence, Kind.RESPONSE)) == 1


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Officers were called to reports of a stabbing in Leeds on Monday.", Certainty.PROBABLE),
        ("Police are responding to reports of a shooting at the mall in Omaha.", Certainty.PROBABLE),
        ("Police confirmed a shooting at the mall in Omaha.", Certainty.CERTAIN),
    ],
)
def test_what_was_only_reported_is_not_sure(sentence: str, certainty: Certainty) -> None:
    assert [s.factuality.certainty for s in of(sentence, Kind.ATTACK)] == [certainty]


# ---- figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Three suspects were held after the bombing in Oslo on Monday.",
        "Two men were being held on Tuesday over the stabbing in Leeds.",
        "Four people are held by police after the stabbing in Solingen.",
        "After the bombing three people were held; a fourth is being sought.",
        "Soldiers captured five alleged members of the Taliban near Quetta.",
        "The army captured four fighters after the ambush near Goma.",
        "The ministry held no one responsible for the bombing.",
    ],
)
def test_who_is_arrested_is_no_hostage(sentence: str) -> None:
    assert of(sentence, Kind.TOLL) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Two nurses were held by militants for a week.",
        "The rebels captured two policemen in the ambush near Goma.",
        "Gunmen in police uniforms seized two nurses in Jos on Monday.",
        "At least two people are still held by the kidnappers.",
    ],
)
def test_who_is_held_by_gunmen_is_a_hostage(sentence: str) -> None:
    tolls = [t for s in of(sentence, Kind.TOLL) for t in s.tolls]
    assert [(t.effect, t.low) for t in tolls] == [(TollEffect.KIDNAPPED, 2)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("A guard and 11 inmates were killed in an attack on the prison on Thursday.", [(1, 1, 1), (11, 11, 11)]),
        ("A guard and 11 okapis were killed in an attack on the park on Thursday.", [(1, None, None)]),
        ("Twelve of the 58 wounded in the bombing in Lahore are children.", [(58, 58, 58)]),
        ("Fewer than ten of the 20 injured in the blast in Lahore remain in hospital.", [(20, 20, 20)]),
        ("Two of the 20 people wounded in the blast in Lahore have died.", [(2, 2, 2)]),
        ("The toll of the bombing could exceed 30, the mayor said.", [(31, None, None)]),
        ("The number of dead in the massacre has passed 100, the mayor said.", [(101, None, None)]),
        ("The toll of the bombing is 30, the mayor said.", [(30, 30, 30)]),
    ],
)
def test_a_figure_is_that_of_all_who_are_counted(
    sentence: str, figures: list[tuple[int, int | None, int | None]]
) -> None:
    tolls = [t for s in of(sentence, Kind.TOLL) for t in s.tolls]
    assert [(t.low, t.best, t.high) for t in tolls] == figures


# ---- what is no violence, though its words are


@pytest.mark.parametrize(
    "sentence",
    [
        "The coach claimed responsibility for the defeat.",
        "The bank's chairman accepted responsibility for the losses.",
        '"I take the blame. We were massacred," he said.',
        "A heart attack killed the deputy police chief on Saturday.",
        "The mayor said that a heart attack, and not gunfire, had killed the police chief on Saturday.",
        "An asthma attack, not the tear gas, killed the boy, the hospital said.",
        "Sixteen miners were killed by an explosion at a colliery in Silesia on Tuesday.",
        "A gas explosion killed six people in a block of flats in Ostrava on Monday, firemen said.",
        "A helicopter crash killed five soldiers near Cali; the army ruled out an attack.",
        "A hunter shot dead his brother by mistake near Tartu on Sunday.",
        "Soldiers fired warning shots over a crowd in Tunis on Friday.",
    ],
)
def test_a_trap_is_not_sprung(sentence: str) -> None:
    found = told(sentence)
    assert found == [], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        '"Ask the police who killed these people," he said.',
        "Reporters asked the minister who had bombed the market in Kano.",
    ],
)
def test_who_is_asked_who_did_it_is_not_said_to_have_done_it(sentence: str) -> None:
    attacks = of(sentence, Kind.ATTACK)
    assert [actors(s) for s in attacks] == [[]], shown(attacks)


@pytest.mark.parametrize(
    "sentence",
    [
        "The drill was planned before the bombing in Tampere.",
        "The ceremony had been planned long before the attack on the mosque in Malmö.",
        "An exercise in which gunmen storm a school was planned after the attack in Malmö.",
    ],
)
def test_what_was_planned_before_an_attack_is_no_plot(sentence: str) -> None:
    assert of(sentence, Kind.PLOT) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The group claimed responsibility for the attack in which the battalion took heavy losses.", Kind.CLAIM),
        ("The ELN claimed responsibility.", Kind.CLAIM),
        ("Forty villagers were massacred near Goma on Sunday.", Kind.ATTACK),
        ("The attack on the mosque in Malmö had been planned for months.", Kind.PLOT),
        ("The cell planned to bomb a bridge in Tampere before the vote.", Kind.PLOT),
        ("Soldiers shot dead three farmers by mistake near Jos on Sunday.", Kind.ATTACK),
        ("The police who killed these people were charged.", Kind.ATTACK),
        ("A bomb in a gold mine killed five people near Jos on Sunday.", Kind.TOLL),
        ("A drone strike killed five soldiers near Cali on Sunday.", Kind.TOLL),
    ],
)
def test_what_is_no_trap_is_read(sentence: str, kind: Kind) -> None:
    found = told(sentence)
    assert kind in {s.kind for s in found}, shown(found)


# ---- which kind


@pytest.mark.parametrize(
    ("sentence", "captor"),
    [
        ("Two engineers were seized from their car by gunmen near Jos on Monday.", ["gunmen near Jos"]),
        ("A priest was seized by armed men in Kaduna on Monday.", ["armed men in Kaduna"]),
        ("The nuns, both of them nurses, were seized from their car by rebels.", ["rebels"]),
    ],
)
def test_who_is_seized_by_gunmen_is_kidnapped(sentence: str, captor: list[str]) -> None:
    found = told(sentence)
    assert not any(s.kind is Kind.RESPONSE for s in found), shown(found)
    assert [actors(s) for s in found if s.kind is Kind.ATTACK] == [captor], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two suspects were seized by the police after the bombing in Kaduna.",
        "After the bombing in Kaduna, soldiers seized two men and a rifle.",
    ],
)
def test_who_is_seized_by_the_police_is_arrested(sentence: str) -> None:
    assert Kind.RESPONSE in {s.kind for s in told(sentence)}
    assert of(sentence, Kind.TOLL) == []


@pytest.mark.parametrize(
    ("sentence", "hearers"),
    [
        ("Separatists have told residents to stay at home on Saturday or be shot.", ["residents"]),
        ("Guards were told to stay inside or be killed, a witness said.", ["Guards"]),
        ("The militia ordered villagers to leave Goma.", ["villagers"]),
        ("Al-Shabaab told drivers not to use the road to Garissa.", ["drivers"]),
        ("Bandits have warned farmers to keep away from their fields, or be shot.", ["farmers"]),
    ],
)
def test_attackers_who_order_others_away_threaten(sentence: str, hearers: list[str]) -> None:
    found = told(sentence)
    assert not any(s.kind in {Kind.WARNING, Kind.ATTACK} for s in found), shown(found)
    threats = [[m.span.quote for m in s.roles.recipient] for s in found if s.kind is Kind.THREAT]
    assert threats == [hearers], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The embassy told its citizens to stay away from hotels in Bamako after the bombing.",
        "Police warned residents to keep away from the hotel that gunmen had attacked.",
        "Rescue workers told residents to leave the building after the bombing.",
    ],
)
def test_whoever_protects_others_warns(sentence: str) -> None:
    found = told(sentence)
    assert Kind.THREAT not in {s.kind for s in found}, shown(found)
    assert Kind.WARNING in {s.kind for s in found}, shown(found)


def test_what_somebody_is_said_to_have_meant_to_do_is_a_plot() -> None:
    found = told("The bomber was arrested on 27 February, two days before he is said to have meant to strike.")
    assert {s.kind for s in found} == {Kind.RESPONSE, Kind.PLOT}, shown(found)


def test_who_was_probably_responsible_is_accused() -> None:
    (found,) = of("Police said of the bombing that the Taliban were probably responsible.", Kind.ACCUSATION)
    assert found.factuality.certainty is Certainty.PROBABLE


def test_who_admits_an_act_of_their_own_claims_it_and_confirms_nothing() -> None:
    found = told("The ELN acknowledged that they had planted the bomb in Cúcuta.")
    assert [s.kind for s in found] == [Kind.CLAIM], shown(found)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The group told bus drivers that whoever travelled on Friday would be burned alive.", {Kind.THREAT}),
        ("JNIM shelled Ménaka. The group warned civilians to leave the town.", {Kind.ATTACK, Kind.THREAT}),
        (
            "Human Rights Watch said rebels had shelled Goma. The group told its staff to leave the area.",
            {Kind.ATTACK, Kind.WARNING},
        ),
        ("The kidnappers told the family of the nurse to pay or she would be killed.", {Kind.THREAT}),
    ],
)
def test_a_group_threatens_where_it_is_an_armed_one(sentence: str, kinds: set[Kind]) -> None:
    found = told(sentence)
    assert {s.kind for s in found} == kinds, shown(found)


def test_a_day_does_nothing() -> None:
    (attack,) = of(
        "A blast in Kunduz on Sunday, which the UN says killed 13 people, was heard in Baghlan.", Kind.ATTACK
    )
    assert actors(attack) == []
    assert attack.content[0].quote.startswith("A blast in Kunduz on Sunday")


@pytest.mark.parametrize(
    ("sentence", "attacker"),
    [
        ("Jakarta, 10 March - The squad Densus 88 shot dead two gunmen in Bima on Monday.", "The squad Densus 88"),
        ("Popayán - Two gunmen shot dead a judge on Monday.", "Two gunmen"),
        ("The Al-Nasr brigades shelled Goma on Monday.", "The Al-Nasr brigades"),
    ],
)
def test_a_dash_parts_the_dateline_from_who_did_it(sentence: str, attacker: str) -> None:
    assert [actors(s) for s in of(sentence, Kind.ATTACK)] == [[attacker]]

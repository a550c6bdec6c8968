"""Notices, corrections, court reports and logs: what they name, fear or take back is no attack, and no speaker."""

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind

Told = list[tuple[str, str, list[str]]]


def told(text: str, *kinds: Kind) -> Told:
    """The statements of some kinds: kind, polarity and who says them, in the words of the text."""
    return [
        (s.kind.value, s.factuality.polarity.value, [x.mention.span.quote if x.mention else x.name for x in s.speakers])
        for s in read(text)
        if s.kind in kinds
    ]


FEARED: list[tuple[str, Told]] = [
    ("An attack on hotels popular with foreigners cannot be ruled out.", []),
    ("An attack on hotels in Manila is possible.", []),
    ("An attack on hotels in Manila is feared for Sunday.", []),
    ("An attack on hotels in Manila is expected to come on Sunday.", []),
    ("An attack on a hotel in Manila on Sunday was expected to hurt trade.", [("attack", "positive", [])]),
    ("The attack on the hotel in Manila was possible because a guard slept.", [("attack", "positive", [])]),
    ("The attack on the hotel in Manila has been feared for years.", [("attack", "positive", [])]),
    ("Gunmen may attack hotels in Manila, the embassy warned.", [("warning", "positive", ["the embassy"])]),
    ("“Gunmen may attack hotels in Manila,” the embassy warned.", [("warning", "positive", ["the embassy"])]),
    ("An attack on hotels is possible this week, the embassy warned.", [("warning", "positive", ["the embassy"])]),
    ("Gunmen killed four people in Manila, the embassy warned.", [("attack", "positive", ["the embassy"])]),
    ("Rates will be struck at the next meeting, the treasurer warned.", []),
    ("The police have informed us that they have received no threat against the hall.", []),
    ("The army told us that there is no risk that gunmen will attack the hall.", []),
    ("The army told us that they searched the hall and that there was no threat of an attack.", []),
    ("The army told us of no plots against the hall.", []),
    (
        "The army told us that gunmen will attack markets in Manila on Sunday and that there is no plan to shut them.",
        [("warning", "positive", ["The army"])],
    ),
    (
        "The source told police that a bomb will be planted at the port tomorrow and that there is no danger to ships.",
        [("warning", "positive", ["The source"])],
    ),
    (
        "The consulate told staff that rebels may attack the port tomorrow; it said there was no risk to the hall.",
        [("warning", "positive", ["The consulate"])],
    ),
    (
        "She informed the mayor that gunmen might attack the clinic on Sunday, and no threat was made to the port.",
        [("warning", "positive", ["She"])],
    ),
    (
        "She informed the mayor that gunmen might attack the clinic on Sunday, adding that no plans had been found.",
        [("warning", "positive", ["She"])],
    ),
    (
        "She told the guards of a plot to bomb the clinic on Sunday; no threat was found at the port.",
        [("warning", "positive", ["She"])],
    ),
    ("The police have informed us of a threat against the hall.", [("warning", "positive", ["The police"])]),
]


@pytest.mark.parametrize(("text", "wanted"), FEARED)
def test_what_may_come_has_not_been(text: str, wanted: Told) -> None:
    found = told(text, Kind.ATTACK, Kind.WARNING)
    assert found == wanted, shown(read(text))


HAPPENED = [
    "An attack on a bus in Mandera is likely the work of bandits, police said.",
    "Friday's bombing in Goma is likely retaliation for the raid.",
    "Tuesday's bombing in Goma is possible evidence of a new campaign.",
    "A grenade attack in Gitega on Monday could happen again.",
    "A shooting at a school in Texas on Monday could strike a nerve.",
    "The attack on the school in Beni is likely to have been carried out by rebels.",
    "The killing of the mayor of Goma on Monday is likely to inflame the war.",
    "An assault on El Fasher on Friday was possible only because the guards had left.",
    "A bombing in Beni on Monday could come to haunt the governor.",
    "An attack in Beni last week could follow the pattern of others.",
]


@pytest.mark.parametrize("text", HAPPENED)
def test_what_an_attack_likely_was_or_may_bring_takes_it_not_away(text: str) -> None:
    assert [(k, p) for k, p, _ in told(text, Kind.ATTACK)] == [("attack", "positive")], shown(read(text))


CALLED_OFF = [
    "The rebels said on Sunday that they had called off their attack on the market in Goma.",
    "The rebels called their attack on the market in Goma off on Sunday.",
    "The attack on the market in Goma was called off, the rebels said.",
    "The rebels cancelled the attack on the market in Goma.",
]


@pytest.mark.parametrize("text", CALLED_OFF)
def test_an_attack_that_was_called_off_has_not_been(text: str) -> None:
    """An all-clear that the attackers gave made the threat one that had happened, and no duty stood any more."""
    assert told(text, Kind.ATTACK) == [], shown(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The attack on the barracks in Goma was not called off, officials said.",
        "Police called the attack on the market in Goma an act of terror.",
        "Police called off the search after the attack on the market in Goma on Sunday.",
    ],
)
def test_what_was_not_called_off_has_been(text: str) -> None:
    assert [(k, p) for k, p, _ in told(text, Kind.ATTACK)] == [("attack", "positive")], shown(read(text))


TO_COME = [
    ("The consulate says terrorist attacks in Kampala are very likely.", "probable", ["The consulate"]),
    ("An attack on the consulate in Kampala tomorrow is imminent.", "probable", []),
    ("Attacks in Kampala are likely this weekend, the consulate said.", "probable", ["the consulate"]),
    ("An attack on the airport in Entebbe is feared on Sunday, police said.", "possible", ["police"]),
    ("An attack on Sunday's market in Goma is likely tomorrow.", "probable", []),
    ("An attack on Goma is likely because the army has left.", "probable", []),
    ("An attack on Goma is possible only if the talks fail.", "possible", []),
    ("An attack on Goma is likely any day now.", "probable", []),
    ("An attack on Goma could take weeks to come.", "possible", []),
    ("An attack on hotels in Manila could happen again.", "possible", []),
    ("An attack on the port of Manila cannot be ruled out.", "possible", []),
    ("A fresh assault on El Fasher is imminent, the mayor said.", "probable", ["the mayor"]),
    ("An attack on hotels in Manila could come on Sunday.", "possible", []),
]


@pytest.mark.parametrize(("text", "certainty", "speakers"), TO_COME)
def test_what_may_come_is_a_warning_that_is_suggested(text: str, certainty: str, speakers: list[str]) -> None:
    found = read(text, suggested=True)
    seen = [(s.kind, s.factuality.certainty.value, s.suggestion, [x.name for x in s.speakers]) for s in found]
    assert seen == [(Kind.WARNING, certainty, True, speakers)], shown(found)


def test_what_is_judged_to_come_is_told_as_judged() -> None:
    found = read("An attack on hotels in Manila is likely to happen soon.", suggested=True)
    assert [(s.kind, s.suggestion) for s in found] == [(Kind.ASSESSMENT, False)], shown(found)


UNLIKELY = [
    "An attack on hotels in Manila is unlikely.",
    "An attack on hotels in Manila is not likely, the consulate said.",
    "The mayor denied that an attack on hotels in Manila is imminent.",
]


@pytest.mark.parametrize("text", UNLIKELY)
def test_what_is_unlikely_or_denied_is_not_even_suggested(text: str) -> None:
    found = read(text, suggested=True)
    assert [s for s in found if s.kind in {Kind.ATTACK, Kind.WARNING}] == [], shown(found)


NOT_DONE: list[tuple[str, Told]] = [
    ("She remembers that the first wounded came on foot after the bombing.", []),
    ("The seriously wounded lay in the street after the bombing.", []),
    ("The first shell wounded nine people.", [("attack", "positive", [])]),
    ("A caption described the man led away by police in Lyon as the bomber.", []),
    ("Police led away nine men after the shooting.", []),
    ("Gunmen led away nine villagers in Mopti.", [("attack", "positive", [])]),
    ("Nine villagers were led away by gunmen in Mopti.", [("attack", "positive", [])]),
]


@pytest.mark.parametrize(("text", "wanted"), NOT_DONE)
def test_those_who_were_hurt_or_arrested_did_nothing(text: str, wanted: Told) -> None:
    assert told(text, Kind.ATTACK) == wanted, shown(read(text))


def test_whoever_is_charged_with_murders_is_not_who_was_killed() -> None:
    assert told("Gunmen shot two officers. The prosecutor has charged one man with the murders.", Kind.TOLL) == []
    assert [t.best for s in read("Gunmen murdered one man in Tarsus.") for t in s.tolls] == [1]


SAID: list[tuple[str, Kind, list[str]]] = [
    ("The paper said nine people died and that the Front had claimed the attack.", Kind.TOLL, ["The paper"]),
    ("In a report on the shelling of Kunar we said that the Taliban had claimed the attack.", Kind.ATTACK, []),
    ("Nine people were killed in Kunar, the Taliban claimed.", Kind.TOLL, ["the Taliban"]),
    ("The branch, in a message that a website carried, said that it had bombed a hotel.", Kind.ATTACK, ["The branch"]),
    ("ETA, a group that Spain outlawed, said that it had bombed a hotel.", Kind.ATTACK, ["ETA"]),
    (
        "A device was found. Police have since told us that they feared no such thing as a bomb.",
        Kind.DENIAL,
        ["Police"],
    ),
    ("06:10 Radio Kivu: Four people killed near the airport of Goma.", Kind.TOLL, ["Radio Kivu"]),
    ("09:05 Radio Okapi, quoting a nurse: six killed in a blast in Sake.", Kind.TOLL, ["Radio Okapi", "a nurse"]),
    ("The radio speaks of forty killed in the shelling of Sake.", Kind.TOLL, ["The radio"]),
    ("The radio spoke for an hour of forty killed in the shelling of Sake.", Kind.TOLL, []),
    ("According to the army, two were shot; the bishop speaks of forty killed in Sake.", Kind.TOLL, ["the bishop"]),
    ("09:05 North Kivu: six killed in a blast in Sake.", Kind.TOLL, []),
]


@pytest.mark.parametrize(("text", "kind", "speakers"), SAID)
def test_no_claim_at_the_end_speaks_what_stands_before(text: str, kind: Kind, speakers: list[str]) -> None:
    assert [s for _, _, s in told(text, kind)] == [speakers], shown(read(text))


TAKEN_BACK = [
    ("The paper reported that nine people had been killed in Mersin. Neither statement was correct.", []),
    ("The paper reported that nine people had been killed in Mersin. The report was wrong.", []),
    ("The paper reported that nine people had been killed in Mersin. That was incorrect.", []),
    ("The paper reported that nine people had been killed in Mersin. The report was long.", [9]),
    ("CORRECTIONS\n\nAn article on Wednesday said that nine people had been killed in Mersin. Two were.", []),
    ("CORRECTIONS\n\nOn Wednesday, we wrote that nine people had been killed in Mersin.", []),
    ("CORRECTIONS\n\nThe governor had said that nine people had been killed in Mersin.", [9]),
    ("SHELLING\n\nAn article on Wednesday said that nine people had been killed in Mersin.", [9]),
]


@pytest.mark.parametrize(("text", "figures"), TAKEN_BACK)
def test_what_a_paper_takes_back_is_not_told(text: str, figures: list[int]) -> None:
    assert [t.best for s in read(text) for t in s.tolls] == figures, shown(read(text))


def words(text: str, kind: Kind) -> list[str]:
    return [s.content[0].quote for s in read(text) if s.kind is kind]


def test_a_participle_ends_before_the_verb_whose_subject_it_describes() -> None:
    text = "Police said that two men arrested in Garissa last week had been planning to bomb a bus in Dadaab."
    assert words(text, Kind.RESPONSE) == ["arrested in Garissa last week"]
    assert words("Rockets fired from the hills killed nine people in Kabul.", Kind.ATTACK) == [
        "Rockets fired from the hills killed nine people in Kabul"
    ]
    station = "A bomb exploded at a bus station in Tampere on Monday, and seven people were injured, police said."
    assert [w.endswith("at a bus station in Tampere on Monday") for w in words(station, Kind.ATTACK)] == [True]
    assert words("Two nuns kidnapped by the Revolutionary United Front at Kambia are alive.", Kind.ATTACK) == [
        "kidnapped by the Revolutionary United Front at Kambia"
    ]


def test_when_and_where_somebody_was_arrested_is_not_when_and_where_the_deed_was_or_is_to_be() -> None:
    text = "Two men arrested in Garissa on 3 March had planned to bomb a bus in Dadaab."
    (plot,) = (s for s in read(text) if s.kind is Kind.PLOT)
    assert [m.span.quote for m in (*plot.roles.place, *plot.roles.time)] == ["Dadaab"]
    (attack,) = (s for s in read("A bomb hidden in a bus in Kano on 3 March 2024 exploded.") if s.kind is Kind.ATTACK)
    assert [m.span.quote for m in (*attack.roles.place, *attack.roles.time)] == ["Kano", "3 March 2024"]


@pytest.mark.parametrize(
    "text",
    [
        "Correction: a name\n\nIn a report on the bombing that killed nine people in Goma, the mayor was misnamed.",
        "For the record\n\nIn the report released on Monday, the UN said gunmen killed nine people in Goma.",
        "Gunmen killed nine people in Goma on Monday, the army said. The rebels are wrong.",
        "The murders of nine people in Goma on Sunday were condemned.",
    ],
    ids=lambda text: text[-50:],
)
def test_what_nobody_took_back_and_whoever_was_murdered_stands(text: str) -> None:
    assert [(t.low, t.high) for s in read(text) if not s.suggestion for t in s.tolls] == [(9, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "Correction\n\nAn article on Monday about the market in Goma wrongly said that gunmen killed nine people.",
        "Gunmen killed nine people in Goma on Monday, the army said. The reports were wrong.",
    ],
    ids=lambda text: text[-50:],
)
def test_what_a_paper_takes_back_does_not_stand(text: str) -> None:
    assert not [t for s in read(text) if not s.suggestion for t in s.tolls]

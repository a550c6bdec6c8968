"""Sentences in which a slip would cost lives or trust: the accuser made the attacker, a "not" lost, the dead unread."""

from datetime import date

import pytest

from tests.reading.told import read, says, shown
from tocsin import reading
from tocsin.model import Kind, Polarity, Report, Unread, UnreadBecause, When, Where, digest
from tocsin.reading import days

THURSDAY = days.on(date(2019, 6, 20), "stated")


def unread(text: str) -> tuple[Unread, ...]:
    """What is not read of a text, with its reasons."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return reading.read(report, published=None).unread


@pytest.mark.parametrize(
    ("sentence", "speaker", "attacker"),
    [
        ("Kenya accuses Al-Shabaab of carrying out the ambush.", "Kenya", "Al-Shabaab"),
        ("Prosecutors accused a baker of bombing the archive.", "Prosecutors", "a baker"),
        ("The army accused the rebels of shelling the market in Kabul.", "The army", "the rebels"),
    ],
)
def test_whoever_is_accused_did_it_in_the_accusers_words(sentence: str, speaker: str, attacker: str) -> None:
    found = read(sentence)
    attacks = [s for s in found if s.kind is Kind.ATTACK]
    assert [says(s, {"actor": [attacker], "speakers": [speaker]}) for s in attacks] == [True], shown(found)


def test_an_accusation_by_nobody_named_tells_no_attack_in_the_reports_own_voice() -> None:
    found = read("A baker was accused of bombing the archive in Kano.")
    assert [s.kind for s in found] == [Kind.ACCUSATION], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody said that the bomb was planted by the army.",
        "No official has said that the army bombed the port.",
        "Neither ministry said that gunmen had attacked the port.",
    ],
)
def test_what_nobody_said_is_not_told(sentence: str) -> None:
    assert [s for s in read(sentence) if s.kind in {Kind.ATTACK, Kind.ACCUSATION}] == []


def test_what_nobody_owned_to_is_told_all_the_same() -> None:
    found = read(
        "No organisation has said it was behind the shooting at the station in Lomé, in which nine people died."
    )
    told = {(s.kind, s.factuality.polarity) for s in found}
    assert told == {
        (Kind.CLAIM, Polarity.NEGATIVE), (Kind.ATTACK, Polarity.POSITIVE), (Kind.TOLL, Polarity.POSITIVE),
    }, shown(found)  # fmt: skip
    assert not any(s.speakers for s in found)


def test_a_warning_that_neither_received_is_no_warning_given() -> None:
    (warning,) = read("Neither the mill nor the bank received a warning of the bombing.")
    assert says(warning, {"kind": "warning", "polarity": "negative", "recipient": ["Neither the mill nor the bank"]}), (
        shown([warning])
    )


def test_each_no_of_a_sentence_negates_its_own() -> None:
    found = read("There was no blast, there are no dead, and no group has claimed responsibility.")
    assert {(s.kind, s.factuality.polarity) for s in found} >= {
        (Kind.TOLL, Polarity.NEGATIVE), (Kind.CLAIM, Polarity.NEGATIVE),
    }, shown(found)  # fmt: skip
    assert not any(s.speakers for s in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody was hurt in the blast in Oslo on Monday.",
        "No soldiers were killed in the ambush in Oslo on Friday.",
        "No one has claimed responsibility for the bombing in Oslo.",
        "Neither side has commented on the shelling of Oslo on Monday.",
        "The attack in Oslo was not carried out by the group, officials said.",
        "Police do not believe the blast in Oslo was a terrorist attack.",
        "Without the attack in Oslo the talks would have gone on.",
        "The army did not take part in the attack on the market in Oslo.",
        "The embassy did not warn its citizens before the attack in Oslo.",
    ],
)
def test_an_attack_that_a_no_takes_for_granted_happened(sentence: str) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.ATTACK]
    assert [s.factuality.polarity for s in found] == [Polarity.POSITIVE], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry denied that the attack in Oslo took place.",
        "Reports of an explosion in Oslo were false.",
        "The gunmen did not attack the mill in Oslo.",
    ],
)
def test_an_attack_that_did_not_happen_is_negative(sentence: str) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.ATTACK]
    assert [s.factuality.polarity for s in found] == [Polarity.NEGATIVE], shown(found)


@pytest.mark.parametrize(
    ("sentence", "polarity", "recipient"),
    [
        ("The embassy did not warn its citizens before the attack in Oslo.", "negative", "its citizens"),
        ("Officials failed to warn residents of the attack in Oslo.", "negative", "residents"),
        ("The service refused to warn the school of the attack in Oslo.", "negative", "the school"),
        ("The service did not fail to warn the school of the attack in Oslo.", "positive", "the school"),
        ("The mayor was never warned of the bombing in Oslo.", "negative", "The mayor"),
        ("The mayor was warned of the bombing in Oslo.", "positive", "The mayor"),
    ],
)
def test_who_was_not_warned_is_told_apart_from_who_was(sentence: str, polarity: str, recipient: str) -> None:
    found = [s for s in read(sentence) if s.kind is Kind.WARNING]
    assert [says(s, {"polarity": polarity, "recipient": [recipient]}) for s in found] == [True], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The group warned that it would strike the port again.",
        "The rebels warned that they would shoot at any ship.",
        "Al-Shabaab said that every convoy would burn.",
    ],
)
def test_who_warns_of_what_they_will_do_threatens(sentence: str) -> None:
    assert [s.kind for s in read(sentence)] == [Kind.THREAT]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels vowed to bury their dead after the bombing.",
        "Militants threatened to leave the talks after the bombing.",
        "The group said it would pay the families of the dead in Bama.",
    ],
)
def test_what_harms_nobody_is_no_threat(sentence: str) -> None:
    assert [s for s in read(sentence) if s.kind is Kind.THREAT] == []


def test_how_many_died_is_no_number() -> None:
    found = read("The government cannot say how many people were killed in the attack in Oslo.")
    assert [s for s in found if s.tolls] == []


@pytest.mark.parametrize(
    "dead",
    [
        "12 pupils were killed in Kabul on Friday.",
        "On Friday 12 pupils were killed in Kabul.",
        "On Friday, 12 pupils were killed in Kabul.",
        "12 nurses were killed in a hospital in Kabul on Friday.",
        "12 people were killed near the river in Kabul on Friday.",
    ],
)
def test_the_dead_are_read_whoever_they_are_and_wherever(dead: str) -> None:
    found = read(dead, THURSDAY)
    assert [t.best for s in found for t in s.tolls] == [12], shown(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "12 pupils were killed when their bus overturned near Kabul.",
        "Eleven pupils were killed in the flood.",
        "The virus killed nine patients in Goma.",
        "Two players were shot for a magazine cover on Friday.",
    ],
)
def test_accidents_and_sickness_are_no_violence(sentence: str) -> None:
    assert read(sentence) == []


def test_the_dead_of_one_attack_stay_with_it_when_the_sentence_tells_another() -> None:
    found = read(
        "Police say a bomb exploded in Kabul on Monday, killing three people, and gunmen attacked a clinic in Herat "
        "on Tuesday.", THURSDAY,
    )  # fmt: skip
    (toll,) = [s for s in found if s.kind is Kind.TOLL]
    places = [m.resolved.name for m in toll.roles.place if isinstance(m.resolved, Where)]
    dates = [str(m.resolved.first_day) for m in toll.roles.time if isinstance(m.resolved, When)]
    assert (places, dates) == (["Kabul"], ["2019-06-17"])


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("On Wednesday gunmen attacked a mill in Kabul.", "gunmen"),
        ("At dawn rebels attacked a mill in Kabul.", "rebels"),
        ("On 3 May 2019 gunmen attacked a mill in Kabul.", "gunmen"),
        ("The rebels, officials said, had mined the road to Kabul.", "The rebels"),
        ("Yesterday the Black Cell attacked a mill in Goma.", "the Black Cell"),
    ],
)
def test_wire_openings_keep_the_attacker(sentence: str, actor: str) -> None:
    found = read(sentence, THURSDAY)
    assert [says(s, {"actor": [actor]}) for s in found if s.kind is Kind.ATTACK] == [True], shown(found)


@pytest.mark.parametrize("state", ["The Fourth Battalion", "The People's Liberation Army", "The Army of Pakistan"])
def test_the_forces_of_a_state_are_no_unlisted_group(state: str) -> None:
    found = read(f"{state} bombed the rebels in the hills on Friday.", THURSDAY)
    parties = [m.resolved for s in found for m in s.roles.actor]
    assert not any(p is not None and p.id.startswith("named:") for p in parties), shown(found)


def test_blame_for_what_is_no_violence_accuses_nobody() -> None:
    assert not any(
        s.kind is Kind.ACCUSATION
        for s in read("The Taliban blamed the governor for the lack of schools after the bombing.")
    )


def test_the_advisers_of_a_president_are_not_the_president() -> None:
    found = read("President Joe Biden's advisers said the attack was carried out by Islamic State.")
    assert {x.name for s in found for x in s.speakers} == {"President Joe Biden's advisers"}, shown(found)


def test_a_sentence_that_never_ends_is_said_to_be_unread_and_takes_no_time() -> None:
    endless = "Gunmen " + " and ".join(["attacked a mill"] * 5_000) + "."
    (gap,) = unread(endless)
    assert gap.because is UnreadBecause.DAMAGED
    assert "without the end of a sentence" in gap.detail

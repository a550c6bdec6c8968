"""Figures and charges that are put right a breath later, whose charge it is, and who is held by whom."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Actor, Kind, Statement, Where
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def told(text: str, *kinds: Kind) -> list[Statement]:
    """What is told as said, of some kinds or of all."""
    return [s for s in read(text, TODAY) if not kinds or s.kind in kinds]


def names(statement: Statement) -> list[str]:
    return [s.mention.span.quote if s.mention else s.name for s in statement.speakers]


def states(statement: Statement) -> list[str]:
    held = [s.mention.resolved if s.mention else None for s in statement.speakers]
    return [who.id if isinstance(who, Actor) else "" for who in held]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bomb went off in Kano. Red Cross: 9 dead. 12:40 Red Cross corrects that to 6 dead.", [6]),
        ("A bomb killed nine people in Kano, the mayor said. He later lowered the figure to six.", []),
        ("A bomb killed nine people in Kano, the mayor said. He later lowered the flag to half-mast.", [9]),
    ],
)
def test_a_figure_that_the_next_sentence_puts_right_is_not_told(text: str, wanted: list[int]) -> None:
    assert [t.best for s in told(text, Kind.TOLL) for t in s.tolls] == wanted, shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The governor blamed the PKK for the bomb in Istanbul; on Thursday he withdrew the remark.", 0),
        ("The governor blamed the PKK for the bomb in Istanbul; on Thursday he withdrew the guards.", 1),
    ],
)
def test_a_charge_that_was_withdrawn_in_its_own_sentence_is_not_told(text: str, count: int) -> None:
    assert len(told(text, Kind.ACCUSATION)) == count, shown(read(text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "India denied that its drones had struck a school in Muridke, as Pakistan charged.",
        "India denied that its drones had struck a school in Muridke, as Pakistan claims, and was silent.",
    ],
)
def test_a_denial_is_not_of_whoever_made_the_charge(text: str) -> None:
    assert [states(s) for s in told(text, Kind.DENIAL)] == [["country:IN"]], shown(read(text, TODAY))


def test_whoever_denies_goes_on_past_the_charge() -> None:
    text = "India denied the shelling of Muridke, as Pakistan charged, and said that Pakistan had shelled Uri."
    found = [s for s in told(text, Kind.ATTACK) if "Uri" in s.content[0].quote]
    assert [states(s) for s in found] == [["country:IN"]], shown(read(text, TODAY))


def test_a_town_that_no_table_has_is_not_the_one_named_beside_it() -> None:
    text = "A drone struck a seminary in Muridke on Sunday. Rebels shelled Xanadoor on Monday."
    (found,) = [s for s in told(text, Kind.ATTACK) if "Xanadoor" in s.content[0].quote]
    assert "Muridke" not in [m.resolved.name for m in found.roles.place if isinstance(m.resolved, Where)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Police seized dynamite for an attack in Guayaquil on Sunday. Two men were held; a third got away.", []),
        ("Gunmen stormed a school in Kaduna and took pupils hostage. Two men were held; a third got away.", [2]),
        ("Police said that after the attack on the clinic at least 11 people are still held.", [11]),
    ],
)
def test_whoever_is_held_where_police_are_and_no_captors_is_no_hostage(text: str, held: list[int]) -> None:
    found = [t.best or t.low for s in told(text, Kind.TOLL) for t in s.tolls if t.effect == "kidnapped"]
    assert found == held, shown(read(text, TODAY))


def test_critics_murder_nobody() -> None:
    text = "The film follows three gunmen who kill a captain. Critics murdered it. A caller warned of a bomb."
    assert told(text, Kind.ATTACK) == [], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Damascus Radio, 10 June 1982: Israeli aircraft raided Choueifat, killing nine people.", "Damascus Radio"),
        ("Radio Bukavu, in French, 17 March: Rebels killed nine people in Beni.", "Radio Bukavu"),
        ("[Spokesman Abu Ubayda, recording] The enemy killed nine people in Rafah.", "Spokesman Abu Ubayda"),
    ],
)
def test_a_station_and_a_spokesman_in_brackets_speak_their_words(text: str, who: str) -> None:
    assert [names(s) for s in told(text, Kind.TOLL)] == [[who]], shown(read(text, TODAY))


@pytest.mark.parametrize(
    ("text", "kind", "polarity", "who"),
    [
        ("Far from denying the bombing in Kano, Hamas boasted of it.", Kind.CLAIM, "positive", "Hamas"),
        ("After denying the bombing in Kano for a week, Hamas claimed it on Friday.", Kind.CLAIM, "positive", "Hamas"),
        ("Without naming the rebels, police blamed Hamas for the bombing.", Kind.ACCUSATION, "positive", "police"),
        ("Denying the charge, the army said that rebels had killed nine people.", Kind.TOLL, "positive", "the army"),
    ],
)
def test_what_a_sentence_opens_with_neither_speaks_nor_denies_the_rest(
    text: str, kind: Kind, polarity: str, who: str
) -> None:
    found = told(text, kind)
    assert [(s.factuality.polarity.value, names(s)) for s in found] == [(polarity, [who])], shown(read(text, TODAY))

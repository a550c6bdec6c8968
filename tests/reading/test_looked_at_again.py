"""A "not" before "ruled out" holds, fighters withdraw and no claim, and a day of something else is not the attack's."""

from datetime import date

import pytest

from tests.reading.told import read, shown
from tocsin.model import Kind, Statement, When
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def told(text: str, *kinds: Kind) -> list[Statement]:
    """What is told as said, of some kinds or of all."""
    return [s for s in read(text, TODAY) if not kinds or s.kind in kinds]


def first_days(text: str, *kinds: Kind) -> set[date | None]:
    """The days on which statements of some kinds are told to be; None for one that has no day."""
    found = told(text, *kinds)
    assert found, shown(read(text, TODAY, suggested=True))
    return {
        next((m.resolved.first_day for m in s.roles.time if isinstance(m.resolved, When)), None) for s in found
    }  # fmt: skip


# ---- accidents


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed nine people at a market in Kano. Terrorism was not ruled out.",
        "An explosion killed nine people at a market in Kano. Police have not yet ruled out an attack.",
        "An explosion killed nine people at a market in Kano. Investigators were unable to rule out sabotage.",
        "An explosion killed nine people at a market in Kano. The minister refused to rule out terrorism.",
        "An explosion killed nine people at a market in Kano. Nobody believes that it was an accident.",
        "A driver ploughed into a crowd in Oslo, killing nine people. Police do not believe that it was an accident.",
        "A driver ploughed into a crowd in Oslo, killing nine people. His brother claimed it was an accident.",
        "A blast killed nine people in Oslo on Sunday. Police first treated it as accidental.",
        "A bomb in a bin killed nine people in Oslo on Sunday. Police ruled out an attack on the minister.",
        "A van packed with gas cylinders exploded outside the ministry in Mogadishu, killing nine people.",
        "A car carrying gas bottles blew up in Mogadishu, killing nine people.",
        "A gas canister exploded outside the embassy in Mogadishu, killing nine people.",
        "A blast killed nine people in Oslo. It was an accident, police said. The Red Column claimed responsibility.",
        "A blast killed nine people in Oslo. It was an accident, police said. A cell claims responsibility.",
    ],
)
def test_what_is_left_open_is_no_accident(text: str) -> None:
    assert told(text, Kind.ATTACK), shown(read(text, TODAY, suggested=True))
    assert told(text, Kind.TOLL), shown(read(text, TODAY, suggested=True))


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed nine people at a market in Kano. Terrorism was quickly ruled out.",
        "A blast killed nine people in Kano. Police have not named them, but ruled out an attack.",
        "A blast killed nine people in Kano. Nobody was arrested and police said that it was an accident.",
        "A driver ploughed into a crowd in Oslo, killing nine people. It was an accident, police said.",
        "A gas cylinder exploded in a kitchen in Kano, killing nine people.",
        "A truck carrying gas cylinders overturned and exploded in Kano, killing nine people.",
        "A gas main exploded outside the school in Kano, killing nine people.",
    ],
)
def test_what_is_called_an_accident_still_is_one(text: str) -> None:
    assert told(text, Kind.ATTACK, Kind.TOLL) == [], shown(read(text, TODAY))


# ---- claims taken back


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Hamas claimed the bombing of the market in Kano, then withdrew, leaving nine dead.", True),
        ("Hamas claimed the raid on the barracks in Kano, and then withdrew.", True),
        ("Al-Shabaab claimed the attack on the base in Bula Burde and later withdrew, residents said.", True),
        ("Hamas claimed the raid on the barracks in Kano, and then withdrew on Friday.", True),
        ("Hamas claimed the raid on the barracks in Kano, then withdrew the claim.", False),
        ("Hamas claimed the raid on the barracks in Kano, and then withdrew it.", False),
        ("Hamas claimed the raid on the barracks in Kano and later retracted.", False),
    ],
)
def test_fighters_who_withdraw_take_no_claim_back(text: str, *, stands: bool) -> None:
    assert bool(told(text, Kind.CLAIM)) is stands, shown(read(text, TODAY, suggested=True))


# ---- whose day it is


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine villagers in Kano, and the president flew home on Friday.",
        "Gunmen killed nine villagers in Kano, and the funeral was held on Friday.",
        "Rebels shelled the market in Kano, and the schools reopen on Monday.",
        "Who bombed the market in Kano could not be told on Monday.",
    ],
)
def test_what_others_did_on_a_day_is_not_the_attack(text: str) -> None:
    assert first_days(text, Kind.ATTACK, Kind.TOLL) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "A curfew was imposed in Kano on Monday. Nine people were killed by gunmen.",
        "The school opened on Monday. Nine people were killed.",
    ],
)
def test_a_day_on_which_nothing_was_done_is_not_that_of_the_dead_below(text: str) -> None:
    assert first_days(text, Kind.TOLL) == {None}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gunmen killed nine villagers and carried off seven on Tuesday.", date(2026, 3, 17)),
        ("Gunmen killed nine villagers in Kano, and seven people were wounded on Friday.", date(2026, 3, 13)),
        ("A bomb went off in Kano on Monday. Nine people were killed.", date(2026, 3, 16)),
        ("On 9 March university students were shot dead by gunmen in Kano.", date(2026, 3, 9)),
        ("Gunmen killed nine people on March 3 street vendors said.", date(2026, 3, 3)),
        ("Gunmen killed nine people on March 3 hospital staff said.", date(2026, 3, 3)),
        ("Planes bombed Kano through Friday.", date(2026, 3, 13)),
        ("The gunmen walked through Friday prayers and killed nine people.", date(2026, 3, 13)),
        ("Gunmen killed nine people on the 25 April Bridge.", None),
        ("Gunmen killed nine people on the 25 April bridge.", None),
    ],
)
def test_the_day_of_the_attack_is_told(text: str, day: date | None) -> None:
    assert first_days(text, Kind.ATTACK, Kind.TOLL) == {day}


@pytest.mark.parametrize("text", ["The army will bomb Kano through Friday.", "A curfew is in force through Friday."])
def test_what_lasts_through_a_day_lies_ahead(text: str) -> None:
    ahead = [m.resolved.first_day for s in told(text) for m in s.roles.time if isinstance(m.resolved, When)]
    assert all(day > date(2026, 3, 18) for day in ahead), shown(read(text, TODAY))


# ---- habits


def test_what_is_said_with_force_is_done() -> None:
    assert told("The army does attack villages in Kano.", Kind.ATTACK)
    assert told("The rebels do kill farmers in Kano.", Kind.ATTACK)
    assert told("The army does not attack villages in Kano.", Kind.ATTACK) == []
    assert told("The army doesn't attack villages in Kano.", Kind.ATTACK) == []

"""The places of a statement that its own words do not name, or seem to name: a venue's town, the town of a sentence."""

from datetime import date
from functools import partial

import pytest

from tests.reading import told
from tocsin.model import Kind, Statement, Where
from tocsin.reading import days

one = partial(told.one, published=days.on(date(2019, 6, 20), "stated"))
"""What is told in a report of a Thursday in June."""


def places(statement: Statement) -> list[tuple[str, str | None]]:
    return [(m.resolved.name, m.resolved.country) for m in statement.roles.place if isinstance(m.resolved, Where)]


# ---- a venue and its town


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The police commander in Quetta said that gunmen had attacked the Serena Hotel.",
         [("Serena Hotel", None), ("Quetta", "PK")]),
        ("The mayor of Quetta was in his office on Monday. Gunmen attacked the Serena Hotel.",
         [("Serena Hotel", "PK"), ("Quetta", "PK")]),
        ("Police in Quetta and in Karachi said that gunmen had attacked the Serena Hotel.", [("Serena Hotel", "PK")]),
        ("Gunmen attacked the Serena Hotel.", [("Serena Hotel", None)]),
    ],
)  # fmt: skip
def test_a_venue_is_in_the_town_that_its_sentence_or_the_text_before_it_names(
    text: str, wanted: list[tuple[str, str | None]]
) -> None:
    found = places(one(text, Kind.ATTACK, "Serena"))
    assert [name for name, _ in found] == [name for name, _ in wanted]
    assert found[1:] == wanted[1:]


@pytest.mark.parametrize("town", ["Kyiv", "Washington", "Kazan"])
def test_a_hall_whose_place_is_known_is_in_no_town_far_from_it(town: str) -> None:
    text = f"An aide spoke in {town} on Monday. Gunmen attacked Crocus City Hall on Friday."
    assert places(one(text, Kind.ATTACK, "Crocus")) == [("Crocus City Hall", "RU")]


def test_a_hall_whose_place_is_known_is_in_the_great_city_beside_it() -> None:
    text = "An aide spoke in Moscow on Monday. Gunmen attacked Crocus City Hall on Friday."
    assert places(one(text, Kind.ATTACK, "Crocus")) == [("Crocus City Hall", "RU"), ("Moscow", "RU")]


# ---- the only town of a sentence

QUETTA = [("Quetta", "PK")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Four days after a shop was bombed in Quetta, police arrested two gunmen.", QUETTA),
        ("A shop burned near Quetta while police arrested two gunmen.", QUETTA),
        ("As officials in Quetta watched, police arrested two gunmen.", []),
        ("A shop burned near Quetta and another near Karachi while police arrested two gunmen.", []),
        ("After a letter was sent from Quetta, police arrested two gunmen.", []),
    ],
)
def test_what_is_told_is_in_the_only_town_of_its_sentence(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert places(one(sentence, Kind.RESPONSE, "arrested")) == wanted


# ---- where somebody is from, and who acts


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        ("Gunmen killed two peacekeepers from Chad near Gao.", Kind.ATTACK, [("Gao", "ML")]),
        ("A bomb killed the president of Lebanon in Sidon.", Kind.TOLL, [("Sidon", "LB")]),
        ("Militants fired two rockets from Gaza.", Kind.ATTACK, [("Gaza", "PS")]),
    ],
)
def test_whence_somebody_comes_is_not_where_it_was(sentence: str, kind: Kind, wanted: list[tuple[str, str]]) -> None:
    assert [p for p in places(one(sentence, kind)) if p in [*wanted, ("Chad", "TD"), ("Lebanon", "LB")]] == wanted


def test_a_capital_that_speaks_is_no_place() -> None:
    text = "A shop was bombed in Zagreb on Monday. Moscow rejected the charge that its agents had bombed the shop."
    assert ("Moscow", "RU") not in places(one(text, Kind.DENIAL))


# ---- a town that no table has


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("FMLN guerrillas attacked a barracks at Zzopico.", "SV"),
        ("Al-Shabaab fighters attacked a barracks at Zzopico.", None),
        ("FMLN guerrillas and al-Shabaab fighters attacked a barracks at Zzopico.", None),
    ],
)
def test_a_town_that_no_table_has_is_where_the_only_group_of_the_text_is_active(text: str, country: str | None) -> None:
    assert ("Zzopico", country) in places(one(text, Kind.ATTACK))


# ---- a warning that names no place


def test_a_warning_has_the_place_of_the_warning_before_it_and_not_that_of_a_plot() -> None:
    again = " The consulate warned the guards of an attack."
    warned = "The embassy warned of an attack on the market in Quetta."
    plotted = "Police in Quetta foiled a plot to bomb the market."
    assert places(one(warned + again, Kind.WARNING, "guards")) == QUETTA
    assert places(one(plotted + again, Kind.WARNING, "guards")) == []

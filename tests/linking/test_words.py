"""Which sort of target a text names."""

import pytest

from tocsin.linking import words


@pytest.mark.parametrize(
    "thing", ["police station", "power stations", "radio station", "polling station", "fire station", "petrol station"]
)
def test_a_station_where_nobody_travels_is_no_place_of_transport(thing: str) -> None:
    assert "transport" not in words.targets(f"A car bomb went off outside a {thing} in Mersin.")


@pytest.mark.parametrize("thing", ["railway station", "station", "ferry terminal", "bus stations"])
def test_a_place_of_transport_stays_one_beside_a_police_station(thing: str) -> None:
    assert "transport" in words.targets(f"The bomb at the {thing} went off near the police station.")
    assert "security" in words.targets("The police station was bombed.")


def test_hidden_characters_in_a_quotation_hide_neither_way_nor_target() -> None:
    assert words.ways("the bom\u200bbing of a fer\u00adry") == {"bombing"}
    assert words.targets("the bom\u200bbing of a fer\u00adry") == {"transport"}
    assert words.stems("the bom\u200bbing") == words.stems("the bombing")

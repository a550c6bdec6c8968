"""Armed groups that stand in no list are found by the names they give themselves; a state's forces are none of them."""

import pytest

from tests.reading.told import read
from tocsin.model import ActorKind, Kind, Mention, digest
from tocsin.reading import lexicon, unlisted
from tocsin.reading.passages import cut


def found(text: str) -> list[Mention]:
    listed = tuple(lexicon.actor_matcher().find(text, lexicon.tokens(text)))
    return list(unlisted.find(text, cut(text, 0, len(text), of=digest(text)), listed=listed))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Free Highlands Army claimed the raid on the barracks.", "Free Highlands Army"),
        ("A leaflet of the Sons of the Delta was found near the well.", "Sons of the Delta"),
        ("Ansar al-Wadi said that its men had burned the tanker.", "Ansar al-Wadi"),
        ("The Lakeshore Avengers released four divers.", "Lakeshore Avengers"),
        ("The Popular Front for the Coast took the ferry.", "Popular Front for the Coast"),
        ("Fighters of Jaish al-Sahil crossed the river.", "Jaish al-Sahil"),
        ("The bomb was claimed by the Northern Resistance.", "Northern Resistance"),
        ("The Army of the Valley said nothing.", "Army of the Valley"),
        ("Katibat Nour attacked the camp.", "Katibat Nour"),
        ("The Kivu Mountain Militia seized the road.", "Kivu Mountain Militia"),
        ("The National Liberation Front of Corvalia took the mill.", "National Liberation Front of Corvalia"),
        ("A faction calling itself the Vine claimed the fire.", "Vine"),
        ("The Black Cell said it had set the fire.", "Black Cell"),
    ],
)
def test_a_group_that_no_list_holds_is_found_by_its_name(text: str, name: str) -> None:
    assert [m.span.quote for m in found(text)] == [name]
    actor = found(text)[0].resolved
    assert (actor.name, actor.kind) == (name, ActorKind.GROUP)


@pytest.mark.parametrize(
    "text",
    [
        "The Nigerian Army said that the road was open.",
        "The Indian Army's Northern Command replied.",
        "British Army engineers cleared the mine.",
        "The Syrian Arab Army took the hill.",
        "The Israeli Defence Forces replied.",
        "The 3rd Brigade crossed the river.",
        "The Republican Guard closed the palace.",
        "The Royal Guard closed the gates.",
        "The French Foreign Legion sent a company.",
        "The Salvation Army opened a kitchen in Leeds.",
        "The Home Guard drilled on the green.",
        "The Fire Brigade came late.",
        "The Western Front was quiet.",
        "Police walked along the Sea Front.",
        "He reads the Fifth Column every Sunday.",
        "The cold front reached Rome.",
        "The soldiers of the army fled.",
        "The Resistance said so.",
        "Three fighters of a militia left the front.",
    ],
)
def test_a_states_forces_and_ordinary_phrases_are_no_groups(text: str) -> None:
    assert [m.span.quote for m in found(text)] == []


@pytest.mark.parametrize("text", ["Boko Haram struck again.", "The Lord's Resistance Army took the village."])
def test_a_listed_group_is_not_named_a_second_time(text: str) -> None:
    assert found(text) == []


def test_two_groups_of_one_sentence_are_two_and_one_named_twice_is_one() -> None:
    two = found("Harakat al-Sabr fought the Free Highlands Army.")
    assert [m.span.quote for m in two] == ["Harakat al-Sabr", "Free Highlands Army"]
    one = found("The Free Highlands Army left. The Free Highlands Army came back.")
    assert len(one) == 2
    assert one[0].resolved == one[1].resolved
    assert one[0].span.start < one[1].span.start


def test_a_group_that_no_list_holds_can_claim_and_threaten() -> None:
    claim = read("The Free Highlands Army claimed responsibility for the bombing of the mill.")
    assert [s.speakers[0].name for s in claim if s.kind is Kind.CLAIM] == ["Free Highlands Army"]
    threat = read("The Lakeshore Avengers vowed to kill the judges in Maiduguri.")
    assert [s.speakers[0].name for s in threat if s.kind is Kind.THREAT] == ["Lakeshore Avengers"]

"""Which place a name means: told by the words beside it and the rest of the text, left open where neither tells."""

import pytest

from tocsin.model import Mention, Where
from tocsin.reading import places, story
from tocsin.reading.passages import cut


def found(text: str) -> dict[str, Mention]:
    told = story.tell(text)
    return {m.span.quote: m for m in places.find(text, cut(text, 0, len(text), of=told.digest), story=told)}


def within(text: str, quote: str) -> tuple[str, ...]:
    where = found(text)[quote].resolved
    assert isinstance(where, Where), found(text)[quote].candidates
    return where.within


@pytest.mark.parametrize(
    ("text", "quote", "region"),
    [
        ("A mill burned in Gainesville, Ga., on Friday.", "Gainesville", "Georgia"),
        ("A mill burned in Gainesville, Texas.", "Gainesville", "Texas"),
        ("Ohio's second city, Dublin, was calm.", "Dublin", "Ohio"),
        ("A mill burned in Gainesville. Fires are rare in Gainesville, Texas.", "Gainesville", "Texas"),
        ("Crews from Dallas and Fort Worth put out a fire in Gainesville.", "Gainesville", "Texas"),
        ("Crews from Atlanta, Georgia, and Athens put out a fire in Gainesville.", "Gainesville", "Georgia"),
        ("A fire broke out in Huntsville. The sheriff of Walker County came.", "Huntsville", "Texas"),
        ("A bomb was found in Athens. The governor of Ohio spoke.", "Athens", "Ohio"),
    ],
)
def test_the_text_says_which_town_is_meant(text: str, quote: str, region: str) -> None:
    assert within(text, quote)[0] == region


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        ("A bomb exploded in Tripoli. Lebanese soldiers closed the road to Sidon.", "Tripoli", "LB"),
        ("A bomb exploded in Tripoli. Libyan soldiers closed the road to Misrata.", "Tripoli", "LY"),
        ("Shells fell on Hyderabad and Karachi.", "Hyderabad", "PK"),
        ("Police raided flats in Paris and in Lyon.", "Paris", "FR"),
        ("Lebanon and Syria exchanged fire.", "Lebanon", "LB"),
    ],
)
def test_the_country_in_view_decides(text: str, quote: str, country: str) -> None:
    where = found(text)[quote].resolved
    assert isinstance(where, Where)
    assert where.country == country


def test_two_places_that_are_as_likely_are_both_kept_and_neither_is_said() -> None:
    mention = found("Police in the United States found a bomb in Springfield.")["Springfield"]
    assert mention.resolved is None
    regions = {c.within[0] for c in mention.candidates if isinstance(c, Where)}
    assert {"Missouri", "Massachusetts", "Illinois"} <= regions


def test_the_others_are_kept_where_one_is_said() -> None:
    mention = found("A bomb was found in Springfield, Illinois.")["Springfield"]
    assert isinstance(mention.resolved, Where)
    assert mention.resolved.within[0] == "Illinois"
    assert any(isinstance(c, Where) and c.within[0] == "Missouri" for c in mention.candidates)


def test_a_name_does_not_speak_for_itself() -> None:
    text = "Lebanon was calm. Lebanon has a mayor. Indianapolis and Zionsville, Indiana, sent crews to Lebanon."
    assert found(text)["Lebanon"].resolved != found("Lebanon was calm.")["Lebanon"].resolved


def test_a_county_in_a_list_is_one() -> None:
    told = found("Schools are shut in Knox, Bell and Laurel counties in Kentucky.")
    assert {q: told[q].resolved.name for q in ("Knox", "Bell", "Laurel")} == {  # type: ignore[union-attr]
        "Knox": "Knox County", "Bell": "Bell County", "Laurel": "Laurel County",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("City Council met on Friday.", "Council"),
        ("In May the police came.", "May"),
        ("Richard Harper told reporters.", "Harper"),
        ("Police were slow, according to Hopkins.", "Hopkins"),
        ("Ms Flores, 41, was unhurt.", "Flores"),
        ("It paid US$3 million.", "US"),
        ("Talks with Hamas went on.", "Hamas"),
        ("The Department of Defense said so.", "Department of Defense"),
        ("Only city residents may vote.", "Only city"),
    ],
)
def test_persons_bodies_and_plain_words_are_no_places(text: str, absent: str) -> None:
    assert absent not in found(text)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A Goose Creek man was held.", "Goose Creek"),
        ("ROSWELL - A clerk was shot.", "ROSWELL"),
        ("Sam Hill, 20, of Paris was hurt.", "Paris"),
        ("Fort Mill High School was shut.", "Fort Mill High School"),
        ("Officials visited Georgia and Armenia.", "Georgia"),
    ],
)
def test_a_town_is_told_by_what_stands_around_it(text: str, quote: str) -> None:
    assert quote in found(text)

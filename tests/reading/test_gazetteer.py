"""The gazetteer: what its table holds is found by name, and its index fits its table."""

from importlib.resources import files

import pytest

from tocsin.model import PlacePrecision
from tocsin.reading import gazetteer, lexicon
from tocsin.reading.gazetteer import Sort


def test_the_index_finds_every_line_that_is_asked_for_and_no_other() -> None:
    table = (files("tocsin.reading") / "data" / "places.tsv").read_bytes().decode()
    lines = table.splitlines()
    assert len(lines) > 250_000
    for line in lines[::97]:
        key, _, rest = line.partition("\t")
        assert gazetteer._line(key) == rest
        assert gazetteer._line(f"{key} zz") is None


def test_a_village_of_a_few_thousand_is_known_with_its_division() -> None:
    (place, *_) = [p for p in gazetteer.named("Tessit") if p.country == "ML"]
    assert place.where.within == ("Gao Region", "Mali")
    assert place.where.precision is PlacePrecision.CITY


@pytest.mark.parametrize(
    ("name", "country", "sort"),
    [
        ("Laurel County", "US", Sort.DISTRICT),
        ("Kech", "PK", Sort.DISTRICT),
        ("County Mayo", "IE", Sort.DISTRICT),
        ("Kunar", "AF", Sort.REGION),
    ],
)
def test_divisions_are_known_and_reach_somewhere(name: str, country: str, sort: Sort) -> None:
    (place, *_) = [p for p in gazetteer.named(name) if p.country == country and p.sort is sort]
    assert place.where.radius_km is not None
    assert place.where.radius_km >= 5
    assert place.where.precision in {PlacePrecision.DISTRICT, PlacePrecision.REGION}


def test_an_american_county_is_no_place_without_its_word() -> None:
    assert all(p.sort is not Sort.DISTRICT for p in gazetteer.named("Laurel") if p.country == "US")


def test_saint_is_written_both_ways() -> None:
    names = {(p.name, p.country) for p in gazetteer.named("St. Petersburg")}
    assert names >= {("Saint Petersburg", "RU"), ("St. Petersburg", "US")}
    assert {(p.name, p.country) for p in gazetteer.named("Saint Petersburg")} >= names


def test_it_is_said_which_names_are_words_or_peoples_too() -> None:
    assert (gazetteer.entry("Mobile").word, gazetteer.entry("Mobile").people) == (True, False)
    assert (gazetteer.entry("Jackson").word, gazetteer.entry("Jackson").people) == (False, True)
    assert not gazetteer.entry("Phoenix").word


def test_a_place_found_by_another_name_says_so() -> None:
    others = [p for p in gazetteer.named("Leghorn") if p.country == "IT"]
    assert [(p.name, p.other) for p in others] == [("Livorno", True)]


def test_what_is_no_place_has_none() -> None:
    assert gazetteer.named("Qwertzuiop") == ()
    assert gazetteer.named("") == ()


def found(text: str) -> list[str]:
    return [text[h.start : h.end] for h in gazetteer.find(text, lexicon.tokens(text))]


def test_counties_are_told_in_a_list_and_by_what_is_said_elsewhere() -> None:
    text = "Floods hit Knox, Bell and Laurel counties."
    assert {h.key for h in gazetteer.find(text, lexicon.tokens(text))} == {
        "knox county",
        "bell county",
        "laurel county",
    }
    assert "Kanawha" in found("Kanawha County is large. Schools in Kanawha are shut.")


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("A mill in Mobile, Ala., burned.", "Ala.", "Alabama"),
        ("A mill in Mobile, AL burned.", "AL", "Alabama"),
        ("The W.Va. senate met.", "W.Va.", "West Virginia"),
        ("A Fla. man was held.", "Fla.", "Florida"),
    ],
)
def test_states_are_told_by_their_abbreviations(text: str, quote: str, name: str) -> None:
    hits = {text[h.start : h.end]: h.items[0].where.name for h in gazetteer.find_areas(text, lexicon.tokens(text))}
    assert hits[quote] == name


@pytest.mark.parametrize("text", ["He felt Ill. She did not.", "It was in 300 B.C. or so.", "ME and OR are words."])
def test_abbreviations_that_are_words_are_none(text: str) -> None:
    assert list(gazetteer.find_areas(text, lexicon.tokens(text))) == []


def test_a_place_and_the_division_that_holds_it_are_spelled_alike_and_plainly() -> None:
    sari = next(place for place in gazetteer.named("Sari") if place.country == "IR")
    (province,) = (p for p in gazetteer.named("Mazandaran") if p.sort is Sort.REGION)
    assert (sari.name, province.name) == ("Sari", "Mazandaran")
    assert province.name in sari.where.within
    assert gazetteer.named("Malmö")[0].name == "Malmö"

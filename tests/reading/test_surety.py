"""How sure what both readers see is: told by what is there, at least and at most, and never of what was refused."""

from functools import cache
from itertools import islice

import pytest

from corpus import written
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Polarity, Report, Statement, digest
from tocsin.reading import rules, surety
from tocsin.reading.deciding import Candidate, candidates, in_passages
from tocsin.reading.passages import split
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.surety import Surety


def read(text: str) -> tuple[Statement, ...]:
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return reading.read(report, published=None, reader=network.shipped()).statements


def told(text: str, kind: Kind) -> list[Statement]:
    return [s for s in read(text) if s.kind is kind]


@cache
def drafted() -> tuple[Candidate, ...]:
    """Every candidate of some texts of dev."""
    shipped = network.shipped().network
    found: list[Candidate] = []
    for one in islice(written("dev"), 120):
        given = tuple(p for p in split(one.text) if not p.furniture)
        whole = surety.view(in_passages(one.report, given, shipped))

        def decide(scene: Scene, whole: surety.View = whole) -> list[Draft]:
            found.extend(candidates(scene, whole, shipped.name))
            return []

        rules.told(one.report, passages=given, published=one.when, decide=decide)
    return tuple(found)


def test_every_weight_that_is_shipped_is_of_something_that_is_asked_and_all_that_is_asked_is_weighed() -> None:
    """A feature that was renamed and not fitted anew would count for nothing, in silence."""
    asked = {name for c in drafted() for name in c.features}
    assert asked == set(network.shipped().surety.weights)


def test_surety_lies_within_its_bounds() -> None:
    weights = network.shipped().surety
    for one in drafted():
        assert one.least <= one.sure(weights) <= one.most
    assert {c.least for c in drafted()} == {0.0, 0.5}
    assert {c.most for c in drafted()} == {0.49, 1.0}


@pytest.mark.parametrize(
    ("least", "most", "sure"), [(0.0, 1.0, 0.5), (0.6, 1.0, 0.6), (0.0, 0.4, 0.4), (0.6, 0.4, 0.4)]
)
def test_what_it_is_at_most_comes_before_what_it_is_at_least(least: float, most: float, sure: float) -> None:
    draft = Draft(kind=Kind.CLAIM, content=(0, 1), because="told")
    assert Candidate(draft=draft, features={}, least=least, most=most).sure(Surety()) == sure


@pytest.mark.parametrize(
    "text",
    [
        "Two posts saying that the Red Lantern Front had claimed the blast turned out to be false.",
        "Not one group has claimed the bombing of the market at Kirkuk.",
    ],
)
def test_a_claim_that_may_be_the_other_way_round_is_a_suggestion(text: str) -> None:
    found = told(text, Kind.CLAIM)
    assert found
    assert all(s.suggestion for s in found if s.positive)


def test_a_claim_that_nothing_turns_is_told() -> None:
    found = told("The Red Lantern Front said that it had bombed the railway station at Lyon.", Kind.CLAIM)
    assert [(s.factuality.polarity, s.suggestion) for s in found] == [(Polarity.POSITIVE, False)]


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("Gunmen shot dead a poet outside the radio station in Basra.", "a poet"),
        ("The gunmen killed Mr Daniel Okoro in front of his shop.", "Mr Daniel Okoro"),
    ],
)
def test_one_person_who_is_named_is_a_toll_of_one(text: str, somebody: str) -> None:
    (toll,) = [t for s in told(text, Kind.TOLL) if not s.suggestion for t in s.tolls]
    assert (toll.low, toll.best, toll.high, toll.mention.span.quote) == (1, 1, 1, somebody)


@pytest.mark.parametrize(
    "text",
    ["A man fell from a ladder in Leeds and died.", "A ladder killed a painter in Hull."],
)
def test_one_person_in_an_accident_is_no_toll(text: str) -> None:
    assert all(s.suggestion for s in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nine miners died when the roof of a gallery came down near Jharia on Monday, the company said.",
        "A ferry went over in a squall off Mindoro. Twelve passengers drowned and thirty are missing, police said.",
        "The goalkeeper died of a heart attack at his home in Split on Sunday.",
    ],
)
def test_the_dead_of_an_accident_or_a_sickness_are_not_told_as_said(text: str) -> None:
    assert [s for s in read(text) if not s.suggestion and s.kind in {Kind.TOLL, Kind.ATTACK}] == []


def test_the_dead_of_an_attack_are_told_in_a_sentence_without_it() -> None:
    text = "Gunmen opened fire on a bus near Jharia on Monday. Nine miners died and four are in hospital."
    assert {t.best for s in told(text, Kind.TOLL) if not s.suggestion for t in s.tolls} >= {9}

"""Within one report: what is one incident and what is not."""

from dataclasses import replace

import moscow
import pytest
from builder import AT, BY, MOSCOW, Page, day

from tocsin import linking
from tocsin.model import Incident, Judgement, Kind, MentionKind, Stage, Statement

ONE = [
    ("attack", "claim"), ("attack", "confirmation"), ("attack", "plan"), ("attack", "notice"), ("attack", "private"),
    ("bombings", "january"), ("bombings", "iran claim"), ("bombings", "bomb plan"), ("bombings", "iran warned"),
    ("bombings", "dozens"),
]  # fmt: skip
TWO = [
    ("attack", "bombings"), ("bombings", "general"), ("attack", "iran claim"), ("attack", "plots"),
    ("private", "iran warned"), ("attack", "general"), ("plots", "bombings"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, Statement]:
    return moscow.statements()


@pytest.fixture(scope="module")
def home(told: dict[str, Statement]) -> dict[str, Incident]:
    """Each statement's incident, by the statement's name."""
    every = tuple(told.values())
    links = linking.link(every, (), published={moscow.PAGE.id: moscow.PAGE.published}, by=BY, at=AT)
    found = linking.incidents(every, links)
    return {name: i for name, s in told.items() for i in found if s.id in i.statements}


@pytest.mark.parametrize(("left", "right"), ONE)
def test_these_are_one_incident(home: dict[str, Incident], left: str, right: str) -> None:
    assert home[left].id == home[right].id


@pytest.mark.parametrize(("left", "right"), TWO)
def test_these_are_two_incidents(home: dict[str, Incident], left: str, right: str) -> None:
    assert home[left].id != home[right].id


def test_statements_about_no_incident_make_none(home: dict[str, Incident]) -> None:
    assert "arm" not in home
    assert "weaker" not in home
    assert "again" not in home


def test_an_incident_says_what_when_and_where(home: dict[str, Incident]) -> None:
    incident = home["claim"]
    assert incident.title == "attack on a music hall, Moscow, 22 March 2024"
    assert (incident.stage, incident.time, incident.place) == (Stage.ACCOMPLISHED, day(2024, 3, 22), MOSCOW)


def test_every_link_gives_its_features_and_its_reason(told: dict[str, Statement]) -> None:
    links = linking.link(tuple(told.values()), (), published={}, by=BY, at=AT)
    assert links
    for link in links:
        assert link.features
        assert all(f.weight == linking.WEIGHTS[f.name] for f in link.features)
        assert all(f.because in link.because for f in link.features)
        assert str(sum(f.weight for f in link.features)) in link.because


def test_two_events_that_fit_a_claim_alike_leave_it_to_a_person() -> None:
    page = Page("Bombers struck the port of Moscow on Monday and its airport on Tuesday. A caller claimed one of them.")
    monday, tuesday = ("on Monday", day(2024, 3, 18)), ("on Tuesday", day(2024, 3, 19))
    port = page.says(Kind.ATTACK, "struck the port of Moscow", place=(("Moscow", MOSCOW),), time=(monday,),
                     target=("the port",), stage=Stage.ACCOMPLISHED)  # fmt: skip
    airport = page.says(Kind.ATTACK, "its airport", place=(("Moscow", MOSCOW),), time=(tuesday,),
                        target=("its airport",), stage=Stage.ACCOMPLISHED)  # fmt: skip
    claim = page.says(Kind.CLAIM, "claimed one of them", by=(("A caller", None),), place=(("Moscow", MOSCOW),))
    links = linking.link((port, airport, claim), (), published={}, by=BY, at=AT)
    about_claim = [x for x in links if claim.id in {x.left, x.right}]
    assert {x.judgement for x in about_claim} == {Judgement.UNSURE}
    assert len(about_claim) == 2
    between = [x for x in links if {x.left, x.right} == {port.id, airport.id}]
    assert not any(x.judgement is Judgement.SAME for x in between)


def test_a_place_that_was_taken_over_from_an_act_points_to_no_act() -> None:
    """The reader gives an accusation the place of the one act told nearby; that does not make it this act's."""
    page = Page(
        "A paint attack on a cemetery in Moscow was reported in May. They see the hand of a foreign service in it."
    )
    told = page.says(Kind.ATTACK, "A paint attack on a cemetery in Moscow", place=(("Moscow", MOSCOW),))
    bare = page.mention("see the hand", kind=MentionKind.PLACE, basis="Moscow")
    taken = replace(bare, resolved=MOSCOW)
    blame = page.says(Kind.ACCUSATION, "They see the hand of a foreign service", cue="see the hand")
    blame = replace(blame, roles=replace(blame.roles, place=(taken,)))
    links = linking.link((told, blame), (), published={}, by=BY, at=AT)
    assert "explicit reference" not in {f.name for link in links for f in link.features}
    anaphor = replace(taken, span=page.span("it"))
    there = replace(blame, roles=replace(blame.roles, place=(anaphor,)))
    links = linking.link((told, there), (), published={}, by=BY, at=AT)
    assert "explicit reference" in {f.name for link in links for f in link.features}

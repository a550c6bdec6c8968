"""Links to incidents: a person's word, the order of things, and ids that stay."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import moscow
from builder import AT, BY
from hypothesis import given
from hypothesis import strategies as st

from tocsin import linking
from tocsin.model import Incident, Judgement, Link, Person, Statement

VERA = Person(name="Vera Lind")
TOLD = moscow.statements()
EVERY = tuple(TOLD.values())
LINKS = linking.link(EVERY, (), published={moscow.PAGE.id: moscow.PAGE.published}, by=BY, at=AT)


def says(left: str, right: str, judgement: Judgement, *, after: int = 1) -> Link:
    """Vera's judgement of two named statements, so many hours later."""
    return Link(left=TOLD[left].id, right=TOLD[right].id, judgement=judgement, because="I read both",
                by=VERA, at=AT + timedelta(hours=after))  # fmt: skip


def home(found: tuple[Incident, ...], name: str) -> Incident:
    """The incident of a named statement."""
    return next(i for i in found if TOLD[name].id in i.statements)


@given(st.permutations(LINKS))
def test_the_order_of_links_does_not_matter(links: list[Link]) -> None:
    assert linking.incidents(EVERY, links) == linking.incidents(EVERY, LINKS)


@given(st.permutations(EVERY))
def test_the_order_of_reading_changes_no_grouping(order: list[Statement]) -> None:
    links = linking.link(tuple(order), (), published={moscow.PAGE.id: moscow.PAGE.published}, by=BY, at=AT)
    groups = {frozenset(i.statements) for i in linking.incidents(order, links)}
    assert groups == {frozenset(i.statements) for i in linking.incidents(EVERY, LINKS)}


def test_a_person_parts_what_the_program_joined_and_takes_it_back() -> None:
    apart = says("attack", "notice", Judgement.DIFFERENT)
    found = linking.incidents(EVERY, (*LINKS, apart))
    assert home(found, "attack").id != home(found, "notice").id
    back = says("attack", "notice", Judgement.SAME, after=2)
    assert home(linking.incidents(EVERY, (*LINKS, apart, back)), "notice") == home(
        linking.incidents(EVERY, LINKS), "attack"
    )


def test_a_person_joins_over_any_score_and_takes_it_back() -> None:
    joined = says("attack", "bombings", Judgement.SAME)
    found = linking.incidents(EVERY, (*LINKS, joined))
    assert home(found, "attack") == home(found, "bombings")
    back = says("attack", "bombings", Judgement.UNSURE, after=2)
    assert linking.incidents(EVERY, (*LINKS, joined, back)) == linking.incidents(EVERY, LINKS)


def test_a_person_who_is_unsure_leaves_the_pair_to_the_program() -> None:
    link = next(x for x in LINKS if x.judgement is Judgement.SAME)
    apart = replace(link, judgement=Judgement.DIFFERENT, by=VERA, at=AT + timedelta(hours=1))
    back = replace(link, judgement=Judgement.UNSURE, by=VERA, at=AT + timedelta(hours=2))
    assert linking.incidents(EVERY, (*LINKS, apart)) != linking.incidents(EVERY, LINKS)
    assert linking.incidents(EVERY, (*LINKS, apart, back)) == linking.incidents(EVERY, LINKS)


@given(st.integers(min_value=2, max_value=50))
def test_no_later_link_of_a_program_outweighs_a_person(hours: int) -> None:
    apart = says("attack", "claim", Judgement.DIFFERENT)
    late = [replace(x, at=AT + timedelta(hours=hours)) for x in LINKS]
    found = linking.incidents(EVERY, (*LINKS, apart, *late))
    assert home(found, "attack").id != home(found, "claim").id


def test_what_gave_way_to_a_person_is_named() -> None:
    apart = says("attack", "notice", Judgement.DIFFERENT)
    gave_way = linking.set_aside(EVERY, (*LINKS, apart))
    assert gave_way
    assert all(link.judgement is Judgement.SAME and forbids == apart for link, forbids in gave_way)
    assert linking.set_aside(EVERY, LINKS) == ()


def test_the_weakest_link_gives_way() -> None:
    apart = says("bombings", "iran claim", Judgement.DIFFERENT)
    ((link, _),) = linking.set_aside(EVERY, (*LINKS, apart))
    assert {link.left, link.right} == {TOLD["bombings"].id, TOLD["bomb plan"].id}
    found = linking.incidents(EVERY, (*LINKS, apart))
    assert home(found, "bomb plan") == home(found, "iran claim") != home(found, "bombings")


def test_unsure_never_joins() -> None:
    doubtful = tuple(replace(x, judgement=Judgement.UNSURE) for x in LINKS)
    assert all(len(i.statements) == 1 for i in linking.incidents(EVERY, doubtful))


def test_an_incident_bears_the_id_of_its_first_statement() -> None:
    rank = {s.id: n for n, s in enumerate(EVERY)}
    for incident in linking.incidents(EVERY, LINKS):
        assert incident.id == min(incident.statements, key=rank.__getitem__)
        assert list(incident.statements) == sorted(incident.statements, key=rank.__getitem__)


def test_a_merger_keeps_the_older_id_and_lists_the_other() -> None:
    before = linking.incidents(EVERY, LINKS)
    old, new = home(before, "attack"), home(before, "bombings")
    after = linking.incidents(EVERY, (*LINKS, says("attack", "bombings", Judgement.SAME)), previous=before)
    merged = home(after, "bombings")
    assert (merged.id, merged.aliases) == (old.id, (new.id,))


def test_a_split_leaves_the_id_with_its_statement() -> None:
    before = linking.incidents(EVERY, LINKS)
    apart = (says("attack", "claim", Judgement.DIFFERENT), says("attack", "plan", Judgement.DIFFERENT))
    after = linking.incidents(EVERY, (*LINKS, *apart), previous=before)
    assert home(after, "attack").id == home(before, "attack").id
    assert home(after, "plan").id != home(before, "attack").id


def test_a_merger_that_is_undone_gives_both_their_ids_back() -> None:
    before = linking.incidents(EVERY, LINKS)
    joined = says("attack", "bombings", Judgement.SAME)
    merged = linking.incidents(EVERY, (*LINKS, joined), previous=before)
    back = says("attack", "bombings", Judgement.DIFFERENT, after=2)
    assert linking.incidents(EVERY, (*LINKS, joined, back), previous=merged) == before


def test_a_retracted_first_statement_orphans_no_ruling() -> None:
    before = linking.incidents(EVERY, LINKS)
    gone = TOLD["attack"].id
    rest = tuple(s for s in EVERY if s.id != gone)
    after = linking.incidents(rest, LINKS, previous=before)
    assert home(before, "attack").id in {id_ for i in after for id_ in (i.id, *i.aliases)}


def test_a_merger_keeps_its_id_when_the_younger_half_is_taken_back() -> None:
    before = linking.incidents(EVERY, LINKS)
    links = (*LINKS, says("attack", "bombings", Judgement.SAME))
    merged = linking.incidents(EVERY, links, previous=before)
    young = home(before, "bombings")
    rest = tuple(s for s in EVERY if s.id not in young.statements)
    after = linking.incidents(rest, links, previous=merged)
    assert home(after, "attack").id == home(before, "attack").id
    assert young.id in home(after, "attack").aliases


def test_what_a_person_says_last_stands_in_any_order() -> None:
    said = [
        says("attack", "claim", Judgement.DIFFERENT, after=1), says("attack", "claim", Judgement.SAME, after=2),
        says("attack", "claim", Judgement.DIFFERENT, after=3),
    ]  # fmt: skip
    found = {linking.incidents(EVERY, (*order, *LINKS)) for order in permutations(said)}
    assert len(found) == 1
    (incidents,) = found
    assert home(incidents, "attack").id != home(incidents, "claim").id

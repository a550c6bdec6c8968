"""The learnt head that compares statements by the words of their reports: what it joins, and what it must not."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import permutations
from pathlib import Path

import pytest
from builder import AT, BY, KAZAN, MOSCOW, Page, day

from tocsin import linking
from tocsin.desk import pairs
from tocsin.linking import Alike
from tocsin.linking.sketch import sketch
from tocsin.model import Feature, Judgement, Kind, Link, Person, Stage, Statement, When

FLASH = Page(
    "A blast tore through the Marram Lane depot as the early shift was arriving, witnesses said. "
    "Veldt Tramways stopped every line through Osier Bridge. "
    "The Larch Hand, which has threatened the tramways all winter, was not heard from.",
    published=day(2024, 3, 8),
)  # the town, the company and the group are invented
LATER = Page(
    "Two fitters died when somebody left a bomb under a bench, the Veldt Tramways inspectorate has found. "
    "It was brought in by way of Osier Bridge, its report on the Marram Lane explosion says. "
    "It names no one, and leaves to the courts whether the Larch Hand sent the man.",
    published=day(2024, 5, 20),
)
OTHER = Page(
    "A blast tore through a bakery in the harbour quarter as the early shift was arriving, witnesses said. "
    "The ferry company stopped every line through the roads. "
    "The Gannet Front, which has threatened bakers all winter, was not heard from.",
    published=day(2024, 3, 9),
)
PAGES = (FLASH, LATER, OTHER)


def told(page: Page, content: str) -> list[Statement]:
    """What the page says of its event, then what else stands in it."""
    others = [s.rstrip(".") for s in page.text.split(". ") if content not in s]
    event = page.says(Kind.ATTACK, content, stage=Stage.ACCOMPLISHED)
    return [event, *(page.says(Kind.RESPONSE, other) for other in others)]


BLAST, BENCH, BAKERY = (
    told(FLASH, "A blast tore through the Marram Lane depot"),
    told(LATER, "somebody left a bomb under a bench"),
    told(OTHER, "A blast tore through a bakery"),
)


def linked(*groups: Sequence[Statement], alike: Alike | None) -> dict[frozenset[str], Link]:
    """The links that are found as reports come in one after the other, by their pair."""
    known, found = list[Statement](), list[Link]()
    published = {p.id: p.published for p in PAGES}
    for group in groups:
        found += linking.link(group, known, published=published, by=BY, at=AT, alike=alike)
        known += group
    return {frozenset((link.left, link.right)): link for link in found}


def judged(one: Statement, other: Statement, links: dict[frozenset[str], Link]) -> Judgement:
    """What is said of two statements."""
    link = links.get(frozenset((one.id, other.id)))
    return link.judgement if link else Judgement.DIFFERENT


@pytest.mark.parametrize("order", list(permutations((BLAST, BENCH, BAKERY))))
def test_names_that_two_reports_share_make_one_incident_and_a_common_turn_of_phrase_does_not(
    order: tuple[list[Statement], ...],
) -> None:
    links = linked(*order, alike=pairs.by_words())
    assert judged(BLAST[0], BENCH[0], links) is Judgement.SAME
    assert judged(BLAST[0], BAKERY[0], links) is not Judgement.SAME
    assert judged(BENCH[0], BAKERY[0], links) is not Judgement.SAME


def test_without_the_head_nothing_brings_them_together() -> None:
    assert judged(BLAST[0], BENCH[0], linked(BLAST, BENCH, alike=None)) is Judgement.DIFFERENT


def test_a_link_says_whose_word_it_rests_on() -> None:
    link = linked(BLAST, BENCH, alike=pairs.by_words())[frozenset((BLAST[0].id, BENCH[0].id))]
    (said,) = (f for f in link.features if f.name in {"told alike", "told much alike"})
    assert said.because.startswith("pairs@1")
    assert "words alone: one event in " in said.because
    assert said.because in link.because


def at(statement: Statement, page: Page, when: When) -> Statement:
    """The same, with the day on which it was done."""
    mention = page.mention(("A blast" if page is FLASH else "somebody", when))
    return replace(statement, roles=replace(statement.roles, time=(mention,)))


def test_no_likeness_of_words_joins_two_days() -> None:
    one, other = at(BLAST[0], FLASH, day(2024, 3, 8)), at(BENCH[0], LATER, day(2024, 3, 7))
    links = linked([one, *BLAST[1:]], [other, *BENCH[1:]], alike=pairs.by_words())
    assert judged(one, other, links) is not Judgement.SAME
    same_day = at(BENCH[0], LATER, day(2024, 3, 8))
    links = linked([one, *BLAST[1:]], [same_day, *BENCH[1:]], alike=pairs.by_words())
    assert judged(one, same_day, links) is Judgement.SAME


def test_a_third_report_that_is_worded_like_both_does_not_bring_two_days_into_one_incident() -> None:
    one, other = at(BLAST[0], FLASH, day(2024, 3, 8)), at(BENCH[0], LATER, day(2024, 3, 7))
    between = Page(
        "The Larch Hand has now said of the Marram Lane blast that it knows nothing. "
        "Veldt Tramways, whose depot it was, reopens Osier Bridge.",
        published=day(2024, 6, 1),
    )
    undated = between.says(Kind.ATTACK, "the Marram Lane blast", stage=Stage.ACCOMPLISHED)
    links, known = list[Link](), list[Statement]()
    for group in ([one, *BLAST[1:]], [other, *BENCH[1:]], [undated]):
        links += linking.link(group, known, published={}, by=BY, at=AT, alike=pairs.by_words())
        known += group
    same = [x for x in links if x.judgement is Judgement.SAME]
    assert {undated.id} < {s for x in same for s in (x.left, x.right)}
    assert not [i for i in linking.incidents(known, links) if {one.id, other.id} <= set(i.statements)]


def test_two_places_are_two_incidents_whatever_the_words() -> None:
    def there(page: Page, statement: Statement, *, quote: str, place: object) -> Statement:
        return replace(statement, roles=replace(statement.roles, place=(page.mention((quote, place)),)))  # type: ignore[arg-type]

    one = there(FLASH, BLAST[0], quote="Osier Bridge", place=MOSCOW)
    other = there(LATER, BENCH[0], quote="Osier Bridge", place=KAZAN)
    links = linked([one, *BLAST[1:]], [other, *BENCH[1:]], alike=pairs.by_words())
    assert judged(one, other, links) is not Judgement.SAME


def test_a_threat_is_not_calmed_by_a_plot_that_another_report_calls_foiled() -> None:
    threat = FLASH.says(Kind.PLOT, "A blast tore through the Marram Lane depot", stage=Stage.PLANNED)
    foiled = LATER.says(Kind.PLOT, "somebody left a bomb under a bench", stage=Stage.FOILED)
    links = linked([threat, *BLAST[1:]], [foiled, *BENCH[1:]], alike=pairs.by_words())
    assert judged(threat, foiled, links) is not Judgement.SAME


def test_the_dead_of_yesterday_are_not_those_of_whom_a_warning_speaks() -> None:
    """The warning comes from the same place, in the same words, after the deed: it is of another."""
    warned = FLASH.says(Kind.WARNING, "A blast tore through the Marram Lane depot")
    for kind in (Kind.TOLL, Kind.CLAIM):
        before = Page(LATER.text, published=day(2024, 3, 7)).says(kind, "Two fitters died when somebody left a bomb")
        published = {FLASH.id: FLASH.published, LATER.id: day(2024, 3, 7)}
        links = linking.link([before], [warned, *BLAST[1:]], published=published, by=BY, at=AT, alike=pairs.by_words())
        assert Judgement.SAME not in {x.judgement for x in links if {x.left, x.right} == {warned.id, before.id}}


def test_a_warning_is_not_brought_to_a_deed_that_was_over_by_way_of_a_third() -> None:
    told_before = at(BENCH[0], LATER, day(2024, 3, 7))
    warned = FLASH.says(Kind.WARNING, "A blast tore through the Marram Lane depot",
                        recipient=(("Veldt Tramways", None),))  # fmt: skip
    response = BENCH[1]
    bridge = replace(link_of(warned, response), features=linked_by("told much alike"))
    deed = replace(link_of(told_before, response), features=linked_by("told much alike"))
    late = replace(
        link_of(warned, told_before), judgement=Judgement.DIFFERENT, features=linked_by("told of after it was over")
    )
    every = [warned, told_before, response]
    assert len(linking.incidents(every, [bridge, deed])) == 1
    assert not [
        i for i in linking.incidents(every, [bridge, deed, late]) if {warned.id, told_before.id} <= set(i.statements)
    ]


def test_a_foiled_plot_is_not_brought_to_an_attack_by_way_of_how_it_was_planned() -> None:
    """The plan and its end are joined by place; wording, though it weighs more, joins the plan to no other attack."""
    plan = replace(BENCH[1], kind=Kind.PLOT, stage=Stage.PLANNED)
    foiled = replace(BENCH[2], kind=Kind.PLOT, stage=Stage.FOILED)
    worded = (*linked_by("told much alike"), *linked_by("same place"))
    links = [
        replace(link_of(plan, foiled), features=(*linked_by("same place"), *linked_by("targets agree"))),
        replace(link_of(plan, BLAST[0]), features=worded),
    ]
    found = linking.incidents([plan, foiled, BLAST[0]], links)
    assert sorted(len(i.statements) for i in found) == [1, 2]
    assert not [i for i in found if {foiled.id, BLAST[0].id} <= set(i.statements)]


SYNAGOGUE = Page(
    "The service said that it had foiled an attack on a synagogue in Moscow. Rifles were seized on Osier Bridge. "
    "Northern Wire could not verify the account.",
    published=day(2024, 3, 7),
)


@pytest.mark.parametrize("content", ["Northern Wire could not verify the account", "Rifles were seized"])
def test_what_says_neither_when_nor_where_is_of_what_its_own_report_tells(content: str) -> None:
    """Its report tells of a foiled plot alone: wording takes nothing out of it to an attack that was carried out."""
    foiled = SYNAGOGUE.says(
        Kind.PLOT, "it had foiled an attack on a synagogue in Moscow", stage=Stage.FOILED, place=(("Moscow", MOSCOW),)
    )
    bare = SYNAGOGUE.says(Kind.RESPONSE, content)
    worded = replace(link_of(bare, BLAST[0]), features=linked_by("told much alike"))
    together = [i for i in linking.incidents([foiled, bare, BLAST[0]], [worded]) if bare.id in i.statements]
    assert not together
    for no_plot in ([bare, BLAST[0]], [replace(foiled, stage=Stage.ACCOMPLISHED), bare, BLAST[0]]):
        (found,) = (i for i in linking.incidents(no_plot, [worded]) if bare.id in i.statements)
        assert BLAST[0].id in found.statements
    placed = SYNAGOGUE.says(Kind.RESPONSE, "Rifles were seized on Osier Bridge", place=(("Osier Bridge", KAZAN),))
    elsewhere = replace(link_of(placed, BLAST[0]), features=linked_by("told much alike"))
    (found,) = (i for i in linking.incidents([foiled, placed, BLAST[0]], [elsewhere]) if placed.id in i.statements)
    assert BLAST[0].id in found.statements
    said = replace(worded, by=Person(name="Exercise Officer Vera Lind"))
    (found,) = (i for i in linking.incidents([foiled, bare, BLAST[0]], [said]) if bare.id in i.statements)
    assert BLAST[0].id in found.statements


def test_the_account_is_what_its_report_told_last() -> None:
    foiled = SYNAGOGUE.says(Kind.PLOT, "it had foiled an attack on a synagogue in Moscow", stage=Stage.FOILED)
    doubted = SYNAGOGUE.says(Kind.CONFIRMATION, "Northern Wire could not verify the account")
    other = SYNAGOGUE.says(Kind.RESPONSE, "Rifles were seized on Osier Bridge")
    links = {
        frozenset((x.left, x.right)): x
        for x in linking.link([foiled, other, doubted], [], published={}, by=BY, at=AT)
    }  # fmt: skip
    assert judged(foiled, doubted, links) is Judgement.SAME
    assert judged(foiled, other, links) is not Judgement.SAME


def test_only_what_more_than_wording_joins_is_one_part() -> None:
    one, other, third = BLAST[0], BENCH[0], BENCH[1]
    worded = replace(link_of(one, other), features=linked_by("told much alike"))
    placed = replace(link_of(other, third), features=(*linked_by("same place"), *linked_by("same day")))
    parts = linking.parts([one, other, third], [worded, placed])
    assert parts[other.id] == parts[third.id] != parts[one.id]
    said = replace(worded, by=Person(name="Exercise Officer Vera Lind"))
    assert not linking.parts([one, other, third], [said, placed])


def linked_by(name: str) -> tuple[Feature, ...]:
    """One feature with its weight."""
    return (Feature(name=name, weight=linking.WEIGHTS[name], because="the test has it"),)


def link_of(one: Statement, other: Statement) -> Link:
    """A program's SAME."""
    return Link(
        left=one.id, right=other.id, judgement=Judgement.SAME, by=BY, at=AT, because="the test has it", features=()
    )


def test_two_flashes_of_one_sentence_are_not_one_for_sharing_half_of_it() -> None:
    one, other = (
        Page(f"Gunmen fired on {what} in the Marram quarter.", published=day(2024, 3, 8))
        for what in ("a bus", "a shop")
    )
    pair = [p.says(Kind.ATTACK, p.text.rstrip("."), stage=Stage.ACCOMPLISHED) for p in (one, other)]
    found = linked([pair[0]], [pair[1]], alike=pairs.by_words())
    assert judged(pair[0], pair[1], found) is not Judgement.SAME


def test_what_is_remembered_of_a_report_is_made_anew_when_more_of_it_is_read() -> None:
    alike = Alike(pairs.read(pairs.DATA))
    first, second, _ = (sketch(s, None) for s in BLAST)
    one = alike.told(FLASH.id, [first])
    assert alike.told(FLASH.id, [first]) is one
    both = alike.told(FLASH.id, [first, second])
    assert "osier" in both.words.rare
    assert "osier" not in one.words.rare


def test_a_head_is_kept_and_read_back_as_it_was(tmp_path: Path) -> None:
    head, main = pairs.read(pairs.DATA), pairs.read_main(pairs.DATA)
    pairs.write(head, main, tmp_path)
    assert pairs.read(tmp_path) == head
    assert (tmp_path / pairs.HEAD).read_bytes() == (files("tocsin.linking") / "data" / pairs.HEAD).read_bytes()
    again = pairs.read_main(tmp_path)
    assert (again.weights == main.weights).all()
    assert (again.spread == main.spread).all()

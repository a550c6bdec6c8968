"""Whom statements go back to: institutions, movements, publishers and their copies."""

import moscow
import pytest
from builder import AT, FSB, GB, IS, ISISK, KERMAN, MOSCOW, RU, US, Named, Page, day
from hypothesis import given
from hypothesis import strategies as st

from tocsin import linking
from tocsin.model import Actor, ActorKind, Arrival, Kind, Origin, Polarity, Report, Source, Stage, Statement


def origins(*pages_and: tuple[Page, tuple[Statement, ...]]) -> tuple[Origin, ...]:
    """The origins of the statements of some pages."""
    every = tuple(s for _, held in pages_and for s in held)
    reports = {p.id: p.report for p, _ in pages_and}
    return linking.origins(every, reports=reports, arrivals=[p.arrival for p, _ in pages_and])


def names(found: tuple[Origin, ...]) -> list[str]:
    """The names, in order."""
    return [o.name for o in found]


def test_offices_of_one_state_are_one_origin() -> None:
    page = Page("A US official spoke. American officials agreed. The FSB objected. Russia objected too.")
    held = (
        page.says(Kind.CONFIRMATION, "spoke", by=(("A US official", US),)),
        page.says(Kind.CONFIRMATION, "agreed", by=(("American officials", US),)),
        page.says(Kind.DENIAL, "objected", by=(("The FSB", FSB),)),
        page.says(Kind.DENIAL, "objected too", by=(("Russia", RU),)),
    )
    assert names(origins((page, held))) == ["United States officials", "Russia officials"]


def test_a_branch_does_not_vouch_for_its_movement() -> None:
    page = Page("ISIS-K took it upon itself. The Islamic State did so too.")
    held = (
        page.says(Kind.CLAIM, "took it upon itself", by=(("ISIS-K", ISISK),)),
        page.says(Kind.CLAIM, "did so too", by=(("The Islamic State", IS),)),
    )
    assert len(origins((page, held))) == 1


def test_what_is_said_by_nobody_named_goes_back_to_the_publisher() -> None:
    page = Page("Officials said so. It is so.", source="harbour")
    held = (page.says(Kind.ATTACK, "said so", by=(("Officials", None),)), page.says(Kind.ATTACK, "It is so"))
    (one,) = origins((page, held))
    assert one.name == "Harbour"
    assert one.because


def test_two_papers_of_one_owner_are_one_origin() -> None:
    first = Page("Gunmen attacked a hall.", source="post", family="Courier Titles")
    second = Page("A hall was stormed by men.", source="courier", family="Courier Titles")
    held = [(p, (p.says(Kind.ATTACK, p.text.rstrip(".")),)) for p in (first, second)]
    assert names(origins(*held)) == ["Courier Titles"]


def test_an_ally_that_cites_an_alert_goes_back_to_it() -> None:
    page = Page("Britain told its citizens to avoid Moscow, citing the US embassy, which had warned of attacks.")
    british = page.says(Kind.WARNING, "told its citizens to avoid Moscow", by=(("Britain", GB),),
                        place=(("Moscow", MOSCOW),))  # fmt: skip
    american = page.says(Kind.WARNING, "had warned of attacks", by=(("the US embassy", US),))
    (one,) = origins((page, (british, american)))
    assert one.name == "United States officials"


def test_a_paper_that_cites_officials_goes_back_to_them_and_not_to_what_it_tells_next() -> None:
    page = Page(
        "America told Russia of a plot, the Post said, citing US officials. It went to the FSB, the paper said."
    )
    first = page.says(
        Kind.WARNING, "told Russia of a plot", by=(("the Post", None), ("US officials", US), ("America", US))
    )
    second = page.says(Kind.WARNING, "went to the FSB", by=(("the paper", None),))
    assert names(origins((page, (first, second)))) == ["United States officials", "the paper"]


ALERT = "The US embassy warned of attacks in Moscow. "
EMBASSY = (("The US embassy", US),)
NEAR = (("Moscow", MOSCOW),)


@pytest.mark.parametrize(
    ("more", "content", "cue", "by", "stage"),
    [
        ("Citizens were told to stay away.", "Citizens were told to stay away", "told", (), None),
        ("Avoid crowds.", "Avoid crowds", "Avoid", (), None),
        ("The American notice speaks of attacks on concerts.", "The American notice speaks of attacks on concerts",
         "notice", (("The American notice", None),), None),
        ("A warning went to the hall, the paper said.", "A warning went to the hall", "warning",
         (("the paper", None),), None),
        ("Nothing is said of those who planned the attacks.", "planned the attacks", "planned", (),
         Stage.PLANNED),
    ],
)  # fmt: skip
def test_what_a_report_tells_of_a_warning_is_no_second_source(
    more: str, content: str, cue: str, by: tuple[Named, ...], stage: Stage | None
) -> None:
    page = Page(ALERT + more)
    given = page.says(Kind.WARNING, "The US embassy warned of attacks in Moscow", by=EMBASSY, place=NEAR, cue="warned")
    told = page.says(Kind.PLOT if stage else Kind.WARNING, content, cue=cue, by=by, stage=stage)
    assert names(origins((page, (given, told)))) == ["United States officials"]


def test_a_warning_of_somebody_else_or_of_elsewhere_is_a_source_of_its_own() -> None:
    page = Page(ALERT + "Police warned of bombs. Schools in Kerman were told to close. No warning was given to us.")
    given = page.says(Kind.WARNING, "The US embassy warned of attacks in Moscow", by=EMBASSY, place=NEAR, cue="warned")
    police = page.says(Kind.WARNING, "Police warned of bombs", by=(("Police", RU),), cue="warned of bombs")
    far = page.says(Kind.WARNING, "Schools in Kerman were told to close", place=(("Kerman", KERMAN),), cue="told")
    none = page.says(Kind.WARNING, "No warning was given to us", polarity=Polarity.NEGATIVE, cue="No warning")
    assert names(origins((page, (given, police)))) == ["United States officials", "Russia officials"]
    assert names(origins((page, (given, far)))) == ["United States officials", "Wire"]
    assert names(origins((page, (given, none)))) == ["United States officials", "Wire"]


def test_nobody_passes_on_a_newspaper_nor_what_is_told_only_later() -> None:
    page = Page(
        "Citizens were told to stay away. The Times warned of attacks. Staff were told. Police warned of bombs."
    )
    first = page.says(Kind.WARNING, "Citizens were told to stay away", cue="told")
    times = page.says(Kind.WARNING, "The Times warned of attacks", by=(("The Times", None),), cue="warned")
    staff = page.says(Kind.WARNING, "Staff were told", cue="Staff")
    police = page.says(Kind.WARNING, "Police warned of bombs", by=(("Police", RU),), cue="warned of bombs")
    found = origins((page, (first, times, staff, police)))
    assert names(found) == ["Wire", "The Times", "Russia officials"]
    assert found[0].statements == (first.id, staff.id)


def test_a_spokesman_of_a_council_that_nobody_mentions_speaks_for_its_state() -> None:
    council = Actor(id="council", name="The Council", kind=ActorKind.INSTITUTION, part_of=US.id, home=("US",))
    spokesman = Actor(id="person:ann", name="Ann", kind=ActorKind.PERSON, part_of=council.id)
    page = Page("Ann said so. American officials agreed.")
    held = (
        page.says(Kind.CONFIRMATION, "said so", by=(("Ann", spokesman),)),
        page.says(Kind.CONFIRMATION, "agreed", by=(("American officials", US),)),
    )
    found = linking.origins(
        held, reports={page.id: page.report}, arrivals=[page.arrival], institutions={council.id: council}
    )
    assert names(found) == ["United States officials"]


def test_a_publisher_named_as_source_is_that_publisher() -> None:
    wire = Page("Gunmen attacked a hall.", source="northern wire")
    paper = Page("A hall was attacked, Northern Wire reported.", source="post")
    held = (
        (wire, (wire.says(Kind.ATTACK, "attacked a hall"),)),
        (paper, (paper.says(Kind.ATTACK, "A hall was attacked", by=(("Northern Wire", None),)),)),
    )
    assert len(origins(*held)) == 1


@given(st.integers(min_value=1, max_value=4), st.booleans())
def test_copies_never_raise_the_number_of_origins(copies: int, edited: bool) -> None:  # noqa: FBT001 (drawn)
    pages = [moscow.PAGE]
    for n in range(copies):
        text = f"{moscow.TEXT}\nThis is edition {n} of it.\n" if edited else moscow.TEXT
        pages.append(Page(text, published=day(2024, 3, 24), source=f"copyist {n}"))
    alone = origins((moscow.PAGE, tuple(moscow.statements().values())))
    held = [s for p in pages for s in moscow.statements(p).values()]
    reports: dict[str, Report] = {p.id: p.report for p in pages}
    together = linking.origins(held, reports=reports, arrivals=[p.arrival for p in pages])
    assert names(together) == names(alone)
    assert [o.id for o in together] == [o.id for o in alone]


def test_texts_that_share_a_sentence_are_no_copies() -> None:
    shared = "Gunmen opened fire on Friday evening at a hall near the ring road and many people died there."
    first = Page(f"{shared} {' '.join(f'alpha{n}' for n in range(60))}.", source="post")
    second = Page(f"{shared} {' '.join(f'beta{n}' for n in range(60))}.", source="wire")
    held = [(p, (p.says(Kind.ATTACK, "Gunmen opened fire"),)) for p in (first, second)]
    assert len(origins(*held)) == 2


def test_every_statement_is_in_exactly_one_origin() -> None:
    held = tuple(moscow.statements().values())
    found = linking.origins(held, reports={}, arrivals=[])
    assert sorted(s for o in found for s in o.statements) == sorted(s.id for s in held)


def test_one_text_from_two_publishers_is_the_first_ones() -> None:
    page = Page("Gunmen attacked a hall.", published=day(2024, 3, 22), source="wire")
    post = Source(id="post", name="Post", kind="paper")
    late = Arrival(report=page.id, source=post, published=day(2024, 3, 23), received=AT)
    held = (page.says(Kind.ATTACK, "attacked a hall"),)
    for arrivals in ([page.arrival, late], [late, page.arrival]):
        (one,) = linking.origins(held, reports={page.id: page.report}, arrivals=arrivals)
        assert one.name == "Wire"

"""Law 8: claimed is not attributed, attributed is not confirmed, and two copies of one origin are one source."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import by_heart as told
from tests.by_heart import day
from tests.sessions import Act, Play, anything, assessed, session
from tests.sitting import Sitting
from tocsin.model import (
    Actor,
    Assessment,
    Confidence,
    Credibility,
    Grade,
    Kind,
    Likelihood,
    Statement,
    Status,
)

GIVES = {
    Status.CLAIMED: {Kind.CLAIM},
    Status.CONFIRMED: {Kind.CONFIRMATION},
    Status.DENIED: {Kind.DENIAL, Kind.CLAIM},
    Status.ACCUSED: {Kind.ACCUSATION},
    Status.ACCUSED_BY_AUTHORITIES: {Kind.ACCUSATION},
}
"""What a statement must be for it to give a status."""
ABOUT_THE_HALL = (told.HAPPENED, told.DEAD, told.CLAIMED, told.CONFIRMED, told.ACCUSED, told.DENIED, told.UNTOLD)
told_of_it = st.lists(st.sampled_from(ABOUT_THE_HALL), min_size=3, unique=True)


@given(session(anything))
def test_each_status_stands_on_statements_of_its_own_kind_about_that_actor(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    for assessment in assessed(play.desk):
        for each in assessment.attributions:
            for standing in each.standings:
                for id_ in standing.statements:
                    statement = play.desk.book.get(Statement, id_)
                    assert statement is not None
                    assert statement.kind in GIVES.get(standing.status, set(Kind))
                    assert each.actor in named(statement)


def named(statement: Statement) -> set[Actor | None]:
    mentions = (*statement.roles.actor, *(s.mention for s in statement.speakers if s.mention))
    return {m.resolved for m in mentions if isinstance(m.resolved, Actor)}


@given(session(anything))
def test_unknown_is_always_among_the_rivals_and_nobody_is_signed_for(acts: list[Act]) -> None:
    play = Play(Sitting())
    play.run(acts)
    for assessment in assessed(play.desk):
        assert [a.actor for a in assessment.attributions].count(None) == 1
        assert all(a.signed is None for a in assessment.attributions)


@given(told_of_it)
def test_a_claim_alone_confirms_nothing_and_is_booked_to_nobody_else(sentences: list[str]) -> None:
    desk = Sitting()
    desk.take(*(s for s in sentences if s != told.CONFIRMED), told.CLAIMED, at=day(23)) if told.CLAIMED not in (
        sentences
    ) else desk.take(*(s for s in sentences if s != told.CONFIRMED), at=day(23))
    for assessment in assessed(desk):
        statuses = {a.actor.id: {s.status for s in a.standings} for a in assessment.attributions if a.actor}
        assert Status.CONFIRMED not in {s for held in statuses.values() for s in held}
        assert "isis-k" not in statuses
        for each in assessment.attributions:
            if each.actor and each.actor.id == "islamic-state":
                assert list(Likelihood).index(each.likelihood) <= list(Likelihood).index(Likelihood.ROUGHLY_EVEN)


def summary(assessments: tuple[Assessment, ...]) -> list[tuple[object, ...]]:
    """Who is blamed, how, how likely, how surely, and on how many origins."""
    return [
        (a.actor, tuple(s.status for s in a.standings), a.likelihood, a.confidence, len(a.origins))
        for x in assessments
        for a in x.attributions
    ]


LINE = "This edition was printed in the city of {n} for readers there."


@given(told_of_it, st.integers(1, 3))
@settings(max_examples=40)
def test_copies_of_one_report_are_one_source(sentences: list[str], copies: int) -> None:
    desk = Sitting()
    desk.take(*sentences, at=day(23))
    before, marks = summary(assessed(desk)), {g.statement: g.credibility for g in desk.book.all(Grade)}
    for n in range(copies):
        desk.take(*sentences, f"Edition {n + 2}.", at=day(24, n), source=f"copyist-{n}")
    assert summary(assessed(desk)) == before
    assert {g.credibility for g in desk.book.all(Grade)} <= {*marks.values()}


@given(told_of_it, st.permutations(("wire", "courier", "embassy")))
@settings(max_examples=40)
def test_one_text_from_three_publishers_is_one_source(sentences: list[str], sources: list[str]) -> None:
    desk = Sitting()
    desk.take(*sentences, at=day(23), source=sources[0])
    before, marks = summary(assessed(desk)), {g.statement: g.credibility for g in desk.book.all(Grade)}
    for n, source in enumerate(sources[1:], 1):
        desk.take(*sentences, at=day(23, 12 + n), source=source)
    assert summary(assessed(desk)) == before
    assert {g.statement: g.credibility for g in desk.book.all(Grade)} == marks


@given(st.integers(1, 4))
def test_no_number_of_papers_that_cite_one_office_makes_it_confirmed(papers: int) -> None:
    desk = Sitting()
    for n in range(papers):
        desk.take(told.HAPPENED, f"{told.ACCUSED}", f"Page {n} of paper {n * n}.", at=day(23, n), source=f"paper-{n}")
    for assessment in assessed(desk):
        for each in assessment.attributions:
            if each.actor and each.actor.id == "country:UA":
                assert [s.status for s in each.standings] == [Status.ACCUSED_BY_AUTHORITIES]
                assert len(each.origins) == 1
                assert each.confidence is Confidence.LOW


def test_two_who_know_for_themselves_do_confirm() -> None:
    desk = Sitting()
    desk.take(told.DEAD, at=day(23), source="wire")
    desk.take(told.HAPPENED, at=day(23, 13), source="courier")
    marks = {g.credibility for g in desk.book.all(Grade)}
    desk.take(f"{told.HAPPENED}", told.UNTOLD, at=day(23, 14), source="embassy")
    assert Credibility.CONFIRMED in {g.credibility for g in desk.book.all(Grade)} | marks

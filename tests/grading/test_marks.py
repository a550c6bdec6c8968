"""The marks: what counts as saying a thing, and what cannot be judged."""

from dataclasses import replace
from datetime import date

from tests.scene import AT, MOSCOW, PROGRAM, incident, on, says
from tocsin import grading
from tocsin.model import Arrival, Credibility, Grade, Kind, Origin, Polarity, Reliability, Source, Stage, Statement


def attack(report: str, **more: object) -> Statement:
    return says(
        f"Gunmen struck a concert in Moscow, {report} said.", Kind.ATTACK, stage=Stage.ACCOMPLISHED, report=report,
        places=[MOSCOW], times=[on(date(2024, 3, 22))], **more,
    )  # type: ignore[arg-type]  # fmt: skip


def marked(
    *held: Statement, letters: dict[str, Reliability] | None = None, part: dict[str, str] | None = None
) -> dict[str, Grade]:
    """The marks of statements about one incident, each from an origin and a source of its own."""
    origins = [Origin(id=s.report, name=s.report, because="the test", statements=(s.id,)) for s in held]
    arrivals = [
        Arrival(report=s.report, source=Source(id=s.report, name=s.report, kind="wire"), published=None, received=AT)
        for s in held
    ]
    found = grading.grade(
        held, evidence=grading.evidence({s.id: s for s in held}, origins, part=part), reliability=letters or {},
        arrivals=arrivals, incidents=[incident(*held)], by=PROGRAM, at=AT,
    )  # fmt: skip
    return {g.statement: g for g in found}


def test_two_origins_that_say_it_flatly_confirm_one_another() -> None:
    one, other = attack("wire"), attack("paper")
    assert {g.credibility for g in marked(one, other).values()} == {Credibility.CONFIRMED}


def test_whoever_only_wording_joins_confirms_nothing_and_gainsays_all_the_same() -> None:
    one, other = attack("wire"), attack("paper")
    marks = marked(one, other, part={one.id: "one", other.id: "other"})
    assert {g.credibility for g in marks.values()} == {Credibility.UNKNOWN}
    assert "not counted: paper, joined to it by wording alone" in marks[one.id].because
    assert (
        marked(one, other, part=dict.fromkeys((one.id, other.id), "one"))[one.id].credibility is Credibility.CONFIRMED
    )
    against = replace(other, factuality=replace(other.factuality, polarity=Polarity.NEGATIVE))
    marks = marked(one, against, part={one.id: "one", against.id: "other"})
    assert marks[one.id].credibility is Credibility.DOUBTFUL


def test_whoever_gainsays_himself_is_not_confirmed_by_another() -> None:
    police, embassy = attack("police"), attack("embassy")
    never = replace(police, factuality=replace(police.factuality, polarity=Polarity.NEGATIVE), score=0.5)
    never = replace(never, content=(replace(never.content[0], start=never.content[0].start + 1),))
    held = (police, embassy, never)
    origins = [
        Origin(id="police", name="the police", because="the test", statements=(police.id, never.id)),
        Origin(id="embassy", name="the embassy", because="the test", statements=(embassy.id,)),
    ]
    found = grading.grade(
        held, evidence=grading.evidence({s.id: s for s in held}, origins), reliability={}, arrivals=[],
        incidents=[incident(*held)], by=PROGRAM, at=AT,
    )  # fmt: skip
    marks = {g.statement: g for g in found}
    assert {marks[s.id].credibility for s in (police, embassy)} == {Credibility.POSSIBLY_TRUE}
    assert "gainsaid by the police, which says both" in marks[police.id].because


def test_what_a_reader_only_suggests_confirms_nothing() -> None:
    one, suggested = attack("wire"), attack("paper", suggestion=True)
    marks = marked(one, suggested)
    assert marks[one.id].credibility is not Credibility.CONFIRMED
    assert marks[suggested.id].credibility is Credibility.UNKNOWN
    assert marked(one, replace(suggested, suggestion=False))[one.id].credibility is Credibility.CONFIRMED


def test_a_source_without_a_letter_cannot_be_judged_and_moves_no_figure() -> None:
    one, other = attack("wire"), attack("paper")
    lettered = marked(one, other, letters={"wire": Reliability.A})
    assert [lettered[s.id].reliability for s in (one, other)] == [Reliability.A, Reliability.F]
    assert lettered[one.id].credibility is lettered[other.id].credibility is Credibility.CONFIRMED
    for letter in Reliability:
        figures = {g.credibility for g in marked(one, other, letters={"wire": letter}).values()}
        assert figures == {Credibility.CONFIRMED}

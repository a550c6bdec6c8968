"""Statements through linking and grading, as the desk takes them."""

from collections.abc import Mapping, Sequence

from builder import AT, BY, Page

from tocsin import grading, linking
from tocsin.model import Actor, Assessment, Attribution, Grade, Incident, Origin, Reliability, Statement, Status


def graded(
    held: Sequence[Statement],
    *pages: Page,
    letters: Mapping[str, Reliability] | None = None,
    part: Mapping[str, str] | None = None,
) -> tuple[tuple[Incident, ...], dict[str, Grade], dict[str, Assessment], tuple[Origin, ...]]:
    """The incidents, the grades by statement and the assessments by incident."""
    published = {p.id: p.published for p in pages}
    links = linking.link(held, (), published=published, by=BY, at=AT)
    incidents = linking.incidents(held, links)
    arrivals = [p.arrival for p in pages]
    origins = linking.origins(held, reports={p.id: p.report for p in pages}, arrivals=arrivals)
    evidence = grading.evidence({s.id: s for s in held}, origins, part=part)
    grades = grading.grade(
        held, evidence=evidence, reliability=letters or {}, arrivals=arrivals, incidents=incidents, by=BY, at=AT
    )
    marks = {g.statement: g for g in grades}
    assessments = {
        i.id: grading.assess(i, evidence=evidence, grades=marks, previous=None, by=BY, at=AT) for i in incidents
    }
    return incidents, marks, assessments, origins


def of(assessment: Assessment, actor: Actor | None) -> Attribution:
    """The attribution to an actor, or to somebody unknown."""
    wanted = actor.id if actor else None
    return next(a for a in assessment.attributions if (a.actor.id if a.actor else None) == wanted)


def statuses(attribution: Attribution) -> set[Status]:
    """The statuses of an attribution."""
    return {s.status for s in attribution.standings}

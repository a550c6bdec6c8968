"""The steps of taking a report as plain as can be: each goes through the whole casebook, and remembers nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tocsin import duty, grading, linking
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.bodies import BODIES
from tocsin.desk.current import first_received, live, published_of, standing
from tocsin.desk.office import Office
from tocsin.desk.outlook import outlook
from tocsin.desk.pairs import alike
from tocsin.desk.program import TOCSIN
from tocsin.desk.take import _asked, _astray, _differs, _says_more, _since_when
from tocsin.linking.copies import clusters
from tocsin.model import (
    Arrival,
    Assessment,
    Closing,
    DutyProposal,
    Grade,
    Incident,
    Link,
    Outlook,
    Person,
    Policy,
    Register,
    Report,
)


def outlooks(*, book: Book) -> tuple[Outlook, ...]:
    """How far every incident has got, with every link and every statement at hand."""
    held = standing(book)
    by_id, closings = {s.id: s for s in held}, book.all(Closing)
    part, looking_back = linking.parts(held, book.all(Link)), duty.looking_back(held)
    return tuple(
        outlook(i, statements=by_id, closings=closings, part=part, looking_back=looking_back) for i in live(book)
    )


def link(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 3."""
    statements, links = standing(book), book.all(Link)
    looked_at = {s for i in book.all(Incident) for s in i.statements} | {s for x in links for s in (x.left, x.right)}
    new = tuple(s for s in statements if s.id not in looked_at)
    known = tuple(s for s in statements if s.id in looked_at)
    found = linking.link(new, known, published=published_of(book), by=TOCSIN, at=at, alike=alike(office.reader))
    settle(found, book=book, kind="linking", about=about, by=TOCSIN, at=at)


def settle(found: Sequence[Link], *, book: Book, kind: str, about: str, by: Any, at: datetime) -> None:
    """The incidents that links make."""
    before = {i.id: i for i in book.all(Incident)}
    incidents = linking.incidents(standing(book), (*book.all(Link), *found), previous=tuple(before.values()))
    kept = {name for incident in incidents for name in (incident.id, *incident.aliases)}
    gone = tuple(
        replace(i, statements=(), aliases=tuple(a for a in i.aliases if a not in kept))
        for i in before.values()
        if i.id not in kept and i.statements
    )
    changed = tuple(i for i in incidents if before.get(i.id) != i)
    if found or changed or gone:
        book.record(Act(kind=kind, subject=about, words=(*found, *gone, *changed), by=by, at=at))


def grade(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 4."""
    statements, arrivals, incidents = standing(book), book.all(Arrival), live(book)
    origins = linking.origins(
        statements, reports={r.id: r for r in book.all(Report)}, arrivals=arrivals, institutions=BODIES
    )
    former = {g.statement: g for g in book.all(Grade)}
    part = linking.parts(statements, book.all(Link))
    evidence = grading.evidence({s.id: s for s in statements}, origins, part=part, institutions=BODIES)
    grades = grading.grade(
        statements, evidence=evidence, reliability=office.reliability, arrivals=arrivals, incidents=incidents,
        by=TOCSIN, at=at,
    )  # fmt: skip
    new = tuple(g for g in grades if _differs(g, former.get(g.statement)))
    current = {**former, **{g.statement: g for g in new}}
    assessed = {a.incident: a for a in book.all(Assessment) if not isinstance(a.by, Person)}
    assessments = tuple(
        grading.assess(i, evidence=evidence, grades=current, previous=assessed.get(i.id), by=TOCSIN, at=at)
        for i in incidents
    )
    news = tuple(a for a in assessments if _says_more(a, assessed.get(a.incident)))
    if new or news:
        book.record(Act(kind="grading", subject=about, words=(*new, *news), by=TOCSIN, at=at))


def propose(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 5."""
    by_id = {s.id: s for s in standing(book)}
    closings, former = book.all(Closing), {p.id: p for p in book.all(DutyProposal)}
    aware = first_received(book.all(Arrival))
    grades = {g.statement: g for g in book.all(Grade)}
    found: list[DutyProposal] = []
    part = linking.parts(tuple(by_id.values()), book.all(Link))
    back = duty.looking_back(by_id.values())
    reports = {r.id: r for r in book.all(Report)}
    origins = linking.origins(tuple(by_id.values()), reports=reports, arrivals=book.all(Arrival), institutions=BODIES)
    origin, copy_of = {s: o.id for o in origins for s in o.statements}, clusters(reports)
    for incident in live(book):
        if duty.is_open(incident, by_id, closings, part=part, looking_back=back):
            left = duty.unended(incident, by_id, part=part, looking_back=back)
            said = duty.foretold(left, by_id, origin=origin, copy_of=copy_of, at=at)
            for policy in office.policies:
                made = duty.propose(
                    left, statements=by_id, grades=grades, register=office.register, policy=policy, aware=aware,
                    by=TOCSIN, at=at,
                )  # fmt: skip
                found += (replace(p, foretold=said) for p in made)
    again = {p.id for p in found}
    lost = (p for p in former.values() if any(s not in by_id for f in p.findings for s in f.statements))
    found += [_asked(p, by_id, at=at) for p in lost if p.id not in again]
    again = {p.id for p in found}
    for incident in live(book):
        if duty.is_open(incident, by_id, closings, part=part, looking_back=back):
            held = {s for other in live(book) if other.id != incident.id for s in other.statements}
            mine = [p for p in former.values() if p.incident in (incident.id, *incident.aliases)]
            astray = (p for p in mine if any(s in held for f in p.findings for s in f.statements))
            found += [_astray(p, at=at) for p in astray if p.id not in again]
    found = _since_when(found, {p.id: former[p.id] for p in found if p.id in former}, book=book, at=at)
    new = tuple(p for p in found if p.id not in former or replace(p, at=former[p.id].at) != former[p.id])
    before = book.all(Policy)
    if new or (before and not set(office.policies) <= set(before)):
        kept = (*book.all(Register), *before)
        rules = tuple(word for word in (office.register, *office.policies) if word not in kept)
        book.record(Act(kind="proposal", subject=about, words=(*rules, *new), by=TOCSIN, at=at))

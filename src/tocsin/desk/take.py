"""Taking a report through the rooms, writing each step down."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin import duty, grading, linking, reading
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.current import first_published, first_received, live, published_of, standing
from tocsin.desk.labels import labels
from tocsin.desk.office import Office
from tocsin.desk.pairs import alike
from tocsin.desk.program import TOCSIN
from tocsin.intake import Opened
from tocsin.model import (
    Arrival,
    Assessment,
    Closing,
    DutyProposal,
    Grade,
    Incident,
    Link,
    Met,
    NotAllowed,
    Person,
    Policy,
    Program,
    Reading,
    Refer,
    Register,
    Report,
    Tlp,
)
from tocsin.reading.noted import BY_HAND


def take(
    opened: Opened, *, book: Book, office: Office, at: datetime, reader: "reading.Reader | None" = None
) -> Reading:  # fmt: skip
    """One report, eight steps: it arrives, is read, linked, graded, and the duties it raises are proposed.

    All steps stand or fall together. A report that arrived before is one report with a further
    arrival; what is already in the record is not written again. It is read before the first of them: a reader
    may have to wait for an answer, and nobody else should have to wait with it. `reader` reads this report in place of
    the office's own, and sends it nowhere; it is linked as the office links.

    Raises:
        NotAllowed: the reader would send it away, and its marking forbids that.
    """
    came = (*book.all(Arrival, parent=opened.report.id), opened.arrival)
    reads = office if reader is None else replace(office, reader=reader, sends_to="")
    found = _read(opened.report, came, beside=opened.beside, office=reads)
    with book.transaction():
        arrive(opened, book=book, at=at)
        keep(found, book=book, at=at)
        link(book=book, office=office, about=opened.report.id, at=at)
        grade(book=book, office=office, about=opened.report.id, at=at)
        propose(book=book, office=office, about=opened.report.id, at=at)
    return found


def arrive(opened: Opened, *, book: Book, at: datetime) -> None:
    """Step 1: the report, its arrival and its bytes are kept.

    The same report from the same source, published and marked the same, is the arrival that it was: the
    first receipt counts, since from then on we were aware.
    """
    came = opened.arrival
    for known in book.all(Arrival, parent=opened.report.id):
        if (known.source, known.published, known.marking) == (came.source, came.published, came.marking):
            return
    words = (opened.report, opened.arrival)
    raw = {opened.report.id: opened.raw}
    book.record(Act(kind="arrival", subject=opened.report.id, words=words, by=TOCSIN, at=at, raw=raw))


def read_again(report: Report, *, book: Book, office: Office, at: datetime) -> Reading:
    """Step 2: what the report says; written down when it differs from the last reading of it."""
    found = _read(report, book.all(Arrival, parent=report.id), office=office)
    keep(found, book=book, at=at)
    return found


def _read(report: Report, came: Sequence[Arrival], *, office: Office, beside: str = "") -> Reading:
    """What the report says; a reader that would send it away does not see it under more than TLP:GREEN.

    TLP 2.0: what is AMBER or RED goes no further than the office's own organisation and its clients. Any arrival under
    such a label forbids it, and so does a label in its text, its name, or what it came in, however it is written.
    """
    marked = [f"it is marked TLP:{a.marking}" for a in came if not a.marking.reaches(Tlp.GREEN)]
    if office.sends_to and not marked:
        borne = labels(report.text, report.title, beside, *(a.name for a in came))
        marked = [
            f"it may be TLP:{label.tlp}, since it says “{label.words}”"
            for label in borne
            if not label.tlp.reaches(Tlp.GREEN)
        ]
    if office.sends_to and marked:
        what = f"{marked[0]}, and would be sent to {office.sends_to} to be read"
        now = "nothing was sent; leave out --endpoint, or name one on this machine"
        raise NotAllowed(where="reading", what=what, now=now)
    return reading.read(report, published=first_published(came), reader=office.reader or reading.Rules())


def keep(found: Reading, *, book: Book, at: datetime) -> None:
    """Write a reading down when it differs from the last one; but one that got fewer answers takes nobody's place.

    Nor does a program's reading take the place of what a person noted.
    """
    former = book.get(Reading, found.report)
    if former and former.reader.startswith(BY_HAND) and not found.reader.startswith(BY_HAND):
        return
    if former == found or (former and len(reading.unanswered(former)) < len(reading.unanswered(found))):
        return
    book.record(Act(kind="reading", subject=found.report, words=(found,), by=TOCSIN, at=at))


def link(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 3: what is about one incident; statements that no link has looked at yet are compared.

    Where the encoder reads, its states are asked too; where it does not, nobody loads it.
    """
    statements = standing(book)
    links = book.all(Link)
    looked_at = {s for i in book.all(Incident) for s in i.statements} | {s for x in links for s in (x.left, x.right)}
    new = tuple(s for s in statements if s.id not in looked_at)
    known = tuple(s for s in statements if s.id in looked_at)
    found = linking.link(new, known, published=published_of(book), by=TOCSIN, at=at, alike=alike(office.reader))
    settle(found, book=book, kind="linking", about=about, by=TOCSIN, at=at)


def settle(found: Sequence[Link], *, book: Book, kind: str, about: str, by: Program | Person, at: datetime) -> None:
    """Write links down, the incidents that they empty, and those that they change."""
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
    """Step 4: marks for statements, rivals for incidents; a person's mark stands, a person's assessment beside ours."""
    statements = standing(book)
    arrivals = book.all(Arrival)
    incidents = live(book)
    reports = {report.id: report for report in book.all(Report)}
    origins = linking.origins(statements, reports=reports, arrivals=arrivals)
    former = {g.statement: g for g in book.all(Grade)}
    by_id = {s.id: s for s in statements}
    evidence = grading.evidence(by_id, origins, part=linking.parts(statements, book.all(Link)))
    grades = grading.grade(
        statements, evidence=evidence, reliability=office.reliability, arrivals=arrivals,
        incidents=incidents, by=TOCSIN, at=at,
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
    """Step 5: for each open incident and each exposed entry of the register, the tests and a proposal.

    What was proposed before, rests on a statement that no longer stands, and is not proposed again becomes a
    question to a person: nothing is dropped in silence.
    """
    by_id = {s.id: s for s in standing(book)}
    closings = book.all(Closing)
    former = {p.id: p for p in book.all(DutyProposal)}
    aware = first_received(book.all(Arrival))
    grades = {g.statement: g for g in book.all(Grade)}
    found: list[DutyProposal] = []
    part = linking.parts(tuple(by_id.values()), book.all(Link))
    looking_back = duty.looking_back(by_id.values())
    for incident in live(book):
        if not duty.is_open(incident, by_id, closings, part=part, looking_back=looking_back):
            continue
        left = duty.unended(incident, by_id, part=part, looking_back=looking_back)
        for policy in office.policies:
            found += duty.propose(
                left, statements=by_id, grades=grades, register=office.register, policy=policy,
                aware=aware, by=TOCSIN, at=at,
            )  # fmt: skip
    again = {p.id for p in found}
    found += (_asked(p, by_id, at=at) for p in former.values() if p.id not in again and _has_lost(p, by_id))
    new = tuple(p for p in found if p.id not in former or replace(p, at=former[p.id].at) != former[p.id])
    if new:
        kept = (*book.all(Register), *book.all(Policy))
        rules = tuple(word for word in (office.register, *office.policies) if word not in kept)
        book.record(Act(kind="proposal", subject=about, words=(*rules, *new), by=TOCSIN, at=at))


def _has_lost(proposal: DutyProposal, stands: Container[str]) -> bool:
    return any(s not in stands for f in proposal.findings for s in f.statements)


def _asked(proposal: DutyProposal, stands: Container[str], *, at: datetime) -> DutyProposal:
    """The proposal as a question; it goes on naming what no longer stands, so that it can say why."""
    lost = "what it rested on no longer stands"
    findings = tuple(
        replace(f, met=Met.UNKNOWN, because=lost) if any(s not in stands for s in f.statements) else f
        for f in proposal.findings
    )
    question = "A report that this rested on was taken back, and nothing else raises the duty: does anything remain?"
    because = f"{lost}, and nothing else raises the duty; a person decides"
    return replace(proposal, findings=findings, proposes=Refer(question=question), because=because, by=TOCSIN, at=at)


def _differs(new: Grade, old: Grade | None) -> bool:
    if old is None:
        return True
    return not isinstance(old.by, Person) and replace(new, at=old.at) != old


def _says_more(new: Assessment, old: Assessment | None) -> bool:
    return old is None or replace(new, at=old.at, changed=old.changed) != old

"""Taking a report through the rooms, writing each step down."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin import duty, grading, reading
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.bodies import BODIES
from tocsin.desk.current import first_published, first_received, in_care, markings
from tocsin.desk.labels import borne, labels
from tocsin.desk.office import Office
from tocsin.desk.pairs import alike
from tocsin.desk.program import TOCSIN
from tocsin.desk.recall import Recall, recalled
from tocsin.intake import UNKNOWN_SOURCE, Opened
from tocsin.model import (
    Arrival,
    Assessment,
    Cancellation,
    DutyProposal,
    Extension,
    Foretold,
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
    opened = as_marked(opened, book=book)
    if came_before(opened, book=book):
        return
    words = (opened.report, opened.arrival)
    raw = {opened.report.id: opened.raw}
    book.record(Act(kind="arrival", subject=opened.report.id, words=words, by=TOCSIN, at=at, raw=raw))


def came_before(opened: Opened, *, book: Book) -> bool:
    """Whether the same report came from the same source before, published the same, and is marked as it last was.

    What two asked for in nobody's name may be two strangers' words. Where one of them comes again it holds only if it
    is the stricter, since else the marking changes for ever, each time that both are taken.
    """
    came = as_marked(opened, book=book).arrival
    mine = _from(came, book.all(Arrival, parent=opened.report.id))
    if not any((known.published, known.marking) == (came.published, came.marking) for known in mine):
        return False
    stands = mine[-1].marking
    return stands is came.marking or (came.source == UNKNOWN_SOURCE and came.marking.reaches(stands))


def as_marked(opened: Opened, *, book: Book) -> Opened:
    """A report that comes again, and no person says under which marking: it stays under the one that it has.

    A label of its own may tighten that where it is news. It is none in the text that came before, under a name that it
    had, or where it counted once: a person may have said otherwise of it.
    """
    came = book.all(Arrival, parent=opened.report.id)
    if not came or (opened.marked and opened.asked):
        return opened
    mine, own = _from(opened.arrival, came), opened.arrival.marking
    had = mine[-1].marking if mine else markings(came)[opened.report.id]
    bears = opened.marked and not own.reaches(had)
    within = borne(opened.report.text, opened.report.title)
    if bears and not any(own is within or known.name == opened.arrival.name or known.marking is own for known in mine):
        return opened
    return replace(opened, arrival=replace(opened.arrival, marking=had))


def _from(arrival: Arrival, came: Sequence[Arrival]) -> list[Arrival]:
    return [known for known in came if known.source == arrival.source]


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
    with recalled(book) as known:
        found = known.links(alike=alike(office.reader), by=TOCSIN, at=at)
        _settle(found, known, book=book, kind="linking", about=about, by=TOCSIN, at=at)


def settle(found: Sequence[Link], *, book: Book, kind: str, about: str, by: Program | Person, at: datetime) -> None:
    """Write links down, the incidents that they empty, and those that they change."""
    with recalled(book) as known:
        _settle(found, known, book=book, kind=kind, about=about, by=by, at=at)


def _settle(
    found: Sequence[Link], known: Recall, *, book: Book, kind: str, about: str, by: Program | Person, at: datetime
) -> None:
    held, incidents = known.incidents(found)
    before = {i.id: i for i in held}
    kept = {name for incident in incidents for name in (incident.id, *incident.aliases)}
    gone = tuple(
        replace(i, statements=(), aliases=tuple(a for a in i.aliases if a not in kept))
        for i in before.values()
        if i.id not in kept and i.statements
    )
    changed = tuple(i for i in incidents if before.get(i.id) != i)
    if found or changed or gone:
        book.record(Act(kind=kind, subject=about, words=(*found, *gone, *changed), by=by, at=at))
        known.made((*found, *gone, *changed))


def grade(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 4: marks for statements, rivals for incidents; a person's mark stands, a person's assessment beside ours."""
    with recalled(book) as known:
        if not known.consider("grading", dict(office.reliability)):
            known.everything(known.grading)
        incidents, names = known.meant(known.grading)
        statements = known.stand(names)
        held = known.beside(statements.values())
        evidence = grading.evidence(
            held, known.whence.origins(held), part=known.part(incidents),
            own_voices=known.whence.own_voices(held), weak=known.weak.all(), institutions=BODIES,
        )  # fmt: skip
        arrivals = [a for report in {s.report for s in statements.values()} for a in known.arrivals.get(report, ())]
        grades = grading.grade(
            tuple(statements.values()), evidence=evidence, reliability=office.reliability, arrivals=arrivals,
            incidents=incidents, by=TOCSIN, at=at,
        )  # fmt: skip
        new = tuple(g for g in grades if _differs(g, known.grade(g.statement)))
        current = {**known.marks(held), **{g.statement: g for g in new}}
        assessments = tuple(
            grading.assess(
                i, evidence=evidence, grades=current, previous=known.assessed.get(i.id), by=TOCSIN, at=at
            )
            for i in incidents
        )  # fmt: skip
        news = tuple(a for a in assessments if _says_more(a, known.assessed.get(a.incident)))
        known.grading.clear()
        if new or news:
            book.record(Act(kind="grading", subject=about, words=(*new, *news), by=TOCSIN, at=at))
            known.made((*new, *news))


def propose(*, book: Book, office: Office, about: str, at: datetime) -> None:
    """Step 5: for each open incident and each exposed entry of the register, the tests and a proposal.

    What was proposed before, rests on a statement that no longer stands, and is not proposed again becomes a
    question to a person: nothing is dropped in silence.
    """
    with recalled(book) as known:
        register = in_care(book, office)
        if not known.consider("duty", (register, office.policies)):
            known.everything(known.proposing)
        unfounded = known.unfounded()
        known.proposing.incidents.update(p.incident for p in unfounded)
        incidents, _ = known.meant(known.proposing)
        part = known.part(incidents)
        found = [p for i in incidents for p in _proposed(i, known, register, part=part, office=office, at=at)]
        again = {p.id for p in found}
        found += (_asked(p, known.standing, at=at) for p in unfounded if p.id not in again)
        again = {p.id for p in found}
        found += (
            _astray(p, at=at) for i in incidents for p in known.astray(i) if p.id not in again and _open(i, known)
        )
        former = {p.id: known.proposals[p.id][1] for p in found if p.id in known.proposals}
        found = _since_when(found, former, book=book, at=at)
        new = tuple(p for p in found if p.id not in former or replace(p, at=former[p.id].at) != former[p.id])
        known.proposing.clear()
        known.lost.clear()
        before, kept = book.all(Policy), book.all(Register)
        anew = bool(before) and not set(office.policies) <= set(before)
        anew = anew or (bool(kept) and register.digest not in {r.digest for r in kept})
        if new or anew:  # a policy, and an entry of the register, that proposes nothing was looked at, too
            rules = tuple(word for word in (register, *office.policies) if word not in (*kept, *before))
            book.record(Act(kind="proposal", subject=about, words=(*rules, *new), by=TOCSIN, at=at))
            known.made(new)


def apply(*, book: Book, office: Office, at: datetime) -> None:
    """Propose anew for all that is on record: a register and policies that changed meanwhile hold of it, too."""
    with book.transaction():
        propose(book=book, office=office, about="office", at=at)


def _proposed(
    incident: Incident, known: Recall, register: Register, *, part: Mapping[str, str], office: Office, at: datetime
) -> Iterator[DutyProposal]:
    """What the policies of the office propose for an incident, if it may still happen."""
    by_id = known.beside(known.stand(incident.statements).values())
    if not _open(incident, known):
        return
    looking_back = known.back.among(s.report for s in by_id.values())
    left = duty.unended(incident, by_id, part=part, looking_back=looking_back)
    aware = first_received([a for r in {s.report for s in by_id.values()} for a in known.arrivals.get(r, ())])
    origin = {s: o.id for o in known.whence.origins(by_id) for s in o.statements}
    said = duty.foretold(left, by_id, origin=origin, copy_of=known.whence.copies.root, at=at)
    for policy in office.policies:
        made = duty.propose(
            left, statements=by_id, grades=known.marks(by_id), register=register, policy=policy,
            aware=aware, by=TOCSIN, at=at,
        )  # fmt: skip
        yield from (replace(p, foretold=said) for p in made)


def _open(incident: Incident, known: Recall) -> bool:
    """Whether an incident may still happen, and no person closed it."""
    by_id = known.beside(known.stand(incident.statements).values())
    closings = [known.closings[name] for name in (incident.id, *incident.aliases) if name in known.closings]
    back = known.back.among(s.report for s in by_id.values())
    return duty.is_open(incident, by_id, closings, part=known.part((incident,)), looking_back=back)


def _since_when(
    found: Sequence[DutyProposal], former: Mapping[str, DutyProposal], *, book: Book, at: datetime
) -> list[DutyProposal]:
    """The proposals, in which what was foretold before keeps its moment.

    What is new is later than every look that a person took at a notice, though the clock was put back.
    """
    since = {p.id: {f.statement: f.at for f in p.foretold} for p in former.values()}
    fresh = any(f.statement not in since[p.id] for p in found if p.id in since for f in p.foretold)
    looks = [*(e.at for e in book.all(Extension)), *(c.at for c in book.all(Cancellation))] if fresh else []
    now = max((at, *looks))
    return [
        replace(
            p, foretold=tuple(
                Foretold(statement=f.statement, at=since.get(p.id, {}).get(f.statement, now)) for f in p.foretold
            ),
        )
        for p in found
    ]  # fmt: skip


def _asked(proposal: DutyProposal, stands: Container[str], *, at: datetime) -> DutyProposal:
    """The proposal as a question; it goes on naming what no longer stands, so that it can say why."""
    lost = "what it rested on no longer stands"
    findings = tuple(
        replace(f, met=Met.UNKNOWN, because=lost) if any(s not in stands for s in f.statements) else f
        for f in proposal.findings
    )
    question = "A report that this rested on was taken back, and nothing else raises the duty: does anything remain?"
    because = f"{lost}, and nothing else raises the duty; a person decides"
    return replace(
        proposal, findings=findings, proposes=Refer(question=question), because=because, by=TOCSIN, at=at,
        foretold=tuple(f for f in proposal.foretold if f.statement in stands),
    )  # fmt: skip


def _astray(proposal: DutyProposal, *, at: datetime) -> DutyProposal:
    """The proposal as a question, where what it rested on went to another incident."""
    if isinstance(proposal.proposes, Refer):
        return proposal
    question = "Its incident was taken apart, and what it tells now does not raise this duty: does anything remain?"
    because = "what it rested on is told of another incident now, and this one does not raise it; a person decides"
    return replace(proposal, proposes=Refer(question=question), because=because, by=TOCSIN, at=at, foretold=())


def _differs(new: Grade, old: Grade | None) -> bool:
    if old is None:
        return True
    return not isinstance(old.by, Person) and replace(new, at=old.at) != old


def _says_more(new: Assessment, old: Assessment | None) -> bool:
    return old is None or replace(new, at=old.at, changed=old.changed) != old

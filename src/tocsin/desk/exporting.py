"""What is handed over of an incident: no more than the clearance that was asked for lets through."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.casebook.port import APART, Book
from tocsin.desk.current import markings, opinions, standing
from tocsin.desk.outlook import outlooks
from tocsin.dispatch.life import known
from tocsin.exports import Case, Dissemination
from tocsin.linking import described
from tocsin.model import (
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Delivery,
    Grade,
    Incident,
    Notice,
    NoticeKind,
    Outlook,
    Receipt,
    Report,
    Statement,
    Tlp,
)


def case_of(incident: Incident, *, book: Book, clearance: Tlp) -> tuple[Case, int]:
    """The case of an incident for whoever is cleared so far, and how many of its statements were left out.

    Its title, stage, time and place, and every judgement of who did it, were made with all of its statements in view:
    where some are left out, the first are read anew off those that go, and the judgements stay behind, since they would
    tell of the others.
    """
    labels = markings(book.all(Arrival))
    held = {s.id: s for s in standing(book)}
    every = tuple(held[s] for s in incident.statements if s in held)
    seen = tuple(s for s in every if labels[s.report].reaches(clearance))
    reports, whole = {s.report for s in seen}, len(seen) == len(every)
    names = {incident.id, *incident.aliases}
    shown = incident if whole else _without(incident, seen)
    return Case(
        incident=shown, statements=seen,
        reports={r.id: r for r in book.all(Report) if r.id in reports},
        arrivals={r: _came(book.all(Arrival, parent=r), clearance) for r in reports},
        markings={r: labels[r] for r in reports},
        grades={g.statement: g for g in book.all(Grade)},
        assessments=tuple(_reasonless(a) for a in opinions(book) if a.incident in names) if whole else (),
        outlook=_outlook(incident, book=book) if whole else None,
    ), len(every) - len(seen)  # fmt: skip


def _outlook(incident: Incident, *, book: Book) -> Outlook:
    """How far it has got, without the name and the reason of whoever closed it: these go with what was decided."""
    (found,) = outlooks((incident,), book=book)
    return replace(found, words=CLOSED) if found.words.startswith("closed by ") else found


CLOSED = "closed by a person"


def disseminated(incident: Incident, *, book: Book, clearance: Tlp) -> Iterator[Dissemination]:
    """What went out about an incident, by notice and channel, as far as the clearance lets through.

    Who is in our care, who of ours approved, and whether somebody answered goes at TLP:AMBER and stricter alone, as in
    an archive: below that there are the alerts, which everybody may read.
    """
    names = {incident.id, *incident.aliases}
    inside = decided_goes(clearance)
    for notice in book.all(Notice):
        if notice.incident not in names or not notice.marking.reaches(clearance):
            continue
        if notice.kind is not NoticeKind.ALERT and not inside:
            continue
        approvers = tuple(a.by.name for a in book.all(Approval, parent=notice.id)) if inside else ()
        channels: dict[str, list[Attempt]] = {}
        for attempt in book.all(Attempt, parent=notice.id):
            channels.setdefault(attempt.contact.channel, []).append(attempt)
        for channel, attempts in channels.items():
            receipts = [r for a in attempts for r in book.all(Receipt, parent=a.id)]
            last = known(receipts)
            answered = (r.at for r in receipts if r.outcome is Delivery.ACKNOWLEDGED)
            yield Dissemination(
                notice=notice, channel=channel, approvers=approvers, first=attempts[0].at,
                outcome=last.outcome if last else Delivery.UNKNOWN, acknowledged=min(answered, default=None),
            )  # fmt: skip


def decided_goes(clearance: Tlp) -> bool:
    """Whether what was decided and sent, and to whom, may go to somebody cleared so far."""
    return not clearance.reaches(Tlp.GREEN)


def briefed(incident: Incident, *, book: Book) -> int:
    """How many briefings about an incident somebody tried to send."""
    names = {incident.id, *incident.aliases}
    mine = {n.id for n in book.all(Notice) if n.kind is NoticeKind.BRIEFING and n.incident in names}
    return len({a.notice for a in book.all(Attempt)} & mine)


def _came(arrivals: tuple[Arrival, ...], clearance: Tlp) -> tuple[Arrival, ...]:
    """The arrivals that may be told: that a report also came under a stricter label is nobody's business."""
    return tuple(a for a in arrivals if a.marking.reaches(clearance))


def _reasonless(assessment: Assessment) -> Assessment:
    """A judgement of who did it without why a person judges so: that lies apart from the record, and stays here."""
    note, *each = (APART.sub("", said) for said in (assessment.note, *(a.because for a in assessment.attributions)))
    rivals = tuple(replace(a, because=said) for a, said in zip(assessment.attributions, each, strict=True))
    return replace(assessment, note=note, attributions=rivals)


def _without(incident: Incident, seen: tuple[Statement, ...]) -> Incident:
    """An incident of which something is kept back, as whoever knows nothing else would call it."""
    found = next(iter(described((seen,), ())), incident) if seen else incident
    if found is incident:
        return Incident(id=incident.id, statements=incident.statements)
    return replace(found, id=incident.id, statements=incident.statements, aliases=())

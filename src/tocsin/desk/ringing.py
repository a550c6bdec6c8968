"""Ringing: what runs out rings whoever the policy names, once for each step, and each ring is on record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.dispatch import Channel, Sent
from tocsin.model import (
    Attempt,
    Clock,
    Contact,
    Delivery,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Policy,
    Ring,
    Rung,
    Tlp,
    digest,
)

_RANG = frozenset({Delivery.ACCEPTED, Delivery.UNKNOWN})
"""What ends the ringing of one contact. UNKNOWN may have rung; the next step rings again in any case."""
NOBODY = "the office names nobody for this role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who is to be rung about a clock, at a step of its policy; without a contact where there is nobody."""

    clock: Clock
    ring: Ring
    contact: Contact | None


def calls(book: Book, *, office: Office, at: datetime) -> tuple[Call, ...]:
    """Whom to ring at this moment, and who was not rung yet: of the steps that passed only the last of each role."""
    policies = {p.digest: p for p in (*book.all(Policy), *office.policies)}
    longest = max((-r.minutes for p in policies.values() for r in p.rings), default=0)
    found: list[Call] = []
    for clock in book.docket.clocks(renew_by=at + timedelta(minutes=max(longest, 0))):
        policy = policies.get(clock.policy)
        rung = book.all(Rung, parent=clock.about)
        for ring in _steps(policy.rings if policy else (), clock, at=at):
            for contact in office.roles.get(ring.role) or (None,):
                call = Call(clock=clock, ring=ring, contact=contact)
                if not any(_same(r, call, book=book) and r.outcome in _RANG for r in rung):
                    found.append(call)
    return tuple(found)


def ring(book: Book, *, office: Office, channels: Mapping[str, Channel], at: datetime) -> Iterator[Rung]:
    """Ring them; what became of it is on record when it differs from what was known. Killed midway it rings again.

    What is given back are the rings as they stand on record: their contacts lie apart.
    """
    for call in calls(book, office=office, at=at):
        sent = _send(call, office=office, channels=channels, at=at)
        rung = Rung(
            about=call.clock.about, task=call.clock.task, due=call.clock.due, role=call.ring.role,
            minutes=call.ring.minutes, contact=call.contact, outcome=sent.outcome, because=sent.because,
            by=TOCSIN, at=at,
        )  # fmt: skip
        kept = _kept(rung, book=book, at=at)
        if kept is not None:
            yield kept


def _kept(rung: Rung, *, book: Book, at: datetime) -> Rung | None:
    """A ring as it went on record, its contact apart; None where it says nothing new."""
    with book.transaction():
        found = book.apart(rung, at=at)
        before = book.get(Rung, found.id)
        if before is not None and (before.outcome, before.because) == (found.outcome, found.because):
            return None
        book.record(Act(kind="ring", subject=found.about, words=(found,), by=TOCSIN, at=at))
    return found


def words_of(clock: Clock, *, at: datetime) -> tuple[str, str]:
    """Headline and text of a ring. They name no person, place or threat: whoever is rung opens the desk to see."""
    minutes = int((clock.due - at).total_seconds() // 60)
    left = f"due in {minutes} minutes" if minutes >= 0 else f"OVERDUE by {-minutes} minutes"
    headline = f"To {clock.task}: {left}"
    text = (
        f"{headline}\n\nDue {clock.due.astimezone(at.tzinfo):%d %b %Y %H:%M %Z}, about {clock.about[:12]}.\n"
        f"See it: tocsin show {clock.about[:12]}\nAll that is due: tocsin duty\n"
    )
    return headline, text


def _steps(rings: Iterable[Ring], clock: Clock, *, at: datetime) -> tuple[Ring, ...]:
    last: dict[str, Ring] = {}
    for step in sorted(rings, key=lambda r: r.minutes):
        if clock.due + timedelta(minutes=step.minutes) <= at:
            last[step.role] = step
    return tuple(last.values())


def _same(rung: Rung, call: Call, *, book: Book) -> bool:
    contact = rung.contact and replace(rung.contact, address=str(book.told(rung.contact.address)))
    return (rung.task, rung.due, rung.role, rung.minutes, contact) == (
        call.clock.task, call.clock.due, call.ring.role, call.ring.minutes, call.contact,
    )  # fmt: skip


def _send(call: Call, *, office: Office, channels: Mapping[str, Channel], at: datetime) -> Sent:
    if call.contact is None:
        return Sent(outcome=Delivery.FAILED, because=NOBODY)
    channel = channels.get(call.contact.channel)
    if channel is None:
        return Sent(outcome=Delivery.FAILED, because=f"this desk has no channel called {call.contact.channel}")
    note = _note(call, status=office.issuer.status, at=at)
    attempt = Attempt(notice=note.id, contact=call.contact, number=1, by=TOCSIN, at=at)
    try:
        return channel.send(note, contact=call.contact, attempt=attempt)
    except Exception as error:  # noqa: BLE001 - one channel's fault must not keep the others from ringing
        return Sent(outcome=Delivery.FAILED, because=f"the channel broke: {type(error).__name__}")


def _note(call: Call, *, status: NoticeStatus, at: datetime) -> Notice:
    """The ring in the shape that channels send. It warns nobody, and the record calls it a ring."""
    headline, text = words_of(call.clock, at=at)
    return Notice(
        kind=NoticeKind.BRIEFING, incident="", decision="", recipient=call.ring.role, contacts=(), language="en",
        status=status, marking=Tlp.CLEAR, headline=headline, above=(), below=(Line(text=text),), disclosures=(),
        media_type="text/plain", body=text, sent=at, expires=call.clock.due,
        identifier=digest(f"{call.clock.about}{call.ring.role}{call.ring.minutes}")[:16],
    )  # fmt: skip

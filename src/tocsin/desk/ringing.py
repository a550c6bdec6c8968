"""Ringing: what runs out rings whoever the policy names, once for each step, and each ring is on record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    Whoever is to be rung about several things at one moment is rung once: nobody reads the last of forty messages.
    What is given back are the rings as they stand on record, one for each thing: their contacts lie apart.
    """
    together: dict[tuple[str, Contact | None], list[Call]] = {}
    for call in calls(book, office=office, at=at):
        together.setdefault((call.ring.role, call.contact), []).append(call)
    for (role, contact), mine in together.items():
        sent = _send(role, contact, [call.clock for call in mine], office=office, channels=channels, at=at)
        for call in mine:
            rung = Rung(
                about=call.clock.about, task=call.clock.task, due=call.clock.due, role=role,
                minutes=call.ring.minutes, contact=contact, outcome=sent.outcome, because=sent.because,
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


def words_of(clocks: Sequence[Clock], *, at: datetime) -> tuple[str, str]:
    """Headline and text of a ring. They name no person, place or threat: whoever is rung opens the desk to see."""
    said = [f"To {clock.task}: {_left(clock, at)}" for clock in clocks]
    headline = said[0] if len(said) == 1 else f"{len(said)} things to do; {said[0]}"
    lines = (
        f"{each}. Due {clock.due.astimezone(at.tzinfo):%d %b %Y %H:%M %Z}; see it: tocsin show {clock.about[:12]}"
        for each, clock in zip(said[:_NAMED], clocks, strict=False)
    )
    more = f"and {len(said) - _NAMED} more\n" if len(said) > _NAMED else ""
    return headline, "\n".join((*lines, f"{more}All that is due: tocsin duty\n"))


_NAMED = 20
"""So many things are named in one ring; what is due first stands first."""


def _left(clock: Clock, at: datetime) -> str:
    minutes = int((clock.due - at).total_seconds() // 60)
    return f"due in {minutes} minutes" if minutes >= 0 else f"OVERDUE by {-minutes} minutes"


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


def _send(
    role: str, contact: Contact | None, clocks: Sequence[Clock], *, office: Office, channels: Mapping[str, Channel],
    at: datetime,
) -> Sent:  # fmt: skip
    if contact is None:
        return Sent(outcome=Delivery.FAILED, because=NOBODY)
    channel = channels.get(contact.channel)
    if channel is None:
        return Sent(outcome=Delivery.FAILED, because=f"this desk has no channel called {contact.channel}")
    note = _note(role, clocks, status=office.issuer.status, at=at)
    attempt = Attempt(notice=note.id, contact=contact, number=1, by=TOCSIN, at=at)
    try:
        return channel.send(note, contact=contact, attempt=attempt)
    except Exception as error:  # noqa: BLE001 - one channel's fault must not keep the others from ringing
        return Sent(outcome=Delivery.FAILED, because=f"the channel broke: {type(error).__name__}")


def _note(role: str, clocks: Sequence[Clock], *, status: NoticeStatus, at: datetime) -> Notice:
    """The ring in the shape that channels send. It warns nobody, and the record calls it a ring."""
    headline, text = words_of(clocks, at=at)
    return Notice(
        kind=NoticeKind.BRIEFING, incident="", decision="", recipient=role, contacts=(), language="en",
        status=status, marking=Tlp.CLEAR, headline=headline, above=(), below=(Line(text=text),), disclosures=(),
        media_type="text/plain", body=text, sent=at, expires=max(clock.due for clock in clocks),
        identifier=digest("".join((role, at.isoformat(), *(clock.about for clock in clocks))))[:16],
    )  # fmt: skip

"""The fold: where each word stands in the current view, and what it replaces there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.codec import canonical, tag
from tocsin.model import (
    Account,
    Agent,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    BadInput,
    Cancellation,
    Closing,
    Consultation,
    Correction,
    Delivery,
    DutyDecision,
    DutyProposal,
    Erased,
    Erasure,
    Escalation,
    Extension,
    GivenUp,
    Grade,
    HandedOn,
    Imported,
    Incident,
    KeyRevoked,
    Link,
    Notice,
    Origin,
    Outcome,
    Person,
    PersonKey,
    Policy,
    Publication,
    Reading,
    Receipt,
    Refused,
    Register,
    Relay,
    Rendering,
    Reopening,
    Report,
    Restoring,
    Rung,
    Source,
    Statement,
    Submission,
    Timestamp,
    Unread,
    Weighing,
    delivery_key,
    digest,
    identity,
)

VERSION = 17
"""Counts up when view, outbox or docket of the same record change; a casebook of another version is folded anew."""

_LONGEST = 200
PERSON = "person"
"""The voice of what a person said, where a program has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A word takes its place, instead of the one that had the same kind, key and voice."""

    kind: str
    key: str
    voice: str
    parent: str
    ident: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOlder:
    """What earlier acts put under a parent, of these kinds, goes."""

    kinds: tuple[str, ...]
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropKeys:
    """What stands under these keys goes."""

    kind: str
    keys: tuple[str, ...]


Change = Put | DropOlder | DropKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a word is found again.

    Where two voices may speak under one key, both stand: of statements the reports that say the same,
    of judgements the person's and the program's.
    """

    key: Callable[[Any], str]
    parent: Callable[[Any], str] = lambda _: ""
    voice: Callable[[Any], str] = lambda _: ""


def _voice(by: Agent) -> str:
    return PERSON if isinstance(by, Person) else "program"


def _receipt(word: Receipt) -> str:
    """The key of a receipt: one for each outcome of an attempt, but every answer of a person stands for itself."""
    answered = word.outcome is Delivery.ACKNOWLEDGED and isinstance(word.by, Person)
    return identity(word.attempt, word.outcome, *((word.by.name, word.at.isoformat()) if answered else ()))


PLACES: dict[type, Place] = {
    Report: Place(key=lambda w: w.id),
    Arrival: Place(
        key=lambda w: identity(
            w.report, w.source.id, canonical(w.published) if w.published else None, w.marking, w.received.isoformat()
        ),
        parent=lambda w: w.report,
    ),
    Refused: Place(key=lambda w: identity(w.where, w.what)),
    Reading: Place(key=lambda w: w.report, parent=lambda w: w.report),
    Statement: Place(key=lambda w: w.id, parent=lambda w: w.report, voice=lambda w: w.report),
    Unread: Place(
        key=lambda w: identity(w.report, w.passage.start, w.passage.end, w.because, w.detail, w.proposed),
        parent=lambda w: w.report,
    ),
    Source: Place(key=lambda w: w.id),
    Link: Place(key=lambda w: pair(w.left, w.right), voice=lambda w: _voice(w.by)),
    Incident: Place(key=lambda w: w.id),
    Origin: Place(key=lambda w: w.id),
    Grade: Place(key=lambda w: w.statement, parent=lambda w: w.statement, voice=lambda w: _voice(w.by)),
    Assessment: Place(key=lambda w: w.incident, parent=lambda w: w.incident, voice=lambda w: _voice(w.by)),
    Closing: Place(key=lambda w: w.incident, parent=lambda w: w.incident),
    Outcome: Place(key=lambda w: w.id, parent=lambda w: w.incident),
    Account: Place(key=lambda w: w.id, parent=lambda w: w.incident),
    Correction: Place(key=lambda w: w.report, parent=lambda w: w.report),
    DutyProposal: Place(key=lambda w: w.id, parent=lambda w: w.incident),
    DutyDecision: Place(key=lambda w: w.id, parent=lambda w: w.proposal),
    Consultation: Place(key=lambda w: w.id, parent=lambda w: w.proposal),
    Weighing: Place(key=lambda w: w.id, parent=lambda w: w.proposal),
    Rung: Place(key=lambda w: w.id, parent=lambda w: w.about),
    Reopening: Place(key=lambda w: w.decision, parent=lambda w: w.decision),
    Notice: Place(key=lambda w: w.id, parent=lambda w: w.decision),
    Approval: Place(key=lambda w: identity(w.notice, w.by.name), parent=lambda w: w.notice),
    Submission: Place(key=lambda w: identity(w.notice, w.by.name), parent=lambda w: w.notice),
    Extension: Place(key=lambda w: identity(w.notice, w.by.name, w.at.isoformat()), parent=lambda w: w.notice),
    Cancellation: Place(key=lambda w: w.notice, parent=lambda w: w.notice),
    Rendering: Place(key=lambda w: w.id, parent=lambda w: w.notice),
    Relay: Place(key=lambda w: w.id, parent=lambda w: w.notice),
    PersonKey: Place(key=lambda w: w.key, parent=lambda w: w.person.name),
    KeyRevoked: Place(key=lambda w: w.key),
    Attempt: Place(key=lambda w: w.id, parent=lambda w: w.notice),
    Receipt: Place(key=_receipt, parent=lambda w: w.attempt),
    Escalation: Place(key=lambda w: delivery_key(w.notice, w.contact), parent=lambda w: w.notice),
    Publication: Place(key=lambda w: w.id, parent=lambda w: w.notice),
    GivenUp: Place(key=lambda w: delivery_key(w.notice, w.contact), parent=lambda w: w.notice),
    Policy: Place(key=lambda w: w.digest),
    Register: Place(key=lambda w: w.digest),
    Erased: Place(key=lambda w: w.digest),
    Timestamp: Place(key=lambda w: digest(w.note)),
    HandedOn: Place(key=lambda w: identity(w.holder, w.root, w.outcome, w.at.isoformat()), parent=lambda w: w.holder),
    Erasure: Place(key=lambda w: w.item),
    Restoring: Place(key=lambda w: identity(w.size, w.by.name, w.at.isoformat())),
    Imported: Place(key=lambda w: w.archive, parent=lambda w: w.incident),
}


def pair(left: str, right: str) -> str:
    """The key of a link: its two statements, in either order."""
    return identity(*sorted((left, right)))


def changes(word: Any, *, spelled: str = "") -> Iterator[Change]:
    """What one word does to the view, in order; `spelled` is the word in canonical JSON, where it is at hand.

    A reading replaces the statements and unread passages of its report; an incident takes its aliases in.
    An arrival stands behind those recorded before it: of a source the last marking counts, also of one moment.

    Raises:
        BadInput: this word has no place in a casebook, or its key cannot be kept.
    """
    put = _put(word, spelled=spelled)
    if isinstance(word, Arrival):
        yield DropKeys(kind=put.kind, keys=(put.key,))
    yield put
    if isinstance(word, Reading):
        yield from (_put(found) for found in (*word.statements, *word.unread))
        yield DropOlder(kinds=(tag(Statement), tag(Unread)), parent=word.report)
    if isinstance(word, Incident) and word.aliases:
        yield DropKeys(kind=tag(Incident), keys=word.aliases)


def _put(word: Any, *, spelled: str = "") -> Put:
    place = PLACES.get(type(word))
    if place is None:
        raise BadInput(
            where="casebook", what=f"a {type(word).__name__} has no place of its own here", now="record what holds it"
        )
    ident = getattr(word, "id", "")
    put = Put(
        kind=tag(type(word)),
        key=place.key(word),
        voice=place.voice(word),
        parent=place.parent(word),
        ident=ident,
        body="" if isinstance(word, Reading) else spelled or canonical(word),
    )
    for part in (put.key, put.voice, put.parent, put.ident):
        if len(part) > _LONGEST or "\0" in part:
            raise BadInput(
                where=f"casebook: {put.kind}", what=f"{part[:40]!r}… cannot be an id", now="nothing was recorded"
            )
    return put

"""Who was told what: statements by recipients, from notices, attempts and receipts; never more than these bear out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.model import (
    Agent,
    Approval,
    Attempt,
    Cancellation,
    Contact,
    Correction,
    Delivery,
    GivenUp,
    Heard,
    Notice,
    Receipt,
    Telling,
    digest,
)
from tocsin.release.drawing import PUBLIC

_WENT = (Delivery.UNKNOWN, Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.ACKNOWLEDGED)
"""The outcomes after which it may have reached somebody, in the order in which they say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Notices about one incident, in whatever order, and all that became of them."""

    notices: tuple[Notice, ...]
    approvals: tuple[Approval, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
    idle: Mapping[str, str] = field(default_factory=dict)
    """Why a notice that was never approved cannot be any more, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked about: an incident's statements and recipients, in the order of telling.

    `came` is when each statement reached us, `corrections` what became of its report, `silences` why nothing was
    drawn up for a recipient, by their id; `protectors` names whose a recipient's contact is, where it is not their own.
    """

    incident: str
    statements: tuple[str, ...]
    recipients: tuple[str, ...]
    came: Mapping[str, datetime]
    corrections: Mapping[str, Correction]
    silences: Mapping[str, str]
    protectors: Mapping[tuple[str, Contact], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One notice on its way by one contact: the first attempt, and the most that is known of all of them."""

    contact: Contact | None
    sent: datetime | None
    outcome: Delivery | None
    because: str
    known: datetime | None = None
    by: Agent | None = None

    @property
    def heard(self) -> Heard:
        """Told only where a person answered; what was refused, failed or never tried was not told."""
        if self.outcome is Delivery.ACKNOWLEDGED:
            return Heard.TOLD
        return Heard.PERHAPS if self.outcome in _WENT else Heard.NOT_TOLD


def tellings(case: Case, post: Post, *, at: datetime) -> tuple[Telling, ...]:
    """A row or more for every statement and recipient, as the record stood at a moment, and one for what nobody has.

    Several notices to one recipient, and several contacts of one notice, each have a row; see `Telling`.
    """
    then = _until(post, at)
    handed = {n.id: tuple(_handed(n, then, at=at)) for n in then.notices}
    found: list[Telling] = []
    for statement in case.statements:
        rows = [r for to in case.recipients for r in _rows(statement, to, case=case, post=then, handed=handed, at=at)]
        if not any(may_have(row) for row in rows):
            rows.append(_nobody(statement, rows, case))
        found += rows
    return tuple(found)


def may_have(row: Telling) -> bool:
    """Whether by this row the recipient was told, or may have been."""
    return row.heard in {Heard.TOLD, Heard.PERHAPS}


def best(rows: Iterable[Telling]) -> Heard:
    """The most that several rows bear out; nothing at all is not told."""
    found = {row.heard for row in rows}
    return next((h for h in (Heard.TOLD, Heard.PERHAPS, Heard.WITHHELD) if h in found), Heard.NOT_TOLD)


def _until(post: Post, at: datetime) -> Post:
    """The post as it lay there at a moment."""
    return replace(
        post, notices=tuple(sorted((n for n in post.notices if n.sent <= at), key=lambda n: n.sent)),
        approvals=tuple(a for a in post.approvals if a.at <= at),
        attempts=tuple(a for a in post.attempts if a.at <= at),
        receipts=tuple(sorted((r for r in post.receipts if r.at <= at), key=lambda r: r.at)),
        given_up=tuple(g for g in post.given_up if g.at <= at),
        cancellations=tuple(c for c in post.cancellations if c.at <= at),
    )  # fmt: skip


# ---- one notice on its way


def _handed(notice: Notice, post: Post, *, at: datetime) -> Iterator[Handed]:
    """How a notice fared with each contact that was tried or given up; where none was, why it lies here."""
    made: dict[Contact, list[Attempt]] = {}
    for attempt in post.attempts:
        if attempt.notice == notice.id:
            made.setdefault(attempt.contact, []).append(attempt)
    ends = {g.contact: g for g in post.given_up if g.notice == notice.id}
    for contact in dict.fromkeys((*made, *ends)):
        if contact in made:
            yield _tried(contact, made[contact], post)
        else:
            end = ends[contact]
            yield Handed(contact=contact, sent=None, outcome=end.outcome, because=end.because, known=end.at, by=end.by)
    if not made and not ends:
        yield _waiting(notice, post, at=at)


def _waiting(notice: Notice, post: Post, *, at: datetime) -> Handed:
    """A notice that nobody tried to send; "approved" is said of its exact text alone."""
    approved = any(a.notice == notice.id and a.body == digest(notice.body) for a in post.approvals)
    idle = post.idle.get(notice.id)
    over = at >= notice.expires
    if approved:
        words, outcome = "approved, and never sent", Delivery.QUEUED
    else:
        words, outcome = "drawn up, and approved by nobody" if over or idle else "it waits for approval", None
    end = f"; {idle}" if idle else "; it has expired" if over else ""
    return Handed(contact=None, sent=None, outcome=outcome, because=words + end)


def _tried(contact: Contact, attempts: Sequence[Attempt], post: Post) -> Handed:
    """The most that is known of all attempts by one contact. That one came back does not call another back."""
    known = [_known([r for r in post.receipts if r.attempt == a.id]) for a in attempts]
    sent = min(a.at for a in attempts)
    if None in known and not any(r and r.outcome in _WENT[1:] for r in known):
        because = "an attempt was written down, and nothing came back"
        return Handed(contact=contact, sent=sent, outcome=Delivery.UNKNOWN, because=because)
    best_ = max((r for r in known if r is not None), key=lambda r: (_rank(r.outcome), r.at))
    return Handed(
        contact=contact, sent=sent, outcome=best_.outcome, because=best_.because, known=best_.at, by=best_.by
    )  # fmt: skip


def _rank(outcome: Delivery) -> int:
    return _WENT.index(outcome) if outcome in _WENT else -1


def _known(receipts: Iterable[Receipt]) -> Receipt | None:
    """Of one attempt's receipts, in time: a person's answer stands; else the last, which may say that it came back."""
    found: Receipt | None = None
    for receipt in receipts:
        if found is not None and found.outcome is Delivery.ACKNOWLEDGED:
            continue
        if receipt.outcome is Delivery.UNKNOWN and found is not None and found.outcome in _WENT:
            continue
        found = receipt
    return found


# ---- one statement and one recipient


def _rows(
    statement: str, recipient: str, *, case: Case, post: Post, handed: Mapping[str, tuple[Handed, ...]], at: datetime
) -> Iterator[Telling]:
    """The rows of one statement and one recipient: one for each way of each notice that speaks of it, or one."""
    theirs = [n for n in post.notices if n.recipient == recipient]
    blank = Telling(
        incident=case.incident, statement=statement, recipient=recipient, heard=Heard.NOT_TOLD, because=""
    )  # fmt: skip
    speaks = False
    for version, notice in enumerate(theirs, 1):
        about = replace(blank, notice=notice.id, version=version)
        words = () if notice.cancels else tuple(
            line.text for line in (*notice.above, *notice.below) if statement in line.draws_on
        )  # fmt: skip
        kept = next((d for d in notice.disclosures if d.statement == statement and not d.told), None)
        if words:
            speaks = True
            for way in handed[notice.id]:
                yield _told(about, way, words=words, case=case, post=post, handed=handed, at=at)
        elif kept is not None and not notice.cancels:
            speaks = True
            since = _public(statement, post, handed, moment=at)
            yield replace(about, heard=Heard.WITHHELD, because=kept.because, public=since[0], public_since=since[1])
    if not speaks:
        since = _public(statement, post, handed, moment=at)
        because = _silence(statement, theirs, recipient=recipient, case=case)
        yield replace(blank, because=because, public=since[0], public_since=since[1])


def _told(
    about: Telling, way: Handed, *, words: tuple[str, ...], case: Case, post: Post,
    handed: Mapping[str, tuple[Handed, ...]], at: datetime,
) -> Telling:  # fmt: skip
    public, since = _public(about.statement, post, handed, moment=way.sent or at)
    guard = case.protectors.get((about.recipient, way.contact), "") if way.contact else ""
    because = f"{way.because}; this is the contact of {guard}" if guard else way.because
    row = replace(
        about, heard=way.heard, because=because, words=words, contact=way.contact, sent=way.sent,
        outcome=way.outcome, known=way.known, by=way.by, public=public, public_since=since,
    )  # fmt: skip
    return replace(row, later=tuple(_later(row, case=case, post=post, handed=handed))) if may_have(row) else row


def _silence(statement: str, theirs: Sequence[Notice], *, recipient: str, case: Case) -> str:
    """Why no notice to a recipient speaks of a statement at all."""
    if not theirs:
        return case.silences.get(recipient, "no notice to them was drawn up")
    came = case.came.get(statement)
    last = max(n.sent for n in theirs)
    if came is not None and came > last:
        return "it reached us after the last notice to them was drawn up"
    return (
        "no notice to them speaks of it, though it had reached us"
        if came is not None
        else "no notice to them speaks of it"
    )


def _public(
    statement: str, post: Post, handed: Mapping[str, tuple[Handed, ...]], *, moment: datetime
) -> tuple[Heard, datetime | None]:
    """What the public had of a statement by a moment, and since when: never more than that it was put out."""
    since = [
        way.sent
        for notice in post.notices
        if notice.recipient == PUBLIC and not notice.cancels and statement in notice.draws_on
        for way in handed[notice.id]
        if way.heard is not Heard.NOT_TOLD and way.sent is not None and way.sent <= moment
    ]
    if since:
        return Heard.PERHAPS, min(since)
    kept = any(
        d.statement == statement and not d.told
        for n in post.notices if n.recipient == PUBLIC and n.sent <= moment
        for d in n.disclosures
    )  # fmt: skip
    return (Heard.WITHHELD if kept else Heard.NOT_TOLD), None


def _later(row: Telling, *, case: Case, post: Post, handed: Mapping[str, tuple[Handed, ...]]) -> Iterator[str]:
    """What became of it after they may have had it: corrections of its report, newer notices, taking back."""
    theirs = [n for n in post.notices if n.recipient == row.recipient]
    newer = [(v, n) for v, n in enumerate(theirs, 1) if v > row.version]
    correction = case.corrections.get(row.statement)
    if correction is not None:
        yield f"its report was {correction.how} at {_at(correction.at)} by {correction.by.name}: {correction.because}"
        if not any(n.sent >= correction.at and _went(handed[n.id]) for _, n in newer):
            yield "nothing that went out to them since puts it right"
    for cancellation in (c for c in post.cancellations if c.notice == row.notice):
        yield f"taken back at {_at(cancellation.at)} by {cancellation.by.name}: {cancellation.because}"
    for version, notice in newer:
        if notice.cancels and notice.revises == row.notice:
            yield f"that it is taken back (version {version}): {_fared(handed[notice.id])}"
        elif not notice.cancels and row.statement not in notice.draws_on and _went(handed[notice.id]):
            yield f"version {version} no longer tells it: {_fared(handed[notice.id])}"


def _went(ways: Iterable[Handed]) -> bool:
    return any(way.heard is not Heard.NOT_TOLD for way in ways)


def _fared(ways: Sequence[Handed]) -> str:
    top = max(ways, key=lambda way: _rank(way.outcome) if way.outcome else -1)
    return f"{top.outcome}" if top.outcome and top.sent else top.because


def _nobody(statement: str, rows: Sequence[Telling], case: Case) -> Telling:
    """The row of what nobody was told."""
    by_recipient = {to: best(r for r in rows if r.recipient == to) for to in case.recipients}
    kept = sum(1 for heard in by_recipient.values() if heard is Heard.WITHHELD)
    words = f"nobody was told: withheld from {kept}, not told to {len(by_recipient) - kept}"
    heard = Heard.WITHHELD if kept else Heard.NOT_TOLD
    return Telling(incident=case.incident, statement=statement, recipient="", heard=heard, because=words)


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")

"""What people do with notices: submit, approve, extend, cancel. Each act bears a name, which a key can prove."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin import release
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.duties import stands
from tocsin.desk.keys import prove
from tocsin.desk.office import Office
from tocsin.desk.people import find_incident, register_of
from tocsin.desk.program import TOCSIN
from tocsin.desk.tearline import guard
from tocsin.model import (
    Approval,
    Attempt,
    Cancellation,
    DutyDecision,
    Extension,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Policy,
    Protected,
    Register,
    Reopening,
    Submission,
    digest,
)

Key = Ed25519PrivateKey | None


def submit(
    notice: Notice, *, read: str, book: Book, by: Person, at: datetime, key: Key = None, required: bool = False
) -> Submission:
    """A person read exactly this text and asks for its approval; somebody else must give that.

    Raises:
        NotAllowed: the digest `read` is not that of the notice's text, or the notice can no longer go out.
    """
    with book.transaction():
        _as_read(notice, read)
        still_stands(notice, book=book, at=at)
        bare = Submission(notice=notice.id, body=digest(notice.body), by=by, at=at)
        found = prove(bare, key=key, required=required, book=book)
        book.record(Act(kind="submission", subject=notice.id, words=(found,), by=by, at=at))
    return found


def approve(
    notice: Notice, *, read: str, book: Book, by: Person, at: datetime, key: Key = None, required: bool = False
) -> Approval:
    """A person approves exactly the text that was read; `read` is its digest.

    All is asked inside the transaction: a ruling that another made meanwhile has been seen.

    Raises:
        NotAllowed: the digest is not that of the notice's text, the notice has expired or was taken back, its ruling
            no longer stands, the person ruled on it, asked for it or submitted it, or does not prove to be who they
            are; or the text tells what is kept back from its readers.
    """
    where = f"notice {notice.id[:12]}"
    with book.transaction():
        _as_read(notice, read)
        still_stands(notice, book=book, at=at)
        own = release.may_not_approve(
            by.name, notice, decision=book.get(DutyDecision, notice.decision),
            submissions=book.all(Submission, parent=notice.id), asked=_asked(notice, book=book),
        )  # fmt: skip
        if own:
            raise NotAllowed(
                where=where, what=f"{by.name} {own}, and nobody approves their own", now="have somebody else approve it"
            )
        guard(notice, book=book)
        bare = Approval(notice=notice.id, body=digest(notice.body), by=by, at=at)
        found = prove(bare, key=key, required=required, book=book)
        book.record(Act(kind="approval", subject=notice.id, words=(found,), by=by, at=at))
    return found


def extend(
    notice: Notice, *, until: datetime, because: str, book: Book, office: Office, by: Person, at: datetime,
    key: Key = None,
) -> tuple[Extension, Notice]:  # fmt: skip
    """A notice that went out is to hold until later: its next version is drawn up, and waits for approval.

    Raises:
        NotAllowed: it never went out, was taken back or replaced, its ruling no longer stands, the moment is not
            later than its end and now, or no reason is given.
    """
    where = f"notice {notice.id[:12]}"
    if until <= max(at, notice.expires):
        what = f"{until.isoformat(timespec='minutes')} is no later than its end, or over"
        raise NotAllowed(where=where, what=what, now="choose a later moment")
    with book.transaction():
        decision = _went_out(notice, because, book=book)
        if not stands(decision, book=book):
            what = "its ruling no longer stands, so that its words may not go on holding"
            raise NotAllowed(where=where, what=what, now="rule again, or cancel it")
        bare = Extension(notice=notice.id, until=until, because=because, by=by, at=at)
        act = prove(bare, key=key, required=office.all_sign, book=book)
        made = release.extended(
            notice, act, decision=decision, protected=_entry(notice, book=book, office=office), issuer=office.issuer,
            references=_references(notice, book=book, at=at),
        )  # fmt: skip
        book.record(
            Act(kind="extension", subject=notice.id, words=(act,), by=by, at=at),
            Act(kind="notice", subject=decision.id, words=(made,), by=TOCSIN, at=at),
        )
    return act, made


def cancel(
    notice: Notice, *, because: str, told: str = "", book: Book, office: Office, by: Person, at: datetime,
    key: Key = None,
) -> tuple[Cancellation, Notice]:  # fmt: skip
    """A notice that went out is taken back: what is queued stops, and the word that says so waits for approval.

    `because` is for the record alone; `told` is what its readers are told of the reason.

    Raises:
        NotAllowed: it never went out, was taken back before, says itself that something is taken back, or no reason
            is given.
    """
    with book.transaction():
        decision = _went_out(notice, because, book=book)
        bare = Cancellation(notice=notice.id, because=because, by=by, at=at)
        act = prove(bare, key=key, required=office.all_sign, book=book)
        made = release.cancelled(
            notice, act, told=told, decision=decision, protected=_entry(notice, book=book, office=office),
            issuer=office.issuer, references=_references(notice, book=book, at=at),
        )  # fmt: skip
        book.record(
            Act(kind="cancellation", subject=notice.id, words=(act,), by=by, at=at),
            Act(kind="notice", subject=decision.id, words=(made,), by=TOCSIN, at=at),
        )
    return act, made


def approvers(notice: Notice, *, book: Book) -> int:
    """How many people must approve a notice, by the policy that it was ruled under."""
    decision = book.get(DutyDecision, notice.decision)
    policy = book.get(Policy, decision.policy) if decision is not None else None
    return policy.approvers if policy is not None else 1


def released(notice: Notice, *, book: Book) -> bool:
    """Whether as many people as are needed approved exactly this text."""
    return release.enough(notice, book.all(Approval, parent=notice.id), needed=approvers(notice, book=book))


def state(notice: Notice, *, book: Book, at: datetime) -> NoticeState:
    """Where a notice stands in its life."""
    return release.state(
        release.Life(
            notice=notice, needed=approvers(notice, book=book), submissions=book.all(Submission, parent=notice.id),
            approvals=book.all(Approval, parent=notice.id), attempts=book.all(Attempt, parent=notice.id),
            cancellations=book.all(Cancellation, parent=notice.id), newer=newer(notice, book=book) is not None,
        ),
        at=at,
    )  # fmt: skip


def newer(notice: Notice, *, book: Book) -> Notice | None:
    """The newer version of a notice that was released, of the same kind for the same recipient, if there is one."""
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        return None
    rulings = [d for d in book.all(DutyDecision, parent=decision.incident) if d.proposal == decision.proposal]
    later = rulings[rulings.index(decision) :] if decision in rulings else [decision]
    found = [
        other
        for d in later
        for other in book.all(Notice, parent=d.id)
        if (other.kind, other.recipient, other.language) == (notice.kind, notice.recipient, notice.language)
        and other.sent > notice.sent
        and released(other, book=book)
    ]
    return found[-1] if found else None


def still_stands(notice: Notice, *, book: Book, at: datetime) -> None:
    """Refuse what can no longer go out.

    Raises:
        NotAllowed: it expired, was taken back, or its ruling was reopened or superseded. The word that something is
            taken back may go out whatever became of the ruling.
    """
    where = f"notice {notice.id[:12]}"
    if at >= notice.expires:
        raise NotAllowed(
            where=where, what=f"it expired at {notice.expires.isoformat()}", now="rule again to draw up another"
        )
    for back in book.all(Cancellation, parent=notice.id):
        raise NotAllowed(where=where, what=f"{back.by.name} cancelled it: {back.because}", now="rule again")
    if notice.cancels:
        return
    for again in book.all(Reopening, parent=notice.decision):
        raise NotAllowed(where=where, what=f"its ruling was reopened: {again.because}", now="rule again")
    decision = book.get(DutyDecision, notice.decision)
    if decision is None or not stands(decision, book=book):
        raise NotAllowed(where=where, what="the ruling it was drawn up for was superseded", now="approve the newer one")


def _as_read(notice: Notice, read: str) -> None:
    if read != digest(notice.body):
        where = f"notice {notice.id[:12]}"
        raise NotAllowed(where=where, what="this is not the text that was read", now="show it again, then approve")


def _asked(notice: Notice, *, book: Book) -> tuple[str, ...]:
    """Who asked for the version that revises another."""
    if not notice.revises:
        return ()
    extended = (act.by.name for act in book.all(Extension, parent=notice.revises))
    return (*extended, *(act.by.name for act in book.all(Cancellation, parent=notice.revises)))


def _went_out(notice: Notice, because: str, *, book: Book) -> DutyDecision:
    """The ruling of a notice that went out and may be revised."""
    where = f"notice {notice.id[:12]}"
    if not because.strip():
        raise NotAllowed(where=where, what="no reason is given", now="say why: --because")
    if notice.cancels:
        raise NotAllowed(where=where, what="it says itself that a notice is cancelled", now="rule again to warn anew")
    if not book.all(Attempt, parent=notice.id):
        now = "rule again on its duty: that stops what is queued"
        raise NotAllowed(where=where, what="it never went out, so that nobody must be told of it", now=now)
    for back in book.all(Cancellation, parent=notice.id):
        raise NotAllowed(where=where, what=f"{back.by.name} cancelled it before: {back.because}", now="rule again")
    other = newer(notice, book=book)
    if other is not None:
        what = f"notice {other.id[:12]} took its place"
        raise NotAllowed(where=where, what=what, now="name that one")
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        raise NotFound(where=where, what="the ruling it was drawn up for is not on record")
    return decision


def _references(notice: Notice, *, book: Book, at: datetime) -> tuple[str, ...]:
    """What the next version of an alert refers to: all that was sent about the incident and holds, and itself."""
    if notice.kind is not NoticeKind.ALERT:
        return ()
    try:
        incident = find_incident(book, notice.incident)
        names = {incident.id, *incident.aliases}
    except NotFound:  # nothing that was said stands any more
        names = {notice.incident}
    sent = {a.notice for a in book.all(Attempt)}
    alerts = [n.body for n in book.all(Notice) if n.kind is NoticeKind.ALERT and n.incident in names and n.id in sent]
    own = release.referable((notice.body,), at=notice.sent)
    return tuple(dict.fromkeys((*release.referable(alerts, at=at), *own)))


def _entry(notice: Notice, *, book: Book, office: Office) -> Protected | None:
    """The entry of the register that a briefing is for, as it stands, or as the record last had it.

    Raises:
        NotFound: neither knows it.
    """
    if notice.kind is NoticeKind.ALERT:
        return None
    for register in (register_of(book, office), *reversed(book.all(Register))):
        for entry in register.entries:
            if entry.id == notice.recipient:
                return entry
    raise NotFound(where=notice.recipient, what="no register on record has it", now="put it back, then try again")

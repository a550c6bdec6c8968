"""What people do with notices: submit, approve, extend, cancel. Each act bears a name, which a key can prove."""

from datetime import datetime

from tocsin import release
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.addressed import addressed, also, entry_of, still_cleared
from tocsin.desk.current import find_incident
from tocsin.desk.duties import stands
from tocsin.desk.keys import Key, prove
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.desk.referred import named, references_of
from tocsin.desk.tearline import guard
from tocsin.desk.versions import (
    alike,
    earlier_of,
    extends,
    holders,
    lineage,
    newer,
    released,
    replaced,
    taken_back,
    unsaid,
    went_out,
)
from tocsin.model import (
    Approval,
    Cancellation,
    DutyDecision,
    DutyProposal,
    Extension,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Rendering,
    Reopening,
    Submission,
    digest,
)


def submit(
    notice: Notice, *, read: str, book: Book, by: Person, at: datetime, key: Key = None, required: bool
) -> Submission:
    """A person read exactly this text and asks for its approval; somebody else must give that.

    Raises:
        NotAllowed: the digest `read` is not that of the notice's text, the notice can no longer go out, or the same
            person approved it.
    """
    with book.transaction():
        _as_read(notice, read)
        still_stands(notice, book=book, at=at)
        if any(a.by.known_as == by.known_as for a in book.all(Approval, parent=notice.id)):
            raise NotAllowed(
                where=f"notice {notice.id[:12]}", what=f"{by.name} approved it, and nobody approves their own"
            )
        bare = Submission(notice=notice.id, body=digest(notice.body), by=by, at=at)
        found = prove(bare, key=key, required=required, book=book)
        book.record(Act(kind="submission", subject=notice.id, words=(found,), by=by, at=at))
    return found


def approve(
    notice: Notice, *, read: str, book: Book, by: Person, at: datetime, key: Key = None, office: Office
) -> Approval:
    """A person approves exactly the text that was read; `read` is its digest.

    All is asked inside the transaction: a ruling that another made meanwhile has been seen.

    Raises:
        NotAllowed: the digest is not that of the notice's text, the notice has expired or was taken back, its ruling
            no longer stands, the person ruled on it, asked for it or submitted it, or does not prove to be who they
            are; or the text tells what is kept back from its readers, or what they may not see by now.
    """
    where = f"notice {notice.id[:12]}"
    with book.transaction():
        _as_read(notice, read)
        still_stands(notice, book=book, at=at)
        own = release.may_not_approve(
            by, notice, decision=book.get(DutyDecision, notice.decision),
            submissions=book.all(Submission, parent=notice.id), asked=_asked(notice, book=book),
        )  # fmt: skip
        if own:
            raise NotAllowed(
                where=where, what=f"{by.name} {own}, and nobody approves their own", now="have somebody else approve it"
            )
        still_cleared(notice, book=book, office=office)
        guard(notice, book=book, issuer=office.issuer)
        bare = Approval(notice=notice.id, body=digest(notice.body), by=by, at=at)
        found = prove(bare, key=key, required=office.all_sign, book=book)
        book.record(Act(kind="approval", subject=notice.id, words=(found,), by=by, at=at))
    return found


def extend(
    notice: Notice, *, until: datetime, because: str, book: Book, office: Office, by: Person, at: datetime,
    key: Key = None,
) -> tuple[Extension, Notice]:  # fmt: skip
    """A notice that went out is to hold until later: its next version is drawn up, and waits for approval.

    Raises:
        NotAllowed: it never went out, was taken back or replaced, its ruling no longer stands, the moment is not
            later than its end and now, no reason is given, or its reader may not see so much by now.
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
        still_cleared(notice, book=book, office=office)
        bare = Extension(notice=notice.id, until=until, because=because, by=by, at=at)
        act = prove(book.apart(bare, at=at), key=key, required=office.all_sign, book=book)
        made = release.extended(
            notice, act, decision=decision, protected=entry_of(notice, book=book, office=office), issuer=office.issuer,
            references=references_of(notice, book=book, at=at),
        )  # fmt: skip
        made = addressed(made, book=book, office=office, at=at)
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

    It goes to whoever was sent the notice, or one that it revises, and to where they are by now. With an alert every
    other goes that its cancellation names, and so does every version that was drawn up of any of them. `because` is for
    the record alone; `told` is what readers are told of the reason. Where that word ran out before anybody had it, or
    tells what is secret since, so that nobody can approve it, it is drawn up once more.

    Raises:
        NotAllowed: it never went out, was taken back before and its readers may know, says itself that something is
            taken back, a newer warning for its readers waits or stands, no reason is given, or `told` tells what is
            kept back from them.
    """
    with book.transaction():
        again = unsaid(notice, book=book, at=at, issuer=office.issuer)
        if not again:
            _nothing_newer(notice, book=book, at=at)
        decision = _went_out(notice, because, over=True, again=again, book=book)
        references = references_of(notice, book=book, at=at)
        acts = tuple(
            prove(
                Cancellation(notice=each.id, because=because, by=by, at=at),
                key=key,
                required=office.all_sign,
                book=book,
            )
            for each in (notice, *named(references, besides=notice, book=book))
            if (again and each is notice) or not taken_back(each, book=book)
        )
        act = acts[0]
        held = tuple(n.identifier for n in lineage(notice, book=book) if went_out(n, book=book))
        made = release.cancelled(
            notice, act, told=told, held=held, decision=decision, references=references, issuer=office.issuer,
            protected=entry_of(notice, book=book, office=office),
        )  # fmt: skip
        made = also(addressed(made, book=book, office=office, at=at), holding=holders(made, book=book))
        if told:
            guard(made, book=book, issuer=office.issuer)
        book.record(
            Act(kind="cancellation", subject=notice.id, words=acts, by=by, at=at),
            Act(kind="notice", subject=decision.id, words=(made,), by=TOCSIN, at=at),
        )
    return act, made


def _nothing_newer(notice: Notice, *, book: Book, at: datetime) -> None:
    """Refuse to say that a warning holds no longer to whoever was warned anew or is about to be.

    Raises:
        NotAllowed: a newer one, drawn up for a ruling that stands, waits for approval or was approved.
    """
    decision = book.get(DutyDecision, notice.decision)
    if decision is None or not went_out(notice, book=book) or newer(notice, book=book) is not None:
        return
    for other in reversed(_anew(notice, decision, book=book)):
        if other.sent <= notice.sent or at >= other.expires or notice in lineage(other, book=book):
            continue
        stands_so = "stands" if released(other, book=book) else "waits for approval"
        what = f"notice {other.id[:12]}, which warns {other.recipient} anew, {stands_so}: they would hear last of all"
        now = f"once it goes out, {other.id[:12]} takes its place; to take both back, rule no-duty on it first"
        raise NotAllowed(where=f"notice {notice.id[:12]}", what=f"{what} that it holds no longer", now=now)


def _anew(notice: Notice, decision: DutyDecision, *, book: Book) -> list[Notice]:
    """The warnings to the same readers, of every ruling that stands on the same entry and incident, in order."""
    try:
        incident = find_incident(book, decision.incident)
        names = {incident.id, *incident.aliases}
    except NotFound:  # nothing that was said stands any more
        names = {decision.incident}
    proposals = [p.id for p in book.some(DutyProposal, parents=names) if p.protected == decision.protected]
    rulings = book.some(DutyDecision, parents=proposals)
    found = book.some(Notice, parents={d.id for d in rulings if stands(d, book=book)})
    return [n for n in found if alike(n, notice) and not n.cancels and not taken_back(n, book=book)]


def overtaken(made: Notice, *, book: Book) -> tuple[tuple[Notice, tuple[Person, ...]], ...]:
    """The versions whose place this one took before anybody had them, and who had asked for each."""
    drawn = (n for n in book.all(Notice, parent=made.decision) if n.id != made.revises)
    mine = [n for n in drawn if (other := replaced(n, book=book)) is not None and other.id == made.id]
    return tuple((n, _asked(n, book=book)) for n in mine)


def still_stands(notice: Notice, *, book: Book, at: datetime) -> None:
    """Refuse what can no longer go out.

    Raises:
        NotAllowed: it expired, was taken back, or its ruling was reopened or superseded. The word that something is
            taken back may go out whatever became of the ruling.
    """
    where = f"notice {notice.id[:12]}"
    if at >= notice.expires:
        now = f"cancel {notice.revises[:12]} again" if notice.cancels else "rule again"
        what = f"it expired at {notice.expires.isoformat()}"
        raise NotAllowed(where=where, what=what, now=f"{now} to draw up another")
    for back in taken_back(notice, book=book):
        raise NotAllowed(where=where, what=f"{back.by.name} cancelled it: {back.because}", now="rule again")
    other = replaced(notice, book=book)
    if other is not None:
        anew = "what it takes back was cancelled anew" if notice.cancels else "it was extended anew"
        why = "a language was added to it" if notice in lineage(other, book=book) else anew
        what, before = f"{why}: notice {other.id[:12]} took its place", extends(notice, book=book)
        over = f"that one ran out: extend {before.id[:12]} again" if before is not None and at >= other.expires else ""
        raise NotAllowed(where=where, what=what, now=over or "approve that one")
    if notice.cancels:
        return
    for alert in named(notice.references, besides=notice, book=book):
        for back in book.all(Cancellation, parent=alert.id):
            if notice.sent >= back.at and not _is_known_over(alert, book=book):
                continue  # whoever ruled since takes its place, and nobody need hear that it was over
            what = f"it updates alert {alert.id[:12]}, which {back.by.name} cancelled since"
            raise NotAllowed(where=where, what=what, now="rule again: a new alert begins a new chain")
    for again in book.all(Reopening, parent=notice.decision):
        raise NotAllowed(where=where, what=f"its ruling was reopened: {again.because}", now="rule again")
    decision = book.get(DutyDecision, notice.decision)
    if decision is None or not stands(decision, book=book):
        raise NotAllowed(where=where, what="the ruling it was drawn up for was superseded", now="approve the newer one")


def _is_known_over(alert: Notice, *, book: Book) -> bool:
    """Whether anybody may have been told that an alert of ours holds no longer."""
    said = (n for n in book.all(Notice) if n.cancels and n.kind is NoticeKind.ALERT)
    return any(
        went_out(n, book=book) and any(alert.identifier == each.split(",")[1] for each in n.references) for n in said
    )


def _as_read(notice: Notice, read: str) -> None:
    if read != digest(notice.body):
        where = f"notice {notice.id[:12]}"
        raise NotAllowed(where=where, what="this is not the text that was read", now="show it again, then approve")


def _asked(notice: Notice, *, book: Book) -> tuple[Person, ...]:
    """Who asked for the version that revises another: several may have had it extended, each until another moment."""
    before = book.get(Notice, notice.revises) if notice.revises else None
    if before is None:
        return ()
    renderings = book.all(Rendering, parent=before.id)
    if renderings and not went_out(before, book=book):
        decision = book.get(DutyDecision, notice.decision) if not before.revises else None
        ruled = (decision.by,) if decision is not None else ()
        return (*(r.by for r in renderings), *ruled, *_asked(before, book=book))
    if notice.cancels:
        return tuple(act.by for act in book.all(Cancellation, parent=before.id))
    extended = book.all(Extension, parent=before.id)
    return tuple(e.by for e in extended if (e.until, release.follows(before, e)) == (notice.expires, notice.sent))


def _said_so(notice: Notice, *, book: Book) -> str:
    """What becomes of the word that a notice was taken back, for whoever would take it back, too."""
    words = [n for n in book.all(Notice, parent=notice.decision) if n.cancels and alike(n, notice)]
    if not words:
        return "tocsin notices lists the word that tells its readers"
    how = "is approved" if released(words[-1], book=book) else "waits for approval"
    return f"it needs no second word: {words[-1].id[:12]}, which tells its readers, {how}"


def _went_out(
    notice: Notice, because: str, *, book: Book, over: bool = False, again: bool = False
) -> DutyDecision:  # fmt: skip
    """The ruling of a notice that went out and may be revised.

    `over` is whether it is to be taken back, `again` whether it was before and its readers do not know.
    """
    where = f"notice {notice.id[:12]}"
    if not because.strip():
        raise NotAllowed(where=where, what="no reason is given", now="say why: --because")
    if notice.cancels:
        raise NotAllowed(where=where, what="it says itself that a notice is cancelled", now="rule again to warn anew")
    if not went_out(notice, book=book):
        held = next((n for n in earlier_of(notice, book=book) if went_out(n, book=book)), None)
        now = f"cancel {held.id[:12]}, which did" if held else "rule again on its duty: that stops what is queued"
        raise NotAllowed(where=where, what="it never went out, so that nobody must be told of it", now=now)
    for back in () if again else taken_back(notice, book=book):
        now = _said_so(notice, book=book) if over else "rule again"
        raise NotAllowed(where=where, what=f"{back.by.name} cancelled it before: {back.because}", now=now)
    other = None if again else newer(notice, book=book)
    drops = other is not None and over and notice in lineage(other, book=book)  # then that one has no other readers
    if other is not None and not (drops and not went_out(other, book=book)):
        what = f"notice {other.id[:12]} took its place"
        raise NotAllowed(where=where, what=what, now="name that one")
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        raise NotFound(where=where, what="the ruling it was drawn up for is not on record")
    return decision

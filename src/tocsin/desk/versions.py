"""The versions of a notice: what each revises, what took its place, who approved or took it back, and who holds it."""

from collections.abc import Iterable
from datetime import datetime

from tocsin import release
from tocsin.casebook.port import Book
from tocsin.desk.ahead import Ahead
from tocsin.desk.duties import stands
from tocsin.desk.passing import passed_on, with_a_messenger
from tocsin.desk.tearline import leaks
from tocsin.dispatch.life import TAKEN, Slot
from tocsin.model import (
    Approval,
    Attempt,
    Cancellation,
    Contact,
    DutyDecision,
    Notice,
    NoticeState,
    Policy,
    Submission,
    digest,
    enough,
)
from tocsin.release.issuer import Issuer

_UNNAMED = Issuer()


def approvers(notice: Notice, *, book: Book | Ahead) -> int:
    """How many people must approve a notice, by the policy that it was ruled under."""
    decision = book.get(DutyDecision, notice.decision)
    policy = book.get(Policy, decision.policy) if decision is not None else None
    return policy.approvers if policy is not None else 1


def released(notice: Notice, *, book: Book | Ahead) -> bool:
    """Whether as many people as are needed approved exactly this text."""
    return enough(notice, book.all(Approval, parent=notice.id), needed=approvers(notice, book=book))


def lacking(notice: Notice, *, book: Book) -> str:
    """Who approved a notice that another person must approve, too; "" where nobody did, or as many as are needed."""
    given = {a.by.known_as: a.by.name for a in book.all(Approval, parent=notice.id) if a.body == digest(notice.body)}
    if not given or released(notice, book=book):
        return ""
    return f"{' and '.join(given.values())} APPROVED, ANOTHER PERSON MUST, TOO. "


def state(notice: Notice, *, book: Book, at: datetime) -> NoticeState:
    """Where a notice stands in its life."""
    return release.state(
        release.Life(
            notice=notice, needed=approvers(notice, book=book), submissions=book.all(Submission, parent=notice.id),
            approvals=book.all(Approval, parent=notice.id), went=went_out(notice, book=book),
            cancellations=taken_back(notice, book=book), newer=newer(notice, book=book) is not None,
        ),
        at=at,
    )  # fmt: skip


def went_out(notice: Notice, *, book: Book | Ahead) -> bool:
    """Whether anybody may have a notice: a channel was given it, or somebody who is passing it on or did."""
    return bool(book.all(Attempt, parent=notice.id)) or with_a_messenger(notice.id, book=book)


def lineage(notice: Notice, *, book: Book | Ahead) -> tuple[Notice, ...]:
    """A notice and those that it revises, one after another, the newest first."""
    found = [notice]
    while found[-1].revises:
        before = book.get(Notice, found[-1].revises)
        if before is None or before in found:
            break
        found.append(before)
    return tuple(found)


def taken_back(notice: Notice, *, book: Book | Ahead) -> tuple[Cancellation, ...]:
    """Who cancelled a notice, or one that it revises: whoever takes a text back takes every later version back.

    The word that something is taken back is none of these.
    """
    versions = (notice,) if notice.cancels else lineage(notice, book=book)
    return tuple(back for each in versions for back in book.all(Cancellation, parent=each.id))


def unsaid(notice: Notice, *, book: Book, at: datetime, issuer: Issuer = _UNNAMED) -> bool:
    """Whether a notice was taken back, and no word that says so can reach anybody any more.

    Each ran out or was given up before anybody had it, or tells by now what is kept back, so that nobody approves it.
    """
    words = [n for n in book.all(Notice, parent=notice.decision) if n.cancels and n.revises == notice.id]
    slots = book.outbox.of([n.id for n in words])
    return bool(words) and all(
        _lost(n, slots.get(n.id, ()), book=book, at=at) or muted(n, book=book, issuer=issuer) for n in words
    )


def muted(notice: Notice, *, book: Book, issuer: Issuer = _UNNAMED) -> bool:
    """Whether the word that a notice holds no longer waits for approval and tells what is kept back since.

    Nobody can approve it, and it cannot be changed: its notice is to be cancelled again, in other words.
    """
    waits = notice.cancels and not released(notice, book=book) and replaced(notice, book=book) is None
    return waits and bool(leaks(notice, book=book, issuer=issuer))


def _lost(notice: Notice, slots: Iterable[Slot], *, book: Book, at: datetime) -> bool:
    """Whether nobody has a notice, and nobody will."""
    mine = tuple(slots)
    over = at >= notice.expires or (bool(mine) and not any(slot.live for slot in mine))
    return over and not any(slot.outcome in TAKEN for slot in mine) and not passed_on(notice.id, book=book)


def holders(notice: Notice, *, book: Book | Ahead) -> frozenset[Contact]:
    """The contacts to which an earlier version was sent."""
    return frozenset(a.contact for each in earlier_of(notice, book=book) for a in book.all(Attempt, parent=each.id))


def earlier_of(notice: Notice, *, book: Book | Ahead) -> tuple[Notice, ...]:
    """The earlier versions of a notice: those that it revises, and those for a ruling before, in no order."""
    decision = book.get(DutyDecision, notice.decision)
    drawn = (
        n for d in (_rulings(decision, book=book) if decision is not None else ())
        for n in book.all(Notice, parent=d.id) if alike(n, notice) and n.sent < notice.sent
    )  # fmt: skip
    return tuple({n.id: n for n in (*lineage(notice, book=book)[1:], *drawn)}.values())


def newer(notice: Notice, *, book: Book | Ahead) -> Notice | None:
    """The newer version of a notice that takes its place, of the same kind for the same recipient, if there is one.

    It was released, and went out or still may. One that was stopped before anybody had it takes no place.
    """
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        return None
    rulings = _rulings(decision, book=book)
    later = rulings[rulings.index(decision) :] if decision in rulings else [decision]
    found = [
        other
        for d in later
        for other in book.all(Notice, parent=d.id)
        if alike(other, notice) and other.sent > notice.sent and released(other, book=book)
        and (other.cancels or _lives(other, d, book=book) or went_out(other, book=book))
    ]  # fmt: skip
    return found[-1] if found else None


def _rulings(decision: DutyDecision, *, book: Book | Ahead) -> list[DutyDecision]:
    """Every ruling on the same proposal, in order."""
    return list(book.all(DutyDecision, parent=decision.proposal))


def alike(one: Notice, other: Notice) -> bool:
    """Whether two are versions of one thing to one reader: of one kind, in one language."""
    return (one.kind, one.recipient, one.language) == (other.kind, other.recipient, other.language)


def _lives(notice: Notice, decision: DutyDecision, *, book: Book | Ahead) -> bool:
    """Whether neither its ruling fell nor anybody took it back."""
    return stands(decision, book=book) and not taken_back(notice, book=book)


def replaced(notice: Notice, *, book: Book | Ahead) -> Notice | None:
    """The version that took a notice's place before anybody had it.

    A language was added to it; or what it extends was extended anew, or what it cancels was cancelled anew, before as
    many as are needed approved it.
    """
    drawn = {n.id: n for n in book.all(Notice, parent=notice.decision)}
    later = [n for n in drawn.values() if n.revises == notice.id]
    before = extends(notice, book=book)
    if notice.id in drawn and (notice.cancels or before is not None) and not released(notice, book=book):
        after = list(drawn.values())[list(drawn).index(notice.id) + 1 :]
        if notice.cancels:
            later += [n for n in after if n.cancels and n.revises == notice.revises]
        else:
            later += [n for n in after if extends(n, book=book) == before]
    return later[-1] if later and not went_out(notice, book=book) else None


def extends(notice: Notice, *, book: Book | Ahead) -> Notice | None:
    """The version that went out, and that this one extends, in another language perhaps."""
    earlier = () if notice.cancels else lineage(notice, book=book)[1:]
    return next((n for n in earlier if went_out(n, book=book)), None)

"""One notice on its way: how it fared with each contact, and never more than attempts and receipts bear out."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.model import (
    Agent,
    Approval,
    Attempt,
    Cancellation,
    Contact,
    Delivery,
    GivenUp,
    Heard,
    Notice,
    NoticeKind,
    Person,
    Receipt,
    Relay,
    digest,
)

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
    relays: tuple[Relay, ...] = ()
    idle: Mapping[str, str] = field(default_factory=dict)
    """Why a notice that was never approved cannot be any more, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One notice on its way by one contact, and the most that is known of all attempts by it.

    `tried` is the first attempt, `sent` the first that may have left: one that failed or was refused sent nothing.
    There is no contact where somebody answered of whom nothing of ours is known to have reached them.
    """

    contact: Contact | None
    sent: datetime | None
    tried: datetime | None = None
    outcome: Delivery | None
    because: str
    known: datetime | None = None
    by: Agent | None = None
    passed: Heard | None = None
    """What it comes to that somebody else was asked to pass it on, where that is this way."""

    @property
    def heard(self) -> Heard:
        """Told only where a person answered; what was refused, failed or never tried was not told."""
        if self.passed is not None:
            return self.passed
        if self.outcome is Delivery.ACKNOWLEDGED:
            return Heard.TOLD
        return Heard.PERHAPS if self.outcome in _WENT else Heard.NOT_TOLD


def until(post: Post, at: datetime) -> Post:
    """The post as it lay there at a moment."""
    return replace(
        post, notices=tuple(sorted((n for n in post.notices if n.sent <= at), key=lambda n: n.sent)),
        approvals=tuple(a for a in post.approvals if a.at <= at),
        attempts=tuple(a for a in post.attempts if a.at <= at),
        receipts=tuple(sorted((r for r in post.receipts if r.at <= at), key=lambda r: r.at)),
        given_up=tuple(g for g in post.given_up if g.at <= at),
        cancellations=tuple(c for c in post.cancellations if c.at <= at),
        relays=tuple(r for r in post.relays if r.at <= at),
    )  # fmt: skip


def fared_with(notice: Notice, post: Post, *, ours: Container[str], at: datetime) -> Iterator[Handed]:
    """How a notice fared with each contact that was tried or given up; where none was, why it lies here.

    `ours` are the names of our own office: an answer by anybody else goes before what one of them put down.
    """
    id_, made = notice.id, dict[Contact, list[Attempt]]()
    for attempt in post.attempts:
        if attempt.notice == id_:
            made.setdefault(attempt.contact, []).append(attempt)
    ends = {g.contact: g for g in post.given_up if g.notice == id_}
    for contact in dict.fromkeys((*made, *ends)):
        if contact in made:
            yield from _tried(contact, made[contact], post, ours=ours)
        else:
            end = ends[contact]
            yield Handed(contact=contact, sent=None, outcome=end.outcome, because=end.because, known=end.at, by=end.by)
    if not made and not ends:
        yield _waiting(notice, post, at=at)


def _waiting(notice: Notice, post: Post, *, at: datetime) -> Handed:
    """A notice that nobody tried to send; "approved" is said of its exact text alone."""
    id_, text = notice.id, digest(notice.body)
    approved = any(a.notice == id_ and a.body == text for a in post.approvals)
    idle = post.idle.get(id_)
    over = at >= notice.expires
    if approved:
        words, outcome = "approved, and never sent", Delivery.QUEUED
    else:
        words, outcome = "drawn up, and approved by nobody" if over or idle else "it waits for approval", None
    end = f"; {idle}" if idle else "; it has expired" if over else ""
    return Handed(contact=None, sent=None, outcome=outcome, because=words + end)


def _tried(contact: Contact, attempts: Sequence[Attempt], post: Post, *, ours: Container[str]) -> Iterator[Handed]:
    """The most that is known of all attempts by one contact. That one came back does not call another back.

    An answer is put down to the contact only where something may have left for it before; else whoever answered was
    told otherwise, by telephone say, and what became of the attempts stands beside it.
    """
    each = [[r for r in post.receipts if r.attempt == id_] for id_ in (a.id for a in attempts)]
    answers = [r for got in each for r in got if r.outcome is Delivery.ACKNOWLEDGED]
    told = [[r for r in got if r.outcome is not Delivery.ACKNOWLEDGED] for got in each]
    left = [a.at for a, got in zip(attempts, told, strict=True) if left_us(got)]
    way = Handed(
        contact=contact, sent=min(left, default=None), tried=min(a.at for a in attempts), outcome=Delivery.UNKNOWN,
        because="an attempt was written down, and nothing came back",
    )  # fmt: skip
    if answers:
        first = min(answers, key=lambda r: (r.by.name in ours, r.at))
        answer = replace(way, outcome=first.outcome, because=first.because, known=first.at, by=first.by)
        if way.sent is not None and way.sent <= first.at:
            yield answer
            return
        because = f"{first.because}; told apart from any sending: nothing of ours is known to have left before"
        yield replace(answer, contact=None, sent=None, because=because)
    known = [_known(got) for got in told]
    if None in known and not any(r and r.outcome in _WENT[1:] for r in known):
        yield way
        return
    best_ = max((r for r in known if r is not None), key=lambda r: (_rank(r.outcome), r.at))
    yield replace(way, outcome=best_.outcome, because=best_.because, known=best_.at, by=best_.by)


def left_us(receipts: Iterable[Receipt]) -> bool:
    """Whether one attempt may have put anything on its way, by what machines say: it may have come back since."""
    receipts = [r for r in receipts if r.outcome is not Delivery.ACKNOWLEDGED]
    known = _known(receipts)
    if known is None or known.outcome is Delivery.UNKNOWN:
        return True
    return any(r.outcome in {Delivery.ACCEPTED, Delivery.DELIVERED} for r in receipts)


def _rank(outcome: Delivery) -> int:
    return _WENT.index(outcome) if outcome in _WENT else -1


def _known(receipts: Iterable[Receipt]) -> Receipt | None:
    """Of one attempt's receipts, in time, the last, which may say that it came back; that we know less is no news."""
    found: Receipt | None = None
    for receipt in receipts:
        if receipt.outcome is Delivery.UNKNOWN and found is not None and found.outcome in _WENT:
            continue
        found = receipt
    return found


def heard_by(notice: Notice, way: Handed, *, ours: Container[str]) -> Heard:
    """What a way comes to: an answer by one of our own, or for a notice to the public, has nobody told for certain."""
    return Heard.PERHAPS if of_our_own(way, ours=ours) or for_themselves(notice, way) else way.heard


def of_our_own(way: Handed, *, ours: Container[str]) -> bool:
    """Whether the name on an answer is that of one of our own, so that nobody of theirs is on record with it."""
    return way.outcome is Delivery.ACKNOWLEDGED and isinstance(way.by, Person) and way.by.name in ours


def for_themselves(notice: Notice, way: Handed) -> bool:
    """Whether somebody answered for a notice to the public, which nobody speaks for."""
    return way.outcome is Delivery.ACKNOWLEDGED and notice.kind is NoticeKind.ALERT


def went(ways: Iterable[Handed]) -> bool:
    """Whether it may have reached somebody by any of these ways."""
    return any(way.heard is not Heard.NOT_TOLD for way in ways)


def fared(ways: Sequence[Handed]) -> str:
    """The most that is known of a notice, in a word, or why it was never tried."""
    passed = [way.because for way in ways if way.passed in {Heard.TOLD, Heard.PERHAPS}]
    if passed and not any(way.tried for way in ways if way.passed is None):
        return passed[0]
    top = max(ways, key=lambda way: _rank(way.outcome) if way.outcome else -1)
    return f"{top.outcome}" if top.outcome and top.tried else top.because

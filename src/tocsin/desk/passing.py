"""What became of asking others to pass a notice on, and of whom no word came; whoever was only asked told nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.casebook.port import Book
from tocsin.desk.ahead import Ahead
from tocsin.desk.apart import read
from tocsin.model import Delivery, DutyDecision, Heard, Notice, Policy, Relay, Relayed
from tocsin.release.relaying import Passing, in_words, passings

_NOT = frozenset({Relayed.REFUSED, Relayed.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A notice that somebody was asked to pass on, of which no word came yet, and by when one is `due`.

    That is so many `minutes` after they were asked where the policy says so; None where it is when the duty was due.
    """

    notice: Notice
    passing: Passing
    due: datetime
    minutes: int | None


def passings_of(notice: str, *, book: Book) -> tuple[Passing, ...]:
    """Who was asked to pass a notice on, and the steps of each, as a person reads them."""
    return named(passings(book.all(Relay, parent=notice)), book=book)


def lines_of_notice(notice: str, *, book: Book) -> tuple[str, ...]:
    """What became of asking others to pass a notice on, in plain words."""
    return tuple(in_words(each, because=read(each.last, book=book).because) for each in passings_of(notice, book=book))


def passed_on(notice: str, *, book: Book) -> bool:
    """Whether somebody else than the messenger confirms that a notice was passed on."""
    return any(each.heard is Heard.TOLD for each in passings(book.all(Relay, parent=notice)))


def with_a_messenger(notice: str, *, book: Book | Ahead) -> bool:
    """Whether somebody who was asked to pass a notice on may have: they did not refuse or fail, or not at first."""
    asked = passings(book.all(Relay, parent=notice))
    return any(each.last.step not in _NOT or Relayed.PASSED_ON in {s.step for s in each.steps} for each in asked)


def unanswered(book: Book, *, at: datetime) -> tuple[Awaited, ...]:
    """Who was asked to pass a notice on and gave no word in time, the longest ago first.

    What was answered for otherwise is none of these. Without a time in the policy, what was asked after the duty was
    due is open at once.
    """
    return tuple(each for each in awaited(book) if each.due <= at)


def awaited(book: Book) -> tuple[Awaited, ...]:
    """Whoever was asked to pass a notice on and gave no word yet, by when one is due; nobody else answered for it."""
    found = []
    for each in named(passings(book.all(Relay)), book=book):
        notice = book.get(Notice, each.last.notice)
        decision = book.get(DutyDecision, notice.decision) if notice is not None else None
        if notice is None or decision is None or not each.open:
            continue
        answered = any(slot.outcome is Delivery.ACKNOWLEDGED for slot in book.outbox.slots(notice.id))
        if not answered and not passed_on(notice.id, book=book):
            policy = book.get(Policy, decision.policy)
            due, minutes = each.due(policy, duty=decision.due), policy.relay_minutes if policy is not None else None
            found.append(Awaited(notice=notice, passing=each, due=due, minutes=minutes))
    return tuple(sorted(found, key=lambda u: (u.due, u.passing.last.at)))


def named(found: Iterable[Passing], *, book: Book) -> tuple[Passing, ...]:
    """The same with the names of whoever was asked and of who confirms it, which lie apart."""
    return tuple(
        replace(each, to=str(book.told(each.to)), confirms=str(book.told(each.confirms)) if each.confirms else "")
        for each in found
    )

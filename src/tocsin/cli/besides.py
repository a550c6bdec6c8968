"""What is told beside the clocks: by `duty` and `since` each time, by `watch` once."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.casebook.port import Book
from tocsin.cli.output import SHORT, emit, emit_told, say, tell
from tocsin.cli.record import late_holders
from tocsin.cli.setting import Setting
from tocsin.desk import personal
from tocsin.desk.gainsaid import gainsaid
from tocsin.desk.handover import span
from tocsin.desk.hindsight import awaited as awaiting
from tocsin.desk.office import Office
from tocsin.desk.passing import Awaited, awaited, unanswered
from tocsin.desk.regrouped import regrouped
from tocsin.desk.unreached import Unreached, unreached
from tocsin.desk.unreached import in_words as in_words_of
from tocsin.model import Clock, Receipt
from tocsin.release.relaying import in_words

if TYPE_CHECKING:
    from tocsin.casebook import Casebook


def say_what_else_is_due(found: Setting, *, book: "Casebook", at: datetime) -> None:
    """Checkpoints that nobody got, and names that are to be looked at again."""
    for line in late_holders(found, book=book, at=at):
        say(line)
    reviews = personal.due(book.personal(), after=found.office.review, at=at) if found.office.review else ()
    if reviews:
        say(f"{len(reviews)} personal items are due for review: tocsin personal list --due")


def emit_besides(clocks: Iterable[Clock], *, book: Book, office: Office, at: datetime) -> None:
    """What is told beside the clocks, for a program: each word that it is told of."""
    held = tuple(clocks)
    for told in regrouped(book, held, at=at):
        emit(told.notice)
    for said in (s for each in gainsaid(book, held, at=at) for s in each.said):
        emit(said)
    for slot in (slot for lost in unreached(book, held, office=office) for slot in lost.slots):
        for receipt in book.all(Receipt, parent=slot.attempt)[-1:]:
            emit_told(receipt, book=book)
    for late in unanswered(book, at=at):
        emit_told(late.passing.last, book=book)


def tell_unreached(clocks: Iterable[Clock], *, book: Book, office: Office, at: datetime) -> int:
    """What was approved and reached nobody, as far as is known; how many notices that is."""
    found = unreached(book, clocks, office=office)
    for each in found:
        tell(in_words_of(each, at=at))
    return len(found)


def tell_regrouped(clocks: Iterable[Clock], *, book: Book, at: datetime) -> int:
    """What stands and tells of what was taken out of its incident, or was joined with another; how many that is."""
    found = regrouped(book, clocks, at=at)
    for line in (line for each in found for line in each.lines):
        tell(line)
    return len(found)


def tell_gainsaid(clocks: Iterable[Clock], *, book: Book, at: datetime) -> int:
    """What was said since against a warning that stands, or that it is over; of how many groups that is."""
    found = gainsaid(book, clocks, at=at)
    for line in (line for each in found for line in each.lines()):
        tell(line)
    return len(found)


def tell_unanswered(book: Book, *, at: datetime) -> None:
    """Who was asked to pass a warning on and gave no word: whom it is for counts as told by none of it."""
    for each in awaited(book):
        if each.due <= at or each.minutes is not None:
            tell(_open(each, at=at))


def _open(each: Awaited, *, at: datetime) -> str:
    """A messenger of whom no word came; within the time that the policy gives them they are waited for."""
    said = f"{each.notice.recipient}, notice {each.notice.id[:SHORT]}: {in_words(each.passing)}"
    if each.due > at:
        return f"ASKED: {said}; the policy gives them {span(each.due - at)} more"
    what = "their word was due" if each.minutes is not None else "the duty was due"
    return f"OPEN: {said}; {what} {span(at - each.due)} ago"


def tell_given_up(book: Book, told: set[tuple[str, str]], *, office: Office, at: datetime) -> None:
    """Say once of each notice that nobody dispatches it, why it is held, that it ended unseen, or is tried no more."""
    for each in unreached(book, book.docket.clocks(), office=office):
        key = each.notice.id, _plight(each, at=at)
        if key[1] and key not in told:
            say(f"{at:%H:%M} {in_words_of(each, at=at)}")
            told.add(key)


def _plight(lost: Unreached, *, at: datetime) -> str:
    """In which of the states a notice is that a watch must hear of; empty where it waits for its turn."""
    if lost.over(at):
        return "over"
    if lost.unwatched(at):
        return "unwatched"
    if lost.barred:
        return lost.barred
    return "forgotten" if lost.forgotten(at) else ""


def tell_messengers(book: Book, told: set[tuple[str, str, datetime]], *, at: datetime) -> None:
    """Say once of each messenger that no word came in time; asked anew, they are said again when that runs out."""
    for each in unanswered(book, at=at):
        key = (each.notice.id, each.passing.last.to, each.due)
        if key not in told:
            say(f"{at:%H:%M} {_open(each, at=at)}")
            told.add(key)


def tell_moved(book: Book, told: set[str], *, at: datetime) -> None:
    """Say once of each notice that its incident was taken apart or joined; and once what was said against it."""
    for against in gainsaid(book, book.docket.clocks(), at=at):
        key = " ".join((*(s.id for s in against.said), *(n.id for n in against.notices)))
        if key not in told:
            for line in against.lines(quoting=False):
                say(line)
            told.add(key)
    for each in regrouped(book, book.docket.clocks(), at=at):
        if each.notice.id not in told:
            for line in each.lines:
                say(line)
            told.add(each.notice.id)


def tell_awaiting(book: Book, *, at: datetime) -> None:
    """Which dangers that were warned of await a person's judgement, in one line: it rings nobody and has no clock."""
    found = awaiting(book=book, at=at)
    if found:
        named = ", ".join(f"{h.incident.title or 'untitled'} ({h.incident.id[:SHORT]})" for h in found[-_NAMED:])
        more = f" and {len(found) - _NAMED} before" if len(found) > _NAMED else ""
        tell(f"how it turned out, and whether we warned in time, nobody has judged yet: {named}{more}")
        tell("  by day, and best not by whoever ruled: tocsin hindsight, then tocsin outcome")


_NAMED = 3
"""How many are named; the newest say most."""

"""What came back of what was sent: bounces and reports of mail servers are put on record, each once."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.program import TOCSIN
from tocsin.dispatch.bounces import Returned
from tocsin.model import Attempt, Receipt


def take_back(
    found: Iterable[Returned], *, book: Book, at: datetime
) -> Iterator[tuple[Returned, Receipt | None]]:  # fmt: skip
    """Each message that came back, and the receipt that it makes; None where it says nothing new or is not ours.

    Reading a folder again changes nothing: of one attempt one outcome is recorded once.
    """
    for each in found:
        yield each, _receipt(each, book=book, at=at) if each.outcome is not None else None


def _receipt(each: Returned, *, book: Book, at: datetime) -> Receipt | None:
    with book.transaction():
        attempt = _attempt(each, book=book)
        if attempt is None or each.outcome is None:
            return None
        if any(r.outcome is each.outcome for r in book.all(Receipt, parent=attempt.id)):
            return None
        receipt = Receipt(
            attempt=attempt.id, notice=attempt.notice, channel=attempt.contact.channel, outcome=each.outcome,
            because=each.because, by=TOCSIN, at=at,
        )  # fmt: skip
        book.record(Act(kind="bounce", subject=attempt.id, words=(receipt,), by=TOCSIN, at=at))
    return receipt


def _attempt(each: Returned, *, book: Book) -> Attempt | None:
    """The attempt that came back; where only its key is known, the last one under it."""
    name = each.attempt
    if not name:
        slot = book.outbox.at_key(each.key)
        name = slot.attempt if slot else ""
    return book.get(Attempt, name) if name else None

"""A notice that nobody has is taken off the list: its ruling fell before it went out."""

from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.duties import stands
from tocsin.desk.keys import Key, prove
from tocsin.desk.office import Office
from tocsin.desk.versions import released, taken_back, went_out
from tocsin.model import Cancellation, DutyDecision, NotAllowed, Notice, Person


def withdraw(
    notice: Notice, *, because: str, book: Book, office: Office, by: Person, at: datetime, key: Key = None
) -> Cancellation | None:
    """Cancel an approved notice that never went out and whose ruling fell: nobody must be told of it.

    None for any other. Before its ruling fell only a ruling stops it, and once somebody may have it they are told.

    Raises:
        NotAllowed: no reason is given; or the person has a key and does not sign.
    """
    with book.transaction():
        decision = book.get(DutyDecision, notice.decision)
        over = decision is not None and not stands(decision, book=book) and released(notice, book=book)
        if not over or notice.cancels or went_out(notice, book=book) or taken_back(notice, book=book):
            return None
        if not because.strip():
            raise NotAllowed(where=f"notice {notice.id[:12]}", what="no reason is given", now="say why: --because")
        bare = Cancellation(notice=notice.id, because=because, by=by, at=at)
        act = prove(bare, key=key, required=office.all_sign, book=book)
        book.record(Act(kind="cancellation", subject=notice.id, words=(act,), by=by, at=at))
    return act

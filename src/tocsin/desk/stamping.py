"""The last checkpoint is stamped by a third party, and the stamp put on record."""

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin import ledger
from tocsin.casebook.act import Act
from tocsin.desk.program import TOCSIN
from tocsin.dispatch.authority import ask
from tocsin.model import BadInput, Timestamp, digest

if TYPE_CHECKING:
    from tocsin.casebook import Casebook


def stamp(book: "Casebook", *, url: str, certificates: bytes, at: datetime) -> Timestamp | None:
    """The time stamp over the last checkpoint, new on record; None where it has one, or there is no checkpoint.

    Raises:
        BadInput: the authority's answer does not hold.
        Unavailable: the authority is not there.
    """
    sealed = book.checkpoints()[-1:]
    if not sealed or book.get(Timestamp, digest(ledger.note(sealed[0]))) is not None:
        return None
    word = ledger.stamped(sealed[0], certificates=certificates, ask=lambda request: ask(url, request))
    book.record(Act(kind="timestamp", subject=sealed[0].root, words=(word,), by=TOCSIN, at=at))
    return word


def checked(book: "Casebook", *, certificates: bytes) -> tuple[tuple[str, ...], tuple[ledger.Failure, ...]]:
    """What the time stamps on record prove, in words, and what is wrong with them."""
    sealed = {ledger.note(each) for each in book.checkpoints()}
    holds, failed = [], []
    for word in book.all(Timestamp):
        where = f"time stamp over {word.size} entries"
        try:
            at = ledger.stamped_at(word, certificates=certificates)
        except BadInput as error:
            failed.append(ledger.Failure(where=where, what=error.what))
            continue
        if word.note in sealed:
            holds.append(f"the checkpoint at {word.size} was there at {at.isoformat()}, says the authority")
        else:
            failed.append(ledger.Failure(where=where, what="it is over no checkpoint that is kept"))
    return tuple(holds), tuple(failed)

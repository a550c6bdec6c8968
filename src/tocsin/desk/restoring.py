"""A copy took the place of the casebook: what it may send once more, and the word of whoever answers for it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.desk.counted import many
from tocsin.desk.keys import Key, prove
from tocsin.dispatch.life import Slot
from tocsin.model import BadInput, NotAllowed, Person, Restoring

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

GRACE = timedelta(minutes=15)
"""How long whoever restored a casebook has to say something before it sends what it may have sent before."""


def restore(
    book: "Casebook", *, copied: datetime | None, by: Person, at: datetime, key: Key = None, required: bool
) -> Restoring:
    """A person says that this copy is the casebook from now on, and that they know what it lacks.

    `copied` is of which moment it is, where it does not know.

    Raises:
        NotAllowed: it does not know that it is a copy, and no moment is given, or somebody said it of that before; or
            the person has a key and does not sign.
        BadInput: it knows of which moment it is; or nothing on record is as old as what is given, or that is not past.
    """
    where, copy = "the casebook", book.copy_of()
    last = max(book.all(Restoring), key=lambda r: r.at, default=None) if copy is None else None
    if last is not None and (copied is None or copied <= last.at):
        when = f"{last.at.astimezone(at.tzinfo):%d %b %Y %H:%M %Z}"
        told = f"{last.by.name} said on {when} that a copy of {last.copied.isoformat()} took its place"
        what = f"it is no copy any more: {told}, and that is on record"
        now = "nothing more is to be done; of another copy, made since that was said, give a later --as-of"
        raise NotAllowed(where=where, what=what, now=now)
    if copy is None and copied is None:
        now = "only a copy that was made by other means does not: of which moment is it? say it: --as-of"
        raise NotAllowed(where=where, what="it does not say that it is a copy", now=now)
    if copy is not None and copied is not None:
        what = f"it says itself of which moment it is a copy: {copy.at.isoformat()}"
        raise BadInput(where=where, what=what, now="leave --as-of out")
    moment = copy.at if copy is not None else copied or at
    if moment > at:
        what = f"it would be of {moment.isoformat()}, which is later than {at.isoformat()}, when this is said"
        now = "give the moment of the copy" if copy is None else "say it with --at of a moment after that"
        raise BadInput(where="--as-of" if copy is None else "--at", what=what, now=now)
    size = copy.size if copy is not None else sum(e.at <= copied for e in book.entries() if copied is not None)
    if not size:
        raise BadInput(where="--as-of", what="nothing on record is so old", now="give the moment of the copy")
    bare = Restoring(size=size, copied=moment, by=by, at=at)
    word = prove(bare, key=key, required=required, book=book)
    waiting = again(book)
    with book.transaction():
        book.restore(word)
        book.outbox.put_off({slot.key: at for slot in waiting if slot.due > at})
    return word


def unsaid(book: "Casebook", *, copied: datetime | None) -> str:
    """What a person should know who says of a casebook that it is a copy, where it does not say so itself."""
    if copied is None or book.copy_of() is not None:
        return ""
    since = many(sum(e.at > copied for e in book.entries()), "entry", "entries")
    what = f"NOTHING IN IT SAYS THAT IT IS A COPY: {since} on record of later than that count as made on it since"
    return f"{what}; if it is the casebook itself, tell whoever verifies the record"


def again(book: "Casebook") -> tuple[Slot, ...]:
    """What a copy holds as not sent and may send a second time: it may have gone out since, or been cancelled."""
    copy = book.copy_of()
    return () if copy is None else book.outbox.brought(copy.size)


def held_until(book: "Casebook", *, at: datetime, longest: timedelta) -> datetime | None:
    """Put off what may go a second time, so that whoever restored the casebook can say something; until when.

    None where there is nothing of that, or where it waited its time: rather twice than never. No wait is longer than
    `longest` in one go.
    """
    waiting = again(book)
    until = book.ask(at) + GRACE if waiting else at
    if at >= until:
        return None
    with book.transaction():
        book.outbox.put_off({slot.key: min(until, at + longest) for slot in waiting})
    return until

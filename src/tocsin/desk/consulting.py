"""Speaking with others about a duty: whoever told us, an office that sees it otherwise, the public. Clocks run on."""

from collections.abc import Iterator
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk import weighing
from tocsin.desk.duties import stands
from tocsin.desk.keys import Key, prove
from tocsin.model import (
    Consultation,
    Consulted,
    DutyDecision,
    DutyProposal,
    NotAllowed,
    NotFound,
    Person,
    Warn,
)

_ORIGINATOR = (Consulted.CONSENTS, Consulted.OBJECTS, Consulted.UNREACHED, Consulted.TOLD)
_PUBLIC = (Consulted.PUBLIC, Consulted.NOT_PUBLIC)
_DISPUTE = (Consulted.DISPUTED, Consulted.SETTLED)


def consult(
    proposal: str, *, outcome: Consulted, whom: str, because: str, book: Book, by: Person, at: datetime,
    key: Key = None, required: bool,
) -> Consultation:  # fmt: skip
    """A person puts on record with whom a duty was spoken of, and what came of it. It rules on nothing.

    What is returned is the word as it stands on record; `apart.read` gives it as it was entered.

    Raises:
        NotFound: no such duty is proposed.
        NotAllowed: it is not said with whom, or in which words; no person says so, or one who has a key and does not
            sign; or a dispute is settled that none raised.
    """
    where = f"proposal {proposal[:12]}"
    with book.transaction():
        if book.get(DutyProposal, proposal) is None:
            raise NotFound(where=where, what="no such duty is proposed", now="tocsin duty lists them")
        for said, option in ((whom, "--whom"), (because, "--because")):
            if not any(letter.isalpha() for letter in said):
                what = "with whom it was spoken of, and what they said, is not told"
                raise NotAllowed(where=where, what=what, now=f"say it in words, with {option}")
        if outcome is Consulted.SETTLED and _last(proposal, _DISPUTE, book=book) is not Consulted.DISPUTED:
            raise NotAllowed(where=where, what="no dispute is open", now="put down what is disputed first")
        bare = Consultation(proposal=proposal, outcome=outcome, whom=whom, because=because, by=by, at=at)
        found = prove(book.apart(bare, at=at), key=key, required=required, book=book)
        book.record(Act(kind="consultation", subject=proposal, words=(found,), by=by, at=at))
    return found


def owed(proposal: str, *, book: Book) -> tuple[str, ...]:
    """What is still to be said to others about a duty; none of it is a reason to wait with a warning."""
    return tuple(_owed(proposal, book=book))


def _owed(proposal: str, *, book: Book) -> Iterator[str]:
    rulings = book.all(DutyDecision, parent=proposal)
    warned = any(isinstance(d.ruling, Warn) and stands(d, book=book) for d in rulings)
    originator = _last(proposal, _ORIGINATOR, book=book)
    if _last(proposal, _DISPUTE, book=book) is Consulted.DISPUTED:
        yield "a dispute is open: settle it as low as it can be; the clock runs, and whoever rules meanwhile rules"
    if originator is None:
        now = "it was ruled to warn, so tell them" if warned else "where there is no time, warn first"
        yield f"whether whoever told us agrees is not on record; {now}"
    if warned and originator is Consulted.UNREACHED:
        yield "the warning went before whoever told us was reached: tell them as soon as it can be done"
    if warned and originator is Consulted.OBJECTS:
        yield "whoever told us objects, and it was ruled to warn: tell them, and why"
    if warned and _last(proposal, _PUBLIC, book=book) is None:
        yield "our own are told: whether everybody else who is exposed is told the same is not on record"
    left = weighing.left(proposal, book=book)
    if warned and left:
        yield f"what the warning itself may do is not weighed: {left}; tocsin weigh puts it on record"


def _last(proposal: str, among: tuple[Consulted, ...], *, book: Book) -> Consulted | None:
    """The latest of these outcomes that is on record, in order of recording."""
    found = [c.outcome for c in book.all(Consultation, parent=proposal) if c.outcome in among]
    return found[-1] if found else None

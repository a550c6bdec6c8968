"""What a warning itself may do, and that a person weighed it: it rules on nothing, and nothing waits for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.apart import read
from tocsin.desk.keys import Key, prove
from tocsin.model import (
    DutyDecision,
    DutyProposal,
    Finding,
    Met,
    NotAllowed,
    NotFound,
    Notice,
    Person,
    Policy,
    Weighed,
    Weighing,
)


def weigh(
    proposal: str, *, harm: str, weighed: Weighed, because: str, book: Book, by: Person, at: datetime, key: Key = None,
    required: bool,
) -> Weighing:  # fmt: skip
    """A person puts on record what they make of a harm that the warning may do; they may do so again, otherwise.

    Raises:
        NotFound: no such duty is proposed.
        NotAllowed: it asks no such question, no reason is given, no person says so, or one who has a key and does not
            sign.
    """
    where = f"proposal {proposal[:12]}"
    with book.transaction():
        found = book.get(DutyProposal, proposal)
        if found is None:
            raise NotFound(where=where, what="no such duty is proposed", now="tocsin duty lists them")
        asked = [f.rule for f in found.harms]
        if harm not in asked:
            what, now = f"it asks of no harm called {harm!r}", f"it asks of {', '.join(asked) or 'none'}"
            raise NotAllowed(where=where, what=what, now=now)
        if not any(letter.isalpha() for letter in because):
            raise NotAllowed(where=where, what="it is not said why", now="say it in words, with --because")
        bare = Weighing(proposal=proposal, harm=harm, weighed=weighed, because=because, by=by, at=at)
        made = prove(book.apart(bare, at=at), key=key, required=required, book=book)
        book.record(Act(kind="weighing", subject=proposal, words=(made,), by=by, at=at))
    return made


def unweighed(proposal: str, *, book: Book) -> tuple[Finding, ...]:
    """What the warning may do by what is said, or may do for all we know, and nobody weighed."""
    found = book.get(DutyProposal, proposal)
    return unweighed_of((found,), book=book)[proposal] if found else ()


def unweighed_of(proposals: Sequence[DutyProposal], *, book: Book) -> Mapping[str, tuple[Finding, ...]]:
    """The same of each of these, by its id: what was weighed of all of them is asked for at once."""
    done = {(w.proposal, w.harm) for w in book.some(Weighing, parents={p.id for p in proposals})}
    return {
        p.id: tuple(f for f in p.harms if f.met is not Met.NO and (p.id, f.rule) not in done) for p in proposals
    }  # fmt: skip


def left(proposal: str, *, book: Book) -> str:
    """What nobody weighed, in a line: by its id, and that it is said to be so where it is."""
    return in_a_line(unweighed(proposal, book=book))


def in_a_line(harms: Iterable[Finding]) -> str:
    """These harms by their ids, and that one is said to be so where it is."""
    return ", ".join(f"{f.rule} (yes)" if f.met is Met.YES else f.rule for f in harms)


def in_words(proposal: str, *, book: Book) -> Iterator[str]:
    """Each question of harm, its answer, and what a person last made of it: for whoever rules or approves."""
    found = book.get(DutyProposal, proposal)
    if found is None:
        return
    policy = book.get(Policy, found.policy)
    questions = {h.id: h.question for h in policy.harms} if policy else {}
    last = {w.harm: w for w in book.all(Weighing, parent=proposal)}
    for each in found.harms:
        answer = f"harm of the warning, {each.rule}: {questions.get(each.rule, '')} {each.met}: {each.because}"
        made = last.get(each.rule)
        if made is not None:
            answer += f"; weighed by {made.by.name}, {made.weighed}: {read(made, book=book).because}"
        elif each.met is not Met.NO:
            answer += "; NOT WEIGHED by anybody"
        yield answer


def of_notice(notice: Notice, *, book: Book) -> tuple[str, ...]:
    """The same for the duty that a notice was drawn up for."""
    decision = book.get(DutyDecision, notice.decision)
    return tuple(in_words(decision.proposal, book=book)) if decision is not None else ()

"""What a person must do: which duties are still to be decided, and which rulings stand."""

from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.casebook.port import Book
from tocsin.desk.ahead import Ahead
from tocsin.desk.current import in_care
from tocsin.desk.office import Office
from tocsin.duty.docket import standing
from tocsin.model import (
    Clock,
    DutyDecision,
    DutyProposal,
    NoDuty,
    Policy,
    Protected,
    Register,
    Reopening,
    Task,
    Warn,
)


def open_duties(book: Book) -> tuple[DutyProposal, ...]:
    """The proposals that no standing ruling settles, the one due first at the head; see `tocsin.duty.docket.clocks`."""
    return proposed(book.docket.clocks(), book=book)


def proposed(clocks: Iterable[Clock], *, book: Book) -> tuple[DutyProposal, ...]:
    """The proposals among these clocks."""
    found = (book.get(DutyProposal, c.about) for c in clocks if c.task is Task.DECIDE)
    return tuple(p for p in found if p is not None)


def standing_decisions(book: Book) -> tuple[DutyDecision, ...]:
    """The last ruling on each proposal, but those that were reopened after it."""
    return tuple(standing(book.all(DutyDecision), book.all(Reopening)))


def unapplied(office: Office, *, book: Book) -> Iterator[str]:
    """Which policies, and whose duties, were not looked for in what is on record: they came after that was taken."""
    care = in_care(book, office)
    before = book.all(Register) if book.get(Register, care.digest) is None else ()
    looked = {_where(entry) for register in before for entry in register.entries}
    new = [e.id for e in care.entries if looked and _where(e) not in looked]
    if new:
        more = f" and {len(new) - _MOST} more" if len(new) > _MOST else ""
        said = "A DUTY TO WARN THEM WAS NOT LOOKED FOR in what is on record"
        yield f"{', '.join(new[:_MOST])}{more}: {said}, since they came into our care later: tocsin duty --apply"
    there = {policy.digest for policy in book.all(Policy)}
    for policy in office.policies if there else ():
        if policy.digest not in there:
            said = f"policy {policy.id} of the configuration is not applied to what is on record"
            yield f"{said}, so that no duty under it stands here: tocsin duty --apply"


_MOST = 5
"""How many are named one by one."""
_SHORT = 12


def _where(entry: Protected) -> tuple[Any, ...]:
    """All of an entry by which a duty to warn it is found; by which ways it is reached is none of it."""
    return entry.id, entry.kind, entry.place, entry.groups, entry.stays


def unwarranted(statement: str, *, book: Book) -> Iterator[str]:
    """Each ruling to warn that stands on a statement, and whose tests are no longer met as that is marked now."""
    for decision in standing_decisions(book):
        proposal = book.get(DutyProposal, decision.proposal)
        if not isinstance(decision.ruling, Warn) or proposal is None or not isinstance(proposal.proposes, NoDuty):
            continue
        if any(statement in finding.statements for finding in decision.findings):
            why = proposal.because.removesuffix("; a person decides")
            yield f"{decision.protected}: it was ruled to warn, and as this is marked now, {why}"
            yield f"  that ruling and what was sent stand; tocsin rule {proposal.id[:_SHORT]} decides anew"


def stands(decision: DutyDecision, *, book: Book | Ahead) -> bool:
    """Whether a ruling is the last on its proposal, and was not reopened."""
    rulings = book.all(DutyDecision, parent=decision.proposal)
    again = (r for d in rulings for r in book.all(Reopening, parent=d.id))
    return any(d.id == decision.id for d in standing(rulings, again))

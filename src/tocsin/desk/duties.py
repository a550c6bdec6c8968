"""What a person must do: which duties are still to be decided, and which rulings stand."""

from collections.abc import Iterable, Iterator

from tocsin.casebook.docket import held
from tocsin.casebook.port import Book
from tocsin.desk.ahead import Ahead
from tocsin.desk.office import Office
from tocsin.duty.docket import standing
from tocsin.model import Clock, DutyDecision, DutyProposal, Incident, Policy, Reopening, Task


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
    """That a policy of the configuration proposed nothing yet of what is on record: it came after that was taken."""
    there = {policy.digest for policy in book.all(Policy)}
    for policy in office.policies if there else ():
        if policy.digest not in there:
            said = f"policy {policy.id} of the configuration is not applied to what is on record"
            yield f"{said}, so that no duty under it stands here: tocsin duty --apply"


def current_incidents(book: Book) -> dict[str, str]:
    """Every incident's id and every alias, to the id of the incident that now holds it."""
    return held(book.all(Incident))


def stands(decision: DutyDecision, *, book: Book | Ahead) -> bool:
    """Whether a ruling is the last on its proposal, and was not reopened."""
    rulings = book.all(DutyDecision, parent=decision.proposal)
    again = (r for d in rulings for r in book.all(Reopening, parent=d.id))
    return any(d.id == decision.id for d in standing(rulings, again))

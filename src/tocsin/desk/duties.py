"""Which duties are still to be decided, and which rulings stand."""

from tocsin.casebook.port import Book
from tocsin.desk.take import live
from tocsin.model import DutyDecision, DutyProposal, Refer, Reopening, Warn


def open_duties(book: Book) -> tuple[DutyProposal, ...]:
    """The proposals that no standing ruling settles, the one due first at the head.

    A ruling to warn settles every policy's proposal for the pair of incident and entry; a waiver or a finding
    of no duty settles only the policy it was made under; a referral settles nothing, and the clock runs on.
    An incident that happened meanwhile stays on the list: that nobody decided in time must be seen. So does one
    of which no statement stands any more: that what was said is taken back is for a person to rule on, too.
    """
    current = current_incidents(book)
    warned: set[tuple[str, str]] = set()
    ruled: set[tuple[str, str, str]] = set()
    for decision in standing_decisions(book):
        incident = current.get(decision.incident, decision.incident)
        if isinstance(decision.ruling, Warn):
            warned.add((incident, decision.protected))
        if not isinstance(decision.ruling, Refer):
            ruled.add((incident, decision.protected, decision.policy))
    found: dict[tuple[str, str, str], DutyProposal] = {}
    for proposal in book.all(DutyProposal):
        holder = current.get(proposal.incident, proposal.incident)
        triple = (holder, proposal.protected, proposal.policy)
        if (holder, proposal.protected) in warned or triple in ruled:
            continue
        if triple not in found or proposal.incident == holder:
            found[triple] = proposal
    return tuple(sorted(found.values(), key=lambda p: (p.due, p.protected, p.id)))


def standing_decisions(book: Book) -> tuple[DutyDecision, ...]:
    """The last ruling on each proposal, but those that were reopened after it."""
    last: dict[str, DutyDecision] = {}
    for decision in book.all(DutyDecision):
        last[decision.proposal] = decision
    reopened = {r.decision for r in book.all(Reopening)}
    return tuple(d for d in last.values() if d.id not in reopened)


def current_incidents(book: Book) -> dict[str, str]:
    """Every incident's id and every alias, to the id of the incident that now holds it."""
    found: dict[str, str] = {}
    for incident in live(book):
        for name in (incident.id, *incident.aliases):
            found[name] = incident.id
    return found

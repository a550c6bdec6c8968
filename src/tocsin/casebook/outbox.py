"""The outbox: what was approved and not sent, what was sent and not answered, what failed."""

from dataclasses import dataclass

from tocsin.model import Approval, Attempt, Contact, Delivery, Notice, Receipt, digest

_FAILED = {Delivery.FAILED, Delivery.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What is outstanding: contacts never tried, attempts of unknown fate, last attempts that failed."""

    unsent: tuple[tuple[Notice, Contact], ...]
    unknown: tuple[Attempt, ...]
    failed: tuple[Attempt, ...]


def outbox(
    notices: tuple[Notice, ...],
    approvals: tuple[Approval, ...],
    attempts: tuple[Attempt, ...],
    receipts: tuple[Receipt, ...],
) -> Outbox:
    """What is outstanding among these; only exactly the text that was approved may go out."""
    approved = {(a.notice, a.body) for a in approvals}
    tried = {(a.notice, a.contact): a for a in attempts}
    known: dict[str, Delivery] = {r.attempt: r.outcome for r in receipts if r.outcome is not Delivery.UNKNOWN}
    return Outbox(
        unsent=tuple(
            (notice, contact)
            for notice in notices
            if (notice.id, digest(notice.body)) in approved
            for contact in notice.contacts
            if (notice.id, contact) not in tried
        ),
        unknown=tuple(a for a in attempts if a.id not in known),
        failed=tuple(a for a in tried.values() if known.get(a.id) in _FAILED),
    )

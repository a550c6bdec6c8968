"""Who was told what of an incident, by our own record; and what others say of that, which never changes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.duties import standing_decisions
from tocsin.desk.take import first_received
from tocsin.model import (
    Account,
    Approval,
    Arrival,
    Attempt,
    Cancellation,
    Contact,
    Contradiction,
    Correction,
    DutyDecision,
    DutyProposal,
    GivenUp,
    Incident,
    Matter,
    NoDuty,
    NotAllowed,
    NotFound,
    Notice,
    Person,
    Protected,
    Receipt,
    Refer,
    Register,
    Reopening,
    Statement,
    Telling,
    Waive,
)
from tocsin.release.comparing import contradictions
from tocsin.release.drawing import PUBLIC
from tocsin.release.telling import Case, Post, tellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosures:
    """What was told of one incident: our own record, the accounts of others, and where they do not agree.

    `statements` are those that can still be read, by id; `names` what recipients are called.
    """

    incident: Incident
    rows: tuple[Telling, ...]
    accounts: tuple[Account, ...]
    contradictions: tuple[Contradiction, ...]
    statements: Mapping[str, Statement]
    names: Mapping[str, str]


def disclosures(incident: str, *, book: Book, register: Register | None = None, at: datetime) -> Disclosures:
    """The table of an incident, given by its id or that of one that it took in, as it stood at a moment.

    `register` names the recipients, beside the registers on record.

    Raises:
        NotFound: there is no such incident.
    """
    found = whichever(incident, book=book)
    notices = tuple(_notices(found, book=book))
    case = _case(found, notices, book=book, register=register, at=at)
    rows = tellings(case, _post(notices, book=book), at=at)
    accounts = accounts_of(found, book=book, at=at)
    held = {s.id: s for s in book.all(Statement)}
    statements = {i: held[i] for i in case.statements if i in held}
    return Disclosures(
        incident=found, rows=rows, accounts=accounts, statements=statements, names=_names(book, register),
        contradictions=contradictions(accounts, tellings=rows, statements=statements),
    )  # fmt: skip


def accounts_of(incident: Incident, *, book: Book, at: datetime) -> tuple[Account, ...]:
    """The accounts of an incident and of those that it took in, in the order of entering."""
    names = {incident.id, *incident.aliases}
    return tuple(a for a in book.all(Account) if a.incident in names and a.at <= at)


def disputed(account: Account, *, book: Book) -> tuple[Contradiction, ...]:
    """Where an account does not agree with our record or with another account, by all that is on record."""
    found = whichever(account.incident, book=book)
    times = (*(a.at for a in book.all(Attempt)), *(r.at for r in book.all(Receipt)), *(a.at for a in book.all(Account)))
    made = disclosures(found.id, book=book, at=max((account.at, *times)))
    return tuple(c for c in made.contradictions if account.id in {c.account, c.against})


def enter(
    incident: str, *, who: str, recipient: str, told: Iterable[Matter], untold: Iterable[Matter], words: str,
    source: str, notice: str = "", book: Book, register: Register | None = None, by: Person,
    at: datetime,
) -> Account:  # fmt: skip
    """A person enters what somebody else says was told. Nothing else in the record changes.

    `recipient` is an entry's id or name, "public", or whoever is named; `notice` the id of one of ours, or "".

    Raises:
        NotFound: there is no such incident, or no such notice about it.
        NotAllowed: the account says nothing, or both of one matter.
    """
    found = whichever(incident, book=book)
    if notice and notice not in {n.id for n in _notices(found, book=book)}:
        raise NotFound(where=f"notice {notice[:12]}", what="it is not about this incident", now="tocsin notices")
    known = {name.casefold(): id_ for id_, name in _names(book, register).items()}
    try:
        account = Account(
            incident=found.id, who=who, recipient=known.get(recipient.strip().casefold(), recipient.strip()),
            told=tuple(dict.fromkeys(told)), untold=tuple(dict.fromkeys(untold)), words=words, source=source,
            notice=notice, by=by, at=at,
        )  # fmt: skip
    except ValueError as error:
        raise NotAllowed(where="account", what=str(error), now="say who was told what, in whose words") from error
    book.record(Act(kind="account", subject=found.id, words=(account,), by=by, at=at))
    return account


def whichever(id_: str, *, book: Book) -> Incident:
    """The incident of that id, the one that took it in, or the one that holds that statement; empty ones too.

    Raises:
        NotFound: there is none.
    """
    incidents = book.all(Incident)
    for found in incidents:
        if id_ == found.id or id_ in found.aliases:
            return found
    for found in incidents:
        if id_ in found.statements:
            return found
    raise NotFound(where=f"incident {id_[:12]}", what="no such incident", now="tocsin incidents lists them")


def _notices(incident: Incident, *, book: Book) -> Iterator[Notice]:
    """Those that were drawn up about the incident, and any other that speaks of what it holds now."""
    names, held = {incident.id, *incident.aliases}, set(incident.statements)
    for notice in book.all(Notice):
        if notice.incident in names or held & {d.statement for d in notice.disclosures}:
            yield notice


def _post(notices: tuple[Notice, ...], *, book: Book) -> Post:
    attempts = tuple(a for n in notices for a in book.all(Attempt, parent=n.id))
    return Post(
        notices=notices, attempts=attempts,
        approvals=tuple(a for n in notices for a in book.all(Approval, parent=n.id)),
        receipts=tuple(r for a in attempts for r in book.all(Receipt, parent=a.id)),
        given_up=tuple(g for n in notices for g in book.all(GivenUp, parent=n.id)),
        cancellations=tuple(c for n in notices for c in book.all(Cancellation, parent=n.id)),
        idle=_idle(notices, book=book),
    )  # fmt: skip


def _idle(notices: tuple[Notice, ...], *, book: Book) -> dict[str, str]:
    stands = {d.id for d in standing_decisions(book)}
    again = {r.decision: r.because for r in book.all(Reopening)}
    return {
        n.id: f"its ruling was reopened: {again[n.decision]}" if n.decision in again else "a later ruling replaced it"
        for n in notices if n.decision not in stands and not n.cancels
    }  # fmt: skip


def _case(
    incident: Incident, notices: tuple[Notice, ...], *, book: Book, register: Register | None, at: datetime
) -> Case:
    names = {incident.id, *incident.aliases}
    drawn = (d.statement for n in notices if n.incident in names for d in n.disclosures)
    statements = tuple(dict.fromkeys((*incident.statements, *drawn)))
    asked = [p for p in book.all(DutyProposal) if p.incident in names]
    ruled = [d for d in book.all(DutyDecision) if d.incident in names and d.at <= at]
    named = (*(n.recipient for n in notices), *(d.protected for d in ruled), *(p.protected for p in asked))
    received = first_received(book.all(Arrival))
    reports: dict[str, str] = {}
    for statement in book.all(Statement):
        reports.setdefault(statement.id, statement.report)
    corrected = {c.report: c for c in book.all(Correction) if c.at <= at}
    return Case(
        incident=incident.id, statements=statements, recipients=tuple(dict.fromkeys((PUBLIC, *named))),
        came={s: received[reports[s]] for s in statements if reports.get(s) in received},
        corrections={s: corrected[reports[s]] for s in statements if reports.get(s) in corrected},
        silences={PUBLIC: "no alert was drawn up", **dict(_silences(asked, ruled))},
        protectors=dict(_protectors(book, register)),
    )  # fmt: skip


def _silences(asked: Iterable[DutyProposal], ruled: Iterable[DutyDecision]) -> Iterator[tuple[str, str]]:
    """Why nothing was drawn up for each recipient: the last ruling on them, or that nobody ruled."""
    for proposal in asked:
        yield proposal.protected, f"nobody has ruled; a ruling is due {proposal.due.isoformat(timespec='minutes')}"
    for decision in ruled:
        yield decision.protected, f"{_ruled(decision)}, by {decision.by.name} at {decision.at:%Y-%m-%d %H:%M%z}"


def _ruled(decision: DutyDecision) -> str:
    match decision.ruling:
        case Waive(ground=ground, justification=justification):
            return f"waived on {ground} ({justification})"
        case NoDuty(criterion=criterion, justification=justification):
            return f"no duty, since {criterion} is not met ({justification})"
        case Refer(question=question):
            return f"referred with a question ({question})"
        case _:
            return "ruled to warn, and no notice is on record"


def _protectors(book: Book, register: Register | None) -> Iterator[tuple[tuple[str, Contact], str]]:
    """Whose contact it is, where it is a protector's and not the recipient's own."""
    for entry in _entries(book, register):
        for protector in entry.protectors:
            yield from (((entry.id, c), protector.name) for c in protector.contacts if c not in entry.contacts)


def _names(book: Book, register: Register | None) -> dict[str, str]:
    return {PUBLIC: "the public", **{entry.id: entry.name for entry in _entries(book, register)}}


def _entries(book: Book, register: Register | None) -> Iterator[Protected]:
    for known in (*book.all(Register), *((register,) if register else ())):
        yield from known.entries

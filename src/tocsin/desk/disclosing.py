"""Who was told what of an incident, by our own record; and what others say of that, which never changes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.apart import apart, read
from tocsin.desk.current import first_received
from tocsin.desk.duties import standing_decisions
from tocsin.desk.keys import Key, prove
from tocsin.model import (
    Account,
    Approval,
    Arrival,
    Attempt,
    Cancellation,
    Closing,
    Consultation,
    Contact,
    Contradiction,
    Correction,
    DutyDecision,
    DutyProposal,
    Extension,
    GivenUp,
    Incident,
    Matter,
    NoDuty,
    NotAllowed,
    NotFound,
    Notice,
    Outcome,
    Person,
    PersonKey,
    Protected,
    Receipt,
    Refer,
    Register,
    Relay,
    Rendering,
    Reopening,
    Statement,
    Submission,
    Telling,
    Waive,
    Weighing,
)
from tocsin.release.comparing import contradictions
from tocsin.release.drawing import PUBLIC
from tocsin.release.handing import Post
from tocsin.release.telling import Case, tellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosures:
    """What was told of one incident: our own record, the accounts of others, and where they do not agree.

    `statements` are those that can still be read, by id; `names` what recipients are called; `apart` what the
    commitments in the accounts were made to, or that it was erased.
    """

    incident: Incident
    rows: tuple[Telling, ...]
    accounts: tuple[Account, ...]
    contradictions: tuple[Contradiction, ...]
    statements: Mapping[str, Statement]
    names: Mapping[str, str]
    apart: Mapping[str, str]


def disclosures(incident: str, *, book: Book, register: Register | None = None, at: datetime) -> Disclosures:
    """The table of an incident, given by its id or that of one that it took in, as it stood at a moment.

    `register` names the recipients, beside the registers on record.

    Raises:
        NotFound: there is no such incident.
    """
    return _disclosed(whichever(incident, book=book), _look(book, register), at=at)


def disclosed(
    incidents: Iterable[Incident], *, book: Book, register: Register | None = None, at: datetime
) -> tuple[Disclosures, ...]:
    """The tables of those incidents of which anything was ruled or drawn up, or of which there is an account."""
    held = _look(book, register)
    about = {w.incident for group in (held.decisions, held.notices, held.accounts) for w in group}
    moved = {d.statement for n in held.notices for d in n.disclosures}
    return tuple(
        _disclosed(found, held, at=at)
        for found in incidents
        if about & {found.id, *found.aliases} or moved & set(found.statements)
    )


@dataclass(frozen=True, slots=True)
class Ours:
    """The people of our own office; one is found by every spelling of the name."""

    known_as: frozenset[str]

    def __contains__(self, name: object) -> bool:
        """Whether this is the name of one of them."""
        return isinstance(name, str) and bool(name.strip()) and Person(name=name).known_as in self.known_as


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the book holds that the tables are made of, read once."""

    book: Book
    corrections: Mapping[str, Correction]
    notices: tuple[Notice, ...]
    proposals: tuple[DutyProposal, ...]
    decisions: tuple[DutyDecision, ...]
    accounts: tuple[Account, ...]
    entries: tuple[Protected, ...]
    reopened: Mapping[str, Reopening]
    desk: Ours
    idle: Mapping[str, str]


_ACTS = (
    DutyDecision, Submission, Approval, Extension, Cancellation, Rendering, Relay, Consultation, Weighing, Correction,
    Closing, Outcome, Account, Reopening,
)  # fmt: skip


def desk_of(book: Book) -> Ours:
    """Whoever rules, releases, passes on, asks others, corrects or closes here, or has a key: one of our own.

    Their word that somebody was told is our own word.
    """
    acts: tuple[Any, ...] = tuple(act for kind in _ACTS for act in book.all(kind))
    people = (*(act.by for act in acts), *(key.person for key in book.all(PersonKey)))
    return Ours(frozenset(each.known_as for each in people if isinstance(each, Person)))


def _look(book: Book, register: Register | None) -> _Held:
    notices, known = book.all(Notice), _known(book, register)
    return _Held(
        book=book,
        corrections={c.report: read(c, book=book) for c in book.all(Correction)},
        notices=notices, proposals=book.all(DutyProposal), decisions=book.all(DutyDecision),
        accounts=book.all(Account), entries=tuple(e for r in known for e in r.entries),
        reopened={r.decision: r for r in book.all(Reopening)}, desk=desk_of(book),
        idle=_idle(notices, book=book),
    )  # fmt: skip


def _disclosed(found: Incident, held: _Held, *, at: datetime) -> Disclosures:
    names = {found.id, *found.aliases}
    notices = tuple(notices_about(found, held.notices))
    case = _case(found, notices, held=held, at=at)
    told = tellings(case, post_of(notices, book=held.book, idle=held.idle), at=at)
    rows = tuple(replace(row, contact=_told(row.contact, held.book)) if row.contact else row for row in told)
    accounts = tuple(a for a in held.accounts if a.incident in names and a.at <= at)
    statements = {i: case.read[i] for i in case.statements if i in case.read}
    told_of = {getattr(a, field): value for a in accounts for field, value in apart(a, book=held.book).items()}
    return Disclosures(
        incident=found, rows=rows, accounts=accounts, statements=statements, names=_names(held.entries), apart=told_of,
        contradictions=contradictions(accounts, tellings=rows, statements=statements, apart=told_of),
    )  # fmt: skip


def disputed(account: Account, *, book: Book) -> tuple[Contradiction, ...]:
    """Where an account does not agree with our record or with another account, by all that is on record."""
    found = whichever(account.incident, book=book)
    times = (*(a.at for a in book.all(Attempt)), *(r.at for r in book.all(Receipt)), *(a.at for a in book.all(Account)),
             *(r.at for r in book.all(Relay)))  # fmt: skip
    made = disclosures(found.id, book=book, at=max((account.at, *times)))
    return tuple(c for c in made.contradictions if account.id in {c.account, c.against})


def enter(
    incident: str, *, who: str, recipient: str, told: Iterable[Matter], untold: Iterable[Matter], words: str,
    source: str, notice: str = "", book: Book, register: Register | None = None, by: Person,
    at: datetime, key: Key = None, required: bool,
) -> Account:  # fmt: skip
    """A person enters what somebody else says was told. Nothing else in the record changes.

    `recipient` is an entry's id or name, "public", or whoever is named; `notice` the id of one of ours, or "". What
    is returned is the account as it stands on record; `apart.read` gives it as it was entered.

    Raises:
        NotFound: there is no such incident, or no such notice about it.
        NotAllowed: the account says nothing, or both of one matter; or whoever enters it has a key and does not sign.
    """
    found = whichever(incident, book=book)
    if notice and notice not in {n.id for n in notices_about(found, book.all(Notice))}:
        raise NotFound(where=f"notice {notice[:12]}", what="it is not about this incident", now="tocsin notices")
    entries = _look(book, register).entries
    known = {name.casefold(): id_ for id_, name in _names(entries).items()}
    try:
        account = Account(
            incident=found.id, who=who, recipient=known.get(recipient.strip().casefold(), recipient.strip()),
            told=tuple(dict.fromkeys(told)), untold=tuple(dict.fromkeys(untold)), words=words, source=source,
            notice=notice, by=by, at=at,
        )  # fmt: skip
    except ValueError as error:
        raise NotAllowed(where="account", what=str(error), now="say who was told what, in whose words") from error
    with book.transaction():
        account = prove(book.apart(account, at=at), key=key, required=required, book=book)
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


def notices_about(incident: Incident, notices: Iterable[Notice]) -> Iterator[Notice]:
    """Those that were drawn up about the incident, and any other that speaks of what it holds now."""
    names, held = {incident.id, *incident.aliases}, set(incident.statements)
    for notice in notices:
        if notice.incident in names or held & {d.statement for d in notice.disclosures}:
            yield notice


def post_of(notices: tuple[Notice, ...], *, book: Book, idle: Mapping[str, str]) -> Post:
    """These notices with all that became of them; `idle` is why some cannot be approved any more, by id."""
    ids = {n.id for n in notices}
    attempts = book.some(Attempt, parents=ids)
    return Post(
        notices=notices, attempts=attempts, receipts=book.some(Receipt, parents={a.id for a in attempts}),
        approvals=book.some(Approval, parents=ids), given_up=book.some(GivenUp, parents=ids),
        cancellations=book.some(Cancellation, parents=ids), relays=book.some(Relay, parents=ids), idle=idle,
    )  # fmt: skip


def _idle(notices: tuple[Notice, ...], *, book: Book) -> dict[str, str]:
    stands = {d.id for d in standing_decisions(book)}
    again = {r.decision: r.because for r in book.all(Reopening)}
    return {
        n.id: f"its ruling was reopened: {again[n.decision]}" if n.decision in again else "a later ruling replaced it"
        for n in notices if n.decision not in stands and not n.cancels
    }  # fmt: skip


def _case(incident: Incident, notices: tuple[Notice, ...], *, held: _Held, at: datetime) -> Case:
    names = {incident.id, *incident.aliases}
    about = {*incident.statements, *(d.statement for n in notices if n.incident in names for d in n.disclosures)}
    stands = {s.id: s for s in reversed(held.book.some(Statement, keys=about))}
    received = first_received(held.book.some(Arrival, parents={s.report for s in stands.values()}))
    came = {s: received[word.report] for s, word in stands.items() if word.report in received}
    drawn = (d.statement for n in notices if n.incident in names and n.sent <= at for d in n.disclosures)
    known = (s for s in incident.statements if s not in came or came[s] <= at)
    asked = [p for p in held.proposals if p.incident in names and p.became_aware <= at]
    ruled = [d for d in held.decisions if d.incident in names and d.at <= at]
    named = (*(n.recipient for n in notices), *(d.protected for d in ruled), *(p.protected for p in asked))
    corrected = {report: c for report, c in held.corrections.items() if c.at <= at}
    return Case(
        incident=incident.id, statements=tuple(dict.fromkeys((*known, *drawn))), read=stands, came=came,
        recipients=tuple(dict.fromkeys((PUBLIC, *named))),
        corrections={s: corrected[word.report] for s, word in stands.items() if word.report in corrected},
        silences={PUBLIC: "no alert was drawn up", **dict(_silences(asked, ruled, held.reopened))},
        reads={e.id: e.languages for e in held.entries}, desk=held.desk,
        protectors=_whose(notices, dict(_protectors(held.entries)), held.book),
        called=dict(_called(notices, held.book)),
    )  # fmt: skip


def _silences(
    asked: Iterable[DutyProposal], ruled: Iterable[DutyDecision], reopened: Mapping[str, Reopening]
) -> Iterator[tuple[str, str]]:
    """Why nothing was drawn up for each recipient: the last ruling on them, or that nobody ruled."""
    for proposal in asked:
        yield proposal.protected, f"nobody has ruled; a ruling is due {proposal.due.isoformat(timespec='minutes')}"
    for decision in ruled:
        again = f"; reopened: {reopened[decision.id].because}" if decision.id in reopened else ""
        yield decision.protected, f"{_ruled(decision)}, by {decision.by.name} at {decision.at:%Y-%m-%d %H:%M%z}{again}"


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


def _protectors(entries: Iterable[Protected]) -> Iterator[tuple[tuple[str, Contact], str]]:
    """Whose contact it is, where it is a protector's and not the recipient's own."""
    for entry in entries:
        for protector in entry.protectors:
            yield from (((entry.id, c), protector.name) for c in protector.contacts if c not in entry.contacts)


def _whose(
    notices: Iterable[Notice], named: Mapping[tuple[str, Contact], str], book: Book
) -> dict[tuple[str, Contact], str]:
    """The same, with the contacts as the notices on record have them."""
    ways = {(n.recipient, c): (n.recipient, _told(c, book)) for n in notices for c in n.contacts}
    return {way: named[plain] for way, plain in ways.items() if plain in named}


def _called(notices: Iterable[Notice], book: Book) -> Iterator[tuple[str, str]]:
    """What those are called who were asked to pass a notice on, or confirm that it was."""
    for relay in (r for n in notices for r in book.all(Relay, parent=n.id)):
        yield from ((name, str(book.told(name))) for name in (relay.to, relay.confirms) if name)


def _told(contact: Contact, book: Book) -> Contact:
    return replace(contact, address=str(book.told(contact.address)))


def names(book: Book, register: Register | None) -> dict[str, str]:
    """What recipients are called, by every register on record and this one."""
    return _names(e for r in _known(book, register) for e in r.entries)


def _known(book: Book, register: Register | None) -> tuple[Register, ...]:
    return (*book.all(Register), *((register,) if register else ()))


def _names(entries: Iterable[Protected]) -> dict[str, str]:
    return {PUBLIC: "the public", **{entry.id: entry.name for entry in entries}}

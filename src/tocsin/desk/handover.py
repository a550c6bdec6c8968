"""The hand-over to the next watch: what was done since a moment, act by act, and what is left to do."""

# ruff: noqa: ARG001 - every word is said by the same call, with the book at hand

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tocsin.casebook.port import Book
from tocsin.desk.apart import read
from tocsin.desk.consulting import owed
from tocsin.desk.counted import many
from tocsin.desk.duties import standing_decisions
from tocsin.desk.outlook import STAGE
from tocsin.model import (
    Account,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Cancellation,
    Clock,
    Closing,
    Correction,
    Delivery,
    DutyDecision,
    DutyProposal,
    Erased,
    Erasure,
    Escalation,
    Extension,
    GivenUp,
    Grade,
    HandedOn,
    Imported,
    Incident,
    KeyRevoked,
    LedgerEntry,
    Link,
    NoDuty,
    Notice,
    Outcome,
    Person,
    PersonKey,
    Publication,
    Reading,
    Receipt,
    Refer,
    Refused,
    Relay,
    Rendering,
    Reopening,
    Report,
    Restoring,
    Rung,
    Submission,
    Timestamp,
    Waive,
    Warn,
    WarnUnnamed,
    Weighing,
)
from tocsin.release.relaying import in_words, passings

WATCH = timedelta(hours=12)
"""How far a hand-over looks ahead: one long watch."""
_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One line of what was done: when, by whom, what. `late` where it was recorded after acts of a later hour."""

    at: datetime
    by: str
    what: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What was done from `since` to `until`, by heading, and the clocks that the next watch takes over.

    `unlisted` counts, by kind, the acts that no line speaks of: programs' own, such as readings and marks. `owed` is
    what is still to be said to others about duties on which somebody ruled to warn, and about which.
    """

    since: datetime
    until: datetime
    done: dict[str, tuple[Done, ...]]
    unlisted: dict[str, int]
    clocks: tuple[Clock, ...]
    owed: dict[str, str]


HEADINGS = ("came in", "changed", "decided", "duties proposed", "notices", "sending", "rung", "other acts of people")
Acts = Iterable[tuple[LedgerEntry, tuple[Any, ...]]]


def handover(acts: Acts, *, book: Book, since: datetime, until: datetime) -> Handover:
    """The hand-over of these acts, which are all that were recorded since a moment."""
    done: dict[str, list[Done]] = {heading: [] for heading in HEADINGS}
    unlisted: dict[str, int] = {}
    proposed: dict[tuple[str, str], list[tuple[DutyProposal, datetime]]] = {}
    for entry, words in acts:
        asked = [word for word in words if isinstance(word, DutyProposal)]
        for each in asked:
            proposed.setdefault((_proposal(each, book, whom="WHOM"), entry.by.name), []).append((each, entry.at))
        lines = [line for word in words if word not in asked for line in lines_of(word, book=book)]
        if not lines and not asked and isinstance(entry.by, Person):
            lines = [("other acts of people", f"{entry.kind} {entry.subject[:_SHORT]}")]
        for heading, what in dict.fromkeys(lines):
            done[heading].append(Done(at=entry.at, by=entry.by.name, what=what, late=entry.at < since))
        if not lines and not asked:
            unlisted[entry.kind] = unlisted.get(entry.kind, 0) + 1
    done["duties proposed"] += _asked_for(proposed, book=book, since=since)
    return Handover(
        since=since, until=until, done={heading: tuple(lines) for heading, lines in done.items()},
        unlisted=unlisted, clocks=book.docket.clocks(renew_by=until + WATCH), owed=_owed(book),
    )  # fmt: skip


def _owed(book: Book) -> dict[str, str]:
    """What is still owed, each once, and for which duties, of those whose ruling to warn stands, however old it is."""
    warned = dict.fromkeys(d.proposal for d in standing_decisions(book) if isinstance(d.ruling, Warn))
    found: dict[str, list[str]] = {}
    for proposal in warned:
        for each in owed(proposal, book=book):
            found.setdefault(each, []).append(proposal[:_SHORT])
    return {each: ", ".join(duties) for each, duties in found.items()}


def _asked_for(
    proposed: Mapping[tuple[str, str], Sequence[tuple[DutyProposal, datetime]]], *, book: Book, since: datetime
) -> Iterator[Done]:
    """A line for all duties that were proposed alike: with the same ruling, for the same reason, due at one time."""
    for (_, by), each in proposed.items():
        last, at = each[-1]
        whom = ", ".join(dict.fromkeys(p.protected for p, _ in each))
        times = f" ({len(each)} proposals)" if len(each) > 1 else ""
        yield Done(at=at, by=by, what=f"{_proposal(last, book, whom=whom)}{times}", late=at < since)


def lines_of(word: Any, *, book: Book) -> Iterator[tuple[str, str]]:
    """The line of one word under its heading, if there is something to say of it."""
    heading, say = _SAYS.get(type(word), ("", None))
    said = say(word, book) if say is not None else ""
    if said:
        yield heading, said


def _arrival(a: Arrival, book: Book) -> str:
    report = book.get(Report, a.report)
    found = book.get(Reading, a.report)
    title = f' "{report.title}"' if report is not None and report.title else ""
    read = (
        f"{many(len(found.statements), 'statement')}, {many(len(found.unread), 'passage')} unread"
        if found
        else "not read"
    )
    return f"report {a.report[:_SHORT]}{title} from {a.source.name}, TLP:{a.marking}: {read}"


def _refused(r: Refused, book: Book) -> str:
    return f"REFUSED: {r.where}: {r.what}"


def _correction(c: Correction, book: Book) -> str:
    return f"report {c.report[:_SHORT]} was {c.how}: {read(c, book=book).because}"


def _reopening(r: Reopening, book: Book) -> str:
    decision = book.get(DutyDecision, r.decision)
    whom = f" on {decision.protected}" if decision is not None else ""
    return f"REOPENED: ruling {r.decision[:_SHORT]}{whom}: {r.because}"


def _incident(i: Incident, book: Book) -> str:
    if not i.statements:
        return f"incident {i.id[:_SHORT]} holds nothing any more"
    joined = f", with {len(i.aliases)} taken in" if i.aliases else ""
    return f"incident {i.id[:_SHORT]} {i.title}: {_got(i)}{many(len(i.statements), 'statement')}" + joined


def _got(i: Incident) -> str:
    """How far it had got then, in the words of every list, where that was stated."""
    return f"{STAGE[i.stage]}, " if i.stage else ""


def _assessment(a: Assessment, book: Book) -> str:
    if not isinstance(a.by, Person):
        return ""
    signed = (f"{x.actor.name if x.actor else 'somebody unknown'}: {x.likelihood}, {x.confidence} confidence"
              for x in a.attributions if x.signed == a.by)  # fmt: skip
    return f"assessed who did {a.incident[:_SHORT]}: {'; '.join(signed)}. {read(a, book=book).note}"


def _judged(link: Link, book: Book) -> str:
    if not isinstance(link.by, Person):
        return ""
    return f"judged {link.left[:_SHORT]} and {link.right[:_SHORT]}: {link.judgement}. {read(link, book=book).because}"


def _grade(g: Grade, book: Book) -> str:
    if not isinstance(g.by, Person):
        return ""
    return f"graded {g.statement[:_SHORT]} {g.reliability}{g.credibility}: {read(g, book=book).because}"


def _proposal(p: DutyProposal, book: Book, *, whom: str = "") -> str:
    what = type(p.proposes).__name__.lower()
    return f"duty to {whom or p.protected} proposed ({what}), due {p.due:%d %b %H:%M %Z}: {p.because}"


def _decision(d: DutyDecision, book: Book) -> str:
    ruling, late = d.ruling, d.at - d.due
    what = "warn"
    if isinstance(ruling, Waive):
        what = f"WAIVED on ground {ruling.ground}: {ruling.justification}"
    elif isinstance(ruling, WarnUnnamed):
        what = f"warned without our name: {ruling.because}"
    elif isinstance(ruling, NoDuty):
        what = f"no duty ({ruling.criterion}): {ruling.justification}"
    elif isinstance(ruling, Refer):
        what = f"referred, the clock runs on: {ruling.question}"
    when = f"LATE by {span(late)}" if late > timedelta(0) else f"{span(-late)} before it was due"
    return f"{d.protected}: {what}; {when}"


def _weighing(w: Weighing, book: Book) -> str:
    proposal = book.get(DutyProposal, w.proposal)
    whom = f" of warning {proposal.protected}" if proposal is not None else ""
    return f"the harm{whom} weighed ({w.harm}), {w.weighed}: {read(w, book=book).because}"


def _closing(c: Closing, book: Book) -> str:
    return f"incident {c.incident[:_SHORT]} closed to duty: {c.because}"


def _outcome(o: Outcome, book: Book) -> str:
    return f"incident {o.incident[:_SHORT]} turned out {o.came}: {read(o, book=book).because}"


def _notice(n: Notice, book: Book) -> str:
    return f"{n.kind} {n.id[:_SHORT]} to {n.recipient} drawn up, holds until {n.expires:%d %b %H:%M %Z}: {n.headline}"


def _approval(a: Approval, book: Book) -> str:
    return f"notice {a.notice[:_SHORT]}{_to(a.notice, book)} approved"


def _submission(s: Submission, book: Book) -> str:
    return f"notice {s.notice[:_SHORT]}{_to(s.notice, book)} submitted for approval"


def _rendering(r: Rendering, book: Book) -> str:
    pointed = f"; pointed out: {'; '.join(r.doubts)}" if r.doubts else ""
    return f"notice {r.notice[:_SHORT]}{_to(r.notice, book)} put into {r.language!r}{pointed}"


def _extension(e: Extension, book: Book) -> str:
    said = read(e, book=book).because
    return f"notice {e.notice[:_SHORT]}{_to(e.notice, book)} extended until {e.until:%d %b %H:%M %Z}: {said}"


def _cancellation(c: Cancellation, book: Book) -> str:
    return f"notice {c.notice[:_SHORT]}{_to(c.notice, book)} CANCELLED: {c.because}"


def _account(a: Account, book: Book) -> str:
    said = read(a, book=book)
    return f"account by {said.who} of what was told to {said.recipient}: “{said.words}”"


def _relay(r: Relay, book: Book) -> str:
    said = read(r, book=book)
    (passing,) = passings((r,))
    words = in_words(replace(passing, to=said.to, confirms=said.confirms), because=said.because)
    return f"notice {r.notice[:_SHORT]}{_to(r.notice, book)}: {words}"


def _key(k: PersonKey, book: Book) -> str:
    return f"the key {k.key[:_SHORT]} of {k.person.name} put on record"


def _revoked(k: KeyRevoked, book: Book) -> str:
    return f"the key {k.key[:_SHORT]} REVOKED: {k.because}"


def _receipt(r: Receipt, book: Book) -> str:
    word = r.outcome.upper() if r.outcome in _LOUD else r.outcome
    if r.outcome is Delivery.ACKNOWLEDGED:  # it may have come by another way than the channel
        return f"notice {r.notice[:_SHORT]}{_to(r.notice, book)}: {word} by {r.by.name}, {r.because}"
    return f"notice {r.notice[:_SHORT]}{_to(r.notice, book)} by {r.channel}: {word}, {r.because}"


def _escalation(e: Escalation, book: Book) -> str:
    return f"notice {e.notice[:_SHORT]}{_to(e.notice, book)}: on to the next contact, {e.because}"


def _given_up(g: GivenUp, book: Book) -> str:
    return (
        f"notice {g.notice[:_SHORT]}{_to(g.notice, book)} by {g.contact.channel}: GIVEN UP ({g.outcome}), {g.because}"
    )


def _publication(p: Publication, book: Book) -> str:
    how = "signed" if p.signed else p.because.upper()
    return f"notice {p.notice[:_SHORT]}{_to(p.notice, book)} lies in the feed at {p.feed}: {how}"


def _rung(r: Rung, book: Book) -> str:
    channel = f" by {r.contact.channel}" if r.contact else ""
    due = r.due.astimezone(r.at.tzinfo)  # as all around it is told
    return f"{r.role}{channel}: {r.outcome}, {r.because}; to {r.task}, due {due:%d %b %H:%M %Z}, {r.about[:_SHORT]}"


def _erased(e: Erased, book: Book) -> str:
    return f"erased {e.digest[:_SHORT]}: {e.because}"


def _restored(r: Restoring, book: Book) -> str:
    copy = f"a copy of {r.size} entries, of {r.copied.astimezone(r.at.tzinfo):%d %b %Y %H:%M %Z}"
    return f"{copy}, TOOK THE PLACE OF THE CASEBOOK: what was recorded elsewhere since is not in it"


def _stamped(t: Timestamp, book: Book) -> str:
    return f"the checkpoint of {t.size} entries bears a time stamp of {t.at.isoformat()}"


def _imported(i: Imported, book: Book) -> str:
    theirs = f", and {len(i.theirs)} acts of theirs" if i.theirs else ""
    back = sum(each.kind == "correction" for each in i.theirs)
    lost = f"; THEY TOOK BACK OR CORRECTED {many(back, 'report')}, which stands here: tocsin correct" if back else ""
    return f"case {i.incident[:_SHORT]} handed over by {i.office}: {many(len(i.reports), 'report')}{theirs}{lost}"


def _handed_on(h: HandedOn, book: Book) -> str:
    return f"checkpoint of {h.size} entries to {h.holder}: {h.outcome}, {h.because}"


def _personal(e: Erasure, book: Book) -> str:
    return f"personal item {e.item[:_SHORT]} erased: {e.because}"


def _attempt(a: Attempt, book: Book) -> str:
    if book.all(Receipt, parent=a.id):
        return ""
    return f"notice {a.notice[:_SHORT]}{_to(a.notice, book)} by {a.contact.channel}: UNKNOWN, nothing came back yet"


_LOUD = frozenset({Delivery.FAILED, Delivery.REFUSED, Delivery.UNKNOWN, Delivery.EXPIRED})
_SAYS: Mapping[type, tuple[str, Callable[[Any, Book], str]]] = {
    Arrival: ("came in", _arrival),
    Refused: ("came in", _refused),
    Incident: ("changed", _incident),
    Correction: ("changed", _correction),
    Link: ("changed", _judged),
    Grade: ("changed", _grade),
    Assessment: ("changed", _assessment),
    Timestamp: ("sending", _stamped),
    HandedOn: ("sending", _handed_on),
    Imported: ("came in", _imported),
    Erased: ("changed", _erased),
    Erasure: ("changed", _personal),
    DutyProposal: ("duties proposed", _proposal),
    DutyDecision: ("decided", _decision),
    Weighing: ("decided", _weighing),
    Reopening: ("decided", _reopening),
    Closing: ("decided", _closing),
    Outcome: ("decided", _outcome),
    Notice: ("notices", _notice),
    Submission: ("notices", _submission),
    Approval: ("notices", _approval),
    Rendering: ("notices", _rendering),
    Extension: ("notices", _extension),
    Cancellation: ("notices", _cancellation),
    Account: ("notices", _account),
    Relay: ("sending", _relay),
    Restoring: ("other acts of people", _restored),
    PersonKey: ("other acts of people", _key),
    KeyRevoked: ("other acts of people", _revoked),
    Receipt: ("sending", _receipt),
    Escalation: ("sending", _escalation),
    GivenUp: ("sending", _given_up),
    Publication: ("sending", _publication),
    Rung: ("rung", _rung),
    Attempt: ("sending", _attempt),
}


def _to(notice: str, book: Book) -> str:
    found = book.get(Notice, notice)
    return f" to {found.recipient}" if found is not None else ""


def span_of(seconds: int) -> str:
    """The same of so many seconds."""
    return span(timedelta(seconds=seconds))


def span(time: timedelta) -> str:
    """A length of time in hours and minutes, as clocks are read: "26 h 05 min"; from two days on "3 days 4 h"."""
    hours, minutes = divmod(int(abs(time).total_seconds()) // 60, 60)
    days, rest = divmod(hours, 24)
    return f"{days} days {rest} h" if days > 1 else f"{hours} h {minutes:02} min"

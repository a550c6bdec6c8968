"""A case made into an archive for another office: its reports, what was decided about it, and the proofs of both."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin import ledger
from tocsin.casebook import Casebook
from tocsin.codec import canonical
from tocsin.desk.counted import many
from tocsin.desk.current import markings
from tocsin.desk.exporting import case_of, decided_goes
from tocsin.exports import Archive, Recorded
from tocsin.model import (
    Account,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Cancellation,
    Closing,
    Consultation,
    Correction,
    DutyDecision,
    DutyProposal,
    Escalation,
    Extension,
    GivenUp,
    Grade,
    Incident,
    Link,
    NotAllowed,
    NotFound,
    Notice,
    Outcome,
    Publication,
    Reading,
    Receipt,
    Register,
    Relay,
    Rendering,
    Reopening,
    Report,
    Statement,
    Submission,
    Tlp,
    Weighing,
)
from tocsin.release.drawing import PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What of a casebook may go into one archive, by id. `whole` where nothing of the case was left out."""

    clearance: Tlp
    names: frozenset[str]
    reports: frozenset[str]
    statements: frozenset[str]
    whole: bool
    decided: bool
    proposals: frozenset[str]
    decisions: frozenset[str]
    notices: frozenset[str]
    attempts: frozenset[str]
    apart: frozenset[str]
    """Names and addresses of the register that no report of the case bears, folded."""
    outlook: str

    def may(self, word: Any) -> bool:
        """Whether a word may go in."""
        allows = _MAY.get(type(word))
        return allows is not None and allows(self, word) and not self._names(word)

    def _names(self, word: Any) -> bool:
        """Whether a program wrote somebody of the register into it: whom a briefing is to, why an entry is exposed."""
        if not isinstance(word, _MAY_NAME):
            return False
        said = _folded(canonical(word))
        return any(name in said for name in self.apart)


def _of_case(given: _Given, word: Any) -> bool:
    return given.whole and word.incident in given.names


def _decided(given: _Given, word: Any) -> bool:
    return given.decided and word.incident in given.names


def _on_notice(given: _Given, word: Any) -> bool:
    return word.notice in given.notices


_MAY: dict[type, Callable[[_Given, Any], bool]] = {
    Report: lambda given, word: word.id in given.reports,
    Arrival: lambda given, word: word.report in given.reports and word.marking.reaches(given.clearance),
    Reading: lambda given, word: word.report in given.reports,
    Correction: lambda given, word: {word.report, word.replacement or word.report} <= given.reports,
    Incident: lambda given, word: given.whole and word.id in given.names,
    Link: lambda given, word: given.whole and {word.left, word.right} <= given.statements,
    Grade: lambda given, word: given.whole and word.statement in given.statements,
    Assessment: _of_case,
    Closing: _decided,
    DutyProposal: _decided,
    DutyDecision: _decided,
    Account: _decided,
    Outcome: lambda given, word: _decided(given, word) and word.event in {"", *given.names},
    Consultation: lambda given, word: given.decided and word.proposal in given.proposals,
    Weighing: lambda given, word: given.decided and word.proposal in given.proposals,
    Reopening: lambda given, word: word.decision in given.decisions,
    Notice: lambda given, word: word.id in given.notices and word.recipient == PUBLIC,
    Approval: _on_notice,
    Submission: _on_notice,
    Extension: _on_notice,
    Cancellation: _on_notice,
    Rendering: _on_notice,
    Relay: _on_notice,
    Publication: _on_notice,
    Attempt: _on_notice,
    Escalation: _on_notice,
    GivenUp: _on_notice,
    Receipt: lambda given, word: word.attempt in given.attempts,
}
_MAY_NAME = (DutyProposal, Notice, Rendering)
_AS_THEY_STAND = (
    Report, Arrival, Reading, Correction, Incident, Link, Grade, Assessment, Closing, DutyProposal, DutyDecision,
    Notice,
)  # fmt: skip
"""Words that go in although the act that brought them holds more than may go in: as they stand, and unproved."""


def archive_of(incident: Incident, *, book: Casebook, office: str, clearance: Tlp, at: datetime) -> tuple[Archive, int]:
    """The archive of an incident for whoever is cleared so far, and how many of its statements were left out.

    What was judged of the case goes in where all of its statements do; what was decided, drawn up and sent, where the
    clearance is TLP:AMBER or stricter besides. Names and addresses of those who were told lie apart from the record,
    and stay behind; so do the texts of briefings, which bear them, and findings that do. What was approved and sent of
    a briefing goes in, with the digest of its text.

    Raises:
        NotAllowed: nothing of it may go in.
    """
    given, left_out = _given(incident, book=book, clearance=clearance)
    if not given.reports:
        what = f"nothing of it is for TLP:{clearance}: marked stricter: {many(left_out, 'statement')}"
        raise NotAllowed(where=incident.id[:12], what=what, now="name the clearance of whoever it is for: --clearance")
    acts = tuple(_acts(_entries(given, book=book), book=book))
    brought = {canonical(word) for act in acts for word in act.words}
    words = tuple(w for w in _standing(given, book=book) if canonical(w) not in brought)
    contents = ((report, book.raw(report)) for report in sorted(given.reports))
    sealed = book.checkpoints()[-1:]
    return Archive(
        office=office, incident=incident.id, made=at, clearance=clearance, acts=acts, words=words,
        outlook=given.outlook,
        reports={report: content for report, content in contents if isinstance(content, bytes)},
        note=ledger.note(sealed[0]) if sealed else "", key=sealed[0].key if sealed else "",
    ), left_out  # fmt: skip


def _folded(text: str) -> str:
    """A text in which a name is looked for, however it is written and broken into lines."""
    return " ".join(text.replace("\\n", " ").replace('\\"', '"').casefold().split())


def _given(incident: Incident, *, book: Casebook, clearance: Tlp) -> tuple[_Given, int]:
    case, left_out = case_of(incident, book=book, clearance=clearance)
    names = frozenset({incident.id, *incident.aliases})
    back, stricter = _taken_back(names, book=book, clearance=clearance)
    left_out += stricter
    whole = not left_out
    decided = whole and decided_goes(clearance)
    notices = [n for n in book.all(Notice) if decided and n.incident in names and n.marking.reaches(clearance)]
    decisions = [d for d in book.all(DutyDecision) if decided and d.incident in names]
    sent = frozenset(n.id for n in notices)
    told = _folded(" ".join(f"{report.title} {report.text}" for report in case.reports.values()))
    listed = {entry.id for register in book.all(Register) for entry in register.entries}
    apart = (_folded(item.value) for item in book.personal() if item.about in listed)
    return _Given(
        clearance=clearance, names=names, reports=back.union(case.reports),
        statements=frozenset(s.id for s in case.statements), whole=whole, decided=decided,
        proposals=frozenset(p.id for p in book.all(DutyProposal) if p.incident in names),
        decisions=frozenset(d.id for d in decisions), notices=sent,
        attempts=frozenset(a.id for a in book.all(Attempt) if a.notice in sent),
        apart=frozenset(name for name in apart if name and name not in told),
        outlook=case.outlook.words if case.outlook else "",
    ), left_out  # fmt: skip


def _taken_back(names: Collection[str], *, book: Casebook, clearance: Tlp) -> tuple[frozenset[str], int]:
    """The reports that a case rested on and that were corrected since, with what took their place.

    Whoever was handed the case must hear of it. With them, of how many statements such a report is marked stricter.
    """
    proposals = [p for p in book.all(DutyProposal) if p.incident in names]
    rested = {*names, *(s for p in proposals for finding in p.findings for s in finding.statements)}
    rested |= {s for n in book.all(Notice) if n.incident in names for s in n.draws_on}
    labels, found, stricter = markings(book.all(Arrival)), set[str](), 0
    for correction in book.all(Correction):
        mine = rested & {s.id for s in book.all(Statement, parent=correction.report)}
        if not mine:
            continue
        if not labels[correction.report].reaches(clearance):
            stricter += len(mine)
            continue
        new = correction.replacement or correction.report
        found |= {correction.report, *((new,) if labels[new].reaches(clearance) else ())}
    return frozenset(found), stricter


def _entries(given: _Given, *, book: Casebook) -> frozenset[int]:
    """The numbers of the acts all of whose words may go in."""
    came = [a.received for report in given.reports for a in book.all(Arrival, parent=report)]
    acts = book.acts(since=min(came))
    return frozenset(entry.sequence for entry, words in acts if words and all(given.may(word) for word in words))


def _acts(numbers: Collection[int], *, book: Casebook) -> Iterator[Recorded]:
    """These acts as the record holds them, each with its proof where a checkpoint covers it."""
    for entry in book.entries():
        if entry.sequence not in numbers:
            continue
        body = book.body(entry.body)
        if not isinstance(body, bytes):
            continue  # erased in the meantime
        try:
            path = book.prove(entry.sequence)[1].path
        except NotFound:
            path = None
        yield Recorded(entry=entry, body=body, path=path)


def _standing(given: _Given, *, book: Casebook) -> Iterator[Any]:
    for kind in _AS_THEY_STAND:
        yield from (word for word in book.all(kind) if given.may(word))

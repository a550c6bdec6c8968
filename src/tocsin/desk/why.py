"""Why: from anything in the casebook back to characters in a report, always."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from tocsin.casebook.port import Book
from tocsin.desk.apart import read
from tocsin.desk.current import between
from tocsin.desk.disclosing import disputed
from tocsin.ledger import signer
from tocsin.model import (
    Account,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Attribution,
    Cancellation,
    Closing,
    Consultation,
    Correction,
    DutyDecision,
    DutyProposal,
    Erasure,
    Extension,
    Finding,
    Grade,
    Imported,
    Incident,
    Judgement,
    KeyRevoked,
    Line,
    Link,
    NoDuty,
    Notice,
    Outcome,
    Person,
    PersonKey,
    Policy,
    Program,
    Publication,
    Reading,
    Receipt,
    Refer,
    Relay,
    Rendering,
    Reopening,
    Report,
    Ruling,
    Statement,
    Submission,
    Unread,
    Waive,
    WarnUnnamed,
    Weighing,
)
from tocsin.release import negated
from tocsin.release.relaying import in_words, passings


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One step of an explanation, and the steps it rests on."""

    words: str
    rests_on: tuple["Why", ...] = ()


def why(word: Any, *, book: Book) -> Why:
    """The explanation of a word: every branch ends in a quotation from a report, or in a person's name."""
    return _why(word, book)


def lines(step: Why, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The steps of an explanation with their depth, as a reader reads them; what rests on more is told once."""
    return _lines(step, depth, told=set())


def _lines(step: Why, depth: int, *, told: set[Why]) -> Iterator[tuple[int, str]]:
    if step in told:
        name, _, rest = step.words.partition(": ")
        yield depth, f"{name if rest and name.startswith('statement ') else step.words}, as told above"
        return
    if step.rests_on:
        told.add(step)
    yield depth, step.words
    for inner in step.rests_on:
        yield from _lines(inner, depth + 1, told=told)


@singledispatch
def _why(word: Any, _book: Book) -> Why:
    return Why(words=f"{type(word).__name__}: {word}")


@_why.register
def _statement(word: Statement, book: Book) -> Why:
    chain = " → ".join(s.name for s in word.speakers) or "the report, in its own voice"
    truth = f"{word.factuality.certainty}, {word.factuality.polarity}"
    from tocsin.reading.verify import CHECKS  # noqa: PLC0415 - most commands explain nothing, and load no reader

    head = f"statement {word.id[:12]}: {negated.kind(word)} by {chain} ({truth}): “{negated.words_of(word)}”"
    cue = f", on the cue “{word.cue.quote}”" if word.cue else ""
    steps = [Why(words=f"seen by {word.reader or 'a person'}{cue}: {word.because or 'no reason given'}")]
    steps.append(Why(words=f"{_sure(word)}; the verifier checked: {'; '.join(words for words, _ in CHECKS)}"))
    steps += [_why(grade, book) for grade in book.all(Grade, parent=word.id)]
    place = f"characters {word.passage.start} to {word.passage.end}"
    report = book.get(Report, word.report)
    inner = (_why(report, book),) if report else ()
    steps.append(Why(words=f"{place}: “{word.passage.quote}”", rests_on=inner))
    return Why(words=head, rests_on=tuple(steps))


def _sure(word: Statement) -> str:
    """How sure its reader is, in words."""
    shown = ", so it is a suggestion" if word.suggestion else ""
    return f"right in {100 * word.score:.0f} of 100 such cases, by the reader's own account{shown}"


@_why.register
def _unread(word: Unread, book: Book) -> Why:
    detail = f": {word.detail}" if word.detail else ""
    proposed = f" (proposed: “{word.proposed}”)" if word.proposed else ""
    head = f"unread because {word.because}{detail}{proposed}: “{word.passage.quote}”"
    report = book.get(Report, word.report)
    return Why(words=head, rests_on=(_why(report, book),) if report else ())


@_why.register
def _report(word: Report, book: Book) -> Why:
    steps = [_why(arrival, book) for arrival in book.all(Arrival, parent=word.id)]
    steps += [_why(c, book) for c in book.all(Correction, parent=word.id)]
    steps += [Why(words=_handed_over(each)) for each in book.all(Imported) if word.id in each.reports]
    return Why(words=f"report {word.id[:12]}, “{word.title}”", rests_on=tuple(steps))


@_why.register
def _arrival(word: Arrival, _book: Book) -> Why:
    published = f"published {word.published.start.isoformat()}" if word.published else "publication not stated"
    received = f"received {word.received.isoformat()}"
    return Why(words=f"from {word.source.name} ({word.source.kind}), {published}, {received}, TLP:{word.marking}")


@_why.register
def _correction(word: Correction, book: Book) -> Why:
    head = f"{word.how} at {word.at.isoformat()} by {_name(word.by)}: {read(word, book=book).because}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _reading(word: Reading, book: Book) -> Why:
    steps = (*(_why(s, book) for s in word.statements), *(_why(u, book) for u in word.unread))
    return Why(words=f"reading of {word.report[:12]} by {word.reader}", rests_on=steps)


@_why.register
def _link(word: Link, book: Book) -> Why:
    features = ", ".join(f"{f.name} {f.weight:+d} ({f.because})" for f in word.features)
    steps = [*([Why(words=features)] if features else []), *_signature(word, book)]
    steps += _statements((word.left, word.right), book)
    head = f"link {word.id[:12]}: {word.judgement}, by {_name(word.by)}: {read(word, book=book).because}"
    return Why(words=head, rests_on=tuple(steps))


@_why.register
def _incident(word: Incident, book: Book) -> Why:
    links = [x for x in between(word.statements, book=book) if x.judgement is Judgement.SAME]
    tied = [
        Why(words=f"{x.left[:12]} and {x.right[:12]}: {read(x, book=book).because}, by {_name(x.by)}") for x in links
    ]
    names = {word.id, *word.aliases}
    closed = [_why(c, book) for c in book.some(Closing, parents=names)]
    closed += [_why(o, book) for o in book.some(Outcome, parents=names)]
    told = [_why(a, book) for a in book.some(Account, parents=names)]
    reports = {s.report for s in book.some(Statement, keys=word.statements)}
    handed = [_why(i, book) for i in book.all(Imported) if reports & set(i.reports)]
    steps = (*closed, *_statements(word.statements, book), *tied, *told, *handed)
    return Why(words=f"incident {word.id[:12]}: {word.title}", rests_on=steps)


@_why.register
def _imported(word: Imported, _book: Book) -> Why:
    theirs = (Why(words=f"theirs{'' if t.proved else ', unproved'}: {t.said}") for t in word.theirs)
    return Why(words=_handed_over(word), rests_on=tuple(theirs))


def _handed_over(word: Imported) -> str:
    signed = f"; its checkpoint is signed by {word.key[:16]}" if word.key else "; without a checkpoint"
    when = f"imported {word.at.isoformat()} from {word.archive[:12]}, made {word.made.isoformat()}"
    return f"handed over by {word.office}, for TLP:{word.clearance}: {when}{signed}"


@_why.register
def _grade(word: Grade, book: Book) -> Why:
    head = f"marked {word.reliability}{word.credibility} by {_name(word.by)}: {read(word, book=book).because}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _assessment(word: Assessment, book: Book) -> Why:
    steps = (*_signature(word, book), *(_why(a, book) for a in word.attributions))
    return Why(words=f"assessment of {word.incident[:12]} by {_name(word.by)}", rests_on=steps)


@_why.register
def _attribution(word: Attribution, book: Book) -> Why:
    who = word.actor.name if word.actor else "somebody unknown"
    statuses = ", ".join(standing.status for standing in word.standings) or "no status"
    signed = f"signed by {word.signed.name}" if word.signed else "proposed, unsigned"
    head = Why(words=f"likelihood {word.likelihood}, {signed}: {read(word, book=book).because}")
    confidence = Why(words=f"confidence {word.confidence}")
    speaks = _statements((*word.supporting, *word.contradicting), book)
    return Why(words=f"{who}: {statuses}", rests_on=(head, confidence, *speaks))


@_why.register
def _finding(word: Finding, book: Book) -> Why:
    return Why(words=f"{word.rule}: {word.met}, {word.because}", rests_on=tuple(_statements(word.statements, book)))


@_why.register
def _proposal(word: DutyProposal, book: Book) -> Why:
    head = f"proposal {word.id[:12]} for {word.protected}: {word.because}; aware {word.became_aware.isoformat()}"
    harms = (replace(f, rule=f"harm of the warning itself, {f.rule}") for f in word.harms)
    steps = (*(_why(f, book) for f in (*word.findings, *harms)), *_consulted(word.id, book))
    return Why(words=f"{head}, due {word.due.isoformat()}", rests_on=steps)


def _consulted(proposal: str, book: Book) -> Iterator[Why]:
    """With whom a duty was spoken of, and which harm of warning was weighed."""
    for each in (*book.all(Consultation, parent=proposal), *book.all(Weighing, parent=proposal)):
        yield _why(each, book)


@_why.register
def _weighing(word: Weighing, book: Book) -> Why:
    said = read(word, book=book).because
    head = f"harm weighed, {word.harm}: {word.weighed}, at {word.at.isoformat()} by {word.by.name}: {said}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _consultation(word: Consultation, book: Book) -> Why:
    said = read(word, book=book)
    head = f"{word.outcome}: {said.whom}, at {word.at.isoformat()}, says {word.by.name}: {said.because}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _decision(word: DutyDecision, book: Book) -> Why:
    head = f"decision {word.id[:12]}: {_ruling(word.ruling)}, by {word.by.name} at {word.at.isoformat()}"
    again = (*_signature(word, book), *(_why(r, book) for r in book.all(Reopening, parent=word.id)))
    consulted = _consulted(word.proposal, book)
    return Why(words=head, rests_on=(*again, *(_why(f, book) for f in word.findings), *consulted))


@_why.register
def _outcome(word: Outcome, book: Book) -> Why:
    said = read(word, book=book).because
    head = f"how it turned out: {word.came}, judged at {word.at.isoformat()} by {word.by.name}: {said}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _closing(word: Closing, book: Book) -> Why:
    head = f"closed to duty at {word.at.isoformat()} by {word.by.name}: {word.because}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _account(word: Account, book: Book) -> Why:
    about, said = f" about notice {word.notice[:12]}" if word.notice else "", read(word, book=book)
    head = f"account {word.id[:12]} of what was told to {said.recipient}{about}, by {said.who}: “{said.words}”"
    source = book.get(Report, said.source)
    stands = Why(words=f"it stands in: {said.source}", rests_on=(_why(source, book),) if source else ())
    by = f"entered at {word.at.isoformat()} by {word.by.name}; our own record is not changed by it"
    entered = Why(words=by, rests_on=_signature(word, book))
    return Why(words=head, rests_on=(stands, entered, *_against(word, book)))


def _against(word: Account, book: Book) -> Iterator[Why]:
    """Where an account and our record, or another account, do not agree: both, and our record's notices."""
    for found in disputed(word, book=book):
        other = f"account {found.against[:12]}" if found.against else "our record"
        sure = "against" if found.sure else "open, since our record does not know whether it arrived"
        yield Why(words=f"{sure}: {found.says}; {other}: {found.against_says}")


@_why.register
def _policy(word: Policy, _book: Book) -> Why:
    head = f"policy {word.id}, version {word.version}: {word.title}, from {word.source}"
    rules = (f"{rule.id}: {rule.text} Source: {rule.source}" for rule in word.rules)
    grounds = (f"{ground.id}: {ground.text} Source: {ground.source}" for ground in word.grounds)
    return Why(words=head, rests_on=tuple(Why(words=words) for words in (*rules, *grounds)))


@_why.register
def _reopening(word: Reopening, _book: Book) -> Why:
    return Why(words=f"reopened at {word.at.isoformat()} by {_name(word.by)}: {word.because}")


@_why.register
def _notice(word: Notice, book: Book) -> Why:
    decision = book.get(DutyDecision, word.decision)
    steps = [_why(act, book) for act in _acts(word, book)]
    steps += [_line(line, book) for line in (*word.above, *word.below)]
    if decision is not None:
        steps.append(_why(decision, book))
    return Why(words=f"notice {word.id[:12]} to {word.recipient}: {word.headline}", rests_on=tuple(steps))


@_why.register
def _approval(word: Approval, book: Book) -> Why:
    notice = book.get(Notice, word.notice)
    head = f"text {word.body[:12]} approved at {word.at.isoformat()} by {word.by.name}"
    return Why(words=head, rests_on=(*_signature(word, book), *((_why(notice, book),) if notice else ())))


@_why.register
def _submission(word: Submission, book: Book) -> Why:
    head = f"text {word.body[:12]} submitted for approval at {word.at.isoformat()} by {word.by.name}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _extension(word: Extension, book: Book) -> Why:
    said = read(word, book=book).because
    head = f"extended until {word.until.isoformat()} at {word.at.isoformat()} by {word.by.name}: {said}"
    return Why(words=head, rests_on=_signature(word, book))


@_why.register
def _rendering(word: Rendering, book: Book) -> Why:
    pointed = tuple(Why(words=f"pointed out: {each}") for each in word.doubts)
    head = f"put into {word.language!r} at {word.at.isoformat()} by {word.by.name}, not translated by us"
    return Why(words=head, rests_on=(*_signature(word, book), *pointed))


@_why.register
def _relay(word: Relay, book: Book) -> Why:
    said = read(word, book=book)
    (passing,) = passings((word,))
    words = in_words(replace(passing, to=said.to, confirms=said.confirms), because=said.because)
    return Why(words=f"{words}; put down by {word.by.name}", rests_on=_signature(word, book))


@_why.register
def _cancellation(word: Cancellation, book: Book) -> Why:
    head = f"cancelled at {word.at.isoformat()} by {word.by.name}: {word.because}"
    return Why(words=head, rests_on=_signature(word, book))


def _signature(word: Any, book: Book) -> tuple[Why, ...]:
    """Whether the name on what a person did is proved: by a key that fits, and is that person's."""
    return (Why(words=_proof(word, book)),) if isinstance(word.by, Person) else ()


def _proof(word: Any, book: Book) -> str:
    key = signer(word)
    known = book.get(PersonKey, key) if key else None
    if known is not None and known.person == word.by:
        revoked = book.get(KeyRevoked, key)
        end = f"; it was revoked at {revoked.at.isoformat()}" if revoked else ""
        return f"signed with the key {key[:12]} of {known.person.name}, and the signature fits{end}"
    if key:
        whose = f"{known.person.name}'s" if known else "nobody's"
        return f"SIGNED WITH THE KEY {key[:12]}, WHICH IS {whose} AND NOT {word.by.name}'s"
    if word.signature:
        return "IT BEARS A SIGNATURE THAT DOES NOT FIT"
    return f"not signed: that it was {word.by.name} rests on the name that was typed"


@_why.register
def _attempt(word: Attempt, book: Book) -> Why:
    notice = book.get(Notice, word.notice)
    head = f"attempt {word.id[:12]}, number {word.number}, by {word.contact.channel} at {word.at.isoformat()}"
    if isinstance(gone := book.told(word.contact.address), Erasure):
        head = f"{head}; its address was {gone}"
    return Why(words=head, rests_on=(_why(notice, book),) if notice else ())


@_why.register
def _receipt(word: Receipt, book: Book) -> Why:
    attempt = book.get(Attempt, word.attempt)
    head = f"{word.outcome} at {word.at.isoformat()}, by {_name(word.by)}: {word.because}"
    return Why(words=head, rests_on=(_why(attempt, book),) if attempt else ())


@_why.register
def _publication(word: Publication, _book: Book) -> Why:
    how = "signed" if word.signed else word.because
    return Why(words=f"in the feed at {word.feed} since {word.at.isoformat()}: {how}")


def _acts(
    notice: Notice, book: Book
) -> Iterator[Submission | Extension | Cancellation | Rendering | Publication | Relay]:
    """What was done with a notice, beside approving and sending it, and who supplied the words of its version."""
    if notice.revises:
        yield from book.all(Rendering, parent=notice.revises)
    yield from book.all(Rendering, parent=notice.id)
    yield from book.all(Submission, parent=notice.id)
    yield from book.all(Extension, parent=notice.id)
    yield from book.all(Cancellation, parent=notice.id)
    yield from book.all(Publication, parent=notice.id)
    yield from book.all(Relay, parent=notice.id)


def _line(line: Line, book: Book) -> Why:
    if not line.draws_on:
        return Why(words=f"“{line.text}” is advice or form, and draws on no statement")
    return Why(words=f"“{line.text}”", rests_on=tuple(_statements(line.draws_on, book)))


def _statements(ids: Iterable[str], book: Book) -> list[Why]:
    found = ((i, book.get(Statement, i)) for i in ids)
    return [_why(s, book) if s else Why(words=f"statement {i[:12]} is no longer read in its report") for i, s in found]


def _ruling(ruling: Ruling) -> str:
    match ruling:
        case Waive(ground=ground, justification=justification):
            return f"waive on {ground}: {justification}"
        case NoDuty(criterion=criterion, justification=justification):
            return f"no duty, for {criterion} is not met: {justification}"
        case Refer(question=question):
            return f"refer: {question}"
        case WarnUnnamed(because=because):
            return f"warn without our name: {because}"
        case _:
            return "warn"


def _name(agent: Person | Program) -> str:
    return agent.name if isinstance(agent, Person) else f"{agent.name} {agent.version}"

"""What people do at the desk: judge links, grade, assess, correct, rule, close. Each act bears a name."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin import duty, release
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.current import find_incident, markings, program_assessment, published_of, register_of, standing
from tocsin.desk.duties import standing_decisions, stands
from tocsin.desk.keys import Key, prove
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.desk.take import grade, propose, settle
from tocsin.desk.versions import taken_back
from tocsin.model import (
    Arrival,
    Assessment,
    Attempt,
    Attribution,
    Closing,
    Confidence,
    Correction,
    CorrectionHow,
    Credibility,
    DutyDecision,
    DutyProposal,
    Grade,
    Judgement,
    Likelihood,
    Link,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Policy,
    Reliability,
    Reopening,
    Report,
    Ruling,
    Statement,
    Warn,
)


def judge(
    left: str,
    right: str,
    *,
    judgement: Judgement,
    because: str,
    book: Book,
    office: Office,
    by: Person,
    at: datetime,
    key: Key = None,
) -> Link:
    """A person says that two incidents or statements (by id) are one, or are not; it can be taken back.

    Given an incident, its first statement that is still in it speaks for it; so does that of an incident that
    another took in, so that a person who joined two can part them by the names that they had.
    """
    pair = sorted((_statement_of(left, book=book), _statement_of(right, book=book)))
    if pair[0] == pair[1]:
        raise NotAllowed(where="link", what="these are the same statement", now="name two")
    bare = Link(left=pair[0], right=pair[1], judgement=judgement, because=because, by=by, at=at)
    with book.transaction():
        link = prove(book.apart(bare, at=at), key=key, required=office.all_sign, book=book)
        settle((link,), book=book, kind="judgement", about=link.id, by=by, at=at)
        grade(book=book, office=office, about=link.id, at=at)
        propose(book=book, office=office, about=link.id, at=at)
    return link


def mark(
    statement: str, *, reliability: Reliability, credibility: Credibility, because: str, book: Book, office: Office,
    by: Person, at: datetime, key: Key = None,
) -> Grade:  # fmt: skip
    """A person's Admiralty marks; they stand until a person changes them."""
    if book.get(Statement, statement) is None:
        raise NotFound(
            where=f"statement {statement[:12]}", what="no such statement", now="tocsin show prints their ids"
        )
    bare = Grade(statement=statement, reliability=reliability, credibility=credibility, because=because, by=by, at=at)
    with book.transaction():
        found = prove(book.apart(bare, at=at), key=key, required=office.all_sign, book=book)
        book.record(Act(kind="grade", subject=statement, words=(found,), by=by, at=at))
        grade(book=book, office=office, about=statement, at=at)
        propose(book=book, office=office, about=statement, at=at)
    return found


def assess(
    incident: str, *, actor: str | None, likelihood: Likelihood, confidence: Confidence, note: str, book: Book,
    by: Person, at: datetime, key: Key = None, required: bool,
) -> Assessment:  # fmt: skip
    """A person's own assessment of who did it, signed: it stands beside the program's, never over it.

    All rivals stay in view: the one that is judged bears the name, those that were signed before keep theirs,
    and the others stand as the program proposes them.
    """
    proposed = program_assessment(book, incident)
    if actor not in {_rival(a) for a in proposed.attributions}:
        raise NotFound(
            where=f"incident {incident[:12]}",
            what=f"{actor!r} is not among the rivals",
            now=f"they are {', '.join(_rival(a) or 'unknown' for a in proposed.attributions)}",
        )
    before = _signed_before(book, incident)
    rivals = tuple(
        _signed(a, likelihood=likelihood, confidence=confidence, note=note, by=by)
        if _rival(a) == actor
        else before.get(_rival(a), a)
        for a in proposed.attributions
    )
    bare = Assessment(
        incident=incident, attributions=rivals, would_change=proposed.would_change, changed=(), due=(),
        by=by, at=at, note=note,
    )  # fmt: skip
    with book.transaction():
        found = prove(book.apart(bare, at=at), key=key, required=required, book=book)
        book.record(Act(kind="assessment", subject=incident, words=(found,), by=by, at=at))
    return found


def _rival(attribution: Attribution) -> str | None:
    """The id of the actor that an attribution is of; None for somebody unknown."""
    return attribution.actor.id if attribution.actor else None


def _signed_before(book: Book, incident: str) -> dict[str | None, Attribution]:
    """What people signed of an incident, the last word of each rival."""
    signed = (a for each in book.all(Assessment) if each.incident == incident for a in each.attributions if a.signed)
    return {_rival(a): a for a in signed}


def correct(
    report: str, *, how: CorrectionHow, replacement: str | None, because: str, book: Book, office: Office, by: Person,
    at: datetime, key: Key = None,
) -> tuple[Reopening, ...]:  # fmt: skip
    """A report was retracted, corrected or superseded: what rested on it is worked out anew.

    Rulings and notices that drew on its statements are reopened, and name the report; why it was corrected lies apart.
    """
    _can_be_corrected(report, replacement, book=book)
    bare = Correction(report=report, how=how, replacement=replacement, because=because, by=by, at=at)
    gone = {s.id for s in book.all(Statement, parent=report)}
    before, notices = {r.decision for r in book.all(Reopening)}, book.all(Notice)
    reopened = tuple(
        Reopening(decision=d.id, because=f"report {report[:12]}, on which it rested, was {how}", by=by, at=at)
        for d in book.all(DutyDecision)
        if d.id not in before and gone & (set(_rested_on(d)) | _drawn_on(d, notices))
    )
    with book.transaction():
        correction = prove(book.apart(bare, at=at), key=key, required=office.all_sign, book=book)
        book.record(Act(kind="correction", subject=report, words=(correction, *reopened), by=by, at=at))
        settle((), book=book, kind="linking", about=report, by=TOCSIN, at=at)
        grade(book=book, office=office, about=report, at=at)
        propose(book=book, office=office, about=report, at=at)
    return reopened


def rule(
    proposal: str,
    *,
    ruling: Ruling,
    book: Book,
    office: Office,
    by: Person,
    at: datetime,
    until: datetime | None = None,
    instead_of: str = "",
    key: Key = None,
) -> DutyDecision:
    """A person rules on a proposal; a ruling to warn draws up the notices in the same step.

    Ruling again supersedes: what is drawn up then refers to the alerts before it, and holds `until` the
    moment that the person chose.

    Raises:
        NotFound: there is no such proposal, or its policy is not in the record.
        NotAllowed: the ground is not one of the policy's, the justification is missing, or the person has a key and
            does not sign with it; or it would stop a warning that somebody else ruled a moment ago, and does not say
            that it stands `instead_of` that ruling (its id).
    """
    found = book.get(DutyProposal, proposal)
    if found is None:
        raise NotFound(where=f"proposal {proposal[:12]}", what="no such duty is proposed", now="tocsin duty lists them")
    policy = next((p for p in book.all(Policy) if p.digest == found.policy), None)
    if policy is None:
        raise NotFound(where=f"policy {found.policy[:12]}", what="the record does not hold this policy")
    with book.transaction():
        bare = duty.rule(found, ruling, policy=policy, by=by, at=at)
        if book.get(DutyDecision, bare.id) is not None:
            what = f"{by.name} ruled just this at this moment ({at.isoformat()}), and it is on record"
            now = f"nothing more is to be done: tocsin show {bare.id[:12]}; to rule anew, give a later moment (--at)"
            raise NotAllowed(where=f"proposal {proposal[:12]}", what=what, now=now)
        _seen(bare, instead_of, book=book)
        decision = prove(bare, key=key, required=office.all_sign, book=book)
        book.record(Act(kind="ruling", subject=decision.id, words=(decision,), by=by, at=at))
        if isinstance(ruling, Warn):
            notices = draw_up(decision, book=book, office=office, at=at, until=until)
            book.record(Act(kind="notice", subject=decision.id, words=notices, by=TOCSIN, at=at))
    return decision


_MOMENT = timedelta(minutes=15)
"""So long after it was made, whoever rules otherwise may not have seen a ruling."""


def _seen(made: DutyDecision, instead_of: str, *, book: Book) -> None:
    """Refuse to stop a warning unseen: two who rule at once may each believe that they are alone."""
    last = next(iter(reversed(book.all(DutyDecision, parent=made.proposal))), None)
    if last is None or isinstance(made.ruling, Warn) or not isinstance(last.ruling, Warn) or last.id == instead_of:
        return
    just_now = last.by.known_as != made.by.known_as and abs(made.at - last.at) < _MOMENT
    if just_now and stands(last, book=book):
        short = last.id[:12]
        what = f"{last.by.name} ruled to warn at {last.at:%H:%M:%S %Z} (ruling {short}), and this would stop that"
        now = f"speak with them; to rule so all the same, add --instead-of {short}"
        raise NotAllowed(where=f"proposal {made.proposal[:12]}", what=what, now=now)


def draw_up(
    decision: DutyDecision, *, book: Book, office: Office, at: datetime, until: datetime | None = None
) -> tuple[Notice, ...]:
    """The alert and the briefing that a ruling to warn asks for.

    An alert is not drawn up again while one stands that says the same until then, or, where nobody chose the moment,
    until an hour before: rulings one after another make one alert. It refers to those that were sent.
    """
    try:
        incident = find_incident(book, decision.incident)
    except NotFound as error:
        what = "nothing that was said of it stands any more, so that no warning can tell anything"
        now = "rule no-duty or refer; or note what is known, and rule on that"
        raise NotAllowed(where=f"incident {decision.incident[:12]}", what=what, now=now) from error
    entry = next((e for e in register_of(book, office).entries if e.id == decision.protected), None)
    if entry is None:
        raise NotFound(where=decision.protected, what="it is no longer in the register", now="put it back, then rule")
    names, stands = {incident.id, *incident.aliases}, {d.id for d in standing_decisions(book)}
    earlier = [n for n in book.all(Notice) if n.kind is NoticeKind.ALERT and n.incident in names]
    sent = {a.notice for a in book.all(Attempt)}
    drawn = release.draw_up(
        replace(decision, incident=incident.id),
        release.Material(
            incident=incident, statements={s.id: s for s in standing(book)},
            assessment=program_assessment(book, incident.id), markings=markings(book.all(Arrival)),
            published=published_of(book),
        ),
        protected=entry,
        issuer=office.issuer,
        at=at,
        until=until,
        references=release.referable((n.body for n in earlier if n.id in sent), at=at),
        replaces=_held(entry.id, names, sent=sent, book=book),
    )  # fmt: skip
    there = [n for n in earlier if n.decision in stands and not n.cancels and not taken_back(n, book=book)]
    return tuple(
        n for n in drawn
        if n.kind is NoticeKind.BRIEFING or not any(_says_as_much(e, n, chosen=until is not None) for e in there)
    )  # fmt: skip


def _says_as_much(there: Notice, new: Notice, *, chosen: bool) -> bool:
    """Whether an alert that stands leaves nothing for a new one to say."""
    long_enough = there.expires == new.expires if chosen else there.expires >= new.expires - _AS_GOOD_AS
    return there.below == new.below and long_enough


_AS_GOOD_AS = timedelta(hours=1)
"""By how much the end of two alerts that say the same may differ, where nobody chose it."""


def _held(recipient: str, incidents: Container[str], *, sent: Container[str], book: Book) -> str:
    """The name of the last warning about these incidents that went to somebody in our name and holds; else empty."""
    went = [
        n for n in book.all(Notice)
        if n.kind is NoticeKind.BRIEFING and n.recipient == recipient and n.incident in incidents and n.id in sent
        and not n.unnamed and not n.cancels and not taken_back(n, book=book)
    ]  # fmt: skip
    return max(went, key=lambda n: n.sent).identifier if went else ""


def close(
    incident: str, *, because: str, book: Book, by: Person, at: datetime, key: Key = None, required: bool
) -> Closing:
    """A person closes an incident to duty: no further proposals are made for it.

    Raises:
        NotAllowed: the person has a key and does not sign with it, or the office has everybody sign.
    """
    with book.transaction():
        bare = Closing(incident=find_incident(book, incident).id, because=because, by=by, at=at)
        closing = prove(bare, key=key, required=required, book=book)
        book.record(Act(kind="closing", subject=closing.incident, words=(closing,), by=by, at=at))
    return closing


def _statement_of(id_: str, *, book: Book) -> str:
    """The statement of that id, if it stands; else the first that stands of the incident of that id."""
    return id_ if any(s.id == id_ for s in standing(book)) else find_incident(book, id_).statements[0]


def _can_be_corrected(report: str, replacement: str | None, *, book: Book) -> None:
    for name in (report, replacement):
        if name is not None and book.get(Report, name) is None:
            raise NotFound(
                where=f"report {name[:12]}", what="no such report is in the casebook", now="take it first, then correct"
            )
    if report == replacement:
        raise NotAllowed(where=f"report {report[:12]}", what="a report cannot take its own place", now="name the other")


def _signed(a: Attribution, *, likelihood: Likelihood, confidence: Confidence, note: str, by: Person) -> Attribution:
    return Attribution(
        incident=a.incident, actor=a.actor, standings=a.standings, likelihood=likelihood, confidence=confidence,
        supporting=a.supporting, contradicting=a.contradicting, origins=a.origins, because=note, signed=by,
    )  # fmt: skip


def _rested_on(decision: DutyDecision) -> tuple[str, ...]:
    return tuple(s for finding in decision.findings for s in finding.statements)


def _drawn_on(decision: DutyDecision, notices: Iterable[Notice]) -> set[str]:
    return {s for notice in notices if notice.decision == decision.id for s in notice.draws_on}

"""A casebook made by hand for the dossier: a warning, an attack, rivals, rulings, and what became of the notices."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.desk.moscow_said import (
    ALERT,
    AT,
    BAD,
    HALL,
    HOSTILE,
    IS,
    JONAS,
    KHORASAN,
    MOSCOW,
    POLICY,
    PROGRAM,
    RUSSIAN,
    S_133,
    S_ACCUSE,
    S_ALERT,
    S_ATTACK,
    S_BAD,
    S_CLAIM,
    S_CONFIRM,
    S_DENY,
    S_DOZENS,
    S_ECHO,
    S_FORTY,
    S_GENERAL,
    S_HOW,
    S_NOCLAIM,
    S_NONE,
    S_PLOT,
    S_PRIVATE,
    S_SHRUNK,
    S_TWO,
    STATEMENTS,
    UKRAINE,
    VERA,
    at,
    day,
    report,
    span,
)
from tocsin.casebook.act import Act
from tocsin.casebook.memory import Memory
from tocsin.desk.office import Office
from tocsin.model import (
    Account,
    Actor,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Attribution,
    Confidence,
    Contact,
    Credibility,
    Delivery,
    Disclosure,
    DutyDecision,
    DutyProposal,
    Feature,
    Finding,
    Grade,
    Incident,
    Judgement,
    Likelihood,
    Line,
    Link,
    Matter,
    Met,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    Program,
    Protected,
    ProtectedKind,
    Protector,
    Reading,
    Reassessment,
    Receipt,
    Register,
    Reliability,
    Reopening,
    Report,
    Source,
    Stage,
    Standing,
    Statement,
    Status,
    Tlp,
    Unread,
    UnreadBecause,
    Waive,
    Warn,
    digest,
)

PLAN = Incident(
    id=S_ALERT.id, statements=(S_ALERT.id, S_PLOT.id, S_ECHO.id), title="Attack planned on large gatherings, Moscow",
    stage=Stage.PLANNED, place=MOSCOW,
)  # fmt: skip
ATTACK = Incident(
    id=S_ATTACK.id, title="Attack on Crocus City Hall, Krasnogorsk", stage=Stage.ACCOMPLISHED, place=HALL,
    time=day(3, 22, "published 2024-03-22"),
    statements=tuple(s.id for s in (
        S_ATTACK, S_FORTY, S_TWO, S_NOCLAIM, S_HOW, S_CLAIM, S_CONFIRM, S_133, S_DOZENS, S_ACCUSE, S_DENY, S_PRIVATE,
        S_NONE, S_GENERAL,
    )),
)  # fmt: skip
NAMED = Incident(id=S_BAD.id, statements=(S_BAD.id,), title=HOSTILE)

HALL_ENTRY = Protected(
    id="lantern-quay-hall", name="Lantern Quay Concert Hall", kind=ProtectedKind.PLACE, place=MOSCOW,
    languages=("ru", "en"), contacts=(Contact(channel="mail", address="desk@lantern-quay.example"),),
    protectors=(Protector(name="Exercise Contact Pavel Orlinsky", role="head of safety", contacts=()),),
    clearance=Tlp.AMBER, invented=True,
)  # fmt: skip
SCHOOL = replace(HALL_ENTRY, id="birch-lane-school", name="Birch Lane School", protectors=(), clearance=Tlp.CLEAR)
ORCHESTRA = replace(HALL_ENTRY, id="halvorsen", name="Halvorsen Chamber Orchestra", kind=ProtectedKind.GROUP)
REGISTER = Register(name="register.toml", digest=digest("register"), entries=(HALL_ENTRY, SCHOOL, ORCHESTRA))
OFFICE = Office(name="Moscow, March 2024, by hand", register=REGISTER, policies=(POLICY,))


def proposal(incident: Incident, entry: Protected, statement: Statement, aware: datetime) -> DutyProposal:
    """A proposal to warn in doubt."""
    met = {"credible": Met.YES, "impending": Met.YES, "specific": Met.UNKNOWN}
    findings = tuple(
        Finding(rule=r.id, met=met.get(r.id, Met.NO if r.test == "victim-exposed" else Met.YES),
                statements=(statement.id,), because=f"as far as {r.id} can be told")
        for r in POLICY.rules
    )  # fmt: skip
    return DutyProposal(
        incident=incident.id, protected=entry.id, policy=POLICY.digest, findings=findings, proposes=Warn(),
        because="nothing speaks against it; in doubt (specific), inform", became_aware=aware,
        due=aware + timedelta(hours=POLICY.hours), by=PROGRAM, at=aware,
    )  # fmt: skip


def decision(made: DutyProposal, ruling: Warn | Waive, when: datetime) -> DutyDecision:
    """A ruling on a proposal."""
    return DutyDecision(
        proposal=made.id, incident=made.incident, protected=made.protected, findings=made.findings, ruling=ruling,
        policy=made.policy, became_aware=made.became_aware, due=made.due, by=VERA, at=when,
    )  # fmt: skip


AWARE = at(3, 7, 17, 38)
P_HALL = proposal(PLAN, HALL_ENTRY, S_ALERT, AWARE)
P_SCHOOL = proposal(PLAN, SCHOOL, S_ALERT, AWARE)
P_ORCHESTRA = proposal(PLAN, ORCHESTRA, S_ALERT, AT - timedelta(hours=1))
P_LATE = proposal(ATTACK, ORCHESTRA, S_PRIVATE, at(3, 20, 12))
D_HALL = decision(P_HALL, Warn(), at(3, 7, 21, 10))
D_SCHOOL = decision(
    P_SCHOOL, Waive(ground=POLICY.grounds[0].id, justification="They had the embassy's own text.", by=VERA),
    at(3, 8, 9),
)  # fmt: skip


def notice(recipient: str, kind: NoticeKind, marking: Tlp, status: NoticeStatus = NoticeStatus.EXERCISE) -> Notice:
    """A notice as drawn up for a ruling."""
    below = (Line(text="An attack is feared on: “large gatherings”.", draws_on=(S_ALERT.id,)), Line(text="Stay away."))
    above = (Line(text="The embassy: warning", draws_on=(S_ALERT.id, S_PLOT.id)),)
    return Notice(
        kind=kind, incident=PLAN.id, decision=D_HALL.id, recipient=recipient,
        contacts=(Contact(channel="mail", address="desk@lantern-quay.example"),), language="en", status=status,
        marking=marking, headline="EXERCISE: threat of attack, Moscow",
        above=above if kind is NoticeKind.BRIEFING else (), below=below,
        disclosures=(
            Disclosure(statement=S_ALERT.id, told=True, because="marked TLP:CLEAR, cleared for TLP:AMBER"),
            Disclosure(statement=S_ECHO.id, told=False, because="marked TLP:RED, cleared only for TLP:AMBER"),
        ),
        media_type="text/plain", body=f"the text for {recipient}", sent=at(3, 7, 21, 10), expires=at(3, 9, 20),
        identifier=f"tocsin-{recipient}",
    )  # fmt: skip


N_PUBLIC = notice("public", NoticeKind.ALERT, Tlp.CLEAR)
N_HALL = notice("lantern-quay-hall", NoticeKind.BRIEFING, Tlp.AMBER)


def attempt(made: Notice, number: int) -> Attempt:
    """One attempt to send a notice."""
    return Attempt(notice=made.id, contact=made.contacts[0], number=number, by=PROGRAM, at=at(3, 7, 21, 30 + number))


def receipt(made: Attempt, outcome: Delivery, because: str, by: Person | Program = PROGRAM) -> Receipt:
    """What became of an attempt."""
    return Receipt(
        attempt=made.id, notice=made.notice, channel="mail", outcome=outcome, because=because, by=by,
        at=made.at + timedelta(minutes=1),
    )  # fmt: skip


def rival(
    who: Actor | None, likelihood: Likelihood, standings: tuple[Standing, ...], *, against: tuple[str, ...] = ()
) -> Attribution:
    """One of the rivals."""
    held = tuple(s for standing in standings for s in standing.statements)
    return Attribution(
        incident=ATTACK.id, actor=who, standings=standings, likelihood=likelihood, confidence=Confidence.LOW,
        supporting=held, contradicting=against, origins=(), because="as the published table has it",
    )  # fmt: skip


RIVALS = (
    rival(IS, Likelihood.LIKELY, (Standing(status=Status.CLAIMED, statements=(S_CLAIM.id,)),), against=(S_NOCLAIM.id,)),
    rival(KHORASAN, Likelihood.LIKELY, (Standing(status=Status.CONFIRMED, statements=(S_CONFIRM.id,)),)),
    rival(UKRAINE, Likelihood.UNLIKELY, (
        Standing(status=Status.ACCUSED_BY_AUTHORITIES, statements=(S_ACCUSE.id,)),
        Standing(status=Status.DENIED, statements=(S_DENY.id,)),
    ), against=(S_DENY.id,)),
    rival(None, Likelihood.VERY_UNLIKELY, ()),
)  # fmt: skip
PROPOSED = Assessment(
    incident=ATTACK.id, attributions=RIVALS, would_change=("a proof that the gunmen were sent by another",),
    changed=("the Khorasan branch was named",),
    due=(Reassessment(statement=S_SHRUNK.id, against=(S_ATTACK.id, S_CLAIM.id),
                      because="an attack far from home speaks against a shrunken reach"),),
    by=PROGRAM, at=at(3, 26, 22),
)  # fmt: skip
SIGNED = Assessment(
    incident=ATTACK.id, attributions=(replace(RIVALS[1], likelihood=Likelihood.VERY_LIKELY, signed=VERA),),
    would_change=(), changed=(), due=(), by=VERA, at=at(3, 26, 23), note="Footage from inside the hall.",
)  # fmt: skip


SPOKESMAN = Account(
    incident=PLAN.id, who="Exercise Hall spokesman", recipient="lantern-quay-hall", told=(Matter.WARNING,),
    untold=(Matter.PLACE, Matter.TARGET), words="It was general, and named no kind of place.",
    source="Exercise Gazette, 24 March", by=VERA, at=at(3, 24, 9), notice=N_HALL.id,
)  # fmt: skip
EMBASSY = replace(
    SPOKESMAN, who="Exercise Embassy", told=(Matter.TARGET,), untold=(), words="We said that it was concerts."
)


def moscow() -> Memory:
    """The casebook, as it stands on 27 March."""
    book = Memory()

    def record(kind: str, *words: object, by: Person | Program = PROGRAM, when: datetime = AT) -> None:
        book.record(Act(kind=kind, subject=kind, words=words, by=by, at=when))

    for n, (text, statements) in enumerate(STATEMENTS):
        made = report(text, language="ru" if text is RUSSIAN else "en")
        record("arrival", made, *_arrivals(n, made))
        record("reading", Reading(report=made.id, reader="rules@0.1.0", statements=statements, unread=_unread(text)))
    record("linking", *LINKS, PLAN, ATTACK, NAMED)
    record("grading", *(
        Grade(statement=s.id, reliability=Reliability.B, credibility=Credibility.PROBABLY_TRUE,
              because="the source is usually reliable", by=PROGRAM, at=AT)
        for s in (S_ALERT, S_ATTACK, S_CLAIM)
    ), Grade(statement=S_ECHO.id, reliability=Reliability.F, credibility=Credibility.UNKNOWN,
             because="an echo", by=PROGRAM, at=AT))  # fmt: skip
    record("grading", PROPOSED, SIGNED)
    record("proposal", REGISTER, POLICY, P_HALL, P_SCHOOL, P_ORCHESTRA, P_LATE)
    record("ruling", D_HALL, D_SCHOOL, by=VERA)
    record("notice", N_PUBLIC, N_HALL)
    record("approval", Approval(notice=N_HALL.id, body=digest(N_HALL.body), by=JONAS, at=at(3, 7, 21, 25)))
    first, second, lost = attempt(N_HALL, 1), attempt(N_HALL, 2), attempt(N_PUBLIC, 1)
    record("attempt", first, second, lost)
    record("receipt", receipt(first, Delivery.FAILED, "the server was not there"))
    record("receipt", receipt(second, Delivery.ACCEPTED, "250 taken"))
    record("account", SPOKESMAN, EMBASSY, by=VERA)
    record("correction", Reopening(decision=D_SCHOOL.id, because="a report was corrected", by=VERA, at=at(3, 8, 12)))
    return book


LINKS = (
    Link(left=S_ALERT.id, right=S_ECHO.id, judgement=Judgement.SAME, because="it cites the embassy", by=PROGRAM, at=AT,
         features=(Feature(name="reference", weight=60, because="it names the notice"),)),
    Link(left=S_ALERT.id, right=S_ATTACK.id, judgement=Judgement.DIFFERENT, because="the city is not the oblast",
         by=VERA, at=AT),
)  # fmt: skip


def _arrivals(n: int, made: Report) -> tuple[Arrival, ...]:
    names = ("Harbour Alerts", "The Albion Courier", "Northern Wire", "The Meridian Post", "The Potomac Ledger",
             "Quorum Circle", HOSTILE)  # fmt: skip
    days = (day(3, 7), day(3, 7), day(3, 22), day(3, 23), day(3, 26), day(3, 26), None)
    received = (AWARE, at(3, 7, 19, 57), at(3, 22, 22, 52), at(3, 23, 0, 46), at(3, 26, 21), at(3, 26, 21, 5),
                datetime(2024, 3, 26, 20, 0, tzinfo=UTC))  # fmt: skip
    source = Source(id=f"source-{n}", name=names[n], kind="wire", family="" if n else "Harbour Alerts Ltd")
    marking = Tlp.AMBER if n == 5 else Tlp.CLEAR
    return (Arrival(report=made.id, source=source, published=days[n], received=received[n], marking=marking,
                    name=f"{n:02}.txt"),)  # fmt: skip


def _unread(text: str) -> tuple[Unread, ...]:
    def gap(quote: str, because: UnreadBecause, detail: str = "", proposed: str = "") -> Unread:
        return Unread(report=digest(text), passage=span(text, quote), because=because, detail=detail, proposed=proposed)

    if text is ALERT:
        return (
            gap("Subscribe to Harbour Alerts for more.", UnreadBecause.FURNITURE),
            gap("No group was named.", UnreadBecause.REFUSED, "the polarity contradicts the passage", "claimed"),
            gap("Citizens should keep from crowds for 48 hours.", UnreadBecause.NOTHING_FOUND),
        )
    if text is RUSSIAN:
        whole = "Этот отчёт на языке, который программа не читает."
        return (gap(whole, UnreadBecause.LANGUAGE, "Russian"), gap("Вторая фраза.", UnreadBecause.LANGUAGE, "Russian"))
    if text is BAD:
        return (gap("b\ufffd\ufffdroken li\ufffde", UnreadBecause.DAMAGED, "characters could not be decoded"),)
    return ()

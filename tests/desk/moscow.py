"""A casebook made by hand for the dossier: a warning, an attack, rivals, notices, and one report that means harm."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from tocsin import duty
from tocsin.casebook.act import Act
from tocsin.casebook.memory import Memory
from tocsin.desk.office import Office
from tocsin.model import (
    Actor,
    ActorKind,
    Approval,
    Arrival,
    Assessment,
    Attempt,
    Attribution,
    Bearing,
    Bears,
    Certainty,
    Confidence,
    Contact,
    Credibility,
    Delivery,
    Disclosure,
    DutyDecision,
    DutyProposal,
    Factuality,
    Feature,
    Finding,
    Grade,
    Incident,
    Judgement,
    Kind,
    Known,
    Likelihood,
    Line,
    Link,
    Mention,
    MentionKind,
    Met,
    Notice,
    NoticeKind,
    NoticeStatus,
    Person,
    PlacePrecision,
    Polarity,
    Program,
    Protected,
    ProtectedKind,
    Protector,
    Publicity,
    Reading,
    Reassessment,
    Receipt,
    Register,
    Reliability,
    Reopening,
    Report,
    Roles,
    Source,
    Span,
    Speaker,
    Stage,
    Standing,
    Statement,
    Status,
    TimePrecision,
    Tlp,
    Toll,
    TollEffect,
    TollWho,
    Unread,
    UnreadBecause,
    Waive,
    Warn,
    When,
    Where,
    digest,
)

ZONE = timezone(timedelta(hours=3))
AT = datetime(2024, 3, 27, 9, 0, tzinfo=ZONE)
PROGRAM = Program(name="tocsin", version="0.1.0")
VERA = Person(name="Exercise Officer Vera Lind")
JONAS = Person(name="Exercise Approver Jonas Achterberg")
POLICY = duty.shipped_policy("icd-191")

MOSCOW = Where(
    name="Moscow", country="RU", latitude=55.75, longitude=37.62, precision=PlacePrecision.CITY, radius_km=20.0
)
HALL = Where(
    name="Crocus City Hall", country="RU", latitude=55.82, longitude=37.39, precision=PlacePrecision.VENUE,
    within=("Krasnogorsk", "Moscow Oblast"),
)  # fmt: skip
IS = Actor(id="islamic-state", name="Islamic State", kind=ActorKind.GROUP)
KHORASAN = Actor(id="isis-k", name="Islamic State – Khorasan", kind=ActorKind.GROUP, part_of="islamic-state")
UKRAINE = Actor(id="country:UA", name="Ukraine", kind=ActorKind.STATE, home=("UA",))
EMBASSY = Actor(id="us-embassy-moscow", name="Embassy of the United States in Moscow", kind=ActorKind.INSTITUTION)
FSB = Actor(id="fsb", name="Federal Security Service", kind=ActorKind.INSTITUTION, home=("RU",))

HOSTILE = "<script>alert('x')</script><img src=//evil.example/x onerror=alert(1)>\x1b[31mred\x1b]0;title\x07"
BIDI = "user\u202egpj.exe\u2066 \u200b\u2028end"

ALERT = """US embassy tells Americans in Moscow to keep from crowds

The embassy of the United States in Moscow warned on Thursday that extremists plan to strike large gatherings in the \
city soon, concerts among them. Citizens should keep from crowds for 48 hours. No group was named.

Subscribe to Harbour Alerts for more.
"""
ECHO = """London passes the American alert on

Britain told its citizens in Moscow to avoid crowds, citing the embassy of the United States.
"""
FLASH = """Shooting at hall near Moscow

Gunmen killed at least 40 people at Crocus City Hall on Friday evening, the Federal Security Service said. \
Two of the attackers were shot dead. No group has claimed the attack. It is not known how the gunmen came to the hall.
"""
CLAIM = """Islamic State claims hall, Kyiv denies a part

The Islamic State said it had sent the gunmen. American officials confirmed the claim and named its Khorasan branch. \
The Investigative Committee counted 133 dead on Saturday. Moscow's security chief accused Ukraine. \
Ukraine had nothing to do with it, an adviser said. The group's reach had shrunk, an analyst wrote in January.
"""
ACCOUNTS = """Who told Moscow what

On March 6 the United States warned the Federal Security Service privately that Crocus City Hall might be attacked. \
The ambassador said his embassy had received no warning. The service's head said that what came was too general. \
Who told the staff of the hall is unclear.
"""
RUSSIAN = "Заголовок\n\nЭтот отчёт на языке, который программа не читает. Вторая фраза.\n"
BAD = f"Bulletin {HOSTILE}\n\nA man called {BIDI} said that {HOSTILE} exploded.\n\nb\ufffd\ufffdroken li\ufffde\n"


def day(month: int, number: int, anchor: str = "stated") -> When:
    """One day of 2024."""
    found = date(2024, month, number)
    return When(start=found, end=found, precision=TimePrecision.DAY, anchor=anchor)


def at(month: int, number: int, hour: int, minute: int = 0) -> datetime:
    """One moment of 2024, Moscow time."""
    return datetime(2024, month, number, hour, minute, tzinfo=ZONE)


def report(text: str, *, language: str | None = "en") -> Report:
    """A report of this text; its first line is its title."""
    return Report(
        id=digest(text), media_type="text/plain", title=text.splitlines()[0], text=text, language=language,
        encoding="utf-8",
    )  # fmt: skip


def span(text: str, quote: str) -> Span:
    """Where a quotation stands in a text."""
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote, text=digest(text))


def mention(text: str, quote: str, kind: MentionKind, resolved: object = None, **more: object) -> Mention:
    """A quotation that names something."""
    return Mention(span=span(text, quote), kind=kind, resolved=resolved, **more)  # type: ignore[arg-type]


def time(text: str, quote: str, when: When | None) -> tuple[Mention, ...]:
    """When, as written and as resolved."""
    return (mention(text, quote, MentionKind.TIME, when),)


def place(text: str, quote: str, where: Where) -> tuple[Mention, ...]:
    """Where, as written and as resolved."""
    return (mention(text, quote, MentionKind.PLACE, where),)


def actor(text: str, quote: str, who: Actor) -> tuple[Mention, ...]:
    """Who, as written and as resolved."""
    return (mention(text, quote, MentionKind.ACTOR, who),)


def speaker(text: str, quote: str, who: Actor | None = None, role: str = "") -> Speaker:
    """Somebody quoted."""
    return Speaker(name=who.name if who else quote, role=role, mention=mention(text, quote, MentionKind.ACTOR, who))


def said(
    text: str, kind: Kind, *quotes: str, certainty: Certainty = Certainty.CERTAIN,
    polarity: Polarity = Polarity.POSITIVE, **more: object,
) -> Statement:  # fmt: skip
    """A statement whose passage is its content."""
    content = tuple(span(text, q) for q in quotes)
    defaults: dict[str, object] = {"reader": "rules@0.1.0", "because": f"a rule for {kind}", "score": 0.9}
    return Statement(
        report=digest(text), passage=content[0], kind=kind, content=content,
        factuality=Factuality(certainty=certainty, polarity=polarity), **{**defaults, **more},
    )  # type: ignore[arg-type]  # fmt: skip


_WARNED = "warned on Thursday that extremists plan to strike large gatherings in the city soon, concerts among them"
S_ALERT = said(
    ALERT, Kind.WARNING, _WARNED, speakers=(speaker(ALERT, "The embassy of the United States in Moscow", EMBASSY),),
    stage=Stage.PLANNED, channel=Publicity.PUBLIC, cue=span(ALERT, "warned"),
    roles=Roles(
        place=place(ALERT, "the city", MOSCOW), time=time(ALERT, "Thursday", day(3, 7, "published 2024-03-07")),
        target=(mention(ALERT, "large gatherings", MentionKind.PEOPLE),),
    ),
)  # fmt: skip
S_PLOT = said(
    ALERT, Kind.PLOT, "extremists plan to strike large gatherings in the city soon", stage=Stage.PLANNED,
    speakers=S_ALERT.speakers,
    roles=Roles(time=time(ALERT, "soon", None), place=place(ALERT, "the city", MOSCOW)),
)  # fmt: skip
S_NAMED = said(ALERT, Kind.CLAIM, "No group was named", polarity=Polarity.NEGATIVE, suggestion=True, score=0.3)
S_ECHO = said(
    ECHO, Kind.WARNING, "Britain told its citizens in Moscow to avoid crowds",
    speakers=(speaker(ECHO, "Britain"), speaker(ECHO, "the embassy of the United States", EMBASSY)),
    roles=Roles(
        recipient=(mention(ECHO, "its citizens in Moscow", MentionKind.PEOPLE),),
        place=(mention(ECHO, "Moscow", MentionKind.PLACE, MOSCOW, candidates=(
            replace(MOSCOW, name="Moscow, Idaho", country="US"),)),),
    ),
)  # fmt: skip
_FRIDAY = time(FLASH, "Friday evening", day(3, 22, "published 2024-03-22"))
S_ATTACK = said(
    FLASH, Kind.ATTACK, "Gunmen killed at least 40 people at Crocus City Hall on Friday evening",
    speakers=(speaker(FLASH, "the Federal Security Service", FSB),), stage=Stage.ACCOMPLISHED,
    roles=Roles(time=_FRIDAY, place=place(FLASH, "Crocus City Hall", HALL)),
)  # fmt: skip
S_FORTY = said(
    FLASH, Kind.TOLL, "killed at least 40 people", speakers=S_ATTACK.speakers, roles=Roles(time=_FRIDAY),
    tolls=(Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=40, best=None, high=None,
                mention=mention(FLASH, "at least 40 people", MentionKind.PEOPLE)),),
)  # fmt: skip
S_TWO = said(
    FLASH, Kind.TOLL, "Two of the attackers were shot dead",
    tolls=(Toll(who=TollWho.ATTACKERS, effect=TollEffect.KILLED, low=2, best=2, high=2,
                mention=mention(FLASH, "Two of the attackers", MentionKind.PEOPLE)),),
)  # fmt: skip
S_NOCLAIM = said(FLASH, Kind.CLAIM, "No group has claimed the attack", polarity=Polarity.NEGATIVE)
S_HOW = said(
    FLASH, Kind.UNKNOWN, "It is not known how the gunmen came to the hall", certainty=Certainty.UNKNOWN,
    polarity=Polarity.UNKNOWN,
)  # fmt: skip
S_CLAIM = said(
    CLAIM, Kind.CLAIM, "it had sent the gunmen", speakers=(speaker(CLAIM, "The Islamic State", IS),),
    stage=Stage.ACCOMPLISHED, roles=Roles(actor=(
        mention(CLAIM, "it", MentionKind.ACTOR, IS, basis=span(CLAIM, "The Islamic State")),)),
)  # fmt: skip
S_CONFIRM = said(
    CLAIM, Kind.CONFIRMATION, "confirmed the claim and named its Khorasan branch",
    speakers=(speaker(CLAIM, "American officials", role="officials"),),
    bears_on=(Bearing(statement=S_CLAIM.id, how=Bears.SUPPORTS),),
    roles=Roles(actor=actor(CLAIM, "its Khorasan branch", KHORASAN)),
)  # fmt: skip
S_133 = said(
    CLAIM, Kind.TOLL, "counted 133 dead on Saturday", speakers=(speaker(CLAIM, "The Investigative Committee"),),
    roles=Roles(time=time(CLAIM, "Saturday", day(3, 23, "published 2024-03-23"))),
    tolls=(Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=133, best=133, high=133,
                mention=mention(CLAIM, "133 dead", MentionKind.PEOPLE)),),
)  # fmt: skip
S_ACCUSE = said(
    CLAIM, Kind.ACCUSATION, "accused Ukraine", speakers=(speaker(CLAIM, "Moscow's security chief"),),
    roles=Roles(actor=actor(CLAIM, "Ukraine", UKRAINE)),
)  # fmt: skip
S_DENY = said(
    CLAIM, Kind.DENIAL, "Ukraine had nothing to do with it", polarity=Polarity.NEGATIVE,
    speakers=(speaker(CLAIM, "an adviser"),), bears_on=(Bearing(statement=S_ACCUSE.id, how=Bears.CONTRADICTS),),
)  # fmt: skip
S_SHRUNK = said(
    CLAIM, Kind.ASSESSMENT, "The group's reach had shrunk", certainty=Certainty.PROBABLE,
    speakers=(speaker(CLAIM, "an analyst"),),
    roles=Roles(time=(mention(CLAIM, "January", MentionKind.TIME, When(
        start=date(2024, 1, 1), end=date(2024, 1, 31), precision=TimePrecision.MONTH, anchor="published 2024-03-23")),)),
)  # fmt: skip
S_PRIVATE = said(
    ACCOUNTS, Kind.WARNING,
    "the United States warned the Federal Security Service privately that Crocus City Hall might be attacked",
    certainty=Certainty.POSSIBLE, channel=Publicity.PRIVATE, stage=Stage.PLANNED,
    speakers=(speaker(ACCOUNTS, "the United States"),),
    known=Known(by=mention(ACCOUNTS, "the Federal Security Service", MentionKind.ACTOR, FSB),
                time=time(ACCOUNTS, "On March 6", day(3, 6))[0]),
    roles=Roles(
        recipient=actor(ACCOUNTS, "the Federal Security Service", FSB), time=time(ACCOUNTS, "On March 6", day(3, 6)),
        place=place(ACCOUNTS, "Crocus City Hall", HALL),
    ),
)  # fmt: skip
S_NONE = said(
    ACCOUNTS, Kind.DENIAL, "his embassy had received no warning", polarity=Polarity.NEGATIVE,
    speakers=(speaker(ACCOUNTS, "The ambassador", role="ambassador"),),
    bears_on=(Bearing(statement=S_PRIVATE.id, how=Bears.CONTRADICTS),),
)  # fmt: skip
S_GENERAL = said(
    ACCOUNTS, Kind.ASSESSMENT, "what came was too general", speakers=(speaker(ACCOUNTS, "The service's head"),),
    bears_on=(Bearing(statement=S_PRIVATE.id, how=Bears.CONTRADICTS),),
)  # fmt: skip
S_STAFF = said(
    ACCOUNTS, Kind.UNKNOWN, "Who told the staff of the hall is unclear", certainty=Certainty.UNKNOWN,
    polarity=Polarity.UNKNOWN,
)  # fmt: skip
S_BAD = said(
    BAD, Kind.ATTACK, f"{HOSTILE} exploded", speakers=(speaker(BAD, BIDI),), because=HOSTILE,
    roles=Roles(place=place(BAD, "Bulletin", replace(MOSCOW, name=HOSTILE))),
)  # fmt: skip

STATEMENTS = (
    (ALERT, (S_ALERT, S_PLOT, S_NAMED)),
    (ECHO, (S_ECHO,)),
    (FLASH, (S_ATTACK, S_FORTY, S_TWO, S_NOCLAIM, S_HOW)),
    (CLAIM, (S_CLAIM, S_CONFIRM, S_133, S_ACCUSE, S_DENY, S_SHRUNK)),
    (ACCOUNTS, (S_PRIVATE, S_NONE, S_GENERAL, S_STAFF)),
    (RUSSIAN, ()),
    (BAD, (S_BAD,)),
)

PLAN = Incident(
    id=S_ALERT.id, statements=(S_ALERT.id, S_PLOT.id, S_ECHO.id), title="Attack planned on large gatherings, Moscow",
    stage=Stage.PLANNED, place=MOSCOW,
)  # fmt: skip
ATTACK = Incident(
    id=S_ATTACK.id, title="Attack on Crocus City Hall, Krasnogorsk", stage=Stage.ACCOMPLISHED, place=HALL,
    time=day(3, 22, "published 2024-03-22"),
    statements=tuple(s.id for s in (
        S_ATTACK, S_FORTY, S_TWO, S_NOCLAIM, S_HOW, S_CLAIM, S_CONFIRM, S_133, S_ACCUSE, S_DENY, S_PRIVATE, S_NONE,
        S_GENERAL,
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

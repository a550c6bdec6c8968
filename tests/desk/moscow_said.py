"""Seven short reports made by hand, one in Russian and one that means harm, and what each of them says."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from tocsin import duty
from tocsin.model import (
    Actor,
    ActorKind,
    Bearing,
    Bears,
    Certainty,
    Factuality,
    Kind,
    Known,
    Mention,
    MentionKind,
    Person,
    PlacePrecision,
    Polarity,
    Program,
    Publicity,
    Report,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    TimePrecision,
    Toll,
    TollEffect,
    TollWho,
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
BIDI = "us\x00er\u202egpj.exe\u2066 \u200b\u2028end"

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
The Investigative Committee counted 133 dead on Saturday. Dozens were hurt. Moscow's security chief accused Ukraine. \
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
S_DOZENS = said(
    CLAIM, Kind.TOLL, "Dozens were hurt",
    tolls=(Toll(who=TollWho.CIVILIANS, effect=TollEffect.INJURED, low=24, best=None, high=None,
                mention=mention(CLAIM, "Dozens", MentionKind.PEOPLE)),),
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
        start=date(2024, 1, 1), end=date(2024, 1, 31), precision=TimePrecision.MONTH, anchor="published 2024-03-23"
    )),)),
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
    (CLAIM, (S_CLAIM, S_CONFIRM, S_133, S_DOZENS, S_ACCUSE, S_DENY, S_SHRUNK)),
    (ACCOUNTS, (S_PRIVATE, S_NONE, S_GENERAL, S_STAFF)),
    (RUSSIAN, ()),
    (BAD, (S_BAD,)),
)

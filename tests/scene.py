"""Small scenes for tests: reports in one sentence, statements, incidents, a register, people, a clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.model import (
    Actor,
    Assessment,
    Certainty,
    Contact,
    Credibility,
    DutyDecision,
    Factuality,
    Grade,
    Ground,
    Incident,
    Kind,
    Mention,
    MentionKind,
    Person,
    PlacePrecision,
    Polarity,
    Policy,
    Program,
    Protected,
    ProtectedKind,
    Register,
    Reliability,
    Roles,
    Rule,
    Ruling,
    Span,
    Speaker,
    Stage,
    Statement,
    TimePrecision,
    Tlp,
    Warn,
    When,
    Where,
    digest,
)

AT = datetime(2024, 3, 7, 18, tzinfo=UTC)
PROGRAM = Program(name="tocsin", version="0")
OFFICER = Person(name="Exercise Officer Vera Lind")


def town(name: str, country: str | None, latitude: float | None, longitude: float | None) -> Where:
    return Where(
        name=name, country=country, latitude=latitude, longitude=longitude, precision=PlacePrecision.CITY, radius_km=15
    )


MOSCOW = town("Moscow", "RU", 55.7522, 37.6156)
KRASNOGORSK = town("Krasnogorsk", "RU", 55.8204, 37.3302)
PETERSBURG = town("Saint Petersburg", "RU", 59.9386, 30.3141)
IDAHO = town("Moscow", "US", 46.7324, -117.0002)
OBLAST = Where(
    name="Moscow Oblast", country="RU", latitude=55.5, longitude=37.5, precision=PlacePrecision.REGION, radius_km=150
)
RUSSIA = Where(name="Russia", country="RU", latitude=60.0, longitude=100.0, precision=PlacePrecision.COUNTRY)
CAUCASUS = Where(
    name="Caucasus", country=None, latitude=43.0, longitude=45.0, precision=PlacePrecision.WIDER, radius_km=400
)
AFGHANISTAN = Where(name="Afghanistan", country="AF", latitude=33.0, longitude=66.0, precision=PlacePrecision.COUNTRY)
GROZNY = town("Grozny", "RU", 43.3178, 45.6949)


def span(quote: str, text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(quote), quote=quote, text=text)


def mention(quote: str, resolved: Any, *, text: str = "t", candidates: Sequence[Any] = ()) -> Mention:
    kind = MentionKind.PLACE if isinstance(resolved, Where) else MentionKind.THING
    return Mention(span=span(quote, text), kind=kind, resolved=resolved, candidates=tuple(candidates))


def on(first: date, last: date | None = None) -> When:
    return When(start=first, end=last or first, precision=TimePrecision.DAY, anchor="stated")


def says(
    sentence: str, kind: Kind = Kind.WARNING, *, report: str = "report-1", stage: Stage | None = None,
    places: Sequence[Any] = (), targets: Sequence[str] = (), times: Sequence[When] = (),
    speakers: Sequence[str] = (), certainty: Certainty = Certainty.CERTAIN,
    polarity: Polarity = Polarity.POSITIVE, **more: Any,
) -> Statement:  # fmt: skip
    """One statement of a report that holds nothing but this sentence."""
    text = digest(f"{report}:{sentence}")
    passage = span(sentence, text)
    roles = Roles(
        place=tuple(p if isinstance(p, Mention) else mention(p.name, p, text=text) for p in places),
        target=tuple(mention(t, None, text=text) for t in targets),
        time=tuple(mention(f"{t.start:%d %B}", t, text=text) for t in times),
    )
    return Statement(
        report=report, passage=passage, kind=kind, content=(passage,), roles=roles, stage=stage,
        factuality=Factuality(certainty=certainty, polarity=polarity),
        speakers=tuple(Speaker(name=name) for name in speakers), reader="test", **more,
    )  # fmt: skip


def incident(*statements: Statement, **more: Any) -> Incident:
    return Incident(id=statements[0].id, statements=tuple(s.id for s in statements), **more)


def by_id(*statements: Statement) -> dict[str, Statement]:
    return {s.id: s for s in statements}


def grade(
    statement: Statement, reliability: Reliability = Reliability.B, credibility: Credibility = Credibility.PROBABLY_TRUE
) -> Grade:
    return Grade(
        statement=statement.id, reliability=reliability, credibility=credibility, because="test", by=PROGRAM, at=AT
    )


def entry(id_: str = "hall", place: Where = MOSCOW, **more: Any) -> Protected:
    found = Protected(
        id=id_, name=f"{id_.title()} Concert House", kind=ProtectedKind.PLACE, place=place, languages=("en",),
        contacts=(Contact(channel="mail", address=f"{id_}@house.example"),), clearance=Tlp.CLEAR, invented=True,
    )  # fmt: skip
    return replace(found, **more)


def register(*entries: Protected) -> Register:
    return Register(name="register", digest=digest("register"), entries=entries)


def policy(*tests: str, hours: int = 4) -> Policy:
    return Policy(
        id="test", title="A policy", version="1", source="the test", hours=hours, hours_source="the test",
        rules=tuple(Rule(id=t, test=t, text=t, source="the test", verified=False) for t in tests),
        grounds=(Ground(id="W1", text="They know.", source="the test", verified=False),),
        digest=digest("policy" + ",".join(tests)),
    )  # fmt: skip


def decision(about: Incident, whom: Protected, ruling: Ruling | None = None, **more: Any) -> DutyDecision:
    found = DutyDecision(
        proposal=digest("proposal"), incident=about.id, protected=whom.id, findings=(), ruling=ruling or Warn(),
        policy=digest("policy"), became_aware=AT, due=AT + timedelta(hours=4), by=OFFICER, at=AT,
    )  # fmt: skip
    return replace(found, **more)


def assessment(about: Incident, *attributions: Any) -> Assessment:
    return Assessment(
        incident=about.id, attributions=attributions, would_change=(), changed=(), due=(), by=PROGRAM, at=AT
    )


def actor(id_: str, kind: Any) -> Actor:
    return Actor(id=id_, name=id_.upper(), kind=kind)

"""Statements made by hand from a text, with exact spans, for the tests of linking and grading."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tocsin.model import (
    Actor,
    ActorKind,
    Arrival,
    Bearing,
    Bears,
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    PlacePrecision,
    Polarity,
    Program,
    Report,
    Roles,
    Source,
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

BY = Program(name="tocsin", version="0")
AT = datetime(2024, 4, 1, 12, tzinfo=UTC)

RUSSIA = Where(name="Russia", country="RU", latitude=61.5, longitude=105.3, precision=PlacePrecision.COUNTRY)
MOSCOW = Where(name="Moscow", country="RU", latitude=55.7522, longitude=37.6156, precision=PlacePrecision.CITY,
               radius_km=15, within=("Russia",))  # fmt: skip
KRASNOGORSK = Where(name="Krasnogorsk", country="RU", latitude=55.8204, longitude=37.3302,
                    precision=PlacePrecision.CITY, radius_km=15, within=("Russia",))  # fmt: skip
OBLAST = Where(name="Moscow Oblast", country="RU", latitude=55.5, longitude=37.5, precision=PlacePrecision.REGION,
               radius_km=150, within=("Russia",))  # fmt: skip
KAZAN = Where(name="Kazan", country="RU", latitude=55.7887, longitude=49.1221, precision=PlacePrecision.CITY,
              radius_km=15, within=("Russia",))  # fmt: skip
IRAN = Where(name="Iran", country="IR", latitude=32.0, longitude=53.0, precision=PlacePrecision.COUNTRY)
KERMAN = Where(name="Kerman", country="IR", latitude=30.28, longitude=57.08, precision=PlacePrecision.CITY,
               radius_km=15, within=("Iran",))  # fmt: skip
EUROPE = Where(name="Europe", country=None, latitude=None, longitude=None, precision=PlacePrecision.WIDER)

US = Actor(id="country:US", name="United States", kind=ActorKind.STATE, home=("US",))
GB = Actor(id="country:GB", name="United Kingdom", kind=ActorKind.STATE, home=("GB",))
RU = Actor(id="country:RU", name="Russia", kind=ActorKind.STATE, home=("RU",))
IR = Actor(id="country:IR", name="Iran", kind=ActorKind.STATE, home=("IR",))
UA = Actor(id="country:UA", name="Ukraine", kind=ActorKind.STATE, home=("UA",))
FSB = Actor(id="fsb", name="FSB", kind=ActorKind.INSTITUTION, part_of="country:RU", home=("RU",))
IS = Actor(id="islamic-state", name="Islamic State", kind=ActorKind.GROUP, home=("IQ", "SY"))
ISISK = Actor(id="isis-k", name="Islamic State – Khorasan Province", kind=ActorKind.GROUP, part_of="islamic-state",
              home=("AF",))  # fmt: skip
SINAI = Actor(id="is-sinai", name="Islamic State – Sinai Province", kind=ActorKind.GROUP, part_of="islamic-state",
              home=("EG",))  # fmt: skip

Named = tuple[str, Actor | Where | When | None]
_KINDS = {Actor: MentionKind.ACTOR, Where: MentionKind.PLACE, When: MentionKind.TIME}


def day(*ymd: int) -> When:
    """One day."""
    return When(start=date(*ymd), end=date(*ymd), precision=TimePrecision.DAY, anchor="stated")


def days(first: date, last: date) -> When:
    """A stretch of days."""
    return When(start=first, end=last, precision=TimePrecision.DAY, anchor="stated")


def month(year: int, number: int) -> When:
    """One month."""
    last = (date(year, number, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return When(start=date(year, number, 1), end=last, precision=TimePrecision.MONTH, anchor="stated")


@dataclass(frozen=True)
class Page:
    """One text, of which statements are made."""

    text: str
    published: When | None = None
    source: str = "wire"
    family: str = ""

    @property
    def id(self) -> str:
        """The report's id, which is also its text's digest here."""
        return digest(self.text)

    @property
    def report(self) -> Report:
        """The report."""
        return Report(id=self.id, media_type="text/plain", title="", text=self.text, language="en")

    @property
    def arrival(self) -> Arrival:
        """Its one arrival."""
        source = Source(id=self.source, name=self.source.title(), kind="wire", family=self.family)
        return Arrival(report=self.id, source=source, published=self.published, received=AT)

    def span(self, quote: str) -> Span:
        """The first place where a quote stands."""
        start = self.text.index(quote)
        return Span(start=start, end=start + len(quote), quote=quote, text=self.id)

    def passage(self, inside: Span) -> Span:
        """The sentence that holds a span."""
        for match in re.finditer(r"[^.\n]+\.?", self.text):
            if match.start() <= inside.start and inside.end <= match.end():
                quote = match.group().strip()
                return self.span(quote) if self.text.count(quote) == 1 else self._at(match.start(), match.end())
        raise AssertionError(f"no one sentence holds {inside.quote!r}")

    def _at(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, quote=self.text[start:end], text=self.id)

    def mention(self, named: Named | str, *, kind: MentionKind = MentionKind.THING, basis: str = "") -> Mention:
        """A mention of a quote and what it resolves to."""
        quote, what = (named, None) if isinstance(named, str) else named
        kind = _KINDS[type(what)] if what is not None else kind
        return Mention(
            span=self.span(quote), kind=kind, resolved=what, basis=self.span(basis) if basis else None
        )  # fmt: skip

    def says(
        self, kind: Kind, content: str, *, by: tuple[Named | Mention, ...] = (),
        actor: tuple[Named | Mention, ...] = (), target: tuple[Named | Mention | str, ...] = (),
        recipient: tuple[Named, ...] = (), place: tuple[Named, ...] = (),
        time: tuple[Named, ...] = (), stage: Stage | None = None, certainty: Certainty = Certainty.CERTAIN,
        polarity: Polarity = Polarity.POSITIVE, killed: int | None = None, bears: tuple[tuple[str, Bears], ...] = (),
        cue: str = "", suggestion: bool = False,
    ) -> Statement:  # fmt: skip
        """A statement whose content stands in the text."""
        span = self.span(content)
        tolls: tuple[Toll, ...] = ()
        if killed is not None:
            tolls = (Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=killed, best=killed, high=killed,
                          mention=self.mention(content, kind=MentionKind.PEOPLE)),)  # fmt: skip
        return Statement(
            report=self.id, passage=self.passage(span), kind=kind, content=(span,),
            factuality=Factuality(certainty=certainty, polarity=polarity),
            cue=self.span(cue) if cue else None,
            speakers=tuple(self._speaker(each) for each in by), stage=stage, tolls=tolls,
            roles=Roles(actor=self._all(actor), target=self._all(target), recipient=self._all(recipient),
                        place=self._all(place), time=self._all(time)),
            bears_on=tuple(Bearing(statement=s, how=how) for s, how in bears), suggestion=suggestion,
        )  # fmt: skip

    def _all(self, named: tuple[Named | Mention | str, ...]) -> tuple[Mention, ...]:
        return tuple(each if isinstance(each, Mention) else self.mention(each) for each in named)

    def _speaker(self, named: Named | Mention) -> Speaker:
        mention = named if isinstance(named, Mention) else self.mention(named, kind=MentionKind.ACTOR)
        name = mention.resolved.name if isinstance(mention.resolved, Actor) else mention.span.quote
        return Speaker(name=name, mention=mention)

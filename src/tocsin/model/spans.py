"""Characters, and what they name: spans, mentions, times, places, actors."""

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt

from tocsin.model.scales import ActorKind, MentionKind, PlacePrecision, TimePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text (W3C Web Annotation: position and quote).

    `start` and `end` count code points of the normalised text, half-open; `quote` is
    exactly what stands there; `text` is the digest of the text they count in.
    """

    start: int
    end: int
    quote: str
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span starts before it ends: {self.start}, {self.end}")

    def within(self, other: "Span") -> bool:
        """Whether this span lies inside another of the same text."""
        return self.text == other.text and other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Whether this span shares a character with another of the same text."""
        return self.text == other.text and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval, both ends included (TIMEX3).

    The ends are dates where the precision is a day or coarser, aware datetimes where it
    is finer. `anchor` says what it was resolved against ("stated", "published 2024-03-23").
    """

    start: date
    end: date
    precision: TimePrecision
    anchor: str

    def __post_init__(self) -> None:
        fine = self.precision in {TimePrecision.MINUTE, TimePrecision.HOUR}
        for end in (self.start, self.end):
            if fine != isinstance(end, datetime):
                raise ValueError("a time finer than a day is a datetime, a coarser one a date")
            if isinstance(end, datetime) and end.tzinfo is None:
                raise ValueError("a datetime has a zone")
        if self.start > self.end:
            raise ValueError("an interval starts before it ends")

    @property
    def first_day(self) -> date:
        """The day on which it begins, as stated (no zone arithmetic)."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date:
        """The day on which it ends, as stated."""
        return self.end.date() if isinstance(self.end, datetime) else self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place with its precision (UCDP, GeoNames).

    `country` is ISO 3166-1 alpha-2; coordinates are degrees of a representative point;
    `radius_km` is a rough extent about it; `within` names the regions that contain it.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    radius_km: float | None = None
    within: tuple[str, ...] = ()


_EARTH_KM = 6371.0


def kilometres(left: Where, right: Where) -> float | None:
    """The great-circle distance between two places' points (haversine); None where a point is not known."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b, c, d = map(radians, (left.latitude, left.longitude, right.latitude, right.longitude))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, h)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts or speaks: an armed group, a state, an institution, a person.

    `id` is a slug of the actor tables ("isis-k", "country:US"); `part_of` is the id of the
    parent, which is never the same actor; `home` holds ISO 3166-1 alpha-2 codes.
    """

    id: str
    name: str
    kind: ActorKind
    part_of: str | None = None
    home: tuple[str, ...] = ()


Resolved = Actor | Where | When


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names something, and what it resolves to.

    `candidates` are the others it could have been, best first. `basis` is the span elsewhere
    in the text on which the resolution rests ("the group" → "ISIS-K"), where there is one.
    """

    span: Span
    kind: MentionKind
    resolved: Resolved | None = None
    candidates: tuple[Resolved, ...] = ()
    basis: Span | None = None

"""What a headline alone says of an event, against UCDP's record of it: date, place, sides, deaths low, best, high.

DIR holds files of JSON lines, an event a line, in the columns of the Georeferenced Event Dataset (Sundberg and Melander
2013, "Introducing the UCDP Georeferenced Event Dataset", and its codebook). Events of 2016 are left out: they may be
trained on. Several headlines are told apart by ";" and read each by itself, as published on the day of its source;
what the first of them says counts.

UCDP codes from whole reports, and one headline often sums up a day of many events, so most of what is coded stands in
no headline: recall has a low ceiling that nobody knows. `precision` is the figure to watch. Beside all events stand
those whose headlines belong to one event alone.

A place is right within 50 km of the coded point, or by the name of the province; a date if it is the coded days; sides
are counted one by one, and "Syrian insurgents" is no name that a headline could bear.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from bench import reader
from bench.jsonlines import rows
from bench.marks import Mark, figures_of, together
from tocsin import reading
from tocsin.model import Actor, Kind, Report, Statement, TimePrecision, TollEffect, When, Where, digest

LEFT_OUT = "2016"
NEAR_KM = 50.0
SIDES = {
    "country:SY": "Government of Syria", "islamic-state": "IS", "sdf": "SDF", "ypg": "SDF", "hts": "HTS",
    "nusra": "Jabhat Fateh al-Sham", "ahrar-al-sham": "Ahrar al-Sham", "jaysh-al-islam": "Jaysh al-Islam",
    "nour-al-din-zenki": "Nour al-Din al-Zenki", "fsa": "FSA", "southern-front-syria": "Southern Front",
    "country:TR": "Government of Turkey", "country:IQ": "Government of Iraq",
}  # fmt: skip
"""Our ids of actors, and UCDP's names for them; who is named and not in this table is a side that is not coded."""
UNNAMED = frozenset({"Syrian insurgents", "Civilians", "NSA"})
FIELDS = ("date", "place", "sides", "deaths, low", "deaths, best", "deaths, high")
_LEVELS = {"deaths, low": "low", "deaths, best": "best", "deaths, high": "high"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the headlines of an event say: the first day told, the first place, all actors, the first toll of killed."""

    days: tuple[date, date] | None = None
    place: Where | None = None
    sides: frozenset[str] = frozenset()
    deaths: tuple[int, int | None, int | None] | None = None


Row = dict[str, Any]


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: precision, recall and F1 of each field, over all events and over those with headlines of their own."""
    events = _events(data)
    own = _own(events)
    for name, some in (("all events", events), ("headlines of one event", own)):
        yield name, len(some), "events"
        for field in FIELDS:
            yield from figures_of(f"{name}, {field}", together(mark(e, said(e), field) for e in some))
    at = together(Mark(1, 1, int(_published(e) == (e["date_start"], e["date_end"]))) for e in events)
    yield "yardstick: the day of publication is the day of the event", 100 * at.recall, "%"


def worst(data: Path) -> Iterator[str]:
    """Events with a headline of their own, those with the most fields read and wrong first."""
    cases = []
    for event in _own(_events(data)):
        found = said(event)
        marks = {field: mark(event, found, field) for field in FIELDS}
        faults = [f for f, m in marks.items() if m.found > m.right]
        if faults:
            told = f"{found.days} {found.place and found.place.name} {sorted(found.sides)} {found.deaths}"
            coded = f"{event['date_start']} {event['where_coordinates']} ({event['adm_1']}) {event['side_a']} - "
            coded += f"{event['side_b']} {event['low']}/{event['best']}/{event['high']}"
            cases.append((-len(faults), f"{', '.join(faults)} || {event['source_headline']} || {told} || {coded}"))
    yield from (line for _, line in sorted(cases))


def mark(event: Row, found: Said, field: str) -> Mark:
    """One field of one event: how many values are coded, read, and right."""
    if field == "date":
        coded = (date.fromisoformat(event["date_start"]), date.fromisoformat(event["date_end"]))
        return Mark(1, int(found.days is not None), int(found.days == coded))
    if field == "place":
        return Mark(1, int(found.place is not None), int(found.place is not None and is_there(found.place, event)))
    if field == "sides":
        names = {n.strip() for side in (event["side_a"], event["side_b"]) for n in side.split(",")} - UNNAMED
        return Mark(len(names), len(found.sides), len(names & found.sides))
    number = ("low", "best", "high").index(_LEVELS[field])
    figure = found.deaths[number] if found.deaths else None
    return Mark(1, int(figure is not None), int(figure == int(float(event[_LEVELS[field]]))))


def is_there(place: Where, event: Row) -> bool:
    """Whether a place is the coded one: near its point, or its province by name."""
    if _plain(place.name) == _plain(event["adm_1"]):
        return True
    if place.latitude is None or place.longitude is None:
        return False
    point = (float(event["latitude"]), float(event["longitude"]))
    return apart_km((place.latitude, place.longitude), point) <= NEAR_KM


def apart_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, given in degrees, on a sphere of the earth's mean radius (haversine)."""
    lat_1, lon_1, lat_2, lon_2 = (radians(x) for x in (*one, *other))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"(?i)\b(?:governorate|province|al|ar|as|ash)\b", "", name.lower()))


# ---- headlines to what they say


def said(event: Row) -> Said:
    """What the headlines of an event say, each field from the first that says it."""
    out = Said()
    for headline, on in zip(event["source_headline"].split(";"), event["source_date"].split(";"), strict=False):
        one = _read(headline.strip(), on.strip())
        out = Said(
            days=out.days or one.days, place=out.place or one.place, sides=out.sides | one.sides,
            deaths=out.deaths or one.deaths,
        )  # fmt: skip
    return out


@cache
def _read(headline: str, on: str) -> Said:
    found = reading.read(
        Report(id=digest(headline), media_type="text/plain", title="", text=headline, language="en"),
        published=_day(on), reader=reader(),
    ).statements  # fmt: skip
    return told([s for s in found if not s.suggestion and s.positive])


def told(statements: Sequence[Statement]) -> Said:
    """What statements say of one event."""
    events = [s for s in statements if s.kind in {Kind.ATTACK, Kind.TOLL}]
    mentions = [m.resolved for s in events for m in (*s.roles.time, *s.roles.place)]
    whens = [m for m in mentions if isinstance(m, When)]
    wheres = [m for m in mentions if isinstance(m, Where)]
    actors = [m.resolved for s in statements for m in s.roles.all() if isinstance(m.resolved, Actor)]
    tolls = [t for s in events for t in s.tolls if t.effect is TollEffect.KILLED]
    return Said(
        days=(whens[0].first_day, whens[0].last_day) if whens else None,
        place=wheres[0] if wheres else None,
        sides=frozenset(SIDES.get(a.id, a.name) for a in actors),
        deaths=(tolls[0].low, tolls[0].best, tolls[0].high) if tolls else None,
    )


def _day(on: str) -> When | None:
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return None
    return When(start=day, end=day, precision=TimePrecision.DAY, anchor="published")


# ---- the events


def _events(data: Path) -> list[Row]:
    return [row for row in rows(data) if row["source_headline"] and not row["year"].startswith(LEFT_OUT)]


def _own(events: Sequence[Row]) -> list[Row]:
    """The events none of whose headlines stands with another event too."""
    used = Counter(h.strip() for e in events for h in set(e["source_headline"].split(";")))
    return [e for e in events if all(used[h.strip()] == 1 for h in e["source_headline"].split(";"))]


def _published(event: Row) -> tuple[str, str]:
    day = event["source_date"].split(";")[0].strip()
    return day, day

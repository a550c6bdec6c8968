"""A record of each press release, against an expert's: date, province, event type, target group, killed, captured.

DIR holds files of JSON lines; each has three turns: the question with its lists of words, the press release, and the
record in JSON. The records are those of Strick van Linschoten and Kuehn, "A knock on the door: 22 months of ISAF press
releases" (2011), whose rules are followed: `min_killed` and `min_captured` are the least that the text bears ("several"
is 3, "numerous" 4, "more than 30" is 31). The measure is the share of records in which a field is the same, as in the
published trials on this set; beside it stand precision and recall of the fields that are filled (a figure of 0 is an
empty field). Statements are read as published on the day that the release bears, where it bears a year.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import reader
from bench.jsonlines import rows
from bench.records import Row, figures, wrong
from tocsin import reading
from tocsin.model import (
    Actor,
    Kind,
    Mention,
    Report,
    Stage,
    Statement,
    TimePrecision,
    TollEffect,
    TollWho,
    When,
    Where,
    digest,
)
from tocsin.reading import numbers

FIELDS = ("date", "province", "event type", "target group", "killed", "captured")
GROUPS = {"taliban": "taliban", "haqqani": "haqqani", "imu": "imu", "hizb-i-islami": "hig", "al-qaeda": "aq",
          "lashkar-e-taiba": "let", "islamic-jihad-union": "iju"}  # fmt: skip
"""Our ids of groups, and the record's words for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One press release, what the expert made of it, and what the statements read in it come to."""

    text: str
    wanted: Row
    given: Row


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: accuracy, precision, recall and F1 of each field, and records right in all."""
    releases = list(_releases(data))
    yield "press releases", len(releases), "texts"
    yield from figures([r.wanted for r in releases], [r.given for r in releases], FIELDS)
    eve = [r.wanted["date"] == (at.first_day - timedelta(1)).isoformat() for r in releases if (at := published(r.text))]
    yield "yardstick: the day before publication is the date", 100 * sum(eve) / (len(releases) or 1), "%"


def worst(data: Path) -> Iterator[str]:
    """The releases with the most fields wrong."""
    cases = [(wrong(r.wanted, r.given, FIELDS), r.text) for r in _releases(data)]
    for faults, text in sorted(cases, key=lambda c: (-len(c[0]), c[1])):
        if faults:
            yield f"{'; '.join(faults)} || {' '.join(text.split())}"


def _releases(data: Path) -> Iterator[Release]:
    for row in rows(data):
        _, asked, answered = (turn["value"] for turn in row["conversations"])
        text = asked.removeprefix("PRESS RELEASE TEXT: ")
        yield Release(text=text, wanted=_marked(json.loads(answered)), given=recorded(text))


def _marked(row: dict[str, Any]) -> Row:
    """The expert's record; spellings of one province are one, and "??" is empty."""
    return {
        "date": row["start_date"],
        "province": _province(" ".join(row["province"])),
        "event type": " ".join(row["event_type"]) or None,
        "target group": " ".join(row["target_group"]) or None,
        "killed": row["min_killed"] or None,
        "captured": row["min_captured"] or None,
    }


def _province(name: str) -> str | None:
    return re.sub(r"[^a-z]", "", re.sub(r"(?i)\bprovince\b|wilayat", "", name.lower())) or None


# ---- statements to a record


def recorded(text: str) -> Row:
    """The record that the statements of a press release come to."""
    at = published(text)
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found = reading.read(report, published=at, reader=reader()).statements
    said = [s for s in found if not s.suggestion and s.positive and not _ahead(s)]
    killed, captured = _killed(said), _captured(said, text)
    return {
        "date": _day(said),
        "province": _where(said),
        "event type": _type(said, killed=bool(killed), captured=bool(captured) or any(map(_is_capture, said))),
        "target group": _group(said),
        "killed": killed or None,
        "captured": captured or None,
    }


def _ahead(statement: Statement) -> bool:
    """Whether it tells of what has not happened."""
    return statement.kind in {Kind.PLOT, Kind.THREAT, Kind.WARNING} or statement.stage is Stage.PLANNED


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.?\s(\d{1,2})(?:,\s(\d{4}))?")
_NUMBER = re.compile(r"\b(20\d\d)-\d\d-[A-Z]+-\d+")


def published(text: str) -> When | None:
    """The day that a release bears: its first date, the year from its number where the date has none."""
    number = _NUMBER.search(text)
    for month, day, year in _DATE.findall(text):
        if month.lower() in _MONTHS and (year or number):
            on = date(int(year or (number[1] if number else 0)), _MONTHS.index(month.lower()) + 1, int(day))
            return When(start=on, end=on, precision=TimePrecision.DAY, anchor="stated")
    return None


_TOLD = (Kind.RESPONSE, Kind.TOLL, Kind.ATTACK)


def _day(said: Sequence[Statement]) -> str | None:
    """The first day told of an arrest, a toll or an attack, in order of the text."""
    times = [m.resolved for s in said if s.kind in _TOLD for m in s.roles.time if isinstance(m.resolved, When)]
    fine = [t for t in times if t.precision in {TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.DAY}]
    return fine[0].first_day.isoformat() if fine else None


PROVINCES = frozenset(
    "badakhshan badghis baghlan balkh bamyan daykundi farah faryab ghazni ghor helmand herat jowzjan kabul kandahar "
    "kapisa khost kunar kunduz laghman logar nangarhar nimroz nuristan paktya paktika panjshir parwan samangan saripul "
    "sarepul takhar uruzgan wardak zabul paktia".split()
)


def _where(said: Sequence[Statement]) -> str | None:
    """The first place told of that is one of the provinces, or lies in one."""
    for s in said:
        for mention in s.roles.place:
            if isinstance(mention.resolved, Where):
                for name in (mention.resolved.name, *mention.resolved.within):
                    if (found := _province(name)) in PROVINCES:
                        return "paktya" if found == "paktia" else found
    return None


def _killed(said: Sequence[Statement]) -> int:
    """The largest figure of insurgents killed; a killing told without a figure is one."""
    tolls = [
        t.low for s in said for t in s.tolls
        if t.effect is TollEffect.KILLED and t.who in {TollWho.ATTACKERS, TollWho.UNKNOWN}
    ]  # fmt: skip
    alone = any(s.kind is Kind.ATTACK and s.roles.victim and _KILLS.search(_cue(s)) for s in said)
    return max([*tolls, int(alone)])


_KILLS = re.compile(r"(?i)\bkill")
_CAPTURES = re.compile(r"(?i)\b(?:detain|captur|arrest|apprehend)")


def _captured(said: Sequence[Statement], text: str) -> int:
    """The largest figure of those detained, and one more for a leader who is told of by himself."""
    counts, alone = [0], 0
    for s in said:
        if _is_capture(s):
            for mention in s.roles.target:
                counts += [c.low for c in numbers.find(text, mention.span)]
                alone = max(alone, int(_IS_ONE.search(mention.span.quote) is not None))
    return max(counts) + alone


def _is_capture(statement: Statement) -> bool:
    return statement.kind is Kind.RESPONSE and _CAPTURES.search(_cue(statement)) is not None


_IS_ONE = re.compile(r"(?i)\b(?:leader|facilitator|commander|chief|operative|official|member|another)\b")


def _cue(statement: Statement) -> str:
    return statement.cue.quote if statement.cue else ""


def _type(said: Sequence[Statement], *, killed: bool, captured: bool) -> str | None:
    """The type as the record defines it, by what was done to whom."""
    if any(_FROM_THE_AIR.search(_cue(s)) for s in said):
        return "airstrike"
    if killed and captured:
        return "captureandkill"
    if killed or captured:
        return "insurgentskilled" if killed else "detention"
    if any(t.effect is TollEffect.KILLED and t.who is TollWho.CIVILIANS for s in said for t in s.tolls):
        return "civiliancasualty"
    return "exchangeoffire" if any(s.kind is Kind.ATTACK for s in said) else None


_FROM_THE_AIR = re.compile(r"(?i)air\s?strike|precision strike")


def _group(said: Sequence[Statement]) -> str | None:
    """The first group told of, those arrested and killed before all others."""
    ranked = sorted(said, key=lambda s: s.kind not in {Kind.RESPONSE, Kind.TOLL})
    return next((g for s in ranked for g in _groups(s.roles.all())), None)


def _groups(mentions: Iterable[Mention]) -> Iterator[str]:
    for m in mentions:
        if isinstance(m.resolved, Actor) and m.resolved.id in GROUPS:
            yield GROUPS[m.resolved.id]

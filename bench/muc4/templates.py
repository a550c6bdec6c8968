"""Templates from a reading: which incidents the task wants, and what fills their slots."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bench.muc4 import clauses, people, perpetrators, places, things
from bench.muc4.fillers import TARGET, VICTIM, Filler
from bench.muc4.incidents import ABOUT, Incident, incidents, is_day, is_told, stage_of, type_by, where
from bench.muc4.keys import Fill, Message, Template
from bench.muc4.places import Gazetteer
from bench.muc4.relevance import is_wanted
from bench.muc4.sentences import sentence
from tocsin.model import Reading, When

Slots = dict[str, tuple[Fill, ...]]


def templates(
    message: Message, reading: Reading, *, known: Gazetteer, roles: Sequence[Filler] | None = None
) -> tuple[Template, ...]:
    """The templates of a message; `roles` are the fillers marked in it, else those of the reading's statements."""
    fillers = _told(message, reading) if roles is None else roles

    def sites(start: int, end: int) -> frozenset[str]:
        return frozenset(p.name for p in places.named(message.body, start, end, known) if p.rank)

    told = incidents(reading, sites)
    found = [(i, _of(i, fillers)) for i in told]
    if roles is not None:
        _share(fillers, found)
    wanted = [(i, held) for i, held in found if is_wanted(message, i, held)]
    if roles is not None and not wanted:
        wanted = _untold(message, fillers)
    everything = fillers if roles is not None else [*fillers, *clauses.groups(message.body)]
    return tuple(_template(message, i, held, known, everything) for i, held in wanted)


Held = tuple[Incident, list[Filler]]


def _share(fillers: Sequence[Filler], found: Sequence[Held]) -> None:
    """Give the fillers that stand in no sentence of an incident to the nearest one."""
    for filler in fillers:
        if found and not any(filler in held for _, held in found):
            near = min(found, key=lambda pair: _gap(filler, pair[0]))
            if _gap(filler, near[0]) < NEAR:
                near[1].append(filler)


def _gap(filler: Filler, incident: Incident) -> int:
    return min(min(abs(filler.start - b), abs(a - filler.start)) for a, b in incident.passages)


def _untold(message: Message, fillers: Sequence[Filler]) -> list[Held]:
    """The incident of a message in which fillers are marked but no statement tells of one."""
    suffer = [f for f in fillers if f.role in {VICTIM, TARGET}]
    if not suffer:
        return []
    spans = sorted({sentence(message.body, f.start, f.end) for f in suffer})
    said = " ".join(" ".join(message.body[a:b].split()) for a, b in spans)
    incident = Incident(type=type_by(said) or "ATTACK", spans=spans)
    return [(incident, list(fillers))] if is_wanted(message, incident, fillers) else []


NEAR = 1000


def _told(message: Message, reading: Reading) -> list[Filler]:
    """The fillers that the grammar finds in the sentences where the statements tell of an incident."""
    spans = {s.passage.start: s.passage for s in reading.statements if is_told(s) or s.kind in ABOUT}
    return _merged(clauses.found(message.body, list(spans.values())))


def _merged(fillers: Iterable[Filler]) -> list[Filler]:
    """Fillers in order of the text; of those of one role that overlap, the shorter."""
    kept: list[Filler] = []
    for one in sorted(fillers, key=lambda f: (f.end - f.start, f.start)):
        if not any(k.role == one.role and k.start < one.end and one.start < k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.start, f.end, f.role))


def _of(incident: Incident, fillers: Iterable[Filler]) -> list[Filler]:
    """The fillers in the sentences of an incident."""
    return [f for f in fillers if any(a <= f.start and f.end <= b for a, b in incident.passages)]


def _template(
    message: Message, incident: Incident, fillers: Sequence[Filler], known: Gazetteer, everything: Sequence[Filler]
) -> Template:
    text, country = message.body, _country(message, incident)
    slots: Slots = {
        "date": _one(_date(message, incident)),
        "location": _one(places.located(text, incident.passages, country=country, known=known)),
        "type": _one(incident.type),
        "stage": _one(stage_of(incident.told)),
        **things.weapons(text, incident, fillers),
        **perpetrators.slots(text, incident, fillers, everything),
        **things.targets(text, incident, fillers, country),
        **people.slots(text, incident, people.victims(text, fillers), country),
    }
    return Template(slots={slot: fills for slot, fills in slots.items() if fills})


def _one(form: str) -> tuple[Fill, ...]:
    return (Fill(forms=(form,)),) if form else ()


_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_TODAY = re.compile(r"\b(?:TODAY|THIS (?:MORNING|AFTERNOON|EVENING|NOON)|TONIGHT)\b")
_YESTERDAY = re.compile(r"\b(?:YESTERDAY|LAST NIGHT|LAST EVENING)\b")
_DATED = re.compile(
    r"\b(\d{1,2}) (JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b(?: (19\d\d))?"
)


def _date(message: Message, incident: Incident) -> str:
    pub = message.published.first_day if message.published else None
    for statement in incident.told:
        for m in statement.roles.time:
            time = m.resolved
            if isinstance(time, When) and is_day(time) and not (WD and _WEEKDAY.search(m.span.quote)):
                day = time.first_day
                if pub and day > pub and YR:
                    day = day.replace(year=day.year - 1)
                return _written(day)
    if pub and SRCH:
        first = (
            [(0, 0)]
            if FST == 0
            else [(m.start(), m.end()) for m in re.finditer(r"(?s).*?[.](?:\s|$)", message.body)][:FST]
        )
        prev = [(max(0, message.body.rfind(". ", 0, max(0, a - 3))), a) for a, b in incident.passages] if PRV else []
        for a, b in [*incident.passages, *prev, *first]:
            said = " ".join(message.body[a:b].split())
            if _TODAY.search(said):
                return _written(pub)
            if _YESTERDAY.search(said):
                return _written(pub - timedelta(days=1))
            m = _DATED.search(said)
            if m:
                mon = (
                    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split().index(
                        m[2]
                    )
                    + 1
                )
                year = int(m[3]) if m[3] else pub.year - (mon > pub.month)
                return f"{int(m[1]):02d} {m[2][:3]} {year - 1900}"
    return f"- {_written(pub)}" if pub else ""


WD, SRCH, YR, FST, PRV = True, True, True, 0, False


def _written(day: date) -> str:
    return day.strftime("%d %b %y").upper()


def _country(message: Message, incident: Incident) -> str | None:
    """The country that an incident was in: the first of the nine that its statements name, else the message's."""
    found = [w.country for s in incident.told for w in where(s) if w.country in places.NINE]
    return next(iter(found), None) or places.country_of(message.body)

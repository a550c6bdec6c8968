"""Templates from a reading: the incidents that the task wants, and what fills their slots."""

from collections.abc import Iterable, Sequence

from bench.muc4 import clauses, dates, people, perpetrators, places, things
from bench.muc4.fillers import TARGET, VICTIM, Filler, is_bare, said
from bench.muc4.incidents import ABOUT, Incident, incidents, is_told, stage_of, type_by, where
from bench.muc4.keys import Fill, Message, Template
from bench.muc4.places import Gazetteer
from bench.muc4.relevance import is_wanted
from bench.muc4.sentences import sentence
from tocsin.model import Reading

Held = tuple[Incident, list[Filler]]
"""An incident with its fillers."""


def templates(
    message: Message, reading: Reading, *, known: Gazetteer, roles: Sequence[Filler] | None = None
) -> tuple[Template, ...]:
    """The templates of a message, from what a reader made of its `body`.

    `roles` are the fillers that a tagger marked anywhere in it; None looks for them where the statements tell of an
    incident. `known` are the places of the task's set list.
    """

    def sites(start: int, end: int) -> frozenset[str]:
        return frozenset(p.name for p in places.named(message.body, start, end, known) if p.rank)

    told = incidents(reading, sites)
    if roles is None:
        fillers = _around(message, reading)
        wanted = _wanted(message, [(i, _within(i, fillers)) for i in told])
        everything = [*fillers, *clauses.groups(message.body)]
    else:
        everything = [f for f in roles if not is_bare(said(message.body, f.start, f.end))]
        wanted = _wanted(message, _shared(everything, told)) or _wanted(message, _untold(message, everything))
    return tuple(_template(message, i, held, known=known, everything=everything) for i, held in wanted)


def _wanted(message: Message, found: Iterable[Held]) -> list[Held]:
    return [(incident, held) for incident, held in found if is_wanted(message, incident, held)]


# ---- fillers to incidents


def _around(message: Message, reading: Reading) -> list[Filler]:
    """The fillers that the grammar finds in the sentences where the statements tell of an incident."""
    spans = {s.passage.start: s.passage for s in reading.statements if is_told(s) or s.kind in ABOUT}
    kept: list[Filler] = []
    for one in sorted(clauses.found(message.body, list(spans.values())), key=lambda f: (f.end - f.start, f.start)):
        if not any(k.role == one.role and k.start < one.end and one.start < k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.start, f.end, f.role))


def _within(incident: Incident, fillers: Iterable[Filler]) -> list[Filler]:
    """The fillers in the sentences of an incident."""
    return [f for f in fillers if any(start <= f.start and f.end <= end for start, end in incident.passages)]


REACH = 1000
"""A filler in no sentence of an incident belongs to the nearest, so many characters away at most."""


def _shared(fillers: Sequence[Filler], told: Sequence[Incident]) -> list[Held]:
    """Every incident with the fillers in its sentences, and with those outside that are nearest to it."""
    found = [(incident, _within(incident, fillers)) for incident in told]
    inside = {f for _, held in found for f in held}
    for filler in (f for f in fillers if f not in inside):
        gap, at = min(((_gap(filler, i), n) for n, (i, _) in enumerate(found)), default=(REACH, 0))
        if gap < REACH:
            found[at][1].append(filler)
    return found


def _gap(filler: Filler, incident: Incident) -> int:
    return min(min(abs(filler.start - end), abs(start - filler.start)) for start, end in incident.passages)


def _untold(message: Message, fillers: Sequence[Filler]) -> list[Held]:
    """The incident of a message in which those who suffered are marked, but of which no statement tells."""
    spans = sorted({sentence(message.body, f.start, f.end) for f in fillers if f.role in {VICTIM, TARGET}})
    said = " ".join(" ".join(message.body[start:end].split()) for start, end in spans)
    return [(Incident(type=type_by(said) or "ATTACK", spans=spans), list(fillers))] if spans else []


# ---- the slots


def _template(
    message: Message, incident: Incident, fillers: Sequence[Filler], *, known: Gazetteer, everything: Sequence[Filler]
) -> Template:
    """The template of an incident with its fillers; `everything` are the fillers of the whole message."""
    text, country = message.body, _country(message, incident)
    published = message.published.first_day if message.published else None
    sentences = [" ".join(text[start:end].split()) for start, end in incident.passages]
    slots = {
        "date": _one(dates.dated(incident.told, sentences, published=published)),
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


def _country(message: Message, incident: Incident) -> str | None:
    """The country that an incident was in: the first of the nine that its statements name, else the message's."""
    found = [w.country for s in incident.told for w in where(s) if w.country in places.NINE]
    return next(iter(found), None) or places.country_of(message.body)

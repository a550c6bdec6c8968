"""What it was done to, and with what: slots 6, 7 and 12 to 17."""

import re
from collections.abc import Iterable, Sequence

from bench.muc4 import amounts, effects, tables
from bench.muc4.fillers import TARGET, WEAPON, Filler, said, uncounted
from bench.muc4.incidents import Incident
from bench.muc4.keys import Fill
from bench.muc4.nations import nation

Chars = tuple[int, int]
Entity = tuple[str, list[Chars]]


def entities(text: str, fillers: Iterable[Filler], role: str) -> list[Entity]:
    """The things that some fillers name, each once, by the first name they are given."""
    found: list[Entity] = []
    for filler in (f for f in fillers if f.role == role):
        name = uncounted(said(text, filler.start, filler.end))
        words = tables.bases(name)
        known = next((e for e in found if _are_one(tables.bases(e[0]), words)), None)
        if known is None:
            found.append((name, [(filler.start, filler.end)]))
        else:
            known[1].append((filler.start, filler.end))
    return found


def _are_one(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one of two phrases only says less of the same thing."""
    if not left or not right:
        return False
    a, b = (list(w[: tables.noun_stop(w)]) for w in (left, right))
    return a[-len(b) :] == b or b[-len(a) :] == a


# ---- weapons


MOST_WEAPONS = 2
"""An act has so many weapons at most; what is marked as one and is of no type that the task knows is none."""


def weapons(text: str, incident: Incident, fillers: Sequence[Filler]) -> dict[str, tuple[Fill, ...]]:
    """Slots 6 and 7; the type alone where only a verb tells of a weapon."""
    if incident.type in {"ARSON", "KIDNAPPING"}:
        return {}
    named = (name for name, _ in entities(text, fillers, WEAPON))
    found = [(name, hit.type) for name in named if (hit := tables.weapons().last(tables.bases(name)))][:MOST_WEAPONS]
    if found:
        typed = tuple(Fill(forms=(t,), tag=(name,)) for name, t in found)
    else:
        implied = _implied(text, incident)
        typed = (Fill(forms=(implied,)),) if implied else ()
    return {"instrument_id": tuple(Fill(forms=(name,)) for name, _ in found), "instrument_type": typed}


_IMPLIED = (
    ("MACHINE GUN", r"MACHINE-?\s?GUNN(?:ED|ING)|STRAF"),
    ("GUN", r"\bSHOT|\bSHOOT|GUNNED DOWN|OPENED FIRE|FIRED (?:AT|ON|UPON)|GUNFIRE|GUNSHOT|\bFIRING\b"),
    ("DYNAMITE", r"DYNAMITED|DYNAMITING"),
    ("TORTURE", r"\bTORTURED\b"),
)


def _implied(text: str, incident: Incident) -> str:
    said = " ".join(" ".join(text[a:b].upper().split()) for a, b in incident.passages)
    if incident.type == "BOMBING":
        return "BOMB" if re.search(r"BOMB", said) else "EXPLOSIVE" if re.search(r"EXPLO|BLAST|BLEW UP", said) else ""
    return next((name for name, verb in _IMPLIED if re.search(verb, said)), "")


# ---- targets


def targets(
    text: str, incident: Incident, fillers: Sequence[Filler], country: str | None
) -> dict[str, tuple[Fill, ...]]:
    """Slots 12 to 16."""
    if incident.type == "KIDNAPPING":
        return {}
    out: dict[str, list[Fill]] = {}
    for name, at in entities(text, fillers, TARGET):
        out.setdefault("phys_id", []).append(Fill(forms=(name,)))
        said = {
            "phys_type": type_of(name), "phys_number": _number(text, at), "phys_effect": _effect(text, at, incident),
            "phys_nation": nation(text, at, but=country),
        }  # fmt: skip
        for slot, form in said.items():
            if form:
                out.setdefault(slot, []).append(Fill(forms=(form,), tag=(name,)))
    return {slot: tuple(fills) for slot, fills in out.items()}


_HOMES = frozenset("house home residence apartment office headquarter building mansion".split())
_OF_WHOM = {
    "DIPLOMAT": "DIPLOMAT OFFICE OR RESIDENCE",
    "GOVERNMENT OFFICIAL": "GOVERNMENT OFFICE OR RESIDENCE",
    "LEGAL OR JUDICIAL": "GOVERNMENT OFFICE OR RESIDENCE",
    "POLITICAL FIGURE": "POLITICAL FIGURE OFFICE OR RESIDENCE",
    "LAW ENFORCEMENT": "LAW ENFORCEMENT FACILITY",
    "ACTIVE MILITARY": "GOVERNMENT OFFICE OR RESIDENCE",
}


def type_of(name: str) -> str:
    """The type of a thing by its words: a home or office by whose it is."""
    words = tables.bases(name)
    hit = tables.things().last(words)
    owner = tables.people().last(words)
    if owner is not None and owner.type in _OF_WHOM and set(words) & _HOMES and (hit is None or hit.weak):
        return _OF_WHOM[owner.type]
    return hit.type if hit else "OTHER"


def _number(text: str, mentions: Sequence[Chars]) -> str:
    said = [amounts.amount(text, *at) for at in mentions]
    return next((n for n in said if n not in {"1", "PLURAL"}), said[0])


def _effect(text: str, mentions: Sequence[Chars], incident: Incident) -> str:
    cues = effects.TAKEN if incident.type == "ROBBERY" else effects.THINGS
    for at in mentions:
        if found := effects.nearest(text, at, cues):
            return found
    return "SOME DAMAGE" if incident.type == "ARSON" else ""

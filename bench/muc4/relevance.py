"""Which incidents the task wants: recent, particular, and done to others than soldiers alone (part1, 1.0)."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bench.muc4 import people, things
from bench.muc4.fillers import TARGET, Filler, said
from bench.muc4.incidents import Incident
from bench.muc4.keys import Message

RECENT = timedelta(days=60)
"""Older incidents are background (1.0, 6: two months)."""


def is_wanted(message: Message, incident: Incident, fillers: Sequence[Filler]) -> bool:
    """Whether an incident belongs in the database."""
    return _is_particular(message.body, fillers) and _is_recent(message, incident) and not _is_general(incident)


def _is_particular(text: str, fillers: Sequence[Filler]) -> bool:
    """Whether it is said to what or to whom it was done, and not to soldiers or their posts alone (1.0, 1 and 7)."""
    hit = [things.type_of(said(text, f.start, f.end)) for f in fillers if f.role == TARGET]
    hurt = [people.type_of(text, person) for person in people.victims(text, fillers)]
    return any(t != "LAW ENFORCEMENT FACILITY" for t in hit) or any(t != "ACTIVE MILITARY" for t in hurt)


def _is_recent(message: Message, incident: Incident) -> bool:
    days = incident.days()
    return not days or message.published is None or max(days) >= message.published.first_day - RECENT


_PLURAL = re.compile(r"(?:INGS|ACKS|IONS|ENTS|DERS|SHES)$")


def _is_general(incident: Incident) -> bool:
    """Whether it is told of in the plural alone: "the kidnappings", "attacks" (1.0, 7)."""
    cues = [s.cue.quote.upper() for s in incident.told if s.cue]
    return bool(cues) and all(_PLURAL.search(c) for c in cues)

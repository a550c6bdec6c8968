"""Which incidents the task wants: recent, particular, and done to others than soldiers and guerrillas (part1, 1.0)."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bench.muc4 import people, things
from bench.muc4.fillers import TARGET, Filler
from bench.muc4.incidents import Incident
from bench.muc4.keys import Message

RECENT = timedelta(days=60)
"""Older incidents are background (1.0, 6: two months)."""
_OF_ARMS = frozenset({"ACTIVE MILITARY"})
_PLURAL = re.compile(r"(?:INGS|ACKS|IONS|ENTS|DERS|SHES)$")


def is_wanted(message: Message, incident: Incident, fillers: Sequence[Filler]) -> bool:
    """Whether an incident belongs in the database."""
    return _is_particular(message, fillers) and _is_recent(message, incident) and not _is_general(incident)


def _is_particular(message: Message, fillers: Sequence[Filler]) -> bool:
    """Whether it says to what or whom it was done, and that not soldiers alone."""
    targets = [f for f in fillers if f.role == TARGET]
    victims = people.victims(message.body, fillers)
    if targets and any(things.type_of(f.quote) != "LAW ENFORCEMENT FACILITY" for f in targets):
        return True
    return any(people.type_of(message.body, p) not in _OF_ARMS for p in victims)


def _is_recent(message: Message, incident: Incident) -> bool:
    days = incident.days()
    return not days or message.published is None or max(days) >= message.published.first_day - RECENT


def _is_general(incident: Incident) -> bool:
    """Whether it is told of in the plural alone: "the kidnappings", "attacks"."""
    cues = [s.cue.quote.upper() for s in incident.told if s.cue]
    return bool(cues) and all(_PLURAL.search(c) for c in cues)

"""Those who did it: slots 8 to 11, from the fillers that name them and from how the statements blame them.

How sure a message is of an organisation is read off Tocsin's own assessment of the incident: the statuses that its
statements give the actor. The task's decision tree (template-doc-part2, slot 11) asks for doubt that is expressed: an
act that an official tells as a fact is reported as fact, where Tocsin calls the doer accused by authorities.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from bench.muc4 import tables
from bench.muc4.fillers import PERP_IND, PERP_ORG, Filler, said
from bench.muc4.incidents import Incident
from bench.muc4.keys import Fill
from bench.muc4.sentences import sentence
from tocsin import grading
from tocsin.model import Actor, Certainty, Kind, Program, Statement, Status
from tocsin.model import Incident as Group
from tocsin.reading import lexicon

MOST_PEOPLE = 2
"""A template names so many individuals at most; of the templates of the train part 5 in 360 looked at hold more."""
FACT, CLAIMED, SUSPECTED = "REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED"
BY_AUTHORITIES, POSSIBLE, ACQUITTED = "SUSPECTED OR ACCUSED BY AUTHORITIES", "POSSIBLE", "ACQUITTED"


@dataclass(slots=True)
class Organisation:
    """One organisation: the actor of Tocsin's tables where it is known, its names in the text, where they stand."""

    actor: Actor | None
    names: list[str] = field(default_factory=list)
    at: list[tuple[int, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that is used most, the longest of several."""
        return max(self.names, key=lambda n: (self.names.count(n), len(n)))


def organisations(text: str, fillers: Iterable[Filler]) -> list[Organisation]:
    """The organisations that some fillers name, each once."""
    found: list[Organisation] = []
    for filler in (f for f in fillers if f.role == PERP_ORG):
        name = said(text, filler.start, filler.end)
        actor = actor_of(text, filler)
        known = next((o for o in found if _are_one(o, actor, name)), None)
        if known is None:
            known = Organisation(actor=actor)
            found.append(known)
        known.names.append(name)
        known.at.append((filler.start, filler.end))
    return found


def actor_of(text: str, filler: Filler) -> Actor | None:
    """The actor of Tocsin's tables that a filler names."""
    hits = lexicon.actor_matcher().find(text, lexicon.tokens(text, filler.start, filler.end))
    return next((h.items[0] for h in hits), None)


def _are_one(known: Organisation, actor: Actor | None, name: str) -> bool:
    if actor is not None and known.actor is not None:
        return actor.id == known.actor.id
    return any(set(name.split()) <= set(n.split()) or set(n.split()) <= set(name.split()) for n in known.names)


def individuals(text: str, fillers: Iterable[Filler]) -> list[str]:
    """The people that some fillers name or describe as doers, each once by the noun."""
    found: dict[str, str] = {}
    for filler in (f for f in fillers if f.role == PERP_IND):
        phrase = said(text, filler.start, filler.end)
        words = tables.bases(phrase)
        stop = tables.noun_stop(words)
        found.setdefault(words[stop - 1] if words else phrase, phrase)
    return list(found.values())


def slots(
    text: str, incident: Incident, fillers: Sequence[Filler], message: Sequence[Filler]
) -> dict[str, tuple[Fill, ...]]:
    """Slots 8 to 11; `message` are the fillers of the whole message."""
    people, named = individuals(text, fillers)[:MOST_PEOPLE], _doer(text, incident, fillers)
    sure = _statuses(incident)
    inferred = [] if named else _only(text, message)
    doubts = {o.name: _confidence(text, o, incident, sure) for o in named} | {
        o.name: _by_words(text, o, incident) for o in inferred
    }
    held = [*named, *inferred]
    return {
        "perp_category": (Fill(forms=(_category(people, held),)),),
        "perp_individual": tuple(Fill(forms=(p,)) for p in people),
        "perp_org": tuple(Fill(forms=(o.name,)) for o in held),
        "perp_org_confidence": tuple(Fill(forms=(doubts[o.name],), tag=(o.name,)) for o in held),
    }


def _doer(text: str, incident: Incident, fillers: Sequence[Filler]) -> list[Organisation]:
    """The organisation that is named first in the sentences of an incident; a key hardly ever has two of one act."""
    found = organisations(text, fillers)
    inside = (o for o in found if any(start <= at < end for at, _ in o.at for start, end in incident.passages))
    return list(islice(inside, 1))


def _only(text: str, message: Sequence[Filler]) -> list[Organisation]:
    """The organisation of a message that names just one as a doer."""
    found = organisations(text, message)
    return found if len(found) == 1 else []


_STATE = re.compile(
    r"\b(?:ARMY|ARMED FORCES|MILITARY|POLICE|GOVERNMENT|AIR FORCE|NAVY|SOLDIERS?|TROOPS|BATTALION|BRIGADE|NATIONAL GUARD|"
    r"REGIME|HIGH COMMAND|LIEUTENANTS?|COLONEL|OFFICERS?|DEATH SQUADS?|UNIFORMS?|INTELLIGENCE|SECURITY FORCES?|"
    r"CIVIL DEFENSE|PARAMILITARY|INFANTRY|CARABINEROS|PRESIDENT)\b"
)


def _category(people: Sequence[str], named: Sequence[Organisation]) -> str:
    """By whom: those of the state or others."""
    groups = any(_is_group(o) for o in named)
    state = any(_is_of_state(o) for o in named) or any(_STATE.search(p) for p in people)
    return "STATE-SPONSORED VIOLENCE" if state and not groups else "TERRORIST ACT"


def _is_group(named: Organisation) -> bool:
    return named.actor is not None and named.actor.id in lexicon.groups()


def _is_of_state(named: Organisation) -> bool:
    return not _is_group(named) and _STATE.search(named.name) is not None


# ---- how sure


_BY = Program(name="bench", version="1")
_AT = datetime(1992, 6, 1, tzinfo=UTC)


def _statuses(incident: Incident) -> Mapping[str, list[tuple[Status, Statement]]]:
    """What Tocsin's assessment of an incident says of each actor, by id: statuses, each with its statements."""
    held = {s.id: s for s in (*incident.told, *incident.about)}
    if not held:
        return {}
    group = Group(id=next(iter(held)), statements=tuple(held))
    made = grading.assess(group, evidence=grading.evidence(held, ()), grades={}, previous=None, by=_BY, at=_AT)
    return {
        a.actor.id: [(s.status, held[i]) for s in a.standings for i in s.statements if i in held]
        for a in made.attributions
        if a.actor is not None
    }


def _confidence(
    text: str, named: Organisation, incident: Incident, sure: Mapping[str, list[tuple[Status, Statement]]]
) -> str:
    said = sure.get(named.actor.id, []) if named.actor else []
    order = [_as_told(status, statement) for status, statement in said]
    for wanted in (ACQUITTED, CLAIMED, BY_AUTHORITIES, SUSPECTED, FACT):
        if wanted in order:
            return wanted
    return _by_words(text, named, incident)


def _as_told(status: Status, statement: Statement) -> str:
    sure = statement.kind is Kind.ATTACK and statement.factuality.certainty is Certainty.CERTAIN
    if status in {Status.ACQUITTED, Status.CLAIMED}:
        return ACQUITTED if status is Status.ACQUITTED else CLAIMED
    if sure or status in {Status.REPORTED_AS_FACT, Status.CONFIRMED}:
        return FACT
    if status is Status.ACCUSED_BY_AUTHORITIES:
        return BY_AUTHORITIES
    return SUSPECTED if status in {Status.ACCUSED, Status.SUSPECTED} else ""


_CLAIMS = re.compile(r"\bCLAIM(?:ED|S|ING)?\b[^.]{0,40}\b(?:RESPONSIBILITY|CREDIT)|\bADMITTED\b|\bTOOK RESPONSIBILITY")
_BLAMES = re.compile(
    r"\b(?:ACCUS|BLAM|ATTRIBUT|SUSPECT|PRESUM|ALLEG|APPARENTLY|SUPPOSED|BELIEVE[DS]?\b|REPORTEDLY|IMPLICAT|LINKED|DENOUNC|"
    r"PROBABLY|POSSIBLY|SEEMS?\b|CHARGED\b|(?:MIGHT|MAY|COULD) HAVE\b)|"
    r"\bRESPONSIBLE FOR\b|\bBEHIND THE\b|\bINVOLVED IN\b"
)
_AUTHORITY = (
    r"(?:POLICE|AUTHORITIES|ARMY|MILITARY|GOVERNMENT|MINIST(?:ER|RY)|PRESIDENT|OFFICIALS?|COPREFA|DAS|JUDGE|COLONEL|"
    r"GENERAL)\b"
)
_SAYS = r"(?:ACCUS|BLAM|ATTRIBUT|SUSPECT|SAID|SAYS|REPORTED|BELIEVE|ANNOUNCED|STATED|ADDED|CHARGED|INDICATED|PRESUME|ALLEGE)"
_OFFICE = re.compile(
    rf"\b{_AUTHORITY}[^.]{{0,60}}?\b{_SAYS}|\b(?:SUSPECTED|BLAMED|ACCUSED|ATTRIBUTED|ACCORDING TO|SAID) (?:\w+ ){{0,4}}{_AUTHORITY}"
)
"""An authority that says so itself, and not one that is merely named beside it."""


def _by_words(text: str, named: Organisation, incident: Incident) -> str:
    """How sure the sentences that name an organisation are, by their words, where no statement gives it a status."""
    inside = [at for at in named.at if any(start <= at[0] < end for start, end in incident.passages)]
    for at in inside or named.at:
        start, end = sentence(text, *at)
        said = " ".join((text[start : at[0]] + " " + text[at[1] : end]).upper().split())
        if _CLAIMS.search(said):
            return CLAIMED
        if _BLAMES.search(said):
            return BY_AUTHORITIES if _OFFICE.search(said) and not _is_of_state(named) else SUSPECTED
    return FACT

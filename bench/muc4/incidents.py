"""Statements of one message to incidents as MUC-4 counts them: by type, place and day."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from bench.muc4.dates import when
from tocsin.model import Kind, Reading, Stage, Statement, Where

EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT})


@dataclass(slots=True)
class Incident:
    """One incident: its type, the statements that tell of it and about it, in order, and where they say it was.

    `spans` are further sentences about it, in which no statement stands.
    """

    type: str
    told: list[Statement] = field(default_factory=list)
    about: list[Statement] = field(default_factory=list)
    sites: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def passages(self) -> list[tuple[int, int]]:
        """The sentences that tell of it, and that say something about it."""
        return sorted({(s.passage.start, s.passage.end) for s in (*self.told, *self.about)} | set(self.spans))

    def days(self) -> set[date]:
        """The days on which it is said to have been."""
        return {w.first_day for s in self.told for w in when(s)}


def where(statement: Statement) -> list[Where]:
    """The places of a statement that are resolved."""
    return [m.resolved for m in statement.roles.place if isinstance(m.resolved, Where)]


_TYPES = (
    ("KIDNAPPING", r"kidnap|kidap|abduct|hostage|seized?\b.*\b(?:man|men|priest|mayor|journalist)|disappear"),
    ("HIJACKING", r"hijack"),
    ("ARSON", r"\bset (?:\w+ ){0,4}?(?:on )?(?:fire|ablaze|alight)|\bburn|arson|torch"),
    ("BOMBING", r"bomb|explo|dynamit|blast|blew up|blow(?:n|ing)? up|detonat|\bmined?\b"),
    ("ROBBERY", r"\brob(?:bed|bery|bing)?\b|\bstole|\bsteal|\bloot"),
    ("FORCED WORK STOPPAGE", r"armed strike|work stoppage|transport(?:ation)? (?:strike|stoppage)"),
)
_FROM_AIR = re.compile(r"air ?force|plane|aircraft|helicopter|aerial|air raid|a-37|strafe", re.IGNORECASE)


def type_of(statement: Statement) -> str:
    """The type of incident that a statement tells of; ATTACK where nothing says more."""
    cue = statement.cue.quote if statement.cue else ""
    content = " ".join(" ".join(s.quote.split()) for s in statement.content)
    return type_by(cue) or type_by(content) or "ATTACK"


def type_by(words: str) -> str:
    """The type of incident that some words tell of; "" where none does."""
    for name, said in _TYPES:
        if re.search(said, words, re.IGNORECASE):
            return "ATTACK" if name == "BOMBING" and _FROM_AIR.search(words) else name
    return ""


def is_told(statement: Statement) -> bool:
    """Whether a statement tells of an act, and not that there was none."""
    return (
        statement.kind in EVENTS and not statement.suggestion
        and statement.positive
    )  # fmt: skip


def stage_of(told: Iterable[Statement]) -> str:
    """How far it got."""
    stages = [s.stage for s in told]
    if not stages or any(s is Stage.ACCOMPLISHED or s is None for s in stages):
        return "ACCOMPLISHED"
    return "ATTEMPTED" if Stage.ATTEMPTED in stages or Stage.FOILED in stages else "THREATENED"


ABOUT = frozenset({Kind.TOLL, Kind.CLAIM, Kind.ACCUSATION, Kind.CONFIRMATION})
"""What is said about an incident told elsewhere."""


Sites = Callable[[int, int], frozenset[str]]
"""The towns and finer places that a stretch of a message names."""


def incidents(reading: Reading, sites: Sites) -> list[Incident]:
    """The incidents of a message, in order of first telling.

    What is said about one goes to the last told before it, and to the first where none was.
    """
    out: list[Incident] = []
    early: list[Statement] = []
    about = early
    for statement in sorted(reading.statements, key=lambda s: s.content[0].start):
        if is_told(statement):
            about = _place(statement, out, sites).about
        elif statement.kind in ABOUT and not statement.suggestion:
            about.append(statement)
    if out:
        out[0].about[:0] = early
    return out


def _place(statement: Statement, known: list[Incident], sites: Sites) -> Incident:
    """Put a statement to the last incident that it may tell of and that is not plainly another, or to a new one."""
    one = Incident(
        type=type_of(statement), told=[statement], sites=set(sites(statement.passage.start, statement.passage.end))
    )
    for incident in reversed(known):
        if _fits(incident, one) and not _apart(incident.days(), one.days()) and not _apart(incident.sites, one.sites):
            incident.told.append(statement)
            incident.sites |= one.sites
            return incident
    known.append(one)
    return one


_NEAR = 400
"""Characters between two tellings within which the dead and wounded are those of the bomb told before."""
_GENERAL = re.compile(r"(?i)^(?:kill|wound|injur|attack|die|assault|explo|blast|action|incident|hurt|dead|destr|damag)")


def _fits(incident: Incident, one: Incident) -> bool:
    """Whether two are of one type, or one only tells in general words of the bomb just told of."""
    if incident.type == one.type:
        return True
    last, new = incident.told[-1], one.told[0]
    general = one.type == "ATTACK" and new.cue is not None and _GENERAL.search(new.cue.quote) is not None
    return incident.type == "BOMBING" and general and new.passage.start - last.passage.end < _NEAR


def _apart(left: set[date] | set[str], right: set[date] | set[str]) -> bool:
    return bool(left) and bool(right) and not left & right

"""Incidents, and what we think of them: links, grades, attributions, assessments."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent, Person, by_a_person
from tocsin.model.ids import identity
from tocsin.model.scales import (
    Confidence,
    Credibility,
    Judgement,
    Likelihood,
    Reliability,
    Stage,
    Status,
)
from tocsin.model.spans import Actor, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One named comparison of two statements and what it weighed, in hundredths."""

    name: str
    weight: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement that two statements (by id) are about one incident, or are not; a later one supersedes."""

    left: str
    right: str
    judgement: Judgement
    because: str
    by: Agent
    at: datetime
    features: tuple[Feature, ...] = ()
    signature: str = ""

    @property
    def id(self) -> str:
        """The digest of the pair, the judgement, who made it and when."""
        return identity(*sorted((self.left, self.right)), self.judgement, repr(self.by), self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What SAME links connect; it may not have happened yet.

    `id` is the id of its first-recorded statement; when two merge the older id stays and the
    other becomes an alias. `statements` are ids in the order of recording. `title`, `stage`,
    `time` and `place` are read off the statements, never typed.
    """

    id: str
    statements: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    title: str = ""
    stage: Stage | None = None
    time: When | None = None
    place: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How far an incident has got and whether it may still come, in words; worked out each time, and never recorded."""

    incident: str
    open: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A person closes an incident to duty: what was feared is over, and why."""

    incident: str
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The Admiralty marks of one statement: its source's reliability and its own credibility, two marks."""

    statement: str
    reliability: Reliability
    credibility: Credibility
    because: str
    by: Agent
    at: datetime
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whom statements go back to: an institution, or a cluster of copies. Independence counts origins."""

    id: str
    name: str
    because: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One status of an actor in an incident, and the statements (by id) that give it."""

    status: Status
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """That an actor, or somebody unknown (`actor` is None), did it; proposed until a person signs it.

    `likelihood` comes from the published table; `confidence` is another matter and another
    field. `origins` are the independent origins among the supporting statements.
    """

    incident: str
    actor: Actor | None
    standings: tuple[Standing, ...]
    likelihood: Likelihood
    confidence: Confidence
    supporting: tuple[str, ...]
    contradicting: tuple[str, ...]
    origins: tuple[str, ...]
    because: str
    signed: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassessment:
    """A standing assessment (by statement id) that other statements speak against, both sides shown."""

    statement: str
    against: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What we think of an incident: all rivals, unknown among them; what would change it; what changed."""

    incident: str
    attributions: tuple[Attribution, ...]
    would_change: tuple[str, ...]
    changed: tuple[str, ...]
    due: tuple[Reassessment, ...]
    by: Agent
    at: datetime
    note: str = ""
    signature: str = ""

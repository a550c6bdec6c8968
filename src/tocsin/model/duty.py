"""The duty to warn: who is in our care, which tests, what was proposed and what a person ruled."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent, Person, Program, by_a_person
from tocsin.model.ids import identity
from tocsin.model.scales import Consulted, Delivery, Met, ProtectedKind, Task, Tlp, Weighed
from tocsin.model.spans import When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One way to reach somebody: a channel ("mail", "folder", "screen") and an address in it."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Protector:
    """Somebody responsible for protecting an entry of the register."""

    name: str
    role: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A person, group, institution or place in our care (UN SRM).

    `languages` are ISO 639-1, best first; `clearance` is the most restricted marking they may see; `groups` are the
    circles they belong to, as a threat would name them ("schools"); `invented` marks what exists only for examples.
    `stays` are the days on which they are at their place, where they are not always: a tour, a summit, a shift.
    """

    id: str
    name: str
    kind: ProtectedKind
    place: Where
    languages: tuple[str, ...]
    contacts: tuple[Contact, ...]
    protectors: tuple[Protector, ...] = ()
    clearance: Tlp = Tlp.CLEAR
    groups: tuple[str, ...] = ()
    invented: bool = False
    stays: tuple[When, ...] = ()

    @property
    def ways(self) -> tuple[Contact, ...]:
        """How they are reached: by their own contacts, then by those of their protectors."""
        return (*self.contacts, *(c for p in self.protectors for c in p.contacts if c not in self.contacts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The people and places in our care; `digest` is of the file's bytes."""

    name: str
    digest: str
    entries: tuple[Protected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What would keep an entry of the register from being warned, and what to do now; worked out, never recorded.

    `grave` where no way to the entry is left: no channel that the office has set up leads to it or to a protector.
    """

    entry: str
    what: str
    now: str
    grave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One test of a policy, with its source; `verified` says whether the source was read."""

    id: str
    test: str
    text: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One thing that the warning itself may do, as a question; no answer to it decides anything.

    `test` names what answers it; `verified` says whether the source was read.
    """

    id: str
    test: str
    question: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One enumerated ground on which a person may waive the duty; there is no "other"."""

    id: str
    text: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Whom a clock rings: a `role`, whose contacts the office names, so many `minutes` after it is due.

    Less than 0 is before it is due.
    """

    role: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The tests as data; all rules are needed; doubt resolves towards warning.

    `hours` is the time allowed from becoming aware to the decision; `hours_source` says who set it. `rings` are those
    who are rung when time runs out; `harms` are what the warning itself may do, for a person to weigh. So many
    `approvers` must sign a notice, none of whom ruled on it or submitted it. Whoever is asked to pass a notice on is to
    say within `relay_minutes` of it that they did, which `relay_source` set; None is by when the duty was due.
    """

    id: str
    title: str
    version: str
    source: str
    hours: int
    hours_source: str
    rules: tuple[Rule, ...]
    grounds: tuple[Ground, ...]
    digest: str
    rings: tuple[Ring, ...] = ()
    approvers: int = 1
    harms: tuple[Harm, ...] = ()
    relay_minutes: int | None = None
    relay_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer to one test, or to one question of harm, and the statements (by id) it rests on."""

    rule: str
    met: Met
    statements: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """They are to be warned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnUnnamed(Warn):
    """They are to be warned, and not told by whom; `because` is why, in writing, for the record alone.

    Only a person rules so: where nothing else keeps people, sources or methods safe (ICD 191). No program proposes it.
    """

    because: str

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise ValueError("a warning without our name has a written reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive:
    """They are not to be warned, on an enumerated ground, justified in writing, by a person."""

    ground: str
    justification: str
    by: Person

    def __post_init__(self) -> None:
        if not self.ground.strip() or not self.justification.strip():
            raise ValueError("a waiver has a ground and a written justification")
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuty:
    """A criterion of the policy is not met, so that there is no duty."""

    criterion: str
    justification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer:
    """Somebody else must answer a question first; the clock runs on."""

    question: str


Ruling = Warn | WarnUnnamed | Waive | NoDuty | Refer


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """A statement (its id) of what is to come that repeats none before it, and since when a duty reckons with it."""

    statement: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyProposal:
    """What the program proposes for one incident and one entry; it binds nobody.

    A program may propose to warn, to find no duty, or to ask; never to waive. `became_aware` is when
    the first statement that the findings rest on was received; `due` is the policy's hours later.
    `harms` are the answers to what the warning itself may do: nothing is proposed on account of them. `foretold` is all
    that is said of what is to come, each thing once: what came after a ruling to warn is told from it.
    """

    incident: str
    protected: str
    policy: str
    findings: tuple[Finding, ...]
    proposes: Warn | NoDuty | Refer
    because: str
    became_aware: datetime
    due: datetime
    by: Program
    at: datetime
    harms: tuple[Finding, ...] = ()
    foretold: tuple[Foretold, ...] = ()

    @property
    def id(self) -> str:
        """The digest of incident, entry and policy: later proposals for the three supersede earlier ones."""
        return identity("proposal", self.incident, self.protected, self.policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDecision:
    """What a person ruled on a proposal, on which findings, under which policy (by digest)."""

    proposal: str
    incident: str
    protected: str
    findings: tuple[Finding, ...]
    ruling: Ruling
    policy: str
    became_aware: datetime
    due: datetime
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)

    @property
    def id(self) -> str:
        """The digest of the proposal, the ruling, who ruled and when."""
        return identity("decision", self.proposal, repr(self.ruling), self.by.name, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """That a duty was spoken of with somebody, `whom`, what came of it, and in which words (ICD 191; 7 FAM 052.1).

    It settles nothing: no clock waits for an answer, and nobody's objection is a ruling.
    """

    proposal: str
    outcome: Consulted
    whom: str
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)

    @property
    def id(self) -> str:
        """The digest of the proposal, what came of it, with whom, who says so and when."""
        return identity("consultation", self.proposal, self.outcome, self.whom, self.by.name, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """That a person weighed a `harm` (its id) which warning may do, what they made of it, and in which words.

    It rules on nothing: no warning waits for it, and there is no weighing for silence, which only a ruling is.
    """

    proposal: str
    harm: str
    weighed: Weighed
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)

    @property
    def id(self) -> str:
        """The digest of the proposal, the harm, what was made of it, who says so and when."""
        return identity("weighing", self.proposal, self.harm, self.weighed, self.by.name, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A decision must be taken again, because what it rested on was corrected or retracted."""

    decision: str
    because: str
    by: Agent
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a person must do, `about` which proposal or notice (its id), and by when; worked out, never recorded.

    `since` is when it began to run: when we became aware, when the notice was drawn up, when its ruling fell, or when
    more was said than the ruling to warn rests on.
    """

    task: Task
    about: str
    incident: str
    protected: str
    recipient: str
    policy: str
    since: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Somebody was rung about a clock that runs out: in which role, by which contact, and what is known of it.

    `due` and `minutes` are the clock's and the policy's, so that a clock which was set anew rings anew. `contact` is
    None where the office names nobody for the role.
    """

    about: str
    task: Task
    due: datetime
    role: str
    minutes: int
    contact: Contact | None
    outcome: Delivery
    because: str
    by: Agent
    at: datetime

    @property
    def id(self) -> str:
        """The digest of what was rung about, for which moment, and whom by which contact: each rings once."""
        where = (self.contact.channel, self.contact.address) if self.contact else ("", "")
        return identity("rung", self.about, self.task, self.due.isoformat(), self.role, self.minutes, *where)

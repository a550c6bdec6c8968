"""Warnings as they leave: notices, approvals, attempts, receipts, disclosures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent, Person, by_a_person
from tocsin.model.duty import Contact
from tocsin.model.ids import digest, identity
from tocsin.model.scales import Delivery, NoticeKind, NoticeStatus, Relayed, Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a notice and the statements (by id) it draws on; empty only for advice and form."""

    text: str
    draws_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Whether one statement was told to the recipient of a notice or kept back, and why."""

    statement: str
    told: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One version of a warning for one recipient (an entry's id) or the "public".

    `above` and `below` are the lines on either side of the tear line (ICD 209): below is
    actionable alone and reveals nothing withheld; an alert has only `below`. `body` is the
    exact text that leaves (CAP 1.2 XML, or the briefing), `media_type` says which. `revises` is the id of
    the notice that this one extends, to which it adds a language, or which, where it `cancels`, it takes back.
    One that goes `unnamed` tells its reader nowhere from whom it comes, on the way neither.
    """

    kind: NoticeKind
    incident: str
    decision: str
    recipient: str
    contacts: tuple[Contact, ...]
    language: str
    status: NoticeStatus
    marking: Tlp
    headline: str
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    disclosures: tuple[Disclosure, ...]
    media_type: str
    body: str
    sent: datetime
    expires: datetime
    identifier: str
    groups: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    revises: str = ""
    cancels: bool = False
    unnamed: bool = False

    @property
    def id(self) -> str:
        """The digest of the exact text, the recipient and the decision."""
        return identity("notice", digest(self.body), self.recipient, self.decision, self.kind)

    @property
    def draws_on(self) -> tuple[str, ...]:
        """Every statement a line draws on, in order, once."""
        return tuple(dict.fromkeys(s for line in (*self.above, *self.below) for s in line.draws_on))

    @property
    def withholds(self) -> tuple[str, ...]:
        """Every statement kept back from the recipient."""
        return tuple(d.statement for d in self.disclosures if not d.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A person read exactly this text (`body` is its digest) and asks for its approval; somebody else gives that."""

    notice: str
    body: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A person approved exactly this text (`body` is its digest)."""

    notice: str
    body: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A person has a notice that went out hold until a later moment, and why; a new version is drawn up for it."""

    notice: str
    until: datetime
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """A person takes a notice back that went out, and why. What is still queued stops; a new version says so."""

    notice: str
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A notice's words in another language (its tag, as "ru"), supplied by a person; nothing here is translated by us.

    `body` is the digest of the text that was rendered: these words hold for no other. `doubts` are what a machine
    points out of it, numbers and places; it cannot find a "not" that was dropped.
    """

    notice: str
    body: str
    language: str
    event: str
    headline: str
    description: str
    instruction: str
    by: Person
    at: datetime
    doubts: tuple[str, ...] = ()
    signature: str = ""

    @property
    def id(self) -> str:
        """The digest of the text that was rendered, for whom, the language, and the words."""
        return identity(
            "rendering", self.notice, self.body, self.language, self.event, self.headline, self.description,
            self.instruction,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One step of a notice, which is one version, that somebody else, `to`, was asked to pass on to whom it is for.

    `because` is what was said, in words. `confirms` is who says that it was passed on, and "" at every other step. To
    have asked somebody, or that they took it on, tells nobody: no clock and no escalation stops for it.
    """

    notice: str
    to: str
    step: Relayed
    because: str
    by: Person
    at: datetime
    confirms: str = ""
    signature: str = ""

    def __post_init__(self) -> None:
        if not self.to.strip() or not self.because.strip():
            raise ValueError("a relay says who was asked to pass it on, and what was said")
        if (self.step is Relayed.PASSED_ON) != bool(self.confirms.strip()):
            raise ValueError("that it was passed on is confirmed by somebody, and nothing else is")
        by_a_person(self.by)

    @property
    def id(self) -> str:
        """The digest of the notice, who was asked, the step, who confirms it, who says so and when."""
        return identity("relay", self.notice, self.to, self.step, self.confirms, self.by.name, self.at.isoformat())


def enough(notice: Notice, approvals: Iterable[Approval], *, needed: int) -> bool:
    """Whether as many people as are needed approved exactly this text; one person is one, in every spelling."""
    return len({a.by.known_as for a in approvals if a.body == digest(notice.body)}) >= needed


def delivery_key(notice: str, contact: Contact) -> str:
    """The idempotency key of a notice (which is one version for one recipient), a channel and an address."""
    return identity("delivery", notice, contact.channel, contact.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Written before a notice is sent: to which contact, for which time (`number` counts from 1)."""

    notice: str
    contact: Contact
    number: int
    by: Agent
    at: datetime

    @property
    def id(self) -> str:
        """The digest of notice, contact and number; the number is the attempt's fencing token."""
        return identity("attempt", self.notice, self.contact.channel, self.contact.address, self.number)

    @property
    def key(self) -> str:
        """The idempotency key, the same for every attempt: see `delivery_key`."""
        return delivery_key(self.notice, self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Written after: what became of an attempt. An attempt without a receipt is unknown."""

    attempt: str
    notice: str
    channel: str
    outcome: Delivery
    because: str
    by: Agent
    at: datetime

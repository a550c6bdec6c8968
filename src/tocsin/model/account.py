"""What was told to whom, worked out from our own record; and what others say was told, kept apart from it."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent, Person
from tocsin.model.duty import Contact
from tocsin.model.ids import identity
from tocsin.model.scales import Delivery, Heard, Matter, NoticeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What somebody else says was told of an incident, entered by a person; it never changes our own record.

    `who` says in `words` that `recipient` (an entry's id, "public", or whoever is named) was told these matters and
    was not told those. `notice` names one of ours where the account is about it, else it is "". `source` is where the
    account stands: a report's id, or words. `at` is when it was entered.
    """

    incident: str
    who: str
    recipient: str
    told: tuple[Matter, ...]
    untold: tuple[Matter, ...]
    words: str
    source: str
    by: Person
    at: datetime
    notice: str = ""
    signature: str = ""

    def __post_init__(self) -> None:
        if not all(part.strip() for part in (self.who, self.recipient, self.words, self.source)):
            raise ValueError("an account has somebody who gives it, a recipient, their words, and where these stand")
        if not self.told and not self.untold:
            raise ValueError("an account says of some matter that it was told, or that it was not")
        if set(self.told) & set(self.untold):
            raise ValueError("an account says of one matter that it was told, or that it was not, and never both")

    @property
    def id(self) -> str:
        """The digest of incident, notice, recipient, who says it, in which words, and where these stand."""
        return identity("account", self.incident, self.notice, self.recipient, self.who, self.words, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What our record holds of one statement, one recipient, and one way of one notice; worked out, never recorded.

    `recipient` is an entry's id or "public"; "" stands for everybody, in the row that says that nobody was told.
    `notice` is "" where no notice to them speaks of the statement, and `version` counts those to one recipient about
    the incident from 1. `words` are the notice's lines that tell it. `sent` is the first attempt by this contact
    that may have left, and nothing where each failed or was refused; `outcome` the most that is known of the attempts,
    since `known`, by the word of `by`. `public` is what the public had of the same when it was first sent, or at the
    end where it was not, and `public_since` since when.
    `parts` is how much of the statement those words tell: "word for word", and the roles that they name. `status` is
    the notice's own: an exercise warns nobody.
    `later` is what became of it afterwards: its report was corrected, a newer notice leaves it out.
    """

    incident: str
    statement: str
    recipient: str
    heard: Heard
    because: str
    notice: str = ""
    version: int = 0
    status: NoticeStatus | None = None
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    contact: Contact | None = None
    sent: datetime | None = None
    outcome: Delivery | None = None
    known: datetime | None = None
    by: Agent | None = None
    public: Heard = Heard.NOT_TOLD
    public_since: datetime | None = None
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """That an account and another, or our own record (`against` is ""), do not agree on a matter: both, side by side.

    `sure` where both cannot be right; else our record does not know whether what went out arrived.
    """

    account: str
    against: str
    matter: Matter
    says: str
    against_says: str
    sure: bool

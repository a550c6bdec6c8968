"""What was told to whom, on our own record; and what others say was told, kept apart from it."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Person
from tocsin.model.ids import identity
from tocsin.model.scales import Delivery, Matter


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

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.words.strip() or not self.source.strip():
            raise ValueError("an account has somebody who gives it, their words, and where these stand")
        if set(self.told) & set(self.untold):
            raise ValueError("an account says of one matter that it was told, or that it was not")

    @property
    def id(self) -> str:
        """The digest of incident, notice, recipient, who says it, and in which words."""
        return identity("account", self.incident, self.notice, self.recipient, self.who, self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whether one statement was told to one recipient, by our own record; worked out, and never recorded itself.

    `told` only where a notice that tells it may have gone out: then `notice` is the first that did, `sent` its first
    attempt, `reach` the best that is known of it. `public` is since when a notice to the public told the same, and
    `public_then` whether it did by the time this one was told, or by now where it was not.
    """

    incident: str
    statement: str
    recipient: str
    told: bool
    because: str
    notice: str
    sent: datetime | None
    reach: Delivery | None
    public: datetime | None
    public_then: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """That an account and our own record do not agree on a matter: both, side by side. Neither is put right by it."""

    account: str
    matter: Matter
    they_say: str
    we_hold: str

"""What is on record of sending beside attempts and receipts: whom to turn to next, when to stop, what the feed has."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent
from tocsin.model.duty import Contact
from tocsin.model.ids import identity
from tocsin.model.scales import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Nobody answered for a notice in time, so that it goes to the next contact, too, and why."""

    notice: str
    contact: Contact
    because: str
    by: Agent
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """Nothing more is tried for one contact of a notice, and why.

    `outcome` is CANCELLED where something newer overtook it, EXPIRED where its time ran out, and FAILED or UNKNOWN
    where the limit of attempts was reached.
    """

    notice: str
    contact: Contact
    outcome: Delivery
    because: str
    by: Agent
    at: datetime

    def __post_init__(self) -> None:
        if self.outcome not in _ENDS:
            raise ValueError(f"nobody gives up because it is {self.outcome}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An alert lies in the public feed at an address, and whether it bears the office's signature.

    `because` says why it bears none, and is "" where it bears one. `at` is when it was first seen to lie there so.
    """

    notice: str
    feed: str
    signed: bool
    because: str
    by: Agent
    at: datetime

    @property
    def id(self) -> str:
        """The digest of notice and feed: what is said later of the two supersedes."""
        return identity("publication", self.notice, self.feed)


_ENDS = {Delivery.CANCELLED, Delivery.EXPIRED, Delivery.FAILED, Delivery.UNKNOWN}

"""The terms of delivery: how often and after how long a thing is tried again, and when somebody else is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

_BITS = 2**32
_DOUBLINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How one channel tries again: after `first`, then twice as long each time up to `longest`, `limit` times in all.

    `jitter` is the share of a pause by which it may be longer, so that what failed together does not return together.
    """

    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(hours=1)
    limit: int = 12
    jitter: float = 0.25

    def __post_init__(self) -> None:
        if not timedelta(0) < self.first <= self.longest or self.limit < 1 or not 0 <= self.jitter <= 1:
            raise ValueError("a pause is longer than nothing, a limit at least 1, a jitter between 0 and 1")

    def pause(self, number: int, *, attempt: str) -> timedelta:
        """How long to wait after attempt `number`, whose id is `attempt`: the same attempt always waits as long."""
        doubled: timedelta = self.first * 2 ** min(number - 1, _DOUBLINGS)
        share = int(attempt[:8], 16) / _BITS
        return min(doubled, self.longest) * (1 + self.jitter * share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How this office sends.

    `retry` is by channel, `usual` for the rest. `escalate` is how long a contact has to answer before the next is
    asked; without it all contacts of a notice are told at once. A lease is for `lease`; a dispatcher that says nothing
    for so long has lost what it held. `batch` attempts at most are written down, sent and answered for together: so
    many at most are in doubt after a dispatcher was killed.
    """

    retry: Mapping[str, Retry] = field(default_factory=dict)
    usual: Retry = field(default_factory=Retry)
    escalate: timedelta | None = None
    lease: timedelta = timedelta(minutes=5)
    batch: int = 1

    def __post_init__(self) -> None:
        if self.batch < 1 or self.lease <= timedelta(0) or (self.escalate or self.lease) <= timedelta(0):
            raise ValueError("a batch is at least 1; a lease and the time to answer are longer than nothing")

    @property
    def longest(self) -> timedelta:
        """No wait is longer than this before a slot is looked at again: one that seems so comes of a clock put back."""
        pauses = (retry.longest * (1 + retry.jitter) for retry in (self.usual, *self.retry.values()))
        return max(*pauses, self.lease, self.escalate or self.lease)

    def retry_of(self, channel: str) -> Retry:
        """How a channel tries again."""
        return self.retry.get(channel, self.usual)

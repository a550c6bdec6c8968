"""What became of a danger, judged afterwards, and whether those who were warned of it had it in time."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Person, by_a_person
from tocsin.model.ids import identity
from tocsin.model.scales import Came, Heard
from tocsin.model.spans import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A person judges how a danger turned out that was warned of, or should have been, and why; a later word counts.

    `event` is the incident that came of it, which may be the same one, and "" where none on record did. `began` is when
    it began, as far as that is known, and None where nothing came. It opens no duty, closes none, and changes no grade.
    """

    incident: str
    came: Came
    because: str
    by: Person
    at: datetime
    event: str = ""
    began: When | None = None
    signature: str = ""

    def __post_init__(self) -> None:
        if self.came.happened != (self.began is not None):
            raise ValueError("what came began at some time, and what did not come at none")
        by_a_person(self.by)

    @property
    def id(self) -> str:
        """The digest of the incident, how it turned out, who says so and when."""
        return identity("outcome", self.incident, self.came, self.by.name, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How long before it began somebody had our warning of it; worked out from the record, never recorded.

    `recipient` is an entry's id or "public". `aware` is when we were, `ruled` when it was first ruled to warn them,
    `sent` when a notice may first have left for them, `told` when somebody first answered for one. `heard` is what they
    had of us before it began, and None where it is not known which came first, or when it began. `least` is by how many
    seconds at the least `told` came before it began (`sent`, where nobody had answered by then), less than 0 where it
    came later; `most` at the most; None where nothing was sent, or it is not known when it began. `held` is whether
    such a notice still held when it began, or None. `because` is all of it in words.
    """

    incident: str
    recipient: str
    heard: Heard | None
    because: str
    aware: datetime | None = None
    ruled: datetime | None = None
    sent: datetime | None = None
    told: datetime | None = None
    least: int | None = None
    most: int | None = None
    held: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the dangers of a record turned out, counted; worked out, never recorded.

    `exercise` where they were exercises. `close` are those that came late or elsewhere: hits to some, misses to others.
    `open` may still come; `unjudged` are over, and nobody judged them.
    """

    exercise: bool
    hits: int
    close: int
    misses: int
    false_alarms: int
    averted: int
    unknown: int
    unjudged: int
    open: int

"""What a text says: statements, and the passages that gave none."""

from dataclasses import dataclass
from typing import Self

from tocsin.model.ids import identity
from tocsin.model.scales import (
    Bears,
    Certainty,
    Kind,
    Polarity,
    Publicity,
    RelationType,
    Stage,
    TollEffect,
    TollWho,
    UnreadBecause,
)
from tocsin.model.spans import Mention, Span

_AHEAD = frozenset({Kind.WARNING, Kind.THREAT, Kind.PLOT})
_OVER = frozenset({Stage.FOILED, Stage.ACCOMPLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """Certainty and polarity of the content, according to the innermost speaker (FactBank)."""

    certainty: Certainty
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One of those quoted. `name` is as resolved, else as written; `role` as the text gives it."""

    name: str
    role: str = ""
    mention: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A count of people: at least `low`, at most `high`, best `best`; None where not stated (UCDP)."""

    who: TollWho
    effect: TollEffect
    low: int
    best: int | None
    high: int | None
    mention: Mention

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if known != sorted(known) or self.low < 0:
            raise ValueError(f"a toll runs low, best, high: {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who and what takes part in the event of a statement, each tied to its characters."""

    actor: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    victim: tuple[Mention, ...] = ()
    instrument: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    place: tuple[Mention, ...] = ()
    time: tuple[Mention, ...] = ()

    def all(self: Self) -> tuple[Mention, ...]:
        """Every mention, in the order of the fields."""
        return (
            *self.actor, *self.target, *self.victim, *self.instrument,
            *self.recipient, *self.place, *self.time,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A lasting tie: left is a branch of, based in, active in, also known as, member of right."""

    left: Mention
    type: RelationType
    right: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """That a statement supports, contradicts or rests on another (by id)."""

    statement: str
    how: Bears


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """When somebody came to know the content: its own field, apart from the event's time."""

    by: Mention | None
    time: Mention | None


class _Named:
    """Room for an id that was worked out: it is asked for far more often than statements are made."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Named):
    """One thing that a text says, tied to exact characters and to whoever said it.

    `passage` is one sentence; `content` the clause or clauses that hold the statement;
    `speakers` those quoted, outermost first, empty in the report's own voice. `score` runs
    from 0 to 1; below the reader's threshold the statement is a `suggestion`. `because`
    says which rule saw it, in words.
    """

    report: str
    passage: Span
    kind: Kind
    content: tuple[Span, ...]
    factuality: Factuality
    cue: Span | None = None
    speakers: tuple[Speaker, ...] = ()
    stage: Stage | None = None
    channel: Publicity | None = None
    roles: Roles = Roles()
    tolls: tuple[Toll, ...] = ()
    relation: Relation | None = None
    bears_on: tuple[Bearing, ...] = ()
    known: Known | None = None
    reader: str = ""
    score: float = 1.0
    suggestion: bool = False
    because: str = ""

    @property
    def positive(self) -> bool:
        """Whether whoever says it says that it is so."""
        return self.factuality.polarity is Polarity.POSITIVE

    @property
    def negative(self) -> bool:
        """Whether whoever says it says that it is not so; a denial always does."""
        return self.factuality.polarity is Polarity.NEGATIVE

    @property
    def ahead(self) -> bool:
        """Whether it speaks of something still to come: warned of, threatened or planned, and not over."""
        return self.kind in _AHEAD and not self.negative and self.stage not in _OVER

    @property
    def id(self) -> str:
        """The digest of text, kind, content and speakers; not of who read it or what it resolves to."""
        try:
            return self._id
        except AttributeError:
            object.__setattr__(self, "_id", self._identity())
            return self._id

    def _identity(self) -> str:
        spans = ",".join(f"{span.start}-{span.end}" for span in self.content)
        chain = ",".join(f"{s.mention.span.start}-{s.mention.span.end}" if s.mention else s.name for s in self.speakers)
        return identity(self.passage.text, self.kind, spans, chain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A passage that gave no statement, and why. `detail` says more; `proposed` is what was refused."""

    report: str
    passage: Span
    because: UnreadBecause
    detail: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader found in one report: every passage is in a statement or in an unread."""

    report: str
    reader: str
    statements: tuple[Statement, ...]
    unread: tuple[Unread, ...]

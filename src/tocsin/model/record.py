"""The record: ledger entries, checkpoints and proofs (RFC 6962, RFC 9162)."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent, Person, by_a_person
from tocsin.model.scales import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One act: its place from 0, when, by whom, what kind, about what, and the digest of its body."""

    sequence: int
    at: datetime
    by: Agent
    kind: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A signed statement that the first `size` entries have this root.

    `root` is hexadecimal; `key` is the hexadecimal Ed25519 public key; `signature` is
    hexadecimal, over the note's text (see `tocsin.ledger.note_text`).
    """

    origin: str
    size: int
    root: str
    at: datetime
    key: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """A checkpoint was handed to a second holder, or could not be: of how many entries, with which root."""

    holder: str
    size: int
    root: str
    outcome: Delivery
    because: str
    by: Agent
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """A person had a copy take the casebook's place: of its first `size` entries, the latest of them at `copied`."""

    size: int
    copied: datetime
    by: Person
    at: datetime
    signature: str = ""

    def __post_init__(self) -> None:
        by_a_person(self.by)

    def __str__(self) -> str:
        """What is not in the record since."""
        copied = self.copied.astimezone(self.at.tzinfo)
        lost = f"{copied:%d %B %Y, %H:%M} and {self.at:%d %B %Y, %H:%M (%Z)}"
        return f"what was recorded elsewhere between {lost}: a copy of {self.size} entries took the casebook's place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """A third party saw a checkpoint at a moment (RFC 3161): `token` is its whole answer, in base64, over `note`."""

    size: int
    root: str
    note: str
    at: datetime
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """The hashes (hexadecimal, leaf side first) that tie entry `index` to the root of `size` entries."""

    index: int
    size: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyProof:
    """The hashes (hexadecimal) that show the first `old` of `new` entries unchanged."""

    old: int
    new: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A person has one personal item erased, known by its commitment, and why."""

    item: str
    because: str
    by: Person
    at: datetime
    signature: str = ""

    def __str__(self) -> str:
        return f"erased on {self.at:%d %B %Y}, because: {self.because}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalItem:
    """A name, an address or a saying that is kept apart from the record, by its commitment; told, never recorded.

    `kind` is "name", "address" or "words", `about` what it was put down with: an entry's id, a role, an account.
    `review` is when somebody must look whether it is still needed, None where the office sets no time; `due` whether
    that has come.
    """

    item: str
    value: str
    kind: str
    about: str
    since: datetime
    review: datetime | None
    due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """A body that is no longer kept, and why; its digest stays in the ledger."""

    digest: str
    because: str

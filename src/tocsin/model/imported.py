"""A case that another office handed over: what it holds stays that office's, and is kept as it was given."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.model.agents import Agent
from tocsin.model.scales import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """One word of another office, in its canonical JSON, as it stood there: `kind` is its type, `id` its own.

    `said` is what it says, for people. `proved` where it is part of an act under the checkpoint that came with it.
    """

    kind: str
    id: str
    said: str
    body: str
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A case that another office handed over in one archive, and that somebody here had imported.

    `archive` is the SHA-256 of its bytes. `incident` is the id that the case bears there. `reports` came in as reports,
    and were read, linked and graded here. `theirs` is what that office judged, ruled, drew up and sent: it is told as
    theirs, and is no judgement, ruling or notice of ours. `key` and `size` are of the checkpoint, "" and 0 without one.
    `clearance` is the label up to which it was made: what of it is nobody's report goes no further than that.
    """

    archive: str
    office: str
    incident: str
    made: datetime
    clearance: Tlp
    key: str
    size: int
    reports: tuple[str, ...]
    theirs: tuple[Theirs, ...]
    by: Agent
    at: datetime

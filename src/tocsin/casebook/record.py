"""The record itself: appending entries one after another, and reading them and their bodies back."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connections

from tocsin.casebook.act import Act, body_of, check
from tocsin.casebook.asking import ask, write
from tocsin.casebook.fold import VERSION
from tocsin.casebook.models import Entry, Head, Node, Seal
from tocsin.codec import canonical, decode
from tocsin.ledger import STEP, Frontier, Nodes, grow, leaf_hash
from tocsin.model import Agent, BadInput, Checkpoint, Erased, LedgerEntry, NotAllowed, Report, digest

_HEAD = 1
_CHUNK = 500
# Whoever appends waits for nothing but the disk: these few are spelled out, since Django builds each anew every time.
_HELD = "SELECT size, frontier FROM tocsin_head WHERE id = %s"
_ENTRY = "INSERT INTO tocsin_entry (sequence, at, by, kind, subject, body) VALUES (%s, %s, %s, %s, %s, %s)"
_GROWN = "UPDATE tocsin_head SET size = %s, frontier = %s WHERE id = %s"
_KNOWN = "SELECT digest, because FROM tocsin_body WHERE digest IN"
_FIELDS = "e.sequence, e.at, e.by, e.kind, e.subject, e.body"
_WALK = f"SELECT {_FIELDS} FROM tocsin_entry e WHERE e.sequence >= %s ORDER BY e.sequence LIMIT {_CHUNK}"  # noqa: S608
_WHOLE = (
    f"SELECT {_FIELDS}, b.content, b.because FROM tocsin_entry e LEFT JOIN tocsin_body b ON b.digest = e.body "  # noqa: S608
    f"WHERE e.sequence >= %s ORDER BY e.sequence LIMIT {_CHUNK}"
)
_LEAVES = f"SELECT {_FIELDS} FROM tocsin_entry e WHERE e.sequence >= %s AND e.sequence < %s ORDER BY e.sequence"  # noqa: S608
_NODES = "SELECT root FROM tocsin_node WHERE level = %s AND number >= %s AND number < %s ORDER BY number"
_REACH = "SELECT COALESCE(MAX(number) + 1, 0) FROM tocsin_node WHERE level = %s"
_KEEP_NODE = "INSERT INTO tocsin_node (level, number, root) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_ONE = "SELECT content, because FROM tocsin_body WHERE digest = %s"
_BODY = (
    "INSERT INTO tocsin_body (digest, content, because) SELECT %s, %s, '' "
    "WHERE NOT EXISTS (SELECT 1 FROM tocsin_body WHERE digest = %s) RETURNING digest"
)
"""Gives the digest where nothing was kept under it before."""


@dataclass(slots=True)
class Held:
    """The head of the record while it is held: how many entries there are, and the tree's frontier over them."""

    size: int
    frontier: str


def hold(alias: str) -> Held:
    """The head of the record, held until the transaction ends: whoever else would append waits.

    On SQLite the transaction itself is the lock; on PostgreSQL the head's row is.
    """
    lock = " FOR UPDATE" if connections[alias].features.has_select_for_update else ""
    found = ask(alias, _HELD + lock, (_HEAD,))
    if not found:
        Head.objects.using(alias).bulk_create([Head(pk=_HEAD, size=0, view=VERSION)], ignore_conflicts=True)
        found = ask(alias, _HELD + lock, (_HEAD,))
    return Held(*found[0])


def head(alias: str) -> Held:
    """The head of the record as it stands; nobody waits for it."""
    found = ask(alias, _HELD, (_HEAD,))
    return Held(*found[0]) if found else Held(size=0, frontier="")


def follows(alias: str, mark: Held, head: Held) -> tuple[LedgerEntry, ...] | None:
    """The entries between two heads; None where the later is not of the record that the earlier was of."""
    if mark.size > head.size:
        return None
    found = tuple(walk(alias, start=mark.size, most=head.size - mark.size))
    grown = frontier_of(mark)
    for entry in found:
        grown = grow(grown, leaf_hash(entry))
    return found if grown == frontier_of(head) else None


def append(alias: str, head: Held, act: Act, spelled: Sequence[str]) -> LedgerEntry:
    """Write one act after the last: its body, its bytes, its entry, and the head that now stands on it.

    `spelled` are the act's words in canonical JSON.

    Raises:
        BadInput: the act cannot be kept as it is.
        NotAllowed: it would bring back what was erased.
    """
    check(act)
    body = body_of(act, spelled)
    entry = LedgerEntry(sequence=head.size, at=act.at, by=act.by, kind=act.kind, subject=act.subject, body=digest(body))
    frontier = grow(frontier_of(head), leaf_hash(entry))
    head.size, head.frontier = frontier.size, " ".join(peak.hex() for peak in frontier.peaks)
    at = entry.at.isoformat()
    new = write(
        alias,
        (_ENTRY, (entry.sequence, at, _spelled(entry.by), entry.kind, entry.subject, entry.body)),
        (_GROWN, (head.size, head.frontier, _HEAD)),
        (_BODY, (entry.body, body, entry.body)),
    )
    _keep(alias, act, before=() if new else (entry.body,))
    return entry


def frontier_of(head: Held) -> Frontier:
    """The tree's frontier as the head keeps it."""
    return Frontier(size=head.size, peaks=tuple(bytes.fromhex(peak) for peak in head.frontier.split()))


def nodes(alias: str) -> Nodes:
    """The nodes of the tree that are kept, and its leaves, worked out from their entries."""

    def some(level: int, first: int, count: int) -> Sequence[bytes]:
        with connections[alias].cursor() as cursor:
            cursor.execute(_NODES if level else _LEAVES, (*((level,) if level else ()), first, first + count))
            return [bytes(row[0]) if level else leaf_hash(_entry(row)) for row in cursor]

    return some


def nodes_reach(alias: str) -> int:
    """How many entries, from the first on, the nodes that are kept stand over."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_REACH, (STEP,))
        return int(cursor.fetchone()[0]) << STEP


def keep_nodes(alias: str, found: Sequence[tuple[int, int, bytes]]) -> None:
    """Keep nodes of the tree: level, number, root. Those that are kept already stay."""
    with connections[alias].cursor() as cursor:
        cursor.executemany(_KEEP_NODE, found)


def empty_nodes(alias: str) -> None:
    """Drop the nodes of the tree: they are worked out anew."""
    Node.objects.using(alias).all().delete()


def entries(alias: str) -> tuple[LedgerEntry, ...]:
    """Every entry, in order."""
    return tuple(walk(alias))


def size(alias: str) -> int:
    """How many entries there are."""
    return Entry.objects.using(alias).count()


def first_since(alias: str, moment: datetime) -> int:
    """The number of the first entry that is of this moment or later; where there is none, the size."""
    return next((entry.sequence for entry in walk(alias) if entry.at >= moment), size(alias))


def walk(alias: str, *, start: int = 0, most: int | None = None) -> Iterator[LedgerEntry]:
    """Every entry from a number on, or so many, in order: no more than some are held at once."""
    yield from map(_entry, islice(_rows(alias, _WALK, start=start), most))


@dataclass(slots=True)
class Whole:
    """The record read through once, each entry with its body, no more than some being held at once."""

    alias: str
    held: dict[str, bytes | Erased | None] = field(default_factory=dict)

    def entries(self, *, size: int | None = None) -> Iterator[LedgerEntry]:
        """Every entry, or the first so many, in order."""
        for *row, content, because in islice(_rows(self.alias, _WHOLE, start=0), size):
            entry = _entry(row)
            self.held = {entry.body: _kept(entry.body, content, because)}
            yield entry

    def kept(self, name: str) -> bytes | Erased | None:
        """What is kept under a digest."""
        return self.held[name] if name in self.held else kept(self.alias, name)


def kinds_of(alias: str, body: str) -> frozenset[str]:
    """The kinds of the acts whose body lies under a digest."""
    return frozenset(Entry.objects.using(alias).filter(body=body).values_list("kind", flat=True))


def kept(alias: str, name: str) -> bytes | Erased | None:
    """What is kept under a digest; None where nothing is."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ONE, (name,))
        found = cursor.fetchone()
    return None if found is None else _kept(name, *found)


def checkpoints(alias: str) -> tuple[Checkpoint, ...]:
    """Every checkpoint, in the order of sealing."""
    return tuple(
        Checkpoint(
            origin=row.origin, size=row.size, root=row.root, at=datetime.fromisoformat(row.at), key=row.key,
            signature=row.signature,
        )
        for row in Seal.objects.using(alias).order_by("pk")
    )  # fmt: skip


def keep_checkpoint(alias: str, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint beside the record."""
    Seal.objects.using(alias).bulk_create(
        [
            Seal(
                origin=checkpoint.origin, size=checkpoint.size, root=checkpoint.root, at=checkpoint.at.isoformat(),
                key=checkpoint.key, signature=checkpoint.signature,
            )
        ]
    )  # fmt: skip


def _keep(alias: str, act: Act, *, before: Collection[str]) -> None:
    """Keep each report with its bytes, once; nothing of the act, nor what was kept `before`, may have been erased."""
    where = f"{act.kind} {act.subject[:12]}"
    reports = {word.id for word in act.words if isinstance(word, Report)}
    asked = (*before, *reports - act.raw.keys())
    asked += tuple(name for name, content in act.raw.items() if not ask(alias, _BODY, (name, content, name)))
    known: dict[str, str] = dict(ask(alias, f"{_KNOWN} ({', '.join(['%s'] * len(asked))})", asked)) if asked else {}
    for name, because in known.items():
        if because:
            raise NotAllowed(
                where=where,
                what=f"{name[:12]} was erased, because: {because}",
                now="what was erased is not taken again",
            )
    missing = set(asked) - known.keys()
    if missing:
        raise BadInput(
            where=where,
            what=f"report {min(missing)[:12]} comes without its bytes",
            now="hand them in as raw; nothing was recorded",
        )


def _rows(alias: str, query: str, *, start: int) -> Iterator[Sequence[Any]]:
    """The rows of a query that begins at a number and stops after some, one after another to the end."""
    following = start
    while following >= start:
        start = following + 1
        with connections[alias].cursor() as cursor:
            cursor.execute(query, (following,))
            for row in cursor:
                following = row[0] + 1
                yield row


def _entry(row: Sequence[Any]) -> LedgerEntry:
    sequence, at, by, kind, subject, body = row
    return LedgerEntry(
        sequence=sequence, at=datetime.fromisoformat(at), by=_agent(by), kind=kind, subject=subject, body=body
    )


def _kept(name: str, content: Any, because: str | None) -> bytes | Erased | None:
    """What a row holds; a reason is never missing but where the row is."""
    if because is None:
        return None
    return Erased(digest=name, because=because) if content is None else bytes(content)


@lru_cache(maxsize=256)
def _spelled(by: Agent) -> str:
    return canonical(by)


@lru_cache(maxsize=256)
def _agent(text: str) -> Agent:
    agent: Agent = decode(json.loads(text))
    return agent

"""The record itself: appending entries one after another, and reading them and their bodies back."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from django.db import connections

from tocsin.casebook.act import Act, body_of, check
from tocsin.casebook.fold import VERSION
from tocsin.casebook.models import Body, Entry, Head, Seal
from tocsin.codec import canonical, decode
from tocsin.ledger import EMPTY, Frontier, grow, leaf_hash
from tocsin.model import Agent, BadInput, Checkpoint, Erased, LedgerEntry, NotAllowed, Report, digest

_HEAD = 1
_CHUNK = 2000
# Whoever appends waits for nothing but the disk: these few are spelled out, since Django builds each anew every time.
_HELD = "SELECT size, frontier, view FROM tocsin_head WHERE id = %s"
_ENTRY = "INSERT INTO tocsin_entry (sequence, at, by, kind, subject, body) VALUES (%s, %s, %s, %s, %s, %s)"
_GROWN = "UPDATE tocsin_head SET size = %s, frontier = %s WHERE id = %s"
_KNOWN = "SELECT digest, because FROM tocsin_body WHERE digest IN"
_BODY = "INSERT INTO tocsin_body (digest, content, because) VALUES (%s, %s, '')"


def hold(alias: str) -> Head:
    """The head of the record, held until the transaction ends: whoever else would append waits.

    On SQLite the transaction itself is the lock; on PostgreSQL the head's row is.
    """
    lock = " FOR UPDATE" if connections[alias].features.has_select_for_update else ""
    with connections[alias].cursor() as cursor:
        cursor.execute(_HELD + lock, (_HEAD,))
        found = cursor.fetchone()
    if found is None:
        Head.objects.using(alias).bulk_create([Head(pk=_HEAD, size=0, view=VERSION)], ignore_conflicts=True)
        return Head.objects.using(alias).select_for_update().get(pk=_HEAD)
    size, frontier, view = found
    return Head(pk=_HEAD, size=size, frontier=frontier, view=view)


def append(alias: str, head: Head, act: Act) -> LedgerEntry:
    """Write one act after the last: its body, its bytes, its entry, and the head that now stands on it.

    Raises:
        BadInput: the act cannot be kept as it is.
        NotAllowed: it would bring back what was erased.
    """
    check(act)
    body = body_of(act)
    entry = LedgerEntry(sequence=head.size, at=act.at, by=act.by, kind=act.kind, subject=act.subject, body=digest(body))
    _keep(alias, {entry.body: body, **act.raw}, act=act)
    frontier = grow(frontier_of(head), leaf_hash(entry))
    head.size, head.frontier = frontier.size, " ".join(peak.hex() for peak in frontier.peaks)
    with connections[alias].cursor() as cursor:
        cursor.execute(_ENTRY, (entry.sequence, entry.at.isoformat(), canonical(entry.by), entry.kind, entry.subject,
                                entry.body))  # fmt: skip
        cursor.execute(_GROWN, (head.size, head.frontier, _HEAD))
    return entry


def frontier_of(head: Head) -> Frontier:
    """The tree's frontier as the head keeps it."""
    return Frontier(size=head.size, peaks=tuple(bytes.fromhex(peak) for peak in head.frontier.split()))


def grown(entries: Iterable[LedgerEntry]) -> Iterator[Frontier]:
    """The frontier before the first entry, and after each."""
    frontier = EMPTY
    yield frontier
    for entry in entries:
        frontier = grow(frontier, leaf_hash(entry))
        yield frontier


def entries(alias: str) -> tuple[LedgerEntry, ...]:
    """Every entry, in order."""
    return tuple(walk(alias))


def size(alias: str) -> int:
    """How many entries there are."""
    return Entry.objects.using(alias).count()


def first_since(alias: str, moment: datetime) -> int:
    """The number of the first entry that is of this moment or later; where there is none, the size."""
    rows = Entry.objects.using(alias).order_by("sequence").values_list("sequence", "at")
    found = (n for n, at in rows.iterator(chunk_size=_CHUNK) if datetime.fromisoformat(at) >= moment)
    return next(found, size(alias))


def walk(alias: str, *, start: int = 0) -> Iterator[LedgerEntry]:
    """Every entry from a number on, in order, one after another: no more than some are held at once."""
    rows = Entry.objects.using(alias).filter(sequence__gte=start).order_by("sequence")
    fields = rows.values_list("sequence", "at", "by", "kind", "subject", "body_id")
    for sequence, at, by, kind, subject, body in fields.iterator(chunk_size=_CHUNK):
        yield LedgerEntry(
            sequence=sequence, at=datetime.fromisoformat(at), by=_agent(by), kind=kind, subject=subject, body=body
        )


def kept(alias: str, name: str) -> bytes | Erased | None:
    """What is kept under a digest; None where nothing is."""
    found = Body.objects.using(alias).filter(pk=name).values_list("content", "because").first()
    if found is None:
        return None
    content, because = found
    return Erased(digest=name, because=because) if content is None else bytes(content)


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


def _keep(alias: str, contents: dict[str, bytes], *, act: Act) -> None:
    """Keep each content once; a report is kept with its bytes."""
    where = f"{act.kind} {act.subject[:12]}"
    reports = {word.id for word in act.words if isinstance(word, Report)}
    names = contents.keys() | reports
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{_KNOWN} ({', '.join(['%s'] * len(names))})", tuple(names))
        known = dict(cursor.fetchall())
    for name, because in known.items():
        if because:
            raise NotAllowed(
                where=where,
                what=f"{name[:12]} was erased, because: {because}",
                now="what was erased is not taken again",
            )
    missing = reports - known.keys() - contents.keys()
    if missing:
        raise BadInput(
            where=where,
            what=f"report {min(missing)[:12]} comes without its bytes",
            now="hand them in as raw; nothing was recorded",
        )
    new = [(name, content) for name, content in contents.items() if name not in known]
    with connections[alias].cursor() as cursor:
        cursor.executemany(_BODY, new)


@lru_cache(maxsize=256)
def _agent(text: str) -> Agent:
    agent: Agent = decode(json.loads(text))
    return agent

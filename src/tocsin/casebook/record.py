"""The record itself: appending entries one after another, and reading them and their bodies back."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from tocsin.casebook.act import Act, body_of, check
from tocsin.casebook.fold import VERSION
from tocsin.casebook.models import Body, Entry, Head, Seal
from tocsin.codec import canonical, decode
from tocsin.ledger import EMPTY, Frontier, grow, leaf_hash
from tocsin.model import Agent, BadInput, Checkpoint, Erased, LedgerEntry, NotAllowed, Report, digest

_HEAD = 1
_CHUNK = 2000


def hold(alias: str) -> Head:
    """The head of the record, held until the transaction ends: whoever else would append waits.

    On SQLite the transaction itself is the lock; on PostgreSQL the head's row is.
    """
    heads = Head.objects.using(alias).select_for_update()
    head = heads.filter(pk=_HEAD).first()
    if head is None:
        Head.objects.using(alias).bulk_create([Head(pk=_HEAD, size=0, view=VERSION)], ignore_conflicts=True)
        head = heads.get(pk=_HEAD)
    return head


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
    Entry.objects.using(alias).bulk_create([_row(entry)])
    frontier = grow(frontier_of(head), leaf_hash(entry))
    head.size, head.frontier = frontier.size, " ".join(peak.hex() for peak in frontier.peaks)
    head.save(using=alias, force_update=True, update_fields=["size", "frontier"])
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


def _row(entry: LedgerEntry) -> Entry:
    return Entry(
        sequence=entry.sequence,
        at=entry.at.isoformat(),
        by=canonical(entry.by),
        kind=entry.kind,
        subject=entry.subject,
        body_id=entry.body,
    )


def _keep(alias: str, contents: dict[str, bytes], *, act: Act) -> None:
    """Keep each content once; a report is kept with its bytes."""
    where = f"{act.kind} {act.subject[:12]}"
    reports = {word.id for word in act.words if isinstance(word, Report)}
    rows = Body.objects.using(alias).filter(pk__in=contents.keys() | reports)
    known = dict(rows.values_list("pk", "because"))
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
    new = [Body(digest=name, content=content) for name, content in contents.items() if name not in known]
    Body.objects.using(alias).bulk_create(new)


@lru_cache(maxsize=256)
def _agent(text: str) -> Agent:
    agent: Agent = decode(json.loads(text))
    return agent

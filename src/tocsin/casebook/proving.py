"""What the record proves: it is walked through, and single entries are proved, while others go on appending."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tocsin import ledger
from tocsin.casebook import record
from tocsin.model import Checkpoint, InclusionProof, LedgerEntry, NotFound, RecordBroken, digest

NOT_APPENDED = "the entries are not those that were appended one after another"
DO_NOT_SEAL = "do not sign it; run: tocsin ledger verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The record as it stood at one moment: its head, its checkpoints, and how many entries there were."""

    head: ledger.Frontier
    checkpoints: tuple[Checkpoint, ...]
    size: int


def standing(alias: str) -> Standing:
    """The record as it stands, to be asked for inside a transaction; what is appended later changes none of it."""
    head = record.frontier_of(record.hold(alias))
    return Standing(head=head, checkpoints=record.checkpoints(alias), size=record.size(alias))


@dataclass(slots=True, kw_only=True)
class Walk:
    """One way through the entries to what they prove: roots at some sizes, and nodes that are not kept yet."""

    watched: Collection[int]
    kept: int
    frontier: ledger.Frontier = ledger.EMPTY
    roots: dict[int, str] = field(default_factory=dict)
    nodes: list[tuple[int, int, bytes]] = field(default_factory=list)

    def take(self, entry: LedgerEntry) -> None:
        """One entry more."""
        leaf, before = ledger.leaf_hash(entry), self.frontier
        self.frontier = ledger.grow(before, leaf)
        if self.frontier.size % (1 << ledger.STEP) == 0 and self.frontier.size > self.kept:
            self.nodes.extend(n for n in ledger.rising(before, leaf) if n[0] % ledger.STEP == 0)
        if self.frontier.size in self.watched:
            self.roots[self.frontier.size] = self.frontier.root.hex()


def walk(alias: str, found: Standing, *, where: str) -> Walk:
    """The way through all that stood then.

    Raises:
        RecordBroken: the entries are not those that were appended, or not those that were signed before.
    """
    walked = Walk(watched={c.size for c in found.checkpoints}, kept=record.nodes_reach(alias))
    if 0 in walked.watched:
        walked.roots[0] = walked.frontier.root.hex()
    for entry in record.walk(alias, most=found.size):
        walked.take(entry)
    if walked.frontier != found.head:
        raise RecordBroken(where=where, what=NOT_APPENDED, now=DO_NOT_SEAL)
    for former in found.checkpoints:
        if walked.roots.get(former.size) != former.root:
            raise RecordBroken(where=where, what=f"the checkpoint at {former.size} does not hold", now=DO_NOT_SEAL)
    return walked


def prove(alias: str, sequence: int, *, where: str) -> tuple[LedgerEntry, InclusionProof, Checkpoint]:
    """One entry, the proof that it is under the last checkpoint, and that checkpoint.

    Raises:
        NotFound: no checkpoint covers it.
        RecordBroken: the entries are not those that were signed.
    """
    sealed = record.checkpoints(alias)[-1:]
    if not sealed or sequence >= sealed[0].size:
        now = "tocsin ledger checkpoint seals one"
        raise NotFound(where=f"entry {sequence}", what="no checkpoint covers it", now=now)
    entry = next(record.walk(alias, start=sequence, most=1), None)
    kept = record.nodes(alias)
    if entry is not None:
        leaf, root = ledger.leaf_hash(entry), bytes.fromhex(sealed[0].root)
        for nodes in (kept, _leaves_alone(kept)):
            proof = _proof(nodes, sequence, sealed[0].size)
            if proof is not None and ledger.check_inclusion(proof, leaf=leaf, root=root):
                return entry, proof, sealed[0]
    raise RecordBroken(where=where, what=f"entry {sequence} is not under what was signed", now="tocsin ledger verify")


def _proof(nodes: ledger.Nodes, sequence: int, size: int) -> InclusionProof | None:
    try:
        return ledger.inclusion_by(ledger.roots_by(nodes), index=sequence, size=size)
    except LookupError:
        return None  # entries are missing


def _leaves_alone(nodes: ledger.Nodes) -> ledger.Nodes:
    return lambda level, first, count: () if level else nodes(level, first, count)


def verify(
    alias: str, found: Standing, *, keys: Collection[str], witnessed: Iterable[Checkpoint]
) -> tuple[ledger.Verdict, ledger.Proved]:
    """What holds of the record as it stood, and what people's signatures prove: read once, a little at a time."""
    whole, proved = record.Whole(alias), ledger.Proved()
    verdict = ledger.verify(
        _signed(whole, proved, size=found.size), bodies=whole.kept, checkpoints=found.checkpoints, keys=keys,
        witnessed=witnessed,
    )  # fmt: skip
    return verdict, proved


def _signed(whole: record.Whole, proved: ledger.Proved, *, size: int) -> Iterator[LedgerEntry]:
    """The entries; on the way, the signatures in acts of such kinds as bear some are looked at."""
    for entry in whole.entries(size=size):
        body = whole.kept(entry.body) if entry.kind in ledger.BEAR_SIGNATURES else None
        if isinstance(body, bytes) and digest(body) == entry.body:
            proved.take(entry.sequence, json.loads(body))
        yield entry

"""The Merkle tree over the record: roots, and proofs that an entry is in it or that it only grew."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring

from tocsin.codec import canonical
from tocsin.model import Agent, BadInput, ConsistencyProof, InclusionProof, LedgerEntry

Roots = Callable[[int, int], bytes]
"""The root over the leaves from one number up to another, which is not included."""
Nodes = Callable[[int, int, int], Sequence[bytes]]
"""So many perfect subtrees that are kept, of a level (of 2 ** level leaves each), from a number on; or too few."""
STEP = 4
"""Of a great tree the roots of every fourth level are kept: sixteen times fewer than there are leaves."""


def leaf_hash(entry: LedgerEntry) -> bytes:
    """The hash of one entry: SHA-256 over 0x00 and its canonical JSON in UTF-8 (RFC 6962, 2.1)."""
    return leaf(spelled(entry).encode())


def spelled(entry: LedgerEntry) -> str:
    """The canonical JSON of an entry, as `codec.canonical` spells it, and several times faster."""
    at, body, kind, subject = map(encode_basestring, (entry.at.isoformat(), entry.body, entry.kind, entry.subject))
    return (
        f'{{"at":{at},"body":{body},"by":{_agent(entry.by)},"kind":{kind},"sequence":{entry.sequence},'
        f'"subject":{subject},"type":"ledger_entry"}}'
    )


@lru_cache(maxsize=256)
def _agent(by: Agent) -> str:
    return canonical(by)


def leaf(data: bytes) -> bytes:
    """The hash of a leaf that holds these bytes."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """All that must be kept of a tree to make it grow: the roots of its perfect subtrees, greatest first.

    There is one for each bit that is set in `size`.
    """

    size: int
    peaks: tuple[bytes, ...]

    @property
    def root(self) -> bytes:
        """The root of the whole tree; of an empty one, the hash of nothing."""
        if not self.peaks:
            return sha256(b"").digest()
        *rest, top = self.peaks
        for peak in reversed(rest):
            top = node(peak, top)
        return top


EMPTY = Frontier(size=0, peaks=())


def grow(frontier: Frontier, leaf: bytes) -> Frontier:
    """The frontier after one more leaf, given by its hash."""
    peaks = list(frontier.peaks)
    size = frontier.size
    while size & 1:
        leaf = node(peaks.pop(), leaf)
        size >>= 1
    return Frontier(size=frontier.size + 1, peaks=(*peaks, leaf))


def rising(frontier: Frontier, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The perfect subtrees that one more leaf completes, from the smallest of two: level, number, root."""
    level, peaks = 0, list(frontier.peaks)
    while frontier.size >> level & 1:
        leaf = node(peaks.pop(), leaf)
        level += 1
        yield level, frontier.size >> level, leaf


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes, in this order."""
    frontier = EMPTY
    for each in leaves:
        frontier = grow(frontier, each)
    return frontier.root


def inclusion(leaves: Sequence[bytes], index: int, size: int) -> InclusionProof:
    """The proof that leaf `index` is in the tree of the first `size` leaves (RFC 9162, 2.1.3.1).

    Raises:
        BadInput: there is no such leaf, or there are fewer than `size`.
    """
    if not 0 <= index < size <= len(leaves):
        raise BadInput(
            where="ledger",
            what=f"no entry {index} in the first {size} of {len(leaves)} entries",
            now="entries count from 0",
        )
    return inclusion_by(lambda start, end: root(leaves[start:end]), index=index, size=size)


def inclusion_by(roots: Roots, *, index: int, size: int) -> InclusionProof:
    """The same proof, of a tree that is too great to be held: `roots` is asked some twenty times for a million."""
    return InclusionProof(index=index, size=size, path=_hex(_path(index, 0, size, roots)))


def roots_by(nodes: Nodes) -> Roots:
    """The roots of the stretches that proofs ask for, from the nodes that are kept; level 0 are the leaves.

    Where too few nodes are kept, they are worked out from those below.
    """

    def perfect(level: int, number: int) -> bytes:
        kept = nodes(level, number, 1) if level % STEP == 0 else ()
        if kept or not level:
            return kept[0]
        base = (level - 1) // STEP * STEP
        first, count = number << (level - base), 1 << (level - base)
        below = nodes(base, first, count)
        return root(below if len(below) == count else [perfect(base, n) for n in range(first, first + count)])

    def stretch(start: int, end: int) -> bytes:
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return perfect(level, start >> level)
        half = start + _split(size)
        return node(stretch(start, half), stretch(half, end))

    return stretch


def check_inclusion(proof: InclusionProof, *, leaf: bytes, root: bytes) -> bool:
    """Whether the proof ties this leaf hash to this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= proof.index < proof.size:
        return False
    here, last, found = proof.index, proof.size - 1, leaf
    for step in _bytes(proof.path):
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node(step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def consistency(leaves: Sequence[bytes], old: int, new: int) -> ConsistencyProof:
    """The proof that the tree of `new` leaves begins with the tree of `old` (RFC 9162, 2.1.4.1).

    From nothing to anything, and from a tree to itself, the proof is empty.

    Raises:
        BadInput: `old` is greater than `new`, or there are fewer than `new` leaves.
    """
    if not 0 <= old <= new <= len(leaves):
        raise BadInput(
            where="ledger",
            what=f"no growth from {old} to {new} among {len(leaves)} entries",
            now="the older size stands first",
        )
    path = [] if old in {0, new} else _growth(old, leaves[:new], whole=True)
    return ConsistencyProof(old=old, new=new, path=_hex(path))


def check_consistency(proof: ConsistencyProof, *, old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the newer root grew from the older one (RFC 9162, 2.1.4.2)."""
    path = _bytes(proof.path)
    if proof.old == proof.new:
        return not path and old_root == new_root
    if proof.old == 0:
        return not path and old_root == EMPTY.root
    if not 0 < proof.old < proof.new or not path:
        return False
    if proof.old & (proof.old - 1) == 0:
        path = [old_root, *path]
    return _grew(path, proof.old - 1, proof.new - 1) == (old_root, new_root)


def _grew(path: Sequence[bytes], here: int, last: int) -> tuple[bytes, bytes] | None:
    """The older and the newer root that a consistency path spells, or None where it is too long or short."""
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            was, now = node(step, was), node(step, now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node(now, step)
        here, last = here >> 1, last >> 1
    return (was, now) if last == 0 else None


def _split(size: int) -> int:
    """The greatest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(index: int, start: int, end: int, roots: Roots) -> list[bytes]:
    """PATH of the RFC, for leaf `index` among those from `start` up to `end`."""
    if end - start == 1:
        return []
    half = start + _split(end - start)
    if index < half:
        return [*_path(index, start, half, roots), roots(half, end)]
    return [*_path(index, half, end, roots), roots(start, half)]


def _growth(old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of the RFC; `whole` says that the subtree of `old` leaves is one the other side knows."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    half = _split(len(leaves))
    if old <= half:
        return [*_growth(old, leaves[:half], whole=whole), root(leaves[half:])]
    return [*_growth(old - half, leaves[half:], whole=False), root(leaves[:half])]


def _hex(hashes: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(each.hex() for each in hashes)


def _bytes(hashes: Sequence[str]) -> list[bytes]:
    """The hashes of a proof from outside; what is no hash becomes one that fits nothing."""
    out = []
    for each in hashes:
        try:
            out.append(bytes.fromhex(each))
        except ValueError:
            out.append(b"")
    return out

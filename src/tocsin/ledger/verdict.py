"""The verifier: what of a record holds, what failed and where, and what nobody can prove from it."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.ledger.seal import check_seal
from tocsin.ledger.tree import EMPTY, Frontier, grow, leaf_hash
from tocsin.model import Checkpoint, Erased, LedgerEntry, digest

ERASURE = "erasure"
"""The kind of the one act that may empty a body; its subject is the body's digest."""

_SHOWN, _LISTED = 5, 20
"""So many entries that bear an earlier time, and so many erasures, are named one by one."""

Bodies = Callable[[str], bytes | Erased | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that is wrong: where ("entry 7", "entries 4 to 9", "checkpoint at 12"), and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a verifier found: what holds, what failed, and what cannot be proved; `root` is hexadecimal."""

    size: int
    root: str
    holds: tuple[str, ...]
    failed: tuple[Failure, ...]
    unproved: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing failed. What is unproved remains so."""
        return not self.failed


def verify(
    entries: Iterable[LedgerEntry],
    *,
    bodies: Bodies,
    checkpoints: Iterable[Checkpoint],
    keys: Collection[str],
    witnessed: Iterable[Checkpoint] = (),
) -> Verdict:
    """What can be said of a record, from its entries, bodies and checkpoints alone.

    Args:
        entries: the record, in order.
        bodies: what is kept under a digest; None where nothing is.
        checkpoints: those kept beside the record.
        keys: the hexadecimal public keys that are trusted, from elsewhere than the record.
        witnessed: checkpoints that a second holder kept, so that no one holder could have rewritten them.
    """
    own, others = tuple(checkpoints), tuple(witnessed)
    found = _Found(bodies=bodies, sizes=frozenset(c.size for c in (*own, *others)))
    for entry in entries:
        found.take(entry)
    found.close()
    proved = found.judge(own, keys=keys, whose="kept with the record")
    seen = found.judge(others, keys=keys, whose="held elsewhere")
    limits = _limits(found.frontier.size, proved=max(proved, seen), seen=seen, given=bool(others))
    found.unproved.extend(limits)
    return Verdict(
        size=found.frontier.size,
        root=found.frontier.root.hex(),
        holds=tuple(found.holds),
        failed=tuple(found.failed),
        unproved=tuple(found.unproved),
    )


@dataclass(slots=True, kw_only=True)
class _Found:
    """What has been found so far on one walk through a record."""

    bodies: Bodies
    sizes: frozenset[int]
    frontier: Frontier = EMPTY
    roots: dict[int, str] = field(default_factory=dict)
    erasures: set[str] = field(default_factory=set)
    erased: dict[str, tuple[int, Erased]] = field(default_factory=dict)
    intact: int = 0
    backwards: int = 0
    first_backwards: list[int] = field(default_factory=list)
    last: LedgerEntry | None = None
    holds: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)

    def take(self, entry: LedgerEntry) -> None:
        """Look at one entry: its place, its time, its body and the reports that the body brings."""
        place = self.frontier.size
        if place in self.sizes:
            self.roots[place] = self.frontier.root.hex()
        if entry.sequence != place:
            self.fail(f"entry {place}", f"it is numbered {entry.sequence}: some are missing, moved or added")
        if self.last is not None and entry.at < self.last.at:
            self.backwards += 1
            if len(self.first_backwards) < _SHOWN:
                self.first_backwards.append(place)
        if entry.kind == ERASURE:
            self.erasures.add(entry.subject)
        body = self.look(entry.body, place=place, thing="its body")
        if body is not None:
            for report in reports_in(body):
                self.look(report, place=place, thing=f"the bytes of report {report[:12]}")
        self.last = entry
        self.frontier = grow(self.frontier, leaf_hash(entry))

    def look(self, name: str, *, place: int, thing: str) -> bytes | None:
        """The bytes kept under a digest, if they are there and are what the digest says."""
        kept = self.bodies(name)
        if isinstance(kept, Erased):
            self.erased.setdefault(name, (place, kept))
            return None
        if kept is None:
            self.fail(f"entry {place}", f"{thing} is missing, and nobody erased it")
        elif digest(kept) != name:
            self.fail(f"entry {place}", f"{thing} was changed: it is no longer what the entry says")
        else:
            self.intact += 1
            return kept
        return None

    def close(self) -> None:
        """Draw up what the walk alone shows."""
        size = self.frontier.size
        self.roots[size] = self.frontier.root.hex()
        if not self.failed:
            self.holds.append(f"{size} entries follow one another without a hole")
            self.holds.append(f"{self.intact} bodies are what their entries say")
        told = []
        for name, (place, erased) in self.erased.items():
            if name in self.erasures:
                told.append(f"what entry {place} held under {name[:12]}: it was erased, because: {erased.because}")
            else:
                self.fail(f"entry {place}", f"{name[:12]} is gone, and no entry says that it was erased")
        self.unproved.extend(told[:_LISTED])
        if len(told) > _LISTED:
            self.unproved.append(
                f"what {len(told) - _LISTED} more held that were erased, each by an entry that says why"
            )
        if self.backwards:
            shown = ", ".join(map(str, self.first_backwards)) + ("…" if self.backwards > _SHOWN else "")
            self.unproved.append(f"that the times are right: entry {shown} bears an earlier time than the one before")

    def judge(self, checkpoints: tuple[Checkpoint, ...], *, keys: Collection[str], whose: str) -> int:
        """Hold the record against signed checkpoints; how many entries the good ones cover."""
        covered = 0
        broken = False
        for checkpoint in sorted(checkpoints, key=lambda c: c.size):
            where = f"checkpoint at {checkpoint.size}, {whose}"
            fault = self.fault(checkpoint, keys=keys)
            if fault:
                self.fail(where, fault)
            elif checkpoint.size > self.frontier.size:
                self.fail(
                    where,
                    f"it was signed over {checkpoint.size} entries and {self.frontier.size} are here: "
                    f"the last {checkpoint.size - self.frontier.size} were cut off",
                )
            elif self.roots.get(checkpoint.size) != checkpoint.root:
                if not broken and checkpoint.size > covered:
                    self.fail(_between(covered, checkpoint.size), "this is not what was signed")
                self.fail(where, "its root is not that of the entries here")
                broken = True
            else:
                covered = checkpoint.size
                self.holds.append(
                    f"the first {covered} entries are those signed at {checkpoint.at.isoformat()} ({whose})"
                )
        return covered

    def fault(self, checkpoint: Checkpoint, *, keys: Collection[str]) -> str:
        """What is wrong with a checkpoint itself, or nothing."""
        if not check_seal(checkpoint, key=checkpoint.key):
            return "its signature does not fit it"
        if checkpoint.key not in keys:
            return f"it is signed by a key that nobody here vouches for, {checkpoint.key[:12]}"
        return ""

    def fail(self, where: str, what: str) -> None:
        """Write down a failure."""
        self.failed.append(Failure(where=where, what=what))


def _between(start: int, end: int) -> str:
    return f"entry {start}" if end - start == 1 else f"entries {start} to {end - 1}"


def _limits(size: int, *, proved: int, seen: int, given: bool) -> Iterator[str]:
    if proved < size:
        yield f"that the last {size - proved} of {size} entries stand as written: no checkpoint covers them yet"
    yield f"that nothing was cut off after the first {proved} entries: what no checkpoint covers leaves no trace"
    if seen < proved:
        reach = f"reach {seen} of {size} entries" if seen else "do not hold" if given else "were not given"
        yield (
            "that the holder of the signing key did not rewrite the record and seal it anew: "
            f"checkpoints that a second holder kept {reach}"
        )
    yield "that whoever wrote an entry wrote the truth, or the right time"


def reports_in(body: bytes) -> Iterator[str]:
    """The ids of the reports that an act's body brings, each the digest of bytes that are kept."""
    if b'"report"' not in body and b"\\u" not in body:
        return  # nothing in it can be called so
    try:
        words = json.loads(body)
    except ValueError:
        return
    for word in words if isinstance(words, list) else ():
        if isinstance(word, dict) and word.get("type") == "report" and isinstance(word.get("id"), str):
            yield word["id"]

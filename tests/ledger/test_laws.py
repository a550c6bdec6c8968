"""The laws of the ledger, for any record: what was signed cannot be changed unseen, and proofs prove one thing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tocsin import ledger
from tocsin.codec import canonical
from tocsin.model import BadInput, Checkpoint, LedgerEntry, Person, Program, digest

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
PUBLIC = ledger.public_hex(KEY)
AT = datetime(2024, 3, 7, tzinfo=UTC)
HASH = st.binary(min_size=32, max_size=32)
TREES = st.lists(HASH, min_size=1, max_size=40)

PEOPLE = st.one_of(
    st.builds(Person, name=st.sampled_from(["Anna", "Olga"])), st.just(Program(name="tocsin", version="0.1.0"))
)
BODIES = {digest(text): text.encode() for text in ("[]", "[1]", "[2]")}


@st.composite
def records(draw: st.DrawFn, *, least: int = 1) -> list[LedgerEntry]:
    size = draw(st.integers(least, 12))
    return [
        LedgerEntry(
            sequence=n,
            at=AT + timedelta(minutes=n),
            by=draw(PEOPLE),
            kind=draw(st.sampled_from(["arrival", "reading"])),
            subject=draw(st.text("ab", max_size=2)),
            body=draw(st.sampled_from(sorted(BODIES))),
        )
        for n in range(size)
    ]


def sealed(entries: list[LedgerEntry], *, key: Ed25519PrivateKey = KEY) -> Checkpoint:
    found = ledger.root([ledger.leaf_hash(entry) for entry in entries])
    return ledger.seal(origin="example.org/test", size=len(entries), root=found, at=AT, key=key)


def verdict(entries: list[LedgerEntry], *checkpoints: Checkpoint, **more: object) -> ledger.Verdict:
    return ledger.verify(entries, bodies=BODIES.get, checkpoints=checkpoints, keys={PUBLIC}, **more)  # type: ignore[arg-type]


@given(records())
def test_what_was_not_touched_verifies(entries: list[LedgerEntry]) -> None:
    found = verdict(entries, sealed(entries))
    assert found.sound, found.failed
    assert found.size == len(entries)


CHANGES = {
    "subject": lambda e: e.subject + "!",
    "kind": lambda e: e.kind + "!",
    "at": lambda e: e.at + timedelta(microseconds=1),
    "by": lambda e: Person(name=f"not {e.by}"),
    "body": lambda e: next(name for name in sorted(BODIES) if name != e.body),
}


def test_entries_of_one_moment_are_in_order_and_one_that_bears_an_earlier_time_is_named() -> None:
    """A step writes several entries at once; only a time before the last shows that a clock was put back."""

    def at(*minutes: int) -> list[str]:
        made = [
            LedgerEntry(
                sequence=n, at=AT + timedelta(minutes=minute), by=Person(name="Anna"), kind="arrival", subject="a",
                body=digest("[]"),
            )
            for n, minute in enumerate(minutes)
        ]  # fmt: skip
        return [told for told in verdict(made, sealed(made)).unproved if "the times are right" in told]

    assert at(0, 1, 1, 2) == []
    assert at(0, 2, 1, 2) == ["that the times are right: entry 2 bears an earlier time than the one before"]
    assert ": entry 1, 3, 5, 7, 9 bears" in at(1, 0, 1, 0, 1, 0, 1, 0, 1, 0)[0]
    assert ": entry 1, 3, 5, 7, 9… bears" in at(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0)[0]


@given(records(), st.data(), st.sampled_from(sorted(CHANGES)))
def test_any_changed_field_is_found(entries: list[LedgerEntry], data: st.DataObject, name: str) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    tampered = [*entries]
    tampered[place] = replace(entries[place], **{name: CHANGES[name](entries[place])})
    assert not verdict(tampered, sealed(entries)).sound


@given(records(least=2), st.data(), st.booleans())
def test_any_changed_order_is_found(entries: list[LedgerEntry], data: st.DataObject, renumber: bool) -> None:  # noqa: FBT001
    mixed = data.draw(st.permutations(entries))
    tampered = [replace(e, sequence=n) for n, e in enumerate(mixed)] if renumber else list(mixed)
    assume(tampered != entries)
    assert not verdict(tampered, sealed(entries)).sound


@given(records(), st.data(), st.booleans())
def test_any_deletion_is_found(entries: list[LedgerEntry], data: st.DataObject, renumber: bool) -> None:  # noqa: FBT001
    place = data.draw(st.integers(0, len(entries) - 1))
    left = entries[:place] + entries[place + 1 :]
    tampered = [replace(e, sequence=n) for n, e in enumerate(left)] if renumber else left
    assert not verdict(tampered, sealed(entries)).sound


@given(records(), st.data())
def test_any_insertion_under_the_seal_is_found(entries: list[LedgerEntry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    put_in = replace(entries[place], subject="put in")
    tampered = [replace(e, sequence=n) for n, e in enumerate([*entries[:place], put_in, *entries[place:]])]
    assert not verdict(tampered, sealed(entries)).sound


@given(records(), st.data())
def test_any_changed_byte_of_a_body_is_found(entries: list[LedgerEntry], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([e.body for e in entries]))
    place = data.draw(st.integers(0, len(BODIES[name]) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    spoiled = bytearray(BODIES[name])
    spoiled[place] ^= bit
    found = ledger.verify(
        entries, bodies={**BODIES, name: bytes(spoiled)}.get, checkpoints=[sealed(entries)], keys={PUBLIC}
    )
    assert not found.sound


@given(records(least=2), st.data())
def test_the_failure_is_placed_between_the_checkpoints_about_it(
    entries: list[LedgerEntry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(entries) - 1))
    good, bad = sealed(entries[:place]), sealed(entries)
    tampered = [*entries]
    tampered[place] = replace(entries[place], subject="changed")
    found = verdict(tampered, bad, good)
    assert found.failed[0].where.split()[1] == str(place)
    assert any(f"first {place} entries" in said for said in found.holds)


@given(records(least=2), st.data())
def test_a_tail_after_the_last_checkpoint_is_named_as_unproved(entries: list[LedgerEntry], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(entries) - 1))
    found = verdict(entries, sealed(entries[:size]))
    assert found.sound
    assert any(f"the last {len(entries) - size} of {len(entries)} entries" in said for said in found.unproved)
    assert any("nothing was cut off" in said for said in verdict(entries, sealed(entries)).unproved)


@given(records(least=2), st.data())
def test_only_a_second_holder_catches_the_holder_of_the_key(entries: list[LedgerEntry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    rewritten = [*entries]
    rewritten[place] = replace(entries[place], subject="rewritten")
    held = sealed(entries)
    alone = verdict(rewritten, sealed(rewritten))
    assert alone.sound
    assert any("second holder" in said for said in alone.unproved)
    assert not verdict(rewritten, sealed(rewritten), witnessed=[held]).sound
    honest = verdict(entries, sealed(entries), witnessed=[held])
    assert honest.sound
    assert not any("second holder" in said for said in honest.unproved)


@given(TREES)
def test_a_tree_grown_leaf_by_leaf_has_the_root_of_the_definition(leaves: list[bytes]) -> None:
    def defined(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        half = 1
        while half * 2 < len(part):
            half *= 2
        return ledger.tree.node(defined(part[:half]), defined(part[half:]))

    assert ledger.root(leaves) == defined(leaves)


@given(TREES, st.data())
def test_an_inclusion_proof_fits_its_leaf_place_and_root_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    proof, found = ledger.inclusion(leaves, index, size), ledger.root(leaves[:size])
    assert ledger.check_inclusion(proof, leaf=leaves[index], root=found)
    stranger = data.draw(HASH)
    assume(stranger not in leaves)
    assert not ledger.check_inclusion(proof, leaf=stranger, root=found)
    assert not ledger.check_inclusion(proof, leaf=leaves[index], root=stranger)
    assert not ledger.check_inclusion(
        replace(proof, path=(*proof.path, stranger.hex())), leaf=leaves[index], root=found
    )
    assert not ledger.check_inclusion(replace(proof, index=size), leaf=leaves[index], root=found)
    for n in range(len(proof.path)):
        changed = (*proof.path[:n], stranger.hex(), *proof.path[n + 1 :])
        assert not ledger.check_inclusion(replace(proof, path=changed), leaf=leaves[index], root=found)
        shorter = proof.path[:n] + proof.path[n + 1 :]
        assert not ledger.check_inclusion(replace(proof, path=shorter), leaf=leaves[index], root=found)


@given(TREES, st.data())
def test_a_consistency_proof_fits_its_two_roots_and_no_others(leaves: list[bytes], data: st.DataObject) -> None:
    new = data.draw(st.integers(1, len(leaves)))
    old = data.draw(st.integers(0, new))
    proof = ledger.consistency(leaves, old, new)
    roots = {"old_root": ledger.root(leaves[:old]), "new_root": ledger.root(leaves[:new])}
    assert ledger.check_consistency(proof, **roots)
    stranger = data.draw(HASH)
    assume(stranger not in leaves)
    assert not ledger.check_consistency(proof, **{**roots, "old_root": stranger})
    if old:
        assert not ledger.check_consistency(proof, **{**roots, "new_root": stranger})
    assert not ledger.check_consistency(replace(proof, path=(*proof.path, stranger.hex())), **roots)
    for n in range(len(proof.path)):
        changed = (*proof.path[:n], stranger.hex(), *proof.path[n + 1 :])
        assert not ledger.check_consistency(replace(proof, path=changed), **roots)
        assert not ledger.check_consistency(replace(proof, path=proof.path[:n] + proof.path[n + 1 :]), **roots)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    leaves = [bytes(32)] * 3
    for index, size in ((3, 3), (-1, 3), (0, 4), (0, 0)):
        with pytest.raises(BadInput):
            ledger.inclusion(leaves, index, size)
    for old, new in ((2, 1), (-1, 3), (0, 4)):
        with pytest.raises(BadInput):
            ledger.consistency(leaves, old, new)


def test_a_proof_that_holds_no_hashes_proves_nothing() -> None:
    leaves = [bytes([n]) * 32 for n in range(4)]
    proof = ledger.inclusion(leaves, 1, 4)
    bad = replace(proof, path=("zz", proof.path[1]))
    assert not ledger.check_inclusion(bad, leaf=leaves[1], root=ledger.root(leaves))


def test_a_seal_is_its_key_s_own() -> None:
    checkpoint = sealed([])
    assert ledger.check_seal(checkpoint, key=PUBLIC)
    assert not ledger.check_seal(checkpoint, key=ledger.public_hex(OTHER))
    assert not ledger.check_seal(checkpoint, key="not a key")
    for changed in (
        replace(checkpoint, size=1),
        replace(checkpoint, origin="example.org/other"),
        replace(checkpoint, root="00" * 32),
        replace(checkpoint, root="no hash"),
        replace(checkpoint, at=AT + timedelta(seconds=1)),
        replace(checkpoint, signature="00" * 64),
        replace(checkpoint, signature=""),
    ):
        assert not ledger.check_seal(changed, key=PUBLIC)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb", "a\u2028b", "a\u200eb"])
def test_an_origin_that_no_note_can_bear_is_refused(origin: str) -> None:
    with pytest.raises(BadInput, match="cannot be the name"):
        ledger.seal(origin=origin, size=0, root=bytes(32), at=AT, key=KEY)


def test_a_checkpoint_needs_a_zone_a_size_and_a_whole_root() -> None:
    for size, root, at in ((-1, bytes(32), AT), (0, bytes(31), AT), (0, bytes(32), AT.replace(tzinfo=None))):
        with pytest.raises(BadInput, match="a root of 32 bytes"):
            ledger.seal(origin="example.org", size=size, root=root, at=at, key=KEY)


@given(st.data())
def test_a_note_with_any_changed_character_is_refused(data: st.DataObject) -> None:
    text = ledger.note(sealed([]))
    place = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.characters(codec="utf-8"))
    assume(character != text[place])
    for changed in (text[:place] + character + text[place + 1 :], text[:place], text + character):
        with pytest.raises(BadInput, match="checkpoint note"):
            ledger.read_note(changed, key=PUBLIC)
    with pytest.raises(BadInput, match="checkpoint note"):
        ledger.read_note(text, key=ledger.public_hex(OTHER))


@given(
    st.builds(
        LedgerEntry,
        sequence=st.integers(0, 10**9),
        at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3, seconds=7))])),
        by=st.one_of(
            st.builds(Person, name=st.text(min_size=1).filter(str.strip)), st.just(Program(name="é", version='"'))
        ),
        kind=st.text(),
        subject=st.text(),
        body=st.text(),
    )
)
def test_an_entry_has_one_spelling(entry: LedgerEntry) -> None:
    assert ledger.spelled(entry) == canonical(entry)


@given(st.integers(1, 5000), st.integers(0, 5000), st.data())
@settings(max_examples=60)
def test_a_proof_from_kept_nodes_is_the_proof_from_all_leaves(size: int, kept: int, data: st.DataObject) -> None:
    leaves = [sha256(bytes([n & 255, n >> 8])).digest() for n in range(size)]
    index, frontier, nodes = data.draw(st.integers(0, size - 1)), ledger.EMPTY, {}
    for n, each in enumerate(leaves):
        if n < kept:
            nodes |= {(level, number): found for level, number, found in ledger.rising(frontier, each)}
        frontier = ledger.grow(frontier, each)
    asked = []

    def some(level: int, first: int, count: int) -> list[bytes]:
        asked.append(count)
        if level == 0:
            return leaves[first : first + count]
        assert level % ledger.STEP == 0
        return [nodes[level, n] for n in range(first, first + count) if (level, n) in nodes]

    proof = ledger.inclusion_by(ledger.roots_by(some), index=index, size=size)
    assert proof == ledger.inclusion(leaves, index, size)
    if kept >= size:
        assert sum(asked) <= 16 * 16, "a proof reads a little, however great the tree"

"""The language-neutral vectors: what any program that verifies our record must also find."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin import ledger
from tocsin.codec import canonical, decode
from tocsin.ledger.tree import leaf
from tocsin.model import ConsistencyProof, Erased, InclusionProof

VECTORS = Path(__file__).parents[1] / "conformance" / "ledger"


def load(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


TREE = load("tree.json")
LEAVES = [leaf(bytes.fromhex(data)) for data in TREE["leaves"]]
ROOTS = [bytes.fromhex(root) for root in TREE["roots"]]


def test_leaves_and_roots_are_those_of_the_rfc() -> None:
    assert [each.hex() for each in LEAVES] == TREE["leaf_hashes"]
    assert [ledger.root(LEAVES[:size]) for size in range(9)] == ROOTS


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert ledger.EMPTY.root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("row", TREE["inclusion"], ids=lambda row: f"{row['index']} in {row['size']}")
def test_inclusion(row: Any) -> None:
    proof = InclusionProof(index=row["index"], size=row["size"], path=tuple(row["path"]))
    assert ledger.inclusion(LEAVES, proof.index, proof.size) == proof
    assert ledger.check_inclusion(proof, leaf=LEAVES[proof.index], root=ROOTS[proof.size])


@pytest.mark.parametrize("row", TREE["consistency"], ids=lambda row: f"{row['old']} to {row['new']}")
def test_consistency(row: Any) -> None:
    proof = ConsistencyProof(old=row["old"], new=row["new"], path=tuple(row["path"]))
    assert ledger.consistency(LEAVES, proof.old, proof.new) == proof
    assert ledger.check_consistency(proof, old_root=ROOTS[proof.old], new_root=ROOTS[proof.new])


def test_entries_are_spelled_and_hashed_as_written() -> None:
    frontier = ledger.EMPTY
    for row in load("entries.json")["entries"]:
        entry = decode(row["entry"])
        frontier = ledger.grow(frontier, ledger.leaf_hash(entry))
        assert canonical(entry) == row["canonical"]
        assert ledger.leaf_hash(entry).hex() == row["leaf_hash"]
        assert frontier.root.hex() == row["root"]


CHECKPOINTS = load("checkpoints.json")


@pytest.mark.parametrize("row", CHECKPOINTS["checkpoints"], ids=lambda row: str(row["checkpoint"]["size"]))
def test_checkpoints_are_signed_notes(row: Any) -> None:
    checkpoint = decode(row["checkpoint"])
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(CHECKPOINTS["seed"]))
    again = ledger.seal(
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=bytes.fromhex(checkpoint.root),
        at=checkpoint.at,
        key=key,
    )
    assert again == checkpoint
    assert ledger.note_text(checkpoint) == row["text"]
    assert ledger.note(checkpoint) == row["note"]
    assert ledger.read_note(row["note"], key=checkpoint.key) == checkpoint
    assert ledger.verifier_key(checkpoint.origin, checkpoint.key) == row["verifier_key"]
    assert base64.b64decode(row["text"].splitlines()[2]).hex() == checkpoint.root


@pytest.mark.parametrize("case", load("verdicts.json")["cases"], ids=lambda case: case["name"])
def test_verdicts(case: Any) -> None:
    kept: dict[str, bytes | Erased] = {name: text.encode() for name, text in case["bodies"].items()}
    kept |= {name: Erased(digest=name, because=why) for name, why in case["erased"].items()}
    verdict = ledger.verify(
        [decode(entry) for entry in case["entries"]],
        bodies=kept.get,
        checkpoints=[decode(checkpoint) for checkpoint in case["checkpoints"]],
        keys=case["keys"],
    )
    assert (verdict.sound, [failure.where for failure in verdict.failed]) == (case["sound"], case["failed_at"])

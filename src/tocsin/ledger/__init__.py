"""Ledger: entries in, hashes, proofs and signed checkpoints out, and a verdict on a whole record.

The tree is that of RFC 6962 (and RFC 9162, 2.1): a leaf is SHA-256 over 0x00 and the entry's canonical
JSON, a node SHA-256 over 0x01 and its two children. Hashes are bytes inside this room and lower-case
hexadecimal in the words that leave it. A checkpoint is a signed note (C2SP) with one line more: the time.
"""

from tocsin.ledger.export import export
from tocsin.ledger.seal import check_seal, note, note_text, public_hex, read_note, seal, verifier_key
from tocsin.ledger.signatures import BEAR_SIGNATURES, Keyring, Proved, possession, signed, signer
from tocsin.ledger.stamps import stamped, stamped_at
from tocsin.ledger.tree import (
    EMPTY,
    STEP,
    Frontier,
    Nodes,
    check_consistency,
    check_inclusion,
    consistency,
    grow,
    inclusion,
    inclusion_by,
    leaf_hash,
    rising,
    root,
    roots_by,
    spelled,
)
from tocsin.ledger.verdict import ERASURE, Failure, Verdict, verify

__all__ = [
    "BEAR_SIGNATURES",
    "EMPTY",
    "ERASURE",
    "STEP",
    "Failure",
    "Frontier",
    "Keyring",
    "Nodes",
    "Proved",
    "Verdict",
    "check_consistency",
    "check_inclusion",
    "check_seal",
    "consistency",
    "export",
    "grow",
    "inclusion",
    "inclusion_by",
    "leaf_hash",
    "note",
    "note_text",
    "possession",
    "public_hex",
    "read_note",
    "rising",
    "root",
    "roots_by",
    "seal",
    "signed",
    "signer",
    "spelled",
    "stamped",
    "stamped_at",
    "verifier_key",
    "verify",
]

"""Checkpoints: signing the root of a record, and checking who signed it (Ed25519, C2SP signed note)."""

import base64
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tocsin.model import BadInput, Checkpoint

_ED25519 = b"\x01"
_HASH_SIZE = 32
_ID_SIZE = 4


def seal(*, origin: str, size: int, root: bytes, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """A checkpoint that `key` signs: the first `size` entries of `origin` have this root.

    Raises:
        BadInput: the origin is empty or holds a space or a plus sign, which a signed note cannot bear;
            the root is no SHA-256; the time has no zone.
    """
    if not origin or "+" in origin or any(c.isspace() or not c.isprintable() for c in origin):
        raise BadInput(
            where="checkpoint",
            what=f"{origin!r} cannot be the name of a record",
            now="use a name without spaces and plus signs, such as example.org/desk",
        )
    if size < 0 or len(root) != _HASH_SIZE or at.tzinfo is None:
        raise BadInput(where="checkpoint", what="it needs a size from 0, a root of 32 bytes, a time with zone")
    public = public_hex(key)
    bare = Checkpoint(origin=origin, size=size, root=root.hex(), at=at, key=public, signature="")
    signature = key.sign(note_text(bare).encode()).hex()
    return Checkpoint(origin=origin, size=size, root=root.hex(), at=at, key=public, signature=signature)


def check_seal(checkpoint: Checkpoint, *, key: str) -> bool:
    """Whether this hexadecimal public key signed exactly this origin, size, root and time."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(checkpoint.signature), note_text(checkpoint).encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def note_text(checkpoint: Checkpoint) -> str:
    """The text that is signed: origin, size, root in base64, and the time, a line each.

    Raises:
        ValueError: the root is not hexadecimal.
    """
    spelled = base64.b64encode(bytes.fromhex(checkpoint.root)).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{spelled}\nat {checkpoint.at.isoformat()}\n"


def note(checkpoint: Checkpoint) -> str:
    """The whole signed note, to be handed to a second holder: the text, an empty line, the signature."""
    signed = _key_id(checkpoint.origin, checkpoint.key) + bytes.fromhex(checkpoint.signature)
    return f"{note_text(checkpoint)}\n— {checkpoint.origin} {base64.b64encode(signed).decode()}\n"


def read_note(text: str, *, key: str) -> Checkpoint:
    """The checkpoint that a signed note spells, with the hexadecimal public key it is checked against.

    Raises:
        BadInput: it is no such note, or this key did not sign it.
    """
    try:
        checkpoint = _spelled(text.split("\n"), key=key)
        exact = note(checkpoint) == text
    except (ValueError, IndexError) as error:
        raise _unreadable(str(error)) from error
    if not exact:
        raise _unreadable("it has other lines, another key or another spelling than such a note")
    if not check_seal(checkpoint, key=key):
        raise BadInput(
            where="checkpoint note",
            what="the signature does not fit the text",
            now="the note was changed, or another key signed it",
        )
    return checkpoint


def _spelled(lines: list[str], *, key: str) -> Checkpoint:
    """What the lines of a note say, taken at their word."""
    signed = base64.b64decode(lines[5].split(" ")[2], validate=True)
    return Checkpoint(
        origin=lines[0],
        size=int(lines[1]),
        root=base64.b64decode(lines[2], validate=True).hex(),
        at=datetime.fromisoformat(lines[3].removeprefix("at ")),
        key=key,
        signature=signed[_ID_SIZE:].hex(),
    )


def _unreadable(why: str) -> BadInput:
    return BadInput(where="checkpoint note", what=f"it cannot be read: {why}", now="ask its holder for an exact copy")


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half of a key, hexadecimal: what others check a checkpoint against."""
    return key.public_key().public_bytes_raw().hex()


def verifier_key(origin: str, key: str) -> str:
    """The key as signed-note tools take it: name, key id, and the key in base64, joined by plus signs."""
    spelled = base64.b64encode(_ED25519 + bytes.fromhex(key)).decode()
    return f"{origin}+{_key_id(origin, key).hex()}+{spelled}"


def _key_id(origin: str, key: str) -> bytes:
    return sha256(origin.encode() + b"\n" + _ED25519 + bytes.fromhex(key)).digest()[:_ID_SIZE]

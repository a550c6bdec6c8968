"""People's keys: who may put one on record, and the proof that a ruling or an approval is theirs."""

from datetime import datetime
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin import ledger
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.model import KeyRevoked, NotAllowed, NotFound, Person, PersonKey

Key = Ed25519PrivateKey | None
"""A person's own key, where one is given."""
Word = TypeVar("Word", bound=Any)


def keyring(book: Book) -> ledger.Keyring:
    """The keys that stand now."""
    ring = ledger.Keyring()
    for key in book.all(PersonKey):
        ring.take(key)
    for revoked in book.all(KeyRevoked):
        ring.take(revoked)
    return ring


def prove(word: Word, *, key: Key, required: bool, book: Book) -> Word:
    """The word as it goes on record: signed where a key is given, else as it is, where nobody need sign.

    Raises:
        NotAllowed: the person has a key and did not sign, the key is not theirs or was revoked, or this office has
            everybody sign and the person has no key.
    """
    where = f"the signature of {word.by.name}"
    found = ledger.signed(word, key=key) if key is not None else word
    fault = keyring(book).fault(found)
    if fault:
        now = "sign with your own key, --sign FILE; tocsin keys list tells whose stand"
        raise NotAllowed(where=where, what=fault, now=now)
    if required and not found.signature:
        now = "tocsin keys add puts one on record; then give it with --sign FILE"
        raise NotAllowed(where=where, what="this office has everybody sign, and no key was given", now=now)
    return found


def add_key(
    person: Person, *, key: Ed25519PrivateKey, by: Person, vouching: Ed25519PrivateKey | None, book: Book, at: datetime
) -> PersonKey:
    """Put a person's key on record. The first of all is taken at its word; a standing key vouches for every other.

    Raises:
        NotAllowed: nobody who has a key vouches for it, the key was on record before, or somebody whose name is
            spelled otherwise and is the same has one.
    """
    public = ledger.public_hex(key)
    bare = PersonKey(person=person, key=public, possession=ledger.possession(person.name, key=key), by=by, at=at)
    with book.transaction():
        if book.get(PersonKey, public) is not None:
            raise NotAllowed(where=f"key {public[:12]}", what="it was on record before", now="make another")
        ring = keyring(book)
        for other in (ring.standing[k] for k in ring.of(person)):
            if other != person:
                what = f"{other.name} has a key, and that is the same name"
                raise NotAllowed(where=f"the key of {person.name}", what=what, now="write the name as it is on record")
        found = _vouched(bare, ring, vouching=vouching)
        book.record(Act(kind="key", subject=public, words=(found,), by=by, at=at))
    return found


def revoke_key(
    key: str, *, because: str, by: Person, vouching: Ed25519PrivateKey | None, book: Book, at: datetime
) -> KeyRevoked:
    """A key proves nothing from here on. Whoever has a standing key may say so, of any.

    Raises:
        NotFound: no such key stands.
        NotAllowed: nobody who has a key signs it, no reason is given, or it is the last that stands: whoever came
            next would have to be taken at their word.
    """
    where = f"key {key[:12]}"
    with book.transaction():
        ring = keyring(book)
        if key not in ring.standing:
            raise NotFound(where=where, what="no such key stands", now="tocsin keys list names them")
        if len(ring.standing) == 1:
            now = "put another on record first, which this one vouches for; then revoke it with that"
            raise NotAllowed(where=where, what="it is the last key that stands", now=now)
        if not because.strip():
            raise NotAllowed(where=where, what="no reason is given", now="say why")
        found = _vouched(KeyRevoked(key=key, because=because, by=by, at=at), ring, vouching=vouching)
        book.record(Act(kind="key", subject=key, words=(found,), by=by, at=at))
    return found


def _vouched(word: Word, ring: ledger.Keyring, *, vouching: Ed25519PrivateKey | None) -> Word:
    found: Word = ledger.signed(word, key=vouching) if vouching is not None else word
    if ring.ever and not ring.vouches(found):
        now = "have somebody who has a key sign it: --by NAME --sign FILE"
        raise NotAllowed(
            where=f"key {found.key[:12]}", what=f"no standing key of {found.by.name} vouches for it", now=now
        )
    return found

"""Whose signature counts under whose name: one's own, while it stands, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.scene import grade, says
from tocsin import ledger
from tocsin.model import Closing, KeyRevoked, Person, PersonKey

AT = datetime(2024, 3, 7, tzinfo=UTC)
VERA, KIM = Person(name="Exercise Officer Vera Lind"), Person(name="Exercise Approver Kim Aho")
HERS, THEIRS = (Ed25519PrivateKey.from_private_bytes(bytes([n] * 32)) for n in (1, 2))
CLOSED = Closing(incident="i", because="It is over.", by=VERA, at=AT)


def key_of(person: Person, key: Ed25519PrivateKey) -> PersonKey:
    held = ledger.possession(person.name, key=key)
    return PersonKey(person=person, key=ledger.public_hex(key), possession=held, by=VERA, at=AT)


@pytest.fixture
def ring() -> ledger.Keyring:
    found = ledger.Keyring()
    found.take(key_of(VERA, HERS))
    found.take(key_of(KIM, THEIRS))
    return found


def test_ones_own_key_signs_for_one_and_nobody_elses_does(ring: ledger.Keyring) -> None:
    assert ring.fault(ledger.signed(CLOSED, key=HERS)) == ""
    assert ring.fault(ledger.signed(CLOSED, key=THEIRS)).endswith(f"not on record as {VERA.name}'s")


def test_whoever_has_a_key_signs_with_it_in_every_spelling_of_the_name(ring: ledger.Keyring) -> None:
    assert ring.fault(CLOSED) == f"{VERA.name} has a key on record, and did not sign it"
    shouted = Person(name=VERA.name.upper())
    assert ring.fault(replace(CLOSED, by=shouted)).endswith("has a key on record, and did not sign it")
    assert ring.fault(replace(CLOSED, by=Person(name="Exercise Porter"))) == "", "who has none cannot"


def test_a_signature_of_other_words_and_one_of_a_program_are_told(ring: ledger.Keyring) -> None:
    moved = replace(ledger.signed(CLOSED, key=HERS), because="Nothing came of it.")
    assert ring.fault(moved) == f"the signature of {VERA.name} does not fit it"
    assert ring.fault(ledger.signed(grade(says("They plan it.")), key=HERS)).endswith("is a program")


def test_a_key_that_was_revoked_never_stands_again_and_vouches_for_nobody(ring: ledger.Keyring) -> None:
    ring.take(KeyRevoked(key=ledger.public_hex(HERS), because="lost", by=KIM, at=AT))
    ring.take(key_of(VERA, HERS))
    assert ring.of(VERA) == ()
    assert ring.fault(ledger.signed(CLOSED, key=HERS)).endswith(f"not on record as {VERA.name}'s")
    assert not ring.vouches(ledger.signed(key_of(VERA, HERS), key=HERS))


def test_only_whoever_is_named_vouches_and_with_their_own_key(ring: ledger.Keyring) -> None:
    new = key_of(Person(name="Exercise Porter"), Ed25519PrivateKey.from_private_bytes(bytes([3] * 32)))
    assert ring.vouches(ledger.signed(new, key=HERS))
    assert not ring.vouches(ledger.signed(new, key=THEIRS)), "it says that Vera vouches"
    assert not ring.vouches(new)

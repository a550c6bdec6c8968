"""People's signatures on what they do in their names, from a ruling to a mark: Ed25519 over its canonical JSON."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tocsin.codec import canonical, decode
from tocsin.ledger.seal import public_hex
from tocsin.ledger.verdict import Failure
from tocsin.model import (
    Account,
    Approval,
    Assessment,
    Cancellation,
    Closing,
    Consultation,
    Correction,
    DutyDecision,
    Erasure,
    Extension,
    Grade,
    KeyRevoked,
    Link,
    Outcome,
    Person,
    PersonKey,
    Relay,
    Rendering,
    Restoring,
    Submission,
    Weighing,
)

Word = TypeVar("Word", bound=Any)
_FIRST = (DutyDecision, Submission, Approval, Extension, Cancellation, Erasure, Relay, Weighing, Outcome, Restoring)
_LATER = (Closing, Consultation, Rendering, Account, Correction, Link, Grade, Assessment)
"""What always had a field for a signature, and what older programs put on record without one."""
SIGNED = (*_FIRST, *_LATER)
"""What people sign with their names."""
BEAR_SIGNATURES = frozenset(
    {
        "ruling", "submission", "approval", "extension", "cancellation", "key", "personal-erasure",
        "closing", "consultation", "rendering", "account", "correction", "judgement", "grade", "assessment",
        "relay", "weighing", "outcome", "restoring",
    }
)  # fmt: skip
"""The kinds of the acts that hold what people sign, and whose keys stand."""
_ACT, _HOLDS = b"tocsin act 1\n", b"tocsin key 1\n"


def signed(word: Word, *, key: Ed25519PrivateKey) -> Word:
    """The word with the signature of a key: "public:signature", both hexadecimal."""
    signature = key.sign(_ACT + _bare(word)).hex()
    return replace(word, signature=f"{public_hex(key)}:{signature}")


def signer(word: Any) -> str:
    """The public key whose signature a word truly bears; "" where it bears none, or one that does not fit."""
    key, _, signature = word.signature.partition(":")
    return key if _fits(key, signature, _ACT + _bare(word)) else ""


def possession(name: str, *, key: Ed25519PrivateKey) -> str:
    """The proof that whoever puts a key on record under a name holds its private half."""
    return key.sign(_holding(name, public_hex(key))).hex()


def possessed(word: PersonKey) -> bool:
    """Whether the proof of possession fits."""
    return _fits(word.key, word.possession, _holding(word.person.name, word.key))


@dataclass(slots=True)
class Keyring:
    """The keys that stand at one point of the record, each with its person, and every key that ever stood."""

    standing: dict[str, Person] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)

    def take(self, word: PersonKey | KeyRevoked) -> None:
        """A key was added or revoked. One that was revoked never stands again."""
        if isinstance(word, KeyRevoked):
            self.standing.pop(word.key, None)
        elif word.key not in self.ever:
            self.standing[word.key] = word.person
        self.ever.add(word.key)

    def of(self, person: Person) -> tuple[str, ...]:
        """The keys of a person that stand, however the name is spelled."""
        return tuple(key for key, whose in self.standing.items() if whose.known_as == person.known_as)

    def fault(self, word: Any) -> str:
        """What is wrong with the signature of a word, or nothing: whoever has a key signs with it, and no program."""
        if not isinstance(word.by, Person):
            return f"it bears a signature, and {word.by.name} is a program" if word.signature else ""
        key = signer(word)
        if word.signature and not key:
            return f"the signature of {word.by.name} does not fit it"
        if key and self.standing.get(key) != word.by:
            return f"it is signed with a key that is not on record as {word.by.name}'s"
        if not key and self.of(word.by):
            return f"{word.by.name} has a key on record, and did not sign it"
        return ""

    def vouches(self, word: PersonKey | KeyRevoked) -> bool:
        """Whether a standing key of whoever did it signed that a key was added or revoked."""
        key = signer(word)
        return bool(key) and self.standing.get(key) == word.by


@dataclass(slots=True)
class Proved:
    """What is known of the signatures of a record after a walk through it.

    Acts of the later kinds are `asked` for a signature from the first on that has a place for one.
    """

    ring: Keyring = field(default_factory=Keyring)
    asked: bool = False
    signed: int = 0
    unsigned: int = 0
    unvouched: list[str] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def take(self, place: int, spelled: Iterable[Mapping[str, Any]]) -> None:
        """Look at the words of one entry as they are spelled on record, in its order."""
        for each in spelled:
            word = decode(each)
            if isinstance(word, SIGNED):
                self.asked = self.asked or (isinstance(word, _LATER) and "signature" in each)
                fault = self.ring.fault(word) if self.asked or isinstance(word, _FIRST) else ""
                if fault:
                    self.failed.append((place, fault))
                elif word.signature:
                    self.signed += 1
                elif isinstance(word.by, Person):
                    self.unsigned += 1
            elif isinstance(word, PersonKey | KeyRevoked):
                self.failed.extend((place, fault) for fault in self._faults(word))
                if isinstance(word, PersonKey) and not self.ring.ever:
                    self.unvouched.append(f"{word.person.name}'s key {word.key[:12]} in entry {place}")
                self.ring.take(word)

    @property
    def holds(self) -> tuple[str, ...]:
        """What they prove, in words."""
        return (f"{self.signed} acts of people bear the signature of who they name",) if self.signed else ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What is wrong with them."""
        return tuple(Failure(where=f"entry {place}", what=what) for place, what in self.failed)

    @property
    def unproved(self) -> tuple[str, ...]:
        """What they do not prove, in words."""
        bare = f"who it was that ruled, approved, judged or closed in {self.unsigned} acts that bear no signature"
        first = (f"that the first key is its person's, since nobody vouched for it: {key}" for key in self.unvouched)
        return (*((bare,) if self.unsigned else ()), *first)

    def _faults(self, word: PersonKey | KeyRevoked) -> Iterator[str]:
        if isinstance(word, PersonKey) and not possessed(word):
            yield f"the key {word.key[:12]} was put on record by somebody who does not hold it"
        if isinstance(word, PersonKey) and word.key in self.ring.ever:
            yield f"the key {word.key[:12]} was put on record once more, which makes nothing of it stand again"
        if self.ring.ever and not self.ring.vouches(word):
            yield f"no standing key of {word.by.name} signed what was done with key {word.key[:12]}"


def _bare(word: Any) -> bytes:
    return canonical(replace(word, signature="")).encode()


def _holding(name: str, key: str) -> bytes:
    return _HOLDS + f"{name}\n{key}".encode()


def _fits(key: str, signature: str, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text)
    except (ValueError, InvalidSignature):
        return False
    return True

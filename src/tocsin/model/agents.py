"""Who does things: persons and programs (PROV)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a name, who can be asked why."""

    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a person has a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program and its version."""

    name: str
    version: str


Agent = Person | Program


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKey:
    """A person's public key (Ed25519, hexadecimal), by which their rulings and approvals are proved.

    `by` put it on record. `possession` is the key's own signature over person and key, so that nobody records a key
    that the person does not hold; `signature` is by a key that stood before, and "" for the first of all.
    """

    person: Person
    key: str
    possession: str
    by: Person
    at: datetime
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked:
    """A key proves nothing from here on, and why; what it signed before stands."""

    key: str
    because: str
    by: Person
    at: datetime
    signature: str = ""

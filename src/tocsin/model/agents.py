"""Who does things: persons and programs (PROV)."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from tocsin.model.errors import NotAllowed

_ALIKE = str.maketrans("авекмнорстухіјѕαβεζηικμνορτυχ", "abekmhopctyxijsabezhikmvoptyx")
"""Cyrillic and Greek letters, and the Latin ones that they are taken for in either case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a name, who can be asked why."""

    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a person has a name")

    @property
    def known_as(self) -> str:
        """The name without regard to capitals, blanks, hyphens, accents and letters that look alike: whose it is.

        Two spellings of one name are one person, who does not become another by a second blank or a Cyrillic a.
        """
        folded = unicodedata.normalize("NFKD", self.name).casefold().translate(_ALIKE)
        return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN" and not "\u0300" <= c <= "\u036f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program and its version."""

    name: str
    version: str


Agent = Person | Program


def by_a_person(by: object) -> None:
    """Refuse an act that nobody with a name stands behind: speech and silence are for persons.

    Raises:
        NotAllowed: it is no person.
    """
    if not isinstance(by, Person):
        raise NotAllowed(
            where="who acts", what="only a person does this, and no program", now="say who you are with --by NAME"
        )


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

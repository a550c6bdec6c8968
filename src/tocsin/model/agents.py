"""Who does things: persons and programs (PROV)."""

from dataclasses import dataclass


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

"""A warning is told as lifted only where somebody says that it was: in any doubt it stands."""

import pytest

from tests.reading.told import read
from tocsin.model import Kind

BEFORE = "The embassy warned on Thursday that extremists intend to attack concerts in Moscow. "


def lifted(sentence: str) -> list[str]:
    """The words by which a warning is told as not standing, behind the warning itself."""
    return [s.content[0].quote for s in read(BEFORE + sentence) if s.kind is Kind.WARNING and s.negative]


@pytest.mark.parametrize(
    "sentence",
    [
        "The embassy's website did not say whether the warning had been extended or withdrawn.",
        "It is not clear if the warning has been lifted.",
        "The statement does not say that the warning was withdrawn.",
        "The embassy has not said that its warning was withdrawn.",
        "A spokesman denied that the warning had been withdrawn.",
        "It is not true that the warning was lifted.",
        "Officials would not say when the warning would be withdrawn.",
        "The embassy did not withdraw its warning.",
        "The warning was not withdrawn.",
        "The warning wasn't lifted.",
        "No official said the warning had been lifted.",
        "The weather warning was lifted.",
        "The warning of a storm was lifted.",
        "The warning was almost withdrawn.",
    ],
)
def test_in_doubt_a_warning_stands(sentence: str) -> None:
    assert lifted(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The embassy said that the warning had been withdrawn.",
        "The embassy lifted its warning, which had not been renewed.",
        "The warning of an attack was lifted on Friday without explanation.",
        "The warning was withdrawn because no attack came.",
    ],
)
def test_what_was_lifted_is_told_as_lifted(sentence: str) -> None:
    assert len(lifted(sentence)) == 1

"""Records made from texts against an expert's records of the same texts: each field right, given, wanted, empty."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.marks import Mark, figures_of

Row = Mapping[str, Hashable]
"""A record: each field's value; None where the field is empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field over all records: of how many it is the same, empty on both sides included, and the mark of its values.

    In the mark, `wanted` counts the records whose expert filled the field, `found` those where it was filled from the
    text, `right` those where both did and the values are the same.
    """

    same: int
    of: int
    mark: Mark

    @property
    def accuracy(self) -> float:
        """The share of records in which the field is the same, 0 to 1."""
        return self.same / self.of if self.of else 1.0


def field(wanted: Sequence[Row], given: Sequence[Row], name: str) -> Field:
    """One field of some records, in the same order."""
    pairs = [(w[name], g[name]) for w, g in zip(wanted, given, strict=True)]
    filled = [sum(v is not None for v in side) for side in zip(*pairs, strict=True)] if pairs else [0, 0]
    right = sum(w == g and w is not None for w, g in pairs)
    return Field(sum(w == g for w, g in pairs), len(pairs), Mark(filled[0], filled[1], right))


def figures(wanted: Sequence[Row], given: Sequence[Row], names: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    """Accuracy of each field, precision, recall and F1 of its values, and the share of records right in all of them."""
    for name in names:
        one = field(wanted, given, name)
        yield f"{name}: accuracy", 100 * one.accuracy, "%"
        yield from figures_of(name, one.mark)
    whole = sum(all(w[n] == g[n] for n in names) for w, g in zip(wanted, given, strict=True))
    yield "records right in every field", 100 * whole / (len(wanted) or 1), "%"


def wrong(wanted: Row, given: Row, names: Sequence[str]) -> list[str]:
    """The fields that differ, in words: what the expert wrote, and what was made of the text."""
    return [f"{n} {wanted[n]!r} not {given[n]!r}" for n in names if wanted[n] != given[n]]

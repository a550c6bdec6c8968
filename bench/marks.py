"""How many were wanted, found and right: marks of several texts as one, and the three figures of a mark."""

from collections.abc import Iterable, Iterator

from corpus.score import Mark

__all__ = ["Mark", "figures_of", "together"]


def together(marks: Iterable[Mark]) -> Mark:
    """Several marks as one: counts are added, so that each thing counted weighs the same (micro-average)."""
    rows = [(m.wanted, m.found, m.right) for m in marks]
    wanted, found, right = (sum(row[n] for row in rows) for n in range(3))
    return Mark(wanted, found, right)


def figures_of(name: str, mark: Mark) -> Iterator[tuple[str, float, str]]:
    """Precision, recall and F1 of a mark, in percent."""
    yield f"{name}: precision", 100 * mark.precision, "%"
    yield f"{name}: recall", 100 * mark.recall, "%"
    yield f"{name}: F1", 100 * mark.f1, "%"

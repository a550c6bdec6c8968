"""Labels given against labels wanted: accuracy, F1 by label and its mean, and how far two scales lie apart."""

from collections.abc import Hashable, Sequence
from math import sqrt

from bench.marks import Mark

Labels = Sequence[Hashable]


def accuracy(wanted: Labels, given: Labels) -> float:
    """The share of labels that are right, 0 to 1; 1 where there is none to give."""
    right = sum(w == g for w, g in zip(wanted, given, strict=True))
    return right / len(wanted) if wanted else 1.0


def of_label(wanted: Labels, given: Labels, label: Hashable) -> Mark:
    """How often a label was wanted, given, and both at once."""
    pairs = list(zip(wanted, given, strict=True))
    return Mark(wanted.count(label), given.count(label), sum(w == g == label for w, g in pairs))


def macro_f1(wanted: Labels, given: Labels) -> float:
    """The mean F1 of all labels that are wanted or given, each weighing the same, 0 to 1."""
    labels = {*wanted, *given}
    return sum(of_label(wanted, given, x).f1 for x in labels) / len(labels) if labels else 1.0


def mean_error(wanted: Sequence[float], given: Sequence[float]) -> float:
    """The mean absolute error."""
    return sum(abs(w - g) for w, g in zip(wanted, given, strict=True)) / len(wanted)


def correlation(wanted: Sequence[float], given: Sequence[float]) -> float:
    """Pearson's r, -1 to 1; 0 where one of the two never varies."""
    mean_w, mean_g = sum(wanted) / len(wanted), sum(given) / len(given)
    pairs = [(w - mean_w, g - mean_g) for w, g in zip(wanted, given, strict=True)]
    spread = sqrt(sum(w * w for w, _ in pairs) * sum(g * g for _, g in pairs))
    return sum(w * g for w, g in pairs) / spread if spread else 0.0

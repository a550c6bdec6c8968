"""Clusters found against clusters marked, over the same mentions: MUC, B³, CEAFe and their mean.

MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAFe: Luo 2005, with the entity similarity φ4. The mean of the
three F1 is the CoNLL score (Pradhan et al. 2012), as the reference scorer computes them (Pradhan et al. 2014). A
mention that stands alone is a cluster; both sides hold the same mentions, as where mentions are given.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Cluster = frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one measure, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def muc(marked: Collection[Cluster], found: Collection[Cluster]) -> Score:
    """Of the links that would join each cluster, the share that the other side has too; single mentions count nothing."""
    return Score(_links(found, marked), _links(marked, found))


def _links(ones: Iterable[Cluster], others: Iterable[Cluster]) -> float:
    home = _homes(others)
    sizes = [(len(c), len({home[m] for m in c})) for c in ones]
    all_ = sum(size - 1 for size, _ in sizes)
    return sum(size - parts for size, parts in sizes) / all_ if all_ else 0.0


def b_cubed(marked: Collection[Cluster], found: Collection[Cluster]) -> Score:
    """For each mention, how much of its cluster is right, meant over all mentions."""
    return Score(_overlap(found, marked), _overlap(marked, found))


def _overlap(ones: Iterable[Cluster], others: Iterable[Cluster]) -> float:
    home = _homes(others)
    shares = [len(c & home[m]) / len(c) for c in ones for m in c]
    return sum(shares) / len(shares) if shares else 0.0


def ceaf_e(marked: Collection[Cluster], found: Collection[Cluster]) -> Score:
    """How alike the clusters are when each is put to one of the other side at most, as well as can be."""
    best = _assigned(marked, found)
    return Score(best / len(found) if found else 0.0, best / len(marked) if marked else 0.0)


def conll(marked: Collection[Cluster], found: Collection[Cluster]) -> float:
    """The mean F1 of the three, 0 to 1."""
    return (muc(marked, found).f1 + b_cubed(marked, found).f1 + ceaf_e(marked, found).f1) / 3


def without_singletons(marked: Iterable[Cluster], found: Iterable[Cluster]) -> tuple[list[Cluster], list[Cluster]]:
    """Both sides over the mentions that are marked with another, so that lone mentions bring nothing and cost nothing.

    A mention that stands alone in the key says nothing of linking, and makes B³ and CEAFe high for whoever links
    nothing (Cattan et al. 2021). A found cluster is cut down to the mentions kept.
    """
    kept = [c for c in marked if len(c) > 1]
    mentions = frozenset[str]().union(*kept)
    return kept, [cut for c in found if (cut := c & mentions)]


def _homes(clusters: Iterable[Cluster]) -> Mapping[str, Cluster]:
    return {mention: cluster for cluster in clusters for mention in cluster}


def _assigned(marked: Collection[Cluster], found: Collection[Cluster]) -> float:
    """The sum of φ4 under the best assignment, worked out for each set of clusters that share mentions by itself."""
    home = _homes(found)
    touches = {c: {home[m] for m in c} for c in marked}
    groups: list[tuple[set[Cluster], set[Cluster]]] = []
    for cluster, others in touches.items():
        joined = [g for g in groups if g[1] & others]
        groups = [g for g in groups if not g[1] & others]
        groups.append(({cluster}.union(*(g[0] for g in joined)), others.union(*(g[1] for g in joined))))
    return float(sum(_best([[_alike(a, b) for b in right] for a in left]) for left, right in groups))


def _alike(one: Cluster, other: Cluster) -> Fraction:
    return Fraction(2 * len(one & other), len(one) + len(other))


def _best(gain: Sequence[Sequence[Fraction]]) -> Fraction:
    """The largest sum of one entry a row and column at most (Kuhn and Munkres, by shortest paths, Jonker 1987)."""
    rows = gain if len(gain) <= len(gain[0]) else list(zip(*gain, strict=True))
    n, m = len(rows), len(rows[0])
    up, down = [Fraction(0)] * (n + 1), [Fraction(0)] * (m + 1)
    match = [0] * (m + 1)
    for row in range(1, n + 1):
        match[0], at = row, 0
        least: dict[int, Fraction] = {}
        way: dict[int, int] = {}
        used: set[int] = set()
        while match[at]:
            used.add(at)
            for col in set(range(1, m + 1)) - used:
                cost = -rows[match[at] - 1][col - 1] - up[match[at]] - down[col]
                if col not in least or cost < least[col]:
                    least[col], way[col] = cost, at
            following = min(set(range(1, m + 1)) - used, key=lambda c: least[c])
            step = least[following]
            for col in used:
                up[match[col]] += step
                down[col] -= step
            for col in set(range(1, m + 1)) - used:
                least[col] -= step
            at = following
        while at:
            match[at], at = match[way[at]], way[at]
    return sum((rows[match[c] - 1][c - 1] for c in range(1, m + 1) if match[c]), Fraction(0))


def grouped(labels: Mapping[str, Hashable]) -> list[Cluster]:
    """The clusters of mentions that bear the same label."""
    out: dict[Hashable, set[str]] = defaultdict(set)
    for mention, label in labels.items():
        out[label].add(mention)
    return [frozenset(c) for c in out.values()]

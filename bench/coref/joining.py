"""Joining what is near by average linkage: documents to stories, and mentions to events."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bench.coref.mentions import Vector, alike

Floats = NDArray[np.float64]

NEIGHBOURS = 5
MOST = 0.4
"""How alike documents count at most, and how alike a document is to itself: the likest two of one story are so."""


class Stories:
    """How alike documents are, and how alike the stories are at which two of them come together.

    Documents are joined over all of them; two that are not very alike themselves come together early where others
    stand between.
    """

    def __init__(self, documents: Mapping[str, Vector]) -> None:
        self._at = {name: n for n, name in enumerate(documents)}
        vectors = list(documents.values())
        self._alike = np.zeros((len(vectors), len(vectors)))
        for n, m in combinations(range(len(vectors)), 2):
            self._alike[n, m] = self._alike[m, n] = alike(vectors[n], vectors[m])
        self._merge = merging(self._alike)
        self._usual = np.sort(self._merge, axis=1)[:, -min(NEIGHBOURS, len(vectors))]

    def of(self, one: str, other: str) -> tuple[float, float, float]:
        """How alike their stories are where they come together; the same beside what is usual for the two; themselves.

        Usual for a document is how alike the stories are at which it comes together with its fifth neighbour.
        """
        if one == other:
            return MOST, 1.0, MOST
        n, m = self._at[one], self._at[other]
        merge, usual = float(self._merge[n, m]), float(self._usual[n] * self._usual[m]) ** 0.5
        return min(MOST, merge), min(1.0, merge / usual if usual else 0.0), min(MOST, float(self._alike[n, m]))

    def found(self, least: float) -> dict[str, int]:
        """The number of each document's story, where stories are joined down to `least`."""
        numbers = clusters(self._alike, least=least)
        return {name: numbers[n] for name, n in self._at.items()}


def merging(near: Floats) -> Floats:
    """For each two, how near the clusters were that brought them together (the cophenetic matrix)."""
    out = np.zeros_like(near)
    for left, right, at in merges(near, least=-1.0):
        out[np.ix_(left, right)] = at
        out[np.ix_(right, left)] = at
    return out


def clusters(near: Floats, *, least: float) -> list[int]:
    """The number of each one's cluster, where clusters are joined down to `least` on average."""
    numbers = list(range(len(near)))
    for left, right, _ in merges(near, least=least):
        for n in right:
            numbers[n] = numbers[left[0]]
    return numbers


def merges(near: Floats, *, least: float) -> Iterator[tuple[list[int], list[int], float]]:
    """The two nearest clusters each time, down to `least`, with how near they are on average (UPGMA)."""
    count = len(near)
    total, mean = near.astype(float), near.astype(float)
    np.fill_diagonal(mean, -np.inf)
    size, alive = np.ones(count), np.ones(count, dtype=bool)
    members = [[n] for n in range(count)]
    for _ in range(count - 1):
        n, m = sorted(divmod(int(mean.argmax()), count))
        at = float(mean[n, m])
        if at < least:
            return
        yield list(members[n]), list(members[m]), at
        members[n] += members[m]
        total[n] += total[m]
        total[:, n] += total[:, m]
        size[n] += size[m]
        alive[m] = False
        mean[n] = np.where(alive, total[n] / (size[n] * size), -np.inf)
        mean[n, n] = -np.inf
        mean[:, n] = mean[n]
        mean[m], mean[:, m] = -np.inf, -np.inf

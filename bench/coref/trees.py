"""Boosted trees of a fixed depth: how likely, by some features (Friedman 2001, with the second-order gain of XGBoost)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DEPTH, ROUNDS, RATE, BINS = 4, 120, 0.08, 48
LIGHTEST, PENALTY = 20.0, 5.0
"""The least weight of a leaf (sum of the second derivatives), and the ridge on its value."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of depth `DEPTH`, each as the features and cuts of its nodes in order of level, and the values of leaves.

    A case goes right where the feature is above the cut. `base` is the log-odds before any tree.
    """

    base: float
    features: Ints
    cuts: Floats
    leaves: Floats

    def likely(self, seen: Floats) -> Floats:
        """How likely each case is, 0 to 1."""
        score = np.full(len(seen), self.base)
        for features, cuts, leaves in zip(self.features, self.cuts, self.leaves, strict=True):
            at = np.zeros(len(seen), dtype=np.int64)
            for _ in range(DEPTH):
                at = 2 * at + 1 + (seen[np.arange(len(seen)), features[at]] > cuts[at])
            score += leaves[at - (2**DEPTH - 1)]
        likely: Floats = 1 / (1 + np.exp(-score))
        return likely

    def kept(self) -> dict[str, Any]:
        """The forest as JSON."""
        return {
            "base": round(self.base, 4), "features": self.features.tolist(),
            "cuts": np.round(self.cuts, 4).tolist(), "leaves": np.round(self.leaves, 4).tolist(),
        }  # fmt: skip


def read(kept: dict[str, Any]) -> Forest:
    """The forest out of JSON."""
    return Forest(kept["base"], np.array(kept["features"]), np.array(kept["cuts"]), np.array(kept["leaves"]))


def fit(seen: Floats, is_one: Floats) -> Forest:
    """A forest for cases of two kinds; the same cases give the same forest."""
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in seen.T]
    binned = np.stack([np.searchsorted(e, column) for e, column in zip(edges, seen.T, strict=True)], axis=1)
    share = is_one.mean()
    base = float(np.log(share / (1 - share)))
    score = np.full(len(seen), base)
    grown = []
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-score))
        features, bins, at, leaves = _tree(binned, likely - is_one, likely * (1 - likely))
        score += leaves[at]
        cuts = [edges[f][b] if b < len(edges[f]) else np.inf for f, b in zip(features, bins, strict=True)]
        grown.append((features, np.minimum(cuts, 1e9), leaves))
    return Forest(base, *(np.array(part) for part in zip(*grown, strict=True)))


def _tree(binned: Ints, first: Floats, second: Floats) -> tuple[list[int], list[int], Ints, Floats]:
    """The features and bins of a tree's nodes, the leaf of each case, and the leaves' values."""
    at = np.zeros(len(binned), dtype=np.int64)
    features: list[int] = []
    bins: list[int] = []
    for level in range(DEPTH):
        cut = _cuts(binned, at, first, second, 2**level)
        features += [f for f, _ in cut]
        bins += [b for _, b in cut]
        f, b = (np.array(part)[at] for part in zip(*cut, strict=True))
        at = 2 * at + (binned[np.arange(len(binned)), f] > b)
    count = 2**DEPTH
    weight = np.bincount(at, second, count) + PENALTY
    return features, bins, at, -RATE * np.bincount(at, first, count) / weight


def _cuts(binned: Ints, at: Ints, first: Floats, second: Floats, count: int) -> list[tuple[int, int]]:
    """For each node of a level the feature and bin whose cut gains most; no cut is a bin beyond all."""
    best = np.zeros(count)
    cut = [(0, BINS + 1)] * count
    for feature in range(binned.shape[1]):
        key = at * (BINS + 1) + binned[:, feature]
        g, h = (np.bincount(key, w, count * (BINS + 1)).reshape(count, -1).cumsum(axis=1) for w in (first, second))
        gain = _gain(g, h) + _gain(g[:, -1:] - g, h[:, -1:] - h) - _gain(g[:, -1:], h[:, -1:])
        gain[(h < LIGHTEST) | (h[:, -1:] - h < LIGHTEST)] = 0.0
        for node in np.flatnonzero(gain.max(axis=1) > best):
            best[node], cut[node] = gain[node].max(), (feature, int(gain[node].argmax()))
    return cut


def _gain(first: Floats, second: Floats) -> Floats:
    gain: Floats = first**2 / (second + PENALTY)
    return gain

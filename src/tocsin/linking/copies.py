"""Copies and near-copies of one text, found by runs of five words (shingles), in near-linear time."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from tocsin.model import Report

RUN = 5
"""Words in a shingle."""

JACCARD = 0.5
"""Two texts that share this much of what both hold together are near-copies (Broder 1997)."""

CONTAINED = 0.6
"""A text of which this much stands in the other was taken from it, or the other from it."""

LEAST = 12
"""Shingles that a text must have to be called a near-copy: short notes agree by chance."""

_POSTED = 50
_REMEMBERED = 2000


def clusters(reports: Mapping[str, Report]) -> dict[str, str]:
    """Each report's id to that of the cluster of copies it belongs to: the least id in it."""
    parent = {report: report for report in reports}
    shingled = {report: shingles(reports[report].text) for report in sorted(reports)}
    first: dict[int, str] = {}
    posted: dict[int, list[str]] = defaultdict(list)
    for report, own in shingled.items():
        again = first.keys() & own  # few: most runs of five words stand in one text alone
        shared = Counter(first[shingle] for shingle in again)
        for shingle in again:
            others = posted[shingle]
            shared.update(others)
            if len(others) < _POSTED:
                others.append(report)
        first.update(dict.fromkeys(own - again, report))
        for other, common in shared.items():
            if is_copy(len(own), len(shingled[other]), common):
                _union(parent, report, other)
    return {report: _root(parent, report) for report in reports}


@lru_cache(maxsize=_REMEMBERED)
def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, in lower case, as numbers; those of the last texts are remembered."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))


def is_copy(left: int, right: int, common: int) -> bool:
    """Whether two texts with so many shingles, and so many in common, are near-copies."""
    least = min(left, right)
    return least >= LEAST and (common >= JACCARD * (left + right - common) or common >= CONTAINED * least)


def _union(parent: dict[str, str], left: str, right: str) -> None:
    a, b = sorted((_root(parent, left), _root(parent, right)))
    parent[b] = a


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        one = parent[one]
    return one

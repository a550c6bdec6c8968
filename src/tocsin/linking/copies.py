"""Copies and near-copies of one text, found by runs of five words (shingles), in near-linear time."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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

COUNTED = 51
"""A shingle counts for so many reports, by their ids: what stands in more of them is furniture, and tells little."""
_REMEMBERED = 2000


@dataclass(slots=True)
class Copies:
    """Which texts are copies of one another, as one report comes after another.

    `held` has the reports in which a shingle stands, in order of their ids; `near` the near-copies of a report, and
    `root` the least id of its cluster.
    """

    held: dict[int, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    near: dict[str, set[str]] = field(default_factory=dict)
    root: dict[str, str] = field(default_factory=dict)

    def add(self, report: str, text: str) -> frozenset[str]:
        """Take one more report in; the reports whose cluster it changes, itself among them."""
        own = shingles(text)
        self.texts[report], self.sizes[report], self.near[report] = text, len(own), set()
        shared: Counter[str] = Counter()
        crowded: set[str] = set()
        for shingle in own:
            before = self.held.get(shingle)
            if before is None:  # as most are
                self.held[shingle] = (report,)
                continue
            at = bisect_left(before, report)
            shared.update(before[: min(at, COUNTED)])
            if at < COUNTED:
                shared.update(before[at:])
                crowded.update(before[COUNTED - 1 : COUNTED])
            self.held[shingle] = (*before[:at], report, *before[at:])
        for other, common in shared.items():
            if is_copy(len(own), self.sizes[other], common):
                self.near[report].add(other)
                self.near[other].add(report)
        return self._gather({report, *(r for one in sorted(crowded) for r in self._recounted(one))})

    def among(self, report: str) -> frozenset[str]:
        """The cluster of a report."""
        found, ahead = {report}, [report]
        while ahead:
            new = self.near[ahead.pop()] - found
            found |= new
            ahead += new
        return frozenset(found)

    def _recounted(self, one: str) -> Iterator[str]:
        """Part a report from those that it shares too little with, now that fewer of its shingles count."""
        for other in sorted(r for r in self.near[one] if r > one):
            own, its = shingles(self.texts[one]), shingles(self.texts[other])
            common = sum(bisect_left(self.held[shingle], one) < COUNTED for shingle in own & its)
            if not is_copy(len(own), len(its), common):
                self.near[one].discard(other)
                self.near[other].discard(one)
                yield from (one, other)

    def _gather(self, touched: Iterable[str]) -> frozenset[str]:
        """Find the clusters of these reports anew; all that they hold or held with others."""
        out: set[str] = set()
        for report in touched:
            if report not in out:
                cluster = self.among(report)
                self.root.update(dict.fromkeys(cluster, min(cluster)))
                out |= cluster
        return frozenset(out)


def clusters(reports: Mapping[str, Report]) -> dict[str, str]:
    """Each report's id to that of the cluster of copies it belongs to: the least id in it."""
    copies = Copies()
    for report in sorted(reports):
        copies.add(report, reports[report].text)
    return {report: copies.root[report] for report in reports}


@lru_cache(maxsize=_REMEMBERED)
def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, in lower case, as numbers; those of the last texts are remembered."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))


def is_copy(left: int, right: int, common: int) -> bool:
    """Whether two texts with so many shingles, and so many in common, are near-copies."""
    least = min(left, right)
    return least >= LEAST and (common >= JACCARD * (left + right - common) or common >= CONTAINED * least)

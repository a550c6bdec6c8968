"""Copies, one report after another: the clusters are those of all reports at once, in whatever order they came."""

import random
from collections import Counter, defaultdict

import pytest

from tocsin.linking import copies
from tocsin.linking.copies import Copies, is_copy, shingles

WORDS = ("rain", "ferry", "night", "stage", "council", "bread", "letter", "harbour")


def plainly(texts: dict[str, str]) -> dict[str, str]:
    """The cluster of each text, all compared with all, by those shingles that count."""
    holders: dict[int, list[str]] = defaultdict(list)
    for report in sorted(texts):
        for shingle in shingles(texts[report]):
            holders[shingle].append(report)
    shared: Counter[tuple[str, str]] = Counter()
    for reports in holders.values():
        for number, one in enumerate(reports[: copies.COUNTED]):
            shared.update((one, other) for other in reports[number + 1 :])
    root = {report: report for report in texts}
    for (one, other), common in shared.items():
        if is_copy(len(shingles(texts[one])), len(shingles(texts[other])), common):
            old, new = sorted((root[one], root[other]), reverse=True)
            root = {report: new if its == old else its for report, its in root.items()}
    return root


@pytest.mark.parametrize("seed", range(12))
def test_the_order_in_which_reports_come_changes_no_cluster(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few reports count for a shingle, one that comes may part two that were copies."""
    monkeypatch.setattr(copies, "COUNTED", 2)
    chance = random.Random(seed)  # noqa: S311 - a play, and the same each time
    runs = [" ".join(chance.choices(WORDS, k=9)) for _ in range(8)]
    texts: dict[str, str] = {}
    held = Copies()
    for number in chance.sample(range(100, 999), 14):
        texts[str(number)] = " ".join(chance.choices(runs, k=3))
        before = dict(held.root)
        changed = held.add(str(number), texts[str(number)])
        assert held.root == plainly(texts)
        assert {report for report, root in before.items() if held.root[report] != root} <= changed
        assert all(held.among(one) == frozenset(r for r in texts if held.root[r] == held.root[one]) for one in texts)

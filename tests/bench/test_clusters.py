"""The measures of coreference, on clusters whose scores the literature or a sheet of paper gives."""

from collections.abc import Iterable

import pytest

from bench.clusters import Cluster, b_cubed, ceaf_e, conll, grouped, muc, without_singletons


def clusters(*groups: Iterable[str]) -> list[Cluster]:
    return [frozenset(g) for g in groups]


KEY = clusters("abcde", "fg", "hijkl")
"""The example of Bagga and Baldwin 1998, section 2: two responses, each with one link too many."""


def test_muc_does_not_tell_the_two_responses_apart() -> None:
    for response in (clusters("abcde", "fghijkl"), clusters("abcdehijkl", "fg")):
        assert muc(KEY, response).precision == pytest.approx(9 / 10)
        assert muc(KEY, response).recall == 1


def test_b_cubed_does() -> None:
    assert b_cubed(KEY, clusters("abcde", "fghijkl")).precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert b_cubed(KEY, clusters("abcdehijkl", "fg")).precision == pytest.approx((10 * 5 / 10 + 2) / 12)
    assert b_cubed(KEY, clusters("abcdehijkl", "fg")).recall == 1


def test_ceaf_puts_each_cluster_to_one_other() -> None:
    score = ceaf_e(KEY, clusters("abcde", "fghijkl"))
    best = 1 + 2 * 5 / 12
    assert score.precision == pytest.approx(best / 2)
    assert score.recall == pytest.approx(best / 3)


def test_ceaf_finds_the_assignment_that_a_greedy_one_misses() -> None:
    key, response = clusters("abcde", "fg"), clusters("abcfg", "de")
    assert ceaf_e(key, response).recall == pytest.approx((4 / 7 + 4 / 7) / 2)
    key, response = clusters("abc", "def", "gh"), clusters("abd", "ceg", "fh")
    assert ceaf_e(key, response).f1 == pytest.approx((2 / 3 + 1 / 3 + 1 / 2) / 3)


def test_alike_is_all_right_and_apart_is_not() -> None:
    assert conll(KEY, KEY) == 1
    alone = clusters(*"abcdefghijkl")
    assert muc(KEY, alone).f1 == 0
    assert b_cubed(KEY, alone).precision == 1
    assert b_cubed(KEY, alone).recall == pytest.approx(3 / 12)
    assert 0 < conll(KEY, alone) < 0.4


def test_mentions_that_stand_alone_in_the_key_can_be_left_out() -> None:
    kept, found = without_singletons(clusters("ab", "c", "d"), clusters("abc", "d"))
    assert kept == clusters("ab")
    assert found == clusters("ab")


def test_mentions_are_grouped_by_label() -> None:
    assert set(grouped({"a": 1, "b": 2, "c": 1})) == {frozenset("ac"), frozenset("b")}

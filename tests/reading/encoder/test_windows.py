"""Long sentences are read in windows that overlap: each token is answered for once, and none is lost."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.encoder.windows import LONGEST, OVERLAP, Window, cut


@dataclass
class Cut:
    """What a tokenizer gives."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def tokens(count: int) -> Cut:
    return Cut(ids=list(range(1000, 1000 + count)), offsets=[(n * 4, n * 4 + 3) for n in range(count)])


def windows(count: int, start: int = 0) -> list[Window]:
    return list(cut(tokens(count), start=start, sentence=0, frame=(1, 2)))


@given(st.integers(1, 1500))
def test_every_token_is_answered_for_by_one_window(count: int) -> None:
    answered = [w.ids[n] for w in windows(count) for n in w.own]
    assert sorted(answered) == list(range(1000, 1000 + count))


@given(st.integers(1, 1500))
def test_no_window_is_too_long_and_each_is_framed(count: int) -> None:
    for window in windows(count):
        assert len(window.ids) == len(window.chars) <= LONGEST + 2
        assert (window.ids[0], window.ids[-1]) == (1, 2)


def test_characters_count_in_the_text_and_not_in_the_sentence() -> None:
    only = windows(3, start=50)[0]
    assert only.chars[1:-1] == ((50, 53), (54, 57), (58, 61))


def test_a_sentence_without_tokens_gives_no_window() -> None:
    assert windows(0) == []


@pytest.mark.parametrize("count", [LONGEST, LONGEST + 1])
def test_only_what_does_not_fit_is_cut(count: int) -> None:
    assert len(windows(count)) == (1 if count <= LONGEST else 2)


def test_neighbours_share_tokens_so_that_each_is_seen_with_others_about_it() -> None:
    first, second = windows(LONGEST + 60)
    assert len(set(first.ids) & set(second.ids) - {1, 2}) == OVERLAP

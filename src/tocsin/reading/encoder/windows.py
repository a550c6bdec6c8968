"""Sentences into what the encoder takes: windows of tokens, long sentences in several that overlap."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

LONGEST = 126
"""Tokens of a window, without the two that frame it."""
OVERLAP = 42


class Tokens(Protocol):
    """What the tokenizer gives of one text: ids, and for each the characters that it stands for."""

    ids: list[int]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some tokens of one sentence: framed ids, and the characters of the text for each (none for the frame).

    `sentence` counts the sentences given; `own` are the tokens that this window answers for: those of an overlap
    belong to the window in which they stand farther from its end.
    """

    sentence: int
    ids: tuple[int, ...]
    chars: tuple[tuple[int, int], ...]
    own: range


def cut(tokens: Tokens, *, start: int, sentence: int, frame: tuple[int, int]) -> Iterator[Window]:
    """The windows of one sentence that begins at a character of the text; `frame` are the ids of [CLS] and [SEP]."""
    count = len(tokens.ids)
    at = 0
    while at < count:
        stop = min(count, at + LONGEST)
        first = at + (OVERLAP // 2 if at else 0)
        last = stop if stop == count else stop - OVERLAP // 2
        chars = tuple((start + a, start + b) for a, b in tokens.offsets[at:stop])
        yield Window(
            sentence=sentence, ids=(frame[0], *tokens.ids[at:stop], frame[1]),
            chars=((start, start), *chars, (start, start)), own=range(first - at + 1, last - at + 1),
        )  # fmt: skip
        if stop == count:
            return
        at = stop - OVERLAP

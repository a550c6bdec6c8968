"""What many rules ask of a sentence is worked out once, and what a cheap look rules out is not tried."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.reading.test_growth import SENTENCES
from tests.reading.told import read
from tocsin.reading import cues, nouns, numbers
from tocsin.reading.nouns import Noun
from tocsin.reading.sentence import Sentence
from tocsin.reading.words import words


def test_the_noun_phrases_of_a_stretch_are_told_once_and_the_first_of_a_sentence_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told, asked = nouns._nouns, Counter[tuple[int, int, int]]()

    def counted(sentence: Sentence, first: int, stop: int) -> Iterator[Noun]:
        asked[sentence.span.start, first, stop] += 1
        return told(sentence, first, stop)

    monkeypatch.setattr(nouns, "_nouns", counted)
    read(" ".join(SENTENCES).format(n=4))
    assert asked
    assert {at: times for at, times in asked.items() if times > 1 and at[1]} == {}
    assert max(asked.values()) <= 2


def test_the_figures_of_a_sentence_are_found_once_for_the_rules_and_for_the_verifier() -> None:
    numbers.find.cache_clear()
    read("Police said on Monday that four people were killed. The other nine were hurt.")
    assert numbers.find.cache_info().hits > 0
    assert numbers.find.cache_info().misses <= 2


class Untried:
    """A pattern that nobody may try."""

    def match(self, text: str, *_: int) -> None:
        """Fails."""
        raise AssertionError(text)


def test_a_phrase_is_tried_only_where_its_second_word_may_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = (r for r in cues._index()["opened"] if r.cue.phrase == "~open fire")
    assert row.seconds == ("fire",)
    monkeypatch.setattr(cues, "_index", lambda: {"opened": (row,)})
    for text, count in (("They opened fire.", 1), ("They opened\nFIRE.", 1), ("They opened fired", 0), ("opened", 0)):
        assert len(cues.find(text, words(text, 0, len(text)), len(text))) == count
    untried = cues._Row(row.cue, Untried(), row.seconds)  # type: ignore[arg-type]
    monkeypatch.setattr(cues, "_index", lambda: {"opened": (untried,)})
    text = "They opened the door and opened"
    assert cues.find(text, words(text, 0, len(text)), len(text)) == ()

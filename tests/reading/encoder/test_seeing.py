"""What the networks put out becomes statements in the right characters; nothing is told that they did not say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from tocsin.model import Kind
from tocsin.reading.encoder import seeing
from tocsin.reading.encoder.network import Asked, Floats, Ints
from tocsin.reading.encoder.seeing import Seen, see
from tocsin.reading.encoder.shape import CERTAINTIES, CHANNELS, EFFECTS, KINDS, MAPS, POINTERS, POLARITIES, STAGES, WHO

TEXT = "Nothing here. The Reef Front denied that it sank the ferry."
SENTENCE = (14, len(TEXT))
WIDTH = 4
HIGH, LOW = 6.0, -6.0


@dataclass
class Cut:
    """What a tokenizer gives."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Told:
    """A network that says what it is told: an anchor at one word, or at a second too, with its parts and marks."""

    name = "told@1"
    frame = (1, 2)

    def __init__(
        self, *, anchor: str, parts: dict[str, str], also: str = "", polarity: str = "negative", valid: float = HIGH
    ) -> None:
        self.anchor, self.also, self.parts, self.polarity, self.valid = anchor, also, parts, polarity, valid
        self.words: dict[int, str] = {}

    def tokens(self, texts: Sequence[str]) -> list[Cut]:
        """A token a word."""
        found = []
        for text in texts:
            words, at = [], 0
            for word in text.split():
                start = text.index(word, at)
                at = start + len(word)
                words.append((start, start + len(word.rstrip("."))))
            ids = [100 + len(self.words) + n for n in range(len(words))]
            self.words |= {i: text[a:b] for i, (a, b) in zip(ids, words, strict=True)}
            found.append(Cut(ids, words))
        return found

    def look(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:  # noqa: ARG002 - the port has it
        """An anchor where it was told, and nowhere else."""
        self.ids = ids
        states = np.zeros((*ids.shape, WIDTH), dtype=np.float32)
        logits = np.full((*ids.shape, len(KINDS)), LOW, dtype=np.float32)
        for (row, at), each in np.ndenumerate(ids):
            if self.words.get(int(each)) in {self.anchor, self.also}:
                logits[row, at, KINDS.index(Kind.DENIAL)] = HIGH
        return states, logits

    def tell(self, asked: Asked) -> tuple[Floats, Floats]:
        """The parts and marks that it was told."""
        length = asked.mask.shape[1]
        scores = np.full((len(asked.row), len(POINTERS) + 2 * len(MAPS), length), LOW, dtype=np.float32)
        scores[:, : len(POINTERS), 0] = 0
        at = {
            w: n for n, i in enumerate(next(r for r in self.ids.tolist() if self._holds(r))) if (w := self.words.get(i))
        }
        for part, word in self.parts.items():
            if part in POINTERS:
                scores[:, POINTERS.index(part), at[word]] = HIGH
            else:
                role = MAPS.index(part)
                scores[:, len(POINTERS) + role, at[word]] = HIGH
        marks = np.zeros((len(asked.row), sum(map(len, (STAGES, CERTAINTIES, POLARITIES, CHANNELS, WHO, EFFECTS))) + 1))
        left = len(STAGES) + len(CERTAINTIES)
        marks[:, left + POLARITIES.index(self.polarity)] = HIGH
        marks[:, -1] = self.valid
        return scores, marks.astype(np.float32)

    def _holds(self, row: list[int]) -> bool:
        return any(self.words.get(i) == self.anchor for i in row)


DENIAL = {
    "content start": "The", "content end": "ferry", "cue end": "denied", "outer start": "The", "outer end": "Front",
    "target": "ferry",
}  # fmt: skip


def seen(network: Told) -> tuple[tuple[Seen, ...], ...]:
    return see(TEXT, [(0, 13), SENTENCE], network)


def quote(chars: tuple[int, int]) -> str:
    return TEXT[slice(*chars)]


def test_what_is_put_out_is_told_in_the_characters_of_the_text() -> None:
    nothing, (one,) = seen(Told(anchor="denied", parts=DENIAL))
    assert nothing == ()
    assert (one.kind, quote(one.cue)) == (Kind.DENIAL, "denied")
    assert quote(one.content) == "The Reef Front denied that it sank the ferry"
    assert [quote(s) for s in one.speakers] == ["The Reef Front"]
    assert [quote(t) for t in one.roles["target"]] == ["ferry"]
    assert one.marks["polarity"] == "negative"


def test_a_content_never_ends_before_it_begins() -> None:
    _, (one,) = seen(Told(anchor="denied", parts=DENIAL | {"content start": "ferry", "content end": "The"}))
    assert one.content[0] < one.content[1]


def test_no_speaker_is_told_where_the_frame_is_likeliest() -> None:
    parts = {part: word for part, word in DENIAL.items() if not part.startswith("outer")}
    _, (one,) = seen(Told(anchor="denied", parts=parts))
    assert one.speakers == ()


def test_a_speaker_who_is_only_an_article_names_nobody() -> None:
    _, (one,) = seen(Told(anchor="denied", parts=DENIAL | {"outer end": "The"}))
    assert one.speakers == ()


def test_anchors_that_say_the_same_are_told_once_and_their_votes_are_counted() -> None:
    _, (alone,) = seen(Told(anchor="denied", parts=DENIAL))
    _, (one,) = seen(Told(anchor="denied", also="sank", parts=DENIAL))
    assert alone.votes == alone.score
    assert one.votes == alone.score + one.score


def test_what_does_not_stand_the_second_look_is_not_told() -> None:
    assert seen(Told(anchor="denied", parts=DENIAL, valid=LOW)) == ((), ())


def test_where_there_is_no_anchor_nothing_is_seen() -> None:
    assert seen(Told(anchor="absent", parts={})) == ((), ())


def test_a_text_without_sentences_is_no_fault() -> None:
    assert see("", [], Told(anchor="denied", parts={})) == ()


def test_the_parts_of_all_anchors_of_a_batch_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stretches, rows = seeing._stretches, list[int]()

    def counted(start: Floats, end: Floats, *, widest: int) -> list[tuple[int, int]]:
        rows.append(len(start))
        return stretches(start, end, widest=widest)

    monkeypatch.setattr(seeing, "_stretches", counted)
    seen(Told(anchor="denied", also="sank", parts=DENIAL))
    assert rows == [2] * 4

"""What marks fillers in a text: the tags of a tagger of tokens, and the examples that it learns from."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.muc4.fillers import PERP_ORG, TARGET, Filler
from bench.muc4.tagged import marked
from tocsin.reading.encoder.network import Floats, Ints
from tocsin.reading.encoder.shape import FILLERS
from training.muc import examples

TEXT = 'THE "BLUE FRONT" BURNED A FARM.'


class _Tokens:
    """Tokens of four characters each."""

    def __init__(self, text: str) -> None:
        self.offsets = [(n, min(n + 4, len(text))) for n in range(0, len(text), 4)]
        self.ids = list(range(1, len(self.offsets) + 1))


class _Tagger:
    """Marks the characters that it is told to mark."""

    frame = (101, 102)

    def __init__(self, spans: Sequence[tuple[str, int, int]], *, wavers: Sequence[tuple[str, int, int]] = ()) -> None:
        self._spans, self._wavers = spans, wavers

    def tokens(self, texts: Sequence[str]) -> Sequence[_Tokens]:
        return [_Tokens(t) for t in texts]

    def fillers(self, ids: Ints, mask: Floats) -> Floats:
        out = np.full((*ids.shape, 2 * len(FILLERS)), -9.0, np.float32)
        for role, start, end in self._spans:
            tokens = [n for n in range(1, mask.shape[1] - 1) if start < n * 4 and (n - 1) * 4 < end]
            out[0, tokens[0], FILLERS.index(role)] = 9.0
            out[0, tokens, len(FILLERS) + FILLERS.index(role)] = 9.0
        for role, start, end in self._wavers:
            tokens = [n for n in range(1, mask.shape[1] - 1) if start < n * 4 and (n - 1) * 4 < end]
            out[0, tokens, len(FILLERS) + FILLERS.index(role)] = 0.4
        return out


def test_tags_become_whole_words_without_marks_at_their_ends() -> None:
    tagger = _Tagger([("PerpOrg", 4, 16), ("Target", 26, 28)])
    assert marked(TEXT, tagger) == (
        Filler(role=PERP_ORG, start=5, end=15), Filler(role=TARGET, start=24, end=30),
    )  # fmt: skip


def _words(text: str, tagger: _Tagger) -> list[str]:
    return [text[f.start : f.end] for f in marked(text, tagger)]


def test_a_filler_goes_on_where_the_tagger_only_wavers_but_for_the_name_of_an_organisation() -> None:
    assert _words(TEXT, _Tagger([("Target", 16, 20)], wavers=[("Target", 20, 30)])) == ["BURNED A FARM"]
    assert _words(TEXT, _Tagger([("PerpOrg", 4, 8)], wavers=[("PerpOrg", 8, 15)])) == ["BLUE"]


def test_words_that_wait_for_a_noun_end_no_filler() -> None:
    text = "REBELS OF THE NORTH FLED OFF."
    assert _words(text, _Tagger([("PerpInd", 0, 12)])) == ["REBELS"]
    assert _words(text, _Tagger([("PerpInd", 0, 18)])) == ["REBELS OF THE NORTH"]
    assert _words(text, _Tagger([("PerpInd", 24, 28)])) == ["OFF"]


def test_nothing_is_marked_where_no_tag_is_likely() -> None:
    assert marked(TEXT, _Tagger([])) == ()


def test_an_example_marks_every_place_of_a_filler_over_line_ends_and_in_any_case(tmp_path: Path) -> None:
    text = "REBELS HIT THE BLUE\nBANK. THE BLUE BANK SAID THE REBELS\nLEFT; A Rebel BANKER WAS SAFE."
    slots = {"template": ["1"], "perp_individual": ['"REBELS" / "REBEL"'], "phys_id": ['"BLUE BANK" / "BANK"']}
    rows = [
        {"docid": "A", "set": "dev", "text": text, "templates": [slots]},
        {"docid": "B", "set": "dev", "text": "NOTHING.", "templates": []},
    ]
    (tmp_path / "train.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    first, second = examples(tmp_path)
    assert [(m.role, " ".join(text[m.start : m.end].split())) for m in first.marked] == [
        ("PerpInd", "REBELS"), ("Target", "BLUE BANK"), ("Target", "BLUE BANK"), ("PerpInd", "REBELS"),
        ("PerpInd", "Rebel"),
    ]  # fmt: skip
    assert second.marked == ()

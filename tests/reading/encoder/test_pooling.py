"""The encoder's states over a statement: the same whatever else is looked at; and who compares without them."""

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.by_heart import BANK, CLAIMED, DEAD
from tocsin.desk import network
from tocsin.model import Span, Statement
from tocsin.reading.encoder.network import Floats
from tocsin.reading.encoder.pooling import pooled
from tocsin.reading.encoder.windows import LONGEST

REPORT = "0" * 64


def statement(sentence: str, *, start: int = 0) -> Statement:
    """The first statement of a sentence that begins at this character of its text."""

    def at(quote: str) -> Span:
        left = start + sentence.index(quote)
        return Span(start=left, end=left + len(quote), quote=quote, text=REPORT)

    return BANK[sentence][0](at, REPORT)


def of_a_batch(sentences: list[str]) -> list[Floats]:
    """The states of some sentences that are looked at together."""
    loaded = network.loaded()
    windows = [[loaded.frame[0], *t.ids, loaded.frame[1]] for t in loaded.tokens(sentences)]
    ids = np.zeros((len(windows), max(map(len, windows))), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window)], mask[row, : len(window)] = window, 1
    states, _ = loaded.look(ids, mask)
    return [states[row, : len(window)] for row, window in enumerate(windows)]


def test_a_sentence_has_the_same_states_alone_and_beside_longer_ones() -> None:
    loaded = network.loaded()
    alone = [of_a_batch([sentence])[0] for sentence in (CLAIMED, DEAD)]
    beside = of_a_batch([CLAIMED, DEAD, f"{DEAD} {CLAIMED}"])
    assert all((a == b).all() for a, b in zip(alone, beside, strict=False))
    (tokens,) = loaded.tokens([DEAD])
    assert (loaded.states([loaded.frame[0], *tokens.ids, loaded.frame[1]]) == alone[1]).all()


def test_what_a_statement_is_given_does_not_hang_on_where_its_sentence_stands() -> None:
    loaded = network.loaded()
    first, later = pooled(statement(DEAD), loaded), pooled(statement(DEAD, start=4000), loaded)
    assert (first == later).all()
    assert (first != pooled(statement(CLAIMED), loaded)).any()


def test_a_sentence_longer_than_a_window_is_gone_through_to_its_end() -> None:
    loaded = network.loaded()
    filler = "It rained and " * LONGEST
    passage = Span(start=0, end=len(filler + DEAD), quote=filler + DEAD, text=REPORT)
    content, sentence = pooled(replace(statement(DEAD, start=len(filler)), passage=passage), loaded)
    alone, _ = pooled(statement(DEAD), loaded)

    def likeness(one: Floats, other: Floats) -> float:
        return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))

    assert likeness(content, alone) > likeness(sentence, alone)


def test_whoever_reads_by_rules_loads_no_runtime_to_compare(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from tocsin.cli import tocsin
        text = "Gunmen shot two guards dead at the Marram Lane depot in Antwerp on Friday, police said."
        for name in ("one", "two"):
            Path(name + ".txt").write_text(name + ". " + text)
        tocsin(["take", "one.txt", "two.txt"], standalone_mode=False)
        loaded = [m for m in ("onnxruntime", "tokenizers") if m in sys.modules]
        raise SystemExit(", ".join(loaded) or 0)
    """
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", textwrap.dedent(program)], check=False, capture_output=True, text=True,
        timeout=120, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

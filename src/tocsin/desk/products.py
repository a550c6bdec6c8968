"""Whether the runtime adds up products of whole numbers of eight bits in full on this processor: asked of both.

Without instructions for it (VNNI, AMX) onnxruntime adds them up in sixteen bits, and overflows, unless it is told to
multiply with care; told so, it takes two to three times as long on processors that have them, and gives the same. So a
product that would overflow is worked out once (decision 0024).
"""

from functools import cache

import numpy as np
import onnxruntime

_DEEP, _WIDE = 64, 32
_LARGEST, _HEAVIEST = 255, 127
_ROWS = (1, 2, 16, 48)
"""One row is multiplied by other instructions than several."""
_UINT8, _INT8, _INT32 = 2, 3, 6
"""Types of a tensor, by their numbers in ONNX."""


@cache
def are_exact() -> bool:
    """Whether the largest products are added up as they are, by a session that is not told to take care."""
    asked = onnxruntime.SessionOptions()
    asked.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(_graph(), asked, providers=["CPUExecutionProvider"])
    return all(
        bool((session.run(None, {"left": _left(rows)})[0] == _DEEP * _LARGEST * _HEAVIEST).all()) for rows in _ROWS
    )


def _left(rows: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((rows, _DEEP), _LARGEST, dtype=np.uint8)


def _graph() -> bytes:
    """One product as an ONNX graph: bytes from outside, times the same weight everywhere.

    The fields are numbered as in `onnx.proto`; writing these few needs no library.
    """
    weights = _field(1, _DEEP) + _field(1, _WIDE) + _field(2, _INT8) + _field(8, b"right")
    weights += _field(9, bytes([_HEAVIEST]) * (_DEEP * _WIDE))
    node = _field(1, b"left") + _field(1, b"right") + _field(2, b"out") + _field(4, b"MatMulInteger")
    graph = _field(1, node) + _field(2, b"product") + _field(5, weights)
    graph += _field(11, _table(b"left", _UINT8, _DEEP)) + _field(12, _table(b"out", _INT32, _WIDE))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 17))


def _table(name: bytes, kind: int, wide: int) -> bytes:
    """What goes in or comes out: as many rows as there are."""
    shape = _field(1, _field(2, b"rows")) + _field(1, _field(1, wide))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _field(number: int, value: int | bytes) -> bytes:
    """One field of a message, as protocol buffers write it."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    return bytes([value & 127 | 128]) + _varint(value >> 7) if value > 127 else bytes([value])  # noqa: PLR2004

"""Rules and encoder together, loaded when they first read: the encoder that is shipped, or one that was taught here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model import BadInput, Report, Statement, Unread, When

if TYPE_CHECKING:
    from tocsin.reading.deciding import Both
    from tocsin.reading.passages import Passage

ABOUT = "about.json"
"""Beside the weights: the encoder's name with its version, and how sure what it sees is."""
FILES = ("anchors.onnx", "parts.onnx", "tokenizer.json", ABOUT, "pairs.json", "main.npz")
"""What a folder of weights holds; the last two compare statements by the encoder's states."""
MENDED = "make train writes all of them into var/weights; without weights = the encoder that is shipped reads"


def lacking(weights: Path) -> BadInput | None:
    """What is wrong with a folder of weights as far as its list of files tells; None if nothing is."""
    gone = [name for name in FILES if not (weights / name).is_file()]
    what = f"of an encoder's weights it lacks {', '.join(gone)}"
    return BadInput(where=str(weights), what=what, now=MENDED) if gone else None


@dataclass(frozen=True, slots=True)
class Together:
    """Rules and encoder; `weights` is the folder of an encoder that was taught here, else the shipped one reads.

    Weights are loaded before the first reading, or by `load`, which raises BadInput where a folder holds no encoder.
    """

    weights: Path | None = None

    @property
    def name(self) -> str:
        """Both names."""
        return self.load().name

    def propose(
        self, report: Report, *, passages: "Sequence[Passage]", published: When | None
    ) -> Iterable[Statement | Unread]:
        """What both see in the passages given."""
        return self.load().propose(report, passages=passages, published=published)

    def load(self) -> "Both":
        """Both; what runs the encoder is loaded here, for most commands read nothing."""
        from tocsin.desk import network  # noqa: PLC0415

        return network.taught(self.weights) if self.weights else network.shipped()

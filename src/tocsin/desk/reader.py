"""The reader that is shipped: rules and encoder together, loaded when it first reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.model import Report, Statement, Unread, When

if TYPE_CHECKING:
    from tocsin.reading.deciding import Both
    from tocsin.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class Shipped:
    """The reader that is shipped, which loads its weights when it first reads."""

    @property
    def name(self) -> str:
        """Both names."""
        return _both().name

    def propose(
        self, report: Report, *, passages: "Sequence[Passage]", published: When | None
    ) -> Iterable[Statement | Unread]:
        """What both see in the passages given."""
        return _both().propose(report, passages=passages, published=published)


def _both() -> "Both":
    """Both; what runs the encoder is loaded here, for most commands read nothing."""
    from tocsin.desk import network  # noqa: PLC0415

    return network.shipped()

"""Two statements as a feature sees them, and what it says that it saw."""

from dataclasses import dataclass

from tocsin.linking.alike import Likeness
from tocsin.linking.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sketches, and what only their report tells: the events told between them.

    `left` starts first in the text where both are of one report. `between` counts the other events told
    between the two; None across reports. `alone` says that one of them is all that the report tells to have
    happened where the other points. `likeness` is what a learnt head says, where one is in use.
    """

    left: Sketch
    right: Sketch
    between: int | None
    alone: bool = False
    likeness: Likeness | None = None

    @property
    def one_report(self) -> bool:
        """Whether both stand in one report."""
        return self.between is not None

    @property
    def one_sentence(self) -> bool:
        """Whether both stand in one sentence."""
        return self.one_report and self.left.statement.passage == self.right.statement.passage


Saw = tuple[str, str]
"""The name of an observation in WEIGHTS, and what was seen, in words."""

"""Who was asked to pass a notice on: to have asked, or that they took it on, tells nobody (decision 0030)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Row, Tone
from tocsin.model import Heard, Relayed
from tocsin.release.relaying import Passing

_SILENT = {
    Relayed.ASKED: "asked, which tells nobody; no word that they passed it on",
    Relayed.TOOK: "took it on, which tells nobody; no word that they passed it on",
    Relayed.REFUSED: "refused to pass it on",
    Relayed.FAILED: "could not pass it on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who was asked to pass a notice on, as whoever reads it calls them, and what was said at the last step.

    `ours` where it is one of our own who confirms that it was passed on.
    """

    passing: Passing
    said: str
    ours: bool

    @property
    def heard(self) -> Heard:
        """Told only where somebody confirms it who is neither the messenger nor one of our own."""
        return Heard.PERHAPS if self.ours and self.passing.heard is Heard.TOLD else self.passing.heard


def row(asked: Asked, shelf: Shelf) -> Row:
    """The row beneath what we sent: by whom it was to be passed on, when they were asked, and what is known of it."""
    last = asked.passing.last
    when = f"{saying.moment(last.at, shelf.at)}, put down by {last.by.name}"
    return saying.row(
        saying.says("passing it on"),
        saying.says(asked.passing.to),
        saying.says(saying.moment(asked.passing.asked, shelf.at)),
        (_outcome(asked), Cell(words=when, tone=Tone.QUIET)),
        saying.says(asked.said),
    )


def state(known: Cell, relays: Sequence[Asked]) -> Cell:
    """The state of a notice, and what is known of it where somebody was asked to pass it on: the most that is known."""
    if not relays:
        return known
    heard = {each.heard for each in relays}
    if Heard.TOLD in heard:
        words = "passed on, as somebody else confirms"
    elif Heard.PERHAPS in heard:
        words = "perhaps passed on"
    elif any(each.passing.open for each in relays):
        words = "asked to be passed on, NO WORD that it was"
    else:
        words = "nobody passed it on"
    return replace(known, words=f"{known.words}; {words}")


def _outcome(asked: Asked) -> Cell:
    passing = asked.passing
    if passing.last.step is not Relayed.PASSED_ON:
        return Cell(words=_SILENT[passing.last.step], tone=Tone.LOUD)
    if asked.heard is Heard.TOLD:
        return Cell(words=f"passed on, confirmed by {passing.confirms}")
    words = "passed on, as one of our own confirms" if asked.ours else "says that they did, and nobody else confirms it"
    return Cell(words=words, tone=Tone.MISSING)

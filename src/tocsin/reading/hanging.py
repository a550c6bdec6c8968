"""What hangs on a participle of another matter: "two men arrested in Garissa last week had planned to bomb a bus"."""

from collections.abc import Iterable

from tocsin.model import Mention
from tocsin.reading.scene import Draft, Scene

_OF_ANOTHER = frozenset(
    "arrest detain convict jail sentence charge extradite deport release recruit question train raise".split()
)
"""What is done to those who did a thing, at another time and often elsewhere; a bomb "hidden in a bus" is there."""


def own(scene: Scene, draft: Draft, mentions: Iterable[Mention]) -> list[Mention]:
    """Those of some times or places that do not stand behind such a participle before the verb of what is told."""
    return [m for m in mentions if not _hangs(scene, draft, m.span.start)]


def _hangs(scene: Scene, draft: Draft, start: int) -> bool:
    sentence = scene.sentence
    cue, at = sentence.at((draft.cue or draft.content)[0]), sentence.at(start)
    if cue <= at:
        return False
    for part in sentence.groups:
        if part.finite or not part.reduced or not part.lemmas & _OF_ANOTHER or not part.last < at:
            continue
        main = next((g for g in sentence.groups if g.finite and g.first > part.last), None)
        if main is not None and at < main.first and cue >= main.first:
            return True
    return False

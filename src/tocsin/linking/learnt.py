"""The feature that was learnt, and what it may not speak for."""

from tocsin.linking.pair import Pair, Saw
from tocsin.model import Kind, Stage

MUCH_ALIKE, ALIKE, UNLIKE = 80, 60, 15
"""From so many in a hundred on, and below so many, likeness speaks for one event, and against."""
LEARNT = frozenset({"told alike", "told much alike"})
"""What speaks for one event on the word of a learnt head."""
TOO_LATE = "told of after it was over"
PARTING = frozenset({"a day apart", "times apart", TOO_LATE, "spoken of before it happened",
                     "places apart", "foiled, so never happened"})  # fmt: skip
"""What no learnt head speaks against: another day, another place, what cannot be."""
_OF_WHAT_IS_OVER = frozenset({Kind.TOLL, Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION})


def alike(pair: Pair) -> Saw | None:
    """What a learnt head makes of the two, where one is in use; it speaks for no two that `_cannot_be_one`."""
    if pair.likeness is None:
        return None
    share = pair.likeness.share
    told = f"{pair.likeness.by}: one event in {share} of 100 such pairs"
    if share >= ALIKE and not _cannot_be_one(pair):
        return ("told much alike" if share >= MUCH_ALIKE else "told alike"), told
    return ("told unlike", told) if share < UNLIKE else None


def _cannot_be_one(pair: Pair) -> bool:
    """Whether one report tells of what is still to come, and another, not of a later day, of what is over.

    Whoever is warned is not to be calmed by how two texts are worded: what was foiled, or was done before the warning,
    is not what is warned of.
    """
    if pair.one_report or pair.left.ahead == pair.right.ahead:
        return False
    ahead, other = (pair.left, pair.right) if pair.left.ahead else (pair.right, pair.left)
    if other.statement.stage is Stage.FOILED:
        return True
    if not (other.happened or other.statement.kind in _OF_WHAT_IS_OVER):
        return False
    then = other.time or other.published
    return not (ahead.published and then and ahead.published.last_day < then.first_day)

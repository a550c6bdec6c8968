"""Who and what fills the five roles of a message, each tied to its characters.

The grammar about words of violence gives them (`clauses`), or a tagger of tokens (`tagged`): templates are made alike
from either.
"""

import re
from dataclasses import dataclass

PERP_IND, PERP_ORG, TARGET, VICTIM, WEAPON = "PerpInd", "PerpOrg", "Target", "Victim", "Weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Characters `start` to `end` of a message, and the role that they fill."""

    role: str
    start: int
    end: int


def said(text: str, start: int, end: int) -> str:
    """The words of a stretch of a message, in capitals, with single blanks and no article in front."""
    words = " ".join(text[start:end].upper().split())
    return re.sub(r"^(?:THE|AN?)\s+", "", words).strip(" ,.")


_COUNT = re.compile(
    r"^(?:(?:ABOUT|AT LEAST|SOME|SEVERAL|MANY|VARIOUS|NUMEROUS|MORE THAN|OVER|NEARLY|APPROXIMATELY|OTHER|ANOTHER|THE|ALL|BOTH|"
    r"ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|\d[\d,]*|DOZENS? OF|HUNDREDS OF|THOUSANDS OF|ITS|THEIR|HIS|"
    r"HER)\s+)+(?=\S)"
)


_BARE = re.compile(
    r"(?:(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|\d[\d,]*|FIRST|SECOND|THIRD|FIFTH|LAST|OTHERS?|"
    r"ANOTHER|SEVERAL|SOME|MANY|ALL|BOTH|SAME|ABOUT|UP|HIS|HER|THEIR|NEW|FORMER|LOADED|FULL|STUFFED|POWERFUL|LARGE|STRONG|"
    r"HUGE|SMALL|SALVADORAN|COLOMBIAN|PERUVIAN)(?:[\s-]+|$))+"
)


def is_bare(words: str) -> bool:
    """Whether some words only count or qualify, and name nobody and nothing."""
    return _BARE.fullmatch(words) is not None


def uncounted(words: str) -> str:
    """Some words without the figures and the like in front, which have slots of their own."""
    return _COUNT.sub("", words)

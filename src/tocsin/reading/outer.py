"""In whose words somebody stands whom a reader hears: "the bank had been told by a caller, the mayor said"."""

import re
from collections.abc import Sequence

from tocsin.reading.scene import Chars, Scene, Voice


def quoting(scene: Scene, first: Chars, voices: Sequence[Voice]) -> list[Chars]:
    """Those in whose words somebody stands who is heard, outermost first: "the bank had been told, the mayor said"."""
    around = (v for v in voices if not v.elsewhere and v.scope[0] <= first[0] and first[1] <= v.scope[1])
    return [v.who for v in around if _leads(scene, v.who, first) or _trails(scene, v.who, first)]


_BEGINS_ANOTHER = re.compile(r";|,\s(?:and|but|while|whereas|though|although)\s(?!that\b)")
"""What begins a clause that may be no longer in the words of whoever spoke before it."""
_OWN_CLAUSE = re.compile(
    r"\s(?:and|but|yet|as|while|whereas|though|although|after|before|when|until|since|because)\s(?:the\s|an?\s)?\Z"
)
"""What stands right before whoever is the subject of a clause of their own."""
_OF_THEIRS = re.compile(r",?\s(?:that|which|who|whom)\s(?:the\s|an?\s)?\Z")
_ENDS_SAYING = re.compile(
    r"\s(?!(?:may|might|can|could|would|will|should|must)\s)[a-z]+(?:\s(?:on\s)?[A-Z]?[a-z]+)?[.,;”\"]"
)
_SETS_OFF = re.compile(r"[”\"]?,[”\"]?\s\Z")
_CREDITS = re.compile(r"(?i)(?<!when)(?<!that)(?<!which)(?<!who),\saccording\sto\s\Z")


def _leads(scene: Scene, who: Chars, first: Chars) -> bool:
    """Whether whoever speaks stands before somebody, in whose clause nobody else can have begun to speak."""
    between = scene.text[who[1] : first[0]]
    begins = _BEGINS_ANOTHER.search(between) or _OWN_CLAUSE.search(between) or _OF_THEIRS.fullmatch(between)
    return who[1] <= first[0] and not begins


def _trails(scene: Scene, who: Chars, first: Chars) -> bool:
    """Whether whoever speaks stands behind what somebody did, set off by a comma: "..., the mayor said"."""
    if who[0] < first[1] or _BEGINS_ANOTHER.search(scene.text, first[1], who[0]):
        return False
    said = _SETS_OFF.search(scene.text, max(0, who[0] - 4), who[0]) and _ENDS_SAYING.match(scene.text, who[1])
    if said and said[0].endswith(",") and scene.text[slice(*who)].lower() in {"he", "she", "it", "they"}:
        return False  # "a woman who spoke, she said, for the Front": it is herself
    return bool(said) or _CREDITS.search(scene.text, max(0, who[0] - 22), who[0]) is not None

"""What a text tells in somebody's words and calls a lie: "the colonel lied that", "falsely claimed that".

Whoever says it is as sure as they put it; whoever tells of it says that it is not so. What is told of deeds, of the
dead and of who did it may be the other way round, and is a suggestion: it is shown, and nothing is decided on it. What
is feared stays: a liar may warn, and in doubt one is warned.
"""

import re

from tocsin.model import Kind
from tocsin.reading.scene import Draft, Scene

_FALSELY = (
    r"(?:falsely|untruthfully|mendaciously|dishonestly|fraudulently)\s(?:\w+ly\s)?"
    r"(?:claim|say|said|alleg|assert|stat|report|announc|accus|blam|declar|maintain|insist|confess|boast|told|tell)\w*"
)
_TOLD = re.compile(
    rf"""(?ix) (?<!not\s)(?<!never\s) \b(?: (?:lied|lying)(?:\s(?:to\s[\w’'-]+(?:\s[\w’'-]+){{0,3}}?|again))?
    | {_FALSELY}(?:\s[\w’'-]+){{0,3}}? | (?:made|makes|making)\s(?:the|a)\sfalse\s(?:claim|statement|allegation)
    )\sthat\b(?P<told>[^;:.“”"]*)$"""
)
_ITSELF = re.compile(r"(?i)\b(?:falsely|untruthfully|mendaciously|dishonestly|fraudulently)\s$")
_TURNS = re.compile(r"(?i)\b(?:but|although|though|while|whereas)\b|,\sand\s(?:that\s)?(?:the|he|she|they|it)\b")
_SPOKEN = frozenset({Kind.CLAIM, Kind.ACCUSATION})
_OF_DEEDS = _SPOKEN | {Kind.ATTACK, Kind.TOLL, Kind.CONFIRMATION}
HALF = 0.4
"""How sure one is at most of what the text itself calls a lie."""


def is_called_a_lie(scene: Scene, draft: Draft) -> bool:
    """Whether the passage says, before what a draft tells or in its own cue, that whoever says it lies."""
    if draft.kind not in _OF_DEEDS:
        return False
    start = scene.passage.span.start
    found = _TOLD.search(scene.text[start : max(draft.content[0], _opened(scene, draft))])
    if found is not None and not _TURNS.search(found["told"]):
        return True
    return draft.kind in _SPOKEN and draft.cue is not None and bool(_ITSELF.search(scene.text[start : draft.cue[0]]))


def _opened(scene: Scene, draft: Draft) -> int:
    """Where what is told begins, behind a "that" of its own."""
    opens = re.compile(r"(?i)that\b").match(scene.text, draft.content[0])
    return opens.end() if opens else draft.content[0]


__all__ = ["HALF", "is_called_a_lie"]

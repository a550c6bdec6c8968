"""What a question asks, and nobody says: "Is it true that the embassy had warned its citizens?".

Whoever asks whether it is so does not say that it is. What the question takes for granted stands: "the bomb at the
school", "when the bomb went off", "aware that gunmen had come". So does all of "Who bombed the school?".
"""

import re

from tocsin.model import Kind
from tocsin.reading.scene import Draft, Scene

_WHETHER = re.compile(
    r"""(?ix) (?:[^?]{0,60}?[,:\]—]\s)?? ["“'‘]? (?:(?:and|but|so|or|then|now|well|again)\s)*
    (?P<asks>is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)(?:\s?not)?\s
    (?!been\b|be\b|have\b|had\b)\w"""
)
"""Up to where a question begins; what stands before a comma or colon is told: "Nine killed: is it safe?"."""
_TAKEN_FOR_GRANTED = frozenset(
    "who whom whose which where when after before since because while as how why whenever wherever whoever".split()
)
_SAID_THAT = re.compile(
    r"""(?ix) \b(?: true | case | possible | likely | certain | clear | sure | plausible | so | evidence | signs?
      | indications? | proof | reports? | claims? | rumou?rs? | suggestion | intelligence | information
      | confirm\w* | say\w* | said | tell\w* | told | claim\w* | suggest\w* | den(?:y|ies|ied|ying) | believ\w+
      | think\w* | thought | mean\w* | find\w* | found | hear\w* | heard | assert\w* | alleg\w+ | accept\w* | agree\w*
      | rul\w+\sout | exclud\w+ | expect\w* | fear\w* | suppos\w* | assum\w* | imply | implying
    )(?:\s(?:me|us|the\s[\w-]+|this\s[\w-]+|you|them|him|her))? \s $"""
)
"""Before a "that" which opens what is asked, and no "that" of "the bomb that went off" or "aware that"."""
_ANY = re.compile(r"(?i)(?:an?|any|another|no)\s")
_KNOWN_ONE = re.compile(r"(?i)\b(?:the|this|that|these|those|its|his|her|their|our|[\w-]+['’]s)\s(?:[\w’'-]+\s){0,2}$")


def is_only_asked(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is of what a question asks after with yes or no."""
    granted = draft.granted and _ANY.match(scene.text, draft.content[0]) is None
    asks, anchor = _asks_from(scene), (draft.cue or draft.content)[0]
    if draft.kind is Kind.UNKNOWN or granted or asks is None or anchor < asks:
        return False
    at = scene.sentence.at(anchor)
    clause = scene.sentence.clause_of(at)
    opener = scene.sentence.words[clause.first]
    if opener.low in _TAKEN_FOR_GRANTED:
        return False
    before = scene.text[scene.passage.span.start : opener.start]
    if opener.low == "that" and _SAID_THAT.search(before) is None:
        return False
    if scene.sentence.group_of(at) is not None:
        return True
    return _KNOWN_ONE.search(scene.text[scene.passage.span.start : anchor]) is None


def _asks_from(scene: Scene) -> int | None:
    """Where a sentence begins to ask what yes or no would answer; None where it does not."""
    quote = scene.passage.span.quote
    whether = _WHETHER.match(quote) if quote.rstrip("\"'”’) ").endswith("?") else None
    return scene.passage.span.start + whether.start("asks") if whether else None


__all__ = ["is_only_asked"]

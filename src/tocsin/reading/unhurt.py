"""Figures of people who came to no harm: travellers, neighbours, members, suspects in a cell, the dead of old age.

Whatever counts people looks like a toll. Words of the harm itself stand in its sentence, or the sentence tells anew
how many it were ("the radio says ten"), or who ("two of them are children").
"""

import re

from tocsin.model import Toll, TollEffect
from tocsin.reading import figures, lists
from tocsin.reading.scene import Chars, Scene
from tocsin.reading.stretch import shared

_DEATH = re.compile(
    r"(?i)\b(?:coffins?|buried|burials?|bury|graves?|funerals?|mortuary|morgue|mourn\w*|bullets?|remains|"
    r"laid\sto\srest|lifeless|slaughter\w*|did\snot\s(?:return|come\shome|survive))\b"
)
_WOUNDS = re.compile(
    r"(?i)\b(?:lame[ds]?|cripple[ds]?|mutilat\w+|disfigur\w+|concuss\w+|fractur\w+|bleed\w*|bled|scalded|blinded|deafened|"
    r"unconscious|cut(?:s|\sby)?|glass|splinters|knocked\sdown)\b"
)
"""Words of harm that a toll may stand on besides those of the effects; nobody is counted as dead for a wound."""
_ANEW = re.compile(
    r"(?i)\b(?:says?|said|gives?|gave|counts?|counted|speaks?|spoke|spoken|puts?|reports?|reported|lists?|listed|claims?|"
    r"claimed|own(?:s|ed)?\sto|admits?|admitted|number|figure|toll|total|revis\w+|corrects?|corrected)\s(?:[\w’'-]+\s){0,3}$"
)
"""Right before a figure: that it is told anew how many it were."""
_OF_THEM = re.compile(r"(?i)\bof\s(?:them|whom|these|those|the\s(?:dead|wounded|injured|victims|missing))\b")
_OF_AGE = re.compile(r"(?i)\s(?:over|under|above|below|aged)\s")
_MEANT = re.compile(
    r"(?i)\b(?:was|were|is|are|been)\s(?:ever\s)?(?:meant|supposed|intended|expected|going)\sto\s(?:be|have)\b"
    r"(?:\s[\w’'-]+){0,2}"
)
"""What somebody was meant for, with the words that say what."""
_PARTED = frozenset({TollEffect.KIDNAPPED, TollEffect.DISPLACED, TollEffect.MISSING})
_CAPTORS = lists.pattern("people", "captors")
_IN_A_CELL = re.compile(
    r"(?i)\b(?:(?:is|are|was|were|been|being)\s(?:still\s)?(?:being\s)?held|in\s(?:custody|detention)|let\sgo|detained)\b"
)
_OF_OLD_AGE = re.compile(
    r"(?P<aside>,\swho\s(?:had\s)?)?\bdied(?:\s(?:in|on)(?:\s[A-Z\d][\w’'-]*)+)*"
    r"\sat\sthe\sage\sof\s(?:[5-9]\d|1\d\d|(?:fif|six|seven|eigh|nine)ty)(?=\.|\Z|,\s(?!of\b|from\b))"
)
"""A death with its place, its day and an age, and nothing that it was of."""


def is_no_toll(scene: Scene, toll: Toll) -> bool:
    """Whether nothing in the sentence of a figure says that those whom it counts came to the harm of a toll."""
    quote, at = scene.passage.span.quote, toll.mention.span.start - scene.passage.span.start
    meant = _MEANT.search(quote, at)
    if meant and not _tells_harm(toll.effect, quote[: meant.start()] + quote[meant.end() :]):
        return True
    if toll.effect is TollEffect.KIDNAPPED:
        end = at + len(toll.mention.span.quote)
        if _CAPTORS.search(quote[:at]):
            return False
        if scene.policed and _IN_A_CELL.search(quote, at) and not _CAPTORS.search(quote, end):
            return True
    if _are_struck(scene, toll):
        return False
    if _tells_harm(toll.effect, quote):
        return False
    behind = quote[at : at + len(toll.mention.span.quote) + len(" of the wounded")]
    if _OF_THEM.search(behind):
        return _OF_AGE.search(quote, at, at + len(behind)) is not None
    return toll.high == 0 or _ANEW.search(quote[:at]) is None


def _tells_harm(effect: TollEffect, words: str) -> bool:
    if figures.tells_of(effect, words):
        return True
    may = (_DEATH,) if effect is TollEffect.KILLED else () if effect in _PARTED else (_DEATH, _WOUNDS)
    return any(each.search(words) for each in may)


def _are_struck(scene: Scene, toll: Toll) -> bool:
    """Whether a verb of violence stands before those counted, in their clause: "tore the legs off three children".

    Not where they are counted as dead: whoever is knocked down is not killed by that.
    """
    if toll.effect is TollEffect.KILLED:
        return False
    line, span = scene.sentence, toll.mention.span
    first = line.clause_of(line.at(span.start)).first
    verbs = (scene.verb(h) for h in scene.of("events", "verbs_strong", "verbs_weak") if h.end <= span.start)
    return toll.high != 0 and any(g and g.first >= first and g.finite and not g.passive for g in verbs)


def is_of_old_age(scene: Scene, content: Chars) -> bool:
    """Whether words tell that somebody died old, and their sentence of nothing by which it may have come.

    It tells of nothing else at all, or the death is set in and what else its dead did is told: "Ms Bassong, who died
    in Yaoundé at the age of 64, interpreted for presidents".
    """
    span = scene.passage.span
    death = _OF_OLD_AGE.search(scene.text, span.start, span.end)
    if death is None or not shared(death.span(), content):
        return False
    if scene.of("violence") or any(h.cue.phrase != "~die" for h in scene.of("events")):
        return False
    besides = [g for g in scene.sentence.groups if g.finite and "die" not in g.lemmas]
    return not any(g.passive for g in besides) if death["aside"] else not besides


__all__ = ["is_no_toll", "is_of_old_age"]

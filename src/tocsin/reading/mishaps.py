"""Deaths that nobody meant: by a heart attack, a crash, a gas explosion."""

import re

from tocsin.reading import grammar
from tocsin.reading.scene import Chars, Scene
from tocsin.reading.words import Group

_SICKNESS = re.compile(r"(?i)\b(?:heart[\s-]attacks?|asthma\sattacks?|panic\sattacks?|lightning(?:\sstrikes?)?)\b")
_ACCIDENT = re.compile(
    r"(?i)\b(?:crash(?:es)?|collisions?|accidents?|derailments?|landslides?|avalanches?|floods?|earthquakes?|storms?|"
    r"cyclones?|stampedes?|lightning|overdoses?|(?:gas|boiler|transformer|methane|firedamp|dust|accidental)\s(?:explosions?|blasts?))$"
)


def is_by_chance(scene: Scene, group: Group) -> bool:
    """Whether what kills or strikes is a sickness or an accident, and nobody: "a helicopter crash killed five"."""
    doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
    if doer is None:
        return False
    chars = scene.span_of(doer)
    if chars is None:
        return False
    if is_sickness(scene.text, chars):
        return True
    head = next(
        (n for n in range(doer[0], doer[1]) if scene.sentence.words[n].low in {"in", "at", "near", "of", "on"}), doer[1]
    )
    named = scene.span_of((doer[0], head))
    return named is not None and _ACCIDENT.search(scene.text[named[0] : named[1]]) is not None


def is_sickness(text: str, chars: Chars) -> bool:
    """Whether some words name what strikes and is nobody: a heart attack, lightning."""
    return _SICKNESS.search(text, *chars) is not None

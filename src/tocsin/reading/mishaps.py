"""Deaths that nobody meant: by a heart attack, a crash, a gas explosion; and reports that call a blast an accident."""

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


_WORK = r"(?:sabotage|foul\splay|terrorism|arson|(?:an?|any)\s(?:terrorist\s|terror\s|deliberate\s)?(?:attack|bomb))"
_CALLED_AN_ACCIDENT = re.compile(
    rf"""(?ix) \b{_WORK}\s(?:was|were|is|has\sbeen|had\sbeen|have\sbeen)\s(?:\w+\s)?(?:ruled\sout|excluded)\b
    | (?<!not\s)(?<!n['’]t\s)(?<!cannot\s)(?<!never\s)\b(?:rul(?:e|es|ed|ing)\sout|exclud(?:e|es|ed|ing))\s{_WORK}\b
    | (?<!there\s)\b(?:was|is)\s(?:not|no|neither)\s(?:an?\s)?(?:bomb|attack|act\sof\sterror\w*)\b
    | :\s(?:not?)\s(?:an?\s)?(?:bomb|attack)\b
    | \b(?:was|were|as)\s(?:probably\s)?(?:an\s|a\stragic\s)?accident(?:al)?\b
    | \b(?:gas|oxygen|propane|butane|acetylene|fuel|boiler|battery)\s
      (?:bottle|cylinder|canister|main|pipe|tank|stove|leak)s?\b
      [^.;:]{{0,40}}\b(?:burst|exploded|blew\sup|caught\sfire)\b"""
)
_BY_HAND = re.compile(
    r"""(?ix) \b(?: claim(?:s|ed|ing)?\sresponsib | gunm[ae]n | militants? | insurgents? | rebels? | attackers?
    | assailants? | terrorists | jihad\w* | suicide | shot | shootings? | stabb\w+ | raids? | ambush\w* | kidnap\w*
    | abduct\w* | hostages? | missiles? | rockets? | shell(?:s|ed|ing) | air\s?strikes? | drones? | grenades? | mines?
    | nails | timers? | detonat\w+ | devices? | car\sbomb | bomb(?:s|ed|ings?|ers?)
    | (?:police\w*|soldiers?|army|troops|m[ae]n)\s(?:ha(?:d|s|ve)\s)?(?:killed|wounded|attacked|opened|fired)
    | bomb\s(?:kill|wound|injur|explod|went|had|was)\w* )\b"""
)


def is_called_an_accident(text: str) -> bool:
    """Whether a report says that what it tells was no attack, and tells nowhere of attackers or of their arms."""
    return _CALLED_AN_ACCIDENT.search(text) is not None and _BY_HAND.search(text) is None

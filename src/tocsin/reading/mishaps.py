"""Deaths that nobody meant: by a heart attack, a crash, a gas explosion; and reports that call a blast an accident."""

import re

from tocsin.reading import grammar, lists
from tocsin.reading.scene import Chars, Scene
from tocsin.reading.words import Group

_SICKNESS = lists.pattern("mishaps", "sickness")
_ACCIDENT = re.compile(rf"(?i)\b(?:{lists.either('mishaps', 'accidents')})$")


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


_NOISE = re.compile(
    r"(?i)\b(?:t[yi]res?\s(?:burst|blew|exploded|bursting)|burst(?:ing)?\s(?:of\sa\s)?t[yi]res?|(?:car|engine|exhaust|lorry|"
    r"truck|motorcycle|bus)\s(?:had\s)?backfir\w+|backfiring|thunder(?:clap)?|electrical\sfault|short[\s-]circuit|"
    r"boilers?\s(?:had\s)?burst|gas\sleaks?)\b"
)


def is_noise(text: str, chars: Chars) -> bool:
    """Whether some words name what sounds like a bomb and is none: a tyre that burst, a car that backfired."""
    return _NOISE.search(text, *chars) is not None


_WORK = r"(?:sabotage|foul\splay|terrorism|arson|(?:an?|any)\s(?:terrorist\s|terror\s|deliberate\s)?(?:attack|bomb))"
_CALLED_AN_ACCIDENT = re.compile(
    rf"""(?ix) \b{_WORK}\s(?:was|were|is|has\sbeen|had\sbeen|have\sbeen)\s
      (?:(?!not\b|never\b|hardly\b)\w+\s)?(?:ruled\sout|excluded)\b
    | \b(?:rul(?:e|es|ed|ing)\sout|exclud(?:e|es|ed|ing))\s{_WORK}\b
    | (?<!there\s)\b(?:was|is)\s(?:not|no|neither)\s(?:an?\s)?(?:bomb|attack|act\sof\sterror\w*)\b
    | :\s(?:not?)\s(?:an?\s)?(?:bomb|attack)\b
    | \b(?:was|were|as)\s(?:probably\s)?(?:an\s|a\stragic\s)?accident(?:al)?\b
    | \b(?:gas|oxygen|propane|butane|acetylene|fuel|boiler|battery)\s
      (?:(?P<carried>bottle|cylinder|canister)|main|pipe|tank|stove|leak)s?\b
      (?P<where>[^.;:]{{0,40}})\b(?:burst|exploded|blew\sup|caught\sfire)\b"""
)
_CLAUSE = re.compile(r"(?i)[.;!?\n—]|\b(?:but|and|while|whereas|though|although|after|because|as|since|when)\s")
_LEFT_OPEN = re.compile(
    r"""(?ix) \b(?: not | never | nobody | no\sone | none | neither | nor | cannot | without | hardly | unable
    | unwilling | reluctan\w+ | (?:ha(?:s|d|ve)|is|are|was|were)\syet | refus\w+ | declin\w+ | fail\w+
    | too\s(?:early|soon) | premature
    | no\s(?:evidence|signs?|reason|proof|indications?|suggestion|way|question)\b(?!\sbut\b)
    | (?<!no\s)doubt(?:s|ed|ful)? | den(?:y|ies|ied) | reject\w* | dismiss\w* | disput\w+ | claim(?:s|ed|ing)
    | pretend\w* | at\sfirst | first | initial(?:ly)? | original(?:ly)?
    | if | whether | unless | may | might | could )\b
    | n['’]t\b"""
)
"""In the clause before: that it is not so, that nobody will say so, or that it was said once."""
_CLAIMED = re.compile(r"(?i)[^.;:\n]{0,20}?,?\s(?:[\w’'-]+\s){0,4}claim(?:s|ed)\b")
_CARRIED_THERE = re.compile(
    r"(?i)\b(?:packed|loaded|laden|filled|rigged|stuffed|crammed)\swith\b|"
    r"\b(?:van|car|truck|lorry|vehicle|minibus|taxi|motor(?:cycle|bike)|rickshaw)s?\b"
)
_OVERTURNED = re.compile(r"(?i)\b(?:overturn\w*|crash\w*|collid\w+|collision)\b")
_BEFORE = 160
_BY_HAND = re.compile(
    rf"""(?ix) \b(?: {lists.either("mishaps", "by_hand")}
    | (?:police\w*|soldiers?|army|troops|m[ae]n)\s(?:ha(?:d|s|ve)\s)?(?:killed|wounded|attacked|opened|fired)
    | (?:call|brand|deem|label|describ)\w*\s(?:it|this|that)\s(?:as\s)?(?:an?\s)?(?:act\sof\s)?
      (?:terror\w*|attack|murder)
    | (?<!no\s)bomb\s(?:(?:attack|blast|explosion)\s)?
      (?:(?:in|on|at|under|near|inside|outside|beneath|behind|by)\s(?:[\w’'-]+\s){{1,4}}?)?
      (?:kill|wound|injur|explod|went|had|was|blew|tore|ripped|hidden|planted|placed|left)\w* )\b"""
)


def is_called_an_accident(text: str) -> bool:
    """Whether a report says that what it tells was no attack, and tells nowhere of attackers or of their arms."""
    if _BY_HAND.search(text):
        return False
    return any(not _is_open(text, m) for m in _CALLED_AN_ACCIDENT.finditer(text))


def _is_open(text: str, called: re.Match[str]) -> bool:
    """Whether words of an accident are not passed on as so: "refused to rule out", "nobody believes that it was"."""
    before = text[max(0, called.start() - _BEFORE) : called.start()]
    clause = _CLAUSE.split(before)[-1]
    if called["where"] is None:
        return _LEFT_OPEN.search(clause) is not None or _CLAIMED.match(text, called.end()) is not None
    sentence = before.rpartition(".")[2]
    if called["carried"] is None or _OVERTURNED.search(sentence + called[0]):
        return False  # a main in the street, or the load of a truck that overturned
    outside = re.search(r"(?i)\boutside\s(?:the|an?)\b", text[called.start() : called.end() + len(" outside the")])
    return outside is not None or _CARRIED_THERE.search(sentence) is not None

"""Whom a speaker quotes in passing: "the radio, quoting an officer, said", "citing witnesses, the paper reported"."""

import re

from tocsin.reading import grammar
from tocsin.reading.sentence import Sentence
from tocsin.reading.words import Group

_SPEAKS = re.compile(
    r"(?i)\b(?:sources?|officials?|officers?|witness(?:es)?|residents?|villagers|survivors?|doctors?|medics|police|army|"
    r"military|ministry|minister|mayor|governor|authorities|spokes(?:man|woman|person|people)|agency|radio|reports?)\b"
)
"""Who or what says something: a cause may be cited too ("citing the risk of attacks")."""


def quoted_by(sentence: Sentence, verb: Group) -> grammar.Reach | None:
    """Whom the subject of a verb of saying quotes beside it, set off by a comma."""
    for group in sentence.groups:
        if not group.gerund or not group.lemmas & {"quote", "cite"} or _of(sentence, group) is not verb:
            continue
        if group.first and sentence.words[group.first - 1].low != ",":
            continue
        found = grammar.object_of(sentence, group)
        if found is None or any(w.low == "as" for w in sentence.words[found[1] : found[1] + 1]):
            continue
        if sentence.words[found[0]].low in {"no", "neither", "nobody"}:
            continue
        words = " ".join(w.low for w in sentence.words[found[0] : found[1]])
        if "quote" in group.lemmas or _SPEAKS.search(words):
            return found
    return None


def _of(sentence: Sentence, group: Group) -> Group | None:
    """The verb whose subject quotes: the one before, else the next."""
    finite = [g for g in sentence.groups if g.finite]
    before = next((g for g in reversed(finite) if g.last < group.first), None)
    return before or next((g for g in finite if g.first > group.last), None)

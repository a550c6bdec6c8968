"""Who did something in a sentence before a pronoun of it: "what John Kirby told reporters when he denied it"."""

import re

from tocsin.model import Actor, ActorKind, Span
from tocsin.reading import genders, grammar
from tocsin.reading.namesakes import FULL
from tocsin.reading.passages import cut
from tocsin.reading.scene import Chars, Scene

_PRONOUN = re.compile(r"(?i)(?:he|she|him|her|his)\b")
_PAPERS = re.compile(
    r"(?:Times|Post|News|Wire|Agency|Radio|Television|Herald|Tribune|Courier|Watch|Alerts|Press|Front|"
    r"Army|Party|Union|Council|Police|Service|International|Group|House|Ministry|Movement)\b"
)


def person_before(scene: Scene, span: Span) -> Chars | None:
    """The one person, by name or as a man or woman, who is the subject of a verb before a pronoun of the sentence.

    None where a like pronoun stands between, and not whoever is only told of in the pronoun's own words.
    """
    said = [v.scope for v in scene.voices if v.who[0] == span.start]
    found: dict[str, Chars] = {}
    for group in scene.sentence.groups:
        who = scene.span_of(grammar.subject(scene.sentence, group)) if group.finite else None
        if who is None or who[1] > span.start or any(a <= who[0] < b for a, b in said):
            continue
        words = scene.text[slice(*who)].strip(" ,")
        if _PRONOUN.fullmatch(words):
            return None
        if _is_person(scene, cut(scene.text, *who, of=span.text), words, span.quote.lower()):
            found[words] = who
    return next(iter(found.values())) if len(found) == 1 else None


def _is_person(scene: Scene, who: Span, words: str, pronoun: str) -> bool:
    inside = [m for m in scene.actors if m.span.overlaps(who)]
    if any(isinstance(m.resolved, Actor) and m.resolved.kind is ActorKind.PERSON for m in inside):
        return True
    if inside or any(m.span.overlaps(who) for m in (*scene.places, *scene.times)):
        return False
    return (FULL.fullmatch(words) is not None and _PAPERS.search(words) is None) or genders.of_words(words) == pronoun

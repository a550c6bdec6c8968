"""Whether those who are held or seized are captives, or suspects in the hands of the police."""

import re

from tocsin.reading import grammar, lists
from tocsin.reading.cues import Hit
from tocsin.reading.numbers import Count
from tocsin.reading.people import names_people
from tocsin.reading.scene import Scene
from tocsin.reading.words import Group

_HOLDS = frozenset("hold capture seize".split())
_LETS_GO = frozenset("free release".split())
_OFFICERS = lists.pattern("people", "officers")
_DISGUISE = re.compile(r"(?i)\s(?:in|of|from|disguised|dressed|wearing|posing)\s")
_SUSPECTS = lists.pattern("people", "suspects")
_JAILED = lists.pattern("people", "jailed")
_IN_CUSTODY = re.compile(
    r"(?i)\s(?:down|responsible|accountable|to\saccount|(?:\w+\s){0,2}?(?:over|on\s(?:suspicion|charges)|for\squestioning|"
    r"in\s(?:custody|connection)|without\scharge|pending|under)\b)"
)
_AFTERWARDS = re.compile(
    r"(?i)\s(?:after|following)\s(?:the|a|an|[\w’']+['’]s)\s(?:\w+\s){0,3}?(?:\w+ing|attack|blast|explosion)\b"
)
_SOUGHT = lists.pattern("people", "sought")
_CAPTORS = lists.pattern("people", "captors")
_CAPTIVE = lists.pattern("people", "captivity", "armed")
_POLICED = lists.pattern("people", "investigators")
_KIDNAPPED = lists.pattern("people", "captivity", "seized")
"""What a report says of people who were taken; where it has none of it, and police, whoever is held is in a cell."""
_MAY_BE_WANTED = lists.pattern("people", "wanted")


def is_policed(text: str) -> bool:
    """Whether a report tells of police and of nobody who was kidnapped."""
    return _POLICED.search(text) is not None and _KIDNAPPED.search(text) is None


def are_taken(scene: Scene, hit: Hit, count: Count) -> bool:
    """Whether a verb of holding or freeing tells of captives: no suspects, and nobody in the hands of the police."""
    group = scene.verb(hit)
    if group is None or not group.lemmas & (_HOLDS | _LETS_GO):
        return True
    if group.lemmas & _LETS_GO:
        return _JAILED.search(count.span.quote) is None
    return not (_SUSPECTS.search(count.span.quote) or _is_by_officers(scene, group) or _is_in_custody(scene, group))


def _is_by_officers(scene: Scene, group: Group) -> bool:
    """Whether police, soldiers or a court hold them, and no armed group."""
    doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
    chars = scene.span_of(doer)
    if chars is None or any(m.span.start < chars[1] and chars[0] < m.span.end for m in scene.groups_named):
        return False
    disguise = _DISGUISE.search(scene.text, *chars)
    return _OFFICERS.search(scene.text, chars[0], disguise.start() if disguise else chars[1]) is not None


def is_kidnapping(scene: Scene, group: Group) -> bool:
    """Whether people are seized or captured by gunmen, or are no people whom the police would seize: "a priest"."""
    if not group.lemmas & _HOLDS:
        return False
    doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
    done = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    by, whom = scene.span_of(doer), scene.span_of(done)
    if whom is None or not names_people(scene.text[whom[0] : whom[1]]) or _SUSPECTS.search(scene.text, *whom):
        return False
    if by is not None:
        return not _is_by_officers(scene, group) and _CAPTORS.search(scene.text, *by) is not None
    return group.passive and _MAY_BE_WANTED.search(scene.text, *whom) is None


def is_led_off(scene: Scene, group: Group) -> bool:
    """Whether people are led away by gunmen or a named group, and not by the police, whom no attack is said to be."""
    doer = grammar.agent(scene.sentence, group) if group.passive else grammar.subject(scene.sentence, group)
    by = scene.span_of(doer)
    if by is None:
        return group.finite and group.passive and not scene.policed
    named = any(m.span.start < by[1] and by[0] < m.span.end for m in scene.groups_named)
    return named or (_CAPTORS.search(scene.text, *by) is not None and not _is_by_officers(scene, group))


def _is_in_custody(scene: Scene, group: Group) -> bool:
    """Whether the words around say that it was an arrest: "were held over the stabbing", "held to account"."""
    if "hold" not in group.lemmas:
        return False
    end, stop = scene.sentence.words[group.last].end, scene.passage.span.end
    if _IN_CUSTODY.match(scene.text, end, stop):
        return True
    arrested = _AFTERWARDS.match(scene.text, end, stop) or _SOUGHT.search(scene.passage.span.quote)
    kept = "still" in scene.words_between(group.first, group.last + 1)
    policed = not kept and scene.policed
    return bool(group.passive and (arrested or policed)) and _CAPTIVE.search(scene.passage.span.quote) is None

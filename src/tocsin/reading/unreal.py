"""What a verb does not tell as done: habits, near misses, what is only supposed, and open questions."""

import re

from tocsin.reading import verbs
from tocsin.reading.scene import Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.words import Group


def is_near_miss(scene: Scene, group: Group) -> bool:
    """Whether it all but happened: "rebels nearly killed the governor", "narrowly escaped being killed"."""
    base = scene.sentence.span.start
    before = scene.sentence.text[base : scene.sentence.words[group.head].start]
    return _NEARLY.search(before) is not None


_NEARLY = re.compile(
    r"(?i)\b(?:almost|nearly|narrowly|escap(?:e|es|ed|ing)|avoid(?:s|ed|ing)?|miss(?:es|ed|ing)?)\s(?:being\s)?$"
)


def is_by_own_hand(scene: Scene, group: Group) -> bool:
    """Whether somebody did it to themselves and surely to nobody else: "who shot himself in June".

    Nobody else, no figure and nothing that blows up is told with it, and no bomber or attacker "killed himself".
    """
    sentence = scene.sentence
    if group.passive or not group.lemmas & _BY_HAND or _BLOWN_UP.search(scene.passage.span.quote):
        return False
    start, stop = sentence.words[group.last].end, sentence.span.end
    alone = _HIMSELF.match(sentence.text, start, stop)
    if alone is None or any(alone.start() <= c.span.start < alone.end() for c in scene.counts):
        return False
    if alone["mark"] == "," and sentence.clause_of(group.first).kind != "rel":
        return False  # "shot himself in the yard, a teacher and a pupil"
    return "kill" not in group.lemmas or not any(h.stop <= group.first for h in scene.of("violence", "actors"))


_BY_HAND = frozenset("shoot stab kill hang poison".split())
_HIMSELF = re.compile(
    r"(?i)\s(?:himself|herself|myself|themselves|itself)"
    r"(?:\s(?:in|on|at|last|yesterday|there|dead)\b"
    r"(?:\s(?!(?:and|or|but|plus|also|too|with|besides?|along|together|as|after|before|including)\b)[^\s.,;:]+)*)?"
    r"\s?(?P<mark>[.,;:)—–]|\Z)"
)
_BLOWN_UP = re.compile(r"(?i)\b(?:bomb\w*|detonat\w+|explo\w+|blasts?|bl[eo]w\w*|grenades?|suicide|belts?|vests?)\b")


def is_habit(scene: Scene, group: Group) -> bool:
    """Whether a verb tells what happens time and again: a present without an auxiliary, outside a headline."""
    form = verbs.table().get(scene.sentence.words[group.head].low)
    line = scene.sentence.words
    denied = group.negated and line[group.first].low in {"do", "does", "don't", "doesn't"}
    alone = group.first == group.last or denied  # "does attack villages" says with force what it does
    present = group.finite and alone and form is not None and not (form.past and group.first == group.last)
    return present and not scene.passage.heading


def is_unreal(scene: Scene, clause: Clause) -> bool:
    """Whether a clause supposes what did not happen: "had the bomb gone off", "were the rebels to bomb the market"."""
    opener = scene.sentence.words[clause.first].low
    group = scene.sentence.group_of(clause.first)
    asks = scene.sentence.words[-1].low == "?"
    at = scene.sentence.clauses.index(clause)
    if at and opener == "that" and scene.sentence.words[scene.sentence.clauses[at - 1].first].low in {"if", "unless"}:
        return True  # "if it was true that the army had killed nine"
    return opener in {"had", "were", "should"} and group is not None and group.head == clause.first and not asks


_ASKING = frozenset("say said know known ask asked tell determine establish ascertain discover wonder clear".split())
_ASKING_OF = frozenset("of about over".split())


def is_asked(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is an open question: "too early to say who bombed it", "have not said whom they hold"."""
    line, first = scene.sentence.words, clause.first
    if first == 0 or line[first].low not in {"who", "whom", "what", "how"}:
        return False
    before = line[first - 1].low
    return before in _ASKING or (before in _ASKING_OF and line[first].low != "whom")

"""Who speaks between commas where few words stand before: "In Goma, the army said, rebels killed nine people"."""

from typing import NamedTuple

from tocsin.reading import cues, grammar
from tocsin.reading.nouns import nouns
from tocsin.reading.scene import Chars
from tocsin.reading.sentence import Sentence
from tocsin.reading.words import PREPOSITIONS, SUBORDINATORS, Group, is_adverb


class SetIn(NamedTuple):
    """Whoever speaks there, and the words before and behind that are theirs."""

    who: grammar.Reach
    words: tuple[Chars, ...]


_STOPS = frozenset({",", ".", ";", "!", "?", "…"})
_OVER = frozenset({";", ":"})
_MOST = 5
_WHEN = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today late early".split())


def said(sentence: Sentence, verb: Group) -> SetIn | None:
    """Who speaks by a verb that is set in behind words without a verb of their own, or behind "when" and "if".

    None where a clause stands before: that is theirs in any case, and what begins behind it may be the report's.
    """
    line = sentence.words
    left = next((n for n in range(verb.first - 1, 0, -1) if line[n].is_mark), 0)
    right = next((n for n in range(verb.last + 1, len(line)) if line[n].is_mark), len(line))
    if right - verb.last > _MOST or not _is_end(sentence, right):
        return None
    if not left:
        return _at_once(sentence, verb, right)
    if line[left].low != ",":
        return None
    opens = next((n + 1 for n in range(left - 1, 0, -1) if _begins(sentence, n, left)), 0)
    who = _turned(sentence, verb, left, right) or _straight(sentence, verb, left, right)
    if who is None or left <= opens:
        return None
    told, turned = sentence.finite_in(opens, left), who[0] > verb.last
    under = told is not None and line[opens].low in SUBORDINATORS and told.first != opens + 1
    at_end = right >= len(line) - 1
    if told is not None and not (turned and at_end) and (at_end or not under):
        return None
    lead = sentence.chars(opens, left)
    rest = _goes_on(sentence, right) if line[right : right + 1] and line[right].low == "," else None
    words = tuple(w for w in (lead, rest) if w)
    return SetIn(who, words) if words else None


def _at_once(sentence: Sentence, verb: Group, right: int) -> SetIn | None:
    """Whoever speaks first, and a comma instead of "that" behind it: "Police said, gunmen killed nine people"."""
    if right != verb.last + 1 or right + 1 >= len(sentence.words) or sentence.words[right].low != ",":
        return None
    behind, held = sentence.clause_of(right + 1), nouns(sentence, 0, verb.first)
    plain = behind.kind == "main" and behind.first == right + 1 and sentence.finite_in(behind.first, behind.stop)
    opens = next(iter(nouns(sentence, right + 1, behind.stop)), None)
    if not plain or opens is None or opens.first != right + 1 or not held or held[0].first or held[0].is_time:
        return None
    rest = _goes_on(sentence, right)
    return SetIn((0, verb.first), (rest,)) if rest else None


def _begins(sentence: Sentence, at: int, left: int) -> bool:
    """Whether something else begins behind a word: at a semicolon, or at ", and" with no verb before what is set in."""
    line = sentence.words
    if line[at].low in _OVER:
        return True
    return line[at].low in {"and", "but"} and line[at - 1].low == "," and not sentence.finite_in(at, left)


def _is_end(sentence: Sentence, at: int) -> bool:
    return at >= len(sentence.words) or sentence.words[at].low in _STOPS


def _turned(sentence: Sentence, verb: Group, left: int, right: int) -> grammar.Reach | None:
    """The speaker behind the verb: ", say police."."""
    if verb.first != left + 1 or verb.last != verb.first or verb.last + 1 >= right:
        return None
    held = nouns(sentence, verb.last + 1, right)
    alone = held and held[0].first == verb.last + 1 and not held[0].governor and not held[0].is_time
    return (verb.last + 1, right) if alone and not sentence.finite_in(verb.last + 1, right) else None


def _straight(sentence: Sentence, verb: Group, left: int, right: int) -> grammar.Reach | None:
    """The speaker before the verb, who is all that stands between the comma and it: ", the army said,"."""
    line, behind = sentence.words, sentence.words[verb.last + 1 : right]
    if behind and behind[0].low not in PREPOSITIONS | _WHEN and not is_adverb(behind[0].low):
        return None
    held = nouns(sentence, left + 1, verb.first)
    if not held or held[0].governor or held[0].is_time or sentence.finite_in(left + 1, verb.first):
        return None
    first = left + 1 + (line[left + 1].low in {"and", "but"})
    return (first, verb.first) if held[0].first == first else None


def _goes_on(sentence: Sentence, comma: int) -> Chars | None:
    """What goes on behind it, to where a verb of saying begins another's words."""
    line, said_ = sentence.words, cues.lemmas("saying")
    stop = next((n for n in range(comma + 1, len(line)) if line[n].low == ";"), len(line))
    for group in sentence.groups:
        if group.finite and comma < group.first < stop and group.lemmas & said_:
            clause = sentence.clause_of(group.first)
            if clause.kind in {"coord", "main"} and clause.first > comma + 1:
                stop = clause.first
                break
    return sentence.chars(comma + 1, stop) if comma + 1 < stop else None

"""Who speaks between commas where few words stand before: "In Goma, the army said, rebels killed nine people"."""

from typing import NamedTuple

from tocsin.reading import cues, grammar
from tocsin.reading.nouns import nouns
from tocsin.reading.scene import Chars
from tocsin.reading.sentence import Sentence
from tocsin.reading.words import BE, DO, HAVE, MODAL, PREPOSITIONS, RELATIVES, SUBORDINATORS, Group, is_adverb


class SetIn(NamedTuple):
    """Whoever speaks there, and the words before and behind that are theirs."""

    who: grammar.Reach
    words: tuple[Chars, ...]


_STOPS = frozenset({",", ".", ";", "!", "?", "…"})
_OVER = frozenset({";", ":"})
_MOST = 5
_OTHERS = frozenset("and but yet while whereas though although".split())
_AWAIT = HAVE | BE | DO | MODAL | {"not", "never"}
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
    opened = line[opens].low in SUBORDINATORS
    under = told is not None and opened and told.first != opens + 1 and not _is_that(sentence, right)
    at_end = right >= len(line) - 1
    if told is not None and not (turned and at_end) and (at_end or not under):
        return None
    lead = sentence.chars(opens, left)
    rest = _goes_on(sentence, right) if line[right : right + 1] and line[right].low == "," else None
    if rest and told is None and opened and _is_parted(sentence, right):
        rest = sentence.chars(right + 1, _comma(sentence, right + 1))
    words = tuple(w for w in (lead, rest) if w)
    return SetIn(who, words) if words else None


def _is_that(sentence: Sentence, comma: int) -> bool:
    """Whether what stands before goes on behind a comma: "Although there is no proof, police say, that they did it"."""
    return [w.low for w in sentence.words[comma + 1 : comma + 2]] == ["that"]


def _is_parted(sentence: Sentence, comma: int) -> bool:
    """Whether the verb of the words before stands behind a comma: "Although rebels never, he says, attacked"."""
    at = next((n for n in range(comma + 1, len(sentence.words)) if not is_adverb(sentence.words[n].low)), comma)
    verb = sentence.group_of(at)
    return verb is not None and verb.first <= at


def _comma(sentence: Sentence, at: int) -> int:
    return next((n for n in range(at, len(sentence.words)) if sentence.words[n].low == ","), len(sentence.words))


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
    """The speaker behind the verb: ", say police."; not "has not, so far, claimed the attack", whose verb it is."""
    if verb.first != left + 1 or verb.last != verb.first or verb.last + 1 >= right or _waits(sentence, left):
        return None
    held = nouns(sentence, verb.last + 1, right)
    alone = held and held[0].first == verb.last + 1 and not held[0].governor and not held[0].is_time
    return (verb.last + 1, right) if alone and not sentence.finite_in(verb.last + 1, right) else None


def _waits(sentence: Sentence, left: int) -> bool:
    """Whether an auxiliary or a "never" before a comma has not had its verb yet: "had not, until Friday, claimed"."""
    line = sentence.words
    return any(line[n].low == "," and line[n - 1].low in _AWAIT for n in range(1, left + 1))


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
    """What goes on behind it, to where somebody else does something or speaks."""
    line, said_ = sentence.words, cues.lemmas("saying")
    over = (n for n in range(comma + 1, len(line)) if line[n].low == ";" or _is_another(sentence, n))
    stop = next(over, len(line))
    for group in sentence.groups:
        if group.finite and comma < group.first < stop and group.lemmas & said_:
            clause = sentence.clause_of(group.first)
            if clause.kind in {"coord", "main"} and clause.first > comma + 1:
                stop = clause.first
                break
    return sentence.chars(comma + 1, stop) if comma + 1 < stop else None


def _is_another(sentence: Sentence, comma: int) -> bool:
    """Whether somebody else does something behind a comma: ", and in Lyon two were shot"; not ", and killed two"."""
    line, opens = sentence.words, comma + 2
    if line[comma].low != "," or opens >= len(line) or line[opens - 1].low not in _OTHERS:
        return False
    verb = sentence.finite_in(opens, len(line))
    if verb is None or line[opens].low == "that":
        return False
    named = any(not noun.is_time for noun in nouns(sentence, opens, verb.first))
    return named and not any(word.low in RELATIVES for word in line[opens : verb.first])

"""Who does what in a sentence: the subject, the object, the doer of a passive, and the reach of a noun phrase."""

from tocsin.reading.sentence import Sentence
from tocsin.reading.words import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Group,
    is_adverb,
    is_possessive,
)

Reach = tuple[int, int]
_TIMES = frozenset(
    "january february march april may june july august september october november december yesterday today "
    "tonight tomorrow monday tuesday wednesday thursday friday saturday sunday week month year morning "
    "night afternoon evening".split()
)


def subject(sentence: Sentence, group: Group, depth: int = 0) -> Reach | None:
    """The words of the subject of a verb, or None where it has none here."""
    clause = sentence.clause_of(group.first)
    line = sentence.words
    first = clause.first
    while first < group.first and (
        line[first].is_mark
        or line[first].low in CONJUNCTIONS
        or line[first].low in SUBORDINATORS | {"that"}
        or is_adverb(line[first].low)
    ):
        first += 1
    if clause.kind == "rel" and (first >= group.first or line[first].low in RELATIVES | {"that"}):
        if first < group.first and line[first].low == "whose":
            return first, group.first
        if first + 1 >= group.first or line[first].low == "that":
            return before(sentence, clause.first)
    if first >= group.first or all(is_adverb(w.low) for w in line[first : group.first]):
        return _shared(sentence, clause.first, depth)
    return _trimmed(sentence, first, group.first)


def _shared(sentence: Sentence, at: int, depth: int) -> Reach | None:
    """The subject of the clause before, for a verb that has none of its own."""
    earlier = [g for g in sentence.groups if g.finite and g.first < at]
    clause = sentence.clause_of(at)
    if clause.kind == "resume" and (found := _of_that_clause(sentence, clause.first)):
        return found
    if clause.kind == "resume":
        earlier = [g for g in earlier if sentence.clause_of(g.first).kind != "rel"]
        if not earlier:
            stop = next((c.first for c in sentence.clauses if c.kind == "rel" and c.first < at), at)
            return _trimmed(sentence, 0, stop)
    if not earlier or depth > 4:  # noqa: PLR2004
        return _trimmed(sentence, 0, at) if clause.kind == "resume" else None
    return subject(sentence, earlier[-1], depth + 1)


def _of_that_clause(sentence: Sentence, at: int) -> Reach | None:
    """The subject that a "that" opened and an apposition parted from its verb ("that ETA, the group, was")."""
    line = sentence.words
    before_it = next((c for c in sentence.clauses if c.stop == at), None)
    if before_it is None or line[before_it.first].low != "that" or sentence.group_of(before_it.first + 1):
        return None
    stop = next((n for n in range(before_it.first, before_it.stop) if line[n].low == ","), before_it.stop)
    finite = [g for g in sentence.groups if before_it.first < g.first < stop and g.finite and g.first != g.last]
    return (before_it.first + 1, stop) if stop > before_it.first + 1 and not finite else None


def _trimmed(sentence: Sentence, first: int, stop: int) -> Reach | None:
    """A subject without fronted phrases, appositions behind commas and adverbs."""
    line = sentence.words
    while stop > first and (line[stop - 1].is_mark or is_adverb(line[stop - 1].low)):
        stop -= 1
    commas = [n for n in range(first, stop) if line[n].low == ","]
    fronted = first < stop and (line[first].low in PREPOSITIONS | SUBORDINATORS or line[first].low in _TIMES)
    if commas and fronted:
        first = commas[-1] + 1
    elif commas:
        stop = commas[0]
    elif fronted:
        first = _past_front(sentence, first, stop)
    while first < stop and (line[first].is_mark or is_adverb(line[first].low) or line[first].low in CONJUNCTIONS):
        first += 1
    stop = _without_time(sentence, first, stop)
    return (first, stop) if first < stop else None


def _past_front(sentence: Sentence, first: int, stop: int) -> int:
    line = sentence.words
    for n in range(first + 1, stop):
        if line[n].low in _TIMES or line[n].low[0].isdigit():
            return n + 1
    for n in range(first + 2, stop):
        if line[n].low in DETERMINERS or line[n].low in PRONOUNS:
            return n
    return first


def _without_time(sentence: Sentence, first: int, stop: int) -> int:
    """The end of a subject without "on Friday" behind it."""
    line = sentence.words
    if stop - first > 2 and line[stop - 1].low in _TIMES and line[stop - 2].low in {"on", "in", "last", "this"}:  # noqa: PLR2004
        stop -= 2
    elif stop - first > 1 and line[stop - 1].low in _TIMES and line[stop - 1].low != "may":
        stop -= 1
    return stop


def before(sentence: Sentence, at: int) -> Reach | None:
    """The noun phrase that ends just before a word."""
    line = sentence.words
    stop = at
    while stop > 0 and line[stop - 1].is_mark:
        stop -= 1
    first = stop
    while first > 0:
        word = line[first - 1]
        if word.is_mark or word.low in CONJUNCTIONS or word.low in RELATIVES | SUBORDINATORS | {"that"}:
            break
        if word.low in PREPOSITIONS - {"of", "at", "in"} or sentence.group_of(first - 1):
            break
        if word.low in {"in", "at"} and first - 1 > 0 and sentence.group_of(first - 2):
            break
        first -= 1
    while first < stop and line[first].low in PREPOSITIONS:
        first += 1
    return (first, stop) if first < stop else None


def behind(sentence: Sentence, at: int, *, wide: bool = False) -> Reach | None:
    """The noun phrase that begins at a word, `wide` with its prepositions' phrases."""
    line = sentence.words
    stop = at
    clause = sentence.clause_of(at) if at < len(line) else None
    limit = clause.stop if clause else len(line)
    while stop < limit:
        word = line[stop]
        if word.is_mark and word.low not in {"'", "’"} and not (word.low in '“”"' and stop == at):
            break
        if (
            word.low in RELATIVES
            or (word.low in SUBORDINATORS and word.low not in PREPOSITIONS)
            or (word.low == "that" and stop > at)
        ):
            break
        if word.low in CONJUNCTIONS and not wide:
            break
        if word.low in PREPOSITIONS and stop > at and not wide and word.low != "of":
            break
        group = sentence.group_of(stop)
        if group and stop > at and _ends_phrase(group, wide=wide):
            break
        stop += 1
    return (at, stop) if stop > at else None


def _ends_phrase(group: Group, *, wide: bool) -> bool:
    """Whether a verb ends the noun phrase before it; a wide phrase takes in a reduced relative."""
    if wide and group.infinitive is False and group.reduced:
        return False
    return group.finite or group.infinitive or group.gerund or group.reduced


def agent(sentence: Sentence, group: Group) -> Reach | None:
    """Who does what a passive says: the words behind "by"."""
    clause = sentence.clause_of(group.first)
    for n in range(group.last + 1, min(clause.stop, group.last + 9)):
        if sentence.words[n].low == "by" and n + 1 < clause.stop:
            return behind(sentence, n + 1)
    return None


def object_of(sentence: Sentence, group: Group) -> Reach | None:
    """The words behind a verb that it acts upon."""
    at = group.last + 1
    while at < len(sentence.words) and is_adverb(sentence.words[at].low):
        at += 1
    if at >= len(sentence.words) or sentence.words[at].low in PREPOSITIONS or sentence.words[at].low in {"that", ","}:
        return None
    return behind(sentence, at)


def phrase(sentence: Sentence, first: int, stop: int) -> Reach:
    """The whole noun phrase about the noun at `first` to `stop`: article, adjectives, and its prepositions' phrases."""
    line = sentence.words
    left = first
    while left > 0:
        word = line[left - 1]
        if (
            word.is_mark
            or word.low in PREPOSITIONS
            or word.low in CONJUNCTIONS
            or word.low in RELATIVES | SUBORDINATORS
        ):
            break
        group = sentence.group_of(left - 1)
        if group and (group.finite or group.infinitive or group.gerund or group.reduced):
            break
        left -= 1
        if word.low in {"the", "a", "an"}:
            break
    if (
        left
        and is_possessive(line[left].low) is False
        and left < first
        and line[left].low in PRONOUNS - {"this", "that", "each", "all"}
    ):
        left += 1
    found = behind(sentence, first, wide=True)
    right = max(stop, found[1] if found else stop)
    clause = sentence.clause_of(first)
    for n in range(stop, right):
        if line[n].low in CONJUNCTIONS or (line[n].is_mark and line[n].low not in {"'", "’"}):
            right = n
            break
        group = sentence.group_of(n)
        if group and (group.reduced or group.finite or group.gerund or group.infinitive) and n >= stop:
            right = n
            break
    return left, max(min(right, clause.stop), stop)

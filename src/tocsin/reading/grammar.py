"""Who does what in a sentence: the subject, the object, the doer of a passive, and the reach of a noun phrase."""

from collections.abc import Sequence

from tocsin.reading import cues
from tocsin.reading.nouns import Noun, listed, nouns, reach
from tocsin.reading.sentence import Clause, Sentence, once
from tocsin.reading.words import (
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Group,
    is_adverb,
    is_possessive,
)

Reach = tuple[int, int]
_DEEPEST = 4
_PARTICLES = frozenset("out up down off away over back dead".split())


# ---- subjects


@once
def subject(sentence: Sentence, group: Group, depth: int = 0) -> Reach | None:
    """The words of the subject of a verb, or None where it has none here."""
    clause = sentence.clause_of(group.first)
    if clause.kind == "rel":
        opens = sentence.words[clause.first].low
        if opens == "whose":
            return clause.first, group.first
        own = nouns(sentence, clause.first + 1, group.first) if opens in RELATIVES | {"that"} else ()
        if opens in RELATIVES | {"that"} and not any(not n.governor and not n.is_time for n in own):
            return before(sentence, clause.first)
        if own:
            return before(sentence, clause.first) if _is_said(sentence, clause, group) else _of(sentence, own)
    if pronoun := _right_before(sentence, group):
        return pronoun
    first = clause.first + (clause.kind == "sub")  # "after" and "until" open a clause here, and govern no noun
    first = _behind_gerund(sentence, first, group.first)
    return _of(sentence, nouns(sentence, first, group.first)) or _shared(sentence, clause, depth)


def _behind_gerund(sentence: Sentence, first: int, stop: int) -> int:
    """Where the subject may begin behind what a clause opens with: "far from denying the bombing, the Front"."""
    opening = next((g for g in sentence.groups if first <= g.first < min(first + _OPENING, stop)), None)
    if opening is None or not opening.gerund:
        return first
    if opening.first > first and sentence.words[opening.first - 1].low not in PREPOSITIONS:
        return first
    return next((n + 1 for n in range(opening.last, stop - 1) if sentence.words[n].low == ","), first)


_OPENING = 4


def _is_said(sentence: Sentence, clause: Clause, group: Group) -> bool:
    """Whether a relative clause only says by whom its verb is told: "a shelling that the rebels said killed nine"."""
    teller = sentence.group_of(group.first - 1)
    if teller is None or teller.first < clause.first or teller.passive or not teller.finite:
        return False
    return bool(teller.lemmas & cues.lemmas("saying"))


_SUBJECTS = frozenset("he she they we i".split())


def _right_before(sentence: Sentence, group: Group) -> Reach | None:
    """The pronoun right before a verb, which nothing else can be the subject of: "the two officers he stabbed"."""
    at = group.first - 1
    while at > 0 and is_adverb(sentence.words[at].low):
        at -= 1
    alone = (
        at >= 0 and sentence.words[at].low in _SUBJECTS and (not at or sentence.words[at - 1].low not in {"and", "or"})
    )
    return (at, at + 1) if alone and group.finite else None


def _of(sentence: Sentence, found: Sequence[Noun]) -> Reach | None:
    """The first noun phrase that hangs on no preposition and is no time, with what hangs on it, or its list."""
    held = tuple(found)
    for n, noun in enumerate(held):
        if noun.governor or noun.is_time or _is_not(sentence, noun.first) or _is_aside(sentence, noun.first):
            continue
        stop = listed(sentence, held, n)
        return (noun.first, stop) if stop > noun.stop else reach(sentence, held, n)
    return None


def _is_aside(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in brackets: "Ms Farah (Bolton West)"."""
    marks = [w.low for w in sentence.words[:at] if w.low in {"(", ")"}]
    return bool(marks) and marks[-1] == "("


def _is_not(sentence: Sentence, at: int) -> bool:
    """Whether it is somebody else: "not the rebels but the army"."""
    line = sentence.words
    return at > 0 and line[at - 1].low == "not" and any(w.low == "but" for w in line[at : at + _FAR])


_FAR = 8


def _is_another(sentence: Sentence, group: Group, by: int) -> bool:
    """Whether it was done by somebody else: "not by the police but by", "was not foiled by police but by"."""
    line = sentence.words
    but = next((n for n in range(by + 1, min(by + _FAR, len(line) - 1)) if line[n].low == "but"), None)
    return _is_not(sentence, by) or (group.negated and but is not None and line[but + 1].low == "by")


def _shared(sentence: Sentence, clause: Clause, depth: int) -> Reach | None:
    """The subject of a verb that has none in its clause: that of the clause it goes on from, or what commas parted."""
    at = sentence.clauses.index(clause)
    if clause.kind == "coord":
        verb = next((g for g in sentence.groups if g.finite and clause.first <= g.first < clause.stop), None)
        return _joined(sentence, at, depth, speaks=verb is not None and bool(verb.lemmas & _SPEAKS))
    if clause.kind in {"resume", "attr", "main"}:
        return _parted(sentence, at)
    return None


_SPEAKS = frozenset("say deny accuse blame reject condemn add vow insist urge dismiss".split())


def _joined(sentence: Sentence, at: int, depth: int, *, speaks: bool) -> Reach | None:
    """The subject of the verb that "and" joins this one to; past a relative clause only if nothing else is there.

    A verb by which somebody speaks goes on with the verb of saying, past what was said: "said 12 died, and denied".
    """
    if depth > _DEEPEST:
        return None
    for n, clause in reversed(tuple(enumerate(sentence.clauses[:at]))):
        hangs = clause.kind == "rel" and n > 1 and sentence.clauses[n - 1].kind == "comp"
        if speaks and n and (clause.kind == "comp" or hangs):
            continue
        verbs = [g for g in sentence.groups if g.finite and clause.first <= g.first < clause.stop]
        if verbs and not (speaks and is_word_of_others(sentence, clause)):
            return subject(sentence, verbs[-1], depth + 1)
    return None


def _parted(sentence: Sentence, at: int) -> Reach | None:
    """A subject with an apposition or a relative clause before its verb: the first of the verbless stretches."""
    found: Reach | None = None
    if (opened := _opened_before_asides(sentence, at)) is not None:
        return opened
    stop = sentence.clauses[at].first
    for clause in reversed(sentence.clauses[:at]):
        if own := _opened_by_that(sentence, clause):
            return own
        cut = _verbless_from(sentence, clause.first, stop)
        aside = clause.kind in {"rel", "ing", "attr"} or is_word_of_others(sentence, clause)
        if cut is not None and not (aside and cut == clause.first):
            found = _of(sentence, nouns(sentence, cut, stop)) or found
        if not aside or (cut is not None and cut > clause.first):
            break
        stop = clause.first
    return found


def _opened_before_asides(sentence: Sentence, at: int) -> Reach | None:
    """The subject that opens a sentence, where all before its verb is said of it: "a group, which claimed it, said"."""
    opening, between = sentence.clauses[0], sentence.clauses[1:at]
    parts = {clause.kind for clause in between}
    if "comp" not in parts or not parts <= {"rel", "comp"} or between[0].kind != "rel":
        return None
    if sentence.words[opening.stop - 1].low != "," or sentence.finite_in(opening.first, opening.stop):
        return None
    return _of(sentence, nouns(sentence, opening.first, opening.stop))


def is_word_of_others(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause only says by whom it is told: "as police reported", "as was first thought"."""
    return clause.kind == "sub" and sentence.words[clause.first].low == "as"


def _opened_by_that(sentence: Sentence, clause: Clause) -> Reach | None:
    """The subject that a "that" opened and an apposition parted from its verb ("that ETA, the group, was")."""
    if sentence.words[clause.first].low != "that" or sentence.group_of(clause.first + 1):
        return None
    teller = sentence.finite_in(clause.first, clause.stop)
    if clause.kind == "rel" and teller and teller.lemmas & cues.lemmas("saying"):
        return None  # "a shelling that the rebels said killed nine hit Goma"
    comma = next((n for n in range(clause.first, clause.stop) if sentence.words[n].low == ","), clause.stop)
    carried = clause.kind == "rel" and clause.first > 0 and not sentence.words[clause.first - 1].is_mark
    finite = any(g.finite and (carried or g.first != g.last) for g in sentence.groups if clause.first < g.first < comma)
    return None if finite else _of(sentence, nouns(sentence, clause.first + 1, comma))


def _verbless_from(sentence: Sentence, first: int, stop: int) -> int | None:
    """Where the stretch before `stop` begins that holds no finite verb, cut at a comma; None where there is none."""
    last = max((g.last for g in sentence.groups if g.finite and first <= g.first < stop), default=None)
    if last is None:
        return first
    line = sentence.words
    return next((n + 1 for n in range(last + 1, stop) if line[n].low == "," and n + 1 < stop), None)


# ---- objects, doers, antecedents


@once
def object_of(sentence: Sentence, group: Group) -> Reach | None:
    """The words behind a verb that it acts upon."""
    line, at = sentence.words, group.last + 1
    while at < len(line) and (is_adverb(line[at].low) or line[at].low in _PARTICLES):
        at += 1
    if at < len(line) and line[at].low in {"“", '"', "«"}:
        at += 1
    if at >= len(line) or line[at].low in PREPOSITIONS or line[at].low in {"that", ","}:
        return None
    return behind(sentence, at)


@once
def agent(sentence: Sentence, group: Group) -> Reach | None:
    """Who does what a passive says: the words behind "by"."""
    clause = sentence.clause_of(group.first)
    for n in range(group.last + 1, clause.stop):
        other = sentence.group_of(n)
        if other is not None and other.finite and not other.reduced:
            return None  # "the man accused of it was warned by": the doer of another verb
        if sentence.words[n].low == "by" and n + 1 < clause.stop and not _is_another(sentence, group, n):
            found = nouns(sentence, n + 1, clause.stop)
            if not found or found[0].first != n + 1 or found[0].is_time or _is_means(sentence, found[0]):
                continue
            stop = listed(sentence, found, 0)
            first, stop = (found[0].first, stop) if stop > found[0].stop else reach(sentence, found, 0)
            return first, next((m for m in range(first, stop) if sentence.words[m].low == "for"), stop)
    return None


_MEANS = frozenset(
    "telephone phone e-mail email mail letter post fax text sms wire cable telegram radio road air sea rail boat bus "
    "train car lorry truck helicopter hand force accident mistake chance name".split()
)


def _is_means(sentence: Sentence, noun: Noun) -> bool:
    """Whether a bare word behind "by" is how and not who: "was claimed by telephone"; not "by Hand of God"."""
    word, after = sentence.words[noun.first], [w.low for w in sentence.words[noun.stop : noun.stop + 1]]
    named = word.capital and word.low not in {"sms", "telegram"}
    return noun.stop - noun.first == 1 and word.low in _MEANS and not named and after != ["of"]


def behind(sentence: Sentence, at: int, *, wide: bool = False) -> Reach | None:
    """The noun phrase that begins at a word, with its "of" phrases; `wide` with all its prepositions' phrases."""
    if wide:
        return _wide(sentence, at)
    if at >= len(sentence.words):
        return None
    found = nouns(sentence, at, sentence.clause_of(at).stop)
    return reach(sentence, found, 0, wide=False) if found and found[0].first <= at + 1 else None


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
    if (
        first > 1
        and line[first - 1].low in {"on", "since", "late"}
        and all(n.is_time for n in nouns(sentence, first, stop))
    ):
        return before(sentence, first - 1)  # "a blast in Kunduz on Sunday, which killed 13"
    return (first, stop) if first < stop else None


def _wide(sentence: Sentence, at: int) -> Reach | None:
    line = sentence.words
    stop = at
    limit = sentence.clause_of(at).stop if at < len(line) else at
    while stop < limit and not (stop > at and _ends(sentence, stop)):
        if line[stop].is_mark and line[stop].low not in {"'", "’"} and not (line[stop].low in '“”"' and stop == at):
            break
        stop += 1
    return (at, stop) if stop > at else None


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether a word ends the noun phrase before it; a participle behind it does not ("the plot foiled in May")."""
    low = sentence.words[at].low
    if low in RELATIVES or low == "that" or (low in SUBORDINATORS and low not in PREPOSITIONS):
        return True
    group = sentence.group_of(at)
    return group is not None and not (group.reduced and not group.infinitive)


@once
def phrase(sentence: Sentence, first: int, stop: int) -> Reach:
    """The whole noun phrase about the noun at `first` to `stop`: article, adjectives, and its prepositions' phrases."""
    line = sentence.words
    left = first
    while left > 0:
        word = line[left - 1]
        if (
            word.is_mark
            or word.low in PREPOSITIONS | {"out"}
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
    clause = sentence.clause_of(first)
    found = nouns(sentence, left, clause.stop)
    at = next((n for n, noun in enumerate(found) if noun.first <= first < noun.stop), None)
    if at is None:
        return left, stop
    right = max(stop, found[at].stop)
    for noun in found[at + 1 :]:
        hangs = noun.governor in _OF_EVENTS and (not noun.is_time or noun.governor in {"of", "on", "in"})
        if not hangs or noun.first != right + 1:
            break
        right = noun.stop
    return left, right


_OF_EVENTS = frozenset(
    "of in at on near against outside inside by from between around along across into for to".split()
)

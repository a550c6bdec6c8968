"""What a sentence says that nobody vouched for: behind what was not said, not confirmed and not denied."""

from tocsin.reading.scene import Chars
from tocsin.reading.sentence import Clause, Sentence
from tocsin.reading.words import Group

VOUCHING = frozenset("confirm verify corroborate prove establish".split())
_DENYING = frozenset("deny dispute".split())
TELLING = frozenset("say state declare announce admit acknowledge concede claim report reveal allege assert".split())
_NOT_DONE = frozenset(
    "yet unable declined refused failed not never neither nor could cannot short far early soon premature impossible "
    "without stopped ceased avoid avoids avoided".split()
)


def unvouched(sentence: Sentence) -> tuple[Chars, ...]:
    """What a sentence says that nobody vouched for: behind "has yet to confirm that", "did not say that"."""
    out = []
    for group in sentence.groups:
        if group.lemmas & (VOUCHING | _DENYING | TELLING) and _is_withheld(sentence, group):
            out += _untold(sentence, group.last) or _subject(sentence, group)
    line = sentence.words
    for at in range(1, len(line)):
        if line[at].low == "confirmation" and {w.low for w in line[max(0, at - 3) : at]} & {"no", "without"}:
            out += _untold(sentence, at)
    return tuple(out)


def _is_withheld(sentence: Sentence, group: Group) -> bool:
    """Whether a verb of vouching or saying is one that was not done: "would not say", "stopped short of confirming"."""
    before = [w.low for w in sentence.words[max(0, group.first - 3) : group.first]]
    if _is_denied(sentence, group) or group.negated or before[-1:] in (["neither"], ["nor"]) or is_or(sentence, group):
        return True
    return (group.infinitive or group.gerund) and not _NOT_DONE.isdisjoint(before)


def is_of_the_denied(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says whose charge the words before deny: "denied that it had, as Pakistan charged"."""
    line = sentence.words
    if line[clause.first].low != "as":
        return False
    denied = any(g.lemmas & _REJECTS and not g.negated for g in sentence.groups if g.last < clause.first)
    return denied or {"not", "true"} <= {w.low for w in line[max(0, clause.first - 4) : clause.first]}


_REJECTS = frozenset("deny reject dismiss refute dispute".split())


def is_or(sentence: Sentence, group: Group) -> bool:
    """Whether a verb is the second of two that are not done: "did not confirm or deny"."""
    before = next((g for g in reversed(sentence.groups) if g.last < group.first), None)
    joined = before is not None and before.last + 2 == group.first and sentence.words[group.first - 1].low == "or"
    return joined and before is not None and before.negated


def _is_denied(sentence: Sentence, group: Group) -> bool:
    """Whether it is denied that somebody said it: "denied that he had said that"."""
    before = next((g for g in reversed(sentence.groups) if g.last < group.first), None)
    return bool(group.lemmas & TELLING) and before is not None and bool(before.lemmas & _DENYING) and not before.negated


def _untold(sentence: Sentence, at: int) -> list[Chars]:
    """The clause with "that" behind a word, or what "reports of" there speak of."""
    clauses, line = sentence.clauses, sentence.words
    clause = sentence.clause_of(at)
    which = clauses.index(clause)
    following = clauses[which + 1] if which + 1 < len(clauses) else None
    if following and line[following.first].low == "that" and following.first - at <= _FAR:
        chars = sentence.chars(following.first, following.stop)
        return [chars] if chars else []
    reports = next((n for n in range(at + 1, min(at + _FAR, clause.stop - 1)) if line[n].low in _REPORTS), None)
    if reports is None or line[reports + 1].low != "of":
        return []
    chars = sentence.chars(reports, clause.stop)
    return [chars] if chars else []


def _subject(sentence: Sentence, group: Group) -> list[Chars]:
    """What was not vouched for, before a passive or as an -ing form: "12 dead has not been confirmed"."""
    clause = sentence.clause_of(group.first)
    deed = sentence.group_of(group.last + 1) if group.last + 1 < len(sentence.words) else None
    if group.lemmas & _DENYING and deed is not None and deed.gerund:
        chars = sentence.chars(group.last + 1, clause.stop)
    else:
        vouched = group.passive and group.lemmas & VOUCHING and clause.kind == "main"
        chars = sentence.chars(clause.first, group.first) if vouched else None
    return [chars] if chars else []


_FAR = 6
_REPORTS = frozenset("report reports claim claims account accounts rumours rumors".split())

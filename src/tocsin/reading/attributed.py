"""What stands in somebody's words without a verb of saying: behind a denial, a charge, or a noun such as "claim".

"The army denies having shot twelve people" says of twelve people what the army says, and "Turkey's claim that the PKK
bombed the square" is Turkey's. What is told there must never pass for the report's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.model import Certainty
from tocsin.reading import grammar
from tocsin.reading.scene import Chars, Voice
from tocsin.reading.sentence import Sentence
from tocsin.reading.words import Group, is_possessive

_SAYINGS = frozenset(
    "claim claims allegation allegations report reports assertion assertions accusation accusations charge charges "
    "suggestion suggestions rumour rumours rumor rumors contention insistence belief story stories account accounts "
    "announcement speculation fear fears version statement statements word theory finding conclusion".split()
)
_RUMOURS = frozenset("rumour rumours rumor rumors speculation".split())
"""What nobody vouches for, whoever spread it."""
_DOUBTED = _SAYINGS - {"announcement", "statement", "statements", "finding", "conclusion"}
_CHARGES = frozenset("charge charges accusation accusations allegation allegations".split())
"""Whoever rejects one rejects who is said to have done it: what was done stands in the words of the charge."""
_DENIES = frozenset("deny reject dismiss dispute refute rebut doubt question".split())
_NEEDS_THAT = frozenset("reject dismiss question".split())
_ACCUSES = frozenset("accuse blame charge".split())
_MAKES = frozenset("make level put advance raise repeat".split())


def voices(sentence: Sentence, *, unvouched: Sequence[Chars]) -> tuple[Voice, ...]:
    """Those in whose words something stands, though no verb of saying gives it to them.

    `unvouched` is what a sentence says that nobody could confirm: a report or claim of nobody's there speaks for none.
    """
    claimed = tuple(
        v for v in _of_nouns(sentence)
        if _is_owned(sentence, v) or not any(a <= v.scope[0] < b for a, b in unvouched)
    )  # fmt: skip
    said = tuple(_without(sentence, voice, claimed) for voice in _of_verbs(sentence))
    owned = tuple(_of_admissions(sentence))
    return (
        *said,
        *owned,
        *(v for v in claimed if _is_apart(sentence, v) or not any(_within(v, other) for other in said)),
    )


def _is_owned(sentence: Sentence, voice: Voice) -> bool:
    """Whether a claim is somebody's, and does not stand for itself ("reports that")."""
    return sentence.text[voice.who[0] : voice.who[1]].split()[-1].lower() not in _SAYINGS


def _is_apart(sentence: Sentence, voice: Voice) -> bool:
    """Whether what a claim says stays its own where it is denied: somebody's claim, or a charge."""
    return _is_owned(sentence, voice) or sentence.text[voice.who[0] : voice.who[1]].split()[-1].lower() in _CHARGES


def _within(voice: Voice, other: Voice) -> bool:
    return other.scope[0] <= voice.who[0] and voice.scope[0] < other.scope[1]


def _without(sentence: Sentence, voice: Voice, claimed: Sequence[Voice]) -> Voice:
    """A denial without what another's claim, or a charge, says that is denied: that stays theirs."""
    owned = [v for v in claimed if _within(v, voice) and v.who[1] + 1 < v.scope[0] and _is_apart(sentence, v)]
    stop = min((v.who[0] for v in owned), default=voice.scope[1])
    return replace(voice, scope=(voice.scope[0], max(stop, voice.scope[0])))


def _of_verbs(sentence: Sentence) -> Iterator[Voice]:
    for group in sentence.groups:
        open_ = _leaves_open(sentence, group)
        if group.infinitive or group.modal or not (open_ or group.lemmas & (_DENIES | _ACCUSES)):
            continue
        if group.first and sentence.words[group.first - 1].low in {"stand", "stands", "stood"}:
            continue  # whoever "stands accused" accuses nobody
        behind = [w.low for w in sentence.words[group.last + 1 : group.last + 2]]
        if group.lemmas & _ACCUSES and behind in (["of"], ["with"]):
            continue  # nor does "the man, accused of bombing"
        reach = grammar.agent(sentence, group) if group.passive else _subject(sentence, group)
        who = sentence.chars(*reach) if reach else None
        scope = _behind(sentence, group)
        if group.lemmas & _NEEDS_THAT and not _tells(sentence, group):
            continue  # whoever "rejected the murder" told of none
        if who and scope and not (scope[0] <= who[0] < scope[1]):
            doubts = Certainty.PROBABLE if "doubt" in group.lemmas else None
            yield Voice(who=who, scope=scope, hedge=Certainty.POSSIBLE if open_ else doubts)


def _of_admissions(sentence: Sentence) -> Iterator[Voice]:
    """Whoever admits a deed tells of it: "a sniper pleaded guilty to shooting two women"."""
    for group in sentence.groups:
        if not group.finite or group.passive or group.negated or group.modal or not group.lemmas & _ADMITS:
            continue
        deed = next((g for g in sentence.groups if g.first > group.last), None)
        between = [w.low for w in sentence.words[group.last + 1 : deed.first]] if deed and deed.gerund else None
        if between is None or between[-1:] not in ([], ["to"]) or ("admit" in group.lemmas and len(between) > 1):
            continue
        if "plead" in group.lemmas and between[:1] != ["guilty"]:
            continue
        reach, scope = grammar.subject(sentence, group), _behind(sentence, group)
        who = sentence.chars(*reach) if reach else None
        if who and scope:
            yield Voice(who=who, scope=scope)


_ADMITS = frozenset({"admit", "plead"})


def _leaves_open(sentence: Sentence, group: Group) -> bool:
    """Whether somebody does not rule out that something is so."""
    behind = [w.low for w in sentence.words[group.last + 1 : group.last + 3]]
    return group.negated and "rule" in group.lemmas and behind == ["out", "that"]


def _tells(sentence: Sentence, group: Group) -> bool:
    """Whether a clause with "that" hangs on a verb."""
    stop = next((n for n in range(group.last, len(sentence.words)) if sentence.words[n].low == ";"), None)
    return any(word.low == "that" for word in sentence.words[group.last + 1 : stop])


def _subject(sentence: Sentence, group: Group) -> grammar.Reach | None:
    if not group.gerund:
        return grammar.subject(sentence, group)
    main = next((g for g in reversed(sentence.groups) if g.finite and g.last < group.first), None)
    return grammar.subject(sentence, main) if main else None


def _behind(sentence: Sentence, group: Group) -> Chars | None:
    """From a verb to the end of its clause, with the clauses that hang on it."""
    clauses = sentence.clauses
    at = clauses.index(sentence.clause_of(group.first))
    stop = clauses[at].stop
    for clause in clauses[at + 1 :]:
        behind_noun = clause.kind == "rel" and sentence.words[clause.first].low == "that"
        if clause.kind not in {"comp", "ing"} and not behind_noun:
            break
        stop = clause.stop
    return sentence.chars(group.last + 1, stop) if group.last + 1 < stop else None


def _of_nouns(sentence: Sentence) -> Iterator[Voice]:
    line = sentence.words
    for n in range(len(line) - 2):
        if line[n].low not in _SAYINGS:
            continue
        maker = _maker(sentence, n)
        opens = maker[1] if maker else n + 2 if line[n + 1].low in _SPREAD else n + 1
        if opens + 1 >= len(line):
            continue
        if line[opens].low != "that" and not _charges(sentence, n):
            continue
        verb = sentence.group_of(n)
        if verb is not None and verb.finite:
            continue  # "the army reports that"
        if _is_spoken_of(sentence, opens):
            continue
        stop, governor = _end(sentence, opens + 1)
        scope = sentence.chars(opens + 1, stop)
        who = sentence.chars(*maker) if maker else _owner(sentence, n, governor)
        if who and scope:
            unowned = who[1] == line[n].end
            doubted = line[n].low in (_DOUBTED if unowned else _RUMOURS)
            hedge = Certainty.PROBABLE if doubted else None
            yield Voice(who=who, scope=scope, hedge=hedge)


def _is_spoken_of(sentence: Sentence, that: int) -> bool:
    """Whether a "that" tells only what somebody did with a claim: "a claim that the ministry rejected"."""
    told = sentence.finite_in(that + 1, sentence.clause_of(that).stop)
    return told is not None and bool(told.lemmas & _DONE_WITH) and grammar.object_of(sentence, told) is None


_DONE_WITH = _DENIES | frozenset("make repeat disown disavow retract withdraw deny".split())


def _maker(sentence: Sentence, noun: int) -> grammar.Reach | None:
    """Who made a claim that goes on with what they claim: "a claim by the army that rebels had killed nine"."""
    line = sentence.words
    if line[noun + 1].low not in {"by", "from"}:
        return None
    reach = grammar.behind(sentence, noun + 2)
    return reach if reach and reach[1] < len(line) and line[reach[1]].low == "that" else None


def _charges(sentence: Sentence, noun: int) -> bool:
    """Whether a charge goes on with what somebody is charged with: "charges of abducting fifteen women"."""
    line = sentence.words
    deed = sentence.group_of(noun + 2)
    return line[noun].low in _CHARGES and line[noun + 1].low == "of" and deed is not None and deed.gerund


def _end(sentence: Sentence, first: int) -> tuple[int, Group | None]:
    """Where a clause behind a noun ends: at the second finite verb, which is that of the noun."""
    line = sentence.words
    hard = next((n for n in range(first, len(line)) if line[n].low in {";", ":", "—"}), len(line))
    verbs = [g for g in sentence.groups if g.finite and first <= g.first < hard]
    for before, group in pairwise(verbs):
        opens = sentence.clause_of(group.first)
        joined = line[group.first - 1].low in {"and", "or", "who", "which", "that", ","}
        resumed = opens.kind == "resume" and opens.first == group.first
        if not joined and (resumed or opens.first <= before.first):
            return group.first, group
    at = sentence.clauses.index(sentence.clause_of(first))
    stop = sentence.clauses[at].stop
    for clause in sentence.clauses[at + 1 :]:
        if clause.kind not in {"ing", "sub"} or clause.first >= hard:
            break
        stop = clause.stop
    return min(stop, hard), None


def _owner(sentence: Sentence, noun: int, governor: Group | None) -> Chars | None:
    """Whose claim it is: "Turkey's claim", "made by a rights group"; else the claim itself, in its own words."""
    line = sentence.words
    if governor is not None and governor.passive and governor.lemmas & _MAKES:
        maker = grammar.agent(sentence, governor)
        if maker:
            return sentence.chars(*maker)
    first = noun
    while first > 0 and not line[first - 1].is_mark and sentence.group_of(first - 1) is None and noun - first < _LONG:
        if line[first - 1].low == "their" and (theirs := _whose(sentence, first)) is not None:
            return theirs
        if is_possessive(line[first - 1].low):
            reach = grammar.before(sentence, first)
            owner = sentence.chars(*reach) if reach else (line[first - 1].start, line[first - 1].end)
            return _bare(sentence.text, owner) if owner else None
        if line[first - 1].low in {
            "of",
            "in",
            "to",
            "by",
            "with",
            "as",
            "on",
            "for",
            "from",
            "after",
            "and",
            "but",
            "off",
        }:
            break
        first -= 1
        if line[first].low in {"a", "an", "the", "this", "that"}:
            break
    return line[first].start, line[noun].end


def _whose(sentence: Sentence, at: int) -> Chars | None:
    """Whose "their accusation" is: the subject of the verb before it."""
    verb = next((g for g in reversed(sentence.groups) if g.finite and g.last < at), None)
    reach = grammar.subject(sentence, verb) if verb else None
    return sentence.chars(*reach) if reach and reach[1] <= at else None


_LONG = 4
_SPREAD = frozenset("spread circulated emerged surfaced came persisted persist circulate".split())


def _bare(text: str, owner: Chars) -> Chars:
    """An owner without its "'s"."""
    words = text[owner[0] : owner[1]]
    for end in ("'s", "’s"):
        if words.endswith(end):
            return owner[0], owner[1] - len(end)
    return owner

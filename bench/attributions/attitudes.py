"""What somebody says, thinks, feels or wants, by the frame of the word that says so: one place that applies frames."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.attributions import frames
from tocsin.reading import grammar, speech
from tocsin.reading.nouns import DAYS
from tocsin.reading.scene import Chars, Quotation, Voice
from tocsin.reading.sentence import Clause, Sentence
from tocsin.reading.words import BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, RELATIVES, SUBORDINATORS, Group, is_adverb

_WH = frozenset("whether how what why who when where which if whom".split())
_OPENS = frozenset('“"«')
_CLAUSES = frozenset({"that", "bare", "wh", "whom", "quote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A frame as a sentence fills it: its name, and the words at which what is said begins."""

    frame: str
    at: int


def attitudes(sentence: Sentence) -> Iterator[Quotation]:
    """Every attitude of a sentence, by verb, then by noun and adjective."""
    for group in sentence.groups:
        yield from _of_verb(sentence, group)
    yield from _of_nouns(sentence)
    yield from _of_adjectives(sentence)


# ---- the frame


def frame_at(sentence: Sentence, at: int) -> Filled | None:
    """What stands at a word behind a verb: a clause, an infinitive, a quotation, a phrase, past the day of speaking."""
    line = sentence.words
    at = _past_day(sentence, at)
    if at >= len(line):
        return None
    low = line[at].low
    if low in _OPENS or (low == "," and at + 1 < len(line) and line[at + 1].low in _OPENS) or low == ":":
        begin = at + (low in {",", ":"})
        return Filled(frame="quote", at=begin) if begin < len(line) else None
    if line[at].is_mark or low in CONJUNCTIONS:
        return None
    if low == "that" and sentence.finite_in(at + 1, _hard(sentence, at)):
        return Filled(frame="that", at=at)
    if low in _WH:
        return Filled(frame="wh", at=at)
    verb = sentence.group_of(at)
    if verb is not None and verb.first == at:
        return Filled(frame="to" if verb.infinitive else "ing" if verb.gerund else "", at=at)
    if low in PREPOSITIONS:
        return Filled(frame=low, at=at)
    return _behind_noun(sentence, at)


def _behind_noun(sentence: Sentence, at: int) -> Filled | None:
    """A noun phrase behind a verb: a thing, the subject of a clause, or whoever is told or urged."""
    line = sentence.words
    after = sentence.finite_in(at, len(line))
    if after is not None and after.first > at and not _parted(sentence, at, after.first):
        return Filled(frame="bare", at=at)
    reach = grammar.behind(sentence, at)
    if reach is None:
        return None
    stop = reach[1]
    if stop < len(line):
        verb = sentence.group_of(stop)
        if verb is not None and verb.first == stop and verb.infinitive:
            return Filled(frame="to_whom", at=at)
        if line[stop].low == "that" or line[stop].low in {"whether", "how", "why", "if"}:
            return Filled(frame="whom", at=stop)
    return Filled(frame="thing", at=at)


def _parted(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether a mark or a word that opens a clause stands in a stretch."""
    between = sentence.words[first:stop]
    return any(w.is_mark or w.low in RELATIVES | SUBORDINATORS | {"that", "but", "or", "than"} for w in between)


def _hard(sentence: Sentence, at: int) -> int:
    line = sentence.words
    return next((n for n in range(at, len(line)) if line[n].low in {";", "—", "--"}), len(line))


def _past_day(sentence: Sentence, at: int) -> int:
    line = sentence.words
    while at < len(line) and is_adverb(line[at].low) and line[at].low not in PREPOSITIONS:
        at += 1
    on = at + (at < len(line) and line[at].low in {"on", "late", "early"})
    if on < len(line) and line[on].low in DAYS and line[on].low.endswith("day"):
        at = on + 1
        at += at < len(line) and line[at].low in {"morning", "afternoon", "evening", "night"}
    return at


def fits(sentence: Sentence, filled: Filled, taken: frames.Frames) -> bool:
    """Whether a frame is one of those that a word takes."""
    name = filled.frame
    if name in taken:
        return True
    if name == "to_whom":
        return "whom" in taken or "thing" in taken
    if name == "whom":
        return bool(taken & {"whom", "thing"})
    behind = range(filled.at, sentence.clause_of(filled.at).stop)
    if name in {"thing", "bare"} and "thing_for" in taken:
        return any(sentence.words[n].low in {"for", "over"} for n in behind)
    if name == "thing" and "thing_as" in taken:
        return any(sentence.words[n].low == "as" for n in behind)
    if name == "thing" and "thing_thing" in taken:
        return _named(sentence, filled.at)
    return name == "bare" and "thing" in taken


def _named(sentence: Sentence, at: int) -> bool:
    """Whether somebody is called something: a second noun phrase or a quotation behind the first ("him a liar")."""
    line, clause = sentence.words, sentence.clause_of(at)
    return any(line[n].low in {"a", "an", "the", "“", '"'} for n in range(at + 1, min(clause.stop, at + _NEAR)))


_NEAR = 7


# ---- verbs


def _of_verb(sentence: Sentence, group: Group) -> Iterator[Quotation]:
    line = sentence.words
    for entry in frames.of_verb(_lemmas(group), line, group.last + 1):
        stop = group.last + 1 + len(entry.rest)
        if group.passive or group.reduced:
            yield from _suffered(sentence, group, entry, stop)
            return
        filled = frame_at(sentence, stop)
        if filled is None or not fits(sentence, filled, entry.frames):
            continue
        found = _doer(sentence, group)
        words = content(sentence, filled)
        if found is not None and words is not None:
            who, first = found
            yield _said(who, (line[first].start, line[stop - 1].end), (words,))
            return
    yield from _behind_words(sentence, group)


def _behind_words(sentence: Sentence, group: Group) -> Iterator[Quotation]:
    """A verb behind the words that it gives: any verb right behind a quotation, one that takes a clause at the end."""
    line, clause = sentence.words, sentence.clause_of(group.first)
    if not group.finite or group.passive or line[group.last].low in BE:
        return
    turned = speech.inverted(sentence, group, clause)
    reach = turned or grammar.subject(sentence, group)
    who = sentence.chars(*reach) if reach else None
    taken = frozenset[str]().union(
        *(e.frames for e in frames.of_verb(group.lemmas, line, group.last + 1) if not e.rest)
    )
    words = speech.quoted_before(sentence, group, clause)
    if reach is None or who is None:
        return
    if not words and "bare" in taken and group.last + 2 >= clause.stop and _trails(sentence, clause):
        before = speech.foregoing(sentence, sentence.clauses.index(clause), group)
        words = (before,) if before else ()
    elif words and not ("quote" in taken or _is_near(sentence, group, reach, words)):
        return
    if words and not words[0][0] <= who[0] < words[0][1]:
        yield _said(who, (line[group.first].start, line[group.last].end), words)


def _trails(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause stands behind a comma, its subject and its verb alone."""
    return clause.first > 0 and sentence.words[clause.first - 1].low == "," and clause.stop - clause.first <= _NEAR


def _is_near(sentence: Sentence, group: Group, who: grammar.Reach, words: tuple[Chars, ...]) -> bool:
    """Whether nothing but whoever speaks parts a verb from a quotation of some words."""
    first, last = sentence.at(words[0][0]), sentence.at(words[0][1])
    begins = min(who[0], group.first)
    return last - first >= _SOME and begins - last <= 3 and group.first - who[1] <= 1 and group.first - begins <= _NEAR


_SOME = 4


def _lemmas(group: Group) -> frozenset[str]:
    """The forms that a verb is of; "would" alone, before "like" or "rather", is one."""
    return group.lemmas | ({"would"} if group.modal in {"would", "'d"} and group.first == group.last else frozenset())


def _said(who: Chars, cue: Chars, words: tuple[Chars, ...]) -> Quotation:
    return Quotation(voice=Voice(who=who, scope=(words[0][0], words[-1][1])), cue=cue, words=words)


def _doer(sentence: Sentence, group: Group) -> tuple[Chars, int] | None:
    """Who speaks or thinks, and the word at which the verb begins ("continues to insist", "was quick to condemn")."""
    line = sentence.words
    first, of = group.first, group
    if group.infinitive or group.gerund:
        main = next((g for g in reversed(sentence.groups) if g.finite and g.last < group.first), None)
        if main is None:
            return None
        near = group.first - main.last <= 1 + (group.infinitive and group.first - main.last == 2)
        if near:
            first = main.first
        elif not group.gerund or line[group.first - 1].low not in _GOES_ON:
            return None
        of = main
    reach = grammar.subject(sentence, of)
    chars = sentence.chars(*reach) if reach else None
    if reach is None or chars is None or not any(c.isalnum() for c in sentence.text[chars[0] : chars[1]]):
        return None
    if line[reach[0]].low in {"it", "there"} and of.passive:
        return None
    return chars, first


_GOES_ON = frozenset(", in by after while before for when and statement letter tweet speech".split())


def _suffered(sentence: Sentence, group: Group, entry: frames.Entry, stop: int) -> Iterator[Quotation]:
    """A passive: who is criticised, and by whom; nobody is named behind "is expected to win", whose source is empty."""
    line = sentence.words
    reach = grammar.subject(sentence, group) if group.finite and not group.reduced else None
    about = sentence.chars(*reach) if reach else None
    if reach is None or about is None or not entry.frames & _PASSIVE:
        return
    agent = grammar.agent(sentence, group)
    who = sentence.chars(*agent) if agent else None
    cue = line[group.first].start, line[stop - 1].end
    filled = frame_at(sentence, agent[1] if agent else stop)
    rest = content(sentence, filled) if filled else None
    if who is None and (filled is None or filled.frame not in _UNSAID):
        return
    middle = sentence.chars(stop, agent[0] - 1) if agent else None
    parts = (about, middle, rest) if line[reach[0]].low != "it" else (middle, rest)
    words = tuple(chars for chars in parts if chars)
    if words:
        yield _said(who or (cue[0], cue[0]), cue, words)


_PASSIVE = frozenset({"thing", "whom", "that", "thing_as", "thing_thing"})
_UNSAID = frozenset({"to", "that", "as", "of", "for"})


# ---- what is said


def content(sentence: Sentence, filled: Filled) -> Chars | None:
    """From where a frame begins to where the report, or somebody else, speaks again."""
    if filled.frame in _CLAUSES:
        chars = speech.run(sentence, sentence.clauses.index(sentence.clause_of(filled.at)))
        return (
            (sentence.words[filled.at].start, chars[1])
            if chars and chars[1] > sentence.words[filled.at].start
            else None
        )
    return sentence.chars(filled.at, _stop(sentence, filled.at))


def _stop(sentence: Sentence, at: int) -> int:
    """Where what hangs on a verb ends: before the next main clause, or a verb that "and" joins to the first."""
    clauses = sentence.clauses
    number = clauses.index(sentence.clause_of(at))
    stop = clauses[number].stop
    for clause in clauses[number + 1 :]:
        if clause.kind in {"main", "attr", "resume"} or (clause.kind == "coord" and not _is_bare(sentence, clause)):
            break
        stop = clause.stop
    return stop


def _is_bare(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause that "and" opens begins with a verb in its base form: "to win and keep it"."""
    line = sentence.words
    first = clause.first + 1
    group = sentence.group_of(first) if first < clause.stop else None
    return group is not None and group.first == group.last and line[first].low in group.lemmas


# ---- nouns


def _of_nouns(sentence: Sentence) -> Iterator[Quotation]:
    """A noun of saying or thinking with its clause: "his claim that", "made a promise to", "fears that"."""
    line = sentence.words
    for at, word in enumerate(line[:-1]):
        taken = frames.of_noun(word.low)
        if not taken or sentence.group_of(at) is not None:
            continue
        filled = frame_at(sentence, at + 1)
        if filled is None or filled.frame not in taken - {"thing"}:
            continue
        words = _of_subject(sentence, at, filled) or content(sentence, filled)
        found = _owner(sentence, at)
        if words is not None and found is not None and (found[0] is not None or filled.frame == "that"):
            who, first = found
            cue = line[first].start, line[at].end
            yield _said(who or (cue[0], cue[0]), cue, (words,))


def _of_subject(sentence: Sentence, at: int, filled: Filled) -> Chars | None:
    """What hangs on a noun that is itself the subject, before the verb of it: "the claim that it burned was false"."""
    clause = sentence.clause_of(at)
    if sentence.finite_in(clause.first, at) is not None:
        return None
    own = filled.frame in {"that", "wh"}
    verbs = [g for g in sentence.groups if g.finite and g.first > filled.at]
    if len(verbs) <= own or _parted(sentence, verbs[0].first + own if own else filled.at + 1, verbs[own].first):
        return None
    return sentence.chars(filled.at, verbs[own].first)


_GIVES = frozenset(
    "make have give issue express raise voice offer share hold launch deliver repeat renew reject dismiss deny defend "
    "send release announce level bring lodge file put harbour harbor keep reiterate draw".split()
)


def _owner(sentence: Sentence, at: int) -> tuple[Chars | None, int] | None:
    """Whose claim it is, and where the cue begins: "his repeated claim", "Ada Roe made the claim"."""
    line = sentence.words
    first = at
    while first > 0 and not line[first - 1].is_mark and line[first - 1].low not in PREPOSITIONS | CONJUNCTIONS:
        low = line[first - 1].low
        if low.endswith(("'s", "s'")) or low in {"his", "her", "its", "their", "our", "my", "your"}:
            reach = grammar.phrase(sentence, first - 1, first)
            start = reach[0] if reach[0] < first else first - 1
            return sentence.chars(start, first), first
        group = sentence.group_of(first - 1)
        if group is not None:
            found = _doer(sentence, group) if group.lemmas & _GIVES and not group.passive else None
            return (found[0], found[1]) if found else (None, first)
        first -= 1
        if low in DETERMINERS and sentence.group_of(first - 1) is None:
            return None, at
    return None, at


# ---- adjectives


def _of_adjectives(sentence: Sentence) -> Iterator[Quotation]:
    """A feeling behind "be": "is afraid that", "was confident of", "were concerned about"."""
    line = sentence.words
    for group in sentence.groups:
        at = group.last if group.passive else group.last + 1
        if not (group.finite and (line[group.last].low in BE or group.passive or group.lemmas & _SEEMS)):
            continue
        while at < len(line) and (is_adverb(line[at].low) or line[at].low in {"very", "more", "too", "most"}):
            at += 1
        taken = frames.of_adjective(line[at].low) if at < len(line) else frozenset()
        filled = frame_at(sentence, at + 1) if taken else None
        found = _doer(sentence, group) if filled and filled.frame in taken else None
        words = content(sentence, filled) if filled and found else None
        if found and words:
            yield _said(found[0], (line[group.first].start, line[at].end), (words,))


_SEEMS = frozenset("seem appear feel become remain sound look get grow stay".split())

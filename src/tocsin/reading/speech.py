"""Who says what: direct and indirect speech, "according to", labels of transcripts, quotations that run on."""

import re

from tocsin.model import Certainty
from tocsin.reading import cues, grammar
from tocsin.reading.scene import Chars, Voice
from tocsin.reading.sentence import Clause, Sentence
from tocsin.reading.words import PREPOSITIONS, Group

_LABEL = re.compile(r"(?P<who>[QA]|(?:The\s)?[A-Z][\w.’'-]*(?:\s(?:of\s|the\s)?[A-Z(][\w.’')-]*){1,6}):\s+(?=\S)")
_PROBABLE = frozenset({"believe", "think", "suspect", "judge", "assess", "reckon", "consider", "estimate"})
_OPENS, _CLOSES = re.compile(r"[“«]|(?<![\w.,?!])\"(?=\w)"), re.compile(r"[”»]|(?<=[\w.,?!])\"")


def label(text: str, start: int, end: int) -> tuple[Chars, int] | None:
    """The label of a transcript's turn at the beginning of a passage, and where the words begin."""
    found = _LABEL.match(text, start, end)
    return (found.span("who"), found.end()) if found else None


def voices(sentence: Sentence) -> tuple[Voice, ...]:
    """Everyone whose words stand in a sentence, as the sentence itself says."""
    out: list[Voice] = []
    for group in sentence.groups:
        if group.lemmas & _plain() and (group.finite or group.gerund) and not group.passive:
            out += _of_verb(sentence, group)
    out += _according(sentence)
    out += _colon(sentence)
    return tuple(sorted(out, key=lambda v: (v.scope[0] - v.scope[1], v.who)))


def _plain() -> frozenset[str]:
    return frozenset(p[1:].split()[0] for p in cues.phrases("saying", "plain"))


NOBODY = frozenset("no nobody none neither no-one".split())


def is_nobody(text: str, who: Chars) -> bool:
    """Whether the words for a speaker say that nobody speaks ("nobody", "no official", "neither side")."""
    first = re.match(r"[\w-]+", text[who[0] : who[1]])
    return first is not None and first[0].lower() in NOBODY


_VOUCHING = frozenset("confirm verify corroborate".split())
_NOT_DONE = frozenset("yet unable declined refused not never neither nor could cannot".split())


def unvouched(sentence: Sentence) -> tuple[Chars, ...]:
    """What a sentence says that somebody could not or did not confirm: the clauses behind "has yet to confirm that"."""
    out = []
    for group in sentence.groups:
        before = {w.low for w in sentence.words[max(0, group.first - 3) : group.first]}
        withheld = group.negated or (group.infinitive and bool(before & _NOT_DONE))
        if not group.lemmas & _VOUCHING or not withheld:
            continue
        at = sentence.clauses.index(sentence.clause_of(group.first))
        following = sentence.clauses[at + 1] if at + 1 < len(sentence.clauses) else None
        if following and sentence.words[following.first].low == "that" and following.first - group.last <= _FAR:
            chars = sentence.chars(following.first, following.stop)
            out += [chars] if chars else []
    return tuple(out)


_FAR = 6


def _of_verb(sentence: Sentence, group: Group) -> list[Voice]:
    line = sentence.words
    clause = sentence.clause_of(group.first)
    if group.negated and group.lemmas & _VOUCHING:
        return []  # they vouch for nothing
    who = _inverted(sentence, group, clause) or grammar.subject(sentence, group)
    if who is None or group.gerund:
        return []
    chars = sentence.chars(*who)
    if chars is None or not any(c.isalnum() for c in sentence.text[chars[0] : chars[1]]):
        return []
    scope = _scope(sentence, group, clause)
    if scope is None:
        return []
    first_word = line[who[0]].low
    if first_word in NOBODY and scope[0] < chars[0]:
        return []  # "there are no dead, and no group has claimed it": nobody's words stand before "no group"
    if first_word in {"it", "nobody", "who", "that", "which", "there"} and group.passive:
        return []
    hedge = Certainty.PROBABLE if group.lemmas & _PROBABLE else None
    return [Voice(who=chars, scope=scope, hedge=hedge)]


def _inverted(sentence: Sentence, group: Group, clause: Clause) -> tuple[int, int] | None:
    """The speaker behind the verb: "..., said the minister"."""
    line = sentence.words
    before = line[group.first - 1].low if group.first else ""
    if group.first != group.last or not group.first or before not in {",", "”", '"', "’", "»"}:
        return None
    if (
        group.last + 1 >= len(line)
        or line[group.last + 1].is_mark
        or line[group.last + 1].low in {"that", *PREPOSITIONS}
    ):
        return None
    if group.lemmas & {"tell", "inform", "ask"}:
        return None
    found = grammar.behind(sentence, group.last + 1)
    if found and found[1] < len(line) and (verb := sentence.group_of(found[1])) and verb.finite:
        return None  # "said Kyiv was responsible"
    return found


def _scope(sentence: Sentence, group: Group, clause: Clause) -> Chars | None:
    """The characters that are the speaker's words."""
    clauses = sentence.clauses
    at = clauses.index(clause)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    trailing = clause.kind == "attr" or (
        at > 0 and group.last + 3 >= clause.stop - 1 and not (following and following.kind == "comp")
    )
    if following and following.kind in {"comp", "sub"} and following.kind == "comp":
        return _run(sentence, at + 1)
    if trailing or _inverted(sentence, group, clause):
        return _back(sentence, at, group)
    if following and sentence.words[following.first - 1].low in {":", "“", '"', "«"}:
        return _run(sentence, at + 1)
    if group.lemmas & _TAKES_THING:
        return None
    if group.last + 1 < clause.stop:
        chars = sentence.chars(group.last + 1, clause.stop)
        if group.lemmas & {"tell", "ask"}:
            return chars
        return _extended(sentence, at, chars)
    return None


_TAKES_THING = frozenset(
    "claim confirm acknowledge admit report announce reveal disclose consider estimate suspect fear "
    "mention hear quote observe".split()
)


def _extended(sentence: Sentence, at: int, chars: Chars | None) -> Chars | None:
    if chars is None:
        return None
    end = chars[1]
    for clause in sentence.clauses[at + 1 :]:
        if clause.kind in {"main", "attr", "coord", "resume"}:
            break
        stretch = sentence.chars(clause.first, clause.stop)
        end = stretch[1] if stretch else end
    return chars[0], end


def _run(sentence: Sentence, at: int) -> Chars | None:
    """From a clause on to where the report, or somebody else, speaks again."""
    clauses = sentence.clauses
    last = at
    for n in range(at + 1, len(clauses)):
        clause = clauses[n]
        head = next((g for g in sentence.groups if g.finite and clause.first <= g.first < clause.stop), None)
        opens = sentence.words[clause.first - 1].low if clause.first else ""
        if clause.kind == "attr" or (clause.kind == "main" and opens == ";"):
            break
        if clause.kind in {"coord", "main"} and head and head.lemmas & _plain() and head.first - clause.first <= 2:  # noqa: PLR2004
            break
        last = n
    return sentence.chars(clauses[at].first, clauses[last].stop)


def _back(sentence: Sentence, at: int, group: Group) -> Chars | None:
    """What stands before "..., X said", and what goes on behind it."""
    clauses = sentence.clauses
    first = at
    while first > 0 and sentence.words[clauses[first - 1].stop - 1].low != ";":
        first -= 1
        if clauses[first].first and sentence.words[clauses[first].first - 1].low in {";", ":"}:
            break
    if first == at:
        return None
    stop = clauses[at - 1].stop
    for clause in clauses[at + 1 :]:
        if clause.kind not in {"coord", "sub", "ing"}:
            break
        stop = clause.stop
    return sentence.chars(clauses[first].first, stop)


def _according(sentence: Sentence) -> list[Voice]:
    line = sentence.words
    out = []
    for n in range(len(line) - 2):
        if line[n].low == "according" and line[n + 1].low == "to":
            who = grammar.behind(sentence, n + 2)
            chars = sentence.chars(*who) if who else None
            at = sentence.clauses.index(sentence.clause_of(n))
            if n < 2:  # noqa: PLR2004
                scope = sentence.chars(who[1], len(line)) if who else None
            else:
                first = at
                while first > 0 and line[sentence.clauses[first].first - 1].low != ";":
                    first -= 1
                scope = sentence.chars(sentence.clauses[first].first, n)
            if chars and scope:
                out.append(Voice(who=chars, scope=scope))
    return out


def _colon(sentence: Sentence) -> list[Voice]:
    """A speaker before a colon and a quotation: "The minister: “...”"."""
    line = sentence.words
    for n in range(1, len(line) - 1):
        if line[n].low == ":" and line[n + 1].low in {"“", '"', "«"}:
            clause = sentence.clause_of(n - 1)
            if not sentence.finite_in(clause.first, n) and n - clause.first <= 7:  # noqa: PLR2004
                who, scope = sentence.chars(clause.first, n), sentence.chars(n + 1, len(line))
                if who and scope:
                    return [Voice(who=who, scope=scope)]
    return []


def opens_quote(text: str, start: int, end: int) -> bool:
    """Whether a quotation that begins in a stretch of text is still open at its end."""
    opened = [m.start() for m in _OPENS.finditer(text, start, end)]
    closed = [m.start() for m in _CLOSES.finditer(text, start, end)]
    return bool(opened) and (not closed or closed[-1] < opened[-1])


def closes_quote(text: str, start: int, end: int) -> int:
    """Where a quotation that is open at the start ends, or the end."""
    found = _CLOSES.search(text, start, end)
    return found.start() if found else end


def begins_quoted(text: str, start: int) -> bool:
    """Whether a passage begins with a quotation mark."""
    return text[start] in '“"«‘'

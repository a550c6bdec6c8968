"""A sentence cut into clauses by light rules, and who acts in each.

No grammar is complete here: what the rules cannot cut stays one clause, so that a statement may be longer than it
need be, and is never shorter than what bears on it.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from tocsin.model import Span
from tocsin.reading import cues, participles
from tocsin.reading.words import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Group,
    Word,
    groups,
    is_adverb,
    words,
)

_HARD = frozenset(";:—–()…") | {"--", "...", "?", "!"}
QUOTES = frozenset('“”"«»')
_OPEN = frozenset("“«")
_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` up to `stop`, and what opens it: main, rel, comp, sub, coord, ing, attr, resume."""

    first: int
    stop: int
    kind: str


@dataclass(slots=True)
class Sentence:
    """One passage, its words, verb groups and clauses; offsets count in the whole text."""

    text: str
    span: Span
    words: list[Word]
    groups: list[Group]
    clauses: list[Clause] = field(default_factory=list)
    answers: dict[Hashable, Any] = field(default_factory=dict)

    def at(self, offset: int) -> int:
        """The number of the word at a character, or of the next one."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def clause_of(self, word: int) -> Clause:
        """The clause that a word stands in."""
        return self.clauses[max(0, bisect_right(self.clauses, word, key=_FIRST) - 1)]

    def group_of(self, word: int) -> Group | None:
        """The verb group that a word belongs to."""
        at = bisect_right(self.groups, word, key=_FIRST) - 1
        return self.groups[at] if at >= 0 and word <= self.groups[at].last else None

    def group_before(self, word: int) -> Group | None:
        """The last finite verb group of the word's clause that begins before it."""
        clause = self.clause_of(word)
        found = [g for g in self.groups if clause.first <= g.first < word and not g.reduced]
        return found[-1] if found else None

    def finite_in(self, first: int, stop: int) -> Group | None:
        """The first finite verb group that begins in a stretch of words."""
        return next((g for g in self.groups if g.finite and first <= g.first < stop), None)

    def chars(self, first: int, stop: int) -> tuple[int, int] | None:
        """The characters of a stretch of words, without marks and conjunctions at its ends."""
        while first < stop and (self.words[first].is_mark or self.words[first].low in CONJUNCTIONS):
            first += 1
        while stop > first and self.words[stop - 1].is_mark and self.words[stop - 1].low not in QUOTES:
            stop -= 1
        if first < stop and self.words[stop - 1].low in QUOTES:
            inside = sum(w.low in QUOTES for w in self.words[first:stop])
            stop -= inside % 2
            while stop > first and self.words[stop - 1].is_mark and self.words[stop - 1].low not in QUOTES:
                stop -= 1
        return (self.words[first].start, self.words[stop - 1].end) if first < stop else None

    def quote(self, first: int, stop: int) -> str:
        """The text of a stretch of words."""
        return self.text[self.words[first].start : self.words[stop - 1].end] if first < stop else ""


Asked = ParamSpec("Asked")
Told = TypeVar("Told")


def once(look: Callable[Concatenate[Sentence, Asked], Told]) -> Callable[Concatenate[Sentence, Asked], Told]:
    """What many rules ask of a parsed sentence in the same words, worked out once."""

    @wraps(look)
    def asked(sentence: Sentence, /, *about: Asked.args, **besides: Asked.kwargs) -> Told:
        key = (look, about, *besides.items())
        if key not in sentence.answers:
            sentence.answers[key] = look(sentence, *about, **besides)
        told: Told = sentence.answers[key]
        return told

    return asked


def parse(text: str, span: Span, *, skip: int = 0, stop: int | None = None) -> Sentence:
    """The sentence of a passage; `skip` is where its dateline or label ends, `stop` where its signature begins."""
    line = words(text, max(span.start, skip), span.end if stop is None else stop)
    made = Sentence(text, span, line, participles.told_apart(line, groups(line)))
    _cut(made)
    return made


def _cut(sentence: Sentence) -> None:
    line = sentence.words
    marks: list[tuple[int, str]] = [(0, "main")]
    for at in range(1, len(line)):
        kind = _boundary(sentence, marks, at)
        if kind == "comp" and line[at - 1].low == "," and marks[-1][1] == "ing":
            marks.pop()  # "the radio reported, quoting an officer, that": the aside is the verb's
        if kind:
            marks.append((at, kind))
    marks = _implied(sentence, marks)
    stops = [first for first, _ in marks[1:]] + [len(line)]
    sentence.clauses = [Clause(first, stop, kind) for (first, kind), stop in zip(marks, stops, strict=True)]


def _next_mark(sentence: Sentence, at: int) -> int:
    line = sentence.words
    while at < len(line) and line[at].low != "," and line[at].low not in QUOTES:
        if line[at].low in _HARD and not (line[at].low in {"(", ")"} and _is_aside(sentence, at)):
            break
        at += 1
    return at


def _boundary(sentence: Sentence, marks: list[tuple[int, str]], at: int) -> str:
    line = sentence.words
    low, before = line[at].low, line[at - 1].low
    last, _ = marks[-1]
    if before in {"(", ")"} and _is_aside(sentence, at - 1):
        return ""
    if at - 1 > 0 and (before in _HARD or (before == "-" and line[at - 2].end < line[at - 1].start)):
        return "main"
    if before in QUOTES:
        return _after_quote(sentence, at)
    if before == ",":
        return "comp" if _resumes_saying(sentence, at) else _after_comma(sentence, marks, at)
    if low in RELATIVES:
        return "rel" if sentence.finite_in(at, _next_mark(sentence, at)) else ""
    if low == "that":
        return _that(sentence, at)
    if low in SUBORDINATORS:
        return _subordinate(sentence, at)
    if low in {"and", "but", "or", "nor"}:
        return _coordinate(sentence, last, at)
    return ""


_ASIDE = 5


def _is_aside(sentence: Sentence, at: int) -> bool:
    """Whether a bracket belongs to a few words without a verb ("Islamic State Khorasan (ISIS-K)")."""
    line = sentence.words
    opens = at if line[at].low == "(" else next((n for n in range(at, -1, -1) if line[n].low == "("), None)
    closes = at if line[at].low == ")" else next((n for n in range(at, len(line)) if line[n].low == ")"), None)
    if opens is None or closes is None or closes - opens > _ASIDE:
        return False
    return sentence.finite_in(opens, closes) is None


def _after_quote(sentence: Sentence, at: int) -> str:
    """A quotation that holds a clause stands apart; a quoted phrase does not."""
    line = sentence.words
    opens = line[at - 1].low in _OPEN or (
        line[at - 1].low == '"' and sum(w.low == '"' for w in line[: at - 1]) % 2 == 0
    )
    if not opens:
        return "main" if at > 1 and line[at - 2].low in {",", ".", "?", "!"} else ""
    stop = next((n for n in range(at, len(line)) if line[n].low in QUOTES), len(line))
    group = sentence.finite_in(at, stop)
    return "main" if group and any(not is_adverb(w.low) for w in line[at : group.first]) else ""


def _after_comma(sentence: Sentence, marks: list[tuple[int, str]], at: int) -> str:
    line = sentence.words
    low = line[at].low
    stop = _next_mark(sentence, at)
    last, kind = marks[-1]
    had = sentence.finite_in(last, at)
    if low in RELATIVES or (low in PREPOSITIONS and at + 1 < len(line) and line[at + 1].low in {"which", "whom"}):
        return "rel"
    if low in {"according", "says", "said"} or low in {"saying", "adding"} or _signs_off(sentence, at, stop):
        return "attr"
    if low in SUBORDINATORS and sentence.finite_in(at, stop):
        return "sub"
    group = sentence.group_of(at)
    if group and group.gerund and low not in {"including", "following"}:
        return "ing"
    if low in {"and", "but", "or", "nor", "yet", "so"}:
        return _coordinate(sentence, last, at)
    here = sentence.finite_in(at, stop)
    if here is None:
        return ""
    if here.first == at:
        set_in = kind == "sub" and line[last].low == "as" and last > 0 and line[last - 1].low == ","
        return "resume" if kind in {"rel", "ing", "attr"} or set_in else ""
    if had is None and not (kind == "ing" and here.lemmas & cues.lemmas("saying")):
        return "attr" if _interjects(sentence, here, stop) else ""
    ends = next((n for n in range(here.last + 1, stop) if line[n].low == "("), stop)
    if here.lemmas & cues.lemmas("saying") and (here.last + 1 >= ends - 3 or _tells_whom(sentence, here, ends)):
        return "attr"
    return "main"


def _tells_whom(sentence: Sentence, here: Group, stop: int) -> bool:
    """Whether all behind a verb of saying is to whom, where and when: "told reporters in Goma on Monday"."""
    line, behind = sentence.words, range(here.last + 1, stop)
    ends = all(w.is_mark for w in line[stop : stop + 1]) and not sentence.finite_in(here.last + 1, len(line))
    if not ends or line[0].low in SUBORDINATORS:
        return False
    told = "tell" in here.lemmas
    if len(behind) > _FAR or not (told or line[behind.start].low in _WHERE_SAID):
        return False
    return not any(line[n].low in _WHAT_IS_SAID or (told and line[n].low == "to") for n in behind)


_WHERE_SAID = frozenset("in at on from during by through via late early yesterday today".split())
_WHAT_IS_SAID = frozenset("that of about how why what who nothing nobody none no not".split())


def _signs_off(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a sentence ends with who reports it: "..., reports Radio Okapi", and not with what else somebody did."""
    line = sentence.words
    if line[at].low not in _REPORTS or at + 1 >= len(line) or sentence.finite_in(at + 1, stop):
        return False
    ends = all(w.is_mark for w in line[stop:]) and stop - at <= _FAR
    return ends and (line[at + 1].capital or any(w.low in _PRINTS for w in line[at + 2 : at + 4]))


_REPORTS = frozenset({"reports", "reported"})
_PRINTS = frozenset("paper newspaper daily weekly magazine agency radio television broadcaster station website".split())


def _resumes_saying(sentence: Sentence, at: int) -> bool:
    """Whether "that" goes on a verb of saying behind an aside: "the paper said, without naming a source, that"."""
    line, told = sentence.words, sentence.finite_in(at, _next_mark(sentence, at))
    if line[at].low != "that" or told is None or told.first <= at + 1:
        return False
    said = next((g for g in reversed(sentence.groups) if g.finite and g.last < at), None)
    comma = next((n for n in range(at - 2, 0, -1) if line[n].low == ","), 0)
    return said is not None and bool(said.lemmas & cues.lemmas("saying")) and said.last < comma <= said.last + _SHORT


def _interjects(sentence: Sentence, said: Group, stop: int) -> bool:
    """Whether a verb of saying ends at a comma behind which the sentence's own verb follows."""
    if not said.lemmas & cues.lemmas("saying") or stop - said.last > _SHORT or stop >= len(sentence.words):
        return False
    return any(g.finite and g.first == stop + 1 for g in sentence.groups)


_SHORT = 4


def _that(sentence: Sentence, at: int) -> str:
    line = sentence.words
    stop = _next_mark(sentence, at)
    if not sentence.finite_in(at, stop) and not _goes_on(sentence, stop):
        return ""
    if line[at - 1].low in PREPOSITIONS:
        return ""
    group = next((g for g in reversed(sentence.groups) if g.last < at), None)
    if group and group.lemmas & (cues.lemmas("saying") | cues.lemmas("opening")) and at - group.last <= _FAR:
        return "comp"
    return "rel" if line[at - 1].low not in PRONOUNS else ""


def _goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether a verb follows right behind an apposition that begins at a comma ("..., the group's branch, was")."""
    second = _next_mark(sentence, comma + 1)
    return any(g.finite and g.first == second + 1 for g in sentence.groups)


_FAR = 9


def _subordinate(sentence: Sentence, at: int) -> str:
    line = sentence.words
    low = line[at].low
    stop = _next_mark(sentence, at)
    for n in range(at + 1, stop):
        if line[n].low in SUBORDINATORS | RELATIVES | {"that", "and"}:
            stop = n
            break
    if low == "as" and line[at - 1].low in {"many", "few", "much", "soon", "well", "far"}:
        return ""
    if low in {"whether", "how", "what", "why"}:
        return "comp"
    group = sentence.finite_in(at + 1, stop)
    if group and not (low == "as" and group.first == at + 1):
        return "sub"
    following = sentence.group_of(at + 1) if at + 1 < len(line) else None
    return "sub" if following and following.gerund and low in {"after", "before", "while", "when", "since"} else ""


def _coordinate(sentence: Sentence, last: int, at: int) -> str:
    """Whether "and" begins a clause: a verb stands before it, and after it a verb, or a subject and its verb."""
    line = sentence.words
    if not any(last <= g.first < at and not (g.reduced and g.finite) for g in sentence.groups):
        return ""
    begin = at + 1
    while begin < len(line) and is_adverb(line[begin].low):
        begin += 1
    group = sentence.group_of(begin) if begin < len(line) else None
    if group and (group.finite or group.reduced) and group.first == begin:
        return "coord"
    stop = _next_mark(sentence, begin)
    for n in range(begin, stop):
        if line[n].low in {"and", "but"} or line[n].low in RELATIVES:
            break
        if sentence.group_of(n) and (group := sentence.group_of(n)):
            if group.finite and group.first == n:
                return "coord"
            if group.finite or group.infinitive or group.gerund:
                break
    return ""


def _implied(sentence: Sentence, marks: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Boundaries without a word: a clause that follows its verb of saying, and the main verb after a relative."""
    out: list[tuple[int, str]] = []
    stops = [first for first, _ in marks[1:]] + [len(sentence.words)]
    for (first, opened), stop in zip(marks, stops, strict=True):
        out.append((first, opened))
        kind = opened
        finite = [g for g in sentence.groups if g.finite and first <= g.first < stop]
        while len(finite) > 1:
            one, two = finite[0], finite[1]
            ordered = any(g.infinitive and one.last < g.first < two.first for g in sentence.groups)
            if (
                one.lemmas & (cues.lemmas("saying") | cues.lemmas("opening"))
                and two.first > one.last + 1
                and not (kind == "rel" and ordered)
            ):
                if opened == "sub" and sentence.words[one.last + 1].low == "," and two.first == one.last + 2:
                    out.append((two.first, "resume"))  # "four people, as police reported, were killed"
                else:
                    out.append((_after_hearer(sentence, one, two), "comp"))
            elif kind == "rel" and one.lemmas & cues.lemmas("saying") and two.first == one.last + 1:
                pass  # "a shelling that the rebels said killed nine people hit Goma"
            elif kind == "rel":
                out.append((two.first, "resume"))
                kind = "resume"
            finite = finite[1:]
    return out


def _after_hearer(sentence: Sentence, one: Group, two: Group) -> int:
    """Where the clause begins that somebody is told: behind "told us", "told reporters", "said late on Friday"."""
    line = sentence.words
    begin = one.last + 1
    if one.lemmas & {"tell", "inform", "warn"}:
        begin += 1
        if begin < two.first and line[begin - 1].low in DETERMINERS:
            begin += 1
    for n in range(begin, min(begin + _SOON, two.first - 1)):
        if line[n].capital and line[n].low in _DAYS and (n == begin or line[n - 1].low in _ON):
            begin = n + 1 + (line[n + 1].low in _PARTS)
            break
    return min(begin, two.first)


_SOON = 4
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ON = frozenset("on last late early".split())
_PARTS = frozenset("morning afternoon evening night".split())

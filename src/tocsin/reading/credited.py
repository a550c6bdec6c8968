"""Who is given a sentence without a verb of saying: "according to", "as the bishop put it", a colon."""

from collections.abc import Iterator

from tocsin.reading import cues, grammar
from tocsin.reading.scene import Chars, Quotation, Voice
from tocsin.reading.sentence import Sentence


def quotations(sentence: Sentence) -> list[Quotation]:
    """Every quotation of a sentence that no verb of saying makes."""
    return [*_according(sentence), *_putting_it(sentence), *_colon(sentence)]


def _according(sentence: Sentence) -> list[Quotation]:
    line = sentence.words
    out = []
    for n in range(len(line) - 2):
        if line[n].low == "according" and line[n + 1].low == "to":
            who = grammar.behind(sentence, n + 2)
            chars = sentence.chars(*who) if who else None
            at = sentence.clauses.index(sentence.clause_of(n))
            if n < 2:  # noqa: PLR2004
                stop = _till_another_speaks(sentence, n)
                scope = sentence.chars(who[1], stop) if who and who[1] < stop else None
            elif who and line[n - 1].low == "," and sentence.finite_in(who[1], len(line)):
                scope = _around(sentence, n)
            else:
                first = at
                while first > 0 and line[sentence.clauses[first].first - 1].low != ";":
                    first -= 1
                scope = sentence.chars(sentence.clauses[first].first, n)
            if chars and scope:
                cue = (line[n].start, line[n + 1].end)
                out.append(Quotation(voice=Voice(who=chars, scope=scope), cue=cue, words=(scope,)))
    return out


def _till_another_speaks(sentence: Sentence, at: int) -> int:
    """Where "according to" ends: at the end, or at a semicolon behind which somebody else is heard."""
    line, said = sentence.words, cues.lemmas("saying") | {"speak", "put", "reject", "dismiss"}
    for n in range(at, len(line)):
        if line[n].low == ";" and any(g.finite and g.first > n and g.lemmas & said for g in sentence.groups):
            return n
    return len(line)


def _around(sentence: Sentence, at: int) -> Chars | None:
    """The words before and behind an "according to" in the middle: "the army, according to the rebels, bombed it"."""
    line = sentence.words
    first = next((n + 1 for n in range(at, 0, -1) if line[n].low == ";"), 0)
    stop = next((n for n in range(at, len(line)) if line[n].low == ";"), len(line))
    return sentence.chars(first, stop)


_PUTS_IT = frozenset("put tell describe see".split())
_STOPS = frozenset({"as", ",", ";", ":", "and", "that"})
_MARKS = frozenset('“”«»"')
_FAR = 8


def _putting_it(sentence: Sentence) -> Iterator[Quotation]:
    """Whose words a sentence borrows: "soldiers, as the bishop put it, killed four villagers"."""
    line = sentence.words
    for group in sentence.groups:
        behind = line[group.last + 1 : group.last + 3]
        if not behind or behind[0].low != "it" or not all(w.is_mark for w in behind[1:]):
            continue
        if not group.finite or group.passive or group.negated or not group.lemmas & _PUTS_IT:
            continue
        opens = next((n for n in range(group.first - 1, group.first - _FAR, -1) if n < 0 or line[n].low in _STOPS), -1)
        if opens < 0 or line[opens].low != "as" or opens + 1 == group.first:
            continue
        chars, closes = sentence.chars(opens + 1, group.first), group.last + 2
        quoted = [n for n in range(closes, len(line)) if line[n].low in _MARKS]
        if quoted and quoted[0] <= closes + 1:  # "as the priest put it, “on the way to lunch”": no more is his
            scope = sentence.chars(quoted[0] + 1, next(iter(quoted[1:]), len(line)))
        else:
            scope = sentence.chars(closes, len(line)) if not opens else _around(sentence, opens)
        if chars and scope:
            cue = (line[group.first].start, line[group.last].end)
            yield Quotation(voice=Voice(who=chars, scope=scope), cue=cue, words=(scope,))


def _colon(sentence: Sentence) -> list[Quotation]:
    """A speaker before a colon and a quotation: "The minister: “...”"."""
    line = sentence.words
    for n in range(1, len(line) - 1):
        if line[n].low == ":" and line[n + 1].low in {"“", '"', "«"}:
            clause = sentence.clause_of(n - 1)
            issued = _issued_by(sentence, clause.first)
            if issued or (not sentence.finite_in(clause.first, n) and n - clause.first <= 7):  # noqa: PLR2004
                who, scope = sentence.chars(*(issued or (clause.first, n))), sentence.chars(n + 1, len(line))
                if who and scope:
                    cue = (line[n].start, line[n].end)
                    return [Quotation(voice=Voice(who=who, scope=scope), cue=cue, words=(scope,))]
    return []


_ISSUED = frozenset("statement communique communiqué message letter declaration leaflet".split())


def _issued_by(sentence: Sentence, first: int) -> tuple[int, int] | None:
    """Whose statement a clause announces: "Statement of the Karen National Union as translated by the Monitor:"."""
    line = sentence.words
    noun = first + (line[first].low in {"a", "the"})
    if noun + 2 >= len(line) or line[noun].low not in _ISSUED or line[noun + 1].low not in {"of", "by", "from"}:
        return None
    return grammar.behind(sentence, noun + 2)

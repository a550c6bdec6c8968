"""All that a text says somebody says, thinks or wants, paragraph by paragraph: what `bench.polnear` measures.

The grammar and the quotations are the reader's own (`tocsin.reading.speech`). The frames of `attitudes` are not: wanting
and opposing are no kinds of statement, and lent to the reader they made its speakers worse (decision 0040).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bench.attributions.attitudes import attitudes
from tocsin.reading import labels
from tocsin.reading.passages import Passage, split
from tocsin.reading.quotes import begins_quoted, closes_quote, opens_quote
from tocsin.reading.scene import Chars, Quotation, Voice
from tocsin.reading.sentence import Sentence, parse
from tocsin.reading.speech import quotations


def heard(text: str) -> tuple[Quotation, ...]:
    """Every quotation and attitude of a text, paragraph by paragraph, in order of the words that give it.

    A paragraph that is all quotation and names nobody goes on with whoever spoke last in the one before. Where the
    text says of nobody that they think so ("it is feared that"), the voice is empty and stands before its cue.
    """
    read = [p for p in split(text) if not p.furniture]
    turns = _turns(text, read)
    out: list[Quotation] = []
    last: int | None = None
    for _, group in groupby(read, lambda p: p.paragraph):
        passages = tuple(group)
        found, spoke = _in_paragraph(text, passages, turns)
        begin, end = passages[0].span.start, passages[-1].span.end
        closes = closes_quote(text, begin + 1, end)
        goes_on = begins_quoted(text, begin) and all(q.cue[0] < closes and q.words[-1][1] <= closes for q in found)
        if goes_on and last is not None:
            out[last] = replace(out[last], words=(*out[last].words, (begin, closes)))
        else:
            last = len(out) + spoke if spoke is not None else None
        out += found
    return tuple(out)


Turns = Mapping[int, tuple[Chars, int]]
"""The last label of each passage that opens with one, by where the passage begins, and where the words behind it begin."""


def _turns(text: str, passages: Sequence[Passage]) -> Turns:
    """The turns of a transcript; one label alone makes none ("The Latest: ...")."""
    found = {p.span.start: labels.label(text, p.span.start, p.span.end) for p in passages}
    turns = {start: (label[0][-1], label[1]) for start, label in found.items() if label is not None}
    return turns if len(turns) > 1 else {}


def _in_paragraph(text: str, passages: Sequence[Passage], turns: Turns) -> tuple[list[Quotation], int | None]:
    """The quotations of a paragraph, and which of them is the last that stands in no other.

    A quoted sentence that names nobody goes with the quotation before it; where there is none, with the next.
    """
    out: list[Quotation] = []
    waiting: list[Chars] = []
    last: int | None = None
    inside = turn = False
    for passage in passages:
        start, end = passage.span.start, passage.span.end
        found = sorted(_in_passage(text, passage, turns), key=lambda q: q.cue)
        own = [n for n, q in enumerate(found) if not any(a <= q.cue[0] < b for o in found for a, b in o.words)]
        quoted = inside or begins_quoted(text, start)
        goes_on = quoted and not any(q.voice.scope[0] <= start + 2 for q in found)
        more = start, closes_quote(text, start + 1, end)
        labelled = start in turns
        if last is not None and (goes_on or (turn and not labelled)):
            out[last] = replace(out[last], words=(*out[last].words, more if goes_on else (start, end)))
        elif goes_on:
            waiting.append(more)
        elif own:
            found[own[0]] = replace(found[own[0]], words=(*(waiting if quoted else ()), *found[own[0]].words))
            last, waiting, turn = len(out) + own[-1], [], labelled
        inside = opens_quote(text, start, end) or (inside and closes_quote(text, start, end) == end)
        out += found
    return out, last


def _in_passage(text: str, passage: Passage, turns: Turns) -> list[Quotation]:
    """What is heard in a sentence, below the label of a turn or before the colon of a heading."""
    skip = passage.dateline.end if passage.dateline else 0
    found = _in_sentence(parse(text, passage.span, skip=skip))
    start, end = passage.span.start, passage.span.end
    label = turns.get(start)
    colon = _HEADED.match(text, start, end) if passage.heading and not found and not label else None
    who, begin = label or ((colon.span("who"), colon.end()) if colon else ((0, 0), end))
    if begin >= end:
        return found
    cue = who[1], who[1] + 1
    return [Quotation(voice=Voice(who=who, scope=(begin, end)), cue=cue, words=((begin, end),)), *found]


_HEADED = re.compile(r"(?P<who>[A-Z][^:\n“”\"]{1,50}):\s+(?=\S)")
"""A heading that names whoever says the rest of it: "Minister: the dam is safe"."""


def _in_sentence(sentence: Sentence) -> list[Quotation]:
    """The quotations of a sentence, and the attitudes whose words no quotation is given by."""
    said = quotations(sentence, wide=True)
    more = [a for a in attitudes(sentence) if not any(_meet(a.cue, q.cue) for q in said)]
    return [*said, *more]


def _meet(one: Chars, other: Chars) -> bool:
    return one[0] < other[1] and other[0] < one[1]

"""What one statement of a report says for or against another.

A confirmation speaks for the claim, a reassessment against the judgement before it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tocsin.model import Bearing, Bears, Kind, Span, Statement

_EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.CLAIM})
_RESTS = re.compile(r"(?i)^(?:suggesting|indicating|showing)\b")
_AGAIN = re.compile(r"(?i)\breassess\w*\b")
_CAPABILITY = re.compile(r"(?i)\b(?:capabilit\w+|ability|capacity|strength|reach|diminish\w+|weaken\w*)\b")
_OF_WORD = re.compile(r"(?i)\b(?:notice|warn(?:ed|ings?)|alert(?:ed|s)?|(?:advance|prior)\sknowledge|tip-?offs?)\b")
_OF_BLAME = re.compile(r"(?i)\b(?:accus\w+|charges?|blam\w+|alleg\w+|claims?|involve\w+|responsib\w+|behind)\b")
"""Who denies that there was a warning, or what it was of, answers nobody who says whose act it was."""
_NEAR = 4000


def of(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one report, in order, each with what it bears on."""
    order = sorted(range(len(found)), key=lambda n: found[n].content[0].start)
    starts = [found[n].content[0].start for n in order]
    beside: dict[Span, list[Statement]] = {}
    for one in found:
        beside.setdefault(one.passage, []).append(one)

    def before(one: Statement) -> list[Statement]:
        start = one.content[0].start
        near = order[bisect_right(starts, start - _NEAR) : bisect_left(starts, start)]
        return [found[n] for n in sorted(near)]

    def borne(one: Statement) -> Statement:
        bears_on = tuple(dict.fromkeys(_bearings(one, before(one), beside[one.passage])))
        return one if bears_on == one.bears_on else replace(one, bears_on=bears_on)

    return tuple(borne(s) for s in found)


def _bearings(one: Statement, before: Sequence[Statement], beside: Sequence[Statement]) -> list[Bearing]:
    """What a statement bears on, of those told shortly before it and those of its own sentence."""
    if one.kind is Kind.CONFIRMATION and one.positive and re.search(r"(?i)\bclaim|responsib", one.content[0].quote):
        claims = [s for s in before if s.kind is Kind.CLAIM and s.positive]
        return [Bearing(statement=claims[-1].id, how=Bears.SUPPORTS)] if claims else []
    if one.kind is Kind.DENIAL and (_OF_BLAME.search(one.passage.quote) or not _OF_WORD.search(one.content[0].quote)):
        blamed = [s for s in before if s.kind in {Kind.ACCUSATION, Kind.CLAIM} and s.positive]
        near = [s for s in blamed if not _same_speaker(one, s)]
        return (
            [Bearing(statement=near[-1].id, how=Bears.CONTRADICTS)] if near and near[-1].kind is Kind.ACCUSATION else []
        )
    if one.kind is Kind.ASSESSMENT:
        return _of_assessment(one, before, beside)
    return []


def _of_assessment(one: Statement, before: Sequence[Statement], around: Sequence[Statement]) -> list[Bearing]:
    """What a judgement rests on, in its own sentence; and the judgement that a reassessment speaks against."""
    again = _AGAIN.search(one.content[0].quote) is not None
    beside = [s for s in (around if again else before) if s.passage == one.passage and s.kind in _EVENTS]
    out = (
        [Bearing(statement=s.id, how=Bears.RESTS_ON) for s in beside]
        if again or _RESTS.match(one.content[0].quote)
        else []
    )
    if again:
        judged = [s for s in before if s.kind is Kind.ASSESSMENT and _CAPABILITY.search(s.content[0].quote)]
        out += [Bearing(statement=s.id, how=Bears.CONTRADICTS) for s in judged[-1:]]
    return out


def _same_speaker(one: Statement, other: Statement) -> bool:
    return bool(one.speakers and other.speakers and one.speakers[-1].name == other.speakers[-1].name)

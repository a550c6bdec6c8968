"""Whether a text bears the figures of a toll: how many, to what effect, and whom, read again for the verifier."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tocsin.model import Span, Statement, Toll, TollEffect, TollWho
from tocsin.reading import earlier, listing, naming, numbers, together

_EFFECTS: dict[TollEffect, re.Pattern[str]] = {
    TollEffect.KILLED: re.compile(
        r"(?i)\b(?:kill\w*|dead|deaths?|died|dies|dying|die|slain|slay\w*|murder\w*|massacr\w*|execut\w*|martyr\w*|"
        r"behead\w*|fatal\w*|lives|assassinat\w*|perish\w*|bodies|corpses|casualt\w+|victims?|gunned\sdown|cut\sdown|"
        r"hacked|lynch\w*|blown\sup|burn\w*|drown\w*|lost|losses|mow\w+\sdown|succumb\w*|toll|"
        r"neutrali[sz]ed|eliminated|liquidated|survived)\b"
    ),
    TollEffect.INJURED: re.compile(
        r"(?i)\b(?:wound\w*|injur\w*|hurt\w*|harm\w*|unharmed|unhurt|uninjured|unscathed|maim\w*|burn\w*|hospital\w*|"
        r"treated|treat\w*|casualt\w+|shot|stabbed|cuts|struck|hit|critical\w*|stretcher\w*|beaten|bruis\w*|shrapnel|"
        r"victims?)\b"
    ),
    TollEffect.MISSING: re.compile(
        r"(?i)\b(?:missing|disappear\w*|unaccounted|vanish\w*|not\s(?:been\s)?(?:found|seen|heard)|lost)\b"
    ),
    TollEffect.KIDNAPPED: re.compile(
        r"(?i)\b(?:kidnap\w*|abduct\w*|hostages?|seiz\w*|taken|took|takes|captur\w*|captiv\w*|held|holding|snatch\w*|"
        r"carried\soff|dragged|ransom\w*|marched|led\saway|releas\w*|freed)\b"
    ),
    TollEffect.DISPLACED: re.compile(
        r"(?i)\b(?:displac\w*|fled|flee\w*|evacuat\w*|drove|driven|driving|homeless|uprooted|left|leave|forced|"
        r"refugees?|moved|escap\w*|abandon\w*|sought|shelter\w*|homes?|arriv\w*|cross\w*)\b"
    ),
}  # fmt: skip
_HALVES = re.compile(r"(?i),(?!\s(?:who|which|whose)\b)|[;:—]|\s(?:and|while|but|with|as\swell\sas)\s")
_ATTACKERS = re.compile(
    r"(?i)\b(?:gunm[ae]n|attackers?|assailants?|bombers?|militants?|insurgents?|hijackers?|kidnappers?|terrorists?)\b"
)
_GUARDS = re.compile(
    r"(?i)\b(?:soldiers?|police(?:m[ae]n|wom[ae]n)?|troops|conscripts?|servicem[ae]n|gendarmes?|guards?|"
    r"peacekeepers?|commandos?|paratroopers?)\b"
)


def fault(statement: Statement, text: str) -> str | None:
    """Why the figures of a statement are refused, in words; None where they are borne, or there are none."""
    if not statement.tolls:
        return None
    counts = numbers.find(text, statement.passage)
    for toll in statement.tolls:
        shared = _shared(toll, counts, text, statement.passage)
        listed = listing.within(text, statement.passage, toll.mention.span, counts)
        figure = _listed(toll, listed) if listed else _figure(toll, counts)
        wrong = _part(toll, shared) if shared else figure or _effect(toll, counts, statement)
        found = wrong or _whom(toll) or _once(toll, text, statement)
        if found:
            return found
    spared = any(_not_all(toll, statement) for toll in statement.tolls)
    return "it is only said that it was not all of them" if spared else None


_OF_NOT_ALL = re.compile(
    r"(?i)\bnot\s(?:all|every(?:\sone)?|both)(?:\sof)?(?:\s(?:the|its|their|these|those))?\s(?:[\w-]+\s)?$"
)
_WERE = r"\b(?:was|were|are|is|been|had|have|has|did|do|does)\b"
_BEFELL = re.compile(rf"(?i)(?:\s(?!(?:who|which|that|whom|and)\b)[\w’'-]+)*?\s{_WERE}")
_WERE_NOT_ALL = re.compile(rf"(?i)(?:\s(?!(?:who|which|that|whom|and)\b)[\w’'-]+)*?\s{_WERE}\snot\s(?:all|both)\b")


def _not_all(toll: Toll, statement: Statement) -> bool:
    """Whether it befell not all of those counted: "the nine were not all killed"; not "not all killed were men"."""
    quote, base, cue = statement.passage.quote, statement.passage.start, statement.cue
    start, end = toll.mention.span.start - base, toll.mention.span.end - base
    if cue is None or cue.start < toll.mention.span.end:
        return False
    if _OF_NOT_ALL.search(quote[:start]):
        return cue.quote.lower() == "died" or _BEFELL.match(quote, end, cue.start - base) is not None
    return _WERE_NOT_ALL.match(quote, end, cue.start - base) is not None


def tells_of(effect: TollEffect, sentence: str) -> bool:
    """Whether a sentence holds any word of an effect."""
    return _EFFECTS[effect].search(sentence) is not None


def is_earlier(toll: Toll, text: str, passage: Span) -> bool:
    """Whether a toll stands on a figure that the text gives as one that no longer holds."""
    counts = numbers.find(text, passage)
    here = (c for c in counts if c.figure.overlaps(toll.mention.span))
    return any(earlier.is_earlier(text, passage, c, counts) for c in here)


def is_going_round(toll: Toll, text: str, passage: Span) -> bool:
    """Whether a toll stands on a figure that was only to be heard or read somewhere."""
    here = (c for c in numbers.find(text, passage) if c.figure.overlaps(toll.mention.span))
    return any(earlier.is_going_round(text, passage, c) for c in here)


def _once(toll: Toll, text: str, statement: Statement) -> str | None:
    if statement.positive and is_earlier(toll, text, statement.passage):
        return f"{toll.mention.span.quote!r} is a figure of before"
    return None


def _shared(toll: Toll, counts: Sequence[numbers.Count], text: str, passage: Span) -> numbers.Count | None:
    """The figure that a toll stands on, where the text says it of the dead and the hurt together."""
    here = [c for c in counts if c.span.overlaps(toll.mention.span)]
    if toll.effect not in {TollEffect.KILLED, TollEffect.INJURED}:
        return None
    return next((c for c in here if together.words(text, passage, c, counts)), None)


def _part(toll: Toll, shared: numbers.Count) -> str | None:
    """Whether a toll gives no more than such a figure bears: at least one, at most all."""
    if (toll.low, toll.best, toll.high) == (1, None, shared.high):
        return None
    return f"{shared.span.quote!r} are the dead and the hurt together: how many are {toll.effect.value} is not said"


def _listed(toll: Toll, listed: Sequence[numbers.Count]) -> str | None:
    """Whether a toll is what the members of its list come to; or at least so many, where more may stand beside them."""
    low, best, high = listing.summed(listed)
    if (toll.low, toll.best, toll.high) in {(low, best, high), (low, None, None)}:
        return None
    what = f"low {low}, best {best}, high {high}, not {toll.low}, {toll.best}, {toll.high}"
    return f"{toll.mention.span.quote!r} is {what}"


def _figure(toll: Toll, counts: Sequence[numbers.Count]) -> str | None:
    """Whether the words that a toll stands on give its figure, read again."""
    span, given = toll.mention.span, (toll.low, toll.best, toll.high)
    here = [c for c in counts if c.figure.overlaps(span)] or [c for c in counts if c.span.overlaps(span)]
    if any((c.low, c.best, c.high) == given for c in here):
        return None
    if here:
        first = here[0]
        return (
            f"{first.span.quote!r} is low {first.low}, best {first.best}, high {first.high}, not {toll.low}, "
            f"{toll.best}, {toll.high}"
        )
    if re.search(r"\d", span.quote):
        return f"{span.quote!r} counts no people"
    one_or_none = {(1, 1, 1), (0, 0, 0)}
    return None if given in one_or_none and naming.is_one(span.quote) else f"{span.quote!r} gives no figure"


def _effect(toll: Toll, counts: Sequence[numbers.Count], statement: Statement) -> str | None:
    """Whether the part of the sentence that holds the figure speaks of another effect only."""
    passage, span = statement.passage, toll.mention.span
    if (of := _of_others(toll, counts, statement)) is not None:
        return f"{statement.cue.quote if statement.cue else ''!r} is said of {of.span.quote!r}"
    if _cue_says(toll, counts, statement.cue):
        return None
    left, right = _half(passage.quote, span.start - passage.start)
    for start, end, where in ((left, right, "its clause"), (0, len(passage.quote), "the passage")):
        here = {effect for effect, words in _EFFECTS.items() if words.search(passage.quote, start, end)}
        if here and toll.effect not in here:
            return f"{span.quote!r} is not said to be {toll.effect.value} in {where}"
    return None


_APART = 3


def _of_others(toll: Toll, counts: Sequence[numbers.Count], statement: Statement) -> numbers.Count | None:
    """Those behind a toll's words of whom its cue is said: "300 people attended the funeral of the nine killed"."""
    cue, span = statement.cue, toll.mention.span
    if cue is None or cue.start < span.end:
        return None
    theirs = (c for c in counts if c.span.start > span.end and (cue.within(c.span) or c.span.end + 1 == cue.start))
    found = next(theirs, None)
    if found is None:
        return None
    start = statement.passage.start
    between = statement.passage.quote[span.end - start : found.figure.start - start]
    return found if len(between.split()) > _APART and "," not in between else None


def _half(quote: str, at: int) -> tuple[int, int]:
    bounds = [0, *(m.end() for m in _HALVES.finditer(quote)), len(quote)]
    return next(((a, b) for a, b in pairwise(bounds) if a <= at < b), (0, len(quote)))


def _cue_says(toll: Toll, counts: Sequence[numbers.Count], cue: Span | None) -> bool:
    """Whether the cue says the effect, and no other figure stands between it and the toll's words."""
    if cue is None or not _EFFECTS[toll.effect].search(cue.quote):
        return False
    span = toll.mention.span
    left, right = min(cue.end, span.end), max(cue.start, span.start)
    return not any(left <= c.figure.start and c.figure.end <= right for c in counts)


def _whom(toll: Toll) -> str | None:
    quote = toll.mention.span.quote
    if toll.who is TollWho.CIVILIANS and (_ATTACKERS.search(quote) or _GUARDS.search(quote)):
        return f"{quote!r} are no civilians"
    if toll.who is TollWho.ATTACKERS and _GUARDS.search(quote) and not _ATTACKERS.search(quote):
        return f"{quote!r} are no attackers"
    return None

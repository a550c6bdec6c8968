"""The second opinion that stands behind every reader: a statement that the text does not bear is refused.

Refused, never repaired. It knows nothing of the rules that propose statements: it reads the characters again.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Factuality,
    Kind,
    Mention,
    Polarity,
    Publicity,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    TollEffect,
    TollWho,
    digest,
)
from tocsin.reading import doubted, figures, modality, naming, negation, nobody, setright
from tocsin.reading.lexicon import is_glued
from tocsin.reading.passages import Passage


def refuse(statement: Statement, *, text: str, passages: Sequence[Passage]) -> str | None:
    """Why a statement is refused, in words; None where it is accepted.

    `text` is the normalised text that the spans count in, `passages` its passages.
    """
    for _, check in CHECKS:
        fault = check(statement, text, passages)
        if fault:
            return fault
    return None


Check = Callable[[Statement, str, Sequence[Passage]], str | None]


# ---- the kind and its shape

_STAGES: dict[Kind, frozenset[Stage | None]] = {
    Kind.ATTACK: frozenset({Stage.ATTEMPTED, Stage.ACCOMPLISHED}),
    Kind.PLOT: frozenset({Stage.PLANNED, Stage.FOILED}),
    Kind.THREAT: frozenset({Stage.THREATENED}),
    Kind.WARNING: frozenset({None, Stage.PLANNED}),
}
_NO_STAGE: frozenset[Stage | None] = frozenset({None})


def _shape(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    kind, factuality = statement.kind, statement.factuality
    if not isinstance(kind, Kind):
        return f"{kind!r} is no kind of statement"
    if (
        not isinstance(factuality, Factuality)
        or not isinstance(factuality.polarity, Polarity)
        or not isinstance(factuality.certainty, Certainty)
    ):
        return "certainty or polarity is no word of its scale"
    if statement.channel is not None and not isinstance(statement.channel, Publicity):
        return f"a channel is public or private, not {statement.channel!r}"
    if statement.stage not in _STAGES.get(kind, _NO_STAGE):
        return f"the stage {statement.stage or 'none'} does not go with {kind.value}"
    if kind is Kind.DENIAL and factuality.polarity is not Polarity.NEGATIVE:
        return "a denial is negative"
    if (kind is Kind.TOLL) != bool(statement.tolls):
        return "a toll holds a figure" if kind is Kind.TOLL else "figures stand in a toll and nowhere else"
    if any(not isinstance(t.who, TollWho) or not isinstance(t.effect, TollEffect) for t in statement.tolls):
        return "a toll counts whom or what no toll can count"
    return None


# ---- quotes


@lru_cache(maxsize=1)
def _digest(text: str) -> str:
    return digest(text)


@lru_cache(maxsize=1)
def _corrects(text: str) -> bool:
    return setright.corrects(text)


def _quoted(span: Span, text: str, of: str) -> bool:
    return span.text == of and 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.quote


def _quotes(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    of = _digest(text)
    passage = statement.passage
    if not _quoted(passage, text, of):
        return "the passage is not in the text"
    at = bisect_left(passages, passage.start, key=lambda p: p.span.start)
    known = passages[at] if at < len(passages) else None
    if known is None or (known.span.start, known.span.end) != (passage.start, passage.end):
        return "the passage is no passage of the text"
    if known.furniture:
        return "the passage is furniture"
    if not statement.content:
        return "the statement has no content"
    for name, span in (*(("content", c) for c in statement.content), ("cue", statement.cue)):
        if span is None:
            continue
        if not _quoted(span, text, of) or not span.quote.strip():
            return f"the {name} is not in the text: {span.quote!r}"
        if not span.within(passage):
            return f"the {name} is not in the passage: {span.quote!r}"
    return None


# ---- mentions


def _all_mentions(statement: Statement) -> Iterator[Mention]:
    yield from statement.roles.all()
    yield from (toll.mention for toll in statement.tolls)
    if statement.relation:
        yield statement.relation.left
        yield statement.relation.right
    if statement.known:
        yield from (m for m in (statement.known.by, statement.known.time) if m)


def _mentions(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    of = _digest(text)
    for mention in _all_mentions(statement):
        span, basis = mention.span, mention.basis
        if not _quoted(span, text, of):
            return f"a mention is not in the text: {span.quote!r}"
        if not span.within(statement.passage):
            return f"a mention is not in the passage: {span.quote!r}"
        if _is_cut(text, span):
            return f"a mention is cut inside a word: {span.quote!r}"
        if basis is not None and (not _quoted(basis, text, of) or _is_cut(text, basis)):
            return f"the ground of {span.quote!r} is not in the text: {basis.quote!r}"
        if mention.resolved is not None and not naming.names(span.quote, mention.resolved, basis=basis):
            return f"{span.quote!r} does not name {getattr(mention.resolved, 'name', mention.resolved)!r}"
    return None


def _is_cut(text: str, span: Span) -> bool:
    """Whether a span begins or ends inside a word, other than where another word was run into it."""
    before = text[span.start - 1 : span.start] + text[span.start]
    after = text[span.end - 1] + text[span.end : span.end + 1]
    if len(before) == 2 and before.isalnum():  # noqa: PLR2004
        return not _follows_glue(text, span.start)
    return len(after) == 2 and after.isalnum() and not is_glued(text, span.end)  # noqa: PLR2004


def _follows_glue(text: str, at: int) -> bool:
    return is_glued(text, at) and text[at].islower()


# ---- speakers

_DESCRIBED = re.compile(
    r"(?i)(?:he|she|it|they|him|her|them|his|their|its|we|i|you|who|which|the\s[\w’'-]+(?:\s[\w’'-]+){0,3}|(?:his|"
    r"her|its|their|this|that|these|those)\s[\w’'-]+(?:\s[\w’'-]+){0,2}|[“\"'‘«]|[QA]:?)"
)


def _speakers(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    of = _digest(text)
    for speaker in statement.speakers:
        mention = speaker.mention
        if not speaker.name.strip() or mention is None:
            return f"a speaker has no name or no words in the text: {speaker.name!r}"
        if not _quoted(mention.span, text, of) or (mention.basis and not _quoted(mention.basis, text, of)):
            return f"a speaker is not in the text: {mention.span.quote!r}"
        if not mention.span.within(statement.passage) and mention.basis is None:
            return f"a speaker is not in the passage: {mention.span.quote!r}"
        if _is_cut(text, mention.span):
            return f"a speaker is cut inside a word: {mention.span.quote!r}"
        if not _bears_name(speaker, mention, text, statement.passage):
            return f"{mention.span.quote!r} is not {speaker.name!r}"
        if not _may_speak_for(speaker, mention):
            return f"{mention.span.quote!r} does not speak for {getattr(mention.resolved, 'name', '')!r}"
    return _part_of_speaker(statement) or _other_clause(statement, text)


def _bears_name(speaker: Speaker, mention: Mention, text: str, passage: Span) -> bool:
    """Whether a speaker's words, or their ground, bear the name; a description may, if the name stands before."""
    quote = mention.span.quote
    if naming.same_words(speaker.name, quote) or (
        mention.basis and naming.same_words(speaker.name, mention.basis.quote)
    ):
        return True
    if naming.is_known_as(speaker.name, quote) or (
        mention.basis and naming.is_known_as(speaker.name, mention.basis.quote)
    ):
        return True
    if not _DESCRIBED.fullmatch(quote.strip()):
        return False
    return naming.stands_before(speaker.name, text, passage.end)


def _may_speak_for(speaker: Speaker, mention: Mention) -> bool:
    """Whether a speaker who is taken for a state is called by its name, or is a body of it where the ground lies."""
    resolved = mention.resolved
    if not isinstance(resolved, Actor) or resolved.kind is not ActorKind.STATE:
        return True
    return any(naming.names(w, resolved, basis=mention.basis) for w in (mention.span.quote, speaker.name))


def _overlaps(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.span.overlaps(other.span) for other in others)


def _part_of_speaker(statement: Statement) -> str | None:
    """Whoever was killed, warned or accused is not the one who says so."""
    roles: Roles = statement.roles
    for speaker in statement.speakers:
        mention = speaker.mention
        if mention is None:
            continue
        dead = [t.mention for t in statement.tolls if t.effect is TollEffect.KILLED]
        killed = bool(dead) and _overlaps(mention, (*dead, *roles.victim))
        if killed and statement.positive:
            return f"{speaker.name!r} is among the dead and does not speak"
        if statement.kind is Kind.WARNING and _overlaps(mention, roles.recipient):
            return f"{speaker.name!r} is the one warned"
        if statement.kind is Kind.ACCUSATION and _overlaps(mention, roles.actor):
            return f"{speaker.name!r} is the one accused"
        if _is_object(statement, mention):
            return f"{speaker.name!r} is told or blamed, and does not speak"
    return None


_TAKES_OBJECT = re.compile(
    r"(?i)(?:warn(?:s|ed|ing)?|accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|told|brief(?:s|ed|ing)?|charg(?:e|es|ed|ing)|"
    r"inform(?:s|ed|ing)?|alert(?:s|ed|ing)?)"
)


def _is_object(statement: Statement, mention: Mention) -> bool:
    """Whether the speaker's words follow an active verb of telling or blaming as its object."""
    cue, passage = statement.cue, statement.passage
    if cue is None or not _TAKES_OBJECT.fullmatch(cue.quote.split()[-1]) or mention.span.start < cue.end:
        return False
    gap = passage.quote[cue.end - passage.start : mention.span.start - passage.start]
    before = passage.quote[: cue.start - passage.start]
    after = passage.quote[mention.span.end - passage.start :]
    passive = re.search(r"(?i)\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s)?$", before)
    return (
        bool(re.fullmatch(r"\s+(?:the\s)?", gap))
        and not passive
        and bool(re.match(r"\s(?:of|that|about|against|to|for|over|on)\b", after))
    )


_CONTRAST = re.compile(r"(?i),?\s(?:while|whereas|but)\s|;\s")
_OWN_SPEECH = re.compile(
    r"(?i)^(?:and\s)?(?P<who>(?:the\s|an?\s|its\s)?[\w’'.-]+(?:\s[\w’'.-]+){0,4}?)\s(?:said|says|told|reported|"
    r"claimed|insisted|added|announced)\b"
)
_PRONOUN = re.compile(r"(?i)(?:it|he|she|they|who|and|also|later|had|have|has)\b")


def _other_clause(statement: Statement, text: str) -> str | None:
    """A speaker in one half of "X said ..., while Y said ..." does not say what stands in the other half."""
    if not statement.speakers or not (innermost := statement.speakers[-1].mention):
        return None
    passage = statement.passage
    bounds = [0, *(m.end() for m in _CONTRAST.finditer(passage.quote)), len(passage.quote)]
    at = statement.content[0].start - passage.start
    left, right = next(((a, b) for a, b in pairwise(bounds) if a <= at < b), (0, len(passage.quote)))
    if passage.start + left <= innermost.span.start < passage.start + right or innermost.span.start < passage.start:
        return None
    own = _OWN_SPEECH.match(passage.quote, left, right) or _OWN_SPEECH.match(passage.quote[left:right])
    if (
        own
        and not _PRONOUN.match(own["who"])
        and " that " not in own["who"]
        and own.start("who") < right
        and not naming.same_words(own["who"], innermost.span.quote)
    ):
        return f"{own['who']!r} says it, not {statement.speakers[-1].name!r}"
    return None


# ---- polarity, certainty, stage

_DENYING = re.compile(r"(?i)den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|disput\w*|refut\w*|rebut\w*")
_NOT_DENYING = re.compile(
    r"(?i)(?:\w+\s)?(?:never|not|n['’]t|no\slonger|nobody|stopped)\s(?:\w+ly\s)?(?:den(?:y|ies|ied|ying)|disput\w*)"
)
_SELF_NEGATING = re.compile(
    r"(?i)(?:den(?:y|ies|ied|ying)|clear(?:s|ed)|distanc\w+\s\w+|refus\w+|declin\w+|acquitt\w+|exonerat\w+|disown\w*)"
)
_OWN_NOT = {
    Kind.WARNING: re.compile(r"(?i)\bnot\sto\b|\b(?:do|must|should)\snot\b"),
    Kind.TOLL: re.compile(r"(?i)\bnot\sbeen\sseen\b"),
    Kind.THREAT: re.compile(r"(?i)\b(?:no|nobody|none|nothing|not\sone)\b"),
    **dict.fromkeys((Kind.ASSESSMENT, Kind.MOTIVE, Kind.DUTY), re.compile("")),
}
"""Cues that hold a "not" and are affirmed: "told not to use the ford", "has not been seen since". What is judged,
threatened, aimed at or owed may be that something is not: "no wheel will turn", "should never have been sent". Who
"will not bomb" threatens nobody."""
_TAKES_BACK = frozenset({Kind.CLAIM, Kind.ACCUSATION, Kind.CONFIRMATION, Kind.WARNING, Kind.ATTACK, Kind.TOLL})
_DONE = frozenset({Kind.ATTACK, Kind.TOLL})
_THINK_NOT = re.compile(
    r"(?i)\b(?:do|should|must)\snot\s(?:think|believe|imagine|suppose|expect|doubt)\s(?:that\s)?(?:[\w’'-]+\s){1,4}?"
    r"(?:will|would|can|shall|do|are)\s?not\b"
)
"""Who says "do not think that we will not" threatens."""
_AFTER_SUBJECT = re.compile(
    r"(?i)^\s(?:(?:did|was|were|has|have|had)\snot|(?:did|was|were|has|have|had)n['’]t|never)\b"
)


def _polarity(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    polarity, passage = statement.factuality.polarity, statement.passage
    if statement.kind is Kind.UNKNOWN or polarity is Polarity.UNKNOWN:
        return None
    sure, perhaps = _negations(statement)
    if statement.kind is Kind.DENIAL:
        cue = statement.cue
        withheld = cue is not None and (
            (_DENYING.fullmatch(cue.quote) and sure % 2) or _NOT_DENYING.fullmatch(cue.quote)
        )
        return "the passage says that it was not denied" if withheld else None
    if polarity is Polarity.POSITIVE and sure % 2 and not _is_dud(statement):
        return "the passage negates it"
    twice = not perhaps and sure and sure % 2 == 0
    if polarity is Polarity.NEGATIVE and (
        twice or (statement.kind is Kind.THREAT and _THINK_NOT.search(passage.quote))
    ):
        return "the passage negates it twice"
    if (
        statement.kind in _DONE
        and not sure
        and negation.rejects_charge(passage.quote, _anchor(statement).start - passage.start)
    ):
        return "what is rejected is a charge, and not that it was done" if polarity is Polarity.NEGATIVE else None
    if polarity is Polarity.NEGATIVE and any(figures.is_earlier(t, text, passage) for t in statement.tolls):
        return None
    if polarity is Polarity.NEGATIVE and not (sure or _may_be_negative(statement) or _corrects(text)):
        return "nothing in the passage negates it"
    return None


def _may_be_negative(statement: Statement) -> bool:
    """Whether anything in the passage could make it negative, but for what surely negates something else."""
    anchor, start = _anchor(statement), statement.passage.start
    return negation.may_reach(statement.passage.quote, anchor.start - start, anchor.end - start)


def _is_dud(statement: Statement) -> bool:
    """An attempted attack is not negative for having failed of itself."""
    return statement.stage is Stage.ATTEMPTED


def _negations(statement: Statement) -> tuple[int, int]:
    """How many negators reach the statement: surely, and perhaps."""
    passage, quote = statement.passage, statement.passage.quote
    anchor = _anchor(statement)
    start, end = anchor.start - passage.start, anchor.end - passage.start
    sure, perhaps = negation.count(quote, start, end)
    if (own := _OWN_NOT.get(statement.kind)) and own.search(quote[start:end]):
        sure -= sum(1 for _ in negation.over(quote, start, end))
    if statement.kind in _TAKES_BACK and statement.cue and _SELF_NEGATING.match(statement.cue.quote):
        sure += 1
    if (
        statement.kind in {Kind.ATTACK, Kind.TOLL}
        and _AFTER_SUBJECT.match(quote[end:])
        and _holds(statement, passage.start + end)
    ):
        sure += 1
    for toll in statement.tolls:
        at = toll.mention.span.start - passage.start
        sure += bool(re.search(r"(?i)\bnot\s$", quote[:at]))
        inside = toll.mention.span.start <= anchor.start and anchor.end <= toll.mention.span.end
        if (
            toll.high == 0
            and not inside
            and not nobody.is_acted_upon(quote, end)
            and not any(
                n.end <= start and negation.reaches(quote, n, start, end)
                for n in negation.over(quote, at, toll.mention.span.end - passage.start)
            )
        ):
            sure += 1
    return sure, perhaps


def _holds(statement: Statement, at: int) -> bool:
    return any(c.start <= at < c.end for c in statement.content)


def _anchor(statement: Statement) -> Span:
    """What must be affirmed or negated: the cue, where it lies in the content or beside it, else the content."""
    return statement.cue or statement.content[0]


def _certainty(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    certainty, passage = statement.factuality.certainty, statement.passage
    if (left_open := doubted.fault(statement)) is not None:
        return left_open
    if statement.kind in {Kind.UNKNOWN, Kind.CONFIRMATION, Kind.DENIAL}:
        return None
    if certainty is Certainty.CERTAIN:
        first = statement.content[0].start - passage.start
        hedge = modality.governs(passage.quote, first) or next(
            filter(None, (modality.hedge_in(c.quote) for c in statement.content)), None
        )
        return f"the passage hedges it: {hedge.value}, not certain" if hedge else None
    if certainty in {Certainty.POSSIBLE, Certainty.PROBABLE} and not modality.has_hedge(passage.quote):
        return "nothing in the passage hedges it"
    return None


def _stage(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    passage = statement.passage
    return modality.stage_fault(
        statement.kind, statement.stage, passage.quote,
        statement.content[0].start - passage.start, statement.content[-1].end - passage.start,
    )  # fmt: skip


def _figures(statement: Statement, text: str, passages: Sequence[Passage]) -> str | None:
    return figures.fault(statement, text)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("its fields go with its kind", _shape),
    ("every quotation stands where it says", _quotes),
    ("names, times and places are those of its words", _mentions),
    ("whoever speaks stands in the text, and is not spoken of", _speakers),
    ("the figures are those of its words, read again", _figures),
    ("affirmed or denied as the negations of the sentence have it", _polarity),
    ("as sure as its hedges let it be", _certainty),
    ("the stage is that of its words", _stage),
)
"""What each statement is held to, in words, and the check itself."""

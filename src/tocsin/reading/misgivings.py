"""What makes a proposal a suggestion, however sure it is: it may be the other way round, or be nothing of the kind."""

import re
from collections.abc import Callable

from tocsin.model import Kind, Polarity, Toll
from tocsin.reading import factuality, filling, mishaps, negation, nobody, ordinary, unhurt
from tocsin.reading.encoder.seeing import Seen
from tocsin.reading.numbers import Count
from tocsin.reading.scene import Chars, Scene
from tocsin.reading.stretch import shared
from tocsin.reading.surety import Proposal

_WAVERS = 0.95
"""Below which share the encoder wavers on polarity."""


def are_there(scene: Scene, one: Proposal) -> bool:
    """Whether anything speaks so much against a proposal that it is no more than a suggestion."""
    return any(look(scene, one) for look in _DOUBTS)


def _is_to_come(_: Scene, one: Proposal) -> bool:
    """Whether a rule only suggests it, an act that may come, and the encoder does not see it."""
    return one.ruled and one.draft.score < filling.SUGGESTION and one.seen is None


def _is_turned(scene: Scene, one: Proposal) -> bool:
    """Whether what is said may be the other way round, affirmed or denied.

    So it is where the encoder alone affirms what a "not" stands at; of a claim or toll, where rule and encoder differ,
    or the encoder wavers and something in the sentence may negate it, or a figure is told as one that no longer holds.
    """
    if one.seen is None:
        return False
    if not one.ruled and _is_said_no_of(scene, one.seen):
        return True
    if one.draft.kind not in _TURNABLE:
        return False
    if any(_is_earlier(scene, toll) or _is_of_the_worst(scene, toll) for toll in one.draft.tolls):
        return True
    if one.ruled and factuality.of(scene, one.draft, hedge=None).polarity != one.seen.marks["polarity"]:
        return True
    if one.seen.marks["polarity"] == Polarity.NEGATIVE and _KEPT.search(
        scene.text, scene.passage.span.start, one.seen.cue[1]
    ):
        return True
    return one.seen.sure["polarity"] < _WAVERS and negation.has_any(scene.passage.span.quote)


def _is_said_no_of(scene: Scene, seen: Seen) -> bool:
    """Whether the encoder affirms what a "not" stands right before, or a duty that its own words deny."""
    if seen.marks["polarity"] == Polarity.NEGATIVE or seen.kind not in _NOT_SEEN:
        return False
    opens, (start, end) = scene.passage.span.start, seen.cue
    end = {Kind.DUTY: end, Kind.ACCUSATION: max(end, seen.content[1])}.get(seen.kind, start)
    near = (n for n in negation.negators(scene.passage.span.quote) if n.reach is not negation.Reach.COMPLEMENT)
    return any(start - _AT_IT <= opens + n.start and opens + n.end <= end for n in near)


_AT_IT = 40
"""Characters before a cue in which a "not" is most likely its own."""
_NOT_SEEN = frozenset({Kind.RESPONSE, Kind.WARNING, Kind.ACCUSATION, Kind.DUTY})
"""Kinds of which the encoder overlooks a "not" more often than it is right beside one (two hands of train, and dev)."""
_KEPT = re.compile(
    r"(?i)\b(?:never|not|n['’]t)\s(?:been\s|yet\s)?(?:withdr(?:ew|aw|awn)|retract(?:ed)?|disown(?:ed)?)\Z"
)
"""That a claim was not taken back, which is no claim that was not made."""
_TURNABLE = frozenset({Kind.CLAIM, Kind.TOLL})


def _is_sickness(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone takes a sickness for an attack, or counts whom it killed."""
    suffered = not one.ruled and one.draft.kind in {Kind.ATTACK, Kind.TOLL}
    return suffered and not scene.violent and mishaps.is_sickness(scene.text, one.draft.content)


def _is_of_nobody_hurt(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone counts people to whom its sentence says that nothing was done."""
    return not one.ruled and any(unhurt.is_no_toll(scene, toll) for toll in one.draft.tolls)


def _is_old_age(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone takes for violence the death of somebody old, whom nobody killed."""
    suffered = not one.ruled and one.draft.kind in {Kind.ATTACK, Kind.TOLL}
    return suffered and unhurt.is_of_old_age(scene, one.draft.content)


def _is_earlier(scene: Scene, toll: Toll) -> bool:
    here = counts_in(scene, (toll.mention.span.start, toll.mention.span.end))
    return any(scene.is_bygone(c) for c in here)


def _is_of_the_worst(scene: Scene, toll: Toll) -> bool:
    span, end = toll.mention.span, scene.passage.span.end
    return toll.high == 0 and nobody.is_of_the_worst(scene.text, span.end, end)


def counts_in(scene: Scene, chars: Chars) -> list[Count]:
    """The figures of a sentence that share characters with a stretch of it."""
    return [c for c in scene.counts if shared((c.span.start, c.span.end), chars)]


def _is_undone(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone affirms what its own words take back, or say that it should have been.

    "A curfew was spoken of and not imposed"; "the guard should have been told"; "makes their silence the odder".
    """
    if one.ruled or one.seen is None or one.seen.marks["polarity"] == Polarity.NEGATIVE:
        return False
    undone = _UNDONE.get(one.draft.kind)
    start, end = one.draft.content
    return undone is not None and undone.search(scene.text, min(start, one.seen.cue[0]), end) is not None


_UNDONE = {
    Kind.RESPONSE: re.compile(
        r"(?i)\b(?:and|but)\s(?:(?:was|were|has|have|had)\s(?:been\s)?)?(?:not|never)\s(?:been\s)?"
        r"(?:imposed|carried\sout|made|held|given|ordered|done|followed|put\sinto\s\w+|enforced|opened|brought|begun)\b"
    ),
    Kind.WARNING: re.compile(
        r"(?i)\b(?:should|ought\sto|could|might)\shave\s(?:been\s)?(?:told|warned|alerted|informed|notified|advised)\b"
    ),
    Kind.CLAIM: re.compile(r"(?i)\b(?:silen(?:ce|t)|kept\squiet|said\snothing)\b"),
}


def _is_signature(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone takes a signature for a claim, and no deed is told that it would be of."""
    if one.ruled or one.draft.kind is not Kind.CLAIM or one.draft.cue is None:
        return False
    signed = _SIGNED.match(scene.text, *one.draft.cue)
    return signed is not None and _OF_A_DEED.search(scene.text, *one.draft.content) is None


_SIGNED = re.compile(r"(?i)(?:(?:is|was|were|are|been)\s)?signed\b")
_OF_A_DEED = re.compile(
    r"(?i)\b(?:attack\w*|bomb\w*|blasts?|explo\w+|shoot\w*|shot|fires?|kill\w*|murder\w*|bod(?:y|ies)|scene|claim\w*|"
    r"responsib\w+|raids?|ambush\w*|kidnap\w*|abduct\w*|sabotage|deeds?)\b"
)


def _is_harmless(scene: Scene, one: Proposal) -> bool:
    """Whether the encoder alone takes for a deed what is none: a tyre that burst, what happens in a play or a drill."""
    if one.ruled or one.draft.kind not in _DEEDS:
        return False
    return mishaps.is_noise(scene.text, one.draft.content) or ordinary.is_fiction(scene)


_DEEDS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.TOLL})


_DOUBTS: tuple[Callable[[Scene, Proposal], bool], ...] = (
    _is_turned, _is_sickness, _is_to_come, _is_of_nobody_hurt, _is_old_age, _is_undone,
    _is_harmless, _is_signature,
)  # fmt: skip
"""What makes a proposal a suggestion, however sure it is."""


__all__ = ["are_there", "counts_in"]

"""How sure a draft is: what speaks for it and against it in its sentence and its report, summed to log-odds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.model import Kind
from tocsin.reading.encoder.seeing import Seen
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.stretch import are_one, shared

Features = Mapping[str, float]

ALWAYS = "always"
"""The feature that every draft has."""
UNSEEN = 0.02
"""The score of what the encoder does not see at all."""
_ACTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.CLAIM, Kind.ACCUSATION})
_AFTERMATH = frozenset({Kind.TOLL, Kind.RESPONSE})
"""Kinds that follow an act, and follow accidents and storms in the same words."""
_MANY, _ACT = 3, 0.75
"""From how many voices on one more says nothing; from where on an act is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surety:
    """The weights by which a draft's features are summed to the log-odds that it is right."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def of(self, features: Features) -> float:
        """The probability, 0 to 1, that a draft with these features is right."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A draft, by whom: a rule (`ruled`), the encoder (`seen`), or both."""

    draft: Draft
    ruled: bool
    seen: Seen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A report as the encoder sees it: what stands in each passage, by where the passage starts, and the surest act.

    `act` is how sure it is, 0 to 1, that an act of violence is told at all.
    """

    seen: Mapping[int, tuple[Seen, ...]]
    act: float

    def share_before(self, passage: int) -> float:
        """The share of the passages that stand before one, 0 to 1."""
        return sum(start < passage for start in self.seen) / max(1, len(self.seen))


def view(seen: Mapping[int, tuple[Seen, ...]]) -> View:
    """What the encoder sees in the passages of a report, as a whole."""
    acts = (s.score for sentence in seen.values() for s in sentence if s.kind in _ACTS)
    return View(seen=seen, act=max(acts, default=0.0))


def features(scene: Scene, one: Proposal, beside: Sequence[Proposal], whole: View) -> Features:
    """What speaks for a proposal, and against it; `beside` are all of its sentence, itself among them."""
    draft, seen, span = one.draft, one.seen, scene.passage.span
    others = [o for o in beside if o is not one and o.draft.kind is draft.kind]
    found = {
        ALWAYS: 1.0,
        "a rule": float(one.ruled),
        draft.kind.value: 1.0,
        "first look": _log_odds(seen.first if seen else UNSEEN),
        "second look": _log_odds(seen.score if seen else UNSEEN),
        "votes": math.log1p(seen.votes) if seen else 0.0,
        "denied": float(seen is not None and seen.marks["polarity"] == "negative"),
        "another kind in its words": _log_odds(_rival(draft, whole.seen[span.start])),
        "a rule beside it": float(any(o.ruled and are_one(o.draft.content, draft.content) for o in others)),
        "a surer one beside it": float(any(_is_surer(o, one) for o in others)),
        "share of its sentence": (draft.content[1] - draft.content[0]) / (span.end - span.start),
        "words of its sentence": math.log(1 + len(span.quote.split())),
        "voices": float(min(_MANY, len(scene.voices))),
        "share of the report before it": whole.share_before(span.start),
        "an act": _log_odds(whole.act),
    }
    if one.ruled:
        found |= {f"a rule, {look}": found[look] for look in ("first look", "second look")}
    if draft.kind in _AFTERMATH:
        found[f"{draft.kind.value}, no violence"] = float(not scene.violent)
        found[f"{draft.kind.value}, no violence and no act"] = float(not scene.violent and whole.act < _ACT)
    return found


def _rival(draft: Draft, seen: Sequence[Seen]) -> float:
    """The surest that the encoder sees of another kind in the same words."""
    return max((s.score for s in seen if s.kind is not draft.kind and are_one(s.content, draft.content)), default=0.0)


def _is_surer(one: Proposal, other: Proposal) -> bool:
    """Whether one of two of a kind that share words is to be believed before the other."""
    return (one.ruled or one.draft.score > other.draft.score) and shared(one.draft.content, other.draft.content) > 0


def _log_odds(score: float) -> float:
    odds = max(UNSEEN, min(1 - UNSEEN / 10, score))
    return math.log(odds / (1 - odds))


__all__ = ["ALWAYS", "UNSEEN", "Features", "Proposal", "Surety", "View", "features", "view"]

"""One reader out of two: what the rules drafted and what the encoder saw in one sentence, decided in one place.

What both see is one draft: the words of the rule, which knows why, and the surety of both. What one sees alone stands
if it is sure enough. How sure a draft is, is told by a table of weights that was fitted on texts neither had learnt
from (`Surety`); below one in two it is a suggestion.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tocsin.model import (
    Certainty,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Publicity,
    Report,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
    Unread,
    UnreadBecause,
    When,
)
from tocsin.reading import filling, rules, together
from tocsin.reading.encoder.network import Network
from tocsin.reading.encoder.seeing import Seen, see
from tocsin.reading.ordinary import is_fiction
from tocsin.reading.passages import Passage
from tocsin.reading.scene import RULES, Chars, Draft, Scene

Features = Mapping[str, float]

WORTH_A_LOOK = 0.25
"""From which surety on a statement is shown, if only as a suggestion."""
UNSEEN = 0.02
"""The score of what the encoder does not see at all."""


_ACTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.CLAIM, Kind.ACCUSATION})
_AFTERMATH = frozenset({Kind.TOLL, Kind.RESPONSE})
"""Kinds that follow an act, and follow accidents and storms in the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surety:
    """The weights by which a draft's features are summed to the log-odds that it is right."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def of(self, features: Features) -> float:
        """The probability, 0 to 1, that a draft with these features is right."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A draft, and what speaks for it."""

    draft: Draft
    features: Features


@dataclass(frozen=True, slots=True)
class Both:
    """The reader out of both: the rules, and the encoder that is handed in."""

    network: Network
    surety: Surety

    @property
    def name(self) -> str:
        """Both names."""
        return f"{RULES}+{self.network.name}"

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> tuple[Statement | Unread, ...]:
        """What both see in the passages given, in order of the text, then the tolls whose words give no figure."""
        seen = in_passages(report, passages, self.network)
        act = act_seen(seen)
        uncounted: list[Unread] = []

        def decide(scene: Scene) -> list[Draft]:
            here = seen[scene.passage.span.start]
            uncounted.extend(_uncounted(scene, here))
            found = ((c.draft, self.surety.of(c.features)) for c in candidates(scene, here, self.network.name, act=act))
            return [replace(draft, score=round(sure, 2)) for draft, sure in found if sure >= WORTH_A_LOOK]

        told = rules.told(report, passages=passages, published=published, decide=decide)
        return (*told, *uncounted)


def in_passages(report: Report, passages: Sequence[Passage], network: Network) -> dict[int, tuple[Seen, ...]]:
    """What the encoder sees in each passage, by where the passage starts."""
    spans = [(p.span.start, p.span.end) for p in passages]
    return {a: seen for (a, _), seen in zip(spans, see(report.text, spans, network), strict=True)}


def act_seen(seen: Mapping[int, Sequence[Seen]]) -> float:
    """How sure the encoder is, 0 to 1, that a report tells of an act of violence at all: the surest that it sees."""
    return max((s.score for sentence in seen.values() for s in sentence if s.kind in _ACTS), default=0.0)


def candidates(scene: Scene, seen: Sequence[Seen], name: str, *, act: float) -> list[Candidate]:
    """Every draft of a sentence with its features: of both readers, of the rules alone, of the encoder alone.

    `act` is how sure it is that the report tells of violence (`act_seen`).
    """
    left = list(seen)
    found = []
    for draft in scene.drafts:
        twin = max((s for s in left if _is_one(draft, s)), key=lambda s: s.score, default=None)
        if twin is None:
            found.append(Candidate(draft=draft, features=_features(scene, draft, None, act)))
            continue
        left.remove(twin)
        found.append(Candidate(draft=_joined(draft, twin, name), features=_features(scene, draft, twin, act)))
    alone = [(one, made) for one in left if (made := _draft(scene, one, name)) is not None]
    return [*found, *(Candidate(draft=made, features=_features(scene, None, one, act)) for one, made in alone)]


def _features(scene: Scene, draft: Draft | None, seen: Seen | None, act: float) -> Features:
    """What speaks for a draft: who made it, of which kind, how sure each is, and what sentence and report are about."""
    logit = _log_odds(seen.score if seen else UNSEEN)
    kind = draft.kind if draft else seen.kind if seen else Kind.UNKNOWN
    who = "encoder" if draft is None else "rule"
    found = {who: 1.0, f"{who} seen": logit, f"{who} {kind.value}": 1.0}
    if kind in _AFTERMATH:
        found |= {f"{kind.value}, act seen": _log_odds(act), f"{kind.value}, report of violence": float(scene.violent)}
    found |= {
        f"{who}, ordinary words": float(min(3, scene.ordinary())),
        f"{who}, signs of violence": float(min(3, scene.signs())),
        f"{who}, works of fiction": float(is_fiction(scene)),
    }
    if draft is None:
        return found
    return found | {"rule score": draft.score, f"by {draft.because.partition(':')[0]}": 1.0}


def _log_odds(score: float) -> float:
    odds = max(UNSEEN, min(1 - UNSEEN / 10, score))
    return math.log(odds / (1 - odds))


def _is_one(draft: Draft, seen: Seen) -> bool:
    """Whether both mean the same statement: one kind, and contents that share half of the shorter one."""
    if draft.kind is not seen.kind:
        return False
    if draft.kind is Kind.TOLL and seen.count and draft.tolls:
        span = draft.tolls[0].mention.span
        return _shared((span.start, span.end), seen.count) > 0
    shorter = min(draft.content[1] - draft.content[0], seen.content[1] - seen.content[0])
    return 2 * _shared(draft.content, seen.content) >= shorter


def _shared(one: Chars, other: Chars) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _joined(draft: Draft, seen: Seen, name: str) -> Draft:
    """The rule's draft, with the encoder for a second witness, which tells better who speaks."""
    return replace(draft, reader=f"{RULES}+{name}", speakers=seen.speakers or None)


def _draft(scene: Scene, seen: Seen, name: str) -> Draft | None:
    """What the encoder alone sees, as a draft; None where it is a toll whose words give no figure."""
    tolls = _tolls(scene, seen)
    if seen.kind is Kind.TOLL and not tolls:
        return None
    cue = scene.text[slice(*seen.cue)]
    return Draft(
        kind=seen.kind, content=seen.content, cue=seen.cue, because=f"encoder: {' '.join(cue.split())}",
        stage=_stage(seen), certainty=_certainty(seen), polarity=_polarity(scene, seen),
        channel=Publicity(seen.marks["channel"]) if seen.marks["channel"] else None,
        roles={role: list(spans) for role, spans in seen.roles.items()},
        tolls=tolls, speakers=seen.speakers or None, reader=name, score=seen.score,
    )  # fmt: skip


def _uncounted(scene: Scene, seen: Sequence[Seen]) -> Iterator[Unread]:
    """The tolls that the encoder is sure of and whose words give no figure: said, and not guessed."""
    for one in seen:
        if one.kind is Kind.TOLL and one.score >= filling.SUGGESTION and not _tolls(scene, one):
            yield Unread(
                report=scene.report, passage=scene.passage.span, because=UnreadBecause.REFUSED,
                detail="a toll whose words give no figure", proposed=f"toll: {scene.text[slice(*one.content)]}",
            )  # fmt: skip


_STAGES: dict[Kind, tuple[Stage, ...]] = {
    Kind.ATTACK: (Stage.ACCOMPLISHED, Stage.ATTEMPTED), Kind.PLOT: (Stage.PLANNED, Stage.FOILED),
    Kind.THREAT: (Stage.THREATENED,),
}  # fmt: skip


def _stage(seen: Seen) -> Stage | None:
    said = seen.marks["stage"]
    allowed = _STAGES.get(seen.kind)
    if allowed:
        return Stage(said) if said in allowed else allowed[0]
    return Stage.PLANNED if seen.kind is Kind.WARNING and said == Stage.PLANNED else None


def _certainty(seen: Seen) -> Certainty:
    return Certainty.UNKNOWN if seen.kind is Kind.UNKNOWN else Certainty(seen.marks["certainty"])


def _polarity(scene: Scene, seen: Seen) -> Polarity:
    """What the encoder says, but for a figure that its own words put aside: "eight, not nine"."""
    count = seen.count if seen.kind is Kind.TOLL else None
    aside = count and _ASIDE.search(scene.text, scene.passage.span.start, min(count[1], count[0] + len("not ")))
    return Polarity.NEGATIVE if aside or seen.kind is Kind.DENIAL else Polarity(seen.marks["polarity"])


_ASIDE = re.compile(r"(?i)(?<!whether or )\bnot\s$")


_HARM = (TollEffect.KILLED, TollEffect.INJURED)


def _tolls(scene: Scene, seen: Seen) -> tuple[Toll, ...]:
    """The figure that the words of the count give; one, where they name a single person."""
    if seen.kind is not Kind.TOLL or seen.count is None:
        return ()
    who, effect = TollWho(seen.marks["who"]), TollEffect(seen.marks["effect"])
    for count in scene.counts:
        if _shared((count.span.start, count.span.end), seen.count):
            mention = Mention(span=count.span, kind=MentionKind.PEOPLE)
            one = Toll(who=who, effect=effect, low=count.low, best=count.best, high=count.high, mention=mention)
            if effect in _HARM and together.words(scene.text, scene.passage.span, count, scene.counts):
                return tuple(replace(one, effect=each, low=1, best=None) for each in _HARM)
            return (one,)
    return ()


__all__ = ["Both", "Candidate", "Surety", "candidates", "in_passages"]

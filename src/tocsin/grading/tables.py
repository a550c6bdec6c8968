"""The tables by which marks, likelihood and confidence are proposed; docs/grading.md prints them word for word."""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.model import Confidence, Credibility, Likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One row of the credibility table: when it applies and the mark it gives."""

    when: str
    mark: Credibility


CREDIBILITY = (
    Mark(when="two or more independent origins say it, none gainsays it", mark=Credibility.CONFIRMED),
    Mark(when="two or more independent origins say it, and another gainsays it", mark=Credibility.POSSIBLY_TRUE),
    Mark(when="one origin says it, and two or more gainsay it", mark=Credibility.IMPROBABLE),
    Mark(when="one origin says it, and one gainsays it", mark=Credibility.DOUBTFUL),
    Mark(when="one origin says it flatly, and another tells of the same incident", mark=Credibility.PROBABLY_TRUE),
    Mark(when="one origin says it hedged, and another tells of the same incident", mark=Credibility.POSSIBLY_TRUE),
    Mark(when="nothing else is known to hold it against", mark=Credibility.UNKNOWN),
)
"""Credibility of an item, the first row that fits (Admiralty; only the first row gives 1)."""

_TWO_SAY_IT, _DISPUTED, _OUTVOTED, _GAINSAID, _FITS, _HEDGED, _BARE = CREDIBILITY


def credibility(*, says: int, gainsay: int, hedged: bool, others: int) -> Mark:
    """The row for so many origins on each side, and so many others that tell of the same incident."""
    if says >= 2:  # noqa: PLR2004 (two make one independent of the other)
        return _DISPUTED if gainsay else _TWO_SAY_IT
    if gainsay:
        return _GAINSAID if gainsay == 1 else _OUTVOTED
    if others:
        return _HEDGED if hedged else _FITS
    return _BARE


class Ground(StrEnum):
    """What an attribution rests on, the strongest that applies."""

    CONFIRMED_TWICE = "confirmed by two or more independent authorities"
    CLAIMED_AND_CONFIRMED = "claimed, and confirmed by an authority"
    CONFIRMED = "confirmed by an authority, not claimed"
    CLAIMED_AND_ACCUSED = "claimed, and accused by an authority"
    REPORTED_TWICE = "reported as fact by two or more independent origins"
    ACCUSED_TWICE = "accused by two or more independent authorities"
    CLAIMED = "claimed only"
    ACCUSED_BY_AUTHORITIES = "accused by one authority"
    REPORTED = "reported as fact by one origin"
    ACCUSED = "accused or suspected"
    NAMED = "named only to be denied or cleared"


LIKELIHOOD = {
    Ground.CONFIRMED_TWICE: Likelihood.ALMOST_CERTAIN,
    Ground.CLAIMED_AND_CONFIRMED: Likelihood.VERY_LIKELY,
    Ground.CONFIRMED: Likelihood.LIKELY,
    Ground.CLAIMED_AND_ACCUSED: Likelihood.LIKELY,
    Ground.REPORTED_TWICE: Likelihood.LIKELY,
    Ground.ACCUSED_TWICE: Likelihood.LIKELY,
    Ground.CLAIMED: Likelihood.ROUGHLY_EVEN,
    Ground.ACCUSED_BY_AUTHORITIES: Likelihood.ROUGHLY_EVEN,
    Ground.REPORTED: Likelihood.ROUGHLY_EVEN,
    Ground.ACCUSED: Likelihood.UNLIKELY,
    Ground.NAMED: Likelihood.VERY_UNLIKELY,
}
"""The band proposed for each ground (ICD 203), before the steps down."""

STEPS_DOWN = {
    "the actor denies it, and nobody claimed it in its name": 1,
    "another independent origin says that it was not this actor": 1,
    "the claim made in its name was disowned": 2,
    "a rival, neither its branch nor its parent, is confirmed": 1,
}
"""How many bands lower for each; never below "very unlikely"."""

UNKNOWN = {
    Likelihood.ALMOST_CERTAIN: Likelihood.VERY_UNLIKELY,
    Likelihood.VERY_LIKELY: Likelihood.VERY_UNLIKELY,
    Likelihood.LIKELY: Likelihood.UNLIKELY,
    Likelihood.ROUGHLY_EVEN: Likelihood.ROUGHLY_EVEN,
    Likelihood.UNLIKELY: Likelihood.LIKELY,
    Likelihood.VERY_UNLIKELY: Likelihood.LIKELY,
}
"""The band for "somebody else, or nobody known", by the band of the best rival; "likely" where none is named."""


def lower(likelihood: Likelihood, steps: int) -> Likelihood:
    """So many bands lower, not below "very unlikely": nothing said in public makes "almost no chance"."""
    bands = list(Likelihood)
    return bands[max(bands.index(likelihood) - steps, bands.index(Likelihood.VERY_UNLIKELY))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """One row of the confidence table."""

    when: str
    confidence: Confidence


CONFIDENCE = (
    Footing(when="three or more independent origins, one of them published by a source marked A or B, none against",
            confidence=Confidence.HIGH),
    Footing(when="three or more independent origins", confidence=Confidence.MODERATE),
    Footing(when="two independent origins, none against", confidence=Confidence.MODERATE),
    Footing(when="anything less", confidence=Confidence.LOW),
)  # fmt: skip
"""How well founded an attribution is, the first row that fits (ICD 203; JP 2-0 for the three words)."""


def footing(*, origins: int, against: bool, sound: bool) -> Footing:
    """The row for so many supporting origins."""
    if origins >= 3:  # noqa: PLR2004 (the table's own number)
        return CONFIDENCE[0] if sound and not against else CONFIDENCE[1]
    return CONFIDENCE[2] if origins == 2 and not against else CONFIDENCE[3]  # noqa: PLR2004 (the table's own number)

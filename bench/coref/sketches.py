"""Mentions as linking sees statements: an attack, with the places, times and actors of its sentence."""

from collections.abc import Sequence

from bench.spelling import spelled
from tocsin.linking.features import actors, place, target, time, ways, wording
from tocsin.linking.pair import Pair
from tocsin.linking.sketch import Sketch, sketch
from tocsin.linking.weights import WEIGHTS
from tocsin.model import Certainty, Factuality, Kind, Polarity, Roles, Span, Stage, Statement, digest
from tocsin.reading import actors as who
from tocsin.reading import places, times
from tocsin.reading.story import tell

LOOKED_AT = (ways, time, place, target, actors, wording)
"""Those of linking's features that a bare mention in its sentence can bear."""


def sketched(tokens: Sequence[str], own: Sequence[int]) -> Sketch:
    """The sketch of the mention that stands at some tokens of a sentence; its day of publication is not known."""
    text, spans = spelled(tokens)
    of = digest(text)
    whole = Span(start=0, end=len(text), quote=text, text=of)
    first, last = spans[own[0]][0], spans[own[-1]][1]
    cue = Span(start=first, end=last, quote=text[first:last], text=of)
    story = tell(text)
    return sketch(
        Statement(
            report=of, passage=whole, kind=Kind.ATTACK, content=(cue,), cue=cue, stage=Stage.ACCOMPLISHED,
            factuality=Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE),
            roles=Roles(
                place=places.find(text, whole, story=story), time=times.find(text, whole, published=None),
                actor=who.find(text, whole, story=story),
            ),
        ),
        None,
    )  # fmt: skip


def compared(left: Sketch, right: Sketch) -> tuple[float, ...]:
    """What each of linking's features that apply weighs for one event, in hundredths."""
    pair = Pair(left=left, right=right, between=None)
    return tuple(WEIGHTS[saw[0]] / 100 if (saw := feature(pair)) else 0.0 for feature in LOOKED_AT)

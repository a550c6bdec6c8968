"""How sure a speaker is, and whether they say that it is so: certainty and polarity of a content (FactBank)."""

from tocsin.model import Certainty, Factuality, Kind, Polarity
from tocsin.reading import modality, negation
from tocsin.reading.scene import Draft, Scene

_SPEECH = frozenset({Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION})


def of(scene: Scene, draft: Draft, *, hedge: Certainty | None) -> Factuality:
    """The factuality of a draft; `hedge` is that of the verb by which its speaker says it ("believes")."""
    return Factuality(
        certainty=draft.certainty or _certainty(scene, draft, hedge), polarity=draft.polarity or _polarity(scene, draft)
    )


def _certainty(scene: Scene, draft: Draft, hedge: Certainty | None) -> Certainty:
    """A hedge inside what is said counts, and one that governs it; a hedge beside it does not."""
    quote, start = scene.passage.span.quote, draft.content[0] - scene.passage.span.start
    inside = modality.hedge_in(scene.text[draft.content[0] : draft.content[1]])
    found = inside or modality.governs(quote, start) or hedge
    if (
        found is None
        and draft.kind is Kind.ASSESSMENT
        and scene.text[draft.content[0] : draft.content[1]].lower().startswith(("suggesting", "indicating"))
    ):
        found = Certainty.PROBABLE
    return found or Certainty.CERTAIN


def _polarity(scene: Scene, draft: Draft) -> Polarity:
    """Negative where an odd number of negators surely reaches the cue."""
    base = scene.passage.span.start
    anchor = draft.cue or draft.content
    sure, _ = negation.count(scene.passage.span.quote, anchor[0] - base, anchor[1] - base)
    return Polarity.NEGATIVE if sure % 2 else Polarity.POSITIVE

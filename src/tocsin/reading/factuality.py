"""How sure a speaker is, and whether they say that it is so: certainty and polarity of a content (FactBank)."""

import re

from tocsin.model import Certainty, Factuality, Kind, Polarity
from tocsin.reading import modality, negation
from tocsin.reading.scene import Draft, Scene


def of(scene: Scene, draft: Draft, *, hedge: Certainty | None) -> Factuality:
    """The factuality of a draft; `hedge` is that of the verb by which its speaker says it ("believes")."""
    return Factuality(
        certainty=draft.certainty or _certainty(scene, draft, hedge), polarity=draft.polarity or _polarity(scene, draft)
    )


def _certainty(scene: Scene, draft: Draft, hedge: Certainty | None) -> Certainty:
    """A hedge inside what is said counts, and one that governs it; a hedge beside it does not."""
    quote, start = scene.passage.span.quote, draft.content[0] - scene.passage.span.start
    inside = modality.hedge_in(_put_forward(scene, draft))
    if not draft.granted and any(a <= draft.content[0] < b for a, b in scene.unvouched):
        return Certainty.UNKNOWN
    if scene.passage.span.quote.rstrip("\"'”’) ").endswith("?"):
        return Certainty.UNKNOWN  # whoever asks says nothing
    found = inside or modality.governs(quote, start) or hedge
    end = draft.content[1] - scene.passage.span.start
    if found is None and draft.kind in _OF_OTHERS and not draft.granted and modality.left_open(quote, end):
        return Certainty.POSSIBLE
    if (
        found is None
        and draft.kind is Kind.ASSESSMENT
        and scene.text[draft.content[0] : draft.content[1]].lower().startswith(("suggesting", "indicating"))
    ):
        found = Certainty.PROBABLE
    return found or Certainty.CERTAIN


def _put_forward(scene: Scene, draft: Draft) -> str:
    """The words of a content in which a hedge makes it less sure.

    Behind the word that denies, a hedge is of what is denied: "dismissed statements about possible attacks".
    """
    start, end = draft.content
    if draft.kind is Kind.DENIAL and draft.cue is not None and draft.maker is not None and draft.cue[0] < end:
        return scene.text[start : draft.cue[1]]
    return scene.text[start:end]


_DOUBTED = re.compile(
    r"(?i)(?:\b(?:did|does|do|had|has|have|was|were|is|are|could|can)(?:\s+not|n['’]t)\s+(?:been\s+)?"
    r"(?:believed?|think|thought|prove[nd]?|show[n]?|establish(?:ed)?|find|found|suggest(?:ed)?|accept(?:ed)?|see|seen)|cannot\s+prove|"
    r"\bno\s+(?:reason\s+to\s+(?:believe|think|suppose)|evidence|proof|signs?|indications?|suggestion)|"
    r"\bno\s+longer\s+(?:had|has|have|believes?|thinks?)(?:\s+(?:any\s+)?(?:information|intelligence|evidence))?|"
    r"\bnothing\s+(?:to\s+)?(?:suggest|indicate|show|prove)s?)"
    r"(?:(?:\s+(?!(?:the|its|their|his|her|those)\b)[\w-]+){0,4}|(?:\s+\w+)?\s+that(?:\s+[\w-]+){0,4})$"
)
"""Who has not seen "the aid workers abducted there" does not doubt that they were."""
_UNLIKELY = re.compile(r"(?i)\b(?:unlikely|doubtful|improbable)\sthat\b[^,;.]*$")
_IS_SOMETHING = re.compile(r"\s(?:is|was|were|had\sbeen)\s(?:not\s)?(?:an?|the\swork|caused|due)\b")
_IS_NO_ATTACK = re.compile(
    r"(?i)\s(?:is|was|were|had\sbeen)\s(?:\w+ly\s)?(?:not|anything\sbut)\s(?:an?\sattack\b(?!\son\b)|a\sbomb\b|deliberate\b|caused\sby\sa\sbomb\b)"
)
_OF_OTHERS = frozenset({Kind.ACCUSATION, Kind.PLOT, Kind.ATTACK, Kind.THREAT, Kind.TOLL})


def _polarity(scene: Scene, draft: Draft) -> Polarity:
    """Negative where an odd number of negators surely reaches the cue."""
    base = scene.passage.span.start
    anchor = draft.cue or draft.content
    of_act = draft.granted and scene.text[draft.content[0] : draft.content[0] + len("the ")].lower() == "the "
    if draft.kind is Kind.ATTACK and _IS_NO_ATTACK.match(scene.text, draft.content[1], scene.passage.span.end):
        return Polarity.NEGATIVE
    if of_act and _IS_SOMETHING.match(scene.text, draft.content[1]):
        return Polarity.POSITIVE  # whatever is said of what it was, it happened
    if draft.kind in _OF_OTHERS and not of_act and _UNLIKELY.search(scene.text[base : anchor[0]]):
        return Polarity.NEGATIVE
    if draft.kind in _OF_OTHERS and not of_act and _DOUBTED.search(scene.text[base : draft.content[0]].rstrip()):
        return Polarity.NEGATIVE  # whoever speaks does not believe, or has not shown, that it is so
    sure, _ = negation.count(scene.passage.span.quote, anchor[0] - base, anchor[1] - base)
    return Polarity.NEGATIVE if sure % 2 else Polarity.POSITIVE

"""What a text tells and takes back: "claimed the blast and then withdrew the claim"; "it did, they said. It did not".

Whoever claimed it did claim it, once; who is told to have said or done it by others may not have. Neither is passed on
as said: it is a suggestion, which is shown, and on which nothing is decided.
"""

import re

from tocsin.model import Kind, Polarity
from tocsin.reading import misprinted
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.words import Group

_BACK = (
    r"(?:withdr(?:ew|awn|awing)|retract(?:ed|ing)|recant(?:ed|ing)|delet(?:ed|ing)|disown(?:ed|ing)|disavow(?:ed|ing)|"
    r"renounc(?:ed|ing)|t(?:ook|aken|aking)\sback|rescind(?:ed|ing))"
)
_BARE = r"(?:retracted|recanted|deleted|disowned)"
"""What is done to a claim even where no word for it follows; fighters withdraw too."""
_WORDS = (
    r"(?:claims?|statements?|post(?:ing)?s?|tweets?|messages?|confessions?|admissions?|announcements?|videos?|reports?|"
    r"accusations?|charges?|allegations?|words?|remarks?|comments?|responsibility)"
)
_LATER = r"(?:has|had|have|later|then|since|soon|subsequently|quickly|promptly|hours|days|minutes|afterwards|,)"
_TOOK_BACK = re.compile(
    rf"""(?ix) (?:(?!\s(?:that|which|who)\s)[^.;:—])*?
    (?:,\s(?=then|later|only)|\s(?:and|but|before|only\sto)\s) (?:{_LATER},?\s){{0,4}}
    (?: {_BACK}\s(?:it|them|this|that|(?:the|its|their|his|her)\s(?:\w+\s)?{_WORDS}) (?!\sthat\b)\b
    | {_BARE}(?=\s(?:with)?in\s(?:hours|minutes|days)|\s(?:later|on)\b|[.,;]|\s?$) )"""
)
"""Behind a claim: that whoever made it took it back."""
_THEN_TOOK_BACK = re.compile(
    rf"""(?ix) [^.;:—]*? [;,]\s (?:(?:but|and|then|later)\s)* (?:on\s\w+day\s|yesterday\s|\w+\slater\s)?
    (?:he|she|it|they)\s (?:{_LATER}\s){{0,2}} {_BACK} \s (?:it|them|this|that|(?:the|its|their|his|her)\s{_WORDS})\b"""
)
"""Behind a claim, in a clause of its own: "said it was them; on Friday he withdrew the remark"."""
_WAS_TAKEN = re.compile(
    rf"(?i)[^.;:—,]*?\s(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:{_LATER}\s)?(?:withdrawn|retracted|taken\sback|disowned)\b"
)
_CLAIM_OF = re.compile(rf"(?i)\b{_WORDS}\s(?:by|of|that|for|from)\b[^.;:]*$")
_DROPPED = re.compile(
    rf"""(?ix) \b(?:{_BACK}|drop(?:ped|ping)|abandon(?:ed|ing)|quash(?:ed|ing)|overturn(?:ed|ing)|thr(?:ew|own)\sout)
    \s(?:(?:the|its|their|his|her|all|both|every|any|an?)\s)?(?:\w+\s){{0,2}}?
    (?:charges?|accusations?|allegations?|claims?|indictments?|convictions?|reports?|cases?)
    (?:\s(?:against|of)\s[^.;:,]{{1,40}}?)?\s(?:that|of|for)\b[^.;:]*$"""
)
"""Before what somebody was charged with: that the charge was dropped."""
_WRONG_TO_SAY = re.compile(r"(?i)^(?:[^.;:]*\s)?to\s(?:say|claim|suggest|pretend|write)\sthat\s(?P<said>[^.;:]*)$")
_IS_WRONG = re.compile(
    r"(?i)[^.;:]*?\s(?:is|was|would\sbe)\s(?:\w+\s)?(?:wrong|false|untrue|a\slie|nonsense|mistaken|absurd)\b"
)
_SAYINGS = (
    r"(?:reports|claims|statements|figures|accounts|rumou?rs|stories|numbers|posts|messages|allegations|accusations)"
)
_ANSWER = re.compile(
    rf"""(?ix) \s*+["”’)]? \s*+ (?:(?:but|in\sfact|in\struth|actually),?\s)?
    (?: (?:it|they|he|she|we|the\s[\w-]+)\s(?P<verb>has|have|had|did|was|were|is|are) (?P<not>\snot|n['’]t)? (?:\sso)?
    | (?P<so>not\sso | (?:that|this|none\sof\s(?:that|this|it)|nothing\sof\sthe\s(?:kind|sort))\s(?:is|was)
        \s(?:\w+ly\s)?(?:not\s(?:so|true|correct|the\scase)|untrue|false|wrong|incorrect|mistaken|a\slie|true)
      | neither\s(?:statement|claim|report|account|figure|of\s(?:these|them|the\stwo)(?:\s\w+)?)\s(?:is|was)\s
        (?:correct|true|right|so|the\scase)
      | (?:both(?:\s{_SAYINGS})?|these\s{_SAYINGS}|the\s(?:two\s)?{_SAYINGS})\s(?:are|were)\s
        (?:wrong|false|untrue|incorrect|mistaken)
      | (?:that|this|the|our)\s(?:statement|report|claim|account|figure)\s(?:is|was)\s
        (?:wrong|false|untrue|incorrect|mistaken|not\s(?:so|true|correct)) )
    ) (?=\s*[.;!])"""
)
"""The whole of the next sentence: "It has not.", "They did not;", "That was not so."."""
_SPOKEN = frozenset({Kind.CLAIM, Kind.ACCUSATION, Kind.CONFIRMATION})
_OF_DEEDS = _SPOKEN | {Kind.ATTACK, Kind.TOLL, Kind.PLOT}
_ANSWERED = _OF_DEEDS | {Kind.WARNING, Kind.DENIAL}


def is_taken_back(scene: Scene, draft: Draft, polarity: Polarity) -> bool:
    """Whether the passage, or the whole of the next sentence, takes back what a draft tells with this polarity."""
    if draft.granted or _is_named_act(scene, draft):
        return False
    start, end = scene.passage.span.start, scene.passage.span.end
    anchor = draft.cue or draft.content
    before = scene.text[start : anchor[0]]
    if polarity is Polarity.POSITIVE:
        looks = (_TOOK_BACK, _THEN_TOOK_BACK)
        if draft.kind in _SPOKEN and any(look.match(scene.text, anchor[1], end) for look in looks):
            return True
        if draft.kind in _OF_DEEDS and (_DROPPED.search(before) or _is_withdrawn(scene, before, draft.content[1])):
            return True
    if misprinted.is_of_before(scene, draft):
        return True
    if draft.kind in _ANSWERED and _WRONG_TO_SAY.search(before) and _IS_WRONG.match(scene.text, anchor[1], end):
        return True
    return draft.kind in _ANSWERED and _is_answered(scene, draft, polarity)


def _is_named_act(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is of an act by its noun ("the shelling of El Fasher"), which was done whoever did it."""
    told = any(g.finite and _is_in(scene, g, draft) for g in scene.sentence.groups)
    return draft.kind is Kind.ATTACK and not told and scene.text[slice(*draft.content)].lower().startswith("the ")


def _is_withdrawn(scene: Scene, before: str, at: int) -> bool:
    """Whether a claim is told of as one that was withdrawn: "the claim that rebels killed nine has been withdrawn"."""
    return _CLAIM_OF.search(before) is not None and _WAS_TAKEN.match(scene.text, at, scene.passage.span.end) is not None


def _is_answered(scene: Scene, draft: Draft, polarity: Polarity) -> bool:
    """Whether the next sentence is a bare "It has not." to what somebody is told to have said or done."""
    answer = _ANSWER.match(scene.text, scene.passage.span.end)
    if answer is None:
        return False
    told = next((g for g in reversed(scene.sentence.groups) if g.finite and _is_in(scene, g, draft)), None)
    if told is None or told.modal or not _is_reported(scene, told):
        return False
    if answer["so"]:
        return polarity is Polarity.POSITIVE
    if any(g.infinitive for g in scene.sentence.groups) or not _goes_with(answer["verb"].lower(), told):
        return False  # "said that they had told the men to leave. They did not.": it is the men who did not
    return (answer["not"] is not None) == (polarity is Polarity.POSITIVE)


def _is_in(scene: Scene, group: Group, draft: Draft) -> bool:
    return draft.content[0] <= scene.sentence.words[group.head].start < draft.content[1]


def _is_reported(scene: Scene, group: Group) -> bool:
    """Whether a verb stands in what somebody is told to have said."""
    at = scene.sentence.words[group.head].start
    return any(v.scope[0] <= at < v.scope[1] for v in (*scene.voices, *scene.attributed))


def _goes_with(verb: str, group: Group) -> bool:
    """Whether an answer's auxiliary is that of a verb: "has" of one done, "was" of "to be" and of a passive."""
    being = group.passive or "be" in group.lemmas
    return being == (verb in {"was", "were", "is", "are"})


__all__ = ["is_taken_back"]

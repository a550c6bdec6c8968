"""How sure and how far: whether a passage's hedges and stages agree with what a statement says of them.

A second opinion on `certainty` and `stage`, from words and clause ends only. MARKING.md: "probably", "likely",
"believe" and "think" are probable; "may", "might", "could" and "possible" are possible; a condition is no hedge.
"""

import re
from functools import lru_cache

from tocsin.model import Certainty, Kind, Stage

_POSSIBLE = re.compile(
    r"(?i:\b(?:might|(?<!people\sas\s)(?<!soon\sas\s)(?<!many\sas\s)(?<!much\sas\s)possibl[ey]|possibility|perhaps|maybe)\b)|\b(?:may|MAY)\b(?!\s\d)|(?<!before\she\s)(?<!before\sshe\s)(?<!before\sit\s)(?<!before\sthey\s)\b(?i:could)\b(?!\s(?i:not|"
    r"never|no\slonger|only|also|see|hear|be\s(?:seen|heard)))"
)
_OPEN = (
    r"(?:not|n['’]t|cannot|never|nothing|no\slonger|refus\w+\sto|declin\w+\sto)\s(?:yet\s|entirely\s)?"
    r"(?:be(?:en)?\s)?(?:rul(?:e|ed|ing)\sout|exclud(?:e|ed|ing)|discounted)"
)
"""What is not ruled out is possible."""
_REPORTED = (
    r"(?:respond\w*\sto|call\w*(?:\sout)?\sto|investigat\w+|check\w*|receiv\w+|got|getting|examin\w+|look\w*\sinto|"
    r"unconfirmed)\s(?:\w+\s)?reports?\sof|^(?:\d\d\s)?(?:(?:first|initial|some)\s)?reports?\sof"
)
"""What somebody looks into because it was reported is not yet found to be so: "are responding to reports of shots"."""
_PROBABLE = re.compile(
    rf"(?i)\b(?<!not\s)(?:{_REPORTED}|probabl[ey]|likely|unlikely|improbable|doubtful|is\sthought|"
    r"reportedly|allegedly|(?:is|was|are|were|been)\s(?:reported|alleged|rumou?red|claimed|suspected|feared)\s(?:that|to(?!\s(?:it|them|us|me|him|her|the|police)\b))|(?:feared|presumed)\s(?:dead|killed|drowned)|"
    r"are\sthought)\b|\b(?:believe[sd]?|believing|thinks?|thought\s(?:to|that))\b"
)
_HEDGED = re.compile(
    r"(?i)\b(?:may|might|could|would|should|can|possib\w*|potential\w*|perhaps|maybe|probab\w*|likel\w+|unlikely|"
    r"believ\w+|think\w*|thought|assum\w+|presum\w+|suspect\w*|suppos\w+|apparent\w*|appear\w*|"
    r"seem\w*|suggest\w*|indicat\w+|alleg\w+|reported\w*|(?:reports?|stor(?:y|ies)|accounts?|versions?|accusations?|charges?|assertions?|beliefs?|contention|word)\sthat|(?:accusations?|charges?|allegations?|reports?)\sof|purported\w*|claim\w*|rumou?r\w*|unconfirmed|fear\w*|"
    r"risk\w*|threat\w*|expect\w*|estimat\w+|consider\w*|view\w*|understood|plan\w*|aim\w*|intend\w*|hint\w*|imply|"
    r"implied|"
    r"doubt\w*|unclear|unknown|uncertain|unsure|whether|if|imminent|pending|tentativ\w*|initial\w*|preliminary|not|"
    r"n['’]t|cannot|question\w*|so-called|supposed\w*|try\w*|tried|warn\w*|danger\w*|chance\w*|look\w*|sign\w*|"
    r"hallmarks?|bore|bears?|points?|pointed|linked|said\sto|know\w*|open|ask\w*|investigat\w*|capab\w*|concern\w*|"
    r"hope\w*|feel\w*|felt|in\sour\s(?:view|opinion)|judg\w+|assess\w+|confidence|ready|prepared|about|around|some|"
    r"nearly|almost)\b"
)
_BREAK = re.compile(
    r"(?i)[;:—“”\"()]|\.\s|,?\s(?:but|though|although|while|whereas|because|which|who|where|when|after|before)\s|,\s"
)


_LEFT_OPEN = re.compile(rf"(?i)\b{_OPEN}\b")
_READ_AND_VERIFIED = 256
"""So many answers are kept: what the reader asks of a content, the verifier asks again."""


@lru_cache(maxsize=_READ_AND_VERIFIED)
def hedge_in(stretch: str) -> Certainty | None:
    """The weakest certainty that the hedges of a stretch give it, or None where it has no hedge."""
    if _POSSIBLE.search(stretch) or _LEFT_OPEN.search(stretch):
        return Certainty.POSSIBLE
    return Certainty.PROBABLE if _PROBABLE.search(stretch) else None


def left_open(passage: str, end: int) -> bool:
    """Whether a clause goes on to say of what ends at `end` that it cannot be ruled out."""
    found = _LEFT_OPEN.search(passage, end)
    return found is not None and not _BREAK.search(passage[end : found.start()] + " ")


@lru_cache(maxsize=_READ_AND_VERIFIED)
def governs(passage: str, start: int) -> Certainty | None:
    """The hedge that stands in the same clause before `start` and governs what comes ("Police believe that")."""
    before = passage[:start]
    breaks = [m.end() for m in _BREAK.finditer(before)]
    lead = before[breaks[-1] if breaks else 0 :]
    return hedge_in(lead) if _GOVERNING.search(lead) else None


_GOVERNING = re.compile(
    r"(?i)\b(?:believe[sd]?(?:\sthat)?|thinks?(?:\sthat)?|thought\sto(?:\shave)?|"
    r"reportedly|allegedly|may(?:\swell)?(?:\shave)?(?:\sbeen)?|might(?:\shave)?(?:\sbeen)?|could(?:\shave)?(?:\sbeen)?|probably|likely|(?:unlikely|doubtful|improbable)\sthat|"
    r"likely\sto(?:\shave)?|(?:is|was|been)\s(?:reported|alleged|rumou?red|claimed|suspected|feared)\sthat|"
    r"possibl[ey]|perhaps|believed\sto(?:\shave)?(?:\sbeen)?|likely\sthat|possible\sthat|probable\sthat|"
    rf"{_REPORTED}|{_OPEN}(?:\sthe\spossibility)?(?:\s(?:that|of))?)\s(?:(?:the|"
    r"an?|its|their|his|her|some)\s)?$"
)


def has_hedge(passage: str) -> bool:
    """Whether a passage holds any word at all that could make a statement less than certain."""
    return _HEDGED.search(passage) is not None


# ---- stages

_FOILED = re.compile(
    r"(?i)\b(?:foil(?:s|ed|ing)?|thwart(?:s|ed|ing)?|prevent(?:s|ed|ing|ion)?|avert(?:s|ed|ing)?|disrupt(?:s|ed|"
    r"ing)?|br(?:oke|oken|eak|eaking)\sup|bust(?:s|ed)?|stop(?:s|ped|ping)?|defus(?:e|ed|ing)|disarm(?:s|ed|ing)|"
    r"intercept(?:s|ed|ing)?|"
    r"uncover(?:s|ed|ing)?|discover(?:s|ed|y)?|dismantl(?:e|es|ed|ing)|seiz(?:e|ed|ing)|arrest(?:s|ed|ing)?|"
    r"neutrali[sz]ed?|found|made\ssafe|abort(?:s|ed)?|halt(?:s|ed)?|fail(?:s|ed)?|failure|blocked|caught|detain(?:s|"
    r"ed)|nipped|"
    r"cut\sshort|cancel\w*|shot\sdown|rais\w+|smash(?:ed|es|ing)?|crack(?:ed|s)|detected|exposed|reveal\w+|"
    r"intervened|tipped|controlled|render\w+|away\sfrom|pulled\sover|before\s(?:he|she|they|it|anyone)\s(?:could|was|"
    r"were))\b"
)
_STRONG_FOIL = re.compile(r"(?i)\b(?:foil(?:s|ed|ing)?|thwart(?:s|ed|ing)?|avert(?:s|ed|ing)?)\b")
_NEGATED_FOIL = re.compile(
    r"(?i)\b(?:not|n['’]t|never|fail(?:s|ed)?\sto|unable\sto|could\shave(?:\sbeen)?|would\shave(?:\sbeen)?|to\sbe|"
    r"to)\s(?:\w+\s)?$"
)
_GOING_TO = re.compile(
    r"(?i)\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|prepar(?:e|es|ed|ing|ations?)|intend(?:s|ed|ing)?|intention|"
    r"conspir(?:e|ed|ing|acy)|threat(?:en)?(?:s|ed|ing)?|"
    r"vow(?:s|ed|ing)?|want(?:s|ed)?|about|attempt(?:s|ed|ing)?|try(?:ing)?|tried|ready|bid|scheme)(?:\s(?:to|for|of|"
    r"with))?\s?"
    r"(?:(?:carry\sout|launch|mount|stage|conduct|commit|make)\s)?(?:(?:an?|the|further|more|new)\s)*$"
)
_DUD = re.compile(
    r"(?i)\b(?:fail(?:s|ed)?\sto|did\snot|didn['’]t|never|only\spartially|does\snot)\s(?:explode|detonate|go\soff|"
    r"ignite|blow\sup|fire|exploded|detonated|went\soff)\b|\bmisfired\b|\bjammed\b"
)


def stage_fault(kind: Kind, stage: Stage | None, passage: str, start: int, end: int) -> str | None:
    """What is wrong with the stage of a statement whose content runs from `start` to `end` of a passage."""
    content = passage[start:end]
    if kind is Kind.PLOT and stage is Stage.FOILED and not _FOILED.search(passage):
        return "nothing in the passage says that it was foiled"
    if kind is Kind.PLOT and stage is Stage.PLANNED and _foiled_in(content):
        return "the content says that it was foiled"
    if kind is Kind.ATTACK and stage is Stage.ACCOMPLISHED:
        if _DUD.search(content):
            return "the content says that it failed of itself"
        lead = passage[:start]
        if _GOING_TO.search(lead) or _foiled_before(lead):
            return "the passage speaks of it as planned, threatened, attempted or foiled"
    return None


def _foiled_in(content: str) -> bool:
    return any(not _NEGATED_FOIL.search(content[: m.start()]) for m in _STRONG_FOIL.finditer(content))


_FOILED_LEAD = re.compile(
    r"(?i)\b(?:foil(?:s|ed|ing)|thwart(?:s|ed|ing)|avert(?:s|ed|ing)|prevent(?:s|ed|ing))\s(?:(?:an?|the|what|"
    r"several|two|three)\s)?(?:\w+\s){0,3}?(?:to\s|plan\sto\s|plot\sto\s)?$"
)


def _foiled_before(lead: str) -> bool:
    """Whether the words just before say that it was foiled, and do not take that back."""
    found = _FOILED_LEAD.search(lead)
    return found is not None and not _NEGATED_FOIL.search(lead[: found.start()])

"""What a passage only supposes, leaves open or nearly tells, read again for the verifier from words alone.

"Rebels nearly killed the governor" kills nobody; "would not say that the army shelled it" says nothing of the army.
"""

import re

from tocsin.model import Certainty, Kind, Statement

_NEARLY = re.compile(r"(?i)\b(?:almost|nearly|narrowly|(?:escap|avoid)\w*(?:\sbeing)?)\s(?:being\s)?$")
_WITHHELD = re.compile(
    r"""(?ix) \b(?: (?:neither|not|n['’]t|never)\s(?:confirm|verif)\w*\sn?or\s(?:to\s)?den\w+
    | (?:not|n['’]t|never|cannot|(?:yet|refus\w+|declin\w+|unable|fail(?:s|ed|ing)?|too\s(?:early|soon))\sto|
        short\sof|far\sfrom|without)\s
      (?:been\s|be\sable\sto\s|immediately\s|independently\s|yet\s)?
      (?:confirm|verif|corroborat|prov|establish|say|said|den[yi]|disput)\w*
    )\s(?:(?:the|any)?\s?(?:reports?|claims?)\s)?(?:that|whether|if)\s(?P<told>[^,;:—“”\"]*)$"""
)
_RELATIVE = re.compile(r"(?i)\b(?:who|which|that|whom|whose)\b|\b(?:but|and)\s(?:that|said|says)\b")
_SUPPOSED = re.compile(
    r"""(?ix) (?: (?:^|[,;:]\s|\b(?:and|but|that|clear|know[ns]?|ask(?:s|ed)?|say|see|sure|unsure|wonder\w*)\s)
      (?:if|unless|whether)
    | ^(?:had|were|should)\s(?:the|a|an|it|they|he|she|there)\b )\s?[^,;:—]*$"""
)
_TO_COME = re.compile(r"(?i)\b(?:will|would|shall)\s(?:(?:have|be|have\sbeen|then|also|only)\s){0,2}$")
_NOT_MEANT = re.compile(
    r"(?i)\b(?:does|do|did)\snot\s(?:necessarily\s)?mean\s(?:that\s[^,;:—“”\"]*|"
    r"(?:(?!(?:to|in|of|where|when|after|before|behind|for|by)\b)[\w’'-]+\s){1,4})$"
)
_CLEARED = re.compile(
    r"(?i)\b(?:acquit\w*|clear(?:s|ed|ing)|exonerat\w*|not\sguilty)\s(?:[\w’'-]+\s){0,5}?of\s(?:having\s)?$"
)
_MEANS_NOT = re.compile(r"(?i)(?:does|do|did)\snot\s(?:necessarily\s)?mean")
_OTHER = re.compile(r"(?i)\bnot\s(?:by\s)?(?:(?:the|an?)\s)?$")
_NOT_THEM = re.compile(r"(?i)\b(?:it|that)(?:\s(?:is|was)|['’]s)\snot\s(?:(?:the|an?)\s(?!first|last|only))?$")
_WHO_DID = re.compile(r"(?i)\s(?:that|who|which)\b")
_SAID_OF = frozenset({Kind.ATTACK, Kind.TOLL, Kind.ACCUSATION})
_SUFFERED = re.compile(r"(?i)\b(?:was|were|is|are|had|have|has|been|be)\s(?:\w+ly\s)?$|^$")


def fault(statement: Statement) -> str | None:
    """Why a statement tells as so what its passage leaves open; None where it does not."""
    if statement.kind not in _SAID_OF:
        return None
    passage, anchor = statement.passage, statement.cue or statement.content[0]
    before = passage.quote[: anchor.start - passage.start]
    positive = statement.positive
    if positive and statement.kind is not Kind.ACCUSATION and _NEARLY.search(before):
        return "the passage says that it nearly happened"
    withheld = _WITHHELD.search(before)
    certain = statement.factuality.certainty is Certainty.CERTAIN
    if certain and withheld and not _RELATIVE.search(withheld["told"]):
        return "nobody in the passage vouches for it"
    meant = _NOT_MEANT.search(before)
    if certain and positive and statement.cue and _MEANS_NOT.fullmatch(statement.cue.quote):
        return "the passage says that something else does not mean it"
    if certain and positive and meant and not _RELATIVE.search(meant[0].replace(" that ", " ", 1)):
        return "the passage says that something else does not mean it"
    if statement.kind is Kind.ACCUSATION:
        return "the passage only asks it" if certain and positive and _SUPPOSED.search(before) else None
    if statement.kind is Kind.TOLL:
        return _toll(before, certain=certain and positive) if positive else _untold(before)
    return _other(statement, passage.quote) if positive else None


def _toll(before: str, *, certain: bool) -> str | None:
    if certain and _TO_COME.search(before):
        return "the passage counts nobody to whom it has happened"
    if certain and _SUPPOSED.search(before) and _SUFFERED.search(before):
        return "the passage only supposes it"
    return None


def _untold(before: str) -> str | None:
    return "whoever is cleared of it says nothing of the dead" if _CLEARED.search(before) else None


def _other(statement: Statement, quote: str) -> str | None:
    """Whether somebody is told to have done it of whom the passage says that it was another."""
    start = statement.passage.start
    for mention in statement.roles.actor:
        at = mention.span.start - start
        named = _OTHER.search(quote[:at]) and re.search(r"(?i)\bbut\b", quote[at:])
        if named or (_NOT_THEM.search(quote[:at]) and _WHO_DID.match(quote, mention.span.end - start)):
            return f"{mention.span.quote!r} is said not to have done it"
    return None


__all__ = ["fault"]

"""Whether a clause goes on to take back what it tells: "... never took place", "... was false"."""

import re

_FALSE_AFTER = re.compile(
    r"""(?ix) \b(?:(?:never|did\snot|didn['’]t|had\snot|has\snot|hadn['’]t|hasn['’]t)\s(?:ever\s|actually\s)?
        (?:take[n]?\splace|took\splace|happen(?:ed)?|occur(?:red)?|materiali[sz]ed?|exist(?:ed)?)
    | (?:was|were|is|are|proved|proves|proven|turned\sout|turned\sout\sto\sbe|proved\sto\sbe|has\sbeen|had\sbeen)
        (?:,[^,;.]{1,40},)?\s
        (?:entirely\s|completely\s|a\s|an\s|to\sbe\s)*(?:false|untrue|hoax(?:es)?|fake|fabricated|fabrication|
        baseless|unfounded|wrong|mistaken(?!\sfor)|incorrect|invented|not\strue|ruled\sout|denied|a\slie|lies)
    )\b"""
)
_BACK_STOP = re.compile(
    r"(?i)[:;—“”\"]|\.\s|,?\s(?:but|though|although|while|whereas|because|who|which|where|when|after|before)\s|"
    r",\s(?:and\s)?that\b|\b(?:said|says|told)\b"
)


_TAKEN_IN = re.compile(r"(?i)\bthat\s[^.;]*\w\s(?:in|during|after|from|by)\s(?:the|this|that)\s(?:[\w’'-]+\s){0,2}$")
"""Before what a report that is false takes for granted: "reports that nine had died in the blast were wrong"."""
_OF_CLAIM = re.compile(r"(?i)\b(?:claim|claims)\s(?:of\sresponsibility\s)?(?:for|of)\s(?:[\w’'-]+\s){0,4}[\w’'-]+$")


def is_taken_back_after(passage: str, end: int, start: int = 0) -> bool:
    """Whether the clause goes on to take back what ends at `end` ("... never took place", "... was false")."""
    found = _FALSE_AFTER.search(passage, end)
    if found is not None and (_OF_CLAIM.search(passage, 0, end) or _TAKEN_IN.search(passage, 0, start)):
        return False  # "the claim of responsibility for the blast was false": there was one
    return found is not None and not _BACK_STOP.search(passage[end : found.start()] + " ")


__all__ = ["is_taken_back_after"]

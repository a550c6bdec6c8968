"""What a time looks like in English: one pattern for each form, tried in order at each place of a text."""

import re
from collections.abc import Sequence

from tocsin.reading.times.lengths import BELOW_100, COUNT, LENGTH, OFTEN, ONES, TEENS, TENS, UNIT

_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_FULL_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTH = rf"(?:{_FULL_MONTH}|{_FULL_MONTH.upper()}|{_SHORT_MONTH}|{_SHORT_MONTH.upper()})"
WEEKDAY = rf"(?:{_FULL_DAY}|{_FULL_DAY.upper()}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
NUMBER = r"(?:[12]\d|3[01]|0[1-9]|[1-9])(?!\d)(?:st|nd|rd|th|ST|ND|RD|TH)?"
YEAR = r"(?:1[5-9]|20)\d\d"
SPOKEN_YEAR = (
    rf"(?i:(?:nineteen\s(?:{TENS}(?:[-\s]{ONES})?|{TEENS})|"
    rf"(?<=the\syear\s)two\sthousand(?:(?:\sand)?\s{BELOW_100})?)(?![\w-]))"
)
"""A year as it is said on the radio."""
TO = r"\s?(?:-|–|—|\bto\b|\bTO\b|\band\b|\bAND\b|\bor\b|/)\s?"
_PART = r"(?i:morning|afternoon|evening|night|lunchtime|midday|midnight|dawn|overnight|nightfall)"
_EDGE = (
    r"(?i:the\s(?:night|evening|morning|afternoon|eve|week|early\shours|end|start|beginning|middle|first\shalf|"
    r"second\shalf|first\sdays|last\sdays)\sof\s(?:the\s)?|early(?:\son|\sin)?[\s-]|mid-?\s?|"
    r"late(?:\son|\sin)?[\s-]|earlier(?:\son)?\s|later(?:\son)?\s)"
)
_CLOCK = (
    r"(?:(?i:\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.?|p\.m\.?|am|pm)(?!\w)|\d{1,2}:\d\d(?!\d)(?:\s?hours|\s?hrs)?|"
    r"\b[0-2]\d[0-5]\d(?=\s(?:GMT|UTC|hours|hrs|local|today|on\b|Z\b))(?:\s(?:hours|hrs))?|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\so['’]clock|"
    r"noon|midday|midnight))"
    r"(?:\s(?i:local\stime|Moscow\stime|GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|PST|PDT|IST|EAT|WAT|MSK)\b"
    r"(?:\sTIME|\stime)?)?(?:\s\(.{1,25}?\))?"
)
_DAY_MONTH = (
    rf"(?:{WEEKDAY},?\s(?i:the\s)?)?(?:(?i:the\s)?{NUMBER}{TO})?(?i:the\s)?{NUMBER}(?:\s(?i:of\s)?|-)"
    rf"(?:{MONTH}(?:,\s?|\s|-){YEAR}(?!\d)|[A-Z]{{3,9}}(?:\s|-)\d\d(?![\d:])|{MONTH})"
)
_MONTH_DAY = (
    rf"(?:{WEEKDAY},?\s)?{MONTH}\s{NUMBER}(?:{TO}{NUMBER}(?!\w))?(?!\d|:\d|\s?(?:am|pm|a\.m|p\.m))"
    rf"(?:,?\s{YEAR}(?!\d))?"
)
_NEAR = r"(?i:(?:about|around|some|nearly|almost|less\sthan|more\sthan|just|barely|only|over)\s)?"

_ISO = (
    r"(?<![\d-])\d{4}-\d\d-\d\d(?:[T\s]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])|"
    r"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]\d{4}(?![\d/])"
)
_SPAN = (
    rf"(?i:between|from)\s(?:{_DAY_MONTH}|{_MONTH_DAY}|{MONTH}(?:\s{YEAR})?|{NUMBER})\s"
    rf"(?i:and|to|until|till|through)\s(?:{_DAY_MONTH}|{_MONTH_DAY}|{MONTH}(?:\s{YEAR})?)(?!\w)"
)
_DATE = (
    rf"(?:{_CLOCK},?\s(?i:on\s|of\s)?)?(?:{_EDGE}|(?i:last|this(?:\spast|\scoming)?)\s)?(?:{_DAY_MONTH}|{_MONTH_DAY})"
    rf"(?:\s(?i:(?:last|this|next)\syear)\b|(?:\s(?i:at|around|about|shortly\s(?:before|after)))?\s{_CLOCK}|\s{_PART}\b)?"
)
_STEP = (
    r"(?i:(?:on|in|at|by)\s)?"
    r"(?i:(?:about|around|some|nearly|almost|less\sthan|more\sthan|just|barely|only|exactly|roughly|over)\s)?"
    rf"(?i:(?:{COUNT}\s(?:and\sa\shalf\s)?{UNIT}s?|{UNIT}s)\s"
    r"(?:earlier|later|before|after|previously|afterwards?|on\b|prior)(?:\sto\b)?|"
    r"the\s(?:previous|preceding|following|next|same)\s"
    r"(?:day|night|morning|afternoon|evening|week|weekend|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"the\s(?:day|night|evening|morning|week|month|year)\s(?:before|after)(?!\syesterday|\stomorrow)|"
    r"the\s(?:next|following)\s(?:day|morning|night)|"
    r"(?:(?:earlier|later)\s)?that\s(?:same\s)?(?:day|night|morning|evening|afternoon|week|month|year)|"
    r"(?:earlier|later|early|late)\sin\sthe\sday|year-(?:earlier|ago))"
)
_WITHIN = (
    r"(?i:(?:earlier|later|early|late)\sin\sthe\s(?:week|month|year)|"
    r"(?:by|before)\sthe\send\sof\sthe\s(?:week|month|year)|year[\s-]end|year['’]s\send)(?!\w)"
)
_AGO = rf"{_NEAR}(?i:(?:{COUNT}\s{UNIT}s?(?:\sor\s(?:so|more))?|{UNIT}s)\sago)"
_WINDOW = (
    r"(?i:(?:within|over|in|for|during|throughout|through)\s(?:the\s)?)?"
    rf"(?i:(?:the\s)?(?:next|coming|following|past|last|previous)\s{COUNT}\s{UNIT}s?(?:\sor\sso)?|"
    rf"within\s(?:the\s(?:next|coming)\s)?(?:{COUNT}\s)?{UNIT}s?(?:\sof\b)?|"
    rf"(?:in|over|during)\sthe\s(?:coming|next|following|past|last)\s{UNIT}s?)"
)
_IN_MONTH = (
    rf"(?:{_EDGE}|(?i:last|next|this|this\spast|this\scoming|the\sfollowing)\s)?"
    rf"{MONTH}(?:,?\s(?i:of\s)?(?:{YEAR}(?!\d)|{SPOKEN_YEAR})|(?:{TO}){MONTH}(?:\s{YEAR}(?!\d))?)?"
    r"(?:\s(?i:last\syear|this\syear|next\syear))?(?!\w)"
)
_ON_WEEKDAY = (
    rf"(?:{_CLOCK}\s(?i:on\s)?)?"
    r"(?:(?i:last|next|this|this\spast|this\scoming|the\sprevious|the\sfollowing|early(?:\son)?|late(?:\son)?|"
    r"earlier(?:\son)?|later(?:\son)?|past|coming)\s)*"
    rf"{WEEKDAY}(?:(?:{TO}){WEEKDAY})?(?!\w)(?:['’]s)?"
    rf"(?:,?\s{_PART}\b|(?:,?\s(?i:at|around|shortly\s(?:before|after)))?\s{_CLOCK})?"
    r"(?:\s(?i:last\sweek|next\sweek|this\sweek))?"
)
_DEICTIC = (
    rf"(?:{_CLOCK}\s)?(?i:the\sday\s(?:before\syesterday|after\stomorrow)|"
    r"(?:(?:early|earlier|late|later)\s)?(?:yesterday|today|tomorrow|tonight|overnight)"
    r"(?:\s(?:morning|afternoon|evening|night))?|this\s(?:morning|afternoon|evening)|last\s(?:night|evening)|"
    r"(?:(?:early|earlier|late|later|before\sthe\send\sof|the\send\sof)\s)?"
    r"(?:this|last|next|the\scoming|the\spast|this\spast|this\scoming|the\scurrent|the\slatest)\s"
    r"(?:week|weekend|month|quarter|year|decade|century)|"
    r"(?:at|over|before|by|after)\sthe\sweekend|the\sweekend)\b(?!-)"
)
_SEASON_NAME = r"(?i:spring|summer|autumn|fall|winter)"
_SEASON = (
    rf"(?:{_EDGE}|(?i:last|this(?:\spast|\scoming)?|next|the)\s)?{_SEASON_NAME}"
    rf"(?:\s(?i:of\s)?(?:{YEAR}(?!\d)|{SPOKEN_YEAR}))?\b"
)
QUARTER = (
    rf"(?i:the\s)?(?:(?i:(?:this|last|next)\syear['’]s|year-(?:earlier|ago)|{YEAR})\s)?"
    rf"(?i:fiscal[\s-])?(?i:first|second|third|fourth|last)[\s-](?:(?i:quarter|half)\s(?i:of\s)?(?:{YEAR}(?!\d)|"
    rf"(?i:(?:this|last|next)\syear))|(?i:quarter)(?!\w))|\bQ[1-4]\s{YEAR}(?!\d)|\bH[12]\s{YEAR}(?!\d)"
)
QUARTER_ENDED = rf"(?i:(?:the\s)?quarter\send(?:ed|ing)\s)(?:{_DAY_MONTH}|{_MONTH_DAY})"
_PERIOD = (
    rf"{QUARTER_ENDED}|"
    r"(?i:(?:the\s)?year-(?:ago|earlier)\s(?:quarter|half|period)|the\ssame\s(?:quarter|half|period)\s"
    r"(?:last\syear|a\syear\s(?:ago|earlier))|the\slatest\speriod|"
    rf"the\s{YEAR}\s(?:quarter|period)|the\squarter(?:\sa\syear\s(?:ago|earlier))?)(?!\w|\sof\s|-)"
)
_DECADE = (
    r"(?i:the\s)?(?i:(?:early|mid|late)[\s-])?(?:(?:1[5-9]|20)\d0['’]?s|['’]\d0s|"
    r"(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?!\w)"
)
_FEAST = (
    r"(?:(?i:last|this|next)\s)?(?i:christmas\s(?:eve|day)|new\syear['’]s\s(?:eve|day)|boxing\sday|christmas|ash\swednesday|shrove\stuesday|palm\ssunday|"
    r"(?:maundy|holy)\sthursday|good\sfriday|holy\ssaturday|easter(?:\s(?:sunday|monday|day))?\b|whit\s(?:sunday|monday)|"
    r"thanksgiving(?:\sday)?|halloween)(?:(?:\s[a-z]+\sof)?\s(?:1[5-9]|20)\d\d(?!\d))?"
)
_TIME_OF_DAY = rf"{_CLOCK}|(?i:\b(?:dawn|dusk|nightfall|sunrise|sunset|noon|midday|midnight)\b)"
_ORDINAL_WORD = (
    r"(?i:fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"thirtieth|thirty-first)"
)
_OF_THE_MONTH = r"(?:\s(?i:of\s(?:this|the\spresent|the\scurrent|last|the\ssame)\smonth|inst\.|ult\.))"
_NOT_OF_A_THING = (
    r"(?=[,.;:)”\"'’]|\s?[-–—]\s|\s*$|\s(?:and|at|in|to|that|with|when|as|the|an?|by|from|was|were|had|has|he|she|they|we|"
    r"I|it|there|before|after|near|but|or|who|which|for|until|against|his|her|their|our|its|no|two|three|[a-z]+ed|[A-Z][a-z]+"
    r"\s(?:said|told))\b)"
)
_NTH = (
    rf"(?:(?i:the\s(?:night|evening|morning|afternoon|early\shours|small\shours)\sof\s)|(?<=\bon\s)|(?<=\bby\s)|"
    rf"(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bfrom\s)|(?<=\bdated\s)|(?<=\bOn\s)|(?<=\bBy\s))"
    rf"(?i:the)\s(?:[12]?\d(?:st|nd|rd|th)|3[01](?:st|th)|{_ORDINAL_WORD})(?:{_OF_THE_MONTH}|{_NOT_OF_A_THING})"
)
_IN_YEAR = (
    rf"(?:(?i:the\syear|fiscal)\s|(?i:mid|early|late)-)?(?<![\d.,:/$£€])(?<!\d-){YEAR}(?:{TO}(?:{YEAR}|\d\d))?"
    rf"(?![\d:%]|[.,/]\d|-(?!\s))|(?i:the\syear\s)?{SPOKEN_YEAR}"
)
_REPEAT = (
    rf"(?i:every|each)\s(?i:other\s)?(?:{WEEKDAY}|{MONTH}|{_SEASON_NAME}|{_PART})(?:\s{_PART})?(?!\w)|"
    rf"(?:{WEEKDAY}(?:{TO}))?{WEEKDAY}(?i:s|\s(?:mornings|afternoons|evenings|nights))(?!\w)"
)

_FORMS = {
    "repeat": _REPEAT,
    "iso": _ISO,
    "span": _SPAN,
    "date": _DATE,
    "quarter": QUARTER,
    "period": _PERIOD,
    "step": _STEP,
    "within": _WITHIN,
    "ago": _AGO,
    "window": _WINDOW,
    "month": _IN_MONTH,
    "weekday": _ON_WEEKDAY,
    "deictic": _DEICTIC,
    "season": _SEASON,
    "decade": _DECADE,
    "feast": _FEAST,
    "nth": _NTH,
    "clock": _TIME_OF_DAY,
    "year": _IN_YEAR,
}
_BEGINNINGS = (
    r"a\s abo aft alm an apr aro ash at aug aut bar bef bet box by chr com daw day dec doz dur dus eac ear eas eig "
    r"ele eve exa fal feb few fif fir fis fiv fol for fou fri fro goo h\d hal hol hou hun in jan jul jun jus las "
    r"lat les man mar mau may mid min mon mor nea new nex nig nin noo nov oct on ove pal pas pre q\d qua rou sat "
    r"sec sep sev shr six som spr sum sun ten tha the thi tho thr thu tod tom ton tue twe two wed wee whi win wit "
    r"yea yes"
).split()
"""How the words begin with which a time begins, in three letters: before any other, no form needs to be tried."""


def _by_letter(words: Sequence[str]) -> str:
    """Words in either case, by their first letter: most of what is no such word is passed over at that."""
    letters = dict.fromkeys(word[0] for word in words)
    rest = {letter: "|".join(word[1:] for word in words if word[0] == letter) for letter in letters}
    return "|".join(f"[{letter}{letter.upper()}](?i:{more})" for letter, more in rest.items())


ANY = "|".join(rf"(?P<{form}>{pattern})" for form, pattern in _FORMS.items())
TIME = re.compile(rf"(?<!\w)(?=[\d'’]|{_by_letter(_BEGINNINGS)})(?:{ANY})")
"""Any time; the group that matched bears the name of its form."""

STEP = re.compile(_STEP)
"""A time that counts from another event: "two days later", "the evening before"."""

_ABOUT_NOW = {
    "present": r"(?:right\s)?now|currently|current|nowadays|these\sdays|at\spresent|the\spresent",
    "past": rf"(?:more\s)?recently|lately|in\sthe\spast(?!\s(?:{COUNT}\s)?{UNIT})",
    "future": r"(?:in\s)?the\s(?:near\s)?future|as\ssoon\sas\spossible",
}
OTHER = re.compile(
    rf"(?<![\w-])(?:(?P<often>{OFTEN})|(?P<length>{LENGTH})|"
    rf"{'|'.join(rf'(?P<{which}>(?i:{words}))' for which, words in _ABOUT_NOW.items())})(?![\w-])"
)
"""What is said of time and says no day: how often, how long, and about now or before or after it, by these names."""

_HINTS = (
    r"day night morning evening week month year decade hour minute yester tomorrow overnight ago\b summer spring "
    r"autumn fall winter dawn dusk noon the\s\w+th\b the\stwenty- the\sthirty- christmas thanksgiving halloween "
    r"sun(?:rise|set) teen ties\b o['’]clock quarter"
).split()
HINT = re.compile(
    rf"\d|{_by_letter(_HINTS)}|Jan|Feb|Mar|Apr|May|MAY|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Mon\.|Tue|Wed\.|Thu|Fri\.|Sat\.|Sun\."
)
"""What stands in every time: where it is not found, no form needs to be tried."""
LEAD = 60
"""Characters: more than stand before the hint in any time."""

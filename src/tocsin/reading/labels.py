"""Words that name a speaker before what they say: the labels of a transcript's turns, a text that is announced."""

import re
from functools import lru_cache

from tocsin.reading.scene import Chars
from tocsin.reading.words import is_figure

_LABEL = re.compile(
    r"(?!(?:Dear|From|In|At|On)\s)(?P<who>[QA]|(?:The\s)?[A-Z][\w.’'-]*(?:\s(?:of\s|the\s)?[A-Z(][\w.’')-]*){1,6}):\s+(?=\S)"
)
_TEXT = r"(?:statement|communiqu[eé]|leaflet|letter|note|message)"
_OWN_LABEL = re.compile(
    r"(?P<who>(?!(?i:note|nb|warning|update|breaking|correction|corrections|alert|editor|advisory):)[A-Z][\w’'-]+"
    r"(?=:\s+[“\"‘]?(?:We|I)\b)"
    rf"|(?:The|A|Its|Their)\s(?:[\w-]+\s){{0,2}}?{_TEXT}(?=(?:\s(?:reads?|said|says))?:\s+[“\"‘]?(?:We|I|Our)\b))"
    r"(?:\s(?:reads?|said|says))?:\s+"
)
"""A label of one word, or the name of a text, before words that begin with "we": "ELN: We did not bomb it"."""
_OPENS_TEXT = re.compile(
    r"(?i)(?:^|[\s(])(?P<who>(?:the|a|its|their)\s(?:[\w-]+\s){0,2}?"
    rf"{_TEXT})"
    r"(?:\s(?:[\w-]+\s){0,4}?(?:reads?|said|says))?:\s*$"
)
_AGENCY = (
    r"Reuters|AFP|AP|UPI|Interfax|(?:ITAR-)?TASS|Xinhua|IRNA|ISNA|SANA|Tanjug|Anadolu|Kyodo|Yonhap|PTI|ANSA|DPA|EFE|"
    r"Al[\s-]Jazeera|BBC|CNN"
)
_STAGED = re.compile(
    r"\[(?P<who>(?i:(?:(?:the|an?|first|second|male|female|unidentified|studio)\s)?(?:reporter|correspondent|announcer|"
    r"newsreader|presenter|anchor(?:wo)?man|anchor|host|interviewer|moderator|narrator|commentator|speaker|caller|voice|"
    r"(?:military\s|army\s)?spokes(?:man|woman|person)|minister|president|commander|official|clerk|monitor))"
    r"(?:\s[A-Z][\w.’'-]*){0,3}|"
    r"Radio(?:\s[A-Z][\w’'-]+){1,2}|(?:[A-Z][\w’'-]+\s){1,3}(?:Radio|Television|TV|Agency)|"
    r"(?:Colonel|General|Brigadier|Captain|Major|Lieutenant|Sergeant|Admiral|Mayor|Governor|Chief|Bishop|Archbishop|"
    r"Father|Imam|Sheikh|Rabbi|Pastor|Judge|Senator|Ambassador|Professor|(?:Gen|Col|Capt|Maj|Lt|Dr|Mr|Mrs|Ms)\b\.?)"
    r"(?:\s[A-Z][\w.’'-]*){1,3})(?:,\s[a-z][^\]]{0,40}|,\sin\s[A-Z][a-z]+)?\]:?\s+(?=\S)"
)
"""The label of a turn in brackets, as monitors of broadcasts set it: "[Newsreader] The army bombed a market"."""
_MOST = 3
"""So many labels may stand one behind the other: the station, its reporter, and whom the reporter has on air."""
_SIGNED = re.compile(
    rf"(?<!\S)\((?:[Ss]ource:\s)?(?P<who>{_AGENCY}|Radio(?:\s[A-Z][\w’'-]+){{1,2}})(?:,\s[^()]{{1,30}})?\)[.”\"]{{0,2}}\Z"
)
"""Who signs a sentence at its end: "gunmen killed nine people in Goma (Reuters)"."""
_SPELLED_OUT = re.compile(r"(?i)\b(?:press|presse|agency|agence|agentur|service|news|trust\sof\sindia|radio)\s\Z")
_WORD = r"[A-Z][\w.’'-]*"
_MEMBER = re.compile(
    r"(?P<who>(?:The\s(?:head|chair(?:man|woman)?|member|leader|director)\s(?:of|for)\s(?:the\s)?)?"
    rf"{_WORD}(?:\s(?:(?:of|for|the|and|von|van|de|del|al)\s){{0,2}}{_WORD}){{0,8}})"
    r"(?:\s\([^()\n]{1,60}\)){0,2}(?::|\.\s?[-–—]{1,2})\s+(?=\S)"
)
"""Who rises in a parliament: "Senator DAVENPORT (Western Australia) (17:42):", "The MINISTER FOR HOME AFFAIRS.-"."""
_RISES = re.compile(
    r"(?P<who>(?:The\s(?:head|chair(?:man|woman)?|member|leader|director)\s(?:of|for)\s(?:the\s)?)?"
    rf"(?:The\s|THE\s)?{_WORD}(?:\s(?:(?:of|for|the|and)\s){{0,2}}{_WORD}){{0,8}})(?:\s\([^()\n]{{1,60}}\))?"
    r"(?::|\s(?:replies|answers|speaks|rises|takes\sthe\sfloor)[.:])\s*\Z"
)
"""The same in a line of its own."""
_OFFICE = re.compile(
    r"(?i)\b(?:mr|mrs|ms|mme|sir|dame|lord|lady|baroness|hon|shri|smt|dep|dr|prof(?:essor)?|ministers?|secretary|president|"
    r"speaker|chair(?:man|woman)?|commissioner|senator|deputy|member|councillor|prosecutor|governor|mayor|chancellor|"
    r"ambassador|general|colonel|major|col|gen|maj|head|director|inspector|superintendent|bishop|judge)\b"
)
_STATION = re.compile(
    r"(?P<who>(?:Radio\s[A-Z][\w’'-]+|(?:[A-Z][\w’'-]+\s){1,3}(?:Radio|Television|TV|Agency)))"
    r"(?:,\s(?:in\s[A-Z][a-z]+|\d[^:.;,]{0,25}|[A-Z][a-z]+\s\d[^:.;]{0,15})){1,3}:\s+(?=\S)"
)
"""A station with its day before its words: "Damascus Radio, 10 June 1982: Israeli aircraft raided"."""
_BODY = (
    r"(?:The\s|the\s)?(?:[A-Z][\w’'-]+\s|(?:local|city|provincial|district|federal|military|civil|defen[cs]e|interior|"
    r"health|foreign)\s){0,3}?(?i:police|army|navy|air\sforce|military|mayor|governor|hospital|doctors|medics|ministry|"
    r"minister|authorities|government|officials?|fire\sbrigade|ambulance\sservice|rescuers|prosecutors?|sheriff|coroner|"
    r"red\scross|red\screscent|witness(?:es)?|residents|villagers|spokes(?:man|woman|person)|embassy|"
    r"(?-i:UN|UNHCR|UNICEF|OCHA|WHO|ICRC|MSF|NATO|OSCE|EU|AU))"
    r"(?:\s(?:spokes(?:man|woman|person)|chief|commander|officials?|sources?|office))?(?:\s[A-Z][\w.’'-]*){0,3}"
)
_ON_AIR = r"(?:Radio|Studio)(?:\s[A-Z][\w’'-]+){1,2}|(?:[A-Z][\w’'-]+\s){1,3}(?:Radio|Television|TV)"
_BRIEF = re.compile(
    rf"(?P<who>{_BODY}|{_AGENCY}|{_ON_AIR})(?:,\s(?:quoting|citing)\s(?P<whom>[^:;,.]{{3,60}}))?:\s+(?=\S)"
)
"""A body or an agency before what it says: "Police: a bomb went off", "14:05 Red Cross: six dead"."""
_ITS_OWN = re.compile(
    r"(?:at\sleast\s)?(?P<figure>[\w-]+)\s(?:\w+\s)?(?:dead|killed|wounded|injured|missing)\b", re.IGNORECASE
)
"""A figure alone, which may be a body's own dead: "Police: 3 killed. Army: 4 killed."."""
_HOUR = re.compile(
    r"\[?(?:[01]?\d|2[0-3])(?:[:.h]?[0-5]\d)\]?(?:\s?(?:[ap]\.?m\.?|GMT|UTC|hrs?|hours|local|Z))?(?:\s?[:–—-])?\s+(?=\S)"
)
_FROM = re.compile(
    rf"(?:From\s(?P<body>{_BODY})|(?:(?:The|A)\s)?(?:[Pp]ress\s)?(?:Statement|Communiqu[eé]|Message|[Ss]tatement|[Rr]elease)"
    r"\s(?:of|by|from|issued\sby)\s(?P<who>(?:the\s)?[\w’'-]+(?:\s(?:of\s|the\s)?[\w’'-]+){0,6}?)):\s+(?=[^\s“\"«])"
)
"""A heading that names who speaks: "From the army:", "Statement by the company:"."""
_TURN = re.compile(r"(?m)^(?P<who>[A-Z][A-Z’'-]+):[^\S\n]+(?=\S)")
_FIELDS = frozenset(
    "TO FROM SUBJECT RE DATE REF NOTE NB COMMENT SUMMARY SOURCE TEXT WHAT WHERE WHEN WHO WHY HOW PLACE TIME STATUS "
    "UPDATE CORRECTION RETRACTED RETRACTION WARNING ALERT BREAKING BACKGROUND SITUATION CASUALTIES ACTION INFO "
    "INCIDENT INCIDENTS LOCATION TARGET TARGETS WEAPON WEAPONS VICTIMS PERPETRATORS CLAIM CLAIMS ASSESSMENT ADVICE "
    "ITEM THREAT THREATS RISK RISKS LEVEL ANALYSIS OPINION COMMENTARY SPORT SPORTS NATIONAL INTERNATIONAL REGIONAL "
    "LOCAL WORLD POLITICS BUSINESS ECONOMY SECURITY WEATHER CULTURE HEADLINES".split()
)
"""What forms, messages and papers call their parts, which speak for nobody."""
_DIRECTION = re.compile(
    r"\[(?i:begin|ends?|passage|video|recording|words?|applause|laughter|music|pause|chant|indistinct|unintelligible|"
    r"inaudible|gunfire|crosstalk|break|footage|cut)\b[^\]]{0,80}\]:?\s+(?=\S)"
)
"""What is heard or seen in a broadcast and said by nobody: "[Begin recording]"."""
_ANNOUNCED = 120
_OURS = re.compile(r"(?i)\b(?:we|our|us)\b")


def label(text: str, start: int, end: int) -> tuple[tuple[Chars, ...], int] | None:
    """The labels of a transcript's turn at the beginning of a passage, outermost first, and where the words begin."""
    start = directed(text, start, end)
    hour = _HOUR.match(text, start, end)
    at, staged = hour.end() if hour else start, list[Chars]()
    while len(staged) < _MOST and (found := _STAGED.match(text, at, end)):
        staged.append(found.span("who"))
        at = found.end()
    if staged:
        return tuple(staged), at
    if found := _BRIEF.match(text, hour.end(), end) if hour else None:
        return tuple(found.span(who) for who in ("who", "whom") if found[who]), found.end()
    if found := _FROM.match(text, start, end):
        return (found.span("who" if found["who"] else "body"),), found.end()
    tried = (look.match(text, start, end) for look in (_LABEL, _OWN_LABEL, _STATION))
    found = next(filter(None, tried), None) or _brief(text, start, end) or _turn(text, start, end)
    found = found or _member(text, start, end)
    return ((found.span("who"),), found.end()) if found else None


def rises(text: str, start: int, end: int) -> Chars | None:
    """Whose turn a line by itself opens: "The Minister of Justice:", "The Minister of Justice replies."."""
    found = _RISES.match(text, start, end)
    return found.span("who") if found and is_office(found["who"]) else None


def is_office(who: str) -> bool:
    """Whether words for a speaker hold a title or an office."""
    return _OFFICE.search(who) is not None


def _member(text: str, start: int, end: int) -> re.Match[str] | None:
    """Whoever rises by their title or office."""
    found = _MEMBER.match(text, start, end)
    return found if found and is_office(found["who"]) else None


def signed(text: str, start: int, end: int) -> tuple[Chars, int] | None:
    """Who signs a sentence in brackets at its end, and where its words end; no name that is only made short."""
    found = _SIGNED.search(text, max(start, end - _LONGEST), end)
    if found is None or _SPELLED_OUT.search(text, start, found.start()):
        return None
    names = re.findall(r"\b[A-Z](?=[\w’'-]*\s)", text[max(start, found.start() - _LONGEST) : found.start()])
    return None if "".join(names).endswith(found["who"]) else (found.span("who"), found.start())


def signing(text: str, start: int, end: int) -> Chars | None:
    """Who signs what stands above, where a passage is a signature alone: "(Reuters)"."""
    found = _SIGNED.fullmatch(text, start, end)
    return found.span("who") if found else None


_LONGEST = 80


def _brief(text: str, start: int, end: int) -> re.Match[str] | None:
    """A body's or an agency's own words, where no bare figure follows."""
    found = _BRIEF.match(text, start, end)
    own = _ITS_OWN.match(text, found.end(), end) if found else None
    return None if own and is_figure(own["figure"].lower()) else found


def _turn(text: str, start: int, end: int) -> re.Match[str] | None:
    """A name in capitals before a turn, where one such name comes again: "DEEQA: They say so."."""
    found = _TURN.match(text, start, end)
    if found is None or found["who"] in _FIELDS:
        return None
    return found if _is_of_turns(text) else None


@lru_cache(maxsize=8)
def _is_of_turns(text: str) -> bool:
    """Whether several names in capitals begin lines of a text, and one of them comes again; asked once a text."""
    names = [m["who"] for m in _TURN.finditer(text) if m["who"] not in _FIELDS]
    return 1 < len(set(names)) < len(names)


def is_entry(text: str, start: int, end: int) -> bool:
    """Whether a passage begins an entry of a log, with its hour: no turn goes on in it."""
    found = _HOUR.match(text, start, end)
    return found is not None and not found[0].strip().isdigit()  # "2014 was a bad year"


def directed(text: str, start: int, end: int) -> int:
    """Where the words of a passage begin behind what a transcript notes in brackets: "[Begin recording]"."""
    found = _DIRECTION.match(text, start, end)
    return found.end() if found else start


def opens_text(text: str, start: int, end: int) -> Chars | None:
    """The words for a text that stand right before a passage of it ("The statement read:"), which speaks as "we"."""
    found = _OPENS_TEXT.search(text, max(0, start - _ANNOUNCED), start) if _OURS.search(text, start, end) else None
    return found.span("who") if found else None


__all__ = ["directed", "is_entry", "is_office", "label", "opens_text", "rises", "signed", "signing"]

"""When: the dates and times in a sentence, as intervals; what rests on nothing known stays unresolved.

Days without a year, weekdays and words such as "yesterday" are told from the day of the dateline, else of
publication. "Four years earlier" rests on another event: it stays unresolved until `against` is given that event's
time. Durations ("for two years") are no dates. Seasons are those of the north.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from tocsin.model import Mention, MentionKind, Span, TimePrecision, When
from tocsin.reading import days


@dataclass(frozen=True, slots=True)
class Ground:
    """What a time is told from: a day and the name of it (None, "" where nothing is known)."""

    day: date | None
    name: str
    ahead: bool = False


def find(
    text: str, span: Span, *, published: When | None, dateline: When | None = None, anchor: When | None = None
) -> tuple[Mention, ...]:
    """The times in a stretch of a text, in order.

    `dateline` is the day that the report's dateline states; `anchor` is the time of the event that
    "two days later" and the like are counted from, where the caller knows it.
    """
    return tuple(_mentions(text, span, _ground(published, dateline), anchor))


def of_dateline(text: str, dateline: Span, *, published: When | None) -> When | None:
    """The day that a dateline states, or None."""
    found = find(text, dateline, published=published)
    return next((m.resolved for m in found if isinstance(m.resolved, When)), None)


def is_relative(mention: Mention) -> bool:
    """Whether a mention counts from another event ("two days later"), so that `against` can resolve it."""
    return _STEP.fullmatch(mention.span.quote) is not None


def against(mention: Mention, anchor: When, *, basis: Span | None = None) -> Mention:
    """The mention resolved from the time of the event it counts from; `basis` says where that stands."""
    resolved = _stepped(mention.span.quote, anchor)
    if resolved is None:
        return mention
    return Mention(span=mention.span, kind=MentionKind.TIME, resolved=resolved, basis=basis)


def _ground(published: When | None, dateline: When | None) -> Ground:
    if dateline:
        return Ground(dateline.last_day, f"dateline {dateline.last_day}")
    if published:
        return Ground(published.last_day, f"published {published.last_day}")
    return Ground(None, "")


# ---- the words

_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_MON = rf"(?:{_FULL_MONTH}|{_FULL_MONTH.upper()}|{_SHORT_MONTH}|{_SHORT_MONTH.upper()})"
_FULL_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WD = rf"(?:{_FULL_DAY}|{_FULL_DAY.upper()}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_NUM = r"(?:[12]\d|3[01]|0[1-9]|[1-9])(?!\d)(?:st|nd|rd|th|ST|ND|RD|TH)?"
_YR = r"(?:1[5-9]|20)\d\d"
_TO = r"\s?(?:-|–|—|\bto\b|\bTO\b|\band\b|\bAND\b|\bor\b|/)\s?"
_PART = (
    r"(?i:morning|afternoon|evening|night|lunchtime|midday|midnight|dawn|overnight|nightfall)"
)
_EDGE = r"(?i:the\s(?:night|evening|morning|afternoon|eve|early\shours|end|start|beginning|middle|first\shalf|second\shalf|first\sdays|last\sdays)\sof\s(?:the\s)?|early(?:\son|\sin)?[\s-]|mid-?\s?|late(?:\son|\sin)?[\s-]|earlier(?:\son)?\s|later(?:\son)?\s)"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|several|a\sfew|a\scouple\sof|some|many)"
)
_UNIT = r"(?:minute|hour|day|night|week|weekend|fortnight|month|year|decade)"
_CLOCK = (
    r"(?:(?i:\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.?|p\.m\.?|am|pm)(?!\w)|\d{1,2}:\d\d(?!\d)(?:\s?hours|\s?hrs)?|\b[0-2]\d[0-5]\d(?=\s(?:GMT|UTC|hours|hrs|local|today|on\b|Z\b))(?:\s(?:hours|hrs))?|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\so['’]clock|noon|midday|midnight))"
    r"(?:\s(?i:local\stime|Moscow\stime|GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|PST|PDT|IST|EAT|WAT|MSK)\b(?:\sTIME|\stime)?)?(?:\s\(.{1,25}?\))?"
)

_DM = rf"(?:{_WD},?\s(?i:the\s)?)?(?:(?i:the\s)?{_NUM}{_TO})?(?i:the\s)?{_NUM}(?:\s(?i:of\s)?|-)(?:{_MON}(?:,\s?|\s|-){_YR}(?!\d)|[A-Z]{{3,9}}(?:\s|-)\d\d(?![\d:])|{_MON})"
_MD = rf"(?:{_WD},?\s)?{_MON}\s{_NUM}(?:{_TO}{_NUM}(?!\w))?(?![\d:]|\s?(?:am|pm|a\.m|p\.m))(?:,?\s{_YR}(?!\d))?"
_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])\d{4}-\d\d-\d\d(?:[T\s]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])|(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]\d{4}(?![\d/])"),
    ("span", rf"(?i:between|from)\s(?:{_DM}|{_MD}|{_MON}(?:\s{_YR})?|{_NUM})\s(?i:and|to|until|till|through)\s(?:{_DM}|{_MD}|{_MON}(?:\s{_YR})?)(?!\w)"),
    ("date", rf"(?:{_CLOCK}\s(?i:on\s|of\s)?)?(?:{_EDGE})?(?:{_DM}|{_MD})(?:(?:\s(?i:at|around|about|shortly\s(?:before|after)))?\s{_CLOCK}|\s{_PART}\b)?"),
    ("step", rf"(?i:(?:on|in|at|by)\s)?(?i:(?:about|around|some|nearly|almost|less\sthan|more\sthan|just|barely|only|exactly|roughly|over)\s)?(?i:(?:{_COUNT}\s(?:and\sa\shalf\s)?{_UNIT}s?|{_UNIT}s)\s(?:earlier|later|before|after|previously|afterwards?|on\b|prior)(?:\sto\b)?|"
             r"the\s(?:previous|preceding|following|next|same)\s(?:day|night|morning|afternoon|evening|week|weekend|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|the\s(?:day|night|evening|morning|week|month|year)\s(?:before|after)(?!\syesterday|\stomorrow)|"
             r"the\s(?:next|following)\s(?:day|morning|night)|that\s(?:same\s)?(?:day|night|morning|evening|afternoon|week|month|year))"),
    ("ago", rf"(?i:(?:about|around|some|nearly|almost|less\sthan|more\sthan|just|barely|only|over)\s)?(?i:{_COUNT}\s{_UNIT}s?\sago)"),
    ("window", rf"(?i:(?:within|over|in|for|during|throughout|through)\s(?:the\s)?)?(?i:(?:the\s)?(?:next|coming|following|past|last|previous)\s{_COUNT}\s{_UNIT}s?(?:\sor\sso)?|within\s(?:the\s(?:next|coming)\s)?(?:{_COUNT}\s)?{_UNIT}s?(?:\sof\b)?|(?:in|over|during)\sthe\s(?:coming|next|following|past|last)\s{_UNIT}s?)"),
    ("month", rf"(?:{_EDGE}|(?i:last|next|this|this\spast|this\scoming|the\sfollowing)\s)?{_MON}(?:,?\s(?i:of\s)?{_YR}(?!\d)|(?:{_TO}){_MON}(?:\s{_YR}(?!\d))?)?(?:\s(?i:last\syear|this\syear|next\syear))?(?!\w)"),
    ("weekday", rf"(?:{_CLOCK}\s(?i:on\s)?)?(?:(?i:last|next|this|this\spast|this\scoming|the\sprevious|the\sfollowing|early(?:\son)?|late(?:\son)?|earlier(?:\son)?|later(?:\son)?|past|coming)\s)*{_WD}(?:(?:{_TO}){_WD})?(?!\w)(?:['’]s)?(?:,?\s{_PART}\b|(?:,?\s(?i:at|around|shortly\s(?:before|after)))?\s{_CLOCK})?(?:\s(?i:last\sweek|next\sweek|this\sweek))?"),
    ("deictic", rf"(?:{_CLOCK}\s)?(?i:the\sday\s(?:before\syesterday|after\stomorrow)|(?:(?:early|earlier|late|later)\s)?(?:yesterday|today|tomorrow|tonight|overnight)(?:\s(?:morning|afternoon|evening|night))?|this\s(?:morning|afternoon|evening)|last\s(?:night|evening)|"
                r"(?:(?:early|earlier|late|later|before\sthe\send\sof|the\send\sof)\s)?(?:this|last|next|the\scoming|the\spast|this\spast|this\scoming)\s(?:week|weekend|month|year|decade|century)|(?:at|over|before|by|after)\sthe\sweekend|the\sweekend)\b(?!-)"),
    ("season", rf"(?:{_EDGE}|(?i:last|this|next|the)\s)?(?i:spring|summer|autumn|fall|winter)(?:\s(?i:of\s)?{_YR}(?!\d))?\b"),
    ("quarter", rf"(?i:the\s)?(?i:first|second|third|fourth|last)\s(?i:quarter|half)\s(?i:of\s)?{_YR}(?!\d)|\bQ[1-4]\s{_YR}(?!\d)|\bH[12]\s{_YR}(?!\d)"),
    ("decade", r"(?i:the\s)?(?i:(?:early|mid|late)[\s-])?(?:(?:1[5-9]|20)\d0['’]?s|['’]\d0s|(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?!\w)"),
    ("feast", r"(?i:christmas\s(?:eve|day)|new\syear['’]s\s(?:eve|day)|boxing\sday|christmas)(?:\s(?:1[5-9]|20)\d\d(?!\d))?"),
    ("clock", rf"{_CLOCK}|(?i:at\s)?(?i:\b(?:dawn|dusk|nightfall|sunrise|sunset|noon|midday|midnight)\b)"),
    ("year", rf"(?<![\d.,:/$£€-]){_YR}(?:{_TO}(?:{_YR}|\d\d))?(?![\d:%]|[.,/]\d|-(?!\s))"),
)  # fmt: skip
_MASTER = re.compile("|".join(rf"(?P<{form}>(?<!\w)(?:{pattern}))" for form, pattern in _FORMS))
_STEP = re.compile(dict(_FORMS)["step"])
_TRIGGER = re.compile(
    r"\d|(?i:day|night|morning|evening|week|month|year|decade|hour|minute|yester|tomorrow|overnight|ago\b|summer|spring|autumn|fall|winter|"
    r"dawn|dusk|noon|christmas|sun(?:rise|set)|teen|ties\b|o['’]clock|quarter)|Jan|Feb|Mar|Apr|May|MAY|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Mon\.|Tue|Wed\.|Thu|Fri\.|Sat\.|Sun\."
)


def _mentions(text: str, span: Span, ground: Ground, anchor: When | None) -> Iterator[Mention]:
    if not _TRIGGER.search(text, span.start, span.end):
        return
    for match in _MASTER.finditer(text, span.start, span.end):
        form = str(match.lastgroup)
        if form in _CHECKS and not _CHECKS[form](text, match, span):
            continue
        start, end = match.start(), _without_tail(match)
        quote = text[start:end]
        told = Ground(ground.day, ground.name, ahead=_looks_ahead(text, start, end, span))
        found = _stepped(quote, anchor) if form == "step" and anchor else None
        readings = (found,) if found else _READERS[form](quote, told)
        resolved = readings[0] if len(readings) == 1 else None
        yield Mention(
            span=Span(start=start, end=end, quote=quote, text=span.text),
            kind=MentionKind.TIME,
            resolved=resolved,
            candidates=() if resolved else tuple(r for r in readings if r),
        )


def _without_tail(match: re.Match[str]) -> int:
    """The end of a time without the possessive ("Friday's")."""
    return match.end() - 2 if match[0].endswith(("'s", "’s")) and match.lastgroup == "weekday" else match.end()


# ---- what looks like a time and is none

_BARE = re.compile(r"(?:March|May|MARCH|MAY|Mar|Sat|Sun|Dec|Oct|Jan|JAN)\.?")
_BEFORE_MONTH = re.compile(
    r"(?i)(?:\b(?:in|since|by|of|until|till|from|during|last|next|this|early|late|mid|the|and|to|between|before|after|through|or|for|"
    r"every|each|two|three|four|five|several|a|an)|['’]s|,|\()[\s-]$"
)
_VERB_AFTER = re.compile(r"\s(?i:be|have|not|well|also|yet|soon|still|only|never|take|come|go|strike|target|attack)\b|\s(?:said|told|was|has|had|and\s[A-Z])")
_NAME_AROUND = re.compile(r"\s[A-Z][a-z]+(?!\w)")


def _is_month(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether a bare month is one, and no verb or name ("may be", "Theresa May")."""
    before = text[max(span.start, match.start() - 20) : match.start()]
    after = text[match.end() : min(span.end, match.end() + 20)]
    if not _BARE.fullmatch(match[0]):
        return not re.search(r"[A-Z][a-z]+\s$", before) or " " in match[0] or bool(re.match(r"\s[a-z]|[.,;)'’]|$", after))
    if match[0].lower().startswith("may") and (_VERB_AFTER.match(after) or not re.search(r"(?i)\b(?:in|since|by|of|until|till|from|during|last|next|this|early|late|mid|and|to|between|before|after)[\s-]$", before)):
        return False
    return bool(_BEFORE_MONTH.search(before)) and not _NAME_AROUND.match(after)


_YEAR_BEFORE = re.compile(
    r"(?i)(?:\b(?:in|since|by|of|until|till|from|during|early|late|mid|before|after|and|to|between|year|circa|around|about|through|back\sin|for|than|the|a|an|his|her|its|their|our|that|this)|['’]s|\(|,|-)[\s-]?$|^$|[:;(\[]\s?$"
)
_YEAR_AFTER = re.compile(r"\s(?i:people|men|women|civilians|soldiers|troops|dead|killed|wounded|injured|residents|houses|homes|dollars|euros|pounds|km|kilomet|miles|met(?:er|re)s|feet|tons?|tonnes|families|members|fighters|refugees|cases|votes|GMT|UTC|hours|hrs|local)\b")


def _is_year(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether four digits are a year and no number of things."""
    before = text[max(span.start, match.start() - 20) : match.start()]
    after = text[match.end() : min(span.end, match.end() + 20)]
    if _YEAR_AFTER.match(after):
        return False
    if re.search(r"(?i)\b(?:the|a|an|his|her|its|their|our|that|this|['’]s)\s$", before):
        return bool(re.match(r"\s[a-zA-Z]", after))
    if re.search(r"(?i)\b(?:about|around|than|for|to|and)\s$", before):
        return not re.match(r"\s[a-z]+s\b", after)
    return bool(_YEAR_BEFORE.search(before))


def _is_season(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether "fall" and "spring" are seasons here: with a year, "last", "this", "in the" or "of" before them."""
    if " " in match[0] and not match[0].lower().startswith(("the ", "early fall", "late fall")):
        return True
    before = text[max(span.start, match.start() - 12) : match.start()]
    return bool(re.search(r"(?i)\b(?:in|during|since|by|until|this|last|next|every)\s(?:the\s)?$", before)) and not re.match(
        r"\s(?:of\s(?!\d)|water|camp|school|offensive)", text[match.end() : match.end() + 12]
    )


_CLOCK_WORDS = re.compile(r"(?i)\d{1,2}:\d\d$")


def _is_clock(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether figures with a colon are a time of day, and no score, ratio or verse."""
    if not _CLOCK_WORDS.fullmatch(match[0]):
        return True
    hours, minutes = match[0].split(":")
    return int(hours) < 24 and int(minutes) < 60  # noqa: PLR2004


def _is_window(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether a stretch of days is counted from now, and is no mere duration."""
    return bool(re.search(r"(?i)next|coming|following|past|last|previous|within", match[0]))


def _is_step(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether "N days before" counts from an event; "the year before last" and "years on end" do not."""
    return not re.match(r"\s(?:last|end)\b", text[match.end() : match.end() + 6]) and not match[0].lower().endswith("years on")


_CHECKS: dict[str, Callable[[str, re.Match[str], Span], bool]] = {
    "month": _is_month, "year": _is_year, "season": _is_season, "clock": _is_clock, "window": _is_window, "step": _is_step,
}  # fmt: skip

_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|due|scheduled|expected|planned\s(?:for|on)|plan(?:s|ned|ning)?\sto|set\s(?:for|to)|upcoming|coming|ahead\sof|until|till|by|"
    r"next|may|might|could|avoid|imminent|possible|before\sthe\send\sof|intend(?:s|ed)?\sto|going\sto|vowed|threaten(?:s|ed)?\sto|take\splace|begins?|opens?|expires?)\b[^.;]*$"
)
_NEAR = 90


def _looks_ahead(text: str, start: int, end: int, span: Span) -> bool:
    """Whether the words before a time speak of what is still to come."""
    return _AHEAD.search(text, max(span.start, start - _NEAR), start) is not None


# ---- what they mean: each reader gives no reading, one, or the several that are possible

Readings = tuple[When | None, ...]
_NONE: Readings = ()
_DATE_PARTS = re.compile(
    rf"(?P<wd>{_WD})?\D*?(?:(?P<d1>{_NUM}){_TO})?(?i:the\s)?(?P<d>{_NUM})(?:\s(?i:of\s)?|-)(?P<m>{_MON})(?:(?:,\s?|\s|-)(?P<y>{_YR}|\d\d(?![\d:])))?"
    rf"|(?P<wd2>{_WD})?\D*?(?P<m2>{_MON})\s(?P<e>{_NUM})(?:{_TO}(?P<e2>{_NUM})(?!\w))?(?:,?\s(?P<y2>{_YR}))?"
)
_CENTURY_FROM = 1900


def _month_number(word: str) -> int:
    return days.MONTHS[word.lower().rstrip(".")[:3]]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _iso(quote: str, ground: Ground) -> Readings:
    if "-" in quote[:5]:
        return _iso_moment(quote)
    first, second, year = (int(part) for part in re.split(r"[/.]", quote))
    readings = {days.day(year, second, first), days.day(year, first, second)} - {None}
    if "." in quote:
        readings = {days.day(year, second, first)}
    return tuple(days.on(each, "stated") for each in sorted(d for d in readings if d))


def _iso_moment(quote: str) -> Readings:
    try:
        moment = datetime.fromisoformat(quote.replace(" ", "T"))
    except ValueError:
        return _NONE
    if len(quote) > len("2024-03-22") and moment.tzinfo:
        return (days.at(moment, "stated"),)
    return (days.on(moment.date(), "stated"),)


def _date(quote: str, ground: Ground) -> Readings:
    parts = _DATE_PARTS.search(quote)
    if not parts:
        return _NONE
    month = _month_number(parts["m"] or parts["m2"])
    first = _number(parts["d1"] or parts["d"] or parts["e"])
    last = _number(parts["d"] or parts["e2"] or parts["e"])
    stated = parts["y"] or parts["y2"]
    weekday = parts["wd"] or parts["wd2"]
    year = _full_year(stated, ground) if stated else _year_for(month, last, ground, weekday)
    if year is None:
        return _NONE
    start, end = days.day(year, month, first), days.day(year, month, last)
    if start is None or end is None or start > end:
        return _NONE
    name = "stated" if stated else ground.name
    if start == end and (moment := _zoned(quote, start)):
        return (days.at(moment, name),)
    if re.match(r"(?i)the\s(?:night|eve)\sof", quote) and start == end and "eve" in quote[:8].lower() and "evening" not in quote.lower():
        start = end = start - timedelta(days=1)
    return (days.on(start, name, until=end),)


def _full_year(digits: str, ground: Ground) -> int:
    """A year of four digits, or of two in the century that lies nearest."""
    number = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return number
    pivot = ground.day.year if ground.day else 2000 + 30
    return max(c + number for c in (1900, 2000) if c + number <= pivot + 10 or c == _CENTURY_FROM)


_SOON = 60


def _year_for(month: int, number: int, ground: Ground, weekday: str | None) -> int | None:
    """The year of a day that is given without one: the last such day, or the next where the text looks ahead."""
    if ground.day is None:
        return None
    this = ground.day.year
    if weekday:
        wanted = days.WEEKDAYS[weekday.lower().rstrip(".")]
        for year in (this, this - 1, this + 1):
            fitting = days.day(year, month, number)
            if fitting and fitting.weekday() == wanted and abs((fitting - ground.day).days) < 300:  # noqa: PLR2004
                return year
    here = days.day(this, month, number)
    if here is None:
        return this
    if here <= ground.day:
        upcoming = days.day(this + 1, month, number)
        return this + 1 if ground.ahead and upcoming and (upcoming - ground.day).days <= _SOON else this
    return this if ground.ahead or (here - ground.day).days <= 1 else this - 1


_ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "WAT": 1, "CEST": 2, "MSK": 3, "MOSCOW TIME": 3, "EAT": 3, "IST": 5.5,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7,
}  # fmt: skip
_TIME_OF_DAY = re.compile(
    r"(?i)(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?\s?(?P<half>a\.?m|p\.?m)?|(?P<four>[0-2]\d[0-5]\d)"
)
_ZONE = re.compile(r"\b(?i:GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|PST|PDT|IST|EAT|WAT|MSK|Moscow\stime)\b")


def _zoned(quote: str, day: date) -> datetime | None:
    """The moment that a time of day with a stated zone names on a day; without a zone there is none."""
    zone = _ZONE.search(quote)
    if not zone:
        return None
    before = quote[: zone.start()].rstrip()
    found = re.search(r"(?i)(?P<h>[0-2]?\d)(?:[:.]?(?P<m>[0-5]\d))?\s?(?P<half>a\.?m\.?|p\.?m\.?)?(?:\s?(?:hours|hrs))?$", before)
    if not found:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    if hour > 23:  # noqa: PLR2004
        return None
    offset = _ZONES[re.sub(r"\s+", " ", zone[0].upper())]
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(timedelta(hours=offset)) if offset else UTC)


def _span(quote: str, ground: Ground) -> Readings:
    """Two dates or months with all that lies between them."""
    _, left, _, right = re.match(r"(?i)(between|from)\s(.+?)\s(and|to|until|till|through)\s(.+)", quote).groups()  # type: ignore[union-attr]
    end = (_date(right, ground) or _month(right, ground) or (None,))[0]
    if end is None:
        return _NONE
    if re.fullmatch(_NUM, left):
        start = days.day(end.first_day.year, end.first_day.month, _number(left))
        return (days.on(start, end.anchor, until=end.last_day),) if start and start <= end.last_day else _NONE
    told = Ground(end.last_day, end.anchor)
    begin = (_date(left, told) or _month(left, told) or (None,))[0]
    if begin is None or begin.first_day > end.last_day:
        return _NONE
    coarse = max(begin.precision, end.precision, key=list(TimePrecision).index)
    return (When(start=begin.first_day, end=end.last_day, precision=coarse, anchor=end.anchor),)


def _month(quote: str, ground: Ground) -> Readings:
    found = re.findall(_MON, quote)
    if not found:
        return _NONE
    month, last = _month_number(found[0]), _month_number(found[-1])
    stated = re.search(rf"\b{_YR}\b", quote)
    if stated:
        return _one(days.month_of(int(stated[0]), month, "stated", until=last))
    if ground.day is None:
        return _NONE
    year, lowered = ground.day.year, quote.lower()
    if "last year" in lowered:
        year -= 1
    elif "next year" in lowered:
        year += 1
    elif "this year" not in lowered:
        year = _year_of_month(month, lowered, ground)
    return _one(days.month_of(year, month, ground.name, until=last if last >= month else None))


def _year_of_month(month: int, quote: str, ground: Ground) -> int:
    """The year of a month given without one: the last such month, or the next where the text looks ahead."""
    today = ground.day or date.min
    if quote.startswith("next ") or (ground.ahead and not quote.startswith("last ") and month != today.month and (month - today.month) % 12 <= 3):  # noqa: PLR2004
        return today.year + (month < today.month or (quote.startswith("next ") and month == today.month))
    if quote.startswith("last "):
        return today.year - (month >= today.month)
    return today.year - (month > today.month)


def _one(when: When | None) -> Readings:
    return (when,) if when else _NONE


def _weekday(quote: str, ground: Ground) -> Readings:
    if ground.day is None:
        return _NONE
    names = [days.WEEKDAYS[w.lower().rstrip(".")] for w in re.findall(_WD, quote)]
    lowered = quote.lower()
    end = _nearest(names[-1], lowered, ground)
    start = end - timedelta(days=(names[-1] - names[0]) % 7)
    if start == end and (moment := _zoned(quote, start)):
        return (days.at(moment, ground.name),)
    return (days.on(start, ground.name, until=end),)


def _nearest(weekday: int, quote: str, ground: Ground) -> date:
    """The weekday meant: the last one, the day itself included; the next where the words look ahead."""
    today = ground.day or date.min
    back = (today.weekday() - weekday) % 7
    if "last week" in quote:
        return today - timedelta(days=today.weekday() + 7 - weekday)
    if "next week" in quote:
        return today + timedelta(days=7 - today.weekday() + weekday)
    if re.match(r"(?:this\s)?(?:next|coming)\b|the following", quote) or (ground.ahead and not re.match(r"last|earlier|this past", quote)):
        return today + timedelta(days=(-back) % 7 or (7 if quote.startswith("next") else 0))
    return today - timedelta(days=back or (7 if quote.startswith("last ") else 0))


_DEICTIC_DAYS = (
    ("day before yesterday", -2), ("day after tomorrow", 2), ("yesterday", -1), ("last night", -1), ("last evening", -1),
    ("tomorrow", 1), ("today", 0), ("tonight", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0),
)  # fmt: skip


def _deictic(quote: str, ground: Ground) -> Readings:
    if ground.day is None:
        return _NONE
    lowered = quote.lower()
    for words, offset in _DEICTIC_DAYS:
        if words in lowered:
            return (days.on(ground.day + timedelta(days=offset), ground.name),)
    if "overnight" in lowered:
        return (days.on(ground.day - timedelta(days=1), ground.name, until=ground.day),)
    step = -1 if re.search(r"\b(?:last|past)\s", lowered) else 1 if re.search(r"\b(?:next|coming)\s", lowered) else 0
    if "weekend" in lowered:
        return (_weekend(lowered, step, ground.day, ground),)
    if "week" in lowered:
        return (days.week_of(ground.day + timedelta(days=7 * step), ground.name),)
    if "month" in lowered:
        moved = days.months_on(ground.day.replace(day=1), step)
        return _one(days.month_of(moved.year, moved.month, ground.name)) if moved else _NONE
    if "year" in lowered:
        return _one(days.year_of(ground.day.year + step, ground.name))
    return (days.decade_of(ground.day.year // 10 * 10 + 10 * step, ground.name),) if "decade" in lowered else _NONE


_FRIDAY, _SATURDAY = 4, 5


def _weekend(quote: str, step: int, today: date, ground: Ground) -> When:
    """The weekend meant: the last one before Friday, else the one at hand."""
    if step == 0 and not quote.startswith(("this", "before", "by")) and not ground.ahead and today.weekday() < _FRIDAY:
        step = -1
    inside = today + timedelta(days=7 * (step if step < 0 or today.weekday() >= _SATURDAY else 0))
    return days.weekend_of(inside, ground.name)


def _ago(quote: str, ground: Ground) -> Readings:
    return _counted(quote, ground, -1)


_COUNTED = re.compile(rf"(?i)\b(?P<n>{_COUNT})\s(?:and\sa\shalf\s)?(?P<unit>{_UNIT})s?\b")
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def _amount(words: str) -> int | None:
    """How many, or None where the words do not say ("several")."""
    lowered = words.lower()
    if lowered.isdigit():
        return int(lowered)
    if lowered in {"a", "an"}:
        return 1
    if lowered.startswith("a couple"):
        return 2
    return _WORDS.index(lowered) + 1 if lowered in _WORDS else _TENS.get(lowered)


def _counted(quote: str, ground: Ground, sign: int) -> Readings:
    found = _COUNTED.search(quote)
    amount = _amount(found["n"]) if found else None
    if not found or amount is None or ground.day is None:
        return _NONE
    unit = found["unit"].lower()
    unit = "day" if unit == "night" else "week" if unit == "weekend" else unit
    return _one(_guarded(days.on(ground.day, ground.name), sign * amount, unit, ground.name))


def _guarded(anchor: When, count: int, unit: str, name: str) -> When | None:
    try:
        return days.stepped(anchor, count, unit, name=name)
    except (OverflowError, ValueError):
        return None


def _window(quote: str, ground: Ground) -> Readings:
    """So many days on from now ("the next 48 hours"), or back; "within an hour of" counts from an event."""
    if ground.day is None or quote.lower().rstrip().endswith(" of"):
        return _NONE
    found = _COUNTED.search(quote)
    unit_word = re.search(rf"(?i)\b({_UNIT})(s?)\b", quote)
    if not unit_word or (not found and unit_word[2]):
        return _NONE
    amount = _amount(found["n"]) if found else 1
    if amount is None:
        return _NONE
    length = {"minute": 0, "hour": amount / 24, "night": amount, "day": amount, "week": 7 * amount, "weekend": 7 * amount,
              "fortnight": 14 * amount, "month": 30 * amount, "year": 365 * amount, "decade": 3650 * amount}[unit_word[1].lower()]  # fmt: skip
    reach = timedelta(days=int(-(-length // 1)))
    try:
        if re.search(r"(?i)past|last|previous", quote):
            return (days.on(ground.day - reach, ground.name, until=ground.day),)
        return (days.on(ground.day, ground.name, until=ground.day + reach),)
    except OverflowError:
        return _NONE


def _season(quote: str, ground: Ground) -> Readings:
    word = next(w for w in days.SEASONS if w in quote.lower())
    stated = re.search(_YR, quote)
    if stated:
        return _one(days.season_of(int(stated[0]), days.SEASONS[word], "stated"))
    if ground.day is None:
        return _NONE
    lowered, year = quote.lower(), ground.day.year
    begins = date(year, days.SEASONS[word], 1)
    if lowered.startswith("next") or (ground.ahead and begins > ground.day):
        year += begins <= ground.day
    elif not lowered.startswith("this") or word == "winter":
        year -= begins > ground.day
        if lowered.startswith("last") and (here := days.season_of(year, days.SEASONS[word], "")) and here.last_day >= ground.day:
            year -= 1
    return _one(days.season_of(year, days.SEASONS[word], ground.name))


def _quarter(quote: str, ground: Ground) -> Readings:
    stated = re.search(_YR, quote)
    order = re.search(r"(?i)(first|second|third|fourth|last)|[QH]([1-4])", quote)
    if not stated or not order:
        return _NONE
    halves = bool(re.search(r"(?i)half|\bH[12]", quote))
    which = int(order[2]) if order[2] else ("first second third fourth".split() + ["last"]).index(order[1].lower()) + 1
    size, most = (6, 2) if halves else (3, 4)
    which = min(which, most)
    return _one(days.month_of(int(stated[0]), size * (which - 1) + 1, "stated", until=size * which))


_DECADES = {w: 1900 + 10 * n for n, w in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)}


def _decade(quote: str, ground: Ground) -> Readings:
    word = next((year for word, year in _DECADES.items() if word in quote.lower()), None)
    digits = re.search(r"\d+", quote)
    year = word or (int(digits[0]) if digits else 0)
    year += 1900 if year < 100 else 0  # noqa: PLR2004
    whole = days.decade_of(year, "stated")
    part = re.search(r"(?i)\b(early|mid|late)", quote)
    if part:
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part[1].lower()]
        return _one(days.year_of(year + first, "stated", until=year + last))
    return (whole,)


_FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31), "new year's day": (1, 1)}


def _feast(quote: str, ground: Ground) -> Readings:
    lowered = quote.lower().replace("’", "'")
    month, number = next(v for k, v in _FEASTS.items() if lowered.startswith(k))
    stated = re.search(_YR, quote)
    year = int(stated[0]) if stated else _year_for(month, number, ground, None)
    found = days.day(year, month, number) if year else None
    return (days.on(found, "stated" if stated else ground.name),) if found else _NONE


def _year(quote: str, ground: Ground) -> Readings:
    numbers = re.findall(r"\d+", quote)
    first = int(numbers[0])
    last = int(numbers[-1]) if len(numbers[-1]) == 4 else first // 100 * 100 + int(numbers[-1])  # noqa: PLR2004
    return _one(days.year_of(first, "stated", until=last if last >= first else None))


def _unresolved(quote: str, ground: Ground) -> Readings:
    return _NONE


_READERS: dict[str, Callable[[str, Ground], Readings]] = {
    "iso": _iso, "span": _span, "date": _date, "step": _unresolved, "ago": _ago, "window": _window, "month": _month,
    "weekday": _weekday, "deictic": _deictic, "season": _season, "quarter": _quarter, "decade": _decade, "feast": _feast,
    "year": _year, "clock": _unresolved,
}  # fmt: skip

_BACK = re.compile(r"(?i)earlier|before|previous|preceding|prior")
_SAME = re.compile(r"(?i)\b(?:same|that)\b")


def _stepped(quote: str, anchor: When) -> When | None:
    """The time that "two days later" names, counted from an event's time; "the evening before" is a day back."""
    name = f"counted from {anchor.first_day}"
    counted = _COUNTED.search(quote)
    weekday = re.search(r"(?i)\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)", quote)
    unit = re.search(rf"(?i)\b({_UNIT}|morning|afternoon|evening)(s?)\b", quote)
    if weekday:
        return _weekday_stepped(weekday[1], quote, anchor, name)
    if not unit or (not counted and unit[2]):
        return None
    amount = _amount(counted["n"]) if counted else 1
    if amount is None:
        return None
    word = unit[1].lower()
    word = "day" if word in {"night", "morning", "afternoon", "evening"} else "week" if word == "weekend" else word
    sign = 0 if _SAME.search(quote) else -1 if _BACK.search(quote) else 1
    if sign == 0 and word == "day":
        return _guarded(anchor, 0, "day", name)
    return _guarded(anchor, sign * amount, word, name)


def _weekday_stepped(word: str, quote: str, anchor: When, name: str) -> When:
    wanted, today = days.WEEKDAYS[word.lower()], anchor.first_day
    if _SAME.search(quote):
        return days.on(today + timedelta(days=(wanted - today.weekday()) % 7), name)
    if _BACK.search(quote):
        return days.on(today - timedelta(days=(today.weekday() - wanted) % 7 or 7), name)
    return days.on(anchor.last_day + timedelta(days=(wanted - anchor.last_day.weekday()) % 7 or 7), name)

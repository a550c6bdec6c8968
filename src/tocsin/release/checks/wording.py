"""The words of an alert: whether they fit on a screen, can be read, and say something."""

import re
import unicodedata
from collections.abc import Mapping

from tocsin.release.checks.lint import Found, Lint, Seen, everything, infos, lint, text

HEADLINE = 139
"""The longest headline that readers can be counted on to show, in characters (Google public alerts: under 140)."""
EVENT = 34
"""The longest name of an event that fits into a feed's title, in characters (Google public alerts: under 35)."""
LONGEST: Mapping[str, int] = {
    "description": 10_000, "instruction": 5_000, "areaDesc": 1_000, "note": 2_000, "senderName": 200, "contact": 500,
}  # fmt: skip
"""How many characters of each text people can be expected to be shown: the office's own choice."""

_TOLD = ("event", "senderName", "headline", "description", "instruction", "areaDesc", "contact", "note", "audience")
_ONE_LINE = ("event", "senderName", "headline", "areaDesc", "contact", "web")
_JOINERS = "\u200c\u200d"
_UNSEEN = {"Cc", "Cf", "Co", "Cn"}
_MARKUP = re.compile(r"(?i)</?(?:p|br|b|i|em|strong|a|div|span|ul|li|table|h\d|font|img|script)\b[^<>]*>|&#?\w{2,8};")
_ABSOLUTE = re.compile(r"https?://[^\s/?#<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”")
_FILLED = re.compile(r"(?i)\blorem ipsum|\b(?:TODO|TBD|FIXME|XXX)\b|\{\{|\}\}|\$\{|%\(\w+\)s|\bundefined\b|\bNaN\b")


@lint("CAP 1.2, 3.2.2 headline (about 160 characters); Google public alerts (under 140)")
def headline_length(seen: Seen) -> Found:
    """A headline fits on a small screen: under 140 characters."""
    for where, info in infos(seen):
        size = len(text(info, "headline"))
        if size > HEADLINE:
            yield f"{where}, headline", f"it has {size} characters, and is cut after {HEADLINE}"


@lint("Google public alerts")
def headline_given(seen: Seen) -> Found:
    """Every info has a headline: it is what people see first, and often all."""
    for where, info in infos(seen):
        if not text(info, "headline").strip():
            yield f"{where}, headline", "there is none"


@lint("Google public alerts")
def description_given(seen: Seen) -> Found:
    """Every info says what it is about."""
    for where, info in infos(seen):
        if not text(info, "description").strip():
            yield f"{where}, description", "there is none"


@lint("Google public alerts (event under 35 characters); wmo-raf/cap-composer pull request 65")
def event_length(seen: Seen) -> Found:
    """An event is named in under 35 characters."""
    for where, info in infos(seen):
        size = len(text(info, "event"))
        if size > EVENT:
            yield f"{where}, event", f"it has {size} characters, and {EVENT} are shown"


@lint("the office's own: whoever reads it has little time")
def text_length(seen: Seen) -> Found:
    """No text is longer than anybody can be expected to read."""
    for name, element in everything(seen):
        size = len(element.text or "")
        if size > LONGEST.get(name, size):
            yield name, f"it has {size} characters, and {LONGEST[name]} are read at most"


@lint("Google public alerts")
def instruction_differs(seen: Seen) -> Found:
    """What to do is not a copy of what is feared."""
    for where, info in infos(seen):
        told = text(info, "instruction").strip()
        if told and told == text(info, "description").strip():
            yield f"{where}, instruction", "it repeats the description"


@lint("CAP 1.2, 3.2.2 headline: a line")
def one_line(seen: Seen) -> Found:
    """A headline, an event, a name, a place stand on one line."""
    for name, element in everything(seen):
        if name in _ONE_LINE and re.search(r"[\r\n\t\u2028\u2029]", (element.text or "").strip()):
            yield name, f"{name} holds a line end or a tab"


@lint("CAP 1.2, 3.3.3; readers show text, not markup")
def no_markup(seen: Seen) -> Found:
    """Text is text: what was escaped twice, or written for a web page, is shown to people as it stands."""
    for name, element in everything(seen):
        found = _MARKUP.search(_QUOTED.sub(" ", element.text or ""))
        if name in _TOLD and found:
            yield name, f"{found[0]!r} would be shown as it stands"


@lint("Unicode TR 36 (what cannot be seen can change what is read)")
def nothing_unseen(seen: Seen) -> Found:
    """No text holds characters that cannot be seen: they hide words, or turn their order round."""
    for name, element in everything(seen):
        for character in element.text or "":
            if character in "\n\t\r" or character in _JOINERS:
                continue
            if unicodedata.category(character) in _UNSEEN:
                yield name, f"it holds U+{ord(character):04X}, which cannot be seen"
                break


@lint("CAP 1.2, 3.2.2 web (a full, absolute URI)", must=True)
def web_absolute(seen: Seen) -> Found:
    """A web address is whole, from https:// on."""
    for where, info in infos(seen):
        web = text(info, "web").strip()
        if web and not _ABSOLUTE.fullmatch(web):
            yield f"{where}, web", f"{web!r} is no whole address of a page"


@lint("every template engine; seen in live feeds")
def nothing_left_open(seen: Seen) -> Found:
    """No place is left where a word was to be filled in."""
    for name, element in everything(seen):
        found = _FILLED.search(_QUOTED.sub(" ", element.text or "")) if name in _TOLD else None
        if found:
            yield name, f"{found[0]!r} was never filled in"


@lint("Google public alerts; readers show who speaks")
def sender_named(seen: Seen) -> Found:
    """Every info names its sender in words that people know."""
    for where, info in infos(seen):
        if not text(info, "senderName").strip():
            yield f"{where}, senderName", "nobody is named"


LINTS: tuple[Lint, ...] = (
    headline_length, headline_given, description_given, event_length, text_length, instruction_differs, one_line,
    no_markup, nothing_unseen, web_absolute, nothing_left_open, sender_named,
)  # fmt: skip

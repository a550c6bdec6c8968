"""The labels of the Traffic Light Protocol that a report bears in its own words, however these are written.

They are sought in the text as it stands and as it looks: without what nobody sees, in plain letters for fullwidth and
foreign ones. In doubt there is a label: one word too many keeps a report here, one overlooked sends it away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from tocsin.model import Tlp
from tocsin.release.leaks import plain_letters

_GAP = r"[\W_]{0,2}"


def _spaced(word: str) -> str:
    """A word whose letters may stand apart: "R E D"."""
    return _GAP.join(word)


_SCHEME = rf"(?:{_spaced('tlp')}|traffic[\W_]{{1,3}}light[\W_]{{1,3}}protocol)"
_BETWEEN = r"(?:[\W_]{1,4}(?:version|v?[12](?:\.0)?|level|label|marking|status|classification|colou?r|code|is)){0,2}"
_STRICT = rf"[\W_]{{0,4}}(?:plus[\W_]{{0,3}})?{_spaced('strict')}"
_COLOUR = rf"(?:(?P<red>{_spaced('red')})|(?P<green>{_spaced('green')})|{_spaced('amber')}(?P<strict>{_STRICT})?)"
_END = r"(?![^\W\d_])"
_AFTER = re.compile(rf"(?<![^\W\d_]){_SCHEME}{_BETWEEN}[\W_]{{0,8}}{_COLOUR}{_END}")
_BEFORE = re.compile(rf"(?<![^\W\d_]){_COLOUR}[\W_]{{1,3}}(?:(?:under|by)\s(?:the\s)?)?{_SCHEME}{_END}")
_OTHER = re.compile(r"(?<![^\W\d_])tlp:(?!(?:clear|white|green)(?![^\W\d_]))(?P<word>[^\W\d_][\w:+]{0,30})")
"""A label that TLP 2.0 does not have; nobody knows how far it would let a report go."""
_OVERRIDE = "\u202e"
_TAG = re.compile(r"<[^<>]{0,2000}>")
_APART = re.compile(r"\s*[^\w\s]")
_LABEL_ALONE = 30
"""Letters of a line beyond which a label in it is spoken of, and is not the line's whole business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label in a report: what it comes to in TLP 2.0, the words, and whether they are a line of their own."""

    tlp: Tlp
    words: str
    alone: bool


def labels(*texts: str) -> tuple[Label, ...]:
    """Every label of more than TLP:CLEAR in these texts, the strictest first; what is no label of TLP counts as RED."""
    found = {label for text in texts for seen in _looks(text) for label in _in(seen)}
    return tuple(sorted(found, key=lambda x: (-list(Tlp).index(x.tlp), not x.alone, x.words)))


def borne(*texts: str) -> Tlp | None:
    """The strictest label that stands on a line of its own, as a document bears it; None where there is none."""
    return next((label.tlp for label in labels(*texts) if label.alone), None)


def _looks(text: str) -> Iterator[str]:
    """A text as it stands and as it looks; backwards, too, where something in it turns the writing round."""
    seen = {text.casefold(), plain_letters(text).casefold()}
    if "<" in text or "&" in text:
        seen |= {plain_letters(unescape(_TAG.sub(gap, text))).casefold() for gap in ("", " ")}
    if _OVERRIDE in text:
        seen |= {each[::-1] for each in seen}
    yield from seen


def _in(text: str) -> Iterator[Label]:
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            yield Label(tlp=_tlp(match), words=_plain(match[0]), alone=_is_alone(text, match))
    for match in _OTHER.finditer(text) if plain_letters(text) == text else ():
        if not _COLOURED.match(match["word"]):
            yield Label(tlp=Tlp.RED, words=_plain(match[0]), alone=False)


def _plain(words: str) -> str:
    return " ".join(plain_letters(words).upper().split())


def _tlp(match: re.Match[str]) -> Tlp:
    if match["red"]:
        return Tlp.RED
    if match["green"]:
        return Tlp.GREEN
    return Tlp.AMBER_STRICT if match["strict"] else Tlp.AMBER


_COLOURED = re.compile(rf"{_COLOUR}{_END}")


def _is_alone(text: str, match: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    end = text.find("\n", match.end())
    after = text[match.end() : end if end >= 0 else None]
    if not any(map(str.isalpha, before)) and _APART.match(after):
        return True
    return sum(map(str.isalpha, before + after)) <= _LABEL_ALONE

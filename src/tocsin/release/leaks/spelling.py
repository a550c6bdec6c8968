"""Words as a careless pipeline may spell them: seen through case, accents, hidden characters and foreign letters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from anyascii import anyascii
from confusable_homoglyphs.confusables import confusables_data

_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that show nothing."""
_DROPPED = {"Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_RUN = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LEET = str.maketrans("013457", "oieast")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters or of digits: where it stands, in code points, and its spellings, the plain one first.

    `glued` says that nothing stands between it and the word before.
    """

    start: int
    end: int
    raw: str
    spellings: tuple[str, ...]
    glued: bool

    @property
    def plain(self) -> str:
        """The word in lower case without accents."""
        return self.spellings[0]

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.raw[0].isupper() or not self.raw[0].isascii()


def cleaned(text: str) -> tuple[str, Sequence[int]]:
    """The text without accents and without what shows nothing, and where each of its characters stood."""
    if text.isascii():
        return text, range(len(text) + 1)
    letters, places = [], []
    for at, char in enumerate(text):
        if char in _BLANK or unicodedata.category(char) in _DROPPED:
            continue
        for part in unicodedata.normalize("NFKD", char):
            if unicodedata.category(part) not in _DROPPED:
                letters.append(part)
                places.append(at)
    return "".join(letters), [*places, len(text)]


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order; CamelCase is several."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    clean, places = cleaned(text)
    before = -1
    for run in _RUN.finditer(clean):
        cuts = [run.start(), *(run.start() + m.start() for m in _HUMP.finditer(run[0])), run.end()]
        for start, end in pairwise(cuts):
            raw = clean[start:end]
            yield Word(places[start], places[end - 1] + 1, raw, spellings(raw), glued=start == before)
            before = end


@cache
def spellings(word: str) -> tuple[str, ...]:
    """A word in lower case without accents; then, where it has foreign letters, as it sounds and as it looks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    if plain.isascii():
        return (plain,)
    sounds = "".join(c for c in anyascii(plain).casefold() if c.isalnum())
    looks = "".join(_looks_like(c) for c in plain)
    return tuple(dict.fromkeys(s for s in (plain, sounds, looks) if s))


@cache
def _looks_like(char: str) -> str:
    """The ASCII letter that a character is taken for (Unicode TR39), or itself."""
    if char.isascii():
        return char
    for each in confusables_data.get(char, ()):
        if len(each["c"]) == 1 and each["c"].isascii() and each["c"].isalpha():
            return str(each["c"]).lower()
    return char


def plain_letters(text: str) -> str:
    """A text without what shows nothing, and with the ASCII letter that each of its letters is taken for."""
    clean, _ = cleaned(text)
    return clean if clean.isascii() else "".join(map(_plain_letter, clean))


@cache
def _plain_letter(char: str) -> str:
    looks = _looks_like(char)
    sounds = looks if looks.isascii() else anyascii(char)
    return sounds if len(sounds) == 1 else looks


def unleeted(word: str) -> str:
    """A word with figures that stand for letters put back: "v3sk" is "vesk"."""
    return word.translate(_LEET)


_SOUNDS = (
    (re.compile(r"[^a-z]"), ""), (re.compile(r"^(?:al|el|ul)(?=[bcdfghjklmnpqrstvwxz]{1}[aeiouy])"), ""),
    (re.compile(r"kh|gh|(?<=[^cst])h(?=[aeiou])"), "h"), (re.compile(r"tsch|tch|ch|cz"), "C"),
    (re.compile(r"sch|sh|sz"), "S"), (re.compile(r"zh|dj|dzh|j(?=[aeou])"), "J"), (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"), (re.compile(r"dh"), "d"), (re.compile(r"ck|q|c"), "k"), (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"), (re.compile(r"[aeiouyj]+"), "a"), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@cache
def sound(word: str) -> str:
    """What stays of a word however it is transliterated: its consonants, and that there are vowels between."""
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    return word


def slipped(one: str, other: str) -> bool:
    """Whether two words differ by one slip of the hand: a letter too many, too few, another, or two turned round."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[at:], other[at:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[2:] == b[2:] and a[:2] == b[1::-1])

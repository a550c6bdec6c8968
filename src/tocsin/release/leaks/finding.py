"""The search itself: whether a text tells of a secret, in whatever spelling."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import hypot
from types import MappingProxyType

from tocsin.release.leaks.counting import Number, numbers, rounds_to
from tocsin.release.leaks.dating import Day, Hour, Time, Weekday, times
from tocsin.release.leaks.holding import Held, Name, Secret, content, runs
from tocsin.release.leaks.spelling import Word, cleaned, slipped, sound, spellings, unleeted, words
from tocsin.release.leaks.unwrapping import Surface
from tocsin.release.leaks.words import is_small, listed, stem

_GAP = 6
_ENDING = 3
_SHORT, _STEM, _LONG, _LONGER = 4, 5, 6, 7
_NEAR_DEGREES = 0.05
_ALONE = 13
"""A number from here on gives itself away; a smaller one only together with what it counts."""
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.[ \u00a0_-]?){2,4}|(?<![\w.])[A-Z]{2,6}(?![\w])")
_PAIR = re.compile(r"(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A text tells `what` of a statement that is kept back `because`: in the words `found`, seen `how`."""

    statement: str
    because: str
    where: str
    line: int
    found: str
    what: str
    how: str

    def __str__(self) -> str:
        return (
            f"{self.where}, line {self.line}: “{self.found}” tells {self.what} of statement {self.statement[:12]}"
            f" ({self.how}), which is kept back: {self.because}"
        )


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    what: str
    how: str


def search(surfaces: Iterable[Surface], *, held: Held) -> tuple[Leak, ...]:
    """Every leak, once for each statement, place and kind; none where nothing that is held back shows."""
    found: dict[tuple[str, str, int, str], Leak] = {}
    for surface in surfaces:
        page = _Page(surface.text)
        for secret in held.secrets:
            for hit in _hits(page, secret, held):
                start, end = page.places[hit.start], page.places[hit.end - 1] + 1
                line = surface.text.count("\n", 0, start) + 1
                quoted = " ".join(surface.text[start:end].split())
                leak = Leak(
                    statement=secret.statement, because=secret.because, where=surface.where, line=line, found=quoted,
                    what=hit.what, how=hit.how,
                )  # fmt: skip
                found.setdefault((leak.statement, leak.where, leak.line, leak.what), leak)
    return tuple(found.values())


class _Page:
    """A text with what is looked for in it: its words, times, numbers and stems."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text, self.places = cleaned(original)
        self.words = words(self.text)
        self.times: tuple[Time, ...] = times(self.text, self.words)
        self.numbers = numbers(self.text, self.words)
        self.cased = any(map(str.isupper, original)) and any(map(str.islower, original))
        self.telling = [w for w in self.words if not is_small(w.plain) and not w.raw.isdigit()]
        self.stems = content(self.words)


def _hits(page: _Page, secret: Secret, held: Held) -> Iterator[_Hit]:
    for name in secret.names:
        hit = _named(page, name, held)
        if hit is not None:
            yield hit
    yield from _coded(page, secret)
    yield from _counted(page, secret, held)
    yield from _timed(page, secret, held)
    yield from _phrased(page, secret)
    yield from _placed(page, secret)


# ---- names


def _named(page: _Page, name: Name, held: Held) -> _Hit | None:
    """The first place where a name shows: whole or a telling part of it, spelled as it may be."""
    index = _index(name)
    for hit in (*_joined(page, name, index), *_initials(page, name, held), *_alike(page, name, held)):
        return hit
    return None


@lru_cache(maxsize=4096)
def _index(name: Name) -> Mapping[str, bool]:
    """What to look for, without blanks: whether it must be written as a name is."""
    found: dict[str, bool] = {}
    for part in name.telling:
        for spelled in _all_spellings(part):
            found[spelled] = name.common
    own = [w for w in name.words if not is_small(w)]
    for row in (name.words, tuple(own)):
        if len("".join(row)) >= _SHORT and len(row) > 1:
            for spelled in _all_spellings("".join(row)):
                found[spelled] = False
    if len(name.words) == 1 and len(name.words[0]) >= _SHORT and name.telling:
        for spelled in _all_spellings(name.words[0]):
            found[spelled] = name.common
    return MappingProxyType(found)


def _all_spellings(word: str) -> tuple[str, ...]:
    return tuple(s for s in spellings(word) if len(s) >= _SHORT)


def _joined(page: _Page, name: Name, index: Mapping[str, bool]) -> Iterator[_Hit]:
    """Words that are the name, or give it when they are put together: hyphens, blanks, line breaks between."""
    if not index:
        return
    longest = max(map(len, index)) + _ENDING
    for at, word in enumerate(page.words):
        for way in range(len(word.spellings) if not word.raw.isascii() else 1):
            hit = _from(page, at, name, index, way=way, longest=longest)
            if hit is not None:
                yield hit
                return


def _from(page: _Page, at: int, name: Name, index: Mapping[str, bool], *, way: int, longest: int) -> _Hit | None:
    joined, end = "", at
    while end < len(page.words) and len(joined) <= longest:
        word = page.words[end]
        if end > at and word.start - page.words[end - 1].end > _GAP:
            return None
        joined += word.spellings[min(way, len(word.spellings) - 1)]
        end += 1
        key = _matching(joined, index, parts=end - at)
        if key is None and any(c.isdigit() for c in joined) and not joined.isdigit():
            key = _matching(unleeted(joined), index, parts=end - at)
        if key is not None and (not index[key] or not page.cased or page.words[at].capital):
            start, last = page.words[at].start, page.words[end - 1].end
            found = page.original[page.places[start] : page.places[last - 1] + 1]
            return _Hit(start, last, _what(name), _how(found, key, name))
    return None


def _matching(joined: str, index: Mapping[str, bool], *, parts: int) -> str | None:
    if joined in index:
        return joined
    for key in index:
        if len(key) >= _STEM and len(joined) - len(key) in range(1, _ENDING + 1) and joined.startswith(key):
            return key if parts == 1 or len(key) >= _LONG else None
        if len(key) >= _LONG and key[-1] in "aeiouy" and joined.startswith(key[:-1]) and joined[len(key) - 1 :]:
            rest = joined[len(key) - 1 :]
            if len(rest) <= _ENDING and rest[0] in "aeiouy":
                return key
        if parts == 1 and len(key) >= _LONGER and key in joined:
            return key
    return None


def _what(name: Name) -> str:
    return {"place": "a place", "source": "the source"}.get(name.what, "a name")


def _how(found: str, key: str, name: Name) -> str:
    if found.casefold() == name.written.casefold() or found.casefold() in name.written.casefold():
        return "as it stands" if found in name.written else "in another case"
    if not found.isascii():
        return "in other letters, or with letters that do not show"
    if "".join(c for c in found if c.isalnum()).casefold() == key:
        return "written together or apart"
    return "in another form"


def _initials(page: _Page, name: Name, held: Held) -> Iterator[_Hit]:
    """Initials (“I. V.”, “CCH”) and names cut short (“Smol.”)."""
    own = [w for w in name.words if not is_small(w)]
    initials = "".join(w[0] for w in own)
    for match in _INITIALS.finditer(page.text):
        plain = "".join(c for c in match[0] if c.isalpha()).casefold()
        dotted = "." in match[0]
        usual = plain in listed("letters") or _ROMAN.fullmatch(plain) or plain in held.known.words
        fits = len(own) > 1 and plain == initials and (not usual or (dotted and plain not in held.known.words))
        if fits and not (dotted and plain in {"us", "uk", "eg", "ie", "am", "pm"}):
            yield _Hit(match.start(), match.end(), _what(name), "in initials")
        if len(name.words) == 1 and len(plain) < _SHORT and match[0] == name.written and plain not in held.known.words:
            yield _Hit(match.start(), match.end(), _what(name), "as it stands")
    for word in page.words:
        short = page.text[word.end : word.end + 1] == "." and len(word.plain) >= _SHORT - 1 and word.capital
        cut = any(t.startswith(word.plain) and len(t) >= len(word.plain) + 3 for t in name.telling) if short else False
        if cut and word.plain not in held.known.words:
            yield _Hit(word.start, word.end, _what(name), "cut short")


def _alike(page: _Page, name: Name, held: Held) -> Iterator[_Hit]:
    """Words that sound like the name in another transliteration, or differ by a slip of the hand."""
    telling = [t for t in (*name.telling, *("".join(name.words),)) if len(t) >= _STEM]
    for word in page.words:
        if len(word.plain) < _STEM or (page.cased and not word.capital) or set(word.spellings) & held.known.words:
            continue
        for part in telling:
            for spelled in word.spellings:
                begins = _LONG - 2 * (spelled[0] == part[0])
                if sound(spelled) == sound(part) and len(sound(part)) >= begins:
                    yield _Hit(word.start, word.end, _what(name), "as it sounds")
                elif len(part) >= _LONGER and slipped(spelled, part) and not name.common:
                    yield _Hit(word.start, word.end, _what(name), "but for one slip")


def _coded(page: _Page, secret: Secret) -> Iterator[_Hit]:
    if not secret.codes:
        return
    whole = "".join(w.plain for w in page.words)
    for code in secret.codes:
        at = whole.find(code)
        if at >= 0:
            start, end = _place(page.words, at, at + len(code))
            yield _Hit(start, end, "a mark or number", "letter by letter")


def _place(found: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Where letters of the squashed text stand in the text itself."""
    at, start, end = 0, 0, 0
    for word in found:
        after = at + len(word.plain)
        if at <= first < after:
            start = word.start
        if at < last <= after:
            end = word.end
        at = after
    return start, end


# ---- numbers, times, phrases, points


def _counted(page: _Page, secret: Secret, held: Held) -> Iterator[_Hit]:
    shown = [n for n in page.numbers if not any(t.start < n.end and n.start < t.end for t in page.times)]
    for number in secret.numbers:
        for each in shown:
            if not _is_open(each, held) and _tells(each, number):
                exact = each.low == each.high == number.low == number.high
                yield _Hit(each.start, each.end, "a number", "the same number" if exact else "rounded")


def _is_open(number: Number, held: Held) -> bool:
    return any(
        (n.low, n.high) == (number.low, number.high)
        and (not n.nouns or not number.nouns or set(n.nouns) & set(number.nouns))
        for n in held.known.numbers
    )


def _tells(shown: Number, secret: Number) -> bool:
    same = bool(set(shown.nouns) & set(secret.nouns))
    if shown.low == shown.high == secret.low == secret.high:
        if same or (not shown.nouns and shown.low >= _ALONE):
            return True
        return shown.low >= _ALONE and not shown.measures and not secret.measures
    if shown.low != shown.high:
        return same and shown.low <= secret.low <= shown.high
    if secret.low != secret.high:
        return same and secret.low <= shown.low <= secret.high
    return rounds_to(secret.low, shown.low) and (same or (shown.rough and not shown.measures))


def _timed(page: _Page, secret: Secret, held: Held) -> Iterator[_Hit]:
    for time in page.times:
        match time:
            case Day() if not _is_told(time, held) and any(_meets(time, d) for d in secret.days):
                yield _Hit(time.start, time.end, "a day", "in whatever format")
            case Hour() if any(h.minute == time.minute and h.hours & time.hours for h in secret.hours):
                yield _Hit(time.start, time.end, "an hour", "in whatever format")
            case Weekday() if time.day not in held.known.weekdays and time.day in _weekdays(secret):
                yield _Hit(time.start, time.end, "a day", "by its weekday")


def _is_told(time: Day, held: Held) -> bool:
    """Whether a day, or the part of a month it stands in, is open."""
    return any(
        time.first <= o.first <= o.last <= time.last
        and (o.year == time.year or None in {o.year, time.year})
        and (o.month == time.month or 0 in {o.month, time.month})
        for o in held.known.days
    )


def _meets(time: Day, day: date | Day) -> bool:
    if isinstance(day, date):
        return time.holds(day)
    same = time.first <= day.first <= time.last and (time.month == day.month or 0 in {time.month, day.month})
    return same and (time.year == day.year or None in {time.year, day.year})


def _weekdays(secret: Secret) -> set[int]:
    return {day.weekday() for day in secret.days if isinstance(day, date)}


def _phrased(page: _Page, secret: Secret) -> Iterator[_Hit]:
    lengths = {len(run) for run in secret.phrases}
    for length in sorted(lengths, reverse=True):
        for at, run in enumerate(runs(page.stems, length)):
            if run in secret.phrases:
                first, last = page.telling[at], page.telling[at + length - 1]
                yield _Hit(first.start, last.end, "words", "a phrase, whatever its endings")
                return
    for word in page.telling:
        if stem(word.plain) in secret.things:
            yield _Hit(word.start, word.end, "what is aimed at, or with what", "the word, whatever its ending")


def _placed(page: _Page, secret: Secret) -> Iterator[_Hit]:
    for match in _PAIR.finditer(page.text) if secret.points else ():
        for latitude, longitude in secret.points:
            one, other = float(match[1]), float(match[2])
            for a, b in ((one, other), (other, one)):
                if hypot(a - latitude, b - longitude) < _NEAR_DEGREES:
                    yield _Hit(match.start(), match.end(), "a place", "by its coordinates")

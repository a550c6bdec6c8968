"""Numbers in a text, in figures or in words, with what they count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.release.leaks.spelling import Word
from tocsin.release.leaks.words import figures, heaps, is_small, listed, stem

_THOUSANDS = (",", ".", "'", "’", " ", "\u00a0", "\u202f", "_")
_GROUP = 3
_AHEAD = 3
_TIMES = frozenset({"second", "minut", "hour", "day", "week", "month", "year", "metr", "meter", "km", "percent", "min"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number: the least and the most it says, where it stands, what stands behind it (stems), whether it is rough."""

    low: int
    high: int
    start: int
    end: int
    nouns: tuple[str, ...] = ()
    rough: bool = False

    @property
    def measures(self) -> bool:
        """Whether it measures time or length, and counts nothing."""
        return bool(self.nouns) and self.nouns[0] in _TIMES


def numbers(text: str, words: Sequence[Word]) -> tuple[Number, ...]:
    """The whole numbers of a text, in order; fractions are left out."""
    return tuple(_numbers(text, words))


def _numbers(text: str, words: Sequence[Word]) -> Iterator[Number]:
    at = 0
    while at < len(words):
        word = words[at]
        if word.plain in heaps():
            low, high = heaps()[word.plain]
            end = at + 1
        else:
            end, value = _figure(text, words, at) if word.raw.isdigit() else _spelled(words, at)
            if end == at:
                at += 1
                continue
            low = high = value
        if low >= 0:
            yield Number(
                low=low, high=high, start=word.start, end=words[end - 1].end, nouns=_nouns(words, end),
                rough=low != high or _is_rough(text, words, at),
            )  # fmt: skip
        at = end


def _figure(text: str, words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where a number in figures ends, and what it is; -1 where it is a fraction."""
    digits, end = words[at].plain, at + 1
    while end < len(words) and words[end].raw.isdigit():
        between = text[words[end - 1].end : words[end].start]
        spaced = between == " " and len(words[end].raw) == 1 and len(words[end - 1].raw) == 1
        grouped = between in _THOUSANDS and len(words[end].raw) == _GROUP and len(words[at].raw) <= _GROUP
        if spaced or grouped:
            digits += words[end].plain
            end += 1
            continue
        if between in {".", ","}:
            return end + 1, -1
        break
    value = int(digits) if len(digits) < 10 and digits.isascii() else -1  # noqa: PLR2004 - longer ones are codes
    if value >= 0 and end < len(words) and words[end].plain in figures("scales"):
        return end + 1, value * figures("scales")[words[end].plain]
    return end, value


def _spelled(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where a number in words ends, and what it is."""
    total, part, end, seen = 0, 0, at, False
    while end < len(words):
        word = words[end].plain
        if word in figures("numbers"):
            value = figures("numbers")[word]
            part = part * value if value == 12 and part else part + value  # noqa: PLR2004 - two dozen
            seen = True
        elif word in figures("scales") and (seen or word != "k"):
            part = max(part, 1) * figures("scales")[word]
            if figures("scales")[word] > 100:  # noqa: PLR2004 - thousands close what is before them
                total, part = total + part, 0
            seen = True
        elif not (seen and word == "and" and end + 1 < len(words) and words[end + 1].plain in figures("numbers")):
            break
        end += 1
    return (end, total + part) if seen else (at, 0)


def _nouns(words: Sequence[Word], at: int) -> tuple[str, ...]:
    """The stems of the words behind a number that may be what it counts."""
    behind = [w.plain for w in words[at : at + _AHEAD] if not is_small(w.plain) and not w.raw.isdigit()]
    return tuple(stem(word) for word in behind)


def _is_rough(text: str, words: Sequence[Word], at: int) -> bool:
    before = text[max(0, words[at].start - 2) : words[at].start]
    return "~" in before or "≈" in before or (at > 0 and words[at - 1].plain in listed("approximately"))


def rounds_to(value: int, shown: int) -> bool:
    """Whether a number is what is left of another when its last figures are made noughts, up or down."""
    if value < 20 or shown <= 0:  # noqa: PLR2004 - smaller ones are not rounded
        return False
    unit = 10
    while unit <= value:
        down, up, half = value // unit * unit, -(-value // unit) * unit, unit // 2
        if shown == down or (shown == up and (unit * 10 <= value or value + half >= up)):
            return True
        unit *= 10
    return unit > 100 and shown in {value // 50 * 50, -(-value // 50) * 50}  # noqa: PLR2004 - to fifties, from 100 on

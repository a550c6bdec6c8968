"""A text as it is read: without the characters that nobody sees, and with each "n't" spelled out.

"The bom<U+200B>bing" is a bombing to whoever reads it on a screen, and must be one here; so must "two days ago" be two
days ago where its line ends behind "two" and the next one is set in, and "didn't explode" be what "did not explode" is.
The text stays as it was taken: a reader and the verifier are given a view of it, and what stands is carried back.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import accumulate
from typing import Any, TypeVar, cast

from tocsin.model import Reading, Report, Span, Statement, Unread, digest

_KIND = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space, non-joiner and joiner, word joiner, zero-width no-break space."""
_BREAKS = "\n\u2028\u2029"
_BLANK = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_HIDDEN = re.compile(
    rf"(?<=[^\s{_KIND}])[{_KIND}]+|(?<![{_KIND}])[{_KIND}]++(?=[^\s{_KIND}])"
    rf"|(?<=[{_BREAKS}]){_BLANK}+|(?<!{_BLANK}){_BLANK}+(?=[{_BREAKS}])"
)
"""What hides within or beside a word, and the blanks before and behind the end of a line."""
_DRAWN = "(?:['’‘ʼ`´′＇‛]|'')"
_SHORT = re.compile(
    rf"(?i)\b(?=\w+ ?n{_DRAWN}|(?-i:[a-z]+)\b)(?:(?:ca|wo|sha|may|ought|dare)(?= ?n{_DRAWN})|ca(?=nt\s(?:have|be)\b)"
    r"|do|does|did|is|are|was|were|has|have|had|could|would|should|might|must|need)"
    rf"(?P<not> ?n{_DRAWN} ?t|nt)\b"
)
"""A "not" that is drawn together with the word before it, as "didn't" or hastily "didnt"; "Arent" is a name."""
_LONGEST = len("shouldn'' t ")
_LONG = {"ca": "can", "wo": "will ", "sha": "shall "}


@dataclass(frozen=True, slots=True)
class View:
    """A report as it is read: `at` is, for each character of it, the offset in the report's text that it stands for.

    `before` is, for each offset of the report's text, how many characters of the view stand for those before it.
    `theirs` and `ours` are the digests of the report's text and of the view's.
    """

    report: Report
    of: Report
    at: tuple[int, ...]
    before: tuple[int, ...]
    theirs: str
    ours: str

    def onto(self, item: Statement | Unread) -> Statement | Unread:
        """What was proposed of the text itself, as said of the view; what is no span of the text stays as it is."""
        before = self.before

        def moved(span: Span) -> Span:
            start, end = span.start, span.end
            known = span.text == self.theirs and self.of.text[start:end] == span.quote and end < len(before)
            if not known or before[start] >= before[end]:
                return span
            left, right = before[start], before[end]
            return Span(start=left, end=right, quote=self.report.text[left:right], text=self.ours)

        return _carried(item, moved)

    def back(self, found: Reading) -> Reading:
        """A reading of the view, with every span in the text itself."""

        def moved(span: Span) -> Span:
            if span.text != self.ours:
                return span
            start, end = self.at[span.start], self.at[span.end - 1] + 1
            for short in _SHORT.finditer(self.of.text, max(0, start - _LONGEST), end + _LONGEST):
                start = short.start() if short.start() < start < short.end() else start
                end = short.end() if short.start() < end < short.end() else end
            return Span(start=start, end=end, quote=self.of.text[start:end], text=self.theirs)

        told = {s.id: replace(_carried(s, moved), passage=self._whole(s.passage)) for s in found.statements}
        statements = tuple(
            replace(
                s, bears_on=tuple(replace(b, statement=told[b.statement].id) for b in s.bears_on if b.statement in told)
            )
            for s in told.values()
        )
        unread = tuple(replace(_carried(u, moved), passage=self._whole(u.passage)) for u in found.unread)
        return replace(found, statements=statements, unread=unread)

    def _whole(self, passage: Span) -> Span:
        """A passage in the text itself, with the hidden characters at its edges, and no blanks: each lies in one."""
        seen, text = self.report.text, self.of.text
        opens = passage.start == 0 or seen[passage.start - 1].isspace()
        start = (self.at[passage.start - 1] + 1 if passage.start else 0) if opens else self.at[passage.start]
        end = self.at[passage.end] if passage.end < len(seen) else len(text)
        start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
        return Span(start=start, end=end, quote=text[start:end], text=self.theirs)


def view(report: Report) -> View | None:
    """The report as it is read; None where that is as it stands."""
    if _HIDDEN.search(report.text) is None and _SHORT.search(report.text) is None:
        return None
    kept = tuple(_kept(report.text))
    text, at = _spelled_out("".join(report.text[n] for n in kept), kept)
    stands = Counter(at)
    before = tuple(accumulate((stands[n] for n in range(len(report.text))), initial=0))
    return View(
        report=replace(report, text=text), of=report, at=tuple(at), before=before, theirs=digest(report.text),
        ours=digest(text),
    )  # fmt: skip


def _kept(text: str) -> Iterator[int]:
    past = 0
    for match in _HIDDEN.finditer(text):
        yield from range(past, match.start())
        past = match.end()
    yield from range(past, len(text))


def _spelled_out(text: str, at: Sequence[int]) -> tuple[str, list[int]]:
    """A text with each drawn-together "not" as the word that it is, and the offsets that its characters stand for."""
    words, found, past = list[str](), list[int](), 0
    for match in _SHORT.finditer(text):
        first, short, end = match.start(), match.start("not"), match.end()
        stem = _LONG.get(text[first:short].lower(), f"{text[first:short]} ")
        spelled = f"{stem}not".upper() if text[first:end].isupper() else f"{text[first]}{stem[1:]}not"
        words += text[past:first], spelled
        found += at[past:first]
        found += (at[min(first + n, short)] for n in range(len(stem)))
        found += at[short], at[max(short, end - 2)], at[end - 1]
        past = end
    return "".join((*words, text[past:])), [*found, *at[past:]]


_T = TypeVar("_T")


def _carried(value: _T, moved: Callable[[Span], Span]) -> _T:
    """A value with each of its spans moved."""
    done: Any = value
    if isinstance(value, Span):
        done = moved(value)
    elif isinstance(value, tuple):
        done = tuple(_carried(item, moved) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        done = replace(value, **{f.name: _carried(getattr(value, f.name), moved) for f in fields(value) if f.init})
    return cast("_T", done)


__all__ = ["View", "view"]

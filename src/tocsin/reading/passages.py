"""A text into passages: sentences, headings and page furniture, each with its exact characters.

Every character that is not blank lies in exactly one passage; nothing is cut for its length.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from tocsin.model import Span, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence, heading or piece of furniture.

    `paragraph` counts from 0 over the text. `dateline` is the span of "KABUL, Jan. 25 (AFP) -" where
    the passage opens with one. `damaged` says that control or replacement characters stand in bulk.
    """

    span: Span
    paragraph: int
    furniture: bool = False
    heading: bool = False
    damaged: bool = False
    dateline: Span | None = None


def cut(text: str, start: int, end: int, *, of: str) -> Span:
    """The span of `text` from `start` to `end`; `of` is the text's digest."""
    return Span(start=start, end=end, quote=text[start:end], text=of)


def split(text: str) -> tuple[Passage, ...]:
    """The passages of a text, in order."""
    of = digest(text)
    out: list[Passage] = []
    units = list(_units(text))
    for number, (start, end) in enumerate(units):
        unit = text[start:end]
        if _is_furniture(unit.strip()):
            out.append(Passage(span=cut(text, start, end, of=of), paragraph=number, furniture=True))
            continue
        opening = DATELINE.match(unit)
        heading = not opening and _is_heading(unit, first=number == 0)
        dateline = cut(text, start, start + opening.end("line"), of=of) if opening else None
        for left, right in _sentences(text, start, end, skip=dateline.end if dateline else start):
            out.append(
                Passage(
                    span=cut(text, left, right, of=of),
                    paragraph=number,
                    heading=heading,
                    damaged=_is_damaged(text[left:right]),
                    dateline=dateline if left == start else None,
                )
            )
    return tuple(out)


# ---- lines into units: a paragraph, a list item, a heading, a line of furniture

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●·*–—-]\s+|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+(?=[A-Z“\"]))")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_GOES_ON = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|and|or|by|for|from|with|that|as|was|were))\s*$", re.IGNORECASE
)
_WRAPPED = range(40, 111)
_SLACK = 0.86


def _units(text: str) -> Iterator[tuple[int, int]]:
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        gap = text[block[-1][1] : match.start()] if block else ""
        if block and (start >= end or _breaks(gap) > 1):
            yield from _join(text, block)
            block = []
        if start < end:
            block.append((start, end))
    if block:
        yield from _join(text, block)


def _breaks(gap: str) -> int:
    return sum(gap.count(mark) for mark in "\n\u2028\u2029")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _join(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of one block as units: wrapped lines joined, deliberate breaks kept."""
    width = max(end - start for start, end in lines)
    start, end = lines[0]
    for left, right in lines[1:]:
        if _is_one(text, (start, end), (left, right), width):
            end = right
            continue
        yield start, end
        start, end = left, right
    yield start, end


def _is_one(text: str, unit: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line goes on from the unit above it: it had no room there, or it is in mid-sentence."""
    above = text[max(unit[0], text.rfind("\n", unit[0], unit[1]) + 1) : unit[1]]
    below = text[line[0] : line[1]]
    if _BULLET.match(below) or _is_furniture(below) or _is_furniture(above.strip()):
        return False
    if below[0].islower() or (_GOES_ON.search(above) and not _ENDS.search(above)):
        return True
    first_word = len(below.split(None, 1)[0])
    return width in _WRAPPED and len(above) + 1 + first_word > width * _SLACK


# ---- headings, furniture, damage

_HEADING_WORDS = 16
_HEADING_LENGTH = 120
_STOPPED = re.compile(r"(?:[.!?…]|[.!?,]”|[.!?,]\")[\"'”’»)\]]*$")


def _is_heading(unit: str, *, first: bool) -> bool:
    """A short line without a stop, or the first line of the text without one."""
    if "\n" in unit or _BULLET.match(unit) or _STOPPED.search(unit.rstrip()):
        return False
    words = len(unit.split())
    return words <= _HEADING_WORDS * (2 if first else 1) and len(unit) <= _HEADING_LENGTH * (2 if first else 1)


def _furniture() -> Callable[[str], object]:
    """What says whether a line is furniture, from the patterns of data/furniture.toml."""
    groups = tomllib.loads((files("tocsin.reading") / "data" / "furniture.toml").read_text("utf-8"))["furniture"]
    cased = [p for group in groups if group.get("cased") for p in group["patterns"]]
    plain = [p for group in groups if not group.get("cased") for p in group["patterns"]]
    return re.compile("|".join((f"(?i:{'|'.join(plain)})", *cased))).fullmatch


_is_furniture = _furniture()

_DAMAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_BULK = 10


def _is_damaged(passage: str) -> bool:
    """Whether at least one character in ten is a control, replacement or private-use character."""
    return len(_DAMAGE.findall(passage)) * _BULK >= len(passage)


# ---- datelines

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?:{_MONTHS}\ \d{{1,2}}(?:,?\ \d{{4}})?|\d{{1,2}}\ {_MONTHS}(?:,?\ (?:\d{{4}}|\d{{2}}))?)"
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.\-]*){0,3}"

DATELINE = re.compile(
    rf"""(?x) (?P<line>
    (?: (?P<city>{_CITY}) (?P<country> ,\ [A-Z][\w.'’]+ (?:\ [A-Z][\w.'’]+){{0,2}}? )?? ,?
        (?: (?:\ \(?(?:[A-Z][a-z]+day,\ )?(?P<date>(?i:{_DAY}))\)?) (?:\ \([^()\n]{{2,60}}\))?
          | \ \((?P<agency>[^()\n]{{2,60}})\) | )
    | \((?P<wire>[A-Z][\w\s/.,]{{1,30}})\)
    ) (?: \s* (?:—|–|--?|:(?=\s*\n)) (?:\s* \[[A-Z\s,]{{2,30}}\])* (?=\s)
        | (?<=\d\)) (?(date)|(?!)) (?=\s+["“A-Z]|\s*(?:[—–-]\s*)?\Z) ) ) \s* """,
)


# ---- sentences

_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<space>\s+|(?=[A-Z][a-z]+\s)|$)")
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt cpl pvt sen rep gov rev hon st ste pres adm brig cmdr cdr sr fr msgr "
    "insp supt det amb atty messrs mme mlle mgr ald cllr comdr sgts gens cols lts dep asst vs no nos art approx est "
    "ca cf viz e.g i.e mt ft sec op".split()
)
_SHORT = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun inc corp ltd co "
    "bros jr esq etc al a.m p.m dept univ assn ave blvd rd u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.c ph.d b.c a.d okla "
    "tex calif mass fla ala ariz ark colo conn ga ill ind kan ky la md mich minn miss mo mont neb nev n.h n.j n.m n.y "
    "n.c n.d pa r.i s.c s.d tenn va vt wash wis w.va wyo ore del".split()
)
_STARTERS = frozenset(
    "the a an in on at it he she they we i you but and or so if when while after before as since this that these "
    "those there his her their its our my no nobody nothing some many most two three several one another both each "
    "all such what who why how where with without for from by to under over police officials authorities witnesses "
    "earlier later meanwhile however also then now yet still although though because not".split()
)
_DIGIT_NEXT = frozenset({"no", "nos", "art", "approx", "ca", "vs", "sec", "op"})


def _sentences(text: str, start: int, end: int, *, skip: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in _STOP.finditer(text, skip, end):
        right = match.end("close")
        if right >= end or not _is_boundary(text, match, left, end):
            continue
        yield _trim(text, left, right)
        left = right
    if text[left:end].strip():
        yield _trim(text, left, end)


def _is_boundary(text: str, stop: re.Match[str], left: int, end: int) -> bool:
    after = text[stop.end() : stop.end() + 40]
    opener = after.lstrip("\"'“‘«([—–- ")
    if not opener:
        return bool(stop["space"])
    if opener[0].islower():
        return False
    if not stop["space"]:
        return _is_run_together(text, stop)
    if stop["stop"] != "." or stop["close"]:
        return not (stop["close"].startswith(")") and opener[0].islower())
    return _ends_here(text, stop, left, opener, end)


def _is_run_together(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends without a space after it ("attack.The group said")."""
    before = text[max(0, stop.start() - 4) : stop.start()]
    return bool(stop["close"]) or (len(before) == 4 and before.isalpha() and before.islower())  # noqa: PLR2004


_WORD_BEFORE = re.compile(r"(\S+)$")
_NEXT = re.compile(r"[\w'’-]+")


def _ends_here(text: str, stop: re.Match[str], left: int, opener: str, end: int) -> bool:
    """Whether a full stop after a word ends the sentence, and does not shorten the word."""
    found = _WORD_BEFORE.search(text, max(left, stop.start() - 30), stop.start())
    word = found[1].lstrip("\"'“‘«([—–-").lower() if found else ""
    following = _NEXT.match(opener)
    nxt = following[0].lower() if following else ""
    if word in _DIGIT_NEXT:
        return not opener[0].isdigit() and word == "no"
    if word in _TITLES:
        return False
    is_initial = (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word) is not None
    if is_initial or word in _SHORT:
        return nxt in _STARTERS and not (len(word) == 1 and text[stop.start() - 1].isupper() and nxt in {"a", "i"})
    return True

"""MUC-4 documents and their keys: messages in upper case, and templates whose slots hold fills.

A line of the data is one message: `docid`, `text`, and `templates`, each of which maps slots to lists of fills as they
stand in the answer key (template-doc-part1, 4.2): a question mark before a fill that may be left out, a slash between
forms of which each is right, a colon before the fill of another slot to which this one belongs.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.jsonlines import rows
from tocsin.model import TimePrecision, When

INCIDENT = ("date", "location", "type", "stage", "instrument_id", "instrument_type")
PERPETRATOR = ("perp_category", "perp_individual", "perp_org", "perp_org_confidence")
PHYSICAL = ("phys_id", "phys_type", "phys_number", "phys_nation", "phys_effect", "phys_total")
HUMAN = ("hum_name", "hum_description", "hum_type", "hum_number", "hum_nation", "hum_effect", "hum_total")
SLOTS = (*INCIDENT, *PERPETRATOR, *PHYSICAL, *HUMAN)
"""Slots 2 to 24, in the order of the template; the number of a template (slot 1) is no part of the totals."""

STRINGS = ("instrument_id", "perp_individual", "perp_org", "phys_id", "hum_name", "hum_description")
"""Those that hold words of the text."""
SETS = (
    "type", "stage", "instrument_type", "perp_category", "perp_org_confidence", "phys_type", "phys_nation",
    "phys_effect", "hum_type", "hum_nation", "hum_effect",
)  # fmt: skip
"""Those that hold items of a closed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One fill of a slot: its forms, each right; the forms of the fill it belongs to; whether it may be left out."""

    forms: tuple[str, ...]
    tag: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Template:
    """One incident: its slots, those without a fill left out; an `optional` one need not be found."""

    slots: Mapping[str, tuple[Fill, ...]]
    optional: bool = False

    def of(self, slot: str) -> tuple[Fill, ...]:
        """The fills of a slot."""
        return self.slots.get(slot, ())

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of incident, each right."""
        return self.of("type")[0].forms if self.of("type") else ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message: `text` as it stands, and the key."""

    id: str
    text: str
    templates: tuple[Template, ...]

    @cached_property
    def body(self) -> str:
        """The text with the marks of those who wrote it down ("[TEXT]", "[WORDS INDISTINCT]") blanked, as long."""
        return _unmarked(self.text)

    @cached_property
    def published(self) -> When | None:
        """The day in the dateline, where it has one."""
        return _day_of(self.text)


def messages(data: Path) -> Iterator[Message]:
    """The messages that are measured: those of every file of the folder but train.jsonl; or of one file."""
    if data.is_file():
        yield from (_message(row) for row in rows(data.parent, data.name))
        return
    for path in sorted(data.glob("*.jsonl")):
        if path.name != "train.jsonl":
            yield from (_message(row) for row in rows(data, path.name))


def _message(row: Mapping[str, Any]) -> Message:
    return Message(id=row["docid"], text=row["text"], templates=tuple(template(slots) for slots in row["templates"]))


def template(slots: Mapping[str, Sequence[str]]) -> Template:
    """One template of a key."""
    number = " ".join(slots.get("template", ()))
    held = {slot: tuple(f for f in (fill(slot, written) for written in slots.get(slot, ())) if f) for slot in SLOTS}
    return Template(slots={slot: fills for slot, fills in held.items() if fills}, optional="OPTIONAL" in number)


# ---- one fill

_QUOTED = r'"(?:\\.|[^"\\])*"'
_PART = re.compile(rf"(?P<string>{_QUOTED})|(?P<mark>[/:()])|(?P<word>[^\"/:()]+)")


def fill(slot: str, written: str) -> Fill | None:
    """A fill as the key writes it; None for a hyphen, which is no fill."""
    optional = written.lstrip().startswith("?")
    said = written.lstrip().removeprefix("?").strip()
    either, tag = (_alternatives(said), ()) if slot in {"date", "location"} else _forms(said)
    forms = tuple(f for f in either if f != "-")
    return Fill(forms=forms, tag=tag, optional=optional) if forms else None


def _forms(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms before and behind the colon; a hyphen behind it stands for no fill of the other slot."""
    sides: tuple[list[str], list[str]] = ([], [])
    side = 0
    for part in _PART.finditer(said):
        if part["mark"] == ":":
            side = 1
        elif part["string"]:
            sides[side].append(re.sub(r"\\(.)", r"\1", part["string"][1:-1]).strip())
        elif part["word"] and part["word"].strip():
            sides[side].append(part["word"].strip())
    return tuple(sides[0]), tuple(s for s in sides[1] if s != "-")


def _alternatives(said: str) -> tuple[str, ...]:
    """What stands between slashes; brackets around the whole of it fall away."""
    return tuple(_unwrapped(part.strip()) for part in said.split("/") if part.strip())


def _unwrapped(part: str) -> str:
    """A form without brackets about it: "(PERU: LIMA (CITY))" but not "PERU: LIMA (CITY)"."""
    if not (part.startswith("(") and part.endswith(")")):
        return part
    depth = 0
    for at, mark in enumerate(part):
        depth += (mark == "(") - (mark == ")")
        if depth == 0 and at < len(part) - 1:
            return part
    return part[1:-1].strip()


# ---- what monitors of broadcasts put in

_HEAD = re.compile(r"--\s*(?P<marks>(?:\[[^\]]*\]\s*)+)")
_MARKS = re.compile(
    r"\[[^\]]*\b(?:INDISTINCT|RECORDING|OMITTED|HEARD|CONTINUED|RECEIVED|THOUGHT|APPLAUSE|SIGNED|REPORTER|IDENTIFIED|"
    r"ANNOUNCER|MODERATOR|UNKNOWN|CORRECTS|TEXT|DATED|VIDEO|SHOWS?)\b[^\]]*\]"
)


def _unmarked(text: str) -> str:
    head = _HEAD.search(text, 0, 2 * _DATELINE)
    spans = [head.span("marks")] if head else []
    spans += [mark.span() for mark in _MARKS.finditer(text)]
    out = list(text)
    for start, end in spans:
        out[start:end] = [c if c.isspace() else " " for c in text[start:end]]
    return "".join(out)


# ---- days

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DAY = re.compile(r"\b(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?\s+(?:19)?(\d{2})\b")
_DATELINE = 400
"""Characters within which a message says from where and when it is."""


def days(written: str) -> tuple[date, ...]:
    """The days named in a stretch of text as "04 FEB 90", in order; a day that the calendar lacks is left out."""
    found = (_a_day(*match) for match in _DAY.findall(written))
    return tuple(day for day in found if day)


def _a_day(day: str, month: str, year: str) -> date | None:
    if month not in _MONTHS or not 1 <= int(day) <= monthrange(1900 + int(year), _MONTHS.index(month) + 1)[1]:
        return None
    return date(1900 + int(year), _MONTHS.index(month) + 1, int(day))


def written(day: date) -> str:
    """A day as the task writes it: "04 FEB 90"."""
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


def _day_of(text: str) -> When | None:
    found = days(text[:_DATELINE].split("--", maxsplit=1)[0])
    return When(start=found[0], end=found[0], precision=TimePrecision.DAY, anchor="stated") if found else None

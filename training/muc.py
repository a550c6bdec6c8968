"""MUC-4 messages with the characters of those who did it, of what and whom it was done to, and of the weapons.

A filler of a key is words of the text; every place where they stand counts, blanks and line ends alike, letter case
apart, whole words only. The key does not say which of them it means, so a word that a filler shares with another sense
("people") is marked there too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.muc4.keys import Message, messages

ROLES = {
    "perp_individual": "PerpInd", "perp_org": "PerpOrg", "phys_id": "Target", "hum_name": "Victim",
    "hum_description": "Victim", "instrument_id": "Weapon",
}  # fmt: skip
"""The slots that hold words of the text, and the role that each fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Characters `start` to `end` of a text, the role and slot that they fill; `optional` where the key has doubt."""

    role: str
    slot: str
    start: int
    end: int
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One message: its id, its text, and what fills a role in it, in order; nothing where it tells of no incident."""

    id: str
    text: str
    marked: tuple[Marked, ...]


def examples(folder: Path) -> Iterator[Example]:
    """The messages of train.jsonl in a folder laid out as MUC-4's, in its order."""
    for message in messages(folder / "train.jsonl"):
        yield Example(id=message.id, text=message.text, marked=_marked(message))


def _marked(message: Message) -> tuple[Marked, ...]:
    """Each stretch once for a role, the longest where several begin or end together."""
    found: dict[tuple[str, int, int], Marked] = {}
    for template in message.templates:
        for slot, role in ROLES.items():
            for fill in template.of(slot):
                for form in fill.forms:
                    for start, end in places(message.text, form):
                        one = Marked(
                            role=role, slot=slot, start=start, end=end, optional=fill.optional or template.optional
                        )
                        known = found.setdefault((role, start, end), one)
                        if known.optional and not one.optional:
                            found[role, start, end] = one
    kept = [m for m in found.values() if not any(_inside(m, other) for other in found.values())]
    return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.role)))


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand in a text."""
    said = r"\s+".join(re.escape(word) for word in words.split())
    return [m.span() for m in re.finditer(rf"(?i)(?<!\w){said}(?!\w)", text)]


def _inside(one: Marked, other: Marked) -> bool:
    """Whether a stretch lies within a longer one of the same role."""
    longer = other.end - other.start > one.end - one.start
    return longer and one.role == other.role and other.start <= one.start and one.end <= other.end

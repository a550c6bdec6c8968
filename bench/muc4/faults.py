"""What is chiefly wrong with the answer to one message, for the list of the worst."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.muc4.keys import HUMAN, INCIDENT, PERPETRATOR, PHYSICAL, Message, Template
from bench.muc4.scoring import Sheet

_OBJECTS = {"incident": INCIDENT, "perpetrators": PERPETRATOR, "things": PHYSICAL, "people": HUMAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How many fills a message cost (half for one half right), the sort of fault, and more about it."""

    cost: float
    sort: str
    said: str


def fault(given: Sequence[Template], message: Message) -> Fault:
    """The fault of the answer to one message."""
    sheet = Sheet()
    sheet.add(given, message.templates)
    total = sheet.total()
    cost = total.wrong + total.missing + total.spurious + total.partly / 2
    said = f"given {_types(given)}; wanted {_types(message.templates)}; {_where(sheet)}"
    return Fault(cost=cost, sort=_sort(given, message.templates, sheet), said=said)


def _types(templates: Sequence[Template]) -> str:
    said = [f"{'/'.join(t.types)}{' (optional)' if t.optional else ''}" for t in templates]
    return ", ".join(said) or "nothing"


def _sort(given: Sequence[Template], wanted: Sequence[Template], sheet: Sheet) -> str:
    """The first of these that is so: answered in vain, not answered, templates missing or spurious, fills wrong."""
    due = [t for t in wanted if not t.optional]
    found = sheet.templates
    if given and not wanted:
        return "answered, though irrelevant"
    if due and not given:
        return "relevant, not answered"
    if due and not found.right:
        return "answered, no template matched"
    if found.missing > found.spurious:
        return "templates missing"
    if found.spurious:
        return "templates spurious"
    matched = sheet.total(missing=False, spurious=False)
    return "matched, fills missing" if matched.missing > matched.spurious else "matched, fills spurious"


def _where(sheet: Sheet) -> str:
    """How many fills of each part are missing, wrong and spurious."""
    parts = {name: sheet.total(slots) for name, slots in _OBJECTS.items()}
    return ", ".join(f"{name} -{t.missing} !{t.wrong} +{t.spurious}" for name, t in parts.items())

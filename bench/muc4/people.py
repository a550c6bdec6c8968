"""Those to whom it was done: slots 18 to 24, from the fillers that name or describe them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.muc4 import amounts, effects, tables
from bench.muc4.fillers import VICTIM, Filler, said
from bench.muc4.incidents import Incident
from bench.muc4.keys import Fill
from bench.muc4.nations import nation

Chars = tuple[int, int]


@dataclass(slots=True)
class Person:
    """One fill: a name, with what describes it, or a description alone; where it stands in the text."""

    name: str = ""
    descriptions: list[str] = field(default_factory=list)
    at: list[Chars] = field(default_factory=list)
    described_at: list[Chars] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """What other slots refer to it by."""
        return self.name or self.descriptions[0]


def victims(text: str, fillers: Iterable[Filler]) -> list[Person]:
    """The people that some fillers name or describe, each once: names first, then descriptions."""
    found: list[Person] = []
    loose: list[tuple[str, Chars]] = []
    for filler in fillers:
        if filler.role == VICTIM:
            name, role = split(text, filler)
            if name:
                person = _known(found, fullest(text, said(text, *name)))
                person.at.append(name)
                if role:
                    person.descriptions.append(said(text, *role))
                    person.described_at.append(role)
            elif role:
                loose.append((said(text, *role), role))
    return [*found, *_described(text, found, loose)]


def split(text: str, filler: Filler) -> tuple[Chars | None, Chars | None]:
    """The characters of the name in a filler, and of what describes it: "MAYOR" and "JUAN PEREZ" of both together."""
    quote = text[filler.start : filler.end]
    if tables.is_name(" ".join(quote.split())):
        return (filler.start, filler.end), None
    spans = [m.span() for m in re.finditer(r"\S+", quote)]
    for n in range(1, len(spans)):
        rest = " ".join(quote[spans[n][0] :].split())
        before = tables.bases(quote[: spans[n][0]])
        ends = any(h.stop == len(before) for h in tables.people().find(before)) or before[-1:] == [","]
        if ends and tables.is_name(rest):
            start = filler.start + spans[n][0]
            return (start, filler.end), (filler.start, filler.start + len(quote[: spans[n][0]].rstrip(" ,\n")))
    comma = quote.find(",")
    if comma > 0 and tables.is_name(" ".join(quote[:comma].split())):
        start = filler.start + comma + 1
        return (filler.start, filler.start + comma), (start, filler.end) if quote[comma + 1 :].strip() else None
    return None, (filler.start, filler.end)


def fullest(text: str, name: str) -> str:
    """The longest name in a text that holds a name, and begins with a given name: "JUAN PEREZ SOTO" for "PEREZ"."""
    said = r"\s+".join(re.escape(w) for w in name.split())
    best = name
    for found in re.finditer(rf"((?:[A-ZÑ'-]+\s+){{0,3}}){said}((?:\s+[A-ZÑ'-]+){{0,2}})(?![A-Z])", text):
        before, after = found[1].split(), found[2].split()
        for left in range(len(before) + 1):
            for right in range(len(after), -1, -1):
                added = (*before[left:], *after[:right])
                whole = " ".join((*before[left:], *name.split(), *after[:right]))
                begins = tables.base(whole.split()[0]) in tables.given_names()
                if len(whole) > len(best) and begins and all(tables.is_name(w) or w in _WITHIN for w in added):
                    best = whole
    return best if best.split()[-1] not in _WITHIN else name


_WITHIN = frozenset("DE DEL LA LAS LOS Y".split())


def _known(found: list[Person], name: str) -> Person:
    """The person of a name: one whose name holds it or is held by it, the longer kept; else a new one."""
    words = name.split()
    for person in found:
        other = person.name.split()
        if _within(words, other) or _within(other, words):
            person.name = max(person.name, name, key=len)
            return person
    found.append(Person(name=name))
    return found[-1]


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    return set(part) <= set(whole)


_BESIDE = 3


def _described(text: str, named: Sequence[Person], loose: Sequence[tuple[str, Chars]]) -> list[Person]:
    """Descriptions put to the name beside them; the others by their noun, one person or group for each."""
    others: dict[str, Person] = {}
    for said, at in loose:  # noqa: F402 - the words, not the module
        owner = next((p for p in named if any(_are_beside(text, at, name) for name in p.at)), None)
        if owner is not None:
            owner.descriptions.append(said)
            owner.described_at.append(at)
            continue
        noun = _noun(said)
        person = others.setdefault(noun, Person())
        person.descriptions.append(said)
        person.at.append(at)
    return list(others.values())


def _are_beside(text: str, role: Chars, name: Chars) -> bool:
    """Whether a description stands right before a name, or in apposition to it."""
    if role[1] <= name[0]:
        return re.fullmatch(r"[\s,]*", text[role[1] : name[0]]) is not None
    between = " ".join(text[name[1] : role[0]].split())
    return re.fullmatch(r",(?: \d\d,)?(?: (?:THE|A|AN|HIS|ITS|FORMER))?", between) is not None


def _noun(said: str) -> str:
    words = tables.bases(said)
    stop = tables.noun_stop(words)
    return words[stop - 1] if words else said


# ---- the slots


def slots(text: str, incident: Incident, people: Sequence[Person], country: str | None) -> dict[str, tuple[Fill, ...]]:
    """Slots 18 to 23."""
    out: dict[str, list[Fill]] = {}
    for person in people:
        if person.name:
            out.setdefault("hum_name", []).append(Fill(forms=(person.name,)))
        if person.descriptions:
            tag = (person.name,) if person.name else ()
            out.setdefault("hum_description", []).append(Fill(forms=(person.descriptions[0],), tag=tag))
        said = {
            "hum_type": type_of(text, person), "hum_number": _number(text, person),
            "hum_effect": _effect(text, person, incident), "hum_nation": nation(text, _all(person), but=country),
        }  # fmt: skip
        for slot, form in said.items():
            if form:
                out.setdefault(slot, []).append(Fill(forms=(form,), tag=(person.tag,)))
    return {slot: tuple(fills) for slot, fills in out.items()}


def _all(person: Person) -> list[Chars]:
    return [*person.at, *person.described_at]


def _number(text: str, person: Person) -> str:
    if person.name:
        return "1"
    said = [amounts.amount(text, *at) for at in person.at]
    return next((n for n in said if n not in {"1", "PLURAL"}), said[0] if said else "")


_FORMER = re.compile(r"\b(?:FORMER|EX|RETIRED|EX-\w+)\b")


def type_of(text: str, person: Person) -> str:
    """The type of a person by what describes them, here or elsewhere in the text; CIVILIAN where nothing does."""
    found = [t for said in person.descriptions if (t := _type(said))]
    if person.name and not found:
        found = [t for said in _beside(text, person.name) if (t := _type(said))]
    return next((t for t in found if t != "CIVILIAN"), "CIVILIAN")


def _type(said: str) -> str:
    hit = tables.people().last(tables.bases(said))
    if hit is None:
        return ""
    if _FORMER.search(said):
        return _ONCE.get(hit.type, hit.type)
    return hit.type


_ONCE = {"GOVERNMENT OFFICIAL": "FORMER GOVERNMENT OFFICIAL", "ACTIVE MILITARY": "FORMER ACTIVE MILITARY"}
_TITLE_WORDS = 3


def _beside(text: str, name: str) -> Iterable[str]:
    """What stands right before a name, or in apposition to it, wherever its last word stands in a text."""
    for found in re.finditer(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b(?P<after>,\s[^,.;]{{3,60}}[,.;])?", text):
        before = text[max(0, found.start() - 60) : found.start()].upper().split()
        while before and (tables.is_name(before[-1]) or before[-1] in _WITHIN):
            before.pop()
        yield " ".join(before[-_TITLE_WORDS:]) if before and before[-1].isalpha() else ""
        yield " ".join((found["after"] or "").upper().split()).strip(",.; ")


def _effect(text: str, person: Person, incident: Incident) -> str:
    cues = effects.FREED if incident.type == "KIDNAPPING" else effects.PEOPLE
    return next((e for at in _all(person) if (e := effects.nearest(text, at, cues))), "")

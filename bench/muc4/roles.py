"""The two measures of role fillers in use since MUC-4: entities over a message, and entities in templates.

CEAF-REE: Du, Rush and Cardie, "GRIT: Generative Role-filler Transformers for Document-level Event Entity Extraction"
(EACL 2021). The fillers of a role are entities, each a set of forms; those of all templates of a message are one list.
Ours and the key's are paired one to one, a pair counting 1 where every form of ours is one of the key's (phi strict).

GTT: Du, Rush and Cardie, "Template Filling with Generative Transformers" (NAACL 2021): templates of a type and five
roles, in the best pairing of those whose types agree; precision and recall over types and entities together.

As in their data, the victims are the names alone (slot 18, and not the descriptions of slot 19), fills and templates
that may be left out are in, forms that do not stand in the text are out, and letter case, punctuation and articles do
not count. Fills that differ count as one entity where the forms of one are among those of the other.
"""

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.muc4.keys import Message, Template
from bench.muc4.pairing import best

ROLES = {
    "PerpInd": "perp_individual", "PerpOrg": "perp_org", "Target": "phys_id", "Victim": "hum_name",
    "Weapon": "instrument_id",
}  # fmt: skip
"""The roles and the slots that they are filled from."""

Entity = frozenset[str]
Figure = tuple[str, float, str]


@dataclass(slots=True)
class Hits:
    """Hits of what was given and of what was wanted."""

    given: int = 0
    wanted: int = 0
    given_hit: int = 0
    wanted_hit: int = 0

    @property
    def precision(self) -> float:
        """Hits of what was given, in percent."""
        return 100 * self.given_hit / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Hits of what was wanted, in percent."""
        return 100 * self.wanted_hit / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Counts = dict[str, Hits]


def total(counts: Mapping[str, Hits]) -> Hits:
    """All roles together (the micro average)."""
    out = Hits()
    for hits in counts.values():
        _add(out, hits)
    return out


def _add(into: Hits, hits: Hits) -> None:
    into.given += hits.given
    into.wanted += hits.wanted
    into.given_hit += hits.given_hit
    into.wanted_hit += hits.wanted_hit


# ---- entities


def plain(written: str) -> str:
    """A form without letter case, punctuation and articles, as both measures compare it."""
    bare = "".join(c for c in written.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", bare).split())


def _standing(forms: Sequence[str], text: str) -> tuple[str, ...]:
    """The forms that stand in a text, whose blanks are single spaces."""
    return tuple(f for f in forms if f.lower() in text)


def _flat(text: str) -> str:
    return " ".join(" ".join(part.split("\n")) for part in text.lower().split("\n\n"))


def entities(templates: Sequence[Template], role: str, text: str) -> list[Entity]:
    """The entities of a role over all templates of a message, each once, that stand in its text."""
    kept: list[frozenset[str]] = []
    for template in templates:
        for fill in template.of(ROLES[role]):
            forms = frozenset(f.lower() for f in fill.forms)
            if not any(forms <= other or other <= forms for other in kept):
                kept.append(forms)
    flat = _flat(text)
    found = [frozenset(plain(f) for f in _standing(tuple(forms), flat)) for forms in kept]
    return [entity for entity in found if entity]


def ceaf(counts: Counts, message: Message, given: Sequence[Template]) -> None:
    """Count the entities of one message."""
    for role in ROLES:
        ours, theirs = (entities(t, role, message.text) for t in (given, message.templates))
        hits = len(best([[float(o <= t) for t in theirs] for o in ours]))
        _add(counts[role], Hits(given=len(ours), wanted=len(theirs), given_hit=hits, wanted_hit=hits))


# ---- templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A template as GTT sees it."""

    types: str
    roles: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)


def events(templates: Sequence[Template], text: str) -> list[Event]:
    """The templates of a message, those that say the same only once."""
    flat = _flat(text)
    out: list[Event] = []
    for template in templates:
        roles = {
            role: tuple(
                frozenset(plain(f) for f in forms)
                for fill in template.of(slot)
                if (forms := _standing(fill.forms, flat))
            )
            for role, slot in ROLES.items()
        }
        event = Event(types=" / ".join(template.types).lower(), roles=roles)
        if event not in out:
            out.append(event)
    return out


def gtt(counts: Counts, message: Message, given: Sequence[Template]) -> None:
    """Count the types and entities of one message, in the pairing of templates that is best for it.

    The pairing is the one with the most hits, each weighed by its share in precision and in recall.
    """
    ours, theirs = events(given, message.text), events(message.templates, message.text)
    sizes = [max(1, sum(1 + sum(map(len, e.roles.values())) for e in side)) for side in (ours, theirs)]
    met = [[_met(o, t) for t in theirs] for o in ours]
    pairs = best([[_gain(counts_, sizes) for counts_ in row] for row in met])
    for i, j in pairs:
        for name, hits in met[i][j].items():
            _add(counts[name], hits)
    for n, event in enumerate(ours):
        if n not in {i for i, _ in pairs}:
            _all(counts, event, ours=True)
    for n, event in enumerate(theirs):
        if n not in {j for _, j in pairs}:
            _all(counts, event, ours=False)


def _met(ours: Event, theirs: Event) -> Counts:
    """Two templates against each other; nothing where their types do not agree."""
    if ours.types not in theirs.types:
        return {}
    out: Counts = {"type": Hits(given=1, wanted=1, given_hit=1, wanted_hit=1)}
    for role in ROLES:
        left, right = ours.roles[role], theirs.roles[role]
        out[role] = Hits(
            given=len(left), wanted=len(right), given_hit=sum(any(a <= b for b in right) for a in left),
            wanted_hit=sum(any(a <= b for a in left) for b in right),
        )  # fmt: skip
    return out


def _gain(counts: Counts, sizes: Sequence[int]) -> float:
    hits = total(counts)
    return hits.given_hit / sizes[0] + hits.wanted_hit / sizes[1]


def _all(counts: Counts, event: Event, *, ours: bool) -> None:
    """A template without a counterpart: all that it holds is spurious, or missing."""
    for name, number in {"type": 1, **{role: len(found) for role, found in event.roles.items()}}.items():
        _add(counts[name], Hits(given=number) if ours else Hits(wanted=number))


# ---- the figures


def counts() -> Counts:
    """Nothing counted yet."""
    return defaultdict(Hits)


def figures(name: str, of: Counts) -> Iterator[Figure]:
    """Precision, recall and F1 of all together, then of each role."""
    for part, hits in ((f"{name}", total(of)), *((f"{name} {role}", hits) for role, hits in of.items())):
        yield f"{part}, F1", hits.f, "%"
        yield f"{part}, recall", hits.recall, "%"
        yield f"{part}, precision", hits.precision, "%"

"""The MUC-4 score: slot by slot, over templates that are paired by what they hold.

The headline is the row ALL TEMPLATES, the official one of MUC-4 (Chinchor, MUC-4 Evaluation Metrics, 1992): a template
that is missing or spurious counts in every slot. In MATCHED/MISSING and MATCHED/SPURIOUS only the one or the other
does, in MATCHED ONLY neither. The number of templates is a row of its own and in no total, as in MUC-4.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.muc4.keys import SETS, SLOTS, STRINGS, Fill, Template
from bench.muc4.marks import PARTLY, RIGHT, mark
from bench.muc4.pairing import best

Figure = tuple[str, float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many fills were right, partly right, wrong, missing, spurious."""

    right: int = 0
    partly: int = 0
    wrong: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            right=self.right + other.right, partly=self.partly + other.partly, wrong=self.wrong + other.wrong,
            missing=self.missing + other.missing, spurious=self.spurious + other.spurious,
        )  # fmt: skip

    @property
    def credit(self) -> float:
        """What was right, with half for what was partly so."""
        return self.right + PARTLY * self.partly

    @property
    def possible(self) -> int:
        """The fills of the key, those that may be left out only where they were found."""
        return self.right + self.partly + self.wrong + self.missing

    @property
    def actual(self) -> int:
        """The fills of the response."""
        return self.right + self.partly + self.wrong + self.spurious

    @property
    def recall(self) -> float:
        """Credit of what was possible, in percent."""
        return 100 * self.credit / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        """Credit of what was given, in percent."""
        return 100 * self.credit / self.actual if self.actual else 0.0

    @property
    def overgeneration(self) -> float:
        """Spurious fills of those given, in percent."""
        return 100 * self.spurious / self.actual if self.actual else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of recall and precision (P&R, beta 1)."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


Slots = Mapping[str, Tally]


@dataclass(slots=True)
class Sheet:
    """The tallies of many messages: slots of the pairs, of the missing and of the spurious templates."""

    matched: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    missing: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    spurious: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    templates: Tally = field(default_factory=Tally)
    texts: Tally = field(default_factory=Tally)

    def add(self, given: Sequence[Template], wanted: Sequence[Template]) -> None:
        """Count one message."""
        pairs = paired(given, wanted)
        for i, j in pairs:
            _into(self.matched, slots(given[i], wanted[j]))
        left = [w for j, w in enumerate(wanted) if j not in {b for _, b in pairs} and not w.optional]
        over = [g for i, g in enumerate(given) if i not in {a for a, _ in pairs}]
        for template in left:
            _into(self.missing, slots(Template(slots={}), template))
        for template in over:
            _into(self.spurious, slots(template, Template(slots={})))
        self.templates += Tally(right=len(pairs), missing=len(left), spurious=len(over))
        if given or any(not w.optional for w in wanted):
            self.texts += Tally(right=bool(given and wanted), missing=not given, spurious=bool(given and not wanted))

    def slot(self, slot: str) -> Tally:
        """One slot, over all templates."""
        return self.matched[slot] + self.missing[slot] + self.spurious[slot]

    def total(self, of: Iterable[str] = SLOTS, *, missing: bool = True, spurious: bool = True) -> Tally:
        """Several slots together, with the templates that are missing or spurious or without them."""
        out = Tally()
        for slot in of:
            out += self.matched[slot]
            out += self.missing[slot] if missing else Tally()
            out += self.spurious[slot] if spurious else Tally()
        return out


def _into(sums: dict[str, Tally], one: Slots) -> None:
    for slot, tally in one.items():
        sums[slot] += tally


# ---- templates against templates

_CONTENT = ("perp_individual", "perp_org", "phys_id", "phys_type", "hum_name", "hum_description", "hum_type")
"""Of these, one must match at least partly, beside the type of incident (3.2.1)."""


def paired(given: Sequence[Template], wanted: Sequence[Template]) -> list[tuple[int, int]]:
    """The templates that are held against each other: the pairing with the most credit among those allowed."""
    return best([[_credit(g, w) for w in wanted] for g in given])


def _credit(given: Template, wanted: Template) -> float:
    found = slots(given, wanted)
    alike = any(found[slot].credit for slot in _CONTENT)
    return sum(t.credit for t in found.values()) if found["type"].credit and alike else 0.0


def slots(given: Template, wanted: Template) -> dict[str, Tally]:
    """The tallies of every slot of two templates."""
    return {slot: _slot(slot, given.of(slot), wanted.of(slot)) for slot in SLOTS}


def _slot(slot: str, given: Sequence[Fill], wanted: Sequence[Fill]) -> Tally:
    marks = [[mark(slot, g, w) for w in wanted] for g in given]
    pairs = best(marks)
    got = Counter(marks[i][j] for i, j in pairs)
    met = {j for _, j in pairs}
    left = sum(not w.optional for j, w in enumerate(wanted) if j not in met)
    over = len(given) - len(pairs)
    return Tally(
        right=got[RIGHT], partly=got[PARTLY], wrong=min(left, over), missing=max(0, left - over),
        spurious=max(0, over - left),
    )  # fmt: skip


# ---- the figures


def figures(sheet: Sheet) -> Iterator[Figure]:
    """The rows of a MUC-4 score report: the headline first, then the other totals, then slot by slot."""
    yield from _row("all templates", sheet.total())
    yield from _row("matched/missing", sheet.total(spurious=False))
    yield from _row("matched/spurious", sheet.total(missing=False))
    yield from _row("matched only", sheet.total(missing=False, spurious=False))
    yield from _row("set fills only", sheet.total(SETS))
    yield from _row("string fills only", sheet.total(STRINGS))
    yield from _row("text filtering", sheet.texts)
    yield from _row("template", sheet.templates)
    for slot in SLOTS:
        yield from _row(f"slot {slot}", sheet.slot(slot))


def _row(name: str, tally: Tally) -> Iterator[Figure]:
    yield f"{name}, F", tally.f, "%"
    yield f"{name}, recall", tally.recall, "%"
    yield f"{name}, precision", tally.precision, "%"
    yield f"{name}, overgeneration", tally.overgeneration, "%"
    yield f"{name}, possible", tally.possible, "fills"
    yield f"{name}, actual", tally.actual, "fills"

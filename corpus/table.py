"""`python -m corpus.table`: what the corpus holds, counted: corpus/BREADTH.md is written from it."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus import SPLITS, Case, Written, cases, written
from tocsin.model import Kind

LENGTHS = ((0, 40), (40, 90), (90, 220), (220, 450), (450, 800), (800, 1600))


def breadth() -> str:
    """The whole page, in Markdown."""
    everything = [one for split in SPLITS for one in written(split)]
    reports = [one for one in everything if not one.single]
    told = [case for split in SPLITS for case in cases(split)]
    parts = [
        "# What the corpus holds\n\nWritten by `python -m corpus.table`; the tests hold it to what is there.",
        _table("", ["", "reports", "single passages", "statements", "words"], _splits(everything)),
        _said(told, reports, [one for one in everything if one.single]),
        _counted("Kinds of statement", _kinds(everything)),
        _counted("Registers (reports)", Counter(one.register for one in reports)),
        _counted("Regions (reports)", Counter(str(one.row.get("region")) for one in reports)),
        _counted("Years (reports, by publication)", Counter(_years(one) for one in reports)),
        _counted("Length in words (reports)", Counter(_length(one) for one in reports)),
        _counted("English (reports)", Counter(str(one.row.get("english")) for one in reports)),
        _counted("Damage (all)", Counter(d for one in everything for d in one.row.get("damage", ()))),
        _counted("Hard (all)", Counter(h for one in everything for h in one.row.get("hard", ()))),
        _counted(
            "What a report does in a case of several", Counter(p for one in reports if (p := one.row.get("part")))
        ),
        _counted("Reports in a case", Counter(str(len(c.reports)) for c in told if not c.single)),
        _counted("Hands (all)", Counter(one.hand for one in everything)),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def _said(told: Sequence[Case], reports: Sequence[Written], single: Sequence[Written]) -> str:
    hard = [sum(bool(one.row.get("hard")) for one in some) for some in (reports, single)]
    empty = [sum(not one.statements for one in some) for some in (reports, single)]
    several = sum(_is_several(case) for case in told)
    return (
        f"{several} cases tell one story in several reports. {hard[0]} of {len(reports)} reports and {hard[1]} of "
        f"{len(single)} single passages are hard in a way that is named. {empty[0]} reports and {empty[1]} passages "
        "hold no statement."
    )


def _is_several(case: Case) -> bool:
    return not case.single and len(case.reports) > 1


def _splits(everything: Iterable[Written]) -> Iterator[list[str]]:
    found = list(everything)
    for split in (*SPLITS, "in all"):
        some = [one for one in found if split in (one.split, "in all")]
        yield [
            split, str(sum(not o.single for o in some)), str(sum(o.single for o in some)),
            str(sum(len(o.statements) for o in some)), str(sum(len(o.text.split()) for o in some)),
        ]  # fmt: skip


def _kinds(everything: Iterable[Written]) -> Counter[str]:
    found = Counter({kind.value: 0 for kind in Kind})
    for one in everything:
        for marked in one.statements:
            found[marked.kind] += 1
            if marked.row["polarity"] == "negative" and marked.kind != "denial":
                found[f"{marked.kind}, negative"] += 1
    return found


def _years(one: Written) -> str:
    if one.published is None:
        return "no date"
    first = 1985 + (one.published.year - 1985) // 5 * 5
    return f"{first} to {min(first + 4, 2026)}"


def _length(one: Written) -> str:
    words = len(one.text.split())
    low, high = next((a, b) for a, b in LENGTHS if a <= words < b)
    return f"{low:4} to {high - 1}"


def _counted(title: str, counted: Counter[str]) -> str:
    return _table(title, ["", ""], ([name.strip(), str(counted[name])] for name in sorted(counted)))


def _table(title: str, head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [f"## {title}\n"] if title else []
    lines += [f"| {' | '.join(head)} |", f"|{'|'.join('---' for _ in head)}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    sys.stdout.write(breadth())

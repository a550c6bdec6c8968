"""Which statements of many reports tell one incident: linking on its plain features, and with the learnt head beside them.

DIR holds files as those of `corpus/dev` are; measured are its cases of two reports or more. All their reports go into one
casebook in the order of publication, so that cases must be told apart too. The statements are those that careful readers
marked (`corpus.stated`), with our own days, places and actors; measured is every one that bears a letter of `about`. A
statement in no incident stands alone. MUC, B³, CEAFe and their mean, the CoNLL score, over all statements; and over pairs
of statements, in one report and in two, how many are rightly and wrongly joined.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import corpus
from bench.clusters import Score, b_cubed, ceaf_e, conll, grouped, muc, without_singletons
from corpus import Written, stated
from tocsin import linking
from tocsin.model import Link, Program, Statement, When

BY = Program(name="bench", version="1")
AT = datetime(2026, 1, 1, tzinfo=UTC)

Found = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Book:
    """The reports of some cases in the order of publication, with their statements; the incident of each as marked."""

    reports: Sequence[tuple[str, When | None, Sequence[Statement]]]
    marked: Found

    def linked(self, alike: linking.Alike | None) -> Found:
        """The incident of each marked statement as linking has it; one that is in none is its own."""
        known, links, published = list[Statement](), list[Link](), dict[str, When | None]()
        for _, when, new in self.reports:
            published |= {s.report: when for s in new}
            links += linking.link(new, known, published=published, by=BY, at=AT, alike=alike)
            known += new
        home = {s: incident.id for incident in linking.incidents(known, links) for s in incident.statements}
        return {name: home.get(name, name) for name in self.marked}

    @property
    def home(self) -> Mapping[str, str]:
        """The report of each statement."""
        return {s.id: name for name, _, statements in self.reports for s in statements}


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures with plain features, with the head that is shipped over words alone, and over states as well."""
    book = of(data)
    yield "statements", len(book.marked), "statements"
    yield "incidents", len(set(book.marked.values())), "incidents"
    yield "reports", len(book.reports), "reports"
    from tocsin.desk import pairs  # noqa: PLC0415 - only what is measured is loaded

    for name, alike in (("plain", None), ("by words", pairs.by_words()), ("over states", pairs.over_states())):
        yield from figures(name, book, book.linked(alike))


def figures(name: str, book: Book, found: Found) -> Iterator[tuple[str, float, str]]:
    """The measures over clusters, then those over pairs."""
    one, other = grouped(book.marked), grouped(found)
    for measure in (muc, b_cubed, ceaf_e):
        yield f"{name}: {measure.__name__.replace('_', ' ')} F1", 100 * measure(one, other).f1, "%"
    yield f"{name}: CoNLL", 100 * conll(one, other), "%"
    yield f"{name}: CoNLL without single statements", 100 * conll(*without_singletons(one, other)), "%"
    for where, score, right in over_pairs(book, found):
        yield f"{name}: pairs of {where}, precision", 100 * score.precision, f"% ({right} right)"
        yield f"{name}: pairs of {where}, recall", 100 * score.recall, "%"


def over_pairs(book: Book, found: Found) -> Iterator[tuple[str, Score, int]]:
    """For pairs in one report, then in two: precision and recall, and how many are rightly joined."""
    home, seen = book.home, Counter[tuple[bool, bool, bool]]()
    for a, b in combinations(book.marked, 2):
        seen[home[a] == home[b], book.marked[a] == book.marked[b], found[a] == found[b]] += 1
    for where, here in (("one report", True), ("two reports", False)):
        right, wrong, missed = (seen[here, *what] for what in ((True, True), (False, True), (True, False)))
        yield where, Score(right / max(1, right + wrong), right / max(1, right + missed)), right


def worst(data: Path) -> Iterator[str]:
    """Cases and incidents that are wrongly one, or wrongly two, with how many pairs of statements each costs."""
    from tocsin.desk import pairs  # noqa: PLC0415 - as above

    book = of(data)
    found, cost = book.linked(pairs.over_states()), Counter[tuple[str, str]]()
    for a, b in combinations(book.marked, 2):
        if (book.marked[a] == book.marked[b]) != (found[a] == found[b]):
            what = "parted" if book.marked[a] == book.marked[b] else "joined"
            cost[what, " / ".join(sorted({str(book.marked[a]), str(book.marked[b])}))] += 1
    yield from (f"{count:4} pairs, {what}: {which}" for (what, which), count in cost.most_common())


def of(data: Path) -> Book:
    """The cases of a folder that several reports tell, as one book."""
    every = (corpus.read(path) for path in sorted(data.glob("*.toml")))
    return bound([report for case in every if len(case.reports) > 1 and not case.single for report in case.reports])


def bound(reports: Sequence[Written]) -> Book:
    """Some reports as one book; a statement that two of them share is the first one's."""
    seen, labels, told = set[str](), dict[str, Hashable](), defaultdict[str, list[Statement]](list)
    order = sorted(reports, key=lambda r: (r.published or date.max, r.name))
    for report in order:
        for number, statement in stated.statements(report).items():
            if statement.id not in seen:
                seen.add(statement.id)
                told[report.name].append(statement)
                if about := report.statements[number].about:
                    labels[statement.id] = f"{report.case} {about}"
    return Book([(r.name, r.when, told[r.name]) for r in order], labels)

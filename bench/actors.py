"""Who is named, against our own corpus: groups and states by their ids, a branch never its parent.

DIR holds files as those of `corpus/dev` are. Measured is, text by text, the set of ids that its statements name; beside
it the ids that are found anywhere in the text, which is what resolution could give if every statement were read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
from bench import reader
from bench.marks import Mark, figures_of, together
from corpus import Written
from corpus.matching import actors_of
from tocsin import reading
from tocsin.model import Actor
from tocsin.reading import actors, lexicon, passages, story

Ids = frozenset[str]


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Precision, recall and F1 of actors, groups and states; how often a branch was taken for its parent, or it for one."""
    rows = [(marked(one), read(one), anywhere(one)) for one in _texts(data)]
    yield "texts that name an actor", sum(bool(m) for m, _, _ in rows), "texts"
    for name, of in (("actors", _all), ("groups", _groups), ("states", _states)):
        yield from figures_of(name, together(_mark(of(m), of(r)) for m, r, _ in rows))
    reach = together(Mark(len(m), len(m), len(m & a)) for m, _, a in rows)
    yield "found anywhere in the text: recall", 100 * reach.recall, "%"
    yield "a branch for its parent, or a parent for its branch", sum(len(kin(m, r)) for m, r, _ in rows), "times"


def worst(data: Path) -> Iterator[str]:
    """Texts with the most ids that were read and not marked, or marked and not read; kin first."""
    rows = [(one, marked(one), read(one)) for one in _texts(data)]
    for one, wanted, found in sorted(rows, key=lambda r: (-len(kin(r[1], r[2])), -len(r[1] ^ r[2]), r[0].name)):
        if wanted != found:
            first = " ".join(one.text.split())[:140]
            yield f"false {sorted(found - wanted)}, missed {sorted(wanted - found)} || {one.name} || {first}"


def marked(one: Written) -> Ids:
    """The ids that a marker gave the statements of a text."""
    return frozenset(a for m in one.statements for a in m.row.get("actors", ()))


def read(one: Written) -> Ids:
    """The ids that statements name which are no suggestions; groups that the tables lack have none."""
    found = reading.read(one.report, published=one.when, reader=reader()).statements
    return frozenset(a for s in found if not s.suggestion for a in actors_of(s) if not a.startswith("named:"))


def anywhere(one: Written) -> Ids:
    """The ids that are found in the words of a text, whoever says or does what."""
    whole = story.tell(one.text)
    found = (m for p in passages.split(one.text) for m in actors.find(one.text, p.span, story=whole))
    return frozenset(m.resolved.id for m in found if isinstance(m.resolved, Actor))


def kin(wanted: Ids, found: Ids) -> Sequence[tuple[str, str]]:
    """Each id that was read in the place of its parent or branch, with the one that is marked."""
    false, missed = found - wanted, wanted - found
    return [(a, b) for a in false for b in missed if _parent(a) == b or _parent(b) == a]


def _parent(name: str) -> str | None:
    found = lexicon.groups().get(name)
    return found.actor.part_of if found else None


def _texts(data: Path) -> Sequence[Written]:
    return [r for path in sorted(data.glob("*.toml")) for r in corpus.read(path).reports]


def _all(ids: Ids) -> Ids:
    return frozenset(a for a in ids if a.startswith("country:") or _is_group(a))


def _groups(ids: Ids) -> Ids:
    return frozenset(a for a in ids if _is_group(a))


def _states(ids: Ids) -> Ids:
    return frozenset(a for a in ids if a.startswith("country:"))


def _is_group(name: str) -> bool:
    return name in lexicon.groups()


def _mark(wanted: Ids, found: Ids) -> Mark:
    return Mark(len(wanted), len(found), len(wanted & found))

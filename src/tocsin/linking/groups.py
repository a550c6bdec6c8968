"""Groups of statements that links join, while links and statements come and go: only what may differ is joined anew.

Links are tried strongest first, and whether one joins two groups is told by what these hold at that moment. So where
nothing about a group differs, each of its joins comes out as before, and a link that was refused between two such
groups is refused again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.linking.beside import is_bare
from tocsin.linking.clusters import Pair, is_learnt, join
from tocsin.model import Judgement, Link, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What groups are made of: the links of statements or of pairs, those that stand, in order, and all of one text.

    `leans` says whether a statement is joined on the word of a learnt head alone and bears no day and no place: then
    what its text tells beside it counts.
    """

    links: Callable[[Iterable[str]], Sequence[Link]]
    between: Callable[[Iterable[Pair]], Sequence[Link]]
    stand: Callable[[Iterable[str]], Mapping[str, Statement]]
    told_with: Callable[[str], Collection[str]]
    leans: Callable[[str], bool]


@dataclass(slots=True)
class Groups:
    """The group of each statement that stands, and the pairs by whose links it was joined, by either statement."""

    of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _by: dict[str, set[Pair]] = field(default_factory=dict)

    def rejoin(self, names: Iterable[str], ground: Ground) -> frozenset[str]:
        """Join anew whatever hangs together with these statements, of which something is otherwise; all of that."""
        changed, anew = set(names), set[str]()
        while not anew.issuperset(more := self._whole(changed) | changed):
            anew |= more
            changed |= self._joined(frozenset(anew), frozenset(changed), ground)
        return frozenset(anew)

    def _whole(self, names: Iterable[str]) -> set[str]:
        return {one for name in names for one in self.of.get(name, (name,))}

    def _joined(self, anew: frozenset[str], changed: frozenset[str], ground: Ground) -> set[str]:
        """Join these with one another and with those around; whatever turns out to be otherwise because of it."""
        links = ground.links(anew)
        same = [x for x in links if x.judgement is Judgement.SAME]
        around = {end for x in same for end in (x.left, x.right)}
        worded = ground.stand(end for x in same if is_learnt(x) for end in (x.left, x.right))
        beside = _told_with((name for name, s in worded.items() if is_bare(s)), ground)
        settled = self._whole((around | beside) - anew) - anew
        by = {pair for name in settled for pair in self._by.get(name, ())}
        inside = ground.between(pair for pair in by if anew.isdisjoint(pair))
        known = ground.stand(anew | settled)
        found = join(known, (*links, *inside), settled=settled, by=by)
        out = {one for group in found.groups if self._differs(group, settled) for one in group}
        moved = changed | {one for group in found.groups if self.of.get(group[0]) != group for one in group}
        moved |= {one for name in anew if name not in known for one in self.of.get(name, ())}
        out |= {one for one in _told_with(moved, ground) if ground.leans(one)}
        if out <= anew:
            self._keep(anew, found.groups, found.by)
        return out

    def _differs(self, group: tuple[str, ...], settled: Collection[str]) -> bool:
        """Whether somebody in a group was settled, and it is another than before."""
        return any(one in settled and self.of.get(one, (one,)) != group for one in group)

    def _keep(self, anew: frozenset[str], groups: Iterable[tuple[str, ...]], by: Iterable[Pair]) -> None:
        for name in anew:
            self.of.pop(name, None)
            self._by.pop(name, None)
        for group in groups:
            if group[0] in anew:
                self.of.update(dict.fromkeys(group, group))
        for pair in by:
            for end in pair:
                self._by.setdefault(end, set()).add(pair)


def _told_with(names: Iterable[str], ground: Ground) -> set[str]:
    """All that stands of the texts of some statements; each text is looked at once, however many are of it."""
    out = set[str]()
    for name in names:
        if name not in out:
            out |= set(ground.told_with(name))
    return out

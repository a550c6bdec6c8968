"""What ties statements to one another: links, and the incidents that hold them, each found from a statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

from tocsin.linking import is_learnt
from tocsin.model import Incident, Judgement, Link, Person

Pair = tuple[str, str]


@dataclass(slots=True)
class Ties:
    """Links by their two statements and by whose word they are; incidents by id, with their place in the record."""

    links: dict[str, dict[tuple[Pair, bool], tuple[int, Link]]] = field(default_factory=lambda: defaultdict(dict))
    incidents: dict[str, tuple[int, Incident]] = field(default_factory=dict)
    _holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _numbers: "count[int]" = field(default_factory=count)

    def link(self, word: Link) -> None:
        """A link is on record, or another instead of it."""
        key = (min(word.left, word.right), max(word.left, word.right)), isinstance(word.by, Person)
        rank = self.links[word.left][key][0] if key in self.links[word.left] else next(self._numbers)
        self.links[word.left][key] = self.links[word.right][key] = rank, word

    def hold(self, word: Incident) -> frozenset[str]:
        """An incident is on record as it is now, and those that it took in are not; the statements of all of them."""
        rank, _ = self.incidents.get(word.id, (None, None))
        changed = self._let_go(word.id)
        for name in word.aliases:
            changed |= self._let_go(name)
        self.incidents[word.id] = (next(self._numbers) if rank is None else rank), word
        for statement in word.statements:
            self._holders[statement].add(word.id)
        for name in (word.id, *word.aliases):
            self._named[name].add(word.id)
        return frozenset(changed.union(word.statements))

    def looked_at(self, statement: str) -> bool:
        """Whether a link or an incident names a statement."""
        return bool(self._holders.get(statement)) or bool(self.links.get(statement))

    def live(self, statements: Iterable[str], names: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that hold one of these statements, or bear one of these names, in order of recording."""
        found = {i for s in statements for i in self._holders.get(s, ())}
        found |= {i for name in names for i in self._named.get(name, ())}
        ranked = sorted(self.incidents[i] for i in found)
        return tuple(incident for _, incident in ranked if incident.statements)

    def among(self, statements: Iterable[str]) -> tuple[Link, ...]:
        """The links that name one of these statements, in order of recording."""
        found = {key: ranked for s in statements for key, ranked in self.links.get(s, {}).items()}
        return tuple(link for _, link in sorted(found.values(), key=lambda ranked: ranked[0]))

    def joined(self, statements: Iterable[str]) -> set[str]:
        """All that more than wording may join to these statements, themselves among them."""
        found = set(statements)
        ahead = list(found)
        while ahead:
            here = self.links.get(ahead.pop(), {})
            new = {end for _, link in here.values() if _joins(link) for end in (link.left, link.right)} - found
            found |= new
            ahead += new
        return found

    def around(
        self, names: Iterable[str], group_of: Callable[[str], Iterable[str]]
    ) -> tuple[set[str], tuple[Incident, ...]]:
        """The incidents that hold one of these statements, or are called after one; and whatever else they concern.

        That is all that they hold and are called after, and the groups of that, over and over.
        """
        found, incidents = set(names), dict[str, tuple[int, Incident]]()
        ahead = list(found)
        while ahead:
            name = ahead.pop()
            beside = set(group_of(name))
            for one in self._holders.get(name, set()) | self._named.get(name, set()):
                incidents[one] = self.incidents[one]
                held = incidents[one][1]
                beside.update((held.id, *held.aliases, *held.statements))
            ahead += beside - found
            found |= beside
        return found, tuple(incident for _, incident in sorted(incidents.values(), key=lambda ranked: ranked[0]))

    def _let_go(self, name: str) -> set[str]:
        rank, held = self.incidents.pop(name, (None, None))
        if rank is None or held is None:
            return set()
        for statement in held.statements:
            self._holders[statement].discard(name)
        for each in (held.id, *held.aliases):
            self._named[each].discard(name)
        return set(held.statements)


def _joins(link: Link) -> bool:
    return link.judgement is Judgement.SAME and not is_learnt(link)

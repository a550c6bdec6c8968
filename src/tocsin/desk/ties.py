"""What ties statements to one another: links, and the incidents that hold them, each found from a statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

from tocsin.linking import bears, is_learnt, pair_of
from tocsin.model import Incident, Judgement, Link, Person

Key = tuple[tuple[str, str], bool]
"""Two statements in one order, and whether it is a person's word."""


@dataclass(slots=True)
class Ties:
    """Links by their two statements and by whose word they are; incidents by id, with their place in the record.

    Of each statement `links` holds the place of all in the record, `_bearing` those that may join groups or keep them
    apart, `_wording` which of them join on the word of a learnt head alone, and `_joining` all others that join.
    """

    links: dict[str, dict[Key, int]] = field(default_factory=lambda: defaultdict(dict))
    incidents: dict[str, tuple[int, Incident]] = field(default_factory=dict)
    _bearing: dict[str, dict[Key, tuple[int, Link]]] = field(default_factory=lambda: defaultdict(dict))
    _joining: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    _wording: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    _holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _numbers: "count[int]" = field(default_factory=count)

    def link(self, word: Link) -> bool:
        """A link is on record, or another instead of it; whether groups may be otherwise because of it."""
        key = pair_of(word), isinstance(word.by, Person)
        was = self.links[word.left].get(key)
        rank = next(self._numbers) if was is None else was
        for end in key[0]:
            self.links[end][key] = rank
            if was is not None:
                for held in (self._joining[end], self._wording[end]):
                    held.discard(key)
                self._bearing[end].pop(key, None)
            if bears(word):
                self._bearing[end][key] = rank, word
            if word.judgement is Judgement.SAME:
                (self._wording if is_learnt(word) else self._joining)[end].add(key)
        return was is not None or bears(word)

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

    def linked(self, word: Link) -> bool:
        """Whether a link of the same pair is on record."""
        return any((pair_of(word), person) in self.links.get(word.left, {}) for person in (False, True))

    def worded(self, statement: str) -> bool:
        """Whether a link of a statement joins on the word of a learnt head alone."""
        return bool(self._wording.get(statement))

    def live(self, statements: Iterable[str], names: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that hold one of these statements, or bear one of these names, in order of recording."""
        found = {i for s in statements for i in self._holders.get(s, ())}
        found |= {i for name in names for i in self._named.get(name, ())}
        ranked = sorted(self.incidents[i] for i in found)
        return tuple(incident for _, incident in ranked if incident.statements)

    def among(self, statements: Iterable[str]) -> tuple[Link, ...]:
        """The links that name one of these statements and may join or keep apart, in order of recording."""
        found = {key: ranked for s in statements for key, ranked in self._bearing.get(s, {}).items()}
        return tuple(link for _, link in sorted(found.values(), key=lambda ranked: ranked[0]))

    def between(self, pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        """The links of these pairs that may join or keep apart, in order of recording."""
        found = (self._bearing[pair[0]].get((pair, person)) for pair in pairs for person in (False, True))
        return tuple(link for _, link in sorted((each for each in found if each), key=lambda ranked: ranked[0]))

    def joined(self, statements: Iterable[str]) -> set[str]:
        """All that more than wording may join to these statements, themselves among them."""
        found = set(statements)
        ahead = list(found)
        while ahead:
            new = {end for pair, _ in self._joining.get(ahead.pop(), ()) for end in pair} - found
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

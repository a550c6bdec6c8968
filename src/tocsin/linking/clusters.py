"""Links to incidents: what SAME connects, a person's word over any score, and ids that stay."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.linking.beside import told_beside
from tocsin.linking.compare import SAME_FROM
from tocsin.linking.deeds import Deeds
from tocsin.linking.learnt import LEARNT, TOO_LATE
from tocsin.linking.titles import describe
from tocsin.model import Incident, Judgement, Kind, Link, Person, Statement

FOUNDING = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING, Kind.CLAIM, Kind.ACCUSATION,
                      Kind.CONFIRMATION, Kind.DENIAL, Kind.TOLL})  # fmt: skip
"""An incident has at least one of these: an event, or speech about one. Affirmed, but for a denial."""

Pair = tuple[str, str]
GaveWay = tuple[tuple[Link, Link], ...]


def incidents(
    statements: Sequence[Statement], links: Sequence[Link], *, previous: Sequence[Incident] = ()
) -> tuple[Incident, ...]:
    """The incidents, in the order of recording of their first statements; `statements` stand in that order.

    A person's judgement of a pair beats a program's, a later one an earlier one of the same rank. A person's
    DIFFERENT parts the two for good: the weakest program links between them give way (`set_aside` names them).
    A link that would not be SAME without a learnt head joins no two groups that tell of deeds on two days or in two
    places, nor one that tells of a deed and one that was told after it, nor a foiled plot and what is not foiled.
    `previous` keeps ids: a merged incident bears the older and lists the other, a split one leaves the id with
    the part that holds its statement.
    """
    known = {s.id: s for s in statements}
    return described([tuple(known[i] for i in group) for group in _join(known, standing(links)).groups], previous)


def described(groups: Sequence[Sequence[Statement]], previous: Sequence[Incident]) -> tuple[Incident, ...]:
    """The incidents that these groups of statements are, where they are any; `previous` keeps ids."""
    founded = [group for group in groups if any(_founds(s) for s in group)]
    ids = _ids([[s.id for s in group] for group in founded], previous)
    return tuple(describe(group, id=id_, aliases=aliases) for group, (id_, aliases) in zip(founded, ids, strict=True))


def standing(links: Sequence[Link]) -> tuple[Link, ...]:
    """The judgement that stands for each pair: a person's over a program's, then the later, then the last given.

    With UNSURE a person takes back what they said of the pair: then the program's judgement, if it has one, stands.
    """
    last: dict[Pair, dict[bool, Link]] = defaultdict(dict)
    for link in links:
        voices, person = last[pair_of(link)], isinstance(link.by, Person)
        if person not in voices or link.at >= voices[person].at:
            voices[person] = link
    return tuple(_of_two(last[pair]) for pair in sorted(last))


def _of_two(voices: Mapping[bool, Link]) -> Link:
    """The person's (True) or the program's (False)."""
    person = voices.get(True)
    return person if person and (person.judgement is not Judgement.UNSURE or len(voices) == 1) else voices[False]


def set_aside(statements: Sequence[Statement], links: Sequence[Link]) -> tuple[tuple[Link, Link], ...]:
    """The SAME links that gave way, each with the person's DIFFERENT that it gave way to."""
    return _join({s.id: s for s in statements}, standing(links)).gave_way


def parts(statements: Sequence[Statement], links: Sequence[Link]) -> Mapping[str, str]:
    """Where wording alone joins groups of statements, each statement of them, by id, to the first of its group.

    What a group holds is joined by more than wording, and may be counted together.
    """
    stands = standing(links)
    worded = {i for x in stands if joins_by_wording(x) for i in (x.left, x.right)}
    if not worded:
        return {}
    groups = _join({s.id: s for s in statements}, [x for x in stands if not is_learnt(x)]).groups
    return {i: group[0] for group in groups if not worded.isdisjoint(group) for i in group}


def pair_of(link: Link) -> Pair:
    """The two statements of a link, in one order."""
    return (link.left, link.right) if link.left <= link.right else (link.right, link.left)


@dataclass(frozen=True, slots=True)
class Joined:
    """The groups that links make, by which pairs they were joined, and what gave way to a person's DIFFERENT."""

    groups: tuple[tuple[str, ...], ...]
    by: frozenset[Pair]
    gave_way: GaveWay


def join(
    known: Mapping[str, Statement], links: Sequence[Link], *, settled: Container[str], by: Container[Pair]
) -> Joined:  # fmt: skip
    """The groups that links make, where these statements are `settled`: joined to each other `by` these pairs only."""
    return _join(known, standing(links), settled=settled, by=by)


def _join(
    known: Mapping[str, Statement], links: Sequence[Link], *, settled: Container[str] = (), by: Container[Pair] = ()
) -> Joined:  # fmt: skip
    """Join what SAME connects, strongest link first, wording last, but never across a person's DIFFERENT."""
    parent = {i: i for i in known}
    members = {i: [i] for i in known}
    wording = _wording(known, links)
    apart: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        if link.judgement is Judgement.DIFFERENT and isinstance(link.by, Person):
            apart[link.left][link.right] = apart[link.right][link.left] = link
    gave_way: list[tuple[Link, Link]] = []
    joined: set[Pair] = set()
    for link in _strongest_first(links, parent):
        left, right = _root(parent, link.left), _root(parent, link.right)
        if left == right:
            continue
        if link.left in settled and link.right in settled:
            if pair_of(link) in by:
                parent[right] = left
                members[left] += members.pop(right)
            continue
        forbids = _forbidden(members[left], members[right], apart)
        if forbids is not None:
            gave_way.append((link, forbids))
            continue
        if is_learnt(link) and wording.refuses(link, parent, members):
            continue
        joined.add(pair_of(link))
        parent[right] = left
        members[left] += members.pop(right)
    rank = {i: n for n, i in enumerate(known)}
    groups = [tuple(sorted(group, key=rank.__getitem__)) for group in members.values()]
    return Joined(tuple(sorted(groups, key=lambda g: rank[g[0]])), frozenset(joined), tuple(gave_way))


@dataclass(frozen=True, slots=True)
class _Wording:
    """What wording may not join: deeds that are apart, what was told too late, what is told beside other events."""

    deeds: Deeds
    beside: Mapping[str, tuple[str, ...]]
    late: Mapping[str, set[str]]

    def refuses(self, link: Link, parent: dict[str, str], members: Mapping[str, Sequence[str]]) -> bool:
        """Whether a link on the word of a learnt head alone does not join the groups of its two statements."""
        left, right = _root(parent, link.left), _root(parent, link.right)
        if any(not self.late[i].isdisjoint(members[right]) for i in members[left] if i in self.late):
            return True
        if self.deeds.apart(members[left], members[right]):
            return True
        return any(
            all(self.deeds.foiled_in_one(members[_root(parent, event)], members[other]) for event in self.beside[one])
            for one, other in ((link.left, right), (link.right, left)) if one in self.beside
        )  # fmt: skip


def _wording(known: Mapping[str, Statement], links: Sequence[Link]) -> _Wording:
    late: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if _is_too_late(link):
            late[link.left].add(link.right)
            late[link.right].add(link.left)
    worded = {end: None for link in links if joins_by_wording(link) for end in (link.left, link.right)}
    return _Wording(Deeds(known), told_beside(known, worded), late)


def is_learnt(link: Link) -> bool:
    """Whether a program's link is SAME on the word of a learnt head alone."""
    learnt = [f.weight for f in link.features if f.name in LEARNT]
    if not learnt or isinstance(link.by, Person):  # most have none, and all are asked again and again
        return False
    return sum(learnt) > 0 and sum([f.weight for f in link.features]) - sum(learnt) < SAME_FROM


def joins_by_wording(link: Link) -> bool:
    """Whether a link joins on the word of a learnt head alone."""
    return link.judgement is Judgement.SAME and is_learnt(link)


def bears(link: Link) -> bool:
    """Whether a link, alone of its voice for its pair, may join groups, or keep them apart."""
    if link.judgement is Judgement.SAME or isinstance(link.by, Person):
        return True
    return _is_too_late(link)


def _is_too_late(link: Link) -> bool:
    return link.judgement is Judgement.DIFFERENT and any(f.name == TOO_LATE for f in link.features)


def _strongest_first(links: Iterable[Link], known: Mapping[str, str]) -> list[Link]:
    same = [x for x in links if x.judgement is Judgement.SAME and x.left in known and x.right in known]
    said = sorted((x for x in same if isinstance(x.by, Person)), key=lambda x: (-x.at.timestamp(), pair_of(x)))
    found = [x for x in same if not isinstance(x.by, Person)]
    return said + sorted(found, key=lambda x: (is_learnt(x), -sum(f.weight for f in x.features), pair_of(x)))


def _forbidden(left: Sequence[str], right: Sequence[str], apart: Mapping[str, Mapping[str, Link]]) -> Link | None:
    if len(left) > len(right):
        left, right = right, left
    others = set(right)
    for one in left:
        for other, link in apart.get(one, {}).items():
            if other in others:
                return link
    return None


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def _founds(statement: Statement) -> bool:
    if statement.kind not in FOUNDING or statement.suggestion:
        return False
    return statement.kind is Kind.DENIAL or not statement.negative


def _ids(groups: Sequence[Sequence[str]], previous: Sequence[Incident]) -> list[tuple[str, tuple[str, ...]]]:
    """The id and aliases of each group, keeping what rulings may already name.

    The oldest id leads. An incident's own id stays ahead of all even when its statement was taken back; an alias
    whose statement was taken back comes last.
    """
    home = {statement: n for n, group in enumerate(groups) for statement in group}
    own: dict[int, list[str]] = defaultdict(list)
    led = {incident.id for incident in previous}
    for incident in previous:
        if not incident.statements and not incident.aliases:
            continue
        for id_ in (incident.id, *incident.aliases):
            at = home.get(id_, next((home[s] for s in incident.statements if s in home), None))
            if at is not None and id_ not in own[at]:
                own[at].append(id_)
    out: list[tuple[str, tuple[str, ...]]] = []
    for number, group in enumerate(groups):
        rank = {statement: n for n, statement in enumerate(group)}
        kept = sorted(own[number], key=lambda i: (rank.get(i, -1 if i in led else len(group)), i))
        out.append((kept[0], tuple(kept[1:])) if kept else (group[0], ()))
    return out

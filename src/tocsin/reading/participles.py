"""Which bare pasts are participles: "the rockets fired at the port were", "a nun seized in Jos has been released"."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from tocsin.reading import cues, verbs
from tocsin.reading.words import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Group,
    Word,
    is_possessive,
)

_PARTING = CONJUNCTIONS | SUBORDINATORS | RELATIVES | {"that"}


def told_apart(line: list[Word], groups: Iterable[Group]) -> list[Group]:
    """The verb groups of a sentence, those that can only be participles marked as such."""
    found = list(groups)
    _behind(line, found)
    _before(line, found)
    _second(line, found)
    _found(found)
    return found


def _before(line: list[Word], found: list[Group]) -> None:
    """A bare past before another finite verb of one clause is a participle ("a nun seized ... has been released")."""
    for n, group in enumerate(found[:-1]):
        if _is_held(line, group):
            found[n] = replace(group, finite=False, reduced=True, passive=True)
            continue
        if (
            group.first != group.last
            or not group.finite
            or not line[group.head].low.endswith(("ed", "t", "n", "d", "k"))
        ):
            continue
        if group.lemmas & cues.lemmas("saying") or group.lemmas & cues.lemmas("opening"):
            continue
        if not group.first or line[group.first - 1].is_mark or line[group.first - 1].low in PRONOUNS | {"and"}:
            continue
        if _is_of_relative(line, found, group):
            continue
        for other in found[n + 1 :]:
            between = line[group.last + 1 : other.first]
            if any(_parts(word) for word in between):
                break
            if other.finite and other.first > group.last + 1 and between[0].low in PREPOSITIONS:
                found[n] = replace(group, finite=False, reduced=True, passive=True)
                break


def _is_of_relative(line: list[Word], found: list[Group], group: Group) -> bool:
    """Whether it is the verb of a relative clause that has a subject of its own: "whom police killed in Nantes"."""
    opens = next((at for at in range(group.first - 1, -1, -1) if _parts(line[at])), 0)
    if line[opens].low not in RELATIVES - {"whose"} or (opens and line[opens - 1].low in PREPOSITIONS):
        return False
    return not any(g.finite and opens <= g.first < group.first for g in found)


def _second(line: list[Word], found: list[Group]) -> None:
    """A clause that has its verb has no second: "destroyed two missiles fired at Riyadh", "was not behind the bomb"."""
    for n, group in enumerate(tuple(found)):
        if not _may_be_participle(line, group):
            continue
        opens = next((at for at in range(group.first - 1, -1, -1) if _parts(line[at])), -1)
        own = [g for g in found if opens < g.first < group.first and g.finite]
        if own and not _opens_another(line, found, own[-1], opens) and group.first > own[-1].last + 1:
            found[n] = replace(group, finite=False, reduced=True, passive=True)


_NO_OBJECT = frozenset(
    "explode detonate die go come erupt happen occur collapse burst arrive flee fall rise crash clash disappear escape "
    "fight begin end start live stand sit stay remain return work gather break".split()
)
_HELD_TRUE = frozenset("clear certain sure likely aware possible true confident afraid unlikely probable".split())


def _may_be_participle(line: list[Word], group: Group) -> bool:
    """Whether a verb is a bare past of one that takes an object, and has none: a preposition follows."""
    form = verbs.table().get(line[group.head].low)
    bare = group.finite and group.first == group.last > 0 and not group.negated
    named = group.first > 0 and (line[group.first - 1].low in DETERMINERS or is_possessive(line[group.first - 1].low))
    behind = [word.low for word in line[group.last + 1 : group.last + 3]]
    follows = behind[:1] != [] and behind[0] in PREPOSITIONS and behind[1:] not in (["least"], ["most"])
    both = form is not None and form.past and form.participle
    return bare and both and follows and not named and not group.lemmas & (_NO_OBJECT | cues.lemmas("saying"))


def _opens_another(line: list[Word], found: list[Group], verb: Group, opens: int) -> bool:
    """Whether a verb may have a clause behind it without a word to open it ("said rebels fired at"), or stands in one.

    Where its own clause is opened by "after" or "who", a second verb may be the one that the sentence goes on with.
    """
    if verb.lemmas & (cues.lemmas("saying") | cues.lemmas("opening")):
        return True
    if verb.last + 1 < len(line) and line[verb.last + 1].low in _HELD_TRUE:
        return True
    opener = line[opens].low if opens >= 0 else ""
    if opener == "that":
        return not any(g.first < opens <= g.last + 1 for g in found)
    return opener in SUBORDINATORS | RELATIVES


def _behind(line: list[Word], found: list[Group]) -> None:
    """What was suffered, behind a finite verb of its clause, is a participle ("spoke of three soldiers killed in")."""
    for n, (before, group) in enumerate(pairwise(tuple(found)), 1):
        bare = group.finite and group.passive and group.first == group.last
        between = line[before.last + 1 : group.first]
        if bare and before.finite and between and not any(_parts(word) for word in between):
            found[n] = replace(group, finite=False, reduced=True)


_TOLD_OF = frozenset("report find fear presume believe leave confirm list feel".split())


def _found(found: list[Group]) -> None:
    """What somebody is reported or found to have suffered: "six soldiers were reported killed"."""
    for n, (before, group) in enumerate(pairwise(tuple(found)), 1):
        alone = group.first == group.last == before.last + 1
        if alone and before.passive and before.finite and before.lemmas & _TOLD_OF and group.finite:
            found[n] = replace(group, finite=False, reduced=True, passive=True)


def _parts(word: Word) -> bool:
    """Whether a word parts two clauses."""
    return word.is_mark or word.low in _PARTING


_HELD = frozenset("believed thought said alleged suspected reported known understood presumed".split())


def _is_held(line: list[Word], group: Group) -> bool:
    """Whether it is what others hold of somebody: "the man believed to be behind it"."""
    behind = [word.low for word in line[group.last + 1 : group.last + 3]]
    alone = group.first == group.last and group.finite and line[group.head].low in _HELD
    return alone and group.first > 0 and behind in (["to", "be"], ["to", "have"])

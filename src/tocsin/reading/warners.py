"""Who gave a warning that is told in the passive, and not who would do what it warns of."""

from itertools import pairwise

from tocsin.model import Actor, ActorKind
from tocsin.reading import grammar
from tocsin.reading.organs import is_organ
from tocsin.reading.scene import Chars, Scene, held_by
from tocsin.reading.words import Group

DANGER = frozenset(
    "attack attacks bombing bombings bomb bombs plot plots terrorism terrorist terrorists extremists "
    "militants gunmen violence assault assaults threat threats kidnapping kidnappings danger dangers "
    "strike strikes raid raids ambush intelligence plan plans planning attackers isis explosion blast "
    "shooting bombed attacked struck hostage menace kidnap seize explode".split()
)
_OF = frozenset({"of", "about", "against", "over"})
_OFFICES = frozenset("embassy embassies consulate consulates intelligence officials services agency mission".split())


def by_whom(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who warned, behind "by": not whose attack it is, nor what was warned of.

    "Staff were warned of an attack by extremists" names nobody who warned; "were told of the plot by police" does;
    "was warned by the embassy of an attack" is the embassy's.
    """
    found = grammar.agent(scene.sentence, group)
    if found is None:
        return None
    first, stop = found
    line = scene.sentence.words
    heads = [n for n in range(first + 1, stop) if line[n].low in _OF | DANGER]
    stop = next((a for a, b in pairwise(heads) if line[a].low in _OF and line[b].low in DANGER), stop)
    stop -= line[stop - 1].low in _OF
    of_danger = line[first - 2].low in DANGER and scene.words_between(group.last + 1, first - 2) & _OF
    return None if of_danger and not _is_office(scene, first, stop) else (first, stop)


def up_to_danger(scene: Scene, reach: tuple[int, int]) -> tuple[int, int]:
    """Whom somebody must warn, without what they are warned of ("residents" of "residents of a planned attack")."""
    first, stop = reach
    line = scene.sentence.words
    of = (n for n in range(first + 1, stop - 1) if line[n].low == "of" and line[n + 1].low in _OF_WHAT | DANGER)
    return first, next(of, stop)


_OF_WHAT = frozenset(
    "a an any information possible potential impending imminent planned coming specific credible what".split()
)


def _is_office(scene: Scene, first: int, stop: int) -> bool:
    """Whether words are those of a body that warns rather than attacks: police, an embassy, a service."""
    chars: Chars | None = scene.span_of((first, stop))
    if chars is None or scene.words_between(first, stop) & _OFFICES or is_organ(scene.text[slice(*chars)]):
        return chars is not None
    actors = (actor for m in held_by(scene.actors, *chars) for actor in (m.resolved, *m.candidates))
    return any(isinstance(a, Actor) and a.kind is ActorKind.INSTITUTION for a in actors)

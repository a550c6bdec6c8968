"""Who gave a warning that is told in the passive, and not who would do what it warns of."""

from itertools import pairwise

from tocsin.reading import grammar
from tocsin.reading.scene import Scene, held_by
from tocsin.reading.words import Group

DANGER = frozenset(
    "attack attacks bombing bombings bomb bombs plot plots terrorism terrorist terrorists extremists "
    "militants gunmen violence assault assaults threat threats kidnapping kidnappings danger dangers "
    "strike strikes raid raids ambush intelligence plan plans planning attackers isis explosion blast "
    "shooting bombed attacked struck hostage menace kidnap seize explode".split()
)
ARMED = frozenset(
    "gunmen militants kidnappers hijackers rebels separatists militia militiamen insurgents bandits guerrillas "
    "jihadists fighters pirates gang gangs hostage-takers".split()
)
_ATTACKERS = ARMED | frozenset("extremists extremist terrorists terrorist attackers jihadis isis".split())
_DEEDS = frozenset(
    "attack attacks bombing bombings assault assaults strike strikes raid raids ambush ambushes kidnapping kidnappings "
    "violence shooting shootings".split()
)
_THINGS = DANGER - _ATTACKERS - {"intelligence", "planning"}
_OF = frozenset({"of", "about", "against", "over"})


def by_whom(scene: Scene, group: Group) -> tuple[int, int] | None:
    """Who warned, behind "by": not whose attack it is, nor what was warned of.

    "Staff were warned of an attack by extremists" names nobody who warned; "were told of the plot by police" does;
    "was warned by the embassy of an attack" is the embassy's. Of a bomb or a threat it may be the bombers who warned.
    """
    found = grammar.agent(scene.sentence, group)
    if found is None:
        return None
    if feared(scene, group) is None:
        return _cut(scene, found)
    again = found[1]
    line = scene.sentence.words
    second = grammar.behind(scene.sentence, again + 1) if again < len(line) and line[again].low == "by" else None
    return _cut(scene, second) if second else None


def feared(scene: Scene, group: Group) -> tuple[int, int] | None:
    """The armed whose attack it is that a passive warns of: "warned of an attack by militants"; None where none are."""
    found = grammar.agent(scene.sentence, group) if group.passive else None
    if found is None:
        return None
    first, stop = found
    deed = scene.sentence.words[first - 2].low in _DEEDS and scene.words_between(group.last + 1, first - 2) & _OF
    return found if deed and _would_attack(scene, first, stop) else None


def up_to_danger(scene: Scene, reach: tuple[int, int]) -> tuple[int, int]:
    """Whom somebody must warn, without what they are warned of ("residents" of "residents of a planned attack")."""
    first, stop = reach
    line = scene.sentence.words
    of = (n for n in range(first + 1, stop - 1) if line[n].low == "of" and line[n + 1].low in _OF_WHAT | DANGER)
    return first, next(of, stop)


_OF_WHAT = frozenset(
    "a an any information possible potential impending imminent planned coming specific credible what".split()
)


def _cut(scene: Scene, found: tuple[int, int]) -> tuple[int, int]:
    """Words for whoever warned, up to what was warned of: "the embassy of an attack", "police about"."""
    first, stop = found
    line = scene.sentence.words
    heads = [n for n in range(first + 1, stop) if line[n].low in _OF | _THINGS]
    stop = next((a for a, b in pairwise(heads) if line[a].low in _OF and line[b].low in _THINGS), stop)
    return first, stop - (line[stop - 1].low in _OF)


def _would_attack(scene: Scene, first: int, stop: int) -> bool:
    """Whether words are those of armed men, or of a group that is known for it."""
    if scene.words_between(first, stop) & _ATTACKERS:
        return True
    chars = scene.span_of((first, stop))
    return chars is not None and bool(held_by(scene.groups_named, *chars))

"""What became of those and of what it was done to: slots 16 and 23, by the words nearest to them."""

import re

from bench.muc4.sentences import sentence

Cues = tuple[tuple[str, re.Pattern[str]], ...]


def _cues(*rows: tuple[str, str]) -> Cues:
    return tuple((effect, re.compile(rf"\b(?:{said})")) for effect, said in rows)


PEOPLE = _cues(
    ("NO INJURY OR DEATH", (r"(?:WAS|WERE|ESCAPED?) (?:UNHARMED|UNHURT|UNINJURED|UNSCATHED|ILLESS)|UNHARMED|UNHURT|UNINJURED|"
                           r"UNSCATHED|ESCAPED (?:\w+ )?INJUR|NOT (?:BEEN )?(?:INJURED|HURT|HARMED|WOUNDED)")),
    ("DEATH", (r"KILL|MURDER|ASSASSINAT|DEAD\b|DIED\b|DEATHS?\b|MASSACRE|EXECUT(?:ED|ION)|SLAIN|SLAUGHTER|LOST (?:HIS|HER|THEIR)? ?LI(?:FE|VES)|"
              r"GUNNED DOWN|FATAL|CORPSES?|BOD(?:Y|IES)\b|PERISHED|SHOT TO DEATH|LYNCH")),
    ("INJURY", r"WOUND|INJUR|HURT\b|MAIM|BURNED|BEATEN|TORTUR"),
)  # fmt: skip
FREED = _cues(("REGAINED FREEDOM", r"RELEASED?|FREED\b|RESCUED?|LIBERATED|SET FREE"))
THINGS = _cues(
    ("NO DAMAGE", r"NO (?:\w+ )?DAMAGE|UNDAMAGED|NOT (?:BEEN )?DAMAGED|DEFUSED|DEACTIVATED|DID NOT EXPLODE"),
    ("DESTROYED", r"DESTR(?:OY|UCTION|UCTED)|DEMOLISH|BLEW UP|BLOWN UP|BLOWING UP|LEVEL+ED|RAZED|GUTTED|TOTAL LOSS"),
    ("SOME DAMAGE", (r"DAMAG|SHATTER|BROKE\b|BROKEN|BURN|SET (?:\w+ )*?(?:ON )?(?:FIRE|ABLAZE)|KNOCKED DOWN|TOPPLED|AFFECTED|"
                    r"DERAIL|SET FIRE|TORCHED|DYNAMITED|CAVED IN|HIT\b")),
)  # fmt: skip
TAKEN = _cues(
    ("MONEY TAKEN FROM TARGET", r"MONEY|PESOS|SOLES|DOLLARS|COLONES|CASH"),
    ("PROPERTY TAKEN FROM TARGET", r"STOLE|STEAL|LOOT|TOOK\b|ROBBED|SACK"),
)


def nearest(text: str, at: tuple[int, int], cues: Cues) -> str:
    """The effect whose words stand nearest to some characters, in their sentence; "" where none does."""
    best: tuple[float, str] = (float("inf"), "")
    start, end = sentence(text, *at)
    said = text[start:end].upper().replace("\n", " ")
    for effect, cue in cues:
        for found in cue.finditer(said):
            best = min(best, (_gap(said, (at[0] - start, at[1] - start), found.span()), effect))
    return best[1]


def _gap(said: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """The characters between two stretches; a mark or a conjunction between them parts them further."""
    left, right = (one, other) if one[0] <= other[0] else (other, one)
    between = said[left[1] : right[0]]
    apart = len(re.findall(r"[,;]|\bAND\b|\bBUT\b|\bWHILE\b", between))
    return len(between) + _PART * apart


_PART = 15

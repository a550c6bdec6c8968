"""How right one fill is against another: 1, a half or 0, by the guidelines for scoring mismatches (version 7).

Where the guidelines leave a fill to a person's judgement, it is right only by what they spell out; all else is wrong,
as they ask in case of doubt. No credit is spread over several fills of the key (3.1.1.3).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bench.muc4.keys import Fill, days

RIGHT, PARTLY, WRONG = 1.0, 0.5, 0.0


def mark(slot: str, given: Fill, wanted: Fill) -> float:
    """The mark of a fill of the response against one of the key."""
    return _HOW[slot](given, wanted)


def _best(given: Sequence[str], wanted: Sequence[str], one: Callable[[str, str], float]) -> float:
    return max((one(g, w) for g in given for w in wanted), default=WRONG)


# ---- words of the text (3.1.1)

_WORD = re.compile(r"[A-Z0-9Ñ&]+(?:[.'’-][A-Z0-9Ñ]+)*")
_IDLE = frozenset(
    "A AN THE THIS THAT THESE THOSE HIS HER ITS THEIR OUR SOME SEVERAL MANY FEW VARIOUS NUMEROUS ALL BOTH OTHER OTHERS "
    "ANOTHER ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE ABOUT APPROXIMATELY AT LEAST "
    "SALVADORAN GUATEMALAN HONDURAN ARGENTINE BOLIVIAN CHILEAN COLOMBIAN ECUADORAN ECUADOREAN PERUVIAN NICARAGUAN "
    "PANAMANIAN MEXICAN VENEZUELAN CUBAN BRAZILIAN U.S AMERICAN SOVIET SPANISH FRENCH BRITISH ITALIAN GERMAN".split()
)
"""Articles, quantifiers and nationalities, which add nothing before a noun (3.1.1.1)."""
_TAIL = frozenset("OF IN ON AT WHO WHICH THAT FROM WITH FOR TO BY NEAR WHOSE WHERE BELONGING".split())
"""What opens the modifiers behind a noun."""


def words(written: str) -> tuple[str, ...]:
    """The words of a fill, without what stands in brackets and the idle words in front."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", written.upper())
    found = _WORD.findall(bare) or _WORD.findall(written.upper())
    at = 0
    while at < len(found) - 1 and (found[at] in _IDLE or found[at].isdigit()):
        at += 1
    return tuple(found[at:])


def _noun(found: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a fill up to the modifiers behind its noun."""
    stop = next((n for n, word in enumerate(found) if n and word in _TAIL), len(found))
    return found[:stop]


def string(given: str, wanted: str) -> float:
    """Right: the same words, or more of them about the key's noun. Partly: a part of the key's, or more than them."""
    ours, theirs = words(given), words(wanted)
    if not ours or not theirs:
        return WRONG
    if ours == theirs:
        return RIGHT
    if "," not in given and _noun(ours)[-len(theirs) :] == theirs:
        return RIGHT
    return PARTLY if _holds(theirs, ours) or _holds(ours, theirs) else WRONG


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))


def _strings(given: Fill, wanted: Fill) -> float:
    return _best(given.forms, wanted.forms, string)


def _same(given: Fill, wanted: Fill) -> float:
    """How far two fills belong to the same fill of another slot; to none, both, counts as the same."""
    if not given.tag or not wanted.tag:
        return RIGHT if not given.tag and not wanted.tag else WRONG
    return _best(given.tag, wanted.tag, string)


def _description(given: Fill, wanted: Fill) -> float:
    """Slot 19: right only where whom it describes is right too (3.2.19)."""
    found = _strings(given, wanted)
    return min(found, PARTLY) if _same(given, wanted) < RIGHT else found


# ---- items of closed lists (3.1.2), with what counts as half right (3.2)

_WIDER: dict[str, dict[str, tuple[str, ...]]] = {
    "instrument_type": {
        "GUN": ("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"),
        "BOMB": ("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"),
        "EXPLOSIVE": (
            "BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL", "PROJECTILE",
            "MISSILE", "ROCKET",
        ),
        "PROJECTILE": ("MISSILE", "ROCKET"),
    },
    "type": {"ATTACK": ("ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE")},
    "perp_org_confidence": {"SUSPECTED OR ACCUSED": ("SUSPECTED OR ACCUSED BY AUTHORITIES",)},
    "phys_type": {"POLITICAL FIGURE OFFICE OR RESIDENCE": ("GOVERNMENT OFFICE OR RESIDENCE",)},
    "phys_effect": {"DESTROYED": ("SOME DAMAGE",)},
    "hum_type": {
        "GOVERNMENT OFFICIAL": ("FORMER GOVERNMENT OFFICIAL", "FORMER ACTIVE MILITARY"),
        "ACTIVE MILITARY": ("FORMER GOVERNMENT OFFICIAL", "FORMER ACTIVE MILITARY"),
        "POLITICAL FIGURE": ("GOVERNMENT OFFICIAL",),
    },
    "hum_effect": {"NO INJURY": ("NO INJURY OR DEATH",), "NO DEATH": ("NO INJURY OR DEATH",)},
}  # fmt: skip
"""By slot: an item of the response, and the items of the key against which it is half right."""


def _set(slot: str) -> Callable[[Fill, Fill], float]:
    """The mark of an item: half where it belongs to another fill than the key's does."""
    wider = _WIDER.get(slot, {})

    def one(given: Fill, wanted: Fill) -> float:
        if set(given.forms) & set(wanted.forms):
            return RIGHT if _same(given, wanted) == RIGHT else PARTLY
        return PARTLY if any(set(wider.get(g, ())) & set(wanted.forms) for g in given.forms) else WRONG

    return one


# ---- numbers

_RANGE = re.compile(r"(~?)\s*(\d*)\s*(-?)\s*(\d*)")


def number(given: str, wanted: str) -> float:
    """Right: the same; partly: one number that ends the key's range, or that the key gives as about right."""
    ours, theirs = given.replace(" ", ""), wanted.replace(" ", "")
    if ours == theirs:
        return RIGHT
    found = _RANGE.fullmatch(theirs)
    return PARTLY if found and ours.isdigit() and ours in found.groups() else WRONG


def _number(given: Fill, wanted: Fill) -> float:
    """Half right at most where the number is of a thing that is only partly the key's; wrong where of another."""
    found = _best(given.forms, wanted.forms, number)
    return found if found == PARTLY else min(found, _same(given, wanted))


# ---- the day (3.2.2)


def day(given: str, wanted: str) -> float:
    """Right: the same; partly: within the key's days, or the day of the message where the key counts back from it."""
    ours, theirs = _days(given), _days(wanted)
    if ours is None or theirs is None:
        return WRONG
    if ours == theirs:
        return RIGHT
    (start, end), (first, last) = ours, theirs
    if start is None:
        return PARTLY if end == last else WRONG
    within = (first is None or start >= first) and end <= last
    return PARTLY if first != last and within else WRONG


def _days(written: str) -> tuple[date | None, date] | None:
    """The first and the last day; no first day for "- 04 FEB 90" (on or before)."""
    found = days(written)
    if not found:
        return None
    return (None if written.strip().startswith("-") else found[0], found[-1])


# ---- the place (3.2.3)


def place(given: str, wanted: str) -> float:
    """Right: the same chain of places; partly: the same country, or the same place but for the country."""
    ours, theirs = _chain(given), _chain(wanted)
    if ours == theirs:
        return RIGHT
    if ours[0] == theirs[0]:
        return PARTLY
    return PARTLY if len(ours) > 1 and ours[1:] == theirs[1:] else WRONG


def _chain(written: str) -> tuple[frozenset[str], ...]:
    """A country and the places in it, the wider first; two places where it was between them; a town is a city."""
    plain = written.upper().replace("(TOWN)", "(CITY)")
    return tuple(
        frozenset(" ".join(p.split()) for p in re.split(r"\s-\s", part)) for part in re.split(r"\s*:\s*", plain.strip())
    )


_HOW: dict[str, Callable[[Fill, Fill], float]] = {
    "date": lambda g, w: _best(g.forms, w.forms, day),
    "location": lambda g, w: _best(g.forms, w.forms, place),
    **dict.fromkeys(("instrument_id", "perp_individual", "perp_org", "phys_id", "hum_name"), _strings),
    "hum_description": _description,
    **dict.fromkeys(("phys_number", "phys_total", "hum_number", "hum_total"), _number),
    **{
        slot: _set(slot)
        for slot in (
            "type", "stage", "instrument_type", "perp_category", "perp_org_confidence", "phys_type", "phys_nation",
            "phys_effect", "hum_type", "hum_nation", "hum_effect",
        )
    },
}  # fmt: skip

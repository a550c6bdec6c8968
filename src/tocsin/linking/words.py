"""Event words: of what way, on what sort of target, one or several, pointing back or not."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns of data/events.toml, by name."""

    general: re.Pattern[str]
    ways: dict[str, re.Pattern[str]]
    targets: dict[str, re.Pattern[str]]
    elsewhere: dict[str, re.Pattern[str]]
    several: re.Pattern[str]
    deictic: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    data = tomllib.loads((files("tocsin.linking") / "data" / "events.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        general=_begins(data["general"]),
        ways={name: _begins(words) for name, words in data["way"].items()},
        targets={name: _begins(words) for name, words in data["target"].items()},
        elsewhere={name: _begins(words) for name, words in data["elsewhere"].items()},
        several=_begins(data["several"]["words"]),
        deictic=re.compile(rf"\b(?:{'|'.join(map(re.escape, data['deictic']['words']))})\b", re.IGNORECASE),
    )


def ways(text: str) -> frozenset[str]:
    """The ways of attacking that a text names ("bombing"); empty where it says no more than "attack"."""
    text = _UNSEEN.sub("", text)
    return frozenset(name for name, pattern in vocabulary().ways.items() if pattern.search(text))


def targets(text: str) -> frozenset[str]:
    """The sorts of target that a text names; "police station" names none of transport."""
    held, text = vocabulary(), _UNSEEN.sub("", text)
    return frozenset(
        name for name, pattern in held.targets.items()
        if pattern.search(held.elsewhere[name].sub(" ", text) if name in held.elsewhere else text)
    )  # fmt: skip


def is_several(text: str) -> bool:
    """Whether a text speaks of several events, or of none in particular."""
    return bool(vocabulary().several.search(text))


def points_back(text: str) -> bool:
    """Whether a text points at an event told of before ("this attack")."""
    return bool(vocabulary().deictic.search(text))


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The longer words of a text in lower case, cut to six letters, small words left out."""
    found = re.findall(r"[^\W\d_]+", _UNSEEN.sub("", text.lower()))
    return frozenset(w[:6] for w in found if len(w) > 3 and w not in _SMALL)  # noqa: PLR2004 (words of three letters tell nothing apart)


_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Hidden characters, which a quotation keeps where its words have them."""
_SHORT_WORD = 5


def _begins(words: list[str]) -> re.Pattern[str]:
    """Words at the beginning of a longer one ("bomb", "bombings"); short ones only whole ("port", never "Portugal")."""
    parts = (rf"{re.escape(w)}(?:e?s)?\b" if len(w) <= _SHORT_WORD and w not in _STEMS else re.escape(w) for w in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


_STEMS = frozenset(
    {"bomb", "blast", "explo", "gunm", "shoot", "stab", "ramm", "kill", "raid", "plot", "shell", "arson"}
)


_SMALL = frozenset(
    ("that", "this", "with", "from", "have", "been", "were", "they", "their", "which", "about", "after", "before",
     "into", "near", "said", "over")
)  # fmt: skip

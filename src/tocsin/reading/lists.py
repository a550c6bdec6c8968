"""Lists of words that rules ask for by what they name ("captors", "officers"), as data in `data/lists/`.

An entry is written in plain words, in lower case: `person(s)` stands for both, `gunm(a|e)n` for either, `kidnap*` for
every word that begins so. Entries are parted by semicolons and tried in the order in which they stand.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_SIGN = re.compile(
    r"\((?P<may>[^()|*]+)\)|\((?P<either>[^()*]+)\)|(?P<any>\*)|(?P<blank>\s+)|(?P<plain>[^()|*\s]+)|(?P<wrong>.)"
)


@cache
def held(file: str) -> dict[str, str]:
    """The lists of a file as they are written, `about` among them."""
    return tomllib.loads((files("tocsin.reading") / "data" / "lists" / f"{file}.toml").read_text("utf-8"))


def names(file: str) -> tuple[str, ...]:
    """The names of the lists of a file."""
    return tuple(name for name in held(file) if name != "about")


@cache
def entries(file: str, name: str) -> tuple[str, ...]:
    """The entries of a list, as they are written."""
    return tuple(" ".join(entry.split()) for entry in held(file)[name].split(";") if entry.strip())


@cache
def either(file: str, *names: str) -> str:
    """Any entry of some lists, as a part of a pattern: `people|person(?:s)?`.

    Raises:
        ValueError: an entry is not written in plain words.
    """
    return "|".join(_part(entry) for name in names for entry in entries(file, name))


@cache
def pattern(file: str, *names: str) -> re.Pattern[str]:
    """A pattern that finds any entry of some lists as whole words, in capitals or not."""
    return re.compile(rf"(?i)\b(?:{either(file, *names)})\b")


def _part(entry: str) -> str:
    made = ""
    for sign in _SIGN.finditer(entry):
        match sign.lastgroup:
            case "may":
                made += f"(?:{_spelled(sign['may'])})?"
            case "either":
                made += f"(?:{'|'.join(map(_spelled, sign['either'].split('|')))})"
            case "any":
                made += r"\w*"
            case "blank":
                made += r"\s"
            case "plain":
                made += re.escape(sign["plain"])
            case _:
                raise ValueError(f"{entry!r} holds {sign[0]!r}")
    return made


def _spelled(words: str) -> str:
    return r"\s".join(map(re.escape, words.split(" ")))

"""Who is only said not to have done it, and who not to have done it alone."""

import re

from tocsin.reading.sentence import Sentence

_ONLY = frozenset("only just merely simply solely".split())
_NOT_THEM = re.compile(
    rf"""(?ix) (?:it\s | (?:it|that)['’ʼ]s\s)? not\s
        (?! (?:{"|".join(sorted(_ONLY))} | the\s(?:first|last|only) | alone | until | long | far | in | on | at)\b
            | (?:[\w-]+\s){{1,4}}alone\b)
    | (?:[\w.-]+\s){{0,3}}[\w.-]+['’ʼ]s\snot\sthe\s(?!(?:first|last|only)\b)(?:[\w-]+\s){{1,3}}(?:that|who|which)\b"""
)


def did_it(content: str) -> bool:
    """Whether others did it than are named: "it was not them who bombed", "the ELN's not the group that bombed"."""
    return _NOT_THEM.match(content) is not None


def named_alone(sentence: Sentence, doer: tuple[int, int]) -> tuple[int, int] | None:
    """Who did it: the ELN of "it was not only the ELN that"; nobody of "it was not the first group that"."""
    line, (first, stop) = sentence.words, doer
    rest = [w.low for w in line[first:stop]]
    if rest[0] != "not" or not rest[1:]:
        return doer
    if rest[1] in _ONLY and rest[2:]:
        return first + 2, stop
    if rest[-1] == "alone" and rest[2:]:
        return first + 1, stop - 1
    return None if rest[1] == "the" and {*rest[2:3]} & {"first", "last", "only"} else doer


__all__ = ["did_it", "named_alone"]

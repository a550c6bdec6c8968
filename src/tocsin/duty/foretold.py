"""What is said of things to come, each thing once: a copy, the same words, and a voice that repeats itself add none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from tocsin.duty import wording
from tocsin.duty.outlook import ahead
from tocsin.model import Actor, Certainty, Foretold, Incident, Mention, Statement, When, Where

_NUMBER = re.compile(r"\d+")


def foretold(
    incident: Incident, statements: Mapping[str, Statement], *, origin: Mapping[str, str], copy_of: Mapping[str, str],
    at: datetime,
) -> tuple[Foretold, ...]:  # fmt: skip
    """The statements of an incident that speak of something to come, in order of recording, each thing told once.

    One is left out that tells what an earlier one tells: in the same words, in a copy of its report, or by the same
    origin, no surer, and with nothing added to who, what, where and when, nor a figure that nobody gave before.
    `origin` says whom each statement goes back to, `copy_of` which cluster of copies each report is in. In doubt it
    stays.
    """
    kept: list[Foretold] = []
    in_words: dict[tuple[str, ...], list[tuple[Told, str]]] = defaultdict(list)
    by_voice: dict[str, list[tuple[Told, int]]] = defaultdict(list)
    figures: set[str] = set()
    for one in ahead(incident, statements):
        told, given, sure = _told(one), _figures(one), _SURE.index(one.factuality.certainty)
        same, voice = in_words[_words(one)], by_voice[origin.get(one.id, one.id)]
        copied = copy_of.get(one.report, one.report)
        repeats = any(copied == other or told <= before for before, other in same)
        repeats |= bool(told) and given <= figures and any(told <= before and sure <= s for before, s in voice)
        if not repeats:
            kept.append(Foretold(statement=one.id, at=at))
            same.append((told, copied))
            voice.append((told, sure))
        figures |= given
    return tuple(kept)


Told = frozenset[tuple[str, ...]]
"""Who, what, with what, where and when."""
_SURE = (Certainty.UNKNOWN, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)


def _told(statement: Statement) -> Told:
    """Who, what, with what, where and when, as far as it is resolved, else in its words."""
    roles = statement.roles
    named: Iterable[tuple[str, tuple[Mention, ...]]] = (
        ("actor", roles.actor), ("target", roles.target), ("victim", roles.victim), ("instrument", roles.instrument),
        ("place", roles.place), ("time", roles.time),
    )  # fmt: skip
    return frozenset((role, *_meant(mention)) for role, mentions in named for mention in mentions)


def _meant(mention: Mention) -> tuple[str, ...]:
    match mention.resolved:
        case Actor(id=name):
            return (name,)
        case Where(name=name, country=country):
            return name, country or ""
        case When(start=start, end=end):
            return str(start), str(end)
        case _:
            return tuple(word for word in wording.words(mention.span.quote) if word not in _ARTICLES)


_ARTICLES = frozenset({"the", "a", "an"})


def _words(statement: Statement) -> tuple[str, ...]:
    return tuple(word for span in statement.content for word in wording.words(span.quote))


def _figures(statement: Statement) -> frozenset[str]:
    """The figures of what is said, but those of a day or place, which are told by what they mean."""
    found = " ".join(span.quote for span in statement.content)
    for mention in statement.roles.all():
        found = found.replace(mention.span.quote, " ")
    return frozenset(_NUMBER.findall(found))

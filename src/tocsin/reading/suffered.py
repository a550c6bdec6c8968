"""Who suffers an act, and what only goes off, where the place of a word in its sentence would say otherwise."""

from tocsin.model import Actor
from tocsin.reading import grammar
from tocsin.reading.cues import Hit
from tocsin.reading.nouns import nouns
from tocsin.reading.people import names_people
from tocsin.reading.scene import Chars, Scene, held_by
from tocsin.reading.words import PREPOSITIONS, Group

_GOES_OFF = frozenset("explode detonate go blow burst".split())
_PERSONS = frozenset("he she who they we i".split())
_MEETS = frozenset("hit strike trigger".split())
_A_MINE = frozenset("a an land mine landmine land-mine ied anti-tank anti-personnel buried".split())
_NO_THING = frozenset("flames aboard open apart its their his her".split())
_OWN_WAY = frozenset({"way", "ways"})


def settled(scene: Scene, group: Group, roles: dict[str, list[Chars]]) -> dict[str, list[Chars]]:
    """The roles of an act, of which the grammar alone took an hour for a target, or a bag for who did it."""
    out = dict(roles)
    for name in ("target", "victim"):
        if name in out:
            out[name] = [_without_day(scene, out[name][0])]
            if _is_nothing(scene, out[name][0]):
                del out[name]
    doer = out.get("actor", [None])[0]
    if doer is None or group.passive:
        return out
    met = scene.span_of(grammar.object_of(scene.sentence, group)) if group.lemmas & _MEETS else None
    if met and _words(scene, met) <= _A_MINE:
        return {"target": [doer], "instrument": [met]}  # "the lorry hit a mine"
    if group.lemmas & _GOES_OFF and "target" not in out and not _is_somebody(scene, doer):
        del out["actor"]
        if not group.lemmas & {"blow", "burst"} and len(_words(scene, doer)) > 1:
            out["instrument"] = [doer]
    return out


def _words(scene: Scene, chars: Chars) -> set[str]:
    return scene.words_between(scene.sentence.at(chars[0]), scene.sentence.at(chars[1] - 1) + 1)


def _is_nothing(scene: Scene, chars: Chars) -> bool:
    """Whether words behind a verb are an hour or how it went: "at ten past ten", "shot its way", "tore open"."""
    first, stop = scene.sentence.at(chars[0]), scene.sentence.at(chars[1] - 1) + 1
    line = scene.sentence.words
    if line[first].low in _NO_THING:
        return line[first].low in {"flames", "aboard", "open", "apart"} or line[stop - 1].low in _OWN_WAY
    if any(m.span.start <= chars[0] and chars[1] <= m.span.end for m in scene.times):
        return True
    return all(n.is_time for n in nouns(scene.sentence, first, stop)) and not _is_of_people(scene, chars)


def _without_day(scene: Scene, chars: Chars) -> Chars:
    """Words without the day that stands right behind them: "31 people last Sunday"."""
    day = next((m.span.start for m in scene.times if chars[0] < m.span.start < chars[1] <= m.span.end), None)
    if day is None:
        return chars
    line, first = scene.sentence.words, scene.sentence.at(chars[0])
    last = scene.sentence.at(day) - 1
    while last >= first and line[last].low in PREPOSITIONS | {"about"}:
        last -= 1
    return (chars[0], line[last].end) if last >= first else chars


def _is_somebody(scene: Scene, chars: Chars) -> bool:
    """Whether what goes off is a person or a party: a bomber explodes and did it, a bag did not."""
    words = _words(scene, chars)
    actors = (a for m in held_by(scene.actors, *chars) for a in (m.resolved, *m.candidates))
    named = any(isinstance(a, Actor) for a in actors)
    armed = any(chars[0] <= h.start < chars[1] for h in scene.of("violence", "actors"))
    return bool(words & _PERSONS) or named or armed or names_people(scene.text[slice(*chars)])


_OF_PERSONS = frozenset(
    "killing killings murder murders assassination assassinations abduction abductions kidnapping kidnappings massacre "
    "massacres beheading beheadings execution executions slaying slayings shooting shootings stabbing stabbings".split()
)


def of_noun(scene: Scene, hit: Hit, stop: int) -> dict[str, list[Chars]]:
    """Whom a noun says that it was done to: "the killing of two nurses", and not of a town, of a day or at a place."""
    line, at = scene.sentence.words, hit.stop
    if line[hit.stop - 1].low not in _OF_PERSONS:
        return {}
    at += at < stop and line[at].low == "dead"
    if at + 1 >= stop or line[at].low != "of":
        return {}
    reach = grammar.behind(scene.sentence, at + 1)
    chars = scene.span_of(reach)
    if reach is None or chars is None or reach[0] != at + 1 or reach[1] > stop:
        return {}
    placed = any(m.span.start == chars[0] for m in (*scene.places, *scene.times))
    return {"victim": [chars]} if not placed and _is_of_people(scene, chars) else {}


def _is_of_people(scene: Scene, chars: Chars) -> bool:
    return names_people(scene.text[slice(*chars)]) or any(
        c.span.start < chars[1] and chars[0] < c.span.end for c in scene.counts
    )

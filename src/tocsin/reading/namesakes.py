"""Whose surname stands alone: "Kirby added" is the John Kirby who spoke before, where the text knows only one Kirby."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from tocsin.model import Actor, ActorKind, Mention, MentionKind, Span, Speaker
from tocsin.reading import genders
from tocsin.reading.roll import Heard
from tocsin.reading.scene import Scene
from tocsin.reading.story import Story

_PART = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
_ALONE = re.compile(rf"(?:(?P<title>Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?P<surname>(?:(?:al|el|bin|van|von|de)[\s-])?{_PART})")
_TWO = re.compile(
    rf"(?<![\w’'-])(?=(?P<first>{_PART}|[A-Z]\.)\s(?:[A-Z]\.\s)?(?:(?:al|el|bin|van|von|de|der|del)[\s-]){{0,2}}(?P<last>{_PART})\b)"
)
FULL = re.compile(rf"{_PART}(?:\s(?:[A-Z]\.|(?:al|el|bin|van|von|de|der|del)[\s-]?|{_PART})){{0,2}}[\s-]{_PART}")
_NO_FIRST = frozenset(
    "Mr Mrs Ms Miss Dr President Minister General Colonel Major Captain Senator Governor Mayor Judge Chief Ambassador "
    "Secretary Spokesman Spokeswoman Commander Sheikh Imam Bishop Father Sir Lord Lady Inspector Sergeant Lieutenant "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The This That But And When While After Before If As In On At By For From "
    "With To Of Then However Later Also Still Meanwhile Yesterday Today Since Because Although Though Both".split()
)
_FIRMS = re.compile(
    r"(?:\s(?:Ltd|Inc|Corp|Corporation|Group|Company|plc|PLC|LLC|Holdings|Brothers|Airlines|News|"
    r"family|County|City|Street|Road|clan|brothers)\b|\s&\s|\sand\s(?:Sons|Co)\b)"
)


def named_before(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """The person whose surname is all that some words are; None where two bear it, or something else is so called."""
    found = _ALONE.fullmatch(span.quote)
    if found is None or _is_something_else(scene, span):
        return None
    surname = found["surname"]
    if surname not in _bearers(scene.story) or len(_bearers(scene.story)[surname]) != 1:
        return None
    one = next((s for s in before.back() if _is_full(s, surname) and _stands_before(s, span)), None)
    if one is None or one.mention is None:
        one = _person(scene, surname)
    if one is None or one.mention is None or not _fits(found["title"], genders.told(one, before.back())):
        return None
    basis = one.mention.basis or one.mention.span
    mention = Mention(span=span, kind=MentionKind.ACTOR, resolved=one.mention.resolved, basis=basis)
    return Speaker(name=one.name, role=one.role, mention=mention)


def _fits(title: str | None, told: str) -> bool:
    """Whether whoever is called "Mrs" is told to be a woman, and whoever is called "Mr" not to be one."""
    return told == "she" if title in {"Mrs", "Ms", "Miss"} else not (title == "Mr" and told == "she")


def _stands_before(one: Speaker, span: Span) -> bool:
    return one.mention is not None and one.mention.span.end <= span.start


def _is_full(one: Speaker, surname: str) -> bool:
    """Whether a speaker is a person by a full name that ends with a surname."""
    resolved = one.mention.resolved if one.mention else None
    if isinstance(resolved, Actor) and resolved.kind is not ActorKind.PERSON:
        return False
    return _last(one.name) == surname and FULL.fullmatch(one.name) is not None


def _person(scene: Scene, surname: str) -> Speaker | None:
    """A person of that surname who was named with an office before, whether or not they spoke."""
    found = scene.parties.last(f"surname {surname}", lambda m: _is_called(m, surname))
    if found is None or not isinstance(found.resolved, Actor):
        return None
    return Speaker(name=found.resolved.name, mention=found)


def _is_called(mention: Mention, surname: str) -> bool:
    resolved = mention.resolved
    return isinstance(resolved, Actor) and resolved.kind is ActorKind.PERSON and _last(resolved.name) == surname


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1] if name.strip() else ""


def _is_something_else(scene: Scene, span: Span) -> bool:
    """Whether a word names a place or a party here, or a firm, a family or a place anywhere in the text."""
    if any(m.span.overlaps(span) for m in (*scene.actors, *scene.places)):
        return True
    return _last(span.quote) in _others(scene.story)


@lru_cache(maxsize=1)
def _bearers(story: Story) -> Mapping[str, frozenset[str]]:
    """By surname, the first names that stand before it anywhere in the text."""
    out: dict[str, set[str]] = defaultdict(set)
    for match in _TWO.finditer(story.text):
        if match["first"] not in _NO_FIRST:
            out[match["last"]].add(match["first"])
    return {surname: frozenset(first) for surname, first in out.items()}


@lru_cache(maxsize=1)
def _others(story: Story) -> frozenset[str]:
    """The names that are a firm's, a family's or a place's in the text."""
    words = re.finditer(_PART, story.text)
    return frozenset(w[0] for w in words if _FIRMS.match(story.text, w.end()))

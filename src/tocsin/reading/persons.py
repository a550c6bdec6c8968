"""Persons in public roles: a name with an office before it, or a description after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.model import Actor, ActorKind, Mention, MentionKind, Span
from tocsin.reading import lexicon, organs
from tocsin.reading.story import Story
from tocsin.reading.stretch import across, within


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A named person, and the role that the text gives them ("a counterterrorism analyst at the Soufan Group")."""

    mention: Mention
    role: str
    role_span: Span


_PART = r"(?:[A-ZÀ-Þ]\.(?:\s?[A-Z]\.)?|[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ][\w’'-]*)"
_DAYS = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Yesterday|Today|On|In|At|By|But|And|When|While|After|Before|Then|The"
)
_NAME = (
    rf"(?!(?:{_DAYS})\s){_PART}(?:\s(?:(?:al|bin|ibn|de|del|da|dos|van|von|der|el|la|di|abu|ul)[\s-])?{_PART}){{1,3}}"
)
_AFTER = re.compile(
    rf"(?P<name>{_NAME}),\s(?P<role>(?:an?\s|the\s|its\s|his\s|her\s|their\s|[a-z])[^,;:.“”\"]{{2,90}}?)(?=,|\.|;|"
    rf"\ssaid\b|\stold\b|$)"
)
_BEFORE = re.compile(rf"(?P<name>{_NAME})")
_APPOSED = re.compile(
    rf"(?P<role>(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s[^,;:.“”\"]{{2,60}}?),\s(?P<name>{_NAME})(?=,|\.)"
)


def find(text: str, span: Span, *, story: Story) -> tuple[NamedPerson, ...]:
    """The persons that a stretch of the story's text names with a role, in order; a role holds an office."""
    if not within(story.offices, span.start, span.end):
        return ()
    found: dict[int, NamedPerson] = {}
    for match in (*_AFTER.finditer(text, span.start, span.end), *_APPOSED.finditer(text, span.start, span.end)):
        if _holds_office(story, match.start("role"), match.end("role")):
            found.setdefault(
                match.start("name"), _person(text, match.span("name"), match.span("role"), span.text, story)
            )
    for start, end, role in _titled(text, span, story):
        found.setdefault(start, _person(text, (start, end), role, span.text, story))
    return tuple(found[start] for start in sorted(found))


def _holds_office(story: Story, start: int, end: int) -> bool:
    return bool(within(story.offices, start, end))


def _titled(text: str, span: Span, story: Story) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Names right behind an office: "President Vladimir V. Putin", "police spokesman Tomas Varga"."""
    for hit in within(story.offices, span.start, span.end - 1):
        if any(o.collective for o in hit.items) and text[hit.end - 1] == "s":
            continue
        name = _BEFORE.match(text, hit.end + 1, span.end) if text[hit.end : hit.end + 1] == " " else None
        if name:
            yield name.start("name"), name.end("name"), (hit.start, hit.end)


def _person(text: str, name: tuple[int, int], role: tuple[int, int], of: str, story: Story) -> NamedPerson:
    written = text[name[0] : name[1]].removesuffix("'s").removesuffix("’s")
    end = name[0] + len(written)
    slug = "-".join(re.findall(r"[^\W_]+", written.lower()))
    span = Span(start=name[0], end=end, quote=written, text=of)
    role_span = Span(start=role[0], end=role[1], quote=text[role[0] : role[1]], text=of)
    owner = _belongs(role, story) or _state_served(role_span, story)
    actor = Actor(id=f"person:{slug}", name=written, kind=ActorKind.PERSON, part_of=owner)
    return NamedPerson(
        mention=Mention(span=span, kind=MentionKind.ACTOR, resolved=actor), role=role_span.quote, role_span=role_span
    )


_SENT = re.compile(
    r"(?i)\b(?:ambassador|envoy|consul|consul[\s-]general|representative|attach[eé]|emissary|nuncio|liaison\sofficer|"
    r"charg[eé]\sd['’]affaires)\s(?:(?:to|in|at|for)\s)"
)


def _belongs(role: tuple[int, int], story: Story) -> str | None:
    """The institution that the role names, else the state of its demonym or country, right before it or in it.

    No ambassador is of whom they are sent to.
    """
    start, end = role
    if (sent := _SENT.search(story.text, start, end)) is not None:
        end = sent.start()
    for hit in within(story.actors, start, end):
        if not hit.weak:
            return hit.items[0].id
    codes = [h.items[0] for h in across(story.demonyms, start - 3, end) if h.end <= end]
    codes += [h.items[0].countries[0] for h in within(story.areas, start, end) if h.items[0].countries]
    return lexicon.state(codes[0]).id if codes else None


def _state_served(role: Span, story: Story) -> str | None:
    """The state of an office that names none ("the police chief"): the one that the text speaks of."""
    found = organs.state_of(role, story)
    return found.resolved.id if found and isinstance(found.resolved, Actor) else None

"""Who and what fills the five roles of a message, each tied to its characters.

`spoken` takes them from the roles of the statements that a reader found; whatever else marks them in the text, as a
tagger of tokens would, gives the same `Filler`, so that templates are made alike from either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.muc4 import tables
from tocsin.model import Actor, ActorKind, Kind, Mention, Reading, Statement
from tocsin.reading import lexicon

PERP_IND, PERP_ORG, TARGET, VICTIM, WEAPON = "PerpInd", "PerpOrg", "Target", "Victim", "Weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Characters `start` to `end` of a message, their words, and the role that they fill."""

    role: str
    start: int
    end: int
    quote: str


EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT})


def spoken(reading: Reading, text: str) -> tuple[Filler, ...]:
    """The fillers in the statements of a reading, each once, in order of the text."""
    found = {f: None for s in reading.statements if not s.suggestion for f in _of(s, text)}
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.role)))


def _of(statement: Statement, text: str) -> Iterator[Filler]:
    roles = statement.roles
    if statement.kind in EVENTS | {Kind.ACCUSATION, Kind.CLAIM}:
        for mention in roles.actor:
            yield from _doer(mention, text)
    if statement.kind is Kind.CLAIM:
        for speaker in statement.speakers[-1:]:
            if speaker.mention:
                yield from _doer(speaker.mention, text)
    if statement.kind in EVENTS | {Kind.TOLL}:
        for mention in (*roles.target, *roles.victim):
            yield from _suffers(mention, text)
        for mention in roles.instrument:
            yield _filler(WEAPON, mention.span.start, mention.span.end, text)


def _filler(role: str, start: int, end: int, text: str) -> Filler:
    return Filler(role=role, start=start, end=end, quote=" ".join(text[start:end].split()))


def _doer(mention: Mention, text: str) -> Iterator[Filler]:
    """An organisation where the words name one; an individual where they name people, of an organisation or not."""
    start, end = mention.span.start, mention.span.end
    words = tables.bases(text[start:end])
    orgs = [h for h in lexicon.actor_matcher().find(text, lexicon.tokens(text, start, end)) if h.end <= end]
    for hit in orgs:
        if hit.items[0].kind is not ActorKind.PERSON:
            yield _filler(PERP_ORG, hit.start, hit.end, text)
    whole = bool(orgs) and re.fullmatch(r"(?i)\s*(?:the|a)?\s*", text[start : orgs[0].start]) is not None
    if whole and orgs[-1].end >= end - 1:
        return
    if tables.doers().last(words) or tables.people().last(words) or tables.is_name(text[start:end]):
        yield _filler(PERP_IND, start, end, text)
    elif isinstance(mention.resolved, Actor) and not orgs and mention.resolved.kind is not ActorKind.PERSON:
        yield _filler(PERP_ORG, start, end, text)


def _suffers(mention: Mention, text: str) -> Iterator[Filler]:
    quote = text[mention.span.start : mention.span.end]
    words = tables.bases(quote)
    person, thing = tables.people().last(words), tables.things().last(words)
    human = tables.is_name(quote) or (person is not None and (thing is None or thing.weak or person.stop >= thing.stop))
    if human:
        yield _filler(VICTIM, mention.span.start, mention.span.end, text)
    elif thing is not None:
        yield _filler(TARGET, mention.span.start, mention.span.end, text)

"""A written answer into statements: each quotation is found in its passage exactly, or the entry is refused.

Nothing is repaired: no quotation is trimmed to fit, no number rounded, no field guessed. Names, places and times are
resolved from the same tables as everywhere, never by the answer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Publicity,
    Relation,
    RelationType,
    Report,
    Resolved,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
    Unread,
    UnreadBecause,
    When,
)
from tocsin.reading import actors, places, speakers, story, times
from tocsin.reading.passages import Passage

SCORE = 0.5
"""Nobody has measured how often an answer is right: the lowest score of a statement that counts."""
MOST_ENTRIES = 20
"""Entries for each passage asked about; an answer with more of them has run away."""
ROLES: Mapping[str, MentionKind] = {
    "actor": MentionKind.ACTOR,
    "target": MentionKind.THING,
    "victim": MentionKind.PEOPLE,
    "instrument": MentionKind.THING,
    "recipient": MentionKind.ACTOR,
    "place": MentionKind.PLACE,
    "time": MentionKind.TIME,
}
_NEEDED = ("passage", "kind", "content", "certainty", "polarity")
_FIELDS = frozenset({*_NEEDED, "cue", "stage", "channel", "speakers", "roles", "tolls", "relation"})
_SHOWN = 200

Scale = TypeVar("Scale", bound=StrEnum)


class Unfit(ValueError):
    """Something in an answer that cannot be taken as it stands; its words say what."""


# ---- the answer as a whole

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(?P<inside>.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)


def items(answer: str, *, asked: int) -> list[Any]:
    """The entries of an answer about so many passages; a fence about the whole of it is no part of it.

    Raises:
        Unfit: it is no JSON, is not whole, or has not the form that was asked for.
    """
    fenced = _FENCED.fullmatch(answer)
    try:
        found = json.loads(fenced["inside"] if fenced else answer, object_pairs_hook=_once, parse_constant=_constant)
    except Unfit as fault:
        raise Unfit(f"the answer has not the form that was asked for: {fault}") from fault
    except (ValueError, RecursionError) as error:
        raise Unfit(f"the answer is not JSON, or is not whole: it begins {shown(answer)}") from error
    if not isinstance(found, dict) or set(found) != {"statements"} or not isinstance(found["statements"], list):
        raise Unfit(f"the answer has not the form that was asked for: it begins {shown(answer)}")
    entries: list[Any] = found["statements"]
    if len(entries) > asked * MOST_ENTRIES:
        raise Unfit(f"the answer has {len(entries)} entries on {asked} passages, and none was looked at")
    return entries


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields stand in it once each: of two that contradict each other neither is taken."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unfit("a field stands twice in one object")
    return found


def _constant(word: str) -> None:
    raise Unfit(f"{word} is no JSON")


# ---- one entry


@dataclass(frozen=True)
class Told:
    """A report that is asked about: what its names resolve to, and whose answers are read."""

    report: Report
    published: When | None
    passages: Sequence[Passage]
    reader: str

    @cached_property
    def story(self) -> story.Story:
        """What the whole text mentions."""
        return story.tell(self.report.text)

    @cached_property
    def dateline(self) -> When | None:
        """The day that the report's dateline states."""
        lines = (p.dateline for p in self.passages if p.dateline)
        found = (times.of_dateline(self.report.text, line, published=self.published) for line in lines)
        return next(filter(None, found), None)

    def read(self, item: Any, *, within: Sequence[tuple[int, Passage]], place: str) -> Statement | Unread:
        """The statement that an entry makes of one of these passages; or the entry as it stands, and what is wrong."""
        number = item.get("passage") if isinstance(item, dict) else None
        at = next((p for n, p in within if type(number) is int and n == number), None)
        try:
            return self._statement(_fields(item, needed=_NEEDED, known=_FIELDS), at, place)
        except Unfit as fault:
            return Unread(
                report=self.report.id, passage=(at or within[0][1]).span, because=UnreadBecause.REFUSED,
                detail=f"entry {place}: {fault}", proposed=_proposed(item),
            )  # fmt: skip

    def _statement(self, item: Mapping[str, Any], passage: Passage | None, place: str) -> Statement:
        if passage is None:
            raise Unfit(f"{shown(item['passage'])} is the number of no passage that was asked about")
        there = _There(told=self, passage=passage, content=_only(passage, item["content"]))
        cue = item.get("cue")
        return Statement(
            report=self.report.id,
            passage=passage.span,
            kind=_scale(Kind, item["kind"], of="kind"),
            content=(there.content,),
            factuality=Factuality(
                certainty=_scale(Certainty, item["certainty"], of="certainty"),
                polarity=_scale(Polarity, item["polarity"], of="polarity"),
            ),
            cue=None if cue is None else there.span(cue, of="cue"),
            speakers=tuple(there.speaker(each) for each in _listed(item, "speakers")),
            stage=None if item.get("stage") is None else _scale(Stage, item["stage"], of="stage"),
            channel=None if item.get("channel") is None else _scale(Publicity, item["channel"], of="channel"),
            roles=there.roles(item.get("roles")),
            tolls=tuple(there.toll(each) for each in _listed(item, "tolls")),
            relation=None if item.get("relation") is None else there.relation(item["relation"]),
            reader=self.reader,
            score=SCORE,
            because=f"asked: entry {place}",
        )


@dataclass(frozen=True)
class _There:
    """One passage, and the content in it that an entry is about."""

    told: Told
    passage: Passage
    content: Span

    def span(self, quote: Any, *, of: str) -> Span:
        """Where a quotation stands in the passage; of several places, the one nearest to the content.

        Raises:
            Unfit: it is no quotation, or does not stand there in whole words.
        """
        found = _found(self.passage, quote, of=of)
        return min(found, key=lambda s: (max(s.start - self.content.end, self.content.start - s.end, 0), s.start))

    def speaker(self, item: Any) -> Speaker:
        """One of those quoted, by the name that the tables give, else as the answer or the text has it."""
        item = _fields(item, needed=("quote",), known=frozenset({"quote", "name"}))
        mention, name = self._actor(self.span(item["quote"], of="speaker")), item.get("name")
        if name is None:
            return Speaker(name=_name(mention), mention=mention)
        if not isinstance(name, str) or not name.strip():
            raise Unfit(f"{shown(name)} is no name")
        return Speaker(name=name, mention=replace(mention, resolved=mention.resolved or self._called(name)))

    def roles(self, item: Any) -> Roles:
        """Who and what takes part, each by its quotation."""
        item = {} if item is None else _fields(item, needed=(), known=frozenset(ROLES))
        return Roles(**{role: tuple(self.mention(q, role=role) for q in _listed(item, role)) for role in item})

    def mention(self, quote: Any, *, role: str) -> Mention:
        """A quotation in a role, with what the tables say that it names."""
        span, kind = self.span(quote, of=role), ROLES[role]
        if kind is MentionKind.PLACE:
            return _named(span, kind, self._places)
        if kind is MentionKind.TIME:
            about = next((m.span for m in self._times if span.within(m.span)), span)
            return replace(_named(about, kind, self._times), span=span)
        if role in {"actor", "recipient", "target"}:
            found = self._actor(span)
            return found if found.resolved or kind is MentionKind.ACTOR else Mention(span=span, kind=kind)
        return Mention(span=span, kind=kind)

    def toll(self, item: Any) -> Toll:
        """A count of people, as the answer gives it; the verifier counts again."""
        fields = ("who", "effect", "low", "quote")
        item = _fields(item, needed=fields, known=frozenset({*fields, "best", "high"}))
        low, best, high = (item.get(end) for end in ("low", "best", "high"))
        if any(type(n) is not int for n in (low, best, high) if n is not None) or low is None:
            raise Unfit(f"{shown([low, best, high])} are no whole numbers")
        mention = Mention(span=self.span(item["quote"], of="toll"), kind=MentionKind.PEOPLE)
        who, effect = _scale(TollWho, item["who"], of="who"), _scale(TollEffect, item["effect"], of="effect")
        try:
            return Toll(who=who, effect=effect, low=low, best=best, high=high, mention=mention)
        except ValueError as error:
            raise Unfit(str(error)) from error

    def relation(self, item: Any) -> Relation:
        """A tie of two parties, or of a party and a place."""
        fields = ("left", "type", "right")
        item = _fields(item, needed=fields, known=frozenset(fields))
        left, right = (self.span(item[side], of=side) for side in ("left", "right"))
        tie = _scale(RelationType, item["type"], of="type")
        placed = tie in {RelationType.BASED_IN, RelationType.ACTIVE_IN}
        to = _named(right, MentionKind.PLACE, self._places) if placed else self._actor(right)
        return Relation(left=self._actor(left), type=tie, right=to)

    def _actor(self, span: Span, *, within: Span | None = None) -> Mention:
        """A party, where all of its words name it; somebody of a party ("US citizens") is not the party."""
        known = actors.find(self.told.report.text, within or self.passage.span, story=self.told.story)
        found = _named(span, MentionKind.ACTOR, known)
        if isinstance(found.resolved, Actor) and found.resolved.kind is not ActorKind.PERSON:
            inside = next(m for m in known if m.span.within(span))
            whole = inside.span == span or speakers.is_whole(inside, span)
            return found if whole else Mention(span=span, kind=MentionKind.ACTOR)
        return found

    def _called(self, name: str) -> Resolved | None:
        """The party of a name that stands in the report before, the last time that it does."""
        text, end = self.told.report.text, self.passage.span.end
        at = text.rfind(name, 0, end)
        if at < 0 or _cuts(text, at) or _cuts(text, at + len(name)):
            return None
        span = Span(start=at, end=at + len(name), quote=name, text=self.passage.span.text)
        return self._actor(span, within=span).resolved

    @property
    def _places(self) -> tuple[Mention, ...]:
        return places.find(self.told.report.text, self.passage.span, story=self.told.story)

    @property
    def _times(self) -> tuple[Mention, ...]:
        told = self.told
        return times.find(told.report.text, self.passage.span, published=told.published, dateline=told.dateline)


# ---- quotations, names, words of a scale


def _found(passage: Passage, quote: Any, *, of: str) -> list[Span]:
    """Every place in a passage where a quotation stands in whole words."""
    if not isinstance(quote, str) or not quote.strip():
        raise Unfit(f"the {of} is no quotation: {shown(quote)}")
    text, start = passage.span.quote, passage.span.start
    at = [m for m in _places_of(text, quote) if not _cuts(text, m) and not _cuts(text, m + len(quote))]
    if not at:
        raise Unfit(f"the {of} does not stand in the passage in these words: {shown(quote)}")
    return [Span(start=start + m, end=start + m + len(quote), quote=quote, text=passage.span.text) for m in at]


def _places_of(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _cuts(text: str, at: int) -> bool:
    """Whether a cut there goes through a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _only(passage: Passage, quote: Any) -> Span:
    """Where the content stands; which of two is meant is not guessed."""
    found = _found(passage, quote, of="content")
    if len(found) > 1:
        raise Unfit(f"the content stands {len(found)} times in the passage, and it is not said which: {shown(quote)}")
    return found[0]


def _named(span: Span, kind: MentionKind, known: Sequence[Mention]) -> Mention:
    """A quotation with what its words name; where they name several, none of them, and all as candidates."""
    inside = [m for m in known if m.span.within(span)]
    if len(inside) == 1:
        one = inside[0]
        return Mention(span=span, kind=kind, resolved=one.resolved, candidates=one.candidates, basis=one.basis)
    each: list[Resolved] = [c for m in inside for c in (m.resolved, *m.candidates) if c is not None]
    return Mention(span=span, kind=kind, candidates=tuple(dict.fromkeys(each)))


def _name(mention: Mention) -> str:
    """The name of a party or person whose words are theirs alone; else the words themselves ("Finnish police")."""
    party = mention.resolved
    if not isinstance(party, Actor):
        return mention.span.quote
    own = party.kind is ActorKind.PERSON or speakers.is_whole(mention, mention.span)
    return party.name if own else mention.span.quote


def _fields(item: Any, *, needed: Sequence[str], known: frozenset[str]) -> dict[str, Any]:
    """An object with the fields that it needs, and none that nobody knows."""
    if not isinstance(item, dict):
        raise Unfit(f"{shown(item)} stands where an object must")
    strange = sorted(set(item) - known)
    if strange:
        raise Unfit(f"no such field: {shown(', '.join(strange))}")
    lacking = [name for name in needed if item.get(name) is None]
    if lacking:
        raise Unfit(f"it lacks {', '.join(lacking)}")
    return item


def _listed(item: Mapping[str, Any], name: str) -> list[Any]:
    listed = item.get(name)
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise Unfit(f"{name} must be a list, not {shown(listed)}")
    return listed


def _scale(scale: type[Scale], word: Any, *, of: str) -> Scale:
    found = next((member for member in scale if isinstance(word, str) and member == word), None)
    if found is None:
        raise Unfit(f"{shown(word)} is no {of}")
    return found


def _proposed(item: Any) -> str:
    """An entry that was refused, in as many of its own words as are worth keeping."""
    if isinstance(item, dict) and isinstance(item.get("kind"), str) and isinstance(item.get("content"), str):
        return f"{shown(item['kind'], bare=True)}: {shown(item['content'], bare=True)}"
    return shown(item)


_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def shown(word: Any, *, bare: bool = False) -> str:
    """Some of the words of an answer, for a person: in one line, not long, without what is no text."""
    try:
        spelled = word if isinstance(word, str) else json.dumps(word, ensure_ascii=False)
    except RecursionError:
        spelled = "something without end"
    line = _NO_TEXT.sub("\ufffd", " ".join(spelled.split()))
    short = line if len(line) <= _SHOWN else f"{line[:_SHOWN]} …"
    return short if bare or not isinstance(word, str) else f"“{short}”"

"""Who: armed groups, states, institutions and persons in a sentence; a branch is never its parent."""

import re
from collections.abc import Iterator

from tocsin.model import Actor, ActorKind, Mention, MentionKind, Span
from tocsin.reading import lexicon
from tocsin.reading.story import Story


def find(text: str, span: Span, *, story: Story) -> tuple[Mention, ...]:
    """The actors named in a stretch of the story's text, in order.

    Unnamed actors ("gunmen") are no mention here. "A branch of the Islamic State" resolves to nobody: its
    candidates are the known branches, and never the parent.
    """
    return tuple(sorted(_mentions(text, span, story), key=lambda m: m.span.start))


def resolve_anaphora(text: str, span: Span, *, story: Story) -> Mention:
    """What "the group", "it", "they" or "the branch" at `span` refers to.

    Resolved to the armed group named last before it where that is one, with the naming span as `basis`;
    where several are as likely, or none is, unresolved, with the candidates.
    """
    before = [h for h in story.actors if h.end <= span.start and not h.weak]
    groups = [h for h in before if any(a.kind is ActorKind.GROUP for a in h.items)]
    if not groups:
        return Mention(span=span, kind=MentionKind.ACTOR)
    last = groups[-1]
    return Mention(
        span=span, kind=MentionKind.ACTOR, resolved=last.items[0],
        basis=Span(start=last.start, end=last.end, quote=text[last.start : last.end], text=span.text),
    )  # fmt: skip


_BRANCH = re.compile(
    r"(?i)\b(?:an?|one|another|some|several|local|regional|the)\s(?:[\w’'-]+\s){0,2}?(?:branch|affiliate|offshoot|wing|arm|chapter|cell|faction|"
    r"franchise|splinter|affiliates|branches|cells|sympathi[sz]ers?|supporters?)\s(?:group\s)?(?:of|linked\sto|loyal\sto)\s(?:the\s)?$"
)


def _mentions(text: str, span: Span, story: Story) -> Iterator[Mention]:
    for hit in story.actors:
        if span.start <= hit.start and hit.end <= span.end and not hit.weak:
            yield _named(text, span, hit)
    yield from _states(text, span, story)


def _named(text: str, span: Span, hit: lexicon.Hit[Actor]) -> Mention:
    first, *others = sorted(hit.items, key=lambda a: a.kind is not ActorKind.STATE)
    branch = _BRANCH.search(text, span.start, hit.start) if first.kind is ActorKind.GROUP else None
    if branch:
        return Mention(
            span=Span(start=branch.start(), end=hit.end, quote=text[branch.start() : hit.end], text=span.text),
            kind=MentionKind.ACTOR, candidates=lexicon.branches(first.id),
        )  # fmt: skip
    return Mention(
        span=Span(start=hit.start, end=hit.end, quote=text[hit.start : hit.end], text=span.text),
        kind=MentionKind.ACTOR, resolved=first, candidates=tuple(others),
    )  # fmt: skip


_OFFICIALS = re.compile(
    r"(?i)(?:’s|'s)?\s(?:[a-z-]+\s){0,3}?(?:officials?|authorities|government|ministers?|ministry|police|intelligence(?:\s(?:services?|agenc(?:y|ies)|officials?))?|"
    r"army|military|troops|forces|soldiers|navy|air\sforce|president|embassy|diplomats?|spokes(?:man|woman|person)|prosecutors?|investigators|"
    r"security\s(?:services?|forces|officials)|services)\b"
)


def _states(text: str, span: Span, story: Story) -> Iterator[Mention]:
    taken = [(h.start, h.end) for h in story.actors if not h.weak]
    hits = [(h.start, h.end, h.items[0].countries) for h in story.areas if h.items[0].id.startswith("country:")]
    hits += [(h.start, h.end, (h.items[0],)) for h in story.demonyms]
    for start, end, codes in hits:
        if not (span.start <= start and end <= span.end) or any(a < end and start < b for a, b in taken):
            continue
        office = _OFFICIALS.match(text, end, span.end)
        stop = office.end() if office else end
        yield Mention(
            span=Span(start=start, end=stop, quote=text[start:stop], text=span.text),
            kind=MentionKind.ACTOR, resolved=lexicon.state(codes[0]),
        )  # fmt: skip

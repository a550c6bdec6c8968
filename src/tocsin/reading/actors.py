"""Who: armed groups, states, institutions and persons in a sentence; a branch is never its parent."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from tocsin.model import Actor, ActorKind, Mention, MentionKind, Span
from tocsin.reading import lexicon, persons, unlisted
from tocsin.reading.lexicon import Hit
from tocsin.reading.story import Story
from tocsin.reading.stretch import within


def find(text: str, span: Span, *, story: Story) -> tuple[Mention, ...]:
    """The actors named in a stretch of the story's text, in order, none overlapping another.

    Unnamed actors ("gunmen") are no mention here. "A branch of the Islamic State" resolves to nobody: its
    candidates are the known branches, and never the parent.
    """
    kept: list[Mention] = []
    named_ = (*_named_in(text, span, story), *unlisted.find(text, span, listed=story.actors))
    for mention in (*named_, *_persons(text, span, story), *_states(text, span, story)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span.start))


def _persons(text: str, span: Span, story: Story) -> Iterator[Mention]:
    return (person.mention for person in persons.find(text, span, story=story))


# ---- groups and institutions

_BRANCH = re.compile(
    r"(?i)\b(?:an?|one|another|some|several|local|regional|the)\s(?:[\w’'-]+\s){0,2}?(?:branch(?:es)?|affiliates?|"
    r"offshoots?|wing|arm|chapter|cells?|faction|"
    r"franchise|splinter|sympathi[sz]ers?|supporters?|followers?)\s(?:group\s)?(?:of|linked\sto|loyal\sto|"
    r"tied\sto)\s(?:the\s)?$"
)
_OWN_BRANCH = re.compile(r"(?:['’]s)?\s(?:[a-z-]+\s){0,2}?(?:branch|affiliate|offshoot|wing|arm|franchise|chapter)\b")
_WING = re.compile(
    r"['’]s?\s(?P<name>(?:[A-ZÀ-Þ][\w’'-]+\s){1,3}(?:Brigades?|Battalion|Wing|Unit|Squad|Front|Column|Commando|Corps))\b"
)
_OF_PLACE = re.compile(
    r"(?P<how>\s(?:of|in)\s(?:the\s)?|-|\s[–—-]\s|"
    r"['’]s\s)(?P<where>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2})(?P<kind>\s(?:branch|affiliate|province|wing|"
    r"chapter|offshoot)\b)?"
)


_SECRETARY = re.compile(r"(?i)\bsecretary\sof\s(?:the|its|their)\s$")
_LEAD = len(" secretary of their ")
"""A Security Council that has a secretary is a state's: that of the United Nations has none."""


def _named_in(text: str, span: Span, story: Story) -> Iterator[Mention]:
    for hit in within(story.actors, span.start, span.end):
        if _SECRETARY.search(text, max(0, hit.start - _LEAD), hit.start) and hit.items[0].id == "security-council":
            continue
        if not hit.weak or _is_in_view(hit, story):
            yield named(text, hit, start=span.start, end=span.end, of=span.text)


def _is_in_view(hit: Hit[Actor], story: Story) -> bool:
    """Whether a weak name's group, its parent or one of its branches is named outright elsewhere."""
    ids = {i.id for i in hit.items} | {i.part_of for i in hit.items if i.part_of}
    return not ids.isdisjoint(story.outright)


def named(text: str, hit: Hit[Actor], *, start: int, end: int, of: str) -> Mention:
    """The mention that a name makes between two bounds: itself, or a branch of it, named or not."""
    first, *others = sorted(hit.items, key=lambda a: a.kind is not ActorKind.STATE)
    if first.kind is not ActorKind.GROUP:
        return _mention(text, hit.start, hit.end, of, resolved=first, candidates=tuple(others))
    before = _BRANCH.search(text, start, hit.start)
    if before:
        return _mention(text, before.start(), hit.end, of, candidates=lexicon.branches(first.id))
    placed = _OF_PLACE.match(text, hit.end, end)
    if placed and lexicon.branches(first.id):
        branch = _branch_of(text, hit, first, placed, of)
        if branch:
            return branch
    wing = _WING.match(text, hit.end, end)
    if wing:
        slug = "-".join(re.findall(r"[^\W_]+", wing["name"].lower()))
        own = Actor(id=f"named:{slug}", name=wing["name"], kind=ActorKind.GROUP, part_of=first.id)
        return _mention(text, hit.start, wing.end(), of, resolved=own)
    after = _OWN_BRANCH.match(text, hit.end, end)
    if after:
        return _mention(text, hit.start, after.end(), of, candidates=lexicon.branches(first.id))
    return _mention(text, hit.start, hit.end, of, resolved=first, candidates=tuple(others))


def _branch_of(text: str, hit: Hit[Actor], parent: Actor, placed: re.Match[str], of: str) -> Mention | None:
    """The branch that a parent's name with a place names: "the Islamic State of Khorasan", "... in Afghanistan"."""
    where, how = placed["where"], placed["how"].strip()
    fitting = lexicon.branches_at(parent.id, where)
    if len(fitting) == 1 and (how != "in" or not set(fitting[0].home) & set(parent.home)):
        return _mention(text, hit.start, placed.end(), of, resolved=fitting[0])
    if len(fitting) > 1 or placed["kind"] or how == "-":
        return _mention(text, hit.start, placed.end(), of, candidates=fitting or lexicon.branches(parent.id))
    return None


def _mention(
    text: str, start: int, end: int, of: str, *, resolved: Actor | None = None, candidates: tuple[Actor, ...] = ()
) -> Mention:
    span = Span(start=start, end=end, quote=text[start:end], text=of)
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=resolved, candidates=candidates)


# ---- states: by name, by people and office, by capital

_ADJECTIVE = re.compile(r"(?:U\.?\s?S\.?(?:A\.?)?|U\.?K\.?|UAE|U\.A\.E\.|EU)")
_GAP = re.compile(
    r"\s(?:(?!(?:and|or|of|to|in|on|at|by|for|was|were|is|had|has|who|that|with|from|as|will|would|"
    r"[a-z]+ed)\s)[a-z][\w-]*\s){0,2}"
)
_ARMS = re.compile(
    r"\s(?:[a-z]+\s)?(?:drone|air|missile|rocket|artillery)?\s?-?(?:strikes?|airstrikes?|drones?|forces|troops|"
    r"soldiers|warplanes|jets|missiles?|bombs|bombing|shelling|raids?|attack|aircraft|commandos|army|military|navy|"
    r"gunboats?|tanks)\b"
)
_SAYS = re.compile(
    r"\s(?:(?:had|has|have|also|later|again|publicly|privately|repeatedly|has\snot|had\snot|does\snot|"
    r"did\snot)\s)?(?:said|says|warned|warns|denied|denies|accused|accuses|confirmed|confirms|blamed|blames|told|"
    r"rejected|rejects|condemned|"
    r"announced|insisted|insists|believes?|claimed|claims|vowed|urged|called\son|responded|has\s\w+ed|had\s\w+ed|"
    r"would\s\w+)\b"
)


def _states(text: str, span: Span, story: Story) -> Iterator[Mention]:
    offices = story.office_ends
    for hit in within(story.areas, span.start, span.end):
        if hit.items[0].id.startswith("country:"):
            end = _office_end(text, hit.end, offices, adjective=bool(_ADJECTIVE.fullmatch(text[hit.start : hit.end])))
            resolved = lexicon.state(hit.items[0].countries[0])
            yield _mention(text, hit.start, max(end, _longer(hit.start, offices, span)), span.text, resolved=resolved)
    for people in within(story.demonyms, span.start, span.end):
        yield from _of_people(text, people, offices, span)
    yield from _capitals(text, span, story)


def _office_end(text: str, end: int, offices: Mapping[int, int], *, adjective: bool) -> int:
    """Where the office that belongs to a state ends ("U.S. officials", "Iran's president"), or the state's own end."""
    if not adjective:
        owned = re.match(r"['’]s", text[end : end + 2])
        if not owned:
            return end
        end_of_name, end = end, end + 2
    else:
        end_of_name = end
    gap = _GAP.match(text, end)
    if not gap:
        return end_of_name
    starts = [m for m in range(end + 1, gap.end() + 1) if m in offices]
    return max((offices[m] for m in starts), default=end_of_name)


def _longer(start: int, offices: Mapping[int, int], span: Span) -> int:
    return min(offices.get(start, 0), span.end)


def _of_people(text: str, people: Hit[str], offices: Mapping[int, int], span: Span) -> Iterator[Mention]:
    """A demonym speaks of its state with an office ("Russian officials") or with arms ("American drone strike")."""
    end = max(_office_end(text, people.end, offices, adjective=True), _longer(people.start, offices, span))
    if end == people.end and not _ARMS.match(text, people.end, span.end):
        return
    candidates = tuple(lexicon.state(code) for code in people.items)
    resolved = candidates[0] if len(candidates) == 1 else None
    yield _mention(
        text, people.start, min(end, span.end), span.text, resolved=resolved, candidates=() if resolved else candidates
    )


def _capitals(text: str, span: Span, story: Story) -> Iterator[Mention]:
    """A capital that speaks is its government ("Moscow denied")."""
    for hit in within(story.cities, span.start, span.end):
        if not _SAYS.match(text, hit.end, span.end):
            continue
        city = hit.cities[0]
        country = lexicon.countries().get(city.country)
        if (country and country.capital in {city.name, text[hit.start : hit.end]}) or city.name == "Washington":
            yield _mention(text, hit.start, hit.end, span.text, resolved=lexicon.state(city.country))


# ---- what "the group" refers to

_TO_PARENT = re.compile(r"(?i)['’]s\s(?:[\w-]+\s){0,3}?(?:branch|affiliate|offshoot|wing|arm|franchise|chapter)\b")
_WANTS_BRANCH = re.compile(r"(?i)\b(?:branch|affiliate|offshoot|wing|arm|chapter|franchise)\b")
_SENTENCE_END = re.compile(r"[.!?]['\"’”)\]]*\s|\n\s*\n")
_SENTENCES_BACK = 4


def resolve_anaphora(text: str, span: Span, *, story: Story) -> Mention:
    """What "the group", "it", "they" or "the branch" at `span` refers to.

    Resolved to the armed group of the nearest sentence before it that names one, with the naming span as `basis`;
    where that sentence names several, or only a branch without its name, unresolved, with the candidates.
    "The group's branch" looks for the parent of a branch, "the branch" for a branch.
    """
    groups = _groups(story)
    if _TO_PARENT.match(text, span.end):
        return _parent(span, groups)
    wants_branch = _WANTS_BRANCH.search(span.quote) is not None
    for mentions in _by_sentence(span, groups):
        fitting = [m for m in mentions if not wants_branch or not isinstance(m.resolved, Actor) or m.resolved.part_of]
        if fitting:
            return _settled(span, fitting)
    return Mention(span=span, kind=MentionKind.ACTOR)


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """The groups that a text names outright, in order, where each name begins, and where the sentences end.

    `ids` says by the id of a group which of them name it, `parts` by that of a parent which name a branch of it.
    """

    mentions: Sequence[Mention]
    starts: Sequence[int]
    ends: Sequence[int]
    ids: Mapping[str, Sequence[int]]
    parts: Mapping[str, Sequence[int]]

    def before(self, at: int, *, of: Sequence[int] | None = None) -> Iterator[int]:
        """The numbers of those that end before a character, the last first; of all, or of some."""
        stop = bisect_right(self.starts, at)
        numbers = range(stop - 1, -1, -1) if of is None else reversed(of[: bisect_left(of, stop)])
        return (n for n in numbers if self.mentions[n].span.end <= at)


@lru_cache(maxsize=1)
def _groups(story: Story) -> _Groups:
    """The groups of a text, worked out once for all that is asked of it."""
    text = story.text
    mentions: list[Mention] = []
    starts: list[int] = []
    ids: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    for hit in story.actors:
        if hit.weak:
            continue
        one = named(text, hit, start=max(0, hit.start - 80), end=min(len(text), hit.end + 60), of=story.digest)
        actor = one.resolved if isinstance(one.resolved, Actor) else None
        if not (actor.kind is ActorKind.GROUP if actor else one.candidates):
            continue
        if actor:
            ids.setdefault(actor.id, []).append(len(mentions))
        if actor and actor.part_of:
            parts.setdefault(actor.part_of, []).append(len(mentions))
        mentions.append(one)
        starts.append(hit.start)
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    return _Groups(mentions=mentions, starts=starts, ends=ends, ids=ids, parts=parts)


def _by_sentence(span: Span, groups: _Groups) -> Iterator[list[Mention]]:
    """The groups named before a span by sentence, nearest sentence first."""
    before = (groups.mentions[n] for n in groups.before(span.start))
    each = groupby(before, key=lambda m: bisect_right(groups.ends, m.span.start))
    return (list(same)[::-1] for _, same in islice(each, _SENTENCES_BACK))


def _settled(span: Span, mentions: list[Mention]) -> Mention:
    """One group if one is named; else nobody, and all of them as candidates, the last named first."""
    actors = list(dict.fromkeys(m.resolved for m in reversed(mentions) if isinstance(m.resolved, Actor)))
    unnamed = [c for m in mentions if m.resolved is None for c in m.candidates]
    if len(actors) == 1 and not unnamed:
        last = next(m for m in reversed(mentions) if m.resolved == actors[0])
        return Mention(span=span, kind=MentionKind.ACTOR, resolved=actors[0], basis=last.span)
    return Mention(span=span, kind=MentionKind.ACTOR, candidates=tuple(dict.fromkeys((*actors, *unnamed))))


def _parent(span: Span, groups: _Groups) -> Mention:
    """The parent that "the group's branch" speaks of: the last one named, else that of the branch named last."""
    parents = [p for p, at in groups.parts.items() if any(groups.mentions[n].span.end <= span.start for n in at)]
    last = max((next(groups.before(span.start, of=groups.ids.get(p, ())), -1) for p in parents), default=-1)
    if last >= 0:
        found = groups.mentions[last]
        return Mention(span=span, kind=MentionKind.ACTOR, resolved=found.resolved, basis=found.span)
    known = [lexicon.groups()[p].actor for p in parents if p in lexicon.groups()]
    return Mention(span=span, kind=MentionKind.ACTOR, candidates=tuple(known))

"""The chain of those quoted, outermost first: whose words a statement stands in, and who makes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.model import Actor, ActorKind, Certainty, Mention, MentionKind, Span, Speaker
from tocsin.reading import actors, belonging, genders, grammar, namesakes, organs, outer, plurals, subjects
from tocsin.reading.passages import cut
from tocsin.reading.roll import Heard
from tocsin.reading.scene import Chars, Draft, Scene, Voice
from tocsin.reading.stretch import within

_PRONOUN = re.compile(r"(?i)(?:it|he|she|they|we|i|who|which|that|his|her|its|their|our|you|them|him|[aq])")
_GROUP_WORD = re.compile(
    r"(?i)(?:the|this|that|its|their)\s(?:[\w-]+\s){0,2}?(?:group|organi[sz]ation|movement|branch|militants|rebels|insurgents|faction|network|affiliate)"
)
_PERSON_PRONOUN = frozenset({"he", "she", "him", "her", "his", "i"})


def around(scene: Scene, draft: Draft) -> tuple[tuple[Voice, ...], Certainty | None]:
    """The voices in whose words the content stands, outermost first, and the hedge of the innermost."""
    start, end = draft.content
    anchor = draft.cue or draft.content
    found = [v for v in scene.voices if _holds(v, start, end, anchor)]
    found = [v for v in found if not (start <= v.who[0] < end) or v.who[1] <= anchor[0] or v.scope[1] <= v.who[0]]
    found += [v for v in scene.attributed if v.scope[0] <= anchor[0] < v.scope[1]]
    found = [v for v in found if not (draft.maker and v.who == draft.maker)]
    asides = [
        v for v in scene.voices if v.scope[0] <= anchor[0] < v.scope[1] and _ASIDE.search(scene.text, 0, v.who[0])
    ]
    if asides:  # "a blast, which the UN says killed 13, was an accident, the Taliban said"
        found = [v for v in found if not any(v.scope[0] <= a.who[0] < v.scope[1] for a in asides)]
        found += [a for a in asides if a not in found]
    ordered = sorted(found, key=lambda v: (v.scope[0] - v.scope[1], v.cited))
    hedge = ordered[-1].hedge if ordered else None
    return tuple(ordered), hedge


_ASIDE = re.compile(r"(?i),\s(?:which|who|whom)\s\Z")


def _holds(voice: Voice, start: int, end: int, anchor: Chars) -> bool:
    left, right = voice.scope
    if not left <= anchor[0] < right:
        return False
    overlap = min(end, right) - max(start, left)
    return overlap * 2 >= end - start


def chain(scene: Scene, draft: Draft, voices: Sequence[Voice], before: Heard) -> tuple[Speaker, ...]:
    """The speakers of a draft; `before` are those who spoke in the passages before, for pronouns."""
    out: list[Speaker] = []
    if draft.speakers is not None:
        if any(voice.elsewhere for voice in voices):
            out = _joined(out, scene.inherited)  # their turn goes on, whoever else is quoted in it
        around = outer.quoting(scene, draft.speakers[0], voices) if draft.speakers else []
        for who in (*around, *draft.speakers):
            out = _joined(out, speaker(scene, who, before.besides(out)))
        return tuple(out)
    for voice in voices:
        out = _joined(out, scene.inherited if voice.elsewhere else speaker(scene, voice.who, before))
    if draft.spoken and draft.maker:
        goes_on = any(voice.elsewhere and voice.who == draft.maker for voice in scene.voices)
        out = _joined(out, scene.inherited if goes_on else speaker(scene, draft.maker, before.besides(out)))
    return tuple(out)


def _joined(chain_so_far: list[Speaker], new: Speaker | None) -> list[Speaker]:
    """A chain with one more speaker; the same party twice is one."""
    if new is None or any(s.name == new.name for s in chain_so_far):
        return chain_so_far
    return [*(s for s in chain_so_far if not genders.are_one(s.name, new.name)), new]


def speaker(scene: Scene, who: Chars, before: Heard) -> Speaker | None:
    """A speaker at some characters: by the name resolved, else as written; a pronoun is who spoke or stood before."""
    of = scene.passage.span.text
    start, end = _stripped(scene.text, *who)
    if start >= end:
        return None
    span = cut(scene.text, start, end, of=of)
    if _PRONOUN.fullmatch(span.quote):
        return _referred(scene, span, before)
    if span.quote.lower() == "there":
        return None
    if (namesake := namesakes.named_before(scene, span, before)) is not None:
        return namesake
    mention = Mention(span=span, kind=MentionKind.ACTOR) if _are_several(scene, span) else mention_in(scene, span)
    if isinstance(mention.resolved, Actor) and mention.resolved.kind is ActorKind.PERSON:
        lead = scene.text[span.start : mention.span.start].strip(" ,")
        held = Mention(span=span, kind=MentionKind.ACTOR, resolved=mention.resolved)
        return Speaker(name=mention.resolved.name, role=lead or _role(scene, span), mention=held)
    name = mention.resolved.name if isinstance(mention.resolved, Actor) and is_whole(mention, span) else span.quote
    return Speaker(
        name=name,
        role=_role(scene, span),
        mention=Mention(
            span=span,
            kind=MentionKind.ACTOR,
            resolved=mention.resolved,
            candidates=mention.candidates,
            basis=mention.basis,
        ),
    )


def is_whole(mention: Mention, span: Span) -> bool:
    """Whether a speaker's words are the party itself, and not somebody of it ("a spokesman for", "officials")."""
    resolved = mention.resolved
    if not isinstance(resolved, Actor):
        return False
    if resolved.kind is ActorKind.STATE:
        rest = span.quote.replace(mention.span.quote, "").strip(" ,'’s")
        return (
            mention.basis is None
            and rest.lower() in {"", "the"}
            and not re.search(r"(?i)official|minist|spokes|polic|author|agenc|diplomat|senator|govern", span.quote)
        )
    others = span.quote.lower().replace(mention.span.quote.lower(), "").split()
    return mention.basis is not None or _ITS_OWN.issuperset(others)


_ITS_OWN = frozenset(
    "the group militant militants organisation organization its basque separatist rebel islamist jihadist".split()
)
"""What may stand beside a party's name in words that are the party itself."""


def mention_in(scene: Scene, span: Span, *, blamed: bool = False, struck: bool = False) -> Mention:
    """The party that a noun phrase names: in its own words, what "the group" stands for, or whose police it is.

    Whoever is `blamed` for something is the body of a state only where the words themselves name the state; a capital
    that is `struck` is a place, and no government.
    """
    inside = [m for m in scene.actors if m.span.within(span)]
    organ = bool(inside) and organs.is_organ(span.quote)
    if (own := next((m for m in inside if _is_party(scene, m, span, organ=organ)), None)) is not None:
        return own
    if (found := _called(scene, span) or _named_before(scene, span) or plurals.named(span, scene.story)) is not None:
        return found
    if inside:
        return Mention(span=span, kind=MentionKind.ACTOR)
    if _is_group_word(scene, span) or span.quote.lower() in {"it", "they", "its", "their", "we", "our"}:
        return actors.resolve_anaphora(scene.text, span, story=scene.story)
    return (
        _weakly_named(scene, span)
        or (None if struck else organs.government(span))
        or organs.state_of(span, scene.story, alone=blamed)
        or Mention(span=span, kind=MentionKind.ACTOR)
    )


_GOES_ON = re.compile(r"(?i),?\s(?:(?:that|which)\s(?:is|was)\s)?(?:known|called|named|calling)\s")


def _is_group_word(scene: Scene, span: Span) -> bool:
    """Whether words speak of a group that was named before, and give it no name themselves ("the group known as")."""
    return _GROUP_WORD.fullmatch(span.quote) is not None and _GOES_ON.match(scene.text, span.end) is None


def _weakly_named(scene: Scene, span: Span) -> Mention | None:
    """A party by a name that means other things too ("ETA"), where the text speaks of the country it is at home in."""
    for hit in within(scene.story.actors, span.start, span.end):
        if hit.weak and len(hit.items) == 1 and not scene.story.spoken_of.isdisjoint(hit.items[0].home):
            return actors.named(scene.text, hit, start=span.start, end=span.end, of=span.text)
    return None


def _is_party(scene: Scene, named: Mention, span: Span, *, organ: bool) -> bool:
    """Whether a party's name in a noun phrase makes the phrase that party, or somebody of it."""
    if _only_owns(scene, named, span):
        return False
    person = isinstance(named.resolved, Actor) and named.resolved.kind is ActorKind.PERSON
    return person or belonging.stands_for(scene.text, named, span, organ=organ)


def _only_owns(scene: Scene, named: Mention, span: Span) -> bool:
    """Whether a noun phrase names a person only as whose people it speaks of ("President Marwa's advisers")."""
    person = isinstance(named.resolved, Actor) and named.resolved.kind is ActorKind.PERSON
    owns = scene.text[named.span.end : span.end].startswith(("'s ", "’s "))
    return person and (owns or (named.span.quote.endswith(("'s", "’s")) and named.span.end < span.end))


_CALLS_ITSELF = re.compile(
    r"(?i),?\s(?:(?:that|which|who)\s)?(?:calls?|called|calling)\s(?:itself|themselves|himself|herself)\s"
)


def _called(scene: Scene, span: Span) -> Mention | None:
    """A party by the name that it gives itself right behind: "a group that calls itself Northern Star"."""
    found = _CALLS_ITSELF.match(scene.text, span.end)
    named = next((m for m in scene.actors if found and 0 <= m.span.start - found.end() <= _LEAD), None)
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=named.resolved, basis=named.span) if named else None


_LEAD = 5
_DEFINITE = re.compile(
    r"(?i)the\s(?P<head>embassy|consulate|service|ministry|agency|committee|council|command|commission|"
    r"high\scommission|mission|bureau|department|newspaper|company|office|prosecutor|police)"
)


def _named_before(scene: Scene, span: Span) -> Mention | None:
    """The institution that "the service" or "the embassy" stands for: the last one so called that was named before."""
    match = _DEFINITE.fullmatch(span.quote)
    if match is None:
        return None
    head = match["head"].lower()
    here = [m for m in scene.actors if m.span.end <= span.start and _is_called(m, head)]
    last = here[-1] if here else scene.parties.last(head, lambda m: _is_called(m, head))
    return Mention(span=span, kind=MentionKind.ACTOR, resolved=last.resolved, basis=last.span) if last else None


def _is_called(mention: Mention, head: str) -> bool:
    resolved = mention.resolved
    return isinstance(resolved, Actor) and (head in resolved.name.lower() or head in mention.span.quote.lower())


def _referred(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """Who a pronoun is: a person or party that spoke before, the transcript's labelled turn, or the group in view."""
    low = span.quote.lower()
    if low in {"a", "q"}:
        return Speaker(name=span.quote, mention=Mention(span=span, kind=MentionKind.ACTOR))
    if low in _OURSELVES:
        return _ourselves(scene, span, before)
    if (teller := _told_before(scene, span, before) or _teller(scene, span, before)) is not None:
        return teller
    if low not in _PERSON_PRONOUN:
        inside = [
            m for m in scene.actors if m.span.end <= span.start and getattr(m.resolved, "kind", None) is ActorKind.GROUP
        ]
        if inside:
            last = inside[-1]
            name = last.resolved.name if isinstance(last.resolved, Actor) else last.span.quote
            return Speaker(
                name=name, mention=Mention(span=span, kind=MentionKind.ACTOR, resolved=last.resolved, basis=last.span)
            )
    if low in _PERSON_PRONOUN and (own := _does_something(scene, span, before)) is not None:
        return own
    if (led := _led(scene, span) or _spoke_last(scene, span, before)) is not None:
        return led
    found = actors.resolve_anaphora(scene.text, span, story=scene.story)
    if isinstance(found.resolved, Actor) and low not in _PERSON_PRONOUN:
        return Speaker(name=found.resolved.name, mention=found)
    return Speaker(name=span.quote, mention=Mention(span=span, kind=MentionKind.ACTOR, candidates=found.candidates))


def _does_something(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """The person who does something in the sentence before "he" or "she" stands there."""
    who = subjects.person_before(scene, span)
    own = speaker(scene, who, before) if who else None
    if own is None or own.mention is None or not genders.may_be(span.quote.lower(), own, before.back()):
        return None
    return replace(own, mention=replace(own.mention, span=span, basis=own.mention.basis or own.mention.span))


def _led(scene: Scene, span: Span) -> Speaker | None:
    """The party that the sentence before began with, for "it": "Kyiv has not commented. It has denied ..."."""
    if span.quote.lower() != "it" or scene.leading is None or not isinstance(scene.leading.resolved, Actor):
        return None
    party, basis = scene.leading.resolved, scene.leading.basis or scene.leading.span
    return Speaker(name=party.name, mention=Mention(span=span, kind=MentionKind.ACTOR, resolved=party, basis=basis))


def _spoke_last(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """Whoever spoke last and may be meant by a pronoun: "he" is no group, and "it" no person; nobody of two at once.

    A person with whom the sentence before began is meant before whoever spoke before that.
    """
    low = span.quote.lower()
    person = low in _PERSON_PRONOUN
    for earlier in _fitting(low, before):
        if earlier.mention and earlier.mention.span.end <= span.start:
            if person and (_is_of_several(earlier) or _acts_since(scene, earlier)):
                break
            basis = earlier.mention.basis or earlier.mention.span
            mention = Mention(span=span, kind=MentionKind.ACTOR, resolved=earlier.mention.resolved, basis=basis)
            return Speaker(name=earlier.name, role=earlier.role, mention=mention)
    one = scene.acting if person else None
    if one is None or not isinstance(one.resolved, Actor) or not _is_one_person(one) or one.span.end > span.start:
        return None
    if not genders.may_be(low, Speaker(name=one.resolved.name, mention=one), before.back()):
        return None
    return Speaker(name=one.resolved.name, mention=replace(one, span=span, basis=one.basis or one.span))


def _fitting(pronoun: str, before: Heard) -> Iterator[Speaker]:
    """Those who spoke and may be meant by a pronoun, the last first; behind a "she", only who is told to be "he"."""
    person, other = pronoun in _PERSON_PRONOUN, False
    for earlier in before.back():
        if (person and _is_body(earlier)) or (pronoun == "it" and _is_person(earlier)):
            continue
        if pronoun == "they" and _IS_ONE.match(earlier.name) and not _is_body(earlier):
            continue
        if person and _PRONOUN.fullmatch(earlier.name):
            return
        if person and not genders.may_be(pronoun, earlier, before.back()):
            other = True
        elif other and not _is_person(earlier) and not genders.told(earlier, before.back()):
            return
        else:
            yield earlier


def _acts_since(scene: Scene, spoke: Speaker) -> bool:
    """Whether the sentence before begins with another person than spoke last, who stands behind them."""
    one = scene.acting
    if one is None or spoke.mention is None or one.span.start <= spoke.mention.span.end:
        return False
    office = None if _is_one_person(one) else _BY_OFFICE.fullmatch(one.span.quote)
    return office is None or office["office"].lower() not in f"{spoke.name} {spoke.role}".lower()


_JOINED = re.compile(r"\s(?:and|or)\s(?:[a-z]+\s){0,3}[A-Z]")


def _are_several(scene: Scene, span: Span) -> bool:
    """Whether words name several persons ("Mayor Ruiz and Colonel Lima"), of whom none alone speaks."""
    named = [m for m in scene.actors if m.span.within(span) and _is_one_person(m)]
    return len({m.resolved for m in named}) > 1 and _JOINED.search(span.quote) is not None


def _is_of_several(one: Speaker) -> bool:
    """Whether several spoke at once, so that "he" may be either."""
    return one.mention is not None and _JOINED.search(one.name) is not None and one.mention.resolved is None


def _is_one_person(mention: Mention) -> bool:
    return isinstance(mention.resolved, Actor) and mention.resolved.kind is ActorKind.PERSON


def acts(scene: Scene) -> Mention | None:
    """The person who is the subject of a sentence's first verb, by name or by office ("the president went on air")."""
    first = scene.sentence.finite_in(0, len(scene.sentence.words))
    who = scene.span_of(grammar.subject(scene.sentence, first)) if first else None
    if first is None or who is None or who[0] > scene.sentence.words[first.first].start:
        return None
    span = cut(scene.text, *_stripped(scene.text, *who), of=scene.passage.span.text)
    named = None if _are_several(scene, span) else mention_in(scene, span)
    if named and not first.passive and _BY_OFFICE.fullmatch(span.quote):
        return named
    return named if named and _is_one_person(named) else None


_BY_OFFICE = re.compile(
    r"(?i)the\s(?:(?!and\s|or\s)[\w-]+\s){0,3}?(?P<office>president|minister|mayor|governor|chief|commander|secretary|"
    r"commissioner|ambassador|director|bishop|imam|judge|prosecutor|general|colonel|spokes(?:man|woman|person)|official|"
    r"officer|leader|chairman|chairwoman)(?:\s(?:of|for|in|at)\s(?:(?!and\s|or\s)[\w’'-]+\s?){1,6})?"
)
"""Who may be meant by "he" in the sentence behind, as may whomever they met: whoever spoke before them is not."""


def opens(scene: Scene) -> Mention | None:
    """The party that is the subject of a sentence's first verb, where it is a state, a group or a body of one."""
    first = scene.sentence.finite_in(0, len(scene.sentence.words))
    who = scene.span_of(grammar.subject(scene.sentence, first)) if first else None
    if first is None or who is None or who[0] > scene.sentence.words[first.first].start:
        return None
    named = mention_in(scene, cut(scene.text, *_stripped(scene.text, *who), of=scene.passage.span.text))
    party = isinstance(named.resolved, Actor) and named.resolved.kind is not ActorKind.PERSON
    return named if party else None


def _is_person(one: Speaker) -> bool:
    resolved = one.mention.resolved if one.mention else None
    return isinstance(resolved, Actor) and resolved.kind is ActorKind.PERSON


_BODY = re.compile(
    r"(?:(?i:army|military|navy|air\sforce|police|gendarmerie|forces|troops|ministry|government|authorities|parliament|court|tribunal|"
    r"embassy|consulate|service|agency|radio|television|station|newspaper|paper|group|movement|militia|party|union|"
    r"commission|committee|council|hospital|company|office|command|report|statement|communiqu[eé]|leaflet|broadcast|"
    r"witnesses|people)|[a-z]+[^\Ws]s)$"
)
"""What no "he" stands for: a body, a text, or several people, by the last word of its name."""


def _is_body(one: Speaker) -> bool:
    """Whether a speaker is a group, a state, a body of one, or several people, and no person."""
    resolved = one.mention.resolved if one.mention else None
    known = isinstance(resolved, Actor) and resolved.kind is not ActorKind.PERSON and one.name == resolved.name
    head = re.split(r"\s(?:of|for|in|at|from|on|with|near)\s|,", one.name)[0]
    return known or (not _is_person(one) and _BODY.search(head) is not None)


_OPENS = len("that ") + 1
_ARE_MANY = re.compile(r"(?i)(?:[^\Ws]s|\b(?:police|people|men|women))$")
_IS_ONE = re.compile(r"(?i)(?:an?|one|this|that|another)\s")


def _teller(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """Who says that he, she or it did: the pronoun that opens what somebody says is whoever says it."""
    for voice in scene.voices:
        start, end = voice.scope
        who = scene.text[slice(*voice.who)]
        many = _ARE_MANY.search(who) is not None
        opens = start <= span.start <= start + _OPENS and span.end <= end and voice.who[1] <= span.start
        if opens and not voice.elsewhere and not _PRONOUN.fullmatch(who) and many == (span.quote.lower() == "they"):
            return speaker(scene, voice.who, before)
    return None


def _told_before(scene: Scene, span: Span, before: Heard) -> Speaker | None:
    """Who told the sentence's first words, where every group that it names stands in them: "it" is the teller."""
    if span.quote.lower() != "it":
        return None
    told = [v for v in (*scene.voices, *scene.attributed) if v.scope[1] <= span.start and v.who[1] < v.scope[0]]
    first = min(told, key=lambda v: v.who[0], default=None)
    groups = [m for m in scene.groups_named if m.span.end <= span.start]
    if first is None or not groups or not all(first.scope[0] <= m.span.start < first.scope[1] for m in groups):
        return None
    return None if _PRONOUN.fullmatch(scene.text[slice(*first.who)]) else speaker(scene, first.who, before)


_OURSELVES = frozenset({"we", "our", "us", "i"})


def _ourselves(scene: Scene, span: Span, before: Heard) -> Speaker:
    """Who says "we": whoever is quoted here; else the report, which nobody named before speaks for."""
    around = scene.passage.span
    quoted = (s for s in before.since(around.start) if s.mention and s.mention.span.within(around))
    who = next(quoted, scene.inherited)
    if who is None or who.mention is None:
        return Speaker(name=span.quote, mention=Mention(span=span, kind=MentionKind.ACTOR))
    basis = who.mention.basis or who.mention.span
    mention = Mention(span=span, kind=MentionKind.ACTOR, resolved=who.mention.resolved, basis=basis)
    return Speaker(name=who.name, role=who.role, mention=mention)


_ROLE = re.compile(r"(?i),\s(?P<role>(?:an?|the|its|his|her|their|\w+['’]s)?\s?[a-z][^,.;:“”\"]{3,80}?)(?=,|\.|;|$|”)")


def _role(scene: Scene, span: Span) -> str:
    """The role that the text gives a speaker right behind the name."""
    found = _ROLE.match(scene.text, span.end, scene.passage.span.end)
    return found["role"].strip() if found and span.quote[:1].isupper() else ""


def _stripped(text: str, start: int, end: int) -> Chars:
    while start < end and not (text[start].isalnum() or text[start] in '“"'):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    while start < end and text[start] in '“"':
        start += 1
    return start, end

"""The deterministic reader: each sentence is parsed and shown to every rule, and what they propose is filled in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.model import (
    Actor,
    ActorKind,
    Kind,
    Mention,
    MentionKind,
    PlacePrecision,
    Report,
    Span,
    Speaker,
    Statement,
    When,
    Where,
)
from tocsin.reading import (
    actors,
    alerts,
    asof,
    attributed,
    bearing,
    blame,
    captives,
    claims,
    cues,
    dated,
    denials,
    events,
    filling,
    judgements,
    labels,
    located,
    mishaps,
    named,
    passing,
    places,
    plots,
    quotes,
    relations,
    responses,
    sameday,
    speakers,
    speech,
    story,
    threats,
    times,
    tolls,
    turns,
    withheld,
)
from tocsin.reading.ordinary import is_report_violent
from tocsin.reading.passages import Passage, cut
from tocsin.reading.roll import Heard, Roll
from tocsin.reading.scene import RULES as NAME
from tocsin.reading.scene import Chars, Draft, Scene, Voice
from tocsin.reading.sentence import parse
from tocsin.reading.times.ground import ground

_WARNS = re.compile(r"(?i)\b(?:warn(?:s|ed|ing|ings)?|alerts?|tip-?offs?|travel\sadvisor(?:y|ies))\b")

_SPOKEN = frozenset({Kind.WARNING, Kind.CLAIM, Kind.DENIAL, Kind.ACCUSATION, Kind.CONFIRMATION})

Rule = Callable[[Scene], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    *claims.RULES, *denials.RULES, *blame.RULES, *alerts.RULES, *passing.RULES, *alerts.ITSELF, *threats.RULES,
    *relations.RULES,
    tolls.toll_counted, *plots.RULES, *events.RULES, *named.RULES,
    *responses.RULES, *judgements.RULES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The reader by rules and lexicons; touches nothing and always says the same of the same text."""

    name: str = NAME

    def propose(self, report: Report, *, passages: Sequence[Passage], published: When | None) -> tuple[Statement, ...]:
        """What the rules see in the passages given, in order of the text."""
        return told(report, passages=passages, published=published, decide=lambda scene: scene.drafts)


def told(
    report: Report, *, passages: Sequence[Passage], published: When | None, decide: Callable[[Scene], Sequence[Draft]]
) -> tuple[Statement, ...]:
    """The statements of a report: each sentence is shown to every rule, and `decide` says which drafts stand."""
    scenes = _scenes(report, passages, published)
    violent = is_report_violent(scenes)
    above = _places_above(report, scenes)
    warned = _WARNS.search(report.text) is not None
    by_chance = mishaps.is_called_an_accident(report.text)
    policed = captives.is_policed(report.text)
    spoken = Heard()
    found: list[Statement] = []
    cities, parties = Roll(list(above)), Roll()
    for number, scene in enumerate(scenes):
        scene.violent = violent
        scene.day_above = sameday.above(scenes[number - 1], for_one_below=scene) if number else None
        scene.earlier = cities.so_far()
        scene.warns = warned
        scene.by_chance = by_chance
        scene.policed = policed
        scene.parties = parties.so_far()
        scene.leading = _leading(scenes, number)
        scene.acting = speakers.acts(scenes[number - 1]) if number else None
        _hear(scenes, number, spoken)
        for rule in RULES:
            scene.drafts.extend(rule(scene))
        scene.drafts = [draft for draft in _kept(scene.drafts) if not _is_unsaid(scene, draft)]
        made = [filling.statement(scene, draft, spoken) for draft in decide(scene)]
        found += sorted(made, key=lambda s: (s.content[0].start, s.content[0].end))
        spoken.add([s for v in scene.voices if not v.elsewhere and (s := speakers.speaker(scene, v.who, spoken))])
        spoken.add(s.speakers[-1] for s in made if s.kind in _SPOKEN and s.speakers)
        cities.mentions.extend(scene.places)
        parties.mentions.extend(scene.actors)
    return bearing.of(located.located(tuple(dated.not_ahead(s, published=published) for s in _once(found))))


def _is_unsaid(scene: Scene, draft: Draft) -> bool:
    """Whether nobody said it: "no official said that the bomb was planted by the army" tells no attack."""
    cue = draft.cue or draft.content
    if draft.granted or not any(a <= cue[0] < b for a, b in scene.unsaid):
        return False  # "no group said that it was behind the shooting" takes the shooting for granted
    return scene.sentence.clause_of(scene.sentence.at(cue[0])).kind != "rel"


def _is_in(place: Mention, named: Sequence[Mention]) -> bool:
    """Whether a word that is a place's name too is all of a group's name ("Hamas")."""
    return any(
        m.span == place.span and isinstance(m.resolved, Actor) and m.resolved.kind is ActorKind.GROUP for m in named
    )


def _places_above(report: Report, scenes: Sequence[Scene]) -> tuple[Mention, ...]:
    """The places that the headline and the dateline name: "the city" in the text below may mean one of them."""
    stop = scenes[0].sentence.words[0].start if scenes else 0
    if not stop:
        return ()
    head = Span(start=0, end=stop, quote=report.text[:stop], text=scenes[0].passage.span.text)
    return places.find(report.text, head, story=scenes[0].story)


def _scenes(report: Report, passages: Sequence[Passage], published: When | None) -> list[Scene]:
    whole = story.tell(report.text)
    dateline = next(
        (w for p in passages if p.dateline and (w := times.of_dateline(report.text, p.dateline, published=published))),
        None,
    )
    log, below = asof.is_log(report.text), _signed_below(report.text, passages)
    spots_in = [places.find(report.text, p.span, story=whole) for p in passages]
    floor, towns = _floor(report.text, passages, spots_in)
    out = []
    for passage, spots in zip(passages, spots_in, strict=True):
        text, span = report.text, passage.span
        label = labels.label(text, span.start, span.end)
        if label and not towns.isdisjoint(label[0]):
            label = None  # "New York: two men were killed"
        opens = passage.dateline.end if passage.dateline else labels.directed(text, span.start, span.end)
        skip = label[1] if label else opens
        signed = labels.signed(text, skip, span.end)
        sentence = parse(text, span, skip=skip, stop=signed[1] if signed else span.end)
        if not sentence.words:
            continue
        parties = tuple(m for m in actors.find(text, span, story=whole) if m.span.start >= skip)
        scene = Scene(
            report=report.id,
            passage=passage,
            sentence=sentence,
            hits=cues.find(text, sentence.words, span.end),
            actors=parties,
            places=tuple(m for m in spots if m.span.start >= skip and not _is_in(m, parties)),
            times=tuple(
                m for m in times.find(text, span, published=published, dateline=dateline) if m.span.start >= skip
            ),
            story=whole,
            ground=ground(published, dateline),
            log=log,
        )
        said = tuple(v for v in speech.voices(sentence) if v.who != v.scope)
        labelled = tuple(Voice(who=who, scope=(label[1], span.end)) for who in label[0]) if label else ()
        signing = (Voice(who=signed[0], scope=(skip, signed[1])),) if signed else ()
        if not signed and span.start in below:
            signing = (_from_elsewhere(scene, below[span.start]),)
        elif not label and span.start in floor:
            signing = (_of_the_floor(scene, floor[span.start]),)
        scene.voices = (*labelled, *signing, *(v for v in said if not speech.is_nobody(text, v.who)))
        scene.unvouched = withheld.unvouched(sentence)
        others = attributed.voices(sentence, unvouched=scene.unvouched)
        scene.attributed = tuple(v for v in others if not speech.is_nobody(text, v.who))
        scene.unsaid = tuple(v.scope for v in said if speech.is_nobody(text, v.who))
        out.append(scene)
    return out


def _floor(
    text: str, passages: Sequence[Passage], spots: Sequence[Sequence[Mention]]
) -> tuple[dict[int, Chars], frozenset[Chars]]:
    """Who holds the floor where, and what names a place that says nothing, as in a digest ("GOMA: calm. KANO: shots.").

    A name that is a town's too speaks where somebody says "I" under it, or is asked, among others who take turns.
    """
    found = turns.of(text, passages)
    named = ((m.span.start, m.span.end) for each in spots for m in each if _is_within_a_country(m))
    towns = frozenset(each for each in named if text[slice(*each)] not in found.talking)
    return {at: who for at, who in found.held.items() if who not in towns}, towns


def _signed_below(text: str, passages: Sequence[Passage]) -> dict[int, Chars]:
    """Who signs the sentences of a paragraph at its end, by where they start; another's signature ends theirs."""
    found: dict[int, Chars] = {}
    who, paragraph = None, -1
    for passage in reversed(passages):
        start, end = passage.span.start, passage.span.end
        if (alone := labels.signing(text, start, end)) is not None:
            who, paragraph = alone, passage.paragraph
        elif who is not None and passage.paragraph == paragraph and labels.signed(text, start, end) is None:
            found[start] = who
        else:
            who = None
    return found


def _is_within_a_country(place: Mention) -> bool:
    """Whether a place is a town or region, which says nothing itself."""
    return isinstance(place.resolved, Where) and place.resolved.precision is not PlacePrecision.COUNTRY


def _is_label(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is that of the label with which a turn begins."""
    label = labels.label(scene.text, scene.passage.span.start, scene.passage.span.end)
    return label is not None and voice.who in label[0]


def _leading(scenes: Sequence[Scene], number: int) -> Mention | None:
    """The party that the sentence before one begins with, where both are of one paragraph."""
    before = scenes[number - 1] if number else None
    together = before is not None and before.passage.paragraph == scenes[number].passage.paragraph
    return speakers.opens(before) if before is not None and together else None


def _hear(scenes: Sequence[Scene], number: int, spoken: Heard) -> None:
    """A sentence that goes on with somebody's words has that speaker: a labelled turn, a quotation without a verb."""
    scene = scenes[number]
    span, text = scene.passage.span, scene.text
    if not scene.voices and (announced := labels.opens_text(text, span.start, span.end)):
        scene.voices = (_from_elsewhere(scene, announced),)
    if number == 0 or scene.inherited:
        return
    before = scenes[number - 1]
    together = before.passage.paragraph == scene.passage.paragraph
    labelled = (
        together
        and not labels.is_entry(text, span.start, span.end)
        and not scene.voices
        and any(
            _is_label(before, v) or (v.elsewhere and not _ENDS_QUOTED.search(text, v.scope[0], before.passage.span.end))
            for v in before.voices[:1]
        )
    )
    quoted = quotes.begins_quoted(text, span.start) or (
        together and quotes.opens_quote(text, before.passage.span.start, before.passage.span.end)
    )
    covered = any(v.scope[0] <= span.start + 2 for v in scene.voices)
    if not (labelled or (quoted and not covered and together)):
        return
    last = _last_speaker(before, spoken)
    if last is None or last.mention is None:
        return
    mention = last.mention
    scene.inherited = replace(last, mention=replace(mention, basis=mention.basis or mention.span))
    end = span.end if labelled else quotes.closes_quote(text, span.start + 1, span.end)
    scene.voices = (
        Voice(who=(mention.span.start, mention.span.end), scope=(span.start, end), elsewhere=True),
        *scene.voices,
    )


def _from_elsewhere(scene: Scene, words: Chars) -> Voice:
    """The voice of whom words outside of a sentence name as its speaker."""
    span = scene.passage.span
    who = cut(scene.text, *words, of=span.text)
    scene.inherited = Speaker(name=who.quote, mention=Mention(span=who, kind=MentionKind.ACTOR, basis=who))
    return Voice(who=words, scope=(span.start, span.end), elsewhere=True)


def _of_the_floor(scene: Scene, words: Chars) -> Voice:
    """The voice of whoever holds the floor, who is the same as where their label stands."""
    voice = _from_elsewhere(scene, words)
    named = speakers.speaker(scene, words, Heard())
    if named and named.mention and scene.inherited and scene.inherited.mention:
        basis = named.mention.basis or scene.inherited.mention.basis
        scene.inherited = replace(named, mention=replace(named.mention, basis=basis))
    return voice


_ENDS_QUOTED = re.compile(r"[\"”’»]\s*$")
"""A turn that ends with a closing quotation mark is over; what stands behind it is the report's."""


def _last_speaker(before: Scene, spoken: Heard) -> Speaker | None:
    if before.inherited:
        return before.inherited
    if not before.voices:
        return None
    return next(spoken.since(before.passage.span.start), None)


def _kept(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence without doubles: of one kind and overlapping content the surer, then the longer."""
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.score, d.content[0] - d.content[1])):
        if not any(_is_double(draft, other) for other in out):
            out.append(draft)
    return [d for d in out if not _is_shadow(d, out)]


def _is_double(one: Draft, other: Draft) -> bool:
    if one.kind is not other.kind or one.kind in {Kind.TOLL, Kind.RELATION}:
        return (
            one.kind is other.kind
            and one.content == other.content
            and one.tolls == other.tolls
            and one.relation == other.relation
        )
    return one.content[0] < other.content[1] and other.content[0] < one.content[1] and not _is_apart(one, other)


def _is_apart(one: Draft, other: Draft) -> bool:
    """Whether two acts of one clause are two: the cue of each lies outside the other's content."""
    if one.cue is None or other.cue is None or one.content[0] == other.content[0]:
        return False
    if _describes(one, other) or _describes(other, one):
        return False
    return not (other.content[0] <= one.cue[0] < other.content[1]) or not (
        one.content[0] <= other.cue[0] < one.content[1]
    )


def _describes(part: Draft, act: Draft) -> bool:
    """Whether a participle only describes what does the act: "rockets fired from the hills killed nine people"."""
    if part.cue is None or act.cue is None or part.about is not None or part.cue[0] != part.content[0]:
        return False
    return act.content[0] < part.content[0] and part.content[1] <= act.cue[0] < act.content[1]


def _is_shadow(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a draft only says again what another tells better: an attack in the words of a plot or warning."""
    if draft.kind is Kind.ASSESSMENT:
        above = (o for o in others if o.score >= filling.SUGGESTION)
        return any(
            o.kind in {Kind.UNKNOWN, Kind.DUTY, Kind.WARNING, Kind.ACCUSATION} and _same(o, draft) for o in above
        )
    if draft.kind is Kind.WARNING and draft.score < filling.SUGGESTION:
        return any(o.kind is Kind.ASSESSMENT and _same(o, draft) for o in others)
    if draft.kind is Kind.WARNING:
        inside = (o for o in others if draft.content[0] <= o.content[0] and o.content[1] <= draft.content[1])
        return any(o.kind is Kind.THREAT and o.maker == draft.maker is not None for o in inside)
    if draft.kind is Kind.CONFIRMATION:
        return any(o.kind is Kind.CLAIM and o.content == draft.content and o.maker == draft.maker for o in others)
    if draft.kind is Kind.PLOT:
        return any(
            o.kind in {Kind.THREAT, Kind.WARNING}
            and o.content[0] <= draft.content[0]
            and draft.content[1] <= o.content[1]
            for o in others
        )
    if draft.kind is Kind.ATTACK and draft.about == draft.content:
        return any(
            o.kind is Kind.ATTACK and o is not draft and draft.content in o.roles.get("actor", ()) for o in others
        )
    if draft.kind is Kind.ATTACK:
        return any(
            o.kind in {Kind.CLAIM, Kind.DENIAL, Kind.RESPONSE, Kind.THREAT} and o.content == draft.content
            for o in others
        )
    return False


def _same(one: Draft, other: Draft) -> bool:
    overlap = min(one.content[1], other.content[1]) - max(one.content[0], other.content[0])
    return overlap * 2 > min(one.content[1] - one.content[0], other.content[1] - other.content[0])


def _once(found: Sequence[Statement]) -> list[Statement]:
    """Each statement once: the same kind, content and speakers are one statement."""
    return list({s.id: s for s in found}.values())

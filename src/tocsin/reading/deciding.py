"""One reader out of two: what the rules drafted and what the encoder saw in one sentence, decided in one place.

What both see is one draft: the words of the rule, which knows why, and the surety of both. What one sees alone stands
if it is sure enough. How sure a draft is, is told by a table of weights that was fitted on texts neither had learnt
from (`Surety`); below one in two it is a suggestion.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.model import (
    Certainty,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Publicity,
    Report,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
    Unread,
    UnreadBecause,
    When,
)
from tocsin.reading import (
    earlier,
    filling,
    grammar,
    misgivings,
    naming,
    people,
    rules,
    together,
)
from tocsin.reading.encoder.network import Network
from tocsin.reading.encoder.seeing import Seen, see
from tocsin.reading.misgivings import counts_in
from tocsin.reading.passages import Passage, cut
from tocsin.reading.scene import RULES, Chars, Draft, Scene
from tocsin.reading.stretch import are_one, shared
from tocsin.reading.surety import Features, Proposal, Surety, View, features, view

WORTH_A_LOOK = 0.25
"""From which surety on what the encoder alone sees is shown, if only as a suggestion; what a rule reads always is."""
_FAINTLY = 0.3
"""From where on the encoder bears out what a rule reads."""
_DOUBTED = 0.49
"""How sure what may be the other way round, or a misfortune, is at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A draft, what speaks for it, and how sure it is at least and at most, whatever speaks for it."""

    draft: Draft
    features: Features
    least: float
    most: float

    def sure(self, surety: Surety) -> float:
        """How sure it is, 0 to 1."""
        return min(self.most, max(self.least, surety.of(self.features)))


@dataclass(frozen=True, slots=True)
class Both:
    """The reader out of both: the rules, and the encoder that is handed in."""

    network: Network
    surety: Surety

    @property
    def name(self) -> str:
        """Both names."""
        return f"{RULES}+{self.network.name}"

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> tuple[Statement | Unread, ...]:
        """What both see in the passages given, in order of the text, then the tolls whose words give no figure."""
        whole = view(in_passages(report, passages, self.network))
        uncounted: list[Unread] = []
        violent = False

        def decide(scene: Scene) -> list[Draft]:
            nonlocal violent
            violent = scene.violent
            uncounted.extend(_uncounted(scene, whole.seen[scene.passage.span.start]))
            found = [(c.draft, c.sure(self.surety)) for c in candidates(scene, whole, self.network.name)]
            shown = [(d, sure) for d, sure in found if sure >= WORTH_A_LOOK or d.reader != self.network.name]
            return [replace(draft, score=round(sure, 2)) for draft, sure in shown]

        told = rules.told(report, passages=passages, published=published, decide=decide)
        return (*(told if violent else _without_misfortunes(told, self.network.name)), *uncounted)


def _without_misfortunes(told: Sequence[Statement], name: str) -> tuple[Statement, ...]:
    """What is told, but tolls that the encoder alone reads are suggestions where no act is told that they could be of.

    The dead of accidents and storms are counted in the same words.
    """
    if any(s.kind in _ACTS and not s.suggestion for s in told):
        return tuple(told)
    return tuple(
        replace(s, suggestion=True, score=min(s.score, _DOUBTED)) if s.kind is Kind.TOLL and s.reader == name else s
        for s in told
    )


_ACTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.CLAIM, Kind.ACCUSATION, Kind.DENIAL})


def in_passages(report: Report, passages: Sequence[Passage], network: Network) -> dict[int, tuple[Seen, ...]]:
    """What the encoder sees in each passage, by where the passage starts."""
    spans = [(p.span.start, p.span.end) for p in passages]
    return {a: seen for (a, _), seen in zip(spans, see(report.text, spans, network), strict=True)}


def candidates(scene: Scene, whole: View, name: str) -> list[Candidate]:
    """Every draft of a sentence with its features: of both readers, of the rules alone, of the encoder alone."""
    found = list(_proposals(scene, whole.seen[scene.passage.span.start], name))
    return [
        Candidate(
            draft=one.draft, features=features(scene, one, found, whole),
            least=filling.SUGGESTION if _is_borne_out(scene, one) else 0.0,
            most=_DOUBTED if misgivings.are_there(scene, one) else 1.0,
        )
        for one in found
    ]  # fmt: skip


def _is_borne_out(scene: Scene, one: Proposal) -> bool:
    """Whether a rule reads it in a report of violence and the encoder sees it too, if faintly: even odds at least."""
    return one.ruled and scene.violent and one.seen is not None and one.seen.score >= _FAINTLY


def _proposals(scene: Scene, seen: Sequence[Seen], name: str) -> Iterator[Proposal]:
    left = list(seen)
    for draft in scene.drafts:
        twin = max((s for s in left if _is_one(draft, s)), key=lambda s: s.score, default=None)
        if twin is not None:
            left.remove(twin)
        yield Proposal(draft=_joined(scene, draft, twin, name) if twin else draft, ruled=True, seen=twin)
    for one in left:
        if (made := _draft(scene, one, name)) is not None:
            yield Proposal(draft=made, ruled=False, seen=one)


def _is_one(draft: Draft, seen: Seen) -> bool:
    """Whether both mean the same statement: one kind, and contents that share half of the shorter one."""
    if draft.kind is not seen.kind:
        return False
    if draft.kind is Kind.TOLL and seen.count and draft.tolls:
        span = draft.tolls[0].mention.span
        return shared((span.start, span.end), seen.count) > 0
    return are_one(draft.content, seen.content)


def _joined(scene: Scene, draft: Draft, seen: Seen, name: str) -> Draft:
    """The rule's draft, with the encoder for a second witness, which tells better who speaks.

    Who does what a passive says stands behind its "by", which the rule has read: "was denied by the ministry".
    """
    by = draft.spoken and draft.maker is not None and _BY.search(scene.text, scene.passage.span.start, draft.maker[0])
    return replace(draft, reader=f"{RULES}+{name}", speakers=None if by else _speakers(scene, seen))


_BY = re.compile(r"(?i)\bby\s(?:the\s)?$")
_OF_THE_CHARGE = re.compile(r"(?i)\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|not\strue)\b[^.;]*,\sas\s(?:the\s)?\Z")
_DATELINE = re.compile(r"[A-Z][^.;:]{2,60}\s[-–—]\s+(?=\S)")


def _speakers(scene: Scene, seen: Seen) -> tuple[Chars, ...] | None:
    """Whom the encoder hears, without the dateline before a name; where its words run over a verb, who speaks in them.

    None where they run over the label of a turn, which tells who speaks.
    """
    trimmed = [_behind_comma(scene.text, _without_dateline(scene.text, who)) for who in seen.speakers]
    start, charged = scene.passage.span.start, seen.kind is Kind.ACCUSATION
    if not charged and any(_OF_THE_CHARGE.search(scene.text, start, who[0]) for who in trimmed):
        return None  # "It is not true, as the enemy claims, that"
    if any("]" in scene.text[slice(*who)] or _are_none(scene.text, start, who) for who in trimmed):
        return None
    return tuple(_cut_out(scene, seen, who) if _is_run_over(scene, who) else who for who in trimmed) or None


def _cut_out(scene: Scene, seen: Seen, who: Chars) -> Chars:
    """Of words that run over a verb, the subject of the cue, or whoever tells what it stands in."""
    group = scene.sentence.group_of(scene.sentence.at(seen.cue[0]))
    subject = scene.span_of(grammar.subject(scene.sentence, group)) if group and group.finite else None
    voices = [v.who for v in (*scene.voices, *scene.attributed) if v.scope[0] <= seen.cue[0] < v.scope[1]]
    inside = [c for c in (subject, *reversed(voices)) if c and who[0] <= c[0] and c[1] <= who[1]]
    return inside[0] if inside else who


def _without_dateline(text: str, who: Chars) -> Chars:
    found = _DATELINE.match(text, *who)
    return (found.end(), who[1]) if found else who


def _are_none(text: str, start: int, who: Chars) -> bool:
    """Whether words for a speaker are of nobody, or of few: "no official", "not all officials"."""
    return _NONE.match(text, *who) is not None or _NOT.search(text, start, who[0]) is not None


_NONE = re.compile(r"(?i)(?:no|nobody|no-one|none|neither|few|hardly|scarcely)\b")
_NOT = re.compile(r"(?i)\b(?:not|no|hardly|scarcely)\s\Z")


def _behind_comma(text: str, who: Chars) -> Chars:
    """The "he" of "the army that killed nine people, he", said of what went before the comma."""
    found = _HE_BEHIND.search(text, *who)
    return (found.start("who"), who[1]) if found and found.end() == who[1] else who


_HE_BEHIND = re.compile(r"\w,\s(?P<who>he|she|they)\b")


def _is_run_over(scene: Scene, who: Chars) -> bool:
    """Whether words for a speaker hold the verb of a clause of its own: "the UN rejected a claim by the army"."""
    line = scene.sentence.words
    inside = (g for g in scene.sentence.groups if g.finite and who[0] <= line[g.head].start < who[1])
    return any(scene.sentence.clause_of(g.first).kind in {"main", "coord"} for g in inside)


def _draft(scene: Scene, seen: Seen, name: str) -> Draft | None:
    """What the encoder alone sees, as a draft; None where it is a toll whose words give no figure."""
    tolls = _tolls(scene, seen)
    if seen.kind is Kind.TOLL and not tolls:
        return None
    cue = scene.text[slice(*seen.cue)]
    return Draft(
        kind=seen.kind, content=seen.content, cue=seen.cue, because=f"encoder: {' '.join(cue.split())}",
        stage=_stage(seen), certainty=_certainty(seen), polarity=_polarity(scene, seen),
        channel=Publicity(seen.marks["channel"]) if seen.marks["channel"] else None,
        roles={role: list(spans) for role, spans in seen.roles.items()},
        tolls=tolls, speakers=_speakers(scene, seen), reader=name, score=seen.score,
    )  # fmt: skip


def _uncounted(scene: Scene, seen: Sequence[Seen]) -> Iterator[Unread]:
    """The tolls that the encoder is sure of and whose words give no figure: said, and not guessed."""
    for one in seen:
        if one.kind is Kind.TOLL and one.score >= filling.SUGGESTION and not _tolls(scene, one):
            yield Unread(
                report=scene.report, passage=scene.passage.span, because=UnreadBecause.REFUSED,
                detail="a toll whose words give no figure", proposed=f"toll: {scene.text[slice(*one.content)]}",
            )  # fmt: skip


_STAGES: dict[Kind, tuple[Stage, ...]] = {
    Kind.ATTACK: (Stage.ACCOMPLISHED, Stage.ATTEMPTED), Kind.PLOT: (Stage.PLANNED, Stage.FOILED),
    Kind.THREAT: (Stage.THREATENED,),
}  # fmt: skip


def _stage(seen: Seen) -> Stage | None:
    said = seen.marks["stage"]
    allowed = _STAGES.get(seen.kind)
    if allowed:
        return Stage(said) if said in allowed else allowed[0]
    return Stage.PLANNED if seen.kind is Kind.WARNING and said == Stage.PLANNED else None


def _certainty(seen: Seen) -> Certainty:
    return Certainty.UNKNOWN if seen.kind is Kind.UNKNOWN else Certainty(seen.marks["certainty"])


def _polarity(scene: Scene, seen: Seen) -> Polarity:
    """What the encoder says, but for a figure that its words put aside ("eight, not nine") or put right."""
    count = seen.count if seen.kind is Kind.TOLL else None
    aside = count and _ASIDE.search(scene.text, scene.passage.span.start, min(count[1], count[0] + len("not ")))
    if seen.kind in _TURNED_TWICE and _TWICE.search(scene.text[slice(*seen.cue)]):
        return Polarity.POSITIVE
    if seen.kind is Kind.WARNING and _is_lifted(scene, seen):
        return Polarity.NEGATIVE
    if aside or seen.kind is Kind.DENIAL or (count and _is_put_right(scene, count)):
        return Polarity.NEGATIVE
    return Polarity(seen.marks["polarity"])


_TURNED_TWICE = frozenset({Kind.ACCUSATION, Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.CONFIRMATION})
_TWICE = re.compile(
    r"(?i)\b(?:not|n['’]t|cannot|never|no\sreason\sto|refus\w+\sto|declin\w+\sto|hardly)\s(?:\w+ly\s|be\s)?"
    r"(?:rul(?:e|ed|ing)\sout|exclud\w+|doubt\w*|disput\w+)\b"
)
"""A cue that denies a denial: "does not exclude", "no reason to doubt"."""


def _is_lifted(scene: Scene, seen: Seen) -> bool:
    """Whether an advice, or a warning by its noun, is itself what is lifted, and no show or leave for its sake."""
    advice = _ADVICE.search(scene.text, *seen.cue)
    lifted = _LIFTED.search(scene.text, seen.cue[1], scene.passage.span.end) if advice else None
    group = scene.sentence.group_of(scene.sentence.at(lifted.start())) if lifted else None
    if advice is None or group is None:
        return False
    done = {g: scene.span_of(grammar.subject(scene.sentence, g)) for g in scene.sentence.groups if g.finite}
    about = [g for g, who in done.items() if who and who[0] <= advice.start() < who[1]]
    if about:
        return group in about
    # "The advice that passengers avoid the road is lifted": a clause parts the noun from its verb
    return (
        done.get(group) is None and _OPENS.fullmatch(scene.text, scene.passage.span.start, advice.start()) is not None
    )


_OPENS = re.compile(r"(?i)\s*(?:the|this|that|its|our|their)\s(?:[\w’'-]+\s){0,3}?")
_ADVICE = re.compile(r"(?i)\b(?:advice|advisory|warning|alert|notice|instruction|recommendation)s?\b")
_LIFTED = re.compile(
    r"(?i)\b(?<!which\s)(?<!that\s)(?:is|are|was|were|has\sbeen|have\sbeen|had\sbeen)\s"
    r"(?:(?:\w+ly|hereby|now|since|today|at\sonce)\s){0,2}(?:lifted|withdrawn|cancell?ed|rescinded|revoked|called\soff)"
    r"(?=[.,;]|\s(?:as|from|with|on|at|today|yesterday|this|by)\b|$)"
)


def _is_put_right(scene: Scene, count: Chars) -> bool:
    """Whether the figure in some words is told as one that was not so: "put at 88, was brought down to 67"."""
    return any(earlier.is_put_right(scene.text, scene.passage.span, c) for c in counts_in(scene, count))


_ASIDE = re.compile(r"(?i)(?<!whether or )\bnot\s$")


_HARM = (TollEffect.KILLED, TollEffect.INJURED)


def _tolls(scene: Scene, seen: Seen) -> tuple[Toll, ...]:
    """The figure that the words of the count give; one, where they name a single person."""
    if seen.kind is not Kind.TOLL or seen.count is None:
        return ()
    who, effect = TollWho(seen.marks["who"]), TollEffect(seen.marks["effect"])
    for count in scene.counts:
        if shared((count.span.start, count.span.end), seen.count):
            mention = Mention(span=count.span, kind=MentionKind.PEOPLE)
            one = Toll(who=who, effect=effect, low=count.low, best=count.best, high=count.high, mention=mention)
            if effect in _HARM and together.words(scene.text, scene.passage.span, count, scene.counts):
                return tuple(replace(one, effect=each, low=1, best=None) for each in _HARM)
            return (one,)
    span = cut(scene.text, *seen.count, of=scene.passage.span.text)
    if not _is_somebody(span.quote):
        return ()
    mention = Mention(span=span, kind=MentionKind.PEOPLE)
    return (Toll(who=who, effect=effect, low=1, best=1, high=1, mention=mention),)


_SOMEBODY = re.compile(r"(?:(?i:an?|another)\s[^,;]+|(?:[A-Z][\w.’'-]*\s?)+(?<!\s))")
_KNOWN = re.compile(r"(?i)(?:the|his|her|its|their|our)\s")


def _is_somebody(words: str) -> bool:
    """Whether words name one person: "a poet", "Mr Gregor Tait", "the driver"."""
    known = _KNOWN.match(words) is not None and people.names_people(words)
    return naming.is_one(words) and (known or _SOMEBODY.fullmatch(words) is not None)


__all__ = ["Both", "Candidate", "candidates", "in_passages"]

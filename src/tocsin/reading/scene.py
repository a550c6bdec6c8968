"""What the rules look at: one sentence with its cues, names, figures and signs, and what was told before it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps

from tocsin.model import ActorKind, Certainty, Kind, Mention, Polarity, Publicity, Relation, Span, Speaker, Stage, Toll
from tocsin.reading import actors, cues, earlier, numbers, places
from tocsin.reading.cues import Hit
from tocsin.reading.passages import Passage
from tocsin.reading.roll import Named
from tocsin.reading.sentence import Clause, Sentence
from tocsin.reading.story import Story
from tocsin.reading.times.ground import Ground
from tocsin.reading.words import Group

Chars = tuple[int, int]
NOWHERE = Ground(day=None, name="")


RULES = "rules@1"
"""The name of the reader by rules, as statements carry it."""
FIGURATIVE = frozenset("sport weather medicine arts nature drill past".split())
DOUBTFUL = frozenset(
    "police soldiers army troops soldier cell knife knives drone rockets mine gang rebels pirates belts fighters "
    "brigade brigades commandos junta artillery acid".split()
)
"""Words for those who bear arms, and for arms, that a peaceful sentence holds as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody's words: who (characters of the text), and the characters that are theirs.

    `elsewhere` says that their turn or quotation goes on from a sentence before, `cited` that another cites them.
    """

    who: Chars
    scope: Chars
    elsewhere: bool = False
    cited: bool = False
    hedge: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A voice, and the words by which the text gives it: "said", "according to", the colon behind a name.

    `words` are the stretches that are the speaker's own: the voice's scope without the "she said" in its middle, and
    those of sentences before and after in which the same quotation stands.
    """

    voice: Voice
    cue: Chars
    words: tuple[Chars, ...]


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a rule proposes, in characters of the text, before names are resolved and the verifier looks.

    `maker` is whoever makes it, for the kinds that are made by speaking; `about` the words for the event
    that it is about; `spoken` says that whoever makes it speaks, so that the maker ends the chain of speakers.
    `granted` says that the words take it for granted, whatever their sentence says of it ("the blast in Oslo").
    Certainty and polarity are told from the content where a rule leaves them None; so are the `speakers`.
    """

    kind: Kind
    content: Chars
    because: str
    cue: Chars | None = None
    maker: Chars | None = None
    spoken: bool = False
    granted: bool = False
    stage: Stage | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    channel: Publicity | None = None
    roles: dict[str, list[Chars]] = field(default_factory=dict)
    tolls: tuple[Toll, ...] = ()
    relation: Relation | None = None
    about: Chars | None = None
    speakers: tuple[Chars, ...] | None = None
    reader: str = RULES
    score: float = 0.8


def once(look: "Callable[[Scene], bool]") -> "Callable[[Scene], bool]":
    """A question that many rules ask of a sentence: answered once, and anew when its report is known to be violent."""

    @wraps(look)
    def asked(scene: "Scene") -> bool:
        key = (look.__name__, scene.violent)
        if key not in scene.answers:
            scene.answers[key] = look(scene)
        return scene.answers[key]

    return asked


@dataclass
class Scene:
    """One passage of a report, ready for the rules.

    `by_chance` says that the report calls what it tells an accident, `policed` that it tells of police and no captives.
    `day_above` is the only day of the sentence before, of its paragraph, where something was done on it.
    `leading` is the party that the sentence before, of its paragraph, begins with; `inherited` whose words go on in it.
    `acting` is the person, by name or office, of whom the sentence before tells first.
    `ground` is the day from which its times are told; `log` says that the report is a log, each entry with its hour.
    """

    report: str
    passage: Passage
    sentence: Sentence
    hits: tuple[Hit, ...]
    actors: tuple[Mention, ...]
    places: tuple[Mention, ...]
    times: tuple[Mention, ...]
    story: Story
    voices: tuple[Voice, ...] = ()
    attributed: tuple[Voice, ...] = ()
    unsaid: tuple[Chars, ...] = ()
    unvouched: tuple[Chars, ...] = ()
    violent: bool = False
    warns: bool = False
    earlier: Named = field(default_factory=Named)
    parties: Named = field(default_factory=Named)
    drafts: list[Draft] = field(default_factory=list)
    answers: dict[tuple[str, bool], bool] = field(default_factory=dict)
    bygone: dict[Span, bool] = field(default_factory=dict)
    inherited: Speaker | None = None
    leading: Mention | None = None
    acting: Mention | None = None
    ground: Ground = NOWHERE
    log: bool = False
    by_chance: bool = False
    policed: bool = False
    day_above: Mention | None = None

    @property
    def text(self) -> str:
        """The whole text of the report."""
        return self.sentence.text

    @cached_property
    def counts(self) -> tuple[numbers.Count, ...]:
        """The figures of people in the sentence."""
        return numbers.find(self.text, self.passage.span)

    def is_bygone(self, count: numbers.Count) -> bool:
        """Whether a figure is one of before, that no longer holds; looked up once for each."""
        if count.figure not in self.bygone:
            self.bygone[count.figure] = earlier.is_earlier(self.text, self.passage.span, count, self.counts)
        return self.bygone[count.figure]

    @cached_property
    def inside_names(self) -> tuple[Mention, ...]:
        """The places of the sentence with those inside the names of actors ("the US embassy in Moscow")."""
        return places.find(self.text, self.passage.span, story=replace(self.story, actors=()))

    @cached_property
    def unheard_of(self) -> tuple[Mention, ...]:
        """Names that stand where a town's do, and that no table has."""
        return tuple(places.unheard_of(self.text, self.passage.span, story=self.story, known=self.places))

    @cached_property
    def void(self) -> tuple[Chars, ...]:
        """Set phrases whose words mean no violence ("heart attack")."""
        return tuple((h.start, h.end) for h in self.hits if h.cue.lexicon == "ordinary" and h.cue.section == "phrases")

    @cached_property
    def _meant(self) -> dict[str, list[Hit]]:
        """The cues of each lexicon in the sentence, but for those within set phrases."""
        found: dict[str, list[Hit]] = {}
        for h in self.hits:
            if not any(a < h.end and h.start < b for a, b in self.void):
                found.setdefault(h.cue.lexicon, []).append(h)
        return found

    def of(self, lexicon: str, *sections: str) -> list[Hit]:
        """The cues of a lexicon in the sentence, of some of its sections or of all."""
        return [h for h in self._meant.get(lexicon, ()) if not sections or h.cue.section in sections]

    def has(self, lexicon: str, section: str, first: int, stop: int) -> Hit | None:
        """The first cue of a section within a stretch of words."""
        return next((h for h in self.of(lexicon, section) if first <= h.first and h.stop <= stop), None)

    @cached_property
    def groups_named(self) -> tuple[Mention, ...]:
        """The armed groups named in the sentence."""
        return tuple(
            m for m in self.actors
            if getattr(m.resolved, "kind", None) is ActorKind.GROUP
            or any(getattr(c, "kind", None) is ActorKind.GROUP for c in m.candidates)
        )  # fmt: skip

    def referred(self, span: Span) -> Mention:
        """What words such as "the group" or "its members" stand for: the actor named in them, or before them."""
        for mention in self.actors:
            if mention.span.overlaps(span):
                return replace(mention, span=span, basis=mention.span) if mention.span != span else mention
        return actors.resolve_anaphora(self.text, span, story=self.story)

    def verb(self, hit: Hit) -> Group | None:
        """The verb group that a cue belongs to."""
        return self.sentence.group_of(hit.first)

    def clause(self, hit: Hit) -> Clause:
        """The clause that a cue stands in."""
        return self.sentence.clause_of(hit.first)

    def span_of(self, reach: tuple[int, int] | None) -> Chars | None:
        """The characters of a stretch of words."""
        return self.sentence.chars(*reach) if reach else None

    def signs(self, *, besides: Hit | None = None) -> int:
        """How many distinct signs of violence the sentence shows, `besides` one that is looked at."""
        armed, acts = self._signs
        if besides:
            start, end = besides.start, besides.end
            armed, acts = ([(at, w) for at, w in told if not start <= at < end] for told in (armed, acts))
        found, strong = ({word for _, word in told} for told in (armed, acts))
        return 2 * len(found) + len(strong) + 2 * len(self.groups_named)

    @cached_property
    def _signs(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """Where whoever is armed and their arms are named, and acts that are always violent; and the words."""
        told = [
            [(h.start, self.text[h.start : h.end].lower()) for h in hits]
            for hits in (self.of("violence", "actors", "weapons"), self.of("events", "nouns_strong"))
        ]
        return [(at, word) for at, word in told[0] if word not in DOUBTFUL], told[1]

    def ordinary(self) -> int:
        """How many words of one peaceful field the sentence holds, of the field that has most."""
        fields: dict[str, set[str]] = {}
        for hit in self.hits:
            if hit.cue.lexicon == "ordinary" and hit.cue.section != "phrases":
                fields.setdefault(hit.cue.section, set()).add(hit.cue.phrase)
        return max(map(len, fields.values()), default=0)

    def peaceful(self, *, figurative: bool = False) -> bool:
        """Whether the sentence is of a peaceful field: two of its words, or one of a field that has violent words too.

        `figurative` asks for the latter alone.
        """
        fields = {h.cue.section for h in self.hits if h.cue.lexicon == "ordinary" and h.cue.section != "phrases"}
        return (self.ordinary() > 1 and not figurative) or bool(fields & FIGURATIVE)

    def words_between(self, first: int, stop: int) -> set[str]:
        """The words of a stretch, in lower case."""
        return {w.low for w in self.sentence.words[first:stop]}


def held_by(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that stand within a stretch of the text."""
    return [m for m in mentions if start <= m.span.start and m.span.end <= end]


def touched_by(mentions: Iterable[Mention], spans: Sequence[Chars]) -> list[Mention]:
    """The mentions that some words, told to be the place or the time, hold or touch."""
    return [m for m in mentions if any(a < m.span.end and m.span.start < b for a, b in spans)]


__all__ = ["Chars", "Draft", "Quotation", "Scene", "Voice", "cues", "held_by", "touched_by"]

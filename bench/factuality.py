"""How sure and whether so, against MEANTIME: certainty and polarity of event mentions in Wikinews.

DIR holds `dev.conll` and `test.conll`, measured together; `train.conll` is for training, and what is in none of the
three is left. A token a line (number,
word, value, part of speech, head, relation, lemma), an empty line behind each sentence. The value is the one scale of
Stanovsky et al. 2017, "Integrating deep linguistic features in factuality prediction over unified datasets", section 3:
certain 3, probable 1.5, possible 0.75, with the sign of the polarity; 0 where the annotators left certainty or
polarity open. The time of the mentions is not in these files: that scale has swallowed it, so it is not measured.

Two things are measured. `mentions`: the mention is given, and `reading.factuality` says how sure and whether so, as
it does for what the rules find. `statements`: the reader reads the sentences, and only mentions that stand in the
content of a statement have an answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import reader
from bench.labels import accuracy, correlation, macro_f1, mean_error, of_label
from bench.spelling import spelled
from tocsin import reading
from tocsin.model import Certainty, Factuality, Kind, Polarity, Report, digest
from tocsin.reading import cues, factuality, passages, speech, story, withheld
from tocsin.reading.scene import Draft, Scene
from tocsin.reading.sentence import parse

VALUES = {3.0: Certainty.CERTAIN, 1.5: Certainty.PROBABLE, 0.75: Certainty.POSSIBLE, 0.0: Certainty.UNKNOWN}
_SURE = {certainty: value for value, certainty in VALUES.items()}
MEASURED = ("dev.conll", "test.conll")
AS_FACT = Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE)
"""The yardstick: every mention certain and so. Nineteen in twenty are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One event mention: its sentence, its characters there, and what is marked."""

    text: str
    start: int
    end: int
    value: float

    @property
    def wanted(self) -> Factuality:
        """The value as certainty and polarity."""
        polarity = Polarity.UNKNOWN if not self.value else Polarity.POSITIVE if self.value > 0 else Polarity.NEGATIVE
        return Factuality(certainty=VALUES[abs(self.value)], polarity=polarity)


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: accuracy and macro F1 by field, each beside the yardstick; error and correlation on the one scale."""
    mentions = list(_mentions(data))
    yield "event mentions", len(mentions), "mentions"
    yield from _figures("mentions", mentions, [told(m) for m in mentions])
    yield from _figures("yardstick, all certain and so", mentions, [AS_FACT] * len(mentions))
    read = [(m, f) for m in mentions if (f := stated(m)) is not None]
    yield "statements: mentions in a statement", 100 * len(read) / len(mentions), "%"
    if read:
        yield from _figures("statements", [m for m, _ in read], [f for _, f in read])


def _figures(name: str, mentions: Sequence[Mention], given: Sequence[Factuality]) -> Iterator[tuple[str, float, str]]:
    for field in ("certainty", "polarity"):
        wanted, got = [getattr(m.wanted, field) for m in mentions], [getattr(f, field) for f in given]
        yield f"{name}, {field}: accuracy", 100 * accuracy(wanted, got), "%"
        yield f"{name}, {field}: macro F1", 100 * macro_f1(wanted, got), "%"
        for label in dict.fromkeys(wanted):
            yield f"{name}, {field}, {label}: F1", 100 * of_label(wanted, got, label).f1, "%"
    values, on_scale = [m.value for m in mentions], [value(f) for f in given]
    yield f"{name}: mean absolute error", mean_error(values, on_scale), "of 6"
    yield f"{name}: Pearson's r", correlation(values, on_scale), ""


def worst(data: Path) -> Iterator[str]:
    """The mentions whose value is furthest from the one given."""
    cases = []
    for m in _mentions(data):
        given = told(m)
        if given != m.wanted:
            said = f"wanted {_said(m.wanted)}, given {_said(given)}: "
            quote = f"{m.text[: m.start]}[{m.text[m.start : m.end]}]{m.text[m.end :]}"
            cases.append((-abs(value(given) - m.value), said + quote))
    yield from (line for _, line in sorted(cases))


def _said(one: Factuality) -> str:
    return f"{one.certainty} {one.polarity}"


def value(one: Factuality) -> float:
    """Certainty and polarity on the one scale, -3 to 3."""
    sign = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1, Polarity.UNKNOWN: 0}[one.polarity]
    return sign * _SURE[one.certainty]


def told(mention: Mention) -> Factuality:
    """What the reader's room for factuality says of a mention that it is given, as the act of an attack."""
    at = (mention.start, mention.end)
    for passage in passages.split(mention.text):
        if passage.span.start <= mention.start < passage.span.end:
            scene = _scene(mention.text, passage)
            clause = scene.sentence.clause_of(scene.sentence.at(mention.start))
            content = scene.sentence.chars(clause.first, clause.stop) or at
            draft = Draft(kind=Kind.ATTACK, content=content, because="", cue=at)
            holds = [v for v in scene.voices if v.scope[0] <= mention.start < v.scope[1]]
            return factuality.of(scene, draft, hedge=holds[-1].hedge if holds else None)
    return AS_FACT


def _scene(text: str, passage: passages.Passage) -> Scene:
    sentence = parse(text, passage.span)
    return Scene(
        report="", passage=passage, sentence=sentence, hits=cues.find(text, sentence.words, passage.span.end),
        actors=(), places=(), times=(), story=story.tell(text), voices=speech.voices(sentence),
        unvouched=withheld.unvouched(sentence),
    )  # fmt: skip


def stated(mention: Mention) -> Factuality | None:
    """What the reader says of the statement whose content holds a mention, the shortest; None where none does."""
    report = Report(id=digest(mention.text), media_type="text/plain", title="", text=mention.text, language="en")
    found = [
        (span.end - span.start, s.factuality)
        for s in reading.read(report, published=None, reader=reader()).statements
        for span in s.content
        if not s.suggestion and span.start <= mention.start < span.end
    ]
    return min(found, key=lambda f: f[0])[1] if found else None


def _mentions(data: Path) -> Iterator[Mention]:
    files = [path for name in MEASURED if (path := data / name).is_file()]
    for block in "\n\n".join(path.read_text("utf-8") for path in files).split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        text, spans = spelled([row[1] for row in rows])
        for row, (start, end) in zip(rows, spans, strict=True):
            if row[2] != "_":
                yield Mention(text=text, start=start, end=end, value=float(row[2]))

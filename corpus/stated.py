"""The marked statements of a text as statements of ours: its words, kinds and marks as marked, the rest resolved by us.

So linking can be measured, and a head taught, on what careful readers found: days, places and actors are resolved as
for what is read, from the words that are marked.
"""

from collections.abc import Iterator, Mapping, Sequence

from corpus import Chars, Marked, Row, Written, nearest
from tocsin.model import (
    Certainty,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Publicity,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
)
from tocsin.reading import passages, rules
from tocsin.reading.passages import cut
from tocsin.reading.scene import Draft, Scene

MARK = "marked "


def statements(written: Written) -> Mapping[int, Statement]:
    """The statements of a text, by their number among those that are marked; none for what stands in no sentence."""
    given = tuple(p for p in passages.split(written.text) if not p.furniture)

    def decide(scene: Scene) -> Sequence[Draft]:
        return list(_drafts(written, scene))

    found = rules.told(written.report, passages=given, published=written.when, decide=decide)
    return {int(each.because.removeprefix(MARK)): each for each in found}


def _drafts(written: Written, scene: Scene) -> Iterator[Draft]:
    sentence = scene.passage.span.start, scene.passage.span.end
    for number, one in enumerate(written.statements):
        if sentence[0] <= one.content[0] < sentence[1]:
            yield _draft(f"{MARK}{number}", one, scene, sentence)


def _draft(because: str, one: Marked, scene: Scene, sentence: Chars) -> Draft:
    row, text = one.row, scene.text

    def spans(quotes: Sequence[str]) -> list[Chars]:
        return [c for q in quotes if q and (c := nearest(text, q, sentence, one.content[0]))]

    speakers = tuple(spans(row["speakers"]))
    return Draft(
        kind=Kind(one.kind), content=one.content, because=because, cue=next(iter(spans([row["cue"]])), None),
        stage=Stage(row["stage"]) if row["stage"] else None, certainty=Certainty(row["certainty"]),
        polarity=Polarity(row["polarity"]), channel=Publicity(row["channel"]) if row["channel"] else None,
        roles={role: found for role, quotes in row.get("roles", {}).items() if (found := spans(quotes))},
        tolls=tuple(_tolls(row, scene, sentence, one.content[0])),
        speakers=speakers if speakers or not row["speakers"] else None,
        reader="marked", score=1.0,
    )  # fmt: skip


def _tolls(row: Row, scene: Scene, sentence: Chars, near: int) -> Iterator[Toll]:
    for each in row.get("tolls", ()):
        if words := nearest(scene.text, each["mention"], sentence, near):
            mention = Mention(span=cut(scene.text, *words, of=scene.passage.span.text), kind=MentionKind.PEOPLE)
            yield Toll(
                who=TollWho(each["who"]), effect=TollEffect(each["effect"]), low=each.get("low", 0),
                best=each.get("best"), high=each.get("high"), mention=mention,
            )  # fmt: skip

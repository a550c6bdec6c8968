"""The measure of the reader is itself held: what it gives for readings whose faults are known."""

from dataclasses import replace
from typing import Any

import pytest

from corpus import SPLITS, Marked, Written, written
from corpus.matching import agreements, compare
from corpus.score import Mark, agreed, main, mark, turned, with_speaker
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
    Reading,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
)
from tocsin.reading import gazetteer

EVERY = [one for name in SPLITS for one in written(name)]
QUETTA = next(one for one in EVERY if one.name == "m-01-market-quetta/1")


def span(text: Written, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=text.text[start:end], text=text.report.text_digest)


def read_as_marked(text: Written, one: Marked) -> Statement:
    """The statement that says what a row says, as far as its words of the text allow."""
    row, passage = one.row, span(text, *one.passage)

    def mention(words: str) -> Mention:
        at = text.text.index(words)
        return Mention(span=span(text, at, at + len(words)), kind=MentionKind.THING)

    return Statement(
        report=text.report.id, passage=passage, kind=Kind(one.kind), content=(span(text, *one.content),),
        factuality=Factuality(certainty=Certainty(row["certainty"]), polarity=Polarity(row["polarity"])),
        stage=Stage(row["stage"]) if row["stage"] else None,
        channel=Publicity(row["channel"]) if row["channel"] else None,
        speakers=tuple(Speaker(name=name) for name in row["speakers"]),
        tolls=tuple(
            Toll(who=TollWho(t["who"]), effect=TollEffect(t["effect"]), low=t.get("low", 0), best=t.get("best"),
                 high=t.get("high"), mention=mention(t["mention"]))
            for t in row.get("tolls", ())
        ),
    )  # fmt: skip


def perfect(text: Written) -> Reading:
    made = tuple(read_as_marked(text, one) for one in text.statements)
    return Reading(report=text.report.id, reader="by hand", statements=made, unread=())


@pytest.mark.parametrize("split", SPLITS)
def test_a_reading_that_says_what_is_marked_has_no_fault(split: str) -> None:
    told = ("stage", "polarity", "certainty", "channel", "speakers", "outermost", "figures", "counted")
    for text in written(split):
        found = compare(text, perfect(text))
        assert (found.missed, found.false) == ((), ()), text.name
        assert {name for p in found.pairs for name in told if not agreements(p).get(name, True)} == set(), text.name


def test_nothing_read_is_precise_and_recalls_nothing() -> None:
    empty = replace(perfect(QUETTA), statements=())
    assert mark([compare(QUETTA, empty)]) == Mark(wanted=7, found=0, right=0)
    assert (Mark(7, 0, 0).precision, Mark(7, 0, 0).recall, Mark(7, 0, 0).f1) == (1.0, 0.0, 0.0)


def test_one_of_another_kind_is_missed_and_false() -> None:
    first, *others = perfect(QUETTA).statements
    wrong = replace(perfect(QUETTA), statements=(replace(first, kind=Kind.PLOT), *others))
    found = compare(QUETTA, wrong)
    assert [(one.kind, s.kind) for one, s in zip(found.missed, found.false, strict=True)] == [("attack", Kind.PLOT)]
    assert mark([found], "attack") == Mark(wanted=1, found=0, right=0)
    assert mark([found], "plot") == Mark(wanted=0, found=1, right=0)


def test_the_same_thing_read_twice_is_right_once() -> None:
    first, *others = perfect(QUETTA).statements
    shorter = replace(first, content=(span(QUETTA, first.content[0].start, first.content[0].end - 9),))
    found = compare(QUETTA, replace(perfect(QUETTA), statements=(shorter, first, *others)))
    assert found.missed == ()
    assert found.false == (shorter,)


def test_less_than_half_of_the_shorter_is_no_pair() -> None:
    first, *others = perfect(QUETTA).statements
    start, end = first.content[0].start, first.content[0].end
    far = replace(first, content=(span(QUETTA, end - 10, end + 30),))
    near = replace(first, content=(span(QUETTA, start + 5, end + 2),))
    assert len(compare(QUETTA, replace(perfect(QUETTA), statements=(far, *others))).missed) == 1
    assert compare(QUETTA, replace(perfect(QUETTA), statements=(near, *others))).missed == ()


def test_a_suggestion_does_not_count_and_the_headline_is_not_annotated() -> None:
    first, *others = perfect(QUETTA).statements
    headline = span(QUETTA, 0, QUETTA.headline)
    above = replace(first, passage=headline, content=(headline,))
    found = compare(QUETTA, replace(perfect(QUETTA), statements=(replace(first, suggestion=True), above, *others)))
    assert len(found.missed) == 1
    assert found.false == ()


def test_a_field_that_is_read_otherwise_is_counted_and_named() -> None:
    first, *others = perfect(QUETTA).statements
    wrong = replace(first, stage=Stage.ATTEMPTED, speakers=())
    found = compare(QUETTA, replace(perfect(QUETTA), statements=(wrong, *others)))
    assert agreed([found])["stage"] == (6, 7)
    assert agreed([found])["speakers"] == (6, 7)
    assert agreed([found])["polarity"] == (7, 7)


def test_the_second_half_is_not_shown() -> None:
    with pytest.raises(SystemExit) as refused:
        main(["test", "--show", "all"])
    assert refused.value.code == 2


def test_a_pair_with_another_speaker_is_a_pair_but_not_with_the_speaker() -> None:
    first, *others = perfect(QUETTA).statements
    wrong = replace(first, speakers=(Speaker(name="somebody else"),))
    found = [compare(QUETTA, replace(perfect(QUETTA), statements=(wrong, *others)))]
    assert (mark(found).right, with_speaker(found).right) == (7, 6)


def test_a_denial_turned_round_is_counted() -> None:
    text = next(one for one in EVERY if one.name == "m-20-row-beirut/1")
    first, *others = perfect(text).statements
    factuality = Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE)
    found = [compare(text, replace(perfect(text), statements=(replace(first, factuality=factuality), *others)))]
    assert turned(found)[0] == 1


def with_roles(**mentions: Mention) -> tuple[Written, Reading]:
    """The first report as marked, its first statement with these roles."""
    first, *others = perfect(QUETTA).statements
    roles = Roles(**{name: (mention,) for name, mention in mentions.items()})
    return QUETTA, replace(perfect(QUETTA), statements=(replace(first, roles=roles), *others))


def agrees(row: dict[str, object], text: Written, reading: Reading) -> dict[str, bool]:
    pair = compare(text, reading).pairs[0]
    return agreements(replace(pair, wanted=replace(pair.wanted, row={**pair.wanted.row, **row})))


def some_actor(**what: Any) -> Mention:
    kind = MentionKind.ACTOR
    return Mention(span=span(QUETTA, 0, 3), kind=kind, resolved=Actor(name="some", **what))


@pytest.mark.parametrize(
    ("actor", "marked", "same"),
    [
        (some_actor(id="fsb", kind=ActorKind.INSTITUTION, part_of="country:RU"), "country:RU", True),
        (some_actor(id="person:a-minister", kind=ActorKind.PERSON, part_of="fsb"), "country:RU", True),
        (some_actor(id="person:a-minister", kind=ActorKind.PERSON, part_of=None), "country:RU", False),
        (some_actor(id="isis-k", kind=ActorKind.GROUP, part_of="islamic-state"), "islamic-state", False),
    ],
)
def test_a_body_and_an_official_are_their_state_and_a_branch_is_not_its_parent(
    actor: Mention, marked: str, *, same: bool
) -> None:
    assert agrees({"actors": [marked]}, *with_roles(actor=actor))["actor"] is same


@pytest.mark.parametrize(("marked", "same"), [("Galkayo, SO", True), ("Jowhar, SO", False), ("Galkayo, ET", False)])
def test_a_place_is_the_same_by_another_of_its_names(marked: str, *, same: bool) -> None:
    known = gazetteer.named("Gaalkacyo")[0].where
    place = Mention(span=span(QUETTA, 0, 3), kind=MentionKind.PLACE, resolved=known)
    assert agrees({"place": marked}, *with_roles(place=place))["place"] is same

"""Characters that nobody reads hide nothing: what is read is what stands on the screen, and every span counts them."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from tests.spans import counted_twice, unaccounted
from tocsin import reading
from tocsin.model import Reading, Report, Span, digest
from tocsin.reading import days

PLAIN = (
    "The ELN claimed the bombing of a market in Arauca on Friday.\n\n"
    "Nine people were killed in the bombing, police said. The army denied that its soldiers had shot two farmers."
)
HIDDEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200b\u00ad"]


def _report(text: str) -> Report:
    return Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")


def _hiding(mark: str) -> str:
    """The text with a hidden character in the middle of each longer word."""
    return " ".join(w if len(w) < 4 or "\n" in w else f"{w[:2]}{mark}{w[2:]}" for w in PLAIN.split(" "))


def _spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [s for item in value for s in _spans(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [s for f in fields(value) for s in _spans(getattr(value, f.name))]
    return []


def _told(found: Reading, mark: str) -> list[tuple[Any, ...]]:
    return [
        (
            s.kind, s.factuality, s.stage, s.content[0].quote.replace(mark, ""), [x.name for x in s.speakers],
            [(t.effect, t.low, t.best, t.high) for t in s.tolls], [m.resolved for m in s.roles.all()], len(s.bears_on),
        )
        for s in found.statements
    ]  # fmt: skip


@pytest.mark.parametrize("mark", HIDDEN, ids=ascii)
def test_what_is_read_with_hidden_characters_is_what_is_read_without(mark: str) -> None:
    text = _hiding(mark)
    found = reading.read(_report(text), published=None)
    plain = reading.read(_report(PLAIN), published=None)
    assert len(plain.statements) > 3
    assert _told(found, mark) == _told(plain, mark)


@pytest.mark.parametrize("mark", HIDDEN, ids=ascii)
def test_every_span_stands_in_the_text_as_it_was_taken(mark: str) -> None:
    text = _hiding(mark)
    found = reading.read(_report(text), published=None)
    spans = _spans((found.statements, found.unread))
    assert [s for s in spans if text[s.start : s.end] != s.quote or s.text != digest(text)] == []
    assert any(mark in s.quote for s in spans)


def test_a_statement_still_bears_on_the_one_before_it() -> None:
    text = (
        "The army accused the ELN of bom\u200bbing the market in Arauca. "
        "The ELN de\u200bnied that it had bombed the market."
    )
    found = reading.read(_report(text), published=None)
    bears = [b.statement for s in found.statements for b in s.bears_on]
    assert bears
    assert set(bears) <= {s.id for s in found.statements}


def test_what_another_office_read_of_such_a_text_stands_before_the_verifier_here() -> None:
    report = _report(_hiding("\u200b"))
    theirs = reading.read(report, published=None)

    class HandedOver:
        name = "theirs"

        def propose(self, *_: Any, **__: Any) -> Any:
            bad = replace(theirs.statements[0].content[0], quote="nobody wrote this")
            return (*theirs.statements, replace(theirs.statements[0], content=(bad,)))

    ours = reading.read(report, published=None, reader=HandedOver())
    assert {s.id for s in ours.statements} == {s.id for s in theirs.statements}
    assert [u.detail for u in ours.unread if u.proposed] == [
        "theirs, " + theirs.statements[0].because + ": the content is not in the text: 'nobody wrote this'"
    ]


def test_a_hidden_character_that_stands_alone_changes_nothing() -> None:
    text = f"{PLAIN}\n\n\u200b\n"
    found = reading.read(_report(text), published=None)
    assert len(found.statements) == len(reading.read(_report(PLAIN), published=None).statements)


@pytest.mark.parametrize(
    "text",
    ["0{}", "{}0", "0{}\n\n1", "The ELN bombed a market.{} Nobody died.", "The ELN bombed a market. {}Nobody died.{}"],
)
@pytest.mark.parametrize("mark", HIDDEN)
def test_a_hidden_character_at_the_edge_of_a_passage_lies_in_it(text: str, mark: str) -> None:
    found = _report(text.format(mark, mark))
    told = reading.read(found, published=None)
    assert unaccounted(told, found) == ""
    assert counted_twice(told) == []


SET = (
    "    The ELN claimed the bombing of a market in Arauca on\t\n    9 March 2024. Nine people were killed in the\n"
    "    bombing two  \n    days ago, police said.\n   \n    The army denied that its\n\tsoldiers had shot two men.  "
)


def test_a_text_that_is_set_in_says_what_it_says_at_the_edge() -> None:
    edge = "\n".join(line.strip() for line in SET.split("\n"))
    day = days.on(date(2024, 3, 12), "stated")
    found, plain = (reading.read(_report(text), published=day) for text in (SET, edge))
    assert {m.resolved.first_day.day for s in plain.statements for m in s.roles.time if m.resolved} == {9, 10}
    assert [s.content[0].quote.split() for s in found.statements] == [
        s.content[0].quote.split() for s in plain.statements
    ]
    assert [[m.resolved for m in s.roles.all()] for s in found.statements] == [
        [m.resolved for m in s.roles.all()] for s in plain.statements
    ]
    assert unaccounted(found, _report(SET)) == ""
    passages = {s.passage.quote for s in found.statements} | {u.passage.quote for u in found.unread}
    assert {p for p in passages if p != p.strip()} == set()


DRAWN_TOGETHER = [
    ("The device did not explode.", "did not", "didn’t"),
    ("Police could not rule out that the group bombed the market.", "could not", "couldn't"),
    ("The company has not confirmed that gunmen seized its staff.", "has not", "hasn't"),
    ("It is not known whether the ELN bombed the market.", "is not", "isn't"),
    ("The army will not say who killed nine people in Goma.", "will not", "won't"),
    ("THE ELN CLAIMED THE BOMBING. POLICE COULD NOT CONFIRM THE CLAIM.", "COULD NOT", "COULDN'T"),
    ("Police said they cannot say who bombed the market.", "cannot", "can't"),
    ("The bomb at the market did not go off.", "did not", "didnt"),
    ("Did not the army say that the ELN bombed the market?", "Did not the army", "Didn't the army"),
]


def _said(sentence: str) -> list[tuple[Any, ...]]:
    found = reading.read(_report(sentence), published=None)
    spans = _spans((found.statements, found.unread))
    assert [s for s in spans if sentence[s.start : s.end] != s.quote] == []
    return [(s.kind, s.factuality, s.stage, s.suggestion, [x.name for x in s.speakers]) for s in found.statements]


@pytest.mark.parametrize(("long", "two", "one"), DRAWN_TOGETHER, ids=[one for _, _, one in DRAWN_TOGETHER])
def test_a_not_that_is_drawn_together_is_the_not_that_it_is(long: str, two: str, one: str) -> None:
    assert _said(long.replace(two, one)) == _said(long)


def test_most_of_these_say_something() -> None:
    assert sum(bool(_said(long)) for long, _, _ in DRAWN_TOGETHER) >= len(DRAWN_TOGETHER) - 2


def test_what_is_said_with_such_a_not_is_quoted_as_it_stands() -> None:
    found = reading.read(_report("The ELN claimed the bombing. Police couldn't confirm the claim."), published=None)
    assert "Police couldn't confirm the claim" in [s.content[0].quote for s in found.statements]


@pytest.mark.parametrize("one", ["did n't", "didn' t", "didn′t", "didn＇t", "didn‛t", "didn''t"])
def test_a_not_that_is_oddly_drawn_together_is_still_one(one: str) -> None:
    assert _said(f"The ELN {one} bomb the market.") == _said("The ELN did not bomb the market.") != []


def test_no_span_begins_or_ends_inside_a_word_that_holds_a_not() -> None:
    text = "The embassy wasn't the only one that was warned of an attack."
    found = reading.read(_report(text), published=None)
    assert [s.content[0].quote for s in found.statements] == ["wasn't the only one that was warned of an attack"]
    spans = _spans(found.statements)
    assert [s.quote for s in spans if text[s.start - 1 : s.start + 1].isalnum() and s.start] == []


def test_a_name_that_looks_like_a_drawn_together_not_is_a_name() -> None:
    found = reading.read(_report("Arent Fox said gunmen attacked the market."), published=None)
    assert [[x.name for x in s.speakers] for s in found.statements] == [["Arent Fox"]]

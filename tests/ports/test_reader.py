"""What every reader must do behind the door of reading, and what becomes of one that proposes nonsense."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spans import counted_twice, misquoted, unaccounted
from tocsin import reading
from tocsin.model import (
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Report,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    TimePrecision,
    Toll,
    TollEffect,
    TollWho,
    Unavailable,
    Unread,
    UnreadBecause,
    When,
    digest,
)
from tocsin.reading import passages
from tocsin.reading.passages import Passage

DAY = date(2021, 6, 4)
PUBLISHED = When(start=DAY, end=DAY, precision=TimePrecision.DAY, anchor="stated")
TEXT = """Blast at a ferry pier

Gunmen attacked a ferry pier at Lamu on Thursday and killed six porters, the harbour office said.

No group has claimed the attack. A bakery nearby sold bread as on any day.

Related Articles
"""


@dataclass(frozen=True)
class Fake:
    """A reader that proposes what it is told to, and keeps what it was given."""

    make: Callable[[Report, Sequence[Passage]], Iterable[Statement | Unread]]
    name: str = "fake@1"
    given: list[tuple[Passage, ...]] = field(default_factory=list)

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> Iterable[Statement | Unread]:
        """What it was told to propose, whatever the report says."""
        assert published in (None, PUBLISHED)
        self.given.append(tuple(passages))
        return self.make(report, passages)


def report(text: str, *, language: str | None = "en") -> Report:
    return Report(id=digest(text), media_type="text/plain", title="", text=text, language=language)


def span(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote, text=digest(text))


def attack(of: Report, passage: Span, *, content: Span | None = None) -> Statement:
    """That a passage tells of an attack, whatever it says."""
    return Statement(
        report=of.id, passage=passage, kind=Kind.ATTACK, content=(content or passage,), stage=Stage.ACCOMPLISHED,
        factuality=Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE), reader="fake@1",
        because="the fake was told to",
    )  # fmt: skip


def silent(_report: Report, _passages: Sequence[Passage]) -> list[Statement]:
    return []


def sound(of: Report, passages: Sequence[Passage]) -> list[Statement]:
    """What the text bears: one attack, in the words of the text, proposed twice."""
    at = next((p.span for p in passages if "attacked" in p.span.quote), None)
    if at is None:
        return []
    content = span(of.text, "Gunmen attacked a ferry pier at Lamu on Thursday") if of.text == TEXT else at
    return [attack(of, at, content=content)] * 2


def nonsense(of: Report, passages: Sequence[Passage]) -> list[Statement]:
    """One statement for each fault, on every passage."""
    return [wrong for p in passages for wrong in faulty(of, p.span)]


def faulty(of: Report, at: Span) -> list[Statement]:
    right = attack(of, at)
    elsewhere = replace(at, quote="a hundred rockets fell")
    nobody = Mention(span=replace(at, quote="The Sultan"), kind=MentionKind.ACTOR)
    dead = Mention(span=at, kind=MentionKind.PEOPLE)
    return [
        replace(right, content=(elsewhere,)),
        replace(right, cue=elsewhere),
        replace(right, passage=replace(at, end=at.end + 1, quote=at.quote + "x"), content=(at,)),
        replace(right, content=()),
        replace(right, stage=Stage.PLANNED),
        replace(right, kind=Kind.DENIAL, stage=None),
        replace(right, speakers=(Speaker(name="The Sultan", mention=nobody),)),
        replace(right, speakers=(Speaker(name="Nobody of that name"),)),
        replace(right, roles=Roles(target=(nobody,))),
        replace(right, kind=Kind.TOLL, stage=None, tolls=(
            Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=7777, best=7777, high=7777, mention=dead),)),
    ]  # fmt: skip


def answered(question: reading.Question) -> str:
    """A good answer: whatever is said to be attacked was."""
    rows = [json.loads(line) for line in question.passages.split("\n")[1:-1]]
    return json.dumps({"statements": [
        {"passage": row["passage"], "kind": "attack", "content": row["text"], "certainty": "certain",
         "polarity": "positive", "stage": "accomplished"}
        for row in rows if "attacked" in row["text"]
    ]})  # fmt: skip


def answered_badly(question: reading.Question) -> str:
    """A good answer among entries that are none."""
    good = json.loads(answered(question))["statements"]
    invented = {"passage": 1, "kind": "attack", "content": "a hundred rockets fell", "certainty": "certain",
                "polarity": "positive", "stage": "accomplished"}  # fmt: skip
    return json.dumps({"statements": [invented, *good, None, {**invented, "passage": 4711}, {"kind": "coup"}]})


def unanswered(_question: reading.Question) -> str:
    raise Unavailable(where="the endpoint", what="nothing listens there", now="see that it runs")


def lost(of: Report, passages: Sequence[Passage]) -> list[Unread]:
    """That it could make nothing of anything, under a reason that hides it."""
    return [Unread(report=of.id, passage=p.span, because=UnreadBecause.FURNITURE, detail="lost") for p in passages]


READERS = {
    "rules": reading.Rules,
    "silent": lambda: Fake(silent),
    "sound": lambda: Fake(sound),
    "nonsense": lambda: Fake(nonsense),
    "lost": lambda: Fake(lost),
    "asked": lambda: reading.Asked(model="parrot", ask=answered),
    "asked, answering badly": lambda: reading.Asked(model="parrot", ask=answered_badly),
    "asked, not answering": lambda: reading.Asked(model="parrot", ask=unanswered),
}
every_reader = pytest.mark.parametrize("make", READERS.values(), ids=READERS)
Make = Callable[[], reading.Reader]


def accounts_for_everything(make: Make) -> None:
    """Every passage stands in a statement or is unread, and every quotation is exactly what stands there."""
    found = reading.read(report(TEXT), published=PUBLISHED, reader=make())
    assert unaccounted(found, report(TEXT)) == ""
    assert misquoted(found, report(TEXT)) == []
    assert counted_twice(found) == []


def bears_its_name(make: Make) -> None:
    """A reading bears the reader's name with its version, and so does each statement, which says why it is there."""
    found = reading.read(report(TEXT), published=PUBLISHED, reader=make())
    assert re.fullmatch(r"\S.*@\S+", make().name)
    assert found.report == report(TEXT).id
    assert {found.reader, *(s.reader for s in found.statements)} == {make().name}
    assert all(s.because for s in found.statements)


def says_the_same_again(make: Make) -> None:
    """The same text gives the same reading, each statement once."""
    reader = make()
    first, second, third = (reading.read(report(TEXT), published=PUBLISHED, reader=r) for r in (reader, reader, make()))
    assert first == second == third
    assert len({s.id for s in first.statements}) == len(first.statements)


def sees_nothing_where_nothing_is(make: Make) -> None:
    """A text about other things gives no statement."""
    found = reading.read(report(BAKERY), published=PUBLISHED, reader=make())
    assert found.statements == ()
    assert unaccounted(found, report(BAKERY)) == ""


def stays_within_what_it_is_given(make: Make) -> None:
    """It proposes, or gives up, in the passages that it is given and nowhere else."""
    given = passages.split(TEXT)[1:2]
    proposed = list(make().propose(report(TEXT), passages=given, published=PUBLISHED))
    assert {item.passage for item in proposed} <= {p.span for p in given}


def stands_before_the_verifier(make: Make) -> None:
    """Whatever it proposes in other words than those of the text is refused, and all of it is kept."""
    reader, tampered = make(), 0

    def tamper(of: Report, passages: Sequence[Passage]) -> Iterable[Statement | Unread]:
        nonlocal tampered
        for item in reader.propose(of, passages=passages, published=PUBLISHED):
            if isinstance(item, Statement):
                tampered += 1
                yield replace(item, content=tuple(replace(c, quote=c.quote.swapcase()) for c in item.content))

    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(tamper, name=reader.name))
    assert found.statements == ()
    assert len([u for u in found.unread if u.because is UnreadBecause.REFUSED]) == tampered


PROMISES = (
    accounts_for_everything,
    bears_its_name,
    says_the_same_again,
    sees_nothing_where_nothing_is,
    stays_within_what_it_is_given,
    stands_before_the_verifier,
)
BAKERY = "A bakery in Lamu sold bread as on any day. The baker said that business was good.\n"


@pytest.mark.parametrize(("name", "promise"), [
    (name, promise) for name in READERS for promise in PROMISES
    if (name, promise) != ("nonsense", stays_within_what_it_is_given)
], ids=lambda part: getattr(part, "__name__", part))  # fmt: skip
def test_it_keeps_each_promise(name: str, promise: Callable[[Make], None]) -> None:
    promise(READERS[name])


def eager(of: Report, passages: Sequence[Passage]) -> list[Statement]:
    """An attack in whatever it is given."""
    return [attack(of, p.span) for p in passages]


def roaming(of: Report, _passages: Sequence[Passage]) -> list[Statement]:
    """An attack in the headline, which it was not given."""
    return [attack(of, passages.split(of.text)[0].span)]


def moody() -> reading.Reader:
    """One that sees what it saw last time only every other time."""
    times = count()
    return Fake(lambda of, passages: sound(of, passages) if next(times) % 2 else [])


BAD = {
    "no version": (lambda: Fake(silent, name="fake"), bears_its_name),
    "another's name": (lambda: Fake(sound, name="other@1"), bears_its_name),
    "moody": (moody, says_the_same_again),
    "eager": (lambda: Fake(eager), sees_nothing_where_nothing_is),
    "roaming": (lambda: Fake(roaming), stays_within_what_it_is_given),
    "nonsense": (lambda: Fake(nonsense), stays_within_what_it_is_given),
}


@pytest.mark.parametrize(("make", "promise"), BAD.values(), ids=BAD)
def test_a_reader_that_breaks_a_promise_is_caught(make: Make, promise: Callable[[Make], None]) -> None:
    with pytest.raises(AssertionError):
        promise(make)


def test_what_a_reader_says_of_a_passage_that_it_was_not_given_does_not_stand() -> None:
    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(roaming))
    assert found.statements == ()
    assert [u.proposed for u in found.unread if "not given to be read" in u.detail] == ["attack: Blast at a ferry pier"]
    assert unaccounted(found, report(TEXT)) == ""


def test_a_reader_that_gives_up_says_so_and_cannot_call_it_furniture() -> None:
    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(lost))
    said = {u.passage.quote[:6]: (u.because, u.detail) for u in found.unread}
    assert said["Gunmen"] == said["A bake"] == (UnreadBecause.REFUSED, "fake@1: lost")
    assert {u.passage.quote[:6] for u in reading.unanswered(found)} == {"Gunmen", "No gro", "A bake"}


def test_what_nobody_answered_for_is_no_silence_and_what_was_refused_is_no_want_of_an_answer() -> None:
    for make, lacking in (("asked, not answering", 3), ("asked, answering badly", 0), ("nonsense", 0), ("silent", 0)):
        found = reading.read(report(TEXT), published=PUBLISHED, reader=READERS[make]())
        assert len(reading.unanswered(found)) == lacking


def test_of_two_statements_that_contradict_each_other_the_second_is_not_lost() -> None:
    def twice(of: Report, passages: Sequence[Passage]) -> list[Statement]:
        one = sound(of, passages)[0]
        who = Mention(span=span(of.text, "Gunmen"), kind=MentionKind.ACTOR)
        return [one, replace(one, score=0.4, because="again"), replace(one, roles=Roles(actor=(who,)))]

    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(twice))
    assert [s.roles for s in found.statements] == [Roles()]
    (refused,) = [u for u in found.unread if u.because is UnreadBecause.REFUSED]
    assert "stands already" in refused.detail


@every_reader
def test_nothing_is_read_in_another_language(make: Make) -> None:
    found = reading.read(report(TEXT, language="fr"), published=PUBLISHED, reader=make())
    assert found.statements == ()
    assert {u.because for u in found.unread} == {UnreadBecause.LANGUAGE, UnreadBecause.FURNITURE}
    assert unaccounted(found, report(TEXT)) == ""


@every_reader
@pytest.mark.parametrize("text", ["", " \n\t\n", "\u2028"])
def test_nothing_is_read_where_there_is_nothing(make: Make, text: str) -> None:
    found = reading.read(report(text), published=None, reader=make())
    assert (found.statements, found.unread) == ((), ())


@every_reader
@settings(max_examples=15)
@given(
    text=st.text(max_size=120)
    | st.lists(st.sampled_from([*TEXT.split(), "\n\n", "“", "”", "\x00", ":", "12"]), max_size=25).map(" ".join)
)
def test_whatever_stands_in_a_text_is_accounted_for(make: Make, text: str) -> None:
    found = reading.read(report(text), published=None, reader=make())
    assert unaccounted(found, report(text)) == ""
    assert misquoted(found, report(text)) == []


def test_a_reader_is_given_only_what_can_be_read() -> None:
    fake = Fake(silent)
    damaged = "\x01\x02\ufffd\x03 ab\x04\x05"
    found = reading.read(report(f"{TEXT}\n{damaged}\n"), published=PUBLISHED, reader=fake)
    (given_,) = fake.given
    assert [p.span.quote[:6] for p in given_] == ["Gunmen", "No gro", "A bake"]
    assert {u.because for u in found.unread} >= {UnreadBecause.FURNITURE, UnreadBecause.DAMAGED}


def test_what_is_sound_stands_once() -> None:
    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(sound))
    (statement,) = found.statements
    assert statement.content[0].quote == "Gunmen attacked a ferry pier at Lamu on Thursday"
    assert UnreadBecause.REFUSED not in {u.because for u in found.unread}


def test_nonsense_is_refused_and_none_of_it_is_dropped() -> None:
    fake = Fake(nonsense)
    found = reading.read(report(TEXT), published=PUBLISHED, reader=fake)
    proposed = nonsense(report(TEXT), fake.given[0])
    refused = [u for u in found.unread if u.because is UnreadBecause.REFUSED]
    assert found.statements == ()
    assert len(refused) == len(proposed)
    assert all(fake.name in u.detail and "the fake was told to" in u.detail for u in refused)


@pytest.mark.parametrize("nth", range(10))
def test_a_refusal_says_what_was_proposed_and_where(nth: int) -> None:
    def one(of: Report, passages: Sequence[Passage]) -> list[Statement]:
        return [faulty(of, passages[1].span)[nth]]

    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(one))
    (refused,) = [u for u in found.unread if u.because is UnreadBecause.REFUSED]
    wrong = faulty(report(TEXT), span(TEXT, "No group has claimed the attack."))[nth]
    assert refused.proposed.startswith(wrong.kind.value)
    assert all(c.quote in refused.proposed for c in wrong.content)
    assert found.statements == ()
    assert unaccounted(found, report(TEXT)) == ""


def test_a_refusal_does_not_take_what_is_sound_with_it() -> None:
    fake = Fake(lambda of, passages: [*nonsense(of, passages), *sound(of, passages)])
    found = reading.read(report(TEXT), published=PUBLISHED, reader=fake)
    assert len(found.statements) == 1
    assert len([u for u in found.unread if u.because is UnreadBecause.REFUSED]) == 30


def test_a_proposal_in_furniture_or_in_a_passage_of_no_text_is_refused() -> None:
    def stray(of: Report, _passages: Sequence[Passage]) -> list[Statement]:
        nowhere = Span(start=9000, end=9007, quote="bombing", text=of.text_digest)
        return [attack(of, span(of.text, "Related Articles")), attack(of, nowhere)]

    found = reading.read(report(TEXT), published=PUBLISHED, reader=Fake(stray))
    assert found.statements == ()
    refused = [u.proposed for u in found.unread if u.because is UnreadBecause.REFUSED]
    assert sorted(refused) == ["attack: Related Articles", "attack: bombing"]


def test_a_proposal_on_an_empty_text_is_no_statement() -> None:
    elsewhere = report(TEXT)
    found = reading.read(
        report(""), published=None, reader=Fake(lambda of, _: [attack(of, span(elsewhere.text, "Gunmen attacked"))])
    )
    assert found.statements == ()

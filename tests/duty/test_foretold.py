"""What is foretold, each thing once: which repetition is no news, and what is news though it sounds alike."""

from dataclasses import replace
from datetime import date

import pytest

from tests.scene import AT, MOSCOW, PETERSBURG, on
from tocsin.duty import foretold
from tocsin.model import (
    Certainty,
    Factuality,
    Incident,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Roles,
    Span,
    Stage,
    Statement,
    When,
    Where,
    digest,
)

SATURDAY, SUNDAY = on(date(2024, 3, 9)), on(date(2024, 3, 10))


def said(
    words: str, *, report: str, place: Where = MOSCOW, time: When | None = None, target: str = "", figures: str = "",
    **more: object,
) -> Statement:  # fmt: skip
    """A warning in these words, about this place, of a report of that name."""
    whole = f"{words} {figures}".strip()
    span = Span(start=0, end=len(whole), quote=whole, text=digest(report + whole))

    def mention(kind: MentionKind, resolved: Where | When | None, quote: str) -> Mention:
        return Mention(span=replace(span, end=len(quote), quote=quote), kind=kind, resolved=resolved)

    roles = Roles(
        place=(mention(MentionKind.PLACE, place, "there"),),
        time=(mention(MentionKind.TIME, time, "then"),) if time else (),
        target=(mention(MentionKind.PEOPLE, None, target),) if target else (),
    )
    found = Statement(
        report=report, passage=span, kind=Kind.WARNING, content=(span,), stage=Stage.PLANNED, roles=roles,
        factuality=Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE),
    )  # fmt: skip
    return replace(found, **more)


def told(*statements: Statement, same_origin: bool = False, copies: bool = False) -> list[str]:
    """The reports of what is told once; each statement goes back to another origin unless said otherwise."""
    held = {s.id: s for s in statements}
    origin = {id_: "one" if same_origin else id_ for id_ in held}
    copy_of = {s.report: "one" if copies else s.report for s in statements}
    incident = Incident(id="i", statements=tuple(held), title="")
    found = foretold(incident, held, origin=origin, copy_of=copy_of, at=AT)
    assert {f.at for f in found} <= {AT}
    return [held[f.statement].report for f in found]


FIRST = said("They will attack the clinic", report="first", target="the clinic")


@pytest.mark.parametrize(
    "again",
    [
        said("They will attack the clinic", report="again", target="the clinic"),
        said("THEY WILL ATTACK, THE CLINIC", report="again", target="Clinic"),
    ],
)
def test_the_same_words_are_no_news_whoever_says_them(again: Statement) -> None:
    assert told(FIRST, again) == ["first"]


def test_a_copy_that_was_dated_another_day_is_no_news_and_the_same_words_about_another_day_are() -> None:
    first = said("They will strike tomorrow", report="first", time=SATURDAY)
    again = said("They will strike tomorrow", report="again", time=SUNDAY)
    assert told(first, again, copies=True) == ["first"]
    assert told(first, again) == ["first", "again"]


def test_one_voice_that_says_it_in_other_words_is_no_news_and_another_voice_is() -> None:
    again = said("An assault on the clinic is being prepared", report="again", target="a clinic")
    assert told(FIRST, again, same_origin=True) == ["first"]
    assert told(FIRST, again) == ["first", "again"]


@pytest.mark.parametrize(
    "more",
    [
        said("The clinic will be attacked", report="more", target="the clinic", time=SATURDAY),
        said("The clinic will be attacked", report="more", target="the clinic", place=PETERSBURG),
        said("The school will be attacked", report="more", target="the school"),
        said("The clinic will be attacked by", report="more", target="the clinic", figures="40 gunmen"),
        said("It is sure now", report="more", roles=Roles()),
    ],
    ids=["a day", "another place", "another target", "a figure", "nothing that is understood"],
)  # fmt: skip
def test_one_voice_that_adds_something_is_news(more: Statement) -> None:
    assert told(FIRST, more, same_origin=True) == ["first", "more"]


def test_one_voice_that_is_surer_is_news_and_one_that_is_less_sure_is_not() -> None:
    perhaps = replace(
        said("The clinic may be attacked", report="perhaps", target="the clinic"),
        factuality=Factuality(certainty=Certainty.POSSIBLE, polarity=Polarity.POSITIVE),
    )
    assert told(perhaps, FIRST, same_origin=True) == ["perhaps", "first"]
    assert told(FIRST, perhaps, same_origin=True) == ["first"]


def test_what_is_denied_foiled_or_done_foretells_nothing() -> None:
    denied = replace(FIRST, factuality=Factuality(certainty=Certainty.CERTAIN, polarity=Polarity.NEGATIVE))
    assert told(denied) == []
    assert told(replace(FIRST, stage=Stage.FOILED)) == []

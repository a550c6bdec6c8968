"""Sessions at a desk, drawn at random: reports come, people judge, correct, rule, approve, send and acknowledge."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests import by_heart as told
from tests.scene import OFFICER
from tests.sitting import Postbox, Sitting
from tocsin.desk import people, sending
from tocsin.desk.current import live, program_assessment, standing
from tocsin.model import (
    Assessment,
    Confidence,
    CorrectionHow,
    Credibility,
    Delivery,
    Judgement,
    Likelihood,
    NoDuty,
    NotAllowed,
    NotFound,
    Notice,
    Refer,
    Reliability,
    Report,
    Ruling,
    Tlp,
    Waive,
    Warn,
)

BEGINS = told.day(7)
HOUR = timedelta(hours=1)
SENTENCES = (*told.BANK, told.WEATHER, told.FOREIGN)

Act = tuple[str, tuple[Any, ...]]


def _act(name: str, *drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.tuples(st.just(name), st.tuples(*drawn))


numbers = st.integers(0, 20)
"""Which of several: counted round."""
rulings = st.sampled_from(
    (
        Warn(),
        Waive(ground="W1", justification="They know of it.", by=OFFICER),
        NoDuty(criterion="credible", justification="It was a hoax."),
        Refer(question="Which hall is meant?"),
    )
)
taking = _act(
    "take",
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True),
    st.sampled_from(("wire", "courier", "embassy")),
    st.sampled_from((Tlp.CLEAR, Tlp.CLEAR, Tlp.AMBER, Tlp.RED)),
)
judging = _act("judge", numbers, numbers, st.sampled_from(Judgement))
marking = _act("mark", numbers, st.sampled_from(Reliability), st.sampled_from(Credibility))
assessing = _act("assess", numbers, numbers, st.sampled_from(Likelihood), st.sampled_from(Confidence))
correcting = _act("correct", numbers, st.sampled_from(CorrectionHow))
closing = _act("close", numbers)
ruling = _act("rule", numbers, rulings)
sending_out = st.one_of(_act("approve", numbers), _act("send", st.sampled_from(Delivery)), _act("ack", numbers))
opinions = st.one_of(judging, marking, assessing, correcting)
anything = st.one_of(taking, taking, opinions, closing, ruling, sending_out)


def session(acts: st.SearchStrategy[Act], *, most: int = 8) -> st.SearchStrategy[list[Act]]:
    """A session that begins with a report."""
    return st.builds(lambda first, rest: [first, *rest], taking, st.lists(acts, max_size=most))


@dataclass
class Play:
    """A session as it is played: an hour an act. What the house refuses is refused, and the session goes on."""

    desk: Sitting
    at: datetime = BEGINS

    def run(self, acts: list[Act]) -> None:
        """All of it."""
        for _ in self.steps(acts):
            pass

    def steps(self, acts: list[Act]) -> Iterator[str]:
        """One act after another; the name of each when it is done."""
        for name, drawn in acts:
            self.at += HOUR
            with suppress(NotAllowed, NotFound):
                getattr(self, f"_{name}")(*drawn)
            yield name

    def _take(self, sentences: list[str], source: str, marking: Tlp) -> None:
        self.desk.take(*sentences, at=self.at, source=source, marking=marking)

    def _judge(self, left: int, right: int, judgement: Judgement) -> None:
        held = standing(self.desk.book)
        self.desk.judge(_of(held, left).id, _of(held, right).id, judgement, at=self.at)

    def _mark(self, which: int, reliability: Reliability, credibility: Credibility) -> None:
        people.mark(
            _of(standing(self.desk.book), which).id, reliability=reliability, credibility=credibility,
            because="I know the man", book=self.desk.book, office=self.desk.office, by=OFFICER, at=self.at,
        )  # fmt: skip

    def _assess(self, which: int, rival: int, likelihood: Likelihood, confidence: Confidence) -> None:
        incident = _of(live(self.desk.book), which).id
        rivals = program_assessment(self.desk.book, incident).attributions
        actor = _of(rivals, rival).actor
        people.assess(
            incident, actor=actor.id if actor else None, likelihood=likelihood, confidence=confidence,
            note="I read it all.", book=self.desk.book, by=OFFICER, at=self.at, required=False,
        )  # fmt: skip

    def _correct(self, which: int, how: CorrectionHow) -> None:
        self.desk.correct(_of(self.desk.book.all(Report), which).id, how, at=self.at)

    def _close(self, which: int) -> None:
        incident = _of(live(self.desk.book), which).id
        people.close(incident, because="It is over.", book=self.desk.book, by=OFFICER, at=self.at, required=False)

    def _rule(self, which: int, ruling: Ruling) -> None:
        self.desk.rule(_of(self.desk.duties(), which), ruling, at=self.at)

    def _approve(self, which: int) -> None:
        self.desk.approve(_of(self.desk.book.all(Notice), which), at=self.at)

    def _send(self, answer: Delivery) -> None:
        self.desk.send(Postbox(answer=answer), Postbox(name="folder", answer=answer), at=self.at)

    def _ack(self, which: int) -> None:
        notice = _of(self.desk.book.all(Notice), which)
        sending.acknowledge(notice, book=self.desk.book, by=OFFICER, because="by telephone", at=self.at)


def _of(words: tuple[Any, ...], number: int) -> Any:
    """One of these, counted round."""
    if not words:
        raise NotFound(what="there is none to choose from")
    return words[number % len(words)]


def assessed(desk: Sitting) -> tuple[Assessment, ...]:
    """What the program proposes for every incident."""
    return tuple(program_assessment(desk.book, incident.id) for incident in live(desk.book))

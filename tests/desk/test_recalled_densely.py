"""The same play with a few sentences over and over, so that every report hangs together with every other."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests import by_heart as told
from tests.desk.test_recalled import FURNITURE, SENTENCES, SOURCES, Play, opened
from tests.sitting import office
from tocsin.desk.current import live
from tocsin.model import Reliability, Source
from tocsin.reading import read

PUBLISHERS = (*SOURCES, Source(id="s2", name="captain Ivo Maric", kind="wire", family="the Marics"))
ACTS, REPORTS = 30, 25


class Dense(Play):
    """A play whose reports are of sentences known by heart: one to three of them, at times below one furniture."""

    def new(self, text: str, published: datetime) -> None:
        """A report that did not come before, read by heart."""
        came = opened(text, published, source=self.chance.choice(PUBLISHERS), received=self.at)
        found = read(came.report, published=came.arrival.published, reader=told.ByHeart())
        self.taken.append((came, found))
        self.take(came, found)

    def texts(self) -> Iterator[tuple[str, datetime]]:
        """Reports of January and March."""
        for _ in range(REPORTS):
            some = self.chance.sample(list(told.BANK), self.chance.choice((1, 1, 2, 3)))
            head = [FURNITURE] if self.chance.random() < 0.3 else []
            on = datetime(2024, self.chance.choice((1, 3, 3)), self.chance.randrange(1, 28), tzinfo=UTC)
            yield " ".join([*head, *some]), on

    def play(self) -> None:
        """All acts."""
        coming = self.texts()
        self.new(*next(coming))
        for _ in range(ACTS):
            self.at += timedelta(minutes=7)
            what = self.chance.choices(
                (self.again, self.copied, self.read_otherwise, self.by_people, self.otherwise, None),
                (3, 1, 2, 5, 1, 10),
            )[0]
            following = next(coming, None) if what is None else None
            if following is not None:
                self.new(*following)
            elif what is not None and live(self.book):
                what()


@pytest.mark.parametrize("seed", [5, 13, 23, 33])
def test_it_gives_what_going_through_everything_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these seeds tells when one of the things that a step must look at again is forgotten."""
    for sentence, made in SENTENCES.items():
        monkeypatch.setitem(told.BANK, sentence, (made,))
    played = Dense(random.Random(seed), office=office(reliability={"s0": Reliability.B}))  # noqa: S311 - a play
    played.play()
    assert played.book.said == played.plain.said  # type: ignore[attr-defined]
    assert any(word for words in played.book.said for word in words)  # type: ignore[attr-defined]

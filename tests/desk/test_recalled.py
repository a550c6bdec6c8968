"""What a step looks at again is enough: it gives what going through the whole casebook gives, act for act."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import corpus
from tests import by_heart as told
from tests.by_heart import day
from tests.desk import plainly
from tests.scene import KRASNOGORSK, MOSCOW, OFFICER, PETERSBURG, on
from tests.sitting import Sitting, office
from tocsin import duty, grading, linking
from tocsin.casebook import Casebook, Memory, open_casebook
from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk import people, recall, take
from tocsin.desk.current import live, standing
from tocsin.desk.office import Office
from tocsin.desk.outlook import outlooks
from tocsin.desk.program import TOCSIN
from tocsin.intake import Opened, open_bytes
from tocsin.linking import candidates, copies
from tocsin.model import (
    Assessment,
    Confidence,
    Correction,
    CorrectionHow,
    Credibility,
    DutyProposal,
    Grade,
    Incident,
    Judgement,
    Kind,
    Likelihood,
    Link,
    NotAllowed,
    NotFound,
    PlacePrecision,
    Reading,
    Reliability,
    Source,
    Stage,
    Statement,
    TimePrecision,
    Tlp,
    When,
)
from tocsin.reading import Rules, read

SOURCES = tuple(Source(id=f"s{n}", name=name, kind="wire") for n, name in enumerate(("Harbour Post", "Radio East")))
ACTS = 110
STEPS = ("link", "settle", "grade", "propose")


def opened(text: str, published: datetime, *, source: Source, received: datetime) -> Opened:
    """A text as it came."""
    when = When(start=published.date(), end=published.date(), precision=TimePrecision.DAY, anchor="given")
    (found,) = open_bytes(
        text.encode(), name="report.txt", source=source, published=when, received=received, marking=Tlp.CLEAR
    )
    assert isinstance(found, Opened)
    return found


def texts(chance: random.Random, most: int) -> Iterator[tuple[str, datetime]]:
    """Reports of a few cases of the corpus, in any order: several tell of one event, and most of others."""
    cases = chance.sample([c for c in corpus.cases("train") if len(c.reports) > 1], most // 3)
    found = [(w.text, w.published) for case in cases for w in case.reports if not w.single]
    for text, published in chance.sample(found, min(most, len(found))):
        yield text, datetime.combine(published or day(1).date(), datetime.min.time(), UTC)


@dataclass
class Play:
    """Two casebooks at which the same is done: at one every step goes through everything, at the other not."""

    chance: random.Random
    book: Book = field(default_factory=Memory)
    plain: Book = field(default_factory=Memory)
    office: Office = field(default_factory=lambda: office(reader=Rules(), reliability={"s0": Reliability.B}))
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    taken: list[tuple[Opened, Reading]] = field(default_factory=list)

    def both(self, act: Any) -> None:
        """Do one thing at both; what is refused at one is refused at the other."""
        refused = []
        for book, room in ((self.book, take), (self.plain, plainly)):
            with pytest.MonkeyPatch.context() as patch:
                for step in STEPS[1:]:
                    patch.setattr(people, step, getattr(room, step))
                try:
                    act(book, room)
                except (NotAllowed, NotFound) as error:
                    refused.append(str(error))
        assert len(refused) in (0, 2)

    def take(self, came: Opened, found: Reading) -> None:
        """A report with what was read in it."""

        def act(book: Book, room: Any) -> None:
            with book.transaction():
                take.arrive(came, book=book, at=self.at)
                take.keep(found, book=book, at=self.at)
                for step in (room.link, room.grade, room.propose):
                    step(book=book, office=self.office, about=came.report.id, at=self.at)

        self.both(act)

    def new(self, text: str, published: datetime) -> None:
        """A report that did not come before."""
        came = opened(text, published, source=self.chance.choice(SOURCES), received=self.at)
        found = read(came.report, published=came.arrival.published, reader=Rules())
        self.taken.append((came, found))
        self.take(came, found)

    def again(self) -> None:
        """A report comes again, from another source, on another day, or received before."""
        came, found = self.chance.choice(self.taken)
        when = came.arrival.published
        assert when is not None
        then = when.start + timedelta(days=self.chance.choice((-3, 0, 2, 40)))
        arrival = replace(
            came.arrival, source=self.chance.choice(SOURCES), published=replace(when, start=then, end=then),
            received=self.at - timedelta(days=self.chance.choice((0, 1000))),
        )  # fmt: skip
        self.take(replace(came, arrival=arrival), found)

    def copied(self) -> None:
        """A copy of a report comes, with a line of its own."""
        came, _ = self.chance.choice(self.taken)
        self.new(f"{came.report.text}\n\nEdited by nobody.", datetime(2024, 5, 1, tzinfo=UTC))

    def read_otherwise(self) -> None:
        """A report is read again by another reader, who finds less, and some of it otherwise."""
        came, found = self.chance.choice(self.taken)
        kept = tuple(
            replace(s, suggestion=self.chance.random() < 0.2, roles=replace(s.roles, place=()))
            if self.chance.random() < 0.3
            else s
            for s in found.statements
            if self.chance.random() < 0.7
        )
        self.take(came, replace(found, statements=kept, reader=f"reader of {self.at.isoformat()}"))

    def by_people(self) -> None:
        """A person judges, corrects, closes, marks or assesses."""
        held, said = live(self.book), standing(self.book)
        one, other = self.chance.choice(said), self.chance.choice(said)
        incident = self.chance.choice(held)
        ends = self.chance.choice(((one.id, other.id), (incident.statements[0], incident.statements[-1])))
        judgement, how = self.chance.choice(list(Judgement)), CorrectionHow.RETRACTED
        credibility, report = self.chance.choice(list(Credibility)), self.chance.choice(self.taken)[0].report.id
        which = self.chance.choice((0, 0, 0, 0, 0, 1, 2, 2, 3, 3, 4, 4))
        gone = {c.report for c in self.book.all(Correction)}

        def act(book: Book, room: Any) -> None:
            del room
            more: Any = {"book": book, "by": OFFICER, "at": self.at}
            if which == 0:
                people.judge(*ends, judgement=judgement, because="", office=self.office, **more)
            elif which == 1:
                if report in gone:
                    return
                people.correct(report, how=how, replacement=None, because="", office=self.office, **more)
            elif which == 2:
                people.close(incident.id, because="It is over.", required=False, **more)
            elif which == 3:
                people.mark(
                    one.id, reliability=Reliability.A, credibility=credibility, because="", office=self.office, **more
                )
            else:
                people.assess(
                    incident.id,
                    actor=None,
                    likelihood=Likelihood.LIKELY,
                    confidence=Confidence.LOW,
                    note="",
                    required=False,
                    **more,
                )

        self.both(act)

    def otherwise(self) -> None:
        """The office trusts others than before, or has another policy."""
        letters = {s.id: self.chance.choice(list(Reliability)) for s in SOURCES}
        policies = tuple(replace(p, hours=self.chance.choice((2, 4))) for p in self.office.policies)
        self.office = replace(self.office, reliability=letters, policies=policies)

    def on(self, acts: int, most: int) -> None:
        """So many acts."""
        coming = texts(self.chance, most)
        self.new(*next(coming))
        for _ in range(acts):
            self.at += timedelta(minutes=7)
            what = self.chance.choices(
                (self.again, self.copied, self.read_otherwise, self.by_people, self.otherwise, None),
                (2, 2, 3, 6, 1, 12),
            )[0]
            following = next(coming, None) if what is None else None
            if following is not None:
                self.new(*following)
            elif what is not None and live(self.book):
                what()


@pytest.mark.parametrize(("seed", "tight"), [(1, False), (2, True), (3, True)])
def test_it_gives_what_going_through_everything_gives(
    seed: int,
    tight: bool,  # noqa: FBT001 - drawn
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where it is tight, what a statement may meet is cut off early, as in a casebook of thousands."""
    if tight:
        monkeypatch.setattr(candidates, "MOST", 3)
        monkeypatch.setattr(candidates, "IN_TEXT", 2)
        monkeypatch.setattr(copies, "COUNTED", 3)
    play = Play(random.Random(seed))  # noqa: S311 - a play, and the same each time
    play.on(ACTS, 60)
    assert isinstance(play.book, Memory)
    assert isinstance(play.plain, Memory)
    assert play.book.said == play.plain.said
    assert [row.word for row in play.book.rows.values()] == [row.word for row in play.plain.rows.values()]
    incidents = live(play.book)
    assert len(incidents) > 5
    seen = plainly.outlooks(book=play.book)
    assert outlooks(incidents, book=play.book) == seen
    assert tuple(o for i in incidents for o in outlooks((i,), book=play.book)) == seen


SPOKE = "Captain Ivo Maric said that militants are preparing to bomb a theatre in Saint Petersburg."
SPOKE_TOO = "The captain Ivo Maric said that gunmen will strike the Lantern Quay hall in Moscow soon."
WEAK = "The Islamic State is much weakened."
SHOT = "On 3 March gunmen shot guards at Crescent Hall."
KNOWN = "Staff at Crescent Hall had been told of a danger before the attack there."
HALL = replace(KRASNOGORSK, name="Crescent Hall", precision=PlacePrecision.VENUE)
FURNITURE = "This page is about the weather of the week, the roads, the ferries and what the theatres play tonight."
SENTENCES = {
    SPOKE: told.says(
        SPOKE, Kind.PLOT, stage=Stage.PLANNED, speaker=("Captain Ivo Maric", None),
        places={"Saint Petersburg": PETERSBURG}, targets=("a theatre",),
    ),
    SPOKE_TOO: told.says(
        SPOKE_TOO, Kind.WARNING, stage=Stage.PLANNED, speaker=("The captain Ivo Maric", None),
        places={"Moscow": MOSCOW}, targets=("the Lantern Quay hall",),
    ),
    WEAK: told.says(WEAK, Kind.ASSESSMENT, actors={"The Islamic State": told.IS}),
    SHOT: told.says(
        SHOT, Kind.ATTACK, stage=Stage.ACCOMPLISHED, places={"Crescent Hall": HALL}, targets=("guards",),
        times={"On 3 March": on(date(2024, 3, 3))},
    ),
    KNOWN: told.says(KNOWN, Kind.WARNING, places={"Crescent Hall": HALL}),
}  # fmt: skip


def _comes_to_rest(desk: Sitting, *, at: datetime) -> None:
    """A report that tells nothing: with it what was recorded last is looked at again, after it only what must be."""
    desk.take(told.WEATHER, at=at)


def _called_otherwise(desk: Sitting) -> str:
    """Whoever named the captain first is taken back: he is called as the other report calls him."""
    first = desk.take(SPOKE, at=day(7))
    other = desk.take(SPOKE_TOO, at=day(8))
    _comes_to_rest(desk, at=day(8, 20))
    desk.correct(first, at=day(9))
    return other


def _published_before(desk: Sitting) -> str:
    """Another report, mostly of the same words, turns out to have been published before, by somebody else."""
    desk.take(FURNITURE, told.WARNED, at=day(7), source="wire")
    other = desk.take(FURNITURE, told.ELSEWHERE, at=day(8), source="radio")
    _comes_to_rest(desk, at=day(8, 20))
    desk.take(FURNITURE, told.WARNED, at=day(9), published=day(3), source="courier")
    return other


def _names_a_publisher(desk: Sitting) -> str:
    """Whom a report named as its source turns out to be a publisher, under whose name others are counted."""
    other = desk.take(SPOKE, at=day(7))
    _comes_to_rest(desk, at=day(7, 20))
    desk.take(told.FOILED, at=day(8), source="captain Ivo Maric", family="the Marics")
    return other


def _calls_weak(desk: Sitting) -> str:
    """An assessment calls weak whoever struck, as another report told before."""
    other = desk.take(told.HAPPENED, told.CLAIMED, at=day(22))
    _comes_to_rest(desk, at=day(22, 20))
    desk.take(WEAK, at=day(23))
    return other


def _looks_back_no_longer(desk: Sitting) -> str:
    """The attack before which a warning was told of is taken back: the warning stands for itself."""
    attack = desk.take(SHOT, at=day(4))
    other = desk.take(KNOWN, at=day(7))
    _comes_to_rest(desk, at=day(8))
    desk.correct(attack, at=day(9))
    return other


def _published_nearer(desk: Sitting) -> str:
    """One sentence stands in two reports, three weeks apart; one of the two came out before, as it turns out."""
    other = desk.take(told.UNTOLD, at=day(1))
    desk.take(told.UNTOLD, told.WEATHER, at=day(20), source="radio")
    _comes_to_rest(desk, at=day(20, 20))
    desk.take(told.UNTOLD, told.WEATHER, at=day(21), published=day(3), source="courier")
    return other


def _left_alone(desk: Sitting) -> str:
    """What was about an attack is about no incident any more, since nothing tells of that attack."""
    attack, other = desk.take(told.HAPPENED, at=day(22)), desk.take(told.UNTOLD, at=day(23))
    ends = desk.said(told.HAPPENED).id, desk.said(told.UNTOLD).id
    people.judge(
        *ends, judgement=Judgement.SAME, because="", book=desk.book, office=desk.office, by=OFFICER, at=day(24)
    )
    _comes_to_rest(desk, at=day(24, 20))
    desk.correct(attack, at=day(25))
    return other


def _lost_elsewhere(desk: Sitting) -> str:
    """What a closed duty rests on was parted from its incident, and is taken back then."""
    other, taken_back = desk.take(told.WARNED, at=day(7)), desk.take(told.REPEATED, at=day(8))
    ends = desk.said(told.WARNED).id, desk.said(told.REPEATED).id
    more: Any = {"because": "", "book": desk.book, "office": desk.office, "by": OFFICER}
    people.judge(*ends, judgement=Judgement.SAME, at=day(8, 13), **more)
    people.close(ends[0], because="It is over.", book=desk.book, by=OFFICER, at=day(9), required=False)
    people.judge(*ends, judgement=Judgement.DIFFERENT, at=day(10), **more)
    _comes_to_rest(desk, at=day(10, 20))
    desk.correct(taken_back, at=day(11))
    return other


@pytest.mark.parametrize(
    ("played", "kind"),
    [
        (_called_otherwise, Grade), (_published_before, Grade), (_names_a_publisher, Grade), (_calls_weak, Assessment),
        (_looks_back_no_longer, DutyProposal), (_published_nearer, Link), (_left_alone, Grade),
        (_lost_elsewhere, DutyProposal),
    ],
)  # fmt: skip
def test_what_one_report_changes_of_another_is_looked_at(
    played: Callable[[Sitting], str], kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the last act something is said anew of a statement of another report."""
    for sentence, made in SENTENCES.items():
        monkeypatch.setitem(told.BANK, sentence, (made,))
    books = []
    for room in (take, plainly):
        with pytest.MonkeyPatch.context() as patch:
            for step in STEPS:
                patch.setattr(take, step, getattr(room, step))
                patch.setattr(people, step, getattr(room, step), raising=False)
            books.append(Memory())
            report = played(Sitting(book=books[-1]))
    assert books[0].said == books[1].said
    said = [word for words in books[0].said for word in words]
    last = max(word.at for word in said if hasattr(word, "at"))
    names = {s.id for s in books[0].all(Statement, parent=report)}
    anew = [word for word in said if isinstance(word, kind) and word.at == last]
    assert any(names & {getattr(word, of, "") for of in ("statement", "incident", "left")} for word in anew)


def test_a_warning_told_of_after_the_attack_is_known_for_one_by_a_deed_of_another_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for sentence, made in SENTENCES.items():
        monkeypatch.setitem(told.BANK, sentence, (made,))
    desk = Sitting(book=Memory())
    desk.take(KNOWN, at=day(7))
    (alone,) = outlooks((desk.incident(KNOWN),), book=desk.book)
    desk.take(SHOT, at=day(8))
    (beside,) = outlooks((desk.incident(KNOWN),), book=desk.book)
    assert (alone.open, beside.open) == (True, False)


def test_what_others_record_meanwhile_is_looked_at(tmp_path: Path) -> None:
    """Two processes have one casebook open: here, the same file twice."""
    books = [open_casebook(f"sqlite:///{tmp_path}/one.db") for _ in range(2)]
    plain = Sitting()
    sentences = (told.WARNED, told.HAPPENED, told.CLAIMED, told.FOILED, told.CONFIRMED, told.DENIED)
    known: list[Any] = [None, None]
    for number, sentence in enumerate(sentences):
        recall._LAST[:] = [known[number % 2]] if known[number % 2] else []
        Sitting(book=books[number % 2]).take(sentence, at=day(7 + number))
        known[number % 2] = recall._LAST[0]
    with pytest.MonkeyPatch.context() as patch:
        for step in STEPS:
            patch.setattr(take, step, getattr(plainly, step))
        for number, sentence in enumerate(sentences):
            plain.take(sentence, at=day(7 + number))
    for word in (Statement, Incident, Link):
        assert books[0].all(word) == plain.book.all(word)
    for book in books:
        book.close()


def test_what_was_rolled_back_is_not_remembered(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    with pytest.raises(ZeroDivisionError):
        _take_and_stumble(desk)
    desk.take(told.CLAIMED, at=day(22))
    desk.take(told.HAPPENED, told.DEAD, at=day(22, 20))
    with pytest.MonkeyPatch.context() as patch:
        for step in STEPS:
            patch.setattr(take, step, getattr(plainly, step))
        plain = Sitting()
        plain.take(told.WARNED, at=day(7))
        plain.take(told.CLAIMED, at=day(22))
        plain.take(told.HAPPENED, told.DEAD, at=day(22, 20))
    assert desk.book.all(Statement) == plain.book.all(Statement)
    assert desk.book.all(Incident) == plain.book.all(Incident)


def _take_and_stumble(desk: Sitting) -> None:
    with desk.book.transaction():
        desk.take(told.HAPPENED, told.CLAIMED, at=day(22))
        raise ZeroDivisionError


def test_a_mark_is_worth_nothing_in_another_record(tmp_path: Path) -> None:
    """As when a copy from before was put back under the running program."""
    books = [open_casebook(f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "other")]
    for number, book in enumerate(books):
        Sitting(book=book).take(told.WARNED, at=day(7 + number))
    mark, words = books[0].later(None)
    assert words is None
    assert books[0].later(mark) == (mark, ())
    assert books[1].later(mark)[1] is None
    Sitting(book=books[0]).take(told.HAPPENED, at=day(22))
    since = books[0].later(mark)[1]
    assert since is not None
    assert {type(word).__name__ for word in since} >= {"Report", "Reading", "Incident"}
    longer, _ = books[0].later(None)
    assert books[1].later(longer)[1] is None
    for book in books:
        book.close()


def test_after_an_erasure_everything_is_looked_at_anew(kept: Sitting) -> None:
    assert isinstance(kept.book, Casebook)
    kept.take(told.WARNED, at=day(7))
    mark, _ = kept.book.later(None)
    grading_ = next(e for e in kept.book.entries() if e.kind == "grading")
    kept.book.erase(grading_.body, because="a test", by=OFFICER, at=day(8))
    assert kept.book.later(mark)[1] is None
    kept.take(told.FOILED, at=day(9))
    assert "grading" in [e.kind for e in kept.book.entries() if e.at == day(9)]


@pytest.mark.parametrize("held", [3, 12])
def test_a_report_that_touches_little_has_little_looked_at(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many reports of other places and years are there already: none of their incidents is assessed again."""
    desk = Sitting()
    for number in range(held):
        desk.take(f"{told.ELSEWHERE} {'x' * number}", at=day(1, number))
    desk.take(told.VAGUE, at=day(2))
    assessed: list[str] = []
    real = grading.assess

    def counted(incident: Incident, **more: Any) -> Any:
        assessed.append(incident.id)
        return real(incident, **more)

    desk.take(told.WEATHER, at=day(3))
    monkeypatch.setattr(grading, "assess", counted)
    desk.take(told.DENIED, at=day(22))
    assert len(assessed) <= 1


def test_what_one_report_made_is_not_looked_at_again_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next is about something else: of the attack that the first tells nothing is joined, marked or weighed."""
    desk, seen = Sitting(), set[str]()
    for room, name in ((grading, "grade"), (duty, "foretold"), (linking, "described")):
        monkeypatch.setattr(room, name, _noting(getattr(room, name), seen))
    desk.take(told.WARNED, told.HAPPENED, at=day(22))
    first = {s.id for s in standing(desk.book)}
    assert first <= seen
    seen.clear()
    desk.take(told.VAGUE, at=day(23))
    assert seen
    assert first.isdisjoint(seen)


def _noting(real: Callable[..., Any], seen: set[str]) -> Callable[..., Any]:
    """The same, noting the statements that it is given or that the incident that it is given holds."""

    def noted(first: Any, *more: Any, **named: Any) -> Any:
        groups = (first.statements,) if isinstance(first, Incident) else first
        every = [one for group in groups for one in ((group,) if isinstance(group, Statement) else group)]
        seen.update(one.id if isinstance(one, Statement) else one for one in every)
        return real(first, *more, **named)

    return noted


def test_an_act_of_nobody_we_know_changes_nothing(desk: Sitting) -> None:
    desk.take(told.WARNED, at=day(7))
    before = desk.book.all(Incident)
    desk.book.record(Act(kind="reading", subject="", words=(), by=TOCSIN, at=day(8)))
    desk.take(told.WEATHER, at=day(9))
    assert desk.book.all(Incident) == before

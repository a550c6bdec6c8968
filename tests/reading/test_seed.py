"""The report beside the project: everything a careful reader finds in it, and nothing that it does not say."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import pytest

from tests import seed
from tests.spans import counted_twice, misquoted, spans, unaccounted
from tocsin import reading
from tocsin.model import (
    Actor,
    Bears,
    Certainty,
    Kind,
    Mention,
    Polarity,
    Publicity,
    Reading,
    RelationType,
    Speaker,
    Stage,
    Statement,
    TollEffect,
    UnreadBecause,
    When,
    Where,
)

pytestmark = pytest.mark.shared

HEDGED = frozenset({Certainty.POSSIBLE, Certainty.PROBABLE})
POSSIBLE = frozenset({Certainty.POSSIBLE})
PLAIN = frozenset({Certainty.CERTAIN})
NOT_ASKED = "not asked"
MARCH_22, MARCH_7 = ("2024-03-22", "2024-03-22"), ("2024-03-07", "2024-03-07")
MARCH, JANUARY = ("2024-03-01", "2024-03-31"), ("2024-01-01", "2024-01-31")
MOSCOW, IRAN = ("Moscow", "RU"), ("Iran", "IR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is to be read of one row. Speakers and roles are given by a word of theirs, actors by their id."""

    kind: Kind
    stage: Stage | None = None
    polarity: Polarity = Polarity.POSITIVE
    certainty: frozenset[Certainty] | None = None
    speakers: tuple[str, ...] | None = None
    channel: Publicity | str | None = NOT_ASKED
    days: tuple[str, str] | None = None
    undated: bool = False
    place: tuple[str, str | None] | None = None
    actors: tuple[str, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)
    known: tuple[str, tuple[str, str] | None] | None = None
    bears: tuple[tuple[Bears, str], ...] = ()
    toll: tuple[TollEffect, int] | None = None


EXPECTED = {
    "F01": Expected(kind=Kind.ATTACK, stage=Stage.ACCOMPLISHED, certainty=PLAIN, speakers=(), days=MARCH_22,
                    place=MOSCOW, roles={"target": "concert hall"}),
    "F02": Expected(kind=Kind.CLAIM, speakers=("branch of the Islamic State",), days=MARCH_22, place=MOSCOW),
    "F03": Expected(kind=Kind.CONFIRMATION, certainty=PLAIN, speakers=("U.S. officials",),
                    bears=((Bears.SUPPORTS, "F02"),)),
    "F04": Expected(kind=Kind.ASSESSMENT, certainty=PLAIN, speakers=()),
    "F05": Expected(kind=Kind.PLOT, stage=Stage.PLANNED, speakers=("officials",), place=MOSCOW, actors=("isis-k",),
                    known=("United States", MARCH)),
    "F06": Expected(kind=Kind.RELATION, actors=("isis-k",)),
    "F07": Expected(kind=Kind.RELATION, speakers=("US official",), actors=("islamic-state",), place=("Russia", "RU")),
    "F08": Expected(kind=Kind.ASSESSMENT, speakers=("U.S. counterterrorism officials",), actors=("islamic-state",)),
    "F09": Expected(kind=Kind.PLOT, stage=Stage.FOILED, place=("Europe", None)),
    "F10": Expected(kind=Kind.ASSESSMENT, certainty=HEDGED, bears=((Bears.RESTS_ON, "F09"),)),
    "F11": Expected(kind=Kind.MOTIVE, certainty=PLAIN, speakers=("Colin P. Clarke",), actors=("isis-k",)),
    "F12": Expected(kind=Kind.MOTIVE, speakers=("Colin P. Clarke",)),
    "F13": Expected(kind=Kind.MOTIVE, speakers=("Colin P. Clarke", "ISIS-K"), actors=("isis-k",)),
    "F14": Expected(kind=Kind.CLAIM, speakers=("group",), actors=("isis-k",), place=IRAN),
    "F15": Expected(kind=Kind.ASSESSMENT, certainty=POSSIBLE,
                    bears=((Bears.RESTS_ON, "F01"), (Bears.RESTS_ON, "F14|F21"), (Bears.CONTRADICTS, "F10"))),
    "F16": Expected(kind=Kind.WARNING, certainty=POSSIBLE, speakers=("U.S. officials",), channel=Publicity.PUBLIC,
                    days=MARCH_7),
    "F17": Expected(kind=Kind.WARNING, speakers=("U.S. officials|they",), channel=Publicity.PRIVATE, undated=True,
                    actors=("country:US",), roles={"recipient": "Russian officials"}),
    "F18": Expected(kind=Kind.UNKNOWN, polarity=Polarity.UNKNOWN, certainty=frozenset({Certainty.UNKNOWN})),
    "F19": Expected(kind=Kind.DUTY, certainty=PLAIN,
                    roles={"actor": "U.S. intelligence agencies", "recipient": "potential targets"}),
    "F20": Expected(kind=Kind.WARNING, certainty=POSSIBLE, speakers=("United States",), channel=None, undated=True,
                    roles={"recipient": "Iran"}),
    "F21": Expected(kind=Kind.ATTACK, stage=Stage.ACCOMPLISHED, certainty=PLAIN, days=JANUARY, place=IRAN,
                    roles={"target": "memorial service"}),
    "F22": Expected(kind=Kind.TOLL, toll=(TollEffect.KILLED, 24)),
    "F23": Expected(kind=Kind.TOLL, toll=(TollEffect.INJURED, 200)),
    "F24": Expected(kind=Kind.ATTACK, stage=Stage.ACCOMPLISHED, actors=("country:US",),
                    roles={"instrument": "drone", "victim|target": "Suleimani"}),
    "F25": Expected(kind=Kind.PLOT, stage=Stage.PLANNED, certainty=POSSIBLE, actors=("isis-k",),
                    roles={"target": "service"}, known=("Western intelligence agencies", None)),
    "F26": Expected(kind=Kind.CLAIM, speakers=("ISIS-K",), actors=("isis-k",)),
}  # fmt: skip
"""Every row, by its id, in our own words."""


@cache
def read() -> Reading:
    opened = seed.opened()
    return reading.read(opened.report, published=opened.arrival.published)


def saying(fact: str) -> list[Statement]:
    """The statements that say what a row says."""
    return [s for s in read().statements if seed.says(s, seed.facts()[fact]) and not s.suggestion]


# ---- the rows, one by one


def test_every_row_is_expected_here() -> None:
    rows = {fact.id: fact.kind for fact in seed.facts().values()}
    assert rows == {id_: expected.kind.value for id_, expected in EXPECTED.items()}
    assert sum(fact.must for fact in seed.facts().values()) == 22


@pytest.mark.parametrize("fact", EXPECTED)
def test_it_is_read_with_all_that_it_says(fact: str) -> None:
    found = saying(fact)
    assert found, [f"{s.kind}: {s.content[0].quote}" for s in _near(fact)]
    wrong = [_wrong(EXPECTED[fact], s) for s in found]
    assert min(wrong, key=len) == []


@pytest.mark.parametrize("fact", [f for f, expected in EXPECTED.items() if expected.kind is not Kind.RELATION])
def test_it_is_read_once(fact: str) -> None:
    assert len({s.id for s in saying(fact)}) <= 1, [(s.content[0].quote, s.because) for s in saying(fact)]


def _near(fact: str) -> list[Statement]:
    """What was read where a row stands, of whatever kind."""
    row = seed.facts()[fact]
    return [s for s in read().statements if seed.overlap(s, row.start, row.end)]


def _wrong(expected: Expected, s: Statement) -> list[str]:
    """What a statement says otherwise, in words."""
    resolved = [m.resolved for m in _mentions(s)]
    actors = {a.id for a in resolved if isinstance(a, Actor)}
    places = {(p.name, p.country) for p in resolved if isinstance(p, Where)}
    checks = {
        f"stage {s.stage}": s.stage is expected.stage,
        f"polarity {s.factuality.polarity}": s.factuality.polarity is expected.polarity,
        f"certainty {s.factuality.certainty}": expected.certainty is None
        or s.factuality.certainty in expected.certainty,
        f"speakers {[x.name for x in s.speakers]}": expected.speakers is None or _spoken(s.speakers, expected.speakers),
        f"channel {s.channel}": expected.channel in (NOT_ASKED, s.channel),
        f"days {_days(s.roles.time)}": expected.days is None or expected.days in _days(s.roles.time),
        f"dated {_days(s.roles.time)}": not (expected.undated and _days(s.roles.time)),
        f"places {places}": expected.place is None or expected.place in places,
        f"actors {actors}": set(expected.actors) <= actors,
        f"known {s.known}": expected.known is None or _knows(s, *expected.known),
        f"bearings {s.bears_on}": all(_bears(s, how, other) for how, other in expected.bears),
        f"tolls {s.tolls}": expected.toll is None or _counts(s, *expected.toll),
        **{
            f"{role} {_quotes(s, role)}": bool(re.search(words, _quotes(s, role)))
            for role, words in expected.roles.items()
        },
    }
    return [what for what, right in checks.items() if not right]


def _mentions(s: Statement) -> list[Mention]:
    ends = [s.relation.left, s.relation.right] if s.relation else []
    return [*s.roles.all(), *ends, *(x.mention for x in s.speakers if x.mention)]


def _quotes(s: Statement, role: str) -> str:
    mentions = [m for each in role.split("|") for m in getattr(s.roles, each)]
    return " · ".join(m.span.quote for m in mentions)


def _spoken(chain: tuple[Speaker, ...], words: tuple[str, ...]) -> bool:
    """Whether the chain is as long, and the words stand in each one's name, or in the characters it is tied to."""
    told = [" · ".join((x.name, x.mention.span.quote if x.mention else "")) for x in chain]
    return len(told) == len(words) and all(map(re.search, words, told))


def _days(mentions: tuple[Mention, ...]) -> set[tuple[str, str]]:
    whens = [m.resolved for m in mentions if isinstance(m.resolved, When)]
    return {(w.first_day.isoformat(), w.last_day.isoformat()) for w in whens}


def _knows(s: Statement, by: str, days: tuple[str, str] | None) -> bool:
    if s.known is None or s.known.by is None or by not in s.known.by.span.quote:
        return False
    return days is None or (s.known.time is not None and days in _days((s.known.time,)))


def _bears(s: Statement, how: Bears, others: str) -> bool:
    """Whether a statement bears so on what says one of these rows, or names its attack again."""
    ids = {o.id for other in others.split("|") for o in (*saying(other), *_naming(other))}
    return any(b.how is how and b.statement in ids for b in s.bears_on)


def _naming(fact: str) -> list[Statement]:
    """The attacks told in the words by which the list of one and the same names a row's attack again."""
    again = [seed.where(row[1]) for row in seed.listed("one") if row[0] == fact]
    return [s for s in read().statements for at in again if s.kind is Kind.ATTACK and seed.overlap(s, *at) >= 0.5]


def _counts(s: Statement, effect: TollEffect, low: int) -> bool:
    """Whether a statement holds one figure: at least so many, with no best and no high."""
    return [(t.effect, t.low, t.best, t.high) for t in s.tolls] == [(effect, low, None, None)]


def test_the_branch_has_a_parent_and_a_home() -> None:
    ties = [s.relation for s in saying("F06") if s.relation]
    branch = next(a for a in _actors() if a.id == "isis-k")
    assert {RelationType.BRANCH_OF, RelationType.BASED_IN} & {tie.type for tie in ties}
    assert (branch.part_of, branch.home) == ("islamic-state", ("AF",))


def test_four_years_earlier_is_january_2020_or_that_year() -> None:
    days = {d for s in saying("F24") for d in _days(s.roles.time)}
    assert days
    assert all(start == "2020-01-01" and end in {"2020-01-31", "2020-12-31"} for start, end in days)


def test_a_claim_by_an_unnamed_branch_is_no_claim_by_its_parent() -> None:
    speakers = [x.mention for s in saying("F02") for x in s.speakers if x.mention]
    assert speakers
    assert "islamic-state" not in {m.resolved.id for m in speakers if isinstance(m.resolved, Actor)}


# ---- names


def _actors() -> list[Actor]:
    mentions = [m for s in read().statements for m in _mentions(s)]
    return [m.resolved for m in mentions if isinstance(m.resolved, Actor)]


def _named(name: str) -> set[str]:
    """The ids of the actors that a name resolves to, wherever it stands by itself."""
    mentions = [m for s in read().statements for m in _mentions(s)]
    return {
        m.resolved.id for m in mentions
        if isinstance(m.resolved, Actor) and re.fullmatch(rf"(?:the )?{re.escape(name)}", m.span.quote, re.IGNORECASE)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "one"), [(("ISIS-K", "Islamic State-Khorasan"), "isis-k"), (("Islamic State", "ISIS"), "islamic-state"),
                       (("United States", "US", "U.S."), "country:US")],
)  # fmt: skip
def test_two_names_of_one_are_one(names: tuple[str, ...], one: str) -> None:
    assert names in seed.listed("one")
    found = {name: _named(name) for name in names}
    assert set().union(*found.values()) == {one}, found
    assert found[names[0]] == {one}


# ---- what it does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A statement that is no row of the list and is right all the same: its kind, where, and why."""

    kind: Kind
    where: Callable[[], tuple[int, int]]
    because: str


def _listed(word: str) -> Callable[[], tuple[int, int]]:
    """Where the words stand that the list of one and the same gives, by a word of theirs."""
    return lambda: seed.where(next(words for row in seed.listed("one") for words in row if words.startswith(word)))


EXTRA = (
    Extra(kind=Kind.ATTACK, where=_listed("Friday's"), because="the attack of F01, named again"),
    Extra(kind=Kind.ATTACK, where=_listed("the January"), because="the attack of F21, named again"),
)


def test_nothing_is_read_that_the_report_does_not_say() -> None:
    rows = [(fact.kind, (fact.start, fact.end)) for fact in seed.facts().values()]
    allowed = rows + [(extra.kind.value, extra.where()) for extra in EXTRA]
    beyond = [s for s in read().statements if not any(s.kind == k and seed.overlap(s, *at) for k, at in allowed)]
    assert [(s.kind.value, s.content[0].quote, s.because) for s in beyond] == []


def test_furniture_says_nothing() -> None:
    furniture = {words for (words,) in seed.listed("furniture")}
    marked = {u.passage.quote for u in read().unread if u.because is UnreadBecause.FURNITURE}
    assert furniture <= marked
    assert [s.kind for s in read().statements if any(words in s.passage.quote for words in furniture)] == []


@pytest.mark.parametrize(("nth", "seam"), [(0, "hall"), (1, "Khorasan")])
def test_words_run_together_are_read_at_their_seam_and_never_repaired(nth: int, seam: str) -> None:
    (word,) = seed.listed("damage")[nth]
    assert word.startswith(seam)
    start, end = seed.where(word)
    around = [s for s in read().statements if s.passage.start <= start and end <= s.passage.end]
    assert around, "the passage was not read"
    inside = {at for s in around for span in spans(s) for at in (span.start, span.end) if start < at < end}
    assert inside <= {start + len(seam)}


def test_every_quote_is_exact_and_every_passage_accounted_for() -> None:
    report = seed.opened().report
    assert misquoted(read(), report) == []
    assert unaccounted(read(), report) == ""
    assert counted_twice(read()) == []


def test_without_a_date_relative_times_stay_unresolved() -> None:
    undated = reading.read(seed.opened().report, published=None)
    attack = seed.facts()["F01"]
    claims = [s for s in undated.statements if seed.says(s, attack) or seed.says(s, seed.facts()["F02"])]
    assert claims
    assert [_days(s.roles.time) for s in claims if _days(s.roles.time)] == []
    assert any(m.resolved is None for s in claims for m in s.roles.time)

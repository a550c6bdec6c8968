"""Across reports: one attack in many, two attacks in one town, a warning and what came after."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from builder import AT, BY, KAZAN, KRASNOGORSK, MOSCOW, OBLAST, US, Page, day, days

from tests.reading.told import read
from tocsin import linking
from tocsin.linking.words import targets
from tocsin.model import Certainty, Judgement, Kind, Known, Link, Stage, Statement, When, Where


def linked(known: Statement, new: Statement, *pages: Page) -> Judgement | None:
    """What linking says of two statements; None where it says nothing."""
    published = {p.id: p.published for p in pages}
    found: tuple[Link, ...] = linking.link((new,), (known,), published=published, by=BY, at=AT)
    return found[0].judgement if found else None


def shooting(name: str, place: Where, when: When, *, words: str = "Gunmen opened fire at the hall in") -> Statement:
    """A report of a shooting, made of one sentence."""
    said = f"on {when.first_day}"
    page = Page(f"{words} {name} {said}.", published=when)
    return page.says(Kind.ATTACK, f"{words} {name}", place=((name, place),), time=((said, when),),
                     stage=Stage.ACCOMPLISHED, target=("the hall",))  # fmt: skip


@pytest.mark.parametrize("place", [MOSCOW, OBLAST, KRASNOGORSK], ids=lambda p: p.name)
def test_a_town_its_region_and_the_capital_beside_it_are_one_place(place: Where) -> None:
    first = shooting("Krasnogorsk", KRASNOGORSK, day(2024, 3, 22))
    other = shooting(place.name, place, day(2024, 3, 22), words="Men with rifles fired on the hall in")
    assert linked(first, other) is Judgement.SAME


def test_the_same_town_a_month_later_is_another_attack() -> None:
    first = shooting("Moscow", MOSCOW, day(2024, 3, 22))
    assert linked(first, shooting("Moscow", MOSCOW, day(2024, 4, 22))) is not Judgement.SAME


def test_another_town_on_the_same_day_is_another_attack() -> None:
    first = shooting("Moscow", MOSCOW, day(2024, 3, 22))
    assert linked(first, shooting("Kazan", KAZAN, day(2024, 3, 22))) is not Judgement.SAME


CONCERT = "Gunmen opened fire on the concert crowd at the hall in"


def warning(window: When | None, *, content: str = "attacks on concerts in Moscow") -> tuple[Page, Statement]:
    """An embassy's warning of 7 March, for a window or for none."""
    page = Page(f"The US embassy warned on March 7 of {content} within two days.", published=day(2024, 3, 7))
    times = (("on March 7", day(2024, 3, 7)), *((("within two days", window),) if window else ()))
    made = page.says(
        Kind.WARNING, f"of {content}", by=(("The US embassy", US),), place=(("Moscow", MOSCOW),),
        target=("concerts",), time=times, certainty=Certainty.POSSIBLE,
    )  # fmt: skip
    return page, made


def test_a_warning_and_the_attack_that_came_of_it_can_be_one() -> None:
    page, feared = warning(None)
    attack = shooting("Krasnogorsk", KRASNOGORSK, day(2024, 3, 22), words=CONCERT)
    assert linked(feared, attack, page) is Judgement.SAME


def test_a_window_that_had_passed_leaves_it_to_a_person() -> None:
    page, feared = warning(days(date(2024, 3, 7), date(2024, 3, 9)))
    attack = shooting("Krasnogorsk", KRASNOGORSK, day(2024, 3, 22), words=CONCERT)
    assert linked(feared, attack, page) is Judgement.UNSURE


def test_an_attack_before_the_warning_is_not_what_was_warned_of() -> None:
    page, feared = warning(None)
    assert linked(shooting("Moscow", MOSCOW, day(2024, 3, 1)), feared, page) is not Judgement.SAME


def test_a_foiled_attack_is_not_the_one_that_happened() -> None:
    page = Page("The service foiled an attack on a synagogue in Moscow on March 7.", published=day(2024, 3, 7))
    foiled = page.says(Kind.PLOT, "foiled an attack on a synagogue in Moscow", place=(("Moscow", MOSCOW),),
                       time=(("on March 7", day(2024, 3, 7)),), stage=Stage.FOILED,
                       target=("a synagogue",))  # fmt: skip
    _, feared = warning(None)
    assert linked(foiled, feared, page) is not Judgement.SAME
    assert linked(foiled, shooting("Moscow", MOSCOW, day(2024, 3, 22)), page) is not Judgement.SAME


def test_two_reports_of_one_warning_are_one() -> None:
    page, first = warning(None)
    _, second = warning(None, content="a strike on crowds or concerts in Moscow")
    assert linked(first, second, page) is Judgement.SAME


def test_a_claim_in_another_report_finds_its_attack() -> None:
    attack = shooting("Moscow", MOSCOW, day(2024, 3, 22))
    page = Page("A caller claimed the shooting at the hall in Moscow on March 22.", published=day(2024, 3, 23))
    claim = page.says(Kind.CLAIM, "claimed the shooting at the hall in Moscow", by=(("A caller", None),),
                      place=(("Moscow", MOSCOW),), target=("the hall",),
                      time=(("on March 22", day(2024, 3, 22)),))  # fmt: skip
    assert linked(attack, claim, page) is Judgement.SAME


def test_nothing_is_compared_twice_and_the_earlier_stands_left() -> None:
    friday = day(2024, 3, 22)
    shots = [shooting("Moscow", MOSCOW, friday, words=f"Version {n}: gunmen shot at the hall in") for n in range(6)]
    links = linking.link(shots[3:], shots[:3], published={}, by=BY, at=AT)
    rank = {s.id: n for n, s in enumerate(shots)}
    pairs = [(rank[x.left], rank[x.right]) for x in links]
    assert all(left < right for left, right in pairs)
    assert len(pairs) == len(set(pairs)) == 12


def test_one_hot_block_does_not_grow_with_the_square() -> None:
    friday = day(2024, 3, 22)
    shots = [shooting("Moscow", MOSCOW, friday, words=f"Note {n}: gunmen shot at the hall in") for n in range(400)]
    started = perf_counter()
    links = linking.link(shots[-1:], shots[:-1], published={}, by=BY, at=AT)
    assert len(links) <= 60
    assert perf_counter() - started < 5


# ---- copies, plans that came to be known, and whoever repeats a warning

FOILED_LATE = "Earlier this month the ministry learned of a planned attack in Moscow."


def toll(page: Page, content: str) -> Statement:
    return page.says(Kind.TOLL, content, killed=40, place=(("Krasnogorsk", KRASNOGORSK),))


def test_one_sentence_in_two_papers_is_one_telling() -> None:
    words = "At least 40 people were killed at the hall in Krasnogorsk, the ministry said"
    first = Page(f"{words}. First edition.", published=day(2024, 3, 22))
    second = Page(f"{words}. Second edition.", published=day(2024, 3, 23))
    content = "At least 40 people were killed at the hall in Krasnogorsk"
    assert linked(toll(first, content), toll(second, content), first, second) is Judgement.SAME


def test_a_sentence_that_may_be_said_of_any_attack_makes_no_two_one() -> None:
    words = "No group has claimed responsibility for the attack so far"
    first = Page(f"{words}. First edition.", published=day(2024, 3, 22))
    second = Page(f"{words}. Second edition.", published=day(2024, 3, 23))
    found = linked(first.says(Kind.CLAIM, words), second.says(Kind.CLAIM, words), first, second)
    assert found is not Judgement.SAME


def learned(of: When) -> tuple[Page, Statement]:
    page = Page(FOILED_LATE, published=day(2024, 3, 23))
    plan = page.says(Kind.PLOT, "a planned attack in Moscow", place=(("Moscow", MOSCOW),), stage=Stage.PLANNED)
    when = page.mention(("Earlier this month", of))
    return page, replace(plan, known=Known(by=None, time=when))


def test_a_plan_that_came_to_be_known_in_the_weeks_of_a_warning_is_what_was_warned_of() -> None:
    page, feared = warning(None)
    other, plan = learned(days(date(2024, 3, 1), date(2024, 3, 23)))
    assert linked(feared, plan, page, other) is Judgement.SAME


def test_a_plan_that_came_to_be_known_half_a_year_before_is_another() -> None:
    page, feared = warning(None)
    other, plan = learned(days(date(2023, 9, 1), date(2023, 9, 30)))
    assert linked(feared, plan, page, other) is not Judgement.SAME


@pytest.mark.parametrize("again", ["Several allied embassies repeated the notice", "Canada passed on the same warning"])
def test_whoever_repeats_a_warning_speaks_of_the_one_told_before(again: str) -> None:
    page = Page(f"The US embassy warned on March 7 of attacks in Moscow. {again}.", published=day(2024, 3, 19))
    first = page.says(
        Kind.WARNING, "warned on March 7 of attacks in Moscow", by=(("The US embassy", US),),
        place=(("Moscow", MOSCOW),), time=(("March 7", day(2024, 3, 7)),), cue="warned",
    )  # fmt: skip
    second = page.says(Kind.WARNING, again, cue="notice" if "notice" in again else "warning")
    assert linked(first, second, page) is Judgement.SAME


def test_a_country_whose_name_begins_with_a_target_is_no_target() -> None:
    assert targets("Portugal had been told") == frozenset()
    assert targets("two ports were shelled") == {"transport"}


def test_two_warnings_of_one_evening_are_of_one_danger_on_whatever_day_they_were_given() -> None:
    friday = day(2024, 3, 22)
    (one,) = read("The embassy warned on Friday of an attack at a concert in Tampere this weekend.", friday)
    (other,) = read("The ministry warned on Friday of an attack on Saturday evening at concerts in Tampere.", friday)
    (later,) = read("The ministry warned on Friday of an attack on 29 March at concerts in Tampere.", friday)
    published = dict.fromkeys((s.report for s in (one, other, later)), friday)
    found = linking.link((other, later), (one,), published=published, by=BY, at=AT)
    judged = {frozenset((link.left, link.right)): link.judgement for link in found}
    assert judged[frozenset((one.id, other.id))] is Judgement.SAME
    assert judged.get(frozenset((one.id, later.id))) is not Judgement.SAME

"""What a sentence names only to put it aside is no place, day or target of what it tells."""

from datetime import date

import pytest

from tests.reading.told import read
from tocsin.model import Kind, Statement, When, Where
from tocsin.reading import days

TODAY = days.on(date(2026, 3, 18), "stated")


def first(text: str, kind: Kind) -> Statement:
    (found, *_) = [s for s in read(text, TODAY) if s.kind is kind]
    return found


def places(statement: Statement) -> set[str]:
    return {m.resolved.name for m in statement.roles.place if isinstance(m.resolved, Where)}


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("The embassy warned that gunmen may attack markets in Sake, not in Goma.", Kind.WARNING, {"Sake"}),
        ("Police warned that gunmen plan to attack churches in Kisumu, but not in Nairobi.", Kind.WARNING, {"Kisumu"}),
        ("Gunmen attacked a market in Goma and not in Bukavu, the army said.", Kind.ATTACK, {"Goma"}),
        ("A bomb exploded in Sake rather than in Goma on Monday, police said.", Kind.ATTACK, {"Sake"}),
        ("A bomb exploded not in Goma but in Sake on Monday, police said.", Kind.ATTACK, {"Sake"}),
        # near misses
        ("Gunmen attacked a market in Goma and one in Bukavu, the army said.", Kind.ATTACK, {"Goma", "Bukavu"}),
        ("Rebels attacked soldiers in Goma, not the police.", Kind.ATTACK, {"Goma"}),
        ("Police warned of attacks in Kisumu, not only in Nairobi.", Kind.WARNING, {"Kisumu", "Nairobi"}),
    ],
)  # fmt: skip
def test_a_place_that_is_put_aside_is_not_where(text: str, kind: Kind, where: set[str]) -> None:
    assert places(first(text, kind)) == where


def test_a_day_that_is_put_aside_is_not_when() -> None:
    plot = first("The attack was planned for Saturday, not Sunday, police said.", Kind.PLOT)
    assert {m.resolved.first_day for m in plot.roles.time if isinstance(m.resolved, When)} == {date(2026, 3, 21)}


def test_a_target_that_is_put_aside_is_not_struck() -> None:
    attack = first("Gunmen attacked a church rather than the mosque in Goma on Monday.", Kind.ATTACK)
    assert not any("mosque" in m.span.quote for m in attack.roles.target)

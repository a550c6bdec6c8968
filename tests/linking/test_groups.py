"""Groups are joined anew only where something is otherwise, and come out as if all had been joined at once."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.linking.test_pool import statements
from tocsin.linking.beside import is_bare
from tocsin.linking.clusters import _join, joins_by_wording, pair_of, standing
from tocsin.linking.groups import Ground, Groups
from tocsin.linking.learnt import TOO_LATE
from tocsin.model import Feature, Judgement, Link, Person, Program, Roles, Stage, Statement

AT = datetime(2026, 1, 1, tzinfo=UTC)


def drawn(left: str, right: str, chance: random.Random, *, at: datetime) -> Link:
    """A link of some strength: mostly by wording, sometimes by more, sometimes a person's, sometimes apart."""
    which = chance.choices(("worded", "solid", "late", "person"), (12, 3, 1, 1))[0]
    weight = chance.randrange(55, 90)
    features = {
        "worded": (Feature(name="told alike", weight=weight, because=""),),
        "solid": (Feature(name="same day", weight=weight, because=""),),
        "late": (Feature(name=TOO_LATE, weight=-80, because=""),),
        "person": (),
    }[which]
    judgement = Judgement.DIFFERENT if which == "late" else Judgement.SAME
    if which == "person":
        judgement = chance.choice((Judgement.SAME, Judgement.DIFFERENT))
    return Link(
        left=left, right=right, judgement=judgement, because="", at=at, features=features,
        by=Person(name="Vera Lind") if which == "person" else Program(name="tests", version="1"),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_they_come_out_as_if_all_had_been_joined_at_once(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a play, and the same each time
    stages, bare = (None, Stage.FOILED, Stage.ACCOMPLISHED), Roles()
    every = tuple(
        replace(s, stage=chance.choice(stages), roles=chance.choice((bare, s.roles))) for s in statements()[:40]
    )
    there = {s.id: s for s in every}
    links = [drawn(*chance.sample(sorted(there), 2), chance, at=AT) for _ in range(60)]
    groups, sizes = Groups(), Counter[int]()

    def told(names: Iterable[str]) -> dict[str, Statement]:
        wanted = set(names)
        return {name: s for name, s in there.items() if name in wanted}

    def about(names: Iterable[str]) -> Sequence[Link]:
        wanted = set(names)
        return [x for x in links if x.left in wanted or x.right in wanted]

    def told_with(name: str) -> list[str]:
        text = there[name].passage.text if name in there else ""
        return [other for other, s in there.items() if s.passage.text == text]

    def between(pairs: Iterable[tuple[str, str]]) -> Sequence[Link]:
        wanted = set(pairs)
        return [x for x in links if pair_of(x) in wanted]

    def leans(name: str) -> bool:
        return any(map(joins_by_wording, about((name,)))) and is_bare(there[name])

    for step in range(40):
        new = chance.choice(every)
        changed = {s.id for s in every if s.passage.text == new.passage.text} if step else set(there)
        if new.id in there:
            del there[new.id]
        else:
            there[new.id] = new
        there = {s.id: s for s in every if s.id in there}
        if chance.random() < 0.3:
            left, right = chance.sample(sorted(there), 2)
            links.append(drawn(left, right, chance, at=AT + timedelta(minutes=step)))
            changed |= {left, right}
        ground = Ground(links=about, between=between, stand=told, told_with=told_with, leans=leans)
        anew = groups.rejoin(changed, ground)
        expected = _join(there, standing(links)).groups
        assert set(groups.of.values()) == set(expected)
        assert all(name in group for name, group in groups.of.items())
        sizes[len(anew) < len(there)] += 1
    assert sizes[True] > 5


def test_the_links_of_one_text_are_asked_for_a_few_times_however_many_statements_it_has() -> None:
    def asked(many: int) -> int:
        every = {str(n): replace(s, content=(replace(s.content[0]),)) for n, s in enumerate((statements() * 9)[:many])}
        links = [drawn(str(n), str(n + 1), random.Random(n), at=AT) for n in range(many - 1)]  # noqa: S311 - a play
        calls = Counter[str]()

        def about(names: Iterable[str]) -> Sequence[Link]:
            calls["links"] += 1
            wanted = set(names)
            return [x for x in links if x.left in wanted or x.right in wanted]

        def stand(names: Iterable[str]) -> dict[str, Statement]:
            wanted = set(names)
            return {name: replace(s) for name, s in every.items() if name in wanted}

        def between(pairs: Iterable[tuple[str, str]]) -> Sequence[Link]:
            return about({end for pair in pairs for end in pair})

        ground = Ground(links=about, between=between, stand=stand, told_with=lambda _: every, leans=lambda _: True)
        Groups().rejoin(every, ground)
        return calls["links"]

    assert asked(80) <= asked(20) + 4

"""The report beside the project, taken through the whole desk: what is one and what is not, and what follows."""

import re
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from tests import seed
from tocsin import linking
from tocsin.casebook.memory import Memory
from tocsin.desk.current import live
from tocsin.desk.dossier import Cell, Dossier, Row, Table, What, dossier
from tocsin.desk.office import Office
from tocsin.desk.take import take
from tocsin.model import (
    Arrival,
    Assessment,
    Attribution,
    Incident,
    Kind,
    Report,
    Stage,
    Statement,
    Status,
    TimePrecision,
    When,
)

pytestmark = pytest.mark.shared


@cache
def book() -> Memory:
    """The casebook that holds this report and nothing else."""
    made = Memory()
    take(seed.opened(), book=made, office=Office(), at=seed.AT)
    return made


@cache
def shown() -> Dossier:
    return dossier(book(), office=Office(), at=seed.AT)


def saying(fact: str) -> list[Statement]:
    """The statements that say what a row says."""
    found = [s for s in book().all(Statement) if seed.says(s, seed.facts()[fact]) and not s.suggestion]
    assert found, f"{fact} was not read"
    return found


def incidents(*statements: Statement) -> set[str]:
    """The incidents that hold these statements; each is held by one."""
    found = [[i.id for i in live(book()) if s.id in i.statements] for s in statements]
    assert [s.content[0].quote for s, ids in zip(statements, found, strict=True) if len(ids) != 1] == []
    return {ids[0] for ids in found}


def incident(fact: str) -> Incident:
    (id_,) = incidents(*saying(fact))
    found = book().get(Incident, id_)
    assert found is not None
    return found


def assessment(fact: str) -> Assessment:
    found = book().get(Assessment, incident(fact).id)
    assert found is not None
    return found


def members(row: tuple[str, ...]) -> list[Statement]:
    """The statements that a row of the list names: by id, by id in brackets, or by words of the report."""
    found: list[Statement] = []
    for words in row:
        ids = re.findall(r"F\d+", words)
        found += [s for id_ in ids for s in saying(id_)] if ids else _telling(words)
    return found


def _telling(words: str) -> list[Statement]:
    """The statements that tell of an act in these words; what is only thought about it is none."""
    of_acts = {Kind.ATTACK, Kind.CLAIM, Kind.PLOT, Kind.TOLL}
    return [s for s in book().all(Statement) if s.kind in of_acts and seed.overlap(s, *seed.where(words)) >= 0.5]


# ---- what is one, and what is not


@pytest.mark.parametrize("nth", [0, 1], ids=["Moscow", "Iran"])
def test_these_are_one_incident(nth: int) -> None:
    row = seed.listed("one")[nth]
    assert row[0] == ("F01", "F21")[nth]
    held = members(row)
    assert len(held) >= 4
    assert len(incidents(*held)) == 1, {s.content[0].quote: incidents(s) for s in held}


@pytest.mark.parametrize(("left", "right"), [("F01", "F21"), ("F21", "F24"), ("F01", "F24")])
def test_these_are_two_incidents(left: str, right: str) -> None:
    assert incidents(*saying(left)) & incidents(*saying(right)) == set()


def test_a_claim_is_about_the_attack_that_it_names() -> None:
    claims = {fact: incidents(*saying(fact)) for fact in ("F02", "F14", "F26")}
    assert claims["F02"] == incidents(*saying("F01"))
    assert claims["F14"] == claims["F26"] == incidents(*saying("F21"))


def test_a_warning_is_about_the_attack_that_was_feared() -> None:
    assert incidents(*saying("F16"), *saying("F17")) == incidents(*saying("F01"))
    assert incidents(*saying("F20")) == incidents(*saying("F21"))


def test_an_incident_says_what_when_and_where() -> None:
    moscow, iran = incident("F01"), incident("F21")
    assert (moscow.stage, iran.stage) == (Stage.ACCOMPLISHED, Stage.ACCOMPLISHED)
    assert moscow.time == When(
        start=date(2024, 3, 22), end=date(2024, 3, 22), precision=TimePrecision.DAY, anchor="published 2024-03-23"
    )
    assert iran.time is not None
    assert (iran.time.first_day, iran.time.last_day) == (date(2024, 1, 1), date(2024, 1, 31))
    assert [i.place and i.place.name for i in (moscow, iran)] == ["Moscow", "Iran"]


# ---- what follows


def rivals(fact: str) -> dict[str, Attribution]:
    return {a.actor.id if a.actor else "unknown": a for a in assessment(fact).attributions}


def standing(attribution: Attribution) -> dict[Status, set[str]]:
    return {s.status: set(s.statements) for s in attribution.standings}


def test_the_branch_is_held_to_moscow_by_its_claim_and_by_officials_and_has_no_rival() -> None:
    found = rivals("F01")
    assert set(found) == {"isis-k", "unknown"}
    statuses = standing(found["isis-k"])
    assert statuses.get(Status.CLAIMED, set()) & {s.id for s in saying("F02")}
    assert statuses.get(Status.CONFIRMED, set()) & {s.id for s in saying("F03")}


def test_a_claim_by_the_branch_is_none_by_its_parent() -> None:
    for fact in ("F01", "F21"):
        parent = rivals(fact).get("islamic-state")
        assert parent is None or Status.CLAIMED not in standing(parent)


def test_the_confirmation_has_one_origin_and_it_is_not_the_branch() -> None:
    origins = linking.origins(
        book().all(Statement), reports={r.id: r for r in book().all(Report)}, arrivals=book().all(Arrival)
    )
    statuses = standing(rivals("F01")["isis-k"])
    confirming = [o.name for o in origins if statuses[Status.CONFIRMED] & set(o.statements)]
    claiming = [o.name for o in origins if statuses[Status.CLAIMED] & set(o.statements)]
    assert len(confirming) == 1
    assert "United States" in confirming[0]
    assert set(confirming).isdisjoint(claiming)


def test_weakness_is_to_be_thought_over_again_after_moscow_and_after_iran() -> None:
    weak, doubt = {s.id for s in saying("F10")}, {s.id for s in saying("F15")}
    for fact in ("F01", "F21"):
        due = [d for d in assessment(fact).due if d.statement in weak]
        assert due, fact
        assert any(set(d.against) & {s.id for s in saying(fact)} for d in due)
        assert any(set(d.against) & doubt for d in due)


# ---- what the dossier says of it


def numbers(fact: str) -> set[int]:
    """The numbers of a row's statements among the dossier's cards."""
    ids = {s.id for s in saying(fact)}
    return {card.number for card in shown().cards if any(id_.startswith(card.id) for id_ in ids)}


def rows(table: Table, fact: str) -> list[Row]:
    """The rows of a table that rest on a row's statements."""
    wanted = numbers(fact)
    return [row for row in table.rows if wanted & {n for cells in row.fields for cell in cells for n in _cards(cell)}]


def _cards(cell: Cell) -> set[int]:
    return {ref.number for ref in cell.on if ref.what is What.STATEMENT}


def under(table: Table, row: Row, column: str) -> str:
    return "; ".join(cell.words for cell in row.fields[table.columns.index(column)])


@pytest.mark.parametrize(
    ("fact", "channel", "before"),
    [("F16", "public", "15 days before"), ("F17", "private", "the day of the warning is not stated"),
     ("F20", "not stated", "the day of the attack is not known")],
)  # fmt: skip
def test_each_warning_says_how_it_was_given_and_how_long_before(fact: str, channel: str, before: str) -> None:
    table = shown().warnings
    (row,) = rows(table, fact)
    assert under(table, row, "channel") == channel
    assert under(table, row, "before the attack") == before


def test_the_three_warnings_are_told_apart() -> None:
    table = shown().warnings
    for left, right in combinations(("F16", "F17", "F20"), 2):
        assert rows(table, left) != rows(table, right)


def test_what_the_private_briefing_held_is_an_open_question() -> None:
    assert len(rows(shown().questions, "F18")) == 1


def test_the_list_of_what_follows_names_no_row_that_is_not_looked_at_here() -> None:
    follows = " ".join(words for (words,) in seed.listed("follows"))
    assert set(re.findall(r"F\d+", follows)) == {"F01", "F10", "F15", "F16", "F17", "F18", "F20", "F21"}

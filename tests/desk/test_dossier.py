"""The dossier: what stands in it, in what words, and where each cell leads."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from tests import by_heart
from tests.desk.looking import card_numbers, fact, glance, number, retracted, shown, strings, under
from tests.desk.moscow import (
    ATTACK,
    N_PUBLIC,
    NAMED,
    OFFICE,
    PLAN,
    moscow,
)
from tests.desk.moscow_said import (
    AT,
    FLASH,
    S_ALERT,
    S_CLAIM,
    S_ECHO,
    S_NOCLAIM,
    S_PRIVATE,
    STATEMENTS,
    VERA,
)
from tests.scene import OFFICER
from tests.sitting import Sitting
from tocsin.desk.dossier import Cell, Row, Table, Tone, What, dossier
from tocsin.model import (
    NoDuty,
    Refer,
    Statement,
    digest,
)


def row_of(table: Table, statement: Statement) -> Row:
    """The row that rests on a statement."""
    wanted = number(statement, shown())
    return next(row for row in table.rows if any(wanted in card_numbers(c) for cells in row.fields for c in cells))


# ---- what is said not to be so


def test_what_is_said_not_to_be_so_says_negated_wherever_it_stands() -> None:
    one = number(S_NOCLAIM, shown())
    assert shown().cards[one - 1].negative
    assert "NEGATED" in fact(shown().cards[one - 1].facts, "polarity")
    assert "NEGATED, the report, in its own voice" in fact(glance(ATTACK).facts, "claimed by")
    line = next(c for r in shown().time_line.rows for cells in r.fields for c in cells if one in card_numbers(c))
    assert line.words.startswith("NEGATED claim")


def test_a_denial_is_not_called_negated_again_which_would_turn_it_round() -> None:
    assert [text for text in strings(shown()) if "NEGATED denial" in text] == []
    assert "denial" in [under(shown().accounts, row, "what it is") for row in shown().accounts.rows]


# ---- times


def lanes(label: str) -> dict[str, str]:
    row = next(r for r in shown().time_line.rows if r.fields[0][0].words == label)
    return {column: under(shown().time_line, row, column) for column in shown().time_line.columns[1:]}


def test_the_time_line_keeps_apart_when_it_happened_was_published_was_known_and_was_acted_on() -> None:
    told, out = lanes("6 March 2024"), lanes("26 March 2024")
    assert "warned the Federal Security Service privately" in told["when it happened"]
    assert told["when it was published"] == "–"
    assert told["when we knew"] == "–"
    assert "Who told Moscow what" in out["when it was published"]
    assert "21:00 we received it from The Potomac Ledger" in out["when we knew"]
    assert "privately" not in out["when it happened"]


def test_what_this_desk_did_has_a_lane_of_its_own_and_leads_on() -> None:
    row = next(r for r in shown().time_line.rows if r.fields[0][0].words == "7 March 2024")
    acts = row.fields[-1]
    assert any("ruled for Lantern Quay Concert Hall: warn" in c.words for c in acts)
    assert all(c.on for c in acts)
    assert "ruled" not in "".join(c.words for cells in row.fields[1:-1] for c in cells)


def test_what_has_no_time_stands_last_and_says_so() -> None:
    last = shown().time_line.rows[-1]
    assert last.fields[0][0].words == "time not known"
    assert number(S_CLAIM, shown()) in {n for c in last.fields[1] for n in card_numbers(c)}


# ---- warnings


def test_a_warning_passed_on_goes_back_to_the_origin_of_the_first() -> None:
    table = shown().warnings
    origins = {s.id: under(table, row_of(table, s), "goes back to") for s in (S_ALERT, S_ECHO, S_PRIVATE)}
    assert origins[S_ALERT.id] == origins[S_ECHO.id] != origins[S_PRIVATE.id]


def test_the_warnings_say_whom_by_which_channel_and_how_long_before() -> None:
    table = shown().warnings
    row = row_of(table, S_PRIVATE)
    assert under(table, row, "whom") == "Federal Security Service"
    assert under(table, row, "channel") == "private"
    assert under(table, row, "before the attack") == "16 days before"
    assert under(table, row_of(table, S_ALERT), "channel") == "public"


def test_competing_accounts_of_a_warning_stand_side_by_side() -> None:
    accounts = {under(shown().accounts, row, "what they say") for row in shown().accounts.rows}
    assert {"“his embassy had received no warning”", "“what came was too general”"} <= accounts


# ---- why


@pytest.mark.parametrize("name", ["warnings", "accounts", "questions", "decided", "tolls", "rivals", "tests"])
def test_every_cell_that_asserts_something_leads_to_a_statement(name: str) -> None:
    found = shown()
    tables = {
        "tolls": found.tolls,
        "rivals": tuple(o.rivals for c in found.cases for o in c.opinions),
        "tests": tuple(t.table for d in found.to_decide for t in d.tests),
    }.get(name) or (getattr(found, name),)
    rows = [row for table in tables for row in table.rows if row.fields[0][0].words != "somebody unknown"]
    assert rows
    fields = [cells for row in rows for cells in row.fields[: 4 if name == "tests" else None]]
    said = [c for cells in fields for c in cells if c.tone not in {Tone.MISSING, Tone.QUIET}]
    assert [c.words for c in said if not c.on and not c.why] == []


def test_every_line_at_a_glance_that_rests_on_a_statement_leads_there() -> None:
    silent = {"in what was read", "confidence in that", "in passing"}
    lines = [c for g in shown().glance for f in g.facts if f.label not in silent for c in f.lines]
    said = [c for c in lines if c.tone not in {Tone.MISSING, Tone.QUIET} and not c.words.startswith("somebody unknown")]
    assert said
    assert [c.words for c in said if not c.on] == []


def test_every_reference_leads_to_something_that_the_dossier_holds() -> None:
    book = moscow()
    for found in (shown(), *(dossier(book, office=OFFICE, at=AT, incident=i.id) for i in (PLAN, ATTACK, NAMED))):
        there = {
            *((What.STATEMENT, c.number) for c in found.cards),
            *((What.REPORT, r.number) for r in found.reports),
            *((What.DUTY, d.number) for d in found.to_decide),
            *((What.NOTICE, n.number) for n in found.notices),
            *((What.INCIDENT, c.number) for c in found.cases),
            *((row.of.what, row.of.number) for row in found.single.rows if row.of),
        }
        assert {(ref.what, ref.number) for ref in references(found)} <= there


def references(value: Any) -> Iterator[Any]:
    if isinstance(value, Cell):
        yield from (*value.on, *value.why)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from references(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from references(each)


# ---- decided, sent, corrected


def test_a_ruling_after_its_time_is_late_and_a_reopened_one_says_why() -> None:
    table = shown().decided
    school = next(r for r in table.rows if "Birch Lane School" in under(table, r, "for whom"))
    assert "LATE by 9 h 22 min" in under(table, school, "when")
    assert under(table, school, "stands") == "REOPENED: a report was corrected"


def test_a_ruling_in_whose_place_another_came_says_which_and_only_the_last_stands(desk: Sitting) -> None:
    desk.take(by_heart.WARNED, at=by_heart.day(7))
    duty = desk.duty("hall")
    desk.rule(duty, at=by_heart.day(7, 13))
    desk.rule(duty, Refer(question="Which concerts?"), at=by_heart.day(7, 14))
    desk.rule(duty, NoDuty(criterion="credible", justification="It was taken back."), at=by_heart.day(7, 14))
    table = dossier(desk.book, office=desk.office, at=by_heart.day(7, 15)).decided
    stands = [under(table, row, "stands") for row in table.rows]
    by = f"superseded by the ruling of {OFFICER.name}, 7 March 2024, 14:00 +03:00"
    assert stands[0].startswith(f"{by}\nrefer, a question is open: Which concerts?")
    assert stands[1].startswith(f"{by}\nno duty, credible is not met")
    assert stands[2] == "stands"


def test_a_notice_without_a_receipt_is_unknown_and_its_end_no_all_clear() -> None:
    public = next(n for n in shown().notices if N_PUBLIC.id.startswith(n.id))
    assert "UNKNOWN: it may have gone out or not" in public.state.words
    assert "its end is not an all-clear" in fact(public.facts, "holds until")


def test_a_corrected_report_is_marked_and_so_is_all_that_it_said() -> None:
    found = retracted()
    marked = next(r for r in found.reports if digest(FLASH).startswith(r.id))
    assert marked.warning == f"RETRACTED 24 March 2024, 09:00 +03:00 by {VERA.name}: the wire took it back"
    assert {c.warning for c in found.cards if c.report == marked.number} == {marked.warning}
    assert {c.warning for c in found.cards if c.report != marked.number} == {""}
    assert "at least 40" not in "".join(strings(found.tolls))


def test_an_exercise_says_so_and_the_most_restricted_marking_is_the_dossiers() -> None:
    assert shown().exercise.startswith("EXERCISE")
    assert shown().marking == "TLP:AMBER"


# ---- what was not understood


def test_what_was_not_understood_is_counted_and_shown_where_it_stands_with_its_reason() -> None:
    assert any(c.words == "4 passages not understood" and c.tone is Tone.LOUD for c in shown().summary)
    lost = {run.text: run.detail for r in shown().reports for run in r.runs if run.unread in {"language", "refused"}}
    assert lost["Вторая фраза."] == "not read: language; Russian"
    assert lost["No group was named."] == (
        "not read: refused; the polarity contradicts the passage; proposed: “claimed”"
    )


def test_the_runs_of_a_report_are_its_whole_text() -> None:
    texts = [text for text, _ in STATEMENTS]
    assert sorted("".join(run.text for run in r.runs) for r in shown().reports) == sorted(texts)

"""What `tocsin read --json` prints, field by field: others measure by it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tocsin import codec

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "moscow-2024" / "reports"
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "schema" / "tocsin.schema.json").read_text("utf-8")))

INVENTED = {
    "astral.txt": "🎭🎭 𝕹ews of the day: at least 12 people were killed in a bombing in Kabul on 6 March 2024.\n",
    "combined.txt": "Cafe\u0301 owners in Nai\u0308robi met. The government said that gunmen had shot a judge.\n",
    "crlf.txt": "\ufeffFirst line.\r\n\r\nPolice said on Monday that the bomb at the station killed 4 people.\r\n",
    "russian.txt": "Весь день шёл дождь, и жители города оставались дома до самого позднего вечера.\n",
    "page.html": (
        "<html><head><title>Kabul</title></head><body><article><p>Islamic State claimed responsibility for the "
        "bombing of a mosque in Kabul&nbsp;&mdash; the group&rsquo;s third this year.</p><p>The ministry denied that "
        "any soldiers had been killed.</p></article></body></html>"
    ),
    "lines.jsonl": json.dumps({"text": "Militants kidnapped 7 aid workers near Mopti, officials said."}),
}  # fmt: skip

KINDS = set(
    "attack plot threat claim denial accusation confirmation warning assessment toll response motive relation duty "
    "unknown".split()
)
STAGES = {None, "planned", "threatened", "attempted", "foiled", "accomplished"}
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
ROLES = {"actor", "target", "victim", "instrument", "recipient", "place", "time"}
BESIDE = {"text", "reader", "score", "suggestion", "relation", "bears_on", "known"}
STATEMENT = (
    BESIDE
    | set("type id report kind passage cue content speakers stage certainty polarity channel roles tolls".split())
    | {"about", "because"}
)
FIELDS = {
    "statement": STATEMENT,
    "report": set("type id media_type title text language encoding pieces".split()),
    "unread": set("type report text passage because detail proposed".split()),
    "incident": set("type id statements aliases title stage time place".split()),
    "attribution": set(
        "type incident actor standings likelihood confidence supporting contradicting origins because signed".split()
    ),
    "actor": set("type id name kind part_of home".split()),
}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The lines that one run prints over the example's reports and the invented ones."""
    folder = tmp_path_factory.mktemp("json")
    for name, text in INVENTED.items():
        (folder / name).write_bytes(text.encode())
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "tocsin", "read", str(REPORTS), str(folder), "--json", "--published", "2024-03-23"],
        check=False, capture_output=True, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert not list(folder.glob("*.db")), "reading touches no database"
    return tuple(line for line in done.stdout.decode("utf-8").split("\n") if line)


@pytest.fixture(scope="module")
def rows(lines: tuple[str, ...]) -> list[Row]:
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def texts(rows: list[Row]) -> dict[str, str]:
    """The text of each report, by its id."""
    return {row["id"]: row["text"] for row in of(rows, "report")}


def of(rows: list[Row], kind: str) -> list[Row]:
    found = [row for row in rows if row["type"] == kind]
    assert found, f"no {kind} was printed"
    return found


def within(value: Any) -> Iterator[Row]:
    """Every object inside a value, itself among them."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from within(item)


def mentions(row: Row) -> Iterator[Row]:
    return (inner for inner in within(row) if "resolved" in inner)


def test_each_line_is_one_object_that_the_published_schema_knows(rows: list[Row]) -> None:
    faults = {json.dumps(row)[:200]: [e.message[:200] for e in SCHEMA.iter_errors(row)] for row in rows}
    assert {row: found for row, found in faults.items() if found} == {}


def test_each_line_is_read_back_as_the_word_that_it_spells(lines: tuple[str, ...]) -> None:
    for line in lines:
        told = json.loads(line)
        again = codec.encode(codec.loads(line))
        assert {**again, **({"about": told["about"]} if "about" in told else {})} == told


@pytest.mark.parametrize("kind", FIELDS)
def test_each_type_has_exactly_these_fields(rows: list[Row], kind: str) -> None:
    assert {frozenset(row) for row in of(rows, kind)} == {frozenset(FIELDS[kind])}


@pytest.mark.parametrize("field", sorted(STATEMENT - {"about"}))
def test_the_schema_asks_for_each_field_of_a_statement(rows: list[Row], field: str) -> None:
    row = of(rows, "statement")[0]
    assert SCHEMA.is_valid(row)
    assert not SCHEMA.is_valid({name: value for name, value in row.items() if name != field})


def test_every_span_and_mention_counts_code_points_of_its_reports_text(rows: list[Row], texts: dict[str, str]) -> None:
    for row in (*of(rows, "statement"), *of(rows, "unread")):
        spans = [inner for inner in within(row) if "quote" in inner]
        assert spans
        for span in spans:
            assert texts[row["report"]][span["start"] : span["end"]] == span["quote"]
            assert span["quote"]


def test_something_is_read_behind_letters_that_count_double_in_utf_16(rows: list[Row], texts: dict[str, str]) -> None:
    behind = [s for s in of(rows, "statement") if "🎭" in texts[s["report"]]]
    assert behind
    assert all(s["content"][0]["start"] > 0 for s in behind)


def test_a_statement_speaks_in_the_words_of_the_contract(rows: list[Row]) -> None:
    for row in of(rows, "statement"):
        assert row["kind"] in KINDS
        assert row["stage"] in STAGES
        assert row["certainty"] in CERTAINTIES
        assert row["polarity"] in {"positive", "negative", "unknown"}
        assert row["channel"] in {"public", "private", None}
        assert set(row["roles"]) == ROLES
        assert row["because"]
        assert row["reader"]
        assert 0 <= row["score"] <= 1
        assert isinstance(row["suggestion"], bool)
        assert row["content"]
        assert set(row["passage"]) == {"start", "end", "quote"}
        assert all(set(span) == {"start", "end", "quote"} for span in row["content"])
        assert row["cue"] is None or set(row["cue"]) == {"start", "end", "quote"}


def test_speakers_have_a_name_a_role_and_where_they_are_named(rows: list[Row]) -> None:
    speakers = [speaker for row in of(rows, "statement") for speaker in row["speakers"]]
    assert speakers
    for speaker in speakers:
        assert set(speaker) == {"name", "role", "mention"}
        assert speaker["name"]
        assert isinstance(speaker["role"], str)


def test_what_stands_beside_the_contract_keeps_to_its_shape(rows: list[Row]) -> None:
    statements = of(rows, "statement")
    ids = {row["id"] for row in statements}
    for row in statements:
        assert row["relation"] is None or set(row["relation"]) == {"left", "type", "right"}
        assert row["known"] is None or set(row["known"]) == {"by", "time"}
        for bearing in row["bears_on"]:
            assert set(bearing) == {"statement", "how"}
            assert bearing["how"] in {"supports", "contradicts", "rests_on"}
            assert bearing["statement"] in ids


def test_a_mention_resolves_to_a_time_a_place_or_an_actor(rows: list[Row]) -> None:
    seen = set()
    for row in of(rows, "statement"):
        for mention in mentions(row):
            assert isinstance(mention["candidates"], list)
            for resolved in filter(None, (mention["resolved"], *mention["candidates"])):
                seen.add(resolved["type"])
                _sound(resolved)
    assert seen == {"when", "where", "actor"}


def _sound(resolved: Row) -> None:
    match resolved["type"]:
        case "when":
            assert _moment(resolved["start"]) <= _moment(resolved["end"])
            assert resolved["precision"] in set("minute hour day week month season year decade".split())
        case "where":
            assert resolved["country"] is None or re.fullmatch("[A-Z]{2}", resolved["country"])
            assert {"name", "latitude", "longitude"} <= set(resolved)
            assert resolved["precision"] in set("point venue city district region country wider".split())
        case _:
            assert {"id", "name", "part_of"} <= set(resolved)
            assert resolved["part_of"] != resolved["id"]


def _moment(spelled: str) -> date:
    return datetime.fromisoformat(spelled) if "T" in spelled else date.fromisoformat(spelled)


def test_tolls_run_from_low_to_high_and_name_whom_and_what(rows: list[Row]) -> None:
    tolls = [toll for row in of(rows, "statement") for toll in row["tolls"]]
    assert tolls
    for toll in tolls:
        assert set(toll) == {"who", "effect", "low", "best", "high", "mention"}
        assert toll["who"] in {"civilians", "attackers", "security", "unknown"}
        assert toll["effect"] in {"killed", "injured", "missing", "kidnapped", "displaced"}
        known = [n for n in (toll["low"], toll["best"], toll["high"]) if n is not None]
        assert known == sorted(known)


def test_what_refers_to_another_line_finds_it(rows: list[Row], texts: dict[str, str]) -> None:
    statements = {row["id"] for row in of(rows, "statement")}
    incidents = {row["id"]: set(row["statements"]) for row in of(rows, "incident")}
    assert set().union(*incidents.values()) <= statements
    for row in of(rows, "statement"):
        assert row["report"] in texts
        assert row["about"] is None or row["id"] in incidents[row["about"]]
    for row in of(rows, "attribution"):
        assert row["incident"] in incidents
        assert {*row["supporting"], *row["contradicting"]} <= statements
    assert any(row["about"] for row in of(rows, "statement"))


def test_each_incident_has_somebody_unknown_among_its_attributions(rows: list[Row]) -> None:
    unknown = {row["incident"] for row in of(rows, "attribution") if row["actor"] is None}
    assert unknown == {row["incident"] for row in of(rows, "attribution")}


def test_every_actor_that_is_resolved_has_its_line_once(rows: list[Row]) -> None:
    lines = of(rows, "actor")
    named = {
        mention["resolved"]["id"]
        for row in of(rows, "statement")
        for mention in mentions({"roles": row["roles"], "speakers": row["speakers"]})
        if mention["resolved"] and mention["resolved"]["type"] == "actor"
    }
    assert sorted(row["id"] for row in lines) == sorted(named)


def test_a_passage_that_gave_nothing_says_why_in_one_of_five_words(rows: list[Row], texts: dict[str, str]) -> None:
    unread = of(rows, "unread")
    assert {row["because"] for row in unread} <= {"language", "damaged", "refused", "furniture", "nothing found"}
    russian = next(id_ for id_, text in texts.items() if text.startswith("Весь день"))
    assert [row["because"] for row in unread if row["report"] == russian] == ["language"]


def test_a_text_is_normalised_only_in_its_mark_and_its_line_ends(texts: dict[str, str]) -> None:
    assert INVENTED["crlf.txt"].removeprefix("\ufeff").replace("\r\n", "\n") in texts.values()
    assert INVENTED["combined.txt"] in texts.values()

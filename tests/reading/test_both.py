"""One reader out of rules and encoder: it reads to the last word, says who saw what, and stays silent on the wire."""

import subprocess
import sys
import textwrap
from functools import cache

import numpy as np
import pytest

from corpus import Written, written
from corpus.matching import Outcome, compare
from corpus.score import mark, turned, with_speaker
from tests.spans import counted_twice, misquoted, unaccounted
from tests.traps import laid, sprung, told
from tocsin import reading
from tocsin.desk import network
from tocsin.model import Kind, Reading, Report, UnreadBecause, digest
from tocsin.reading.encoder.shape import KINDS

FLOOR = {"precision": 0.72, "recall": 0.35}
"""Of the test part, a little below what was measured (docs/reading-measured.md)."""
TURNED = 0.03
"""The share of claims, denials and tolls that may have the wrong polarity."""
WORDS = 20_000
LAST = "The Red Lantern Front said that its fighters had bombed the railway station at Lyon."


def read(text: str) -> Reading:
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return reading.read(report, published=None, reader=network.shipped())


@cache
def of(one: Written) -> Reading:
    return reading.read(one.report, published=one.when, reader=network.shipped())


@cache
def outcomes(split: str) -> tuple[Outcome, ...]:
    return tuple(compare(one, of(one)) for one in written(split))


def test_the_last_sentence_of_a_report_of_twenty_thousand_words_is_read() -> None:
    plain = (
        "The committee met in the town hall on a quiet morning and heard about the library, the school and the road. "
    )
    text = plain * (WORDS // len(plain.split())) + LAST
    assert len(text.split()) >= WORDS
    found = read(text)
    assert [s.kind for s in found.statements if s.passage.quote == LAST and s.kind is Kind.CLAIM] == [Kind.CLAIM]
    assert {s.passage.quote for s in found.statements if not s.suggestion} == {LAST}


def test_what_is_read_of_a_sentence_does_not_hang_on_how_many_others_stand_before_it() -> None:
    alone = [(s.kind, s.content[0].quote, s.suggestion) for s in read(LAST).statements if not s.suggestion]
    before = "Rain fell on the fair. Nobody minded. The band played on until the lamps were lit. "
    beside = [(s.kind, s.content[0].quote, s.suggestion) for s in read(before + LAST).statements if not s.suggestion]
    assert alone == beside


def test_a_sentence_longer_than_a_window_is_read_to_its_end() -> None:
    listed = ", ".join(f"the {n} of the old market" for n in ("baker", "grocer", "tailor", "cobbler", "barber") * 12)
    found = read(f"Having visited {listed}, the mayor heard that {LAST[0].lower()}{LAST[1:]}")
    assert [s for s in found.statements if "bombed" in s.content[0].quote]


def test_no_passage_and_no_quotation_is_lost() -> None:
    for one in written("dev"):
        found = of(one)
        assert unaccounted(found, one.report) == "", one.name
        assert counted_twice(found) == [], one.name
        assert misquoted(found, one.report) == [], one.name


def test_it_reads_the_test_part_no_worse_than_was_measured() -> None:
    found = mark(outcomes("test"))
    assert found.precision >= FLOOR["precision"]
    assert found.recall >= FLOOR["recall"]
    assert with_speaker(outcomes("test")).right / found.right > 0.8
    wrong, pairs = turned(outcomes("test"))
    assert wrong <= TURNED * pairs


def test_each_statement_says_which_reader_saw_it_and_how_sure_it_is() -> None:
    every = [s for one in written("dev") for s in of(one).statements]
    name = network.shipped().network.name
    assert {s.reader for s in every} == {"rules@1", name, f"rules@1+{name}"}
    assert all(s.suggestion == (s.score < 0.5) for s in every)
    assert all(s.because for s in every)


def test_a_toll_whose_words_give_no_figure_is_not_guessed() -> None:
    refused = [u for one in written("dev") for u in of(one).unread if "no figure" in u.detail]
    assert refused
    assert {u.because for u in refused} == {UnreadBecause.REFUSED}
    assert all(s.tolls for one in written("dev") for s in of(one).statements if s.kind is Kind.TOLL)


ORDINARY = [t for t in laid("ordinary") if t.get("expect") != "event"]
EVENTS = [t for t in laid("ordinary") if t.get("expect") == "event"]
SPRUNG, LOST = 2, 7
"""How many of the traps it may fall into, and of how many real events it may tell nothing (docs/model-card.md)."""


def test_a_figure_that_its_report_takes_back_is_not_told_as_said() -> None:
    text = (
        "The police chief said earlier that four people had been killed but later corrected himself: three were dead."
    )
    told = [t.best for s in read(text).statements if not s.suggestion for t in s.tolls]
    assert 4 not in told


def test_it_falls_into_no_more_traps_than_was_measured() -> None:
    caught = [t["name"] for t in ORDINARY if sprung(t, network.shipped())]
    lost = [t["name"] for t in EVENTS if not set(t["require"]) <= set(told(t["text"], network.shipped()))]
    assert len(caught) <= SPRUNG, caught
    assert len(lost) <= LOST, lost


LIKELIEST = {
    "attack": -2.1718, "plot": -11.4259, "threat": -8.0058, "claim": 4.0647, "denial": -7.6725, "accusation": -6.2199,
    "confirmation": -9.2197, "warning": -9.8386, "assessment": -8.0491, "toll": -6.3180, "response": -8.8815,
    "motive": -8.9187, "relation": -3.4866, "duty": -11.6825, "unknown": -10.6166,
}  # fmt: skip
"""The greatest logit of an anchor of each kind, of one sentence; by processors that overflow some differ by 0.4."""


def test_the_networks_give_the_same_on_every_processor() -> None:
    loaded = network.loaded()
    (tokens,) = loaded.tokens(["A group that calls itself Northern Star claimed the bombing."])
    ids = np.array([[loaded.frame[0], *tokens.ids, loaded.frame[1]]])
    _, logits = loaded.look(ids, np.ones(ids.shape, dtype=np.float32))
    found = dict(zip(KINDS, logits[0].max(axis=0), strict=True))
    assert {kind.value: value for kind, value in found.items()} == pytest.approx(LIKELIEST, abs=0.01)


def test_loading_and_reading_reach_for_no_network_and_load_nothing_that_would() -> None:
    program = """
        import socket, sys
        class Silent(socket.socket):
            def connect(self, *a): raise SystemExit("it reached out")
            def sendto(self, *a): raise SystemExit("it reached out")
        socket.socket = Silent
        from tocsin.desk import network
        from tocsin import reading
        from tocsin.model import Report, digest
        text = "The Front claimed the blast."
        report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
        reading.read(report, published=None, reader=network.shipped())
        told = [m for m in sys.modules if "telemetry" in m or m.startswith("huggingface")]
        raise SystemExit(", ".join(told) or 0)
    """
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", textwrap.dedent(program)], check=False, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")

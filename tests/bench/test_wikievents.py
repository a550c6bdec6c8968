"""Arguments are scored by head and role, on a report whose marks are known by hand."""

import json
from pathlib import Path

import pytest

from bench import wikievents
from bench.arguments import Argument, by_head, confused
from bench.marks import Mark
from bench.wikievents import head_of, spelled
from tocsin.model import Mention, MentionKind, Span


def one(role: str, head: int, sentence: int = 0) -> Argument:
    return Argument(sentence=sentence, role=role, head=head)


def test_an_argument_is_right_by_sentence_role_and_head() -> None:
    wanted = [one("victim", 5), one("victim", 5), one("place", 20), one("actor", 1, sentence=1)]
    found = [one("victim", 5), one("actor", 20), one("actor", 1)]
    assert by_head(wanted, found, ("victim", "place", "actor")) == Mark(3, 3, 1)
    assert by_head(wanted, found, ("victim",)) == Mark(1, 1, 1)
    assert confused(wanted, found) == {("place", "actor"): 1}


@pytest.mark.parametrize(
    ("quote", "head"),
    [("a Russian major general in Homs", "general"), ("eight police officers, two of them women", "officers"),
     ("the U.S.", "U.S"), ("people", "people"), ("three men killed in the blast", "men")],
)  # fmt: skip
def test_the_head_stands_before_what_hangs_on_it(quote: str, head: str) -> None:
    span = Span(start=100, end=100 + len(quote), quote=quote, text="x")
    assert quote[head_of(Mention(span=span, kind=MentionKind.PEOPLE)) - 100 :].startswith(head)


def test_sentences_that_lost_their_spaces_get_them_back() -> None:
    sentences = [
        [[["Blast", 0, 5], ["kills", 6, 11], ["two", 12, 15]], "Blast kills two"],
        [[["It", 15, 17], ["ended", 18, 23], [".", 23, 24]], "It ended."],
        [[["All", 24, 27], ["fled", 28, 32]], "All fled"],
    ]
    text, where, tokens = spelled(sentences)
    assert text == "Blast kills two\n\nIt ended. All fled"
    assert [text[a:b] for a, b in where] == ["Blast kills two", "It ended.", "All fled"]
    assert [text[a:b] for a, b in tokens] == ["Blast", "kills", "two", "It", "ended", ".", "All", "fled"]


def test_a_report_is_measured_in_the_sentences_of_its_events(tmp_path: Path) -> None:
    words = "A bomb killed two soldiers in Kabul .".split()
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words))]
    tokens = [[w, s, s + len(w)] for w, s in zip(words, starts, strict=True)]
    row = {
        "doc_id": "one", "sentences": [[tokens, " ".join(words)]],
        "entity_mentions": [
            {"id": "T1", "sent_idx": 0, "start": 4, "end": 5},
            {"id": "T2", "sent_idx": 0, "start": 6, "end": 7},
                            {"id": "T3", "sent_idx": 0, "start": 1, "end": 2}],
        "event_mentions": [
            {"event_type": "Life.Die.Unspecified", "trigger": {"sent_idx": 0},
             "arguments": [{"entity_id": "T1", "role": "Victim"}, {"entity_id": "T2", "role": "Place"}]},
            {"event_type": "Contact.Contact.Meet", "trigger": {"sent_idx": 0},
             "arguments": [{"entity_id": "T3", "role": "Participant"}]},
        ],
    }  # fmt: skip
    (tmp_path / "dev.jsonl").write_text(json.dumps(row), "utf-8")
    told = {name: value for name, value, _ in wikievents.run(tmp_path)}
    assert told["head, victim: F1"] == 100
    assert told["head, place: F1"] == 100
    assert told["head, actor: recall"] == 100
    assert all(" false " in line for line in wikievents.worst(tmp_path))

"""The cue lexicons: every phrase is well formed and can match, and each lexicon reads what it is there to read."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reading.told import read, says, shown
from tocsin.reading import cues, verbs, words

EXAMPLES = tomllib.loads((Path(__file__).parent / "cues.toml").read_text("utf-8"))["cue"]
NAMES = cues.names()
SECTIONS = [(name, section) for name in NAMES for section in cues.lexicon(name) if section != "about"]
FILLING = ("", "one ", "one two three four ")

_WORD = r"~?[^\W_~|()…;]+(?:['’.\-&“][^\W_]+)*"
_PART = re.compile(rf"…|“?{_WORD}(?:\|{_WORD})*|\({_WORD}(?:\|{_WORD})*\)")


def spelled(phrase: str) -> list[str]:
    """What a phrase stands for, written out: each part in all its forms in turn, the others in their first."""
    parts = [_forms(part) for part in phrase.split()]
    found = []
    for n, forms in enumerate(parts):
        for form in forms:
            chosen = [form if m == n else other[0] for m, other in enumerate(parts)]
            found.append(" ".join("".join(f"{c} " for c in chosen).split()))
    return list(dict.fromkeys(found))


def _forms(part: str) -> list[str]:
    if part == "…":
        return list(FILLING)
    inner = part.removeprefix("(").removesuffix(")")
    forms = [f for word in inner.split("|") for f in (verbs.forms(word[1:]) if word.startswith("~") else (word,))]
    return [*forms, ""] if part.startswith("(") else forms


def matched(text: str, lexicon: str, section: str) -> set[str]:
    """The phrases of a section that match the whole of a text."""
    hits = cues.find(text, words.words(text, 0, len(text)), len(text))
    return {
        h.cue.phrase for h in hits
        if (h.cue.lexicon, h.cue.section, h.start, h.end) == (lexicon, section, 0, len(text))
    }  # fmt: skip


# ---- the files


@pytest.mark.parametrize("name", NAMES)
def test_a_lexicon_says_what_it_is_about_and_holds_sections_of_phrases(name: str) -> None:
    held = cues.lexicon(name)
    assert re.fullmatch(r"[A-Z“\"].+\.", held["about"]), held["about"]
    assert len(held) > 1
    assert {section for section, body in held.items() if not isinstance(body, str) or not body.strip()} == set()


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_no_phrase_stands_twice_in_a_section(name: str, section: str) -> None:
    listed = Counter(" ".join(p.split()).casefold() for p in cues.phrases(name, section))
    assert [phrase for phrase, times in listed.items() if times > 1] == []


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_every_phrase_is_well_formed(name: str, section: str) -> None:
    faults = [fault for phrase in cues.phrases(name, section) for fault in _faults(phrase)]
    assert faults == []


def _faults(phrase: str) -> Iterator[str]:
    parts = phrase.split()
    for part in parts:
        if not _PART.fullmatch(part):
            yield f"{phrase!r}: {part!r} is no word, verb, choice or gap"
    if parts[0].startswith(("…", "(")) or parts[-1] == "…":
        yield f"{phrase!r}: it begins or ends with what may be missing"
    if phrase != phrase.lower():
        yield f"{phrase!r}: cues are written in lower case"
    for lemma in re.findall(r"~([\w-]+)", phrase):
        if lemma not in {"be", "have", "do"} and lemma not in getattr(verbs.table().get(lemma), "lemmas", ()):
            yield f"{phrase!r}: {lemma!r} is no verb of verbs.toml, so its forms are guessed"


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_every_phrase_matches_itself_when_it_is_spelled_out(name: str, section: str) -> None:
    listed = {
        phrase: {text: matched(text, name, section) for text in spelled(phrase)}
        for phrase in cues.phrases(name, section)
    }
    assert [text for found in listed.values() for text, by in found.items() if not by] == []
    idle = {phrase: set().union(*found.values()) for phrase, found in listed.items()}
    assert {phrase: by for phrase, by in idle.items() if phrase not in by} == {}, "another one matches all that it does"


def test_a_phrase_that_can_never_match_would_be_found() -> None:
    assert matched("claims responsibility", "claiming", "acts")
    assert not matched("claims responsible", "claiming", "acts")
    assert list(_faults("… the blame")) != []
    assert list(_faults("~frobnicate the act")) != []


# ---- what they read


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['lexicon']}: {e['sentence'][:40]}")
def test_a_sentence_is_read_and_the_one_beside_it_is_not(example: dict[str, Any]) -> None:
    found, beside = read(example["sentence"]), read(example["beside"])
    assert any(says(s, example["reads"]) for s in found), shown(found)
    assert shown([s for s in beside if says(s, example["reads"])]) == []
    if "beside_reads" in example:
        assert any(says(s, example["beside_reads"]) for s in beside), shown(beside)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['lexicon']}: {e['sentence'][:40]}")
def test_an_example_holds_a_cue_of_its_lexicon(example: dict[str, Any]) -> None:
    text = example["sentence"] if not example.get("cue_in_beside") else example["beside"]
    hits = cues.find(text, words.words(text, 0, len(text)), len(text))
    assert example["lexicon"] in {h.cue.lexicon for h in hits}


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_has_examples(name: str) -> None:
    assert len([e for e in EXAMPLES if e["lexicon"] == name]) >= 2

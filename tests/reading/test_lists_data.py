"""The lists of words: each entry is in plain words and finds what it stands for, and no list is idle."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from tocsin.reading import lists

FOLDER = Path(str(files("tocsin.reading") / "data" / "lists"))
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
LISTS = [(file, name) for file in FILES for name in lists.names(file)]
CODE = "\n".join(path.read_text("utf-8") for path in Path(lists.__file__).parent.rglob("*.py"))


def test_an_entry_stands_for_each_word_that_it_spells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "entries", lambda *_: ("person(s)", "gunm(a|e)n", "kidnap*", "car bomb"))
    found = lists.pattern("made", "for this test")
    text = "Persons and a person; gunman, gunmen; kidnapped kidnap; car bomb"
    assert found.findall(text) == ["Persons", "person", "gunman", "gunmen", "kidnapped", "kidnap", "car bomb"]
    assert found.findall("personal, gunmin, akidnap, car bombs, carbomb") == []


@pytest.mark.parametrize("entry", ["either|or", "(half", "half)", "(a*)"])
def test_what_is_not_plain_words_is_refused(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "entries", lambda *_: (entry,))
    with pytest.raises(ValueError, match="holds"):
        lists.either("made of", entry)


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_a_list_holds_each_entry_once_and_only_what_can_be_read(file: str, name: str) -> None:
    held = lists.entries(file, name)
    assert held
    assert {entry for entry, count in Counter(held).items() if count > 1} == set()
    assert lists.pattern(file, name).search("xyzzy") is None


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_every_list_is_asked_for_by_a_rule(file: str, name: str) -> None:
    whole = f'lists.names("{file}")' in CODE
    assert f'"{file}"' in CODE or f"'{file}'" in CODE
    assert whole or f'"{name}"' in CODE or f"'{name}'" in CODE

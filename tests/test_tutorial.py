"""The tutorial and the README: their commands do what the page shows, in the order in which it shows them."""

import os
from pathlib import Path

import click
import pytest

from tests import papers, reference, telling

NIGHT = (
    "read", "take", "incidents", "why", "link", "duty", "rule", "show", "approve", "notices", "dispatch", "ack",
    "ledger checkpoint", "ledger verify", "correct",
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(papers.STARTS_FROM))
def test_whoever_follows_the_page_sees_what_it_shows(path: str) -> None:
    shown = (papers.ROOT / path).read_text("utf-8")
    assert papers.told(path) == shown, f"{path} shows what is no longer so: run `make docs`"


def test_the_tutorial_goes_through_a_night_from_the_first_report_to_a_correction() -> None:
    text = (papers.ROOT / "docs/tutorial.md").read_text("utf-8")
    ran = [line.removeprefix("$ tocsin ") for line in text.splitlines() if line.startswith("$ tocsin ")]
    first = [next(n for n, command in enumerate(ran) if command.startswith(step)) for step in NIGHT]
    assert first == sorted(first)


def test_a_page_that_shows_what_is_not_printed_is_found_out(tmp_path: Path) -> None:
    page = "```text a.txt\nA bomb exploded in Lisbon.\n```\n\n```console\n$ cat a.txt\nNothing happened.\n```\n"
    assert telling.told(page, folder=tmp_path) == page.replace("Nothing happened.", "A bomb exploded in Lisbon.")


IDS = "```text ids.txt\n0123456789abcdef the right one\n111111111111 another\n```\n```console\n$ cat ids.txt\n```\n"


def test_an_id_in_a_command_is_the_one_that_was_printed(tmp_path: Path) -> None:
    page = IDS + "```console the right; another\n$ echo 999999999999 888888888888\n```\n"
    assert "$ echo 0123456789ab 111111111111\n" in telling.told(page, folder=tmp_path)


@pytest.mark.parametrize("keys", ["", " the wrong"])
def test_an_id_that_nothing_printed_is_no_command_to_follow(tmp_path: Path, keys: str) -> None:
    with pytest.raises(AssertionError, match="no line with"):
        telling.told(f"{IDS}```console{keys}\n$ echo 999999999999\n```\n", folder=tmp_path)


def test_a_file_that_differs_from_the_one_in_the_folder_is_no_page_to_follow(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\n", "utf-8")
    with pytest.raises(AssertionError, match="shown otherwise"):
        telling.told("```text a.txt\ntwo\n```\n", folder=tmp_path)


def test_a_command_that_is_used_wrongly_is_no_command_to_follow(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"(?i)no such option"):
        telling.told("```console\n$ tocsin duty --sideways\n```\n", folder=tmp_path)


def test_a_page_leaves_the_environment_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_AT", "2030-01-01T00:00:00+00:00")
    telling.told("```console\n$ export TOCSIN_AT=2025-10-14T18:20:00+03:00\n```\n", folder=tmp_path)
    assert os.environ["TOCSIN_AT"] == "2030-01-01T00:00:00+00:00"


@pytest.mark.parametrize("words", [words for words, _ in reference.everything()])
def test_every_command_and_every_option_says_what_it_is_for(words: str) -> None:
    command: click.Command = dict(reference.everything())[words]
    assert command.help
    assert command.callback is not None
    assert command.callback.__doc__
    assert [option.opts for option in reference.options(command) if not option.help] == []
